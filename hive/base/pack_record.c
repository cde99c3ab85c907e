/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>

#include "hive/base/pack.h"

/* A field that is packed as a column of integers. */
static bool
is_number(const struct field *f)
{
	return f->kind == F_INT || f->kind == F_FLAG || f->kind == F_TIME ||
	    f->kind == F_REAL || f->kind == F_BOOL;
}

static double
scale_of(const struct field *f)
{
	double scale = 1;

	for (int i = 0; i < f->scale; i++)
		scale *= 10;
	return scale;
}

static size_t
scalars(const struct field *f)
{
	size_t n = 0;

	for (; f->name; f++)
		n += is_number(f) || record_is_text(f);
	return n;
}

static int64_t
number(const struct field *f, const void *record, double scale)
{
	if (!record)
		return NONE;
	if (f->kind == F_REAL)
		return pack_fixed(AT_CONST(record, f, double), scale);
	if (f->kind == F_BOOL)
		return AT_CONST(record, f, bool);
	return AT_CONST(record, f, int64_t);
}

static void
pack_field(struct pack *k, const struct field *f, const void *const *records,
    size_t n)
{
	double scale = scale_of(f);

	if (record_is_text(f)) {
		const char **s = ARENA_MANY(k->arena, const char *, n);

		for (size_t i = 0; i < n; i++)
			s[i] = records[i] ? record_text(f, records[i]) : NULL;
		pack_words(k, s, n);
	} else if (is_number(f)) {
		int64_t *v = ARENA_MANY(k->arena, int64_t, n);

		for (size_t i = 0; i < n; i++)
			v[i] = number(f, records[i], scale);
		pack_column(k, v, n);
	}
}

void
pack_records(struct pack *k, const struct field *f,
    const void *const *records, size_t n)
{
	pack_number(k, (int64_t)scalars(f));
	for (; f->name; f++)
		pack_field(k, f, records, n);
}

static void
set_number(const struct field *f, void *record, int64_t v, double scale)
{
	if (f->kind == F_REAL)
		AT(record, f, double) = unpack_fixed(v, scale);
	else if (f->kind == F_BOOL)
		AT(record, f, bool) = v == 1;
	else
		AT(record, f, int64_t) = v;
}

static void
set_text(const struct field *f, void *record, const char *s)
{
	if (f->kind == F_WORD)
		AT(record, f, unsigned) = words_value(f->words, s);
	else
		AT(record, f, const char *) = s;
}

static void
unpack_field(struct unpack *u, struct arena *arena, const struct field *f,
    void *const *records, size_t n)
{
	double scale = scale_of(f);

	if (record_is_text(f)) {
		const char **s = ARENA_MANY(u->scratch, const char *, n);

		unpack_words(u, arena, s, n);
		for (size_t i = 0; i < n; i++)
			if (records[i])
				set_text(f, records[i], s[i]);
	} else if (is_number(f)) {
		int64_t *v = ARENA_MANY(u->scratch, int64_t, n);

		unpack_column(u, v, n);
		for (size_t i = 0; i < n; i++)
			if (records[i])
				set_number(f, records[i], v[i], scale);
	}
}

static void
set_absent(const struct field *f, void *const *records, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (records[i] && record_is_text(f))
			set_text(f, records[i], NULL);
		else if (records[i])
			set_number(f, records[i], NONE, 1);
}

void
unpack_records(struct unpack *u, struct arena *arena, const struct field *f,
    void *const *records, size_t n)
{
	int64_t there = unpack_number(u, 0, (int64_t)scalars(f));

	for (; f->name; f++)
		if (!is_number(f) && !record_is_text(f))
			continue;
		else if (there-- > 0)
			unpack_field(u, arena, f, records, n);
		else
			set_absent(f, records, n);
}
