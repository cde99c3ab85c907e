/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "hive/base/text.h"
#include "hive/miner/update.h"
#include "worker/control/change.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"

/*
 * Commands by people.  They pass the same gate as the balancer's, and while the
 * balancer acts a raise needs headroom as well, or the next cycle would take it
 * back.  A command takes the place of what is under way to its miner, except
 * what sheds load in a hurry.
 *
 * After a stop, pause, preset or throttle by a person the miner is held: the
 * balancer leaves it alone until the person starts it again or ends the hold.
 */

/* ---- A person's command ------------------------------------------------- */

static const char *
who_of(const struct order_call *c)
{
	return c->order.who ? c->order.who : "local";
}

static struct command
command_of(const struct order_call *c, enum action action,
    const char *preset, int64_t percent)
{
	return (struct command){ .id = NONE, .action = action,
	    .preset = preset, .percent = percent, .who = who_of(c),
	    .reason = REASON_MANUAL, .decision = NONE, .emergency = NONE,
	    .old_w = NONE, .new_w = NONE, .delta_ths = NAN };
}

static const char *
incomplete(const struct command_request *w)
{
	switch (actions[w->action].argument) {
	case ARGUMENT_PRESET:
		return w->preset ? NULL : "with preset, say which";
	case ARGUMENT_PERCENT:
		return w->percent == NONE ? "with throttle, say percent" :
		    NULL;
	case ARGUMENT_NONE:
		break;
	}
	return NULL;
}

/* A miner that a person has stopped or set is held, until a start or the end of
 * the hold. */
static void
hold(struct order_call *c, struct fleet_miner *u, enum action action)
{
	enum hold_effect effect = actions[action].hold;
	struct hold_request hold = { .until = NONE };
	struct miner_request request = { .hold = &hold, .managed = NONE };

	if (effect == HOLD_STAYS || (effect == HOLD_ENDS &&
	    !u->control.held))
		return;
	if (effect == HOLD_ENDS)
		request.hold = NULL;
	hold.reason = arena_printf(c->arena, "manual %s by %s",
	    action_words[action], who_of(c));
	miner_set_request(c->turn->db, u->row, &request, GIVEN_HOLD,
	    c->turn->wall_ms);
	u->control.held = request.hold != NULL;
	u->control.held_at = c->turn->wall_ms;
	c->turn->fleet->miners_changed = true;
}

/* What is left for the raises of one order; more_w: what its last miner
 * takes. */
struct raises {
	struct headroom	 room;
	bool		 known;
	int64_t		 more_w;
};

/* In mode act a raise needs headroom, or the balancer would take it back at
 * once.  NULL: it fits. */
static const char *
no_room(struct order_call *c, const struct fleet_miner *u,
    const struct command *cmd, struct raises *r)
{
	int64_t to_w = control_after_w(u, cmd);
	int64_t from_w = control_settled_w(u);

	r->more_w = 0;
	if (!c->turn->site->plant ||
	    c->turn->settings->balancer_mode != BALANCER_ACT ||
	    !gate_raises(u, cmd) || to_w <= from_w)
		return NULL;
	r->more_w = to_w - from_w;
	if (!r->known)
		r->room = balance_room(c->turn, c->rooms->control, c->arena);
	r->known = true;
	return balance_take(&r->room, r->more_w) ? NULL :
	    "no_headroom: the plant cannot spare the power now";
}

/* A person's command takes the place of a change under way.  What is shed in a
 * hurry gives way to a stop only, and a stop in a hurry to nothing. */
static bool
gives_way(const struct change *c, const struct command *cmd)
{
	enum effect effect = actions[cmd->action].effect;

	if (!c || effect == EFFECT_NONE)
		return false;
	if (!c->hurry)
		return true;
	return !change_stops(c) && effect == EFFECT_STOP;
}

/* NULL: the change is begun. */
static const char *
begin(struct order_call *c, struct fleet_miner *u, const struct command *cmd,
    struct raises *raises, struct change **change, int *status)
{
	const char *error = gate(c->turn, c->rooms->control, u, cmd);

	*status = 422;
	if (error)
		return error;
	*status = 409;
	if ((error = no_room(c, u, cmd, raises)))
		return error;
	if (gives_way(u->control.change, cmd))
		change_drop(c->turn, c->rooms->control, u,
		    "a person's command came");
	if (!(*change = change_begin(c->turn, c->rooms->control, u, cmd, false,
	    &error)))
		return error;
	budget_spend(&c->rooms->control->balancer, raises->more_w, 0);
	hold(c, u, cmd->action);
	return NULL;
}

void
serve_command(struct order_call *c)
{
	const struct command_request *request = c->body;
	struct command cmd = command_of(c, request->action, request->preset,
	    request->percent);
	const char *error = incomplete(request);
	struct change *change;
	struct raises raises = { .known = false };
	int status = 400;
	struct json j;

	if (error || (error = begin(c, c->miner, &cmd, &raises, &change,
	    &status))) {
		order_refuse(c, status, error, NULL);
		return;
	}
	cmd = change->cmd;
	cmd.miner = c->miner->mac;
	json_init(&j, c->arena);
	json_record(&j, command_fields, &cmd);
	c->answer.status = 202;
	c->answer.body = json_done(&j);
	c->new = c->order.body;
}

/* ---- Many --------------------------------------------------------------- */

struct many {
	struct json	 j;
	struct raises	 raises;
	int64_t		 delta_w;
	int		 count, left;
	bool		 preview;
};

