/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_FANS_AND_BOARDS_H
#define HIVE_READING_FANS_AND_BOARDS_H

#include "hive/base/pack.h"
#include "hive/reading/reading.h"

/*
 * The fans and chains of readings: of one reading in its row, and of an
 * hour's readings by columns.
 *
 * The blob of a row is 50 to 100 bytes and not compressed: how many fans,
 * then id, rpm and status of each; how many chains, then id, state, hashrate
 * in GH/s, power, chip and board temperature of each.  A word is its number
 * in a list of the usual ones, or -1 and a text.  What is more than
 * READING_FANS and READING_CHAINS is left out.
 */
struct blob boards_pack(struct arena *, const struct reading *);
/* The lists are in the arena; empty if the blob is broken. */
void	boards_unpack(struct arena *, struct blob, struct list *fans,
	    struct list *chains);

/* Of n readings; first the lengths of the lists, then fan by fan and chain
 * by chain the records of all readings. */
void	boards_pack_columns(struct pack *, const struct reading *, size_t n);
void	boards_unpack_columns(struct unpack *, struct arena *,
	    struct reading *, size_t n);

#endif
