/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/plant/plant.h"
#include "hive/site/site.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/*
 * Spans of the plant's readings: from their first instant on, up to their last
 * and not with it; without an end, to the end.  And how ages stretch when the
 * plant is slow.
 */
static struct arena arena;
static struct db *db;

static void
add(int64_t at, int64_t generation_w, enum plant_state state)
{
	plant_add(db, &(struct plant_reading){ .plant_id = "north",
	    .recorded_at = at, .source_at = at - 500,
	    .generation_w = generation_w, .container_w = 1000,
	    .available_w = generation_w - 1000, .sources = "[]",
	    .state = state });
}

/* Five readings, one of them refused, two of one instant. */
static void
fill(void)
{
	add(10000, 100000, PLANT_FRESH);
	add(11000, 300000, PLANT_FRESH);
	add(12000, 900000, PLANT_STALE);
	add(20000, 500000, PLANT_FRESH);
	add(20000, 700000, PLANT_FRESH);
}

/* The generation of the rows, in kW, one after the other. */
static const char *
rows(struct query *q)
{
	struct plant_reading r;
	const char *text = "";

	while (db_row(db, q, plant_columns, &r))
		text = arena_printf(&arena, "%s%lld ", text,
		    (long long)r.generation_w / 1000);
	return text;
}

static void
list(void)
{
	CHECK_TEXT(rows(plant_list(db, NONE, NONE, 100)),
	    "700 500 900 300 100 ");
	CHECK_TEXT(rows(plant_list(db, NONE, NONE, 2)), "700 500 ");
	CHECK_TEXT(rows(plant_list(db, 11000, NONE, 100)),
	    "700 500 900 300 ");
	CHECK_TEXT(rows(plant_list(db, 11001, NONE, 100)), "700 500 900 ");
	CHECK_TEXT(rows(plant_list(db, NONE, 20000, 100)), "900 300 100 ");
	CHECK_TEXT(rows(plant_list(db, NONE, 20001, 100)),
	    "700 500 900 300 100 ");
	CHECK_TEXT(rows(plant_list(db, 12000, 12001, 100)), "900 ");
	CHECK_TEXT(rows(plant_list(db, 12000, 12000, 100)), "");
}

static void
count(void)
{
	CHECK_INT(plant_count(db, NONE, NONE), 5);
	CHECK_INT(plant_count(db, 11000, NONE), 4);
	CHECK_INT(plant_count(db, 11001, NONE), 3);
	CHECK_INT(plant_count(db, NONE, 12000), 2);
	CHECK_INT(plant_count(db, NONE, 12001), 3);
	CHECK_INT(plant_first_at(db, NONE), 10000);
	CHECK_INT(plant_first_at(db, 10000), 10000);
	CHECK_INT(plant_first_at(db, 10001), 11000);
	CHECK_INT(plant_first_at(db, 20001), NONE);
}

/* Of the accepted ones alone, by spans of ten seconds. */
static void
means(void)
{
	CHECK_TEXT(rows(plant_means(db, NONE, NONE, 10000)), "600 200 ");
	CHECK_TEXT(rows(plant_means(db, 11000, NONE, 10000)), "600 300 ");
	CHECK_TEXT(rows(plant_means(db, NONE, 20000, 10000)), "200 ");
	CHECK_TEXT(rows(plant_means(db, NONE, 11000, 10000)), "100 ");
}

/* 90 s are two and a half periods of 36 s: no age is shorter. */
static void
stretch(void)
{
	struct site_plant plant = { .period_s = 36 };
	struct site site = { .plant = &plant };

	CHECK_INT(plant_stretch_ms(&site, PLANT_STALE_MS), 90000);
	plant.period_s = 1;
	CHECK_INT(plant_stretch_ms(&site, PLANT_STALE_MS), 90000);
	plant.period_s = 37;
	CHECK_INT(plant_stretch_ms(&site, PLANT_STALE_MS), 92500);
	CHECK_INT(plant_stretch_ms(&site, 420000), 431666);
	site.plant = NULL;		/* as if every minute */
	CHECK_INT(plant_stretch_ms(&site, PLANT_STALE_MS), 150000);
}

int
main(void)
{
	arena_init(&arena, 1 << 20);
	db = store_open(":memory:");
	fill();
	list();
	count();
	means();
	stretch();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
