/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fcgi/http/list.h"

/*
 * Two kinds of lists.  A list of things (list_begin()) may be sorted by any
 * field: then each row is kept as text with its key, sorted at the end, and the
 * page cut out of it.  A log (list_log()) may be longer than anybody would
 * read: it goes down by its key, and the page before says where the next
 * begins.
 *
 * Rows are written as they come, as JSON or CSV.  An answer that would not fit
 * the request's arena is refused before the arena ends the process.
 */

/* Less than half of a request's arena (answer.c): an answer's text may yet
 * double. */
#define BYTES_MAX	(120u << 20)

/* A sorted list keeps each row's text until all are there. */
struct list_row {
	const char	*text;
	size_t		 len;
	const char	*key_text;	/* one of the two */
	double		 key;
	size_t		 order;
};

static uint64_t
bits_of(struct request *r, const struct field *fields)
{
	const char *names = request_text(r, "fields");
	uint64_t bits = 0;

	if (!names)
		return UINT64_MAX;
	while (*names) {
		size_t len = strcspn(names, ",");
		const struct field *f = record_field(fields, names, len);

		if (!f)
			request_note(r, arena_printf(r->arena, "there is no "
			    "field \"%.*s\"", (int)(len > 60 ? 60 : len),
			    names), NULL);
		else
			bits |= (uint64_t)1 << (f - fields);
		names += len;
		names += *names == ',';
	}
	return bits;
}

/* The field of that name, here or in a part, and the part of the record. */
static const struct field *
find_key(const struct field *f, const char *name, const void **record)
{
	const struct field *found = record_field(f, name, strlen(name));

	if (found && !found->sub)
		return found;
	for (; f->name; f++) {
		const void *part = f->kind == F_ONE && *record ?
		    AT_CONST(*record, f, void *) : *record;

		if (f->kind != F_ONE && f->kind != F_INSIDE)
			continue;
		if ((found = find_key(f->sub, name, &part))) {
			*record = part;
			return found;
		}
	}
	return NULL;
}

static void
begin(struct list_out *l, struct request *r, const struct field *fields,
    size_t size)
{
	*l = (struct list_out){ .r = r, .fields = fields, .size = size,
	    .held = r->arena->used };
	l->bits = bits_of(r, fields);
	if (r->csv) {
		r->type = "text/csv; charset=utf-8; header=present";
		csv_head(&r->out.buf, fields, l->bits);
	} else
		json_open(&r->out, '[');
}

void
list_begin(struct list_out *l, struct request *r, const struct field *fields,
    size_t size, int64_t limit)
{
	const char *sort = request_text(r, "sort");
	const void *none = NULL;

	begin(l, r, fields, size);
	l->limit = request_int(r, "limit", limit, 1, LISTED_MAX);
	l->skip = request_int(r, "cursor", 0, 0, INT32_MAX);
	if (sort) {
		json_init(&l->line, r->arena);
		l->falling = *sort == '-';
		l->sort = sort + l->falling;
		if (!find_key(fields, l->sort, &none))
			request_note(r, arena_printf(r->arena, "there is no "
			    "field \"%.60s\" to sort by", l->sort), NULL);
	}
}

void
list_log(struct list_out *l, struct request *r, const struct field *fields,
    const char *key, int64_t limit)
{
	begin(l, r, fields, 0);
	l->limit = request_int(r, "limit", limit, 1, LISTED_MAX);
	l->key = record_field(fields, key, strlen(key));
	l->below = request_int(r, "cursor", INT64_MAX, 0, INT64_MAX);
}

int64_t
list_rows(struct list_out *l)
{
	int64_t page = l->skip + l->limit;

	l->asked = 1 + (l->key || (page > LISTED_MAX && !l->sort) ? page :
	    LISTED_MAX);
	return l->asked;
}

static void
write_row(struct list_out *l, struct json *j, const void *record)
{
	if (l->r->csv)
		csv_row(&j->buf, l->fields, record, l->bits);
	else
		json_some(j, l->fields, record, l->bits);
}

