/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/base/zone.h"
#include "hive/service/event_log.h"
#include "worker/open.h"
#include "worker/system/scan.h"
#include "worker/system/scan_queue.h"
#include "worker/system/system.h"

/*
 * The lock of the folder is taken before the database is opened: there is one
 * writer.  A reload reads the configuration into an arena of its own, which
 * replaces the old one only when it is whole; database, sockets and zone stay
 * those of the start.
 */

#define SITE_MAX	(16u << 20)	/* bytes of a configuration */

/* ---- What --stop-all does as well ---------------------------------------- */

void
open_clocks(struct turn *t)
{
	t->now_ms = day_mono_ms();
	t->wall_ms = day_wall_ms();
}

void
open_folder(struct worker *w)
{
	snprintf(w->folder, sizeof w->folder, "%s", w->site.database_path);
	dirname(w->folder);
}

void
open_secret(struct worker *w, bool make)
{
	const char *error = secret_load(&w->secret, arena_printf(
	    &w->site_arena, "%s/powerhive.key", w->folder), make);

	if (error)
		log_exit(EX_NOPERM, "cannot read the key that seals secrets"
		    " why=\"%s\"", error);
}

void
open_fleet(struct worker *w)
{
	fleet_init(&w->fleet);
	fleet_load(&w->fleet, w->turn.db, &w->secret, w->turn.now_ms);
}

static bool
allowed(void *arg, uint32_t ip)
{
	return site_allows(arg, ip);
}

struct http *
open_door(struct worker *w, int max)
{
	return http_new(w->loop, max, allowed, &w->site);
}

/* ---- The scan ------------------------------------------------------------ */

static bool
skip(void *arg, uint32_t ip)
{
	struct worker *w = arg;
	char text[16];

	if (site_lists(&w->site.exclude, ip) ||
	    found_rests(w->polls.found, ip, w->turn.now_ms))
		return true;
	text_ipv4_show(text, ip);
	return fleet_by_ip(&w->fleet, text) != NULL;
}

static void
found(void *arg, uint32_t ip, bool named)
{
	struct worker *w = arg;

	(void)named;
	found_put(w->polls.found, ip);
}

static void
silent(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
}

static void
set_ranges(struct worker *w)
{
	uint32_t ranges[256][2];
	const struct site_word *word = w->site.subnets.v;
	size_t n = 0;

	for (size_t i = 0; i < w->site.subnets.n && n < 256; i++)
		if (site_range(word[i].text, &ranges[n][0], &ranges[n][1]))
			n++;
	scan_ranges(w->polls.scan, (const uint32_t (*)[2])ranges, n);
	scan_change(w->polls.scan, w->site.miner_port,
	    w->site.light_scan_timeout_ms);
}

void
open_scan(struct worker *w)
{
	struct scan_options with = { .skip = skip, .found = found,
	    .silent = silent, .arg = w };

	with.in_flight = (system_raise_files() - 512) / 2;
	w->polls.found = scan_queue_new(&w->arena);
	w->polls.scan = scan_new(w->loop, &with);
	set_ranges(w);
}

/* ---- The worker's own ---------------------------------------------------- */

/* What is wrong with a configuration has a line for each fault. */
static void
log_lines(const char *lines, void (*say)(const char *, ...))
{
	for (size_t n; lines && *lines; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		say("%.*s", (int)n, lines);
	}
}

void
open_site(struct worker *w)
{
	const char *warnings, *error;

	arena_init(&w->site_arena, SITE_MAX);
	error = site_load(&w->site_arena, w->site_path, &w->site, &warnings);
	log_lines(warnings, log_warn);
	if (!error)
		error = site_secrets(&w->site_arena, &w->site);
	if (!error)
		error = zone_use(w->site.timezone);
	log_lines(error, log_error);
	if (error)
		log_exit(EX_CONFIG, "cannot start with this configuration");
}

static void
open_chain(struct worker *w)
{
	const char *error;
	bool fresh;

	error = head_key_open(&w->books.head_key, &w->site_arena, w->folder,
	    &fresh);
	if (!error)
		error = head_public_read(&w->books.head_public,
		    arena_printf(&w->site_arena, "%s/ledger.pub", w->folder));
	if (error)
		log_exit(EX_NOPERM, "cannot read the key that signs the"
		    " ledger why=\"%s\"", error);
	if (fresh)
		log_warn("the ledger is signed with a new key public=%s",
		    head_hex(&w->site_arena, w->books.head_key.public, 32));
}

void
open_database(struct worker *w)
{
	const char *error;

	open_folder(w);
	mkdir(w->folder, 0750);
	if ((error = system_lock(w->folder)))
		log_exit(EX_TEMPFAIL, "cannot start folder=\"%s\" why=\"%s\"",
		    w->folder, error);
	if (!(w->turn.db = db_create(w->site.database_path, &error)))
		log_exit(EX_DATAERR, "cannot open the database path=\"%s\""
		    " why=\"%s\"", w->site.database_path, error);
	open_secret(w, true);
	open_chain(w);
}

void
open_epoch(struct worker *w)
{
	db_begin(w->turn.db);
	w->health.state = (struct worker_state){ .pid = getpid(),
	    .started_at = w->turn.wall_ms, .seen_at = w->turn.wall_ms,
	    .version = PACKAGE_VERSION, .scan_left_s = NONE,
	    .growth_bytes_per_day = NONE };
	if (worker_crashed(w->turn.db))
		event_add(w->turn.db, w->turn.wall_ms, "crashed", NONE,
		    "The worker before this one ended without a word.");
	w->health.crashes = event_count(w->turn.db, "crashed", w->turn.wall_ms -
	    HOUR_MS);
	w->health.state.epoch = worker_begin(w->turn.db, PACKAGE_VERSION,
	    getpid(), w->turn.wall_ms);
	if (!db_commit(w->turn.db))
		log_exit(EX_IOERR, "cannot write the database");
}

/* ---- Reload -------------------------------------------------------------- */

void
open_again(struct worker *w)
{
	struct arena a;
	struct site site;
	const char *warnings, *error;

	w->reload = false;
	arena_init(&a, SITE_MAX);
	error = site_load(&a, w->site_path, &site, &warnings);
	log_lines(warnings, log_warn);
	if (!error)
		error = site_secrets(&a, &site);
	if (error) {
		log_lines(error, log_error);
		log_error("configuration refused, the old one stays");
		arena_free(&a);
		return;
	}
	if (!text_same(site.database_path, w->site.database_path) ||
	    !text_same(site.run_path, w->site.run_path) ||
	    !text_same(site.timezone, w->site.timezone))
		log_warn("database.path, run.path and site.timezone need a "
		    "restart");
	if (!text_same(site.mqtt_url, w->site.mqtt_url) ||
	    !text_same(site.mqtt_prefix, w->site.mqtt_prefix) ||
	    !text_same(site.mqtt_user, w->site.mqtt_user) ||
	    !text_same(site.mqtt_ca_file, w->site.mqtt_ca_file))
		log_warn("mqtt needs a restart");
	site.database_path = arena_copy(&a, w->site.database_path);
	site.run_path = arena_copy(&a, w->site.run_path);
	site.timezone = arena_copy(&a, w->site.timezone);
	arena_free(&w->site_arena);
	w->site_arena = a;
	w->site = site;
	set_ranges(w);
	log_info("configuration reloaded subnets=%zu", site.subnets.n);
}
