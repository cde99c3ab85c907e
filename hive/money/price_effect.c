/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/zone.h"
#include "hive/money/price_effect.h"
#include "hive/money/rating.h"

/*
 * Days are rated as they would be with the new version among the others,
 * under the highest id, as if it had been entered last; what table energy_day
 * has of them is the cost before.  It is done twice: for the days that the
 * version covers, and for the last 30 with the version alone in its scope.
 */

#define AS_IF_DAYS	30

const struct field price_effect_fields[] = {
	FIELD_AS("start", struct price_effect, first_date,
	    .doc = "first day that was looked at; null: none is past"),
	FIELD_AS("end", struct price_effect, last_date, .doc = "included"),
	FIELD(struct price_effect, days, .doc = "that were looked at"),
	FIELD(struct price_effect, all_days,
	    .doc = "that it covers; of more than 31 the newest are shown"),
	FIELD(struct price_effect, device_days, .doc = "days of meters"),
	FIELD(struct price_effect, changed_days, .doc = "of them"),
	FIELD_AS("total_kwh", struct price_effect, energy_uwh, .scale = 9),
	FIELD(struct price_effect, cost_before, .scale = 6),
	FIELD(struct price_effect, cost_after, .scale = 6),
	FIELD(struct price_effect, difference, .scale = 6),
	FIELD(struct price_effect, closed_difference, .scale = 6,
	    .doc = "part of it that closed months get as credits and debits"),
	FIELD_AS("unpriced_before_wh", struct price_effect,
	    unpriced_before_uwh, .scale = 6),
	FIELD_AS("unpriced_after_wh", struct price_effect,
	    unpriced_after_uwh, .scale = 6),
	FIELD_AS("as_if_start", struct price_effect, as_if_first,
	    .doc = "the last 30 days as if it had held all the time"),
	FIELD_AS("as_if_end", struct price_effect, as_if_last),
	FIELD_AS("as_if_kwh", struct price_effect, as_if_energy_uwh,
	    .scale = 9),
	FIELD(struct price_effect, as_if_before, .scale = 6),
	FIELD(struct price_effect, as_if_after, .scale = 6),
	FIELDS_END
};

/* The versions there are and the new one; alone in its scope if asked. */
static struct list
with(struct arena *a, const struct list *all, const struct cost_version *v,
    bool alone)
{
	const struct cost_version *old = all->v;
	struct cost_version *some = ARENA_MANY(a, struct cost_version,
	    all->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (!alone || !price_same_scope(&old[i], v))
			some[n++] = old[i];
	some[n] = *v;
	some[n++].id = INT64_MAX;
	return (struct list){ some, n };
}

/* ---- Days, one after the other ------------------------------------------ */

struct sums {
	int64_t	device_days, changed, energy_uwh, before, after;
	int64_t	unpriced_before, unpriced_after, closed;
};

struct looking {
	struct db		*db;
	struct rater		*rater;
	struct energy_parts	*parts;
	bool			 closed;	/* the day's month */
	struct sums		*sums;
};

static void
look_at(struct looking *l, const struct energy_row *row)
{
	struct energy_day after = { .cost = NONE };
	int64_t was = row->d.cost == NONE ? 0 : row->d.cost, is;

	energy_parts(l->rater, row->d.meter, row->direction, row->d.day,
	    l->parts);
	for (size_t i = 0; i < l->parts->n; i++)
		if (energy_same_place(&l->parts->part[i], &row->d))
			after = energy_day_of(&l->parts->part[i], row->d.day,
			    row->d.meter, false);
	is = after.cost == NONE ? 0 : after.cost;
	l->sums->device_days++;
	l->sums->changed += was != is ||
	    row->d.unpriced_uwh != after.unpriced_uwh;
	l->sums->energy_uwh += row->d.energy_uwh;
	l->sums->before += was;
	l->sums->after += is;
	l->sums->unpriced_before += row->d.unpriced_uwh;
	l->sums->unpriced_after += after.unpriced_uwh;
	if (l->closed)
		l->sums->closed += is - was;
}

static struct sums
look(struct db *db, struct arena *a, const struct list *versions,
    const char *location, int64_t from_day, int64_t until_day)
{
	struct sums sums = { 0 };
	struct rater rater;
	struct looking l = { .db = db, .rater = &rater, .sums = &sums };

	l.parts = ARENA_NEW(a, struct energy_parts);
	rater_open(&rater, db, versions);
	for (int64_t day = from_day; day < until_day; day++) {
		struct query *q = energy_rows(db, energy_source(db,
		    location), location, day, day + 1);
		struct energy_row row;

		l.closed = rating_closed(db, zone_day_month(day));
		while (db_row(db, q, energy_row_columns, &row))
			if (row.counted)
				look_at(&l, &row);
	}
	rater_close(&rater);
	return sums;
}

static const char *
date_of(struct arena *a, int64_t day)
{
	char *text = arena_take(a, ZONE_DATE_SIZE);

	zone_date_show(text, day);
	return text;
}

static void
look_back(struct db *db, struct arena *a, const struct list *all,
    const struct cost_version *v, int64_t today, struct price_effect *e)
{
	struct cost_version held = *v;
	struct list versions;
	struct sums s;

	held.effective_from = zone_day_start(today - AS_IF_DAYS);
	held.effective_until = NONE;
	versions = with(a, all, &held, true);
	s = look(db, a, &versions, v->location, today - AS_IF_DAYS, today);
	e->as_if_first = date_of(a, today - AS_IF_DAYS);
	e->as_if_last = date_of(a, today - 1);
	e->as_if_energy_uwh = s.energy_uwh;
	e->as_if_before = s.before;
	e->as_if_after = s.after;
}

void
price_effect(struct db *db, struct arena *a, const struct cost_version *v,
    int64_t now, struct price_effect *e)
{
	struct list all = price_list(db, a, INT64_MAX), versions;
	int64_t today = zone_day(now), first = zone_day(v->effective_from);
	int64_t until = today + 1, begin, end;
	struct sums s;

	*e = (struct price_effect){ .days = 0 };
	if (v->effective_until != NONE && v->effective_until <= now)
		until = zone_day(v->effective_until - 1) + 1;
	if (energy_span(db, &begin, &end) && first < begin)
		first = begin;
	e->all_days = until > first ? until - first : 0;
	if (first < until - EFFECT_DAYS)
		first = until - EFFECT_DAYS;
	if (first < until) {
		versions = with(a, &all, v, false);
		s = look(db, a, &versions, v->location, first, until);
		e->first_date = date_of(a, first);
		e->last_date = date_of(a, until - 1);
		e->days = until - first;
		e->device_days = s.device_days;
		e->changed_days = s.changed;
		e->energy_uwh = s.energy_uwh;
		e->cost_before = s.before;
		e->cost_after = s.after;
		e->difference = s.after - s.before;
		e->unpriced_before_uwh = s.unpriced_before;
		e->unpriced_after_uwh = s.unpriced_after;
		e->closed_difference = s.closed;
	}
	look_back(db, a, &all, v, today, e);
}
