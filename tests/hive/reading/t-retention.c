/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "tests/lib/retention_help.h"

/* Hours that are over are packed and rolled up, and nothing is lost. */

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

int
main(void)
{
	arena_init(&arena, 256 << 20);
	check_packing();
	check_silent();
	check_late();
	check_restart();
	check_rollup();
	arena_free(&arena);
	return tap_done();
}
