/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/plan_help.h"

/* Whatever the state of the site is, the plan is lawful. */

static void
scramble(struct site *s)
{
	begin(s, (size_t)(1 + below(MAX)), 0);
	s->p.n_circuits = (size_t)below(4);
	for (size_t i = 0; i < s->p.n_circuits; i++)
		s->circuits[i] = (struct plan_circuit){ .name = "x",
		    .parent = below((int)i + 1) - 1,
		    .limit_w = share() < 0.3 ? NONE : below(80000) };
	for (size_t i = 0; i < s->p.n; i++) {
		struct plan_miner *m = &s->m[i];

		set_preset(m, below(TOP + 1));
		m->managed = share() < 0.9;
		m->held = share() < 0.1;
		m->barred = share() < 0.05 ? "no key" : NULL;
		m->capped = share() < 0.9;
		m->limit_w = table[below(TOP + 1)].label_w;
		m->phase = share() < 0.7 ? PLAN_SETTLED :
		    (enum plan_phase)below(PLAN_SILENT + 1);
		m->since_ms = below(900) * 1000;
		m->raises = below(14);
		m->backs_off = share() < 0.05;
		m->circuit = below((int)s->p.n_circuits + 1) - 1;
		if (m->phase == PLAN_STOPPED || m->phase == PLAN_RESTING)
			m->expected_w = m->pessimist_w = m->draws_w = 14;
		if (m->phase == PLAN_FLIGHT)
			m->pessimist_w += below(1000);
	}
	s->p.may_raise = share() < 0.7;
	s->p.blind = share() < 0.1;
	s->p.critical = share() < 0.05;
	s->p.ramp_up_w = below(40000);
	s->p.ramp_full = share() < 0.3;
	s->p.starts = below(5);
}

/* What may be said to one miner. */
static bool
lawful(const struct site *s, const struct plan_miner *m)
{
	bool red = s->p.band == BAND_RED, up = m->to_w > m->expected_w;

	if (!m->managed || m->held || m->barred ||
	    m->phase == PLAN_DEAD || m->phase == PLAN_SILENT)
		return false;
	if (!red && (m->phase == PLAN_FLIGHT || m->since_ms <
	    s->settings.cooldown_s * 1000 ||
	    (!m->capped && m->phase != PLAN_STOPPED)))
		return false;
	if (up && (!s->p.may_raise || red || s->p.band == BAND_YELLOW ||
	    (m->phase != PLAN_STOPPED && (m->raises >=
	    s->settings.max_changes_per_miner_hour ||
	    m->since_ms < s->settings.dwell_s * 1000))))
		return false;
	return m->to == PLAN_STOP || (!m->presets[m->to].modded_psu &&
	    ((!m->capped && !up) || m->presets[m->to].label_w <= m->limit_w));
}

static bool
circuits_kept(const struct site *s)
{
	int64_t below_w[3] = { 0 };
	bool raised[3] = { false };

	for (size_t i = 0; i < s->p.n; i++) {
		const struct plan_miner *m = &s->m[i];
		bool up = moves(m) && m->to_w > m->pessimist_w;

		for (int c = m->circuit; c >= 0;
		    c = s->circuits[c].parent) {
			below_w[c] += up ? m->to_w : m->pessimist_w;
			raised[c] |= up;
		}
	}
	for (size_t c = 0; c < s->p.n_circuits; c++)
		if (raised[c] && s->circuits[c].limit_w != NONE &&
		    below_w[c] > s->circuits[c].limit_w)
			return false;
	return true;
}

static void
check_anything(void)
{
	static struct site s;
	int unlawful = 0, over = 0, ramp = 0, circuits = 0, busy = 0;

	for (int i = 0; i < 20000; i++) {
		int64_t up_w = 0, sum_w = 0;
		int ups = 0;

		seed = 77 + (uint64_t)i;
		scramble(&s);
		make(&s, 1000 + below(150000));
		for (size_t k = 0; k < s.p.n; k++) {
			const struct plan_miner *m = &s.m[k];

			sum_w += m->pessimist_w;
			if (!moves(m))
				continue;
			busy++;
			unlawful += !lawful(&s, m);
			if (m->to_w > m->pessimist_w) {
				up_w += m->to_w - m->pessimist_w;
				ups++;
			}
		}
		over += up_w > 0 && sum_w + up_w > s.p.target_up_w;
		ramp += up_w > s.p.ramp_up_w &&
		    !(s.p.ramp_full && ups == 1);
		circuits += !circuits_kept(&s);
	}
	CHECK(busy > 100000);
	CHECK_INT(unlawful, 0);
	CHECK_INT(over, 0);
	CHECK_INT(ramp, 0);
	CHECK_INT(circuits, 0);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	check_anything();
	arena_free(&arena);
	return tap_done();
}
