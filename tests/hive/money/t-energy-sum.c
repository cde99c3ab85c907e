/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/classify.h"
#include "hive/money/energy_sum.h"
#include "tests/lib/energy_utc.h"

/* What is told of a site, a place, a meter and a day: sums, and how much they
 * can be trusted. */

static struct energy_item
sum(const char *location, int64_t from_day, int64_t until_day, int64_t now)
{
	struct energy_ask ask = { .source = SOURCE_MESSAGE,
	    .location = location, .from_day = from_day,
	    .until_day = until_day, .now = now, .with_days = true };
	struct energy_item item;

	energy_settle(db, &scratch, CLOCK(9, 0, 0));
	energy_sum(db, &arena, &ask, &item);
	return item;
}

static const struct energy_item *
device(const struct energy_item *all, const char *name)
{
	const struct energy_item *d = all->devices.v;

	for (size_t i = 0; i < all->devices.n; i++)
		if (!strcmp(d[i].device, name))
			return &d[i];
	return NULL;
}

/* ---- Trust ----------------------------------------------------------- */

/* Low: more than a tenth is estimated or missing; high: nothing is, and all
 * clocks were right. */
static void
check_judge(void)
{
	static const struct {
		int64_t slots, missing, estimated, guessed;
		const char *confidence;
	} cases[] = {
		{ 0, 0, 0, 0, NULL }, { 1, 0, 0, 0, "high" },
		{ 10, 0, 1, 0, "medium" }, { 9, 0, 1, 0, "low" },
		{ 9, 1, 0, 0, "medium" }, { 8, 1, 0, 0, "low" },
		{ 19, 1, 1, 0, "medium" }, { 18, 1, 1, 0, "low" },
		{ 0, 1, 0, 0, "low" }, { 10, 0, 0, 1, "medium" },
		{ 10, 0, 0, 10, "medium" }, { 10, 0, 1, 9, "medium" },
		{ 100, 0, 10, 0, "medium" }, { 100, 0, 11, 0, "low" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct energy_item e = energy_nothing;

		e.slots = cases[i].slots;
		e.missing_slots = cases[i].missing;
		e.estimated_slots = cases[i].estimated;
		e.guessed_slots = cases[i].guessed;
		energy_judge(&e);
		CHECK_TEXT(confidence_words[e.confidence], cases[i].confidence);
	}
}

static void
check_add_slot(void)
{
	static struct energy_part part = { .slots = { { 0, 7 }, { 1, 0 },
		{ 2, -3 }, { 3, 5 } },
	    .costs = { { NONE, 7 }, { 40, 0 }, { -10, 1 }, { 5, 0 } },
	    .quality = { QUALITY_MEASURED, QUALITY_OUR_CLOCK,
		QUALITY_ESTIMATED, QUALITY_ESTIMATED },
	    .entries = { 1, 2, 3, 1 } };
	struct energy_item e = energy_nothing;

	energy_add_slot(&e, &part, 0);
	CHECK(e.energy_uwh == 7 && e.cost == NONE && e.unpriced_uwh == 7);
	CHECK(e.slots == 1 && e.on_time == 25 && e.corrected_slots == 0);
	CHECK(e.guessed_slots == 0 && e.estimated_slots == 0);
	energy_add_slot(&e, &part, 1);
	CHECK(e.energy_uwh == 7 && e.cost == 40 && e.unpriced_uwh == 7);
	CHECK(e.slots == 2 && e.on_time == 25 && e.corrected_slots == 1);
	CHECK(e.guessed_slots == 1 && e.estimated_slots == 0);
	energy_add_slot(&e, &part, 2);
	energy_add_slot(&e, &part, 3);
	CHECK(e.energy_uwh == 9 && e.cost == 35 && e.unpriced_uwh == 8);
	CHECK(e.slots == 4 && e.on_time == 75 && e.corrected_slots == 2);
	CHECK(e.guessed_slots == 1 && e.estimated_slots == 2);
}

/* A day is provisional until its last slot is booked. */
static void
check_booked(void)
{
	int64_t end = CLOCK(1, 0, 0) + SLOT_WAIT_MS;

	CHECK_INT(energy_booked(DAY(1), end - 1), FINALITY_PROVISIONAL);
	CHECK_INT(energy_booked(DAY(1), end), FINALITY_BOOKED);
	CHECK_INT(energy_booked(DAY(1), end + 1), FINALITY_BOOKED);
}

/* Closed only when all of its months are.  November's last day is 10 days
 * after the 20th. */
static void
check_state(void)
{
	static const struct {
		int64_t from, until;
		const char *state;
	} cases[] = {
		{ 0, 1, "closed" }, { -19, 11, "closed" },
		{ -19, -18, "closed" }, { 10, 11, "closed" },
		{ -20, -19, "booked" }, { -20, 11, "booked" },
		{ 10, 12, "booked" }, { 11, 12, "booked" },
		{ -50, 42, "booked" }, { 11, 100, "provisional" },
		{ 0, 100, "provisional" },
	};

	utc_closed(MONTH);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_TEXT(finality_words[energy_state(db,
		    DAY(cases[i].from), DAY(cases[i].until),
		    CLOCK(60, 0, 0))], cases[i].state);
}

/* ---- What is missing -------------------------------------------------- */

/* From its first slot on, up to the last that should be booked by now. */
static void
check_missing(void)
{
	static const struct {
		int64_t from, until, now, missing;
	} cases[] = {
		{ 0, 1, CLOCK(0, 12, 0) + SLOT_WAIT_MS, 4 },
		{ 0, 1, CLOCK(0, 12, 0) + SLOT_WAIT_MS - 1, 3 },
		{ 0, 1, CLOCK(0, 12, 15) + SLOT_WAIT_MS - 1, 4 },
		{ 0, 1, CLOCK(0, 11, 0) + SLOT_WAIT_MS, 0 },
		{ 0, 1, CLOCK(0, 10, 15), 0 },
		{ 0, 1, CLOCK(1, 0, 0) + SLOT_WAIT_MS - 1, 51 },
		{ 0, 1, CLOCK(1, 0, 0) + SLOT_WAIT_MS, 52 },
		{ 0, 1, CLOCK(5, 0, 0), 52 },
		{ -3, 1, CLOCK(5, 0, 0), 52 },
		{ 0, 2, CLOCK(5, 0, 0), 148 },
		{ -3, 3, CLOCK(1, 0, 15) + SLOT_WAIT_MS, 53 },
	};
	int64_t m = utc_meter("gaps", "gaps");

	utc_fill(m, CLOCK(0, 10, 0), CLOCK(0, 11, 0));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct energy_item e = sum("gaps", DAY(cases[i].from),
		    DAY(cases[i].until), cases[i].now);
		const struct energy_item *day = e.days.v;
		int64_t all = 0;

		CHECK_INT(e.missing_slots, cases[i].missing);
		CHECK_INT(device(&e, "gaps")->missing_slots,
		    cases[i].missing);
		for (size_t k = 0; k < e.days.n; k++)
			all += day[k].missing_slots;
		CHECK_INT(all, cases[i].missing);
		CHECK_INT(day[-cases[i].from].slots, 4);
	}
}

