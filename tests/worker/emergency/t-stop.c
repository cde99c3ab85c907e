/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/stop_rig.h"
#include "worker/control_loop.h"
#include "worker/emergency/latch.h"

/*
 * The emergency stop: told twice, refused, in the middle of something else,
 * on a sick disk.  Whoever it stopped must work again after the release;
 * t-return-after-release.c has more of that.
 */

/* ---- Told twice --------------------------------------------------------- */

/* The answer was lost and the same is asked again, with its key or without;
 * a second stop is the first one, and is released as one. */
static void
check_second_stop(const char *first, const char *second)
{
	struct emergency one, two;

	CHECK_INT(stop_all_by(first), 202);
	rig_run(&b, 100);
	one = emergency();
	CHECK_INT(one.asked, MINERS);
	CHECK_INT(stop_all_by(second), 202);
	rig_run(&b, 30000);
	two = emergency();
	CHECK_INT(two.id, one.id);
	CHECK_TEXT(emergency_action_words[two.action], second);
	CHECK_INT(two.asked, MINERS);
	CHECK_INT(two.confirmed, MINERS);
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

/* Miners that the first one stopped wait for their turn to come back. */
static void
check_stop_after_release(void)
{
	set("{\"restart_batch\":1,\"restart_gap_s\":60}");
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 30000);
	release();
	rig_run(&b, 90000);
	CHECK(mining() > 0 && stopped() > 0);
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 30000);
	CHECK_INT(stopped(), MINERS);
	rig_restart(&b);
	rig_run(&b, 30000);
	set("{\"restart_batch\":10,\"restart_gap_s\":5}");
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

static struct answer
with_key(const char *key, const char *body)
{
	struct order_call c = { .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = &b.arena,
	    .order = { .order = "emergency_stop", .body = body, .key = key,
		.scope = "admin", .who = "user:test", .door = "basic" } };

	db_begin(b.worker.turn.db);
	order_serve(&c);
	stop_committed(&b.worker.turn, &b.worker.emergency,
	    db_commit(b.worker.turn.db));
	return c.answer;
}

