/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/order/access.h"
#include "hive/reading/reading.h"
#include "tests/lib/site_rig.h"

/*
 * What opens doors, on the simulated farm under a virtual clock: the
 * worker's keys to its miners, people's orders to the worker, and tokens.
 */

/* One key a miner, however often the worker meets it. */
static void
check_keys(void)
{
	int64_t before = farm_writes(b.farm), added = 0;

	rig_run(&b, 120000);
	for (int64_t i = 0; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		added += !strcmp(w->path, "/api/v1/apikeys") &&
		    w->status == 200;
	}
	CHECK_INT(added, 60);
	CHECK_INT(farm_writes(b.farm), before);
}

/* How often the worker tried its password at this miner. */
static int64_t
tried(int number)
{
	int64_t n = 0;

	for (int64_t i = 0; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		n += w->miner == number &&
		    !strcmp(w->path, "/api/v1/unlock") &&
		    strstr(w->body, "admin");
	}
	return n;
}

/* A forgotten key is made anew once; a wrong password is not tried again
 * within the hour. */
static void
check_refusals(void)
{
	int64_t before = writes(0, 21, "/api/v1/unlock");

	farm("miner 21 forget-keys");
	rig_run(&b, 400000);
	CHECK_INT(writes(0, 21, "/api/v1/unlock"), before + 1);
	CHECK(miner(21).key_trouble == NULL);

	before = writes(0, 22, "/api/v1/unlock");
	farm("miner 22 password other");
	farm("miner 22 forget-keys");
	rig_run(&b, 3500000);
	CHECK_INT(writes(0, 22, "/api/v1/unlock"), before + 1);
	CHECK_TEXT(miner(22).key_trouble, "the unlock password is wrong");
	CHECK(miner(22).online);
	CHECK_INT(order("miner_patch", miner(22).mac,
	    "{\"unlock_pass\":\"other\"}"), 200);
	rig_run(&b, 60000);
	CHECK(miner(22).key_trouble == NULL);
}

/* Somebody else tries passwords until the miner allows no further one. */
static void
lock_out(int number)
{
	static const char body[] = "{\"pw\":\"guess\"}";
	struct sim_request ask = { .method = "POST",
	    .path = "/api/v1/unlock", .query = "", .body = body,
	    .len = sizeof body - 1 };
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	for (int i = 0; i < 5; i++) {
		struct sim_reply reply;

		farm_ask(b.farm, &b.arena, s.ip, &ask, &reply);
	}
}

/* 429 is obeyed: one try, and the next one after the wait. */
static void
check_lock_out(void)
{
	struct sim_miner s = { .number = 13 };
	int64_t before;

	while (farm_miner(b.farm, s.number, &s) &&
	    !strncmp(s.firmware, "1.2.0", 5))
		s.number++;
	before = tried(s.number);
	farm(arena_printf(&b.arena, "miner %d forget-keys", s.number));
	for (int i = 0; i < 40 && !miner(s.number).key_trouble; i++) {
		lock_out(s.number);
		rig_run(&b, 10000);
	}
	CHECK_TEXT(miner(s.number).key_trouble,
	    "the miner allows no further try now");
	rig_run(&b, 250000);
	CHECK_INT(tried(s.number), before + 1);
	rig_run(&b, 120000);
	CHECK_INT(tried(s.number), before + 2);
	CHECK_TEXT(miner(s.number).key_trouble, NULL);
}

static void
check_orders(void)
{
	struct sim_miner s;
	struct answer a;

	farm_miner(b.farm, 1, &s);
	a = rig_order(&b, "miner_patch", s.mac,
	    "{\"managed\":true,\"name\":\"rack 1 top\"}");
	CHECK_INT(a.status, 200);
	CHECK(miner(1).managed);
	CHECK_TEXT(miner(1).name, "rack 1 top");
	a = rig_order(&b, "miner_patch", "02:00:00:00:00:ff", "{}");
	CHECK_INT(a.status, 404);
	CHECK(!fleet_by_mac(&b.worker.fleet, "02:00:00:00:00:ff"));
	a = rig_order(&b, "miner_patch", s.mac, "{\"manged\":true}");
	CHECK_INT(a.status, 400);
	CHECK_TEXT(a.pointer, "/manged");
	CHECK_TEXT(a.why, "is not known; did you mean \"managed\"?");
	a = rig_order(&b, "model_patch", s.model,
	    "{\"max_preset\":\"disabled\"}");
	CHECK_INT(a.status, 422);
	a = rig_order(&b, "model_patch", s.model,
	    arena_printf(&b.arena, "{\"max_preset\":\"%s\"}", s.preset));
	CHECK_INT(a.status, 200);
	a = rig_order(&b, "miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}");
	CHECK_INT(a.status, 200);
	CHECK_INT(sums().managed, sums().total);
	a = rig_order(&b, "miners_patch", NULL,
	    "{\"macs\":[\"00:00\"],\"set\":{\"managed\":true}}");
	CHECK_TEXT(a.body, "[{\"id\":\"00:00\",\"status\":404,\"detail\":"
	    "\"no miner has this MAC\"}]");
}

