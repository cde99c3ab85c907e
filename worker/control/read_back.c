/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * Only what a miner shows is done: it is asked for its preset or its state,
 * and what is shed in a hurry for its power as well, again and again until
 * the change's time is over.
 */

#define AGAIN_RED_MS	1500
#define AGAIN_CALM_MS	3000
#define STARTS_ENDS_MS	MINUTE_MS	/* once it restarts */
#define OBEYS_MS	10000	/* more, once it shows the new preset */
#define THROTTLE_MS	100000	/* or the new throttle: it takes 80 s */
#define DOWN_PART	12	/* power is down when 8 % above or less */

static enum effect
effect_of(const struct change *c)
{
	return actions[c->cmd.action].effect;
}

static bool
in_doubt(const struct change *c)
{
	return c->life == LIFE_DOUBT || c->life == LIFE_DOUBT_STARTING;
}

static bool
starting(const struct change *c)
{
	return lives[c->life].starting;
}

/* ---- What it shows ------------------------------------------------------ */

/* Whether the state is what was ordered. */
static bool
follows(const struct change *c, const struct state_answer *m)
{
	enum control_state s = control_state(m->state);

	if (change_stops(c))
		return s == STATE_STOPPED || s == STATE_STOPPING;
	if (effect_of(c) == EFFECT_THROTTLE)
		return m->throttled_percent == NONE ||
		    m->throttled_percent == c->cmd.percent;
	return s == STATE_STARTING || s == STATE_MINING || s == STATE_TUNING;
}

/* It refused to start while it was on its way down, and now it stands. */
static bool
can_start(const struct change *c, const struct state_answer *m)
{
	return c->life == LIFE_REFUSED && c->raises && c->cmd.tries < 2 &&
	    control_state(m->state) == STATE_STOPPED;
}

/* It stored the preset, and the worker before us stopped it for that. */
static bool
was_stopped(const struct change *c, const struct state_answer *m)
{
	enum control_state s = control_state(m->state);

	return m->restart_required && c->cmd.accepted_at != NONE &&
	    (s == STATE_STOPPED || s == STATE_STOPPING);
}

/* Its power takes a while to come down after a throttle, and after a preset
 * that runs without a restart: what is shed in a hurry is done when it has. */
static bool
comes_down(const struct change *c)
{
	return c->hurry && !c->raises && !starting(c) &&
	    !lives[c->life].stops && (effect_of(c) == EFFECT_PRESET ||
	    effect_of(c) == EFFECT_THROTTLE);
}

/* ---- Not yet ------------------------------------------------------------ */

static bool
tries_again(const struct change *c)
{
	return in_doubt(c) || (c->life == LIFE_ACCEPTED && !c->hurry &&
	    c->cmd.tries < 2);
}

/* The time is over. */
static void
late(const struct turn *t, struct control_room *room, struct change *c)
{
	if (tries_again(c)) {
		change_step(c, LIFE_LATE);
		c->next_ms = t->now_ms;
		return;
	}
	/* one that was taken over, shown and did not come down was accepted
	 * before the worker could note it */
	change_fail(t, room, c, c->life == LIFE_REFUSED &&
	    c->cmd.accepted_at == NONE ? "refused in the state it was in" :
	    "accepted, but it did not follow");
}

static void
not_yet(const struct turn *t, struct control_room *room, struct change *c)
{
	if (t->now_ms >= c->ends_ms) {
		late(t, room, c);
		return;
	}
	change_step(c, LIFE_NOT_YET);
	change_wait(t->now_ms, c, c->hurry && !starting(c) ? AGAIN_RED_MS :
	    AGAIN_CALM_MS);
}

/* ---- Answers ------------------------------------------------------------ */

/* It shows what it was told, but its power did not follow. */
static void
draws_still(const struct turn *t, struct control_room *room, struct change *c)
{
	bool throttle = effect_of(c) == EFFECT_THROTTLE;

	if (c->life != LIFE_COMING_DOWN) {
		c->ends_ms += throttle ? THROTTLE_MS : OBEYS_MS;
		if (throttle)
			change_note_throttle(t->now_ms, c);
	}
	change_step(c, LIFE_DRAWS);
	not_yet(t, room, c);
}

static void
took_power(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	struct change *c = flight_end(f);
	struct reading r = { .power_w = NONE };

	if (!c)
		return;
	if (call->status == 200 && !f->firmware->summary(&call->arena, call,
	    c->miner->ths_per_miner, &r, NULL) && (r.power_w == NONE ||
	    r.power_w <= c->to_w + c->to_w / DOWN_PART)) {
		change_confirm(f->turn, f->room, c);
		return;
	}
	if (r.power_w != NONE && r.power_w < c->from_w)
		c->from_w = r.power_w;
	draws_still(f->turn, f->room, c);
}

static void
took_back(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	const struct turn *t = f->turn;
	struct control_room *room = f->room;
	struct change *c = flight_end(f);
	bool ok = call->status >= 200 && call->status < 300;
	bool done = false, stands = false;
	const char *preset = NULL;
	struct state_answer m;

	if (!c)
		return;
	if (ok && change_proof(c) == PROOF_PRESET) {
		done = !f->firmware->perf(&call->arena, call, &preset) &&
		    preset && !strcmp(preset, c->cmd.preset);
	} else if (ok && !f->firmware->state(&call->arena, call, &m)) {
		done = follows(c, &m);
		stands = can_start(c, &m);
	}
	if (stands ||
	    (!done && c->life == LIFE_DOUBT && call->status == 200)) {
		if (preset)
			c->miner->control.now = control_preset(
			    &c->miner->control, preset);
		change_step(c, LIFE_OTHER);
		c->next_ms = t->now_ms;
	} else if (done && comes_down(c)) {
		change_step(c, LIFE_SHOWS);
		flight_ask(f, ASK_SUMMARY, true, took_power);
	} else if (done)
		change_confirm(t, room, c);
	else
		not_yet(t, room, c);
}

/* A miner that restarts draws next to nothing, long before it shows its new
 * preset: that will do for the moment, and it has time to show it. */
static void
restarts(const struct turn *t, struct control_room *room, struct change *c)
{
	change_step(c, LIFE_STARTS);
	c->ends_ms = t->now_ms + STARTS_ENDS_MS;
	change_note_drop(&room->changes, t->now_ms - c->sent_ms);
	not_yet(t, room, c);
}

static void
took_state(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	const struct turn *t = f->turn;
	struct control_room *room = f->room;
	struct change *c = flight_end(f);
	struct state_answer m;

	if (!c)
		return;
	if (call->status != 200 ||
	    f->firmware->state(&call->arena, call, &m)) {
		not_yet(t, room, c);
		return;
	}
	if (in_doubt(c))	/* or the gate would take it for a raise */
		c->miner->control.state = control_state(m.state);
	if (was_stopped(c, &m)) {
		change_step(c, LIFE_STANDS);
		change_confirm(t, room, c);
	} else if (control_state(m.state) == STATE_STARTING)
		restarts(t, room, c);
	else if (in_doubt(c) && m.restart_required)
		change_stored(f, c);
	else
		flight_ask(f, ASK_PERF, false, took_back);
}

void
change_read_back(const struct turn *t, struct control_room *room,
    struct change *c)
{
	bool preset = change_proof(c) == PROOF_PRESET;
	bool asked = preset && (c->hurry || in_doubt(c)) && !c->raises &&
	    !starting(c) ?
	    change_ask(t, room, c, ASK_STATE, took_state) :
	    change_ask(t, room, c, preset ? ASK_PERF : ASK_STATE, took_back);

	if (!asked)
		not_yet(t, room, c);
}
