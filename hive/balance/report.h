/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BALANCE_REPORT_H
#define HIVE_BALANCE_REPORT_H

#include "hive/db/db.h"

/*
 * A span of time in a few numbers, out of what was written down in it.
 */

struct report {
	int64_t	 since_at, until_at;
	/* Time by what the balancer saw; the rest of the span is unknown. */
	int64_t	 known_ms, ok_ms, over_ms, blind_ms;
	double	 used_kwh, available_kwh, generated_kwh;
	double	 margin_most;		/* share of the margin that was used
					 * at most; NaN: unknown */
	/* Commands to miners: the balancer's that ended, and people's. */
	int64_t	 changed, failed, by_people;
	int64_t	 info, warning, critical;	/* alerts that began */
	int64_t	 readings, refused;		/* of the plant */
};

void	report_begin(struct report *, int64_t since_at, int64_t until_at);
/* Add what is on record from since to before until.  A day is added an hour
 * at a time, so that no step is long. */
void	report_add(struct db *, struct report *, int64_t tolerance_w,
	    int64_t since_at, int64_t until_at);
/* As lines for people; the first is the subject.  In the arena. */
const char *report_text(struct db *, struct arena *, const struct report *,
	    const char *title);

/* When the first miner was found; NONE: there is nothing to report of. */
int64_t	report_first_at(struct db *);
/* The last day that a report was made of; NONE: never. */
int64_t	report_last(struct db *);
void	report_keep(struct db *, int64_t day, const char *text, int64_t now);

/*
 * By how many watts the container meter moved for each watt that the miners
 * moved, since then; NaN: too few decisions, or the miners did not move.
 */
double	report_meter_slope(struct db *, int64_t since_at);

#endif
