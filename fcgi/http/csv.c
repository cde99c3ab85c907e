/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/http/list.h"

/* Objects are laid out flat, their names joined by a point; lists of parts
 * have no place in a table and are left out. */

static void
cell_text(struct json *j, const char *s)
{
	/* What a spreadsheet would take for a formula is quoted for it. */
	bool formula = *s && strchr("=+-@\t\r", *s);

	if (!formula && !strpbrk(s, "\",\r\n")) {
		json_bytes(j, s, strlen(s));
		return;
	}
	json_bytes(j, "\"", 1);
	if (formula)
		json_bytes(j, "'", 1);
	for (; *s; s++)
		json_bytes(j, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
	json_bytes(j, "\"", 1);
}

static bool
is_cell(const struct field *f)
{
	return f->kind != F_LIST && f->kind != F_MAP && f->kind != F_BLOB &&
	    f->kind != F_RAW;
}

static void
heads(struct json *j, const struct field *f, uint64_t bits,
    const char *prefix, bool *first)
{
	for (uint64_t bit = 1; f->name; f++, bit <<= 1) {
		const char *name = arena_printf(j->arena, "%s%s", prefix,
		    f->name);

		if (!(bits & bit) || !is_cell(f))
			continue;
		if (f->sub) {
			heads(j, f->sub, UINT64_MAX,
			    arena_printf(j->arena, "%s.", name), first);
			continue;
		}
		if (!*first)
			json_bytes(j, ",", 1);
		*first = false;
		json_bytes(j, name, strlen(name));
	}
}

static void
cell(struct json *j, const struct field *f, const void *record)
{
	size_t from = j->len;

	if (!record)
		return;
	if (record_is_text(f)) {
		const char *s = record_text(f, record);

		if (s)
			cell_text(j, s);
		return;
	}
	j->comma = false;
	json_field(j, f, record);
	if (j->len - from == 4 && !memcmp(j->text + from, "null", 4))
		j->len = from;
	else if (f->kind == F_TIME) {	/* without its quotes */
		j->len -= 2;
		memmove(j->text + from, j->text + from + 1, j->len - from);
	}
}

static void
cells(struct json *j, const struct field *f, const void *record,
    uint64_t bits, bool *first)
{
	for (uint64_t bit = 1; f->name; f++, bit <<= 1) {
		if (!(bits & bit) || !is_cell(f))
			continue;
		if (f->sub) {
			const void *sub = f->kind == F_INSIDE ? record :
			    record ? AT_CONST(record, f, void *) : NULL;

			cells(j, f->sub, sub, UINT64_MAX, first);
			continue;
		}
		if (!*first)
			json_bytes(j, ",", 1);
		*first = false;
		cell(j, f, record);
	}
}

void
csv_head(struct json *j, const struct field *f, uint64_t bits)
{
	bool first = true;

	heads(j, f, bits, "", &first);
	json_bytes(j, "\r\n", 2);
}

void
csv_row(struct json *j, const struct field *f, const void *record,
    uint64_t bits)
{
	bool first = true;

	cells(j, f, record, bits, &first);
	json_bytes(j, "\r\n", 2);
}
