/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/reading/chips.h"
#include "hive/reading/packed_hour.h"
#include "hive/reading/retention.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

#define T0	(1800000000000 - 1800000000000 % (24 * (int64_t)HOUR_MS))
#define DAY	(24 * (int64_t)HOUR_MS)
#define MINERS	21		/* more than a step packs */
#define FOREVER	{ 10000, 10000, 10000 }

static struct arena arena;
static struct db *db;

static void
add(int64_t miner, int64_t at)
{
	struct store_reading s;

	db_begin(db);
	reading_add(db, store_reading(&s, miner, at));
	CHECK(db_commit(db));
}

/* A round of all miners from `first' on. */
static void
add_round(int64_t first, int64_t at)
{
	struct store_reading s;

	db_begin(db);
	for (int64_t m = first; m <= MINERS; m++)
		reading_add(db, store_reading(&s, m, at));
	db_commit(db);
}

static int
keep_all(const struct retention *r, int64_t now)
{
	bool more = true;
	int steps = 0;

	while (more && steps < 100000) {
		db_begin(db);
		more = retention_step(db, r, now);
		db_commit(db);
		steps++;
	}
	return steps;
}

static int64_t
number(struct query *q)
{
	return db_number(db, q, 0);
}

static int64_t
rows(void)
{
	static struct query q = QUERY("SELECT count(*) FROM reading");

	return number(&q);
}

static int64_t
hours(void)
{
	static struct query q = QUERY("SELECT count(*) FROM reading_hour");

	return number(&q);
}

static int64_t
packed(void)
{
	static struct query q = QUERY("SELECT sum(readings)"
	    " FROM reading_hour");

	return number(&q);
}

static int64_t
rollups(void)
{
	static struct query q = QUERY("SELECT count(*) FROM rollup");

	return number(&q);
}

/* Whether a miner's whole history is what was added: every `step_ms' from
 * `since' to before `until', newest first, field by field. */
static bool
whole(int64_t miner, int64_t since, int64_t until, int64_t step_ms)
{
	struct list list = reading_history(db, &arena, miner, since, until,
	    1 << 20, 0);
	const struct reading *r = list.v, *want;
	int64_t at = since + (until - since - 1) / step_ms * step_ms;
	struct store_reading s;
	bool same = (int64_t)list.n == (until - since + step_ms - 1) / step_ms;

	for (size_t i = 0; same && i < list.n; i++, at -= step_ms) {
		const struct chain *chain = r[i].chains.v;
		const struct fan *fan = r[i].fans.v;

		want = store_reading(&s, miner, at);
		same = r[i].recorded_at == at &&
		    r[i].power_w == want->power_w &&
		    r[i].state_time_s == want->state_time_s &&
		    !strcmp(r[i].preset, "2620") &&
		    fabs(r[i].hashrate_ths - want->hashrate_ths) < 0.0006 &&
		    r[i].fans.n == 4 && fan[3].rpm == s.fans[3].rpm &&
		    r[i].chains.n == 3 &&
		    chain[1].power_w == s.chains[1].power_w;
	}
	arena_reset(&arena);
	return same;
}

static bool
all_whole(int64_t since, int64_t until, int64_t step_ms)
{
	bool same = true;

	for (int64_t m = 1; m <= MINERS; m++)
		same &= whole(m, since, until, step_ms);
	return same;
}

static void
open_new(const char *path)
{
	db = store_open(path);
	store_miners(db, MINERS);
}

/* Three hours of 15 s; retention every minute as the worker would. */
static void
check_packing(void)
{
	const struct retention r = FOREVER;
	int64_t at = T0;

	open_new(":memory:");
	for (; at < T0 + 3 * HOUR_MS; at += 15000) {
		add_round(1, at);
		if (at % 60000 == 0)
			keep_all(&r, at);
	}
	CHECK_INT(hours(), 2 * MINERS);
	CHECK_INT(packed(), 2 * 240 * MINERS);
	CHECK_INT(rollups(), 2 * MINERS);
	CHECK_INT(rows(), 240 * MINERS);
	CHECK(all_whole(T0, at, 15000));
	/* Not before ten minutes after the end. */
	keep_all(&r, T0 + 3 * HOUR_MS + 599999);
	CHECK_INT(hours(), 2 * MINERS);
	keep_all(&r, T0 + 3 * HOUR_MS + 600000);
	CHECK_INT(hours(), 3 * MINERS);
	/* The latest of each stays a row. */
	CHECK_INT(rows(), MINERS);
	CHECK(all_whole(T0, at, 15000));
	CHECK(all_whole(T0 + 70 * 60000 + 1, T0 + 71 * 60000 + 1, 60000) ==
	    false);
	CHECK_INT(keep_all(&r, at + DAY), 1);
	db_close(db);
}

