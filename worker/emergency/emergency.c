/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "worker/control/change.h"
#include "worker/control/gate.h"
#include "worker/core/work.h"
#include "worker/emergency/latch.h"

#define LOOK_MS		2000	/* between two looks at the scope */
#define AGAIN_MS	15000	/* before the same miner is told again */

static void
take(struct stop *s, const char *action, const char *scope, const char *who)
{
	snprintf(s->action, sizeof s->action, "%s", action);
	snprintf(s->scope, sizeof s->scope, "%s", scope);
	snprintf(s->who, sizeof s->who, "%s", who);
}

/* Its row, as the latch has it, which may be newer. */
static void
keep_row(struct work *w)
{
	struct stop *s = &w->stop;

	if (s->id == NONE)
		s->id = emergency_begin(w->db, s->who, s->action, s->scope,
		    w->wall_ms);
	else
		emergency_change(w->db, s->id, s->who, s->action, s->scope);
	s->unwritten = true;
}

void
stop_load(struct work *w)
{
	struct stop *s = &w->stop;
	enum latch latch;
	struct emergency e;
	struct arena a;

	arena_init(&a, 4 << 20);
	*s = (struct stop){ .id = NONE };
	latch = latch_read(w);
	s->latched = latch != LATCH_NONE;
	if (emergency_now(w->db, &a, &e)) {
		s->latched = s->durable = true;
		s->id = e.id;
		if (latch != LATCH_READ)
			take(s, e.action, e.scope, e.who);
	}
	if (s->latched) {
		keep_row(w);
		log_warn("an emergency stop is in force action=%s scope=%s"
		    " who=%s", s->action, s->scope, s->who);
	}
	arena_free(&a);
}

/* ---- Telling ------------------------------------------------------------ */

bool
stop_concerns(const struct work *w, const struct unit *u)
{
	return !u->retired && (u->managed || !strcmp(w->stop.scope, "all"));
}

bool
stop_obeyed(const struct work *w, const struct unit *u)
{
	const struct control *c = &u->control;

	if (!strcmp(w->stop.action, "freeze"))
		return true;
	if (c->state == STATE_STOPPED || c->state == STATE_STOPPING ||
	    c->state == STATE_FAILURE)
		return true;
	return !strcmp(w->stop.action, "lowest") && c->n &&
	    c->now == control_lowest(c);
}

static struct command
order_of(const struct work *w, const char *action, const char *preset)
{
	return (struct command){ .id = NONE, .percent = NONE,
	    .action = action, .preset = preset, .who = w->stop.who,
	    .reason = "emergency", .decision = NONE,
	    .emergency = w->stop.id, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN };
}

/* Whether what is under way is what the stop wants.  Then it goes on, in a
 * hurry, and as the stop's own; what a person stops stays his. */
static bool
takes_over(struct work *w, struct change *c, const struct command *cmd)
{
	if (!c || (!change_stops(c) && (!c->hurry || c->raises ||
	    strcmp(c->cmd.action, cmd->action) ||
	    strcmp(c->cmd.preset, cmd->preset))))
		return false;
	if (c->step == CHANGE_QUEUED || c->step == CHANGE_WAITING)
		c->next_ms = w->now_ms;
	if (!c->hurry && c->ends_ms > w->now_ms + CHANGE_RED_MS)
		c->ends_ms = w->now_ms + CHANGE_RED_MS;
	c->hurry = true;
	if (!strcmp(c->cmd.reason, "manual"))
		return true;
	c->emergency = true;
	c->cmd.emergency = w->stop.id;
	command_adopt(w->db, &c->cmd);
	return true;
}

/* Who cannot be told is on record as well, once for each reason. */
static void
refused(struct work *w, struct unit *u, struct command *cmd,
    const char *wrong)
{
	struct control *c = &u->control;

	if (c->refused && !strcmp(c->refused, wrong))
		return;
	c->refused = wrong;
	cmd->row = u->row;
	cmd->at = cmd->ended_at = w->wall_ms;
	cmd->sent_at = cmd->accepted_at = NONE;
	cmd->state = "failed";
	cmd->result = wrong;
	command_add(w->db, cmd);
	log_warn("not told mac=%s action=%s why=\"%s\"", u->mac, cmd->action,
	    wrong);
}

/* Whose lowest preset may not be sent (nothing was heard of it yet, or even
 * that is above its limit) is stopped: nobody stays as it is. */
