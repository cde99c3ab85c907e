/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * Whether a command may go to a miner.  It is asked when a command is made and
 * again each time before something is sent, because minutes may lie between.
 *
 * Whether a command raises is judged by labels and by what the miner runs, and
 * in doubt it does: a start, a preset of a miner in an unknown state, whatever
 * ends a throttle.  What lowers passes as soon as there is an address and a
 * key; all limits are about raising.  Each refusal is a sentence that people
 * read in the command's result.
 */

struct limit_row {
	const char	*alias;
	int64_t		 power_w;
};

static const struct field limit_fields[] = {
	FIELD(struct limit_row, alias),
	FIELD(struct limit_row, power_w),
	FIELDS_END
};

void
gate_follow(struct db *db, struct model_limits *all)
{
	struct query *q = model_limits(db);
	struct limit_row row;

	if (db_sick(db))
		return;
	all->n = 0;
	while (all->n < MODELS_MAX &&
	    db_row(db, q, limit_fields, &row)) {
		struct model_limit *l = &all->of[all->n++];

		snprintf(l->alias, sizeof l->alias, "%s", row.alias);
		l->power_w = row.power_w;
	}
	db_end(db, q);
}

static int64_t
hard_cap_w(const struct site *s, const char *model)
{
	const struct hard_cap *cap = s->hard_caps.v;
	int64_t any_w = INT64_MAX;

	for (size_t i = 0; i < s->hard_caps.n; i++)
		if (!strcmp(cap[i].model, model))
			return cap[i].power_w;
		else if (!strcmp(cap[i].model, "*"))
			any_w = cap[i].power_w;
	return any_w;
}

/* The highest preset that the power supply it came with bears. */
static int64_t
supply_w(const struct control *c)
{
	int64_t max_w = 0;

	for (int i = 0; i < c->n; i++)
		if (!c->presets[i].modded_psu &&
		    c->presets[i].label_w > max_w)
			max_w = c->presets[i].label_w;
	return max_w;
}

/* NULL: nobody said one. */
static const struct model_limit *
limit_of(const struct model_limits *all, const char *model)
{
	for (size_t i = 0; i < all->n && *model; i++)
		if (!strcmp(all->of[i].alias, model))
			return &all->of[i];
	return NULL;
}

int64_t
gate_limit_w(const struct site *site, const struct model_limits *limits,
    const struct fleet_miner *u, bool *capped)
{
	int64_t max_w = supply_w(&u->control);
	int64_t hard_w = hard_cap_w(site, u->model);
	const struct model_limit *l = limit_of(limits, u->model);

	*capped = l && l->power_w != NONE;
	if (*capped && l->power_w < max_w)
		max_w = l->power_w;
	return hard_w < max_w ? hard_w : max_w;
}

/* A person set a maximum preset that is in no list of a miner in service, so
 * its watts are not known. */
static bool
limit_is_lost(const struct model_limits *all, const struct fleet_miner *u)
{
	const struct model_limit *l = limit_of(all, u->model);

	return l && l->power_w == NONE;
}

/* What the miner runs, in W of its preset's label.  A new preset may end a
 * throttle, so commands are compared with what the throttle leaves. */
static int64_t
running_w(const struct control *c)
{
	if (c->state == STATE_STOPPED || c->state == STATE_FAILURE)
		return 0;
	if (c->now < 0)
		return INT64_MAX;
	return c->throttle == NONE ? c->presets[c->now].label_w :
	    c->presets[c->now].label_w * c->throttle / 100;
}

bool
gate_raises(const struct fleet_miner *u, const struct command *c)
{
	const struct control *k = &u->control;
	int to;

	switch (actions[c->action].effect) {
	case EFFECT_THROTTLE:
		return c->percent >= 100 || (k->throttle != NONE &&
		    c->percent > k->throttle);
	case EFFECT_PRESET:
		to = control_preset(k, c->preset);
		return to < 0 || k->state == STATE_UNKNOWN ||
		    k->presets[to].label_w > running_w(k);
	case EFFECT_START:
		return k->throttle != NONE || (k->stored >= 0 &&
		    k->presets[k->stored].label_w > running_w(k)) ||
		    (k->state != STATE_MINING && k->state != STATE_TUNING &&
		    k->state != STATE_STARTING);
	case EFFECT_STOP:
	case EFFECT_NONE:
		break;
	}
	return false;
}

