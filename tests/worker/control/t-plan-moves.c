/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"
#include "tests/lib/log_help.h"

/*
 * The moves of a plan as commands: what each miner is told, in which order, and
 * what is only noted while the balancer observes.  hive/plan has the plan.
 */
enum { P2000, P2500, P3000, P3500 };

static struct plan_miner miners[3];

/* The plan of all miners, in which none is moved. */
static struct cycle
planned(enum band band)
{
	for (int i = 0; i < b.miners; i++)
		control_snapshot(&b.turn, miner_at(i + 1), &miners[i]);
	return (struct cycle){ .state = BALANCE_CONTROL, .plan = {
	    .settings = &b.settings, .miners = miners,
	    .n = (size_t)b.miners, .band = band } };
}

static void
moves(int number, int to, int64_t to_w, int order)
{
	struct plan_miner *m = &miners[number - 1];

	m->to = to;
	m->to_w = to_w;
	m->order = order;
	m->reason = REASON_OVER_TARGET;
}

static void
carry_out(struct cycle *c)
{
	db_begin(b.turn.db);
	cycle_carry_out(&b.turn, &b.room, c, NONE);
	db_commit(b.turn.db);
}

static int
commands(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command");

	return (int)db_number(b.turn.db, &q, 0);
}

/* ---- What it is told ---------------------------------------------------- */

#define YELLOW BAND_YELLOW
#define RED BAND_RED

/* It draws 2800 W and runs `now'; by its firmware it can be throttled. */
static const struct { const char *why; enum band band;
    enum red_action how; enum plan_phase phase; int now; int64_t throttle;
    int to; int64_t to_w; enum action action; const char *preset;
    int64_t percent; } tells[] = {
	{ "a preset", YELLOW, RED_THROTTLE, PLAN_SETTLED, P3000, NONE, P2500,
	    2500, ACTION_PRESET, "2500", NONE },
	{ "the lowest", YELLOW, RED_THROTTLE, PLAN_SETTLED, P3000, NONE,
	    P2000, 2000, ACTION_PRESET, "2000", NONE },
	{ "the lowest in red", RED, RED_AUTO, PLAN_SETTLED, P3000, NONE,
	    P2000, 2000, ACTION_PRESET, "2000", NONE },
	{ "a throttle in red", RED, RED_THROTTLE, PLAN_SETTLED, P3000, NONE,
	    P2000, 2000, ACTION_THROTTLE, NULL, 66 },
	{ "a fifth is the least", RED, RED_THROTTLE, PLAN_SETTLED, P3000,
	    NONE, P2000, 600, ACTION_THROTTLE, NULL, 20 },
	{ "below it a preset", RED, RED_THROTTLE, PLAN_SETTLED, P3000, NONE,
	    P2000, 599, ACTION_PRESET, "2000", NONE },
	{ "almost all of it", RED, RED_THROTTLE, PLAN_SETTLED, P3000, NONE,
	    P2500, 2999, ACTION_THROTTLE, NULL, 99 },
	{ "all of it is no throttle", RED, RED_THROTTLE, PLAN_SETTLED, P3000,
	    NONE, P2500, 3000, ACTION_PRESET, "2500", NONE },
	{ "of the lowest", RED, RED_THROTTLE, PLAN_SETTLED, P2000, NONE,
	    P2500, 1000, ACTION_THROTTLE, NULL, 50 },
	{ "of what it draws", RED, RED_THROTTLE, PLAN_SETTLED, -1, NONE,
	    P2000, 1400, ACTION_THROTTLE, NULL, 50 },
	{ "not of what an earlier throttle left", RED, RED_THROTTLE,
	    PLAN_SETTLED, -1, 50, P2000, 1400, ACTION_PRESET, "2000", NONE },
	{ "a stop", YELLOW, RED_AUTO, PLAN_SETTLED, P3000, NONE, PLAN_STOP, 0,
	    ACTION_STOP, NULL, NONE },
	{ "a stop in red", RED, RED_THROTTLE, PLAN_SETTLED, P3000, NONE,
	    PLAN_STOP, 1500, ACTION_STOP, NULL, NONE },
	{ "a start", BAND_HEADROOM, RED_AUTO, PLAN_STOPPED, P3000, NONE,
	    P3000, 3000, ACTION_START, NULL, NONE },
	{ "the end of a throttle", BAND_HEADROOM, RED_AUTO, PLAN_SETTLED,
	    P3000, 50, P3000, 3000, ACTION_THROTTLE, NULL, 100 },
	{ "likewise on the lowest", BAND_HEADROOM, RED_AUTO, PLAN_SETTLED,
	    P2000, 50, P2000, 2000, ACTION_THROTTLE, NULL, 100 },
	{ "another preset ends it too", BAND_HEADROOM, RED_AUTO, PLAN_SETTLED,
	    P2000, 50, P2500, 2500, ACTION_PRESET, "2500", NONE },
	{ "a stop ends it too", YELLOW, RED_AUTO, PLAN_SETTLED, -1, 50,
	    PLAN_STOP, 0, ACTION_STOP, NULL, NONE },
};

