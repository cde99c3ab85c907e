/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/zone.h"
#include "hive/money/period.h"
#include "hive/money/statement.h"
#include "hive/verify/verify.h"

static void
note(struct verify *v, struct arena *arena, enum verify_kind kind,
    const char *rule, int64_t meter, int64_t day, const char *text)
{
	verify_note(v, arena, kind, &(struct verify_finding){ .rule = rule,
	    .entry = NONE, .meter = meter, .slot_at = zone_day_start(day),
	    .text = text });
}

/* ---- Closed months ------------------------------------------------------ */

struct odd_line {
	int64_t	day, meter;
};

static const struct field odd_columns[] = {
	FIELD(struct odd_line, day),
	FIELD(struct odd_line, meter),
	FIELDS_END
};

/* Lines, credits and debits of each day come to what the day costs. */
static void
check_lines(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT l.day AS day, l.meter AS meter"
	    " FROM (SELECT day, meter, sum(energy_uwh) AS energy_uwh,"
	    " sum(cost) AS cost FROM rating_line GROUP BY day, meter) l"
	    " LEFT JOIN (SELECT day, meter, sum(energy_uwh) AS energy_uwh,"
	    " coalesce(sum(cost), 0) AS cost FROM energy_day"
	    " GROUP BY day, meter) d ON d.day = l.day AND d.meter = l.meter"
	    " WHERE coalesce(d.energy_uwh, 0) <> l.energy_uwh"
	    " OR coalesce(d.cost, 0) <> l.cost");
	struct odd_line odd;

	while (db_row(db, &q, odd_columns, &odd))
		note(v, arena, VERIFY_INVARIANT, "I7", odd.meter, odd.day,
		    "the lines of a closed month are not what the day is");
}

static void
check_statements(struct db *db, struct arena *arena, struct verify *v)
{
	struct query *q = period_closed(db);
	struct signed_statement s;
	struct period p;
	const char *error;

	while (db_row(db, q, period_columns, &p)) {
		error = statement_verify(arena, p.statement,
		    strlen(p.statement), &v->public, &s);
		if (error)
			note(v, arena, VERIFY_SIGNATURE, "I8", NONE,
			    zone_month_day(p.month), error);
	}
}

void
verify_periods(struct db *db, struct arena *arena, struct verify *v)
{
	if (rating_behind(db) > 0 || !rating_idle(db))
		return;		/* days are being rated just now */
	check_lines(db, arena, v);
	check_statements(db, arena, v);
}

/* ---- Days --------------------------------------------------------------- */

struct day_row {
	enum meter_direction	 direction;
	struct energy_day	 d;
};

static const struct field row_columns[] = {
	WORD(struct day_row, direction, meter_direction),
	FIELD_AS("day", struct day_row, d.day),
	FIELD_AS("meter", struct day_row, d.meter),
	FIELD_AS("location", struct day_row, d.location),
	FIELD_AS("energy_uwh", struct day_row, d.energy_uwh),
	FIELD_AS("cost", struct day_row, d.cost),
	FIELD_AS("unpriced_uwh", struct day_row, d.unpriced_uwh),
	FIELDS_END
};

static bool
is_made_again(struct rater *r, struct energy_parts *p,
    const struct day_row *row)
{
	energy_parts(r, row->d.meter, row->direction, row->d.day, p);
	for (size_t i = 0; i < p->n; i++) {
		struct energy_day d;

		if (!energy_same_place(&p->part[i], &row->d))
			continue;
		d = energy_day_of(&p->part[i], row->d.day, row->d.meter,
		    row->direction == DIRECTION_GENERATION);
		return d.energy_uwh == row->d.energy_uwh &&
		    d.cost == row->d.cost &&
		    d.unpriced_uwh == row->d.unpriced_uwh;
	}
	return false;
}

static const struct field sum_columns[] = {
	FIELD(struct odd_line, meter),
	FIELDS_END
};

/* No day of a meter is without its row. */
static void
check_sums(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT m.id AS meter FROM meter m"
	    " WHERE coalesce((SELECT sum(energy_uwh) FROM slot"
	    " WHERE meter = m.id), 0) <> coalesce((SELECT sum(energy_uwh)"
	    " FROM energy_day WHERE meter = m.id), 0) * CASE m.direction"
	    " WHEN 'export' THEN -1 ELSE 1 END");
	struct odd_line odd;

	while (db_row(db, &q, sum_columns, &odd))
		note(v, arena, VERIFY_REBUILD, "I3", odd.meter, 0,
		    "the meter's days are not the sum of its slots");
}

void
verify_days(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT d.day AS day, d.meter AS meter,"
	    " d.location AS location, d.energy_uwh AS energy_uwh,"
	    " d.cost AS cost, d.unpriced_uwh AS unpriced_uwh,"
	    " m.direction AS direction FROM energy_day d"
	    " JOIN meter m ON m.id = d.meter ORDER BY d.day, d.meter");
	struct list versions = price_list(db, arena, INT64_MAX);
	struct energy_parts *p = ARENA_NEW(arena, struct energy_parts);
	struct rater rater;
	struct day_row row;

	if (v->as_of_at != INT64_MAX || rating_behind(db) > 0 ||
	    !rating_idle(db))
		return;
	check_sums(db, arena, v);
	rater_open(&rater, db, &versions);
	while (db_row(db, &q, row_columns, &row))
		if (!is_made_again(&rater, p, &row))
			note(v, arena, VERIFY_REBUILD, "I9", row.d.meter,
			    row.d.day, "the day is not what its slots and "
			    "prices make");
	rater_close(&rater);
}
