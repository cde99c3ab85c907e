/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"

/*
 * Days of the site's zone by asking the C library one thing only: which date
 * does the wall show at this instant?  A day begins at the first quarter of an
 * hour that has its date; a search by halves between the earliest and the
 * latest that any zone allows finds it.  That is right for midnights which the
 * clocks skip or repeat, and for dates that were left out, without a single
 * rule of our own.  Beginnings of days are asked again and again, so they are
 * kept in a small table.
 */

#define ZONES	"/usr/share/zoneinfo"
#define CACHE	64		/* days; a month and its neighbours */

static struct {
	bool	known;
	int64_t	day, start_at;
} starts[CACHE];

static struct tm
local(int64_t at)
{
	time_t s = (time_t)(at >= 0 ? at / 1000 : (at - 999) / 1000);
	struct tm t = { 0 };

	localtime_r(&s, &t);
	return t;
}

/* Milliseconds since 1970-01-01 00:00 on the wall. */
static int64_t
wall(int64_t at)
{
	return at + local(at).tm_gmtoff * (int64_t)1000;
}

/* Far beyond each day that somebody may ask for, and where no product of it
 * flows over. */
#define DAYS_MIN	(-INT64_C(800000))	/* in the year -221 */
#define DAYS_MAX	INT64_C(3000000)	/* in the year 10183 */

static int64_t
clamp_day(int64_t day)
{
	return day < DAYS_MIN ? DAYS_MIN :
	    day > DAYS_MAX ? DAYS_MAX : day;
}

static int64_t
floor_div(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

const char *
zone_use(const char *name)
{
	char path[128];

	if (strcmp(name, "UTC")) {
		snprintf(path, sizeof path, ZONES "/%s", name);
		if (*name == '/' || strstr(name, "..") ||
		    access(path, R_OK) != 0)
			return "there is no such time zone in " ZONES;
	}
	setenv("TZ", strcmp(name, "UTC") ? name : "UTC0", 1);
	tzset();
	memset(starts, 0, sizeof starts);
	return NULL;
}

/* ---- Days --------------------------------------------------------------- */

/* The first slot that has this date or a later one.  Clocks are at most 14
 * hours before and 12 behind UTC. */
static int64_t
find_start(int64_t day)
{
	int64_t low = (day * DAY_MS - 15 * HOUR_MS) / SLOT_MS;
	int64_t high = (day * DAY_MS + 13 * HOUR_MS) / SLOT_MS;

	while (low + 1 < high) {
		int64_t middle = floor_div(low + high, 2);

		if (floor_div(wall(middle * SLOT_MS), DAY_MS) >= day)
			high = middle;
		else
			low = middle;
	}
	return high * SLOT_MS;
}

int64_t
zone_day_start(int64_t asked)
{
	int64_t day = clamp_day(asked);
	size_t i = (uint64_t)day % CACHE;

	if (!starts[i].known || starts[i].day != day) {
		starts[i].start_at = find_start(day);
		starts[i].day = day;
		starts[i].known = true;
	}
	return starts[i].start_at;
}

/* The date on the wall is the one in UTC, or the one before or after it;
 * a day that was left out is passed over. */
int64_t
zone_day(int64_t at)
{
	int64_t day = clamp_day(floor_div(at, DAY_MS) - 1);

	for (int i = 0; i < 3 && at >= zone_day_start(day + 1); i++)
		day++;
	return day;
}

/* Monday is 0; 1970-01-01 was a Thursday. */
int
zone_weekday(int64_t day)
{
	return (int)(day + 3 - 7 * floor_div(day + 3, 7));
}

int
zone_minute(int64_t at)
{
	struct tm t = local(at);

	return 60 * t.tm_hour + t.tm_min;
}

/* ---- Dates as text ------------------------------------------------------ */

void
zone_date_show(char to[ZONE_DATE_SIZE], int64_t day)
{
	char text[DAY_TEXT_SIZE];

	day_show(text, clamp_day(day) * DAY_MS);
	memcpy(to, text, ZONE_DATE_SIZE - 1);
	to[ZONE_DATE_SIZE - 1] = '\0';
}

bool
zone_date_read(const char *text, int64_t *day)
{
	char whole[DAY_TEXT_SIZE], again[ZONE_DATE_SIZE];
	int64_t at;
	int year, month, mday;

	if (strlen(text) != ZONE_DATE_SIZE - 1)
		return false;
	snprintf(whole, sizeof whole, "%sT00:00:00Z", text);
	if (!day_read(whole, &at))
		return false;
	day_civil(floor_div(at, DAY_MS), &year, &month, &mday);
	if (year < DAY_YEAR_MIN || year > DAY_YEAR_MAX)
		return false;
	zone_date_show(again, floor_div(at, DAY_MS));
	if (strcmp(again, text))	/* 31 February */
		return false;
	*day = floor_div(at, DAY_MS);
	return true;
}

void
zone_month_show(char to[ZONE_DATE_SIZE], int64_t month)
{
	zone_date_show(to, zone_month_day(month));
	to[7] = '\0';
}

bool
zone_month_read(const char *text, int64_t *month)
{
	char whole[ZONE_DATE_SIZE];
	int64_t day;

	if (strlen(text) != 7)
		return false;
	snprintf(whole, sizeof whole, "%s-01", text);
	if (!zone_date_read(whole, &day))
		return false;
	*month = zone_day_month(day);
	return true;
}

/* ---- Months and hours --------------------------------------------------- */

int64_t
zone_day_month(int64_t day)
{
	int year, month, mday;

	day_civil(clamp_day(day), &year, &month, &mday);
	return 12 * (int64_t)year + month - 1;
}

int64_t
zone_month_day(int64_t month)
{
	int64_t min = zone_day_month(DAYS_MIN);
	int64_t max = zone_day_month(DAYS_MAX);
	int64_t m = month < min ? min : month > max ? max : month;
	int64_t year = floor_div(m, 12);

	return day_of_civil(year, (int)(m - 12 * year) + 1, 1);
}

int64_t
zone_month(int64_t at)
{
	return zone_day_month(zone_day(at));
}

int64_t
zone_bucket_end(int64_t at, int minutes)
{
	int64_t slot = floor_div(at, SLOT_MS) * SLOT_MS;
	int64_t end = zone_day_start(zone_day(at) + 1);
	int before = zone_minute(slot);
	int bucket = before / minutes;

	for (slot += SLOT_MS; slot < end; slot += SLOT_MS) {
		int now = zone_minute(slot);

		if (now / minutes > bucket || (now < before && minutes <= 60))
			return slot;
		before = now;
	}
	return end;
}
