/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/reading/downsample.h"
#include "hive/reading/fans_and_boards.h"
#include "hive/reading/packed_hour.h"

/*
 * A miner's past lies in three places: fresh rows of table reading, packed
 * hours, and hourly roll-ups.  An answer is put together from what the span
 * needs, newest first: rows and packed hours up to two days, roll-ups beyond,
 * and rows for hours that have no roll-up yet.
 *
 * Two things make it longer than a SELECT.  Rows are kept by instant, then
 * miner, so one miner's rows are found by going from instant to instant; and a
 * place may have had several miners, so the miners before it are read as well,
 * each up to the day when it was replaced.  A row may still stand beside its
 * packed hour; such doubles are left out.
 */

#define RAW_MS	(48 * (int64_t)HOUR_MS)	/* above this: roll-ups */
#define LATEST	(INT64_MAX / 2)		/* so that no sum flows over */

/* A miner of the place, and until when it stood there. */
struct stood {
	int64_t	id, until;
};

static const struct field stood_fields[] = {
	FIELD(struct stood, id),
	FIELD(struct stood, until),
	FIELDS_END
};

#define LINE_MAX	32	/* miners that one place has had */

/* What is asked for, and what was found so far: newest first. */
struct asked {
	struct arena	*arena;
	int64_t		 miner, since_at, until_at;
	size_t		 limit;
	bool		 boards;
	struct reading	*found;
	size_t		 n, room;
};

static void
take(struct asked *a, const struct reading *r)
{
	if (r->recorded_at < a->since_at || r->recorded_at >= a->until_at)
		return;
	if (a->n == a->room) {
		size_t room = a->room ? 2 * a->room : 256;
		struct reading *more =
		    ARENA_MANY(a->arena, struct reading, room);

		if (a->n)
			memcpy(more, a->found, a->n * sizeof *more);
		a->found = more;
		a->room = room;
	}
	a->found[a->n] = *r;
	a->found[a->n++].efficiency_jth =
	    reading_efficiency_jth(r->power_w, r->hashrate_ths);
}

/* Rows are kept by instant, then miner, so go from instant to instant. */
static void
take_rows(struct db *db, struct asked *a)
{
	static struct query q = QUERY("WITH RECURSIVE tick (at) AS ("
	    "SELECT max(recorded_at) FROM reading"
	    " WHERE recorded_at < :until_at UNION ALL "
	    "SELECT (SELECT max(recorded_at) FROM reading"
	    " WHERE recorded_at < tick.at) FROM tick"
	    " WHERE tick.at > :since_at) "
	    "SELECT r.* FROM tick JOIN reading r"
	    " ON r.recorded_at = tick.at AND r.miner = :miner LIMIT :limit");
	struct reading r;

	db_int(db, &q, ":miner", a->miner);
	db_int(db, &q, ":since_at", a->since_at);
	db_int(db, &q, ":until_at", a->until_at);
	db_int(db, &q, ":limit", (int64_t)a->limit);
	record_clear(reading_fields, &r);
	while (db_row(db, &q, reading_columns, &r)) {
		if (a->boards)
			boards_unpack(a->arena, r.boards, &r.fans,
			    &r.chains);
		r.boards = (struct blob){ NULL, 0 };
		record_keep(a->arena, reading_columns, &r);
		take(a, &r);
	}
}

/* The hour at or before that instant for which there is packed data at all;
 * the first one if there is none before. */
static int64_t
packed_hour(struct db *db, int64_t at)
{
	static struct query first = QUERY(
	    "SELECT min(hour_at) FROM reading_hour");
	static struct query last = QUERY(
	    "SELECT max(hour_at) FROM reading_hour");
	int64_t min = db_number(db, &first, 0);
	int64_t max = db_number(db, &last, 0);

	at = hour_of(at);
	return at < min ? min : at < max ? at : max;
}

static void
take_hours(struct db *db, struct asked *a)
{
	static struct query all = QUERY("WITH RECURSIVE hour (at) AS ("
	    "SELECT :newest UNION ALL SELECT hour.at - :hour_ms FROM hour"
	    " WHERE hour.at > :oldest) SELECT h.miner AS miner,"
	    " h.hour_at AS hour_at, h.readings AS readings, h.data AS data,"
	    " h.boards AS boards FROM hour JOIN reading_hour h"
	    " ON h.hour_at = hour.at AND h.miner = :miner");
	static struct query charts = QUERY("WITH RECURSIVE hour (at) AS ("
	    "SELECT :newest UNION ALL SELECT hour.at - :hour_ms FROM hour"
	    " WHERE hour.at > :oldest) SELECT h.miner AS miner,"
	    " h.hour_at AS hour_at, h.readings AS readings, h.data AS data"
	    " FROM hour JOIN reading_hour h"
	    " ON h.hour_at = hour.at AND h.miner = :miner");
	struct query *q = a->boards ? &all : &charts;
	size_t before = a->n;
	struct hour h;

	db_int(db, q, ":miner", a->miner);
	db_int(db, q, ":hour_ms", HOUR_MS);
	db_int(db, q, ":oldest", packed_hour(db, a->since_at));
	db_int(db, q, ":newest", packed_hour(db, a->until_at - 1));
	while (a->n - before < a->limit && db_row(db, q, hour_columns, &h)) {
		struct list list = hour_unpack(a->arena, &h, a->boards);
		const struct reading *r = list.v;

		for (size_t i = list.n; i-- > 0; )
			take(a, r + i);
	}
	db_end(db, q);
}

