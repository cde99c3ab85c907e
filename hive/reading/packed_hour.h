/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_PACKED_HOUR_H
#define HIVE_READING_PACKED_HOUR_H

#include "hive/reading/reading.h"

/*
 * One miner's readings of one hour, packed by columns (hive/base/pack.h):
 * `data' holds what is not a list, `boards' the fans and chains, so that a
 * chart need not unpack them.
 */
#define HOUR_MAX	3600	/* readings in an hour; the rest is dropped */

struct hour {
	int64_t		 miner, hour_at, readings;
	struct blob	 data, boards;
};

extern const struct field hour_columns[];

/* The beginning of the hour. */
int64_t	hour_of(int64_t at);
/* Readings in the order of time, without doubles; blobs in the arena. */
void	hour_pack(struct arena *, struct hour *, const struct reading *,
	    size_t n);
/* struct reading in the order of time, in the arena; none if it is broken. */
struct list hour_unpack(struct arena *, const struct hour *, bool boards);

#endif
