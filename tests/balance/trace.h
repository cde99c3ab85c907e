/* SPDX-License-Identifier: ISC */
#ifndef TESTS_BALANCE_TRACE_H
#define TESTS_BALANCE_TRACE_H

#include "tests/sim/farm.h"

/*
 * What a plant and a farm do to a balancer: one trace is one kind of day.
 *
 * The plant's generation is a share of what this farm needs to run at four
 * fifths of its full power (1: just that), as a function of time; it always
 * carries the noise of the one real recording known: one-minute values with a
 * deviation of 0.44 %.
 */
struct trace {
	const char	*name;
	double		 hours;		/* scored, in the full table */
	/* Changes the farm; may be NULL. */
	void		(*farm)(struct farm_options *);
	double		(*share)(uint64_t seed, int64_t ms);
	/* Commands to the farm for the minutes to come; may be NULL. */
	const char	*(*command)(uint64_t seed, int64_t minute, char *text,
			    size_t size);
	bool		 calm;		/* never a second above available */
	/* Goals of the full table; 0: none. */
	double		 over_max_s;	/* s/h above available */
	double		 over_max_kwh;	/* kWh/h above target */
	double		 hash_min;	/* share of the optimum */
	double		 changes_max;	/* a miner and hour */
	bool		 observing;	/* the balancer may only watch */
};

extern const struct trace traces[];	/* ends with a NULL name */

/* Without the noise, and with it. */
double	trace_share(const struct trace *, uint64_t seed, int64_t ms);

/* Trace "step": when the nth fall of 30 % begins; each lasts STEP_MS. */
#define STEP_MS 900000
int64_t	trace_step_ms(uint64_t seed, int n);

/* 0 <= x < 1, the same for the same numbers. */
double	trace_drawn(uint64_t seed, uint64_t what, int64_t n);

#endif
