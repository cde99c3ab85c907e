/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/health.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/service/health.h"

#define WORKER_MS	30000		/* older: it does not run */
#define BEHIND_MS	300000		/* booking may lie back so far */

const char *const ledger_status_words[] = {
	[LEDGER_HEALTHY] = "healthy", [LEDGER_DEGRADED] = "degraded",
	[LEDGER_UNHEALTHY] = "unhealthy", NULL
};

static const struct field telemetry_fields[] = {
	FIELD(struct ledger_health, total_events, .doc = "readings taken"),
	FIELD(struct ledger_health, unprocessed_events,
	    .doc = "of them not booked yet, those of the running quarter of "
	    "an hour included"),
	FIELD(struct ledger_health, events_last_hour),
	FIELD(struct ledger_health, online_devices),
	FIELD(struct ledger_health, rejected,
	    .doc = "messages that were no readings"),
	FIELDS_END
};

static const struct field ledger_fields[] = {
	FIELD(struct ledger_health, events_processed),
	FIELD(struct ledger_health, entries_created),
	FIELD(struct ledger_health, resets_detected,
	    .doc = "restarts, roll-backs and roll-overs of registers"),
	FIELD(struct ledger_health, errors,
	    .doc = "steps of registers that nothing explains"),
	FIELD(struct ledger_health, is_processing,
	    .doc = "something is due to be booked"),
	TIME(struct ledger_health, last_head_at,
	    .doc = "when the chain was last signed"),
	FIELDS_END
};

static const struct field aggregation_fields[] = {
	TIME(struct ledger_health, last_run),
	FIELD(struct ledger_health, last_run_id),
	FIELDS_END
};

const struct field ledger_health_fields[] = {
	WORD(struct ledger_health, status, ledger_status),
	INSIDE("telemetry", telemetry_fields),
	INSIDE("ledger", ledger_fields),
	INSIDE("aggregation", aggregation_fields),
	FIELD(struct ledger_health, devices, .doc = "boards in service"),
	FIELD(struct ledger_health, uptime_percent,
	    .doc = "quarters of an hour booked, of those that passed"),
	FIELD(struct ledger_health, high_confidence_percent,
	    .doc = "of them measured: quality A"),
	FIELD(struct ledger_health, processed_within_60_s_percent,
	    .doc = "booked within 60 s of being due"),
	FIELD(struct ledger_health, tickets_open),
	FIELD(struct ledger_health, tickets_last_week),
	TIME(struct ledger_health, last_reconciliation_at),
	FLAG(struct ledger_health, broker_connected, .doc = "null: none"),
	TIME(struct ledger_health, timestamp),
	FIELDS_END
};

static int64_t
count(struct db *db, struct query *q, int64_t at)
{
	db_int(db, q, ":at", at);
	return db_number(db, q, 0);
}

static int64_t
counter(struct db *db, const char *name)
{
	int64_t n = counter_get(db, name);

	return n == NONE ? 0 : n;
}

/* ---- Telemetry ---------------------------------------------------------- */

static void
count_readings(struct db *db, struct ledger_health *h, int64_t now)
{
	static struct query all = QUERY("SELECT sum(readings) FROM"
	    " meter_state");
	static struct query hour = QUERY("SELECT count(*) FROM meter m JOIN"
	    " meter_reading r ON r.meter = m.id WHERE r.at >= :at");
	static struct query waiting = QUERY("SELECT count(*) FROM meter_state"
	    " s JOIN meter_reading r ON r.meter = s.meter AND r.at >="
	    " s.from_at WHERE s.due_at IS NOT NULL");
	static struct query online = QUERY("SELECT count(DISTINCT m.device)"
	    " FROM meter m JOIN meter_state s ON s.meter = m.id WHERE"
	    " m.source = 'message' AND m.retired_at IS NULL AND s.online = 1"
	    " AND s.seen_at >= :at - m.gap_most_s * 1000");
	static struct query devices = QUERY("SELECT count(DISTINCT device)"
	    " FROM meter WHERE source = 'message' AND retired_at IS NULL");

	h->total_events = db_number(db, &all, 0);
	h->events_last_hour = count(db, &hour, now - HOUR_MS);
	h->unprocessed_events = db_number(db, &waiting, 0);
	h->events_processed = h->total_events - h->unprocessed_events;
	h->online_devices = count(db, &online, now);
	h->devices = db_number(db, &devices, 0);
	h->rejected = counter(db, "meter_messages_rejected");
}

/* ---- Slots of boards ---------------------------------------------------- */

struct day {
	int64_t	slots, measured, in_time, wanted;
};

static const struct field day_fields[] = {
	FIELD(struct day, slots),
	FIELD(struct day, measured),
	FIELD(struct day, in_time),
	FIELD(struct day, wanted),
	FIELDS_END
};

