/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ENERGY_SAME_H
#define TESTS_LIB_ENERGY_SAME_H

#include "tests/lib/energy_door.h"
#include "tests/lib/energy_help.h"

/* The same days by every way to ask for them. */
struct energy_total {
	int64_t		 uwh, kwh, cost, unpriced_uwh;
	bool		 counted;
	struct list	 rows;
};

#define ENERGY_SUMS							\
	FIELD_AS("total_wh", struct energy_total, uwh, .scale = 6),	\
	FIELD_AS("total_kwh", struct energy_total, kwh, .scale = 9),	\
	FIELD_AS("total_cost", struct energy_total, cost, .scale = 6),	\
	FIELD_AS("cost", struct energy_total, cost, .scale = 6),	\
	FIELD_AS("unpriced_wh", struct energy_total, unpriced_uwh,	\
	    .scale = 6),						\
	FIELD(struct energy_total, counted)

#define ENERGY_ROWS(list)						\
	ENERGY_SUMS, LIST_AS(list, struct energy_total, rows,		\
	    energy_row_sums, struct energy_total), FIELDS_END

static const struct field energy_row_sums[] = { ENERGY_SUMS, FIELDS_END };
static const struct field energy_devices[] = { ENERGY_ROWS("devices") };
static const struct field energy_calendar[] = { ENERGY_ROWS("calendar") };
static const struct field energy_timeline[] = { ENERGY_ROWS("timeline") };

static inline struct energy_total
energy_read(const struct field *fields)
{
	struct energy_total s;

	CHECK_TEXT(json_read(door.arena, door.r.out.buf.text,
	    door.r.out.buf.len, fields, &s), NULL);
	return s;
}

static inline void
energy_plus(struct energy_total *to, const struct energy_total *s)
{
	to->uwh += s->uwh == NONE ? 0 : s->uwh;
	to->kwh += s->kwh == NONE ? 0 : s->kwh;
	to->cost += s->cost == NONE ? 0 : s->cost;
	to->unpriced_uwh += s->unpriced_uwh;
}

static inline struct energy_total
energy_rows_sum(const struct energy_total *s, bool counted)
{
	const struct energy_total *row = s->rows.v;
	struct energy_total all = { 0 };

	for (size_t i = 0; i < s->rows.n; i++)
		if (!counted || row[i].counted)
			energy_plus(&all, &row[i]);
	return all;
}

static inline bool
energy_equal(const struct energy_total *a, const struct energy_total *b)
{
	int64_t cost = a->cost == NONE ? 0 : a->cost;
	int64_t other = b->cost == NONE ? 0 : b->cost;
	bool ok = a->uwh == b->uwh && cost == other &&
	    a->kwh == b->kwh && a->unpriced_uwh == b->unpriced_uwh;

	if (!ok)
		printf("# %lld %lld %lld, %lld %lld %lld\n",
		    (long long)a->uwh, (long long)a->cost,
		    (long long)a->unpriced_uwh, (long long)b->uwh,
		    (long long)b->cost, (long long)b->unpriced_uwh);
	return ok;
}

static inline const char *
energy_with(const char *place, const char *query)
{
	return place ? arena_printf(door.arena, "%s&classroom=%s", query,
	    place) : query;
}

/* A day's summary, as its breakdown says it too. */
static inline struct energy_total
energy_day_sum(const char *place, int64_t day)
{
	struct energy_total sum, devices, broken;
	char date[ZONE_DATE_SIZE];
	const char *query;

	zone_date_show(date, day);
	query = energy_with(place, arena_printf(door.arena, "date=%s",
	    date));
	CHECK_INT(door_get("/summary", query), 200);
	sum = energy_read(energy_devices);
	devices = energy_rows_sum(&sum, true);
	CHECK(energy_equal(&devices, &sum));
	CHECK_INT(door_get("/device-breakdown", query), 200);
	sum = energy_read(energy_devices);
	broken = energy_rows_sum(&sum, true);
	CHECK_INT(broken.uwh, devices.uwh);
	CHECK_INT(broken.cost, devices.cost);
	return devices;
}