/* Noted by an observer; with firmware that cannot be throttled it is the
 * preset. */
static void
check_tells(void)
{
	for (size_t i = 0; i < sizeof tells / sizeof *tells; i++) {
		struct control *k = control_of(1);
		struct cycle c;
		struct command on;

		printf("# %s\n", tells[i].why);
		k->now = tells[i].now;
		k->throttle = tells[i].throttle;
		k->dry = PLAN_STAY;
		b.settings.emergency_action = tells[i].how;
		c = planned(tells[i].band);
		moves(1, tells[i].to, tells[i].to_w, 1);
		miners[0].phase = tells[i].phase;
		miners[0].expected_w = 2800;
		carry_out(&c);
		on = on_record(1);
		CHECK_TEXT(action_words[on.action],
		    action_words[tells[i].action]);
		CHECK_TEXT(on.preset, tells[i].preset);
		CHECK_INT(on.percent, tells[i].percent);
		CHECK_INT(on.new_w, tells[i].to_w);
		CHECK_INT(on.old_w, 2800);
		CHECK_TEXT(on.old_preset, tells[i].now < 0 ? NULL :
		    k->presets[tells[i].now].name);
		CHECK(on.dry == 1 && on.state == COMMAND_EXPIRED);
		CHECK_TEXT(on.result, "observed only");
	}
}

static void
check_old_firmware(void)
{
	struct cycle c;

	b.settings.emergency_action = RED_THROTTLE;
	snprintf(miner_at(1)->version, sizeof miner_at(1)->version, "1.2.6");
	c = planned(BAND_RED);
	moves(1, P2000, 2000, 1);
	carry_out(&c);
	CHECK_INT(on_record(1).action, ACTION_PRESET);
	CHECK_TEXT(on_record(1).preset, "2000");
}

/* ---- While it observes -------------------------------------------------- */

