/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/base/log.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"
#include "worker/firmware/firmware.h"

/*
 * The moves of a plan, each as a command: in the plan's order the miners are
 * told in mode act, and in mode observe the command is written down and not
 * sent.  What was told is spent from the ramps, and a start lets the next one
 * wait.
 */

static int
by_order(const void *a, const void *b)
{
	const struct plan_miner *const *x = a, *const *y = b;

	return (*x)->order < (*y)->order ? -1 : (*x)->order > (*y)->order;
}

/* A throttle is a percentage of the preset that runs, not of what an earlier
 * throttle left of it. */
static int64_t
throttle_percent(const struct plan_miner *m)
{
	const struct control *k =
	    &((const struct fleet_miner *)m->who)->control;
	int64_t full_w = k->now >= 0 ? k->presets[k->now].power_w :
	    m->throttled ? 0 : m->expected_w;

	return full_w > 0 ? 100 * m->to_w / full_w : 0;
}

/* The throttle that does what the plan wants; NONE: none does. */
static int64_t
throttle_of(const struct settings *settings, const struct plan *p,
    const struct plan_miner *m)
{
	const struct fleet_miner *u = m->who;
	int64_t percent = throttle_percent(m);

	if (p->band == BAND_RED && m->to >= 0 && percent >= 20 &&
	    percent < 100 && settings->emergency_action == RED_THROTTLE &&
	    firmware_throttles(u->version))
		return percent;
	return m->throttled && m->to >= 0 && m->to == m->now ? 100 : NONE;
}

/* What the plan wants of this miner as a command. */
static void
command_of(const struct settings *settings, const struct plan *p,
    const struct plan_miner *m, struct command *c)
{
	c->percent = throttle_of(settings, p, m);
	c->action = c->percent == NONE ? plan_action(m) : ACTION_THROTTLE;
	c->preset = actions[c->action].argument == ARGUMENT_PRESET ?
	    m->presets[m->to].name : NULL;
	c->reason = m->reason;
	c->new_w = m->to_w;
	c->old_w = NONE;
	c->delta_ths = m->delta_ths;
	c->old_preset = NULL;
}

static void
tell_one(const struct turn *t, struct control_room *room, struct cycle *c,
    struct plan_miner *m, int64_t decision)
{
	struct fleet_miner *u = m->who;
	bool down = m->to_w < m->expected_w;
	bool hurry = c->plan.band == BAND_RED && down;
	struct command cmd = { .id = NONE, .who = teller_words[TELLER_BALANCER],
	    .decision = decision, .emergency = NONE, .tries = 0, .dry = 0 };
	const char *error;

	command_of(t->settings, &c->plan, m, &cmd);
	if (hurry && u->control.change)
		change_drop(t, room, u, "a weightier order came");
	if (!change_begin(t, room, u, &cmd, hurry, &error))
		log_warn("not told mac=%s action=%s why=\"%s\"", u->mac,
		    action_words[cmd.action], error);
}

/* In mode observe each new move of a plan is written down once, as a command
 * that is not sent. */
static void
note_one(const struct turn *t, const struct plan *p, struct plan_miner *m,
    int64_t decision)
{
	struct fleet_miner *u = m->who;
	struct command cmd = { .id = NONE, .at = t->wall_ms, .row = u->row,
	    .who = teller_words[TELLER_BALANCER], .decision = decision,
	    .emergency = NONE, .dry = 1, .state = COMMAND_EXPIRED,
	    .result = "observed only", .sent_at = NONE, .accepted_at = NONE,
	    .ended_at = t->wall_ms };

	if (u->control.dry == m->to)
		return;
	u->control.dry = m->to;
	command_of(t->settings, p, m, &cmd);
	cmd.old_w = m->expected_w;
	if (m->now >= 0)
		cmd.old_preset = m->presets[m->now].name;
	command_add(t->db, &cmd);
}

/* The plan leaves this miner alone: its next move in mode observe is written
 * down again. */
static void
note_stay(const struct plan_miner *m)
{
	struct fleet_miner *u = m->who;

	u->control.dry = PLAN_STAY;
}

void
cycle_carry_out(const struct turn *t, struct control_room *room,
    struct cycle *c, int64_t decision)
{
	struct plan *p = &c->plan;
	struct plan_miner **moves = ARENA_MANY(&room->balancer.plans,
	    struct plan_miner *, p->n + 1);
	bool act = t->settings->balancer_mode == BALANCER_ACT;
	size_t n = 0;
	int starts = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->miners[i].to != PLAN_STAY)
			moves[n++] = &p->miners[i];
		else
			note_stay(&p->miners[i]);
	qsort(moves, n, sizeof *moves, by_order);
	for (size_t i = 0; i < n; i++) {
		starts += moves[i]->phase == PLAN_STOPPED;
		if (act)
			tell_one(t, room, c, moves[i], decision);
		else
			note_one(t, p, moves[i], decision);
	}
	if (act)
		budget_spend(&room->balancer, p->up_w, p->down_w);
	if (act && starts)
		room->balancer.start_ms = t->now_ms +
		    t->settings->restart_gap_s * 1000;
}
