/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/price_effect.h"
#include "tests/lib/energy_utc.h"

/*
 * What a price would change.  Until today, day 0, there are 45 days: each day
 * at six o'clock one kWh in the hall and two in the yard, at 10 cents but for
 * the first five days, which have no price.
 */
#define NOW	CLOCK(0, 12, 0)

static struct price_effect
effect(int64_t from_at, int64_t until_at, const char *location, int64_t cost,
    int64_t now)
{
	struct cost_version v = { .id = NONE, .meter = NONE,
	    .scope = location ? PRICE_LOCATION : PRICE_GLOBAL,
	    .location = location,
	    .cost_per_kwh = cost, .currency = "USD",
	    .effective_from = from_at, .effective_until = until_at };
	struct price_effect e;

	price_effect(db, &arena, &v, now, &e);
	return e;
}

static const char *
date(int64_t day)
{
	char *text = arena_take(&arena, ZONE_DATE_SIZE);

	if (day == NONE)
		return NULL;
	zone_date_show(text, DAY(day));
	return text;
}

/* Nobody measured anything, and there is no price. */
static void
check_nothing(void)
{
	struct price_effect e = effect(CLOCK(-3, 0, 0), NONE, NULL, CENT,
	    NOW);

	CHECK(e.days == 4 && e.all_days == 4 && e.device_days == 0);
	CHECK(e.energy_uwh == 0 && e.difference == 0);
	CHECK(e.as_if_before == 0 && e.as_if_after == 0);
	CHECK_TEXT(e.as_if_first, "2026-10-21");
	CHECK_TEXT(e.as_if_last, "2026-11-19");
}

