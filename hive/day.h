/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DAY_H
#define HIVE_DAY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Instants are int64 milliseconds since 1970-01-01 UTC wherever they rest;
 * they are RFC 3339 with milliseconds and Z in the API.
 */
#define DAY_TEXT_SIZE 25	/* "2026-11-20T10:15:14.000Z" and NUL */

/* Writes DAY_TEXT_SIZE bytes; years 0..9999. */
void	day_show(char to[DAY_TEXT_SIZE], int64_t ms);

/* RFC 3339 with any offset and any number of decimals, or unix seconds with
 * or without decimals.  False: neither. */
bool	day_read(const char *text, int64_t *ms);

/* The same, and a whole number too large to be seconds is milliseconds. */
bool	day_read_ms(const char *text, int64_t *ms);

/* The clocks, asked at the outermost loop only; everybody else is told. */
int64_t	day_wall_ms(void);
int64_t	day_mono_ms(void);

#endif
