/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "hive/day.h"
#include "hive/zone.h"

#define ZONES	"/usr/share/zoneinfo"
#define DAY_MS	((int64_t)86400000)
#define HOUR_MS	((int64_t)3600000)
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
	int64_t low = (day * DAY_MS - 15 * HOUR_MS) / ZONE_SLOT_MS;
	int64_t high = (day * DAY_MS + 13 * HOUR_MS) / ZONE_SLOT_MS;

	while (low + 1 < high) {
		int64_t middle = floor_div(low + high, 2);

		if (floor_div(wall(middle * ZONE_SLOT_MS), DAY_MS) >= day)
			high = middle;
		else
			low = middle;
	}
	return high * ZONE_SLOT_MS;
}

int64_t
zone_day_start(int64_t day)
{
	size_t i = (uint64_t)day % CACHE;

	if (!starts[i].known || starts[i].day != day) {
		starts[i].start_at = find_start(day);
		starts[i].day = day;
		starts[i].known = true;
	}
	return starts[i].start_at;
}

int64_t
zone_day(int64_t at)
{
	int64_t day = floor_div(at, DAY_MS) - 1;

	while (at >= zone_day_start(day + 1))
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

	day_show(text, day * DAY_MS);
	memcpy(to, text, ZONE_DATE_SIZE - 1);
	to[ZONE_DATE_SIZE - 1] = '\0';
}

bool
zone_date_read(const char *text, int64_t *day)
{
	char whole[DAY_TEXT_SIZE], again[ZONE_DATE_SIZE];
	int64_t at;

	if (strlen(text) != ZONE_DATE_SIZE - 1)
		return false;
	snprintf(whole, sizeof whole, "%sT00:00:00Z", text);
	if (!day_read(whole, &at))
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
	char text[ZONE_DATE_SIZE];
	long year, month;
	char *end;

	zone_date_show(text, day);
	year = strtol(text, &end, 10);
	month = strtol(end + 1, NULL, 10);
	return 12 * (int64_t)year + month - 1;
}

/* Near the 28th of the month before, then to the first. */
int64_t
zone_month_day(int64_t month)
{
	int64_t day = floor_div((month - 1970 * 12) * 146097, 4800) - 3;

	while (zone_day_month(day) < month)
		day++;
	return day;
}

int64_t
zone_month(int64_t at)
{
	return zone_day_month(zone_day(at));
}

int64_t
zone_bucket_end(int64_t at, int minutes)
{
	int64_t slot = floor_div(at, ZONE_SLOT_MS) * ZONE_SLOT_MS;
	int64_t end = zone_day_start(zone_day(at) + 1);
	int before = zone_minute(slot);
	int bucket = before / minutes;

	for (slot += ZONE_SLOT_MS; slot < end; slot += ZONE_SLOT_MS) {
		int now = zone_minute(slot);

		if (now / minutes > bucket || (now < before && minutes <= 60))
			return slot;
		before = now;
	}
	return end;
}
