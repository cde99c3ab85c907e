/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/* Changes as a list: which goes first, what is on record of each, and what of
 * one whose answer comes too late. */
#define RED	true
#define CALM	false
#define MAN(what)	{ ORDER(what, REASON_MANUAL) }

static const struct command stop = MAN(ACTION_STOP);
static const struct command lower = { PRESET("2000", REASON_MANUAL) };
static const struct command higher = { PRESET("3500", REASON_MANUAL) };

/* So many connections to miners, no more. */
static void
connections(int n)
{
	http_free(b.room.commands);
	b.room.commands = http_new(NULL, n, NULL, NULL);
}

static void
answer_after(int64_t ms)
{
	for (int i = 1; i <= PUPPETS; i++)
		puppet(i)->after_ms = ms;
}

/* ---- Which goes first --------------------------------------------------- */

/* Those in a hurry, then in the order that they were decided; who finds no
 * connection waits, and has not been tried. */
static void
check_order(void)
{
	rig_again();
	connections(1);
	answer_after(100);
	queue(1, &stop, CALM);
	queue(2, &stop, RED);
	queue(3, &stop, CALM);
	turn();
	CHECK_TEXT(heard(1), "");
	CHECK_TEXT(heard(2), "mining/stop");
	CHECK_TEXT(life_of(1), "queued");
	CHECK_TEXT(life_of(2), "told");
	CHECK_INT(control_of(1)->change->cmd.tries, 0);
	CHECK_INT(on_record(1).sent_at, NONE);
	later(100);
	CHECK_TEXT(heard(1), "mining/stop");
	CHECK_TEXT(heard(3), "");
	later(100);
	CHECK_TEXT(heard(3), "mining/stop");
	CHECK_INT(on_record(1).sent_at, b.turn.wall_ms - 100);
}

/* Nor is a miner asked what it wants when there is no connection to tell it. */
static void
check_no_connection(void)
{
	rig_again();
	connections(0);
	give(1, &lower, CALM);
	CHECK_TEXT(life_of(1), "queued");
	CHECK_INT(control_of(1)->change->cmd.tries, 0);
	connections(1);
	later(1);
	CHECK_TEXT(life_of(1), "accepted");
}

/* It is told in the way of the first firmware when nobody knows its own. */
static void
check_no_firmware(void)
{
	rig_again();
	miner_at(1)->firmware = NULL;
	give(1, &stop, CALM);
	CHECK_TEXT(heard(1), "mining/stop");
}

/* One in the middle ends, and the next is the last of the list. */
static void
check_list(void)
{
	const struct change *first, *second, *third;

	rig_again();
	first = queue(1, &stop, CALM);
	second = queue(2, &stop, CALM);
	third = queue(3, &stop, CALM);
	CHECK(b.room.changes.first == first && first->next == second &&
	    second->next == third && !third->next);
	CHECK(queue(2, &lower, CALM) == NULL);
	CHECK_TEXT(b.error, "an order is on its way to it");
	change_drop(&b.turn, &b.room, miner_at(2), "in its place");
	CHECK_TEXT(on_record(2).result, "in its place");
	CHECK_TEXT(state_of(2), "expired");
	CHECK(first->next == third);
	CHECK(queue(2, &lower, CALM) == third->next);
	CHECK_TEXT(b.error, NULL);
	CHECK(third->next->next == NULL && third->next->cmd.result == NULL);
	change_drop(&b.turn, &b.room, miner_at(4), "nothing is on its way");
	CHECK_TEXT(state_of(4), "none");
}

/* What was asked already is not asked once more while nobody has answered. */
static void
check_one_question(void)
{
	rig_again();
	give(1, &stop, CALM);
	answer_after(5000);
	later(2000);
	CHECK_TEXT(heard(1), "mining/stop status");
	CHECK_INT(changes_next_ms(b.turn.now_ms, &b.room.changes), NEVER);
	later(4000);
	CHECK_TEXT(heard(1), "");
}

/* ---- When the next is due ----------------------------------------------- */

static int64_t
next(void)
{
	return changes_next_ms(b.turn.now_ms, &b.room.changes) -
	    b.turn.now_ms;
}

