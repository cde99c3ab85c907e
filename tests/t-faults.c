/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/balance.h"
#include "hive/command.h"
#include "hive/history.h"
#include "tests/tap.h"
#include "tests/work_bench.h"

/*
 * What earlier programs for the same purpose did wrong between their network
 * and their database, tried with the whole worker: each check makes the
 * situation in which they failed.  docs/decisions.md lists these faults, and
 * those that are tried elsewhere.
 */
#define MINERS	30
#define LIMIT	"3660"

static struct bench b;

static const char *
mac_of(int number)
{
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	return arena_copy(&b.arena, s.mac);
}

static struct unit *
unit_of(int number)
{
	return fleet_by_mac(&b.work.fleet, mac_of(number));
}

static struct miner
miner(int number)
{
	struct miner m = { .row = NONE };

	miner_show(b.work.db, &b.arena, mac_of(number), &m);
	return m;
}

static const struct latest *
latest(int number)
{
	return miner(number).latest_status;
}

static struct sim_miner
truth(int number)
{
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	return s;
}

static int64_t
settled_w(int number)
{
	return control_settled_w(&b.work, unit_of(number));
}

/* What miners were asked to do since the serial number; miner 0: all. */
static int
writes(int64_t since, int number, const char *path)
{
	int n = 0;

	for (int64_t i = since; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		n += (!number || w->miner == number) &&
		    !strcmp(w->path, path);
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

static int
tell_preset(int number, const char *preset)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"preset\",\"preset\":\"%s\"}", preset));
}

/* The last command of a person. */
static struct command
last_command(void)
{
	static struct query q = QUERY("SELECT max(id) FROM command"
	    " WHERE who = 'user:test'");
	struct command c = { .id = NONE };

	CHECK(command_get(b.work.db, &b.arena, db_number(b.work.db, &q, 0),
	    &c));
	return c;
}

static struct balance
balance(void)
{
	struct balance s = { .status = "?" };

	balance_show(b.work.db, &b.arena, &s);
	return s;
}

static void
open_farm(struct farm_options *o)
{
	farm_defaults(o);
	o->miners = MINERS;
	o->model = "s19jpro";
	o->net = "127.1.0.0/24";
	o->shape = PLANT_STEADY;
	o->trip_first_ms = -1;
	o->tuned_percent = 100;
	o->dead_percent = o->switcher_percent = 0;
	o->plant_period_ms = 15000;
	bench_open_farm(&b, o);
	b.arena.limit = 1 << 30;
	bench_run(&b, 120000);
}

/* ---- What it knows of its miners ---------------------------------------- */

/* Before each scan all were called offline, and for minutes there was nobody
 * to command. */
static void
check_scan_hides_nobody(void)
{
	int64_t least = INT64_MAX;

	for (int s = 0; s < 120; s++) {
		struct miner_sums sums;

		bench_run(&b, 1000);
		miner_sum(b.work.db, &sums);
		if (sums.online < least)
			least = sums.online;
	}
	CHECK_INT(least, MINERS);
}

/* The key was kept in memory only: each start left another on each miner. */
static void
check_restart_adds_no_key(void)
{
	int64_t before = farm_writes(b.farm);

	bench_restart(&b);
	bench_run(&b, 400000);
	CHECK_INT(writes(before, 0, "/api/v1/apikeys"), 0);
	CHECK_INT(writes(before, 0, "/api/v1/unlock"), 0);
	for (int i = 1; i <= MINERS; i++)
		CHECK(*unit_of(i)->key && unit_of(i)->online);
}

/* Nobody had said how high a model may go, and it went to the top. */
static void
check_no_limit_is_no_freedom(void)
{
	int64_t before = farm_writes(b.farm);

	CHECK_INT(order("settings_patch", NULL,
	    "{\"balancer_mode\":\"act\"}"), 200);
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}"), 200);
	CHECK_INT(tell_preset(1, "4480"), 422);
	bench_run(&b, 900000);
	CHECK(balance().target_w > balance().current_w + 10000);
	CHECK_INT(writes(before, 0, "/api/v1/settings"), 0);
	CHECK_INT(order("settings_patch", NULL,
	    "{\"balancer_mode\":\"off\"}"), 200);
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":false}}"), 200);
}

/* Discovery wrote back the limit that it had read a while ago; and presets
 * were read once a model, from whichever miner came first. */
static void
check_discovery_keeps_the_limit(void)
{
	int64_t read_at = unit_of(1)->catalogue_at;
	struct model m;

	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"" LIMIT "\"}"), 200);
	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(order("miner_rescan", mac_of(i), NULL), 202);
	bench_run(&b, 60000);
	for (int i = 1; i <= MINERS; i++)
		CHECK(unit_of(i)->catalogue_at > read_at);
	read_at = unit_of(1)->catalogue_at;
	bench_run(&b, 3700000);
	CHECK(unit_of(1)->catalogue_at > read_at);
	bench_restart(&b);
	bench_run(&b, 60000);
	CHECK(model_get(b.work.db, &b.arena, "s19jpro", &m));
	CHECK_TEXT(m.max_preset, LIMIT);
}

