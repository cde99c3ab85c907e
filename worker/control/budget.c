/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "hive/base/duration.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * What may be drawn now.  Available is the plant's generation less the load
 * beside the miners, at most the contract; the target is that less the margin.
 * Raises look at the least of the last minutes (target_up), so that noise
 * causes no raise.
 *
 * Without fresh data the target falls in a line to its floor, for the plant may
 * have lost a turbine while nobody looked.  state_of() says what the balancer
 * may do at all: INIT until enough is known, HOLD while something is in doubt,
 * SHED while load must go down, STOP while a person has stopped the site.
 * Ramps fill with time and are spent by what was raised and lowered.
 */
#define BLIND_MS	120000	/* the descent begins */
#define FLOOR_MS	420000	/* and ends */
#define AROUND_MS	12000	/* readings and our sums are not one instant */
#define EVEN_PART	20	/* bounds within 5 % of the meter are near */
#define OTHER_MS	1800000	/* after that the upper bound is believed */
#define RAMP_PART	0.10	/* of the target a minute, if not said */
#define INIT_MS		MINUTE_MS
#define DROP_MS		6000	/* presets take longer: stop instead */

/* ---- What the miners drew ----------------------------------------------- */

void
budget_draws(const struct turn *t, struct balancer *b)
{
	struct drawn *d = &b->draws[b->n_draws++ % DRAWS_KEPT];
	int64_t min_w, max_w;

	*d = (struct drawn){ .at_ms = t->now_ms };
	for (size_t i = 0; i < t->fleet->n; i++) {
		if (t->fleet->miners[i]->retired)
			continue;
		control_between(t, t->fleet->miners[i], &min_w, &max_w);
		d->min_w += min_w;
		d->max_w += max_w;
	}
}

/* Four fifths of the miners that are online have answered since the start. */
static bool
miners_known(const struct turn *t, const struct balancer *balancer)
{
	size_t there = 0, read = 0;

	for (size_t i = 0; i < t->fleet->n; i++) {
		const struct fleet_miner *u = t->fleet->miners[i];

		there += u->online;
		read += u->online && u->control.read_ms != 0;
	}
	return there ? read * 5 >= there * 4 :
	    t->now_ms - balancer->started_ms >= INIT_MS;
}

/* The bounds of what the miners drew around an instant; false: not known. */
static bool
drawn_at(const struct turn *t, const struct balancer *b, int64_t at_ms,
    struct drawn *to)
{
	size_t n = b->n_draws < DRAWS_KEPT ? b->n_draws : DRAWS_KEPT;

	*to = (struct drawn){ 0, INT64_MAX, 0 };
	for (size_t i = 0; i < n; i++) {
		const struct drawn *d = &b->draws[i];

		if (llabs(d->at_ms - at_ms) > AROUND_MS)
			continue;
		if (d->min_w < to->min_w)
			to->min_w = d->min_w;
		if (d->max_w > to->max_w)
			to->max_w = d->max_w;
	}
	return to->min_w != INT64_MAX && miners_known(t, b);
}

/* ---- What is available -------------------------------------------------- */

/*
 * The load beside the miners.  A container meter that includes the miners gives
 * only bounds for it: the readings of the miners are not of the meter's
 * instant, and a miner that starts does not tell its power.  The value that is
 * believed stays as long as it lies within the bounds.  A worker that has just
 * started believes none yet, and its sums lack the miners that were not asked:
 * for a minute it waits for bounds that are near to each other.
 */
static void
note_other(const struct turn *t, struct control_room *room)
{
	struct balancer *b = &room->balancer;
	const struct plant *p = &room->plant;
	int64_t min_w, max_w;
	struct drawn d;
	bool even;

	if (t->site->plant->meter_includes_miners != 1) {
		b->other_w = p->container_w;
		return;
	}
	if (!drawn_at(t, b, p->seen_ms - p->late_ms, &d))
		return;
	min_w = p->container_w > d.max_w ? p->container_w - d.max_w : 0;
	max_w = p->container_w > d.min_w ? p->container_w - d.min_w : 0;
	even = max_w - min_w <= p->container_w / EVEN_PART;
	if (b->other_w == NONE && !even &&
	    t->now_ms - b->started_ms < INIT_MS)
		return;
	if (even)
		b->other_ms = t->now_ms;
	if (b->other_w == NONE || b->other_w > max_w ||
	    t->now_ms - b->other_ms > OTHER_MS)
		b->other_w = max_w;
	if (b->other_w < min_w)
		b->other_w = min_w;
}

