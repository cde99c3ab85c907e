/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/reading/fans_and_boards.h"
#include "hive/reading/retention_pack.h"
#include "hive/reading/rollup.h"

/*
 * Everything here must be safe at any instant: a crash, a transaction that is
 * lost, or a reading that comes late for an hour that is half packed.  So an
 * hour is packed first, 16 miners a step, and no row is touched; only when all
 * miners are packed are rows deleted, 15 seconds of them at a time, and only if
 * there are still as many as were counted while packing.  If not, the hour is
 * begun again, and its new rows are merged with what was packed before.  Where
 * it stands is the row of table packing, written in the same transaction as the
 * work.
 */

#define PACK_WAIT_MS	600000
#define PACK_SLOT_MS	15000
#define SLOTS		(HOUR_MS / PACK_SLOT_MS)
#define MINERS		16		/* a step packs */
#define ROWS		2000		/* a step deletes, and a slot */
#define NOT_LATEST							\
	"NOT EXISTS (SELECT 1 FROM latest l WHERE l.miner = reading.miner" \
	" AND l.recorded_at = reading.recorded_at)"

/* Columns of table packing. */
struct packing {
	int64_t		 hour_at, after_miner;
	struct blob	 counts;
	int64_t		 count[SLOTS];
};

static const struct field packing_columns[] = {
	FIELD(struct packing, hour_at),
	FIELD(struct packing, after_miner),
	FIELD(struct packing, counts),
	FIELDS_END
};

static struct arena scratch = { .limit = 512 << 20 };

static void
packing_forget(struct db *db)
{
	static struct query q = QUERY("DELETE FROM packing");

	db_run(db, &q);
}

static void
packing_keep(struct db *db, struct packing *p)
{
	static struct query q = QUERY("INSERT INTO packing (one, hour_at,"
	    " after_miner, counts) VALUES (1, :hour_at, :after_miner, :counts)"
	    " ON CONFLICT (one) DO UPDATE SET hour_at = excluded.hour_at,"
	    " after_miner = excluded.after_miner, counts = excluded.counts");
	struct pack k;

	pack_begin(&k, &scratch);
	pack_column(&k, p->count, SLOTS);
	p->counts = pack_end(&k);
	db_bind(db, &q, packing_columns, p);
	db_run(db, &q);
}

/* The hour under way, or the oldest that is finished; false: none. */
static bool
packing_get(struct db *db, struct packing *p, int64_t now)
{
	static struct query q = QUERY("SELECT * FROM packing");
	static struct query oldest = QUERY("SELECT recorded_at FROM reading"
	    " WHERE " NOT_LATEST " ORDER BY recorded_at, miner LIMIT 1");
	struct unpack u;
	int64_t at;

	if (db_one(db, &q, &scratch, packing_columns, p)) {
		unpack_begin(&u, p->counts);
		unpack_column(&u, p->count, SLOTS);
		if (unpack_end(&u))
			return true;
	}
	memset(p->count, 0, sizeof p->count);
	at = db_number(db, &oldest, NONE);
	p->hour_at = at == NONE ? 0 : hour_of(at);
	p->after_miner = INT64_MIN + 1;
	return at != NONE && now >= p->hour_at + HOUR_MS + PACK_WAIT_MS;
}

/* The miner at which this batch ends; the last batch takes all that is. */
static int64_t
batch_end(struct db *db, int64_t after)
{
	static struct query q = QUERY("SELECT id FROM miner WHERE id > :after"
	    " ORDER BY id LIMIT 1 OFFSET :miners");

	db_int(db, &q, ":after", after);
	db_int(db, &q, ":miners", MINERS - 1);
	return db_number(db, &q, INT64_MAX);
}

/* Rows of an hour for miners above :after up to :last. */
static struct list
batch(struct db *db, struct packing *p, int64_t last)
{
	static struct query q = QUERY("WITH RECURSIVE tick (at) AS ("
	    "SELECT min(recorded_at) FROM reading"
	    " WHERE recorded_at >= :hour AND recorded_at < :end UNION ALL "
	    "SELECT (SELECT min(recorded_at) FROM reading"
	    " WHERE recorded_at > tick.at AND recorded_at < :end) FROM tick"
	    " WHERE tick.at IS NOT NULL) "
	    "SELECT r.* FROM tick JOIN reading r ON r.recorded_at = tick.at"
	    " AND r.miner > :after AND r.miner <= :last");
	size_t room = 4096, n = 0;
	struct reading *r = ARENA_MANY(&scratch, struct reading, room), *more;

	db_int(db, &q, ":hour", p->hour_at);
	db_int(db, &q, ":end", p->hour_at + HOUR_MS);
	db_int(db, &q, ":after", p->after_miner);
	db_int(db, &q, ":last", last);
	while (db_row(db, &q, reading_columns, r + n)) {
		boards_unpack(&scratch, r[n].boards, &r[n].fans,
		    &r[n].chains);
		r[n].boards = (struct blob){ NULL, 0 };
		record_keep(&scratch, reading_columns, r + n);
		p->count[(r[n].recorded_at - p->hour_at) / PACK_SLOT_MS]++;
		if (++n < room)
			continue;
		more = ARENA_MANY(&scratch, struct reading, 2 * room);
		r = memcpy(more, r, room * sizeof *r);
		room *= 2;
	}
	return (struct list){ r, n };
}

static int
by_miner(const void *a, const void *b)
{
	const struct reading *p = a, *q = b;

	if (p->miner != q->miner)
		return p->miner < q->miner ? -1 : 1;
	return (p->recorded_at > q->recorded_at) -
	    (p->recorded_at < q->recorded_at);
}

