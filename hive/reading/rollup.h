/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_ROLLUP_H
#define HIVE_READING_ROLLUP_H

#include "hive/reading/packed_hour.h"

/* One hour of one miner in one row, for charts of weeks and years. */
struct rollup {
	int64_t	hour_at, miner, readings;
	int64_t	power_least_w, power_mean_w, power_most_w;
	double	hashrate_mean_ths;
	int64_t	chip_max_c;
	int64_t	mining_s;	/* each reading in that state stands until the
				 * next, but not for more than a minute or two
				 * of the hour's shortest pauses */
};

extern const struct field rollup_fields[];

/* Of n readings of one miner and hour in the order of time. */
void	rollup_make(struct rollup *, const struct reading *, size_t n);
/* In place of what was kept for that hour. */
void	rollup_keep(struct db *, const struct rollup *);

#endif
