/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/instant.h"
#include "tests/sim/inside.h"

/* A number in the query, within its bounds. */
static int64_t
query_int(const struct ask *a, const char *name, int64_t usual,
    int64_t min, int64_t max)
{
	const char *at = strstr(a->request->query, name);
	int64_t n = at ? strtoll(at + strlen(name), NULL, 10) : usual;

	return n < min || n > max ? usual : n;
}

static void
metric(struct ask *a, int64_t ago_s, int64_t now_s)
{
	const struct miner *m = a->miner;
	int64_t at = a->farm->now_ms - ago_s * 1000;
	bool then = at > m->since_ms;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_int(j, "time", now_s - ago_s);
	json_key(j, "data");
	json_open(j, '{');
	json_key(j, "hashrate");
	json_number(j, then ? miner_hashrate_ths(m, at) * 1000 : 0);
	json_pair_int(j, "pcb_max_temp", (int64_t)miner_hottest_c(m, at) - 14);
	json_pair_int(j, "chip_max_temp", (int64_t)miner_hottest_c(m, at));
	json_pair_int(j, "fan_duty", miner_fan_duty(m, at));
	json_pair_int(j, "power_consumption", then && miner_hashes(m) ?
	    (int64_t)miner_power_w(m, at) : 0);
	json_close(j, '}');
	json_close(j, '}');
}

/* Newest first.  The farm keeps no history: before the present state began
 * there was nothing. */
void
sim_get_metrics(struct ask *a)
{
	const struct miner *m = a->miner;
	int64_t slice_s = query_int(a, "time_slice=", 86400, 1, 259200);
	int64_t step_s = query_int(a, "step=", 900, 60, 86400);
	int64_t wall_ms = a->farm->options.wall_ms;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair(j, "timezone", "GMT");
	json_key(j, "metrics");
	json_open(j, '[');
	for (int64_t ago_s = 0; ago_s < slice_s; ago_s += step_s)
		metric(a, ago_s, (wall_ms + a->farm->now_ms) / 1000);
	json_close(j, ']');
	json_key(j, "annotations");
	json_open(j, '[');
	json_open(j, '{');
	json_pair_int(j, "time", (wall_ms + m->since_ms) / 1000);
	json_key(j, "data");
	json_open(j, '{');
	json_pair(j, "type", m->state == STOPPED ? "stop" : "start");
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, ']');
	json_close(j, '}');
	ask_json(a);
}

static bool
is_log(const struct ask *a)
{
	static const char *const names[] = { "status", "miner", "autotune",
	    "system", "messages", "api", NULL };

	for (int i = 0; names[i]; i++)
		if (!strncmp(a->rest, names[i], strlen(names[i])))
			return true;
	return a->miner->firmware->dialect == NEW && !strcmp(a->rest, "pool");
}

void
sim_get_logs(struct ask *a)
{
	const struct miner *m = a->miner;
	char when[DAY_TEXT_SIZE];

	if (!is_log(a)) {
		ask_status(a, 404);
		return;
	}
	day_show(when, a->farm->options.wall_ms + m->since_ms);
	ask_text(a, "text/plain", arena_printf(a->arena,
	    "[%s] state: %s, preset: %s\n", when, miner_state_name(m),
	    m->model->presets[m->preset].name));
}

void
sim_post_logs_clear(struct ask *a)
{
	ask_status(a, is_log(a) ? 200 : 404);
}

static struct note *
note_named(struct miner *m, const char *key)
{
	for (int i = 0; i < NOTES; i++)
		if (!strcmp(m->notes[i].key, key))
			return &m->notes[i];
	return NULL;
}

void
sim_get_notes(struct ask *a)
{
	const struct note *n = *a->rest ? note_named(a->miner, a->rest) :
	    NULL;
	struct json *j = &a->out;

	if (*a->rest && !n) {
		ask_status(a, 404);
		return;
	}
	json_open(j, '{');
	if (n)
		json_pair(j, "value", n->value);
	for (int i = 0; !n && i < NOTES; i++)
		if (*a->miner->notes[i].key)
			json_pair(j, a->miner->notes[i].key,
			    a->miner->notes[i].value);
	json_close(j, '}');
	ask_json(a);
}

struct note_in {
	const char	*key, *value;
};

static const struct field note_fields[] = {
	FIELD(struct note_in, key),
	FIELD(struct note_in, value),
	FIELDS_END
};

static void
write_note(struct ask *a, struct note *n, const char *key)
{
	struct note_in q;

	if (!ask_body(a, note_fields, &q))
		return;
	if (!key)
		key = q.key;
	if (!key || !*key || !q.value)
		ask_error(a, 400, "key and value are needed");
	else if (a->request->method[1] == 'O' && note_named(a->miner, key))
		ask_error(a, 409, "there is such a note");
	else if (!n && !(n = note_named(a->miner, "")))
		ask_error(a, 507, "no room for another note");
	else {
		snprintf(n->key, sizeof n->key, "%s", key);
		snprintf(n->value, sizeof n->value, "%s", q.value);
		ask_status(a, 200);
	}
}

/* POST adds, PUT changes, DELETE takes away. */
void
change_notes(struct ask *a)
{
	struct note *n = *a->rest ? note_named(a->miner, a->rest) : NULL;

	if (!strcmp(a->request->method, "POST"))
		write_note(a, NULL, NULL);
	else if (!n)
		ask_status(a, 404);
	else if (!strcmp(a->request->method, "PUT"))
		write_note(a, n, a->rest);
	else {
		*n = (struct note){ .key = "" };
		ask_status(a, 200);
	}
}

void
sim_get_ui(struct ask *a)
{
	const struct sim_model *m = a->miner->model;
	struct json *j = &a->out;

	json_open(j, '{');
	json_key(j, "consts");
	json_open(j, '{');
	json_key(j, "overclock");
	json_open(j, '{');
	json_pair_int(j, "max_voltage", m->volt + 160);
	json_pair_int(j, "min_voltage", m->volt - 180);
	json_pair_int(j, "max_freq", 1000);
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
	ask_json(a);
}