/* Each place lacks what the meter did not say while it was there. */
static void
check_moved(void)
{
	int64_t m = utc_meter("cart", "east"), now = CLOCK(3, 0, 0);
	struct energy_item e;

	utc_book(m, CLOCK(0, 10, 0), KWH);
	utc_book(m, CLOCK(0, 13, 0), KWH);
	utc_book(m, CLOCK(1, 13, 0), KWH);
	meter_place(db, m, "west", CLOCK(0, 12, 0));
	meter_place(db, m, "east", CLOCK(1, 12, 0));
	e = sum("east", DAY(0), DAY(1), now);
	CHECK_INT(e.missing_slots, 7);
	e = sum("west", DAY(0), DAY(1), now);
	CHECK_INT(e.missing_slots, 47);
	e = sum("east", DAY(1), DAY(2), now);
	CHECK_INT(e.missing_slots, 47);
	e = sum("east", DAY(0), DAY(2), now);
	CHECK_INT(e.missing_slots, 7 + 47);
	e = sum(NULL, DAY(1), DAY(2), now);
	CHECK_INT(device(&e, "cart")->missing_slots, 47);
}

/* A person says that it was elsewhere before it said anything: nothing is
 * missing from before its first slot. */
static void
check_moved_before(void)
{
	int64_t m = utc_meter("new", "north");
	struct energy_item e;

	meter_place(db, m, "south", CLOCK(0, 8, 0));
	utc_fill(m, CLOCK(0, 10, 0), CLOCK(0, 11, 0));
	e = sum("south", DAY(0), DAY(1), CLOCK(0, 11, 0) + SLOT_WAIT_MS);
	CHECK(e.slots == 4 && e.missing_slots == 0);
}

/* However often it was carried about, it is expected where it is now. */
static void
check_moved_often(void)
{
	int64_t m = utc_meter("much", "s0"), now = CLOCK(3, 0, 0);
	struct energy_item e;

	utc_book(m, CLOCK(0, 0, 0), KWH);
	utc_book(m, CLOCK(1, 0, 0), KWH);
	for (int i = 1; i <= 20; i++)
		meter_place(db, m, arena_printf(&arena, "s%d", i),
		    CLOCK(0, i, 0));
	e = sum("s20", DAY(1), DAY(2), now);
	CHECK(e.slots == 1 && e.missing_slots == 95);
	e = sum("s15", DAY(0), DAY(2), now);
	CHECK(e.slots == 0 && e.missing_slots == 0);
}

/* A meter that nobody placed, and a place of another name. */
static void
check_unplaced(void)
{
	int64_t m = utc_meter("loose", NULL);
	struct energy_item e;

	utc_book(m, CLOCK(6, 10, 0), KWH);
	e = sum(NULL, DAY(6), DAY(7), CLOCK(6, 11, 0) + SLOT_WAIT_MS);
	CHECK_INT(device(&e, "loose")->missing_slots, 3);
	CHECK_TEXT(device(&e, "loose")->location, NULL);
}

int
main(void)
{
	utc_open();
	check_judge();
	check_add_slot();
	check_booked();
	check_missing();
	check_moved();
	check_moved_before();
	check_moved_often();
	check_unplaced();
	check_state();
	utc_close();
	return tap_done();
}
