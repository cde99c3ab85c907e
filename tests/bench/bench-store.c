/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "tests/bench/bench.h"
#include "tests/store.h"

#define T0	(1800000000000 - 1800000000000 % 3600000)
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

int
main(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(path, sizeof path, "%s/bench-store-%d.db",
	    tmp ? tmp : "/tmp", (int)getpid());
	arena_init(&arena, 256 << 20);
	unlink_all();
	bench_round();
	return 0;
}
