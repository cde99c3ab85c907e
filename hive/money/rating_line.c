/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/zone.h"
#include "hive/money/rating_line.h"

/*
 * The lines of a closed month, per day, meter, price and place.  What a day
 * should have is its bill; what it has is the sum of its lines; the difference
 * is booked.  While the month is being closed that makes the base lines; later
 * the same subtraction makes credits and debits, however often a day is rated
 * again.
 */

const char *const line_kind_words[] = {
	[LINE_BASE] = "base", [LINE_CREDIT] = "credit",
	[LINE_DEBIT] = "debit", NULL
};

const struct field rating_line_columns[] = {
	FIELD(struct rating_line, id),
	FIELD(struct rating_line, run),
	FIELD(struct rating_line, month),
	FIELD(struct rating_line, day),
	FIELD(struct rating_line, meter),
	FIELD(struct rating_line, location),
	FIELD(struct rating_line, version),
	FIELD(struct rating_line, band),
	WORD(struct rating_line, kind, line_kind),
	FIELD(struct rating_line, energy_uwh),
	FIELD(struct rating_line, cost),
	FIELD(struct rating_line, booked_at),
	FIELDS_END
};

bool
rating_closed(struct db *db, int64_t month)
{
	static struct query q = QUERY(
	    "SELECT 1 FROM period WHERE month = :month");

	db_int(db, &q, ":month", month);
	return db_number(db, &q, 0) == 1;
}

struct query *
rating_lines_later(struct db *db, int64_t month)
{
	static struct query q = QUERY("SELECT * FROM rating_line"
	    " WHERE month = :month AND kind IN ('credit', 'debit')"
	    " ORDER BY id");

	db_int(db, &q, ":month", month);
	return &q;
}

static void
add(struct db *db, const struct rating_line *l)
{
	static struct query q = QUERY("INSERT INTO rating_line (run, month,"
	    " day, meter, location, version, band, kind, energy_uwh, cost,"
	    " booked_at) VALUES (:run, :month, :day, :meter, :location,"
	    " :version, :band, :kind, :energy_uwh, :cost, :booked_at)");

	db_bind(db, &q, rating_line_columns, l);
	db_run(db, &q);
}

/* ---- What a meter's day should have, less what it has ------------------- */

struct lines {
	struct rating_line	*v;
	size_t			 n, room;
};

static struct rating_line *
line_for(struct arena *a, struct lines *all, const struct rating_line *key)
{
	struct rating_line *l = all->v;

	for (size_t i = 0; i < all->n; i++, l++)
		if (l->version == key->version && l->band == key->band &&
		    !strcmp(l->location, key->location))
			return l;
	if (all->n == all->room) {
		size_t room = all->room ? 2 * all->room : 8;
		struct rating_line *more = ARENA_MANY(a, struct rating_line,
		    room);

		if (all->n)
			memcpy(more, all->v, all->n * sizeof *more);
		all->v = more;
		all->room = room;
	}
	l = &all->v[all->n++];
	*l = *key;
	l->location = arena_copy(a, key->location);
	l->energy_uwh = l->cost = 0;
	return l;
}

static void
add_parts(struct arena *a, struct lines *all, const struct energy_parts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct energy_part *part = &p->part[i];

		for (size_t k = 0; k < part->bill.n; k++) {
			const struct bill_line *b = &part->bill.line[k];
			struct rating_line *l = line_for(a, all,
			    &(struct rating_line){
				.location = part->location ?
				    part->location : "",
				.version = b->version == NONE ? 0 :
				    b->version, .band = b->band });

			l->energy_uwh += b->uwh;
			l->cost += b->cost;
		}
	}
}

/* False: the day has no lines. */
static bool
take_booked(struct db *db, struct arena *a, struct lines *all, int64_t day,
    int64_t meter)
{
	static struct query q = QUERY("SELECT location, version, band,"
	    " sum(energy_uwh) AS energy_uwh, sum(cost) AS cost"
	    " FROM rating_line WHERE day = :day AND meter = :meter"
	    " GROUP BY location, version, band");
	struct rating_line booked;
	bool any = false;

	record_clear(rating_line_columns, &booked);
	db_int(db, &q, ":day", day);
	db_int(db, &q, ":meter", meter);
	while (db_row(db, &q, rating_line_columns, &booked)) {
		struct rating_line *l = line_for(a, all, &booked);

		l->energy_uwh -= booked.energy_uwh;
		l->cost -= booked.cost;
		any = true;
	}
	return any;
}

int64_t
rating_lines_book(struct db *db, struct arena *a, const struct line_call *c,
    const struct energy_parts *p)
{
	struct lines all = { NULL, 0, 0 };
	int64_t n = 0;
	bool any;

	add_parts(a, &all, p);
	any = take_booked(db, a, &all, c->day, c->meter);
	if (!any && !c->all)
		return 0;
	for (size_t i = 0; i < all.n; i++) {
		struct rating_line *l = &all.v[i];

		if (l->energy_uwh == 0 && l->cost == 0)
			continue;
		l->run = c->run;
		l->day = c->day;
		l->meter = c->meter;
		l->booked_at = c->now;
		l->kind = c->base ? LINE_BASE :
		    l->cost < 0 || (l->cost == 0 && l->energy_uwh < 0) ?
		    LINE_CREDIT : LINE_DEBIT;
		l->month = l->kind == LINE_BASE ? zone_day_month(c->day) :
		    zone_month(c->now);
		add(db, l);
		n++;
	}
	return n;
}
