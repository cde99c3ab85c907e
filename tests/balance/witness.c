/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hive/balance/balance.h"
#include "hive/plan/knapsack.h"
#include "hive/plant/plant.h"
#include "tests/balance/witness.h"
#include "worker/control/plant.h"

#define COOLDOWN_MS	30000
#define STALE_MS	90000
#define SOLVE_S		5	/* the optimum is computed that often */
#define STANDBY_W	14
#define SLACK_MS	1500	/* of a second and of a reply */

void
witness_open(struct witness *w, struct rig *b, int unmanaged)
{
	struct sim_miner s;

	*w = (struct witness){ .rig = b, .n = farm_miners(b->farm),
	    .margin = 0.1, .fresh_ms = -1 };
	arena_init(&w->arena, 256 << 20);
	w->miner = ARENA_MANY(&b->arena, struct watched, w->n);
	for (int i = 0; i < w->n; i++) {
		struct watched *m = &w->miner[i];

		m->managed = !unmanaged || (i + 1) % unmanaged;
		m->changed_ms = NONE;
		m->levels = farm_levels(b->farm, i + 1, m->level,
		    WITNESS_LEVELS);
		for (int j = 1; j < m->levels; j++)
			if (!m->level[j].modded)
				m->max = j - 1;
		farm_miner(b->farm, i + 1, &s);
		for (int j = 0; j < m->levels; j++)
			if (!strcmp(m->level[j].preset, s.configured))
				m->configured = j;
		w->managed += m->managed;
		w->full_w += m->managed ? m->level[m->max].power_w : 0;
	}
}

void
witness_close(struct witness *w)
{
	arena_free(&w->arena);
}

void
witness_score(struct witness *w)
{
	w->scoring = true;
	w->sum = (struct figures){ 0 };
}

/* ---- What may never be -------------------------------------------------- */

static void
tell_it(const struct witness *w, int *count, const char *what,
    const struct sim_write *x)
{
	if ((*count)++ == 0)
		printf("# at %.3f s miner %d: %s: %s %s %s\n",
		    (double)x->at_ms / 1000, x->miner, what, x->method,
		    x->path, x->body);
	(void)w;
}

/* A key is fetched also where nothing is commanded. */
static bool
is_command(const struct sim_write *x)
{
	return !strcmp(x->path, "/api/v1/settings") ||
	    !strncmp(x->path, "/api/v1/mining/", 15) ||
	    !strncmp(x->path, "/api/v1/system/", 15);
}

/* The preset that is asked for, as an index; -1: none, or unknown. */
static int
asked_preset(const struct watched *m, const struct sim_write *x)
{
	const char *at = strstr(x->body, "\"preset\":\"");
	size_t n;

	if (strcmp(x->path, "/api/v1/settings") || !at)
		return -1;
	at += strlen("\"preset\":\"");
	n = strcspn(at, "\"");
	for (int j = 0; j < m->levels; j++)
		if (strlen(m->level[j].preset) == n &&
		    !strncmp(m->level[j].preset, at, n))
			return j;
	return -1;
}

static void
look_at_preset(struct witness *w, struct watched *m, const struct sim_write *x,
    int to)
{
	double now_w = m->level[m->configured].power_w;

	if (to == 0)
		tell_it(w, &w->disabled, "full stock power as a preset", x);
	if (to > m->max)
		tell_it(w, &w->above_max, "above max_preset", x);
	if (m->level[to].power_w > now_w && x->at_ms > w->fresh_ms)
		tell_it(w, &w->stale_raises, "a raise on old data", x);
	if (to != m->configured && m->changed_ms != NONE && !w->red &&
	    x->at_ms < m->changed_ms + COOLDOWN_MS)
		tell_it(w, &w->too_soon, "within the cooldown", x);
	if (x->status != 200)
		return;
	if (to != m->configured) {
		m->changed_ms = x->at_ms;
		w->changes++;
	}
	m->configured = to;
}

static void
look_at(struct witness *w, const struct sim_write *x)
{
	struct watched *m = &w->miner[x->miner - 1];
	int to;

	if (!is_command(x))
		return;
	if (w->observing)
		tell_it(w, &w->observed, "a command while observing", x);
	if (!m->managed)
		tell_it(w, &w->unmanaged, "an unmanaged miner", x);
	to = asked_preset(m, x);
	if (to >= 0)
		look_at_preset(w, m, x, to);
	else if (!strcmp(x->path, "/api/v1/mining/start") ||
	    !strcmp(x->path, "/api/v1/mining/resume")) {
		if (x->at_ms > w->fresh_ms)
			tell_it(w, &w->stale_raises, "a start on old data",
			    x);
		w->changes += x->status == 200;
	} else if (strcmp(x->path, "/api/v1/settings") &&
	    strcmp(x->path, "/api/v1/mining/restart"))
		w->changes += x->status == 200;
}

