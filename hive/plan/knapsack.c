/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "hive/plan/sack.h"

/*
 * begin() puts every chooser at its smallest choice and sorts the steps of all
 * hulls by value per watt.  sack_climb() takes them while they fit: that is the
 * greedy, and but for the steps which did not fit it is the best there is.
 * sack_fill() uses what is left: the best single moves of all, then each
 * chooser's best in turn, because every circuit has room of its own.
 *
 * sack_relaxed() takes the steps in the same order but the last one in part; no
 * solution is worth more, so it tells how good the greedy was.  In a small
 * fleet it also bounds a search (hive/plan/search.c).
 */

#define FILLS		3	/* best single moves of all */

static int
by_rank(const void *a, const void *b, void *choosers)
{
	const uint32_t *x = a, *y = b;
	const struct chooser *c = choosers;

	if (c[*x].rank != c[*y].rank)
		return c[*x].rank < c[*y].rank ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

static void
sort_by_rank(struct sack *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->order[i] = (uint32_t)i;
	qsort_r(s->order, s->n, sizeof *s->order, by_rank, s->c);
}

/* ---- Room --------------------------------------------------------------- */

bool
sack_fits(const struct sack *s, int limit, int64_t more_w)
{
	if (more_w > s->room_w)
		return false;
	for (; limit >= 0; limit = s->limits[limit].parent)
		if (more_w > s->rooms_w[limit])
			return false;
	return true;
}

static void
take(struct sack *s, int limit, int64_t more_w)
{
	s->room_w -= more_w;
	for (; limit >= 0; limit = s->limits[limit].parent)
		s->rooms_w[limit] -= more_w;
}

void
sack_move(struct sack *s, struct chooser *c, int to)
{
	take(s, c->limit, c->choices[to].power_w -
	    c->choices[c->chosen].power_w);
	c->chosen = to;
}

/* Every chooser at its smallest choice, and all steps up from there. */
static void
begin(struct sack *s)
{
	struct step *spare = s->steps + s->n_steps, *to = s->steps;
	size_t n;

	for (size_t k = 0; k < s->n; k++) {
		uint32_t who = s->order[k];
		struct chooser *c = &s->c[who];

		c->chosen = s->min[who] = hull_steps(c, who, &s->hull, to,
		    &n);
		take(s, c->limit, c->choices[c->chosen].power_w);
		to += n;
	}
	s->n_steps = (size_t)(to - s->steps);
	hull_sort(s->steps, spare, s->n_steps);
	s->steps = spare;
}

/* ---- The greedy --------------------------------------------------------- */

/* The part of a step that the relaxation takes. */
static double
loosely(struct sack *s, int limit, double more_w)
{
	double part = fmin(1, s->loose_w / more_w);

	for (int l = limit; l >= 0; l = s->limits[l].parent)
		part = fmin(part, s->looses_w[l] / more_w);
	if (part < 1e-9)
		return 0;
	s->loose_w -= part * more_w;
	for (int l = limit; l >= 0; l = s->limits[l].parent)
		s->looses_w[l] -= part * more_w;
	return part;
}

double
sack_relaxed(struct sack *s, uint32_t *split)
{
	double sum = 0;

	*split = SACK_NOBODY;
	memcpy(s->at, s->min, s->n * sizeof *s->at);
	s->loose_w = (double)s->room_w;
	for (size_t i = 0; i < s->n_limits; i++)
		s->looses_w[i] = (double)s->rooms_w[i];
	for (size_t i = 0; i < s->n_steps && s->loose_w > 0; i++) {
		const struct step *t = &s->steps[i];
		const struct chooser *c = &s->c[t->who];
		const struct choice *from = &c->choices[s->at[t->who]];
		const struct choice *to = &c->choices[t->choice];
		double more_w = (double)(to->power_w - from->power_w);
		double part = s->pinned[t->who] >= 0 ? 0 :
		    loosely(s, c->limit, more_w);

		sum += part * (to->value_ths - from->value_ths);
		s->at[t->who] = t->choice;
		if (part > 0 && part < 1 && *split == SACK_NOBODY)
			*split = t->who;
	}
	return sum;
}

/* A step that does not fit is skipped, and with it all later ones of this
 * chooser, which would need more. */
void
sack_climb(struct sack *s)
{
	for (size_t i = 0; i < s->n_steps; i++) {
		const struct step *t = &s->steps[i];
		struct chooser *c = &s->c[t->who];

		if (s->pinned[t->who] < 0 && sack_fits(s, c->limit,
		    c->choices[t->choice].power_w -
		    c->choices[c->chosen].power_w))
			sack_move(s, c, t->choice);
	}
}

/* ---- What is left ------------------------------------------------------- */

/* The choice of this chooser that gains most and fits; -1: none gains more
 * than *gain. */
static int
best_move(const struct sack *s, const struct chooser *c, double *gain)
{
	const struct choice *now = &c->choices[c->chosen];
	int best = -1;

	if (s->pinned[c - s->c] >= 0)
		return -1;
	for (int i = 0; i < c->n; i++) {
		double more = c->choices[i].value_ths - now->value_ths;

		if (more > *gain && sack_fits(s, c->limit,
		    c->choices[i].power_w - now->power_w)) {
			*gain = more;
			best = i;
		}
	}
	return best;
}

void
sack_fill(struct sack *s, int times)
{
	while (times-- > 0) {
		struct chooser *who = NULL;
		double gain = SACK_GAIN_MIN;
		int best = -1;

		for (size_t k = 0; k < s->n; k++) {
			struct chooser *c = &s->c[s->order[k]];
			int i = best_move(s, c, &gain);

			if (i >= 0) {
				who = c;
				best = i;
			}
		}
		if (!who)
			return;
		sack_move(s, who, best);
	}
	for (size_t k = 0; k < s->n; k++) {
		struct chooser *c = &s->c[s->order[k]];
		double gain = SACK_GAIN_MIN;
		int i = best_move(s, c, &gain);

		if (i >= 0)
			sack_move(s, c, i);
	}
}

double
sack_worth(const struct sack *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->n; i++)
		sum += s->c[i].choices[s->c[i].chosen].value_ths;
	return sum;
}

