/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "hive/base/duration.h"
#include "worker/control/change.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * What a miner draws, and will draw, as far as can be known; in doubt the
 * larger.  Around a change its reading is of the time before, so its state
 * decides what is believed: of one that mines its preset, unless it reads
 * clearly more or steadily less; of one that starts its preset; of one that
 * stands or has failed its reading; of any other the larger of both.
 *
 * control_snapshot() puts it together for the plan.  A change in flight that
 * raises counts as done at once.  One that lowers is expected to be done
 * while the miner has had no time for it; the pessimist's figure stays until
 * it is over.
 */

#define UNKNOWN_W	3500	/* nothing is known of it at all */
#define UNSURE_MS	30000	/* so long after a change a reading may be
				 * older */
#define CLIMB_S		60	/* in state mining the power still climbs */

/* The most it could draw on stock power: its highest preset that needs no
 * modified supply. */
static int64_t
stock_w(const struct control *c)
{
	int64_t max_w = NONE;

	for (int i = 0; i < c->n; i++)
		if (!c->presets[i].modded_psu &&
		    c->presets[i].label_w != NONE &&
		    c->presets[i].power_w > max_w)
			max_w = c->presets[i].power_w;
	return max_w == NONE ? UNKNOWN_W : max_w;
}

static int64_t
preset_w(const struct control *c)
{
	return c->now >= 0 ? c->presets[c->now].power_w : stock_w(c);
}

int64_t
control_start_w(const struct fleet_miner *u)
{
	const struct control *c = &u->control;

	return c->stored >= 0 ? c->presets[c->stored].power_w : preset_w(c);
}

int64_t
control_after_w(const struct fleet_miner *u, const struct command *c)
{
	const struct control *k = &u->control;
	int to = control_preset(k, c->preset);

	switch (actions[c->action].effect) {
	case EFFECT_STOP:
		return PLAN_STANDBY_W;
	case EFFECT_PRESET:
		return to >= 0 ? k->presets[to].power_w : NONE;
	case EFFECT_START:
		return control_start_w(u);
	case EFFECT_THROTTLE:
		return (k->now >= 0 ? k->presets[k->now].power_w :
		    control_start_w(u)) * c->percent / 100;
	case EFFECT_NONE:
		break;
	}
	return NONE;
}

static double
preset_ths(const struct control *c, int preset)
{
	return preset >= 0 && c->presets[preset].hashrate_ths > 0 ?
	    c->presets[preset].hashrate_ths : NAN;
}

static double
running_ths(const struct control *c)
{
	switch (c->state) {
	case STATE_MINING:
	case STATE_TUNING:
	case STATE_STARTING:
		return preset_ths(c, c->now) * (c->throttle == NONE ? 1 :
		    (double)c->throttle / 100);
	default:
		return 0;
	}
}

double
control_delta_ths(const struct fleet_miner *u, const struct command *c)
{
	const struct control *k = &u->control;
	double to_ths = NAN;

	switch (actions[c->action].effect) {
	case EFFECT_STOP:
		to_ths = 0;
		break;
	case EFFECT_PRESET:
		to_ths = preset_ths(k, control_preset(k, c->preset));
		break;
	case EFFECT_THROTTLE:
		to_ths = preset_ths(k, k->now) * (double)c->percent / 100;
		break;
	case EFFECT_START:
		to_ths = preset_ths(k, k->stored >= 0 ? k->stored : k->now);
		break;
	case EFFECT_NONE:
		break;
	}
	return to_ths - running_ths(k);
}

/* While it mines: what was learned of its preset, unless its readings steadily
 * say something else. */
