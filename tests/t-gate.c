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
 * Ways for load to come back past the gate and the room for raises: what was
 * allowed when it was decided and is not any more when its turn comes, what
 * raises without being called so, and what a new worker has forgotten.
 */
#define MINERS	12
#define LIMIT	"3660"

static struct bench b;

static const char *
mac_of(int number)
{
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	return arena_copy(&b.arena, s.mac);
}

static struct control *
control_of(int number)
{
	return &fleet_by_mac(&b.work.fleet, mac_of(number))->control;
}

static struct sim_miner
truth(int number)
{
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	return s;
}

/* What miners were asked to do since the serial number; miner 0: all. */
static int
writes(int64_t since, int number, const char *path)
{
	int n = 0;

	for (int64_t i = since; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		n += (!number || w->miner == number) &&
		    strstr(w->path, path);
	}
	return n;
}

static void
farm(const char *line)
{
	CHECK_TEXT(farm_command(b.farm, line), NULL);
}

static int
order(const char *name, const char *target, const char *body)
{
	return (int)bench_order(&b, name, target, body).status;
}

static void
set(const char *body)
{
	CHECK_INT(order("settings_patch", NULL, body), 200);
}

static int
order_to(int number, const char *action)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"%s\"}", action));
}

static int
tell_preset(int number, const char *preset)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"preset\",\"preset\":\"%s\"}", preset));
}

static int
throttle(int number, int percent)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"throttle\",\"percent\":%d}", percent));
}

static int
mining(void)
{
	int n = 0;

	for (int i = 1; i <= farm_miners(b.farm); i++)
		n += strcmp(truth(i).state, "stopped") != 0;
	return n;
}

static struct miner
shown(int number)
{
	struct miner m = { .row = NONE };

	miner_show(b.work.db, &b.arena, mac_of(number), &m);
	return m;
}

static struct balance
balance(void)
{
	struct balance s = { .status = "?" };

	balance_show(b.work.db, &b.arena, &s);
	return s;
}

static void
open_farm(const char *firmware)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = MINERS;
	o.model = "s19jpro";
	o.firmware = firmware;
	o.net = "127.1.0.0/24";
	o.shape = PLANT_STEADY;
	o.trip_first_ms = -1;
	o.tuned_percent = 100;
	o.dead_percent = o.switcher_percent = 0;
	o.plant_period_ms = 15000;
	bench_open_farm(&b, &o);
	b.arena.limit = 1 << 30;
	bench_run(&b, 120000);
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"" LIMIT "\"}"), 200);
}

static void
manage(void)
{
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true,\"hold\":null}}"), 200);
}

/* A null takes away what is there, of many as of one. */
static void
check_null_for_many(void)
{
	CHECK_INT(order("miners_patch", NULL, "{\"filter\":{},\"set\":"
	    "{\"hold\":{\"reason\":\"x\"},\"name\":\"n\","
	    "\"circuit\":\"row\"}}"), 200);
	CHECK(control_of(2)->held && *control_of(2)->circuit);
	CHECK_INT(order("miners_patch", NULL, "{\"filter\":{},\"set\":"
	    "{\"hold\":null,\"circuit\":null}}"), 200);
	CHECK(!control_of(2)->held && !*control_of(2)->circuit);
	CHECK_TEXT(shown(2).name, "n");
	CHECK_TEXT(shown(2).circuit, NULL);
	CHECK_INT(order("miners_patch", NULL, "{\"filter\":{},\"set\":"
	    "{\"name\":null}}"), 200);
	CHECK_TEXT(shown(2).name, NULL);
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
	bench_run(&b, 300000);
	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(tell_preset(i, "1780"), 202);
	bench_run(&b, 300000);
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
	bench_run(&b, 30000);
	CHECK_INT(writes(before, 0, "/mining/restart"), 1);
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"2330\"}"), 200);
	bench_run(&b, 900000);
	CHECK_INT(writes(before, 0, "/mining/restart"), 1);
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"" LIMIT "\"}"), 200);
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
	bench_run(&b, 400000);
	CHECK(writes(before, 0, "/settings") > 1);
	CHECK_INT(order(name, NULL, body), 200);
	before = farm_writes(b.farm);
	bench_run(&b, 1300000);
	CHECK_INT(writes(before, 0, "/mining/restart"), 0);
	CHECK_INT(writes(before, 0, "/settings"), 0);
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
	bench_run(&b, 20000);
	n = strcmp(truth(2).preset, "1780") ? 1 : 2;	/* who waits */
	CHECK_TEXT(truth(n).configured, "3120");
	CHECK_TEXT(truth(n).preset, "1780");
	CHECK_INT(order_to(n, "stop"), 202);
	bench_run(&b, 60000);
	if (restart) {
		bench_restart(&b);
		bench_run(&b, 120000);
	}
	k = control_of(n);
	CHECK(k->state == STATE_STOPPED);
	CHECK(k->now >= 0 && !strcmp(k->presets[k->now].name, "3120"));
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"2330\"}"), 200);
	CHECK_INT(order_to(n, "start"), 422);
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"" LIMIT "\"}"), 200);
	CHECK_INT(order_to(n, "start"), 202);
	farm("miner all ok");
	bench_run(&b, 120000);
	CHECK_TEXT(truth(n).preset, "3120");
}