/* A miner falls silent, then comes back. */
static void
check_silent(void)
{
	const struct retention r = FOREVER;
	int64_t at = T0;

	open_new(":memory:");
	for (; at < T0 + 2 * HOUR_MS; at += 60000)
		add_round(at < T0 + HOUR_MS / 2 ? 1 : 2, at);
	keep_all(&r, at + HOUR_MS);
	CHECK_INT(rows(), MINERS);
	CHECK(whole(1, T0, T0 + HOUR_MS / 2, 60000));
	add(1, at);
	CHECK_INT(rows(), MINERS + 1);
	CHECK(keep_all(&r, at + HOUR_MS) > 1);
	CHECK_INT(rows(), MINERS);
	CHECK(whole(1, T0, T0 + HOUR_MS / 2, 60000));
	CHECK(whole(2, T0, T0 + 2 * HOUR_MS, 60000));
	db_close(db);
}

/* Readings that come after their hour was packed, and while it is. */
static void
check_late(void)
{
	const struct retention r = FOREVER;
	int64_t end = T0 + HOUR_MS, now = end + HOUR_MS;

	open_new(":memory:");
	for (int64_t at = T0; at < end; at += 60000)
		if (at != T0 + 1200000)
			add_round(1, at);
	add_round(1, end);
	keep_all(&r, now);
	CHECK_INT(packed(), 59 * MINERS);
	add_round(1, T0 + 1200000);
	CHECK(all_whole(T0, end + 1, 60000));
	add_round(1, end + 60000);
	keep_all(&r, now);
	CHECK_INT(packed(), 60 * MINERS);
	CHECK_INT(rows(), 2 * MINERS);
	CHECK(all_whole(T0, end + 60001, 60000));
	db_close(db);

	for (int when = 1; when < 12; when++) {
		open_new(":memory:");
		for (int64_t at = T0; at <= end; at += 15000)
			if (at != T0 + 1200000)
				add_round(1, at);
		for (int i = 0; i < when; i++) {
			db_begin(db);
			retention_step(db, &r, now);
			db_commit(db);
		}
		add_round(1, T0 + 1200000);
		add_round(1, end + 15000);
		keep_all(&r, now);
		CHECK_INT(packed(), 240 * MINERS);
		CHECK_INT(rows(), 2 * MINERS);
		CHECK(all_whole(T0, end + 15001, 15000));
		db_close(db);
	}
}

static void
unlink_all(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char name[160];

	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof name, "%s%s", path, tails[i]);
		unlink(name);
	}
}

/* Every step is lost once, and the database closed after each. */
static void
check_restart(void)
{
	const struct retention r = FOREVER;
	const char *tmp = getenv("TMPDIR");
	bool more = true;
	char path[120];
	int steps = 0;

	snprintf(path, sizeof path, "%s/t-retention-%d.db", tmp ? tmp :
	    "/tmp", (int)getpid());
	unlink_all(path);
	open_new(path);
	for (int64_t at = T0; at <= T0 + HOUR_MS; at += 15000)
		add_round(1, at);
	for (; more && steps < 1000; steps++) {
		db_begin(db);
		retention_step(db, &r, T0 + 2 * HOUR_MS);
		db_rollback(db);
		if (steps % 2) {
			db_close(db);
			db = store_open(path);
		}
		db_begin(db);
		more = retention_step(db, &r, T0 + 2 * HOUR_MS);
		db_commit(db);
	}
	CHECK(steps > 3 && steps < 20);
	CHECK_INT(packed(), 240 * MINERS);
	CHECK_INT(rows(), MINERS);
	CHECK(all_whole(T0, T0 + HOUR_MS + 1, 15000));
	db_close(db);
	unlink_all(path);
}

struct rolled {
	int64_t	 readings, power_least_w, power_mean_w, power_most_w;
	double	 hashrate_mean_ths;
	int64_t	 chip_max_c, mining_s;
};

