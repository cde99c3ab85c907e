/* SPDX-License-Identifier: ISC */
#ifndef WORKER_FLEET_H
#define WORKER_FLEET_H

#include <uthash.h>

#include "hive/miner/miner.h"
#include "hive/site/seal.h"
#include "worker/alert/alert.h"
#include "worker/control/miner_state.h"
#include "worker/firmware/firmware.h"

/*
 * The fleet in memory: one unit for each miner in service, with what the
 * worker must know between two polls.  Facts that must survive are in the
 * database first; a unit follows them (fleet_load, and each change of its
 * row).  Units live as long as the worker.
 */
struct unit {
	int64_t		 row;
	char		 mac[18];
	char		 ip[16];	/* where it was seen last */
	const struct firmware *firmware;
	char		 model[41], version[33];
	double		 ths_per_unit;
	char		 key[65];	/* our API key there, "" for none */
	char		 unlock[129];	/* its own password, or "" */

	int64_t		 catalogue;	/* of its presets, or NONE */
	bool		 online, managed, conflict, retired;
	bool		 rescan;	/* ask everything again */
	bool		 key_bad;	/* the miner refused our key */
	int64_t		 catalogue_at;	/* wall clock; NONE: never read */
	int64_t		 clock_ms;	/* its clock less ours; NONE: it
					 * does not tell */
	uint64_t	 odd;		/* questions whose last answer had
					 * values that cannot be */
	bool		 boards;	/* it knows /boards, not /chains */

	/* monotonic ms */
	int64_t		 answered_ms;	/* last answer to a status poll */
	int64_t		 known_ms;	/* last answer to /info */
	int64_t		 next_probe_ms;	/* silent: not before */
	int64_t		 next_key_ms;	/* refused: not before */
	int64_t		 next_auth_ms;	/* our key is tried then */
	int		 misses;	/* status rounds without an answer */
	int		 silent;	/* probes without an answer */

	struct control	 control;	/* what the balancer knows of it */

	char		 rival_ip[16];	/* also claims this MAC */
	int64_t		 rival_ms;	/* when it did last */

	struct miner_alerts alerts;

	UT_hash_handle	 by_mac, by_ip;
};

/* More are not taken in: a machine that says another MAC at each visit must
 * not fill the memory. */
#define FLEET_MOST	50000

struct fleet {
	struct arena	 arena;
	struct unit	**units;	/* in the order they were met */
	size_t		 n, room;
	struct unit	*macs, *ips;	/* hash tables */
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
