/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdbool.h>

#include "hive/plan/knapsack.h"
#include "tests/lib/tap.h"

/*
 * The solver on puzzles whose answer was worked out by hand: the best, the
 * bound, ties, and what is done in a fleet that is too big to search.  The
 * last are padded with miners that have but one choice.
 */
#define MOST	80

static struct arena arena;
static struct chooser c[MOST];
static struct limit limits[5];
static struct solution got;
static size_t n, n_limits;

static const struct choice none[] = { { 0, 0 } };

static void
begin(void)
{
	n = n_limits = 0;
}

/* At its first choice, free of limits. */
static struct chooser *
add(const struct choice *choices, int count)
{
	c[n] = (struct chooser){ .choices = choices, .n = count,
	    .chosen = 0, .limit = -1 };
	return &c[n++];
}

#define ADD(choices) \
	add((choices), sizeof (choices) / sizeof *(choices))

static int
add_limit(int64_t cap_w, int parent)
{
	limits[n_limits] = (struct limit){ cap_w, parent };
	return (int)n_limits++;
}

/* So many in all. */
static void
pad(size_t to)
{
	while (n < to)
		add(none, 1);
}

static void
solve(int64_t cap_w)
{
	arena_reset(&arena);
	knapsack(&arena, c, n, cap_w, limits, n_limits, &got);
}

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

/* ---- The bound ----------------------------------------------------------- */

static const struct choice fifty[] = { { 0, 0 }, { 1000, 50 } };
static const struct choice forty[] = { { 0, 0 }, { 1000, 40 } };
static const struct choice steps[] = { { 100, 5 }, { 1100, 55 },
    { 2100, 85 } };

