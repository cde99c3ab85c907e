/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ORDER_CHECK_H
#define WORKER_ORDER_CHECK_H

#include "worker/order/orders.h"

/*
 * What the connection of an order asks of its check: why an order fails whose
 * transaction fails, whether this one does, and its line in the log.
 */
#define ORDER_NOT_WRITTEN "the database could not be written"

/* It stays as it was answered, also after a commit that failed. */
bool	order_answers_always(const struct order_call *);
/* Tell the log, after the commit. */
void	order_tell(const struct order_call *);

#endif
