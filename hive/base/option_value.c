/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/option.h"
#include "hive/base/text.h"

#define SHOWN_MAX	60	/* bytes of somebody's text in a message */
#define TEXT_MAX	65536	/* bytes of a value that is text */

const char *
value_shown(struct arena *a, const char *text)
{
	size_t len = strnlen(text, SHOWN_MAX + 1), cut = len;
	char line[4 * SHOWN_MAX + 1];

	if (len > SHOWN_MAX)
		for (cut = SHOWN_MAX; cut > SHOWN_MAX - 4 &&
		    ((unsigned char)text[cut] & 0xc0) == 0x80; cut--)
			;
	text_one_line(line, sizeof line, arena_text(a, text, cut));
	return len == 0 ? "\"\"" :
	    arena_printf(a, "%s%s", line, cut < len ? "..." : "");
}

const char *
value_words(struct arena *a, const struct value *v)
{
	return v->of ? words_listed(a, v->of) : v->words;
}

/* ---- One kind each: NULL, or what is wrong with the value ---------------- */

static const char *
check_text(struct arena *a, const struct value *v, const char *text)
{
	size_t len = strlen(text);
	int max = v->max > 0 ? (int)v->max : TEXT_MAX;

	if (!text_is_utf8(text, len))
		return "is no UTF-8 text";
	return len <= (size_t)max ? NULL :
	    arena_printf(a, "is longer than %d bytes", max);
}

static const char *
check_word(struct arena *a, const struct value *v, const char *text)
{
	const char *words = value_words(a, v);

	return record_word(words, text) ? NULL :
	    arena_printf(a, "must be one of %s, not %s", words,
	    value_shown(a, text));
}

static const char *
check_whole(struct arena *a, const struct value *v, const char *text)
{
	const char *digits = text + (*text == '-');
	long long n;

	errno = 0;
	n = strtoll(text, NULL, 10);
	if (!*digits || digits[strspn(digits, "0123456789")])
		return arena_printf(a, "must be a whole number from %.0f to "
		    "%.0f, not %s", v->min, v->max, value_shown(a, text));
	return errno || (double)n < v->min || (double)n > v->max ?
	    arena_printf(a, "must be from %.0f to %.0f, not %s", v->min,
	    v->max, value_shown(a, text)) : NULL;
}

static const char *
check_real(struct arena *a, const struct value *v, const char *text)
{
	char *end;
	double n = strtod(text, &end);

	return *end || text[strspn(text, "0123456789.eE+-")] ||
	    !(n >= v->min && n <= v->max) ?
	    arena_printf(a, "must be a number from %.15g to %.15g, not %s",
	    v->min, v->max, value_shown(a, text)) : NULL;
}

static const char *
check_path(struct arena *a, const struct value *v, const char *text)
{
	(void)v;
	return strlen(text) < PATH_MAX ? NULL :
	    arena_printf(a, "is longer than a path can be, %d bytes",
	    PATH_MAX - 1);
}

static const char *
check_hex(struct arena *a, const struct value *v, const char *text)
{
	return (double)strlen(text) == v->min &&
	    !text[strspn(text, "0123456789abcdefABCDEF")] ? NULL :
	    arena_printf(a, "must be %.15g digits from 0 to f, not %s",
	    v->min, value_shown(a, text));
}

static const char *
check_mac(struct arena *a, const struct value *v, const char *text)
{
	char mac[18];

	(void)v;
	return text_mac(mac, text) ? NULL : arena_printf(a, "must be like "
	    "02:00:00:00:00:0a: %s is no MAC address", value_shown(a, text));
}

static const char *
check_ipv4(struct arena *a, const struct value *v, const char *text)
{
	uint32_t ip;

	(void)v;
	return text_ipv4(text, &ip) ? NULL : arena_printf(a, "must be like "
	    "10.20.0.7: %s is no IPv4 address", value_shown(a, text));
}

static const char *
check_instant(struct arena *a, const struct value *v, const char *text)
{
	int64_t at;

	(void)v;
	return day_read_asked(text, &at) ? NULL : arena_printf(a, "must be an "
	    "RFC 3339 instant or unix seconds, of the years " DAY_YEARS
	    ", not %s", value_shown(a, text));
}

