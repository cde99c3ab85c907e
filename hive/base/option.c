/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/option.h"
#include "hive/base/text.h"

/*
 * A command line is read from left to right: options_lead() up to the first
 * word, so that the caller can choose the second table by it, options_read()
 * to the end.  A value is checked by its row as it is read.  What only the
 * whole line can show (operands, what is needed, rules between options)
 * options_check() looks at afterwards.  The first error ends it; to an
 * unknown option it names the one that looks most like it.
 */

void
options_begin(struct options *o, struct arena *a, int argc, char **argv)
{
	int n = argc > 0 ? argc : 0;

	*o = (struct options){ .arena = a, .next = argv, .end = argv + n,
	    .said = ARENA_MANY(a, struct said, n + 1),
	    .words = ARENA_MANY(a, char *, n + 1) };
}

const struct option *
option_row(const struct option *row, const char *name, size_t len)
{
	for (; row && row->name; row++)
		if (strlen(row->name) == len && !memcmp(row->name, name, len))
			return row;
	return NULL;
}

static const struct option *
find(const struct options *o, const char *name, size_t len)
{
	const struct option *row = option_row(o->rows[0], name, len);

	return row ? row : option_row(o->rows[1], name, len);
}

const char *
options_value(const struct options *o, const char *name)
{
	for (int i = o->said_n - 1; i >= 0; i--)
		if (!strcmp(o->said[i].option->name, name))
			return o->said[i].text;
	return NULL;
}

int64_t
options_number(const struct options *o, const char *name, int64_t fallback)
{
	const char *text = options_value(o, name);

	return text ? strtoll(text, NULL, 10) : fallback;
}

/* ---- What is no option --------------------------------------------------- */

#define CUT	(-64)	/* below all distances: less than 32 characters */

/* How far the name is from the row's: least when it was cut from it. */
static int
distance(const char *name, const char *row)
{
	size_t len = strlen(name);

	return len > 0 && !strncmp(row, name, len) ?
	    CUT + (int)(strlen(row) - len) : text_distance(name, row);
}

/* The name that looks most like it, or NULL if none comes near. */
static const char *
nearest(const struct options *o, const char *name)
{
	int best = 2 + (int)strnlen(name, 32) / 2;
	const char *near = NULL;

	for (int i = 0; i < 2; i++)
		for (const struct option *row = o->rows[i]; row && row->name;
		    row++) {
			int d = distance(name, row->name);

			if (d < best) {
				best = d;
				near = row->name;
			}
		}
	return near;
}

static const char *
not_known(struct options *o, const char *word, const char *name, size_t len)
{
	const char *near = nearest(o, arena_text(o->arena, name, len));

	o->unknown = word;
	word = value_shown(o->arena, arena_text(o->arena, word,
	    (size_t)(name - word) + len));
	if (near)
		return arena_printf(o->arena, "%s is not known; did you mean "
		    "--%s?", word, near);
	return arena_printf(o->arena, "%s is not known; see %s", word,
	    o->help ? o->help : "--help");
}

/* ---- Reading ------------------------------------------------------------- */

static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

static const char *
needs_value(struct options *o, const struct option *row)
{
	return arena_printf(o->arena, "--%s needs a value: --%s %s",
	    row->name, row->name, row->value.name);
}

/* The value stands behind '=' or is the next word. */
static const char *
take_value(struct options *o, const struct option *row, const char *text)
{
	const char *error;

	if (!text && (o->next == o->end || !strncmp(*o->next, "--", 2)))
		return needs_value(o, row);
	if (!text)
		text = *o->next++;
	if (!*text)
		return needs_value(o, row);
	if ((error = value_check(o->arena, &row->value, text)))
		return arena_printf(o->arena, "--%s %s", row->name, error);
	o->said[o->said_n++] = (struct said){ row, text };
	return NULL;
}

static const char *
take_option(struct options *o, const char *word)
{
	const char *name = word + (word[1] == '-' ? 2 : 1), *equals;
	const struct option *row;
	size_t len = strcspn(name, "=");

	equals = name[len] ? name + len + 1 : NULL;
	row = name - word == 2 ? find(o, name, len) : NULL;
	if (!row)
		return not_known(o, word, name, len);
	if (!row->many && options_value(o, row->name))
		return arena_printf(o->arena, "--%s is given twice",
		    row->name);
	if (row->value.name)
		return take_value(o, row, equals);
	if (equals)
		return arena_printf(o->arena, "--%s takes no value",
		    row->name);
	o->said[o->said_n++] = (struct said){ row, "" };
	return NULL;
}

