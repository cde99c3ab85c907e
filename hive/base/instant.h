/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_INSTANT_H
#define HIVE_BASE_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Instants are int64 milliseconds since 1970-01-01 UTC wherever they rest;
 * they are RFC 3339 with milliseconds and Z in the API.
 */
#define DAY_TEXT_SIZE 25	/* "2026-11-20T10:15:14.000Z" and NUL */

/* Writes DAY_TEXT_SIZE bytes; before year 0 and after 9999 it is their first
 * or last instant. */
void	day_show(char to[DAY_TEXT_SIZE], int64_t ms);

/* RFC 3339 with any offset and any number of decimals, or unix seconds with
 * or without decimals.  False: neither. */
bool	day_read(const char *text, int64_t *ms);

/* The same, and a whole number too large to be seconds is milliseconds. */
bool	day_read_ms(const char *text, int64_t *ms);

/*
 * The years that a caller may ask about: sums and steps of days begin at the
 * instant that he names, and no text has a year 10000.  A device's clock is not
 * held to them; it is read as it is and judged by its reader.  Both ends have a
 * day more, for there are zones where 1970 begins while it is still 1969 in
 * UTC.
 */
#define DAY_YEAR_MIN	1970
#define DAY_YEAR_MAX	2199
#define DAY_YEARS	"1970 to 2199"		/* for sentences */
#define DAY_MIN_MS	INT64_C(-86400000)
#define DAY_MAX_MS	INT64_C(7258204799999)	/* 2200-01-01 ends */

/* day_read() of an instant in these years. */
bool	day_read_asked(const char *text, int64_t *ms);

/* A civil date (month and day from 1) as days since 1970-01-01, and back. */
int64_t	day_of_civil(int64_t year, int month, int day);
void	day_civil(int64_t days, int *year, int *month, int *day);

/* The clocks.  Only the outermost loop asks them; all else is handed the
 * instant. */
int64_t	day_wall_ms(void);
int64_t	day_mono_ms(void);

#endif