/* "disabled" was taken for off: a miner at full stock power was counted as
 * nothing, never reduced, and offered more. */
static void
check_disabled_is_full_power(void)
{
	farm("miner 4 preset disabled");
	bench_run(&b, 300000);
	CHECK_TEXT(truth(4).preset, "disabled");
	CHECK(unit_of(4)->control.disabled);
	CHECK((double)settled_w(4) > 0.95 * truth(4).power_w);
	CHECK_INT(tell_preset(4, "disabled"), 422);
	CHECK_INT(order("command", mac_of(4), "{\"action\":\"restart\"}"),
	    422);
	CHECK_INT(tell_preset(4, "1780"), 202);
	bench_run(&b, 120000);
	CHECK_TEXT(truth(4).preset, "1780");
}

static void
check_modified_supply(void)
{
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"7000\"}"), 200);
	CHECK_INT(tell_preset(5, "5100"), 422);
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"" LIMIT "\"}"), 200);
}

/* Labels lie: what a preset was measured to draw counts against the limit. */
static void
check_learned_power_counts(void)
{
	struct control *c = &unit_of(4)->control;
	int i = control_preset(c, "3380");

	CHECK_TEXT(truth(4).preset, "1780");
	CHECK(i >= 0);
	c->presets[i].power_w = 4000;
	c->samples[i] = 9;
	CHECK_INT(tell_preset(4, "3380"), 422);
	c->presets[i].power_w = 3500;
	CHECK_INT(tell_preset(4, "3380"), 202);
	bench_run(&b, 120000);
	CHECK_TEXT(truth(4).preset, "3380");
}

/* A miner in failure still shows its preset, and was counted with it. */
static void
check_failed_draws_what_it_draws(void)
{
	farm("miner 10 fail");
	bench_run(&b, 60000);
	CHECK_TEXT(latest(10)->state, "failure");
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
	bench_run(&b, 600000);
	CHECK(!miner(11).online);
	CHECK_INT(settled_w(11), before_w);
	farm("miner 11 online");
	bench_run(&b, 200000);
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
	bench_run(&b, 300000);
	c = last_command();
	CHECK_TEXT(c.state, "failed");
	CHECK_TEXT(c.result, "accepted, but it did not follow");
	CHECK_TEXT(latest(6)->preset, before);
	CHECK(unit_of(6)->control.now >= 0);
	CHECK_TEXT(unit_of(6)->control.presets[unit_of(6)->control.now].name,
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
	bench_run(&b, 400000);
	CHECK_TEXT(last_command().state, "confirmed");
	CHECK_INT(writes(before, 7, "/api/v1/mining/restart"), 1);
	CHECK_INT(writes(before, 7, "/api/v1/restart"), 0);
	CHECK(truth(7).power_w < 2100);
	farm("miner 7 ok");
}

/* Any error of a command made its miner offline until the next scan. */
static void
check_error_is_no_absence(void)
{
	farm("miner 8 refuse-preset");
	CHECK_INT(tell_preset(8, "1780"), 202);
	for (int s = 0; s < 60; s++) {
		bench_run(&b, 1000);
		if (!miner(8).online)
			CHECK(!"it is still there");
	}
	CHECK_TEXT(last_command().state, "failed");
	farm("miner 8 ok");
	CHECK_INT(tell_preset(8, "1780"), 202);
	bench_run(&b, 60000);
	CHECK_TEXT(last_command().state, "confirmed");
}

/* What was under way when the program ended was forgotten, or done twice;
 * cooldowns were forgotten as well. */
static void
check_restart_forgets_nothing(void)
{
	int64_t before = farm_writes(b.farm), changed_ms;
	struct command c;

	CHECK_INT(tell_preset(9, "1780"), 202);
	bench_run(&b, 500);
	c = last_command();
	CHECK_INT(writes(before, 9, "/api/v1/settings"), 1);
	CHECK(strcmp(c.state, "confirmed"));
	bench_restart(&b);
	bench_run(&b, 60000);
	c = last_command();
	CHECK_TEXT(c.state, "confirmed");
	CHECK_INT(writes(before, 9, "/api/v1/settings"), 1);
	bench_restart(&b);
	changed_ms = b.work.now_ms - unit_of(9)->control.changed_ms;
	CHECK(changed_ms >= 50000 && changed_ms <= 200000);
}

/* ---- What it knows of the plant ----------------------------------------- */

static void
act(void)
{
	CHECK_INT(order("model_patch", "s19jpro",
	    "{\"max_preset\":\"" LIMIT "\"}"), 200);
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}"), 200);
	CHECK_INT(order("settings_patch", NULL,
	    "{\"balancer_mode\":\"act\"}"), 200);
	bench_run(&b, 600000);
}

