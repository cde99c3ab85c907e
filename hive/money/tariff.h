/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_TARIFF_H
#define HIVE_MONEY_TARIFF_H

#include "hive/money/price.h"

/*
 * Which price holds when, and what energy costs by it.  Pure: versions, a
 * day and energy in, lines out; the database and the clock are elsewhere.
 *
 * Energy comes in slots of 15 minutes.  Where a price changes inside a slot,
 * the slot's energy is cut in proportion to time, rounded down at each cut,
 * so the parts always add up to the slot.
 *
 * Money is rounded once, half to even, at the running total of a meter's
 * day: what a slot or a line costs is the difference of two rounded totals.
 * So slots and lines add up to the day, to the millionth, whatever they are.
 */

/* What holds from start_at until end_at. */
struct price_piece {
	int64_t	start_at, end_at;
	int64_t	version;		/* NONE: unpriced */
	int64_t	band;			/* position, or BAND_NONE */
	int64_t	cost_per_kwh;		/* millionths; NONE: unpriced */
};

struct slot_energy {
	int64_t	slot_at, uwh;
};

/* What a slot costs in millionths (NONE: nothing of it has a price), and how
 * much of it has none. */
struct slot_cost {
	int64_t	cost, unpriced_uwh;
};

/* A day's energy at one price; version NONE: unpriced, cost 0. */
struct bill_line {
	int64_t	version, band, cost_per_kwh;
	int64_t	uwh, cost;		/* cost in millionths */
};

#define BILL_LINES	64		/* what is beyond joins the last */

struct bill {
	int64_t		 uwh, unpriced_uwh;
	int64_t		 cost;		/* of what is priced; millionths */
	struct bill_line line[BILL_LINES];
	size_t		 n;
};

/*
 * The pieces of one day for a meter at a location, in the order of time,
 * from the day's start to its end without a gap; equal neighbours joined.
 */
struct list tariff_day(struct arena *, const struct list *versions,
	    int64_t meter, const char *location, int64_t day);

/* Whether some version is for this meter alone. */
bool	tariff_has_meter(const struct list *versions, int64_t meter);

/*
 * The bill of one day: slots in the order of time, inside the pieces' span.
 * costs: where each slot's cost goes, or NULL.
 */
void	tariff_bill(const struct list *pieces, const struct slot_energy *,
	    size_t n, struct bill *, struct slot_cost *costs);

#endif
