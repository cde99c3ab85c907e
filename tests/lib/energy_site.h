/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ENERGY_SITE_H
#define TESTS_LIB_ENERGY_SITE_H

#include "hive/money/energy_sum.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/*
 * A site of six meters in Lisbon, one of them below another and one that
 * exports, with all slots of three days, the second of which has 25 hours;
 * what they use at two of the four places has a price.
 */
#define KWH	INT64_C(1000000000)
#define METERS	6

static struct arena arena, scratch;
static struct db *db;
static int64_t meter[METERS], now, first, until;

/* Until nothing is left to rate; the steps it took. */
static inline int
site_rest(void)
{
	return energy_settle(db, &scratch, now);
}

/* What table energy_day should have, made anew from slots and prices. */
static inline int64_t
site_error_days(void)
{
	static struct energy_parts parts;
	struct list versions = price_list(db, &arena, now);
	struct rater r;
	int64_t error = 0, rows = 0, n = 0;
	static struct query count = QUERY("SELECT count(*) FROM energy_day");

	rater_open(&r, db, &versions);
	for (int i = 0; i < METERS; i++)
		for (int64_t day = first - 2; day < until + 2; day++) {
			energy_parts(&r, meter[i], i == 5 ? DIRECTION_EXPORT :
			    DIRECTION_IMPORT, day, &parts);
			for (size_t k = 0; k < parts.n; k++) {
				struct energy_day d = energy_day_of(
				    &parts.part[k], day, meter[i], false);
				int64_t before;

				error += energy_day_keep(db, &d, &before);
				rows++;
			}
		}
	rater_close(&r);
	n = db_number(db, &count, 0);
	return error + (n != rows || n == 0);
}

static inline struct energy_item
site_sum(const char *location, int64_t from_day, int64_t until_day)
{
	struct energy_ask ask = { .source = SOURCE_MESSAGE,
	    .location = location, .from_day = from_day,
	    .until_day = until_day, .now = now, .with_days = true };
	struct energy_item item;

	energy_sum(db, &arena, &ask, &item);
	return item;
}

static inline int64_t
site_run(const char *kind, int64_t version, int64_t from_day,
    const char *location)
{
	struct rating_run run = { .meter = NONE,
	    .kind = words_value(run_kind_words, kind), .version = version,
	    .first_day = from_day,
	    .last_day = until + 100, .location = location,
	    .actor = "user:test" };
	int64_t id;

	db_begin(db);
	id = rating_start(db, &run, now);
	db_commit(db);
	return id;
}

static inline void
site_make(void)
{
	static const char *const names[METERS] = { "a1", "a2", "b1", "c1",
	    "c2", "x1" };
	static const char *const places[METERS] = { "hall", "hall", "yard",
	    "roof", "roof", "sun" };
	static struct query parent = QUERY("UPDATE meter SET parent = :parent"
	    " WHERE id = :id");
	static struct query turn = QUERY("UPDATE meter SET"
	    " direction = 'export' WHERE id = :id");

	arena_init(&arena, 256 << 20);
	arena_init(&scratch, 64 << 20);
	log_level(LOG_FAIL);
	db = store_open(":memory:");
	CHECK(zone_use("Europe/Lisbon") == NULL);
	first = energy_date("2026-10-24");
	until = first + 3;
	now = zone_day_start(until + 2) + 3600000;
	db_begin(db);
	for (int i = 0; i < METERS; i++) {
		meter[i] = energy_meter(db, &arena, names[i], "message",
		    places[i]);
		energy_fill(db, meter[i], first, until, now);
	}
	db_int(db, &parent, ":parent", meter[3]);
	db_int(db, &parent, ":id", meter[4]);
	db_run(db, &parent);
	db_int(db, &turn, ":id", meter[5]);
	db_run(db, &turn);
	energy_price(db, "2026-10-01", "hall", NONE, 123457, now);
	energy_price(db, "2026-10-01", "hall", NONE, 123456, now);
	energy_price(db, "2026-10-01", "sun", NONE, 90000, now);
	db_commit(db);
	CHECK_INT(energy_source(db, NULL), SOURCE_MESSAGE);
	site_rest();
	CHECK_INT(site_error_days(), 0);
}

static inline void
site_close(void)
{
	db_close(db);
	arena_free(&scratch);
	arena_free(&arena);
}

#endif