static int64_t
available_w(const struct settings *settings, const struct control_room *room)
{
	int64_t all_w = room->plant.generation_w - room->balancer.other_w;

	if (settings->contract_cap_kw != NONE &&
	    settings->contract_cap_kw * 1000 < all_w)
		all_w = settings->contract_cap_kw * 1000;
	return all_w > 0 ? all_w : 0;
}

void
budget_note(const struct turn *t, struct control_room *room)
{
	struct balancer *b = &room->balancer;
	size_t at;

	note_other(t, room);
	if (b->other_w == NONE)
		return;
	at = b->n_budgets++ % BUDGETS_KEPT;
	b->budgets[at].at_ms = t->now_ms;
	b->budgets[at].w = available_w(t->settings, room);
}

/* The least over the window: noise must not cause a raise. */
static int64_t
lower_envelope_w(const struct turn *t, const struct balancer *b, int64_t now_w)
{
	size_t n = b->n_budgets < BUDGETS_KEPT ? b->n_budgets : BUDGETS_KEPT;
	int64_t since = t->now_ms - t->settings->up_window_s * 1000;
	int64_t min_w = now_w;

	for (size_t i = 0; i < n; i++)
		if (b->budgets[i].at_ms >= since &&
		    b->budgets[i].w < min_w)
			min_w = b->budgets[i].w;
	return min_w;
}

/* ---- What is known ------------------------------------------------------ */

/* Without data the target goes down in a line to its floor. */
static double
descent(const struct turn *t, int64_t age_ms)
{
	int64_t from_ms = plant_stretch_ms(t->site, BLIND_MS);
	int64_t to_ms = plant_stretch_ms(t->site, FLOOR_MS);
	double floor = (double)t->settings->blind_floor_percent / 100;

	if (age_ms <= from_ms)
		return 1;
	if (age_ms >= to_ms)
		return floor;
	return 1 - (1 - floor) * (double)(age_ms - from_ms) /
	    (double)(to_ms - from_ms);
}

static bool
shut_down(const struct turn *t, int64_t age_ms)
{
	return t->settings->blind_shutdown_s != NONE &&
	    age_ms > plant_stretch_ms(t->site, FLOOR_MS) +
	    t->settings->blind_shutdown_s * 1000;
}

static enum balance_state
state_of(const struct turn *t, struct control_room *room, const struct cycle *c,
    bool quorum)
{
	struct balancer *b = &room->balancer;
	bool sound = c->fresh && quorum && !room->plant.clock_doubt &&
	    !db_sick(t->db);

	if (!b->begun && room->plant.accepted >= 2 && (miners_known(t, b) ||
	    t->now_ms - b->started_ms >= INIT_MS))
		b->begun = true;
	if (room->stop.latched)
		return BALANCE_STOP;
	if (!b->begun)
		return BALANCE_INIT;
	if (c->plan.blind || c->plan.critical)
		return BALANCE_SHED;
	if (!sound)
		return BALANCE_HOLD;
	if (b->state != BALANCE_CONTROL && b->state != BALANCE_INIT &&
	    room->plant.in_a_row < 2)
		return BALANCE_HOLD;
	return BALANCE_CONTROL;
}

static bool
enough_answer(const struct turn *t)
{
	size_t known = 0, silent = 0;

	for (size_t i = 0; i < t->fleet->n; i++) {
		const struct fleet_miner *u = t->fleet->miners[i];

		known += !u->retired;
		silent += !u->retired && !u->online;
	}
	return silent * 100 <= known *
	    (size_t)t->settings->silent_quorum_percent;
}

