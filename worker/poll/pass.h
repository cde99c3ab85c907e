/* SPDX-License-Identifier: ISC */
#ifndef WORKER_POLL_PASS_H
#define WORKER_POLL_PASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct poll_room;
struct round;
struct turn;
struct fleet_miner;

/*
 * One pass over the miners that are online, spread over a part of the interval
 * so that neither the miners' network nor the disk sees a burst.  Miners that
 * missed their last poll come after the others and may not take more than half
 * of the connections: a silent miner delays no other.
 */
struct pass {
	size_t		 next;		/* of fleet.miners */
	bool		 silent;	/* those that missed: second half */
	int64_t		 asked, open;
};

void	pass_start(struct pass *);
/* Begin as many visits as are due; ask() says whether it began one.  True:
 * all were asked and have left. */
bool	pass_step(struct pass *, const struct turn *, struct poll_room *,
	    struct round *,
	    bool (*ask)(const struct turn *, struct poll_room *, struct round *,
	    struct fleet_miner *));
/* A visit has come to its end. */
void	pass_left(struct pass *);

#endif
