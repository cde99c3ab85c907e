/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/api/api.h"
#include "fcgi/api/energy.h"
#include "fcgi/http/list.h"
#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/request/energy.h"

/*
 * What is finer than a day: timelines, and each slot as CSV.  It is computed
 * anew from slots and prices, day by day of each meter that counts, by the
 * same functions that made the days, so that both add up to the same.  A
 * day's rows are read out of the database before they are used, because a
 * slow client must hold no snapshot of it, and the CSV is sent part by part.
 */

#define BUCKETS_MAX	20000
#define DAYS_MAX	400	/* in buckets of less than a day */

struct span {
	int64_t	from_at, until_at;
};

/* ?start=&end=, both needed. */
static struct span
asked_span(struct request *r)
{
	const char *start = request_text(r, "start");
	const char *end = request_text(r, "end");
	struct span s = { 0, 1 };

	if (!start || !end)
		request_note(r, "start and end must be said", NULL);
	else if (!energy_start(start, &s.from_at))
		request_note(r, "start must be a date like 2026-11-20, or an "
		    "RFC 3339 instant, of the years " DAY_YEARS, NULL);
	else if (!energy_end(end, &s.until_at))
		request_note(r, "end must be a date like 2026-11-20, or an "
		    "RFC 3339 instant, of the years " DAY_YEARS, NULL);
	else if (s.until_at <= s.from_at)
		request_note(r, "end must be after start", NULL);
	return s;
}

/* ---- Parts of days, one after the other --------------------------------- */

struct parts_call {
	struct request		*r;
	enum meter_source	 source;
	const char		*location;
	struct span		 span;
	struct list		 versions;
	struct arena		 rows;		/* of one day */
	void			(*use)(void *, const struct energy_row *,
				    const struct energy_part *);
	void			*arg;
};

/* The part of the row's meter that made the row. */
static const struct energy_part *
part_of(struct rater *rater, const struct energy_row *row,
    struct energy_parts *parts)
{
	energy_parts(rater, row->d.meter, row->direction, row->d.day, parts);
	for (size_t i = 0; i < parts->n; i++)
		if (energy_same_place(&parts->part[i], &row->d))
			return &parts->part[i];
	return NULL;
}

#define ROWS_MAX	200000

/* The day's rows out of the database, so that a slow client holds no
 * snapshot of it. */
static struct energy_row *
rows_of_day(struct parts_call *c, int64_t day, size_t *n)
{
	struct query *q = energy_rows(c->r->db, c->source, c->location, day,
	    day + 1);
	struct energy_row *rows = NULL;
	size_t room = 0;

	arena_reset(&c->rows);
	for (*n = 0; *n < ROWS_MAX; ++*n) {
		if (*n == room) {
			struct energy_row *more = ARENA_MANY(&c->rows,
			    struct energy_row, room ? 2 * room : 128);

			if (room)
				memcpy(more, rows, room * sizeof *more);
			rows = more;
			room = room ? 2 * room : 128;
		}
		if (!db_row(c->r->db, q, energy_row_columns, &rows[*n]))
			break;
		record_keep(&c->rows, energy_row_columns, &rows[*n]);
	}
	db_end(c->r->db, q);
	return rows;
}

/* Each day of each meter that is counted, of those that there is energy of:
 * the span may be centuries. */
static void
each_part(struct parts_call *c)
{
	struct energy_parts *parts = ARENA_NEW(c->r->arena,
	    struct energy_parts);
	int64_t last = zone_day(c->span.until_at - 1);
	int64_t first = zone_day(c->span.from_at), min, max;
	struct rater rater;

	if (!energy_span(c->r->db, &min, &max))
		return;
	first = first > min ? first : min;
	last = last < max ? last : max;
	arena_init(&c->rows, 256 << 20);
	rater_open(&rater, c->r->db, &c->versions);
	for (int64_t day = first; day <= last && !c->r->gone; day++) {
		const struct energy_part *part;
		size_t n;
		const struct energy_row *row = rows_of_day(c, day, &n);

		for (; n-- > 0 && !c->r->gone; row++)
			if (row->counted &&
			    (part = part_of(&rater, row, parts)))
				c->use(c->arg, row, part);
	}
	rater_close(&rater);
	arena_free(&c->rows);
}

/* ---- Buckets of a timeline ---------------------------------------------- */

struct timeline {
	struct span		 span;
	struct energy_item	*bucket;
	size_t			 n;
	size_t			 at;	/* where the last slot went */
};

static void
make_buckets(struct request *r, struct timeline *t, int minutes)
{
	int64_t at = t->span.from_at;

	t->bucket = ARENA_MANY(r->arena, struct energy_item, BUCKETS_MAX);
	while (at < t->span.until_at && t->n < BUCKETS_MAX) {
		struct energy_item *b = &t->bucket[t->n++];

		*b = energy_nothing;
		b->starts_at = at;
		at = zone_bucket_end(at, minutes);
		b->ends_at = at < t->span.until_at ? at : t->span.until_at;
	}
	if (at < t->span.until_at)
		request_note(r, "too many buckets: take longer ones or a "
		    "shorter span", NULL);
}

/* Days and slots rise, so the bucket is near; a meter's day begins before
 * the last meter's ended. */
static struct energy_item *
bucket_of(struct timeline *t, int64_t slot_at)
{
	while (t->at > 0 && t->bucket[t->at].starts_at > slot_at)
		t->at--;
	while (t->at + 1 < t->n && t->bucket[t->at].ends_at <= slot_at)
		t->at++;
	return &t->bucket[t->at];
}

