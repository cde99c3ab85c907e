/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_LOOP_H
#define WORKER_CONTROL_LOOP_H

#include "worker/worker.h"

/*
 * The parts of control in their order within a turn: what came in from miners,
 * the emergency stop, the balancer, and after the commit what goes out.  All of
 * it uses the connections `commands', which are apart from those of the polls.
 */
void	steer_open(struct worker *, struct http *commands);
void	steer_close(struct worker *);
/* Within the transaction. */
void	steer_turn(struct worker *);
/* After the commit. */
void	steer_send(struct worker *, bool durable);
int64_t	steer_next_ms(const struct worker *);

#endif
