/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>
#include <sysexits.h>

#include "hive/base/log.h"
#include "worker/control_loop.h"
#include "worker/open.h"
#include "worker/system/loop.h"
#include "worker/system/scan.h"
#include "worker/system/system.h"
#include "worker/upkeep.h"

/*
 * parts[] is the worker: each part in the order in which a turn does it.  It
 * is opened and closed in that order too.
 */
#define CALLS_MAX	128
#define COMMANDS_MAX	512
#define OUTSIDE_MAX	8

/* ---- Connections --------------------------------------------------------- */

static bool
answers_ready(const struct worker *w)
{
	return http_ready(w->polls.http) || http_ready(w->outside);
}

static void
answers_turn(struct worker *w)
{
	http_finish(w->polls.http);
	http_finish(w->outside);
}

static void
connections_open(struct worker *w)
{
	open_scan(w);
	w->polls.http = open_door(w, CALLS_MAX);
	w->outside = http_new(w->loop, OUTSIDE_MAX, NULL, NULL);
	w->control.outside = w->alerts.sender.outside = w->outside;
}

static void
connections_close(struct worker *w)
{
	scan_free(w->polls.scan);
	http_free(w->polls.http);
	http_free(w->outside);
}

/* ---- Orders -------------------------------------------------------------- */

static void
open_orders(struct worker *w)
{
	const char *error;

	mkdir(w->site.run_path, 0755);
	w->orders = orders_open(&w->turn, &w->rooms, w->loop, &w->arena,
	    site_order_socket(&w->site_arena, &w->site),
	    site_ctl_socket(&w->site_arena, &w->site), &error);
	if (!w->orders)
		log_exit(EX_CANTCREAT, "cannot listen for orders folder=\"%s\""
		    " why=\"%s\"", w->site.run_path, error);
}

static bool
are_orders_ready(const struct worker *w)
{
	return orders_ready(w->orders);
}

static void
serve_orders(struct worker *w)
{
	orders_serve(w->orders);
}

static void
answer_orders(struct worker *w, bool durable)
{
	orders_answer(w->orders, durable);
}

static void
close_orders(struct worker *w)
{
	orders_close(w->orders);
}

/* ---- The ledger ---------------------------------------------------------- */

static void
open_meters(struct worker *w)
{
	meters_open(&w->site, &w->site_arena, w->loop, &w->secret,
	    &w->meters);
}

static bool
are_meters_ready(const struct worker *w)
{
	return meters_ready(w->turn.db, &w->meters);
}

static void
serve_meters(struct worker *w)
{
	meters_serve(&w->turn, &w->meters);
}

static void
answer_meters(struct worker *w, bool durable)
{
	meters_answer(&w->meters, durable);
}

static void
close_meters(struct worker *w)
{
	meters_close(&w->turn, &w->meters);
}

static void
turn_books(struct worker *w)
{
	books_turn(&w->turn, &w->books);
}

static int64_t
next_books_ms(const struct worker *w)
{
	return books_next_ms(w->turn.now_ms, &w->books);
}

static void
close_books(struct worker *w)
{
	books_close(&w->books);
}

static void
open_prices(struct worker *w)
{
	prices_open(&w->turn, &w->prices);
}

static void
turn_prices(struct worker *w)
{
	prices_turn(&w->turn, &w->prices);
}

static int64_t
next_prices_ms(const struct worker *w)
{
	return prices_next_ms(&w->prices);
}

static void
close_prices(struct worker *w)
{
	prices_close(&w->prices);
}

/* ---- Rounds, alerts, control --------------------------------------------- */

static void
open_rounds(struct worker *w)
{
	rounds_begin(w->rounds);
}

static void
close_rounds(struct worker *w)
{
	poll_close(&w->polls);
}

static void
open_alerts(struct worker *w)
{
	alert_send_begin(w->turn.now_ms, &w->alerts.sender);
	alerts_follow(&w->turn, &w->alerts);
}

static void
turn_alerts(struct worker *w)
{
	alerts_turn(&w->turn, &w->alerts);
}

static int64_t
next_alerts_ms(const struct worker *w)
{
	return alerts_next_ms(&w->site, &w->alerts);
}

static void
open_control(struct worker *w)
{
	steer_open(w, open_door(w, COMMANDS_MAX));
}

static void
tell_power(struct worker *w)
{
	power_status(&w->turn, &w->control.balancer);
}

