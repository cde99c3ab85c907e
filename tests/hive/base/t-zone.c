/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <time.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "tests/lib/tap.h"

static int64_t
at(const char *text)
{
	int64_t ms = 0;

	CHECK(day_read(text, &ms));
	return ms;
}

static int64_t
date(const char *text)
{
	int64_t day = 0;

	CHECK(zone_date_read(text, &day));
	return day;
}

static int
buckets(int64_t day, int minutes)
{
	int n = 0;

	for (int64_t t = zone_day_start(day); t < zone_day_start(day + 1); n++)
		t = zone_bucket_end(t, minutes);
	return n;
}

/* A day: when it begins in UTC, its length, and its hours. */
static void
check_days(void)
{
	static const struct {
		const char *zone, *date, *begins;
		int minutes, hours;
	} cases[] = {
		{ "UTC", "2026-02-28", "2026-02-28T00:00:00Z", 1440, 24 },
		{ "Asia/Kolkata", "2025-11-06", "2025-11-05T18:30:00Z", 1440,
		    24 },
		/* Clocks at midnight: the day began at one o'clock. */
		{ "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z",
		    1380, 23 },
		{ "America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00:00Z",
		    1500, 25 },
		{ "America/Sao_Paulo", "2026-11-20", "2026-11-20T03:00:00Z",
		    1440, 24 },
		{ "Europe/Lisbon", "2026-03-29", "2026-03-29T00:00:00Z", 1380,
		    23 },
		{ "Europe/Lisbon", "2026-10-25", "2026-10-24T23:00:00Z", 1500,
		    25 },
		{ "Australia/Lord_Howe", "2026-10-04",
		    "2026-10-03T13:30:00Z", 1410, 24 },
		{ "Australia/Lord_Howe", "2026-04-05",
		    "2026-04-04T13:00:00Z", 1470, 25 },
		/* A date that never was. */
		{ "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0, 0 },
		{ "Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z",
		    1440, 24 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t day = date(cases[i].date);

		CHECK(zone_use(cases[i].zone) == NULL);
		CHECK_INT(zone_day_start(day), at(cases[i].begins));
		CHECK_INT(zone_day_start(day + 1) - zone_day_start(day),
		    (int64_t)cases[i].minutes * 60000);
		CHECK_INT(buckets(day, 60), cases[i].hours);
		CHECK_INT(buckets(day, 15), cases[i].minutes / 15);
		CHECK_INT(buckets(day, 1440), cases[i].hours ? 1 : 0);
	}
}

/* Every instant has one day, and days meet. */
static void
check_partition(const char *zone, const char *from)
{
	int64_t first = date(from), days = 0, error = 0, minutes = 0;

	CHECK(zone_use(zone) == NULL);
	for (int64_t d = first; d < first + 400; d++) {
		int64_t a = zone_day_start(d), b = zone_day_start(d + 1);

		error += a % SLOT_MS != 0 || b < a;
		minutes += (b - a) / 60000;
		for (int64_t t = a; t < b; t += HOUR_MS / 4) {
			error += zone_day(t) != d;
			error += zone_day(t + SLOT_MS - 1) != d;
			error += zone_month(t) != zone_day_month(d);
		}
		days++;
	}
	CHECK_INT(error, 0);
	CHECK_INT(days, 400);
	CHECK_INT(minutes, (zone_day_start(first + 400) -
	    zone_day_start(first)) / 60000);
}

/* The hour that comes twice is told apart, a longer bucket holds both. */
static void
check_buckets(void)
{
	int64_t day = date("2026-10-25"), one;

	CHECK(zone_use("Europe/Lisbon") == NULL);
	one = at("2026-10-25T00:00:00Z");	/* 01:00 for the first time */
	CHECK_INT(zone_minute(one), 60);
	CHECK_INT(zone_minute(one + HOUR_MS), 60);
	CHECK_INT(zone_bucket_end(one, 60), one + HOUR_MS);
	CHECK_INT(zone_bucket_end(one + 100, 60), one + HOUR_MS);
	CHECK_INT(zone_bucket_end(one + HOUR_MS, 60), one + 2 * HOUR_MS);
	CHECK_INT(buckets(day, 240), 6);
	CHECK_INT(zone_bucket_end(zone_day_start(day), 240),
	    zone_day_start(day) + 5 * HOUR_MS);
	CHECK_INT(zone_minute(at("2026-10-25T23:59:59.999Z")), 1439);
}

static void
check_dates(void)
{
	static const char *const bad[] = { "2026-02-29", "2026-13-01", "",
	    "2026-1-01", "2026-01-01T", "20260101", "2026-01-32", "x" };
	char text[ZONE_DATE_SIZE];
	int64_t n = 0, error = 0;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!zone_date_read(bad[i], &n));
	CHECK(!zone_month_read("2026-13", &n) && !zone_month_read("26-1", &n));
	CHECK(zone_month_read("2024-02", &n));
	CHECK_INT(n, 2024 * 12 + 1);
	zone_month_show(text, n);
	CHECK_TEXT(text, "2024-02");
	CHECK_INT(zone_month_day(n + 1) - zone_month_day(n), 29);
	for (int64_t m = 1971 * 12; m < 2150 * 12; m++)
		error += zone_day_month(zone_month_day(m)) != m ||
		    zone_day_month(zone_month_day(m) - 1) != m - 1;
	CHECK_INT(error, 0);
	zone_date_show(text, date("2026-11-20"));
	CHECK_TEXT(text, "2026-11-20");
	CHECK_INT(zone_weekday(date("2026-11-20")), 4);	/* a Friday */
	CHECK_INT(zone_weekday(-3), 0);	/* 1969-12-29 */
}

/* Years that nobody asks about are refused; and days and months far beyond
 * every year have an answer that comes, whatever it is worth. */
static void
check_far(void)
{
	static const char *const bad[] = { "0000-01-01", "0001-01-01",
	    "1969-12-31", "2200-01-01", "9999-12-31", "10000-01-01" };
	static const int64_t far[] = { INT64_MIN / 2, -800001, -800000,
	    -719529, 84006, 2932896, 2932897, 3000000, INT64_MAX / 2 };
	char text[ZONE_DATE_SIZE], month[ZONE_DATE_SIZE];
	int64_t n = 0;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK(!zone_date_read(bad[i], &n));
		snprintf(month, sizeof month, "%.*s",
		    (int)strlen(bad[i]) - 3, bad[i]);
		CHECK(!zone_month_read(month, &n));
	}
	CHECK_INT(date("1970-01-01"), 0);
	CHECK_INT(date("2199-12-31"), 84005);
	CHECK(zone_month_read("2199-12", &n) && n == 12 * 2199 + 11);
	CHECK_INT(zone_month_day(n + 1), 84006);
	for (int64_t m = 12 * 9998; m < 12 * 10002; m++)
		CHECK(zone_day_month(zone_month_day(m)) == m &&
		    zone_month_day(m + 1) - zone_month_day(m) >= 28 &&
		    zone_month_day(m + 1) - zone_month_day(m) <= 31);
	for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
		CHECK(zone_day_start(far[i] + 1) >= zone_day_start(far[i]));
		CHECK(zone_day(zone_day_start(far[i])) >= -800001);
		CHECK(zone_month_day(zone_day_month(far[i])) <= 3000000);
		zone_date_show(text, far[i]);
		CHECK(strlen(text) == 10 && text[4] == '-');
	}
	zone_day(INT64_MAX);
	zone_day(INT64_MIN);
	zone_month_show(text, INT64_MAX / 16);
	CHECK_TEXT(text, "9999-12");
}

