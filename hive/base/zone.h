/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_ZONE_H
#define HIVE_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Days, months and hours of the site's time zone.  A day is a number: the
 * local date as days since 1970-01-01; a month is 12 * year + month - 1.
 *
 * The rules come from the C library, which knows one zone at a time for the
 * whole process; so does this.  zone_use() is called once at the start,
 * before there is a second thread.  Until then the zone is UTC.
 *
 * Days begin and end at slots of 15 minutes, as all clocks of the world have
 * done since 1972; each instant belongs to exactly one day.  A day has 23,
 * 24 or 25 hours (23.5 and 24.5 on Lord Howe), or none where a date was left
 * out.
 */
#define ZONE_DATE_SIZE	11	/* "2026-11-20" and NUL; a month is shorter */

/* NULL, or why there is no such zone. */
const char *zone_use(const char *name);

/* The day and the month of an instant. */
int64_t	zone_day(int64_t at);
int64_t	zone_month(int64_t at);
/* The instant when a day begins, which is when the one before it ends. */
int64_t	zone_day_start(int64_t day);
/* A month's first day, and the month of a day. */
int64_t	zone_month_day(int64_t month);
int64_t	zone_day_month(int64_t day);
/* 0 is Monday. */
int	zone_weekday(int64_t day);
/* What the clock on the wall shows: minutes since midnight, 0 to 1439. */
int	zone_minute(int64_t at);

/*
 * When the bucket ends that the instant lies in: buckets of so many minutes
 * (a multiple of 15, up to 1440), counted from midnight by the clock on the
 * wall, so 60 are the hours as people name them.  An hour that comes twice
 * is two buckets; longer buckets take both.  No bucket passes midnight.
 */
int64_t	zone_bucket_end(int64_t at, int minutes);

/* "2026-11-20" and "2026-11"; reading takes nothing else, and only the years
 * that people may ask about (hive/base/instant.h). */
void	zone_date_show(char to[ZONE_DATE_SIZE], int64_t day);
bool	zone_date_read(const char *text, int64_t *day);
void	zone_month_show(char to[ZONE_DATE_SIZE], int64_t month);
bool	zone_month_read(const char *text, int64_t *month);

#endif
