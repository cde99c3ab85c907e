/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/energy.h"
#include "tests/lib/energy_utc.h"

/* A meter's day is parted by where it was, and each part has its price. */

static struct energy_parts parts;

static void
look(int64_t meter, enum meter_direction direction, int64_t day)
{
	struct list versions = price_list(db, &arena, INT64_MAX);
	struct rater r;

	rater_open(&r, db, &versions);
	energy_parts(&r, meter, direction, day, &parts);
	/* The places' names live as long as the rater. */
	for (size_t i = 0; i < parts.n; i++)
		parts.part[i].location = arena_copy(&arena,
		    parts.part[i].location);
	rater_close(&r);
}

/* How many slots the meter was there; -1: it has no part there. */
static int64_t
slots_at(const char *location)
{
	for (size_t i = 0; i < parts.n; i++) {
		const char *here = parts.part[i].location;

		if (!here == !location && (!here || !strcmp(here, location)))
			return (int64_t)parts.part[i].n;
	}
	return -1;
}

/* Carried away at noon: the slot that begins then is the new place's. */
static void
check_moves(void)
{
	int64_t m = utc_meter("moved", "hall");

	utc_fill(m, CLOCK(0, 11, 30), CLOCK(0, 12, 45));
	utc_fill(m, CLOCK(0, 18, 0), CLOCK(0, 18, 30));
	meter_place(db, m, "yard", CLOCK(0, 12, 0));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK_INT(parts.n, 2);
	CHECK_INT(slots_at("hall"), 2);
	CHECK_INT(slots_at("yard"), 5);
	/* Nobody says where it is from six on. */
	meter_place(db, m, NULL, CLOCK(0, 18, 0));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK(parts.n == 3 && slots_at("yard") == 3 && slots_at(NULL) == 2);
	/* Back where it was: it goes on with that part. */
	meter_place(db, m, "hall", CLOCK(0, 18, 15));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK(parts.n == 3 && slots_at("hall") == 3 && slots_at(NULL) == 1);
	/* What happens the next day is no matter. */
	meter_place(db, m, "roof", CLOCK(1, 0, 0));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK(parts.n == 3 && slots_at("roof") == -1);
}

/* The first place that is known holds for the time before it as well. */
static void
check_before(void)
{
	int64_t m = utc_meter("late", NULL);

	utc_fill(m, CLOCK(0, 11, 0), CLOCK(0, 13, 0));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK(parts.n == 1 && slots_at(NULL) == 8);
	meter_place(db, m, "hall", CLOCK(0, 12, 0));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK(parts.n == 1 && slots_at("hall") == 8);
	look(m, DIRECTION_IMPORT, DAY(1));
	CHECK_INT(parts.n, 0);
}

/* Carried about all day: the last four places are kept apart, and what was
 * before them is booked to the oldest of these. */
static void
check_many_moves(void)
{
	static const char *const places[] = { "p0", "p1", "p2", "p3", "p4",
	    "p5" };
	int64_t m = utc_meter("carried", places[0]), all = 0;

	for (int i = 1; i < 6; i++)
		meter_place(db, m, places[i], CLOCK(0, i, 0));
	utc_fill(m, CLOCK(0, 0, 0), CLOCK(0, 6, 0));
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK_INT(parts.n, ENERGY_PLACES);
	CHECK_INT(slots_at("p2"), 12);
	for (int i = 3; i < 6; i++)
		CHECK_INT(slots_at(places[i]), 4);
	for (size_t i = 0; i < parts.n; i++)
		all += parts.part[i].bill.uwh;
	CHECK_INT(all, 24 * KWH);
}

/* What a slot is: its sign, its quality, its entries. */
static void
check_slots(void)
{
	int64_t m = utc_meter("slots", NULL), last;
	const struct energy_part *p = &parts.part[0];
	struct energy_day d;

	energy_book(db, m, CLOCK(0, 0, 0), 3, "A", 1);
	energy_book(db, m, CLOCK(0, 0, 15), 4, "S", 1);
	energy_book(db, m, CLOCK(0, 23, 45), 5, "E", 1);
	energy_book(db, m, CLOCK(1, 0, 0), 6, "A", 1);
	energy_book(db, m, CLOCK(-1, 23, 45), 7, "A", 1);
	energy_book(db, m, CLOCK(0, 0, 15), -4, "S", 1);
	last = entry_newest(db);
	look(m, DIRECTION_IMPORT, DAY(0));
	CHECK(parts.n == 1 && p->n == 3);
	CHECK(p->slots[0].slot_at == CLOCK(0, 0, 0) && p->slots[0].uwh == 3);
	CHECK(p->slots[1].uwh == 0 && p->entries[1] == 2);
	CHECK(p->slots[2].uwh == 5 && p->entries[2] == 1);
	CHECK(p->quality[0] == QUALITY_MEASURED &&
	    p->quality[2] == QUALITY_ESTIMATED);
	CHECK_INT(p->last_entry, last);
	d = energy_day_of(p, DAY(0), m, false);
	CHECK(d.day == DAY(0) && d.meter == m && d.energy_uwh == 8);
	CHECK(d.slots == 3 && d.on_slots == 2 && d.guessed_slots == 1);
	CHECK(d.estimated_slots == 1 && d.corrected_slots == 1);
	CHECK(d.cost == NONE && d.unpriced_uwh == 8 && d.entry == last);
	CHECK_TEXT(d.location, "");
	look(m, DIRECTION_EXPORT, DAY(0));
	CHECK(p->slots[0].uwh == -3 && p->bill.uwh == -8);
	look(m, DIRECTION_GENERATION, DAY(0));
	CHECK_INT(p->slots[0].uwh, 3);
	look(m, DIRECTION_IMPORT, DAY(1));
	CHECK(p->n == 1 && p->slots[0].uwh == 6);
	CHECK_INT(p->last_entry, last - 2);
}

