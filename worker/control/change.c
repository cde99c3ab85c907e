/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

#define TRIES_RED	3
#define TRIES_CALM	2

/* ---- The list ----------------------------------------------------------- */

struct change *
change_new(struct fleet *fleet, struct changes *changes)
{
	struct change *c = changes->spare, **to = &changes->first;

	if (c)
		changes->spare = c->next;
	else
		c = ARENA_NEW(&fleet->arena, struct change);
	*c = (struct change){ .cmd = { .id = NONE } };
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
	c->cmd.action = keep(c->text[0], sizeof c->text[0], cmd->action);
	c->cmd.preset = keep(c->text[1], sizeof c->text[1], cmd->preset);
	c->cmd.old_preset = keep(c->text[2], sizeof c->text[2],
	    cmd->old_preset);
	c->cmd.reason = keep(c->text[3], sizeof c->text[3], cmd->reason);
	c->cmd.who = keep(c->who, sizeof c->who, cmd->who);
	c->cmd.miner = c->cmd.result = NULL;
}

static bool
is(const struct change *c, const char *action)
{
	return !strcmp(c->cmd.action, action);
}

bool
change_stops(const struct change *c)
{
	return c->stops || is(c, "stop") || is(c, "pause");
}

struct change *
change_begin(const struct turn *t, struct control_room *room, struct unit *u,
    const struct command *cmd, bool hurry, const char **wrong)
{
	struct control *k = &u->control;
	struct change *c;

	*wrong = k->change ? "an order is on its way to it" :
	    gate(t, room, u, cmd);
	if (*wrong)
		return NULL;
	c = change_new(t->fleet, &room->changes);
	change_copy(c, cmd);
	c->unit = u;
	c->raises = gate_raises(u, cmd);
	c->hurry = hurry;
	c->emergency = !strcmp(cmd->reason, "emergency") ||
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
	c->cmd.state = "queued";
	c->cmd.sent_at = c->cmd.accepted_at = c->cmd.ended_at = NONE;
	if (!c->cmd.old_preset && k->now >= 0)
		c->cmd.old_preset = keep(c->text[2], sizeof c->text[2],
		    k->presets[k->now].name);
	c->cmd.id = command_add(t->db, &c->cmd);
	k->change = c;
	return c;
}

static void
leave_unit(struct change *c)
{
	if (c->flight)
		c->flight->change = NULL;
	c->flight = NULL;
	c->unit->control.change = NULL;
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
	leave_unit(c);
	if (!db_sick(db)) {
		write_down(db, room, c);
		return;
	}
	c->cmd.result = keep(c->text[4], sizeof c->text[4], c->cmd.result);
	c->cmd.id = c->durable ? c->cmd.id : NONE;
	c->step = CHANGE_ENDED;
}

/* ---- Sending ------------------------------------------------------------ */

static enum question
question_of(const struct change *c)
{
	static const struct {
		const char	*action;
		enum question	 q;
	} told[] = {
		{ "preset", TELL_PRESET }, { "start", TELL_START },
		{ "stop", TELL_STOP }, { "pause", TELL_PAUSE },
		{ "resume", TELL_RESUME }, { "restart", TELL_RESTART },
		{ "throttle", TELL_THROTTLE }, { "reboot", TELL_REBOOT },
		{ "find", TELL_FIND },
	};

	if (c->stops)		/* its preset is stored */
		return TELL_STOP;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (is(c, told[i].action))
			return told[i].q;
	log_die("no action %s", c->cmd.action);
}

static void took_told(struct http_call *call, void *arg);

static void
again(const struct turn *t, struct control_room *room, struct change *c,
    const char *why)
{
	int most = c->hurry ? TRIES_RED : TRIES_CALM;

	if (c->cmd.tries >= most) {
		change_fail(t, room, c, why);
		return;
	}
	c->step = CHANGE_QUEUED;
	c->next_ms = t->now_ms + (c->hurry ? 500 : 5000);
}

void
change_wants_restart(struct flight *f, struct change *c)
{
	if (!c->hurry || c->raises) {
		c->step = CHANGE_RESTART;
		return;
	}
	/* A restart would bring load back in the red band: stop it, and the
	 * preset counts when it starts again. */
	c->stops = true;
	c->to_w = PLAN_STANDBY_W;
	flight_ask(f, TELL_STOP, true, took_told);
}

static void
accepted(const struct turn *t, struct change *c)
{
	c->cmd.state = "accepted";
	c->told = false;
	c->cmd.accepted_at = t->wall_ms;
	command_set(t->db, &c->cmd);
	c->ends_ms = t->now_ms + (c->hurry ? CHANGE_RED_MS : CHANGE_CALM_MS);
}

/* It answered 500: it is there already, or it is on its way down and can be
 * started when it stands.  Its state will tell. */
static void
refused(int64_t now_ms, struct change *c)
{
	c->refused = true;
	c->ends_ms = now_ms + (c->raises ? CHANGE_CALM_MS : CHANGE_RED_MS);
}

/* Whether a 500 says no more than that. */
static bool
may_be_there(const struct change *c)
{
	return c->stops || (!is(c, "preset") && !is(c, "throttle"));
}

