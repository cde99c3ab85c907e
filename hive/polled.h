/* SPDX-License-Identifier: ISC */
#ifndef HIVE_POLLED_H
#define HIVE_POLLED_H

#include "hive/db.h"
#include "hive/ledger.h"

/*
 * Meters that are polled: each miner, and the plant's generation and
 * containers.  Their evidence is the stored status row, so they have entries
 * only, one a slot, with the digest of the samples that it rests on.
 *
 * Between two samples the mean of their powers is integrated, in W x ms, and
 * rounded once a slot; never over a gap of more than POLLED_GAP_MS, and not
 * where a sample has no power.  A slot is booked once, POLLED_WAIT_MS after
 * its end, when the sample behind it is there.
 */
#define POLLED_GAP_MS	120000
#define POLLED_WAIT_MS	150000

/*
 * The samples of one meter around one slot, in the order of time.  The
 * digest begins as 32 noughts; each sample makes it BLAKE2b-256 of the
 * digest before, the instant and the W as 8 bytes each, little endian.
 */
struct polled_sum {
	int64_t			 at, power_w;	/* of the last; NONE */
	struct ledger_slot	 slot;
	unsigned char		 digest[32];	/* of the samples used */
};

void	polled_begin(struct polled_sum *);
void	polled_add(struct polled_sum *, int64_t slot_at, int64_t at,
	    int64_t power_w);

/*
 * Book what is due, about `most' rows a call; within a transaction.  True:
 * more is to do at once.
 */
bool	polled_step(struct db *, int64_t now, int most);
/* The containers' meter measures the miners as well: theirs stand below it. */
void	polled_includes(bool);
/* A transaction failed: what was read is read again. */
void	polled_forget(void);

#endif
