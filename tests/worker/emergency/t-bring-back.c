/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/hand_stop.h"
#include "worker/emergency/latch.h"

/*
 * The end of an emergency stop, miner by miner: who is brought back and by
 * what, who is back already, who cannot come yet, and how much load comes at a
 * time.
 */
#define MINERS	6


/* ---- What the stop did -------------------------------------------------- */

static void
tell_of(int number, int64_t emergency, enum action action,
    const char *old_preset, enum command_state state, int64_t at)
{
	struct command c = hand_command(action, action == ACTION_PRESET ?
	    "1000" : NULL);

	c.row = miner_of(number)->row;
	c.reason = REASON_EMERGENCY;
	c.emergency = emergency;
	c.old_preset = old_preset;
	c.state = state;
	c.at = c.sent_at = c.accepted_at = c.ended_at = at;
	c.id = command_add(t->db, &c);
	CHECK(c.id != NONE);
	command_set(t->db, &c);
}

/* As if a stop were in force that has told them so. */
static void
latch_on(void)
{
	db_begin(t->db);
	*stop = (struct stop){ .latched = true, .action = EMERGENCY_STOP,
	    .scope = EMERGENCY_ALL, .who = "user:test" };
	stop->id = emergency_begin(t->db, "user:test", stop->action,
	    stop->scope, t->wall_ms);
}

static void
release_now(void)
{
	room->releasing = false;
	CHECK(stop_release(t, room, "user:test"));
	CHECK(!stop_release(t, room, "user:test"));
	stop_committed(t, room, db_commit(t->db));
	CHECK(!stop->latched && !room->releasing && room->restarting);
	CHECK_INT(room->restart_ms, t->now_ms);
	CHECK(!stop_release(t, room, "user:test"));
}

static void
forget_marks(void)
{
	for (int i = 1; i <= MINERS; i++) {
		struct control *k = hand_mines(i);

		hand_drop(i);
		miner_of(i)->managed = k->ours = k->held = false;
		k->back = BACK_NONE;
		k->back_to = -1;
		k->back_held = false;
		k->changed_ms = k->backs_off_ms = 0;
	}
	room->restarting = false;
}

/* A miner that was told several times goes back to where it was before the
 * first; it is started if it was stopped first, for then it ran what it is to
 * run. */
static void
check_marks(void)
{
	struct control *k[MINERS + 1];

	latch_on();
	tell_of(1, stop->id, ACTION_STOP, "2000", COMMAND_CONFIRMED, 1);
	tell_of(2, stop->id, ACTION_PRESET, "3000", COMMAND_CONFIRMED, 1);
	tell_of(3, stop->id, ACTION_PRESET, "3000", COMMAND_CONFIRMED, 1);
	tell_of(3, stop->id, ACTION_STOP, "1000", COMMAND_CONFIRMED, 2);
	tell_of(4, stop->id, ACTION_STOP, NULL, COMMAND_CONFIRMED, 1);
	tell_of(4, stop->id, ACTION_STOP, "1000", COMMAND_CONFIRMED, 2);
	tell_of(5, stop->id, ACTION_STOP, "3000", COMMAND_CONFIRMED, 1);
	tell_of(5, stop->id, ACTION_PRESET, "1000", COMMAND_CONFIRMED, 2);
	tell_of(6, stop->id + 1, ACTION_STOP, "3000", COMMAND_CONFIRMED, 1);
	release_now();
	for (int i = 1; i <= MINERS; i++)
		k[i] = control_of(i);
	CHECK(k[1]->back == BACK_START && k[1]->back_to == HAND_MIDDLE);
	CHECK(k[2]->back == BACK_PRESET && k[2]->back_to == HAND_HIGH);
	CHECK(k[3]->back == BACK_PRESET && k[3]->back_to == HAND_HIGH);
	CHECK(k[4]->back == BACK_START && k[4]->back_to == -1);
	CHECK(k[5]->back == BACK_PRESET && k[5]->back_to == HAND_HIGH);
	CHECK(k[6]->back == BACK_NONE);
	/* being stopped was our doing */
	CHECK(k[1]->ours && !k[2]->ours && k[3]->ours && !k[6]->ours);
	forget_marks();
}

/* Held before the stop told it: the release brings it back to what the person
 * had set.  Held since: it stays as it is. */
static void
check_marks_held(void)
{
	latch_on();
	for (int i = 1; i <= 4; i++) {
		tell_of(i, stop->id, ACTION_STOP, "2000", COMMAND_CONFIRMED,
		    1000);
		control_of(i)->held = i != 4;
		control_of(i)->held_at = 998 + i;
	}
	release_now();
	CHECK(control_of(1)->back_held);	/* at 999 */
	CHECK(control_of(2)->back_held);	/* at 1000 */
	CHECK(!control_of(3)->back_held);	/* at 1001 */
	CHECK(!control_of(4)->back_held);
	forget_marks();
}