static void
fill_buckets(void *arg, const struct energy_row *row,
    const struct energy_part *part)
{
	struct timeline *t = arg;
	const struct energy_item *last = NULL;

	(void)row;
	for (size_t i = 0; i < part->n; i++) {
		int64_t at = part->slots[i].slot_at;
		struct energy_item *b;

		if (at < t->span.from_at || at >= t->span.until_at)
			continue;
		b = bucket_of(t, at);
		energy_add_slot(b, part, i);
		/* A span has a bucket.
		 * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		b->device_count += b != last;
		last = b;
	}
}

int
get_energy_timeline(struct request *r)
{
	int64_t minutes = request_int(r, "bucket", 60, 15, 1440);
	struct timeline t = { .span = asked_span(r) };
	struct parts_call c = { .r = r, .span = t.span,
	    .use = fill_buckets, .arg = &t };
	struct energy_item item = energy_nothing;

	c.location = energy_place(r);
	c.source = energy_level(r, c.location);
	if (minutes % 15)
		request_note(r, "bucket must be a multiple of 15", NULL);
	if (t.span.until_at - t.span.from_at > DAYS_MAX * DAY_MS)
		request_note(r, "at most 400 days at a time", NULL);
	if (!r->error)
		make_buckets(r, &t, (int)minutes);
	if (r->error)
		return 400;
	c.versions = price_list(r->db, r->arena, INT64_MAX);
	each_part(&c);
	for (size_t i = 0; i < t.n; i++)
		energy_judge(&t.bucket[i]);
	item.location = c.location;
	item.source = c.source;
	item.currency = r->site->currency;
	item.starts_at = t.span.from_at;
	item.ends_at = t.span.until_at;
	item.bucket_minutes = minutes;
	item.points = (int64_t)t.n;
	item.days = (struct list){ t.bucket, t.n };
	return request_record(r, energy_timeline_fields, &item);
}

/* ---- CSV ---------------------------------------------------------------- */

struct export_row {
	const char	*date, *device, *channel, *name, *location, *currency;
	int64_t		 starts_at, ends_at;
	int64_t		 energy_uwh, cost, duration_s, entries;
	const char	*method;
	enum confidence	 confidence;
};

static const struct field export_row_fields[] = {
	FIELD(struct export_row, date),
	TIME(struct export_row, starts_at),
	TIME(struct export_row, ends_at),
	FIELD_AS("esp32_name", struct export_row, device),
	FIELD_AS("device_id", struct export_row, channel),
	FIELD(struct export_row, name),
	FIELD(struct export_row, location),
	FIELD_AS("wh", struct export_row, energy_uwh, .scale = 6),
	FIELD_AS("kwh", struct export_row, energy_uwh, .scale = 9),
	FIELD(struct export_row, cost, .scale = 6),
	FIELD(struct export_row, currency),
	FIELD(struct export_row, duration_s),
	FIELD(struct export_row, method),
	WORD(struct export_row, confidence, confidence),
	FIELD(struct export_row, entries),
	FIELDS_END
};

struct export {
	struct request	*r;
	struct span	 span;
	struct arena	 scratch;	/* of the lines being written */
	struct buf	 lines;
};

static const char *
method_of(enum quality quality)
{
	switch (quality) {
	case QUALITY_MEASURED:
		return "measured";
	case QUALITY_OUR_CLOCK:
		return "measured, our clock";
	case QUALITY_MANUAL:
		return "manual";
	default:
		return "estimated";
	}
}

static void
write_part(void *arg, const struct energy_row *row,
    const struct energy_part *part)
{
	struct export *e = arg;
	char date[ZONE_DATE_SIZE];

	zone_date_show(date, row->d.day);
	arena_reset(&e->scratch);
	buf_init(&e->lines, &e->scratch);
	for (size_t i = 0; i < part->n; i++) {
		int64_t at = part->slots[i].slot_at;
		enum quality q = part->quality[i];

		if (at < e->span.from_at || at >= e->span.until_at)
			continue;
		csv_row(&e->lines, export_row_fields, &(struct export_row){
		    date,
		    row->device, row->channel, row->name, part->location,
		    e->r->site->currency, at, at + SLOT_MS,
		    part->slots[i].uwh, part->costs[i].cost,
		    SLOT_MS / 1000, part->entries[i], method_of(q),
		    q == QUALITY_MEASURED || q == QUALITY_MANUAL ?
		    CONFIDENCE_HIGH : q == QUALITY_OUR_CLOCK ?
		    CONFIDENCE_MEDIUM : CONFIDENCE_LOW }, UINT64_MAX);
	}
	buf_bytes(&e->r->out.buf, e->lines.text, e->lines.len);
	request_push(e->r);
}

int
get_energy_csv(struct request *r)
{
	struct export e = { .r = r, .span = asked_span(r) };
	struct parts_call c = { .r = r, .span = e.span,
	    .use = write_part, .arg = &e };

	c.location = energy_place(r);
	c.source = energy_level(r, c.location);
	if (r->error)
		return 400;
	r->csv = true;
	r->type = "text/csv; charset=utf-8; header=present";
	r->disposition = "attachment; filename=\"energy.csv\"";
	c.versions = price_list(r->db, r->arena, INT64_MAX);
	arena_init(&e.scratch, 16 << 20);
	csv_head(&r->out.buf, export_row_fields, UINT64_MAX);
	each_part(&c);
	arena_free(&e.scratch);
	return 200;
}
