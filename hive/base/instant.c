/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"

#define SECONDS_MAX	253402300799	/* the year 9999 ends */
#define SHOWN_MIN	INT64_C(-62167219200000)	/* year 0 begins */
#define SHOWN_MAX	(SECONDS_MAX * INT64_C(1000) + 999)

/* The year begins in March inside. */
int64_t
day_of_civil(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
	    day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

void
day_civil(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 -
	    of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

static char *
digits(char *to, int value, int n)
{
	for (int i = n; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + n;
}

void
day_show(char to[DAY_TEXT_SIZE], int64_t ms)
{
	int64_t at = ms < SHOWN_MIN ? SHOWN_MIN :
	    ms > SHOWN_MAX ? SHOWN_MAX : ms;
	int64_t day = at / DAY_MS, left = at % DAY_MS;
	int year, month, mday, part[4];
	char *p;

	if (left < 0) {
		left += DAY_MS;
		day--;
	}
	day_civil(day, &year, &month, &mday);
	part[0] = (int)(left / HOUR_MS);
	part[1] = (int)(left / MINUTE_MS % 60);
	part[2] = (int)(left / 1000 % 60);
	part[3] = (int)(left % 1000);
	p = digits(to, year, 4);
	*p++ = '-';
	p = digits(p, month, 2);
	*p++ = '-';
	p = digits(p, mday, 2);
	for (int i = 0; i < 4; i++) {
		*p++ = "T::."[i];
		p = digits(p, part[i], i < 3 ? 2 : 3);
	}
	*p++ = 'Z';
	*p = '\0';
}

/* n digits at *p as a number; -1 if they are not there. */
static int
number(const char **p, int n)
{
	int value = 0;

	for (; n > 0; n--, (*p)++) {
		if (!isdigit((unsigned char)**p))
			return -1;
		value = 10 * value + **p - '0';
	}
	return value;
}

static bool
skip(const char **p, const char *any)
{
	bool fits = **p && strchr(any, **p);

	*p += fits;
	return fits;
}

/* ".123456" as milliseconds; more decimals are cut. */
static int
decimals(const char **p)
{
	int ms = 0, unit = 100;

	for (; isdigit((unsigned char)**p); (*p)++, unit /= 10)
		ms += (**p - '0') * unit;
	return ms;
}

static bool
offset(const char **p, int64_t *ms)
{
	int sign = **p == '-' ? -1 : 1, hours, minutes;

	if (skip(p, "Zz"))
		return true;
	if (!skip(p, "+-") || (hours = number(p, 2)) < 0 || hours > 23)
		return false;
	skip(p, ":");
	if ((minutes = number(p, 2)) < 0 || minutes > 59)
		return false;
	*ms -= (int64_t)MINUTE_MS * sign * (hours * 60 + minutes);
	return true;
}

static bool
rfc3339(const char *p, int64_t *ms)
{
	int year = number(&p, 4), month, day, h, m, s;

	if (year < 0 || !skip(&p, "-") || (month = number(&p, 2)) < 1 ||
	    month > 12 || !skip(&p, "-") || (day = number(&p, 2)) < 1 ||
	    day > 31 || !skip(&p, "Tt "))
		return false;
	if ((h = number(&p, 2)) < 0 || h > 23 || !skip(&p, ":") ||
	    (m = number(&p, 2)) < 0 || m > 59 || !skip(&p, ":") ||
	    (s = number(&p, 2)) < 0 || s > 60)
		return false;
	*ms = ((day_of_civil(year, month, day) * 24 + h) * 60 + m) * MINUTE_MS +
	    s * INT64_C(1000);
	if (skip(&p, "."))
		*ms += decimals(&p);
	return offset(&p, ms) && !*p;
}

static bool
unix_seconds(const char *p, int64_t *ms)
{
	char *end;
	long long s;

	if (!isdigit((unsigned char)*p))
		return false;
	s = strtoll(p, &end, 10);
	if (s > SECONDS_MAX)
		return false;
	*ms = s * 1000;
	p = end;
	if (skip(&p, "."))
		*ms += decimals(&p);
	return !*p;
}

bool
day_read(const char *text, int64_t *ms)
{
	int64_t at;

	if (!rfc3339(text, &at) && !unix_seconds(text, &at))
		return false;
	*ms = at;
	return true;
}

bool
day_read_asked(const char *text, int64_t *ms)
{
	int64_t at;

	if (!day_read(text, &at) || at < DAY_MIN_MS || at > DAY_MAX_MS)
		return false;
	*ms = at;
	return true;
}

bool
day_read_ms(const char *text, int64_t *ms)
{
	char *end;
	long long n = strtoll(text, &end, 10);

	if (!isdigit((unsigned char)*text) || *end || n <= SECONDS_MAX)
		return day_read(text, ms);
	*ms = n;
	return true;
}

static int64_t
clock_ms(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
day_wall_ms(void)
{
	return clock_ms(CLOCK_REALTIME);
}

int64_t
day_mono_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}
