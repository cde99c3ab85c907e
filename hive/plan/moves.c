/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "hive/plan/inside.h"

/*
 * From a band to moves.  The knapsack says where each miner of the pool should
 * be; what is made of it depends on the band.
 *
 * When load must go down, reductions are taken biggest first, in red all of
 * them, else as far as the ramp lets.  When it may go up, raises are taken best
 * first, each only while target, ramp, circuits and phases have room, and
 * trimmed to a smaller preset if that helps.  Moves for gain alone, a bad
 * miner's power for a better one, go by a quota, so that few miners restart at
 * once.
 */
#define GAIN_MIN	0.0005	/* of the hashrate, to move for gain */

struct move {
	struct plan_miner	*m;
	int			 to;
	int64_t			 to_w, delta_w;
	double			 to_ths, per_w;
};

static int
by_gain(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if (x->per_w != y->per_w)
		return x->per_w > y->per_w ? -1 : 1;
	return strcmp(x->m->mac, y->m->mac);
}

/* Biggest first: what matters most is sent first. */
static int
by_size(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if (x->delta_w != y->delta_w)
		return x->delta_w < y->delta_w ? -1 : 1;
	return strcmp(x->m->mac, y->m->mac);
}

static size_t
moves_of(const struct plan *p, const struct plan_pool *pool,
    struct move *moves, bool down)
{
	size_t n = 0;

	for (size_t i = 0; i < pool->n; i++) {
		struct plan_miner *m = &p->miners[pool->miner[i]];
		int chosen = pool->choosers[i].chosen;
		int to = pool->options[i][chosen].preset;
		int64_t to_w = pool->choosers[i].choices[chosen].power_w;
		int64_t from_w = plan_sheds(p) ? m->expected_w : m->pessimist_w;
		double ths = to >= 0 ? m->presets[to].hashrate_ths : 0;

		if (to == PLAN_STAY || (to_w < from_w) != down)
			continue;
		moves[n++] = (struct move){ m, to, to_w, to_w - from_w, ths,
		    (ths - (m->phase == PLAN_STOPPED ? 0 :
		    m->hashrate_ths)) / (double)(to_w - from_w + !down) };
	}
	qsort(moves, n, sizeof *moves, down ? by_size : by_gain);
	return n;
}

static void
take(struct plan *p, const struct move *v, enum reason reason)
{
	struct plan_miner *m = v->m;

	m->to = v->to;
	m->to_w = v->to_w;
	m->delta_ths = v->to_ths - (m->phase == PLAN_STOPPED ? 0 :
	    m->hashrate_ths);
	m->reason = reason;
	m->order = p->downs + p->ups + 1;
	if (v->delta_w < 0) {
		p->downs++;
		p->down_w -= v->delta_w;
	} else {
		p->ups++;
		p->up_w += v->delta_w;
	}
}

static void
shed(struct plan *p, const struct move *moves, size_t n)
{
	int64_t left_w = p->band == BAND_RED ? INT64_MAX : p->ramp_down_w;

	for (size_t i = 0; i < n; i++) {
		if (left_w <= 0)
			break;
		take(p, &moves[i], p->reason);
		left_w += moves[i].delta_w;
	}
}

/* How many more may be in flight for gain alone. */
static int
quota(const struct plan *p)
{
	size_t flying = 0;
	int max = (int)(p->managed * (size_t)
	    p->settings->in_flight_percent / 100);

	for (size_t i = 0; i < p->n; i++)
		flying += p->miners[i].managed &&
		    (p->miners[i].phase == PLAN_FLIGHT ||
		    p->miners[i].phase == PLAN_MOVING);
	return (max < 1 ? 1 : max) - (int)flying;
}

static bool
has_phase(const struct plan *p, int phase)
{
	for (size_t i = 0; i < p->n_circuits; i++)
		if (p->circuits[i].phase == phase)
			return true;
	return false;
}

/* One phase may not draw so much more than another. */
static bool
phases_hold(const struct plan *p, const struct plan_miner *m,
    int64_t delta_w)
{
	int phase = plan_phase_of(p, m);
	int64_t max_kw = p->settings->max_phase_imbalance_kw;

	if (phase < 0 || max_kw == NONE)
		return true;
	for (int i = 0; i < 3; i++)
		if (i != phase && has_phase(p, i) && p->phase_w[phase] +
		    delta_w - p->phase_w[i] > max_kw * 1000)
			return false;
	return true;
}

static bool
circuits_hold(const struct plan *p, const struct plan_miner *m,
    int64_t delta_w)
{
	for (int c = m->circuit; c >= 0; c = p->circuits[c].parent)
		if (p->circuits[c].limit_w != NONE && delta_w > 0 &&
		    p->circuits[c].pessimist_w + delta_w >
		    p->circuits[c].limit_w)
			return false;
	return true;
}

/* What is left for raises: below the target, and on the ramp. */
struct left {
	int64_t	room_w, ramp_w;
	bool	ramp_full;
};

