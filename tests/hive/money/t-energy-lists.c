/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/classify.h"
#include "hive/money/energy_sum.h"
#include "tests/lib/energy_utc.h"

/* Lists of a sum: its days, its meters, and the days of each of these. */

static struct energy_item
sum(const char *location, int64_t from_day, int64_t until_day, bool with_days)
{
	struct energy_ask ask = { .source = SOURCE_MESSAGE,
	    .location = location, .from_day = from_day,
	    .until_day = until_day, .now = CLOCK(3, 12, 0),
	    .with_days = with_days };
	struct energy_item item;

	energy_settle(db, &scratch, CLOCK(9, 0, 0));
	energy_sum(db, &arena, &ask, &item);
	return item;
}

/* ---- Days -------------------------------------------------------------- */

/* Two meters over four days, the last of which is today; one of them begins
 * on the second day, and the third day has nothing. */
static void
make_days(void)
{
	int64_t a = utc_meter("a", "hall"), b = utc_meter("b", "hall");

	utc_price(CLOCK(1, 0, 0), "hall", NONE, 10 * CENT);
	utc_fill(a, CLOCK(0, 23, 0), CLOCK(1, 2, 0));
	utc_fill(b, CLOCK(1, 1, 0), CLOCK(1, 2, 0));
	utc_fill(a, CLOCK(3, 0, 0), CLOCK(3, 1, 0));
}

static void
check_days(void)
{
	static const struct {
		const char *date, *state;
		int64_t kwh, cents, slots, missing, devices;
	} want[] = {
		{ "2026-11-20", "booked", 4, NONE, 4, 0, 1 },
		/* a: 8 of 96; b: 4 of 92 since one o'clock */
		{ "2026-11-21", "booked", 12, 120, 12, 88 + 88, 2 },
		{ "2026-11-22", "booked", NONE, NONE, 0, 192, 0 },
		/* up to a quarter to twelve: 47 of each */
		{ "2026-11-23", "provisional", 4, 40, 4, 43 + 47, 1 },
	};
	struct energy_item e = sum("hall", DAY(0), DAY(4), true);
	const struct energy_item *day = e.days.v;

	CHECK_INT(e.days.n, 4);
	for (size_t i = 0; i < e.days.n && i < 4; i++) {
		CHECK_TEXT(day[i].date, want[i].date);
		CHECK_TEXT(finality_words[day[i].state], want[i].state);
		CHECK_INT(day[i].energy_uwh, want[i].kwh == NONE ? NONE :
		    want[i].kwh * KWH);
		CHECK_INT(day[i].cost, want[i].cents == NONE ? NONE :
		    want[i].cents * CENT);
		CHECK_INT(day[i].slots, want[i].slots);
		CHECK_INT(day[i].missing_slots, want[i].missing);
		CHECK_INT(day[i].device_count, want[i].devices);
		CHECK_INT(day[i].confidence, i ? CONFIDENCE_LOW :
		    CONFIDENCE_HIGH);
	}
	CHECK(e.energy_uwh == 20 * KWH && e.cost == 160 * CENT);
	CHECK(e.unpriced_uwh == 4 * KWH && e.slots == 20);
	CHECK(e.on_time == 500 && e.device_count == 2);
	CHECK_INT(e.missing_slots, 176 + 192 + 90);
	CHECK_TEXT(confidence_words[e.confidence], "low");
}

