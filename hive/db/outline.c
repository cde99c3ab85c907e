/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

#include "hive/db/outline.h"

#define OBJECTS_MAX	1024

struct object {
	const char	*type, *name, *words;
};

struct outline {
	struct object	*objects;	/* by type and name */
	size_t		 n;
};

/* ---- The words of a statement ---- */

static bool
in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || c & 0x80;
}

/* Past blanks and comments. */
static const char *
skip(const char *p)
{
	for (;;) {
		p += strspn(p, " \t\r\n\f\v");
		if (p[0] == '-' && p[1] == '-')
			p += strcspn(p, "\n");
		else if (p[0] == '/' && p[1] == '*') {
			const char *end = strstr(p + 2, "*/");

			p = end ? end + 2 : p + strlen(p);
		} else
			return p;
	}
}

/* Past the quote that ends what begins here; a doubled one ends nothing. */
static const char *
quoted_end(const char *p)
{
	char close = *p == '[' ? ']' : *p;

	for (p++; *p; p++) {
		if (*p != close)
			continue;
		if (close == ']' || p[1] != close)
			return p + 1;
		p++;
	}
	return p;
}

static const char *
word_end(const char *p)
{
	if (strchr("'\"`[", *p))
		return quoted_end(p);
	if (strchr("<>=!|", *p))
		return p + strspn(p, "<>=!|");
	if (!in_name(*p))
		return p + 1;
	while (in_name(*p))
		p++;
	return p;
}

/* Whether quotes of a name can be left out: nothing in it needs them. */
static bool
is_plain(const char *p, size_t n)
{
	for (size_t i = 1; i + 1 < n; i++)
		if (!in_name(p[i]))
			return false;
	return n > 2 && *p != '\'' && strchr("\"`[", *p);
}

static char *
put_word(char *to, const char *p, size_t n)
{
	bool text = *p == '\'';

	if (is_plain(p, n)) {
		p++;
		n -= 2;
	}
	for (size_t i = 0; i < n; i++)
		*to++ = (char)(text ? p[i] : tolower((unsigned char)p[i]));
	*to++ = ' ';
	return to;
}

char *
outline_words(struct arena *a, const char *sql)
{
	char *words = arena_take(a, 2 * strlen(sql) + 1), *to = words;
	const char *end;

	for (const char *p = skip(sql); *p; p = skip(end)) {
		end = word_end(p);
		to = put_word(to, p, (size_t)(end - p));
	}
	*to = '\0';
	return words;
}

/* ---- Two schemas ---- */

/* What SQLite keeps for itself is left out: indexes of keys have no text,
 * and of its tables none of ours depends on. */
static const char *
read_outline(struct arena *a, sqlite3 *lite, struct outline *o)
{
	sqlite3_stmt *s;
	int rc;

	*o = (struct outline){
	    ARENA_MANY(a, struct object, OBJECTS_MAX), 0 };
	if (sqlite3_prepare_v2(lite, "SELECT type, lower(name), sql FROM"
	    " sqlite_schema WHERE sql IS NOT NULL AND NOT (type = 'table' AND"
	    " substr(name, 1, 7) = 'sqlite_') ORDER BY type, lower(name)",
	    -1, &s, NULL) != SQLITE_OK)
		return arena_copy(a, sqlite3_errmsg(lite));
	while ((rc = sqlite3_step(s)) == SQLITE_ROW && o->n < OBJECTS_MAX)
		o->objects[o->n++] = (struct object){
		    arena_copy(a, (const char *)sqlite3_column_text(s, 0)),
		    arena_copy(a, (const char *)sqlite3_column_text(s, 1)),
		    outline_words(a, (const char *)sqlite3_column_text(s, 2))
		};
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? NULL : rc == SQLITE_ROW ?
	    "it has more tables than any of ours" :
	    arena_copy(a, sqlite3_errmsg(lite));
}

static int
compare(const struct object *a, const struct object *b)
{
	int by_type = strcmp(a->type, b->type);

	return by_type ? by_type : strcmp(a->name, b->name);
}

static const char *
tell(struct arena *a, const struct object *o, const char *what)
{
	return arena_printf(a, "%s %s %s", o->type, o->name, what);
}

const char *
outline_differs(struct arena *a, sqlite3 *ours, sqlite3 *file)
{
	const char *error;
	struct outline o, f;
	size_t i = 0, k = 0;

	if ((error = read_outline(a, ours, &o)) ||
	    (error = read_outline(a, file, &f)))
		return error;
	for (; i < o.n || k < f.n; i++, k++) {
		int order = i == o.n ? 1 : k == f.n ? -1 :
		    compare(&o.objects[i], &f.objects[k]);

		if (order < 0)
			return tell(a, &o.objects[i], "is missing");
		if (order > 0)
			return tell(a, &f.objects[k], "is none of ours");
		if (strcmp(o.objects[i].words, f.objects[k].words))
			return tell(a, &o.objects[i], "is not as it was made");
	}
	return NULL;
}
