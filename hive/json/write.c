/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/instant.h"
#include "hive/base/text.h"
#include "hive/json/json.h"

/*
 * From records to JSON text by their tables of fields.  The text may stand in
 * a page's script: what could end one is escaped, and bytes that are no UTF-8
 * become U+FFFD.  Numbers have the field's decimals or three, and no noughts
 * behind them, so the same record always has the same text: statements are
 * signed as they are written here.
 */

void
json_init(struct json *j, struct arena *arena)
{
	*j = (struct json){ .comma = false };
	buf_init(&j->buf, arena);
}

const char *
json_done(struct json *j)
{
	return buf_done(&j->buf);
}

/* Start a value: a comma first, unless it is the first in its bracket. */
static void
value(struct json *j)
{
	if (j->comma)
		buf_byte(&j->buf, ',');
	j->comma = true;
}

void
json_open(struct json *j, char bracket)
{
	value(j);
	buf_byte(&j->buf, bracket);
	j->comma = false;
}

void
json_close(struct json *j, char bracket)
{
	buf_byte(&j->buf, bracket);
	j->comma = true;
}

/* What may not stand in a page's script or in a string: as \u00NN. */
static bool
is_plain(unsigned char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' &&
	    c != '>' && c != '&';
}

static void
escaped(struct json *j, unsigned char c)
{
	char code[8];

	if (c == '"' || c == '\\') {
		code[0] = '\\';
		code[1] = (char)c;
		buf_bytes(&j->buf, code, 2);
	} else
		buf_bytes(&j->buf, code, (size_t)snprintf(code, sizeof code,
		    "\\u%04x", c));
}

/* A character beyond ASCII; what is none becomes U+FFFD. */
static size_t
beyond_ascii(struct json *j, const char *s)
{
	size_t n = text_utf8_at(s, strnlen(s, 4));

	/* U+FDD0 is no character; our own reader refuses it. */
	if (!n || !strncmp(s, "\xef\xb7\x90", 3))
		buf_bytes(&j->buf, "\xef\xbf\xbd", 3);
	else if (!strncmp(s, "\xe2\x80\xa8", 3))
		buf_bytes(&j->buf, "\\u2028", 6);
	else if (!strncmp(s, "\xe2\x80\xa9", 3))
		buf_bytes(&j->buf, "\\u2029", 6);
	else
		buf_bytes(&j->buf, s, n);
	return n ? n : 1;
}

static void
quoted(struct json *j, const char *s)
{
	buf_byte(&j->buf, '"');
	while (*s) {
		size_t n = 0;

		while (is_plain((unsigned char)s[n]))
			n++;
		buf_bytes(&j->buf, s, n);
		s += n;
		if ((unsigned char)*s >= 0x80)
			s += beyond_ascii(j, s);
		else if (*s)
			escaped(j, (unsigned char)*s++);
	}
	buf_byte(&j->buf, '"');
}

void
json_key(struct json *j, const char *key)
{
	value(j);
	quoted(j, key);
	buf_byte(&j->buf, ':');
	j->comma = false;
}

void
json_text(struct json *j, const char *s)
{
	value(j);
	if (s)
		quoted(j, s);
	else
		buf_bytes(&j->buf, "null", 4);
}

void
json_raw(struct json *j, const char *s)
{
	value(j);
	buf_bytes(&j->buf, s ? s : "null", s ? strlen(s) : 4);
}

/* Decimal digits of n, the last `point' of them behind a point without
 * trailing noughts. */
static void
digits(struct json *j, uint64_t n, bool minus, int point)
{
	char text[32];
	int at = sizeof text;

	for (int i = 0; i < point; i++, n /= 10) {
		if (at < (int)sizeof text || n % 10)
			text[--at] = (char)('0' + n % 10);
		if (i == point - 1 && at < (int)sizeof text)
			text[--at] = '.';
	}
	do
		text[--at] = (char)('0' + n % 10);
	while (n /= 10);
	if (minus)
		text[--at] = '-';
	buf_bytes(&j->buf, text + at, sizeof text - (size_t)at);
}

void
json_fixed_point(struct json *j, int64_t n, int scale)
{
	value(j);
	if (n == NONE)
		buf_bytes(&j->buf, "null", 4);
	else
		digits(j, n < 0 ? -(uint64_t)n : (uint64_t)n, n < 0, scale);
}

void
json_int(struct json *j, int64_t n)
{
	json_fixed_point(j, n, 0);
}

/* Three decimals are finer than any instrument here; huge values keep ten
 * figures. */
