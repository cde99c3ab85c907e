/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <libgen.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "worker/control/gate.h"
#include "worker/control_loop.h"
#include "worker/emergency/latch.h"
#include "worker/stop_all.h"
#include "worker/system/system.h"

#define CONNECTIONS	512
#define LOCK_MS		5000	/* for the worker before to be gone */
#define ALL_MS		30000

static bool
allowed(void *arg, uint32_t ip)
{
	return site_allows(&((struct work *)arg)->site, ip);
}

static void
read_clocks(struct work *w)
{
	w->now_ms = day_mono_ms();
	w->wall_ms = day_wall_ms();
}

/* No secret but the miners' keys is needed, and of a configuration that is
 * refused what can be understood will do. */
static void
load_site(struct work *w)
{
	const char *warnings, *wrong;

	arena_init(&w->site_arena, 16 << 20);
	wrong = site_load(&w->site_arena, w->site_path, &w->site, &warnings);
	if (!wrong)
		return;
	log_error("the configuration is wrong: %s", wrong);
	if (!site_salvage(&w->site_arena, w->site_path, &w->site))
		log_exit(EX_CONFIG, "nothing of the configuration can be "
		    "understood");
}

static void
take_lock(struct work *w)
{
	int64_t end_ms = day_mono_ms() + LOCK_MS;
	const char *wrong;

	while ((wrong = system_lock(w->folder))) {
		if (day_mono_ms() >= end_ms)
			log_exit(EX_TEMPFAIL, "cannot take the worker's place"
			    " folder=\"%s\" why=\"%s\"", w->folder, wrong);
		poll(NULL, 0, 20);
	}
}

/* A database of an older version is only read: to migrate it takes the time
 * to read it through, and the worker does it when it starts. */
static struct db *
open_or_read(const char *path)
{
	const char *wrong;
	struct db *read = db_open_older(path, &wrong), *write;

	if (read && db_version(read) < db_schema_version()) {
		log_warn("the database is of an older version, and nothing is "
		    "written to it path=\"%s\"", path);
		return read;
	}
	db_close(read);
	if ((write = db_create(path, &wrong)))
		return write;
	log_warn("the database cannot be written path=\"%s\" why=\"%s\"",
	    path, wrong);
	return db_open_older(path, &wrong);
}

static void
open_database(struct work *w)
{
	const char *path = w->site.database_path, *wrong;

	if (access(path, F_OK))
		log_exit(EX_NOINPUT, "no database, so no miner is known "
		    "path=\"%s\"", path);
	if (!(w->db = open_or_read(path)))
		w->db = db_open_frozen(path, &wrong);
	if (!w->db)
		log_exit(EX_DATAERR, "cannot read the database path=\"%s\""
		    " why=\"%s\"", path, wrong);
	wrong = secret_load(&w->secret, arena_printf(&w->site_arena,
	    "%s/powerhive.key", w->folder), false);
	if (wrong)
		log_exit(EX_NOPERM, "cannot read the key that seals secrets"
		    " why=\"%s\"", wrong);
}

/* The latch first: a worker that is started meanwhile finds it.  One that is
 * in force already may concern more miners. */
static void
set_latch(struct work *w, const char *action, const char *scope)
{
	struct stop *s = &w->stop;

	if (latch_read(w) == LATCH_NONE || strcmp(s->scope, "all"))
		snprintf(s->scope, sizeof s->scope, "%s", scope);
	snprintf(s->action, sizeof s->action, "%s", action);
	snprintf(s->who, sizeof s->who, "stop-all");
	latch_write(w);
}

static void
open_all(struct work *w, const char *action, const char *scope)
{
	read_clocks(w);
	load_site(w);
	snprintf(w->folder, sizeof w->folder, "%s", w->site.database_path);
	dirname(w->folder);
	set_latch(w, action, scope);
	take_lock(w);
	open_database(w);
	fleet_init(&w->fleet);
	fleet_load(&w->fleet, w->db, &w->secret, w->now_ms);
	w->commands = http_new(w->loop, CONNECTIONS, allowed, w);
	w->changes = (struct changes){ .first = NULL };
	settings_follow(w);
	control_load(w);
	gate_follow(w);
	system_raise_files();
}

static int64_t
wait_ms(const struct work *w)
{
	int64_t at = changes_next_ms(w);

	if (w->stop.next_ms < at)
		at = w->stop.next_ms;
	return at > w->now_ms ? at - w->now_ms : 0;
}

static void
turn(struct work *w)
{
	loop_wait(w->loop, wait_ms(w));
	read_clocks(w);
	db_begin(w->db);
	http_finish(w->commands);
	changes_turn(w);
	stop_turn(w);
	steer_send(w, db_commit(w->db));
	db_rest(w->db);
}

static void
show_one(const struct unit *u)
{
	if (u->control.refused)
		printf("not told: %s: %s\n", u->mac, u->control.refused);
	else
		printf("did not obey: %s\n", u->mac);
}

static int
show(const struct work *w, int told)
{
	int obeyed = 0, all = 0;

	for (size_t i = 0; i < w->fleet.n; i++) {
		const struct unit *u = w->fleet.units[i];

		all += stop_concerns(w, u);
		obeyed += stop_concerns(w, u) && stop_obeyed(w, u);
	}
	printf("told=%d confirmed=%d of %d\n", told, obeyed, all);
	for (size_t i = 0; i < w->fleet.n; i++)
		if (stop_concerns(w, w->fleet.units[i]) &&
		    !stop_obeyed(w, w->fleet.units[i]))
			show_one(w->fleet.units[i]);
	fflush(stdout);
	return obeyed < all ? EX_UNAVAILABLE : EXIT_SUCCESS;
}

int
stop_all_alone(struct work *w, const char *action, const char *scope)
{
	int64_t end_ms;
	int told, status;

	open_all(w, action, scope);
	db_begin(w->db);
	stop_load(w);
	changes_load(w);
	told = stop_all(w, action, scope, "stop-all");
	steer_send(w, db_commit(w->db));
	end_ms = w->now_ms + ALL_MS;
	while (stop_left(w) && w->now_ms < end_ms && !w->stopping)
		turn(w);
	status = show(w, told);
	steer_close(w);
	db_close(w->db);
	fleet_free(&w->fleet);
	return status;
}
