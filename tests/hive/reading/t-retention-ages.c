/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/reading/chips.h"
#include "tests/lib/retention_help.h"

/* What is too old goes, of each kind at its age, and the file gets smaller. */

static int64_t
min(struct query *q)
{
	return (db_number(db, q, T0) - T0) / HOUR_MS;
}

/* Six days, a reading each ten minutes and chips each hour. */
static void
check_ages(void)
{
	static struct query chips = QUERY(
	    "SELECT min(recorded_at) FROM chips");
	static struct query hour = QUERY(
	    "SELECT min(hour_at) FROM reading_hour");
	static struct query rollup = QUERY("SELECT min(hour_at) FROM rollup");
	const struct retention r = { 1, 2, 3 };
	struct chip chip = { 1, 400, 500, 300, 60, 0, "grey", 0 };
	struct chip_chain chain = { 1, "mining", { &chip, 1 } };
	struct telemetry t = { .chains = { &chain, 1 } };
	int64_t now = T0;

	open_new(":memory:");
	for (; now < T0 + 6 * DAY; now += 600000) {
		add_round(1, now);
		t.recorded_at = now;
		for (t.miner = 1; now % HOUR_MS == 0 && t.miner <= MINERS; ) {
			db_begin(db);
			telemetry_add(db, &t);
			db_commit(db);
			t.miner++;
		}
		keep_all(&r, now);
	}
	CHECK_INT(min(&chips), 5 * 24);
	CHECK_INT(min(&hour), 4 * 24);
	CHECK_INT(min(&rollup), 2 * 24);
	CHECK(all_whole(T0 + 4 * DAY, now, 600000));
	CHECK_INT(telemetry_history(db, &arena, 3, T0, now, 999).n, 24);
	CHECK_INT(reading_history(db, &arena, 3, T0, now, 999, 144).n, 96);
	arena_reset(&arena);
	db_close(db);
}

/* What the balancer has written, one of each at this instant: a command that
 * was sent, with its decision, and one that was only observed; a roll-up. */
static void
add_control(int64_t at)
{
	static struct query reading = QUERY("INSERT INTO plant_reading"
	    " (recorded_at, sources, state) VALUES (:at, '[]', 'FRESH')");
	static struct query decision = QUERY("INSERT INTO decision (id, at,"
	    " cause, mode, state, band, miners, downs, ups, down_w, up_w, us,"
	    " text) VALUES (:at, :at, 'tick', 'act', 'CONTROL', 'green', 1, 1,"
	    " 0, 100, 0, 5, 'one')");
	static struct query command = QUERY("INSERT INTO command (at, miner,"
	    " action, who, reason, decision, dry, state, ended_at) VALUES"
	    " (:at, 1, 'stop', 'balancer', 'over_target', CASE :dry WHEN 0"
	    " THEN :at END, :dry, 'confirmed', :at)");
	static struct query hour = QUERY("INSERT INTO site_hour (hour_at,"
	    " decisions) VALUES (:at, 1)");
	static struct query rollup = QUERY("INSERT INTO rollup (miner,"
	    " hour_at, readings, mining_s) VALUES (1, :at, 1, 0)");

	db_int(db, &reading, ":at", at);
	CHECK(db_run(db, &reading));
	db_int(db, &decision, ":at", at);
	CHECK(db_run(db, &decision));
	for (int dry = 0; dry < 2; dry++) {
		db_int(db, &command, ":at", at);
		db_int(db, &command, ":dry", dry);
		CHECK(db_run(db, &command));
	}
	db_int(db, &hour, ":at", at);
	CHECK(db_run(db, &hour));
	db_int(db, &rollup, ":at", at);
	CHECK(db_run(db, &rollup));
}

/* At the first instant that is kept and at the last that is not, whether it
 * goes with the readings (two days) or with the roll-ups (three). */
static void
check_control_ages(void)
{
	static struct query left[] = {
		QUERY("SELECT min(recorded_at) FROM plant_reading"),
		QUERY("SELECT min(at) FROM command WHERE dry = 1"),
		QUERY("SELECT min(at) FROM command WHERE dry = 0"),
		QUERY("SELECT min(at) FROM decision"),
		QUERY("SELECT min(hour_at) FROM site_hour"),
		QUERY("SELECT min(hour_at) FROM rollup"),
	};
	static struct query all = QUERY("SELECT (SELECT count(*) FROM"
	    " plant_reading) + (SELECT count(*) FROM command) + (SELECT"
	    " count(*) FROM decision) + (SELECT count(*) FROM site_hour)"
	    " + (SELECT count(*) FROM rollup)");
	const struct retention r = { 1, 2, 3 };
	const int64_t today = T0 + 10 * DAY, now = today + 5 * HOUR_MS;
	const int64_t raw_at = now - 2 * DAY, before_at = today - 3 * DAY;

	open_new(":memory:");
	db_begin(db);
	add_control(before_at - 1);
	add_control(before_at);
	add_control(raw_at - 1);
	add_control(raw_at);
	add_control(now);
	CHECK(db_commit(db));
	CHECK(keep_all(&r, now) > 1);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		CHECK_INT(db_number(db, &left[i], NONE), i < 2 ? raw_at :
		    before_at);
	CHECK_INT(number(&all), 2 + 2 + 4 * 4);
	CHECK_INT(keep_all(&r, now), 1);
	db_close(db);
}

