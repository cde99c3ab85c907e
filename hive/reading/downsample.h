/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_DOWNSAMPLE_H
#define HIVE_READING_DOWNSAMPLE_H

#include "hive/reading/rollup.h"

/* Many readings into few: the means of equal spans of time. */
#define THIN_MAX 5000		/* points */

struct thin {
	struct arena	*arena;
	int64_t		 since_at, span_ms;
	struct span {
		int64_t	 n, ms;		/* readings; sum of their instants */
		double	 powers, power_sum_w;
		double	 hashrates, hashrate_sum_ths;
		struct reading	newest;
	}		*spans;
	size_t		 n;
};

void	thin_begin(struct thin *, struct arena *, int64_t since_at,
	    int64_t until_at, int64_t points);
void	thin_add(struct thin *, const struct reading *);
void	thin_add_hour(struct thin *, const struct rollup *);
/* struct reading, newest first, at most limit. */
struct list thin_end(struct thin *, int64_t limit);

#endif
