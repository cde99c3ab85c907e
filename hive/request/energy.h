/* SPDX-License-Identifier: ISC */
#ifndef HIVE_REQUEST_ENERGY_H
#define HIVE_REQUEST_ENERGY_H

#include "hive/money/rating.h"

/* Bodies of orders about energy and money (prices: hive/money/price.h). */
struct recalculate_request {
	const char	*classroom, *location, *meter;
	const char	*start, *end;
	const char	*reason;
};

struct period_request {
	const char	*period;	/* 2026-11 */
};

extern const struct field recalculate_request_fields[], period_request_fields[];

/* Fill a run's days, place and meter; NULL, or why not (with the place, or
 * without one if nothing is there). */
const char *rating_run_from_request(struct db *, struct arena *,
	    const struct recalculate_request *, struct rating_run *,
	    const char **pointer);

/*
 * A span of time as people give it: a date as `start' is its first instant,
 * as `end' the last day that is included; instants are rounded down to slots
 * of 15 minutes, and `end' is the first that is not included.
 */
bool	energy_start(const char *text, int64_t *at);
bool	energy_end(const char *text, int64_t *at);

/* Whether some meter is or was at the place. */
bool	energy_is_place(struct db *, const char *location);

#endif