/* ---- A worker that starts meanwhile -------------------------------------- */

/* It goes on with those whose last command was a stop's, and done. */
static void
check_resumed(bool latched)
{
	int64_t before;

	latch_on();
	before = stop->id;
	emergency_release(t->db, "user:test", t->wall_ms);
	CHECK(db_commit(t->db));
	latch_on();
	stop->latched = latched;
	tell_of(1, before, ACTION_STOP, "2000", COMMAND_CONFIRMED, 1);
	tell_of(2, before, ACTION_STOP, "2000", COMMAND_FAILED, 1);
	tell_of(3, NONE, ACTION_STOP, "2000", COMMAND_CONFIRMED, 1);
	tell_of(4, stop->id, ACTION_STOP, "2000", COMMAND_CONFIRMED, 1);
	for (int i = 5; i <= MINERS; i++)
		tell_of(i, NONE, ACTION_STOP, "2000", COMMAND_FAILED, 1);
	stop_resume(t, room);
	CHECK(control_of(1)->back == BACK_START);
	CHECK(control_of(2)->back == BACK_NONE);
	CHECK(control_of(3)->back == BACK_NONE);
	CHECK(control_of(4)->back == (latched ? BACK_NONE : BACK_START));
	CHECK(control_of(5)->back == BACK_NONE);
	/* while one is in force nobody is brought back */
	CHECK(room->restarting == !latched);
	emergency_release(t->db, "user:test", t->wall_ms);
	CHECK(db_commit(t->db));
	*stop = (struct stop){ .id = NONE };
	forget_marks();
}

/* ---- One miner ---------------------------------------------------------- */

enum come { IS_BACK, WAITS, STARTS, GOES_TO, GIVEN_UP };

/* Its state, what it was, how many ms after the last change it was read. */
static const struct one {
	enum control_state state;
	int now;
	int64_t read;
	int back, back_to;
	enum come come;
} ones[] = {
	/* stopped: whatever it was told, a start comes first */
	{ STATE_STOPPED, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, STARTS },
	{ STATE_STOPPED, HAND_MIDDLE, 1, BACK_START, -1, STARTS },
	{ STATE_STOPPED, HAND_LOW, 1, BACK_PRESET, HAND_HIGH, STARTS },
	{ STATE_STOPPED, HAND_HIGH, 1, BACK_PRESET, HAND_HIGH, STARTS },
	{ STATE_STOPPED, HAND_LOW, 0, BACK_PRESET, HAND_HIGH, STARTS },
	/* one that is down still refuses */
	{ STATE_STOPPING, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, WAITS },
	{ STATE_STOPPING, HAND_HIGH, 1, BACK_PRESET, HAND_HIGH, WAITS },
	{ STATE_STOPPING, HAND_LOW, 1, BACK_PRESET, HAND_HIGH, WAITS },
	/* it mines, or is about to */
	{ STATE_MINING, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, IS_BACK },
	{ STATE_TUNING, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, IS_BACK },
	{ STATE_STARTING, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, IS_BACK },
	{ STATE_MINING, HAND_MIDDLE, 0, BACK_START, HAND_MIDDLE, IS_BACK },
	{ STATE_FAILURE, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, STARTS },
	{ STATE_UNKNOWN, HAND_MIDDLE, 1, BACK_START, HAND_MIDDLE, STARTS },
	/* by its preset: only a reading after the last change counts */
	{ STATE_MINING, HAND_HIGH, 1, BACK_PRESET, HAND_HIGH, IS_BACK },
	{ STATE_TUNING, HAND_HIGH, 1, BACK_PRESET, HAND_HIGH, IS_BACK },
	{ STATE_MINING, HAND_HIGH, 0, BACK_PRESET, HAND_HIGH, WAITS },
	{ STATE_MINING, HAND_HIGH, -1, BACK_PRESET, HAND_HIGH, WAITS },
	{ STATE_MINING, HAND_LOW, 0, BACK_PRESET, HAND_HIGH, WAITS },
	{ STATE_MINING, HAND_LOW, 1, BACK_PRESET, HAND_HIGH, GOES_TO },
	{ STATE_MINING, HAND_MIDDLE, 1, BACK_PRESET, HAND_LOW, GOES_TO },
	{ STATE_STARTING, HAND_HIGH, 1, BACK_PRESET, HAND_HIGH, WAITS },
	{ STATE_STARTING, HAND_LOW, 1, BACK_PRESET, HAND_HIGH, WAITS },
	/* nobody knows what it was */
	{ STATE_MINING, HAND_LOW, 1, BACK_PRESET, -1, GIVEN_UP },
};

