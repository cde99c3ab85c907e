/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLAN_HULL_H
#define HIVE_PLAN_HULL_H

#include "hive/plan/knapsack.h"

/*
 * The upper convex hulls of the choosers' tables, for knapsack.c: from the
 * smallest choice up, by steps that are each worth less per watt than the
 * one before.
 */

/* Up one edge of a hull. */
struct step {
	uint32_t	 key;		/* the steeper the smaller */
	uint32_t	 who;		/* index of the chooser */
	int32_t		 choice;	/* index, at the upper end */
};

/* A table of work space: as many as the longest table of choices. */
struct hull_room {
	int		*sorted;
	double		*slopes;
};

/*
 * The hull's steps to `to' (room for one less than choices), how many in
 * *n; returns the smallest choice.  Of equal power the more valuable counts,
 * of equal value too the incumbent.
 */
int	 hull_steps(const struct chooser *, uint32_t who,
	    const struct hull_room *, struct step *to, size_t *n);

/* Steepest first, the order of equal ones is kept.  The result is in the
 * spare, which is as long. */
void	 hull_sort(struct step *, struct step *spare, size_t n);

#endif
