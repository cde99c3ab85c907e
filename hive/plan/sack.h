/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLAN_SACK_H
#define HIVE_PLAN_SACK_H

#include <stdbool.h>

#include "hive/plan/hull.h"

/* Between knapsack.c, which climbs, and search.c, which looks for better. */

#define SACK_SMALL	64	/* choosers: there is time to search */
#define SACK_GAIN_MIN	1e-9	/* TH/s: less is rounding */
#define SACK_NOBODY	UINT32_MAX

struct sack {
	struct chooser	*c;
	size_t		 n;
	const struct limit *limits;
	size_t		 n_limits;
	uint32_t	*order;		/* by rank */
	int64_t		 room_w;	/* of the site; < 0: too full */
	int64_t		*rooms_w;	/* of each limit */
	double		 loose_w;	/* the same, of the relaxation */
	double		*looses_w;
	struct step	*steps;
	size_t		 n_steps;
	struct hull_room hull;
	int		*min;		/* smallest choice of each */
	int		*at;		/* where each is in the relaxation */
	int		*pinned;	/* must take this choice; -1: may */
	int		*kept;		/* the best that the search found */
	double		 best_ths;	/* and its worth */
	int		 nodes;		/* of the search, that are left */
};

/* Whether so many watts more have room below the limit and at the site. */
bool	 sack_fits(const struct sack *, int limit, int64_t more_w);
void	 sack_move(struct sack *, struct chooser *, int to);
/* What the relaxation is worth above what is chosen, and which chooser it
 * splits first.  A pinned chooser takes no step. */
double	 sack_relaxed(struct sack *, uint32_t *split);
/* Take the steps that fit. */
void	 sack_climb(struct sack *);
/* So many best moves of all, then each chooser's best. */
void	 sack_fill(struct sack *, int times);
double	 sack_worth(const struct sack *);

/* hive/plan/search.c: leave the choosers at the best that is found, which is
 * no worse than where they are.  who: whom the relaxation split first. */
void	 sack_search(struct sack *, uint32_t who);

#endif
