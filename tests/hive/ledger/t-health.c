/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>

#include "hive/ledger/health.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "hive/service/health.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* What the ledger says of itself, at the edges of each count. */

#define T0	(SLOT_MS * INT64_C(1994600))	/* 2026-11-19 */
/* The slot before T0 must be booked: two minutes, and one to do it in. */
#define NOW	(T0 + 180000)

static struct arena arena;
static struct db *db;

static struct ledger_health
health(int64_t now)
{
	struct ledger_health h;

	ledger_health(db, &arena, &h, now);
	CHECK_INT(h.timestamp, now);
	return h;
}

/* A statement is kept until the database is closed, and so is the arena. */
static void
sql(const char *text, int64_t at)
{
	struct query *q = ARENA_NEW(&arena, struct query);

	q->sql = text;
	db_int(db, q, ":at", at);
	CHECK(db_run(db, q));
}

/* The whole number of 1/10,000 percent. */
static int64_t
rounded(double percent)
{
	return isfinite(percent) ? (int64_t)(percent * 10000 + 0.5) : NONE;
}

/* ---- Nothing ------------------------------------------------------------ */

static void
check_empty(void)
{
	struct ledger_health h = health(NOW);

	CHECK_INT(h.total_events, 0);
	CHECK_INT(h.events_processed, 0);
	CHECK_INT(h.rejected, 0);
	CHECK_INT(h.resets_detected, 0);
	CHECK_INT(h.errors, 0);
	CHECK_INT(h.entries_created, 0);
	CHECK_INT(h.last_head_at, NONE);
	CHECK_INT(h.last_run_id, NONE);
	CHECK_INT(h.broker_connected, NONE);
	CHECK(!h.is_processing);
	CHECK(isnan(h.uptime_percent) && isnan(h.high_confidence_percent));
	CHECK(isnan(h.processed_within_60_s_percent));
	CHECK_INT(h.status, LEDGER_UNHEALTHY);	/* no worker ever ran */
}

/* ---- The worker and its broker ------------------------------------------ */

static void
beat(int64_t epoch, int64_t now, enum broker broker)
{
	struct worker_state w = { .epoch = epoch, .seen_at = now,
	    .broker = broker, .scan_left_s = NONE,
	    .growth_bytes_per_day = NONE };

	CHECK(worker_beat(db, &w));
}

static void
check_worker(void)
{
	int64_t epoch = worker_begin(db, "test", 1, NOW);
	struct ticket t;

	CHECK_INT(health(NOW + 30000).status, LEDGER_HEALTHY);
	CHECK_INT(health(NOW + 30001).status, LEDGER_UNHEALTHY);
	beat(epoch, NOW, BROKER_LOST);
	CHECK_INT(health(NOW).status, LEDGER_DEGRADED);
	CHECK_INT(health(NOW).broker_connected, 0);
	beat(epoch, NOW, BROKER_CONNECTED);
	CHECK_INT(health(NOW).status, LEDGER_HEALTHY);
	CHECK_INT(health(NOW).broker_connected, 1);
	/* A chain that is broken is worse than all of that, until somebody
	 * said what became of it. */
	ticket_open(db, TICKET_CHAIN, 0, 0, "an entry was changed", NOW);
	CHECK_INT(health(NOW).status, LEDGER_UNHEALTHY);
	CHECK(ticket_get(db, &arena, 1, &t));
	t.state = TICKET_RESOLVED;
	ticket_change(db, &t);
	CHECK_INT(health(NOW).status, LEDGER_HEALTHY);
	beat(epoch, NOW, BROKER_NONE);
}

/* Booking may lie back five minutes. */
static void
check_behind(void)
{
	sql("UPDATE meter_state SET from_at = 0, due_at = :at"
	    " WHERE meter = 1", NOW - 300000);
	CHECK_INT(health(NOW).status, LEDGER_HEALTHY);
	CHECK(health(NOW).is_processing);
	sql("UPDATE meter_state SET due_at = :at WHERE meter = 1",
	    NOW - 300001);
	CHECK_INT(health(NOW).status, LEDGER_DEGRADED);
	sql("UPDATE meter_state SET due_at = :at WHERE meter = 1", NOW + 1);
	CHECK(!health(NOW).is_processing);
	sql("UPDATE meter_state SET from_at = NULL, due_at = NULL"
	    " WHERE meter = 1 AND :at", 1);
}

/* ---- Readings ----------------------------------------------------------- */

static void
say(const char *device, int64_t at, int64_t wh)
{
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld,"
	    "\"device_id\":\"main\",\"energy_wh_total\":%lld}", (long long)at,
	    (long long)wh);
	struct meter_verdict v;

	CHECK_INT(meter_take(db, &arena, device, text, strlen(text), at, &v),
	    METER_ACCEPTED);
}

