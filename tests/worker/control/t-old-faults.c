/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/service/event_log.h"
#include "tests/lib/site_rig.h"
#include "worker/control/miner_state.h"

/*
 * What earlier programs for the same purpose did wrong between their network
 * and their database, tried with the whole worker: each check makes the
 * situation in which they failed.  Here is what they knew of their miners and
 * told them; t-old-faults-plant.c has what they made of the plant.
 * docs/decisions.md lists these faults, and those that are tried elsewhere.
 */
#define MINERS	30
#define LIMIT	"3660"

static int64_t
settled_w(int number)
{
	return control_settled_w(miner_of(number));
}

/* ---- What it knows of its miners ---------------------------------------- */

/* Before each scan all were called offline, and for minutes there was nobody
 * to command. */
static void
check_scan_hides_nobody(void)
{
	int64_t min = INT64_MAX;

	for (int s = 0; s < 120; s++) {
		rig_run(&b, 1000);
		if (sums().online < min)
			min = sums().online;
	}
	CHECK_INT(min, MINERS);
}

/* The key was kept in memory only: each start left another on each miner. */
static void
check_restart_adds_no_key(void)
{
	int64_t before = farm_writes(b.farm);

	rig_restart(&b);
	rig_run(&b, 400000);
	CHECK_INT(writes(before, 0, "/api/v1/apikeys"), 0);
	CHECK_INT(writes(before, 0, "/api/v1/unlock"), 0);
	for (int i = 1; i <= MINERS; i++)
		CHECK(*miner_of(i)->key && miner_of(i)->online);
}

/* Nobody had said how high a model may go, and it went to the top. */
static void
check_no_limit_is_no_freedom(void)
{
	int64_t before = farm_writes(b.farm);

	set("{\"balancer_mode\":\"act\"}");
	manage();
	CHECK_INT(tell_preset(1, "4480"), 422);
	rig_run(&b, 900000);
	CHECK(balance().target_w > balance().current_w + 10000);
	CHECK_INT(writes(before, 0, "/api/v1/settings"), 0);
	set("{\"balancer_mode\":\"off\"}");
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":false}}"), 200);
}

/* Discovery wrote back the limit that it had read a while ago; and presets
 * were read once a model, from whichever miner came first. */
static void
check_discovery_keeps_the_limit(void)
{
	int64_t read_at = miner_of(1)->catalogue_at;
	struct model m;

	set_limit(LIMIT);
	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(order("miner_rescan", mac_of(i), NULL), 202);
	rig_run(&b, 60000);
	for (int i = 1; i <= MINERS; i++)
		CHECK(miner_of(i)->catalogue_at > read_at);
	read_at = miner_of(1)->catalogue_at;
	rig_run(&b, 3700000);
	CHECK(miner_of(1)->catalogue_at > read_at);
	rig_restart(&b);
	rig_run(&b, 60000);
	CHECK(model_get(b.worker.turn.db, &b.arena, "s19jpro", &m));
	CHECK_TEXT(m.max_preset, LIMIT);
}

/* "disabled" was taken for off: a miner at full stock power was counted as
 * nothing, never reduced, and offered more. */
static void
check_disabled_is_full_power(void)
{
	farm("miner 4 preset disabled");
	rig_run(&b, 300000);
	CHECK_TEXT(truth(4).preset, "disabled");
	CHECK(miner_of(4)->control.disabled);
	CHECK((double)settled_w(4) > 0.95 * truth(4).power_w);
	CHECK_INT(tell_preset(4, "disabled"), 422);
	CHECK_INT(order_to(4, "restart"), 422);
	CHECK_INT(tell_preset(4, "1780"), 202);
	rig_run(&b, 120000);
	CHECK_TEXT(truth(4).preset, "1780");
}

static void
check_modified_supply(void)
{
	set_limit("7000");
	CHECK_INT(tell_preset(5, "5100"), 422);
	set_limit(LIMIT);
}

/* Labels lie: what a preset was measured to draw counts against the limit. */
static void
check_learned_power_counts(void)
{
	struct control *c = &miner_of(4)->control;
	int i = control_preset(c, "3380");

	CHECK_TEXT(truth(4).preset, "1780");
	CHECK(i >= 0);
	c->presets[i].power_w = 4000;
	c->samples[i] = 9;
	CHECK_INT(tell_preset(4, "3380"), 422);
	c->presets[i].power_w = 3500;
	CHECK_INT(tell_preset(4, "3380"), 202);
	rig_run(&b, 120000);
	CHECK_TEXT(truth(4).preset, "3380");
}