/* What was packed of that hour before. */
static struct list
packed_before(struct db *db, int64_t miner, int64_t hour_at)
{
	static struct query q = QUERY("SELECT * FROM reading_hour"
	    " WHERE hour_at = :hour_at AND miner = :miner");
	struct hour h;

	db_int(db, &q, ":hour_at", hour_at);
	db_int(db, &q, ":miner", miner);
	if (!db_one(db, &q, &scratch, hour_columns, &h))
		return (struct list){ NULL, 0 };
	return hour_unpack(&scratch, &h, true);
}

/* Both in one list, in order and without doubles. */
static struct list
merged(struct list before, const struct reading *r, size_t n)
{
	struct reading *all = ARENA_MANY(&scratch, struct reading,
	    before.n + n);
	size_t kept = 0;

	memcpy(all, before.v, before.n * sizeof *all);
	memcpy(all + before.n, r, n * sizeof *all);
	n += before.n;
	qsort(all, n, sizeof *all, by_miner);
	for (size_t i = 0; i < n; i++)
		if (!kept || all[i].recorded_at != all[kept - 1].recorded_at)
			all[kept++] = all[i];
	return (struct list){ all, kept };
}

/* One miner's readings of the hour, in order. */
static void
pack_miner(struct db *db, int64_t hour_at, const struct reading *r, size_t n)
{
	static struct query q = QUERY("INSERT INTO reading_hour (hour_at,"
	    " miner, readings, data, boards) VALUES (:hour_at, :miner,"
	    " :readings, :data, :boards) ON CONFLICT (hour_at, miner)"
	    " DO UPDATE SET readings = excluded.readings,"
	    " data = excluded.data, boards = excluded.boards");
	static struct arena small = { .limit = 64 << 20 };
	struct list before = packed_before(db, r->miner, hour_at);
	struct hour h = { .miner = r->miner, .hour_at = hour_at };
	struct rollup u;

	if (before.n) {
		struct list all = merged(before, r, n);

		if (all.n == before.n)
			return;
		r = all.v;
		n = all.n;
	}
	arena_reset(&small);	/* stays in the processor's cache */
	hour_pack(&small, &h, r, n);
	db_bind(db, &q, hour_columns, &h);
	db_run(db, &q);
	rollup_make(&u, r, n);
	rollup_keep(db, &u);
}

static void
pack_step(struct db *db, struct packing *p)
{
	int64_t last = batch_end(db, p->after_miner);
	struct list list = batch(db, p, last);
	struct reading *r = list.v;

	/* From instant after instant to miner after miner. */
	qsort(r, list.n, sizeof *r, by_miner);
	for (size_t first = 0, i = 1; i <= list.n; i++)
		if (i == list.n || r[i].miner != r[first].miner) {
			pack_miner(db, p->hour_at, r + first, i - first);
			first = i;
		}
	p->after_miner = last;
	packing_keep(db, p);
}

static int64_t
rows_of(struct db *db, int64_t from_at)
{
	static struct query q = QUERY("SELECT count(*) FROM reading"
	    " WHERE recorded_at >= :from AND recorded_at < :to");

	db_int(db, &q, ":from", from_at);
	db_int(db, &q, ":to", from_at + PACK_SLOT_MS);
	return db_number(db, &q, 0);
}

/* Rows of the hour that are their miner's latest: few or none. */
static int64_t
latest_in(struct db *db, int64_t hour_at)
{
	static struct query q = QUERY("SELECT count(*) FROM latest"
	    " WHERE recorded_at >= :from AND recorded_at < :to");

	db_int(db, &q, ":from", hour_at);
	db_int(db, &q, ":to", hour_at + HOUR_MS);
	return db_number(db, &q, 0);
}

static void
delete_rows(struct db *db, int64_t from_at, bool with_latest)
{
	static struct query all = QUERY("DELETE FROM reading"
	    " WHERE recorded_at >= :from AND recorded_at < :to");
	static struct query not_latest = QUERY("DELETE FROM reading"
	    " WHERE recorded_at >= :from AND recorded_at < :to"
	    " AND " NOT_LATEST);
	struct query *q = with_latest ? &not_latest : &all;

	db_int(db, q, ":from", from_at);
	db_int(db, q, ":to", from_at + PACK_SLOT_MS);
	db_run(db, q);
}

/* Delete some pieces of 15 s; one that is done counts NONE. */
static void
delete_step(struct db *db, struct packing *p)
{
	bool with_latest = latest_in(db, p->hour_at) > 0;
	int64_t deleted = 0;
	int slot = 0;

	for (; slot < SLOTS && deleted < ROWS; slot++) {
		int64_t from_at = p->hour_at + (int64_t)slot * PACK_SLOT_MS;

		if (p->count[slot] == NONE)
			continue;
		if (rows_of(db, from_at) != p->count[slot]) {
			packing_forget(db);	/* begin again */
			return;
		}
		if (p->count[slot])
			delete_rows(db, from_at, with_latest);
		deleted += p->count[slot];
		p->count[slot] = NONE;
	}
	if (slot == SLOTS)
		packing_forget(db);
	else
		packing_keep(db, p);
}

bool
retention_pack(struct db *db, int64_t now)
{
	struct packing p;

	arena_reset(&scratch);
	if (!packing_get(db, &p, now))
		return false;
	if (p.after_miner < INT64_MAX)
		pack_step(db, &p);
	else
		delete_step(db, &p);
	return true;
}
