/* SPDX-License-Identifier: ISC */
#ifndef WORKER_POLL_RETIRE_KEY_H
#define WORKER_POLL_RETIRE_KEY_H

#include "worker/poll/visit.h"

/* Take our key off a miner that leaves, if it is there to be asked: one try
 * in the background. */
void	retire_key(const struct turn *, struct poll_room *,
	    const struct fleet_miner *);

#endif
