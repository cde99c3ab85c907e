/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"
#include "worker/emergency/latch.h"

/*
 * An emergency stop is told at once and told again until it is obeyed.
 * stop_all() sets the latch, writes the file beside the database before
 * anything else, and begins a change in a hurry for each miner in the scope;
 * what was under way is dropped, or taken over if it is a stop already.
 *
 * While the latch is set, stop_turn() looks at the scope every two seconds: a
 * miner that has come back, restarted or not obeyed is told again, at most
 * every 15 s.  None of this waits for the disk.  When a transaction fails the
 * commands are sent all the same, and the file has which miners were told,
 * because the release must bring them back.
 */

#define SCOPE_LOOK_MS	2000	/* between two looks at the scope */
#define AGAIN_MS	15000	/* before the same miner is told again */

static void
take(struct stop *s, enum emergency_action action, enum emergency_scope scope,
    const char *who)
{
	s->action = action;
	s->scope = scope;
	snprintf(s->who, sizeof s->who, "%s", who);
}

static void
forget_progress(struct emergency_room *e)
{
	*e = (struct emergency_room){ .control = e->control,
	    .folder = e->folder };
}

/* Write the stop into its row as the latch's file has it, which may be
 * newer. */
static void
keep_row(const struct turn *t, struct emergency_room *room)
{
	struct stop *s = &room->control->stop;

	if (s->id == NONE)
		s->id = emergency_begin(t->db, s->who, s->action, s->scope,
		    t->wall_ms);
	else
		emergency_change(t->db, s->id, s->who, s->action, s->scope);
	room->unwritten = true;
}

void
stop_load(const struct turn *t, struct emergency_room *room)
{
	struct stop *s = &room->control->stop;
	enum latch latch;
	struct emergency row;
	struct arena a;

	arena_init(&a, 4 << 20);
	*s = (struct stop){ .id = NONE };
	forget_progress(room);
	latch = latch_read(room);
	s->latched = latch != LATCH_NONE;
	if (emergency_now(t->db, &a, &row)) {
		s->latched = room->durable = true;
		s->id = row.id;
		if (latch != LATCH_READ)
			take(s, row.action, row.scope, row.who);
	}
	/* A word of a later version is taken for the strictest. */
	if (s->latched && !s->action)
		s->action = EMERGENCY_STOP;
	if (s->latched && !s->scope)
		s->scope = EMERGENCY_ALL;
	if (s->latched) {
		keep_row(t, room);
		log_warn("an emergency stop is in force action=%s scope=%s"
		    " who=%s", emergency_action_words[s->action],
		    emergency_scope_words[s->scope], s->who);
	}
	arena_free(&a);
}

/* ---- Telling ------------------------------------------------------------ */

bool
stop_concerns(const struct stop *stop, const struct fleet_miner *u)
{
	return !u->retired && (u->managed || stop->scope == EMERGENCY_ALL);
}

bool
stop_obeyed(const struct stop *stop, const struct fleet_miner *u)
{
	const struct control *c = &u->control;

	if (stop->action == EMERGENCY_FREEZE)
		return true;
	if (c->state == STATE_STOPPED || c->state == STATE_STOPPING ||
	    c->state == STATE_FAILURE)
		return true;
	return stop->action == EMERGENCY_LOWEST && c->n &&
	    c->now == control_lowest(c);
}

static struct command
order_of(const struct stop *stop, enum action action, const char *preset)
{
	return (struct command){ .id = NONE, .percent = NONE,
	    .action = action, .preset = preset, .who = stop->who,
	    .reason = REASON_EMERGENCY, .decision = NONE,
	    .emergency = stop->id, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN };
}

/* Whether the change under way is what the stop wants.  Then it goes on, in a
 * hurry and as the stop's own.  A change by which a person stops the miner
 * stays that person's, so the release will not start it. */
static bool
takes_over(const struct turn *t, struct stop *stop, struct change *c,
    const struct command *cmd)
{
	if (!c || (!change_stops(c) && (!c->hurry || c->raises ||
	    c->cmd.action != cmd->action ||
	    !text_same(c->cmd.preset, cmd->preset))))
		return false;
	c->next_ms = t->now_ms;
	if (!c->hurry && c->ends_ms > t->now_ms + CHANGE_RED_MS)
		c->ends_ms = t->now_ms + CHANGE_RED_MS;
	c->hurry = true;
	if (c->cmd.reason == REASON_MANUAL)
		return true;
	c->emergency = true;
	c->cmd.emergency = stop->id;
	command_adopt(t->db, &c->cmd);
	return true;
}

/* A miner that cannot be told is on record as well, once for each reason. */
static void
refused(const struct turn *t, struct fleet_miner *u, struct command *cmd,
    const char *error)
{
	struct control *c = &u->control;

	if (c->refused && !strcmp(c->refused, error))
		return;
	c->refused = error;
	cmd->row = u->row;
	cmd->at = cmd->ended_at = t->wall_ms;
	cmd->sent_at = cmd->accepted_at = NONE;
	cmd->state = COMMAND_FAILED;
	cmd->result = error;
	command_add(t->db, cmd);
	log_warn("not told mac=%s action=%s why=\"%s\"", u->mac,
	    action_words[cmd->action], error);
}

/* A miner whose lowest preset may not be sent (its list is not known yet, or
 * even that preset is above its limit) is stopped: no miner stays as it is. */
