/* SPDX-License-Identifier: ISC */
#ifndef WORKER_TURN_H
#define WORKER_TURN_H

#include "worker/order/orders.h"

/*
 * The worker's life: open everything, take turns, close.
 *
 * A turn waits for the world, then does all that is ready in one
 * transaction: answers of miners, orders, rounds, heartbeat.  After the
 * commit the orders are answered.  No turn waits inside its transaction.
 */
void	work_open(struct work *);	/* ends the process if it cannot */
void	work_turn(struct work *);
void	work_close(struct work *);

#endif