/* The last step in part: no solution is worth more. */
static void
bounds(void)
{
	static const struct {
		int64_t	cap_w;
		double	value_ths, bound_ths;
	} cases[] = {
		{ 0, 0, 0 }, { 500, 0, 25 }, { 1000, 50, 50 },
		{ 1500, 50, 70 }, { 1999, 50, 89.96 }, { 2000, 90, 90 },
		{ 9000, 90, 90 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin();
		ADD(forty);
		ADD(fifty);
		solve(cases[i].cap_w);
		CHECK(near(got.value_ths, cases[i].value_ths));
		CHECK(near(got.bound_ths, cases[i].bound_ths));
	}
}

/* The smallest choices count from the start; a step that only a part of is
 * taken bars nobody else's. */
static void
bounds_of_steps(void)
{
	begin();
	ADD(steps);
	ADD(forty);
	solve(1600);		/* 100 + 1000 + half of the forty */
	CHECK_INT(c[0].chosen, 1);
	CHECK(near(got.value_ths, 55));
	CHECK(near(got.bound_ths, 55 + 20));
	solve(2850);		/* and three quarters of the last step */
	CHECK(near(got.value_ths, 95));
	CHECK(near(got.bound_ths, 55 + 40 + 22.5));
	CHECK_INT(got.power_w, 2100);
}

/* Below a limit that is half of a step. */
static void
bounds_below_limits(void)
{
	begin();
	add_limit(1500, -1);
	add_limit(500, 0);
	ADD(fifty)->limit = 1;
	ADD(forty)->limit = 0;
	ADD(forty);
	solve(9000);
	CHECK(near(got.value_ths, 80));
	CHECK(near(got.bound_ths, 25 + 40 + 40));
	CHECK(!c[0].chosen && c[1].chosen && c[2].chosen);
	limits[1].cap_w = 1000;
	solve(9000);		/* the outer one binds: 1000 + 500 */
	CHECK(near(got.value_ths, 90));
	CHECK(near(got.bound_ths, 50 + 20 + 40));
	CHECK(c[0].chosen && !c[1].chosen && c[2].chosen);
	solve(2200);		/* and the site: 1000 + 500 + 700 */
	CHECK(near(got.bound_ths, 50 + 20 + 28));
	limits[0].cap_w = 999;
	solve(9000);
	CHECK(near(got.value_ths, 40));
	CHECK(near(got.bound_ths, 49.95 + 40));
}

/* ---- To the watt --------------------------------------------------------- */

static void
to_the_watt(void)
{
	begin();
	ADD(fifty);
	solve(999);
	CHECK_INT(c[0].chosen, 0);
	solve(1000);
	CHECK_INT(c[0].chosen, 1);
	add_limit(1000, -1);
	c[0].limit = 0;
	solve(1000);
	CHECK_INT(c[0].chosen, 1);
	limits[0].cap_w = 999;
	solve(1000);
	CHECK_INT(c[0].chosen, 0);
	add_limit(999, -1);
	limits[0] = (struct limit){ 1000, 1 };
	solve(1000);
	CHECK_INT(c[0].chosen, 0);
}

/* Nothing to choose: what there is is added up. */
static void
no_choice(void)
{
	static const struct choice fixed[] = { { 700, 30 } };

	begin();
	solve(1000);
	CHECK(got.power_w == 0 && near(got.value_ths, 0) &&
	    near(got.bound_ths, 0));
	ADD(fixed);
	ADD(fixed)->chosen = -1;
	solve(1000);
	CHECK(c[0].chosen == 0 && c[1].chosen == 0);
	CHECK(got.power_w == 1400 && near(got.value_ths, 60) &&
	    near(got.bound_ths, 60));
}

/* ---- Ties ---------------------------------------------------------------- */

/* Of like ones the smaller rank, then the first. */
static void
ties(void)
{
	static const double ranks[] = { 3, 2, -1, 2, 5, 2 };

	for (size_t size = 6; size <= 70; size += 64) {
		begin();
		for (size_t i = 0; i < 6; i++)
			ADD(fifty)->rank = ranks[i];
		pad(size);
		solve(3000);
		CHECK(!c[0].chosen && c[1].chosen && c[2].chosen);
		CHECK(c[3].chosen && !c[4].chosen && !c[5].chosen);
		CHECK_INT(got.power_w, 3000);
	}
}

/* Alike in power and value, each stays where it is. */
static void
incumbents(void)
{
	static const struct choice same[] = { { 0, 0 }, { 1000, 50 },
	    { 1000, 50 }, { 1000, 50 } };

	for (int was = 1; was < 4; was++) {
		begin();
		ADD(same)->chosen = was;
		ADD(same)->chosen = 0;
		solve(2000);
		CHECK_INT(c[0].chosen, was);
		CHECK_INT(c[1].chosen, 1);
	}
}

/* ---- Small fleets -------------------------------------------------------- */

static const struct choice quick[] = { { 0, 0 }, { 100, 10 } };
static const struct choice big[] = { { 0, 0 }, { 1000, 80 } };

/* The best per watt is not the best: up to 64 it is found. */
static void
searched(void)
{
	for (size_t size = 2; size <= 64; size += 31) {
		begin();
		ADD(quick);
		ADD(big);
		pad(size);
		solve(1050);
		CHECK(near(got.value_ths, 80));
		CHECK(!c[0].chosen && c[1].chosen);
	}
	begin();
	for (int i = 0; i < 7; i++)
		ADD(quick);
	ADD(big);
	solve(1650);		/* six of the quick ones and the big one */
	CHECK(near(got.value_ths, 140));
	solve(1000);
	CHECK(near(got.value_ths, 80));
}

/* Three steps deep: of 7, 5 and 4 kW into 9 the last two, though the first is
 * worth most per watt. */
static void
searched_deep(void)
{
	static const struct choice seven[] = { { 0, 0 }, { 7000, 714 } };
	static const struct choice five[] = { { 0, 0 }, { 5000, 500 } };
	static const struct choice four[] = { { 0, 0 }, { 4000, 396 } };

	begin();
	ADD(seven);
	ADD(five);
	ADD(four);
	solve(9000);
	CHECK(near(got.value_ths, 896));
	CHECK(!c[0].chosen && c[1].chosen && c[2].chosen);
	CHECK(got.bound_ths > 896);
	ADD(seven);
	solve(16000);
	CHECK(near(got.value_ths, 714 + 896));
	solve(14000);
	CHECK(near(got.value_ths, 1428));
}

/* What is better by no more than a ten-thousandth is not searched for. */
static void
good_enough(void)
{
	static const struct choice first[] = { { 0, 0 }, { 100, 10000 } };
	static const struct choice other[] = { { 0, 0 }, { 1000, 10001 } };
	static const struct choice better[] = { { 0, 0 }, { 1000, 10002 } };

	begin();
	ADD(first);
	ADD(other);
	solve(1000);
	CHECK(c[0].chosen && !c[1].chosen);
	c[1].choices = better;
	solve(1000);
	CHECK(!c[0].chosen && c[1].chosen);
}

/* Values below nothing, too: the least bad. */
static void
losses(void)
{
	static const struct choice bad[] = { { 0, -90 }, { 500, -80 },
	    { 1000, -10 } };

	begin();
	ADD(bad);
	ADD(bad);
	solve(1500);
	CHECK(near(got.value_ths, -90));
	CHECK_INT(got.power_w, 1500);
	solve(2000);
	CHECK(near(got.value_ths, -20));
}

/* ---- Big fleets ---------------------------------------------------------- */

/* What is left is filled by choices that are no good step, the best of all
 * first, then by each with what its circuit still has. */
static void
filled(void)
{
	static const struct choice low[] = { { 0, 0 }, { 1000, 110 },
	    { 1500, 115 }, { 2000, 200 } };
	static const struct choice high[] = { { 0, 0 }, { 1000, 110 },
	    { 1500, 117 }, { 2000, 200 } };

	begin();
	ADD(low);
	ADD(high);
	ADD(low);
	pad(70);
	solve(3600);
	CHECK(c[0].chosen == 1 && c[1].chosen == 2 && c[2].chosen == 1);
	CHECK_INT(got.power_w, 3500);
	CHECK(near(got.value_ths, 110 + 117 + 110));
	solve(3999);
	CHECK(c[0].chosen == 1 && c[1].chosen == 2 && c[2].chosen == 1);
	solve(4000);		/* a whole step of the first */
	CHECK(c[0].chosen == 3 && c[1].chosen == 1 && c[2].chosen == 1);
	solve(4500);
	CHECK(c[0].chosen == 3 && c[1].chosen == 2 && c[2].chosen == 1);
}

/* Five circuits with 500 W left in each: all five are filled. */
static void
filled_each(void)
{
	static const struct choice low[] = { { 1500, 115 }, { 1000, 110 },
	    { 0, 0 }, { 2000, 200 } };

	begin();
	for (int i = 0; i < 5; i++)
		ADD(low)->limit = add_limit(1600, -1);
	pad(70);
	solve(7500);
	for (int i = 0; i < 5; i++)
		CHECK_INT(c[i].chosen, 0);
	CHECK_INT(got.power_w, 7500);
}

/* Alike: the first by rank gets the rest, whatever the order of its table. */
static void
filled_by_rank(void)
{
	static const struct choice low[] = { { 1500, 115 }, { 1000, 110 },
	    { 0, 0 }, { 2000, 200 } };

	begin();
	for (int i = 0; i < 4; i++)
		ADD(low)->rank = i == 2 ? -1 : 0;
	pad(70);
	solve(4500);
	CHECK(c[2].chosen == 0 && c[0].chosen == 1 && c[1].chosen == 1 &&
	    c[3].chosen == 1);
	for (int i = 0; i < 4; i++)
		c[i].limit = add_limit(i == 3 ? 1500 : 1499, -1);
	solve(9000);
	CHECK(c[3].chosen == 0 && c[0].chosen == 1);
}

/* A step that does not fit leaves its room to those after it. */
static void
skipped(void)
{
	begin();
	ADD(big);
	ADD(fifty);
	ADD(quick);
	ADD(forty)->limit = add_limit(999, -1);
	pad(65);
	solve(1900);
	CHECK(c[0].chosen && !c[1].chosen && c[2].chosen && !c[3].chosen);
	CHECK(near(got.value_ths, 90));
	CHECK(near(got.bound_ths, 80 + 10 + 40));
	limits[0].cap_w = 1000;
	solve(3100);
	CHECK(c[0].chosen && c[1].chosen && c[2].chosen && c[3].chosen == 1);
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	bounds();
	bounds_of_steps();
	bounds_below_limits();
	to_the_watt();
	no_choice();
	ties();
	incumbents();
	searched();
	searched_deep();
	good_enough();
	losses();
	filled();
	filled_each();
	filled_by_rank();
	skipped();
	arena_free(&arena);
	return tap_done();
}
