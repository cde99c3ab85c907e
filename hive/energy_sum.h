/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ENERGY_SUM_H
#define HIVE_ENERGY_SUM_H

#include "hive/energy.h"

/*
 * Sums of table energy_day as the API and statements show them.  One record
 * serves for a site, a place, a meter, a day and a bucket of a timeline; the
 * field tables choose what of it is told.
 */
struct energy_item {
	int64_t		 energy_uwh;	/* NONE: nothing is booked */
	int64_t		 cost;		/* millionths; NONE: nothing priced */
	int64_t		 unpriced_uwh;
	int64_t		 on_time;	/* hundredths of an hour */
	int64_t		 slots, guessed_slots, estimated_slots;
	int64_t		 corrected_slots, missing_slots;
	const char	*confidence;	/* high, medium, low; NULL: no slots */

	int64_t		 meter, parent;
	const char	*device, *channel, *name, *location, *source;
	const char	*direction;
	bool		 counted;	/* in the sum above it */

	const char	*date, *month_string, *state, *currency;
	int64_t		 year, month;
	int64_t		 starts_at, ends_at;
	int64_t		 bucket_minutes, points, device_count;
	struct list	 devices, days, places;	/* struct energy_item */
};

/* Of a meter; with its days; of a day; of a place. */
extern const struct field energy_device_fields[];
extern const struct field energy_month_device_fields[];
extern const struct field energy_date_fields[];
extern const struct field energy_place_fields[];

/* What is asked for: days [from_day, until_day) of the meters that make the
 * sum of a place (hive/energy.h). */
struct energy_ask {
	const char	*source;	/* energy_source(), or a person's wish */
	const char	*location;	/* NULL: everywhere */
	int64_t		 from_day, until_day;
	int64_t		 now;
	bool		 with_days;	/* also of each, and of all */
};

/*
 * Sum them up: item->devices (counted or not), with_days also item->days, in
 * the order of names and days.  Texts and lists are in the arena.
 */
void	energy_sum(struct db *, struct arena *, const struct energy_ask *,
	    struct energy_item *);

/* provisional, booked or closed: how final a day's or a span's figures are;
 * days [from, until). */
const char *energy_state(struct db *, int64_t from_day, int64_t until_day,
	    int64_t now);

#endif