static void
check_next(void)
{
	rig_again();
	CHECK_INT(changes_next_ms(b.turn.now_ms, &b.room.changes), NEVER);
	give(1, &stop, CALM);		/* read back in 2 s */
	CHECK_INT(next(), 2000);
	b.turn.now_ms += 1000;
	give(2, &stop, RED);		/* and this one in 1 s */
	CHECK_INT(next(), 1000);
	b.turn.now_ms += 999;
	CHECK_INT(next(), 1);
	b.turn.now_ms += 1;
	CHECK_INT(next(), 20);
}

/* ---- On record ---------------------------------------------------------- */

/* What a change is expected to do to power and hashrate. */
static const struct { struct command c; const char *now; const char *old;
    int64_t from_w, to_w; double ths; } records[] = {
	{ { PRESET("2000", REASON_MANUAL) }, "3000", "3000", 3000, 2000,
	    -30 },
	{ { PRESET("2500", REASON_MANUAL) }, "2000", "2000", 3000, 2500,
	    15 },
	{ MAN(ACTION_STOP), "3000", "3000", 3000, PLAN_STANDBY_W, -110 },
	{ MAN(ACTION_FIND), "3000", "3000", 3000, 3000, NAN },
	{ { PRESET("2000", REASON_MANUAL) }, NULL, NULL, 3500, 2000, NAN },
};

static void
check_records(void)
{
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		struct command c;

		rig_again();
		control_of(1)->now = control_preset(control_of(1),
		    records[i].now);
		control_of(1)->power_w = records[i].from_w;
		queue(1, &records[i].c, CALM);
		c = on_record(1);
		CHECK_TEXT(c.old_preset, records[i].old);
		CHECK_INT(c.old_w, records[i].from_w);
		CHECK_INT(c.new_w, records[i].to_w);
		CHECK(isnan(records[i].ths) ? isnan(c.delta_ths) :
		    c.delta_ths == records[i].ths);
		CHECK_INT(c.at, b.turn.wall_ms);
		CHECK_INT(c.sent_at, NONE);
		CHECK_INT(c.state, COMMAND_QUEUED);
	}
}

/* Who decides may know better. */
static void
check_given(void)
{
	struct command c = { .id = NONE, .percent = NONE, .decision = NONE,
	    .emergency = NONE, .old_w = NONE, .new_w = 1234,
	    .delta_ths = -7, .action = ACTION_PRESET, .preset = "2000",
	    .old_preset = "2500", .reason = REASON_OVER_TARGET,
	    .who = "balancer" };

	rig_again();
	queue(1, &c, CALM);
	CHECK_TEXT(on_record(1).old_preset, "2500");
	CHECK_INT(on_record(1).new_w, 1234);
	CHECK(on_record(1).delta_ths == -7);
}

/* ---- Too late ----------------------------------------------------------- */

/* It is dropped while this question is out; the answer says nothing any
 * more. */
static void
check_dropped(const struct command *c, bool hurry, int64_t wait_ms,
    const char *question)
{
	rig_again();
	puppet(1)->preset = "2000";
	if (wait_ms == 0)
		answer_after(100);
	give(1, c, hurry);
	if (wait_ms > 0) {
		answer_after(100);
		later(wait_ms);
		for (int i = 0; i < 5 && !strstr(puppet(1)->heard,
		    question); i++)
			later(100);
	} else if (!strstr(puppet(1)->heard, question))
		later(100);
	CHECK(strstr(heard(1), question));
	CHECK(control_of(1)->change && control_of(1)->change->flight);
	change_drop(&b.turn, &b.room, miner_at(1), "in its place");
	CHECK_TEXT(life_of(1), "none");
	for (int i = 0; i < 5; i++)
		later(100);
	CHECK_TEXT(heard(1), "");
	CHECK_TEXT(state_of(1), "expired");
	CHECK_TEXT(on_record(1).result, "in its place");
	CHECK(b.room.changes.first == NULL);
}

/* ---- Restarts ----------------------------------------------------------- */

/* Presets that were only stored: the miners restart two at a time, five
 * seconds apart. */
static int
restarted(void)
{
	int n = 0;

	for (int i = 1; i <= b.miners; i++)
		n += strstr(puppet(i)->heard, "mining/restart") != NULL;
	return n;
}