static void
rest_after(struct worker *w, bool durable)
{
	(void)durable;
	db_rest(w->turn.db);
}

/* ---- All of them --------------------------------------------------------- */

static const struct part {
	const char	*name;
	void		(*open)(struct worker *);
	/* Something waits: do not wait for the world. */
	bool		(*ready)(const struct worker *);
	/* Within the transaction. */
	void		(*turn)(struct worker *);
	void		(*after_commit)(struct worker *, bool durable);
	/* When it must have its turn at the latest. */
	int64_t		(*next_ms)(const struct worker *);
	void		(*close)(struct worker *);
} parts[] = {
	{ "answers of miners", .ready = answers_ready, .turn = answers_turn },
	{ "orders", open_orders, are_orders_ready, serve_orders,
	    .close = close_orders },
	{ "meters", open_meters, are_meters_ready, serve_meters,
	    .close = close_meters },
	{ "connections", connections_open, .close = connections_close },
	{ "rounds", open_rounds, .turn = rounds_turn,
	    .next_ms = rounds_next_ms, .close = close_rounds },
	{ "books", .turn = turn_books, .next_ms = next_books_ms,
	    .close = close_books },
	{ "prices", open_prices, .turn = turn_prices,
	    .next_ms = next_prices_ms, .close = close_prices },
	{ "alerts", open_alerts, .turn = turn_alerts,
	    .next_ms = next_alerts_ms },
	{ "control", open_control, .turn = steer_turn,
	    .after_commit = steer_send, .next_ms = steer_next_ms,
	    .close = steer_close },
	{ "power in the log", .turn = tell_power },
	{ "heartbeat", .turn = heartbeat_turn, .next_ms = heartbeat_next_ms },
	{ "retention", .turn = retention_turn, .next_ms = retention_next_ms },
	{ "recovery", .turn = recovery_turn },
	{ "revisions", .turn = revisions_turn },
	{ "answers to orders", .after_commit = answer_orders },
	{ "answers to meters", .after_commit = answer_meters },
	{ "rest", .after_commit = rest_after },
	{ "ballast", .after_commit = ballast_after },
	{ "checkpoint", .after_commit = checkpoint_after },
	{ "watchdog", watchdog_open, .after_commit = watchdog_after },
};

#define PARTS (sizeof parts / sizeof *parts)

void
worker_open(struct worker *w)
{
	worker_wire(w);
	arena_init(&w->arena, 16 << 20);
	open_clocks(&w->turn);
	open_site(w);
	open_database(w);
	/* A large database may have been migrated for minutes: whatever opens
	 * now must not take that for the age of what it knows. */
	open_clocks(&w->turn);
	open_epoch(w);
	open_fleet(w);
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].open)
			parts[i].open(w);
	system_notify("READY=1");
	log_info("service started service=powerhived version=%s epoch=%lld"
	    " miners=%zu", PACKAGE_VERSION, (long long)w->health.state.epoch,
	    w->fleet.n);
}

/* The earliest of all wins. */
static int64_t
wait_ms(const struct worker *w)
{
	int64_t until = NEVER, next;

	for (size_t i = 0; i < PARTS; i++) {
		if (parts[i].ready && parts[i].ready(w))
			return 0;
		next = parts[i].next_ms ? parts[i].next_ms(w) : NEVER;
		if (next < until)
			until = next;
	}
	return until > w->turn.now_ms ? until - w->turn.now_ms : 0;
}

void
worker_turn(struct worker *w)
{
	bool durable;

	loop_wait(w->loop, wait_ms(w));
	open_clocks(&w->turn);
	if (w->reload)
		open_again(w);
	if (db_sick(w->turn.db))
		mend(w);
	db_begin(w->turn.db);
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].turn)
			parts[i].turn(w);
	durable = db_commit(w->turn.db);
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].after_commit)
			parts[i].after_commit(w, durable);
}

void
worker_close(struct worker *w)
{
	system_notify("STOPPING=1");
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].close)
			parts[i].close(w);
	db_begin(w->turn.db);
	worker_end(w->turn.db, w->health.state.epoch, w->turn.wall_ms);
	db_commit(w->turn.db);
	db_checkpoint_all(w->turn.db);
	db_close(w->turn.db);
	fleet_free(&w->fleet);
	arena_free(&w->arena);
	log_info("service stopped service=powerhived miners stay as they are");
}