static double
percent(int64_t part, int64_t whole)
{
	return whole > 0 ? 100.0 * (double)part / (double)whole : NAN;
}

static void
count_slots(struct db *db, struct ledger_health *h, int64_t now)
{
	static struct query q = QUERY("SELECT count(*) AS slots,"
	    " sum(CASE s.quality WHEN 'A' THEN 1 ELSE 0 END) AS measured,"
	    " sum(CASE WHEN e.booked_at <= s.slot_at + :wait THEN 1 ELSE 0"
	    " END) AS in_time FROM slot s JOIN meter m ON m.id = s.meter"
	    " JOIN entry e ON e.meter = s.meter AND e.slot_at = s.slot_at AND"
	    " e.kind = 'base' WHERE s.slot_at >= :from AND s.slot_at < :to"
	    " AND m.source = 'message'");
	static struct query wanted = QUERY("SELECT sum((:to - CASE WHEN"
	    " f.at > :from THEN f.at ELSE :from END) / :slot_ms) FROM (SELECT"
	    " (SELECT min(slot_at) FROM slot WHERE meter = m.id) AS at FROM"
	    " meter m WHERE m.source = 'message' AND m.retired_at IS NULL) f"
	    " WHERE f.at < :to");
	int64_t to = ledger_slot_at(now - BOOK_WAIT_MS - MINUTE_MS);
	struct day d = { .slots = 0 };

	db_int(db, &q, ":wait", SLOT_MS + BOOK_WAIT_MS + MINUTE_MS);
	db_int(db, &q, ":from", to - DAY_MS);
	db_int(db, &q, ":to", to);
	db_one(db, &q, NULL, day_fields, &d);
	db_int(db, &wanted, ":from", to - DAY_MS);
	db_int(db, &wanted, ":to", to);
	db_int(db, &wanted, ":slot_ms", SLOT_MS);
	h->uptime_percent = percent(d.slots, db_number(db, &wanted, 0));
	h->high_confidence_percent = percent(d.measured, d.slots);
	h->processed_within_60_s_percent = percent(d.in_time, d.slots);
}

/* ---- The rest ----------------------------------------------------------- */

static void
count_ledger(struct db *db, struct ledger_health *h, int64_t now)
{
	static struct query last = QUERY("SELECT max(id) FROM entry");
	static struct query head = QUERY("SELECT max(at) FROM ledger_head");
	static struct query tickets = QUERY("SELECT count(*) FROM ticket"
	    " WHERE state = 'open'");
	static struct query week = QUERY("SELECT count(*) FROM ticket"
	    " WHERE opened_at >= :at");
	static struct query run = QUERY("SELECT max(ended_at) FROM"
	    " reconciliation");
	static struct query due = QUERY("SELECT count(*) FROM meter_state"
	    " WHERE due_at <= :at");
	static struct query rated = QUERY("SELECT max(id) FROM rating_run"
	    " WHERE ended_at IS NOT NULL");
	static struct query rated_at = QUERY("SELECT max(ended_at) FROM"
	    " rating_run");

	h->entries_created = db_number(db, &last, 0);
	h->last_head_at = db_number(db, &head, NONE);
	h->tickets_open = db_number(db, &tickets, 0);
	h->tickets_last_week = count(db, &week, now - WEEK_MS);
	h->last_reconciliation_at = db_number(db, &run, NONE);
	h->is_processing = count(db, &due, now) > 0;
	h->last_run_id = db_number(db, &rated, NONE);
	h->last_run = db_number(db, &rated_at, NONE);
	h->resets_detected = counter(db, "meter_resets");
	h->errors = counter(db, "meter_steps_unexplained");
}

static enum ledger_status
status(struct db *db, const struct ledger_health *h,
    const struct worker_state *w)
{
	static struct query chain = QUERY("SELECT count(*) FROM ticket WHERE"
	    " class = 'chain' AND state <> 'resolved'");
	static struct query behind = QUERY("SELECT count(*) FROM meter_state"
	    " WHERE due_at < :at");

	if (h->timestamp - w->seen_at > WORKER_MS || db_number(db, &chain, 0))
		return LEDGER_UNHEALTHY;
	if (h->broker_connected == 0 ||
	    count(db, &behind, h->timestamp - BEHIND_MS))
		return LEDGER_DEGRADED;
	return LEDGER_HEALTHY;
}

void
ledger_health(struct db *db, struct arena *arena, struct ledger_health *h,
    int64_t now)
{
	struct worker_state w = { .seen_at = 0 };

	record_clear(ledger_health_fields, h);
	h->timestamp = now;
	worker_state_get(db, arena, &w);
	h->broker_connected = w.broker ? w.broker == BROKER_CONNECTED : NONE;
	count_readings(db, h, now);
	count_slots(db, h, now);
	count_ledger(db, h, now);
	h->status = status(db, h, &w);
}
