/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/hand_stop.h"
#include "worker/emergency/latch.h"

/*
 * Whom an emergency stop concerns, who has obeyed it, what becomes of what was
 * under way, and when it tells again: to the millisecond, by hand.
 */
#define MINERS	6
#define AGAIN_MS	15000	/* as emergency.c has it */
#define LOOK_MS		2000


/* ---- Who, and whether --------------------------------------------------- */

static void
check_concerned(void)
{
	static const struct {
		bool retired, managed;
		enum emergency_scope scope;
		bool concerned;
	} cases[] = {
		{ false, false, EMERGENCY_ALL, true },
		{ false, true, EMERGENCY_ALL, true },
		{ true, false, EMERGENCY_ALL, false },
		{ true, true, EMERGENCY_ALL, false },
		{ false, false, EMERGENCY_MANAGED, false },
		{ false, true, EMERGENCY_MANAGED, true },
		{ true, true, EMERGENCY_MANAGED, false },
		{ true, false, EMERGENCY_MANAGED, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fleet_miner u = { .retired = cases[i].retired,
		    .managed = cases[i].managed };
		struct stop s = { .scope = cases[i].scope };

		CHECK_INT(stop_concerns(&s, &u), cases[i].concerned);
	}
}

/* A miner that stands, goes down or is broken draws nothing; one on its lowest
 * preset has obeyed where that was wanted. */
static void
check_obeyed(void)
{
	static const bool stands[] = { [STATE_UNKNOWN] = false,
	    [STATE_MINING] = false, [STATE_TUNING] = false,
	    [STATE_STARTING] = false, [STATE_STOPPING] = true,
	    [STATE_STOPPED] = true, [STATE_FAILURE] = true };
	struct fleet_miner u = *miner_of(1), bare = { .row = NONE };

	for (int s = STATE_UNKNOWN; s <= STATE_FAILURE; s++) {
		u.control.state = (enum control_state)s;
		for (int now = -1; now <= HAND_HIGH; now++) {
			u.control.now = now;
			CHECK_INT(stop_obeyed(&(struct stop){
			    .action = EMERGENCY_STOP }, &u), stands[s]);
			CHECK_INT(stop_obeyed(&(struct stop){
			    .action = EMERGENCY_LOWEST }, &u), stands[s] ||
			    now == HAND_LOW);
			CHECK(stop_obeyed(&(struct stop){
			    .action = EMERGENCY_FREEZE }, &u));
		}
	}
	/* without a list nobody knows what is lowest, or what it runs */
	bare.control.state = STATE_MINING;
	bare.control.now = -1;
	CHECK(!stop_obeyed(&(struct stop){ .action = EMERGENCY_LOWEST },
	    &bare));
}

/* ---- Telling ------------------------------------------------------------ */

static int
stop_now(enum emergency_action action, enum emergency_scope scope)
{
	int n;

	db_begin(t->db);
	n = stop_all(t, room, action, scope, "user:test");
	stop_committed(t, room, db_commit(t->db));
	return n;
}

/* Nothing is in force, and nothing on its way. */
static void
end_stop(void)
{
	db_begin(t->db);
	emergency_release(t->db, "user:test", t->wall_ms);
	CHECK(db_commit(t->db));
	*stop = (struct stop){ .id = NONE };
	room->restarting = false;
	for (int i = 1; i <= MINERS; i++) {
		hand_drop(i);
		hand_mines(i)->refused = NULL;
		miner_of(i)->managed = false;
	}
	hand_wait(60000);
}

static int64_t
rows(int number)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE emergency = (SELECT max(id) FROM emergency)"
	    " AND miner = :row");

	db_int(t->db, &q, ":row", miner_of(number)->row);
	return db_number(t->db, &q, 0);
}

static void
check_told(void)
{
	CHECK_INT(stop_left(t->fleet, stop), 0);
	control_of(2)->state = STATE_STOPPED;
	control_of(3)->now = HAND_LOW;
	miner_of(5)->online = false;
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_ALL), MINERS - 1);
	for (int i = 1; i <= MINERS; i++) {
		CHECK_INT(rows(i), i != 2);
		CHECK(!control_of(i)->change == (i == 2));
		CHECK(i == 2 || (control_of(i)->change->hurry &&
		    control_of(i)->change->cmd.action == ACTION_STOP));
	}
	CHECK_INT(stop_left(t->fleet, stop), MINERS - 1);
	control_of(4)->state = STATE_STOPPED;
	CHECK_INT(stop_left(t->fleet, stop), MINERS - 2);
	end_stop();
	for (int i = 3; i <= 5; i++)
		miner_of(i)->managed = true;
	control_of(4)->now = HAND_LOW;
	CHECK_INT(stop_now(EMERGENCY_LOWEST, EMERGENCY_MANAGED), 2);
	CHECK_INT(rows(1) + rows(2) + rows(4) + rows(6), 0);
	CHECK_INT(control_of(3)->change->cmd.action, ACTION_PRESET);
	CHECK_TEXT(control_of(3)->change->cmd.preset, "1000");
	CHECK_INT(stop_left(t->fleet, stop), 2);
	/* the next concerns no fewer, and one that concerns all tells the
	 * others */
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_ALL), MINERS);
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_MANAGED), MINERS);
	CHECK_INT(stop->scope, EMERGENCY_ALL);
	end_stop();
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_MANAGED), 0);
	CHECK_INT(stop->scope, EMERGENCY_MANAGED);
	end_stop();
}

