/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/base/zone.h"
#include "hive/miner/update.h"
#include "hive/service/event_log.h"
#include "worker/alert/send.h"
#include "worker/control_loop.h"
#include "worker/ledger/meter_mqtt.h"
#include "worker/ledger/posting.h"
#include "worker/ledger/rating.h"
#include "worker/system/ballast.h"
#include "worker/system/scan_queue.h"
#include "worker/system/system.h"
#include "worker/turn.h"

#define CALLS_MOST	128
#define COMMANDS_MOST	512
#define OUTSIDE_MOST	8
#define BEAT_MS		5000
#define CARE_MS		60000	/* between two spells of retention */
#define STEP_MS		20	/* between two steps of one spell */
#define CHECKPOINT_MS	5000
#define MEND_MS		1000
#define HOUR_MS		3600000
#define BALLAST_MS	600000	/* after trouble, before it is taken again */

static struct {
	int64_t	beat_ms, care_ms, checkpoint_ms, watchdog_ms, mend_ms;
	int64_t	watchdog_every_ms, ballast_ms;
} due;

/* ---- Which addresses ---------------------------------------------------- */

static bool
allowed(void *arg, uint32_t ip)
{
	return site_allows(&((struct work *)arg)->site, ip);
}

static bool
skip(void *arg, uint32_t ip)
{
	struct work *w = arg;
	char text[16];

	if (site_lists(&w->site.exclude, ip) || found_rests(ip, w->now_ms))
		return true;
	text_ipv4_show(text, ip);
	return fleet_by_ip(&w->fleet, text) != NULL;
}

static void
found(void *arg, uint32_t ip, bool named)
{
	(void)arg;
	(void)named;
	found_put(ip);
}

static void
silent(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
}

static void
set_ranges(struct work *w)
{
	static uint32_t ranges[256][2];
	const struct site_word *word = w->site.subnets.v;
	size_t n = 0;

	for (size_t i = 0; i < w->site.subnets.n && n < 256; i++)
		if (site_range(word[i].text, &ranges[n][0], &ranges[n][1]))
			n++;
	scan_ranges(w->scan, (const uint32_t (*)[2])ranges, n);
	scan_change(w->scan, w->site.miner_port,
	    w->site.light_scan_timeout_ms);
}

/* ---- Opening ------------------------------------------------------------ */

/* What is wrong with a configuration has a line for each fault. */
static void
log_lines(const char *lines, void (*say)(const char *, ...))
{
	for (size_t n; lines && *lines; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		say("%.*s", (int)n, lines);
	}
}

static void
load_site(struct work *w)
{
	const char *warnings, *wrong;

	arena_init(&w->site_arena, 16 << 20);
	wrong = site_load(&w->site_arena, w->site_path, &w->site, &warnings);
	log_lines(warnings, log_warn);
	if (!wrong)
		wrong = site_secrets(&w->site_arena, &w->site);
	if (!wrong)
		wrong = zone_use(w->site.timezone);
	log_lines(wrong, log_error);
	if (wrong)
		log_exit(EX_CONFIG, "cannot start with this configuration");
}

static void
open_database(struct work *w)
{
	char *folder = w->folder;
	const char *wrong;
	bool fresh;

	snprintf(folder, sizeof w->folder, "%s", w->site.database_path);
	dirname(folder);
	mkdir(folder, 0750);
	if ((wrong = system_lock(folder)))
		log_exit(EX_TEMPFAIL, "cannot start folder=\"%s\" why=\"%s\"",
		    folder, wrong);
	if (!(w->db = db_create(w->site.database_path, &wrong)))
		log_exit(EX_DATAERR, "cannot open the database path=\"%s\""
		    " why=\"%s\"", w->site.database_path, wrong);
	wrong = secret_load(&w->secret, arena_printf(&w->site_arena,
	    "%s/powerhive.key", folder), true);
	if (wrong)
		log_exit(EX_NOPERM, "cannot read the key that seals secrets"
		    " why=\"%s\"", wrong);
	wrong = chain_key_open(&w->chain_key, &w->site_arena, folder, &fresh);
	if (!wrong)
		wrong = chain_public_read(&w->chain_public, arena_printf(
		    &w->site_arena, "%s/ledger.pub", folder));
	if (wrong)
		log_exit(EX_NOPERM, "cannot read the key that signs the"
		    " ledger why=\"%s\"", wrong);
	if (fresh)
		log_warn("the ledger is signed with a new key public=%s",
		    chain_hex(&w->site_arena, w->chain_key.public, 32));
}