bool
value_until(const char *text, int64_t now, int64_t *at)
{
	char *unit;
	long n = strtol(text, &unit, 10);
	int64_t ms = !strcmp(unit, "m") ? MINUTE_MS : !strcmp(unit, "h") ?
	    HOUR_MS : !strcmp(unit, "d") ? DAY_MS : 0;

	if (ms == 0)
		return day_read_asked(text, at);
	if (!isdigit((unsigned char)*text) || n < 1 || n >= 100000)
		return false;
	*at = now + n * ms;
	return *at <= DAY_MAX_MS;
}

static const char *
check_until(struct arena *a, const struct value *v, const char *text)
{
	int64_t at;

	(void)v;
	return value_until(text, 0, &at) ? NULL : arena_printf(a, "must be "
	    "an instant to come, or like 90m, 12h, 3d, not %s",
	    value_shown(a, text));
}

static const char *
check_pair(struct arena *a, const struct value *v, const char *text)
{
	const char *error = check_text(a, v, text);

	return error || strcspn(text, "=") < strlen(text) ? error :
	    arena_printf(a, "must have a value: %s is no KEY=VALUE",
	    value_shown(a, text));
}

/* ---- The kinds ----------------------------------------------------------- */

static const struct {
	const char	*word, *told;
	const char	*(*check)(struct arena *, const struct value *,
			    const char *);
} kinds[] = {
	[V_NONE] = { "flag", "", NULL },
	[V_TEXT] = { "text", "a text", check_text },
	[V_WORD] = { "word", NULL, check_word },
	[V_WHOLE] = { "whole", NULL, check_whole },
	[V_REAL] = { "real", NULL, check_real },
	[V_FILE] = { "file", "a file", check_path },
	[V_FOLDER] = { "folder", "a folder", check_path },
	[V_HEX] = { "hex", NULL, check_hex },
	[V_MAC] = { "mac", "a MAC address", check_mac },
	[V_IPV4] = { "ipv4", "an IPv4 address", check_ipv4 },
	[V_INSTANT] = { "instant", "an RFC 3339 instant or unix seconds",
	    check_instant },
	[V_UNTIL] = { "until", "an RFC 3339 instant, or 90m, 12h, 3d from "
	    "now", check_until },
	[V_PAIR] = { "pair", NULL, check_pair }
};

const char *
value_check(struct arena *a, const struct value *v, const char *text)
{
	return kinds[v->kind].check(a, v, text);
}

const char *
value_kind_word(enum value_kind kind)
{
	return kinds[kind].word;
}

/* "read|operate|admin" as "read, operate and admin" */
static const char *
listed(struct arena *a, const char *words)
{
	const char *text = "";

	for (const char *p = words; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");

		text = arena_printf(a, "%s%s%.*s", text, !*text ? "" :
		    p[len] ? ", " : " and ", (int)len, p);
		p += len;
	}
	return text;
}

static const char *
pair_told(struct arena *a, const struct value *v)
{
	const char *keys = "";

	for (const struct field *f = v->fields; f && f->name; f++)
		if (f->kind != F_ONE)
			keys = arena_printf(a, "%s%s%s", keys,
			    *keys ? ", " : "", f->name);
	return arena_printf(a, "a key, =, and its value; keys: %s", keys);
}

const char *
value_told(struct arena *a, const struct value *v)
{
	const char *words = value_words(a, v);

	if (v->told)
		return v->told;
	if (words)
		return arena_printf(a, "one of %s", listed(a, words));
	switch (v->kind) {
	case V_WHOLE:
		return arena_printf(a, "a whole number from %.0f to %.0f",
		    v->min, v->max);
	case V_REAL:
		return arena_printf(a, "a number from %.15g to %.15g",
		    v->min, v->max);
	case V_HEX:
		return arena_printf(a, "%.15g digits from 0 to f", v->min);
	case V_PAIR:
		return pair_told(a, v);
	default:
		return kinds[v->kind].told;
	}
}