/* The preset must be one that it may have. */
static const char *
gate_preset(const struct site *site, const struct model_limits *limits,
    const struct fleet_miner *u, const char *preset, bool raises)
{
	const struct control *k = &u->control;
	int to = control_preset(k, preset);
	bool capped;
	int64_t limit_w = gate_limit_w(site, limits, u, &capped);

	if (!preset || preset_is_disabled(preset))
		return "preset \"disabled\" is full stock power";
	if (k->n == 0)
		return "its list of presets was not read yet";
	if (to < 0)
		return "it has no such preset";
	if (k->presets[to].modded_psu)
		return "this preset needs a modified power supply";
	if (k->presets[to].label_w == NONE)
		return "the power of this preset is not known";
	if (k->presets[to].label_w > limit_w)
		return "this preset is above what the miner may have";
	if (raises && !capped)
		return "its model has no maximum preset";
	/* as hive/plan/plan.c has it: a label is a few per cent beside the
	 * truth */
	if (raises && k->presets[to].power_w > limit_w + limit_w / 20)
		return "this preset draws more than what the miner may have";
	return NULL;
}

/* A start runs what is stored in the miner: that must be something it may
 * have. */
static const char *
gate_start(const struct site *site, const struct model_limits *limits,
    const struct fleet_miner *u)
{
	const struct control *k = &u->control;
	bool capped;
	int64_t limit_w = gate_limit_w(site, limits, u, &capped);
	int to = k->stored >= 0 ? k->stored : k->now;

	if (k->disabled && k->stored < 0)
		return "it would start on full stock power";
	if (to >= 0 && k->presets[to].label_w > limit_w)
		return "it would start above what it may have";
	if (limit_is_lost(limits, u))
		return "its model's maximum preset is in no list of presets";
	if (to < 0 && hard_cap_w(site, u->model) != INT64_MAX)
		return "what it would start with is not known, and a hard cap"
		    " stands";
	return NULL;
}

/* What it is told must be something that it may be told. */
static const char *
gate_action(const struct site *site, const struct model_limits *limits,
    const struct fleet_miner *u, const struct command *c, bool raises)
{
	switch (actions[c->action].effect) {
	case EFFECT_THROTTLE:
		return firmware_throttles(u->version) ? NULL :
		    "its firmware cannot be throttled";
	case EFFECT_PRESET:
		return gate_preset(site, limits, u, c->preset, raises);
	case EFFECT_START:
		return gate_start(site, limits, u);
	case EFFECT_STOP:
	case EFFECT_NONE:
		break;
	}
	return NULL;
}

/* A command of the balancer may have waited.  Meanwhile a person may have
 * switched the balancer off, or taken the miner from it. */
static const char *
gate_balancer(const struct settings *settings, const struct stop *stop,
    const struct fleet_miner *u)
{
	if (stop->latched)
		return stop->action != EMERGENCY_FREEZE ? NULL :
		    "an emergency stop is in force";
	if (settings->balancer_mode != BALANCER_ACT)
		return "the balancer does not act any more";
	if (!u->managed)
		return "it is not managed any more";
	return u->control.held ? "held by a person" : NULL;
}

const char *
gate(const struct turn *t, const struct control_room *room,
    const struct fleet_miner *u, const struct command *c)
{
	bool raises = gate_raises(u, c);
	bool balancers = command_teller(c) == TELLER_BALANCER;
	const char *error = NULL;

	if (u->retired)
		return "it is out of service";
	if (u->conflict)
		return "two machines claim its MAC";
	if (!*u->ip)
		return "it has no address";
	if (!*u->key)
		return "there is no key for it";
	if (balancers && (error = gate_balancer(t->settings, &room->stop,
	    u)))
		return error;
	error = gate_action(t->site, &room->limits, u, c, raises);
	if (!error && raises && room->stop.latched)
		error = "an emergency stop is in force";
	if (!error && raises && balancers && !budget_sound(t, room))
		error = "not enough is known of the plant any more";
	return error;
}
