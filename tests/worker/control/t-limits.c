/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/base/duration.h"
#include "hive/reading/packed_hour.h"
#include "hive/reading/retention.h"
#include "tests/lib/site_rig.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"

/*
 * What bounds a miner, and where it comes from: the lists of those in
 * service, a hard cap, circuits; and what is kept of the hours.
 */
#define MINERS 6

/* A list that nobody in service has labels the preset with less. */
static void
check_lists_in_service(void)
{
	static struct query q = QUERY("UPDATE miner SET catalogue ="
	    " :catalogue WHERE id = :row");
	struct preset p = { .name = "3120", .pretty = "3120 watt ~ 90 TH",
	    .power_w = 100, .hashrate_ths = 1 };
	struct list all = { &p, 1 };
	bool capped;
	int64_t odd;

	set_limit("3120");
	CHECK_INT(gate_limit_w(&b.worker.site, &b.worker.control.limits,
	    miner_of(1), &capped), 3120);
	db_begin(b.worker.turn.db);
	odd = catalogue_keep(b.worker.turn.db, "s19jpro", all);
	gate_follow(b.worker.turn.db, &b.worker.control.limits);
	CHECK_INT(gate_limit_w(&b.worker.site, &b.worker.control.limits,
	    miner_of(1), &capped), 3120);
	db_int(b.worker.turn.db, &q, ":catalogue", odd);
	db_int(b.worker.turn.db, &q, ":row", miner_of(6)->row);
	db_run(b.worker.turn.db, &q);
	gate_follow(b.worker.turn.db, &b.worker.control.limits);
	CHECK_INT(gate_limit_w(&b.worker.site, &b.worker.control.limits,
	    miner_of(1), &capped), 100);
	CHECK(db_commit(b.worker.turn.db));
	CHECK_INT(order("miner_retire", mac_of(6), NULL), 204);
	CHECK_INT(gate_limit_w(&b.worker.site, &b.worker.control.limits,
	    miner_of(1), &capped), 3120);
	set_limit("3660");
}

static int64_t
lists(void)
{
	static struct query q = QUERY("SELECT count(*) FROM catalogue");

	return db_number(b.worker.turn.db, &q, 0);
}

/* A miner that shows another list each time it is asked takes no room in
 * memory for it, and what nobody shows any more goes. */
static void
check_lists_come_and_go(void)
{
	const struct retention r = { 10000, 10000, 10000 };
	struct control *k = control_of(3);
	struct preset p[40];
	int64_t had = lists(), was = k->catalogue;
	size_t used = 0;

	for (int i = 0; i < 300; i++) {
		struct list list = { p, 1 + (size_t)i % 40 };

		for (int n = 0; n < 40; n++)
			p[n] = (struct preset){ .name = arena_printf(&b.arena,
			    "%d", 1000 + n), .pretty = arena_printf(&b.arena,
			    "%d of %d", n, i), .power_w = 1000 + n,
			    .hashrate_ths = 50 };
		db_begin(b.worker.turn.db);
		control_list(&b.worker.turn, miner_of(3),
		    catalogue_keep(b.worker.turn.db, "s19jpro", list));
		CHECK(db_commit(b.worker.turn.db));
		if (i == 50)
			used = b.worker.fleet.arena.used;
	}
	CHECK_INT(b.worker.fleet.arena.used, used);
	CHECK_INT(k->n, 20);
	CHECK_TEXT(k->presets[19].name, "1019");
	CHECK_INT(lists(), had + 300);
	control_list(&b.worker.turn, miner_of(3), was);
	for (int i = 0; i < 10; i++) {
		db_begin(b.worker.turn.db);
		retention_step(b.worker.turn.db, &r, b.worker.turn.wall_ms);
		CHECK(db_commit(b.worker.turn.db));
	}
	CHECK(lists() > 0 && lists() <= had);
}

/* It would start with nobody knows what. */
static void
check_start_below_hard_cap(void)
{
	static struct hard_cap cap = { "*", 3000 };
	struct list none = b.worker.site.hard_caps;

	CHECK_INT(order_to(2, "stop"), 202);
	rig_run(&b, 60000);
	control_of(2)->now = control_of(2)->wanted = -1;
	b.worker.site.hard_caps = (struct list){ &cap, 1 };
	CHECK_INT(order_to(2, "start"), 422);
	CHECK_INT(order_to(2, "reboot"), 422);
	b.worker.site.hard_caps = none;
	CHECK_INT(order_to(2, "start"), 202);
	rig_run(&b, 120000);
}