static bool
tell_stop(const struct turn *t, struct control_room *control,
    struct fleet_miner *u)
{
	struct control *c = &u->control;
	int to = control->stop.action == EMERGENCY_LOWEST ?
	    control_lowest(c) : -1;
	struct command low = order_of(&control->stop, ACTION_PRESET, to < 0 ?
	    NULL : c->presets[to].name);
	struct command stop = order_of(&control->stop, ACTION_STOP, NULL);
	const char *error;

	c->told_ms = t->now_ms;
	c->noted = false;
	if (takes_over(t, &control->stop, c->change, to >= 0 ? &low : &stop))
		return true;
	change_drop(t, control, u, "an emergency stop came");
	if ((to >= 0 && change_begin(t, control, u, &low, true, &error)) ||
	    change_begin(t, control, u, &stop, true, &error)) {
		c->refused = NULL;
		return true;
	}
	refused(t, u, &stop, error);
	return false;
}

/* Commands of the stop that could not go on record are noted in the file, for
 * the release must know which miners to bring back. */
void
stop_note(struct fleet *fleet, struct emergency_room *room)
{
	struct latch_told *told;
	struct arena a;
	size_t n = 0;

	if (!room->control->stop.latched)
		return;
	arena_init(&a, 16 << 20);
	told = ARENA_MANY(&a, struct latch_told, fleet->n + 1);
	for (size_t i = 0; i < fleet->n; i++) {
		struct fleet_miner *u = fleet->miners[i];
		struct control *c = &u->control;
		struct latch_told *to = &told[n];

		if (c->noted || !c->change || !c->change->emergency)
			continue;
		c->noted = true;
		snprintf(to->mac, sizeof to->mac, "%s", u->mac);
		to->action = c->change->cmd.action;
		snprintf(to->preset, sizeof to->preset, "%s", c->now >= 0 ?
		    c->presets[c->now].name : "-");
		n++;
	}
	latch_note(room, &a, told, n);
	arena_free(&a);
}

static int
tell_all(const struct turn *t, struct control_room *control, bool first)
{
	int n = 0;

	for (size_t i = 0; i < t->fleet->n; i++) {
		struct fleet_miner *u = t->fleet->miners[i];
		struct control *c = &u->control;

		if (!stop_concerns(&control->stop, u) ||
		    stop_obeyed(&control->stop, u))
			continue;
		if (first)
			c->refused = NULL;
		if (first || ((u->online || c->refused) &&
		    t->now_ms - c->told_ms >= AGAIN_MS))
			n += tell_stop(t, control, u);
	}
	return n;
}

/* Changes that were not sent yet are dropped. */
static void
freeze(const struct turn *t, struct control_room *control)
{
	for (size_t i = 0; i < t->fleet->n; i++) {
		struct fleet_miner *u = t->fleet->miners[i];
		const struct change *c = u->control.change;

		if (stop_concerns(&control->stop, u) && c && change_unsent(c))
			change_drop(t, control, u, "an emergency stop came");
	}
}

int
stop_left(const struct fleet *fleet, const struct stop *stop)
{
	int n = 0;

	for (size_t i = 0; i < fleet->n; i++)
		n += stop_concerns(stop, fleet->miners[i]) &&
		    !fleet->miners[i]->control.refused &&
		    !stop_obeyed(stop, fleet->miners[i]);
	return n;
}

/*
 * A second stop while one is in force changes that one, for its row has the
 * miners that the release must bring back.  A miner that the first concerned is
 * concerned by the second as well.
 */
int
stop_all(const struct turn *t, struct emergency_room *room,
    enum emergency_action action, enum emergency_scope scope, const char *who)
{
	struct stop *s = &room->control->stop;
	int n;

	if (!s->latched) {
		s->id = NONE;
		room->durable = false;
	}
	take(s, action, s->latched && s->scope == EMERGENCY_ALL ?
	    EMERGENCY_ALL : scope, who);
	s->latched = true;
	room->restarting = room->releasing = false;
	latch_write(room);
	keep_row(t, room);
	if (action == EMERGENCY_FREEZE)
		freeze(t, room->control);
	n = tell_all(t, room->control, true);
	room->next_ms = t->now_ms + SCOPE_LOOK_MS;
	log_warn("emergency stop action=%s scope=%s who=%s told=%d",
	    emergency_action_words[action], emergency_scope_words[s->scope],
	    who, n);
	tell(t, "emergency", NULL, "emergency stop");
	room->control->balance_now = true;
	return n;
}

/* ---- Turns --------------------------------------------------------------- */

/* The rows of miners that could not be told were rolled back: they are to be
 * recorded again. */
static void
forget_refused(struct fleet *fleet)
{
	for (size_t i = 0; i < fleet->n; i++)
		fleet->miners[i]->control.refused = NULL;
}

void
stop_committed(const struct turn *t, struct emergency_room *room, bool durable)
{
	struct stop *s = &room->control->stop;

	if (!durable && !room->durable)
		s->id = NONE;		/* it was rolled back */
	room->durable = s->id != NONE && (durable || room->durable);
	if (!durable)
		forget_refused(t->fleet);
	room->unwritten &= !durable || s->id == NONE;
	if (room->releasing && durable)
		stop_released(t, room);
	room->releasing = false;
}

void
stop_turn(const struct turn *t, struct emergency_room *room)
{
	struct stop *s = &room->control->stop;

	if (room->releasing)
		return;
	if (s->latched && (s->id == NONE || room->unwritten) &&
	    !db_sick(t->db))
		keep_row(t, room);
	if (s->latched && t->now_ms >= room->next_ms) {
		room->next_ms = t->now_ms + SCOPE_LOOK_MS;
		tell_all(t, room->control, false);
	}
	stop_restart(t, room);
}
