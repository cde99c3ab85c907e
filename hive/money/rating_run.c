/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/money/rating_line.h"

const char *const run_kind_words[] = {
	[RUN_VERSION] = "version", [RUN_RECALCULATE] = "recalculate",
	[RUN_PLACE] = "place", [RUN_CLOSE] = "close", NULL
};

const char *const run_state_words[] = {
	[RUN_RUNNING] = "running", [RUN_DONE] = "done", NULL
};

const char *const run_answer_words[] = {
	[RUN_WAIT] = "wait", [RUN_LATER] = "later", NULL
};

const struct field rating_run_columns[] = {
	FIELD(struct rating_run, id),
	WORD(struct rating_run, kind, run_kind),
	WORD(struct rating_run, state, run_state),
	FIELD(struct rating_run, location),
	FIELD(struct rating_run, meter),
	FIELD(struct rating_run, version),
	FIELD(struct rating_run, month),
	FIELD(struct rating_run, first_day),
	FIELD(struct rating_run, last_day),
	FIELD(struct rating_run, at_day),
	FIELD(struct rating_run, after_meter),
	FIELD(struct rating_run, total),
	FIELD(struct rating_run, done),
	FIELD(struct rating_run, changed),
	FIELD(struct rating_run, lines),
	FIELD(struct rating_run, difference),
	FIELD(struct rating_run, actor),
	FIELD(struct rating_run, reason),
	FIELD(struct rating_run, started_at),
	FIELD(struct rating_run, ended_at),
	FIELDS_END
};

static int64_t
count_meters(struct db *db, int64_t run)
{
	static struct query q = QUERY("SELECT count(*) FROM rating_run_meter"
	    " WHERE run = :run");

	db_int(db, &q, ":run", run);
	return db_number(db, &q, 0);
}

/* To the days that there is energy of; they stay as they are if there is
 * none.  How many are left. */
static int64_t
narrow(struct db *db, struct rating_run *run)
{
	int64_t first, last;

	if (!energy_span(db, &first, &last))
		return 0;
	if (first < run->first_day)
		first = run->first_day;
	if (last > run->last_day)
		last = run->last_day;
	if (last < first)
		return 0;
	run->first_day = first;
	run->last_day = last;
	return last - first + 1;
}

static void
add(struct db *db, struct rating_run *run)
{
	static struct query next = QUERY(
	    "SELECT coalesce(max(id), 0) + 1 FROM rating_run");
	static struct query q = QUERY("INSERT INTO rating_run (id, kind,"
	    " state, location, meter, version, month, first_day, last_day,"
	    " at_day, after_meter, total, done, changed, lines, difference,"
	    " actor, reason, started_at, ended_at) VALUES (:id, :kind, :state,"
	    " :location, :meter, :version, :month, :first_day, :last_day,"
	    " :at_day, :after_meter, 0, 0, 0, 0, 0, :actor, :reason,"
	    " :started_at, NULL)");

	run->id = db_number(db, &next, 1);
	run->at_day = run->first_day;
	run->after_meter = -1;
	run->state = RUN_RUNNING;
	db_bind(db, &q, rating_run_columns, run);
	db_run(db, &q);
}

/* How much there is to do; it is done where there is nothing. */
static void
measure(struct db *db, struct rating_run *run, int64_t days)
{
	static struct query q = QUERY("UPDATE rating_run SET total = :total,"
	    " state = :state, ended_at = :ended_at WHERE id = :id");

	run->total = days * count_meters(db, run->id);
	run->state = run->total ? RUN_RUNNING : RUN_DONE;
	run->ended_at = run->total ? NONE : run->started_at;
	db_bind(db, &q, rating_run_columns, run);
	db_run(db, &q);
}

int64_t
rating_start(struct db *db, struct rating_run *run, int64_t now)
{
	int64_t days;

	if (run->kind == RUN_CLOSE) {
		run->first_day = zone_month_day(run->month);
		run->last_day = zone_month_day(run->month + 1) - 1;
	} else
		run->month = NONE;
	run->started_at = now;
	days = narrow(db, run);
	add(db, run);
	measure(db, run, days);
	return run->id;
}

bool
rating_get(struct db *db, struct arena *a, int64_t id,
    struct rating_run *run)
{
	static struct query q = QUERY(
	    "SELECT * FROM rating_run WHERE id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, a, rating_run_columns, run);
}

struct query *
rating_list(struct db *db, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM rating_run"
	    " ORDER BY id DESC LIMIT :limit");

	db_int(db, &q, ":limit", limit);
	return &q;
}

int64_t
rating_closing(struct db *db, int64_t month)
{
	static struct query q = QUERY("SELECT id FROM rating_run r"
	    " WHERE kind = 'close' AND month = :month AND NOT EXISTS"
	    " (SELECT 1 FROM period p WHERE p.month = r.month)");

	db_int(db, &q, ":month", month);
	return db_number(db, &q, NONE);
}

bool
rating_waits(struct db *db)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM"
	    " rating_run r WHERE kind = 'close' AND state = 'done' AND"
	    " NOT EXISTS (SELECT 1 FROM period p WHERE p.month = r.month))");

	return db_number(db, &q, 0) != 0;
}

void
rating_run_keep(struct db *db, const struct rating_run *run)
{
	static struct query q = QUERY("UPDATE rating_run SET state = :state,"
	    " at_day = :at_day, after_meter = :after_meter, done = :done,"
	    " changed = :changed, lines = :lines, difference = :difference,"
	    " ended_at = :ended_at WHERE id = :id");

	db_int(db, &q, ":id", run->id);
	db_text(db, &q, ":state", run_state_words[run->state]);
	db_int(db, &q, ":at_day", run->at_day);
	db_int(db, &q, ":after_meter", run->after_meter);
	db_int(db, &q, ":done", run->done);
	db_int(db, &q, ":changed", run->changed);
	db_int(db, &q, ":lines", run->lines);
	db_int(db, &q, ":difference", run->difference);
	db_int(db, &q, ":ended_at", run->ended_at);
	db_run(db, &q);
}
