/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "tests/lib/stop_rig.h"

/*
 * The end of an emergency stop: who comes back, when, and who does not.
 */

/* ---- Released at once --------------------------------------------------- */

/* A miner that is still shutting down refuses to start: it is told again once
 * it stands, not when a back-off is over. */
static void
check_released_at_once(void)
{
	int64_t before = farm_writes(b.farm);

	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 1500);
	for (int i = 1; i <= MINERS; i++)
		CHECK_TEXT(truth(i).state, "shutting-down");
	release();
	rig_run(&b, 1000);
	CHECK(writes(before, 0, "/api/v1/mining/start") > 0);
	CHECK_TEXT(truth(1).state, "shutting-down");
	rig_run(&b, 20000);
	for (int i = 1; i <= MINERS; i++)
		CHECK(strcmp(truth(i).state, "stopped"));
	rig_run(&b, 300000);
	check_all_are_back();
}

/* Nobody starts one that is held since the release, not even the worker
 * after this one. */
static void
check_hold_outlives_a_worker(void)
{
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 30000);
	set("{\"restart_batch\":1,\"restart_gap_s\":600}");
	release();
	rig_run(&b, 60000);
	CHECK_INT(mining(), 1);
	CHECK_TEXT(truth(MINERS).state, "stopped");
	CHECK_INT(order("miner_patch", mac_of(MINERS),
	    "{\"hold\":{\"reason\":\"x\"}}"), 200);
	rig_restart(&b);
	set("{\"restart_batch\":20,\"restart_gap_s\":1}");
	rig_run(&b, 900000);
	CHECK_INT(mining(), MINERS - 1);
	CHECK_TEXT(truth(MINERS).state, "stopped");
	CHECK_INT(order_to(MINERS, "start"), 202);
	rig_run(&b, 120000);
	check_all_are_back();
}

/* ---- With the balancer -------------------------------------------------- */

/* The release leaves its own to the balancer, which has no room; then it is
 * sent away, and they come without it, but for one who is held since. */
static void
check_mode_after_release(void)
{
	manage();
	set("{\"balancer_mode\":\"act\"}");
	rig_run(&b, 600000);
	CHECK_INT(mining(), MINERS);
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 30000);
	set("{\"contract_cap_kw\":1}");
	release();
	rig_run(&b, 300000);
	CHECK_INT(stopped(), MINERS);
	CHECK_INT(order("miner_patch", mac_of(3),
	    "{\"hold\":{\"reason\":\"x\"}}"), 200);
	set("{\"balancer_mode\":\"observe\",\"contract_cap_kw\":null}");
	rig_run(&b, 1500000);
	CHECK_INT(mining(), MINERS - 1);
	CHECK_TEXT(truth(3).state, "stopped");
	CHECK_INT(order("miner_patch", mac_of(3), "{\"hold\":null}"), 200);
	rig_run(&b, 300000);
	CHECK_INT(mining(), MINERS);
}

/* What the balancer stops after it has taken them up again is its own. */
static void
check_balancer_took_them_up(void)
{
	set("{\"balancer_mode\":\"act\"}");
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 30000);
	release();
	rig_run(&b, 1500000);
	CHECK_INT(mining(), MINERS);
	set("{\"contract_cap_kw\":1}");
	rig_run(&b, 300000);
	CHECK(stopped() > 0);
	set("{\"balancer_mode\":\"observe\",\"contract_cap_kw\":null}");
	rig_run(&b, 300000);
	CHECK(stopped() > 0);
}

int
main(void)
{
	open_for_stops();
	check_released_at_once();
	check_hold_outlives_a_worker();
	rig_close(&b);
	open_willing(MINERS, NULL);
	set_limit(LIMIT);
	check_mode_after_release();
	check_balancer_took_them_up();
	rig_close(&b);
	return tap_done();
}