static void
check_readings(void)
{
	struct meter_verdict v;
	struct ledger_health h;

	say("a", NOW - HOUR_MS - 1, 100);
	say("a", NOW - HOUR_MS, 110);
	say("a", NOW - 60000, 120);
	say("b", NOW - 600000, 500);	/* just as long as its gap may be */
	h = health(NOW);
	CHECK_INT(h.total_events, 4);
	CHECK_INT(h.unprocessed_events, 4);
	CHECK_INT(h.events_processed, 0);
	CHECK_INT(h.events_last_hour, 3);
	CHECK_INT(h.devices, 2);	/* a miner and the retired are none */
	CHECK_INT(h.online_devices, 2);
	CHECK_INT(health(NOW + 1).online_devices, 1);
	/* Those of the slot that runs still wait. */
	while (book_step(db, &arena, NOW, 1000))
		;
	h = health(NOW);
	CHECK_INT(h.total_events, 4);
	CHECK_INT(h.unprocessed_events, 1);
	CHECK_INT(h.events_processed, 3);
	say("a", NOW + 60000, 130);
	h = health(NOW);
	CHECK_INT(h.unprocessed_events, 2);
	CHECK_INT(h.events_processed, 3);
	CHECK_INT(meter_take(db, &arena, "a", "x", 1, NOW, &v),
	    METER_REJECTED);
	CHECK_INT(health(NOW).rejected, 1);
	counter_add(db, "meter_resets", 3);
	counter_add(db, "meter_steps_unexplained", 2);
	h = health(NOW);
	CHECK_INT(h.resets_detected, 3);
	CHECK_INT(h.errors, 2);
}

/* ---- Slots -------------------------------------------------------------- */

/* A slot of a meter, n slots before T0, booked so long after its end. */
static void
slot(int64_t meter, int n, const char *quality, int64_t late_ms)
{
	int64_t at = T0 - n * (int64_t)SLOT_MS;

	energy_book(db, meter, at, 1, quality, at + SLOT_MS + late_ms);
}

/* The last day is 96 slots of the meter that has more of them, and two of the
 * one that came half an hour ago. */
static void
check_slots(void)
{
	struct ledger_health h;

	slot(1, 97, "A", 0);		/* before the day */
	slot(1, 96, "A", 180000);	/* two minutes, and one to do it in */
	slot(3, 50, "A", 0);		/* a miner's is no board's */
	slot(2, 2, "E", 180001);
	slot(1, 1, "S", 180000);
	slot(1, 0, "A", 180000);	/* it is not over */
	h = health(NOW);
	CHECK_INT(rounded(h.uptime_percent), 30612);	/* 3 of 98 */
	CHECK_INT(rounded(h.high_confidence_percent), 333333);
	CHECK_INT(rounded(h.processed_within_60_s_percent), 666667);
	/* A moment before, the last slot need not be there, and the day begins
	 * a slot earlier: 2 + 1 of 96 + 1. */
	h = health(NOW - 1);
	CHECK_INT(rounded(h.uptime_percent), 30928);
	CHECK_INT(rounded(h.high_confidence_percent), 666667);
	/* Of those out of service nothing is wanted. */
	sql("DELETE FROM slot WHERE :at", 1);
	slot(4, 2, "A", 0);
	h = health(NOW);
	CHECK(isnan(h.uptime_percent));
	CHECK_INT(rounded(h.high_confidence_percent), 1000000);
	sql("DELETE FROM slot WHERE :at", 1);
}

/* ---- Tickets, heads, runs ----------------------------------------------- */

static void
check_rest(void)
{
	struct ledger_health h;

	ticket_open(db, TICKET_RESET, 1, 5, "an old one", NOW - WEEK_MS - 1);
	ticket_open(db, TICKET_RESET, 1, 6, "a week old", NOW - WEEK_MS);
	sql("INSERT INTO ledger_head VALUES (1, :at, 1, x'', 'hour', x'')",
	    NOW - 5);
	sql("INSERT INTO reconciliation VALUES (1, 'night', NULL, 0, :at, 0,"
	    " 0, 0, 0, 0, 0, 0)", NOW - 7);
	sql("INSERT INTO rating_run (id, kind, state, first_day, last_day,"
	    " at_day, after_meter, total, done, changed, lines, difference,"
	    " actor, started_at, ended_at) VALUES (4, 'place', 'done', 0, 0,"
	    " 0, 0, 0, 0, 0, 0, 0, 'test', 0, :at)", NOW - 9);
	sql("INSERT INTO rating_run (id, kind, state, first_day, last_day,"
	    " at_day, after_meter, total, done, changed, lines, difference,"
	    " actor, started_at) VALUES (5, 'place', 'running', 0, 0, 0, 0,"
	    " 0, 0, 0, 0, 0, 'test', :at)", NOW);
	h = health(NOW);
	CHECK_INT(h.tickets_open, 2);
	CHECK_INT(h.tickets_last_week, 2);	/* and the one of the chain */
	CHECK_INT(h.last_head_at, NOW - 5);
	CHECK_INT(h.last_reconciliation_at, NOW - 7);
	CHECK_INT(h.last_run_id, 4);
	CHECK_INT(h.last_run, NOW - 9);
	CHECK_INT(h.entries_created, entry_newest(db));
	CHECK(h.entries_created > 5);
}

int
main(void)
{
	arena_init(&arena, 4u << 20);
	db = store_open(":memory:");
	db_begin(db);
	check_empty();
	energy_meter(db, &arena, "a", "message", NULL);
	energy_meter(db, &arena, "b", "message", NULL);
	energy_meter(db, &arena, "c", "miner", NULL);
	energy_meter(db, &arena, "d", "message", NULL);
	sql("UPDATE meter SET retired_at = :at WHERE id = 4", NOW);
	check_worker();
	check_behind();
	check_slots();
	check_readings();
	check_rest();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
