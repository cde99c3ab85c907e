/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "hive/ledger/meter.h"
#include "hive/verify/reconcile.h"
#include "hive/verify/verify.h"

/*
 * Runs of three kinds share one walk over all meters.  A run of the night or of
 * a request is a row, and the row says how far it is, so that it goes on after
 * a restart.  The run of each minute looks only for boards that fell silent or
 * send nonsense; it is in memory, and becomes a row only if it found something,
 * for 1,440 empty rows a day would tell nobody anything.
 */

#define METERS_A_STEP	10
#define ROWS_A_STEP	20000	/* of slots, for sums: 12 to 30 ms */
#define NIGHT_MINUTE	120		/* 02:00 */
#define NIGHTS_MAX	31		/* that are made up for */

const char *const reconcile_kind_words[] = {
	[RECONCILE_MINUTE] = "minute", [RECONCILE_NIGHT] = "night",
	[RECONCILE_REQUEST] = "request", NULL
};

const struct field reconcile_fields[] = {
	FIELD(struct reconcile_run, id),
	WORD(struct reconcile_run, kind, reconcile_kind,
	    .doc = "what began it"),
	FIELD(struct reconcile_run, actor, .doc = "who asked for it"),
	TIME(struct reconcile_run, started_at),
	TIME(struct reconcile_run, ended_at, .doc = "null: it runs"),
	FIELD(struct reconcile_run, day,
	    .doc = "looked at: days since 1970-01-01 of the site's zone"),
	FIELD(struct reconcile_run, cursor,
	    .doc = "meters up to this id are done"),
	FIELD(struct reconcile_run, meters, .doc = "looked at"),
	FIELD(struct reconcile_run, checks, .doc = "made"),
	FIELD(struct reconcile_run, found, .doc = "things, old or new"),
	FIELD(struct reconcile_run, opened, .doc = "new tickets"),
	FIELD(struct reconcile_run, closed,
	    .doc = "tickets whose cause is gone"),
	FIELDS_END
};

/* ---- Rows --------------------------------------------------------------- */

static int64_t
insert(struct db *db, const struct reconcile_run *r)
{
	static struct query q = QUERY("INSERT INTO reconciliation (kind,"
	    " actor, started_at, day, cursor, meters, checks, found, opened,"
	    " closed) VALUES (:kind, :actor, :started_at, :day, :cursor,"
	    " :meters, :checks, :found, :opened, :closed) RETURNING id");

	db_bind(db, &q, reconcile_fields, r);
	return db_number(db, &q, NONE);
}

static void
update(struct db *db, const struct reconcile_run *r)
{
	static struct query q = QUERY("UPDATE reconciliation SET"
	    " ended_at = :ended_at, cursor = :cursor, meters = :meters,"
	    " checks = :checks, found = :found, opened = :opened,"
	    " closed = :closed WHERE id = :id");

	db_bind(db, &q, reconcile_fields, r);
	db_run(db, &q);
}

static int64_t
begin(struct db *db, enum reconcile_kind kind, const char *actor,
    int64_t day, int64_t now)
{
	return insert(db, &(struct reconcile_run){ .kind = kind,
	    .actor = actor, .started_at = now, .ended_at = NONE,
	    .day = day });
}

int64_t
reconcile_begin(struct db *db, enum reconcile_kind kind, const char *actor,
    int64_t now)
{
	return begin(db, kind, actor, zone_day(now) - 1, now);
}

bool
reconcile_get(struct db *db, struct arena *arena, int64_t id,
    struct reconcile_run *r)
{
	static struct query q = QUERY("SELECT * FROM reconciliation"
	    " WHERE id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, arena, reconcile_fields, r);
}

struct query *
reconcile_list(struct db *db, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM reconciliation"
	    " ORDER BY id DESC LIMIT :limit");

	db_int(db, &q, ":limit", limit);
	return &q;
}

#define RUN_MS		1800000
#define NIGHTS_MS	93600000	/* 26 h: between two nights' runs */

bool
reconcile_late(struct db *db, int64_t now)
{
	static struct query runs = QUERY("SELECT min(started_at) FROM"
	    " reconciliation WHERE ended_at IS NULL");
	static struct query night = QUERY("SELECT max(started_at) FROM"
	    " reconciliation WHERE kind = 'night'");

	return db_number(db, &runs, now) < now - RUN_MS ||
	    db_number(db, &night, now) < now - NIGHTS_MS;
}

/* ---- Findings ----------------------------------------------------------- */

void
reconcile_found(struct reconcile *r, enum ticket_class class, int64_t meter,
    int64_t window_at, const char *text)
{
	r->run.found++;
	if (!ticket_open(r->db, class, meter, window_at, text, r->now))
		return;
	r->run.opened++;
	log_warn("ticket opened class=%s meter=%lld text=\"%s\"",
	    ticket_class_words[class], (long long)meter, text);
}

void
reconcile_over(struct reconcile *r, enum ticket_class class, int64_t meter,
    const char *how)
{
	static struct query q = QUERY("UPDATE ticket SET state = 'resolved',"
	    " actor = 'ledger', resolution = :how, changed_at = :now"
	    " WHERE class = :class AND meter = :meter AND"
	    " state <> 'resolved'");

	db_text(r->db, &q, ":class", ticket_class_words[class]);
	db_int(r->db, &q, ":meter", meter);
	db_text(r->db, &q, ":how", how);
	db_int(r->db, &q, ":now", r->now);
	if (db_run(r->db, &q))
		r->run.closed += db_changed(r->db);
}

