/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_VALUES_RIG_H
#define TESTS_LIB_VALUES_RIG_H

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include "tests/lib/energy_rig.h"

/*
 * Requests that must come to an end: each is counted in SQLite's steps, and
 * the site that is asked.  The alarm is no measure of time: it ends a test
 * that would never end, and names the request.
 */
#define STEPS_MAX	5000000		/* twice what the longest takes */
#define HANGS_S		120
#define METERS		3

static char asking[600];
static int64_t steps, max;

/* ---- It ends ------------------------------------------------------------ */

static inline void
give_up(int signal_number)
{
	static const char why[] = "not ok - it does not end: ";

	(void)signal_number;
	if (write(1, why, sizeof why - 1) < 0 ||
	    write(1, asking, strlen(asking)) < 0 || write(1, "\n", 1) < 0)
		_exit(98);
	_exit(99);
}

static inline int
count(void *arg)
{
	(void)arg;
	steps += 1000;
	max = steps > max ? steps : max;
	if (steps > STEPS_MAX)
		give_up(0);
	return 0;
}

static inline int
watch(sqlite3 *lite, const char **error,
    const struct sqlite3_api_routines *api)
{
	(void)error;
	(void)api;
	sqlite3_progress_handler(lite, 1000, count, NULL);
	return SQLITE_OK;
}

/* ---- Asking ------------------------------------------------------------- */

static struct tally {
	int	asked, good, refused, error;
} n;

static char mac[18];	/* of the site's miner */

static inline void
ask(const struct route *row, const char *path, const char *query,
    const char *body)
{
	int status;

	snprintf(asking, sizeof asking, "%s %s?%.200s %.200s",
	    method_words[row->method], path, query ? query : "",
	    body ? body : "");
	steps = 0;
	alarm(HANGS_S);
	door.r = (struct request){ .db = door.db, .arena = door.arena,
	    .site = door.site, .now = door.now, .method = row->method,
	    .query = query, .body = body ? body : "", .total = NONE,
	    .path = arena_printf(door.arena, "%s%s", strncmp(path,
	    "/metrics", 8) ? "/api" : "", path), .gate = "basic",
	    .user = "boss", .content_type = body ? "application/json" : NULL };
	door.r.body_len = strlen(door.r.body);
	json_init(&door.r.out, door.arena);
	status = route_serve(&door.r);
	json_done(&door.r.out);
	db_rest(door.db);
	n.asked++;
	n.good += status >= 200 && status < 300;
	n.refused += status >= 400 && status < 500;
	if ((status >= 200 && status < 300) || (status >= 400 && status < 500))
		return;
	n.error++;
	printf("# %d: %s\n# %.300s\n", status, asking, door.r.out.buf.text);
}

/* The path with its nth {name} replaced, and the others by what is there. */
static inline const char *
path_with(const struct route *row, int nth, const char *value)
{
	static const struct { const char *name, *value; } there[] = {
		{ "{alias}", "s19jpro" }, { "{name}", "west" },
		{ "{id}", "1" } };
	const char *path = "", *p = row->path;

	for (int i = 0; *p; i++) {
		size_t plain = strcspn(p, "{");
		const char *good = mac;

		path = arena_printf(door.arena, "%s%.*s", path, (int)plain,
		    p);
		p += plain;
		if (!*p)
			break;
		for (size_t k = 0; k < sizeof there / sizeof *there; k++)
			if (!strncmp(p, there[k].name,
			    strlen(there[k].name)))
				good = there[k].value;
		path = arena_printf(door.arena, "%s%s", path,
		    i == nth ? value : good);
		p += strcspn(p, "}") + 1;
	}
	return path;
}

/* ---- The site ----------------------------------------------------------- */

static inline void
open_site(void)
{
	int64_t first;

	energy_open("America/Sao_Paulo");
	rig_run(&rig, 130000);
	energy_key();
	first = energy_date("2026-10-24");
	db_begin(door.db);
	user_keep(door.db, "boss", SCOPE_ADMIN, BENCH_WALL_MS);
	for (int i = 0; i < METERS; i++)
		energy_fill(door.db, energy_meter(door.db, door.arena,
		    arena_printf(door.arena, "m%d", i), "message", "hall"),
		    first, first + 2, door.now - 86400000);
	energy_price(door.db, "2026-10-01", "hall", NONE, 123457, 1000);
	db_commit(door.db);
	energy_rest();
}

#endif
