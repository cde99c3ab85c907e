/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/zone.h"
#include "hive/request/energy.h"

const struct field recalculate_request_fields[] = {
	FIELD(struct recalculate_request, classroom, .min = 1, .max = 120,
	    .doc = "the same as location"),
	FIELD(struct recalculate_request, location, .min = 1, .max = 120,
	    .doc = "meters of this place; none or all: everywhere"),
	FIELD(struct recalculate_request, meter, .min = 1, .max = 120,
	    .doc = "this meter only"),
	FIELD(struct recalculate_request, start, .min = 1, .max = 40,
	    .needed = true, .doc = "first day, a date or an instant"),
	FIELD(struct recalculate_request, end, .min = 1, .max = 40,
	    .needed = true, .doc = "last day, included"),
	FIELD(struct recalculate_request, reason, .max = 500, .doc = "why"),
	FIELDS_END
};

const struct field period_request_fields[] = {
	FIELD(struct period_request, period, .min = 1, .max = 10,
	    .needed = true, .doc = "a month that is over, like 2026-10"),
	FIELDS_END
};

static bool
instant(const char *text, int64_t *at)
{
	if (!price_instant(text, at) || *at < 0)
		return false;
	*at -= *at % SLOT_MS;
	return true;
}

bool
energy_start(const char *text, int64_t *at)
{
	return instant(text, at);
}

bool
energy_end(const char *text, int64_t *at)
{
	int64_t day;

	if (!zone_date_read(text, &day))
		return instant(text, at);
	*at = zone_day_start(day + 1);
	return true;
}

bool
energy_is_place(struct db *db, const char *location)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM"
	    " meter_place WHERE location = :location)");

	db_text(db, &q, ":location", location);
	return db_number(db, &q, 0) != 0;
}

static const char *
error_place(struct db *db, struct arena *a, const struct recalculate_request *w,
    struct rating_run *run, const char **pointer)
{
	*pointer = "/location";
	if (w->location && w->classroom && strcmp(w->location, w->classroom))
		return "location and classroom are the same thing and differ";
	run->location = price_place(w->location ? w->location :
	    w->classroom);
	run->meter = NONE;
	*pointer = NULL;
	if (run->location && !energy_is_place(db, run->location))
		return "no meter is or was at this place";
	if (w->meter && (run->meter = price_meter(db, a, w->meter)) == NONE)
		return "there is no such meter; say board or board/register";
	return NULL;
}

const char *
rating_run_from_request(struct db *db, struct arena *a,
    const struct recalculate_request *w, struct rating_run *run,
    const char **pointer)
{
	const char *error = error_place(db, a, w, run, pointer);
	int64_t at;

	if (error)
		return error;
	*pointer = "/start";
	if (!energy_start(w->start, &at))
		return PRICE_INSTANT_WRONG;
	run->first_day = zone_day(at);
	*pointer = "/end";
	if (!energy_end(w->end, &at))
		return PRICE_INSTANT_WRONG;
	run->last_day = zone_day(at - 1);
	return run->last_day >= run->first_day ? NULL :
	    "must not be before start";
}