/* ---- A run -------------------------------------------------------------- */

static bool
next_meter(struct reconcile *r, struct meter *m)
{
	static struct query q = QUERY("SELECT min(id) FROM meter"
	    " WHERE id > :cursor AND retired_at IS NULL");
	int64_t id;

	db_int(r->db, &q, ":cursor", r->run.cursor);
	id = db_number(r->db, &q, NONE);
	return id != NONE && meter_get(r->db, r->arena, id, m);
}

/* From the last head on; the whole chain is powerhivectl's. */
static void
check_chain(struct reconcile *r)
{
	struct verify v = { .depth = VERIFY_TAIL, .as_of_at = INT64_MAX,
	    .public = *r->public };
	const struct verify_finding *f;

	if (!r->public->n)
		return;
	verify_chain(r->db, r->arena, &v);
	r->run.checks++;
	f = v.findings.v;
	for (size_t i = 0; i < v.findings.n; i++)
		reconcile_found(r, TICKET_CHAIN, 0, f[i].entry, f[i].text);
}

/* True: it went through all meters. */
static bool
go_on(struct reconcile *r, bool all)
{
	struct meter m;

	for (int i = 0; i < METERS_A_STEP; i++) {
		if (!next_meter(r, &m))
			return true;
		if (all && !reconcile_day(r, &m))
			return false;
		reconcile_state(r, &m);
		r->run.cursor = m.id;
		r->run.meters++;
	}
	return false;
}

static bool
unfinished(struct db *db, struct arena *arena, struct reconcile_run *run)
{
	static struct query q = QUERY("SELECT * FROM reconciliation WHERE"
	    " ended_at IS NULL ORDER BY id LIMIT 1");

	return db_one(db, &q, arena, reconcile_fields, run);
}

static void
end(struct reconcile *r)
{
	r->run.ended_at = r->now;
	log_info("reconciliation completed kind=%s run=%lld meters=%lld"
	    " checks=%lld found=%lld opened=%lld closed=%lld",
	    reconcile_kind_words[r->run.kind], (long long)r->run.id,
	    (long long)r->run.meters, (long long)r->run.checks,
	    (long long)r->run.found, (long long)r->run.opened,
	    (long long)r->run.closed);
}

/* A run with a row: a step of it, and its row with the step's end. */
static bool
step_row(struct reconcile *r)
{
	if (!unfinished(r->db, r->arena, &r->run))
		return false;
	r->from = zone_day_start(r->run.day);
	r->to = zone_day_start(r->run.day + 1);
	if (r->run.cursor == 0 && r->run.meters == 0) {
		check_chain(r);
		reconcile_prices(r);
	}
	if (go_on(r, true))
		end(r);
	update(r->db, &r->run);
	return true;
}

static bool
step_minute(struct reconcile *r)
{
	if (!r->minute.running)
		return false;
	r->run = r->minute.run;
	if (go_on(r, false)) {
		r->minute.running = false;
		if (r->run.opened || r->run.closed) {
			r->run.id = insert(r->db, &r->run);
			end(r);
			update(r->db, &r->run);
		}
	}
	r->minute.run = r->run;
	return r->minute.running;
}

/* Yesterday's from 02:00 on; those that were missed at any time, one after
 * the other. */
static void
begin_night(struct db *db, int64_t now)
{
	static struct query q = QUERY("SELECT max(day) FROM reconciliation"
	    " WHERE kind = 'night'");
	static struct query runs = QUERY("SELECT count(*) FROM"
	    " reconciliation WHERE kind = 'night' AND ended_at IS NULL");
	int64_t today = zone_day(now), day = db_number(db, &q, today - 2) + 1;
	int64_t last = zone_minute(now) >= NIGHT_MINUTE ? today - 1 :
	    today - 2;

	if (day <= last - NIGHTS_MAX)
		day = last - NIGHTS_MAX + 1;
	if (day <= last && !db_number(db, &runs, 0))
		begin(db, RECONCILE_NIGHT, NULL, day, now);
}

static void
begin_due(struct reconcile *r)
{
	int64_t now = r->now;

	begin_night(r->db, now);
	if (r->minute.db == r->db && now >= r->minute.at &&
	    now < r->minute.at + MINUTE_MS)
		return;
	r->minute.db = r->db;
	r->minute.at = now;
	r->minute.running = true;
	r->minute.run = (struct reconcile_run){ .kind = RECONCILE_MINUTE,
	    .started_at = now, .ended_at = NONE, .day = zone_day(now) - 1 };
}

bool
reconcile_step(struct reconcile *r, struct db *db, struct arena *arena,
    const struct head_public *public, int64_t now)
{
	r->db = db;
	r->arena = arena;
	r->public = public;
	r->now = now;
	r->from = r->to = 0;
	r->rows_left = ROWS_A_STEP;
	begin_due(r);
	return step_row(r) || step_minute(r);
}