static void
sum_up(const struct sack *s, struct solution *to)
{
	to->power_w = 0;
	for (size_t i = 0; i < s->n; i++)
		to->power_w += s->c[i].choices[s->c[i].chosen].power_w;
	to->value_ths = sack_worth(s);
}

static void
open_sack(struct sack *s, struct arena *a)
{
	size_t max = 1;

	for (size_t i = 0; i < s->n; i++) {
		size_t n = (size_t)s->c[i].n;

		max = n > max ? n : max;
		s->n_steps += n - 1;
	}
	s->order = ARENA_MANY(a, uint32_t, s->n + 1);
	s->hull.sorted = ARENA_MANY(a, int, max);
	s->hull.slopes = ARENA_MANY(a, double, max);
	s->steps = ARENA_MANY(a, struct step, 2 * s->n_steps + 1);
	s->rooms_w = ARENA_MANY(a, int64_t, s->n_limits + 1);
	s->looses_w = ARENA_MANY(a, double, s->n_limits + 1);
	s->min = ARENA_MANY(a, int, s->n + 1);
	s->kept = ARENA_MANY(a, int, s->n + 1);
	s->at = ARENA_MANY(a, int, s->n + 1);
	s->pinned = ARENA_MANY(a, int, s->n + 1);
	for (size_t i = 0; i < s->n_limits; i++)
		s->rooms_w[i] = s->limits[i].cap_w;
	memset(s->pinned, -1, s->n * sizeof *s->pinned);
	sort_by_rank(s);
}

void
knapsack(struct arena *a, struct chooser *c, size_t n, int64_t cap_w,
    const struct limit *limits, size_t n_limits, struct solution *to)
{
	struct sack s = { .c = c, .n = n, .limits = limits,
	    .n_limits = n_limits, .room_w = cap_w };
	uint32_t who;

	open_sack(&s, a);
	begin(&s);
	sum_up(&s, to);
	to->bound_ths = to->value_ths + sack_relaxed(&s, &who);
	sack_climb(&s);
	sack_fill(&s, FILLS);
	if (n > 0 && n <= SACK_SMALL)
		sack_search(&s, who);
	sum_up(&s, to);
	to->bound_ths = fmax(to->bound_ths, to->value_ths);
}
