/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLAN_INSIDE_H
#define HIVE_PLAN_INSIDE_H

#include "hive/plan/plan.h"

/* Between plan.c, which judges, and moves.c, which decides. */

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

#endif
