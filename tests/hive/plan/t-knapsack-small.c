/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdbool.h>

#include "hive/plan/knapsack.h"
#include "tests/lib/random.h"
#include "tests/lib/tap.h"

/*
 * Small fleets with nested limits, every combination tried: the solver leaves
 * out what is better by less than a ten-thousandth, and nothing else.
 */
#define CASES	600
#define MOST	6		/* choosers */
#define TABLE	6		/* choices of one */
#define LIMITS	3
#define GAP	1e-4

static struct arena arena;

static struct puzzle {
	struct chooser	 c[MOST];
	struct choice	 choices[MOST][TABLE];
	struct limit	 limits[LIMITS];
	size_t		 n, n_limits;
	int64_t		 cap_w;
	struct solution	 got;
} p;

/* Tables in any order, seldom concave; some with a stop. */
static void
make_chooser(size_t i)
{
	struct chooser *c = &p.c[i];
	bool stop = share() < 0.5;
	int turn;

	*c = (struct chooser){ .choices = p.choices[i], .n = 1 + below(TABLE),
	    .chosen = -1, .limit = below((int)p.n_limits + 1) - 1,
	    .rank = below(3) };
	turn = below(c->n);
	for (int j = 0; j < c->n; j++)
		p.choices[i][(j + turn) % c->n] = stop && !j ?
		    (struct choice){ 0, 0 } : (struct choice){
		    900 + 400 * j + below(300),
		    40 + 12 * j + 20 * share() };
	if (share() < 0.7)
		c->chosen = below(c->n);
}

/* The least that a chooser, or all below a limit, take. */
static int64_t
min_w(int limit)
{
	int64_t sum_w = 0;

	for (size_t i = 0; i < p.n; i++) {
		int64_t min = INT64_MAX;
		int l = p.c[i].limit;

		while (l >= 0 && l != limit)
			l = p.limits[l].parent;
		for (int j = 0; j < p.c[i].n; j++)
			min = p.choices[i][j].power_w < min ?
			    p.choices[i][j].power_w : min;
		sum_w += l == limit ? min : 0;
	}
	return sum_w;
}

static void
make_puzzle(uint64_t number)
{
	seed = 40000 + number;
	p.n = (size_t)(1 + below(MOST));
	p.n_limits = (size_t)below(LIMITS + 1);
	for (size_t l = 0; l < p.n_limits; l++)
		p.limits[l].parent = below((int)l + 1) - 1;
	for (size_t i = 0; i < p.n; i++)
		make_chooser(i);
	for (size_t l = 0; l < p.n_limits; l++)
		p.limits[l].cap_w = min_w((int)l) + below(4000);
	p.cap_w = min_w(-1) + below(6000);
}

/* Whether these choices stay within site and limits, and their value. */
static bool
within(const int *at, double *value_ths)
{
	int64_t room_w = p.cap_w, rooms_w[LIMITS];

	*value_ths = 0;
	for (size_t l = 0; l < p.n_limits; l++)
		rooms_w[l] = p.limits[l].cap_w;
	for (size_t i = 0; i < p.n; i++) {
		const struct choice *x = &p.choices[i][at[i]];

		*value_ths += x->value_ths;
		room_w -= x->power_w;
		for (int l = p.c[i].limit; l >= 0; l = p.limits[l].parent)
			rooms_w[l] -= x->power_w;
	}
	for (size_t l = 0; l < p.n_limits; l++)
		if (rooms_w[l] < 0)
			return false;
	return room_w >= 0;
}

static double
best(void)
{
	int at[MOST] = { 0 };
	double max = -INFINITY, value;
	size_t i;

	do {
		if (within(at, &value))
			max = fmax(max, value);
		for (i = 0; i < p.n && ++at[i] == p.c[i].n; i++)
			at[i] = 0;
	} while (i < p.n);
	return max;
}

/* The same sums by the solver and by hand. */
static bool
adds_up(void)
{
	int at[MOST];
	int64_t sum_w = 0;
	double value;

	for (size_t i = 0; i < p.n; i++) {
		at[i] = p.c[i].chosen;
		sum_w += p.choices[i][at[i]].power_w;
	}
	return within(at, &value) && sum_w == p.got.power_w &&
	    fabs(value - p.got.value_ths) < 1e-9;
}

/* Whether somebody had to take less than the best of his table. */
static bool
scarce(void)
{
	for (size_t i = 0; i < p.n; i++) {
		const struct chooser *c = &p.c[i];

		for (int j = 0; j < c->n; j++)
			if (c->choices[j].value_ths >
			    c->choices[c->chosen].value_ths)
				return true;
	}
	return false;
}

/* It stays where it is when nothing else becomes any different. */
static bool
stays(void)
{
	int was[MOST];

	for (size_t i = 0; i < p.n; i++)
		was[i] = p.c[i].chosen;
	arena_reset(&arena);
	knapsack(&arena, p.c, p.n, p.cap_w, p.limits, p.n_limits, &p.got);
	for (size_t i = 0; i < p.n; i++)
		if (p.c[i].chosen != was[i])
			return false;
	return true;
}

int
main(void)
{
	int wrong = 0, worse = 0, better = 0, unbound = 0, moved = 0;
	int n_scarce = 0;

	arena_init(&arena, 16 << 20);
	for (uint64_t i = 0; i < CASES; i++) {
		double max;

		make_puzzle(i);
		arena_reset(&arena);
		knapsack(&arena, p.c, p.n, p.cap_w, p.limits, p.n_limits,
		    &p.got);
		max = best();
		wrong += !adds_up();
		n_scarce += scarce();
		worse += p.got.value_ths < max * (1 - GAP) - 1e-9;
		better += p.got.value_ths > max + 1e-9;
		unbound += p.got.bound_ths < max - 1e-9;
		moved += !stays();
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(worse, 0);
	CHECK_INT(better, 0);	/* or one of the two is wrong */
	CHECK_INT(unbound, 0);
	CHECK_INT(moved, 0);
	CHECK(n_scarce > CASES / 2);
	arena_free(&arena);
	return tap_done();
}
