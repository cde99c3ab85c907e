/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ORDER_REPLAY_H
#define WORKER_ORDER_REPLAY_H

#include "worker/order/orders.h"

/*
 * An order with a key (Idempotency-Key) is served once: the same caller's
 * same order again within 24 hours gets the answer of the first time, and
 * another order with the same key is refused with 422.  Only answers that
 * succeeded are kept, with the change itself, in its transaction.
 */

/* True: answered from what was kept, do not serve it. */
bool	idempotency_known(struct order_call *);
/* Keep the answer, if it is one to keep. */
void	idempotency_keep(struct order_call *);

#endif
