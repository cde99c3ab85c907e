/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_PLAN_RIG_H
#define TESTS_LIB_PLAN_RIG_H

#include <stdio.h>
#include <string.h>

#include "hive/plan/plan.h"
#include "tests/lib/tap.h"

/*
 * One cycle of the balancer over a few miners with round numbers, so that each
 * limit can be worked out by hand.  Everything is allowed until a test says
 * otherwise; the tolerance is 100 W.  All is static: each test includes it
 * once.
 */
#define PLAN_MINERS	20
#define HOUR_MS		3600000

/* Each step up is worth less per watt than the one before. */
static const struct plan_preset ladder[] = {
	{ "1000", 1000, 1000, 50, 50, false },
	{ "2000", 2000, 2000, 90, 90, false },
	{ "3000", 3000, 3000, 120, 120, false },
	{ "4000", 4000, 4000, 140, 140, false },
};

static struct arena plan_arena;
static struct settings settings;
static struct plan p;
static struct plan_miner m[PLAN_MINERS];
static struct plan_circuit circuits[4];

/* It draws and hashes what this preset says. */
static inline void
plan_runs(struct plan_miner *of, int now)
{
	of->now = now;
	of->draws_w = of->expected_w = of->pessimist_w =
	    of->presets[now].power_w;
	of->hashrate_ths = of->presets[now].hashrate_ths;
}

/* We stopped it; it comes back on this preset. */
static inline void
plan_stopped(struct plan_miner *of, int now)
{
	of->now = now;
	of->phase = PLAN_STOPPED;
	of->draws_w = of->expected_w = of->pessimist_w = 10;
	of->hashrate_ths = 0;
}

/* Its own table of presets; it runs on one of them. */
static inline void
plan_presets(struct plan_miner *of, const struct plan_preset *presets,
    int n, int now)
{
	of->presets = presets;
	of->n = n;
	plan_runs(of, now);
}

static inline void
plan_put(size_t i, int now)
{
	static char macs[PLAN_MINERS][18];

	snprintf(macs[i], sizeof macs[i], "02:00:00:00:00:%02x",
	    (unsigned)i);
	m[i] = (struct plan_miner){ .mac = macs[i], .managed = true,
	    .capped = true, .phase = PLAN_SETTLED, .presets = ladder, .n = 4,
	    .limit_w = 4000, .since_ms = HOUR_MS, .circuit = -1 };
	plan_runs(&m[i], now);
}

/* n miners on this preset of the ladder, and power for all of them. */
static inline void
plan_begin(size_t n, int now)
{
	if (!plan_arena.limit)
		arena_init(&plan_arena, 16 << 20);
	arena_reset(&plan_arena);
	settings = setting_defaults;
	settings.tolerance_w = 100;
	settings.balance_tolerance_percent = 0;
	settings.in_flight_percent = 100;
	for (size_t i = 0; i < n; i++)
		plan_put(i, now);
	p = (struct plan){ .settings = &settings, .miners = m, .n = n,
	    .circuits = circuits, .have = true, .may_raise = true,
	    .ramp_up_w = INT64_MAX / 4, .ramp_down_w = INT64_MAX / 4,
	    .starts = 100, .available_w = 1000000, .target_w = 900000,
	    .target_up_w = 900000 };
}

/* A circuit of this limit, fed by this one. */
static inline struct plan_circuit *
plan_circuit(int64_t limit_w, int parent, int phase)
{
	struct plan_circuit *c = &circuits[p.n_circuits++];

	*c = (struct plan_circuit){ .name = "row", .parent = parent,
	    .limit_w = limit_w, .phase = phase };
	return c;
}

/* So much may be drawn, and the rest of the plant has room. */
static inline void
plan_target(int64_t target_w)
{
	p.target_w = p.target_up_w = target_w;
	p.available_w = 2 * target_w;
}

/* Above what is available: red, down to the target. */
static inline void
plan_red(int64_t target_w)
{
	p.target_w = p.target_up_w = p.available_w = target_w;
}

static inline void
plan_it(void)
{
	plan_make(&plan_arena, &p);
}

/* Where the first n miners go, by the presets' indices: "2 - x" is to the
 * third, nowhere, and to a stop. */
static inline const char *
plan_says(void)
{
	const char *text = "";

	for (size_t i = 0; i < p.n; i++)
		text = arena_printf(&plan_arena, "%s%s%s", text, i ? " " : "",
		    m[i].to == PLAN_STAY ? "-" : m[i].to == PLAN_STOP ? "x" :
		    arena_printf(&plan_arena, "%d", m[i].to));
	return text;
}

#endif
