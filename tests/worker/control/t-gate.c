/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/site_rig.h"

/*
 * Ways for load to come back past the gate: what was allowed when it was
 * decided and is not any more when its turn comes, and what raises without
 * being called so.  t-ramp.c has how fast it may come back.
 */
#define MINERS	12
#define LIMIT	"3660"

static int
throttle(int number, int percent)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"throttle\",\"percent\":%d}", percent));
}

/* A null takes away what is there, of many as of one. */
static void
check_null_for_many(void)
{
	CHECK_INT(order("circuit_keep", "row", "{\"limit_kw\":900}"), 200);
	CHECK_INT(order("miners_patch", NULL, "{\"filter\":{},\"set\":"
	    "{\"hold\":{\"reason\":\"x\"},\"name\":\"n\","
	    "\"circuit\":\"row\"}}"), 200);
	CHECK(control_of(2)->held && *control_of(2)->circuit);
	CHECK_INT(order("miners_patch", NULL, "{\"filter\":{},\"set\":"
	    "{\"hold\":null,\"circuit\":null}}"), 200);
	CHECK(!control_of(2)->held && !*control_of(2)->circuit);
	CHECK_TEXT(miner(2).name, "n");
	CHECK_TEXT(miner(2).circuit, NULL);
	CHECK_INT(order("miners_patch", NULL, "{\"filter\":{},\"set\":"
	    "{\"name\":null}}"), 200);
	CHECK_TEXT(miner(2).name, NULL);
}

/* ---- What has waited ---------------------------------------------------- */

/* All are on the lowest preset; a raise stores another, and only one miner
 * may restart in ten minutes. */
static void
begin_raises(void)
{
	set("{\"balancer_mode\":\"observe\",\"restart_batch\":10,"
	    "\"restart_gap_s\":5}");
	for (int i = 1; i <= MINERS; i++)
		if (control_of(i)->state == STATE_STOPPED)
			CHECK_INT(order_to(i, "start"), 202);
	rig_run(&b, 300000);
	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(tell_preset(i, "1780"), 202);
	rig_run(&b, 300000);
	for (int i = 1; i <= MINERS; i++)
		CHECK_TEXT(truth(i).preset, "1780");
	farm("miner all restart-required");
	set("{\"restart_batch\":1,\"restart_gap_s\":600}");
	manage();
}

static void
check_limit_lowered_meanwhile(void)
{
	int64_t before;

	begin_raises();
	before = farm_writes(b.farm);
	CHECK_INT(tell_preset(1, "3120"), 202);
	CHECK_INT(tell_preset(2, "3120"), 202);
	rig_run(&b, 30000);
	CHECK_INT(writes(before, 0, "/api/v1/mining/restart"), 1);
	set_limit("2330");
	rig_run(&b, 900000);
	CHECK_INT(writes(before, 0, "/api/v1/mining/restart"), 1);
	set_limit(LIMIT);
	farm("miner all ok");
}

/* The balancer raises all, and is told to observe, or the miners are taken
 * from it, while they wait for their restart. */
static void
check_balancer_sent_away(const char *name, const char *body)
{
	int64_t before;

	begin_raises();
	set("{\"balancer_mode\":\"act\"}");
	before = farm_writes(b.farm);
	rig_run(&b, 400000);
	CHECK(writes(before, 0, "/api/v1/settings") > 1);
	CHECK(b.worker.control.changes.first != NULL);	/* some wait */
	CHECK_INT(order(name, NULL, body), 200);
	before = farm_writes(b.farm);
	rig_run(&b, 1300000);
	CHECK_INT(writes(before, 0, "/api/v1/mining/restart"), 0);
	CHECK_INT(writes(before, 0, "/api/v1/settings"), 0);
	farm("miner all ok");
}

/* ---- What was stored ---------------------------------------------------- */

/* A preset was stored, and the miner stopped before it ran: it will start
 * with it, also when the worker was started again. */
static void
check_stored_is_what_starts(bool restart)
{
	struct control *k;
	int n;

	begin_raises();
	CHECK_INT(tell_preset(1, "3120"), 202);
	CHECK_INT(tell_preset(2, "3120"), 202);
	rig_run(&b, 20000);
	n = strcmp(truth(2).preset, "1780") ? 1 : 2;	/* who waits */
	CHECK_TEXT(truth(n).configured, "3120");
	CHECK_TEXT(truth(n).preset, "1780");
	CHECK_INT(order_to(n, "stop"), 202);
	rig_run(&b, 60000);
	if (restart) {
		rig_restart(&b);
		rig_run(&b, 120000);
	}
	k = control_of(n);
	CHECK(k->state == STATE_STOPPED);
	CHECK(k->now >= 0 && !strcmp(k->presets[k->now].name, "3120"));
	set_limit("2330");
	CHECK_INT(order_to(n, "start"), 422);
	set_limit(LIMIT);
	CHECK_INT(order_to(n, "start"), 202);
	farm("miner all ok");
	rig_run(&b, 120000);
	CHECK_TEXT(truth(n).preset, "3120");
}

