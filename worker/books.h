/* SPDX-License-Identifier: ISC */
#ifndef WORKER_BOOKS_H
#define WORKER_BOOKS_H

#include "worker/work.h"

/*
 * The ledger's part of a turn: what is due is booked, in steps that leave
 * time for everything else.
 */
void	books_turn(struct work *);	/* within the transaction */
int64_t	books_next_ms(const struct work *);

#endif
