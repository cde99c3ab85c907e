/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/json/json.h"

/* The text was parsed before: only its outline is looked at here. */

static const char *
skip_text(const char *p)
{
	for (p++; *p && *p != '"'; p++)
		p += *p == '\\' && p[1];
	return p + (*p == '"');
}

static const char *
skip_blank(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

static const char *
skip_value(const char *p)
{
	int depth = 0;

	do {
		if (*p == '"') {
			p = skip_text(p);
			continue;
		}
		depth += *p == '[' || *p == '{';
		depth -= *p == ']' || *p == '}';
		if (depth < 0 || (depth == 0 && *p == ','))
			break;
		p++;
	} while (*p);
	return p;
}

/* Whether the step ("a~1b" up to '/') names the key at p ("\"a/b\""). */
static bool
is_step(const char *step, const char *key)
{
	for (key++; *step && *step != '/'; step++, key++) {
		char c = *step;

		if (c == '~')
			c = *++step == '1' ? '/' : '~';
		if (*key != c)
			return false;
	}
	return *key == '"';
}

/* The member of the object or list at p that the step names, or p. */
static const char *
member(const char *p, const char *step)
{
	const char *at = p, *key;
	long n = strtol(step, NULL, 10);

	for (p = skip_blank(p + 1); *p && *p != ']' && *p != '}';) {
		key = p;
		if (*at == '{')
			p = skip_blank(skip_text(p)) + 1;
		if (*at == '{' ? is_step(step, key) : n-- == 0)
			return *at == '{' ? key : p;
		p = skip_blank(skip_value(skip_blank(p)));
		p = *p == ',' ? skip_blank(p + 1) : p;
	}
	return at;
}

void
json_line(const char *text, size_t at, int *line, int *column)
{
	*line = *column = 1;
	for (; at > 0; at--, text++)
		if (*text == '\n') {
			(*line)++;
			*column = 1;
		} else
			(*column)++;
}

void
json_place(const char *text, const char *pointer, int *line, int *column)
{
	const char *p = skip_blank(text);

	while (*pointer == '/') {
		const char *next = strchr(++pointer, '/');
		const char *found = member(p, pointer);

		if (next && *p == '{' && found != p)
			found = skip_blank(skip_blank(skip_text(found)) + 1);
		p = found;
		pointer = next ? next : "";
	}
	json_line(text, (size_t)(p - text), line, column);
}

const char *
json_pointer(struct arena *arena, const char *const *steps, int n)
{
	struct buf text;

	buf_init(&text, arena);
	for (int i = 0; i < n; i++) {
		buf_byte(&text, '/');
		for (const char *p = steps[i]; *p; p++)
			if (*p == '~' || *p == '/')
				buf_text(&text, *p == '~' ? "~0" : "~1");
			else
				buf_byte(&text, *p);
	}
	return buf_done(&text);
}