static int
newest_first(const void *a, const void *b)
{
	const struct reading *p = a, *q = b;

	return (p->recorded_at < q->recorded_at) -
	    (p->recorded_at > q->recorded_at);
}

/* A row may still stand beside its packed hour. */
static void
in_order(struct asked *a)
{
	size_t n = 0;
	bool sorted = true;

	for (size_t i = 1; i < a->n; i++)
		sorted &= a->found[i].recorded_at < a->found[i - 1].recorded_at;
	if (sorted)
		return;
	qsort(a->found, a->n, sizeof *a->found, newest_first);
	for (size_t i = 0; i < a->n; i++)
		if (n == 0 || a->found[i].recorded_at !=
		    a->found[n - 1].recorded_at)
			a->found[n++] = a->found[i];
	a->n = n;
}

/* Readings of the miner and of the miners before it in its place; hours: the
 * packed ones as well. */
static void
take_place(struct db *db, struct asked *a, bool hours)
{
	static struct query q = QUERY("SELECT id,"
	    " min(until_at, :until_at) AS until FROM miner_succession"
	    " WHERE miner = :miner AND until_at > :since_at"
	    " ORDER BY id DESC LIMIT :max");
	const struct asked asked = *a;
	struct stood s[LINE_MAX];
	size_t n = 0;

	db_int(db, &q, ":miner", a->miner);
	db_int(db, &q, ":since_at", a->since_at);
	db_int(db, &q, ":until_at", a->until_at);
	db_int(db, &q, ":max", LINE_MAX);
	while (n < LINE_MAX && db_row(db, &q, stood_fields, &s[n]))
		n++;
	db_end(db, &q);
	for (size_t i = 0; i < n; i++) {
		a->miner = s[i].id;
		a->until_at = s[i].until;
		take_rows(db, a);
		if (hours)
			take_hours(db, a);
	}
	a->miner = asked.miner;
	a->until_at = asked.until_at;
	in_order(a);
}

static void
thin_rows(struct db *db, struct asked *a, struct thin *t)
{
	take_place(db, a, true);
	for (size_t i = 0; i < a->n; i++)
		thin_add(t, a->found + i);
}

/* Roll-ups, and rows of the hours that have none yet. */
static void
thin_rollups(struct db *db, struct asked *a, struct thin *t)
{
	static struct query q = QUERY("SELECT r.hour_at, r.miner,"
	    " readings, power_mean_w, hashrate_mean_ths, chip_max_c"
	    " FROM miner_succession s JOIN rollup r ON r.miner = s.id"
	    " AND r.hour_at < min(s.until_at, :until_at)"
	    " WHERE s.miner = :miner AND r.hour_at >= :since_at"
	    " ORDER BY r.hour_at");
	struct rollup hour;

	db_int(db, &q, ":miner", a->miner);
	db_int(db, &q, ":since_at", a->since_at);
	db_int(db, &q, ":until_at", a->until_at);
	while (db_row(db, &q, rollup_fields, &hour)) {
		thin_add_hour(t, &hour);
		a->since_at = hour.hour_at + HOUR_MS;
	}
	take_place(db, a, false);
	for (size_t i = 0; i < a->n; i++)
		thin_add(t, a->found + i);
}

struct list
reading_history(struct db *db, struct arena *arena, int64_t miner,
    int64_t since_at, int64_t until_at, int64_t limit, int64_t points)
{
	struct asked a = { arena, miner, since_at > 0 ? since_at : 0,
	    until_at < LATEST ? until_at : LATEST,
	    limit > 0 ? (size_t)limit : 0, points <= 0, NULL, 0, 0 };
	struct thin t;

	if (a.since_at >= a.until_at || limit <= 0)
		return (struct list){ NULL, 0 };
	if (points <= 0) {
		take_place(db, &a, true);
		return (struct list){ a.found, a.n < a.limit ? a.n : a.limit };
	}
	a.limit = INT64_MAX;
	thin_begin(&t, arena, a.since_at, a.until_at, points);
	if (a.until_at - a.since_at > RAW_MS)
		thin_rollups(db, &a, &t);
	else
		thin_rows(db, &a, &t);
	return thin_end(&t, limit);
}

struct list
reading_samples(struct db *db, struct arena *arena, int64_t miner,
    int64_t since_at, int64_t until_at)
{
	struct asked a = { arena, miner, since_at > 0 ? since_at : 0,
	    until_at < LATEST ? until_at : LATEST, INT64_MAX, false, NULL, 0,
	    0 };

	if (a.since_at >= a.until_at)
		return (struct list){ NULL, 0 };
	take_rows(db, &a);
	take_hours(db, &a);
	in_order(&a);
	return (struct list){ a.found, a.n };
}
