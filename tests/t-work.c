/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/access.h"
#include "hive/history.h"
#include "hive/json.h"
#include "tests/tap.h"
#include "tests/work_bench.h"

/* The worker's rounds against the simulated farm, under a virtual clock. */

static struct bench b;

static struct miner
miner(int number)
{
	struct sim_miner s;
	struct miner m = { .row = NONE };

	farm_miner(b.farm, number, &s);
	miner_show(b.work.db, &b.arena, s.mac, &m);
	return m;
}

static const struct latest *
latest(int number)
{
	return miner(number).latest_status;
}

static struct miner_sums
sums(void)
{
	struct miner_sums s;

	miner_sum(b.work.db, &s);
	return s;
}

static int
events(const char *kind)
{
	struct query *q = event_list(b.work.db, NULL, 100000);
	struct event e;
	int n = 0;

	while (db_row(b.work.db, q, event_fields, &e))
		n += !strcmp(e.kind, kind);
	return n;
}

static void
check_found(void)
{
	struct sim_miner truth;
	const struct latest *l;

	bench_run(&b, 40000);
	CHECK_INT(sums().total, 60);
	CHECK_INT(sums().online, 60);
	CHECK_INT(sums().keyless, 0);
	CHECK_INT(events("found"), 60);
	farm_miner(b.farm, 7, &truth);
	l = latest(7);
	CHECK(l != NULL);
	CHECK_TEXT(l->state, truth.state);
	CHECK_TEXT(l->preset, truth.preset);
	CHECK(l->power_w > 0.9 * truth.power_w &&
	    l->power_w < 1.1 * truth.power_w);
	CHECK_TEXT(miner(7).model, truth.model);
	CHECK(model_list(b.work.db, &b.arena).n >= 2);
}

/* One key a miner, however often the worker meets it. */
static void
check_keys(void)
{
	int64_t writes = farm_writes(b.farm), added = 0;

	bench_run(&b, 120000);
	for (int64_t i = 0; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		added += !strcmp(w->path, "/api/v1/apikeys") &&
		    w->status == 200;
	}
	CHECK_INT(added, 60);
	CHECK_INT(farm_writes(b.farm), writes);
}

static void
check_silence(void)
{
	farm_command(b.farm, "miner 3 silent");
	bench_run(&b, 30000);
	CHECK(miner(3).online);		/* two missed polls mean nothing */
	bench_run(&b, 60000);
	CHECK(!miner(3).online);
	CHECK(miner(3).ip == NULL && miner(3).last_ip != NULL);
	CHECK(miner(3).offline_reason != NULL);
	CHECK_INT(sums().online, 59);
	farm_command(b.farm, "miner 3 online");
	bench_run(&b, 150000);
	CHECK(miner(3).online && miner(3).ip != NULL);
	CHECK_INT(events("offline"), 1);
}

static void
check_move(void)
{
	struct sim_miner before, after;

	farm_miner(b.farm, 9, &before);
	CHECK_TEXT(farm_command(b.farm, "miner 9 move 127.1.0.200"), NULL);
	bench_run(&b, 150000);
	farm_miner(b.farm, 9, &after);
	CHECK_TEXT(after.mac, before.mac);
	CHECK_TEXT(miner(9).ip, "127.1.0.200");
	CHECK_INT(sums().total, 60);
}

static void
check_orders(void)
{
	struct sim_miner s;
	struct answer a;

	farm_miner(b.farm, 1, &s);
	a = bench_order(&b, "miner_patch", s.mac,
	    "{\"managed\":true,\"name\":\"rack 1 top\"}");
	CHECK_INT(a.status, 200);
	CHECK(miner(1).managed);
	CHECK_TEXT(miner(1).name, "rack 1 top");
	a = bench_order(&b, "miner_patch", "02:00:00:00:00:ff", "{}");
	CHECK_INT(a.status, 404);
	a = bench_order(&b, "miner_patch", s.mac, "{\"manged\":true}");
	CHECK_INT(a.status, 400);
	CHECK_TEXT(a.pointer, "/manged");
	CHECK_TEXT(a.why, "is not known; did you mean \"managed\"?");
	a = bench_order(&b, "model_patch", s.model,
	    "{\"max_preset\":\"disabled\"}");
	CHECK_INT(a.status, 422);
	a = bench_order(&b, "model_patch", s.model,
	    arena_printf(&b.arena, "{\"max_preset\":\"%s\"}", s.preset));
	CHECK_INT(a.status, 200);
	a = bench_order(&b, "miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}");
	CHECK_INT(a.status, 200);
	CHECK_INT(sums().managed, 60);
	a = bench_order(&b, "miners_patch", NULL,
	    "{\"macs\":[\"00:00\"],\"set\":{\"managed\":true}}");
	CHECK_TEXT(a.body, "[{\"id\":\"00:00\",\"status\":404,\"detail\":"
	    "\"no miner has this MAC\"}]");
}

static void
check_retired(void)
{
	struct sim_miner s;

	farm_miner(b.farm, 60, &s);
	CHECK_INT(bench_order(&b, "miner_retire", s.mac, NULL).status, 204);
	bench_run(&b, 120000);
	CHECK_INT(sums().total, 59);
	CHECK_INT(bench_order(&b, "miner_patch", s.mac, "{}").status, 404);
}

static void
check_token(void)
{
	struct answer a = bench_order(&b, "token_create", NULL,
	    "{\"name\":\"grafana\",\"scope\":\"read\"}");
	const char *at;
	struct token t;

	CHECK_INT(a.status, 201);
	at = strstr(a.body, "\"token\":\"") + 9;
	CHECK(token_find(b.work.db, &b.arena, arena_text(&b.arena, at,
	    TOKEN_SIZE - 1), BENCH_WALL_MS + b.now_ms, &t));
	CHECK_TEXT(t.scope, "read");
	CHECK_INT(bench_order(&b, "token_revoke", a.id, NULL).status, 204);
	CHECK(!token_find(b.work.db, &b.arena, arena_text(&b.arena, at,
	    TOKEN_SIZE - 1), BENCH_WALL_MS + b.now_ms, &t));
	CHECK_INT(bench_order(&b, "token_revoke", a.id, NULL).status, 404);
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 60;
	o.net = "127.1.0.0/24";
	bench_open_farm(&b, &o);
	check_found();
	check_keys();
	check_silence();
	check_move();
	check_orders();
	check_retired();
	check_token();
	bench_close(&b);
	return tap_done();
}
