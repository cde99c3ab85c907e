/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/control_loop.h"
#include "worker/emergency/latch.h"
#include "worker/open.h"
#include "worker/stop_all.h"
#include "worker/system/system.h"

/*
 * Only what a stop needs, each from the best source that can be had: a
 * configuration that the worker would refuse, a database that can only be
 * read, or only as the last checkpoint left it.  Its turns are the worker's
 * without the other parts: the changes go on, and the stop is followed.
 */

#define CONNECTIONS	512
#define LOCK_MS		5000	/* until the lock of the last worker is free */
#define ALL_MS		30000

/* Of secrets only the miners' keys are needed; of a configuration that the
 * worker would refuse, what can be understood is enough. */
static void
load_site(struct worker *w)
{
	const char *warnings, *error;

	arena_init(&w->site_arena, 16 << 20);
	error = site_load(&w->site_arena, w->site_path, &w->site, &warnings);
	if (!error)
		return;
	log_error("the configuration is wrong: %s", error);
	if (!site_salvage(&w->site_arena, w->site_path, &w->site))
		log_exit(EX_CONFIG, "nothing of the configuration can be "
		    "understood");
}

static void
take_lock(struct worker *w)
{
	int64_t end_ms = day_mono_ms() + LOCK_MS;
	const char *error;

	while ((error = system_lock(w->folder))) {
		if (day_mono_ms() >= end_ms)
			log_exit(EX_TEMPFAIL, "cannot take the worker's place"
			    " folder=\"%s\" why=\"%s\"", w->folder, error);
		poll(NULL, 0, 20);
	}
}

/* A database of an older version is only read: to migrate it takes the time
 * to read it through, and the worker does it when it starts. */
static struct db *
open_or_read(const char *path)
{
	const char *error;
	struct db *read = db_open_older(path, &error), *write;

	if (read && db_version(read) < db_schema_version()) {
		log_warn("the database is of an older version, and nothing is "
		    "written to it path=\"%s\"", path);
		return read;
	}
	db_close(read);
	if ((write = db_create(path, &error)))
		return write;
	log_warn("the database cannot be written path=\"%s\" why=\"%s\"",
	    path, error);
	return db_open_older(path, &error);
}

static void
open_what_there_is(struct worker *w)
{
	const char *path = w->site.database_path, *error;

	if (access(path, F_OK))
		log_exit(EX_NOINPUT, "no database, so no miner is known "
		    "path=\"%s\"", path);
	if (!(w->turn.db = open_or_read(path)))
		w->turn.db = db_open_frozen(path, &error);
	if (!w->turn.db)
		log_exit(EX_DATAERR, "cannot read the database path=\"%s\""
		    " why=\"%s\"", path, error);
	open_secret(w, false);
}

/* The latch comes first: a worker that is started meanwhile finds it.  A latch
 * that is there already and concerns all miners goes on doing so. */
static void
set_latch(struct worker *w, enum emergency_action action,
    enum emergency_scope scope)
{
	struct stop *s = &w->control.stop;

	if (latch_read(&w->emergency) == LATCH_NONE ||
	    s->scope != EMERGENCY_ALL)
		s->scope = scope;
	s->action = action;
	snprintf(s->who, sizeof s->who, "%s", teller_words[TELLER_STOP_ALL]);
	latch_write(&w->emergency);
}

static void
open_all(struct worker *w, enum emergency_action action,
    enum emergency_scope scope)
{
	worker_wire(w);
	open_clocks(&w->turn);
	load_site(w);
	open_folder(w);
	set_latch(w, action, scope);
	take_lock(w);
	open_what_there_is(w);
	open_clocks(&w->turn);	/* after the wait for the lock */
	open_fleet(w);
	w->control.commands = open_door(w, CONNECTIONS);
	w->control.changes = (struct changes){ .first = NULL };
	settings_follow(w->turn.db, &w->settings);
	control_load(&w->turn);
	gate_follow(w->turn.db, &w->control.limits);
	system_raise_files();
}

static int64_t
wait_ms(const struct worker *w)
{
	int64_t at = changes_next_ms(w->turn.now_ms, &w->control.changes);

	if (w->emergency.next_ms < at)
		at = w->emergency.next_ms;
	return at > w->turn.now_ms ? at - w->turn.now_ms : 0;
}

static void
turn(struct worker *w)
{
	struct turn *t = &w->turn;

	loop_wait(w->loop, wait_ms(w));
	open_clocks(t);
	db_begin(t->db);
	http_finish(w->control.commands);
	changes_turn(t, &w->control);
	stop_turn(t, &w->emergency);
	steer_send(w, db_commit(t->db));
	db_rest(t->db);
}

static void
show_one(const struct fleet_miner *u)
{
	if (u->control.refused)
		printf("not told: %s: %s\n", u->mac, u->control.refused);
	else
		printf("did not obey: %s\n", u->mac);
}

static int
show(const struct fleet *f, const struct stop *stop, int told)
{
	int obeyed = 0, all = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct fleet_miner *u = f->miners[i];

		all += stop_concerns(stop, u);
		obeyed += stop_concerns(stop, u) && stop_obeyed(stop, u);
	}
	printf("told=%d confirmed=%d of %d\n", told, obeyed, all);
	for (size_t i = 0; i < f->n; i++)
		if (stop_concerns(stop, f->miners[i]) &&
		    !stop_obeyed(stop, f->miners[i]))
			show_one(f->miners[i]);
	fflush(stdout);
	return obeyed < all ? EX_UNAVAILABLE : EXIT_SUCCESS;
}

int
stop_all_alone(struct worker *w, enum emergency_action action,
    enum emergency_scope scope)
{
	const struct stop *stop = &w->control.stop;
	struct turn *t = &w->turn;
	int64_t end_ms;
	int told, status;

	open_all(w, action, scope);
	db_begin(t->db);
	stop_load(t, &w->emergency);
	changes_load(t, &w->control);
	stop_resume(t, &w->emergency);
	told = stop_all(t, &w->emergency, action, scope, "stop-all");
	steer_send(w, db_commit(t->db));
	end_ms = t->now_ms + ALL_MS;
	while (stop_left(&w->fleet, stop) && t->now_ms < end_ms &&
	    !w->stopping)
		turn(w);
	status = show(&w->fleet, stop, told);
	steer_close(w);
	db_close(t->db);
	fleet_free(&w->fleet);
	return status;
}
