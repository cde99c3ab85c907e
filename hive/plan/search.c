/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <string.h>

#include "hive/plan/sack.h"

/*
 * Branch and bound, for small fleets: there one step is a good part of the
 * whole, and the greedy, which leaves out the step that does not fit, may be
 * percents off.  Pin the chooser that the relaxation splits to each of its
 * choices, go on below the most promising one, and give up what cannot be
 * better than the best so far.  The search is limited by work, not by time, so
 * that the same input gives the same plan.
 */

#define CHOICES		32	/* looked at of each chooser */
#define WORK		100000	/* choosers looked at by the search */
#define GAP		1e-4	/* a share that it does not search for */

static void
keep_best(struct sack *s)
{
	double now = sack_worth(s);

	if (now <= s->best_ths + SACK_GAIN_MIN)
		return;
	s->best_ths = now;
	for (size_t i = 0; i < s->n; i++)
		s->kept[i] = s->c[i].chosen;
}

/* Pinned choosers stand at their choice, the others at their smallest. */
static void
place(struct sack *s)
{
	for (size_t i = 0; i < s->n; i++)
		sack_move(s, &s->c[i], s->pinned[i] < 0 ? s->min[i] :
		    s->pinned[i]);
}

/* A solution that is worth no more than this is not searched for. */
static double
enough(const struct sack *s)
{
	return s->best_ths + GAP * fabs(s->best_ths);
}

static bool
pin(struct sack *s, uint32_t who, int choice)
{
	struct chooser *c = &s->c[who];

	s->pinned[who] = -1;
	place(s);
	if (!sack_fits(s, c->limit, c->choices[choice].power_w -
	    c->choices[s->min[who]].power_w))
		return false;
	s->pinned[who] = choice;
	return true;
}

/* The best that the greedy finds with this choice pinned is kept, and the
 * bound given back: there is nothing to search below -INFINITY. */
static double
look(struct sack *s, uint32_t who, int choice, uint32_t *split)
{
	double bound;

	*split = SACK_NOBODY;
	if (s->nodes-- <= 0 || !pin(s, who, choice))
		return -INFINITY;
	place(s);
	bound = sack_worth(s) + sack_relaxed(s, split);
	if (bound <= enough(s))
		return -INFINITY;
	sack_climb(s);
	sack_fill(s, 1);
	keep_best(s);
	return *split == SACK_NOBODY ? -INFINITY : bound;
}

static void
search(struct sack *s, uint32_t who)
{
	double bound[CHOICES];
	uint32_t split[CHOICES];
	int n = s->c[who].n < CHOICES ? s->c[who].n : CHOICES;

	bound[0] = -INFINITY;
	split[0] = SACK_NOBODY;
	for (int j = 0; j < n; j++)
		bound[j] = look(s, who, j, &split[j]);
	for (;;) {
		int best = 0;

		for (int j = 1; j < n; j++)
			best = bound[j] > bound[best] ? j : best;
		if (bound[best] <= enough(s))
			break;
		bound[best] = -INFINITY;
		s->pinned[who] = best;
		search(s, split[best]);
	}
	s->pinned[who] = -1;
}

void
sack_search(struct sack *s, uint32_t who)
{
	s->nodes = WORK / (int)s->n;
	s->best_ths = -INFINITY;
	keep_best(s);
	if (who != SACK_NOBODY)
		search(s, who);
	memcpy(s->pinned, s->kept, s->n * sizeof *s->kept);
	place(s);
}
