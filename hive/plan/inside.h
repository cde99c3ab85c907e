/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLAN_INSIDE_H
#define HIVE_PLAN_INSIDE_H

#include "hive/plan/plan.h"

/* Between plan.c, which judges, pool.c, which makes choosers of miners, and
 * moves.c, which decides. */

#define PLAN_SHED_PART	0.998	/* of the target, where shedding ends */

/* Whether the band is one in which load goes down. */
bool	 plan_sheds(const struct plan *);
/* The phase that feeds it, 0 to 2, or -1. */
int	 plan_phase_of(const struct plan *, const struct plan_miner *);
/* NULL: this miner may be told something now; else why not. */
const char *plan_left_out(const struct plan *, const struct plan_miner *);
/* Whether the preset is below the miner's limit. */
bool	 plan_fits(const struct plan_miner *, const struct plan_preset *);
/* Whether what it runs is above what a person allows. */
bool	 plan_above_limit(const struct plan *, const struct plan_miner *);

/* Beside each choice of a chooser: what it means. */
struct plan_option {
	int	preset;			/* index, STAY or STOP */
};

struct plan_pool {
	struct chooser	*choosers;
	struct plan_option **options;	/* beside each chooser's choices */
	size_t		*miner;		/* which miner each is */
	size_t		 n;
};

/* What a hashrate is worth when the miner must restart for it. */
double	 plan_worth(double hashrate_ths);
/* All that may be told something; of the others `left_out' is set. */
struct plan_pool plan_gather(struct arena *, struct plan *);
/* Where each of the pool should be, within site and circuits. */
void	 plan_solve(struct arena *, struct plan *, struct plan_pool *);

#endif
