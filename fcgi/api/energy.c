/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "fcgi/api/api.h"
#include "fcgi/api/energy.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/request/energy.h"

/* ---- What is asked for -------------------------------------------------- */

const char *
energy_place(struct request *r)
{
	const char *location = request_text(r, "location");

	return price_place(location ? location :
	    request_text(r, "classroom"));
}

enum meter_source
energy_level(struct request *r, const char *location)
{
	const char *asked = request_text(r, "source");
	enum meter_source source = words_value(meter_source_words, asked);

	if (!asked)
		return energy_source(r->db, location);
	if (!source)
		request_note(r, "source must be message, miner or plant",
		    NULL);
	return source;
}

/* A date, or the day of an instant; today if not said. */
static int64_t
asked_day(struct request *r)
{
	const char *s = request_text(r, "date");
	int64_t at = r->now;

	if (s && !energy_start(s, &at))
		request_note(r, "date must be like 2026-11-20, of the years "
		    DAY_YEARS, NULL);
	return zone_day(at);
}

/* ?year=&month=, or ?month=2026-11; this month if not said. */
static int64_t
asked_month(struct request *r)
{
	const char *s = request_text(r, "month");
	int64_t now = zone_month(r->now), month;

	if (s && zone_month_read(s, &month))
		return month;
	if (s && strchr(s, '-'))
		request_note(r, "month must be 1 to 12 beside a year, or like "
		    "2026-11, of the years " DAY_YEARS, NULL);
	return 12 * request_int(r, "year", now / 12, DAY_YEAR_MIN,
	    DAY_YEAR_MAX) +
	    request_int(r, "month", now % 12 + 1, 1, 12) - 1;
}

static struct energy_ask
ask_of(struct request *r, int64_t from_day, int64_t until_day, bool days)
{
	const char *location = energy_place(r);

	return (struct energy_ask){ .source = energy_level(r, location),
	    .location = location, .from_day = from_day,
	    .until_day = until_day, .now = r->now, .with_days = days };
}

/* ---- Sums --------------------------------------------------------------- */

/* Only the meter that is asked for, with what each price made of it. */
static void
single_out(struct request *r, struct energy_item *item, int64_t day)
{
	const char *name = request_text(r, "meter");
	int64_t meter = name ? price_meter(r->db, r->arena, name) : NONE;
	struct energy_item *d = item->devices.v;
	size_t n = 0;

	if (!name)
		return;
	for (size_t i = 0; i < item->devices.n; i++)
		if (d[i].meter == meter) {
			energy_prices(r->db, r->arena, &d[i], day);
			d[n++] = d[i];
		}
	item->devices.n = n;
}

static int
show_day(struct request *r, const struct field *fields)
{
	int64_t day = asked_day(r);
	struct energy_ask ask = ask_of(r, day, day + 1, false);
	struct energy_item item;
	char date[ZONE_DATE_SIZE];

	if (r->error)
		return 400;
	energy_sum(r->db, r->arena, &ask, &item);
	zone_date_show(date, day);
	item.date = date;
	item.starts_at = zone_day_start(day);
	item.ends_at = zone_day_start(day + 1);
	item.currency = r->site->currency;
	item.state = energy_state(r->db, day, day + 1, r->now);
	single_out(r, &item, day);
	return request_record(r, fields, &item);
}

int
get_energy_summary(struct request *r)
{
	return show_day(r, energy_summary_fields);
}

int
get_energy_breakdown(struct request *r)
{
	return show_day(r, energy_breakdown_fields);
}

static int
show_month(struct request *r, const struct field *fields)
{
	int64_t month = asked_month(r);
	int64_t from = zone_month_day(month);
	int64_t until = zone_month_day(month + 1);
	struct energy_ask ask = ask_of(r, from, until, true);
	struct energy_item item;
	char text[ZONE_DATE_SIZE];

	if (r->error)
		return 400;
	energy_sum(r->db, r->arena, &ask, &item);
	zone_month_show(text, month);
	item.month_string = text;
	item.year = month / 12;
	item.month = month % 12 + 1;
	item.currency = r->site->currency;
	item.state = energy_state(r->db, from, until, r->now);
	return request_record(r, fields, &item);
}

int
get_energy_monthly(struct request *r)
{
	return show_month(r, energy_monthly_fields);
}

int
get_energy_calendar(struct request *r)
{
	return show_month(r, energy_calendar_fields);
}
