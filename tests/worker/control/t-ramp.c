/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/site_rig.h"

/*
 * How load comes back: no faster than the room for raises lets it, after a
 * stop, by a person's wish, and with a new worker that must not have
 * forgotten who is due.  t-gate.c has what may not come back at all.
 */
#define MINERS	12

/* ---- The ramp ----------------------------------------------------------- */

/* Those that the stop has stopped come back no faster than the plant may be
 * loaded: 6 kW a minute are two of these. */
static void
check_release_on_the_ramp(const char *mode)
{
	set(arena_printf(&b.arena, "{\"balancer_mode\":\"%s\","
	    "\"restart_batch\":10,\"restart_gap_s\":5,"
	    "\"ramp_up_kw_per_min\":6}", mode));
	manage();
	rig_run(&b, 600000);
	CHECK_INT(mining(), MINERS);
	/* half of them are not the balancer's */
	for (int i = 1; i <= 6; i++)
		CHECK_INT(order("miner_patch", mac_of(i),
		    "{\"managed\":false}"), 200);
	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"stop\"}"),
	    202);
	rig_run(&b, 60000);
	CHECK_INT(mining(), 0);
	rig_run(&b, 300000);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	rig_run(&b, 60000);
	CHECK(mining() >= 1 && mining() <= 4);	/* two at once, two after */
	rig_run(&b, 1500000);
	CHECK_INT(mining(), MINERS);
	set("{\"ramp_up_kw_per_min\":null}");
}

/* The worker ends while they come back: the next one goes on with it. */
static void
check_release_outlives_a_worker(void)
{
	manage();
	set("{\"balancer_mode\":\"observe\",\"restart_batch\":1,"
	    "\"restart_gap_s\":60}");
	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"stop\"}"),
	    202);
	rig_run(&b, 60000);
	CHECK_INT(mining(), 0);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	rig_run(&b, 150000);
	CHECK(mining() > 0 && mining() < MINERS / 2);
	rig_restart(&b);
	rig_run(&b, 1500000);
	CHECK_INT(mining(), MINERS);
	set("{\"restart_batch\":10,\"restart_gap_s\":5}");
}

/* Who should have gone to the lowest and was stopped, because that wanted a
 * restart, is started and put back. */
static void
check_lowest_and_back(void)
{
	manage();
	set("{\"balancer_mode\":\"observe\"}");
	rig_run(&b, 60000);
	CHECK_INT(tell_preset(3, "2900"), 202);
	rig_run(&b, 200000);
	CHECK_TEXT(truth(3).preset, "2900");
	farm("miner 3 restart-required");
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"lowest\"}"), 202);
	rig_run(&b, 120000);
	CHECK_TEXT(truth(3).state, "stopped");
	CHECK_TEXT(truth(4).preset, "1780");
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	rig_run(&b, 900000);
	farm("miner 3 ok");
	CHECK_INT(mining(), MINERS);
	CHECK_TEXT(truth(3).preset, "2900");
	CHECK(strcmp(truth(4).preset, "1780"));
}

/* A person's raise takes from the same room. */
static void
check_persons_on_the_ramp(void)
{
	int told = 0;

	manage();
	set("{\"balancer_mode\":\"observe\"}");
	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(tell_preset(i, "1780"), 202);
	rig_run(&b, 500000);
	set("{\"balancer_mode\":\"act\",\"ramp_up_kw_per_min\":6}");
	rig_run(&b, 60000);
	for (int i = 1; i <= MINERS; i++) {
		told += tell_preset(i, "3120") == 202;
		rig_run(&b, 50);
	}
	CHECK(told >= 1 && told <= 5);	/* 1.3 kW each */
	set("{\"balancer_mode\":\"observe\",\"ramp_up_kw_per_min\":null}");
	manage();
	rig_run(&b, 300000);
}

/* A light that blinks, or a wish for a little less, must not take the place
 * of a stop that is on its way. */
static void
check_nothing_stops_a_stop(void)
{
	static struct query lost = QUERY("SELECT count(*) FROM command"
	    " WHERE emergency IS NOT NULL AND state = 'expired'");

	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"stop\"}"),
	    202);
	CHECK_INT(order_to(5, "find"), 409);
	CHECK_INT(tell_preset(6, "1780"), 409);
	CHECK_INT(order_to(7, "stop"), 409);
	rig_run(&b, 60000);
	CHECK_INT(mining(), 0);
	CHECK_INT(db_number(b.worker.turn.db, &lost, 0), 0);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	rig_run(&b, 900000);
}

/* ---- What a new worker must know ---------------------------------------- */

static int
raises_of(int number)
{
	int n = 0;

	for (int i = 0; i < RAISES_KEPT; i++)
		n += control_of(number)->raised_ms[i] != 0 &&
		    b.worker.turn.now_ms - control_of(number)->raised_ms[i] <
		    3600000;
	return n;
}

static void
check_raises_are_counted(void)
{
	int before;

	set("{\"balancer_mode\":\"observe\"}");
	CHECK_INT(tell_preset(8, "2330"), 202);
	rig_run(&b, 3700000);
	CHECK_INT(raises_of(8), 0);
	for (int i = 0; i < 14; i++) {
		CHECK_INT(tell_preset(8, i % 2 ? "3120" : "1780"), 202);
		rig_run(&b, 90000);
	}
	before = raises_of(8);
	CHECK_INT(before, 7);
	rig_restart(&b);
	CHECK_INT(raises_of(8), before);
}

/* Nobody has said how high it may go; but who was stopped for want of power
 * is started again when there is some. */
static void
check_back_without_a_maximum(void)
{
	int64_t before;

	manage();
	set_limit(NULL);
	set("{\"balancer_mode\":\"act\"}");
	rig_run(&b, 300000);
	CHECK_INT(mining(), MINERS);
	before = farm_writes(b.farm);
	set("{\"critical_generation_kw\":100000}");
	rig_run(&b, 120000);
	CHECK_INT(mining(), 0);
	CHECK_INT(writes(before, 0, "/api/v1/mining/stop"), MINERS);
	set("{\"critical_generation_kw\":null}");
	rig_run(&b, 1500000);
	CHECK_INT(mining(), MINERS);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

int
main(void)
{
	open_willing(MINERS, "1.3.3");
	set_limit("3660");
	check_release_on_the_ramp("act");
	check_release_on_the_ramp("observe");
	check_release_outlives_a_worker();
	check_lowest_and_back();
	check_persons_on_the_ramp();
	check_nothing_stops_a_stop();
	check_raises_are_counted();
	check_back_without_a_maximum();
	rig_close(&b);
	return tap_done();
}
