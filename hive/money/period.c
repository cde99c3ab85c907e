/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/ledger/classify.h"
#include "hive/ledger/entry.h"
#include "hive/money/period.h"

const char *const period_state_words[] = {
	[PERIOD_OPEN] = "open", [PERIOD_OVER] = "over",
	[PERIOD_CLOSING] = "closing", [PERIOD_CLOSED] = "closed", NULL
};

const struct field period_columns[] = {
	FIELD(struct period, month),
	FIELD(struct period, closed_at),
	FIELD(struct period, closed_by),
	FIELD(struct period, entry),
	FIELD(struct period, statement),
	FIELDS_END
};

const struct field period_fields[] = {
	FIELD(struct period, period, .doc = "2026-11"),
	WORD(struct period, state, period_state,
	    .doc = "over: it can be closed"),
	TIME(struct period, starts_at),
	TIME(struct period, ends_at),
	TIME(struct period, closed_at),
	FIELD(struct period, closed_by),
	FIELD(struct period, entry, .doc = "the ledger's last one then"),
	FIELD(struct period, later,
	    .doc = "credits and debits of closed months that it has"),
	FIELD(struct period, later_cost, .scale = 6, .doc = "their sum"),
	FIELDS_END
};

static bool
is_over(int64_t month, int64_t now)
{
	return zone_day_start(zone_month_day(month + 1)) + SLOT_WAIT_MS <= now;
}

const char *
period_close(struct db *db, int64_t month, const char *actor, int64_t now,
    struct rating_run *run)
{
	if (!is_over(month, now))
		return "this month is not over yet";
	if (rating_closed(db, month))
		return "this month is closed";
	if (rating_closing(db, month) != NONE)
		return "this month is being closed";
	*run = (struct rating_run){ .kind = RUN_CLOSE, .month = month,
	    .meter = NONE, .version = NONE, .actor = actor };
	rating_start(db, run, now);
	return NULL;
}

bool
period_due(struct db *db, struct arena *a, struct rating_run *run)
{
	static struct query q = QUERY("SELECT * FROM rating_run r"
	    " WHERE kind = 'close' AND state = 'done' AND NOT EXISTS"
	    " (SELECT 1 FROM period p WHERE p.month = r.month)"
	    " ORDER BY id LIMIT 1");

	return db_one(db, &q, a, rating_run_columns, run);
}

void
period_keep(struct db *db, const struct period *p)
{
	static struct query q = QUERY("INSERT INTO period (month, closed_at,"
	    " closed_by, entry, statement) VALUES (:month, :closed_at,"
	    " :closed_by, :entry, :statement)");

	db_bind(db, &q, period_columns, p);
	db_int(db, &q, ":entry", entry_newest(db));
	db_run(db, &q);
}

bool
period_get(struct db *db, struct arena *a, int64_t month, struct period *p)
{
	static struct query q = QUERY("SELECT month, closed_at, closed_by,"
	    " entry, statement FROM period WHERE month = :month");

	db_int(db, &q, ":month", month);
	return db_one(db, &q, a, period_columns, p);
}

const char *
period_statement(struct db *db, struct arena *a, const char *text)
{
	struct period p;
	int64_t month;

	return zone_month_read(text, &month) &&
	    period_get(db, a, month, &p) ? p.statement : NULL;
}

struct query *
period_closed(struct db *db)
{
	static struct query q = QUERY("SELECT month, closed_at, closed_by,"
	    " entry, statement FROM period ORDER BY month");

	(void)db;
	return &q;
}

struct later {
	int64_t	n, cost;
};

static const struct field later_columns[] = {
	FIELD(struct later, n),
	FIELD(struct later, cost),
	FIELDS_END
};

static void
show(struct db *db, struct arena *a, int64_t month, int64_t now,
    struct period *p)
{
	static struct query q = QUERY("SELECT count(*) AS n,"
	    " coalesce(sum(cost), 0) AS cost FROM rating_line"
	    " WHERE month = :month AND kind IN ('credit', 'debit')");
	char *text = arena_take(a, ZONE_DATE_SIZE);
	struct later l = { 0, 0 };

	if (!period_get(db, a, month, p))
		record_clear(period_columns, p);
	p->state = p->closed_at != NONE ? PERIOD_CLOSED :
	    rating_closing(db, month) != NONE ? PERIOD_CLOSING :
	    is_over(month, now) ? PERIOD_OVER : PERIOD_OPEN;
	zone_month_show(text, month);
	p->month = month;
	p->period = text;
	p->starts_at = zone_day_start(zone_month_day(month));
	p->ends_at = zone_day_start(zone_month_day(month + 1));
	db_int(db, &q, ":month", month);
	db_one(db, &q, a, later_columns, &l);
	p->later = l.n;
	p->later_cost = l.cost;
}

#define MONTHS_MAX	1200

struct list
period_list(struct db *db, struct arena *a, int64_t now)
{
	int64_t first_day, last_day, now_month = zone_month(now), first;
	struct period *p;
	size_t n = 0;

	first = energy_span(db, &first_day, &last_day) ?
	    zone_day_month(first_day) : now_month;
	if (first < now_month - MONTHS_MAX)
		first = now_month - MONTHS_MAX;
	p = ARENA_MANY(a, struct period, (size_t)(now_month >= first ?
	    now_month - first + 1 : 1));
	for (int64_t month = now_month; month >= first; month--)
		show(db, a, month, now, &p[n++]);
	return (struct list){ p, n };
}
