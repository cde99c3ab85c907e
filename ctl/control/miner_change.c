/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/control/control.h"
#include "hive/base/instant.h"
#include "hive/base/text.h"
#include "hive/miner/update.h"

/* Everything here is an order; the worker checks it and writes. */

#define RESCAN_MS	30000

static int
order_about(struct ctl *c, const char *order, const char *body)
{
	struct answer answer;

	return ctl_order_wait(c, order, ctl_mac(c, 0), body, RESCAN_MS,
	    &answer);
}

int
miner_set_run(struct ctl *c)
{
	const char *body;
	int status = ctl_pairs(c, 1, miner_request_fields, &body);

	return status ? status : order_about(c, "miner_patch", body);
}

/* What became of a command is read with `miner show' and in the events. */
int
miner_command_run(struct ctl *c)
{
	const char *preset = ctl_value(c, "preset");
	int64_t percent = ctl_number(c, "percent", NONE);
	struct json body;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "action", c->argv[1]);
	if (preset)
		json_pair(&body, "preset", preset);
	if (percent != NONE)
		json_pair_int(&body, "percent", percent);
	json_close(&body, '}');
	return order_about(c, "command", json_done(&body));
}

int
miner_hold_run(struct ctl *c)
{
	const char *until = ctl_value(c, "until");
	int64_t now = day_wall_ms(), at = NONE;
	struct json body;

	if (until && (!value_until(until, now, &at) || at <= now))
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
	return order_about(c, "miner_replace", arena_printf(&c->arena,
	    "{\"by\":\"%s\"}", ctl_mac(c, 1)));
}