/* A cell of a line of CSV without quoted cells. */
static inline const char *
energy_cell(const char *s, int n, char to[64])
{
	size_t len;

	while (n-- > 0)
		s += strcspn(s, ",\r") + 1;
	len = strcspn(s, ",\r");
	snprintf(to, 64, "%.*s", (int)len, s);
	return to;
}

static inline struct energy_total
energy_csv_sum(void)
{
	struct energy_total all = { 0 };
	char text[64];
	const char *p = strstr(door.r.out.buf.text, "\r\n") + 2;
	int error = 0;

	CHECK(!strncmp(door.r.out.buf.text, "date,starts_at,ends_at,esp32_name,"
	    "device_id,name,location,wh,kwh,cost,", 66));
	for (; *p; p = strstr(p, "\r\n") + 2) {
		int64_t n = 0;

		/* How it was measured, and how sure that is. */
		energy_cell(p, 12, text);
		if (!strcmp(text, "measured") || !strcmp(text, "manual"))
			error += strcmp(energy_cell(p, 13, text), "high") != 0;
		else if (!strcmp(text, "estimated"))
			error += strcmp(energy_cell(p, 13, text), "low") != 0;
		error += !json_fixed(energy_cell(p, 7, text), 6, &n);
		all.uwh += n;
		error += !json_fixed(energy_cell(p, 8, text), 9, &n);
		all.kwh += n;
		if (*energy_cell(p, 9, text) && json_fixed(text, 6, &n))
			all.cost += n;
	}
	CHECK_INT(error, 0);
	return all;
}

static inline void
energy_same_month(const char *place, int64_t month,
    const struct energy_total *days)
{
	struct energy_total total, rows;
	char text[ZONE_DATE_SIZE];

	zone_month_show(text, month);
	CHECK_INT(door_get("/calendar", energy_with(place, arena_printf(
	    door.arena, "year=%.4s&month=%d", text,
	    (int)(month % 12 + 1)))), 200);
	total = energy_read(energy_calendar);
	rows = energy_rows_sum(&total, false);
	CHECK(energy_equal(&rows, days) && energy_equal(&total, days));
	CHECK_INT(total.rows.n, zone_month_day(month + 1) -
	    zone_month_day(month));
	CHECK_INT(door_get("/monthly", energy_with(place, arena_printf(
	    door.arena, "month=%s", text))), 200);
	total = energy_read(energy_devices);
	rows = energy_rows_sum(&total, true);
	CHECK(energy_equal(&rows, days) && energy_equal(&total, days));
}

/*
 * That n days, which lie in one month that has no others, come to the same
 * energy and cost at a place (NULL: all) by summary, breakdown, calendar,
 * month, timeline in four lengths of buckets, and CSV.
 */
static inline struct energy_total
energy_same(const char *place, int64_t first, int n)
{
	static const char *const buckets[] = { "15", "60", "240", "1440" };
	char start[ZONE_DATE_SIZE], end[ZONE_DATE_SIZE];
	struct energy_total days = { 0 }, s, total = { 0 };
	const char *span;

	for (int i = 0; i < n; i++) {
		s = energy_day_sum(place, first + i);
		energy_plus(&days, &s);
	}
	CHECK(days.uwh != 0 && days.cost != 0);
	energy_same_month(place, zone_day_month(first), &days);
	zone_date_show(start, first);
	zone_date_show(end, first + n - 1);
	span = energy_with(place, arena_printf(door.arena, "start=%s&end=%s",
	    start, end));
	for (int i = 0; i < 4; i++) {
		CHECK_INT(door_get("/timeline", arena_printf(door.arena,
		    "%s&bucket=%s", span, buckets[i])), 200);
		total = energy_read(energy_timeline);
		s = energy_rows_sum(&total, false);
		CHECK(energy_equal(&s, &days));
	}
	CHECK_INT(total.rows.n, n);
	CHECK_INT(door_get("/export-csv", span), 200);
	s = energy_csv_sum();
	s.unpriced_uwh = days.unpriced_uwh;
	CHECK(energy_equal(&s, &days));
	return days;
}

#endif
