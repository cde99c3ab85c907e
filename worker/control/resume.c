/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "worker/control/change.h"
#include "worker/core/work.h"

#define HOUR_MS	3600000

/*
 * Changes that were in flight when the last worker ended.  Reductions go on.
 * Only an acceptance says for sure that one was sent: what was told in the
 * last moment may be on record as queued or sent, and either way the miner
 * is asked first.
 */

static bool
goes_on(const struct change *c)
{
	static const char *const reductions[] = { "preset", "stop", "pause",
	    "throttle" };

	for (size_t i = 0; i < sizeof reductions / sizeof *reductions; i++)
		if (!strcmp(c->cmd.action, reductions[i]))
			return !c->raises;
	return false;
}

static void
resume(struct work *w, struct unit *u, const struct command *cmd)
{
	struct change *c = change_new(w);

	change_copy(c, cmd);
	c->unit = u;
	u->control.change = c;
	c->raises = cmd->new_w != NONE && cmd->old_w != NONE &&
	    cmd->new_w > cmd->old_w;
	c->from_w = cmd->old_w == NONE ? 0 : cmd->old_w;
	c->to_w = cmd->new_w == NONE ? c->from_w : cmd->new_w;
	c->durable = true;
	c->doubt = cmd->accepted_at == NONE;
	c->cmd.state = c->doubt ? "queued" : "sent";
	if (!goes_on(c)) {
		change_expire(w, c, "the worker was started again");
		return;
	}
	c->emergency = cmd->emergency != NONE;
	c->hurry = cmd->emergency != NONE || (cmd->reason &&
	    !strcmp(cmd->reason, "emergency_over_available"));
	c->sent_ms = w->now_ms;
	c->ends_ms = w->now_ms + (c->hurry ? CHANGE_RED_MS : CHANGE_CALM_MS);
	c->step = CHANGE_WAITING;
	c->next_ms = w->now_ms;
}

/* When that was by our own clock; never 0, which says never. */
static int64_t
mono_ms(const struct work *w, int64_t wall_ms)
{
	int64_t ms = w->now_ms - (w->wall_ms - wall_ms);

	return ms ? ms : 1;
}

/* When each miner was changed last, and whether its rest is our doing. */
static void
last_changes(struct work *w, struct unit **rows, size_t n)
{
	struct query *q = command_last(w->db);
	struct command c;

	while (command_next(w->db, q, &c)) {
		struct unit *u = (size_t)c.row < n ? rows[c.row] : NULL;

		if (!u || c.sent_at == NONE)
			continue;
		u->control.changed_ms = mono_ms(w, c.sent_at);
		if (!c.state || strcmp(c.state, "confirmed"))
			continue;
		/* a preset with a result was stored, and the miner stopped */
		u->control.ours = strcmp(c.reason, "manual") &&
		    (!strcmp(c.action, "stop") ||
		    (!strcmp(c.action, "preset") && c.result));
		if (c.emergency != NONE)
			stop_told_last(w, u, &c);
		if (!strcmp(c.action, "throttle") && c.percent < 100) {
			u->control.throttle = c.percent;
			u->control.throttle_ms = mono_ms(w, c.sent_at);
		}
	}
}

/* The preset that each miner accepted last: it runs it, or starts with it. */
static void
last_presets(struct work *w, struct unit **rows, size_t n)
{
	struct query *q = command_stored(w->db);
	struct command c;

	while (command_next(w->db, q, &c)) {
		struct unit *u = (size_t)c.row < n ? rows[c.row] : NULL;
		struct control *k = u ? &u->control : NULL;

		if (!u)
			continue;
		if (!strcmp(c.state, "confirmed"))
			k->wanted = control_preset(k, c.preset);
		else
			k->stored = control_preset(k, c.preset);
		k->stored_ms = mono_ms(w, c.accepted_at);
	}
}

static void
last_raises(struct work *w, struct unit **rows, size_t n)
{
	struct query *q = command_raises(w->db, w->wall_ms - HOUR_MS);
	struct command c;

	while (command_next(w->db, q, &c))
		if ((size_t)c.row < n && rows[c.row])
			control_raised(&rows[c.row]->control,
			    mono_ms(w, c.sent_at));
}

void
changes_load(struct work *w)
{
	struct command c, *open;
	struct unit **rows;
	struct arena a;
	size_t n, n_open = 0, room;
	struct query *q;

	arena_init(&a, 256 << 20);
	rows = fleet_rows(&w->fleet, &a, &n);
	last_changes(w, rows, n);
	last_presets(w, rows, n);
	last_raises(w, rows, n);
	room = (size_t)command_open_count(w->db);
	open = ARENA_MANY(&a, struct command, room + 1);
	q = command_open(w->db);
	while (n_open < room && command_next(w->db, q, &c)) {
		command_keep(&a, &c);
		open[n_open++] = c;
	}
	db_end(w->db, q);
	for (size_t i = 0; i < n_open; i++) {
		struct unit *u = (size_t)open[i].row < n ?
		    rows[open[i].row] : NULL;

		if (u && !u->control.change)
			resume(w, u, &open[i]);
	}
	arena_free(&a);
}
