/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/site_rig.h"

/* A worker that is killed in the middle of a shed, and the one after it. */

#define LOST 5

/* Requests that those of `lost' got another time since then. */
static int
lost_twice(int64_t since, const int *lost)
{
	int n = 0;

	for (int i = 0; i < LOST; i++)
		n += twice(since, lost[i]);
	return n;
}

/* Some are as if their order had never reached them. */
static void
lose(int64_t from, int *lost)
{
	for (int i = 0; i < LOST; i++) {
		lost[i] = farm_write(b.farm, from + i)->miner;
		farm(arena_printf(&b.arena, "miner %d preset 3660",
		    lost[i]));
	}
}

/*
 * The worker dies when the whole shed has been sent and nobody has answered
 * yet, and again when the next one has only just begun to look.  Who got his
 * order is not told again; who did not is, before the plant is known again.
 */
static void
check_killed(void)
{
	int64_t before;
	int lost[LOST];

	manage();
	set("{\"balancer_mode\":\"act\"}");
	set_limit("3660");
	rig_run(&b, 600000);
	before = farm_writes(b.farm);
	farm("trip 0.5 for 600");
	for (int ms = 0; ms < 60000 && farm_writes(b.farm) == before; ms++)
		rig_run(&b, 1);
	CHECK(farm_writes(b.farm) - before > 2 * LOST);
	CHECK(command_open_count(b.worker.turn.db) >= farm_writes(b.farm) -
	    before);
	lose(before, lost);
	rig_kill(&b);
	rig_run(&b, 100);
	rig_kill(&b);
	rig_run(&b, 5000);
	CHECK_TEXT(balance_state_words[b.worker.control.balancer.state],
	    "INIT");
	CHECK_INT(lost_twice(before, lost), LOST);
	CHECK_INT(twice(before, 0), LOST);
	rig_run(&b, 15000);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
	rig_run(&b, 60000);
	CHECK_INT(twice(before, 0), lost_twice(before, lost));
	CHECK_INT(command_open_count(b.worker.turn.db), 0);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

/*
 * Who stored the lower preset and wanted a restart for it was stopped
 * instead; the worker that comes after that stop finds him standing, and has
 * nothing to tell him, nor to say against him.
 */
static void
check_killed_after_the_stop(void)
{
	static struct query failed = QUERY("SELECT count(*) FROM command"
	    " WHERE state = 'failed'");
	int64_t before, failed_before;

	manage();
	set("{\"balancer_mode\":\"act\"}");
	set_limit("3660");
	rig_run(&b, 600000);
	failed_before = db_number(b.worker.turn.db, &failed, 0);
	before = farm_writes(b.farm);
	farm("miner 1-20 restart-required");
	farm("trip 0.5 for 600");
	for (int ms = 0; ms < 60000 && !writes(before, 0,
	    "/api/v1/mining/stop"); ms++)
		rig_run(&b, 1);
	rig_run(&b, 100);
	CHECK(writes(before, 0, "/api/v1/mining/stop") > LOST);
	rig_kill(&b);
	rig_run(&b, 60000);
	CHECK_INT(twice(before, 0), 0);
	CHECK_INT(db_number(b.worker.turn.db, &failed, 0), failed_before);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

static void
on_a_farm(void (*check)(void))
{
	struct farm_options o;

	willing_farm(&o, 40);
	o.latency_ms = 300;
	rig_open_farm(&b, &o);
	rig_run(&b, 120000);
	check();
	rig_close(&b);
}

int
main(void)
{
	on_a_farm(check_killed);
	on_a_farm(check_killed_after_the_stop);
	return tap_done();
}
