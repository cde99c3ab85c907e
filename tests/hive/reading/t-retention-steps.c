/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/retention_help.h"

/* How much a single step does, so that nobody waits for it, and what comes of
 * an hour that is unlike the others. */

static const struct retention forever = FOREVER;

static bool
step(int64_t now)
{
	bool more;

	db_begin(db);
	more = retention_step(db, &forever, now);
	CHECK(db_commit(db));
	return more;
}

/* An hour of `n' instants, so many milliseconds apart, and one that is after
 * it, so that no row of the hour is the latest of its miner. */
static void
add_hour(int64_t hour_at, int n, int64_t apart_ms)
{
	for (int i = 0; i < n; i++)
		add_round(1, hour_at + i * apart_ms);
	add_round(1, hour_at + HOUR_MS);
}

/* 16 miners are packed in a step, the other five in the next; then 2,000 rows
 * go, and what is left of the 15 seconds that were begun: 21 miners have 96
 * times 21 = 2,016 of 2,520. */
static void
check_sizes(void)
{
	const int64_t now = T0 + 2 * HOUR_MS;

	open_new(":memory:");
	add_hour(T0, 120, 30000);
	CHECK_INT(rows(), 2520 + MINERS);
	CHECK(step(now));
	CHECK_INT(hours(), 16);
	CHECK_INT(rows(), 2520 + MINERS);
	CHECK(step(now));
	CHECK_INT(hours(), MINERS);
	CHECK_INT(rows(), 2520 + MINERS);
	CHECK(step(now));
	CHECK_INT(rows(), 504 + MINERS);
	CHECK(step(now));
	CHECK_INT(rows(), MINERS);
	CHECK(!step(now));
	CHECK(all_whole(T0, T0 + HOUR_MS + 1, 30000));
	db_close(db);
}

/* Miners that are asked as often as can be, every second and a half. */
static void
check_many_rows(void)
{
	struct store_reading s;

	open_new(":memory:");
	db_begin(db);
	for (int m = 1; m <= 2; m++)
		for (int i = 0; i <= 2400; i++)
			reading_add(db, store_reading(&s, m, T0 + i * 1500));
	CHECK(db_commit(db));
	keep_all(&forever, T0 + 2 * HOUR_MS);
	CHECK_INT(packed(), 2 * 2400);
	CHECK_INT(rows(), 2);
	CHECK(whole(1, T0, T0 + HOUR_MS, 1500));
	CHECK(whole(2, T0, T0 + HOUR_MS, 1500));
	db_close(db);
}

/* An hour has no more than it has, whatever the hour before it had. */
static void
check_short_hour(void)
{
	const int64_t next_at = T0 + HOUR_MS;

	open_new(":memory:");
	for (int i = 0; i < 60; i++)
		add_round(1, T0 + i * MINUTE_MS);
	for (int i = 0; i < 7; i++)
		add_round(1, next_at + i * MINUTE_MS);
	add_round(1, next_at + HOUR_MS);
	keep_all(&forever, next_at + 2 * HOUR_MS);
	CHECK_INT(packed(), 67 * MINERS);
	CHECK(all_whole(T0, next_at + 7 * MINUTE_MS, MINUTE_MS));
	CHECK_INT(reading_history(db, &arena, 1, next_at, next_at + HOUR_MS,
	    99, 0).n, 7);
	db_close(db);
}

/* Of the first hour. */
static int64_t
packed_first(void)
{
	static struct query q = QUERY("SELECT sum(readings) FROM reading_hour"
	    " WHERE hour_at = :hour");

	db_int(db, &q, ":hour", T0);
	return number(&q);
}

/* One reading was packed, then all others of the hour come, before it and
 * after it; and again with one for an instant that was packed, which is not
 * believed any more. */
static void
check_late_ones(void)
{
	const int64_t now = T0 + 3 * HOUR_MS;
	struct store_reading s;
	struct reading other;
	struct list list;

	open_new(":memory:");
	add(1, T0 + 30 * MINUTE_MS);
	add(1, T0 + HOUR_MS);
	keep_all(&forever, now);
	CHECK_INT(packed_first(), 1);
	for (int i = 0; i < 60; i++)
		if (i != 30 && i != 45)
			add(1, T0 + i * MINUTE_MS);
	add(1, T0 + HOUR_MS + MINUTE_MS);
	keep_all(&forever, now);
	CHECK_INT(packed_first(), 59);

	other = *store_reading(&s, 1, T0 + 30 * MINUTE_MS);
	other.power_w = 1;
	db_begin(db);
	CHECK(reading_add(db, &other));
	CHECK(db_commit(db));
	add(1, T0 + 45 * MINUTE_MS);
	add(1, T0 + HOUR_MS + 2 * MINUTE_MS);
	keep_all(&forever, now);
	CHECK_INT(packed_first(), 60);
	list = reading_history(db, &arena, 1, T0 + 30 * MINUTE_MS,
	    T0 + 31 * MINUTE_MS, 9, 0);
	CHECK(list.n == 1 && ((struct reading *)list.v)->power_w ==
	    store_reading(&s, 1, T0 + 30 * MINUTE_MS)->power_w);
	CHECK(whole(1, T0, T0 + HOUR_MS, MINUTE_MS));
	db_close(db);
}

/* A miner's list of presets stays, and one that no miner has any more goes
 * with all that is in it, a hundred in a step. */
static void
check_catalogues(void)
{
	static struct query fill[] = {
		QUERY("INSERT INTO model (alias, created_at, changed_at)"
		    " VALUES ('s19', 0, 0)"),
		QUERY("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		    " SELECT i + 1 FROM n WHERE i < 150) INSERT INTO catalogue"
		    " (id, model, digest) SELECT i, 's19', CAST (i AS BLOB)"
		    " FROM n"),
		QUERY("INSERT INTO preset (catalogue, position, name, tuned,"
		    " modded_psu) SELECT id, p.value, 'x', 1, 0 FROM"
		    " catalogue, (SELECT 1 AS value UNION ALL SELECT 2) p"),
		QUERY("UPDATE miner SET catalogue = CASE id WHEN 1 THEN 7"
		    " ELSE 150 END WHERE id < 4"),
	};
	static struct query lists = QUERY("SELECT count(*) FROM catalogue"),
	    presets = QUERY("SELECT count(*) FROM preset"),
	    kept = QUERY("SELECT count(*) FROM catalogue WHERE id IN"
	    " (7, 150)");

	open_new(":memory:");
	db_begin(db);
	for (size_t i = 0; i < sizeof fill / sizeof *fill; i++)
		CHECK(db_run(db, &fill[i]));
	CHECK(db_commit(db));
	CHECK(step(T0));
	CHECK_INT(number(&lists), 50);
	CHECK_INT(number(&presets), 100);
	CHECK(step(T0));
	CHECK_INT(number(&lists), 2);
	CHECK_INT(number(&presets), 4);
	CHECK_INT(number(&kept), 2);
	CHECK(!step(T0));
	CHECK_INT(number(&lists), 2);
	db_close(db);
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	check_sizes();
	check_many_rows();
	check_short_hour();
	check_late_ones();
	check_catalogues();
	arena_free(&arena);
	return tap_done();
}