/* An empty reply to a reboot is what a reboot looks like. */
static bool
went_through(const struct change *c, const struct http_call *call)
{
	return (call->status >= 200 && call->status < 300) ||
	    (call->status == 0 && is(c, "reboot"));
}

static void
took_told(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	const struct turn *t = f->turn;
	struct control_room *room = f->room;
	struct change *c = flight_end(f);
	bool restart = false, before;

	if (!c)
		return;
	if (call->status == 401) {
		c->unit->key_bad = true;
		change_fail(t, room, c, "it refused our key");
	} else if (!went_through(c, call) && !(call->status == 500 &&
	    may_be_there(c))) {
		again(t, room, c, arena_printf(&call->arena, call->status ?
		    "HTTP %d" : "no answer", call->status));
	} else {
		before = c->stops;
		if (went_through(c, call))
			accepted(t, c);
		else
			refused(t->now_ms, c);
		if (is(c, "find") || is(c, "reboot")) {
			change_confirm(t, room, c);
			return;
		}
		if (is(c, "preset") && !before) {
			f->firmware->saved(&call->arena, call, &restart);
			control_stored(t->now_ms, c->unit, c->cmd.preset);
		}
		if (restart && !c->restart_before)
			change_wants_restart(f, c);
		else
			change_wait(t->now_ms, c, c->hurry ? 1000 : 2000);
	}
}

static void
sent(const struct turn *t, struct change *c)
{
	struct control *k = &c->unit->control;

	c->cmd.state = "sent";
	c->told = true;
	c->cmd.tries++;
	if (c->cmd.sent_at == NONE) {
		c->cmd.sent_at = t->wall_ms;
		c->sent_ms = t->now_ms;
		k->changed_ms = t->now_ms;
		if (c->raises)
			control_raised(k, t->now_ms);
	}
}

static void
took_before(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	struct change *c = flight_end(f);
	struct machine m;

	if (!c)
		return;
	if (call->status == 200 &&
	    !f->firmware->state(&call->arena, call, &m))
		/* a preset of ours that waits for one may have it now */
		c->restart_before = m.restart_required &&
		    c->unit->control.stored < 0;
	flight_ask(f, TELL_PRESET, true, took_told);
}

/* The gate once more: much may have changed since it was queued. */
static void
send(const struct turn *t, struct control_room *room, struct change *c)
{
	const char *wrong = gate(t, room, c->unit, &c->cmd);
	bool calm = is(c, "preset") && !c->hurry;

	if (c->raises && !c->durable)
		change_expire(t, room, c, "it could not be written down");
	else if (wrong)
		change_fail(t, room, c, wrong);
	else if (change_ask(t, room, c, calm ? ASK_STATE : question_of(c),
	    calm ? took_before : took_told))
		sent(t, c);
}

/* Those in a hurry first, all in the order that they were decided. */
void
changes_send(const struct turn *t, struct control_room *room, bool durable)
{
	struct change *c, *next;

	for (c = room->changes.first; c; c = c->next) {
		if (!durable && !c->durable)
			c->cmd.id = NONE;	/* its row was rolled back */
		c->durable |= durable && c->cmd.id != NONE;
	}
	for (int hurry = 1; hurry >= 0; hurry--)
		for (c = room->changes.first; c; c = next) {
			next = c->next;
			if (c->hurry == hurry && c->step == CHANGE_QUEUED &&
			    t->now_ms >= c->next_ms)
				send(t, room, c);
		}
}

/* ---- Time --------------------------------------------------------------- */

static void
restart_next(const struct turn *t, struct control_room *room, struct change *c)
{
	struct changes *all = &room->changes;
	const char *wrong = gate(t, room, c->unit, &c->cmd);

	if (wrong) {
		change_expire(t, room, c, wrong);
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
		c->restart_before = true;	/* one restart, no more */
	}
}

void
changes_turn(const struct turn *t, struct control_room *room)
{
	struct change *next;

	for (struct change *c = room->changes.first; c; c = next) {
		next = c->next;
		if (c->cmd.id == NONE && c->step != CHANGE_ENDED)
			add_row(t->db, &room->stop, c);
		if (c->told && c->cmd.id != NONE && !db_sick(t->db)) {
			command_set(t->db, &c->cmd);
			c->told = false;
		}
		if (c->step == CHANGE_ENDED && !db_sick(t->db))
			write_down(t->db, room, c);
		else if (c->step == CHANGE_RESTART)
			restart_next(t, room, c);
		else if (c->step == CHANGE_WAITING && t->now_ms >= c->next_ms)
			change_read_back(t, room, c);
	}
}

int64_t
changes_next_ms(int64_t now_ms, const struct changes *changes)
{
	int64_t next = NEVER;

	for (const struct change *c = changes->first; c; c = c->next) {
		int64_t at = c->step == CHANGE_RESTART ?
		    changes->restart_ms : c->step == CHANGE_ASKING ||
		    c->step == CHANGE_ENDED ? NEVER : c->next_ms;

		if (at < next)
			next = at;
	}
	return next > now_ms || next == NEVER ? next : now_ms + 20;
}
