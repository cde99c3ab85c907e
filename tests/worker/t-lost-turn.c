/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "hive/service/event_log.h"
#include "tests/lib/site_rig.h"
#include "worker/alert/alert.h"
#include "worker/alert/checks.h"
#include "worker/control/gate.h"
#include "worker/control_loop.h"

/*
 * Turns that could not be written down: who gave an order was told 503, and
 * so it must not be in force, nor be carried out once the disk is well.
 */
static char folder[] = "/tmp/t-lost-XXXXXX", path[32];

/* Serve an order in a turn whose commit finds the disk full. */
static void
lose(const char *name, const char *target, const char *body)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");
	struct order_call c = { .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = &b.arena,
	    .order = { .order = name, .target = target, .body = body,
		.scope = "admin", .who = "user:test", .door = "basic" } };
	char *much = ARENA_MANY(&b.arena, char, 512 << 10);

	memset(much, 'x', (512 << 10) - 1);
	db_number(b.worker.turn.db, &small, 0);
	db_begin(b.worker.turn.db);
	order_serve(&c);
	CHECK(c.answer.status == 200 || c.answer.status == 202);
	event_add(b.worker.turn.db, b.worker.turn.wall_ms, "x", NONE, much);
	CHECK(!db_commit(b.worker.turn.db));
	steer_send(&b.worker, false);
	CHECK(db_sick(b.worker.turn.db));
	rig_run(&b, 5000);
}

static void
mend(void)
{
	CHECK_TEXT(db_mend(b.worker.turn.db), NULL);
	rig_run(&b, 5000);
	CHECK(!db_sick(b.worker.turn.db));
}

/* What the alerts look at is in memory: it is seen on a sick disk, too. */
static void
check_power_is_seen(void)
{
	char text[ALERT_TEXT];

	lose("settings_patch", NULL, "{\"tolerance_w\":3000}");
	rig_run(&b, 30000);
	CHECK(see_over_limit(&b.worker.turn, &b.worker.alerts, text) ==
	    ALERT_ABSENT);
	mend();
}

static void
check_settings(void)
{
	set("{\"safety_margin_percent\":20,\"balancer_mode\":\"act\"}");
	lose("settings_patch", NULL, "{\"safety_margin_percent\":5}");
	CHECK_TEXT(balancer_mode_words[
	    b.worker.settings.settings.balancer_mode], "act");
	mend();
	CHECK(b.worker.settings.settings.safety_margin_percent > 19.9);
	set("{\"balancer_mode\":\"observe\"}");
}

static int64_t
limit_w(void)
{
	bool capped;
	int64_t w = gate_limit_w(&b.worker.site, &b.worker.control.limits,
	    miner_of(1), &capped);

	return capped ? w : NONE;
}

static void
check_limits(void)
{
	set_limit("2330");
	lose("model_patch", "s19jpro", "{\"max_preset\":\"3660\"}");
	CHECK(limit_w() != NONE);
	mend();
	CHECK_INT(limit_w(), 2330);
	set_limit("3660");
	CHECK_INT(limit_w(), 3660);
}

static void
check_circuits(void)
{
	CHECK_INT(order("circuit_keep", "row", "{\"limit_kw\":30}"), 200);
	CHECK_INT(b.worker.control.balancer.n_circuits, 1);
	lose("circuit_keep", "row", "{\"limit_kw\":90}");
	CHECK_INT(b.worker.control.balancer.n_circuits, 1);
	mend();
	CHECK_INT(b.worker.control.balancer.circuits[0].limit_w, 30000);
}

static int64_t
commands(const char *state)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE who = 'user:test' AND state = :state");

	db_text(b.worker.turn.db, &q, ":state", state);
	return db_number(b.worker.turn.db, &q, 0);
}

/* A raise that was refused so goes nowhere; a reduction goes at once. */
static void
check_commands(void)
{
	int64_t before;

	CHECK_INT(tell_preset(1, "1780"), 202);
	CHECK_INT(tell_preset(2, "3120"), 202);
	rig_run(&b, 400000);
	CHECK_TEXT(truth(1).preset, "1780");
	CHECK_TEXT(truth(2).preset, "3120");
	before = farm_writes(b.farm);
	lose("command", mac_of(1),
	    "{\"action\":\"preset\",\"preset\":\"3120\"}");
	mend();
	lose("command", mac_of(2), "{\"action\":\"stop\"}");
	mend();
	rig_run(&b, 120000);
	CHECK_INT(writes(before, 1, "/api/v1/settings"), 0);
	CHECK_TEXT(truth(1).configured, "1780");
	CHECK_INT(commands("expired"), 1);
	CHECK_INT(writes(before, 2, "/api/v1/mining/stop"), 1);
}

int
main(void)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	CHECK(mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/db", folder);
	rig_database = path;
	open_willing(6, NULL);
	set_limit("3660");
	check_power_is_seen();
	check_settings();
	check_limits();
	check_circuits();
	check_commands();
	rig_close(&b);
	unlink(path);
	unlink(arena_printf(&a, "%s-wal", path));
	unlink(arena_printf(&a, "%s-shm", path));
	arena_free(&a);
	rmdir(folder);
	return tap_done();
}