/* More of one kind than a step deletes, and nothing else to do: it is asked
 * for again until all are gone. */
#define MANY_OLD "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT"	\
	" i + 1 FROM n WHERE i < 1200) INSERT INTO "

static void
check_many_old(void)
{
	static struct {
		struct query	 fill, left;
	} kinds[] = {
		{ QUERY(MANY_OLD "plant_reading (recorded_at, sources, state)"
		    " SELECT i, '[]', 'FRESH' FROM n"),
		    QUERY("SELECT count(*) FROM plant_reading") },
		{ QUERY(MANY_OLD "command (at, miner, action, who, reason,"
		    " state, ended_at) SELECT i, 1, 'stop', 'balancer',"
		    " 'manual', 'confirmed', i FROM n"),
		    QUERY("SELECT count(*) FROM command") },
		{ QUERY(MANY_OLD "decision (at, cause, mode, state, band,"
		    " miners, downs, ups, down_w, up_w, us, text) SELECT i,"
		    " 'tick', 'act', 'CONTROL', 'green', 1, 1, 0, 100, 0, 5,"
		    " 'one' FROM n"),
		    QUERY("SELECT count(*) FROM decision") },
		{ QUERY(MANY_OLD "reading_hour (hour_at, miner, readings,"
		    " data, boards) SELECT 0, i, 1, x'00', x'00' FROM n"),
		    QUERY("SELECT count(*) FROM reading_hour") },
	};
	const struct retention r = { 1, 2, 3 };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		open_new(":memory:");
		db_begin(db);
		CHECK(db_run(db, &kinds[i].fill));
		CHECK(db_commit(db));
		CHECK_INT(number(&kinds[i].left), 1200);
		CHECK_INT(keep_all(&r, T0), 4);
		CHECK_INT(number(&kinds[i].left), 0);
		db_close(db);
	}
}

/* A row that is not old takes a page of those that are free, until so many
 * more than 8,192 are that whole steps of 64 pages lead there. */
static void
take_odd_pages(void)
{
	static struct query q = QUERY("INSERT INTO chips (recorded_at, miner,"
	    " data) VALUES (:at, 1, zeroblob(8200))");

	db_begin(db);
	for (int i = 0; i < 200 && db_free_pages(db) % 64; i++) {
		db_int(db, &q, ":at", 2 * DAY + i);
		CHECK(db_run(db, &q));
	}
	CHECK(db_commit(db));
	CHECK_INT(db_free_pages(db) % 64, 0);
}

/* A file that is mostly free becomes smaller, 64 pages in a step, and 64 MB in
 * pages of 8 KB are what may be free. */
static void
check_give_back(void)
{
	static struct query q = QUERY("WITH RECURSIVE n (i) AS (SELECT 1"
	    " UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
	    " INSERT INTO chips (recorded_at, miner, data)"
	    " SELECT i / 100, i, zeroblob(100000) FROM n");
	static struct query left = QUERY("SELECT EXISTS (SELECT 1 FROM"
	    " chips)");
	const struct retention r = { 1, 1, 1 };
	int64_t before, steps;

	open_new(":memory:");
	db_begin(db);
	CHECK(db_run(db, &q));
	CHECK(db_commit(db));
	before = db_size_bytes(db);
	CHECK(before > 85 << 20);
	while (number(&left)) {
		db_begin(db);
		CHECK(retention_step(db, &r, 2 * DAY));
		CHECK(db_commit(db));
	}
	CHECK_INT(db_size_bytes(db), before);
	take_odd_pages();
	steps = (db_free_pages(db) - 8192) / 64;
	CHECK(steps > 40);
	CHECK_INT(keep_all(&r, 2 * DAY), steps + 1);
	CHECK(db_size_bytes(db) < 66 << 20);
	CHECK_INT(db_free_pages(db), 8192);
	db_close(db);
}

/* A small one may be free for the most part. */
static void
check_small_file(void)
{
	static struct query q = QUERY("WITH RECURSIVE n (i) AS (SELECT 1"
	    " UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
	    " INSERT INTO chips (recorded_at, miner, data)"
	    " SELECT i / 1000, i, zeroblob(1000) FROM n");
	const struct retention r = { 1, 1, 1 };
	int64_t before;

	open_new(":memory:");
	db_begin(db);
	CHECK(db_run(db, &q));
	CHECK(db_commit(db));
	before = db_size_bytes(db);
	CHECK(before > 9 << 20);
	keep_all(&r, 2 * DAY);
	CHECK_INT(db_size_bytes(db), before);
	CHECK(db_free_pages(db) * 8192 > before / 2);
	db_close(db);
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	check_ages();
	check_control_ages();
	check_many_old();
	check_give_back();
	check_small_file();
	arena_free(&arena);
	return tap_done();
}
