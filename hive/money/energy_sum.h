/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_ENERGY_SUM_H
#define HIVE_MONEY_ENERGY_SUM_H

#include "hive/money/energy.h"

/* How final a day's or a span's figures are. */
enum finality {
	FINALITY_NONE,
	FINALITY_PROVISIONAL,	/* readings of it may still come */
	FINALITY_BOOKED,
	FINALITY_CLOSED,	/* its months are, and nothing changes it */
};
extern const char *const finality_words[];

/* How much of a sum was measured; none where there is nothing. */
enum confidence {
	CONFIDENCE_NONE, CONFIDENCE_HIGH, CONFIDENCE_MEDIUM, CONFIDENCE_LOW,
};
extern const char *const confidence_words[];

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
	enum confidence	 confidence;

	int64_t		 meter, parent;
	const char	*device, *channel, *name, *location;
	enum meter_source source;
	enum meter_direction direction;
	bool		 counted;	/* in the sum above it */

	const char	*date, *month_string, *currency;
	enum finality	 state;
	int64_t		 year, month;
	int64_t		 starts_at, ends_at;
	int64_t		 bucket_minutes, points, device_count;
	struct list	 devices, days, places;
	struct list	 prices;	/* struct bill_line */
};

/* Of a place on a day, with its meters; in a month, with their days; the
 * month's days; a span in buckets; the meters of a day. */
extern const struct field energy_summary_fields[];
extern const struct field energy_breakdown_fields[];
extern const struct field energy_monthly_fields[];
extern const struct field energy_calendar_fields[];
extern const struct field energy_timeline_fields[];

/* What is asked for: days [from_day, until_day) of the meters that make the
 * sum of a place (hive/money/energy.h). */
struct energy_ask {
	enum meter_source source;	/* energy_source(), or as asked */
	const char	*location;	/* NULL: everywhere */
	int64_t		 from_day, until_day;
	int64_t		 now;
	bool		 with_days;
};

/*
 * Sum them up: item->devices (counted or not), with_days also item->days, in
 * the order of names and days.  Texts and lists are in the arena.
 */
void	energy_sum(struct db *, struct arena *, const struct energy_ask *,
	    struct energy_item *);

/* Tell of a meter's item what each price made of its day. */
void	energy_prices(struct db *, struct arena *, struct energy_item *,
	    int64_t day);

/* An item without anything; a slot of a part added to it; what its quality
 * comes to. */
extern const struct energy_item energy_nothing;
void	energy_add_slot(struct energy_item *, const struct energy_part *,
	    size_t slot);
void	energy_judge(struct energy_item *);

/* Of days [from, until). */
enum finality energy_state(struct db *, int64_t from_day, int64_t until_day,
	    int64_t now);
/* The same without a look at what is closed. */
enum finality energy_booked(int64_t until_day, int64_t now);

#endif
