/* SPDX-License-Identifier: ISC */
#ifndef WORKER_STEER_H
#define WORKER_STEER_H

#include "worker/core/work.h"

/*
 * The parts of control in their order within a turn: what came in from
 * miners, the emergency stop, the balancer, and after the commit what goes
 * out.  `commands' is the door for all of it, apart from that of the polls.
 */
void	steer_open(struct work *, struct http *commands);
void	steer_close(struct work *);
/* Within the transaction. */
void	steer_turn(struct work *);
/* After the commit. */
void	steer_send(struct work *, bool durable);
int64_t	steer_next_ms(const struct work *);

#endif
