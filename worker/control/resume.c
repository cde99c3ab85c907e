/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * What a worker that starts takes over from the commands on record.
 *
 * Changes that had not ended: reductions go on, raises expire, for nobody knows
 * any more whether there is power for them.  Only an acceptance on record
 * proves that a command reached its miner; what is on record as queued or sent
 * may or may not have gone out in the last moment, so the miner is asked before
 * it is told again.
 *
 * Beside that, what each miner's memory needs of earlier commands: when it was
 * changed last and by whom it was stopped, which preset it has stored, how
 * often it was raised within the hour.
 */

static bool
goes_on(const struct change *c)
{
	return action_lowers(c->cmd.action) && !c->raises;
}

static void
resume(const struct turn *t, struct control_room *room, struct fleet_miner *u,
    const struct command *cmd)
{
	struct change *c = change_new(t->fleet, &room->changes);

	change_copy(c, cmd);
	c->miner = u;
	u->control.change = c;
	c->raises = cmd->new_w != NONE && cmd->old_w != NONE &&
	    cmd->new_w > cmd->old_w;
	c->from_w = cmd->old_w == NONE ? 0 : cmd->old_w;
	c->to_w = cmd->new_w == NONE ? c->from_w : cmd->new_w;
	c->durable_id = cmd->id;
	c->told_tries = cmd->tries;
	change_enter(c, cmd->accepted_at == NONE ? LIFE_DOUBT :
	    LIFE_ACCEPTED);
	if (!goes_on(c)) {
		change_expire(t, room, c, "the worker was started again");
		return;
	}
	c->emergency = cmd->emergency != NONE;
	c->hurry = cmd->emergency != NONE ||
	    cmd->reason == REASON_EMERGENCY_OVER_AVAILABLE;
	c->sent_ms = t->now_ms;
	c->ends_ms = t->now_ms + (c->hurry ? CHANGE_RED_MS : CHANGE_CALM_MS);
	c->next_ms = t->now_ms;
}

/* An instant on record by the monotonic clock; never 0, which means never. */
static int64_t
mono_ms(const struct turn *t, int64_t wall_ms)
{
	int64_t ms = t->now_ms - (t->wall_ms - wall_ms);

	return ms ? ms : 1;
}

/* When each miner was changed last, and whether it was us who stopped it. */
static void
last_changes(const struct turn *t, const struct fleet_rows *rows)
{
	struct query *q = command_last(t->db);
	struct fleet_miner *u;
	struct command c;

	while ((u = fleet_next_told(rows, t->db, q, &c))) {
		enum effect effect = actions[c.action].effect;

		u->control.changed_ms = mono_ms(t, c.sent_at);
		if (c.state != COMMAND_CONFIRMED)
			continue;
		/* a confirmed preset with a result was stored only, and the
		 * miner was stopped instead of restarted */
		u->control.ours = c.reason != REASON_MANUAL &&
		    (effect == EFFECT_STOP ||
		    (effect == EFFECT_PRESET && c.result));
		if (effect == EFFECT_THROTTLE && c.percent < 100) {
			u->control.throttle = c.percent;
			u->control.throttle_ms = mono_ms(t, c.sent_at);
		}
	}
}

/* The preset that each miner accepted last: it runs it, or starts with it. */
static void
last_presets(const struct turn *t, const struct fleet_rows *rows)
{
	struct query *q = command_stored(t->db);
	struct fleet_miner *u;
	struct command c;

	while ((u = fleet_next_told(rows, t->db, q, &c))) {
		struct control *k = &u->control;

		if (c.state == COMMAND_CONFIRMED)
			k->wanted = control_preset(k, c.preset);
		else
			k->stored = control_preset(k, c.preset);
		k->stored_ms = mono_ms(t, c.accepted_at);
	}
}

static void
last_raises(const struct turn *t, const struct fleet_rows *rows)
{
	struct query *q = command_raises(t->db, t->wall_ms - HOUR_MS);
	struct fleet_miner *u;
	struct command c;

	while ((u = fleet_next_told(rows, t->db, q, &c)))
		control_raised(&u->control, mono_ms(t, c.sent_at));
}

void
changes_load(const struct turn *t, struct control_room *room)
{
	struct command c, *open;
	struct fleet_rows rows;
	struct arena a;
	size_t n_open = 0, max;
	struct query *q;

	arena_init(&a, 256 << 20);
	rows = fleet_rows(t->fleet, &a);
	last_changes(t, &rows);
	last_presets(t, &rows);
	last_raises(t, &rows);
	max = (size_t)command_open_count(t->db);
	open = ARENA_MANY(&a, struct command, max);
	q = command_open(t->db);
	while (n_open < max && fleet_next_told(&rows, t->db, q, &c)) {
		command_keep(&a, &c);
		open[n_open++] = c;
	}
	db_end(t->db, q);
	for (size_t i = 0; i < n_open; i++) {
		struct fleet_miner *u = fleet_row(&rows, open[i].row);

		if (!u->control.change)
			resume(t, room, u, &open[i]);
	}
	arena_free(&a);
}
