/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/* A change is put to its miner, and what the miner answers to that. */

#define TRIES_RED	3
#define TRIES_CALM	2

static const enum question told_by[] = {
	[ACTION_START] = TELL_START, [ACTION_STOP] = TELL_STOP,
	[ACTION_PAUSE] = TELL_PAUSE, [ACTION_RESUME] = TELL_RESUME,
	[ACTION_RESTART] = TELL_RESTART, [ACTION_REBOOT] = TELL_REBOOT,
	[ACTION_FIND] = TELL_FIND, [ACTION_PRESET] = TELL_PRESET,
	[ACTION_THROTTLE] = TELL_THROTTLE,
};

_Static_assert(sizeof told_by / sizeof *told_by == ACTIONS,
    "the firmware has a question for each action");

/* ---- Answers ------------------------------------------------------------ */

static void took_told(struct http_call *call, void *arg);

void
change_stored(struct flight *f, struct change *c)
{
	if (!c->hurry || c->raises) {
		change_step(c, LIFE_STORES);
		return;
	}
	/* A restart would bring load back in the red band: stop it, and the
	 * preset counts when it starts again. */
	change_step(c, LIFE_STORES_STOP);
	c->to_w = PLAN_STANDBY_W;
	flight_ask(f, TELL_STOP, true, took_told);
}

static void
lost(const struct turn *t, struct control_room *room, struct change *c,
    const char *why)
{
	int max = c->hurry ? TRIES_RED : TRIES_CALM;

	if (c->cmd.tries >= max) {
		change_fail(t, room, c, why);
		return;
	}
	change_step(c, LIFE_LOST);
	change_wait(t->now_ms, c, c->hurry ? 500 : 5000);
}

/* Whether a 500 says no more than that the miner is there already, or is on
 * its way down and can be started when it stands. */
static bool
refusable(const struct change *c)
{
	return lives[c->life].stops || actions[c->cmd.action].refusable;
}

/* Its state will tell. */
static void
refused(int64_t now_ms, struct change *c)
{
	change_step(c, LIFE_REFUSES);
	c->ends_ms = now_ms + (c->raises ? CHANGE_CALM_MS : CHANGE_RED_MS);
}

static void
accepted(const struct turn *t, struct change *c)
{
	change_step(c, LIFE_ACCEPTS);
	c->told_tries = c->cmd.tries;
	c->cmd.accepted_at = t->wall_ms;
	command_set(t->db, &c->cmd);
	c->ends_ms = t->now_ms + (c->hurry ? CHANGE_RED_MS : CHANGE_CALM_MS);
}

static bool
went_through(const struct change *c, const struct http_call *call)
{
	return (call->status >= 200 && call->status < 300) ||
	    (call->status == 0 && actions[c->cmd.action].no_reply);
}

/* An answer that says so, or may as well. */
static void
took_yes(struct flight *f, struct change *c, struct http_call *call)
{
	const struct turn *t = f->turn;
	enum life before = c->life;
	bool restart = false;

	if (went_through(c, call))
		accepted(t, c);
	else
		refused(t->now_ms, c);
	if (change_proof(c) == PROOF_ANSWER) {
		change_confirm(t, f->room, c);
		return;
	}
	if (change_proof(c) == PROOF_PRESET) {
		f->firmware->saved(&call->arena, call, &restart);
		control_stored(t->now_ms, c->miner, c->cmd.preset);
	}
	/* one restart, no more, and none that it wanted before */
	if (restart && before == LIFE_TOLD)
		change_stored(f, c);
	else
		change_wait(t->now_ms, c, c->hurry ? 1000 : 2000);
}

static void
took_told(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	struct change *c = flight_end(f);

	if (!c)
		return;
	if (call->status == 401) {
		c->miner->key_bad = true;
		change_fail(f->turn, f->room, c, "it refused our key");
	} else if (went_through(c, call) || (call->status == 500 &&
	    refusable(c)))
		took_yes(f, c, call);
	else
		lost(f->turn, f->room, c, arena_printf(&call->arena,
		    call->status ? "HTTP %d" : "no answer", call->status));
}

static void
took_look(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	struct change *c = flight_end(f);
	struct state_answer m = { .restart_required = false };

	if (!c)
		return;
	if (call->status != 200 ||
	    f->firmware->state(&call->arena, call, &m))
		m.restart_required = false;
	/* a preset of ours that waits for one may have it now */
	change_step(c, m.restart_required && c->miner->control.stored < 0 ?
	    LIFE_FLAG_STOOD : LIFE_TELLS);
	flight_ask(f, TELL_PRESET, true, took_told);
}

/* ---- Telling ------------------------------------------------------------ */

static void
sent(const struct turn *t, struct change *c, enum happening event)
{
	struct control *k = &c->miner->control;

	change_step(c, event);
	c->cmd.tries++;
	if (c->cmd.sent_at == NONE) {
		c->cmd.sent_at = t->wall_ms;
		c->sent_ms = t->now_ms;
		k->changed_ms = t->now_ms;
		if (c->raises)
			control_raised(k, t->now_ms);
	}
}

/* The gate once more: much may have changed since it was queued. */
void
change_send(const struct turn *t, struct control_room *room, struct change *c)
{
	const char *error = gate(t, room, c->miner, &c->cmd);

	if (c->raises && c->durable_id == NONE)
		change_expire(t, room, c, "it could not be written down");
	else if (error)
		change_fail(t, room, c, error);
	else if (change_proof(c) == PROOF_PRESET && !c->hurry) {
		if (change_ask(t, room, c, ASK_STATE, took_look))
			sent(t, c, LIFE_LOOKS);
	} else if (change_ask(t, room, c, lives[c->life].stops ? TELL_STOP :
	    told_by[c->cmd.action], took_told))
		sent(t, c, LIFE_TELLS);
}

/* Its turn to restart mining, in batches. */
void
change_restart(const struct turn *t, struct control_room *room,
    struct change *c)
{
	struct changes *all = &room->changes;
	const char *error = gate(t, room, c->miner, &c->cmd);

	if (error) {
		change_expire(t, room, c, error);
		return;
	}
	if (t->now_ms >= all->restart_ms) {
		all->restart_ms = t->now_ms +
		    t->settings->restart_gap_s * 1000;
		all->restarts = (int)t->settings->restart_batch;
	}
	if (all->restarts == 0)
		return;
	if (change_ask(t, room, c, TELL_RESTART, took_told)) {
		all->restarts--;
		change_step(c, LIFE_TELLS);
	}
}