static bool
fits(const struct plan *p, const struct plan_miner *m, int64_t delta_w,
    const struct left *left)
{
	return delta_w <= left->room_w && (delta_w <= left->ramp_w ||
	    left->ramp_full) && circuits_hold(p, m, delta_w) &&
	    phases_hold(p, m, delta_w);
}

/* The most of this raise that has room; false: none of it. */
static bool
trim(const struct plan *p, struct move *v, const struct left *left)
{
	const struct plan_miner *m = v->m;
	const struct plan_preset *best = NULL;

	if (fits(p, m, v->delta_w, left))
		return true;
	for (int i = 0; i < m->n && m->phase == PLAN_SETTLED; i++) {
		const struct plan_preset *t = &m->presets[i];

		if (plan_fits(m, t) && t->power_w > m->pessimist_w &&
		    t->power_w < v->to_w &&
		    plan_worth(t->hashrate_ths) > m->hashrate_ths &&
		    (!best || t->hashrate_ths > best->hashrate_ths) &&
		    fits(p, m, t->power_w - m->pessimist_w, left))
			best = t;
	}
	if (best)
		*v = (struct move){ v->m, (int)(best - m->presets),
		    best->power_w, best->power_w - m->pessimist_w,
		    best->hashrate_ths, 0 };
	return best != NULL;
}

static void
spend(struct plan *p, const struct move *v, struct left *left)
{
	left->room_w -= v->delta_w;
	left->ramp_w -= v->delta_w;
	left->ramp_full = false;
	for (int c = v->m->circuit; c >= 0; c = p->circuits[c].parent)
		p->circuits[c].pessimist_w += v->delta_w;
	if (plan_phase_of(p, v->m) >= 0)
		p->phase_w[plan_phase_of(p, v->m)] += v->delta_w;
}

/* Up into the room: all that the ramp lets when there is headroom, for gain
 * alone no more than may be in flight. */
static void
raise(struct plan *p, struct move *moves, size_t n, int left)
{
	struct left room = { (int64_t)(PLAN_SHED_PART *
	    (double)p->target_up_w) - p->pessimist_w, p->ramp_up_w,
	    p->ramp_full };
	int starts = p->starts;

	if (p->band == BAND_HEADROOM)
		left = INT_MAX;
	for (size_t i = 0; i < n; i++) {
		struct move *v = &moves[i];
		bool starting = v->m->phase == PLAN_STOPPED;

		if ((starting ? starts : left) <= 0 || !trim(p, v, &room))
			continue;
		take(p, v, p->band == BAND_HEADROOM ? REASON_HEADROOM :
		    REASON_REBALANCE_GAIN);
		spend(p, v, &room);
		*(starting ? &starts : &left) -= 1;
	}
}

/* Lower some bad miners so that better ones may have their power: as many as
 * the quota lets, and only when it is worth it. */
static void
make_room(struct plan *p, const struct plan_pool *pool,
    const struct move *moves, size_t n, int *left)
{
	double stay = 0;

	for (size_t i = 0; i < pool->n; i++)
		stay += pool->choosers[i].choices[0].value_ths;
	if (p->solution.value_ths - stay < stay * GAIN_MIN)
		return;
	for (size_t i = 0; i < n && *left > 0; i++, (*left)--)
		take(p, &moves[i], REASON_REBALANCE_GAIN);
}

/* A miner that runs above its limit goes down in every band. */
static void
lower(struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct plan_miner *m = &p->miners[i];
		const struct plan_preset *best = NULL;

		if (m->to != PLAN_STAY || !plan_above_limit(p, m))
			continue;
		for (int t = 0; t < m->n; t++)
			if (plan_fits(m, &m->presets[t]) && (!best ||
			    m->presets[t].power_w > best->power_w))
				best = &m->presets[t];
		if (best && best->power_w < m->expected_w)
			take(p, &(struct move){ m, (int)(best - m->presets),
			    best->power_w, best->power_w - m->expected_w,
			    best->hashrate_ths, 0 },
			    REASON_MAX_PRESET_LOWERED);
	}
}

void
plan_make(struct arena *a, struct plan *p)
{
	struct move *moves = ARENA_MANY(a, struct move, p->n + 1);
	struct plan_pool pool;
	size_t n;
	int left;

	plan_look(p);
	pool = plan_gather(a, p);
	if (!p->have)
		return;
	if (plan_sheds(p) || p->may_raise)
		plan_solve(a, p, &pool);
	n = moves_of(p, &pool, moves, true);
	left = quota(p);
	if (plan_sheds(p))
		shed(p, moves, n);
	else if (p->may_raise)
		make_room(p, &pool, moves, n, &left);
	lower(p);
	if (plan_sheds(p) || !p->may_raise)
		return;
	n = moves_of(p, &pool, moves, false);
	raise(p, moves, n, left);
}
