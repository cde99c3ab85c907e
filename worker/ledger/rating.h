/* SPDX-License-Identifier: ISC */
#ifndef WORKER_PRICES_H
#define WORKER_PRICES_H

#include "hive/money/rating.h"
#include "worker/order/orders.h"

/*
 * The worker's part in money: rating in small steps (hive/money/rating.h), and
 * the orders that wait for a run to end.
 */

/* Forget those who wait; at the start. */
void	prices_open(struct work *);
/* A step when there is something to do; in the turn's transaction. */
void	prices_turn(struct work *);
/* When prices_turn() is to be called at the latest. */
int64_t	prices_next_ms(const struct work *);
/* Something is there to be rated: at the next turn. */
void	prices_soon(void);

/*
 * Answer the order when the run has ended, by this function; false: too many
 * wait already.
 */
bool	prices_wait(struct order_call *, int64_t run,
	    void (*answer)(struct order_call *, const struct rating_run *));

#endif