static void
check_batches(void)
{
	rig_again();
	b.settings.restart_batch = 2;
	b.settings.restart_gap_s = 5;
	for (int i = 1; i <= 5; i++) {
		puppet(i)->stores = true;
		queue(i, &lower, CALM);
	}
	later(0);
	CHECK_INT(restarted(), 2);
	CHECK_INT(next(), 2000);	/* the first are read back */
	later(4999);
	CHECK_INT(restarted(), 2);
	later(1);
	CHECK_INT(restarted(), 4);
	later(5000);
	CHECK_INT(restarted(), 5);
}

/* Who waits for its turn is due when that comes. */
static void
check_batch_is_due(void)
{
	rig_again();
	b.settings.restart_batch = 1;
	puppet(1)->stores = puppet(2)->stores = true;
	give(1, &lower, CALM);
	puppet(1)->preset = "2000";
	give(2, &lower, CALM);
	later(2000);
	CHECK_TEXT(life_of(1), "none");
	CHECK_TEXT(life_of(2), "restart");
	CHECK_INT(next(), 3000);
}

/* It is held while it waits: it is not restarted. */
static void
check_gate_at_restart(void)
{
	rig_again();
	b.settings.restart_batch = 1;
	puppet(1)->stores = puppet(2)->stores = true;
	give(1, &lower, CALM);
	give(2, &(struct command){ PRESET("2000", REASON_OVER_TARGET) },
	    CALM);
	CHECK_TEXT(life_of(2), "restart");
	control_of(2)->held = true;
	later(100);
	CHECK_TEXT(state_of(2), "expired");
	CHECK_TEXT(on_record(2).result, "held by a person");
	CHECK_INT(restarted(), 1);
}

/* No connection is free: that was no turn of its own. */
static void
check_restart_without_room(void)
{
	rig_again();
	b.settings.restart_batch = 0;
	puppet(1)->stores = true;
	give(1, &lower, CALM);
	CHECK_TEXT(life_of(1), "restart");
	b.settings.restart_batch = 1;
	connections(0);
	later(5000);
	CHECK_TEXT(life_of(1), "restart");
	connections(1);
	later(1);
	CHECK_TEXT(life_of(1), "accepted");
	CHECK_INT(restarted(), 1);
}

/* ---- Of the emergency --------------------------------------------------- */

static void
check_emergency(void)
{
	struct command c = { ORDER(ACTION_STOP, REASON_EMERGENCY) };
	struct command instead = MAN(ACTION_STOP);

	rig_again();
	CHECK(queue(1, &c, RED)->emergency);
	instead.emergency = 7;
	CHECK(queue(2, &instead, RED)->emergency);
	CHECK(!queue(3, &stop, RED)->emergency);
}

/* What ends in a stop, and what still waits to go out. */
static void
check_kinds(void)
{
	struct change *c;

	rig_again();
	c = queue(1, &stop, CALM);
	CHECK(change_stops(c) && change_unsent(c));
	turn();
	CHECK(!change_unsent(c));
	c = queue(2, &lower, RED);
	CHECK(!change_stops(c) && change_unsent(c));
	puppet(2)->stores = true;
	puppet(2)->after_ms = 100;
	turn();
	later(100);
	CHECK_TEXT(life_of(2), "stopping");
	CHECK(change_stops(c) && !change_unsent(c));
	b.settings.restart_batch = 0;
	puppet(3)->stores = true;
	c = give(3, &higher, CALM);
	CHECK_TEXT(life_of(3), "restart");
	CHECK(change_unsent(c));
}

int
main(void)
{
	rig_open(5);
	check_order();
	check_no_connection();
	check_no_firmware();
	check_list();
	check_one_question();
	check_next();
	check_records();
	check_given();
	check_dropped(&lower, CALM, 0, "status");
	check_dropped(&lower, CALM, 0, "settings=2000");
	check_dropped(&stop, RED, 0, "mining/stop");
	check_dropped(&lower, CALM, 2000, "perf-summary");
	check_dropped(&lower, RED, 1000, "status");
	check_dropped(&lower, RED, 1000, "perf-summary");
	check_dropped(&lower, RED, 1000, "perf-summary summary");
	check_batches();
	check_batch_is_due();
	check_gate_at_restart();
	check_restart_without_room();
	check_emergency();
	check_kinds();
	rig_close();
	return tap_done();
}