/* Which days it covers, and which of them are looked at. */
static void
check_days(void)
{
	static const struct {
		int64_t from, until, now;
		int64_t first, last, days, all_days, changed;
	} cases[] = {
		{ CLOCK(-3, 0, 0), NONE, NOW, -3, 0, 4, 4, 8 },
		{ CLOCK(0, 0, 0), NONE, NOW, 0, 0, 1, 1, 2 },
		{ CLOCK(0, 13, 0), NONE, NOW, 0, 0, 1, 1, 0 },
		{ CLOCK(1, 0, 0) - 1, NONE, NOW, 0, 0, 1, 1, 0 },
		{ CLOCK(1, 0, 0), NONE, NOW, NONE, NONE, 0, 0, 0 },
		{ CLOCK(-3, 0, 0), CLOCK(-1, 0, 0), NOW, -3, -2, 2, 2, 4 },
		{ CLOCK(-3, 0, 0), CLOCK(-1, 0, 0) + 1, NOW, -3, -1, 3, 3,
		    4 },
		{ CLOCK(-3, 0, 0), CLOCK(-1, 6, 15), NOW, -3, -1, 3, 3, 6 },
		{ CLOCK(-3, 0, 0), CLOCK(5, 0, 0), NOW, -3, 0, 4, 4, 8 },
		{ CLOCK(-1, 0, 0), NOW, NOW, -1, 0, 2, 2, 4 },
		/* one that ends as today begins has nothing of today */
		{ CLOCK(-1, 0, 0), CLOCK(0, 0, 0), CLOCK(0, 0, 0), -1, -1, 1,
		    1, 2 },
		{ CLOCK(-1, 0, 0), CLOCK(0, 0, 0) + 1, CLOCK(0, 0, 0), -1, 0,
		    2, 2, 2 },
		{ CLOCK(-30, 0, 0), NONE, NOW, -30, 0, 31, 31, 62 },
		{ CLOCK(-31, 0, 0), NONE, NOW, -30, 0, 31, 32, 62 },
		/* the one that began since then goes before it */
		{ CLOCK(-44, 0, 0), NONE, NOW, -30, 0, 31, 45, 0 },
		{ CLOCK(-90, 0, 0), NONE, NOW, -30, 0, 31, 45, 0 },
		{ CLOCK(-90, 0, 0), CLOCK(-60, 0, 0), NOW, NONE, NONE, 0, 0,
		    0 },
		{ CLOCK(-90, 0, 0), CLOCK(-43, 0, 0), NOW, -44, -44, 1, 1,
		    2 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct price_effect e = effect(cases[i].from, cases[i].until,
		    NULL, 15 * CENT, cases[i].now);

		CHECK_TEXT(e.first_date, date(cases[i].first));
		CHECK_TEXT(e.last_date, date(cases[i].last));
		CHECK_INT(e.days, cases[i].days);
		CHECK_INT(e.all_days, cases[i].all_days);
		CHECK_INT(e.changed_days, cases[i].changed);
		CHECK_INT(e.device_days, 2 * cases[i].days);
		CHECK_INT(e.energy_uwh, 3 * KWH * cases[i].days);
	}
}

/* In cents, of [from, until). */
static void
check_money(void)
{
	static const struct {
		int64_t from, until;
		const char *location;
		int64_t cents;		/* NONE: no price */
		int64_t changed, before, after, closed;
		int64_t unpriced_before, unpriced_after;	/* kWh */
	} cases[] = {
		{ -3, 0, NULL, 15, 6, 90, 135, 0, 0, 0 },
		{ -3, 0, NULL, 10, 0, 90, 90, 0, 0, 0 },
		{ -3, 0, NULL, 0, 6, 90, 0, 0, 0, 0 },
		{ -3, 0, NULL, -1, 6, 90, -9, 0, 0, 0 },
		{ -3, 0, NULL, NONE, 6, 90, 0, 0, 0, 9 },
		{ -3, 0, "hall", 15, 3, 30, 45, 0, 0, 0 },
		{ -3, 0, "yard", 15, 3, 60, 90, 0, 0, 0 },
		{ -3, 0, "nowhere", 15, 0, 0, 0, 0, 0, 0 },
		{ -44, -43, NULL, 15, 2, 0, 45, 45, 3, 0 },
		/* at nothing, it has a price all the same */
		{ -44, -43, NULL, 0, 2, 0, 0, 0, 3, 0 },
		/* on the third of these days another price begins */
		{ -41, -38, NULL, 20, 4, 30, 150, 120, 6, 0 },
		/* three of these five days are October's */
		{ -22, -17, NULL, 15, 10, 150, 225, 45, 0, 0 },
		{ -22, -17, NULL, 8, 10, 150, 120, -18, 0, 0 },
	};

	utc_closed(MONTH - 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct price_effect e = effect(CLOCK(cases[i].from, 0, 0),
		    CLOCK(cases[i].until, 0, 0), cases[i].location,
		    cases[i].cents == NONE ? NONE : cases[i].cents * CENT,
		    NOW);

		CHECK_INT(e.changed_days, cases[i].changed);
		CHECK_INT(e.cost_before, cases[i].before * CENT);
		CHECK_INT(e.cost_after, cases[i].after * CENT);
		CHECK_INT(e.difference, (cases[i].after - cases[i].before) *
		    CENT);
		CHECK_INT(e.closed_difference, cases[i].closed * CENT);
		CHECK_INT(e.unpriced_before_uwh, cases[i].unpriced_before *
		    KWH);
		CHECK_INT(e.unpriced_after_uwh, cases[i].unpriced_after *
		    KWH);
	}
}

/* The last 30 whole days, as if it had held on all of them: in place of its
 * scope's prices, behind the narrower ones. */
static void
check_as_if(void)
{
	struct price_effect e = effect(CLOCK(50, 0, 0), NONE, NULL,
	    15 * CENT, NOW);

	CHECK_TEXT(e.as_if_first, "2026-10-21");
	CHECK_TEXT(e.as_if_last, "2026-11-19");
	CHECK_INT(e.as_if_energy_uwh, 90 * KWH);
	CHECK_INT(e.as_if_before, 900 * CENT);
	CHECK_INT(e.as_if_after, 90 * 15 * CENT);
	e = effect(CLOCK(-2, 0, 0), CLOCK(-1, 0, 0), NULL, 15 * CENT, NOW);
	CHECK_INT(e.as_if_after, 90 * 15 * CENT);
	e = effect(CLOCK(50, 0, 0), NONE, "hall", 15 * CENT, NOW);
	CHECK_INT(e.as_if_energy_uwh, 30 * KWH);
	CHECK_INT(e.as_if_before, 300 * CENT);
	CHECK_INT(e.as_if_after, 450 * CENT);
	/* Ten days at 12 cents in the yard, known but not rated yet. */
	utc_price(CLOCK(-10, 0, 0), "yard", NONE, 12 * CENT);
	e = effect(CLOCK(50, 0, 0), NONE, NULL, 15 * CENT, NOW);
	CHECK_INT(e.as_if_after, (80 - 10) * 15 * CENT + 20 * 12 * CENT);
	e = effect(CLOCK(50, 0, 0), NONE, "yard", 15 * CENT, NOW);
	CHECK_INT(e.as_if_after, 60 * 15 * CENT);
	/* Nothing was written. */
	CHECK_INT(price_list(db, &arena, INT64_MAX).n, 2);
}

/* A meter that moved at noon has a part of its day at each place. */
static void
check_moved(int64_t yard)
{
	struct price_effect e;

	utc_book(yard, CLOCK(-1, 13, 0), 4 * KWH);
	meter_place(db, yard, "gate", CLOCK(-1, 12, 0));
	energy_settle(db, &scratch, NOW);
	e = effect(CLOCK(-1, 0, 0), CLOCK(0, 0, 0), "gate", 15 * CENT, NOW);
	CHECK(e.device_days == 1 && e.energy_uwh == 4 * KWH);
	CHECK(e.cost_before == 40 * CENT && e.cost_after == 60 * CENT);
	e = effect(CLOCK(-1, 0, 0), CLOCK(0, 0, 0), "yard", 15 * CENT, NOW);
	CHECK(e.device_days == 1 && e.energy_uwh == 2 * KWH);
	CHECK_INT(e.cost_after, 30 * CENT);
}

/* What stands below another meter is in its sum, and counts once. */
static void
check_below(int64_t hall)
{
	int64_t sub = utc_meter("sub", "hall");
	struct price_effect e;

	utc_below(sub, hall);
	utc_book(sub, CLOCK(-1, 6, 0), KWH / 2);
	energy_settle(db, &scratch, NOW);
	e = effect(CLOCK(-1, 0, 0), CLOCK(0, 0, 0), "hall", 15 * CENT, NOW);
	CHECK(e.device_days == 1 && e.energy_uwh == KWH);
}

int
main(void)
{
	int64_t hall, yard;

	utc_open();
	check_nothing();
	hall = utc_meter("a", "hall");
	yard = utc_meter("b", "yard");
	for (int day = -44; day <= 0; day++) {
		utc_book(hall, CLOCK(day, 6, 0), KWH);
		utc_book(yard, CLOCK(day, 6, 0), 2 * KWH);
	}
	utc_price(CLOCK(-39, 0, 0), NULL, NONE, 10 * CENT);
	energy_settle(db, &scratch, NOW);
	check_days();
	check_money();
	check_as_if();
	check_moved(yard);
	check_below(hall);
	utc_close();
	return tap_done();
}