static void
keep_row(struct list_out *l, const void *record)
{
	const void *part = record;
	const struct field *f = find_key(l->fields, l->sort, &part);
	struct list_row *row;

	if (!f)
		return;
	if (l->n == l->room) {
		size_t room = l->room ? 2 * l->room : 256;
		struct list_row *rows = ARENA_MANY(l->r->arena,
		    struct list_row, room);

		if (l->n)
			memcpy(rows, l->rows, l->n * sizeof *rows);
		l->rows = rows;
		l->room = room;
	}
	l->line.buf.len = 0;
	l->line.comma = false;
	write_row(l, &l->line, record);
	row = &l->rows[l->n];
	*row = (struct list_row){ arena_text(l->r->arena, l->line.buf.text,
	    l->line.buf.len), l->line.buf.len, NULL, NAN, l->n };
	l->bytes += l->line.buf.len + 1;
	l->n++;
	if (!part)
		return;
	if (record_is_text(f))
		row->key_text = arena_copy(l->r->arena, record_text(f, part));
	else if (f->kind == F_REAL)
		row->key = AT_CONST(part, f, double);
	else if (f->kind == F_BOOL)
		row->key = AT_CONST(part, f, bool);
	else if (AT_CONST(part, f, int64_t) != NONE)
		row->key = (double)AT_CONST(part, f, int64_t);
}

/* Said before the arena is at its end, which would end the process. */
static bool
is_too_long(struct list_out *l)
{
	if (l->r->arena->used - l->held > BYTES_MAX)
		request_note(l->r, "the answer would be too long: ask for "
		    "fewer rows or fields, or for less time", NULL);
	else if (l->sort && (int64_t)l->n == LISTED_MAX)
		request_note(l->r, "there are too many rows to sort: ask for "
		    "less time", NULL);
	return l->r->error != NULL;
}

void
list_row(struct list_out *l, const void *record)
{
	if (is_too_long(l))
		return;
	if (l->sort) {
		keep_row(l, record);
		return;
	}
	l->seen++;
	if (l->seen <= l->skip || l->written == l->limit)
		return;
	write_row(l, &l->r->out, record);
	l->written++;
	if (l->key)
		l->last = AT_CONST(record, l->key, int64_t);
}

/* The unknown come last, whichever way. */
static int
compare(const struct list_row *a, const struct list_row *b, int sign)
{
	bool a_known = a->key_text || !isnan(a->key);
	bool b_known = b->key_text || !isnan(b->key);
	int way = 0;

	if (a_known != b_known)
		return a_known ? -1 : 1;
	if (a->key_text && b->key_text)
		way = strcmp(a->key_text, b->key_text);
	else if (a_known && a->key != b->key)
		way = a->key < b->key ? -1 : 1;
	return way ? sign * way : a->order < b->order ? -1 : 1;
}

static int
rising(const void *a, const void *b)
{
	return compare(a, b, 1);
}

static int
falling(const void *a, const void *b)
{
	return compare(a, b, -1);
}

static void
write_sorted(struct list_out *l)
{
	struct buf *b = &l->r->out.buf;

	buf_reserve(b, l->bytes);
	if (l->n)
		qsort(l->rows, l->n, sizeof *l->rows,
		    l->falling ? falling : rising);
	l->seen = (int64_t)l->n;
	for (int64_t i = l->skip; i < l->seen && l->written < l->limit; i++) {
		if (!l->r->csv && l->written)
			buf_byte(b, ',');
		buf_bytes(b, l->rows[i].text, l->rows[i].len);
		l->written++;
	}
}

/* The same request with another cursor. */
static const char *
next_link(struct list_out *l)
{
	struct request *r = l->r;
	struct buf q;

	buf_init(&q, r->arena);
	for (const char *p = r->query; p && *p; ) {
		size_t len = strcspn(p, "&");

		if (len && strncmp(p, "cursor=", 7)) {
			buf_bytes(&q, p, len);
			buf_byte(&q, '&');
		}
		p += len;
		p += *p == '&';
	}
	return arena_printf(r->arena, "<%s?%scursor=%lld>; rel=\"next\"",
	    r->path, buf_done(&q),
	    (long long)(l->key ? l->last : l->skip + l->written));
}

int
list_end(struct list_out *l)
{
	struct request *r = l->r;

	if (r->error)
		return 400;
	if (l->sort)
		write_sorted(l);
	if (!r->csv)
		json_close(&r->out, ']');
	if (!l->key && (!l->asked || l->seen < l->asked))
		r->total = l->seen;
	if (l->skip + l->written < l->seen)
		r->link = next_link(l);
	return 200;
}
