/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/balance.h"
#include "hive/command.h"
#include "tests/tap.h"
#include "tests/work_bench.h"

/*
 * The balancer on the bench: a simulated plant and its miners, a clock that
 * jumps, and orders as an operator gives them.
 */
static struct bench b;

static void
order(const char *name, const char *target, const char *body, int status)
{
	struct answer a = bench_order(&b, name, target, body);

	CHECK_INT(a.status, status);
	if (a.status != status)
		printf("# %s %s: %s\n", name, body ? body : "",
		    a.why ? a.why : "");
}

static void
open_site(struct farm_options *o, int miners)
{
	farm_defaults(o);
	o->miners = miners;
	o->model = "s19jpro";
	o->net = "127.1.0.0/22";
	o->trip_first_ms = -1;
	o->shape = PLANT_STEADY;
	o->tuned_percent = 100;
	o->plant_period_ms = 15000;
}

static struct balance
balance(void)
{
	struct balance s;

	balance_show(b.work.db, &b.arena, &s);
	return s;
}

static int64_t
dry_commands(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE dry = 1");

	return db_number(b.work.db, &q, 0);
}

static int64_t
decisions(void)
{
	static struct query q = QUERY("SELECT count(*) FROM decision");

	return db_number(b.work.db, &q, 0);
}

static int64_t
last_command_of_ours(void)
{
	static struct query q = QUERY("SELECT max(id) FROM command"
	    " WHERE who = 'user:test'");

	return db_number(b.work.db, &q, 0);
}

/* Commands that miners got since the serial number, by a part of the path. */
static int64_t
writes_since(int64_t from, const char *path)
{
	int64_t n = 0;

	for (int64_t i = from; i < farm_writes(b.farm); i++)
		n += strstr(farm_write(b.farm, i)->path, path) != NULL;
	return n;
}

/* Let it run, and look each second: how long is the load above what is
 * available, which label is the highest that runs? */
static struct {
	int64_t	over_s, above_max;
} seen;

static void
watch(int64_t seconds, int max_w)
{
	seen.over_s = seen.above_max = 0;
	for (int64_t i = 0; i < seconds; i++) {
		struct sim_miner m;

		bench_run(&b, 1000);
		seen.over_s += farm_load_w(b.farm) >
		    farm_available_w(b.farm);
		for (int n = 1; n <= farm_miners(b.farm); n++)
			if (farm_miner(b.farm, n, &m) && m.label_w > max_w)
				seen.above_max++;
	}
}

static int
stopped(void)
{
	struct sim_miner m;
	int n = 0;

	for (int i = 1; i <= farm_miners(b.farm); i++)
		n += farm_miner(b.farm, i, &m) && !strcmp(m.state, "stopped");
	return n;
}

static void
check_observe(void)
{
	int64_t before = farm_writes(b.farm);

	order("model_patch", "s19jpro", "{\"max_preset\":\"3660\"}", 200);
	order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}", 200);
	bench_run(&b, 420000);
	CHECK_TEXT(balance().state, "CONTROL");
	CHECK_TEXT(balance().mode, "observe");
	CHECK_INT(writes_since(before, "/settings"), 0);
	CHECK_INT(writes_since(before, "/mining"), 0);
	CHECK(dry_commands() > 0);
	CHECK(decisions() > 20);
}

static void
check_act(void)
{
	struct balance s;

	order("settings_patch", NULL, "{\"balancer_mode\":\"act\"}", 200);
	watch(60, 3660);
	watch(600, 3660);
	CHECK_INT(seen.above_max, 0);
	CHECK_INT(seen.over_s, 0);
	s = balance();
	CHECK_TEXT(s.status, "OK");
	CHECK(s.current_w < s.target_w + 2000);
	CHECK(s.managed_miners == 40);
}

