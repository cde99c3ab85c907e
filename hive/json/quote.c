/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "hive/json/json.h"
#include "hive/json/quote.h"

static void
copy(struct quoting *q, size_t n)
{
	memcpy(q->out + q->to, q->in + q->at, n);
	q->to += n;
	q->at += n;
}

static void
quote_text(struct quoting *q)
{
	const char *s = q->in + q->at + 1;
	size_t left = q->len - q->at - 1, n = 0;

	if ((left >= MARK_SIZE && !memcmp(s, MARK, MARK_SIZE)) ||
	    (left >= 6 && !strncasecmp(s, "\\ufdd0", 6)))
		q->why = "a text begins with a character that is none";
	while (n < left && s[n] != '"')
		n += s[n] == '\\' && n + 1 < left ? 2 : 1;
	copy(q, n < left ? n + 2 : left + 1);
}

/* The length of a JSON number at p, or 0. */
static size_t
number_length(const char *p, size_t left)
{
	size_t n = 0, from;

#define MORE(test) (n < left && (test))
	n += MORE(p[n] == '-');
	if (!MORE(isdigit((unsigned char)p[n])))
		return 0;
	if (p[n] == '0')
		n++;
	else
		while (MORE(isdigit((unsigned char)p[n])))
			n++;
	if (MORE(p[n] == '.')) {
		from = ++n;
		while (MORE(isdigit((unsigned char)p[n])))
			n++;
		if (n == from)
			return 0;
	}
	if (MORE(p[n] == 'e' || p[n] == 'E')) {
		n++;
		n += MORE(p[n] == '+' || p[n] == '-');
		from = n;
		while (MORE(isdigit((unsigned char)p[n])))
			n++;
		if (n == from)
			return 0;
	}
#undef MORE
	return n;
}

static void
quote_number(struct quoting *q)
{
	size_t n = number_length(q->in + q->at, q->len - q->at);

	if (n == 0) {
		q->why = "a number is not well formed";
		return;
	}
	q->out[q->to++] = '"';
	memcpy(q->out + q->to, MARK, MARK_SIZE);
	q->to += MARK_SIZE;
	copy(q, n);
	q->out[q->to++] = '"';
}

static void
quote_bracket(struct quoting *q, char c)
{
	if (c == '[' || c == '{') {
		q->depth++;
		q->values++;
	} else
		q->depth--;
	if (q->depth > DEPTH_MAX)
		q->why = "nested deeper than 32";
	copy(q, 1);
}

void
quote_numbers(struct quoting *q)
{
	while (q->at < q->len && q->to < q->stop && !q->why) {
		char c = q->in[q->at];

		if (c == '"')
			quote_text(q);
		else if (c == '-' || isdigit((unsigned char)c))
			quote_number(q);
		else if (strchr("[]{}", c) && c)
			quote_bracket(q, c);
		else {
			q->values += c == ',';
			copy(q, 1);
		}
		if (q->values > VALUES_MAX)
			q->why = "more than 100000 values";
	}
}

bool
json_fixed(const char *text, int scale, int64_t *value)
{
	const char *p = text + (*text == '-');
	__int128 n = 0;
	int exponent = scale, point = 0, next = 0;

	if (!isdigit((unsigned char)*p))
		return false;
	for (; isdigit((unsigned char)*p) || *p == '.'; p++) {
		if (*p == '.') {
			point = 1;
			continue;
		}
		exponent -= point;
		if (n > INT64_MAX)
			return false;
		n = n * 10 + (*p - '0');
	}
	if (*p == 'e' || *p == 'E') {
		long e = strtol(p + 1, NULL, 10);

		if (e > 400 || e < -400)
			return false;
		exponent += (int)e;
	}
	for (; exponent > 0 && n; exponent--)
		if ((n *= 10) > INT64_MAX)
			return false;
	for (; exponent < 0 && (n || next); exponent++) {
		next = (int)(n % 10);
		n /= 10;
	}
	n += next >= 5;
	if (n > INT64_MAX)
		return false;
	*value = *text == '-' ? -(int64_t)n : (int64_t)n;
	return true;
}

const char *
quote_undo(char *why)
{
	const char *from = why;
	char *to = why;
	bool in_number = false;

	for (; *from; from++)
		if (!strncmp(from, "\"" MARK, sizeof MARK)) {
			from += sizeof MARK - 1;
			in_number = true;
		} else if (in_number && *from == '"')
			in_number = false;
		else
			*to++ = *from;
	*to = '\0';
	return why;
}
