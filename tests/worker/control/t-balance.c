/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/site_rig.h"

/*
 * The balancer on its rig: a simulated plant and its miners, a clock that
 * jumps, and orders as an operator gives them.
 */

static int64_t
dry_commands(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE dry = 1");

	return db_number(b.worker.turn.db, &q, 0);
}

/* Changes of what mines that do not say how many TH/s they cost. */
static int64_t
without_ths(const char *reason)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE reason = :reason AND old_w > 1000"
	    " AND delta_ths IS NULL");

	db_text(b.worker.turn.db, &q, ":reason", reason);
	return db_number(b.worker.turn.db, &q, 0);
}

static int64_t
decisions(void)
{
	static struct query q = QUERY("SELECT count(*) FROM decision");

	return db_number(b.worker.turn.db, &q, 0);
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

		rig_run(&b, 1000);
		seen.over_s += farm_load_w(b.farm) >
		    farm_available_w(b.farm);
		for (int n = 1; n <= farm_miners(b.farm); n++)
			if (farm_miner(b.farm, n, &m) && m.label_w > max_w)
				seen.above_max++;
	}
}

static void
check_observe(void)
{
	int64_t before = farm_writes(b.farm);

	set_limit("3660");
	manage();
	rig_run(&b, 420000);
	CHECK_TEXT(balance_state_words[balance().state], "CONTROL");
	CHECK_TEXT(balancer_mode_words[balance().mode], "observe");
	CHECK_INT(writes(before, 0, "/api/v1/settings"), 0);
	CHECK_INT(writes(before, 0, "/api/v1/mining/"), 0);
	CHECK(dry_commands() > 0);
	CHECK(decisions() > 20);
}

static void
check_act(void)
{
	struct balance s;

	set("{\"balancer_mode\":\"act\"}");
	watch(60, 3660);
	watch(600, 3660);
	CHECK_INT(seen.above_max, 0);
	CHECK_INT(seen.over_s, 0);
	s = balance();
	CHECK_TEXT(balance_status_words[s.status], "OK");
	CHECK(s.current_w < s.target_w + 2000);
	CHECK_INT(s.managed_miners, 40);
}

/* People see the load come down before the next decision; returns when. */
static int
check_seen(void)
{
	int64_t decision, before_w;
	int s = 0;

	while (balance().band != BAND_RED && s++ < 45)
		rig_run(&b, 1000);
	decision = balance().decision;
	before_w = balance().current_w;
	while (balance().current_w > before_w * 9 / 10 && s++ < 60)
		rig_run(&b, 1000);
	CHECK_INT(balance().decision, decision);
	CHECK(balance().current_w <= before_w * 9 / 10);
	CHECK(balance().next_at > b.worker.turn.wall_ms);
	return s;
}

/* Half is gone: within seconds of the reading the load is below. */
static void
check_trip(void)
{
	int64_t before = farm_writes(b.farm);

	farm("trip 0.5 for 300");
	watch(60 - check_seen(), 3660);
	CHECK(writes(before, 0, "/api/v1/settings") +
	    writes(before, 0, "/api/v1/mining/") > 5);
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
	struct command c;

	CHECK_INT(order_to(3, "preset"), 400);
	CHECK_INT(tell_preset(3, "disabled"), 422);
	CHECK_INT(tell_preset(3, "4480"), 422);
	CHECK_INT(order_to(3, "stop"), 202);
	rig_run(&b, 10000);
	c = last_command();
	CHECK_INT(c.state, COMMAND_CONFIRMED);
	CHECK_TEXT(c.miner, mac_of(3));
	CHECK(c.delta_ths < -20);
	rig_run(&b, 600000);
	CHECK_TEXT(truth(3).state, "stopped");
	CHECK_INT(order("margin_set", NULL,
	    "{\"safety_margin_percent\":50}"), 200);
	rig_run(&b, 30000);
	CHECK_INT(order_to(3, "start"), 409);
	CHECK_INT(order("margin_set", NULL,
	    "{\"safety_margin_percent\":10}"), 200);
}

static void
check_emergency(void)
{
	int64_t before = farm_writes(b.farm);
	struct emergency e;

	CHECK_INT(order("emergency_release", NULL, NULL), 409);
	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"stop\"}"),
	    202);
	rig_run(&b, 8000);
	CHECK_INT(stopped(), 39);		/* one is dead */
	CHECK_INT(writes(before, 0, "/api/v1/mining/stop"), 38);
	CHECK(emergency_now(b.worker.turn.db, &b.arena, &e));
	CHECK(e.asked == 38 && e.confirmed == 38 && e.failed.n == 0);
	CHECK_INT(without_ths("emergency"), 0);
	CHECK_TEXT(balance_state_words[balance().state], "STOP");
	farm("miner 5 start");
	rig_run(&b, 60000);
	CHECK_INT(stopped(), 39);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	rig_run(&b, 900000);
	CHECK(stopped() < 5);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

/* The disk is full: changes are refused, and everybody stops all the same. */
static void
check_sick(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");

	db_number(b.worker.turn.db, &small, 0);
	rig_run(&b, 30000);
	CHECK(db_sick(b.worker.turn.db));
	CHECK_INT(order_to(6, "find"), 503);
	CHECK(stopped() < 30);
	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"stop\"}"),
	    202);
	rig_run(&b, 8000);
	CHECK_INT(stopped(), 39);
	CHECK(b.worker.control.stop.latched && b.worker.control.stop.id ==
	    NONE);
}

int
main(void)
{
	struct farm_options o;

	steady_farm(&o, 40);
	rig_open_farm(&b, &o);
	rig_run(&b, 120000);
	check_observe();
	check_act();
	check_trip();
	check_manual();
	check_emergency();
	check_sick();
	rig_close(&b);
	return tap_done();
}
