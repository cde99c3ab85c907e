/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/http/route.h"
#include "hive/miner/update.h"
#include "hive/order/access.h"
#include "tests/bench/bench.h"
#include "tests/lib/store.h"

/*
 * The list of miners as the API makes it, beside stepping the same rows and
 * writing the same fields without request, route and door; and an unchanged
 * list (304).  CPU per answer, median of the runs, all in one process.
 */
#define RUNS 21

static struct arena arena;
static struct db *db;
static size_t bytes;

void
order_send(struct arena *a, const char *path, const struct order *o, int ms,
    struct answer *answer)
{
	(void)a;
	(void)path;
	(void)o;
	(void)ms;
	*answer = (struct answer){ .status = 503 };
}

static void
fill(int64_t miners)
{
	struct fan fans[] = { { 0, 5400, "ok" }, { 1, 5400, "ok" },
	    { 2, 5380, "ok" }, { 3, 5420, "ok" } };
	struct chain chains[] = { { 1, "mining", 30.4, 861, 78, 62 },
	    { 2, "mining", 30.5, 861, 77, 61 },
	    { 3, "mining", 30.3, 861, 76, 60 } };
	struct pool pools[] = { { "pool.example:3333", "active" } };

	db_begin(db);
	store_miners(db, miners);
	for (int64_t i = 1; i <= miners; i++) {
		miner_came_online(db, i, "10.1.2.3", 1);
		reading_add(db, &(struct reading){ .miner = i,
		    .recorded_at = 1795169714286, .state = MINER_STATE_MINING,
		    .state_time_s = 8000 + i, .preset = "2620",
		    .hashrate_ths = 91.2 + (double)(i % 100) / 7,
		    .power_w = 2583 + i % 50, .chip_max_c = 78,
		    .board_max_c = 62, .fans = { fans, 4 },
		    .chains = { chains, 3 }, .pools = { pools, 1 } });
	}
	user_keep(db, "op", SCOPE_OPERATE, 0);
	db_commit(db);
}

static void
bare(void)
{
	struct query *q = miner_list(db, "");
	struct miner_parts parts = MINER_PARTS;
	struct miner m;
	struct json j;

	json_init(&j, &arena);
	json_open(&j, '[');
	while (miner_next(db, q, &m, &parts))
		json_record(&j, miner_fields, &m);
	json_close(&j, ']');
	bytes = j.buf.len;
}

static struct request request;

static void
ask(const char *etag)
{
	static struct site site;

	request = (struct request){ .db = db, .arena = &arena,
	    .site = &site, .now = 2, .method = METHOD_GET,
	    .path = "/api/miners", .gate = "basic", .user = "op", .body = "",
	    .if_none_match = etag };
	json_init(&request.out, &arena);
	if (route_serve(&request) != (etag ? 304 : 200))
		abort();
}

static void
measure(int64_t miners)
{
	double plain[RUNS], listed[RUNS], same[RUNS];
	char etag[64], name[64];

	for (int i = 0; i < RUNS; i++) {
		double at = bench_cpu_ms();

		bare();
		plain[i] = bench_cpu_ms() - at;
		arena_reset(&arena);
		at = bench_cpu_ms();
		ask(NULL);
		listed[i] = bench_cpu_ms() - at;
		snprintf(etag, sizeof etag, "%s", request.etag);
		arena_reset(&arena);
		at = bench_cpu_ms();
		ask(etag);
		same[i] = bench_cpu_ms() - at;
		db_rest(db);
		arena_reset(&arena);
	}
	snprintf(name, sizeof name, "list of %d miners (%zu kB)",
	    (int)miners, bytes / 1000);
	bench_print(name, bench_median(listed, RUNS), "ms",
	    1.5 * bench_median(plain, RUNS));
	snprintf(name, sizeof name, "unchanged list of %d (304)",
	    (int)miners);
	bench_print(name, bench_median(same, RUNS) * 1000, "us", 0);
}

static void
one_fleet(int64_t miners)
{
	db = store_open(":memory:");
	fill(miners);
	measure(miners);
	db_close(db);
}

int
main(void)
{
	arena_init(&arena, 1 << 30);
	one_fleet(1000);
	one_fleet(10000);
	return 0;
}
