/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_RATING_LINE_H
#define HIVE_MONEY_RATING_LINE_H

#include "hive/money/rating.h"

/* Shared by the files rating*.c of this room. */

/* Write down how far a run is. */
void	rating_run_keep(struct db *, const struct rating_run *);

/* Which lines a meter's day gets. */
struct line_call {
	int64_t	run, day, meter, now;
	bool	base;		/* the month is being closed */
	bool	all;		/* lines even for a day that has none yet */
};

/*
 * Book what the day's bill is and its lines do not say yet: as base lines
 * while the month is being closed, else as credits and debits in the month of
 * `now'.
 * Returns how many were added.
 */
int64_t	rating_lines_book(struct db *, struct arena *,
	    const struct line_call *, const struct energy_parts *);

#endif