static void
begin_epoch(struct work *w)
{
	db_begin(w->db);
	w->state = (struct worker_state){ .pid = getpid(),
	    .started_at = w->wall_ms, .seen_at = w->wall_ms,
	    .version = PACKAGE_VERSION, .scan_left_s = NONE,
	    .growth_bytes_per_day = NONE };
	if (worker_crashed(w->db))
		event_add(w->db, w->wall_ms, "crashed", NONE,
		    "The worker before this one ended without a word.");
	w->crashes = event_count(w->db, "crashed", w->wall_ms - HOUR_MS);
	w->state.epoch = worker_begin(w->db, PACKAGE_VERSION, getpid(),
	    w->wall_ms);
	if (!db_commit(w->db))
		log_exit(EX_IOERR, "cannot write the database");
}

static void
read_clocks(struct work *w)
{
	w->now_ms = day_mono_ms();
	w->wall_ms = day_wall_ms();
}

void
work_open(struct work *w)
{
	struct scan_options with = { .skip = skip, .found = found,
	    .silent = silent, .arg = w };
	const char *wrong;

	read_clocks(w);
	load_site(w);
	open_database(w);
	begin_epoch(w);
	fleet_init(&w->fleet);
	fleet_load(&w->fleet, w->db, &w->secret, w->now_ms);
	with.in_flight = (system_raise_files() - 512) / 2;
	w->scan = scan_new(w->loop, &with);
	set_ranges(w);
	w->http = http_new(w->loop, CALLS_MOST, allowed, w);
	w->outside = http_new(w->loop, OUTSIDE_MOST, NULL, NULL);
	steer_open(w, http_new(w->loop, COMMANDS_MOST, allowed, w));
	alert_send_begin(w);
	alerts_follow(w);
	mkdir(w->site.run_path, 0755);
	w->orders = orders_open(w, site_order_socket(&w->site_arena, &w->site),
	    site_ctl_socket(&w->site_arena, &w->site), &wrong);
	if (!w->orders)
		log_exit(EX_CANTCREAT, "cannot listen for orders folder=\"%s\""
		    " why=\"%s\"", w->site.run_path, wrong);
	meters_open(w);
	prices_open(w);
	due.watchdog_every_ms = system_watchdog_ms();
	system_notify("READY=1");
	log_info("service started service=powerhived version=%s epoch=%lld"
	    " miners=%zu", PACKAGE_VERSION, (long long)w->state.epoch,
	    w->fleet.n);
}

/* ---- Reload ------------------------------------------------------------- */

