/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "hive/balance/report.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/ticket.h"
#include "hive/verify/reconcile.h"
#include "worker/alert/checks.h"
#include "worker/core/work.h"

#define DISK_MS		60000
#define DISK_LEAST	INT64_C(536870912)
#define DISK_PERCENT	5
#define SICK_MS		60000	/* shown so long after it is well again */
#define CRASHES		3
#define CRASHED_MS	3600000
#define METER_MS	3600000
#define DROPPED_MS	3600000	/* shown so long after it was told */
#define LEDGER_MS	30000	/* between two looks at the meters */
#define METER_SPAN_MS	INT64_C(86400000)

enum alert_sight
see_plant_stale(struct work *w, char text[ALERT_TEXT])
{
	int64_t age_ms = plant_age_ms(&w->plant, w->now_ms);

	if (!w->site.plant)
		return ALERT_ABSENT;
	if (age_ms == NEVER)
		snprintf(text, ALERT_TEXT, "No plant data yet%s%s.",
		    *w->plant.reason ? ": " : "", w->plant.reason);
	else
		snprintf(text, ALERT_TEXT, "The plant's data are %lld s old"
		    "%s%s.", (long long)age_ms / 1000,
		    *w->plant.reason ? ": " : "", w->plant.reason);
	return sight(age_ms > plant_stretch_ms(&w->site, PLANT_STALE_MS));
}

enum alert_sight
see_plant_clock(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The plant's data come from the future: "
	    "its clock or ours is wrong, and nothing is raised.");
	return sight(w->site.plant && w->plant.clock_doubt);
}

enum alert_sight
see_over_limit(struct work *w, char text[ALERT_TEXT])
{
	const struct balancer *b = &w->balancer;

	if (!w->site.plant)
		return ALERT_ABSENT;
	if (!b->status || b->available_w == NONE)
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The miners draw %lld kW, the plant can "
	    "spare %lld kW.", (long long)b->drawn_w / 1000,
	    (long long)b->available_w / 1000);
	return sight(b->drawn_w > b->available_w);
}

enum alert_sight
see_emergency_stop(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The emergency stop (%s, %s) is in force, "
	    "by %s.", w->stop.action, w->stop.scope, w->stop.who);
	return sight(w->stop.latched);
}

enum alert_sight
see_worker_late(struct work *w, char text[ALERT_TEXT])
{
	for (const struct round *r = rounds; r->name; r++)
		if (r->running && r->late) {
			snprintf(text, ALERT_TEXT, "The round \"%s\" takes "
			    "%lld s, it should begin every %lld s.", r->name,
			    (long long)(w->now_ms - r->at_ms) / 1000,
			    (long long)r->interval_ms(&w->site) / 1000);
			return ALERT_PRESENT;
		}
	return ALERT_ABSENT;
}

/* Told by the one that runs; told no more when it has run for an hour. */
enum alert_sight
see_worker_crashes(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The worker ended without a word %lld "
	    "times within an hour; see journalctl -u powerhived.",
	    (long long)w->crashes);
	return sight(w->crashes >= CRASHES &&
	    w->wall_ms - w->state.started_at < CRASHED_MS);
}

/* What cannot be written down is told when it can be again. */
enum alert_sight
see_database(struct work *w, char text[ALERT_TEXT])
{
	static int64_t sick_ms;

	if (db_sick(w->db) || w->sick_turns > 0)
		sick_ms = w->now_ms;
	snprintf(text, ALERT_TEXT, "The database could not be written; "
	    "readings were lost, see the log.");
	return sight(sick_ms && w->now_ms - sick_ms < SICK_MS);
}

enum alert_sight
see_disk_low(struct work *w, char text[ALERT_TEXT])
{
	static int64_t looked_ms;
	static struct statvfs s;
	static bool known;
	int64_t free_bytes;

	if (!looked_ms || w->now_ms - looked_ms >= DISK_MS) {
		looked_ms = w->now_ms;
		known = *w->folder && statvfs(w->folder, &s) == 0 &&
		    s.f_blocks > 0;
	}
	if (!known)
		return ALERT_UNKNOWN;
	free_bytes = (int64_t)(s.f_bavail * s.f_frsize);
	snprintf(text, ALERT_TEXT, "The disk of the database has %lld MB "
	    "left.", (long long)free_bytes >> 20);
	return sight(free_bytes < DISK_LEAST ||
	    s.f_bavail < s.f_blocks * DISK_PERCENT / 100);
}

enum alert_sight
see_broker_lost(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The meters' broker is away%s%s.",
	    *w->broker.why ? ": " : "", w->broker.why);
	return sight(w->broker.wanted && !w->broker.up);
}

/* Its queue has an end, and what comes then no board sends again. */
enum alert_sight
see_broker_dropped(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The meters' broker has dropped %lld "
	    "messages: its queue was full.", (long long)w->broker.dropped);
	return sight(w->broker.dropped_ms &&
	    w->now_ms - w->broker.dropped_ms < DROPPED_MS);
}

/* Meters whose next reading comes too late to be measured. */
enum alert_sight
see_ledger_gap(struct work *w, char text[ALERT_TEXT])
{
	static int64_t looked_ms, silent;
	static char name[80];
	struct query *q = meter_list(w->db);
	struct meter m;

	if (!looked_ms || w->now_ms - looked_ms >= LEDGER_MS) {
		looked_ms = w->now_ms;
		silent = 0;
		while (db_row(w->db, q, meter_fields, &m)) {
			if (strcmp(m.source, "message") ||
			    m.last_reading_at == NONE || w->wall_ms -
			    m.last_reading_at <= m.gap_most_s * 1000)
				continue;
			if (silent++ == 0)
				snprintf(name, sizeof name, "%s", m.name ?
				    m.name : m.device);
		}
	}
	snprintf(text, ALERT_TEXT, "%lld meters say nothing, among them %s: "
	    "their energy will be estimated or missing.", (long long)silent,
	    name);
	return sight(silent > 0);
}

enum alert_sight
see_ledger_ticket(struct work *w, char text[ALERT_TEXT])
{
	static int64_t looked_ms, tickets;

	if (!looked_ms || w->now_ms - looked_ms >= LEDGER_MS) {
		looked_ms = w->now_ms;
		tickets = ticket_count(w->db);
	}
	snprintf(text, ALERT_TEXT, "The energy ledger has %lld open tickets "
	    "for a person to look at.", (long long)tickets);
	return sight(tickets > 0);
}

/* The look at the meters each night did not come, or does not end. */
enum alert_sight
see_ledger_late(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The energy ledger's reconciliation does"
	    " not come to its end.");
	return sight(reconcile_late(w->db, w->wall_ms));
}

/* The administrator said that the container meter does not count the miners,
 * and for a day it has moved as they did. */
enum alert_sight
see_meter_includes(struct work *w, char text[ALERT_TEXT])
{
	static int64_t looked_ms;
	static double slope;

	if (!w->site.plant || w->site.plant->meter_includes_miners == 1)
		return ALERT_ABSENT;
	if (!looked_ms || w->now_ms - looked_ms >= METER_MS) {
		looked_ms = w->now_ms;
		slope = report_meter_slope(w->db,
		    w->wall_ms - METER_SPAN_MS);
	}
	if (isnan(slope))
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The container meter seems to include the "
	    "miners: of each kW they changed it moved %.2f kW in 24 hours; "
	    "see plant.meter_includes_miners.", slope);
	return sight(slope > 0.5);
}