static void
check_same_key(void)
{
	struct answer one, two;

	one = with_key("k1", "{\"action\":\"stop\"}");
	CHECK_INT(one.status, 202);
	rig_run(&b, 10000);
	two = with_key("k1", "{\"action\":\"stop\"}");
	CHECK_INT(two.status, 202);
	CHECK_TEXT(two.body, one.body);
	rig_run(&b, 10000);
	CHECK_INT(emergency().confirmed, MINERS);
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

/* What the first concerned the second does as well. */
static void
check_scope_is_no_narrower(void)
{
	CHECK_INT(stop_all_by("lowest"), 202);
	CHECK_INT(order("emergency_stop", NULL,
	    "{\"action\":\"stop\",\"scope\":\"managed\"}"), 202);
	CHECK_TEXT(emergency_scope_words[emergency().scope], "all");
	rig_run(&b, 30000);
	CHECK_INT(stopped(), MINERS);
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

/* Who was stopped by a person meanwhile stays so. */
static void
check_person_meanwhile(void)
{
	CHECK_INT(stop_all_by("lowest"), 202);
	rig_run(&b, 30000);
	CHECK_INT(order_to(3, "stop"), 202);
	rig_run(&b, 30000);
	release();
	rig_run(&b, 300000);
	CHECK_INT(stopped(), 1);
	CHECK_TEXT(truth(3).state, "stopped");
	CHECK_INT(order_to(3, "start"), 202);
	rig_run(&b, 120000);
	CHECK_INT(tell_preset(3, "3120"), 202);
	rig_run(&b, 300000);
	check_all_are_back();
}

/* ---- Refused ------------------------------------------------------------- */

/* The lowest preset is no way down for those of whom nothing was heard, and
 * for those who may not even have that. */
static void
check_lowest_or_stop(void)
{
	struct hard_cap cap = { "s19jpro", 1000 };

	control_of(2)->state = STATE_UNKNOWN;
	CHECK_INT(stop_all_by("lowest"), 202);
	rig_run(&b, 120000);
	CHECK_TEXT(truth(2).state, "stopped");
	CHECK_TEXT(truth(3).preset, "1780");
	CHECK_INT(stopped(), 1);
	release();
	rig_run(&b, 300000);
	check_all_are_back();
	b.worker.site.hard_caps = (struct list){ &cap, 1 };
	CHECK_INT(stop_all_by("lowest"), 202);
	rig_run(&b, 30000);
	CHECK_INT(stopped(), MINERS);
	b.worker.site.hard_caps = (struct list){ NULL, 0 };
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

/* Discovery soon finds out that nothing is wrong with them. */
static void
close_two(void)
{
	miner_of(4)->conflict = true;
	*miner_of(5)->key = '\0';
}

/* Who cannot be told stands in the counts and the list, and is told when he
 * can be. */
static void
check_refused_is_shown(void)
{
	static struct query rows = QUERY("SELECT count(*) FROM command"
	    " WHERE emergency = (SELECT max(id) FROM emergency)");
	struct emergency e;
	char key[sizeof miner_of(1)->key];

	memcpy(key, miner_of(5)->key, sizeof key);
	close_two();
	CHECK_INT(stop_all_by("stop"), 202);
	for (int i = 0; i < 40; i++) {
		rig_run(&b, 1000);
		close_two();
	}
	e = emergency();
	CHECK_INT(e.asked, MINERS);
	CHECK_INT(e.confirmed, MINERS - 2);
	CHECK_INT(e.failed.n, 2);
	CHECK_INT(db_number(b.worker.turn.db, &rows, 0), MINERS);
	miner_of(4)->conflict = false;
	memcpy(miner_of(5)->key, key, sizeof key);
	rig_run(&b, 30000);
	CHECK_INT(emergency().asked, MINERS);
	CHECK_INT(emergency().confirmed, MINERS);
	CHECK_INT(emergency().failed.n, 0);
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

/* ---- In the middle of something else ------------------------------------- */

/* As the red band does. */
static void
shed(int number, enum action action, const char *preset)
{
	struct command c = { .id = NONE, .percent = NONE, .action = action,
	    .preset = preset, .who = "test", .decision = NONE,
	    .reason = REASON_EMERGENCY_OVER_AVAILABLE, .emergency = NONE,
	    .old_w = NONE, .new_w = NONE, .delta_ths = NAN };
	const char *error;

	CHECK(change_begin(&b.worker.turn, &b.worker.control, miner_of(number),
	    &c, true, &error));
}

/* What is shed in a hurry is waited for; a stop is not made to wait for
 * that, nor for another that only lowers. */
static void
check_stop_does_not_wait(void)
{
	farm("miner 1 ignore-preset");
	farm("miner 2 restart-required");
	db_begin(b.worker.turn.db);
	shed(1, ACTION_PRESET, "1780");
	shed(2, ACTION_PRESET, "2330");
	db_commit(b.worker.turn.db);
	rig_run(&b, 1000);
	CHECK_INT(stop_all_by("lowest"), 202);
	rig_run(&b, 1000);
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 7000);
	CHECK_INT(stopped(), MINERS);
	CHECK_INT(emergency().confirmed, MINERS);
	farm("miner 1-2 ok");
	release();
	rig_run(&b, 300000);
	check_all_are_back();
}

/* A stop that is under way is not told another time; the balancer's becomes
 * the emergency's, which brings it back, and a person's stays his. */
static void
check_stop_is_taken_over(void)
{
	int64_t before = farm_writes(b.farm);

	db_begin(b.worker.turn.db);
	shed(1, ACTION_STOP, NULL);
	db_commit(b.worker.turn.db);
	CHECK_INT(order_to(2, "stop"), 202);
	CHECK_INT(stop_all_by("stop"), 202);
	CHECK(control_of(2)->change->hurry);
	rig_run(&b, 10000);
	CHECK_INT(stopped(), MINERS);
	CHECK_INT(writes(before, 0, "/api/v1/mining/"), MINERS);
	CHECK_INT(emergency().asked, MINERS - 1);
	CHECK_INT(emergency().confirmed, MINERS - 1);
	release();
	rig_run(&b, 300000);
	CHECK_INT(stopped(), 1);
	CHECK_INT(order_to(2, "start"), 202);
	rig_run(&b, 120000);
	check_all_are_back();
}

/* In a hurry a preset that wants a restart ends in a stop.  When that is
 * lost, it is the stop that is sent again; when the miner says no, it may be
 * stopped already, and is looked at. */
static void
check_stop_instead(const char *fault, int stops)
{
	int64_t before = farm_writes(b.farm);

	farm("miner 1 restart-required");
	db_begin(b.worker.turn.db);
	shed(1, ACTION_PRESET, "1780");
	steer_send(&b.worker, db_commit(b.worker.turn.db));
	CHECK_INT(writes(before, 1, "/api/v1/settings"), 1);
	farm(fault);
	rig_run(&b, 4200);
	farm("miner 1 ok");
	farm("miner 1 online");
	rig_run(&b, 30000);
	CHECK_INT(writes(before, 1, "/api/v1/settings"), 1);
	CHECK_INT(writes(before, 1, "/api/v1/mining/stop"), stops);
	CHECK_TEXT(truth(1).state, "stopped");
	CHECK(!control_of(1)->change);
	CHECK_INT(order_to(1, "start"), 202);
	rig_run(&b, 120000);
	CHECK_INT(tell_preset(1, "3120"), 202);
	rig_run(&b, 300000);
	check_all_are_back();
}

/* A calm stop that waits to be seen has no minute left when an emergency
 * takes it over. */
static void
check_calm_stop_is_hurried(void)
{
	const struct change *c;
	int64_t soon_ms;

	CHECK_INT(order_to(2, "stop"), 202);
	CHECK_INT(order_to(3, "stop"), 202);
	rig_run(&b, 500);
	c = control_of(2)->change;
	CHECK(c && !c->hurry && c->ends_ms > b.worker.turn.now_ms +
	    CHANGE_RED_MS);
	/* One that ends sooner is given no more time. */
	soon_ms = b.worker.turn.now_ms + CHANGE_RED_MS - 1000;
	control_of(3)->change->ends_ms = soon_ms;
	CHECK_INT(stop_all_by("stop"), 202);
	CHECK(c && control_of(2)->change == c && c->hurry);
	CHECK_INT(c->ends_ms, b.worker.turn.now_ms + CHANGE_RED_MS);
	CHECK_INT(control_of(3)->change->ends_ms, soon_ms);
	rig_run(&b, 30000);
	release();
	CHECK_INT(order_to(2, "start"), 202);
	CHECK_INT(order_to(3, "start"), 202);
	rig_run(&b, 300000);
	check_all_are_back();
}

/* ---- A sick disk -------------------------------------------------------- */

static bool
latch_there(void)
{
	return !access(arena_printf(&b.arena, "%s/emergency-stop",
	    b.worker.folder), F_OK);
}

static int syncs;
static int64_t sent_before_sync;

/* In place of the C library's. */
int
fsync(int fd)
{
	(void)fd;
	syncs++;
	sent_before_sync = farm_writes(b.farm);
	return 0;
}

/* A sick disk takes its time: when whom it told is written down beside the
 * database, all have been sent, and it is written once. */
static void
check_sent_before_noted(void)
{
	struct order_call c = { .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = &b.arena,
	    .order = { .order = "emergency_stop", .scope = "admin",
		.body = "{\"action\":\"stop\"}", .who = "user:test",
		.door = "basic" } };
	char dir[] = "/tmp/t-stop-XXXXXX";
	int64_t before = farm_writes(b.farm);
	struct latch_told *told;
	size_t n;

	CHECK(mkdtemp(dir) != NULL);
	snprintf(b.worker.folder, sizeof b.worker.folder, "%s", dir);
	db_begin(b.worker.turn.db);
	order_serve(&c);
	syncs = 0;
	db_commit(b.worker.turn.db);
	steer_send(&b.worker, false);
	CHECK_INT(syncs, 1);
	CHECK_INT(sent_before_sync - before, MINERS);
	told = latch_told(&b.worker.emergency, &b.arena, &n);
	CHECK_INT((int)n, MINERS);
	CHECK_INT(told[MINERS - 1].action, ACTION_STOP);
	CHECK_TEXT(told[MINERS - 1].preset, "3120");
	rig_run(&b, 30000);
	CHECK_INT(stopped(), MINERS);
	release();
	rig_run(&b, 300000);
	check_all_are_back();
	CHECK(!latch_there());
	CHECK_INT(rmdir(dir), 0);
}

/* Who is told that it could not be released must find it in force; and a
 * stop in the turn of a release is one. */
static void
check_release_is_durable(void)
{
	struct order_call c = { .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = &b.arena,
	    .order = { .order = "emergency_release", .scope = "admin",
		.who = "user:test", .door = "basic" } };
	char dir[] = "/tmp/t-stop-XXXXXX";

	CHECK(mkdtemp(dir) != NULL);
	snprintf(b.worker.folder, sizeof b.worker.folder, "%s", dir);
	CHECK_INT(stop_all_by("stop"), 202);
	rig_run(&b, 30000);
	db_begin(b.worker.turn.db);
	order_serve(&c);
	CHECK_INT(c.answer.status, 200);
	order_serve(&c);
	CHECK_INT(c.answer.status, 409);
	stop_all(&b.worker.turn, &b.worker.emergency, EMERGENCY_STOP,
	    EMERGENCY_ALL, "user:test");
	stop_committed(&b.worker.turn, &b.worker.emergency,
	    db_commit(b.worker.turn.db));
	CHECK(b.worker.control.stop.latched && latch_there());
	CHECK_INT(emergency().asked, MINERS);
	db_begin(b.worker.turn.db);
	order_serve(&c);
	fill_disk();
	stop_committed(&b.worker.turn, &b.worker.emergency,
	    db_commit(b.worker.turn.db));
	CHECK(b.worker.control.stop.latched && latch_there());
	CHECK_INT(order_to(1, "start"), 503);
	rig_run(&b, 30000);
	CHECK_INT(mining(), 0);
	latch_remove(&b.worker.emergency);
	CHECK(!latch_there());
	CHECK_INT(rmdir(dir), 0);
}

int
main(void)
{
	open_for_stops();
	check_second_stop("stop", "stop");
	check_second_stop("lowest", "stop");
	check_second_stop("stop", "lowest");
	check_stop_after_release();
	check_same_key();
	check_scope_is_no_narrower();
	check_person_meanwhile();
	check_lowest_or_stop();
	check_refused_is_shown();
	check_stop_does_not_wait();
	check_stop_is_taken_over();
	check_stop_instead("miner 1 silent", 1);
	check_stop_instead("miner 1 stop", 1);
	check_calm_stop_is_hurried();
	check_sent_before_noted();
	check_release_is_durable();
	rig_close(&b);
	return tap_done();
}
