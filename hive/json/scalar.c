/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/instant.h"
#include "hive/json/json.h"
#include "hive/json/scalar.h"

static bool
has_range(const struct field *f)
{
	return f->min || f->max;
}

static const char *
set_text(struct arena *a, const struct field *f, const struct scalar *said,
    bool strict, void *record)
{
	size_t n = said->text ? strlen(said->text) : 0;

	if (!said->text)
		return "must be a text";
	if (f->values && strict && !record_word(f->values, said->text))
		return arena_printf(a, "must be one of %s", f->values);
	if (has_range(f) && !f->values &&
	    (n < (size_t)f->min || n > (size_t)f->max))
		return arena_printf(a, "must have %lld to %lld characters",
		    (long long)f->min, (long long)f->max);
	AT(record, f, const char *) = said->text;
	return NULL;
}

/* Like a text with a word that is none of ours, but that there is no place to
 * put it: even from a machine it is not taken. */
static const char *
set_word(struct arena *a, const struct field *f, const struct scalar *said,
    void *record)
{
	unsigned value = words_value(f->words, said->text);

	if (!said->text)
		return "must be a text";
	if (!value)
		return arena_printf(a, "must be one of %s",
		    words_listed(a, f->words));
	AT(record, f, unsigned) = value;
	return NULL;
}

/* Firmware writes 5.0 where it means 5; of people that is refused. */
static bool
is_whole(const char *digits)
{
	return !strpbrk(digits, ".eE");
}

static const char *
set_int(struct arena *a, const struct field *f, const struct scalar *said,
    bool strict, void *record)
{
	int64_t n;

	if (!said->digits ||
	    (strict && f->scale == 0 && !is_whole(said->digits)))
		return f->scale ? "must be a number" :
		    "must be a whole number";
	if (!json_fixed(said->digits, f->scale, &n))
		return "is too large";
	if (has_range(f) && (n < f->min || n > f->max))
		return json_range(a, f);
	AT(record, f, int64_t) = n;
	return NULL;
}

static const char *
set_real(struct arena *a, const struct field *f, const struct scalar *said,
    void *record)
{
	double x = said->digits ? strtod(said->digits, NULL) : NAN;

	if (!said->digits)
		return "must be a number";
	if (!isfinite(x))
		return "is too large";
	if (has_range(f) && (x < (double)f->min || x > (double)f->max))
		return json_range(a, f);
	AT(record, f, double) = x;
	return NULL;
}

static const char *
set_bool(const struct field *f, const struct scalar *said, void *record)
{
	if (!said->is_bool)
		return "must be true or false";
	if (f->kind == F_BOOL)
		AT(record, f, bool) = said->truth;
	else
		AT(record, f, int64_t) = said->truth;
	return NULL;
}

/* A device's clock may say any year; a person's request may not. */
static const char *
set_time(const struct field *f, const struct scalar *said, bool strict,
    void *record)
{
	const char *s = said->digits ? said->digits : said->text;
	int64_t ms;

	if (!s || !(f->scale == 3 ? day_read_ms : strict ? day_read_asked :
	    day_read)(s, &ms))
		return "must be an RFC 3339 instant of the years " DAY_YEARS;
	AT(record, f, int64_t) = ms;
	return NULL;
}

const char *
scalar_set(struct arena *a, const struct field *f, const struct scalar *said,
    bool strict, void *record)
{
	switch (f->kind) {
	case F_TEXT:
		return set_text(a, f, said, strict, record);
	case F_WORD:
		return set_word(a, f, said, record);
	case F_INT:
		return set_int(a, f, said, strict, record);
	case F_REAL:
		return set_real(a, f, said, record);
	case F_BOOL:
	case F_FLAG:
		return set_bool(f, said, record);
	case F_TIME:
		return set_time(f, said, strict, record);
	default:
		return "cannot be set";
	}
}
