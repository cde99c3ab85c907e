/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLAN_KNAPSACK_H
#define HIVE_PLAN_KNAPSACK_H

#include <stddef.h>
#include <stdint.h>

#include "hive/base/arena.h"

/*
 * At which power each miner is to run, so that most is hashed with a power that
 * must not be passed: the multiple-choice knapsack problem.  Every chooser
 * takes exactly one of its choices.
 *
 * The cost of a change is the caller's: a choice that the miner would have to
 * restart for is worth that much less, the one it already has keeps its full
 * value and so stands out above the others.  A miner that is worth moving at
 * all then moves far, and the rest stays.
 *
 * The way: of each chooser the upper convex hull of value over power, all steps
 * of all hulls by value per watt, taken while they fit (Sinha and Zoltners,
 * 1979), then what still fits singly.  The greedy is optimal but for the last
 * steps that do not fit, with nested limits too (Federgruen and Groenevelt,
 * 1986); in a small fleet, where these matter, branch and bound looks for
 * better.  Time grows with the choices; the memory is the arena's, some 30
 * bytes a choice.
 *
 * Pure: the same input gives the same output, and a permutation of the choosers
 * changes nothing when their ranks differ.
 */

/* One thing that a miner can be told. */
struct choice {
	int64_t	 power_w;	/* it will draw; 0 or more */
	double	 value_ths;	/* worth, cost of the change taken off */
};

/* One miner. */
struct chooser {
	const struct choice *choices;	/* any order, 1 or more; caller's */
	int	 n;
	int	 chosen;	/* in: the incumbent, or -1; out: an index */
	int	 limit;		/* index into limits[], or -1 */
	double	 rank;		/* ties: smaller first, then array order */
};

/* A circuit.  The parents form a tree: no ring. */
struct limit {
	int64_t	 cap_w;		/* for choosers: fixed load taken off */
	int	 parent;	/* index, or -1 */
};

struct solution {
	int64_t	 power_w;	/* sum of the chosen */
	double	 value_ths;
	double	 bound_ths;	/* no solution is worth more than this */
};

/*
 * Choose for every one, so that their sum stays within cap_w, the sum below
 * each limit within its cap, and the value is the largest that is found.
 * Among choices of equal power and value the incumbent is taken.
 *
 * What does not fit even with the smallest choices stays at the smallest: at
 * the site power_w > cap_w tells, below a limit its members' sum.  The bound
 * then counts them as they are.
 */
void	 knapsack(struct arena *, struct chooser *, size_t n, int64_t cap_w,
	    const struct limit *, size_t n_limits, struct solution *);

#endif