/* Our arithmetic of days beside the C library's. */
static void
check_civil(void)
{
	int64_t first = date("1970-01-01"), last = date("2199-12-31");
	int error = 0;

	CHECK(zone_use("UTC") == NULL);
	for (int64_t day = first; day <= last; day++) {
		time_t s = (time_t)(day * (DAY_MS / 1000));
		struct tm want, again = { 0 };
		int year, month, mday;

		gmtime_r(&s, &want);
		day_civil(day, &year, &month, &mday);
		error += year != want.tm_year + 1900 ||
		    month != want.tm_mon + 1 || mday != want.tm_mday;
		again.tm_year = year - 1900;
		again.tm_mon = month - 1;
		again.tm_mday = mday;
		error += day_of_civil(year, month, mday) != day ||
		    timegm(&again) != s;
	}
	CHECK_INT(last - first, 84005);
	CHECK_INT(error, 0);
}

int
main(void)
{
	CHECK(zone_use("Mars/Olympus_Mons") != NULL);
	CHECK(zone_use("../../../etc/passwd") != NULL);
	CHECK(zone_use("/etc/passwd") != NULL);
	check_dates();
	check_civil();
	check_far();
	check_days();
	check_buckets();
	check_partition("Asia/Kolkata", "2025-06-01");
	check_partition("America/Sao_Paulo", "2018-06-01");
	check_partition("Europe/Lisbon", "2026-01-01");
	check_partition("Australia/Lord_Howe", "2026-01-01");
	check_partition("America/St_Johns", "2006-01-01");
	check_partition("Pacific/Apia", "2011-06-01");
	return tap_done();
}
