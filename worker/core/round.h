/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CORE_ROUND_H
#define WORKER_CORE_ROUND_H

#include "hive/site/site.h"

/*
 * A round is one pass over the farm or the plant, again and again.  Here is
 * how it stands; worker/schedule.c says how each begins and goes on.
 */
enum round_place {
	ROUND_DISCOVERY, ROUND_STATUS, ROUND_TELEMETRY, ROUND_PLANT, ROUNDS
};

struct round {
	const char	*name;
	/* 0: this site has no such round */
	int64_t		(*interval_ms)(const struct site *);

	bool		 running, late;
	int64_t		 at_ms, wall_ms;	/* this pass began */
	int64_t		 asked, kept, lost, passes;
};

/* None has begun. */
void	rounds_begin(struct round rounds[ROUNDS]);

#endif
