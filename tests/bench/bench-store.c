/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/reading/chips.h"
#include "hive/reading/packed_hour.h"
#include "hive/reading/retention.h"
#include "hive/reading/rollup.h"
#include "tests/bench/bench.h"
#include "tests/lib/store.h"

#define T0	(1800000000000 - 1800000000000 % HOUR_MS)
#define ROUNDS	20

static struct arena arena;
static char path[64];

static void
unlink_all(void)
{
	char name[80];

	unlink(path);
	snprintf(name, sizeof name, "%s-wal", path);
	unlink(name);
	snprintf(name, sizeof name, "%s-shm", path);
	unlink(name);
}

static void
bench_round(void)
{
	const int64_t miners = 10000;
	struct db *db = store_open(path);
	struct store_reading *s = calloc((size_t)miners, sizeof *s);
	double cpu[ROUNDS], written = 0, size = 0;

	store_miners(db, miners);
	for (int round = 0; round < ROUNDS; round++) {
		double from;

		for (int64_t m = 0; m < miners; m++)
			store_reading(&s[m], m + 1, T0 + round * 15000);
		if (round == 4) {
			written = bench_written();
			size = (double)db_size_bytes(db);
		}
		from = bench_cpu_ms();
		db_begin(db);
		for (int64_t m = 0; m < miners; m++)
			reading_add(db, &s[m].reading);
		db_commit(db);
		cpu[round] = bench_cpu_ms() - from;
		db_checkpoint(db);
	}
	written = bench_written() - written;
	size = (double)db_size_bytes(db) - size;
	bench_print("round_10000_cpu", bench_median(cpu, ROUNDS), "ms", 50);
	bench_print("round_10000_worst", cpu[ROUNDS - 1], "ms", 0);
	bench_print("round_10000_kept", size / (ROUNDS - 4) / 1e6, "MB", 0);
	bench_print("round_10000_written", written / size, "x", 3);
	free(s);
	db_close(db);
	unlink_all();
}

/* 126 chips a board: each has its own clock and a hashrate that shivers; they
 * warm up along the board and slowly with the day. */
static void
chips_at(struct telemetry *t, int64_t miner, int64_t at, int64_t boards,
    int64_t chips)
{
	static struct chip_chain chain[4];
	static struct chip chip[4][CHIPS_MAX];
	int64_t slow = store_drift(miner, at / 600000, 1, 3);

	*t = (struct telemetry){ miner, at, { chain, (size_t)boards } };
	for (int64_t b = 0; b < boards; b++) {
		chain[b] = (struct chip_chain){ b + 1, "mining",
		    { chip[b], (size_t)chips } };
		for (int64_t c = 0; c < chips; c++) {
			uint64_t id = (uint64_t)(b * 1000 + c);
			int64_t mhz = 500 + 5 * store_drift(miner, 0, id, 4);

			chip[b][c] = (struct chip){ c + 1, (double)mhz * 0.8 +
			    (double)store_drift(miner, at, id, 100) / 10, mhz,
			    320 + b, 55 + c / 8 + slow +
			    store_drift(miner, at, 5000 + id, 1),
			    at / HOUR_MS % 1000 * (c % 40 == 0), "grey", 0 };
		}
	}
}

struct cost {
	double	 ms, worst_ms;
	int	 steps;
};

static void
care(struct db *db, int64_t now, struct cost *cost)
{
	const struct retention r = { 7, 30, 730 };
	bool more = true;

	while (more) {
		double from = bench_cpu_ms(), ms;

		db_begin(db);
		more = retention_step(db, &r, now);
		db_commit(db);
		ms = bench_cpu_ms() - from;
		cost->ms += ms;
		cost->steps++;
		cost->worst_ms = ms > cost->worst_ms ? ms : cost->worst_ms;
	}
}

static double
used(struct db *db)
{
	return (double)(db_size_bytes(db) - db_free_pages(db) * 8192);
}

/* Hours of a farm with rounds of 15 s and 60 s, up to 15 minutes after. */
static struct db *
farm(int64_t miners, int64_t chips, int64_t hours, double growth[2],
    struct cost *cost)
{
	int64_t end = T0 + hours * HOUR_MS + 15 * 60000;
	struct db *db = store_open(path);
	struct store_reading s;
	struct telemetry t;
	struct cost one;
	double written = 0, before = 0;

	store_miners(db, miners);
	for (int64_t at = T0; at <= end; at += 15000) {
		db_begin(db);
		for (int64_t m = 1; m <= miners; m++)
			reading_add(db, store_reading(&s, m, at));
		for (int64_t m = 1; chips && at % 60000 == 0 && m <= miners;
		    m++) {
			chips_at(&t, m, at, 3, chips);
			telemetry_add(db, &t);
		}
		db_commit(db);
		if (at == end - HOUR_MS) {
			before = used(db);
			written = bench_written();
		}
		if (at % 60000)
			continue;
		one = (struct cost){ 0 };
		care(db, at, &one);
		if (one.ms > cost->ms)
			*cost = one;
		db_checkpoint(db);
	}
	growth[0] = used(db) - before;
	growth[1] = bench_written() - written;
	return db;
}