static const struct field rolled_fields[] = {
	FIELD(struct rolled, readings), FIELD(struct rolled, power_least_w),
	FIELD(struct rolled, power_mean_w), FIELD(struct rolled, power_most_w),
	FIELD(struct rolled, hashrate_mean_ths),
	FIELD(struct rolled, chip_max_c), FIELD(struct rolled, mining_s),
	FIELDS_END
};

/* Half an hour of mining at 2,000 W, a pause of ten minutes, then 1,000 W
 * stopped, and one reading that knows nothing. */
static void
check_rollup(void)
{
	static struct query q = QUERY("SELECT * FROM rollup");
	const struct retention r = FOREVER;
	struct reading one = { .miner = 1, .state_time_s = NONE };
	struct rolled u;
	struct list list;

	open_new(":memory:");
	db_begin(db);
	for (int i = 0; i < 240; i++) {
		one.recorded_at = T0 + i * 15000;
		one.state = i < 120 ? MINER_STATE_MINING : MINER_STATE_STOPPED;
		one.power_w = i < 120 ? 2000 : i == 239 ? NONE : 1000;
		one.hashrate_ths = i < 120 ? 100 : NAN;
		one.chip_max_c = i == 3 ? 88 : i < 120 ? 70 : NONE;
		one.board_max_c = NONE;
		if (i < 120 || i >= 160)
			reading_add(db, &one);
	}
	one.recorded_at = T0 + HOUR_MS;
	reading_add(db, &one);
	db_commit(db);
	keep_all(&r, T0 + 2 * HOUR_MS);
	CHECK(db_one(db, &q, &arena, rolled_fields, &u));
	CHECK_INT(u.readings, 200);
	CHECK_INT(u.power_least_w, 1000);
	CHECK_INT(u.power_most_w, 2000);
	CHECK_INT(u.power_mean_w, (120 * 2000 + 79 * 1000 + 99) / 199);
	CHECK(fabs(u.hashrate_mean_ths - 100) < 1e-9);
	CHECK_INT(u.chip_max_c, 88);
	/* The last before the pause stands for a minute, not for ten. */
	CHECK_INT(u.mining_s, 119 * 15 + 60);
	/* A chart of three days takes the roll-up and the row after it. */
	list = reading_history(db, &arena, 1, T0 - DAY, T0 + 2 * DAY, 99, 36);
	CHECK_INT(list.n, 1);
	CHECK_INT(((struct reading *)list.v)->power_w,
	    (200 * u.power_mean_w + 100) / 200);
	list = reading_history(db, &arena, 1, T0 - DAY, T0 + 2 * DAY, 99, 72);
	CHECK_INT(list.n, 2);
	CHECK_INT(((struct reading *)list.v)[1].recorded_at,
	    T0 + HOUR_MS / 2);
	db_close(db);
}

static int64_t
least(struct query *q)
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
	CHECK_INT(least(&chips), 5 * 24);
	CHECK_INT(least(&hour), 4 * 24);
	CHECK_INT(least(&rollup), 2 * 24);
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

/* A file that is mostly free becomes smaller, step by step. */
static void
check_give_back(void)
{
	static struct query q = QUERY("WITH RECURSIVE n (i) AS (SELECT 1"
	    " UNION ALL SELECT i + 1 FROM n WHERE i < 90000)"
	    " INSERT INTO chips (recorded_at, miner, data)"
	    " SELECT i / 1000, i, randomblob(1000) FROM n");
	const struct retention r = { 1, 1, 1 };
	int64_t before;

	open_new(":memory:");
	db_begin(db);
	CHECK(db_run(db, &q));
	CHECK(db_commit(db));
	before = db_size_bytes(db);
	CHECK(before > 90 << 20);
	CHECK(keep_all(&r, 2 * DAY) > 100);
	CHECK(db_size_bytes(db) < 66 << 20);
	CHECK(db_free_pages(db) * 8192 <= 64 << 20);
	db_close(db);
}

/* A small one may be free for the most part. */
static void
check_small_file(void)
{
	static struct query q = QUERY("WITH RECURSIVE n (i) AS (SELECT 1"
	    " UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
	    " INSERT INTO chips (recorded_at, miner, data)"
	    " SELECT i / 1000, i, randomblob(1000) FROM n");
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
	check_packing();
	check_silent();
	check_late();
	check_restart();
	check_rollup();
	check_ages();
	check_control_ages();
	check_many_old();
	check_give_back();
	check_small_file();
	arena_free(&arena);
	return tap_done();
}
