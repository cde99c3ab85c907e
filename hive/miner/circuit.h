/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_CIRCUIT_H
#define HIVE_MINER_CIRCUIT_H

#include "hive/db/db.h"

enum phase { PHASE_NONE, PHASE_L1, PHASE_L2, PHASE_L3 };

extern const char *const phase_words[];

/*
 * What may not be overdrawn besides the plant: a tree of containers, feeders
 * and phases.  A miner names the circuit that feeds it.
 */
struct circuit {
	const char	*name, *parent;
	int64_t		 limit_w;	/* NONE: only a group */
	enum phase	 phase;		/* PHASE_NONE: all, or not known */
	int64_t		 miners;	/* in service, on it directly */
	int64_t		 load_w;	/* of them, as they say */
};

extern const struct field circuit_fields[];

/* All, parents before their children. */
struct list circuit_list(struct db *, struct arena *);
bool	circuit_get(struct db *, struct arena *, const char *name,
    struct circuit *);
/* NULL, or why not: no such parent, a loop, too deep. */
const char *circuit_keep(struct db *, struct arena *, const struct circuit *,
    int64_t now);
/* NULL, or why not: another circuit or a miner is on it. */
const char *circuit_remove(struct db *, const char *name);

#endif
