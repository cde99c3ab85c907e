/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_PRICE_EFFECT_H
#define HIVE_MONEY_PRICE_EFFECT_H

#include "hive/money/energy.h"

/*
 * What a price would change if it were entered now; nothing is written.
 * Sums are of the meters that make the sum of the price's place.
 */
#define EFFECT_DAYS	31	/* looked at, the newest */

struct price_effect {
	/* The days that it covers and that are there already. */
	const char	*first_date, *last_date;	/* NULL: none */
	int64_t		 days, all_days;	/* looked at; covered */
	int64_t		 device_days, changed_days;	/* days of meters */
	int64_t		 energy_uwh;
	int64_t		 cost_before, cost_after, difference;	/* millionths */
	int64_t		 unpriced_before_uwh, unpriced_after_uwh;
	int64_t		 closed_difference;	/* as credits and debits */
	/* The last 30 whole days as they are, and as if it had held. */
	const char	*as_if_first, *as_if_last;
	int64_t		 as_if_energy_uwh, as_if_before, as_if_after;
};

extern const struct field price_effect_fields[];

void	price_effect(struct db *, struct arena *, const struct cost_version *,
	    int64_t now, struct price_effect *);

#endif
