/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/plan/inside.h"

/*
 * Miners as the knapsack sees them.  Each miner that may be told something
 * becomes a chooser with its presets as choices; what it draws now is one of
 * them and keeps its full value, all others cost the mining that a restart
 * loses.  What the miners draw that are left out is taken off the caps.
 */
#define RESTART_S	75.0	/* a change costs so much mining */
#define DWELL_S		1800.0	/* and is expected to last so long */

double
plan_worth(double hashrate_ths)
{
	return hashrate_ths * (1 - RESTART_S / DWELL_S);
}

/* What the miner may choose from; the first is to stay. */
static void
choices_of(struct arena *a, const struct plan *p, const struct plan_miner *m,
    struct chooser *c, struct plan_option **options)
{
	struct choice *v = ARENA_MANY(a, struct choice, m->n + 2);
	struct plan_option *o = ARENA_MANY(a, struct plan_option, m->n + 2);
	int64_t base_w = plan_sheds(p) ? m->expected_w : m->pessimist_w;
	bool stopped = m->phase == PLAN_STOPPED;
	int n = 0;

	v[n] = (struct choice){ base_w, stopped ? 0 : m->hashrate_ths };
	o[n++].preset = PLAN_STAY;
	for (int i = 0; i < m->n; i++) {
		const struct plan_preset *t = &m->presets[i];

		if ((stopped ? i != m->now : i == m->now && !m->throttled) ||
		    (p->stop_only && p->band == BAND_RED) || m->throttling ||
		    t->label_w == NONE || t->modded_psu ||
		    ((m->capped || stopped) && !plan_fits(m, t)) ||
		    (plan_sheds(p) && t->power_w >= base_w))
			continue;
		v[n] = (struct choice){ t->power_w,
		    plan_worth(t->hashrate_ths) };
		o[n++].preset = i;
	}
	if (plan_sheds(p) && !stopped && base_w > PLAN_STANDBY_W) {
		v[n] = (struct choice){ 0, 0 };
		o[n++].preset = PLAN_STOP;
	}
	*c = (struct chooser){ .choices = v, .n = n, .chosen = 0,
	    .limit = m->circuit, .rank = -(double)m->since_ms };
	*options = o;
}

struct plan_pool
plan_gather(struct arena *a, struct plan *p)
{
	struct plan_pool pool = { ARENA_MANY(a, struct chooser, p->n + 1),
	    ARENA_MANY(a, struct plan_option *, p->n + 1),
	    ARENA_MANY(a, size_t, p->n + 1), 0 };

	p->fixed_w = 0;
	for (size_t i = 0; i < p->n; i++) {
		struct plan_miner *m = &p->miners[i];

		m->left_out = plan_left_out(p, m);
		if (m->left_out) {
			p->fixed_w += plan_sheds(p) ? m->expected_w :
			    m->pessimist_w;
			continue;
		}
		choices_of(a, p, m, &pool.choosers[pool.n],
		    &pool.options[pool.n]);
		pool.miner[pool.n++] = i;
	}
	p->movable = pool.n;
	return pool;
}

/* The circuits' limits for the choosers: what is fixed below taken off. */
static struct limit *
limits_of(struct arena *a, const struct plan *p)
{
	struct limit *l = ARENA_MANY(a, struct limit, p->n_circuits + 1);

	for (size_t i = 0; i < p->n_circuits; i++)
		l[i] = (struct limit){ p->circuits[i].limit_w == NONE ?
		    INT64_MAX / 4 : p->circuits[i].limit_w,
		    p->circuits[i].parent };
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_miner *m = &p->miners[i];
		int64_t w = plan_sheds(p) ? m->expected_w : m->pessimist_w;

		if (m->left_out)
			for (int c = m->circuit; c >= 0; c = l[c].parent)
				l[c].cap_w -= w;
	}
	return l;
}

void
plan_solve(struct arena *a, struct plan *p, struct plan_pool *pool)
{
	int64_t cap_w = p->critical ? 0 : (int64_t)(PLAN_SHED_PART *
	    (double)(plan_sheds(p) ? p->target_w : p->target_up_w));

	if (!plan_sheds(p) && cap_w < p->pessimist_w)
		cap_w = p->pessimist_w;

	p->cap_w = cap_w - p->fixed_w;
	knapsack(a, pool->choosers, pool->n, p->cap_w < 0 ? 0 : p->cap_w,
	    limits_of(a, p), p->n_circuits, &p->solution);
}
