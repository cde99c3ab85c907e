/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/instant.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/ticket.h"
#include "tests/lib/alert_rig.h"

/*
 * What people hear of the site itself: its plant and the heartbeat that rests
 * on it, the meters' broker, the ledger, and that somebody stopped all.
 */

static void
check_beat(void)
{
	silence();
	b.worker.site.heartbeat_url = "http://" BENCH_OUTSIDE "/beat";
	rig_run(&b, 600000);
	CHECK(ears.beats >= 9 && ears.beats <= 11);
	farm("plant silent");
	rig_run(&b, 400000);
	CHECK_INT(open_alerts("plant_stale"), 1);
	CHECK_INT(newest("plant_stale", "open").severity, SEVERITY_CRITICAL);
	CHECK(heard("The plant's data are ") && heard("\"Ann +41 1\""));
	ears.beats = 0;
	rig_run(&b, 600000);
	CHECK_INT(ears.beats, 0);	/* the switch falls */
	CHECK_INT(open_alerts(NULL), 1);	/* for this alone */
	farm("plant ok");
	rig_run(&b, 400000);
	CHECK_INT(open_alerts("plant_stale"), 0);
	CHECK(ears.beats > 0);
}

static void
check_broker(void)
{
	CHECK_INT(open_alerts("broker_lost"), 0);
	b.worker.health.broker = (struct broker_state){ .wanted = true,
	    .why = "no route" };
	rig_run(&b, 120000);
	CHECK_INT(open_alerts("broker_lost"), 1);
	CHECK_TEXT(newest("broker_lost", "open").text,
	    "The meters' broker is away: no route.");
	b.worker.health.broker.up = true;
	rig_run(&b, 120000);
	CHECK_INT(open_alerts("broker_lost"), 0);
	CHECK_INT(open_alerts("broker_dropped"), 0);
	b.worker.health.broker.dropped = 12;
	b.worker.health.broker.dropped_ms = b.worker.turn.now_ms;
	rig_run(&b, 120000);
	CHECK_TEXT(newest("broker_dropped", "open").text, "The meters' broker"
	    " has dropped 12 messages: its queue was full.");
	rig_run(&b, 3600000);
	CHECK_INT(open_alerts("broker_dropped"), 0);
}

static void
meter_says(int64_t wh)
{
	int64_t now = BENCH_WALL_MS + b.now_ms;
	struct meter_verdict v;
	char at[DAY_TEXT_SIZE];
	const char *text;

	day_show(at, now);
	text = arena_printf(&b.arena, "{\"esp32_name\":\"pump\","
	    "\"timestamp\":\"%s\",\"energy_wh_total\":%lld}", at,
	    (long long)wh);
	db_begin(b.worker.turn.db);
	CHECK(meter_take(b.worker.turn.db, &b.arena, "pump", text, strlen(text),
	    now, &v) == METER_ACCEPTED);
	db_commit(b.worker.turn.db);
}

/* A meter falls silent, speaks again, and a ticket waits for a person. */
static void
check_ledger(void)
{
	struct ticket t;
	struct query *q;

	b.worker.site.min_severity = SEVERITY_INFO;
	meter_says(1000);
	rig_run(&b, 120000);
	CHECK_INT(open_alerts("ledger_gap"), 0);
	rig_run(&b, 3600000);
	CHECK_INT(open_alerts("ledger_gap"), 1);
	CHECK_TEXT(newest("ledger_gap", "open").text, "1 meters say nothing, "
	    "among them pump: their energy will be estimated or missing.");
	meter_says(2000);
	rig_run(&b, 180000);
	CHECK_INT(open_alerts("ledger_gap"), 0);
	db_begin(b.worker.turn.db);
	CHECK(ticket_open(b.worker.turn.db, TICKET_SPIKE, 1, 1,
	    "Too much.", 1));
	db_commit(b.worker.turn.db);
	silence();
	rig_run(&b, 120000);
	CHECK_INT(open_alerts("ledger_ticket"), 1);
	CHECK(heard("\"severity\":\"info\""));
	q = ticket_list(b.worker.turn.db, "open", 1);
	CHECK(db_row(b.worker.turn.db, q, ticket_fields, &t));
	record_keep(&b.arena, ticket_fields, &t);
	db_end(b.worker.turn.db, q);
	t.state = TICKET_RESOLVED;
	db_begin(b.worker.turn.db);
	ticket_change(b.worker.turn.db, &t);
	db_commit(b.worker.turn.db);
	rig_run(&b, 120000);
	CHECK_INT(open_alerts("ledger_ticket"), 0);
	b.worker.site.min_severity = SEVERITY_WARNING;
}

/* Everybody knows that it is pulled, and by whom. */
static void
check_stop(void)
{
	silence();
	CHECK_INT(order("emergency_stop", NULL, "{\"action\":\"freeze\"}"),
	    202);
	rig_run(&b, 15000);
	CHECK_TEXT(newest("emergency_stop", "open").text, "The emergency "
	    "stop (freeze, all) is in force, by user:test.");
	CHECK_INT(ears.posts, 1);
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	rig_run(&b, 15000);
	CHECK_INT(open_alerts("emergency_stop"), 0);
}

int
main(void)
{
	alarm_open();
	check_beat();
	check_broker();
	check_ledger();
	check_stop();
	rig_close(&b);
	return tap_done();
}
