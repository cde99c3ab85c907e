/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/money/energy_sum.h"
#include "hive/money/rating.h"
#include "hive/money/statement.h"

static const struct field id_columns[] = {
	FIELD(struct statement_meter, meter),
	FIELDS_END
};

struct list
statement_meters(struct db *db, struct arena *arena)
{
	static struct query n = QUERY("SELECT count(*) FROM meter");
	static struct query q = QUERY("SELECT id AS meter FROM meter"
	    " ORDER BY id");
	size_t max = (size_t)db_number(db, &n, 0);
	struct statement_meter *line = ARENA_MANY(arena,
	    struct statement_meter, max + 1);
	struct list all = { line, 0 };

	while (all.n < max && db_row(db, &q, id_columns, &line[all.n]))
		all.n++;
	db_end(db, &q);
	return all;
}

static int64_t
count_later(struct db *db, int64_t month)
{
	static struct query q = QUERY("SELECT count(*) FROM rating_line"
	    " WHERE month = :month AND kind IN ('credit', 'debit')");

	db_int(db, &q, ":month", month);
	return db_number(db, &q, 0);
}

static struct list
later_of(struct db *db, struct arena *arena, int64_t month)
{
	size_t max = (size_t)count_later(db, month), n = 0;
	struct statement_later *all = ARENA_MANY(arena,
	    struct statement_later, max + 1);
	struct query *q = rating_lines_later(db, month);
	struct rating_line l;

	while (n < max && db_row(db, q, rating_line_columns, &l)) {
		char *date = arena_take(arena, ZONE_DATE_SIZE);

		zone_date_show(date, l.day);
		all[n++] = (struct statement_later){ date,
		    *l.location ? arena_copy(arena, l.location) : NULL,
		    l.kind == LINE_CREDIT ? LATER_CREDIT : LATER_DEBIT,
		    l.meter, l.version, l.band, l.energy_uwh, l.cost,
		    l.booked_at };
	}
	db_end(db, q);
	return (struct list){ all, n };
}

void
statement_money(struct db *db, struct arena *arena, struct statement *s,
    int64_t now)
{
	struct energy_ask ask = { .source = energy_source(db, NULL),
	    .from_day = zone_day(s->from), .until_day = zone_day(s->to),
	    .now = now };
	int64_t month = zone_month(s->from);
	struct energy_item sum;

	energy_sum(db, arena, &ask, &sum);
	/* Only the closing of its month makes a statement closed. */
	s->state = energy_booked(ask.until_day, now);
	s->source = sum.source;
	s->total_uwh = sum.energy_uwh;
	s->total_cost = sum.cost;
	s->total_unpriced_uwh = sum.unpriced_uwh;
	s->total_meters = sum.device_count;
	s->confidence = sum.confidence;
	if (ask.from_day == zone_month_day(month) &&
	    ask.until_day == zone_month_day(month + 1))
		s->later = later_of(db, arena, month);
}
