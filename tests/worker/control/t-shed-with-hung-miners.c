/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "tests/lib/site_rig.h"

/*
 * The red band with miners that hang, and with the throttle as the means.
 */
#define MINERS	12

static int64_t
count(const char *action, int64_t since)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE action = :action AND at >= :since");

	db_text(b.worker.turn.db, &q, ":action", action);
	db_int(b.worker.turn.db, &q, ":since", since);
	return db_number(b.worker.turn.db, &q, 0);
}

static void
all_on(const char *preset)
{
	set("{\"balancer_mode\":\"observe\"}");
	for (int i = 1; i <= MINERS; i++)
		if (control_of(i)->state == STATE_STOPPED)
			CHECK_INT(order_to(i, "start"), 202);
	rig_run(&b, 300000);
	for (int i = 1; i <= MINERS; i++)
		if (strcmp(truth(i).preset, preset))
			CHECK_INT(tell_preset(i, preset), 202);
	rig_run(&b, 400000);
	for (int i = 1; i <= MINERS; i++)
		CHECK_TEXT(truth(i).preset, preset);
	manage();
}

static struct command
first_throttle(int64_t since)
{
	static struct query q = QUERY("SELECT min(id) FROM command"
	    " WHERE action = 'throttle' AND at >= :since");
	struct command c = { .id = NONE };

	db_int(b.worker.turn.db, &q, ":since", since);
	command_get(b.worker.turn.db, &b.arena, db_number(b.worker.turn.db, &q,
	    0), &c);
	return c;
}

/* It shows its throttle at once and draws less 80 s later. */
static void
check_throttle_comes_down(void)
{
	struct command c = { .id = NONE, .action = ACTION_THROTTLE,
	    .percent = 50, .who = "test", .reason = REASON_MANUAL,
	    .decision = NONE, .emergency = NONE, .old_w = NONE,
	    .new_w = NONE, .delta_ths = NAN };
	const char *error = NULL;
	int64_t since = b.worker.turn.wall_ms;

	CHECK(change_begin(&b.worker.turn, &b.worker.control, miner_of(1), &c,
	    true, &error) != NULL);
	CHECK_TEXT(error, NULL);
	rig_run(&b, 30000);
	CHECK_INT(first_throttle(since).state, COMMAND_ACCEPTED);
	rig_run(&b, 90000);
	CHECK_INT(first_throttle(since).state, COMMAND_CONFIRMED);
	CHECK_INT(control_of(1)->throttle, 50);
}

/* Its percent is of the preset, not of what a throttle left of it. */
static void
check_throttle_again(void)
{
	static struct query q = QUERY("SELECT max(percent) FROM command"
	    " WHERE action = 'throttle' AND who = 'balancer'"
	    " AND at >= :since");
	int64_t since;

	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(order("command", mac_of(i),
		    "{\"action\":\"throttle\",\"percent\":60}"), 202);
	rig_run(&b, 200000);
	manage();
	set("{\"emergency_action\":\"throttle\","
	    "\"balancer_mode\":\"act\"}");
	since = b.worker.turn.wall_ms;
	farm("trip 0.8 for 100");
	rig_run(&b, 100000);
	CHECK(count("throttle", since) > 0);
	db_int(b.worker.turn.db, &q, ":since", since);
	CHECK(db_number(b.worker.turn.db, &q, 100) < 60);
	set("{\"emergency_action\":\"auto\"}");
	rig_run(&b, 1000000);
}

/* While a throttle is on its way nothing but a stop comes after it. */
static void
check_throttled_once(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command a, command"
	    " b WHERE b.miner = a.miner AND b.id > a.id AND a.at >= :since"
	    " AND a.action = 'throttle' AND a.state <> 'confirmed'"
	    " AND b.action <> 'stop'");
	int64_t since;

	all_on("3120");
	set("{\"emergency_action\":\"throttle\",\"balancer_mode\":\"act\"}");
	b.worker.site.balancer_s = 5;
	since = b.worker.turn.wall_ms;
	farm("trip 0.5 for 600");
	rig_run(&b, 100000);
	CHECK(count("throttle", since) > 1);
	CHECK(count("stop", since) > 0);
	db_int(b.worker.turn.db, &q, ":since", since);
	CHECK_INT(db_number(b.worker.turn.db, &q, -1), 0);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

static void
check_versions(void)
{
	CHECK(!firmware_throttles(""));
	CHECK(!firmware_throttles("1.2.7"));
	CHECK(!firmware_throttles("1.3.2"));
	CHECK(!firmware_throttles("1.3"));
	CHECK(!firmware_throttles("1.2.0-rc3"));
	CHECK(firmware_throttles("1.3.3"));
	CHECK(firmware_throttles("1.3.10"));
	CHECK(firmware_throttles("1.4.0"));
	CHECK(firmware_throttles("2.0"));
	snprintf(miner_of(2)->version, sizeof miner_of(2)->version, "1.2.7");
	CHECK_INT(order("command", mac_of(2),
	    "{\"action\":\"throttle\",\"percent\":60}"), 422);
	snprintf(miner_of(2)->version, sizeof miner_of(2)->version, "1.3.3");
}

/* Six do not answer a stop: each is asked until its tries are over, and that
 * counts against it. */
static void
check_hanging(void)
{
	int64_t since, failed = 0;

	all_on("3120");
	set("{\"emergency_action\":\"stop\",\"balancer_mode\":\"act\"}");
	for (int i = 1; i <= 6; i++)
		farm(arena_printf(&b.arena, "miner %d hang 30000", i));
	b.worker.site.balancer_s = 5;
	since = b.worker.turn.wall_ms;
	farm("trip 0.9 for 300");
	rig_run(&b, 120000);
	for (int i = 1; i <= 6; i++)
		failed += control_of(i)->disobeyed;
	printf("# stops %d, failed %d\n", (int)count("stop", since),
	    (int)failed);
	CHECK(failed >= 6);
	CHECK(count("stop", since) <= 6 + failed + 6);
}

int
main(void)
{
	open_willing(MINERS, "1.3.3");
	set_limit("3660");
	manage();
	all_on("3120");
	check_versions();
	check_throttle_comes_down();
	check_throttle_again();
	check_hanging();
	check_throttled_once();
	rig_close(&b);
	return tap_done();
}
