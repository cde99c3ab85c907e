/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/zone.h"
#include "hive/ledger/entry.h"
#include "hive/money/rating_line.h"

/*
 * A step of rating follows three things in this order.  New entries: they are
 * found by their ids behind the last one that was rated, and the day of each is
 * rated.  Meters that moved: triggers have noted them; each becomes a run over
 * its days.  Runs: a day at a time, a meter at a time, and their place is kept
 * in the row, so a restart goes on where it was.
 *
 * A day is rated by computing it anew and comparing (rate()).  In a closed
 * month what differs is booked as credits and debits in the open month.
 * Between the last line of a month that is being closed and its signature
 * nothing is rated at all, so that lines and statement say the same.
 */

#define ENTRIES_MAX	4096	/* looked at in one step */

/* A step at work. */
struct step {
	struct db		*db;
	struct arena		*arena;
	struct rater		 rater;
	struct energy_parts	*parts;
	int64_t			 now;
	int64_t			 month;		/* of the two below */
	bool			 closed;
	int64_t			 closing;	/* the run, or NONE */
};

/* ---- One day of one meter ----------------------------------------------- */

struct rated {
	bool	changed;
	int64_t	lines, difference;
};

static void
look_at_month(struct step *s, int64_t day)
{
	int64_t month = zone_day_month(day);

	if (s->month == month)
		return;
	s->month = month;
	s->closed = rating_closed(s->db, month);
	s->closing = rating_closing(s->db, month);
}

static struct rated
rate(struct step *s, int64_t run, bool closes, int64_t meter,
    enum meter_direction direction, int64_t day)
{
	bool generation = direction == DIRECTION_GENERATION;
	struct energy_parts *p = s->parts;
	struct rated r = { false, 0, 0 };

	look_at_month(s, day);
	energy_parts(&s->rater, meter, direction, day, p);
	energy_day_drop_others(s->db, day, meter, p);
	for (size_t i = 0; i < p->n; i++) {
		struct energy_day d = energy_day_of(&p->part[i], day, meter,
		    generation);
		int64_t before;

		d.rated_at = s->now;
		r.changed |= energy_day_keep(s->db, &d, &before);
		r.difference += (d.cost == NONE ? 0 : d.cost) - before;
	}
	if (!generation && (s->closed || s->closing != NONE))
		r.lines = rating_lines_book(s->db, s->arena,
		    &(struct line_call){ run, day, meter, s->now, !s->closed,
			s->closed || closes }, p);
	return r;
}

/* ---- New entries -------------------------------------------------------- */

struct touched {
	int64_t		 id, meter, slot_at;
	enum meter_direction direction;
};

static const struct field touched_columns[] = {
	FIELD(struct touched, id),
	FIELD(struct touched, meter),
	FIELD(struct touched, slot_at),
	WORD(struct touched, direction, meter_direction),
	FIELDS_END
};

static int64_t
rated_entry(struct db *db)
{
	static struct query q = QUERY("SELECT entry FROM rating_state");

	return db_number(db, &q, 0);
}

static void
keep_entry(struct db *db, int64_t entry)
{
	static struct query q = QUERY("INSERT INTO rating_state (one, entry)"
	    " VALUES (1, :entry) ON CONFLICT (one) DO UPDATE"
	    " SET entry = excluded.entry");

	db_int(db, &q, ":entry", entry);
	db_run(db, &q);
}

struct zone_row {
	const char	*zone;
};

static const struct field zone_columns[] = {
	FIELD(struct zone_row, zone),
	FIELDS_END
};

static void
begin_zone(struct db *db, const char *zone)
{
	static struct query drop = QUERY("DELETE FROM energy_day");
	static struct query q = QUERY("INSERT INTO rating_state (one, entry,"
	    " zone) VALUES (1, 0, :zone) ON CONFLICT (one) DO UPDATE"
	    " SET entry = 0, zone = excluded.zone");

	db_run(db, &drop);
	db_text(db, &q, ":zone", zone);
	db_run(db, &q);
}

bool
rating_zone(struct db *db, struct arena *a, const char *zone)
{
	static struct query q = QUERY("SELECT zone FROM rating_state");
	static struct query closed = QUERY(
	    "SELECT EXISTS (SELECT 1 FROM period)");
	struct zone_row r = { NULL };

	if (db_one(db, &q, a, zone_columns, &r) && r.zone &&
	    !strcmp(r.zone, zone))
		return true;
	if (r.zone && db_number(db, &closed, 0))
		return false;
	begin_zone(db, zone);
	return true;
}

int64_t
rating_behind(struct db *db)
{
	return entry_newest(db) - rated_entry(db);
}

static struct touched *
read_touched(struct step *s, int64_t after, size_t *n)
{
	static struct query q = QUERY("SELECT e.id AS id, e.meter AS meter,"
	    " e.slot_at AS slot_at, m.direction AS direction FROM entry e"
	    " JOIN meter m ON m.id = e.meter WHERE e.id > :after"
	    " ORDER BY e.id LIMIT :limit");
	struct touched *t = ARENA_MANY(s->arena, struct touched,
	    ENTRIES_MAX);

	*n = 0;
	db_int(s->db, &q, ":after", after);
	db_int(s->db, &q, ":limit", ENTRIES_MAX);
	while (*n < ENTRIES_MAX && db_row(s->db, &q, touched_columns,
	    &t[*n]))
		record_keep(s->arena, touched_columns, &t[(*n)++]);
	db_end(s->db, &q);
	return t;
}