/* Priced, priced in part, priced at nothing; generation never is. */
static void
check_cost(void)
{
	int64_t m = utc_meter("priced", "mill");
	struct energy_day d;

	utc_fill(m, CLOCK(0, 10, 0), CLOCK(0, 11, 0));
	utc_price(CLOCK(0, 10, 45), "mill", NONE, 7 * CENT);
	look(m, DIRECTION_IMPORT, DAY(0));
	d = energy_day_of(&parts.part[0], DAY(0), m, false);
	CHECK(d.cost == 7 * CENT && d.unpriced_uwh == 3 * KWH);
	CHECK(energy_same_place(&parts.part[0], &d));
	d.location = "yard";
	CHECK(!energy_same_place(&parts.part[0], &d));
	d = energy_day_of(&parts.part[0], DAY(0), m, true);
	CHECK(d.cost == NONE && d.unpriced_uwh == 0);
	CHECK_INT(d.energy_uwh, 4 * KWH);
	utc_price(CLOCK(0, 0, 0), "mill", NONE, 0);
	utc_price(CLOCK(0, 10, 45), "mill", NONE, 0);
	look(m, DIRECTION_IMPORT, DAY(0));
	d = energy_day_of(&parts.part[0], DAY(0), m, false);
	CHECK(d.cost == 0 && d.unpriced_uwh == 0);
}

/* ---- Prices at hand ---------------------------------------------------- */

#define MANY	70	/* meters with prices of their own; more than fit */

static int64_t
cost_of(struct rater *r, int64_t meter, int64_t day)
{
	energy_parts(r, meter, DIRECTION_IMPORT, day, &parts);
	return parts.part[0].bill.cost;
}

static void
check_many_prices(void)
{
	int64_t own[MANY], bad = 0;
	struct list versions;
	struct rater r;

	for (int i = 0; i < MANY; i++) {
		own[i] = utc_meter(arena_printf(&arena, "own%d", i), "hall");
		utc_book(own[i], CLOCK(0, 1, 0), KWH);
		utc_book(own[i], CLOCK(1, 1, 0), KWH);
		utc_price(0, NULL, own[i], (i + 1) * CENT);
		utc_price(CLOCK(1, 0, 0), NULL, own[i], (i + 2) * CENT);
	}
	versions = price_list(db, &arena, INT64_MAX);
	rater_open(&r, db, &versions);
	for (int i = 0; i < MANY; i++) {
		bad += cost_of(&r, own[i], DAY(0)) != (i + 1) * CENT;
		bad += r.n > RATER_CHAINS;
	}
	for (int i = 0; i < MANY; i++)
		bad += cost_of(&r, own[i], DAY(1)) != (i + 2) * CENT;
	bad += cost_of(&r, own[0], DAY(0)) != CENT;
	CHECK_INT(bad, 0);
	rater_close(&r);
}

/* Meters of a place share its prices, which are looked up once a day; who
 * has a price of his own, or is elsewhere, has others. */
static void
check_shared(void)
{
	static const char *const places[] = { "dam", "dam", "dam", "lock",
	    NULL };
	static const int64_t want[] = { 3, 3, 9, 5, 1 };
	int64_t m[5];
	struct list versions;
	struct rater r;

	for (int i = 0; i < 5; i++) {
		m[i] = utc_meter(arena_printf(&arena, "shared%d", i),
		    places[i]);
		utc_book(m[i], CLOCK(0, 1, 0), KWH);
	}
	utc_price(0, NULL, NONE, CENT);
	utc_price(0, "dam", NONE, 3 * CENT);
	utc_price(0, "lock", NONE, 5 * CENT);
	utc_price(0, NULL, m[2], 9 * CENT);
	versions = price_list(db, &arena, INT64_MAX);
	rater_open(&r, db, &versions);
	for (int i = 0; i < 5; i++)
		CHECK_INT(cost_of(&r, m[i], DAY(0)), want[i] * CENT);
	CHECK_INT(r.n, 4);
	for (int i = 4; i >= 0; i--)
		CHECK_INT(cost_of(&r, m[i], DAY(0)), want[i] * CENT);
	CHECK_INT(r.n, 4);
	rater_close(&r);
}

int
main(void)
{
	utc_open();
	check_moves();
	check_before();
	check_many_moves();
	check_slots();
	check_cost();
	check_many_prices();
	check_shared();
	utc_close();
	return tap_done();
}
