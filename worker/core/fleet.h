/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CORE_FLEET_H
#define WORKER_CORE_FLEET_H

#include "hive/miner/command.h"
#include "hive/miner/miner.h"
#include "hive/site/seal.h"
#include "worker/core/fleet_miner.h"

/*
 * The fleet in memory: one fleet miner for each miner in service.  Facts that
 * must survive are in the database first; a fleet miner follows them
 * (fleet_load, and each change of its row).  It lives as long as the worker.
 */

/* More are not taken in: a host that names another MAC at each visit must not
 * fill the memory. */
#define FLEET_MAX	50000

struct fleet {
	struct arena	 arena;
	struct fleet_miner	**miners;	/* in the order they were met */
	size_t		 n, room;
	struct fleet_miner	*macs, *ips;	/* hash tables */
	/* On record, in this turn: for those who keep copies. */
	bool		 miners_changed, models_changed;
};

/* Those in service by their row on record, for a pass over many records. */
struct fleet_rows {
	struct fleet_miner	**miner;
	size_t			 n;
};

struct fleet_rows fleet_rows(struct fleet *, struct arena *);
/* NULL: none in service has this row. */
struct fleet_miner *fleet_row(const struct fleet_rows *, int64_t row);
/* The next command of a query, and whom it was told; NULL: that was the last.
 * Those of miners that are out of service are passed over. */
struct fleet_miner *fleet_next_told(const struct fleet_rows *, struct db *,
	    struct query *, struct command *);

void	 fleet_init(struct fleet *);
void	 fleet_free(struct fleet *);
/* Every miner in service on record, with its secrets opened. */
void	 fleet_load(struct fleet *, struct db *, const struct secret_key *,
	    int64_t now_ms);

/* Follow the rows again, after a transaction that failed: a miner that was
 * retired in it is back, one that was found in it has no row, and one that came
 * online in it is to come online again. */
void	 fleet_follow(struct fleet *, struct db *, const struct secret_key *,
	    int64_t now_ms);

/* Follow the holds on record, after some have ended. */
void	 fleet_holds(struct fleet *, struct db *);

/* In service; else NULL. */
struct fleet_miner *fleet_by_mac(struct fleet *, const char *mac);
/* Also one that was taken out of service and still answers. */
struct fleet_miner *fleet_met(struct fleet *, const char *mac);
struct fleet_miner *fleet_by_ip(struct fleet *, const char *ip);
/* A new fleet miner, at no address yet. */
struct fleet_miner *fleet_add(struct fleet *, const char *mac);
/* The miner is at this address now; a miner that was known there has no address
 * from now on. */
void	 fleet_move(struct fleet *, struct fleet_miner *, const char *ip);
/* A retired miner stays in miners[], at no address. */
void	 fleet_retire(struct fleet *, struct fleet_miner *);

#endif
