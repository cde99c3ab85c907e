/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_ENERGY_H
#define HIVE_MONEY_ENERGY_H

#include "hive/ledger/kind.h"
#include "hive/money/tariff.h"

/*
 * Energy and what it costs, by meter, place and day of the site.
 *
 * Table energy_day is derived from the slots of the ledger
 * (hive/ledger/entry.h) and the prices (hive/money/price.h): it can be dropped
 * and made again.  Whatever shows slots of a day computes them by
 * energy_parts() as well, so sums of slots, days and months are the same to the
 * micro-Wh and to the millionth.
 *
 * Energy that goes out (direction export) is negative here, and so is what it
 * costs.  Generation is kept without a price and counts in no sum.
 */
#define ENERGY_SLOTS	104	/* of a day: 25 hours and to spare */
#define ENERGY_PLACES	4	/* of a meter on one day; more join the last */

/* A meter's day at one place, slot by slot. */
struct energy_part {
	const char		*location;	/* NULL: none was told */
	size_t			 n;
	struct slot_energy	 slots[ENERGY_SLOTS];
	struct slot_cost	 costs[ENERGY_SLOTS];
	enum quality		 quality[ENERGY_SLOTS];
	int64_t			 entries[ENERGY_SLOTS];
	int64_t			 last_entry;
	struct bill		 bill;
};

struct energy_parts {
	size_t			 n;
	struct energy_part	 part[ENERGY_PLACES];
};

/*
 * What is at hand while days are computed: the prices, and their pieces of one
 * day.  The versions live in the caller's arena.
 */
#define RATER_CHAINS	64

struct rater {
	struct db	*db;
	struct list	 versions;
	struct arena	 arena;		/* the day's pieces */
	int64_t		 day;
	struct rater_chain {
		int64_t		 meter;	/* NONE: of all at the location */
		const char	*location;
		struct list	 pieces;
	} chain[RATER_CHAINS];
	size_t		 n;
};

void	rater_open(struct rater *, struct db *, const struct list *versions);
void	rater_close(struct rater *);

/* A meter's day out of the books; direction as in table meter.  Locations
 * live until the next call. */
void	energy_parts(struct rater *, int64_t meter, enum meter_direction,
	    int64_t day, struct energy_parts *);

/* One row of table energy_day. */
struct energy_day {
	int64_t		 day, meter;
	const char	*location;	/* "": none */
	int64_t		 energy_uwh;
	int64_t		 cost;		/* millionths; NONE: nothing priced */
	int64_t		 unpriced_uwh;
	int64_t		 slots, on_slots;	/* booked; with energy */
	int64_t		 guessed_slots, estimated_slots, corrected_slots;
	int64_t		 entry;		/* the last that is in it */
	int64_t		 rated_at;
};

extern const struct field energy_day_columns[];

/* Whether the part is the one that made the row. */
bool	energy_same_place(const struct energy_part *,
	    const struct energy_day *);
/* The row that a part makes. */
struct energy_day energy_day_of(const struct energy_part *, int64_t day,
	    int64_t meter, bool generation);
/* Keep it; true if it is another than before. *before is the cost there was
 * (0: none). */
bool	energy_day_keep(struct db *, const struct energy_day *,
	    int64_t *before);
/* Drop the meter's rows of a day at places where it was not. */
void	energy_day_drop_others(struct db *, int64_t day, int64_t meter,
	    const struct energy_parts *);

/* ---- Reading ------------------------------------------------------------ */

/*
 * Which meters make a sum.  One level only: boards' meters if there are any
 * at the place, else the plant's, else the miners'; and of that level none
 * whose parent is in the sum already.
 */
enum meter_source energy_source(struct db *, const char *location);

/* A day's row with its meter. */
struct energy_row {
	const char		*device, *channel, *name;
	enum meter_source	 source;
	enum meter_direction	 direction;
	int64_t			 parent;
	bool			 counted;	/* in the sums */
	struct energy_day	 d;
};

extern const struct field energy_row_columns[];

/* Rows of days [from, until) in the order of days and meters; location NULL:
 * all of them, else the exact text. */
struct query *energy_rows(struct db *, enum meter_source,
	    const char *location, int64_t from_day, int64_t until_day);

/* The first and the last day of the books; false: there are none. */
bool	energy_span(struct db *, int64_t *first, int64_t *last);

#endif