/* Each move is noted once, until the plan wants another, or none. */
static void
check_observed(void)
{
	static const struct { int to, commands; } cases[] = {
		{ P2000, 1 }, { P2000, 1 }, { P2500, 2 }, { PLAN_STOP, 3 },
		{ PLAN_STOP, 3 }, { PLAN_STAY, 3 }, { PLAN_STOP, 4 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cycle c = planned(BAND_YELLOW);

		c.plan.up_w = c.plan.down_w = 100;
		moves(1, cases[i].to, 2000, 1);
		carry_out(&c);
		CHECK_INT(commands(), cases[i].commands);
	}
	CHECK(!b.room.changes.first);
	CHECK_INT((int)b.room.balancer.ramp_up_w, 0);
	CHECK_INT((int)b.room.balancer.ramp_down_w, 0);
}

static void
check_observed_start(void)
{
	struct cycle c = planned(BAND_HEADROOM);

	moves(1, P3000, 3000, 1);
	miners[0].phase = PLAN_STOPPED;
	carry_out(&c);
	CHECK_INT(commands(), 1);
	CHECK_INT(b.room.balancer.start_ms, 0);
}

/* ---- While it acts ------------------------------------------------------ */

/* The plan's order, not that of the fleet; who stays is not told. */
static void
check_order(void)
{
	static struct query q = QUERY("SELECT group_concat(miner, '') FROM"
	    " (SELECT miner FROM command ORDER BY id)");
	static const struct { int order[3]; int64_t want; } cases[] = {
		{ { 2, 3, 1 }, 312 }, { { 3, 2, 1 }, 321 },
		{ { 1, 2, 3 }, 123 }, { { 2, 0, 1 }, 31 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cycle c;

		rig_again();
		c = planned(BAND_YELLOW);
		for (int m = 1; m <= 3; m++)
			if (cases[i].order[m - 1])
				moves(m, P2000, 2000, cases[i].order[m - 1]);
		carry_out(&c);
		CHECK_INT(db_number(b.turn.db, &q, 0), cases[i].want);
	}
	CHECK_INT(b.room.balancer.start_ms, 0);
}

/* It counts against the ramps; the next batch of starts has to wait. */
static void
check_spent(void)
{
	struct cycle c = planned(BAND_HEADROOM);

	b.room.balancer.ramp_up_w = 9000;
	b.room.balancer.ramp_down_w = 7000;
	c.plan.up_w = 3000;
	c.plan.down_w = 500;
	control_of(1)->state = STATE_STOPPED;
	moves(1, P3000, 3000, 1);
	moves(2, P2500, 2500, 2);
	miners[0].phase = PLAN_STOPPED;
	b.settings.restart_gap_s = 7;
	carry_out(&c);
	CHECK_INT((int)b.room.balancer.ramp_up_w, 6000);
	CHECK_INT((int)b.room.balancer.ramp_down_w, 6500);
	CHECK_INT(b.room.balancer.start_ms, b.turn.now_ms + 7000);
	CHECK_INT(on_record(1).action, ACTION_START);
	CHECK_INT(on_record(1).dry, 0);
	CHECK_TEXT(log_said("not told"), NULL);
}

/* Only what goes down in red is in a hurry. */
static void
check_hurry(void)
{
	static const struct { enum band band; int to; int64_t to_w;
	    bool hurry; } cases[] = {
		{ BAND_RED, P2000, 2000, true },
		{ BAND_RED, PLAN_STOP, 0, true },
		{ BAND_RED, P2500, 2999, true },
		{ BAND_RED, P2500, 3000, false },
		{ BAND_RED, P3500, 3500, false },
		{ BAND_YELLOW, P2000, 2000, false },
		{ BAND_HEADROOM, P3500, 3500, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cycle c;

		rig_again();
		c = planned(cases[i].band);
		moves(1, cases[i].to, cases[i].to_w, 1);
		carry_out(&c);
		CHECK(control_of(1)->change &&
		    control_of(1)->change->hurry == cases[i].hurry);
	}
}

/* An order is on its way to it: it gives way to what goes down in red. */
static void
check_in_the_way(void)
{
	static const struct { enum band band; int to; int64_t to_w;
	    bool gives_way; } cases[] = {
		{ BAND_RED, PLAN_STOP, 0, true },
		{ BAND_RED, P2500, 2500, false },
		{ BAND_YELLOW, PLAN_STOP, 0, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct command before;
		struct cycle c;
		int lines = log_lines("not told");

		rig_again();
		queue(1, &(struct command){ PRESET("2500",
		    REASON_OVER_TARGET) }, false);
		before = on_record(1);
		c = planned(cases[i].band);	/* 2500 W are expected of it */
		moves(1, cases[i].to, cases[i].to_w, 1);
		carry_out(&c);
		command_get(b.turn.db, &b.arena, before.id, &before);
		CHECK_INT(before.state, cases[i].gives_way ?
		    COMMAND_EXPIRED : COMMAND_QUEUED);
		CHECK_TEXT(before.result, cases[i].gives_way ?
		    "a weightier order came" : NULL);
		CHECK_INT(commands(), 1 + cases[i].gives_way);
		CHECK_INT(log_lines("not told"), lines +
		    !cases[i].gives_way);
	}
	CHECK_TEXT(log_said("not told"), "not told mac=02:00:00:00:00:01"
	    " action=stop why=\"an order is on its way to it\"");
}

/* A site without miners has a plan, too. */
static void
check_nobody(void)
{
	struct cycle c = planned(BAND_RED);

	c.plan.n = 0;
	carry_out(&c);
	CHECK_INT(commands(), 0);
}

int
main(void)
{
	rig_open(3);
	log_begin();
	check_order();
	check_hurry();
	check_in_the_way();
	log_end();
	log_begin();
	rig_again();
	check_spent();
	log_end();
	rig_again();
	check_nobody();
	b.settings.balancer_mode = BALANCER_OBSERVE;
	check_tells();
	rig_again();
	b.settings.balancer_mode = BALANCER_OBSERVE;
	check_old_firmware();
	rig_again();
	b.settings.balancer_mode = BALANCER_OBSERVE;
	check_observed();
	rig_again();
	b.settings.balancer_mode = BALANCER_OBSERVE;
	check_observed_start();
	rig_close();
	return tap_done();
}