/* ---- What raises without the name --------------------------------------- */

static void
no_room(void)
{
	set("{\"balancer_mode\":\"act\",\"safety_margin_percent\":50,"
	    "\"contract_cap_kw\":1}");
	rig_run(&b, 30000);
}

static void
room(void)
{
	set("{\"balancer_mode\":\"observe\",\"safety_margin_percent\":10,"
	    "\"contract_cap_kw\":null}");
	manage();
}

static void
check_throttle_up(void)
{
	set("{\"balancer_mode\":\"observe\"}");
	rig_run(&b, 400000);
	CHECK_INT(throttle(3, 30), 202);
	rig_run(&b, 30000);
	no_room();
	CHECK_INT(throttle(3, 80), 409);
	CHECK_INT(order_to(3, "restart"), 409);
	rig_run(&b, 400000);
	CHECK_INT(throttle(3, 80), 409);
	CHECK_INT(throttle(3, 100), 409);
	CHECK_INT(order_to(3, "restart"), 409);
	CHECK_INT(throttle(3, 20), 202);
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"freeze\"}"), 202);
	rig_run(&b, 30000);
	CHECK_INT(throttle(3, 80), 422);
	CHECK_INT(tell_preset(3, "1780"), 422);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	room();
	CHECK_INT(throttle(3, 100), 202);
	rig_run(&b, 400000);
}

/* Nothing is known of what it would start with: the most counts. */
static void
check_start_of_the_unknown(void)
{
	set("{\"balancer_mode\":\"observe\"}");
	CHECK_INT(order_to(4, "stop"), 202);
	rig_run(&b, 60000);
	control_of(4)->now = control_of(4)->wanted = -1;
	no_room();
	control_of(4)->now = control_of(4)->wanted = -1;
	CHECK_INT(order_to(4, "start"), 409);
	CHECK_INT(order_to(4, "resume"), 409);
	CHECK_INT(order_to(4, "restart"), 409);
	CHECK_INT(order_to(4, "reboot"), 409);
	room();
	rig_run(&b, 120000);
	CHECK_INT(order_to(4, "start"), 202);
	rig_run(&b, 300000);
}

/* ---- What was under way ------------------------------------------------- */

/* Freeze: nothing more is sent, of what is under way neither, whose order it
 * ever was. */
static void
check_freeze(void)
{
	int64_t before;
	int free = 0;	/* of the balancer's orders: a person gives one */

	begin_raises();
	set("{\"balancer_mode\":\"act\"}");
	rig_run(&b, 400000);
	farm("miner all refuse-preset");
	set("{\"safety_margin_percent\":50}");
	for (int i = 1; i <= MINERS; i++)
		if (!control_of(i)->change)
			free = i;
	CHECK_INT(tell_preset(free, "1780"), 202);
	rig_run(&b, 2000);
	CHECK(control_of(free)->change != NULL);
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"freeze\"}"), 202);
	before = farm_writes(b.farm);
	rig_run(&b, 1300000);
	CHECK_INT((int)(farm_writes(b.farm) - before), 0);
	set("{\"safety_margin_percent\":10,\"balancer_mode\":\"observe\"}");
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	farm("miner all ok");
}

/* The worker is killed when all was sent and nothing answered. */
static void
check_kill_in_the_middle(void)
{
	int64_t before;

	begin_raises();
	farm("miner all ok");
	set("{\"balancer_mode\":\"act\",\"restart_batch\":10,"
	    "\"restart_gap_s\":5}");
	rig_run(&b, 1500000);
	CHECK_TEXT(balance_state_words[balance().state], "CONTROL");
	before = farm_writes(b.farm);
	farm("trip 0.6 for 300");
	for (int i = 0; i < 60000 && farm_writes(b.farm) == before; i++)
		rig_run(&b, 1);
	rig_restart(&b);
	rig_run(&b, 40000);	/* a calm one is sent again after 60 s */
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
	CHECK(farm_writes(b.farm) - before > 1);
	CHECK_INT(twice(before, 0), 0);
	rig_run(&b, 900000);
}

int
main(void)
{
	open_willing(MINERS, "1.3.3");
	set_limit(LIMIT);
	check_null_for_many();
	check_limit_lowered_meanwhile();
	check_balancer_sent_away("settings_patch",
	    "{\"balancer_mode\":\"observe\"}");
	check_balancer_sent_away("miners_patch",
	    "{\"filter\":{},\"set\":{\"managed\":false}}");
	check_balancer_sent_away("miners_patch",
	    "{\"filter\":{},\"set\":{\"hold\":{\"reason\":\"x\"}}}");
	check_stored_is_what_starts(false);
	check_stored_is_what_starts(true);
	check_throttle_up();
	check_start_of_the_unknown();
	check_freeze();
	check_kill_in_the_middle();
	rig_close(&b);
	return tap_done();
}