/* A meter's own days: only those that it has. */
static void
check_device_days(void)
{
	static const char *const dates[] = { "2026-11-20", "2026-11-21",
	    "2026-11-23" };
	static const int64_t kwh[] = { 4, 8, 4 };
	struct energy_item e = sum("hall", DAY(0), DAY(4), true);
	const struct energy_item *d = e.devices.v, *day;

	CHECK_INT(e.devices.n, 2);
	CHECK_TEXT(d[0].device, "a");
	CHECK_TEXT(d[1].device, "b");
	CHECK_INT(d[0].missing_slots, 88 + 96 + 43);
	CHECK_INT(d[1].missing_slots, 88 + 96 + 47);
	CHECK(d[0].days.n == 3 && d[1].days.n == 1);
	day = d[0].days.v;
	for (size_t i = 0; i < 3; i++) {
		CHECK_TEXT(day[i].date, dates[i]);
		CHECK_INT(day[i].energy_uwh, kwh[i] * KWH);
	}
	day = d[1].days.v;
	CHECK_TEXT(day->date, "2026-11-21");
	CHECK(day->energy_uwh == 4 * KWH && day->cost == 40 * CENT);
	/* Without days there are none, and the sums are the same. */
	e = sum("hall", DAY(0), DAY(4), false);
	d = e.devices.v;
	CHECK(e.days.n == 0 && d[0].days.n == 0);
	CHECK(e.energy_uwh == 20 * KWH && e.cost == 160 * CENT);
	CHECK_INT(e.missing_slots, 176 + 192 + 90);
}

/* ---- Meters ------------------------------------------------------------ */

/* By the names of board and register, whoever came first; a meter that moved
 * stands there once for each place. */
static void
check_order(void)
{
	static const char *const names[] = { "pit1", "pit2", "pit2", "pit3" };
	static const char *const channels[] = { "main", "low", "main",
	    "main" };
	int64_t m3 = utc_meter("pit3", "pit"), m2 = utc_meter("pit2", "pit");
	int64_t m1 = utc_meter("pit1", "pit"), low;
	const struct energy_item *d;
	struct energy_item e;
	struct meter m;

	CHECK(meter_get(db, &arena, m2, &m));
	m.channel = "low";
	low = meter_make(db, &arena, &m, "test", 0);
	utc_book(m2, CLOCK(0, 1, 0), KWH);
	utc_book(m3, CLOCK(0, 1, 0), KWH);
	utc_book(low, CLOCK(1, 1, 0), KWH);
	utc_book(m1, CLOCK(1, 1, 0), KWH);
	e = sum("pit", DAY(0), DAY(2), true);
	d = e.devices.v;
	CHECK_INT(e.devices.n, 4);
	for (size_t i = 0; i < 4; i++) {
		CHECK_TEXT(d[i].device, names[i]);
		CHECK_TEXT(d[i].channel, channels[i]);
		CHECK_INT(d[i].energy_uwh, KWH);
	}
}

static void
check_places(void)
{
	static const char *const places[] = { NULL, "gate", "ramp" };
	static const int64_t slots[] = { 4, 8, 12 };
	int64_t m = utc_meter("van", "ramp"), n = 0;
	struct energy_item e;
	const struct energy_item *d;

	meter_place(db, m, "gate", CLOCK(1, 12, 0));
	meter_place(db, m, NULL, CLOCK(1, 14, 0));
	utc_fill(m, CLOCK(0, 12, 0), CLOCK(0, 14, 0));
	utc_fill(m, CLOCK(1, 11, 0), CLOCK(1, 15, 0));
	e = sum(NULL, DAY(0), DAY(2), true);
	d = e.devices.v;
	for (size_t i = 0; i < e.devices.n; i++) {
		if (d[i].meter != m)
			continue;
		CHECK_TEXT(d[i].location, places[n]);
		CHECK_INT(d[i].slots, slots[n]);
		n++;
	}
	CHECK_INT(n, 3);
}

/* More meters than are made room for at first, and others on each day. */
static void
check_many(void)
{
	int64_t m[70];
	struct energy_item e;
	const struct energy_item *d;
	int64_t bad = 0;

	for (int i = 0; i < 70; i++) {
		m[i] = utc_meter(arena_printf(&arena, "row%03d", i), "row");
		for (int day = 0; day < 3; day++)
			if (i % 3 != day)
				utc_book(m[i], CLOCK(day, 5, 0), i + 1);
	}
	e = sum("row", DAY(0), DAY(3), false);
	d = e.devices.v;
	CHECK_INT(e.devices.n, 70);
	CHECK_INT(e.device_count, 70);
	for (int i = 0; i < 70; i++)
		bad += d[i].meter != m[i] || d[i].slots != 2 ||
		    d[i].energy_uwh != 2 * (i + 1);
	CHECK_INT(bad, 0);
	CHECK_INT(e.energy_uwh, 70 * 71);
}

