/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CORE_TURN_H
#define WORKER_CORE_TURN_H

#include "hive/site/setting.h"
#include "hive/site/site.h"
#include "worker/core/fleet.h"

/*
 * What a turn is about: the database, the site and its settings, the miners.
 * What a room remembers beside that is its own and handed in beside the turn.
 * The two clocks are read once a turn: now_ms is monotonic and is what ages,
 * timers and back-offs use; wall_ms is only written down.
 */
struct turn {
	struct db		*db;
	int64_t			 now_ms, wall_ms;
	const struct site	*site;
	const struct settings	*settings;
	struct fleet		*fleet;
};

/* The settings in force, and the memory of their texts. */
struct settings_kept {
	struct arena		 arena;
	struct settings		 settings;
};

/* They have changed in the database.  A sick one tells nothing, here and where
 * else the worker follows it: what was known stays. */
void	settings_follow(struct db *, struct settings_kept *);

/* An event of a miner: recorded and logged. */
void	tell(const struct turn *, const char *kind, const struct fleet_miner *,
	    const char *text);

#endif