static void
one_of_many(struct order_call *c, struct fleet_miner *u,
    const struct command *cmd, struct many *m)
{
	int64_t from_w = control_settled_w(u);
	int64_t to_w = control_after_w(u, cmd);
	struct change *change;
	const char *error;
	int status = 422;

	if (m->preview) {
		if (!(error = gate(c->turn, c->rooms->control, u, cmd)))
			error = no_room(c, u, cmd, &m->raises);
	} else
		error = begin(c, u, cmd, &m->raises, &change, &status);
	if (error) {
		m->left++;
		order_result(&m->j, u->mac, status, error);
		return;
	}
	m->count++;
	m->delta_w += to_w == NONE ? 0 : to_w - from_w;
	order_result(&m->j, u->mac, 202, NULL);
}

static void
each_named(struct order_call *c, const struct commands_request *w,
    const struct command *cmd, struct many *m)
{
	const struct word *macs = w->macs.v;

	for (size_t i = 0; i < w->macs.n; i++) {
		char mac[18];
		struct fleet_miner *u = NULL;

		if (text_mac(mac, macs[i].text))
			u = fleet_by_mac(c->turn->fleet, mac);
		if (u)
			one_of_many(c, u, cmd, m);
		else {
			m->left++;
			order_result(&m->j, macs[i].text, 404,
			    "no miner has this MAC");
		}
	}
}

void
serve_commands(struct order_call *c)
{
	const struct commands_request *w = c->body;
	struct command_request one = { w->action, w->preset, w->percent };
	struct command cmd = command_of(c, w->action, w->preset, w->percent);
	struct many m = { .preview = w->preview == 1 };
	struct fleet *f = c->turn->fleet;
	const char *error = incomplete(&one);

	if (!error && !w->filter == !w->macs.n)
		error = "say either macs or filter";
	if (error) {
		order_refuse(c, 400, error, NULL);
		return;
	}
	json_init(&m.j, c->arena);
	json_open(&m.j, '{');
	json_pair_bool(&m.j, "preview", m.preview);
	json_key(&m.j, "miners");
	json_open(&m.j, '[');
	if (w->filter) {
		for (size_t i = 0; i < f->n; i++)
			if (miner_fits(c, w->filter, f->miners[i]))
				one_of_many(c, f->miners[i], &cmd, &m);
	} else
		each_named(c, w, &cmd, &m);
	json_close(&m.j, ']');
	json_pair_int(&m.j, "count", m.count);
	json_pair_int(&m.j, "left_out", m.left);
	json_pair_int(&m.j, "delta_w", m.delta_w);
	json_close(&m.j, '}');
	c->answer.status = m.preview ? 200 : 202;
	c->answer.body = json_done(&m.j);
	c->new = c->order.body;
}

/* ---- Emergency ---------------------------------------------------------- */

void
serve_emergency_stop(struct order_call *c)
{
	const struct emergency_request *request = c->body;
	enum emergency_scope scope = request->scope ? request->scope :
	    EMERGENCY_ALL;
	struct emergency e = { .at = c->turn->wall_ms, .who = who_of(c),
	    .action = request->action, .scope = scope, .released_at = NONE };
	struct json j;

	e.asked = stop_all(c->turn, c->rooms->emergency, request->action, scope,
	    e.who);
	e.id = c->rooms->control->stop.id;
	e.scope = c->rooms->control->stop.scope;
	json_init(&j, c->arena);
	json_record(&j, emergency_fields, &e);
	c->answer.status = 202;
	c->answer.body = json_done(&j);
	c->new = c->order.body;
}

void
serve_emergency_release(struct order_call *c)
{
	if (!stop_release(c->turn, c->rooms->emergency, who_of(c)))
		order_refuse(c, 409, "no emergency stop is in force", NULL);
}

/* ---- What would happen -------------------------------------------------- */

static void
show_move(struct json *j, const struct plan_miner *m)
{
	json_open(j, '{');
	json_pair(j, "miner_id", m->mac);
	json_pair(j, "action", action_words[plan_action(m)]);
	json_pair(j, "old_preset", m->now >= 0 ? m->presets[m->now].name :
	    NULL);
	json_pair(j, "new_preset", m->to >= 0 ? m->presets[m->to].name :
	    NULL);
	json_pair_int(j, "old_w", m->expected_w);
	json_pair_int(j, "new_w", m->to == PLAN_STAY ? m->expected_w :
	    m->to_w);
	json_key(j, "delta_ths");
	json_number(j, m->to == PLAN_STAY ? 0 : m->delta_ths);
	json_pair(j, "reason", m->to == PLAN_STAY ? NULL :
	    reason_words[m->reason]);
	json_pair(j, "left_out", m->left_out);
	json_close(j, '}');
}

void
serve_plan(struct order_call *c)
{
	struct cycle cycle;
	struct plan *p = &cycle.plan;
	struct json j;

	balance_plan(c->turn, c->rooms->control, c->arena, &cycle);
	json_init(&j, c->arena);
	json_open(&j, '{');
	json_pair(&j, "mode",
	    balancer_mode_words[c->turn->settings->balancer_mode]);
	json_pair(&j, "state", balance_state_words[cycle.state]);
	json_pair(&j, "band", band_words[p->band]);
	json_pair_int(&j, "available_w", p->available_w);
	json_pair_int(&j, "target_w", p->target_w);
	json_pair_int(&j, "target_up_w", p->target_up_w);
	json_pair_int(&j, "expected_w", p->expected_w);
	json_pair_int(&j, "pessimist_w", p->pessimist_w);
	json_pair_int(&j, "downs", p->downs);
	json_pair_int(&j, "down_w", p->down_w);
	json_pair_int(&j, "ups", p->ups);
	json_pair_int(&j, "up_w", p->up_w);
	json_key(&j, "miners");
	json_open(&j, '[');
	for (size_t i = 0; i < p->n; i++)
		show_move(&j, &p->miners[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	c->answer.body = json_done(&j);
}
