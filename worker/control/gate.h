/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_GATE_H
#define WORKER_CONTROL_GATE_H

#include "hive/miner/command.h"

struct control_room;
struct db;
struct site;
struct turn;
struct fleet_miner;

/*
 * The one gate before the wire: every command to a miner, the balancer's, a
 * person's and the emergency stop's, passes here just before it is sent.
 *
 * What lowers power needs no permission but an open door.  What may raise it
 * must stay below the miner's limit: the least of its model's maximum preset,
 * the administrator's hard cap, and the highest preset that needs no modified
 * supply; a preset's label and what was learned of it count.  Without a
 * maximum preset or a list no preset is raised.  "disabled" is full stock power
 * and is never sent.  A miner starts with what is stored in it, if that is not
 * known to be too much; where a hard cap stands it must be known, and a maximum
 * preset must be one of a list in service.  While an
 * emergency stop is in force nothing starts.
 * What the balancer wants passes only while it acts and the miner is its own,
 * and its raises only while it still would raise: fresh data, and nothing in
 * doubt.  It is asked each time that something is sent, for a restart that
 * waited for its turn as well.
 */

/* The maximum preset of each model that has one, in W of its label; NONE: it
 * is in no list in service. */
#define MODELS_MAX 256

struct model_limits {
	size_t	 n;
	struct model_limit {
		char	 alias[41];
		int64_t	 power_w;
	} of[MODELS_MAX];
};

/* NULL: it may go.  Else a sentence. */
const char *gate(const struct turn *, const struct control_room *,
    const struct fleet_miner *, const struct command *);
/* Whether it may raise the miner's power. */
bool	gate_raises(const struct fleet_miner *, const struct command *);

/* The limit in W of what this miner may be told; *capped: a person set one
 * (without it only reductions pass). */
int64_t	gate_limit_w(const struct site *, const struct model_limits *,
	    const struct fleet_miner *, bool *capped);

/* The limits of the models, read again after a change of one. */
void	gate_follow(struct db *, struct model_limits *);

#endif
