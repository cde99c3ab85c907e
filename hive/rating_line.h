/* SPDX-License-Identifier: ISC */
#ifndef HIVE_RATING_LINE_H
#define HIVE_RATING_LINE_H

#include "hive/energy.h"

/* For hive/rating.c: which lines a meter's day gets. */
struct line_call {
	int64_t	run, day, meter, now;
	bool	base;		/* the month is being closed */
	bool	closed;		/* it was */
};

/*
 * Book what the day's bill is and its lines do not say yet: base lines if
 * there are none and the month is being closed, else credits and debits in
 * the month of `now'.  A day without lines in an open month gets none.
 * Returns how many were added.
 */
int64_t	rating_lines_book(struct db *, struct arena *,
	    const struct line_call *, const struct energy_parts *);

#endif
