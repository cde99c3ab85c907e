/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/http/list.h"

/* Objects are laid out flat, their names joined by a point; lists of parts
 * have no place in a table and are left out. */

static void
cell_text(struct buf *b, const char *s)
{
	/* What a spreadsheet would take for a formula is quoted for it. */
	bool formula = *s && strchr("=+-@\t\r", *s);

	if (!formula && !strpbrk(s, "\",\r\n")) {
		buf_text(b, s);
		return;
	}
	buf_byte(b, '"');
	if (formula)
		buf_byte(b, '\'');
	for (; *s; s++)
		buf_bytes(b, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
	buf_byte(b, '"');
}

static bool
is_cell(const struct field *f)
{
	return f->kind != F_LIST && f->kind != F_MAP && f->kind != F_BLOB &&
	    f->kind != F_RAW;
}

static void
heads(struct buf *b, const struct field *f, uint64_t bits,
    const char *prefix, bool *first)
{
	for (uint64_t bit = 1; f->name; f++, bit <<= 1) {
		const char *name = arena_printf(b->arena, "%s%s", prefix,
		    f->name);

		if (!(bits & bit) || !is_cell(f))
			continue;
		if (f->sub) {
			heads(b, f->sub, UINT64_MAX,
			    arena_printf(b->arena, "%s.", name), first);
			continue;
		}
		if (!*first)
			buf_byte(b, ',');
		*first = false;
		buf_text(b, name);
	}
}

static void
cell(struct buf *b, const struct field *f, const void *record)
{
	struct json j = { .buf = *b };
	size_t from = b->len;

	if (!record)
		return;
	if (record_is_text(f)) {
		const char *s = record_text(f, record);

		if (s)
			cell_text(b, s);
		return;
	}
	json_field(&j, f, record);
	*b = j.buf;
	if (b->len - from == 4 && !memcmp(b->text + from, "null", 4))
		b->len = from;
	else if (f->kind == F_TIME) {	/* without its quotes */
		b->len -= 2;
		memmove(b->text + from, b->text + from + 1, b->len - from);
	}
}

static void
cells(struct buf *b, const struct field *f, const void *record,
    uint64_t bits, bool *first)
{
	for (uint64_t bit = 1; f->name; f++, bit <<= 1) {
		if (!(bits & bit) || !is_cell(f))
			continue;
		if (f->sub) {
			const void *sub = f->kind == F_INSIDE ? record :
			    record ? AT_CONST(record, f, void *) : NULL;

			cells(b, f->sub, sub, UINT64_MAX, first);
			continue;
		}
		if (!*first)
			buf_byte(b, ',');
		*first = false;
		cell(b, f, record);
	}
}

void
csv_head(struct buf *b, const struct field *f, uint64_t bits)
{
	bool first = true;

	heads(b, f, bits, "", &first);
	buf_bytes(b, "\r\n", 2);
}

void
csv_row(struct buf *b, const struct field *f, const void *record,
    uint64_t bits)
{
	bool first = true;

	cells(b, f, record, bits, &first);
	buf_bytes(b, "\r\n", 2);
}