/* A miner in failure still shows its preset, and was counted with it. */
static void
check_failed_draws_what_it_draws(void)
{
	farm("miner 10 fail");
	rig_run(&b, 60000);
	CHECK_TEXT(miner_state_words[latest(10)->state], "failure");
	CHECK(settled_w(10) < 200);
}

/* Who did not answer one scan was taken out of the sum that it went on
 * drawing from. */
static void
check_silent_is_still_counted(void)
{
	int64_t before_w = settled_w(11);

	CHECK(before_w > 1000);
	farm("miner 11 silent");
	rig_run(&b, 600000);
	CHECK(!miner(11).online);
	CHECK_INT(settled_w(11), before_w);
	farm("miner 11 online");
	rig_run(&b, 200000);
	CHECK(miner(11).online);
}

/* ---- What it tells them ------------------------------------------------- */

/* A change was booked when the request was answered: nobody looked whether
 * the miner runs on it, and the wish was shown as what runs. */
static void
check_ignored_is_no_success(void)
{
	const char *before = arena_copy(&b.arena, truth(6).preset);
	struct command c;

	farm("miner 6 ignore-preset");
	CHECK_INT(tell_preset(6, "1780"), 202);
	rig_run(&b, 300000);
	c = last_command();
	CHECK_INT(c.state, COMMAND_FAILED);
	CHECK_TEXT(c.result, "accepted, but it did not follow");
	CHECK_TEXT(latest(6)->preset, before);
	CHECK(miner_of(6)->control.now >= 0);
	CHECK_TEXT(miner_of(6)->control.presets[miner_of(6)->control.now].name,
	    before);
	farm("miner 6 ok");
}

/* The restart that a miner wanted was asked of a path that does not exist,
 * or only logged; the change was booked and the power stayed. */
static void
check_wanted_restart_is_done(void)
{
	int64_t before = farm_writes(b.farm);

	farm("miner 7 restart-required");
	CHECK_INT(tell_preset(7, "1780"), 202);
	rig_run(&b, 400000);
	CHECK_INT(last_command().state, COMMAND_CONFIRMED);
	CHECK_INT(writes(before, 7, "/api/v1/mining/restart"), 1);
	CHECK_INT(writes(before, 7, "/api/v1/restart"), 0);
	CHECK(truth(7).power_w < 2100);
	farm("miner 7 ok");
}

/* Any error of a command made its miner offline until the next scan. */
static void
check_error_is_no_absence(void)
{
	int away_s = 0;

	farm("miner 8 refuse-preset");
	CHECK_INT(tell_preset(8, "1780"), 202);
	for (int s = 0; s < 60; s++) {
		rig_run(&b, 1000);
		away_s += !miner(8).online;
	}
	CHECK_INT(away_s, 0);
	CHECK_INT(last_command().state, COMMAND_FAILED);
	farm("miner 8 ok");
	CHECK_INT(tell_preset(8, "1780"), 202);
	rig_run(&b, 60000);
	CHECK_INT(last_command().state, COMMAND_CONFIRMED);
}

/* What was under way when the program ended was forgotten, or done twice;
 * cooldowns were forgotten as well. */
static void
check_restart_forgets_nothing(void)
{
	int64_t before = farm_writes(b.farm), changed_ms;
	struct command c;

	CHECK_INT(tell_preset(9, "1780"), 202);
	rig_run(&b, 500);
	c = last_command();
	CHECK_INT(writes(before, 9, "/api/v1/settings"), 1);
	CHECK(c.state != COMMAND_CONFIRMED);
	rig_restart(&b);
	rig_run(&b, 60000);
	c = last_command();
	CHECK_INT(c.state, COMMAND_CONFIRMED);
	CHECK_INT(writes(before, 9, "/api/v1/settings"), 1);
	rig_restart(&b);
	changed_ms = b.worker.turn.now_ms - miner_of(9)->control.changed_ms;
	CHECK(changed_ms >= 50000 && changed_ms <= 200000);
}

int
main(void)
{
	open_willing(MINERS, NULL);
	check_scan_hides_nobody();
	check_restart_adds_no_key();
	check_no_limit_is_no_freedom();
	check_discovery_keeps_the_limit();
	check_disabled_is_full_power();
	check_modified_supply();
	check_learned_power_counts();
	check_failed_draws_what_it_draws();
	check_silent_is_still_counted();
	check_ignored_is_no_success();
	check_wanted_restart_is_done();
	check_error_is_no_absence();
	check_restart_forgets_nothing();
	rig_close(&b);
	return tap_done();
}