/* ---- Ramps -------------------------------------------------------------- */

static void
refill(const struct turn *t, struct balancer *b, int64_t target_w)
{
	const struct settings *s = t->settings;
	double minutes = (double)(t->now_ms - b->ramp_ms) / MINUTE_MS;
	double up_w = s->ramp_up_kw_per_min == NONE ?
	    RAMP_PART * (double)target_w :
	    (double)s->ramp_up_kw_per_min * 1000;
	double down_w = s->ramp_down_kw_per_min == NONE ? 1e15 :
	    (double)s->ramp_down_kw_per_min * 1000;

	b->ramp_ms = t->now_ms;
	b->ramp_up_w = fmin(up_w, b->ramp_up_w + up_w * minutes);
	b->ramp_full = up_w > 0 && b->ramp_up_w >= up_w;
	b->ramp_down_w = fmin(down_w, b->ramp_down_w + down_w * minutes);
}

void
budget_spend(struct balancer *balancer, int64_t up_w, int64_t down_w)
{
	balancer->ramp_up_w -= (double)up_w;
	if (up_w > 0)
		balancer->ramp_full = false;
	balancer->ramp_down_w -= (double)down_w;
}

/* ---- All of it ---------------------------------------------------------- */

static void
find_target(const struct turn *t, struct control_room *room, struct cycle *c)
{
	struct plan *p = &c->plan;
	double keep = 1 - t->settings->safety_margin_percent / 100;
	double fall = descent(t, c->age_ms);
	int64_t all_w = available_w(t->settings, room);

	p->available_w = (int64_t)((double)all_w * fall);
	p->target_w = (int64_t)((double)all_w * keep * fall);
	p->target_up_w = (int64_t)((double)lower_envelope_w(t, &room->balancer,
	    all_w) * keep * fall);
	p->blind = fall < 1;
	p->critical = (t->settings->critical_generation_kw != NONE &&
	    room->plant.generation_w <
	    t->settings->critical_generation_kw * 1000) ||
	    shut_down(t, c->age_ms);
}

static bool
is_fresh(const struct site *site, int64_t age_ms)
{
	return age_ms <= plant_stretch_ms(site, PLANT_STALE_MS);
}

bool
budget_sound(const struct turn *t, const struct control_room *room)
{
	return t->site->plant && room->balancer.state == BALANCE_CONTROL &&
	    is_fresh(t->site, plant_age_ms(&room->plant, t->now_ms));
}

void
budget_find(const struct turn *t, struct control_room *room, struct cycle *c)
{
	struct plan *p = &c->plan;
	bool quorum = enough_answer(t);

	*p = (struct plan){ .settings = t->settings, .target_w = NONE,
	    .available_w = NONE, .target_up_w = NONE };
	c->age_ms = plant_age_ms(&room->plant, t->now_ms);
	c->fresh = is_fresh(t->site, c->age_ms);
	p->have = t->site->plant && c->age_ms != NEVER &&
	    room->balancer.other_w != NONE &&
	    (room->plant.accepted > 0 ||
	    t->now_ms - room->balancer.started_ms >= INIT_MS);
	if (p->have)
		find_target(t, room, c);
	if (!c->fresh)
		room->plant.in_a_row = 0;
	c->state = state_of(t, room, c, quorum);
	refill(t, &room->balancer, p->have ? p->target_w : 0);
	p->may_raise = p->have && c->state == BALANCE_CONTROL;
	p->ramp_up_w = (int64_t)room->balancer.ramp_up_w;
	p->ramp_full = room->balancer.ramp_full;
	p->ramp_down_w = (int64_t)fmin(room->balancer.ramp_down_w, 1e15);
	p->starts = t->now_ms >= room->balancer.start_ms ?
	    (int)t->settings->restart_batch : 0;
	p->stop_only = t->settings->emergency_action == RED_STOP ||
	    (t->settings->emergency_action == RED_AUTO &&
	    room->changes.drop_ms > DROP_MS);
}
