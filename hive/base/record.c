/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/record.h"
#include "hive/base/text.h"

static void
clear(const struct field *f, void *record)
{
	switch (f->kind) {
	case F_TEXT:
	case F_RAW:
	case F_ONE:
		AT(record, f, const void *) = NULL;
		break;
	case F_WORD:
		AT(record, f, unsigned) = 0;
		break;
	case F_INT:
	case F_FLAG:
	case F_TIME:
		AT(record, f, int64_t) = NONE;
		break;
	case F_REAL:
		AT(record, f, double) = NAN;
		break;
	case F_BOOL:
		AT(record, f, bool) = false;
		break;
	case F_BLOB:
		AT(record, f, struct blob) = (struct blob){ NULL, 0 };
		break;
	case F_LIST:
	case F_MAP:
		AT(record, f, struct list) = (struct list){ NULL, 0 };
		break;
	case F_INSIDE:
		record_clear(f->sub, record);
		break;
	case F_END:
		break;
	}
}

void
record_clear(const struct field *f, void *record)
{
	for (; f->name; f++)
		clear(f, record);
}

void
record_keep(struct arena *a, const struct field *f, void *record)
{
	for (; f->name; f++)
		if (f->kind == F_TEXT || f->kind == F_RAW) {
			AT(record, f, const char *) =
			    arena_copy(a, AT(record, f, const char *));
		} else if (f->kind == F_BLOB && AT(record, f, struct blob).p) {
			struct blob *b = &AT(record, f, struct blob);

			b->p = arena_text(a, b->p, b->n);
		} else if (f->kind == F_INSIDE)
			record_keep(a, f->sub, record);
}

const struct field *
record_field(const struct field *f, const char *name, size_t len)
{
	for (; f->name; f++)
		if (!strncmp(f->name, name, len) && !f->name[len])
			return f;
	return NULL;
}

const char *
record_nearest(const struct field *f, const char *name)
{
	const char *near = NULL;
	int best = 2 + (int)strlen(name) / 2;

	for (; f->name; f++) {
		int distance = text_distance(name, f->name);

		if (distance < best) {
			best = distance;
			near = f->name;
		}
	}
	return near;
}

bool
record_is_text(const struct field *f)
{
	return f->kind == F_TEXT || f->kind == F_WORD;
}

const char *
record_text(const struct field *f, const void *record)
{
	if (f->kind == F_WORD)
		return f->words[AT_CONST(record, f, unsigned)];
	return AT_CONST(record, f, char *);
}

bool
record_word(const char *values, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = values; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");

		if (len == n && !strncmp(p, word, n))
			return true;
		p += len;
	}
	return false;
}
