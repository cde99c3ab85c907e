/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "hive/plan/hull.h"

/*
 * A choice below the line between two others is passed over: with the same
 * power a mix of those two hashes more.  What remains is the upper hull, on
 * which each step up is worth less per watt than the one before; that is what
 * makes taking steps in the order of their slopes right for all choosers
 * together.  The steps of 10,000 miners are sorted by a radix sort on their
 * slopes, because a comparison sort takes longer than the rest of the solver.
 */

/* Less power first, then more value, then the incumbent. */
static bool
sorts_before(const struct chooser *c, int a, int b)
{
	const struct choice *x = &c->choices[a], *y = &c->choices[b];

	if (x->power_w != y->power_w)
		return x->power_w < y->power_w;
	if (x->value_ths != y->value_ths)
		return x->value_ths > y->value_ths;
	return a == c->chosen;
}

/* By insertion, from the end: tables mostly come sorted. */
static void
sort_choices(const struct chooser *c, int *v)
{
	for (int i = 0; i < c->n; i++) {
		int at = i;

		for (; at > 0 && sorts_before(c, i, v[at - 1]); at--)
			v[at] = v[at - 1];
		v[at] = i;
	}
}

static double
slope(const struct chooser *c, int from, int to)
{
	const struct choice *x = &c->choices[from], *y = &c->choices[to];

	return (y->value_ths - x->value_ths) /
	    (double)(y->power_w - x->power_w);
}

/* Leaves the hull in v[0..] and the slopes that lead up to each point:
 * power and value grow, slopes fall. */
static int
hull(const struct chooser *c, int *v, double *slopes)
{
	int n = 1;

	sort_choices(c, v);
	slopes[0] = INFINITY;
	for (int i = 1; i < c->n; i++) {
		double up = 0;

		if (c->choices[v[i]].value_ths <=
		    c->choices[v[n - 1]].value_ths)
			continue;
		while ((up = slope(c, v[n - 1], v[i])) >= slopes[n - 1])
			n--;
		slopes[n] = up;
		v[n++] = v[i];
	}
	return n;
}

/* Greater numbers give greater keys. */
static uint32_t
key_of(float x)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

int
hull_steps(const struct chooser *c, uint32_t who,
    const struct hull_room *room, struct step *to, size_t *n)
{
	int points = hull(c, room->sorted, room->slopes);

	for (int i = 1; i < points; i++)
		*to++ = (struct step){ .who = who,
		    .key = ~key_of((float)room->slopes[i]),
		    .choice = room->sorted[i] };
	*n = (size_t)points - 1;
	return room->sorted[0];
}

/* Stable, by the key; least digits first, since a comparison sort takes
 * longer than all the rest of the solver. */
void
hull_sort(struct step *v, struct step *spare, size_t n)
{
	for (int shift = 0; shift < 33; shift += 11) {
		size_t at[2048] = { 0 }, sum = 0;
		struct step *swap = v;

		for (size_t i = 0; i < n; i++)
			at[v[i].key >> shift & 2047]++;
		for (size_t d = 0; d < 2048; d++) {
			size_t count = at[d];

			at[d] = sum;
			sum += count;
		}
		for (size_t i = 0; i < n; i++)
			spare[at[v[i].key >> shift & 2047]++] = v[i];
		v = spare;
		spare = swap;
	}
}
