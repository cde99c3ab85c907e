/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_POLLED_H
#define HIVE_LEDGER_POLLED_H

#include "hive/db/db.h"
#include "hive/ledger/classify.h"
#include "hive/plant/plant.h"

/*
 * Meters that are polled: each miner, and the plant's.  Their evidence is
 * what was stored when they were asked, so they have entries only, one a
 * slot, with the digest of the samples that it rests on.
 *
 * Between two samples the mean of their powers is integrated, in W x ms, and
 * rounded once a slot; never over a gap of more than POLLED_GAP_MS, and not
 * where a sample has no power.  A slot is booked once, POLLED_WAIT_MS after
 * its end, when the sample behind it is there.
 */
#define POLLED_GAP_MS	120000
#define POLLED_WAIT_MS	SLOT_WAIT_MS

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
 * The plant is several meters: generation and containers are the sums that
 * its readings are judged by, and each source that it names stands below the
 * one that it is part of, as channel generation/NAME or containers/NAME.
 * The instants are the plant's own, which the gate has judged; a value that
 * is only repeated has its instant again.
 */
#define POLLED_SUMS		2
#define POLLED_CHANNELS		(POLLED_SUMS + PLANT_SOURCES)
#define POLLED_BEFORE_MS	((int64_t)2 * POLLED_GAP_MS)

struct polled_plant {
	struct polled_channel {
		const char		*channel;
		bool			 generates;
		struct polled_sum	 sum;
	}		v[POLLED_CHANNELS];	/* the sums first */
	size_t		n;
};

/* All of one slot; names are in the arena. */
void	polled_plant(struct db *, struct arena *, int64_t slot_at,
	    struct polled_plant *);

/* The slot that is being read; all zero: none.  It is the caller's to keep
 * from step to step; lost at a restart, and read again. */
struct polled {
	struct arena	 arena;
	struct arena	 scratch;	/* of one meter */
	struct db	*db;
	int64_t		 slot_at;	/* NONE or 0: none */
	int64_t		 at, miner;	/* read up to this row */
	int64_t		 containers;	/* the meter of their sum, or NONE */
	struct polled_source *v;	/* by miner */
	size_t		 n, done;	/* booked so far */
	bool		 packed, read;
	bool		 includes;	/* the caller's: the containers' meter
					 * measures the miners as well, so
					 * that theirs stand below it */
};

/*
 * Book what is due, about `max' rows a call; within a transaction.  True:
 * more is to do at once.
 */
bool	polled_step(struct polled *, struct db *, int64_t now, int max);
/* A transaction failed: what was read is read again. */
void	polled_forget(struct polled *);
void	polled_free(struct polled *);

#endif