/* A meter is silent for a day: those around it are still themselves. */
static void
check_silent(void)
{
	struct energy_item e;
	const struct energy_item *d;
	int64_t m[3];

	for (int i = 0; i < 3; i++) {
		m[i] = utc_meter(arena_printf(&arena, "rack%d", i), "rack");
		utc_book(m[i], CLOCK(0, 5, 0), KWH);
		if (i != 1)
			utc_book(m[i], CLOCK(1, 5, 0), KWH);
	}
	e = sum("rack", DAY(0), DAY(2), true);
	d = e.devices.v;
	CHECK_INT(e.devices.n, 3);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(d[i].meter, m[i]);
		CHECK_INT(d[i].slots, i == 1 ? 1 : 2);
	}
}

/* A meter below another counts where the other one has nothing. */
static void
check_below(void)
{
	int64_t main = utc_meter("main", "shop"), sub = utc_meter("sub",
	    "shop");
	struct energy_item e;
	const struct energy_item *d, *day;

	utc_below(sub, main);
	utc_book(main, CLOCK(0, 5, 0), 5 * KWH);
	utc_book(sub, CLOCK(0, 5, 0), 2 * KWH);
	e = sum("shop", DAY(0), DAY(1), true);
	d = e.devices.v;
	CHECK(e.energy_uwh == 5 * KWH && e.device_count == 1);
	CHECK(e.devices.n == 2 && d[0].counted && !d[1].counted);
	CHECK(d[1].energy_uwh == 2 * KWH && d[1].parent == main);
	CHECK_INT(e.missing_slots, d[0].missing_slots);
	utc_book(sub, CLOCK(1, 5, 0), 3 * KWH);
	e = sum("shop", DAY(0), DAY(2), true);
	d = e.devices.v;
	day = e.days.v;
	CHECK(e.energy_uwh == 8 * KWH && e.device_count == 2);
	CHECK(d[1].counted && d[1].energy_uwh == 5 * KWH);
	CHECK(day[0].energy_uwh == 5 * KWH && day[0].device_count == 1);
	CHECK(day[1].energy_uwh == 3 * KWH && day[1].device_count == 1);
}

/* ---- What each price made of a day -------------------------------------- */

static void
check_prices(void)
{
	int64_t m = utc_meter("lamp", "attic");
	const struct bill_line *line;
	struct energy_item e;
	struct energy_item *d;

	meter_place(db, m, "cellar", CLOCK(0, 12, 0));
	utc_price(0, "attic", NONE, 2 * CENT);
	utc_price(CLOCK(0, 10, 0), "attic", NONE, 3 * CENT);
	utc_fill(m, CLOCK(0, 9, 0), CLOCK(0, 13, 0));
	e = sum("attic", DAY(0), DAY(1), false);
	d = e.devices.v;
	CHECK_INT(e.devices.n, 1);
	energy_prices(db, &arena, d, DAY(0));
	CHECK_INT(d->prices.n, 2);
	line = d->prices.v;
	CHECK(line[0].uwh == 4 * KWH && line[0].cost == 8 * CENT);
	CHECK(line[1].uwh == 8 * KWH && line[1].cost == 24 * CENT);
	e = sum("cellar", DAY(0), DAY(1), false);
	d = e.devices.v;
	energy_prices(db, &arena, d, DAY(0));
	line = d->prices.v;
	CHECK(d->prices.n == 1 && line->version == NONE);
	CHECK_INT(line->uwh, 4 * KWH);
	/* Generation has no price. */
	d->prices.n = 0;
	d->direction = DIRECTION_GENERATION;
	energy_prices(db, &arena, d, DAY(0));
	CHECK_INT(d->prices.n, 0);
}

int
main(void)
{
	utc_open();
	make_days();
	check_days();
	check_device_days();
	check_order();
	check_places();
	check_many();
	check_silent();
	check_below();
	check_prices();
	utc_close();
	return tap_done();
}