static int64_t
mining_w(const struct control *c)
{
	int64_t base_w = preset_w(c);

	if (c->throttle != NONE)
		base_w = base_w * c->throttle / 100;
	if (c->power_w == NONE || c->power_w < CONTROL_NOTHING_W)
		return base_w;
	if (c->now < 0 && c->stable >= CONTROL_STABLE)
		return c->stable_w;
	if (c->power_w > base_w + base_w / 12)
		return c->power_w;
	if (c->stable >= 4 * CONTROL_STABLE && c->stable_w < base_w)
		return c->stable_w;
	return base_w;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t
control_settled_w(const struct fleet_miner *u)
{
	const struct control *c = &u->control;

	switch (c->state) {
	case STATE_MINING:
		return mining_w(c);
	case STATE_TUNING:
		return larger(preset_w(c), c->power_w);
	case STATE_STARTING:
		return preset_w(c);
	case STATE_STOPPING:
	case STATE_STOPPED:
		return c->power_w == NONE ? PLAN_STANDBY_W : c->power_w;
	case STATE_FAILURE:
		return c->power_w == NONE ? preset_w(c) : c->power_w;
	default:
		return larger(preset_w(c), c->power_w);
	}
}

/* Its reading still tells what it draws. */
static bool
draws_as_read(const struct turn *t, const struct fleet_miner *u)
{
	const struct control *c = &u->control;

	if (!u->online || !c->read_ms || c->change || t->now_ms -
	    c->read_ms > 2 * t->site->status_s * 1000 ||
	    (c->changed_ms && t->now_ms - c->changed_ms < UNSURE_MS))
		return false;
	switch (c->state) {
	case STATE_MINING:
		return c->power_w != NONE &&
		    c->power_w >= CONTROL_NOTHING_W &&
		    (c->state_time_s == NONE || c->state_time_s >= CLIMB_S);
	case STATE_TUNING:
		return c->power_w != NONE &&
		    c->power_w >= CONTROL_NOTHING_W;
	case STATE_STOPPED:
	case STATE_FAILURE:
		return true;
	default:
		return false;
	}
}

void
control_between(const struct turn *t, const struct fleet_miner *u,
    int64_t *min_w, int64_t *max_w)
{
	const struct control *c = &u->control;

	if (draws_as_read(t, u)) {
		*min_w = *max_w = c->power_w == NONE ? 0 : c->power_w;
		return;
	}
	*min_w = 0;
	*max_w = larger(control_settled_w(u), c->power_w);
	if (c->change)
		*max_w = larger(*max_w, larger(c->change->from_w,
		    c->change->to_w));
}

static enum plan_phase
phase_of(const struct turn *t, const struct fleet_miner *u)
{
	const struct control *c = &u->control;
	int64_t late_ms = 4 * t->site->status_s * 1000;

	if (c->change)
		return PLAN_FLIGHT;
	if (!u->online || !c->read_ms || t->now_ms - c->read_ms > late_ms)
		return PLAN_SILENT;
	switch (c->state) {
	case STATE_MINING:
	case STATE_TUNING:
		return PLAN_SETTLED;
	case STATE_STOPPED:
		return c->ours ? PLAN_STOPPED : PLAN_RESTING;
	case STATE_FAILURE:
		return PLAN_DEAD;
	case STATE_UNKNOWN:
		return PLAN_SILENT;
	default:
		return PLAN_MOVING;
	}
}

static int
raises_lately(int64_t now_ms, const struct control *c)
{
	int n = 0;

	for (int i = 0; i < RAISES_KEPT; i++)
		n += c->raised_ms[i] &&
		    now_ms - c->raised_ms[i] < HOUR_MS;
	return n;
}

/*
 * What a plan must think of a miner with this change in flight.  What lowers
 * it is expected to be done as long as the miner has had no time to do it;
 * later it has to be seen.
 */
static void
estimate_flight(int64_t now_ms, const struct change *c,
    struct plan_miner *m)
{
	int to = control_preset(&c->miner->control, c->cmd.preset);
	enum effect effect = actions[c->cmd.action].effect;
	bool landed = lives[c->life].starting;
	bool young = c->cmd.sent_at == NONE ||
	    now_ms - c->sent_ms < CHANGE_RED_MS;

	m->phase = PLAN_FLIGHT;
	m->stopping = c->hurry && change_stops(c);
	m->throttling = c->hurry && !c->raises && effect == EFFECT_THROTTLE;
	if (c->raises || c->to_w > c->from_w)
		m->expected_w = m->pessimist_w = c->to_w > c->from_w ?
		    c->to_w : c->from_w;
	else {
		m->pessimist_w = c->from_w;
		m->expected_w = landed || young ? c->to_w : c->from_w;
	}
	if (to >= 0) {
		m->now = to;
		m->hashrate_ths = m->presets[to].hashrate_ths;
	} else if (effect == EFFECT_STOP)
		m->hashrate_ths = 0;
}

void
control_snapshot(const struct turn *t, const struct fleet_miner *u,
    struct plan_miner *m)
{
	const struct control *c = &u->control;
	bool fresh = c->read_ms && c->power_w != NONE &&
	    t->now_ms - c->read_ms <= 4 * t->site->status_s * 1000;
	int64_t settled_w = control_settled_w(u);

	*m = (struct plan_miner){ .who = (void *)(uintptr_t)u, .mac = u->mac,
	    .managed = u->managed, .held = c->held,
	    .barred = u->conflict ? "two machines claim its MAC" :
		!*u->key || u->key_bad ? "there is no key for it" : NULL,
	    .phase = phase_of(t, u), .presets = c->presets, .n = c->n,
	    .now = c->now, .limit_w = INT64_MAX / 2,
	    .draws_w = fresh ? c->power_w : settled_w,
	    .since_ms = c->changed_ms ? t->now_ms - c->changed_ms :
		INT64_MAX / 2, .raises = raises_lately(t->now_ms, c),
	    .throttled = c->throttle != NONE,
	    .backs_off = t->now_ms < c->backs_off_ms, .circuit = -1,
	    .to = PLAN_STAY };
	m->expected_w = m->pessimist_w = settled_w;
	if (c->state == STATE_MINING || c->state == STATE_TUNING)
		m->hashrate_ths = c->now >= 0 ?
		    c->presets[c->now].hashrate_ths : c->hashrate_ths > 0 ?
		    c->hashrate_ths : 0;
	if (c->throttle != NONE)
		m->hashrate_ths = m->hashrate_ths * (double)c->throttle / 100;
	if (c->change)
		estimate_flight(t->now_ms, c->change, m);
}
