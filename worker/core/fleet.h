/* SPDX-License-Identifier: ISC */
#ifndef WORKER_FLEET_H
#define WORKER_FLEET_H

#include "hive/miner/miner.h"
#include "hive/site/seal.h"
#include "worker/core/unit.h"

/*
 * The fleet in memory: one unit for each miner in service.  Facts that must
 * survive are in the database first; a unit follows them (fleet_load, and each
 * change of its row).  Units live as long as the worker.
 */

/* More are not taken in: a machine that says another MAC at each visit must
 * not fill the memory. */
#define FLEET_MOST	50000

struct fleet {
	struct arena	 arena;
	struct unit	**units;	/* in the order they were met */
	size_t		 n, room;
	struct unit	*macs, *ips;	/* hash tables */
	/* On record, in this turn: for those who keep copies. */
	bool		 miners_changed, models_changed;
};

/* All by their row, which is less than *n; NULL where there is none. */
struct unit **fleet_rows(struct fleet *, struct arena *, size_t *n);

void	 fleet_init(struct fleet *);
void	 fleet_free(struct fleet *);
/* Every miner in service on record, with its secrets opened. */
void	 fleet_load(struct fleet *, struct db *, const struct secret_key *,
	    int64_t now_ms);

/* Follow the records again, after a transaction that failed: who was to be
 * retired in it is back, who was found in it has no row, and who came online
 * in it is to come online again. */
void	 fleet_follow(struct fleet *, struct db *, const struct secret_key *,
	    int64_t now_ms);

/* Follow the holds on record, after some have ended. */
void	 fleet_holds(struct fleet *, struct db *);

struct unit *fleet_by_mac(struct fleet *, const char *mac);
struct unit *fleet_by_ip(struct fleet *, const char *ip);
/* A new unit, at no address yet. */
struct unit *fleet_add(struct fleet *, const char *mac);
/* It is at this address now; whoever was there before is nowhere. */
void	 fleet_move(struct fleet *, struct unit *, const char *ip);
/* A retired unit stays in units[] and is found by nobody. */
void	 fleet_retire(struct fleet *, struct unit *);

#endif
