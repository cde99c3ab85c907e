/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ctl/command/command.h"
#include "hive/base/instant.h"
#include "hive/base/text.h"

const char *
ctl_text(struct ctl *c, const char *text)
{
	size_t room = text ? 4 * strlen(text) + 1 : 0;
	char *to;

	if (!text)
		return "-";
	to = arena_take(&c->arena, room);
	text_one_line(to, room, text);
	return to;
}

const char *
ctl_int(struct ctl *c, int64_t n)
{
	return n == NONE ? "-" :
	    arena_printf(&c->arena, "%lld", (long long)n);
}

const char *
ctl_real(struct ctl *c, double x)
{
	return isnan(x) ? "-" : arena_printf(&c->arena, "%.1f", x);
}

const char *
ctl_time(struct ctl *c, int64_t at)
{
	char *to = arena_take(&c->arena, DAY_TEXT_SIZE);

	if (at == NONE)
		return "-";
	day_show(to, at);
	return to;
}

/* From quote to quote; returns the second. */
static const char *
put_string(FILE *to, const char *p)
{
	for (putc(*p++, to); *p != '"'; p++) {
		if (*p == '\\')
			putc(*p++, to);
		putc(*p, to);
	}
	putc(*p, to);
	return p;
}

static void
new_line(FILE *to, int depth)
{
	fprintf(to, "\n%*s", 2 * depth, "");
}

void
ctl_pretty(FILE *to, const char *json)
{
	int depth = 0;

	for (const char *p = json; *p; p++)
		switch (*p) {
		case '"':
			p = put_string(to, p);
			break;
		case '{':
		case '[':
			putc(*p, to);
			if (p[1] == *p + 2)
				putc(*++p, to);
			else
				new_line(to, ++depth);
			break;
		case '}':
		case ']':
			new_line(to, --depth);
			putc(*p, to);
			break;
		case ',':
			putc(*p, to);
			new_line(to, depth);
			break;
		case ':':
			fputs(": ", to);
			break;
		default:
			putc(*p, to);
		}
	putc('\n', to);
}

struct table_row {
	struct table_row *next;
	const char	*cells[TABLE_COLUMNS];
};

void
table_head(struct table *t, struct ctl *c, const char *const *cells,
    int columns)
{
	*t = (struct table){ .ctl = c, .columns = columns };
	t->last = &t->first;
	table_add(t, cells);
}

void
table_add(struct table *t, const char *const *cells)
{
	struct table_row *row = ARENA_NEW(&t->ctl->arena, struct table_row);

	memcpy(row->cells, cells, (size_t)t->columns * sizeof *cells);
	*t->last = row;
	t->last = &row->next;
}

void
table_print(const struct table *t, FILE *to)
{
	int width[TABLE_COLUMNS] = { 0 };

	for (const struct table_row *r = t->first; r; r = r->next)
		for (int i = 0; i < t->columns; i++)
			if ((int)strlen(r->cells[i]) > width[i])
				width[i] = (int)strlen(r->cells[i]);
	for (const struct table_row *r = t->first; r; r = r->next) {
		for (int i = 0; i + 1 < t->columns; i++)
			fprintf(to, "%-*s  ", width[i], r->cells[i]);
		fprintf(to, "%s\n", r->cells[t->columns - 1]);
	}
}

/* ---- Lists -------------------------------------------------------------- */

void
listing_begin(struct listing *l, struct ctl *c, const struct field *fields)
{
	l->fields = fields;
	l->as_json = ctl_value(c, "json") != NULL;
	json_init(&l->json, &c->arena);
	json_open(&l->json, '[');
}

bool
listing_row(struct listing *l, const void *record)
{
	if (l->as_json)
		json_record(&l->json, l->fields, record);
	return !l->as_json;
}

int
listing_end(struct listing *l)
{
	json_close(&l->json, ']');
	if (l->as_json)
		ctl_pretty(stdout, json_done(&l->json));
	else
		table_print(&l->table, stdout);
	return 0;
}