void
json_number(struct json *j, double x)
{
	char text[32];

	value(j);
	if (!isfinite(x))
		buf_bytes(&j->buf, "null", 4);
	else if (fabs(x) < 1e12) {
		uint64_t n = (uint64_t)(fabs(x) * 1000 + 0.5);

		digits(j, n, x < 0 && n, 3);
	} else
		buf_bytes(&j->buf, text, (size_t)snprintf(text, sizeof text,
		    "%.10g", x));
}

void
json_bool(struct json *j, bool b)
{
	value(j);
	buf_bytes(&j->buf, b ? "true" : "false", b ? 4 : 5);
}

void
json_time(struct json *j, int64_t ms)
{
	char text[DAY_TEXT_SIZE + 2];

	value(j);
	if (ms == NONE) {
		buf_bytes(&j->buf, "null", 4);
		return;
	}
	text[0] = '"';
	day_show(text + 1, ms);
	text[DAY_TEXT_SIZE] = '"';
	buf_bytes(&j->buf, text, DAY_TEXT_SIZE + 1);
}

/* The element's own field SCALAR, if it is a list of scalars. */
static void
element(struct json *j, const struct field *sub, const void *e)
{
	const struct field *f = record_field(sub, SCALAR, 0);

	if (f)
		json_field(j, f, e);
	else
		json_record(j, sub, e);
}

static void
list(struct json *j, const struct field *f, const struct list *l)
{
	const struct field *key = f->kind == F_MAP ?
	    record_field(f->sub, MAP_KEY, 1) : NULL;

	json_open(j, key ? '{' : '[');
	for (size_t i = 0; i < l->n; i++) {
		const char *e = (const char *)l->v + i * f->size;

		if (key)
			json_key(j, AT_CONST(e, key, char *));
		element(j, f->sub, e);
	}
	json_close(j, key ? '}' : ']');
}

static void
flag(struct json *j, int64_t n)
{
	if (n == NONE)
		json_raw(j, NULL);
	else
		json_bool(j, n != 0);
}

static void
one(struct json *j, const struct field *f, const void *record)
{
	if (record)
		json_record(j, f->sub, record);
	else
		json_raw(j, NULL);
}

void
json_field(struct json *j, const struct field *f, const void *record)
{
	switch (f->kind) {
	case F_TEXT:
	case F_WORD:
		json_text(j, record_text(f, record));
		break;
	case F_INT:
		json_fixed_point(j, AT_CONST(record, f, int64_t), f->scale);
		break;
	case F_REAL:
		json_number(j, AT_CONST(record, f, double));
		break;
	case F_BOOL:
		json_bool(j, AT_CONST(record, f, bool));
		break;
	case F_FLAG:
		flag(j, AT_CONST(record, f, int64_t));
		break;
	case F_TIME:
		json_time(j, AT_CONST(record, f, int64_t));
		break;
	case F_RAW:
		json_raw(j, AT_CONST(record, f, char *));
		break;
	case F_LIST:
	case F_MAP:
		list(j, f, &AT_CONST(record, f, struct list));
		break;
	case F_INSIDE:
		json_record(j, f->sub, record);
		break;
	case F_ONE:
		one(j, f, AT_CONST(record, f, void *));
		break;
	case F_BLOB:
	case F_END:
		json_raw(j, NULL);
		break;
	}
}

void
json_fields(struct json *j, const struct field *f, const void *record,
    uint64_t bits)
{
	for (uint64_t bit = 1; f->name; f++, bit <<= 1) {
		if (!(bits & bit) || f->kind == F_BLOB ||
		    !strcmp(f->name, MAP_KEY))
			continue;
		json_key(j, f->name);
		json_field(j, f, record);
	}
}

void
json_some(struct json *j, const struct field *f, const void *record,
    uint64_t bits)
{
	json_open(j, '{');
	json_fields(j, f, record, bits);
	json_close(j, '}');
}

void
json_record(struct json *j, const struct field *f, const void *record)
{
	json_some(j, f, record, UINT64_MAX);
}

void
json_pair(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

void
json_pair_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

void
json_pair_bool(struct json *j, const char *key, bool b)
{
	json_key(j, key);
	json_bool(j, b);
}

const char *
json_range(struct arena *arena, const struct field *f)
{
	int scale = f->kind == F_INT ? f->scale : 0;
	struct json j;

	json_init(&j, arena);
	buf_text(&j.buf, "must be from ");
	json_fixed_point(&j, f->min, scale);
	j.comma = false;
	buf_text(&j.buf, " to ");
	json_fixed_point(&j, f->max, scale);
	return json_done(&j);
}
