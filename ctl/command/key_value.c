/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/command/command.h"

/* A line from standard input, for what must not stand in a command. */
static const char *
from_stdin(struct ctl *c)
{
	char text[256];

	if (!fgets(text, sizeof text, stdin))
		return "";
	text[strcspn(text, "\r\n")] = '\0';
	return arena_copy(&c->arena, text);
}

static int
put_flag(struct json *body, const struct field *f, const char *value)
{
	if (!record_word("true|false|yes|no", value))
		return ctl_fail(EX_USAGE, "%s is true or false", f->name);
	json_bool(body, record_word("true|yes", value));
	return 0;
}

/* Whether it is in the field's range, the worker says. */
static int
put_number(struct json *body, const struct field *f, const char *value)
{
	char *end;

	if (strspn(value, "0123456789.-") != strlen(value) ||
	    (strtod(value, &end), *end) || !*value)
		return ctl_fail(EX_USAGE, "%s is a number", f->name);
	json_raw(body, value);
	return 0;
}

static int
put_value(struct ctl *c, struct json *body, const struct field *f,
    const char *value)
{
	json_key(body, f->name);
	if (f->kind == F_FLAG)
		return put_flag(body, f, value);
	if (!*value)
		json_text(body, NULL);
	else if (f->kind == F_INT || f->kind == F_REAL)
		return put_number(body, f, value);
	else
		json_text(body, !strcmp(value, "-") ? from_stdin(c) : value);
	return 0;
}

static int
put_pair(struct ctl *c, struct json *body, const struct field *fields,
    const char *pair)
{
	size_t n = strcspn(pair, "=");
	const struct field *f = record_field(fields, pair, n);
	const char *key = arena_text(&c->arena, pair, n), *near;

	if (pair[n] != '=')
		return ctl_fail(EX_USAGE, "%s is no KEY=VALUE", pair);
	if (f && f->kind != F_ONE)
		return put_value(c, body, f, pair + n + 1);
	near = f ? NULL : record_nearest(fields, key);
	return f ? ctl_fail(EX_USAGE, "use powerhivectl %.*s %s",
	    (int)strcspn(c->command->name, " "), c->command->name, key) :
	    ctl_fail(EX_USAGE, "%s cannot be set%s%s%s", key,
	    near ? "; did you mean \"" : "", near ? near : "",
	    near ? "\"?" : "");
}

int
ctl_pairs(struct ctl *c, int first, const struct field *fields,
    const char **body)
{
	struct json j;
	int status;

	json_init(&j, &c->arena);
	json_open(&j, '{');
	for (int i = first; i < c->argc; i++)
		if ((status = put_pair(c, &j, fields, c->argv[i])))
			return status;
	json_close(&j, '}');
	*body = json_done(&j);
	return 0;
}