static void
check_circuit_names(void)
{
	CHECK_INT(order("circuit_keep", "row", "{\"limit_kw\":30}"), 200);
	CHECK_INT(order("miner_patch", mac_of(1),
	    "{\"circuit\":\"rwo\"}"), 422);
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"circuit\":\"rwo\"}}"), 422);
	CHECK_TEXT(miner(1).circuit, NULL);
	CHECK_INT(order("miner_patch", mac_of(1),
	    "{\"circuit\":\"row\"}"), 200);
	CHECK_TEXT(miner(1).circuit, "row");
	CHECK_INT(order("miner_patch", mac_of(1),
	    "{\"circuit\":null}"), 200);
}

static int64_t
hours(void)
{
	static struct query q = QUERY("SELECT count(*) FROM site_hour");

	return db_number(b.worker.turn.db, &q, 0);
}

/* The worker ends within an hour and comes back after it, or much later. */
static void
check_hour_of_a_restart(int64_t away_ms)
{
	int64_t before = hours();

	rig_run(&b, 600000);
	CHECK_INT(hours(), before);
	b.now_ms += away_ms;
	rig_kill(&b);
	rig_run(&b, 600000);
	CHECK_INT(hours(), before + 1);
}

/* A wish that is over and comes again is written down again. */
static void
check_request_again(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE dry = 1");
	int64_t before;

	manage();
	set("{\"balancer_mode\":\"observe\"}");
	for (int i = 1; i < MINERS; i++)
		CHECK_INT(tell_preset(i, "3660"), 202);
	rig_run(&b, 1200000);
	manage();
	rig_run(&b, 120000);
	set("{\"contract_cap_kw\":5}");
	rig_run(&b, 120000);
	before = db_number(b.worker.turn.db, &q, 0);
	CHECK(before > 0);
	set("{\"contract_cap_kw\":null}");
	rig_run(&b, 120000);
	set("{\"contract_cap_kw\":5}");
	rig_run(&b, 120000);
	CHECK(db_number(b.worker.turn.db, &q, 0) > before);
}

/* What held it is over at once: still it waits for two readings. */
static void
check_hold_ends(void)
{
	farm("miner 5 silent");
	set("{\"contract_cap_kw\":null,\"silent_quorum_percent\":50}");
	rig_run(&b, 300000);
	CHECK_TEXT(balance_state_words[balance().state], "CONTROL");
	set("{\"silent_quorum_percent\":1}");
	rig_run(&b, 2000);
	CHECK_TEXT(balance_state_words[balance().state], "HOLD");
	set("{\"silent_quorum_percent\":50}");
	rig_run(&b, 2000);
	CHECK_TEXT(balance_state_words[balance().state], "HOLD");
	rig_run(&b, 45000);
	CHECK_TEXT(balance_state_words[balance().state], "CONTROL");
	farm("miner 5 online");
}

/* The maximum was a preset that nobody has any more. */
static void
check_maximum_in_no_list(void)
{
	static struct query q = QUERY("UPDATE model SET max_preset = '3121'");

	CHECK_INT(order_to(4, "stop"), 202);
	rig_run(&b, 60000);
	db_begin(b.worker.turn.db);
	db_run(b.worker.turn.db, &q);
	CHECK(db_commit(b.worker.turn.db));
	gate_follow(b.worker.turn.db, &b.worker.control.limits);
	CHECK_INT(order_to(4, "start"), 422);
	set_limit("3660");
	CHECK_INT(order_to(4, "start"), 202);
	rig_run(&b, 120000);
}

int
main(void)
{
	open_willing(MINERS, NULL);
	check_lists_in_service();
	check_lists_come_and_go();
	check_start_below_hard_cap();
	check_maximum_in_no_list();
	check_circuit_names();
	check_hour_of_a_restart(3000000);
	check_hour_of_a_restart(3 * HOUR_MS);
	check_request_again();
	check_hold_ends();
	rig_close(&b);
	return tap_done();
}
