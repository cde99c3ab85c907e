/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/energy.h"
#include "tests/lib/energy_utc.h"

/* The rows of table energy_day, and whose of them make a sum. */

static int64_t
rows_of(int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM energy_day"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, NONE);
}

/* A row is kept again when any of its figures is another; when it was rated
 * is not one of them. */
static void
check_keep(void)
{
	static const size_t figures[] = {
		offsetof(struct energy_day, energy_uwh),
		offsetof(struct energy_day, cost),
		offsetof(struct energy_day, unpriced_uwh),
		offsetof(struct energy_day, slots),
		offsetof(struct energy_day, on_slots),
		offsetof(struct energy_day, guessed_slots),
		offsetof(struct energy_day, estimated_slots),
		offsetof(struct energy_day, corrected_slots),
		offsetof(struct energy_day, entry) };
	struct energy_day d = { .day = DAY(0), .meter = 5, .location = "",
	    .energy_uwh = 1, .cost = 20, .unpriced_uwh = 3, .slots = 4,
	    .on_slots = 5, .guessed_slots = 6, .estimated_slots = 7,
	    .corrected_slots = 8, .entry = 9, .rated_at = 10 };
	int64_t before = -1;

	CHECK(energy_day_keep(db, &d, &before));
	CHECK_INT(before, 0);
	d.rated_at = 11;
	CHECK(!energy_day_keep(db, &d, &before));
	CHECK_INT(before, 20);
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		int64_t *figure = (int64_t *)((char *)&d + figures[i]);

		*figure += 1000;
		CHECK(energy_day_keep(db, &d, &before));
		CHECK(!energy_day_keep(db, &d, &before));
	}
	CHECK_INT(before, 1020);
	d.cost = NONE;
	CHECK(energy_day_keep(db, &d, &before) && before == 1020);
	CHECK(!energy_day_keep(db, &d, &before) && before == 0);
	CHECK_INT(rows_of(5), 1);
	d.location = "hall";		/* another row */
	CHECK(energy_day_keep(db, &d, &before) && before == 0);
	CHECK_INT(rows_of(5), 2);
}

static void
keep_at(int64_t meter, int64_t day, const char *location)
{
	struct energy_day d = { .day = day, .meter = meter,
	    .location = location, .cost = NONE };
	int64_t before;

	energy_day_keep(db, &d, &before);
}

/* Rows of places where the meter was not, and no others, are dropped. */
static void
check_drop(void)
{
	static struct energy_parts p;
	static const char *const places[] = { "", "hall", "yard", "roof" };

	for (int i = 0; i < 4; i++)
		keep_at(6, DAY(0), places[i]);
	keep_at(6, DAY(1), "yard");
	keep_at(7, DAY(0), "yard");
	p.n = 3;
	p.part[0].location = "hall";
	p.part[1].location = NULL;
	p.part[2].location = "yard";
	energy_day_drop_others(db, DAY(0), 6, &p);
	CHECK_INT(rows_of(6), 4);	/* without the roof's */
	/* It turns out that it was in the hall all day; what the parts said
	 * before of the yard is no matter. */
	p.n = 1;
	energy_day_drop_others(db, DAY(0), 6, &p);
	CHECK_INT(rows_of(6), 2);
	/* Its energy was taken back: no row is left of that day. */
	p.n = 0;
	energy_day_drop_others(db, DAY(0), 6, &p);
	CHECK_INT(rows_of(6), 1);
	CHECK_INT(rows_of(7), 1);
	p.n = ENERGY_PLACES;
	for (int i = 0; i < ENERGY_PLACES; i++) {
		keep_at(8, DAY(0), places[i]);
		p.part[i].location = places[i];
	}
	keep_at(8, DAY(0), "shed");
	energy_day_drop_others(db, DAY(0), 8, &p);
	CHECK_INT(rows_of(8), ENERGY_PLACES);
}

/* Boards before the plant before miners, where they are; who only generates
 * measures no use. */
static void
check_source(void)
{
	int64_t m;

	CHECK_INT(energy_source(db, NULL), SOURCE_MESSAGE);
	energy_meter(db, &arena, "s19", "miner", "hall");
	CHECK_INT(energy_source(db, NULL), SOURCE_MINER);
	CHECK_INT(energy_source(db, "hall"), SOURCE_MINER);
	CHECK_INT(energy_source(db, "yard"), SOURCE_MESSAGE);
	m = energy_meter(db, &arena, "engine", "plant", "yard");
	CHECK_INT(energy_source(db, NULL), SOURCE_PLANT);
	CHECK_INT(energy_source(db, "hall"), SOURCE_MINER);
	CHECK_INT(energy_source(db, "yard"), SOURCE_PLANT);
	utc_direct(m, "generation");
	CHECK_INT(energy_source(db, NULL), SOURCE_MINER);
	CHECK_INT(energy_source(db, "yard"), SOURCE_MESSAGE);
	m = utc_meter("board", "hall");
	CHECK_INT(energy_source(db, NULL), SOURCE_MESSAGE);
	CHECK_INT(energy_source(db, "hall"), SOURCE_MESSAGE);
	utc_direct(m, "generation");
	CHECK_INT(energy_source(db, "hall"), SOURCE_MINER);
	utc_direct(m, "export");
	CHECK_INT(energy_source(db, "hall"), SOURCE_MESSAGE);
}

/* The days of the first and the last slot. */
static void
check_span(void)
{
	int64_t first = 1, last = 2, m = utc_meter("span", NULL);

	CHECK(!energy_span(db, &first, &last));
	CHECK(first == 1 && last == 2);
	utc_book(m, CLOCK(3, 0, 0), KWH);
	CHECK(energy_span(db, &first, &last));
	CHECK(first == DAY(3) && last == DAY(3));
	utc_book(m, CLOCK(0, 23, 45), KWH);
	utc_book(m, CLOCK(5, 0, 0), KWH);
	CHECK(energy_span(db, &first, &last));
	CHECK(first == DAY(0) && last == DAY(5));
}

int
main(void)
{
	utc_open();
	check_keep();
	check_drop();
	check_source();
	check_span();
	utc_close();
	return tap_done();
}