/* What the worker had in hand in this second. */
static void
look_at_control(struct witness *w)
{
	struct db *db = w->rig->worker.turn.db;
	struct plant_reading r, newest;
	struct decision d;
	struct query *q = decision_list(db, NONE, NONE, NONE, 3);

	/* one earlier counts too: its commands may go out in this second */
	w->red = false;
	while (db_row(db, q, decision_fields, &d))
		w->red |= d.band == BAND_RED || d.state == BALANCE_STOP;
	db_end(db, q);
	if (!plant_latest(db, &w->arena, true, &r) ||
	    !plant_latest(db, &w->arena, false, &newest))
		return;
	if (r.id != newest.id && newest.recorded_at < BENCH_WALL_MS +
	    w->rig->now_ms - SLACK_MS)
		return;
	w->fresh_ms = r.source_at - BENCH_WALL_MS + SLACK_MS +
	    plant_stretch_ms(&w->rig->worker.site, STALE_MS);
}

/* ---- Figures ------------------------------------------------------------ */

static bool
can_mine(const struct sim_miner *s)
{
	return strcmp(s->state, "failure") && strcmp(s->state, "booting");
}

/* Sums of this second; the choices of those who could be told. */
static size_t
look_at_miners(struct witness *w, struct chooser *c)
{
	struct sim_miner s;
	size_t n = 0;

	w->load_w = w->fixed_w = w->hash_ths = 0;
	for (int i = 0; i < w->n; i++) {
		const struct watched *m = &w->miner[i];
		struct choice *v;

		farm_miner(w->rig->farm, i + 1, &s);
		w->load_w += s.power_w;
		w->hash_ths += m->managed ? s.hashrate_ths : 0;
		if (!m->managed || !can_mine(&s)) {
			w->fixed_w += s.power_w;
			continue;
		}
		if (!c)
			continue;
		v = ARENA_MANY(&w->arena, struct choice, m->max + 1);
		v[0] = (struct choice){ STANDBY_W, 0 };
		for (int j = 1; j <= m->max; j++)
			v[j] = (struct choice){
			    (int64_t)lround(m->level[j].power_w),
			    m->level[j].hashrate_ths };
		c[n++] = (struct chooser){ .choices = v, .n = m->max + 1,
		    .chosen = -1, .limit = -1 };
	}
	return n;
}

/* What a clairvoyant would reach, for whom changes cost nothing. */
static void
look_at_best(struct witness *w)
{
	struct chooser *c = NULL;
	struct solution best;
	size_t n;

	if (w->rig->now_ms / 1000 % SOLVE_S == 0)
		c = ARENA_MANY(&w->arena, struct chooser, w->n);
	n = look_at_miners(w, c);
	w->available_w = farm_available_w(w->rig->farm);
	w->target_w = w->available_w * (1 - w->margin);
	if (!c)
		return;
	knapsack(&w->arena, c, n, (int64_t)(w->target_w - w->fixed_w), NULL,
	    0, &best);
	w->best_ths = best.bound_ths;
}

static void
add(struct witness *w, int64_t changes)
{
	struct figures *f = &w->sum;

	f->seconds++;
	f->over_s += w->load_w > w->available_w;
	f->over_kwh += fmax(0, w->load_w - w->available_w) / 3.6e6;
	f->beyond_s += w->load_w > w->target_w + 2000;
	f->beyond_kwh += fmax(0, w->load_w - w->target_w) / 3.6e6;
	f->load_j += w->load_w;
	f->target_j += w->target_w;
	f->hash += w->hash_ths;
	f->best_hash += w->best_ths;
	f->changes += (double)changes;
	f->miner_hours += w->managed / 3600.0;
}

void
witness_second(struct witness *w)
{
	int64_t before = w->changes;

	arena_reset(&w->arena);
	look_at_control(w);
	while (w->writes < farm_writes(w->rig->farm)) {
		const struct sim_write *x = farm_write(w->rig->farm,
		    w->writes++);

		if (x)
			look_at(w, x);
	}
	look_at_best(w);
	if (w->scoring)
		add(w, w->changes - before);
}