static void
check_retired(void)
{
	int64_t total = sums().total;
	const char *mac = mac_of(60);

	CHECK_INT(order("miner_retire", mac, NULL), 204);
	rig_run(&b, 120000);
	CHECK_INT(writes(0, 60, "/api/v1/apikeys/delete"), 1);
	CHECK_INT(sums().total, total - 1);
	/* It answers still, and no order finds it, whoever names it. */
	CHECK(fleet_met(&b.worker.fleet, mac)->retired);
	CHECK_INT(order("miner_patch", mac, "{}"), 404);
	CHECK_INT(order("miner_replace", mac_of(50), arena_printf(&b.arena,
	    "{\"by\":\"%s\"}", mac)), 422);
	CHECK_TEXT(rig_order(&b, "miners_patch", NULL, arena_printf(&b.arena,
	    "{\"macs\":[\"%s\"],\"set\":{\"name\":\"x\"}}", mac)).body,
	    arena_printf(&b.arena, "[{\"id\":\"%s\",\"status\":404,"
	    "\"detail\":\"no miner has this MAC\"}]", mac));
	CHECK(strstr(rig_order(&b, "commands", NULL, arena_printf(&b.arena,
	    "{\"macs\":[\"%s\"],\"action\":\"stop\"}", mac)).body,
	    "\"count\":0,\"left_out\":1") != NULL);
}

/* The new machine stands where the old one stood, with its history. */
static void
check_replaced(void)
{
	int64_t at = BENCH_WALL_MS + b.now_ms;
	const char *old = mac_of(50), *new = mac_of(51);
	struct fleet_miner *u;

	farm("miner 51 silent");
	CHECK_INT(order("circuit_keep", "hall", "{\"limit_kw\":50}"), 200);
	CHECK_INT(order("miner_patch", old,
	    "{\"circuit\":\"hall\",\"name\":\"B4\"}"), 200);
	rig_run(&b, 300000);
	farm("miner 50 silent");
	farm("miner 51 online");
	rig_run(&b, 300000);
	u = fleet_by_mac(&b.worker.fleet, new);
	CHECK_INT(order("miner_patch", new, "{\"managed\":false}"), 200);
	CHECK_INT(order("miner_replace", old, arena_printf(&b.arena,
	    "{\"by\":\"%s\"}", new)), 200);
	CHECK(u->managed);
	CHECK_TEXT(u->control.circuit, "hall");
	CHECK_TEXT(miner(51).name, "B4");
	CHECK_TEXT(miner(51).circuit, "hall");
	CHECK(!fleet_by_mac(&b.worker.fleet, old));
	CHECK(reading_history(b.worker.turn.db, &b.arena, u->row, at, INT64_MAX,
	    999, 0).n >= 35);
}

static void
check_token(void)
{
	struct answer a = rig_order(&b, "token_create", NULL,
	    "{\"name\":\"grafana\",\"scope\":\"read\"}");
	const char *at;
	struct token t;

	CHECK_INT(a.status, 201);
	at = strstr(a.body, "\"token\":\"") + 9;
	CHECK(token_find(b.worker.turn.db, &b.arena, arena_text(&b.arena, at,
	    TOKEN_SIZE - 1), BENCH_WALL_MS + b.now_ms, &t));
	CHECK_TEXT(scope_words[t.scope], "read");
	CHECK_INT(order("token_revoke", a.id, NULL), 204);
	CHECK(!token_find(b.worker.turn.db, &b.arena, arena_text(&b.arena, at,
	    TOKEN_SIZE - 1), BENCH_WALL_MS + b.now_ms, &t));
	CHECK_INT(order("token_revoke", a.id, NULL), 404);
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 60;
	o.net = "127.1.0.0/24";
	rig_open_farm(&b, &o);
	rig_run(&b, 110000);
	check_keys();
	check_refusals();
	check_lock_out();
	check_orders();
	check_retired();
	check_replaced();
	check_token();
	rig_close(&b);
	return tap_done();
}
