/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_MINER_H
#define HIVE_MINER_MINER_H

#include "hive/db/db.h"
#include "hive/reading/reading.h"

/*
 * A miner that was ever seen.  Its MAC is its identity for people and the
 * API; `row' is its number inside the database.
 */
struct hold {
	const char	*reason;
	int64_t		 since, until;	/* until NONE: until released */
};

struct miner {
	int64_t		 row;
	const char	*mac;		/* "id" in the API */
	const char	*name, *location, *circuit;
	const char	*ip, *last_ip;	/* ip NULL while offline */
	bool		 online;
	const char	*offline_reason;
	int64_t		 first_seen_at, last_seen_at;
	bool		 managed, conflict;
	const char	*hold_reason;
	int64_t		 hold_since_at, hold_until_at;
	const char	*model, *firmware, *firmware_version, *serial;
	int64_t		 catalogue, catalogue_at;
	struct blob	 sealed_key, sealed_unlock;
	const char	*key_trouble;
	int64_t		 retired_at;

	const void	*hold;		/* struct hold or NULL, for the API */
	const void	*latest_status;	/* struct latest or NULL, likewise */
};

/* Columns of table miner. */
extern const struct field miner_columns[];
/* As the API shows it. */
extern const struct field miner_fields[];

bool	miner_get(struct db *, struct arena *, const char *mac,
	    struct miner *);

/* What hold and latest_status of one row at a time point to.  The caller's,
 * MINER_PARTS at first. */
struct miner_parts {
	struct arena	 boards;
	struct hold	 hold;
	struct latest	 latest;
};

#define MINER_PARTS { .boards = { .limit = 1 << 20 } }

/*
 * All miners in service, by MAC, each with its latest; after_mac "" begins.
 * Step with miner_next(), which fills hold and latest_status (they live in the
 * parts until the next row) and after the last row gives back the parts'
 * memory; miner_show() does so for one, in the arena.
 */
struct query *miner_list(struct db *, const char *after_mac);
bool	miner_next(struct db *, struct query *, struct miner *,
	    struct miner_parts *);
bool	miner_show(struct db *, struct arena *, const char *mac,
	    struct miner *);

/* What it does, as lists show it: its own word, or that it does not answer;
 * NULL when it has said nothing yet. */
const char *miner_shown_state(const struct miner *);

/* A new miner (row NONE) or new facts about a known one; returns its row. */
int64_t	miner_keep(struct db *, const struct miner *);
void	miner_went_offline(struct db *, int64_t row, const char *reason);
/* One more answer to a poll. */
void	miner_came_online(struct db *, int64_t row, const char *ip,
	    int64_t now);

/* Sums for health and the strip. */
struct miner_sums {
	int64_t		 total, online, managed, conflict, held, keyless;
	int64_t		 power_w;	/* of online miners, as they say */
	double		 hashrate_ths;
};

extern const struct field miner_sums_fields[];
void	miner_sum(struct db *, struct miner_sums *);

/* The counter behind ETags; names: miners, models, tokens, settings. */
void	revision_bump(struct db *, const char *name);
int64_t	revision_of(struct db *, const char *name);

#endif