/* Seconds until the load is below what is available; so many at most. */
static int
seconds_over(int most)
{
	int s = 0;

	while (s < most && farm_load_w(b.farm) > farm_available_w(b.farm)) {
		bench_run(&b, 1000);
		s++;
	}
	return s;
}

/* Only the miners were set against the generation: whatever else the plant
 * feeds was spent twice. */
static void
check_other_load_is_not_ours(void)
{
	double spare_w = farm_available_w(b.farm) - farm_load_w(b.farm);
	double other_kw = farm_other_load_w(b.farm) / 1000;

	CHECK(spare_w > 0);
	farm(arena_printf(&b.arena, "plant other-load %.3f", other_kw +
	    spare_w / 1000 + 20));
	CHECK(farm_load_w(b.farm) > farm_available_w(b.farm));
	CHECK(seconds_over(120) < 60);
	bench_run(&b, 300000);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
	farm(arena_printf(&b.arena, "plant other-load %.3f", other_kw));
	bench_run(&b, 600000);
}

/* One miner was told after the other, 5 s for each that did not answer. */
static void
check_stuck_ones_delay_nobody(void)
{
	int64_t before, first_ms = 0, last_ms = 0;
	int told = 0;

	farm("miner 21-28 hang");
	before = farm_writes(b.farm);
	farm("trip 0.5 for 400");
	bench_run(&b, 60000);
	for (int64_t i = before; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		if ((w->miner >= 21 && w->miner <= 28) ||
		    (strcmp(w->path, "/api/v1/settings") &&
		    strcmp(w->path, "/api/v1/mining/stop")))
			continue;
		if (told++ == 0)
			first_ms = w->at_ms;
		if (told <= 10)
			last_ms = w->at_ms;
	}
	CHECK(told >= 10);
	CHECK(last_ms - first_ms < 3000);
	farm("miner 21-28 ok");
	bench_run(&b, 1200000);
}

/* Without a new reading, or with none to be trusted, the last good one drove
 * the farm for ever. */
static void
check_last_good_is_not_for_ever(void)
{
	static const char *const lost[] = { "silent", "trust 0.5",
	    "failed 1" };

	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
		int64_t target_w = balance().target_w;

		CHECK_TEXT(balance().state, "CONTROL");
		farm(arena_printf(&b.arena, "plant %s", lost[i]));
		bench_run(&b, 600000);
		CHECK(balance().target_w <= target_w * 61 / 100);
		CHECK(farm_load_w(b.farm) < 0.65 * (double)target_w);
		CHECK_TEXT(balance().status, "NO_DATA");
		farm("plant ok");
		bench_run(&b, 900000);
	}
}

static bool
raising(void)
{
	const struct change *c = b.work.changes.first;

	while (c && !c->raises)
		c = c->next;
	return c != NULL;
}

/* What was decided on good data was sent again on old ones. */
static void
check_old_raises_are_not_repeated(void)
{
	int64_t before;
	int raises = 0;		/* to more than the lowest preset */

	farm("trip 0.4 for 120");
	bench_run(&b, 120000);
	farm("miner 1-30 ignore-preset");
	before = farm_writes(b.farm);
	for (int s = 0; s < 900 && !raising(); s++)
		bench_run(&b, 1000);
	farm("plant silent");
	while (plant_age_ms(&b.work.plant, b.work.now_ms) < 91000)
		bench_run(&b, 1000);
	CHECK(writes(before, 0, "/api/v1/settings") > 0);
	CHECK(b.work.changes.first != NULL);
	before = farm_writes(b.farm);
	bench_run(&b, 60000);
	for (int64_t i = before; i < farm_writes(b.farm); i++)
		raises += !strstr(farm_write(b.farm, i)->body, "2140") &&
		    strcmp(farm_write(b.farm, i)->path, "/api/v1/mining/stop");
	CHECK_INT(raises, 0);
	farm("miner 1-30 ok");
	farm("plant ok");
	bench_run(&b, 900000);
}

/* Nothing is generated: a division by zero said that all was well. */
static void
check_target_of_nothing(void)
{
	int over = 0;

	farm("plant generation 0");
	for (int i = 0; i < 90; i++) {
		bench_run(&b, 1000);
		over += balance().target_w == 0 &&
		    !strcmp(balance().status, "OVER_TARGET");
	}
	CHECK(over > 0);
	CHECK_INT(balance().target_w, 0);
	CHECK(farm_load_w(b.farm) < 100 * MINERS);
}

int
main(void)
{
	struct farm_options o;

	open_farm(&o);
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
	bench_close(&b);

	open_farm(&o);
	act();
	check_other_load_is_not_ours();
	check_stuck_ones_delay_nobody();
	check_last_good_is_not_for_ever();
	check_old_raises_are_not_repeated();
	check_target_of_nothing();
	bench_close(&b);
	return tap_done();
}
