/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdbool.h>

#include "hive/plan/hull.h"
#include "tests/lib/tap.h"

/*
 * Which choices of a table are steps up, in which order all steps are taken,
 * and that equal ones keep theirs.
 */
#define MOST	8

/* A table, the incumbent, and what is left of it: the smallest choice, and the
 * upper ends of the steps. */
static const struct table {
	const char	*name;
	struct choice	 v[MOST];
	int		 n, chosen, first, steps, to[MOST];
} tables[] = {
	{ "one choice", { { 1000, 50 } }, 1, -1, 0, 0, { 0 } },
	{ "falling slopes", { { 0, 0 }, { 1000, 50 }, { 2000, 90 },
	    { 3000, 120 } }, 4, -1, 0, 3, { 1, 2, 3 } },
	{ "in any order", { { 3000, 120 }, { 1000, 50 }, { 2000, 90 },
	    { 0, 0 } }, 4, -1, 3, 3, { 1, 2, 0 } },
	{ "one below the line between two", { { 1000, 50 }, { 2000, 60 },
	    { 3000, 120 } }, 3, -1, 0, 1, { 2 } },
	{ "one above it", { { 1000, 50 }, { 2000, 86 }, { 3000, 120 } }, 3,
	    -1, 0, 2, { 1, 2 } },
	{ "one on it", { { 1000, 50 }, { 2000, 85 }, { 3000, 120 } }, 3, -1,
	    0, 1, { 2 } },
	{ "two below a later one", { { 0, 0 }, { 1000, 40 }, { 2000, 60 },
	    { 3000, 70 }, { 4000, 160 } }, 5, -1, 0, 1, { 4 } },
	{ "more power for no more value", { { 1000, 50 }, { 2000, 90 },
	    { 3000, 90 }, { 4000, 80 } }, 4, -1, 0, 1, { 1 } },
	{ "the more valuable of one power", { { 1000, 50 }, { 2000, 80 },
	    { 2000, 90 }, { 2000, 85 } }, 4, -1, 0, 1, { 2 } },
	{ "the same at the start", { { 1000, 50 }, { 1000, 55 },
	    { 1000, 53 }, { 2000, 90 } }, 4, -1, 1, 1, { 3 } },
	{ "of equal ones the incumbent", { { 1000, 50 }, { 2000, 90 },
	    { 2000, 90 }, { 2000, 90 } }, 4, 2, 0, 1, { 2 } },
	{ "else the first", { { 1000, 50 }, { 2000, 90 }, { 2000, 90 },
	    { 2000, 90 } }, 4, 0, 0, 1, { 1 } },
	{ "the incumbent comes first", { { 1000, 50 }, { 1000, 50 },
	    { 2000, 90 } }, 3, 1, 1, 1, { 2 } },
	{ "but not for less value", { { 1000, 50 }, { 1000, 49 },
	    { 2000, 90 } }, 3, 1, 0, 1, { 2 } },
	{ "nothing is the best of bad ones", { { 0, 0 }, { 1000, -5 },
	    { 2000, -1 } }, 3, -1, 0, 0, { 0 } },
};

static int sorted[MOST];
static double slopes[MOST];
static const struct hull_room room = { sorted, slopes };

static void
hulls(void)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		const struct table *t = &tables[i];
		struct chooser c = { .choices = t->v, .n = t->n,
		    .chosen = t->chosen, .limit = -1 };
		struct step steps[MOST];
		size_t n;
		int first = hull_steps(&c, 17, &room, steps, &n);
		bool ok = first == t->first && n == (size_t)t->steps;

		for (size_t k = 0; ok && k < n; k++)
			ok = steps[k].choice == t->to[k] &&
			    steps[k].who == 17 &&
			    (!k || steps[k].key > steps[k - 1].key);
		tap_check(ok, "hull", 0, t->name);
	}
}

/* The key of a step of so much value for a kilowatt. */
static uint32_t
key_of(double ths)
{
	const struct choice two[] = { { 0, 0 }, { 1000, ths } };
	struct chooser c = { .choices = two, .n = 2, .chosen = -1,
	    .limit = -1 };
	struct step step = { 0 };
	size_t n;

	hull_steps(&c, 0, &room, &step, &n);
	return step.key;
}

/* The steeper the smaller, from almost nothing to more than any miner. */
static void
keys(void)
{
	static const double ths[] = { 1e9, 5000, 51, 50.001, 50, 49.999, 1,
	    0.001, 1e-9 };

	for (size_t i = 1; i < sizeof ths / sizeof *ths; i++)
		CHECK(key_of(ths[i - 1]) < key_of(ths[i]));
}

/* Every digit of the key counts, and equal ones stay as they were. */
static void
sorts(void)
{
	static const uint32_t shuffled[] = { 0xffffffff, 7, 0x80000000, 0,
	    7, 0x00400000, 0x003fffff, 0x800, 0x7ff, 7, 0x7fffffff, 0x801 };
	static const uint32_t want[] = { 0, 7, 7, 7, 0x7ff, 0x800, 0x801,
	    0x003fffff, 0x00400000, 0x7fffffff, 0x80000000, 0xffffffff };
	enum { N = sizeof want / sizeof *want };
	struct step v[N], to[N];

	for (uint32_t i = 0; i < N; i++)
		v[i] = (struct step){ .key = shuffled[i], .who = i };
	hull_sort(v, to, N);
	for (int i = 0; i < N; i++)
		CHECK(to[i].key == want[i]);
	CHECK(to[1].who == 1 && to[2].who == 4 && to[3].who == 9);
	hull_sort(v, to, 0);
	CHECK(to[0].key == 0);
}

int
main(void)
{
	hulls();
	keys();
	sorts();
	return tap_done();
}
