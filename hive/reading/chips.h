/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_CHIPS_H
#define HIVE_READING_CHIPS_H

#include "hive/db/db.h"

/*
 * The chips of one miner at one telemetry poll (60 s): 200 to 400 chips of
 * a few numbers each, kept packed (hive/base/pack.h) and read as plain JSON.
 */
#define CHIPS_MAX	512	/* per chain */

struct chip {
	int64_t		 id;		/* from 1 */
	double		 hashrate_ghs;
	int64_t		 frequency_mhz;
	int64_t		 voltage_mv;
	int64_t		 temp_c;
	int64_t		 errors;
	const char	*grade;		/* grey, orange, red, ... or NULL */
	int64_t		 throttled;	/* flag */
};

struct chip_chain {
	int64_t		 id;		/* from 1 */
	const char	*state;
	struct list	 chips;		/* struct chip */
};

struct telemetry {
	int64_t		 miner, recorded_at;
	struct list	 chains;	/* struct chip_chain */
};

extern const struct field chip_fields[], chip_chain_fields[];
extern const struct field telemetry_fields[];	/* as the API shows it */

/* What table chips holds of it (hive/base/pack.h): chains as records, how many
 * chips each has, the chips of all by columns; hashrates to 0.1 GH/s. */
struct blob telemetry_pack(struct arena *, const struct telemetry *);
/* The chains; none if the blob is broken. */
void	telemetry_unpack(struct arena *, struct blob, struct telemetry *);

/* Keep it and replace the miner's odd chips.  Call within a transaction. */
bool	telemetry_add(struct db *, const struct telemetry *);

/* A miner's polls, newest first, and those of the miners before it in its
 * place: struct telemetry, all in the arena. */
struct list telemetry_history(struct db *, struct arena *, int64_t miner,
    int64_t since_at, int64_t until_at, int64_t limit);

/*
 * Whether a chip is not as it should be, in a word ("hot", "errors", "dead",
 * "red", "orange", "slow"), or NULL; mean_ghs is its chain's mean hashrate.
 */
const char *chip_odd(const struct chip *, double mean_ghs);

struct odd_chip {
	const char	*miner;		/* MAC */
	const char	*name;		/* the miner's, or NULL */
	int64_t		 chain, chip, recorded_at;
	const char	*why, *grade;
	int64_t		 temp_c;
	double		 hashrate_ghs;
	int64_t		 errors;
};

extern const struct field odd_chip_fields[];

/* The fleet's odd chips, hottest first; a query to step with db_row(). */
struct query *odd_chips(struct db *, int64_t limit);

#endif