/* Entries of a meter's day follow each other or come again much later, so
 * those that this step has rated are few. */
static bool
has_rated(const struct touched *done, size_t n, int64_t meter, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (done[i].meter == meter && done[i].slot_at == day)
			return true;
	return false;
}

/* How many days of meters were rated. */
static int
follow_entries(struct step *s, int max)
{
	int64_t after = rated_entry(s->db);
	struct touched *done;
	int n = 0;
	size_t found;
	const struct touched *t;

	if (entry_newest(s->db) <= after)
		return 0;
	t = read_touched(s, after, &found);
	done = ARENA_MANY(s->arena, struct touched, (size_t)max);
	for (size_t i = 0; i < found; i++) {
		int64_t day = zone_day(t[i].slot_at);

		if (!has_rated(done, (size_t)n, t[i].meter, day)) {
			if (n == max)
				break;
			done[n++] = (struct touched){ .meter = t[i].meter,
			    .slot_at = day };
			rate(s, NONE, false, t[i].meter, t[i].direction, day);
		}
		after = t[i].id;
	}
	keep_entry(s->db, after);
	return n;
}

/* ---- Meters that moved -------------------------------------------------- */

static const struct field due_columns[] = {
	FIELD_AS("meter", struct touched, meter),
	FIELD_AS("slot_at", struct touched, slot_at),
	FIELDS_END
};

static void
forget_due(struct db *db, int64_t meter)
{
	static struct query q = QUERY(
	    "DELETE FROM rating_due WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	db_run(db, &q);
}

/* Make a run of the days of one that has some. */
static bool
follow_due(struct step *s)
{
	static struct query q = QUERY("SELECT d.meter AS meter,"
	    " max(d.from_at, (SELECT min(slot_at) FROM slot"
	    " WHERE meter = d.meter)) AS slot_at FROM rating_due d LIMIT 1");
	struct touched t = { .meter = NONE, .slot_at = NONE };
	struct rating_run run = { .kind = RUN_PLACE, .version = NONE,
	    .actor = "ledger" };

	if (!db_one(s->db, &q, s->arena, due_columns, &t))
		return false;
	forget_due(s->db, t.meter);
	if (t.slot_at != NONE) {
		run.meter = t.meter;
		run.first_day = zone_day(t.slot_at);
		run.last_day = zone_day(s->now);
		rating_start(s->db, &run, s->now);
	}
	return true;
}

/* ---- Runs --------------------------------------------------------------- */

/* The next meters of the run, in the arena. */
static struct touched *
next_meters(struct step *s, const struct rating_run *run, int limit,
    size_t *n)
{
	static struct query q = QUERY("SELECT meter, direction"
	    " FROM rating_run_meter WHERE run = :run AND meter > :after"
	    " ORDER BY meter LIMIT :limit");
	struct touched *t = ARENA_MANY(s->arena, struct touched,
	    (size_t)limit);

	*n = 0;
	db_int(s->db, &q, ":run", run->id);
	db_int(s->db, &q, ":after", run->after_meter);
	db_int(s->db, &q, ":limit", limit);
	while (*n < (size_t)limit && db_row(s->db, &q, touched_columns,
	    &t[*n]))
		record_keep(s->arena, touched_columns, &t[(*n)++]);
	db_end(s->db, &q);
	return t;
}

/* Up to n meters of the run's day; true: the day has more. */
static bool
go_on(struct step *s, struct rating_run *run, int *left)
{
	bool closes = run->kind == RUN_CLOSE;
	size_t n;
	const struct touched *t = next_meters(s, run, *left, &n);
	bool more = n == (size_t)*left;

	for (size_t i = 0; i < n; i++) {
		struct rated r = rate(s, run->id, closes, t[i].meter,
		    t[i].direction, run->at_day);

		run->after_meter = t[i].meter;
		run->done++;
		run->changed += r.changed;
		run->lines += r.lines;
		run->difference += r.difference;
	}
	*left -= (int)n;
	return more;
}

/* True: one runs still. */
static bool
follow_run(struct step *s, int left)
{
	static struct query q = QUERY("SELECT * FROM rating_run"
	    " WHERE state = 'running' ORDER BY id LIMIT 1");
	struct rating_run run;

	if (!db_one(s->db, &q, s->arena, rating_run_columns, &run))
		return false;
	while (left > 0 && run.at_day <= run.last_day)
		if (!go_on(s, &run, &left)) {
			run.at_day++;
			run.after_meter = -1;
		}
	if (run.at_day > run.last_day) {
		run.state = RUN_DONE;
		run.ended_at = s->now;
	}
	rating_run_keep(s->db, &run);
	return true;
}

bool
rating_idle(struct db *db)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM rating_due)"
	    " OR EXISTS (SELECT 1 FROM rating_run WHERE state = 'running')");

	return rating_waits(db) ||
	    (rating_behind(db) <= 0 && db_number(db, &q, 0) == 0);
}

bool
rating_step(struct db *db, struct arena *arena, int64_t now, int max)
{
	struct list versions;
	struct step s = { .db = db, .arena = arena, .now = now,
	    .month = NONE };
	int done;
	bool more;

	if (rating_waits(db))
		return false;
	versions = price_list(db, arena, INT64_MAX);
	s.parts = ARENA_NEW(arena, struct energy_parts);
	rater_open(&s.rater, db, &versions);
	done = follow_entries(&s, max);
	more = rating_behind(db) > 0;
	if (!more)
		more = follow_due(&s) || follow_run(&s, max - done);
	rater_close(&s.rater);
	return more;
}
