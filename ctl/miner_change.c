/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/ctl.h"
#include "hive/day.h"
#include "hive/miner_change.h"
#include "hive/text.h"

/* Everything here is an order; the worker checks it and writes. */

#define RESCAN_MS	30000

static int
order_about(struct ctl *c, const char *order, const char *body)
{
	struct answer answer;
	char mac[18];

	if (!text_mac(mac, c->argv[0]))
		return ctl_fail(EX_USAGE, "%s is no MAC address",
		    c->argv[0]);
	return ctl_order_wait(c, order, mac, body, RESCAN_MS, &answer);
}

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
put_value(struct ctl *c, struct json *body, const struct field *f,
    const char *value)
{
	json_key(body, f->name);
	if (f->kind == F_FLAG) {
		if (!record_word("true|false|yes|no", value))
			return ctl_fail(EX_USAGE, "%s is true or false",
			    f->name);
		json_bool(body, *value == 't' || *value == 'y');
	} else if (!*value)
		json_text(body, NULL);
	else
		json_text(body, !strcmp(value, "-") ? from_stdin(c) : value);
	return 0;
}

static int
put_pair(struct ctl *c, struct json *body, const char *pair)
{
	size_t n = strcspn(pair, "=");
	const struct field *f = record_field(miner_wish_fields, pair, n);
	const char *key = arena_text(&c->arena, pair, n), *near;

	if (pair[n] != '=')
		return ctl_fail(EX_USAGE, "%s is no KEY=VALUE", pair);
	if (f && f->kind != F_ONE)
		return put_value(c, body, f, pair + n + 1);
	near = f ? NULL : record_nearest(miner_wish_fields, key);
	return f ? ctl_fail(EX_USAGE, "use powerhivectl miner %s", key) :
	    ctl_fail(EX_USAGE, "%s cannot be set%s%s%s", key,
	    near ? "; did you mean \"" : "", near ? near : "",
	    near ? "\"?" : "");
}

int
miner_set_run(struct ctl *c)
{
	struct json body;
	int status;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	for (int i = 1; i < c->argc; i++)
		if ((status = put_pair(c, &body, c->argv[i])))
			return status;
	json_close(&body, '}');
	return order_about(c, "miner_patch", json_done(&body));
}

/* "90m", "12h", "3d" from now, or an instant. */
static bool
read_until(const char *text, int64_t now, int64_t *at)
{
	char *unit;
	long n = strtol(text, &unit, 10);
	int64_t ms = !strcmp(unit, "m") ? 60000 : !strcmp(unit, "h") ?
	    3600000 : !strcmp(unit, "d") ? 86400000 : 0;

	if (ms == 0)
		return day_read(text, at);
	*at = now + n * ms;
	return isdigit((unsigned char)*text) && n > 0 && n < 100000;
}

int
miner_hold_run(struct ctl *c)
{
	const char *until = ctl_value(c, "until");
	int64_t now = day_wall_ms(), at = NONE;
	struct json body;

	if (until && (!read_until(until, now, &at) || at <= now))
		return ctl_fail(EX_USAGE, "--until must be an instant to "
		    "come, or like 90m, 12h, 3d");
	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_key(&body, "hold");
	json_open(&body, '{');
	json_pair(&body, "reason", ctl_value(c, "reason"));
	json_key(&body, "until");
	json_time(&body, at);
	json_close(&body, '}');
	json_close(&body, '}');
	return order_about(c, "miner_patch", json_done(&body));
}

int
miner_release_run(struct ctl *c)
{
	return order_about(c, "miner_patch", "{\"hold\":null}");
}

int
miner_rescan_run(struct ctl *c)
{
	return order_about(c, "miner_rescan", NULL);
}

int
miner_retire_run(struct ctl *c)
{
	return order_about(c, "miner_retire", NULL);
}

int
miner_replace_run(struct ctl *c)
{
	char mac[18];

	if (!text_mac(mac, c->argv[1]))
		return ctl_fail(EX_USAGE, "%s is no MAC address",
		    c->argv[1]);
	return order_about(c, "miner_replace", arena_printf(&c->arena,
	    "{\"by\":\"%s\"}", mac));
}