/* A miner that does not obey is told again after 15 s, not sooner: the next
 * look after that is one of those each 2 s. */
static void
check_told_again(void)
{
	int64_t told_ms;

	stop_now(EMERGENCY_STOP, EMERGENCY_ALL);
	told_ms = t->now_ms;
	hand_drop(1);
	hand_drop(2);
	miner_of(2)->online = false;
	hand_wait(AGAIN_MS - 1);
	turn_now();
	CHECK(!control_of(1)->change);
	/* this was a look: the next is no sooner than in 2 s */
	hand_wait(1);
	turn_now();
	CHECK(!control_of(1)->change);
	hand_wait(LOOK_MS - 2);
	turn_now();
	CHECK(!control_of(1)->change);
	hand_wait(1);
	turn_now();
	CHECK(control_of(1)->change != NULL);
	CHECK_INT(control_of(1)->told_ms, told_ms + AGAIN_MS - 1 + LOOK_MS);
	CHECK(!control_of(2)->change);
	/* to the millisecond, where a look is due then */
	hand_drop(1);
	control_of(1)->told_ms = t->now_ms + LOOK_MS - AGAIN_MS;
	miner_of(2)->online = true;
	control_of(2)->told_ms = t->now_ms + LOOK_MS - AGAIN_MS + 1;
	hand_wait(LOOK_MS);
	turn_now();
	CHECK(control_of(1)->change != NULL);
	CHECK(!control_of(2)->change);
	end_stop();
}

/* The first look comes 2 s after the stop: one that was told long before it,
 * and does not obey, is told then. */
static void
check_first_look(void)
{
	stop_now(EMERGENCY_STOP, EMERGENCY_ALL);
	hand_drop(1);
	control_of(1)->told_ms -= AGAIN_MS;
	hand_wait(LOOK_MS - 1);
	turn_now();
	CHECK(!control_of(1)->change);
	hand_wait(1);
	turn_now();
	CHECK(control_of(1)->change != NULL);
	end_stop();
}

/* Once it is over nobody is told. */
static void
check_not_in_force(void)
{
	stop->action = EMERGENCY_STOP;
	stop->scope = EMERGENCY_ALL;
	hand_wait(AGAIN_MS);
	turn_now();
	for (int i = 1; i <= MINERS; i++)
		CHECK(!control_of(i)->change);
	stop->action = EMERGENCY_NONE;
	stop->scope = EMERGENCY_NOBODY;
	CHECK_INT(stop->id, NONE);
}

/* ---- Who cannot be told ------------------------------------------------- */

static void
look(void)
{
	hand_wait(AGAIN_MS);
	turn_now();
}

/* On record once for each reason; asked for while it is offline as well, for
 * the way may be open before it is seen again. */
static void
check_refused(void)
{
	struct fleet_miner *u = miner_of(3);
	char key[sizeof u->key];

	memcpy(key, u->key, sizeof key);
	*u->key = '\0';
	u->online = false;
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_ALL), MINERS - 1);
	CHECK_TEXT(u->control.refused, "there is no key for it");
	CHECK_INT(rows(3), 1);
	CHECK_INT(stop_left(t->fleet, stop), MINERS - 1);
	look();
	CHECK_INT(rows(3), 1);
	u->conflict = true;
	look();
	CHECK_TEXT(u->control.refused, "two machines claim its MAC");
	CHECK_INT(rows(3), 2);
	/* a commit that failed takes the row with it: it is made again */
	stop_committed(t, room, true);
	look();
	CHECK_INT(rows(3), 2);
	stop_committed(t, room, false);
	CHECK_TEXT(u->control.refused, NULL);
	u->online = true;
	look();
	CHECK_INT(rows(3), 3);
	/* a second stop is a second time */
	stop_now(EMERGENCY_STOP, EMERGENCY_ALL);
	CHECK_INT(rows(3), 4);
	u->conflict = false;
	memcpy(u->key, key, sizeof key);
	look();
	CHECK(u->control.change != NULL);
	CHECK_TEXT(u->control.refused, NULL);
	end_stop();
}

