/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_PLAN_HELP_H
#define TESTS_LIB_PLAN_HELP_H

#include <stdlib.h>

#include "hive/plan/plan.h"
#include "tests/lib/random.h"
#include "tests/lib/tap.h"

/* A site of miners of one kind, and one cycle of the balancer over it. */
#define MAX 60

static const struct plan_preset table[] = {
	{ "1150", 1150, 1100, 53, 53, false },
	{ "1550", 1550, 1480, 65, 65, false },
	{ "2000", 2000, 1910, 76, 76, false },
	{ "2500", 2500, 2400, 88, 88, false },
	{ "3050", 3050, 2930, 98, 98, false },
	{ "3450", 3450, 3310, 106, 106, false },
	{ "4150", 4150, 3980, 116, 116, true },
};
#define TOP 5			/* the last that needs no modified supply */

struct site {
	struct settings		 settings;
	struct plan_miner	 m[MAX];
	struct plan_circuit	 circuits[3];
	char			 mac[MAX][40];
	struct plan		 p;
};

static struct arena arena;

static inline void
set_preset(struct plan_miner *m, int now)
{
	m->now = now;
	m->draws_w = m->expected_w = m->pessimist_w = table[now].power_w;
	m->hashrate_ths = table[now].hashrate_ths;
}

/* n managed miners on this preset, a plant that bears them all. */
static inline void
begin(struct site *s, size_t n, int now)
{
	*s = (struct site){ .settings = setting_defaults };
	for (size_t i = 0; i < n; i++) {
		snprintf(s->mac[i], sizeof s->mac[i],
		    "02:00:00:00:00:%02zx", i);
		s->m[i] = (struct plan_miner){ .mac = s->mac[i],
		    .managed = true, .capped = true, .presets = table,
		    .n = TOP + 2, .limit_w = 3450, .circuit = -1,
		    .since_ms = 3600000, .phase = PLAN_SETTLED };
		set_preset(&s->m[i], now);
	}
	s->p = (struct plan){ .settings = &s->settings, .miners = s->m,
	    .n = n, .circuits = s->circuits, .have = true,
	    .may_raise = true, .ramp_up_w = INT64_MAX / 4,
	    .ramp_down_w = INT64_MAX / 4, .starts = 100 };
}

static inline void
make(struct site *s, int64_t target_w)
{
	s->p.target_w = s->p.target_up_w = target_w;
	s->p.available_w = target_w * 10 / 9;
	arena_reset(&arena);
	plan_make(&arena, &s->p);
}

static inline bool
moves(const struct plan_miner *m)
{
	return m->to != PLAN_STAY;
}

static inline int
movers(const struct site *s)
{
	int n = 0;

	for (size_t i = 0; i < s->p.n; i++)
		n += moves(&s->m[i]);
	return n;
}

/* What all expect to draw once the plan has landed. */
static inline int64_t
after_w(const struct site *s)
{
	int64_t sum_w = 0;

	for (size_t i = 0; i < s->p.n; i++)
		sum_w += moves(&s->m[i]) ? s->m[i].to_w : s->m[i].expected_w;
	return sum_w;
}

#endif