static void
bench_disk(int64_t chips, const char *name, double limit)
{
	double growth[2];
	struct cost cost = { 0 };
	char label[64];
	struct db *db = farm(1000, chips, 3, growth, &cost);

	snprintf(label, sizeof label, "disk_%s_day", name);
	bench_print(label, growth[0] * 24 / 1e9, "GB", limit);
	snprintf(label, sizeof label, "disk_%s_written_day", name);
	bench_print(label, growth[1] * 24 / 1e9, "GB", 0);
	snprintf(label, sizeof label, "disk_%s_file", name);
	bench_print(label, (double)db_size_bytes(db) / 1e9, "GB", 0);
	db_close(db);
	unlink_all();
}

static void
bench_pack(int64_t miners)
{
	double growth[2];
	struct cost cost = { 0 };
	char label[64];
	struct db *db = farm(miners, 0, 1, growth, &cost);

	snprintf(label, sizeof label, "pack_hour_%d", (int)miners);
	bench_print(label, cost.ms, "ms", 0.5 * (double)miners);
	snprintf(label, sizeof label, "pack_hour_%d_worst_step", (int)miners);
	bench_print(label, cost.worst_ms, "ms", 50);
	snprintf(label, sizeof label, "pack_hour_%d_steps", (int)miners);
	bench_print(label, cost.steps, "steps", 0);
	db_close(db);
	unlink_all();
}

/* CPU of one question, the median of asking it for each of 60 miners. */
static void
ask(struct db *db, const char *name, int64_t span_ms, int64_t points,
    double limit_ms)
{
	int64_t now = T0 + 24 * HOUR_MS + 15 * 60000;
	double ms[60];
	size_t n = 0;

	for (int i = 0; i < 60; i++) {
		double from = bench_cpu_ms();

		n = reading_history(db, &arena, i + 1, now - span_ms, now,
		    1 << 20, points).n;
		ms[i] = bench_cpu_ms() - from;
		arena_reset(&arena);
	}
	bench_print(name, bench_median(ms, 60), "ms", limit_ms);
	printf("# %s: %zu readings\n", name, n);
}

/* A day of 100 miners as it comes, and 30 days of roll-ups before it. */
static void
bench_history(void)
{
	double growth[2];
	struct cost cost = { 0 };
	struct db *db = farm(100, 0, 24, growth, &cost);

	for (int64_t m = 1; m <= 100; m++) {
		db_begin(db);
		for (int64_t h = 1; h < 31 * 24; h++)
			rollup_keep(db, &(struct rollup){ T0 - h * HOUR_MS, m,
			    240, 2550, 2600 + store_drift(m, h, 1, 40), 2650,
			    91.5, 78, 3600 });
		db_commit(db);
	}
	ask(db, "history_24h_raw", 24 * (int64_t)HOUR_MS, 0, 1);
	ask(db, "history_24h_300_points", 24 * (int64_t)HOUR_MS, 300, 1);
	ask(db, "history_30d_300_points", 30 * 24 * (int64_t)HOUR_MS, 300, 1);
	ask(db, "history_1h_raw", HOUR_MS, 0, 0);
	db_close(db);
	unlink_all();
}

/* A telemetry poll of one miner, packed and stored. */
static void
bench_chips(void)
{
	struct db *db = store_open(path);
	struct telemetry t;
	double us[20];

	store_miners(db, 1000);
	for (int round = 0; round < 20; round++) {
		us[round] = 0;
		db_begin(db);
		for (int64_t m = 1; m <= 1000; m++) {
			double from;

			chips_at(&t, m, T0 + round * 60000, 3, 126);
			from = bench_cpu_ms();
			telemetry_add(db, &t);
			us[round] += bench_cpu_ms() - from;
		}
		db_commit(db);
	}
	bench_print("chips_378_stored", bench_median(us, 20), "us", 0);
	db_close(db);
	unlink_all();
}

int
main(int argc, char **argv)
{
	const char *tmp = getenv("TMPDIR");
	const char *only = argc > 1 ? argv[1] : "";

	snprintf(path, sizeof path, "%s/bench-store-%d.db",
	    tmp ? tmp : "/tmp", (int)getpid());
	arena_init(&arena, 256 << 20);
	unlink_all();
	if (!*only || !strcmp(only, "round"))
		bench_round();
	if (!*only || !strcmp(only, "chips"))
		bench_chips();
	if (!*only || !strcmp(only, "disk")) {
		bench_disk(0, "readings", 0);
		bench_disk(76, "228_chips", 2);
		bench_disk(126, "378_chips", 2);
	}
	if (!*only || !strcmp(only, "history"))
		bench_history();
	if (!*only || !strcmp(only, "pack")) {
		bench_pack(1000);
		bench_pack(10000);
	}
	return 0;
}
