/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/rating.h"
#include "hive/money/statement.h"
#include "tests/lib/energy_utc.h"

/* What a statement says of each meter, and of what the month has of others. */

#define NOW	CLOCK(40, 0, 0)

static struct statement_meter
line_of(int64_t meter, int64_t from_at, int64_t to_at)
{
	struct statement_meter l = { .meter = NONE };

	statement_line(db, &arena, meter, from_at, to_at, &l);
	return l;
}

/* The whole books have slots from ten to two o'clock; this meter has four of
 * them, from eleven on. */
static void
check_missing(int64_t meter)
{
	static const struct {
		int64_t from, to;
		int64_t slots, missing;
	} cases[] = {
		{ CLOCK(0, 0, 0), CLOCK(1, 0, 0), 4, 8 },
		{ CLOCK(0, 11, 0), CLOCK(0, 12, 0), 4, 0 },
		{ CLOCK(0, 10, 45), CLOCK(0, 12, 15), 4, 1 },
		{ CLOCK(0, 11, 15), CLOCK(0, 12, 15), 3, 1 },
		{ CLOCK(0, 12, 0), CLOCK(0, 13, 0), 0, 4 },
		{ CLOCK(0, 13, 45), CLOCK(0, 14, 0), 0, 1 },
		{ CLOCK(0, 13, 45), CLOCK(5, 0, 0), 0, 1 },
		{ CLOCK(0, 14, 0), CLOCK(5, 0, 0), 0, 0 },
		{ CLOCK(0, 0, 0), CLOCK(0, 11, 0), 0, 0 },
		{ CLOCK(-1, 0, 0), CLOCK(0, 0, 0), 0, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct statement_meter l = line_of(meter, cases[i].from,
		    cases[i].to);

		CHECK_INT(l.slots, cases[i].slots);
		CHECK_INT(l.missing_slots, cases[i].missing);
		CHECK_INT(l.energy_uwh, cases[i].slots * KWH);
		CHECK_INT(l.meter, meter);
		CHECK_TEXT(l.device, "b");
	}
}

/* Each slot by its quality; what a person booked is told apart. */
static void
check_qualities(void)
{
	int64_t m = utc_meter("c", "hall");
	struct entry manual = { .meter = m, .slot_at = CLOCK(0, 10, 0),
	    .energy_uwh = -3, .kind = ENTRY_MANUAL,
	    .quality = QUALITY_MANUAL, .rule = "manual", .first_at = NONE,
	    .last_at = NONE, .actor = "user:x", .reason = "why" };
	struct statement_meter l;

	energy_book(db, m, CLOCK(0, 10, 0), 100, "A", NOW);
	energy_book(db, m, CLOCK(0, 10, 15), 200, "S", NOW);
	energy_book(db, m, CLOCK(0, 10, 30), 300, "E", NOW);
	energy_book(db, m, CLOCK(0, 10, 30), 30, "E", NOW);
	CHECK(entry_add(db, &manual, NOW));
	l = line_of(m, CLOCK(0, 10, 0), CLOCK(0, 11, 0));
	CHECK(l.energy_uwh == 627 && l.manual_uwh == -3);
	CHECK(l.slots == 3 && l.missing_slots == 1 && l.corrections == 2);
	CHECK(l.measured_slots == 1 && l.server_time_slots == 1);
	CHECK_INT(l.estimated_slots, 1);
	CHECK_TEXT(l.location, "hall");
	CHECK_TEXT(l.channel, "main");
	CHECK(l.source == SOURCE_MESSAGE && l.direction == DIRECTION_IMPORT);
}

/* Nothing was measured yet, or there is no such meter. */
static void
check_none(void)
{
	int64_t m = utc_meter("d", NULL);
	struct statement_meter l = line_of(m, CLOCK(0, 0, 0),
	    CLOCK(1, 0, 0));

	CHECK(l.meter == m && l.slots == 0 && l.missing_slots == 0);
	CHECK(l.energy_uwh == 0 && l.cost == NONE && l.unpriced_uwh == 0);
	CHECK_INT(line_of(m + 1, CLOCK(0, 0, 0), CLOCK(1, 0, 0)).meter, NONE);
}

static void
check_cost(int64_t meter)
{
	struct statement_meter l;

	utc_price(CLOCK(0, 11, 15), NULL, meter, 10 * CENT);
	energy_settle(db, &scratch, NOW);
	l = line_of(meter, CLOCK(0, 0, 0), CLOCK(1, 0, 0));
	CHECK(l.cost == 30 * CENT && l.unpriced_uwh == KWH);
	l = line_of(meter, CLOCK(1, 0, 0), CLOCK(2, 0, 0));
	CHECK(l.cost == NONE && l.unpriced_uwh == 0);
	l = line_of(meter, CLOCK(-1, 0, 0), CLOCK(0, 0, 0));
	CHECK_INT(l.cost, NONE);
}

static void
check_meters(void)
{
	struct list all = statement_meters(db, &arena);
	const struct statement_meter *m = all.v;

	CHECK_INT(all.n, 4);
	for (size_t i = 0; i < all.n && i < 4; i++)
		CHECK_INT(m[i].meter, (int64_t)i + 1);
}

/* ---- Money -------------------------------------------------------------- */

static struct statement
money(const char *period)
{
	struct statement s = { .period = period };

	CHECK(statement_period(period, &s.from, &s.to));
	statement_money(db, &arena, &s, NOW);
	return s;
}

/* November is closed when it gets another kWh: December has a debit of it,
 * and only the month of December, not its days. */
static void
check_later(int64_t meter)
{
	static const char *const without[] = { "2026-11", "2026-12-01",
	    "2026-12-31", "2026-12-30", "2026-11-20", "2027-01" };
	const struct statement_later *later;
	struct statement s = money("2026-12");

	CHECK_INT(s.later.n, 0);
	utc_closed(MONTH);
	utc_book(meter, CLOCK(0, 11, 30), KWH);
	energy_settle(db, &scratch, NOW);
	s = money("2026-12");
	later = s.later.v;
	CHECK_INT(s.later.n, 2);
	CHECK_TEXT(later[0].date, "2026-11-20");
	CHECK_TEXT(later[0].location, NULL);
	CHECK_INT(later[0].kind, LATER_DEBIT);
	CHECK(later[0].meter == meter && later[0].booked_at == NOW);
	CHECK(later[0].version == 0 && later[0].energy_uwh == KWH);
	CHECK(later[1].version == 1 && later[1].energy_uwh == 4 * KWH);
	CHECK_INT(later[1].cost, 40 * CENT);
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		CHECK_INT(money(without[i]).later.n, 0);
}

static void
check_totals(void)
{
	struct statement s = money("2026-11-20");

	/* 16 slots of a, five kWh of b, and c's */
	CHECK_INT(s.total_uwh, 21 * KWH + 627);
	CHECK_INT(s.total_cost, 40 * CENT);
	CHECK_INT(s.total_unpriced_uwh, 17 * KWH + 627);
	CHECK(s.total_meters == 3 && s.source == SOURCE_MESSAGE);
	CHECK_TEXT(confidence_words[s.confidence], "low");
	s = money("2026-11-21");
	CHECK(s.total_uwh == NONE && s.total_cost == NONE);
}

int
main(void)
{
	int64_t a, b;

	utc_open();
	CHECK_INT(statement_meters(db, &arena).n, 0);
	a = utc_meter("a", NULL);
	b = utc_meter("b", NULL);
	utc_fill(a, CLOCK(0, 10, 0), CLOCK(0, 14, 0));
	utc_fill(b, CLOCK(0, 11, 0), CLOCK(0, 12, 0));
	check_missing(b);
	check_qualities();
	check_none();
	check_cost(b);
	check_meters();
	check_later(b);
	check_totals();
	utc_close();
	return tap_done();
}
