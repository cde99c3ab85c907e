/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ALERT_WATCH_H
#define HIVE_ALERT_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hive/base/duration.h"

/*
 * When a condition becomes an alert, and when the alert ends.  No database,
 * no clock: what is seen and when go in, what is to be done comes out.
 * Times are monotonic milliseconds.
 */
enum alert_sight { ALERT_ABSENT, ALERT_PRESENT, ALERT_UNKNOWN };
enum alert_turn { ALERT_STAYS, ALERT_BEGINS, ALERT_ENDS };

/* One condition of one thing; all zero: nothing was ever seen. */
struct alert_watch {
	int64_t	 since_ms;	/* the other sight is there since then */
	int64_t	 raised_ms;	/* when it became an alert */
	bool	 raised;	/* it is an alert */
	bool	 turning;	/* since_ms counts */
};

/*
 * Seen just now.  The condition must be there for hold_ms on end before it
 * is an alert, and away for clear_ms on end before it is none.  Unknown
 * neither begins, ends nor interrupts anything.
 */
enum alert_turn alert_watch(struct alert_watch *, enum alert_sight,
    int64_t hold_ms, int64_t clear_ms, int64_t now_ms);

/* An alert that was there before this process. */
void	alert_watch_resume(struct alert_watch *);

/*
 * More than ALERT_FLOOD alerts of one rule within a minute are a flood, and
 * a flood is one alert.
 */
#define ALERT_FLOOD	10
#define ALERT_FLOOD_MS	MINUTE_MS

struct alert_flood {
	int64_t	 at_ms[ALERT_FLOOD + 1];	/* the last ones */
	size_t	 next, n;
};

/* So many begin now, n > 0; true: they belong to a flood. */
bool	alert_flood(struct alert_flood *, size_t n, int64_t now_ms);

#endif