/* ---- What raises without the name --------------------------------------- */

static void
no_room(void)
{
	set("{\"balancer_mode\":\"act\",\"safety_margin_percent\":50,"
	    "\"contract_cap_kw\":1}");
	bench_run(&b, 30000);
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
	bench_run(&b, 400000);
	CHECK_INT(throttle(3, 30), 202);
	bench_run(&b, 30000);
	no_room();
	CHECK_INT(throttle(3, 80), 409);
	CHECK_INT(order_to(3, "restart"), 409);
	bench_run(&b, 400000);
	CHECK_INT(throttle(3, 80), 409);
	CHECK_INT(throttle(3, 100), 409);
	CHECK_INT(order_to(3, "restart"), 409);
	CHECK_INT(throttle(3, 20), 202);
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"freeze\"}"), 202);
	bench_run(&b, 30000);
	CHECK_INT(throttle(3, 80), 422);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	room();
	CHECK_INT(throttle(3, 100), 202);
	bench_run(&b, 400000);
}

/* Nothing is known of what it would start with: the most counts. */
static void
check_start_of_the_unknown(void)
{
	set("{\"balancer_mode\":\"observe\"}");
	CHECK_INT(order_to(4, "stop"), 202);
	bench_run(&b, 60000);
	control_of(4)->now = control_of(4)->wanted = -1;
	no_room();
	control_of(4)->now = control_of(4)->wanted = -1;
	CHECK_INT(order_to(4, "start"), 409);
	CHECK_INT(order_to(4, "resume"), 409);
	CHECK_INT(order_to(4, "restart"), 409);
	CHECK_INT(order_to(4, "reboot"), 409);
	room();
	bench_run(&b, 120000);
	CHECK_INT(order_to(4, "start"), 202);
	bench_run(&b, 300000);
}

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
	bench_run(&b, 600000);
	CHECK_INT(mining(), MINERS);
	/* half of them are not the balancer's */
	for (int i = 1; i <= 6; i++)
		CHECK_INT(order("miner_patch", mac_of(i),
		    "{\"managed\":false}"), 200);
	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"stop\"}"),
	    202);
	bench_run(&b, 60000);
	CHECK_INT(mining(), 0);
	bench_run(&b, 300000);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	bench_run(&b, 60000);
	CHECK(mining() >= 1 && mining() <= 8);
	bench_run(&b, 1500000);
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
	bench_run(&b, 60000);
	CHECK_INT(mining(), 0);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	bench_run(&b, 150000);
	CHECK(mining() > 0 && mining() < MINERS / 2);
	bench_restart(&b);
	bench_run(&b, 1500000);
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
	bench_run(&b, 60000);
	CHECK_INT(tell_preset(3, "2900"), 202);
	bench_run(&b, 200000);
	CHECK_TEXT(truth(3).preset, "2900");
	farm("miner 3 restart-required");
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"lowest\"}"), 202);
	bench_run(&b, 120000);
	CHECK_TEXT(truth(3).state, "stopped");
	CHECK_TEXT(truth(4).preset, "1780");
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	bench_run(&b, 900000);
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
	bench_run(&b, 500000);
	set("{\"balancer_mode\":\"act\",\"ramp_up_kw_per_min\":6}");
	bench_run(&b, 60000);
	for (int i = 1; i <= MINERS; i++) {
		told += tell_preset(i, "3120") == 202;
		bench_run(&b, 50);
	}
	CHECK(told >= 1 && told <= 6);
	set("{\"balancer_mode\":\"observe\",\"ramp_up_kw_per_min\":null}");
	manage();
	bench_run(&b, 300000);
}

