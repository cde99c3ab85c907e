/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ENERGY_UTC_H
#define TESTS_LIB_ENERGY_UTC_H

#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/*
 * Empty books of a site in UTC, where days are easy to count: day 0 is Friday
 * 2026-11-20, and CLOCK(day, hour, minute) an instant of it.
 */
#define KWH		INT64_C(1000000000)
#define CENT		10000		/* millionths */
#define DAY(n)		(20777 + (n))
#define CLOCK(n, h, m)	(DAY(n) * DAY_MS + (h) * HOUR_MS + (m) * MINUTE_MS)
#define MONTH		24322		/* 12 * 2026 + November - 1 */

static struct arena arena, scratch;
static struct db *db;

/* Memory for few things, so that what asks for too much is seen. */
static inline void
utc_open(void)
{
	arena_init(&arena, 8 << 20);
	arena_init(&scratch, 16 << 20);
	log_level(LOG_FAIL);
	CHECK_TEXT(zone_use("UTC"), NULL);
	db = store_open(":memory:");
}

static inline void
utc_close(void)
{
	db_close(db);
	arena_free(&scratch);
	arena_free(&arena);
}

static inline int64_t
utc_meter(const char *device, const char *location)
{
	return energy_meter(db, &arena, device, "message", location);
}

/* Energy of a slot, measured. */
static inline void
utc_book(int64_t meter, int64_t slot_at, int64_t uwh)
{
	energy_book(db, meter, slot_at, uwh, "A", slot_at + SLOT_MS);
}

/* A kWh in each slot of [from, until). */
static inline void
utc_fill(int64_t meter, int64_t from_at, int64_t until_at)
{
	for (int64_t t = from_at; t < until_at; t += SLOT_MS)
		utc_book(meter, t, KWH);
}

static inline void
utc_direct(int64_t meter, const char *direction)
{
	static struct query q = QUERY("UPDATE meter SET"
	    " direction = :direction WHERE id = :id");

	db_text(db, &q, ":direction", direction);
	db_int(db, &q, ":id", meter);
	CHECK(db_run(db, &q));
}

static inline void
utc_below(int64_t meter, int64_t parent)
{
	static struct query q = QUERY("UPDATE meter SET parent = :parent"
	    " WHERE id = :id");

	db_int(db, &q, ":parent", parent);
	db_int(db, &q, ":id", meter);
	CHECK(db_run(db, &q));
}

/* A price from that instant on, of all or of a place or a meter. */
static inline void
utc_price(int64_t from_at, const char *location, int64_t meter, int64_t cost)
{
	struct cost_version v = { .meter = meter, .location = location,
	    .scope = meter != NONE ? PRICE_METER : location ? PRICE_LOCATION :
		PRICE_GLOBAL, .cost_per_kwh = cost, .currency = "USD",
	    .effective_from = from_at, .effective_until = NONE,
	    .created_by = "test", .created_at = 1 };

	price_add(db, &v);
}

/* The months that are over are closed, by nobody's statement. */
static inline void
utc_closed(int64_t month)
{
	static struct query q = QUERY("INSERT INTO period (month, closed_at,"
	    " closed_by, entry, statement) VALUES (:month, 1, 'test', 0,"
	    " '{}')");

	db_int(db, &q, ":month", month);
	CHECK(db_run(db, &q));
}

#endif