/* 30 % are gone: within seconds of the reading the load is below. */
/* People see the load come down before the next decision; returns when. */
static int
check_seen(void)
{
	int64_t decision, before_w;
	int s = 0;

	while (strcmp(balance().band, "red") && s++ < 45)
		bench_run(&b, 1000);
	decision = balance().decision;
	before_w = balance().current_w;
	while (balance().current_w > before_w * 9 / 10 && s++ < 60)
		bench_run(&b, 1000);
	CHECK_INT(balance().decision, decision);
	CHECK(balance().current_w <= before_w * 9 / 10);
	CHECK(balance().next_at > b.work.wall_ms);
	return s;
}

static void
check_trip(void)
{
	int64_t before = farm_writes(b.farm);

	farm_command(b.farm, "trip 0.5 for 300");
	watch(60 - check_seen(), 3660);
	CHECK(writes_since(before, "/settings") +
	    writes_since(before, "/mining") > 5);
	CHECK(seen.over_s < 45);
	watch(20, 3660);
	CHECK_INT(seen.over_s, 0);
	CHECK(balance().current_w <= balance().target_w + 2000);
	watch(1500, 3660);
	CHECK_INT(seen.over_s, 0);
	CHECK(farm_load_w(b.farm) > 0.7 * (double)balance().target_w);
}

/* A person stops one: it stays so, held; a raise without room is refused. */
static void
check_manual(void)
{
	struct sim_miner m;
	struct command c;

	farm_miner(b.farm, 3, &m);
	order("command", m.mac, "{\"action\":\"preset\"}", 400);
	order("command", m.mac, "{\"action\":\"preset\",\"preset\":"
	    "\"disabled\"}", 422);
	order("command", m.mac, "{\"action\":\"preset\",\"preset\":"
	    "\"4480\"}", 422);
	order("command", m.mac, "{\"action\":\"stop\"}", 202);
	bench_run(&b, 10000);
	CHECK(command_get(b.work.db, &b.arena, last_command_of_ours(), &c));
	CHECK_TEXT(c.state, "confirmed");
	CHECK_TEXT(c.miner, m.mac);
	bench_run(&b, 600000);
	farm_miner(b.farm, 3, &m);
	CHECK_TEXT(m.state, "stopped");
	order("margin_set", NULL, "{\"safety_margin_percent\":50}", 200);
	bench_run(&b, 30000);
	order("command", m.mac, "{\"action\":\"start\"}", 409);
	order("margin_set", NULL, "{\"safety_margin_percent\":10}", 200);
}

static void
check_emergency(void)
{
	int64_t before = farm_writes(b.farm);
	struct emergency e;

	order("emergency_release", NULL, NULL, 409);
	order("emergency_stop", NULL, "{\"action\":\"stop\"}", 202);
	bench_run(&b, 8000);
	CHECK_INT(stopped(), 39);		/* one is dead */
	CHECK_INT(writes_since(before, "/mining/stop"), 38);
	CHECK(emergency_now(b.work.db, &b.arena, &e));
	CHECK(e.asked == 38 && e.confirmed == 38 && e.failed.n == 0);
	CHECK_TEXT(balance().state, "STOP");
	CHECK_TEXT(farm_command(b.farm, "miner 5 start"), NULL);
	bench_run(&b, 60000);
	CHECK_INT(stopped(), 39);
	order("emergency_release", NULL, NULL, 200);
	bench_run(&b, 900000);
	CHECK(stopped() < 5);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

/* The disk is full: changes are refused, and everybody stops all the same. */
static void
check_sick(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");
	struct sim_miner m;

	farm_miner(b.farm, 6, &m);
	db_number(b.work.db, &small, 0);
	bench_run(&b, 30000);
	CHECK(db_sick(b.work.db));
	order("command", m.mac, "{\"action\":\"find\"}", 503);
	CHECK(stopped() < 30);
	order("emergency_stop", NULL, "{\"action\":\"stop\"}", 202);
	bench_run(&b, 8000);
	CHECK_INT(stopped(), 39);
	CHECK(b.work.stop.latched && b.work.stop.id == NONE);
}

int
main(void)
{
	struct farm_options o;

	open_site(&o, 40);
	bench_open_farm(&b, &o);
	bench_run(&b, 120000);
	check_observe();
	check_act();
	check_trip();
	check_manual();
	check_emergency();
	check_sick();
	bench_close(&b);
	return tap_done();
}
