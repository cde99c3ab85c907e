/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_READING_H
#define HIVE_READING_READING_H

#include "hive/db/db.h"

/*
 * What a miner said about itself in one status round.  Unknown is absent,
 * never 0: a power of 0 W just after a start is the miner's own word and is
 * kept, but a field it left out is not invented.
 *
 * Everything that a driver (worker/firmware/firmware.h) fills lives in the
 * arena of the reply; what is read from the database lives until the next row.
 */
/* What a miner does, by its own word; a driver translates its firmware's. */
enum miner_state {
	MINER_STATE_NONE, MINER_STATE_MINING, MINER_STATE_TUNING,
	MINER_STATE_INITIALIZING, MINER_STATE_STARTING,
	MINER_STATE_RESTARTING, MINER_STATE_STOPPING, MINER_STATE_STOPPED,
	MINER_STATE_FAILURE,
	MINER_STATE_UNKNOWN	/* a word that the driver does not know */
};

extern const char *const miner_state_words[];

#define READING_FANS	8
#define READING_CHAINS	6

struct fan {
	int64_t		 id;		/* from 0 */
	int64_t		 rpm;
	const char	*status;	/* ok, lost */
};

struct chain {
	int64_t		 id;		/* from 1 */
	const char	*state;
	double		 hashrate_ths;
	int64_t		 power_w;
	int64_t		 chip_max_c, board_max_c;
};

struct pool {
	const char	*url;		/* host and port, no credentials */
	const char	*status;
};

struct reading {
	int64_t		 miner;		/* miner.id */
	int64_t		 recorded_at;	/* when the round began */
	enum miner_state state;
	int64_t		 state_time_s;
	const char	*preset;	/* the one that runs */
	double		 hashrate_ths;
	int64_t		 power_w;
	double		 efficiency_jth;	/* derived when read */
	int64_t		 chip_max_c, board_max_c;
	struct list	 fans;		/* struct fan */
	struct list	 chains;	/* struct chain */
	struct list	 pools;		/* struct pool */
	struct blob	 boards;	/* fans and chains as they are kept */
};

extern const struct field fan_fields[], chain_fields[], pool_fields[];
/* As the API shows a reading; without the miner. */
extern const struct field reading_fields[];
/* As table reading keeps it; the miner comes first. */
extern const struct field reading_columns[];

/*
 * Keep a reading: history and the miner's latest.  Call between db_begin()
 * and db_commit().  Returns false if this round's was kept before.
 * Hashrates are kept to the GH/s.  What was added last is the latest, whatever
 * its instant: a clock that was set back must not freeze what is shown.
 */
bool	reading_add(struct db *, const struct reading *);

/*
 * A miner's readings from `since' to before `until', newest first, at most
 * `limit'; across packed hours and fresh rows, with those of the miners before
 * it in its place.  The list and all in it are in the arena.
 *
 * When points is not 0 they are thinned to at most that many means over equal
 * spans: at the mean of their instants, with mean power and hashrate, the
 * highest temperatures, the newest state and preset, and without boards.  For
 * more than two days they are taken from the hourly roll-ups, which know
 * neither states nor the boards' temperature.
 */
struct list reading_history(struct db *, struct arena *, int64_t miner,
    int64_t since_at, int64_t until_at, int64_t limit, int64_t points);

/* All that it measured itself in the span, newest first, without boards: a
 * tenth of the memory. */
struct list reading_samples(struct db *, struct arena *, int64_t miner,
    int64_t since_at, int64_t until_at);

/* A miner's latest reading, as the API shows it. */
struct latest {
	int64_t		 recorded_at;
	enum miner_state state;
	int64_t		 state_time_s;
	const char	*preset;
	double		 hashrate_ths;
	int64_t		 power_w;
	double		 efficiency_jth;
	int64_t		 chip_max_c, board_max_c;
	struct list	 fans, chains;
	const char	*pools;		/* JSON list */
	struct blob	 boards;	/* fans and chains as kept */
};

extern const struct field latest_fields[];

/* A row of view miner_now, read with latest_fields, has no list of fans and
 * chains and no efficiency yet: they are made of the row here, in the arena,
 * and before the next row. */
void	latest_show(struct arena *, struct latest *);

/* J/TH, or NaN where one of the two is unknown or nothing is hashed. */
double	reading_efficiency_jth(int64_t power_w, double hashrate_ths);

#endif
