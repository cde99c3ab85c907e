/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "hive/base/log.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * The list of changes; what each has due in a turn is a column of its state
 * (worker/control/life.h).  Its row is written within the turn's transaction
 * and it is sent after the commit.  A transaction may be lost, so
 * `durable_id' is the row that is certain, and cmd.id that of this turn until
 * it is.  A change that ends on a sick disk stays on the list until its row
 * can be written.
 */

/* ---- The list ----------------------------------------------------------- */

struct change *
change_new(struct fleet *fleet, struct changes *changes)
{
	struct change *c = changes->spare, **to = &changes->first;

	if (c)
		changes->spare = c->next;
	else
		c = ARENA_NEW(&fleet->arena, struct change);
	*c = (struct change){ .cmd = { .id = NONE }, .life = LIFE_QUEUED,
	    .durable_id = NONE };
	while (*to)
		to = &(*to)->next;
	*to = c;
	changes->n++;
	return c;
}

static void
forget(struct changes *changes, struct change *c)
{
	struct change **at = &changes->first;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	changes->n--;
	c->next = changes->spare;
	changes->spare = c;
}

static const char *
keep(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
	return from ? to : NULL;
}

/* The command with its texts in the change. */
void
change_copy(struct change *c, const struct command *cmd)
{
	c->cmd = *cmd;
	c->cmd.preset = keep(c->text[0], sizeof c->text[0], cmd->preset);
	c->cmd.old_preset = keep(c->text[1], sizeof c->text[1],
	    cmd->old_preset);
	c->cmd.who = keep(c->who, sizeof c->who, cmd->who);
	c->cmd.miner = c->cmd.result = NULL;
}

bool
change_stops(const struct change *c)
{
	return lives[c->life].stops ||
	    actions[c->cmd.action].effect == EFFECT_STOP;
}

enum proof
change_proof(const struct change *c)
{
	return lives[c->life].stops ? PROOF_STATE :
	    actions[c->cmd.action].proof;
}

bool
change_unsent(const struct change *c)
{
	return lives[c->life].due == DUE_TELL ||
	    lives[c->life].due == DUE_RESTART;
}

void
change_enter(struct change *c, enum life l)
{
	c->life = l;
	if (lives[l].shown > c->cmd.state)
		c->cmd.state = lives[l].shown;
}

bool
change_step(struct change *c, enum happening event)
{
	enum life to = life_next(c->life, event);

	if (to == LIFE_NONE) {
		log_error("a change cannot do this mac=%s state=%s event=%s",
		    c->miner->mac, lives[c->life].name, happenings[event]);
		return false;
	}
	change_enter(c, to);
	return true;
}

void
change_wait(int64_t now_ms, struct change *c, int64_t ms)
{
	c->next_ms = now_ms + ms;
}

struct change *
change_begin(const struct turn *t, struct control_room *room,
    struct fleet_miner *u, const struct command *cmd, bool hurry,
    const char **error)
{
	struct control *k = &u->control;
	struct change *c;

	*error = k->change ? "an order is on its way to it" :
	    gate(t, room, u, cmd);
	if (*error)
		return NULL;
	c = change_new(t->fleet, &room->changes);
	change_copy(c, cmd);
	c->miner = u;
	c->raises = gate_raises(u, cmd);
	c->hurry = hurry;
	c->emergency = cmd->reason == REASON_EMERGENCY ||
	    cmd->emergency != NONE;
	c->from_w = control_settled_w(u);
	c->to_w = cmd->new_w != NONE ? cmd->new_w : control_after_w(u, cmd);
	if (c->to_w == NONE)
		c->to_w = c->from_w;
	c->cmd.row = u->row;
	c->cmd.at = t->wall_ms;
	c->cmd.old_w = c->from_w;
	c->cmd.new_w = c->to_w;
	if (isnan(c->cmd.delta_ths))
		c->cmd.delta_ths = control_delta_ths(u, cmd);
	c->cmd.state = COMMAND_QUEUED;
	c->cmd.sent_at = c->cmd.accepted_at = c->cmd.ended_at = NONE;
	if (!c->cmd.old_preset && k->now >= 0)
		c->cmd.old_preset = keep(c->text[1], sizeof c->text[1],
		    k->presets[k->now].name);
	c->cmd.id = command_add(t->db, &c->cmd);
	k->change = c;
	return c;
}

static void
leave_miner(struct change *c)
{
	if (c->flight)
		c->flight->change = NULL;
	c->flight = NULL;
	c->miner->control.change = NULL;
}

/* Its row was rolled back, and so, maybe, that of the emergency stop. */
static void
add_row(struct db *db, struct stop *stop, struct change *c)
{
	if (c->emergency)
		c->cmd.emergency = stop->id;
	c->cmd.id = command_add(db, &c->cmd);
}

static void
write_down(struct db *db, struct control_room *room, struct change *c)
{
	if (c->cmd.id == NONE)
		add_row(db, &room->stop, c);
	command_set(db, &c->cmd);
	forget(&room->changes, c);
}

void
change_end(struct db *db, struct control_room *room, struct change *c)
{
	leave_miner(c);
	if (!db_sick(db)) {
		write_down(db, room, c);
		return;
	}
	c->cmd.result = keep(c->text[2], sizeof c->text[2], c->cmd.result);
	c->cmd.id = c->durable_id;
}

/* ---- Turns --------------------------------------------------------------- */

/* Those in a hurry first, all in the order that they were decided. */
void
changes_send(const struct turn *t, struct control_room *room, bool durable)
{
	struct change *c, *next;

	for (c = room->changes.first; c; c = c->next) {
		if (durable)
			c->durable_id = c->cmd.id;
		else if (c->durable_id == NONE)
			c->cmd.id = NONE;	/* its row was rolled back */
	}
	for (int hurry = 1; hurry >= 0; hurry--)
		for (c = room->changes.first; c; c = next) {
			next = c->next;
			if (c->hurry == hurry && t->now_ms >= c->next_ms &&
			    lives[c->life].due == DUE_TELL)
				change_send(t, room, c);
		}
}

/* What its row has not got yet. */
static void
catch_up(struct db *db, struct control_room *room, struct change *c)
{
	if (c->cmd.id == NONE && !life_ended(c->life))
		add_row(db, &room->stop, c);
	if (c->told_tries < c->cmd.tries && c->cmd.id != NONE &&
	    !db_sick(db)) {
		command_set(db, &c->cmd);
		c->told_tries = c->cmd.tries;
	}
}

static void
turn(const struct turn *t, struct control_room *room, struct change *c)
{
	switch (lives[c->life].due) {
	case DUE_RECORD:
		if (!db_sick(t->db))
			write_down(t->db, room, c);
		break;
	case DUE_RESTART:
		change_restart(t, room, c);
		break;
	case DUE_READ:
		if (!c->flight && t->now_ms >= c->next_ms)
			change_read_back(t, room, c);
		break;
	case DUE_TELL:		/* after the commit: changes_send() */
	case DUE_ANSWER:
		break;
	}
}

void
changes_turn(const struct turn *t, struct control_room *room)
{
	struct change *next;

	for (struct change *c = room->changes.first; c; c = next) {
		next = c->next;
		catch_up(t->db, room, c);
		turn(t, room, c);
	}
}

static int64_t
due_ms(const struct changes *changes, const struct change *c)
{
	enum due due = lives[c->life].due;

	if (c->flight || due == DUE_RECORD)
		return NEVER;
	return due == DUE_RESTART ? changes->restart_ms : c->next_ms;
}

int64_t
changes_next_ms(int64_t now_ms, const struct changes *changes)
{
	int64_t next = NEVER;

	for (const struct change *c = changes->first; c; c = c->next)
		if (due_ms(changes, c) < next)
			next = due_ms(changes, c);
	return next > now_ms ? next : now_ms + 20;
}