static struct control *
set_one(int number, const struct one *o)
{
	struct control *k = control_of(number);

	k->state = o->state;
	k->now = o->now;
	k->changed_ms = t->now_ms - 1000;
	k->read_ms = k->changed_ms + o->read;
	k->back = o->back == BACK_START ? BACK_START : BACK_PRESET;
	k->back_to = o->back_to;
	return k;
}

static void
check_ones(void)
{
	for (size_t i = 0; i < sizeof ones / sizeof *ones; i++) {
		const struct one *o = &ones[i];
		struct control *k = set_one(1, o);
		const struct command *c;

		restart();
		c = k->change ? &k->change->cmd : NULL;
		printf("# row %d\n", (int)i);
		CHECK_INT(c != NULL, o->come == STARTS || o->come == GOES_TO);
		CHECK_INT(k->back != BACK_NONE, o->come != IS_BACK &&
		    o->come != GIVEN_UP);
		CHECK_INT(room->restarting, o->come != IS_BACK);
		if (c) {
			CHECK_INT(c->action, o->come == STARTS ?
			    ACTION_START : ACTION_PRESET);
			CHECK_TEXT(c->preset, o->come == STARTS ? NULL :
			    k->presets[o->back_to].name);
			CHECK_INT(c->reason, REASON_RELEASE);
		}
		forget_marks();
	}
}

/* What keeps one from coming, and until when. */
static void
check_may_come(void)
{
	const struct one o = { STATE_STOPPED, HAND_LOW, 1, BACK_START,
	    HAND_LOW, STARTS };
	struct control *k[MINERS + 1];

	for (int i = 1; i <= MINERS; i++)
		k[i] = set_one(i, &o);
	miner_of(1)->online = false;
	k[2]->backs_off_ms = t->now_ms + 1;
	k[3]->backs_off_ms = t->now_ms;
	miner_of(4)->retired = true;
	k[5]->held = true;
	k[6]->held = k[6]->back_held = true;
	restart();
	CHECK(!k[1]->change && k[1]->back == BACK_START);
	CHECK(!k[2]->change && k[2]->back == BACK_START);
	CHECK(k[3]->change != NULL);
	CHECK(!k[4]->change && k[4]->back == BACK_NONE);
	CHECK(!k[5]->change && k[5]->back == BACK_START);
	CHECK(k[6]->change != NULL);
	/* what is under way to it is not told another time */
	CHECK_TEXT(k[3]->change->cmd.who, "release");
	restart();
	CHECK(k[3]->back == BACK_START && k[3]->change != NULL);
	miner_of(4)->retired = false;
	forget_marks();
}

/* A miner that cannot be told is left, and does not take another's place. */
static void
check_cannot_be_told(void)
{
	const struct one o = { STATE_STOPPED, HAND_LOW, 1, BACK_START,
	    HAND_LOW, STARTS };
	struct fleet_miner *u = miner_of(1);
	char key[sizeof u->key];

	memcpy(key, u->key, sizeof key);
	*u->key = '\0';
	set_one(1, &o);
	set_one(2, &o);
	b.worker.settings.settings.restart_batch = 1;
	restart();
	CHECK(!u->control.change && u->control.back == BACK_NONE);
	CHECK(control_of(2)->change != NULL);
	memcpy(u->key, key, sizeof key);
	forget_marks();
}

/* So many at a time, and a pause between. */
static void
check_batches(void)
{
	const struct one o = { STATE_STOPPED, HAND_LOW, 1, BACK_START,
	    HAND_LOW, STARTS };
	static const struct {
		int64_t wait_ms;
		int begun;
	} steps[] = { { 0, 2 }, { 6999, 2 }, { 1, 4 }, { 7000, 6 } };

	b.worker.settings.settings.restart_batch = 2;
	b.worker.settings.settings.restart_gap_s = 7;
	for (int i = 1; i <= MINERS; i++)
		set_one(i, &o);
	room->restarting = true;
	room->restart_ms = t->now_ms;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int begun = 0;

		hand_wait(steps[i].wait_ms);
		db_begin(t->db);
		stop_restart(t, room);
		CHECK(db_commit(t->db));
		for (int m = 1; m <= MINERS; m++)
			begun += control_of(m)->change != NULL;
		CHECK_INT(begun, steps[i].begun);
		CHECK(room->restarting);
	}
	/* nobody is released: nobody comes */
	forget_marks();
	set_one(1, &o);
	hand_wait(7000);
	stop_restart(t, room);
	CHECK(!control_of(1)->change);
	forget_marks();
	b.worker.settings.settings.restart_batch = 20;
}

int
main(void)
{
	hand_stop_open(MINERS, false);
	CHECK(!stop_release(t, room, "user:test"));
	check_marks();
	check_marks_held();
	check_resumed(false);
	check_resumed(true);
	check_ones();
	check_may_come();
	check_cannot_be_told();
	check_batches();
	rig_close(&b);
	return tap_done();
}