static const char *
read_on(struct options *o, bool lead)
{
	const char *error;
	char *word;

	while (o->next < o->end) {
		word = *o->next;
		if (o->ended || !is_option(word)) {
			if (lead)
				return NULL;
			o->words[o->words_n++] = word;
			o->next++;
			continue;
		}
		o->next++;
		if (!strcmp(word, "--"))
			o->ended = true;
		else if ((error = take_option(o, word)))
			return error;
	}
	return NULL;
}

const char *
options_lead(struct options *o)
{
	return read_on(o, true);
}

const char *
options_read(struct options *o)
{
	return read_on(o, false);
}

/* ---- What must be there -------------------------------------------------- */

static const char *
operand_error(struct options *o, const struct value *v, const char *text)
{
	const char *error = *text ? value_check(o->arena, v, text) :
	    "is empty";
	char *name = arena_copy(o->arena, v->name);

	if (!error)
		return NULL;
	if (v->kind != V_WORD)
		return arena_printf(o->arena, "%s %s", name, error);
	for (char *p = name; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return arena_printf(o->arena, "%s: a%s %s is %s",
	    value_shown(o->arena, text), strchr("aeiou", *name) ? "n" : "",
	    name, value_told(o->arena, v));
}

static const char *
operands_error(struct options *o, const struct operand *row)
{
	const char *error;
	int n = 0, max;

	for (; row && row->value.name; row++) {
		if (row->needed && n == o->words_n)
			return arena_printf(o->arena, "needs %s",
			    row->value.name);
		max = n + (row->many ? row->many : 1);
		for (; n < o->words_n && n < max; n++)
			if ((error = operand_error(o, &row->value,
			    o->words[n])))
				return error;
	}
	return n == o->words_n ? NULL : arena_printf(o->arena,
	    "takes no more words: %s", value_shown(o->arena, o->words[n]));
}

static const char *
needed_error(struct options *o)
{
	for (int i = 0; i < 2; i++)
		for (const struct option *row = o->rows[i]; row && row->name;
		    row++)
			if (row->needed && !options_value(o, row->name))
				return arena_printf(o->arena, "needs --%s %s",
				    row->name, row->value.name);
	return NULL;
}

/* Whether the option was given, or the operand is there and that word. */
static bool
holds(struct options *o, const struct operand *row, const char *name,
    size_t len)
{
	size_t n = strcspn(name, "=|");

	if (*name < 'A' || *name > 'Z')
		return options_value(o, arena_text(o->arena, name, len));
	for (int i = 0; row && row->value.name && i < o->words_n; i++, row++)
		if (strlen(row->value.name) == n &&
		    !strncmp(row->value.name, name, n))
			return n == len || (strlen(o->words[i]) == len - n -
			    1 && !memcmp(o->words[i], name + n + 1, len - n -
			    1));
	return false;
}

/* "all|managed" as "--all or --managed" */
static const char *
named(struct options *o, const char *names)
{
	const char *text = "";

	for (const char *p = names; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");

		text = arena_printf(o->arena, "%s%s%s%.*s", text,
		    !*text ? "" : p[len] ? ", " : " or ",
		    *p >= 'A' && *p <= 'Z' ? "" : "--", (int)len, p);
		p += len;
	}
	return text;
}

static const char *
with_error(struct options *o, const struct operand *operands,
    const char *names)
{
	size_t len = strcspn(names, "|");
	const char *with = names + len + 1;

	if (!holds(o, operands, names, len) ||
	    holds(o, operands, with, strlen(with)))
		return NULL;
	return arena_printf(o->arena, "--%.*s goes only with %s", (int)len,
	    names, named(o, with));
}

static const char *
rule_error(struct options *o, const struct operand *operands,
    const struct option_rule *rule)
{
	int n = 0;

	if (rule->kind == RULE_ONLY_WITH)
		return with_error(o, operands, rule->names);
	for (const char *p = rule->names; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");

		n += holds(o, operands, p, len);
		p += len;
	}
	if (n > 1 || (n == 0 && rule->kind == RULE_ONE))
		return arena_printf(o->arena, "say %s%s",
		    n > 1 && rule->kind == RULE_ONE_MAX ? "only one of " :
		    "either ", named(o, rule->names));
	return NULL;
}

const char *
options_check(struct options *o, const struct operand *operands,
    const struct option_rule *rules)
{
	const char *error = operands_error(o, operands);

	if (!error)
		error = needed_error(o);
	for (; !error && rules && rules->kind != RULE_END; rules++)
		error = rule_error(o, operands, rules);
	return error;
}

const char *
options_all(struct options *o, const struct option_rule *rules)
{
	const char *error = options_read(o);

	return error || options_value(o, "help") ||
	    options_value(o, "version") ? error :
	    options_check(o, NULL, rules);
}
