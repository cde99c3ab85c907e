/* SPDX-License-Identifier: ISC */
#ifndef HIVE_REPORT_H
#define HIVE_REPORT_H

#include "hive/db.h"

/*
 * A span of time in a few numbers, out of what was written down in it.
 */

/*
 * By how many watts the container meter moved for each watt that the miners
 * moved, since then; NaN: too few decisions, or the miners did not move.
 */
double	report_meter_slope(struct db *, int64_t since_at);

#endif