/* ---- What was under way ------------------------------------------------- */

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
	bench_run(&b, 60000);
	CHECK_INT(mining(), 0);
	CHECK_INT(db_number(b.work.db, &lost, 0), 0);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	bench_run(&b, 900000);
}

/* Freeze: nothing more is sent, of what is under way neither. */
static void
check_freeze(void)
{
	int64_t before;

	begin_raises();
	set("{\"balancer_mode\":\"act\"}");
	bench_run(&b, 400000);
	farm("miner all refuse-preset");
	set("{\"safety_margin_percent\":50}");
	bench_run(&b, 2000);
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"freeze\"}"), 202);
	before = farm_writes(b.farm);
	bench_run(&b, 1300000);
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
	int twice = 0;

	begin_raises();
	farm("miner all ok");
	set("{\"balancer_mode\":\"act\",\"restart_batch\":10,"
	    "\"restart_gap_s\":5}");
	bench_run(&b, 1500000);
	CHECK_TEXT(balance().state, "CONTROL");
	before = farm_writes(b.farm);
	farm("trip 0.6 for 300");
	for (int i = 0; i < 60000 && farm_writes(b.farm) == before; i++)
		bench_run(&b, 1);
	bench_restart(&b);
	bench_run(&b, 40000);	/* a calm one is sent again after 60 s */
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
	for (int64_t i = before; i < farm_writes(b.farm); i++)
		for (int64_t k = before; k < i; k++) {
			const struct sim_write *x = farm_write(b.farm, i);
			const struct sim_write *y = farm_write(b.farm, k);

			twice += x->miner == y->miner &&
			    !strcmp(x->path, y->path) &&
			    !strcmp(x->body, y->body);
		}
	CHECK(farm_writes(b.farm) - before > 1);
	CHECK_INT(twice, 0);
	bench_run(&b, 900000);
}

/* ---- What a new worker must know ---------------------------------------- */

static int
raises_of(int number)
{
	int n = 0;

	for (int i = 0; i < RAISES_KEPT; i++)
		n += control_of(number)->raised_ms[i] != 0 &&
		    b.work.now_ms - control_of(number)->raised_ms[i] <
		    3600000;
	return n;
}

static void
check_raises_are_counted(void)
{
	int before;

	set("{\"balancer_mode\":\"observe\"}");
	bench_run(&b, 3700000);
	CHECK_INT(raises_of(8), 0);
	for (int i = 0; i < 14; i++) {
		tell_preset(8, i % 2 ? "3120" : "1780");
		bench_run(&b, 90000);
	}
	before = raises_of(8);
	CHECK(before >= 6);
	bench_restart(&b);
	CHECK_INT(raises_of(8), before);
}

/* Nobody has said how high it may go; but who was stopped for want of power
 * is started again when there is some. */
static void
check_back_without_a_maximum(void)
{
	int64_t before;

	room();
	CHECK_INT(order("model_patch", "s19jpro", "{\"max_preset\":null}"),
	    200);
	set("{\"balancer_mode\":\"act\"}");
	bench_run(&b, 300000);
	CHECK_INT(mining(), MINERS);
	before = farm_writes(b.farm);
	set("{\"critical_generation_kw\":100000}");
	bench_run(&b, 120000);
	CHECK_INT(mining(), 0);
	CHECK_INT(writes(before, 0, "/mining/stop"), MINERS);
	set("{\"critical_generation_kw\":null}");
	bench_run(&b, 1500000);
	CHECK_INT(mining(), MINERS);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

int
main(void)
{
	open_farm("1.3.3");
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
	check_release_on_the_ramp("act");
	check_release_on_the_ramp("observe");
	check_release_outlives_a_worker();
	check_lowest_and_back();
	check_persons_on_the_ramp();
	check_nothing_stops_a_stop();
	check_freeze();
	check_kill_in_the_middle();
	check_raises_are_counted();
	check_back_without_a_maximum();
	bench_close(&b);
	return tap_done();
}
