/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "hive/service/health.h"
#include "tests/lib/api_rig.h"

/*
 * Prints what the API publishes of itself, for t-published.mjs: a line of
 * JSON each for the description, the settings of a site that changed none,
 * and the two pages of metrics of a farm in which every series is there.
 */

static void
say(const char *name, const char *path)
{
	struct json j;

	if (plain("GET", path, NULL, NULL) != 200) {
		fprintf(stderr, "%s: %.*s\n", path, (int)r.out.buf.len,
		    r.out.buf.text);
		exit(1);
	}
	json_init(&j, &b.arena);
	json_open(&j, '{');
	json_pair(&j, "name", name);
	json_pair(&j, "text", r.out.buf.text);
	json_close(&j, '}');
	puts(json_done(&j));
}

static void
begin_worker(void)
{
	struct worker_state w = { .broker = BROKER_CONNECTED };

	db_begin(b.worker.turn.db);
	w.epoch = worker_begin(b.worker.turn.db, "", 1, BENCH_WALL_MS);
	w.seen_at = BENCH_WALL_MS;
	worker_beat(b.worker.turn.db, &w);
	counter_add(b.worker.turn.db, "pinned", 1);
	db_commit(b.worker.turn.db);
}

int
main(void)
{
	api_open();
	begin_worker();
	say("openapi", "/api/openapi.json");
	say("settings", "/api/settings");
	say("metrics", "/metrics");
	say("miners", "/metrics/miners");
	rig_close(&b);
	return 0;
}