static bool
same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static void
reload(struct work *w)
{
	struct arena a;
	struct site site;
	const char *warnings, *wrong;

	w->reload = false;
	arena_init(&a, 16 << 20);
	wrong = site_load(&a, w->site_path, &site, &warnings);
	log_lines(warnings, log_warn);
	if (!wrong)
		wrong = site_secrets(&a, &site);
	if (wrong) {
		log_lines(wrong, log_error);
		log_error("configuration refused, the old one stays");
		arena_free(&a);
		return;
	}
	if (!same(site.database_path, w->site.database_path) ||
	    !same(site.run_path, w->site.run_path) ||
	    !same(site.timezone, w->site.timezone))
		log_warn("database.path, run.path and site.timezone need a "
		    "restart");
	if (!same(site.mqtt_url, w->site.mqtt_url) ||
	    !same(site.mqtt_prefix, w->site.mqtt_prefix) ||
	    !same(site.mqtt_user, w->site.mqtt_user) ||
	    !same(site.mqtt_ca_file, w->site.mqtt_ca_file))
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

/* ---- A turn ------------------------------------------------------------- */

static void
beat(struct work *w)
{
	struct scan_progress p = scan_progress(w->scan, w->now_ms);

	due.beat_ms = w->now_ms + BEAT_MS;
	w->state.seen_at = w->wall_ms;
	if (miner_end_holds(w->db, w->wall_ms)) {
		w->miners_changed = true;
		fleet_holds(&w->fleet, w->db);
	}
	w->state.scan_addresses = p.addresses;
	w->state.scan_done = p.done;
	w->state.scan_left_s = p.left_s;
	w->state.size_bytes = db_size_bytes(w->db);
	w->state.growth_bytes_per_day = size_note(w->db, w->wall_ms,
	    w->state.size_bytes);
	if (p.running && p.left_s > 10)
		log_info("scan done=%d %% left=%llds",
		    (int)(p.done * 100 / p.addresses), (long long)p.left_s);
	if (!worker_beat(w->db, &w->state) && !db_sick(w->db)) {
		log_error("another worker has taken over: this one ends");
		w->stopping = true;
	}
	if (!system_lock_holds()) {
		log_error("the lock's file is gone: this worker ends");
		w->stopping = true;
	}
}

static void
care(struct work *w)
{
	struct retention r = { w->site.chips_days, w->site.readings_days,
	    w->site.rollups_days };

	due.care_ms = w->now_ms +
	    (retention_step(w->db, &r, w->wall_ms) ? STEP_MS : CARE_MS);
}

static void
bump_revisions(struct work *w)
{
	if (w->miners_changed)
		revision_bump(w->db, "miners");
	if (w->models_changed)
		revision_bump(w->db, "models");
	w->miners_changed = w->models_changed = false;
}

/* Disk trouble is no death: what could not be kept is dropped and counted,
 * and control goes on from memory. */
static void
mend(struct work *w)
{
	const char *wrong;

	w->sick_turns++;
	if (w->now_ms < due.mend_ms)
		return;
	due.mend_ms = w->now_ms + MEND_MS;
	ballast_give(w->folder);
	if ((wrong = db_mend(w->db)))
		log_error("database is still sick why=\"%s\"", wrong);
}

/* The first commit that succeeds again. */
static void
note_recovery(struct work *w)
{
	log_info("database is well again dropped=%lld",
	    (long long)w->dropped);
	counter_add(w->db, "dropped_while_sick", w->dropped);
	w->sick_turns = w->dropped = 0;
	alerts_follow(w);
	fleet_follow(&w->fleet, w->db, &w->secret, w->now_ms);
	due.ballast_ms = w->now_ms + BALLAST_MS;
}

static void
after_commit(struct work *w)
{
	if (w->now_ms >= due.ballast_ms) {
		due.ballast_ms = w->now_ms + BALLAST_MS;
		ballast_take(w->folder);
	}
	if (w->now_ms >= due.checkpoint_ms && !http_ready(w->http)) {
		due.checkpoint_ms = w->now_ms + CHECKPOINT_MS;
		db_checkpoint(w->db);
	}
	if (due.watchdog_every_ms && w->now_ms >= due.watchdog_ms) {
		due.watchdog_ms = w->now_ms + due.watchdog_every_ms;
		system_notify("WATCHDOG=1");
	}
}

static int64_t
wait_ms(const struct work *w)
{
	int64_t until = rounds_next_ms(w);

	if (http_ready(w->http) || http_ready(w->outside) ||
	    orders_ready(w->orders) || meters_ready(w))
		return 0;
	if (due.care_ms < until)
		until = due.care_ms;
	if (prices_next_ms(w) < until)
		until = prices_next_ms(w);
	if (due.beat_ms < until)
		until = due.beat_ms;
	if (steer_next_ms(w) < until)
		until = steer_next_ms(w);
	if (books_next_ms(w) < until)
		until = books_next_ms(w);
	if (alerts_next_ms(w) < until)
		until = alerts_next_ms(w);
	return until > w->now_ms ? until - w->now_ms : 0;
}

void
work_turn(struct work *w)
{
	bool durable;

	loop_wait(w->loop, wait_ms(w));
	read_clocks(w);
	if (w->reload)
		reload(w);
	if (db_sick(w->db))
		mend(w);
	db_begin(w->db);
	http_finish(w->http);
	http_finish(w->outside);
	orders_serve(w->orders);
	meters_serve(w);
	rounds_turn(w);
	books_turn(w);
	prices_turn(w);
	alerts_turn(w);
	steer_turn(w);
	power_status(w);
	if (w->now_ms >= due.beat_ms)
		beat(w);
	if (w->now_ms >= due.care_ms)
		care(w);
	if (w->sick_turns && !db_sick(w->db))
		note_recovery(w);
	bump_revisions(w);
	durable = db_commit(w->db);
	steer_send(w, durable);
	orders_answer(w->orders, durable);
	meters_answer(w, durable);
	db_rest(w->db);
	after_commit(w);
}

void
work_close(struct work *w)
{
	system_notify("STOPPING=1");
	orders_close(w->orders);
	meters_close(w);
	scan_free(w->scan);
	http_free(w->http);
	http_free(w->outside);
	steer_close(w);
	db_begin(w->db);
	worker_end(w->db, w->state.epoch, w->wall_ms);
	db_commit(w->db);
	db_checkpoint_all(w->db);
	db_close(w->db);
	fleet_free(&w->fleet);
	log_info("service stopped service=powerhived miners stay as they are");
}