/* ---- What was under way ------------------------------------------------- */

static struct change *
begin(int number, enum action action, const char *preset, enum reason reason,
    bool hurry)
{
	struct command c = hand_command(action, preset);
	const char *error;
	struct change *made;

	c.reason = reason;
	if (action == ACTION_THROTTLE)
		c.percent = 50;
	db_begin(t->db);
	made = change_begin(t, &b.worker.control, miner_of(number), &c, hurry,
	    &error);
	CHECK(db_commit(t->db));
	CHECK(made != NULL);
	return made;
}

/* What the stop wants goes on as the stop's own; all else is dropped. */
static void
check_taken_over(enum emergency_action stopping)
{
	static const struct {
		enum action action;
		const char *preset;
		bool hurry, raises;
		bool stop_takes, lowest_takes;
	} cases[] = {
		{ ACTION_STOP, NULL, false, false, true, true },
		{ ACTION_PAUSE, NULL, true, false, true, true },
		{ ACTION_PRESET, "1000", true, false, false, true },
		{ ACTION_PRESET, "1000", false, false, false, false },
		{ ACTION_PRESET, "1000", true, true, false, false },
		{ ACTION_PRESET, "2000", true, false, false, false },
		{ ACTION_THROTTLE, "1000", true, false, false, false },
	};
	bool lowest = stopping == EMERGENCY_LOWEST;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool takes = lowest ? cases[i].lowest_takes :
		    cases[i].stop_takes;
		struct change *c;
		int64_t id;

		hand_mines(1)->now = HAND_HIGH;
		snprintf(miner_of(1)->version, sizeof miner_of(1)->version,
		    "1.3.4");
		c = begin(1, cases[i].action, cases[i].preset,
		    REASON_OVER_TARGET, cases[i].hurry);
		c->raises = cases[i].raises;
		c->next_ms = t->now_ms + 5000;
		id = c->cmd.id;
		CHECK_INT(stop_now(stopping, EMERGENCY_ALL), MINERS);
		c = control_of(1)->change;
		CHECK_INT(c->cmd.id == id, takes);
		CHECK(c->emergency && c->hurry);
		CHECK_INT(c->cmd.emergency, stop->id);
		CHECK(!takes || c->next_ms == t->now_ms);
		CHECK_INT(rows(1), 1);
		end_stop();
	}
}

/* A person's stop stays his: the release will not start that miner. */
static void
check_persons_stop(void)
{
	struct change *c = begin(1, ACTION_STOP, NULL, REASON_MANUAL, false);

	c->ends_ms = t->now_ms + CHANGE_RED_MS + 1;
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_ALL), MINERS);
	CHECK(control_of(1)->change == c && c->hurry && !c->emergency);
	CHECK_INT(c->ends_ms, t->now_ms + CHANGE_RED_MS);
	CHECK_INT(c->cmd.emergency, NONE);
	CHECK_INT(rows(1), 0);
	/* what is in a hurry keeps its time: a preset that ends in a stop has
	 * been given more */
	c->ends_ms = t->now_ms + CHANGE_RED_MS + 1;
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_ALL), MINERS);
	CHECK_INT(c->ends_ms, t->now_ms + CHANGE_RED_MS + 1);
	end_stop();
}

/* A freeze ends what was not sent yet, of those that it concerns. */
static void
check_freeze(void)
{
	struct change *sent;

	for (int i = 1; i <= 3; i++) {
		miner_of(i)->managed = i != 3;
		begin(i, ACTION_STOP, NULL, REASON_OVER_TARGET, false);
	}
	sent = control_of(2)->change;
	change_enter(sent, LIFE_TOLD);
	CHECK_INT(stop_now(EMERGENCY_FREEZE, EMERGENCY_MANAGED), 0);
	CHECK(!control_of(1)->change);
	CHECK(control_of(2)->change == sent);
	CHECK(control_of(3)->change != NULL);
	CHECK_INT(stop_left(t->fleet, stop), 0);
	CHECK_INT(stop_now(EMERGENCY_STOP, EMERGENCY_MANAGED), 2);
	end_stop();
}

int
main(void)
{
	hand_stop_open(MINERS, false);
	check_concerned();
	check_obeyed();
	check_told();
	check_told_again();
	check_first_look();
	check_not_in_force();
	check_refused();
	check_taken_over(EMERGENCY_STOP);
	check_taken_over(EMERGENCY_LOWEST);
	check_persons_stop();
	check_freeze();
	rig_close(&b);
	return tap_done();
}