static bool
tell_stop(struct work *w, struct unit *u)
{
	struct control *c = &u->control;
	int to = strcmp(w->stop.action, "lowest") ? -1 : control_lowest(c);
	struct command low = order_of(w, "preset", to < 0 ? NULL :
	    c->presets[to].name);
	struct command stop = order_of(w, "stop", NULL);
	const char *wrong;

	c->told_ms = w->now_ms;
	c->noted = false;
	if (takes_over(w, c->change, to >= 0 ? &low : &stop))
		return true;
	change_drop(w, u, "an emergency stop came");
	if ((to >= 0 && change_begin(w, u, &low, true, &wrong)) ||
	    change_begin(w, u, &stop, true, &wrong)) {
		c->refused = NULL;
		return true;
	}
	refused(w, u, &stop, wrong);
	return false;
}

/* What could not go on record, the release needs to know all the same. */
void
stop_note(struct work *w)
{
	struct latch_told *told;
	struct arena a;
	size_t n = 0;

	if (!w->stop.latched)
		return;
	arena_init(&a, 16 << 20);
	told = ARENA_MANY(&a, struct latch_told, w->fleet.n + 1);
	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];
		struct control *c = &u->control;
		struct latch_told *t = &told[n];

		if (c->noted || !c->change || !c->change->emergency)
			continue;
		c->noted = true;
		snprintf(t->mac, sizeof t->mac, "%s", u->mac);
		snprintf(t->action, sizeof t->action, "%s",
		    c->change->cmd.action);
		snprintf(t->preset, sizeof t->preset, "%s", c->now >= 0 ?
		    c->presets[c->now].name : "-");
		n++;
	}
	latch_note(w, &a, told, n);
	arena_free(&a);
}

static int
tell_all(struct work *w, bool first)
{
	int n = 0;

	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];
		struct control *c = &u->control;

		if (!stop_concerns(w, u) || stop_obeyed(w, u))
			continue;
		if (first)
			c->refused = NULL;
		if (first || ((u->online || c->refused) &&
		    w->now_ms - c->told_ms >= AGAIN_MS))
			n += tell_stop(w, u);
	}
	return n;
}

/* What waits is not sent any more. */
static void
freeze(struct work *w)
{
	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];
		const struct change *c = u->control.change;

		if (stop_concerns(w, u) && c && (c->step == CHANGE_QUEUED ||
		    c->step == CHANGE_RESTART))
			change_drop(w, u, "an emergency stop came");
	}
}

int
stop_left(const struct work *w)
{
	int n = 0;

	for (size_t i = 0; i < w->fleet.n; i++)
		n += stop_concerns(w, w->fleet.units[i]) &&
		    !w->fleet.units[i]->control.refused &&
		    !stop_obeyed(w, w->fleet.units[i]);
	return n;
}

/*
 * A second stop while one is in force is the same one, told another way: its
 * row has those whom the release must bring back.  Whom the first concerned,
 * the second does as well.
 */
int
stop_all(struct work *w, const char *action, const char *scope,
    const char *who)
{
	struct stop *s = &w->stop;
	int n;

	if (!s->latched) {
		s->id = NONE;
		s->durable = false;
	}
	take(s, action, s->latched && !strcmp(s->scope, "all") ? "all" :
	    scope, who);
	s->latched = true;
	s->restarting = s->releasing = false;
	latch_write(w);
	keep_row(w);
	if (!strcmp(action, "freeze"))
		freeze(w);
	n = tell_all(w, true);
	s->next_ms = w->now_ms + LOOK_MS;
	log_warn("emergency stop action=%s scope=%s who=%s told=%d", action,
	    s->scope, who, n);
	tell(w, "emergency", NULL, "emergency stop");
	w->balance_now = true;
	return n;
}

/* ---- Turns --------------------------------------------------------------- */

/* What was put on record about them is gone. */
static void
forget_refused(struct work *w)
{
	for (size_t i = 0; i < w->fleet.n; i++)
		w->fleet.units[i]->control.refused = NULL;
}

void
stop_committed(struct work *w, bool durable)
{
	struct stop *s = &w->stop;

	if (!durable && !s->durable)
		s->id = NONE;		/* it was rolled back */
	s->durable = s->id != NONE && (durable || s->durable);
	if (!durable)
		forget_refused(w);
	s->unwritten &= !durable || s->id == NONE;
	if (s->releasing && durable)
		stop_released(w);
	s->releasing = false;
}

void
stop_turn(struct work *w)
{
	struct stop *s = &w->stop;

	if (s->releasing)
		return;
	if (s->latched && (s->id == NONE || s->unwritten) &&
	    !db_sick(w->db))
		keep_row(w);
	if (s->latched && w->now_ms >= s->next_ms) {
		s->next_ms = w->now_ms + LOOK_MS;
		tell_all(w, false);
	}
	stop_restart(w);
}
