/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/plan/inside.h"

/*
 * The judgement of a cycle: what all miners draw in three ways of counting
 * (plan.h), how that stands to the target, and which miners may be told
 * something now.
 *
 * The band is looked for from the worst: red above what is available, yellow
 * above the target or a circuit's limit, headroom well below the target, else
 * green.  Red allows what no other band does: cooldowns are ignored and even a
 * miner with a change under way may be told something heavier.  moves.c then
 * decides what to do.
 */

#define RED_PART	0.985	/* of what is available */

const char *const band_words[] = {
	[BAND_UNKNOWN] = "none", [BAND_GREEN] = "green",
	[BAND_HEADROOM] = "headroom", [BAND_YELLOW] = "yellow",
	[BAND_RED] = "red", NULL
};

int64_t
plan_tolerance_w(const struct settings *s, int64_t target_w)
{
	int64_t part_w = (int64_t)((double)target_w *
	    s->balance_tolerance_percent / 100);

	return part_w > s->tolerance_w ? part_w : s->tolerance_w;
}

/* ---- Sums --------------------------------------------------------------- */

int
plan_phase_of(const struct plan *p, const struct plan_miner *m)
{
	for (int c = m->circuit; c >= 0; c = p->circuits[c].parent)
		if (p->circuits[c].phase >= 0)
			return p->circuits[c].phase;
	return -1;
}

static void
sum_circuits(struct plan *p)
{
	for (size_t i = 0; i < p->n_circuits; i++)
		p->circuits[i].expected_w = p->circuits[i].pessimist_w = 0;
	memset(p->phase_w, 0, sizeof p->phase_w);
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_miner *m = &p->miners[i];
		int phase = plan_phase_of(p, m);

		if (phase >= 0)
			p->phase_w[phase] += m->pessimist_w;
		for (int c = m->circuit; c >= 0; c = p->circuits[c].parent) {
			p->circuits[c].expected_w += m->expected_w;
			p->circuits[c].pessimist_w += m->pessimist_w;
		}
	}
}

static void
sum(struct plan *p)
{
	p->draws_w = p->expected_w = p->pessimist_w = p->managed_w = 0;
	p->unmanaged_w = p->silent_w = p->flight_w = 0;
	p->managed = p->silent = 0;
	p->known = p->n;
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_miner *m = &p->miners[i];

		p->draws_w += m->draws_w;
		p->expected_w += m->expected_w;
		p->pessimist_w += m->pessimist_w;
		*(m->managed ? &p->managed_w : &p->unmanaged_w) += m->draws_w;
		p->managed += m->managed;
		if (m->phase == PLAN_SILENT) {
			p->silent_w += m->expected_w;
			p->silent++;
		}
		if (m->phase == PLAN_FLIGHT)
			p->flight_w += m->expected_w;
	}
	sum_circuits(p);
}

/* ---- Band --------------------------------------------------------------- */

static bool
circuit_over(const struct plan *p)
{
	for (size_t i = 0; i < p->n_circuits; i++)
		if (p->circuits[i].limit_w != NONE &&
		    p->circuits[i].expected_w > p->circuits[i].limit_w)
			return true;
	return false;
}

static void
find_band(struct plan *p)
{
	int64_t tol_w = plan_tolerance_w(p->settings, p->target_w);

	p->reason = REASON_NONE;
	if (!p->have)
		p->band = BAND_UNKNOWN;
	else if (p->critical) {
		p->band = BAND_RED;
		p->reason = REASON_CRITICAL_GENERATION;
	} else if ((double)p->expected_w > RED_PART *
	    (double)p->available_w) {
		p->band = BAND_RED;
		p->reason = p->blind ? REASON_STALE_DECAY :
		    REASON_EMERGENCY_OVER_AVAILABLE;
	} else if (p->expected_w > p->target_w + tol_w) {
		p->band = BAND_YELLOW;
		p->reason = p->blind ? REASON_STALE_DECAY : REASON_OVER_TARGET;
	} else if (circuit_over(p)) {
		p->band = BAND_YELLOW;
		p->reason = REASON_CIRCUIT_LIMIT;
	} else if (p->may_raise && p->pessimist_w < p->target_up_w - tol_w) {
		p->band = BAND_HEADROOM;
		p->reason = REASON_HEADROOM;
	} else {
		p->band = BAND_GREEN;
		p->reason = REASON_REBALANCE_GAIN;
	}
}

void
plan_look(struct plan *p)
{
	sum(p);
	find_band(p);
	p->downs = p->ups = 0;
	p->down_w = p->up_w = 0;
	for (size_t i = 0; i < p->n; i++)
		p->miners[i].to = PLAN_STAY;
}

bool
plan_sheds(const struct plan *p)
{
	return p->band == BAND_YELLOW || p->band == BAND_RED;
}

enum action
plan_action(const struct plan_miner *m)
{
	if (m->to == PLAN_STAY)
		return ACTION_NONE;
	if (m->to == PLAN_STOP)
		return ACTION_STOP;
	return m->phase == PLAN_STOPPED ? ACTION_START : ACTION_PRESET;
}

/* ---- Who may be moved --------------------------------------------------- */

/* NULL: this miner may be told something now. */
const char *
plan_left_out(const struct plan *p, const struct plan_miner *m)
{
	bool red = p->band == BAND_RED;

	if (!m->managed)
		return "not managed";
	if (m->barred)
		return m->barred;
	if (m->held)
		return "held by a person";
	if (m->stopping)
		return "it is being stopped";
	switch (m->phase) {
	case PLAN_SILENT:
		return "it does not answer";
	case PLAN_DEAD:
		return "in failure";
	case PLAN_RESTING:
		return "stopped by somebody else";
	case PLAN_FLIGHT:
		return red ? NULL : "an order is on its way";
	case PLAN_MOVING:
		return red ? NULL : "it is starting or stopping";
	default:
		break;
	}
	if (red)
		return NULL;
	if (!m->capped && m->phase != PLAN_STOPPED)
		return "its model has no maximum preset";
	if (m->since_ms < p->settings->cooldown_s * 1000)
		return "it was changed a moment ago";
	if (m->backs_off)
		return "it did not obey lately";
	if (plan_sheds(p) || m->phase == PLAN_STOPPED)
		return NULL;
	if (m->since_ms < p->settings->dwell_s * 1000)
		return "it stays a while before it is raised again";
	if (m->raises >= p->settings->max_changes_per_miner_hour)
		return "it was raised often enough this hour";
	return NULL;
}

bool
plan_fits(const struct plan_miner *m, const struct plan_preset *t)
{
	return t->label_w != NONE && !t->modded_psu &&
	    t->label_w <= m->limit_w &&
	    t->power_w <= m->limit_w + m->limit_w / 20;
}

/* What it runs is above what a person allows. */
bool
plan_above_limit(const struct plan *p, const struct plan_miner *m)
{
	return m->managed && !m->held && !m->barred && m->capped &&
	    m->phase == PLAN_SETTLED &&
	    m->since_ms > (p->settings->cooldown_s > 60 ?
	    p->settings->cooldown_s * 1000 : MINUTE_MS) && !m->backs_off &&
	    (m->now >= 0 ? !plan_fits(m, &m->presets[m->now]) :
	    m->expected_w > m->limit_w + m->limit_w / 20);
}

