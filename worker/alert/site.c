/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "hive/balance/report.h"
#include "hive/base/duration.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/ticket.h"
#include "hive/verify/reconcile.h"
#include "worker/alert/checks.h"
#include "worker/control/control.h"
#include "worker/core/health.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"

#define DISK_MS		MINUTE_MS
#define DISK_MIN	INT64_C(536870912)
#define DISK_PERCENT	5
#define SICK_MS		MINUTE_MS	/* shown so long after it was mended */
#define CRASHES		3
#define CRASHED_MS	HOUR_MS
#define METER_MS	HOUR_MS
#define DROPPED_MS	HOUR_MS	/* shown so long after it was told */
#define LEDGER_MS	30000	/* between two looks at the meters */
#define METER_SPAN_MS	DAY_MS

enum alert_sight
see_plant_stale(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	int64_t age_ms = plant_age_ms(&room->control->plant, t->now_ms);

	if (!t->site->plant)
		return ALERT_ABSENT;
	if (age_ms == NEVER)
		snprintf(text, ALERT_TEXT, "No plant data yet%s%s.",
		    *room->control->plant.reason ? ": " : "",
		    room->control->plant.reason);
	else
		snprintf(text, ALERT_TEXT, "The plant's data are %lld s old"
		    "%s%s.", (long long)age_ms / 1000,
		    *room->control->plant.reason ? ": " : "",
		    room->control->plant.reason);
	return sight(age_ms > plant_stretch_ms(t->site, PLANT_STALE_MS));
}

enum alert_sight
see_plant_clock(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The plant's data come from the future: "
	    "its clock or ours is wrong, and nothing is raised.");
	return sight(t->site->plant && room->control->plant.clock_doubt);
}

enum alert_sight
see_over_limit(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	const struct balancer *b = &room->control->balancer;

	if (!t->site->plant)
		return ALERT_ABSENT;
	if (!b->status || b->available_w == NONE)
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The miners draw %lld kW, the plant can "
	    "spare %lld kW.", (long long)b->drawn_w / 1000,
	    (long long)b->available_w / 1000);
	return sight(b->drawn_w > b->available_w);
}

enum alert_sight
see_emergency_stop(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	const struct stop *stop = &room->control->stop;

	(void)t;
	if (!stop->latched)
		return ALERT_ABSENT;
	snprintf(text, ALERT_TEXT, "The emergency stop (%s, %s) is in force, "
	    "by %s.", emergency_action_words[stop->action],
	    emergency_scope_words[stop->scope], stop->who);
	return ALERT_PRESENT;
}

enum alert_sight
see_worker_late(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	for (const struct round *r = room->rounds; r < room->rounds + ROUNDS;
	    r++)
		if (r->running && r->late) {
			snprintf(text, ALERT_TEXT, "The round \"%s\" takes "
			    "%lld s, it should begin every %lld s.", r->name,
			    (long long)(t->now_ms - r->at_ms) / 1000,
			    (long long)r->interval_ms(t->site) / 1000);
			return ALERT_PRESENT;
		}
	return ALERT_ABSENT;
}

/* The running worker tells that workers before it ended without a word, until
 * it has run for an hour itself. */
enum alert_sight
see_worker_crashes(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The worker ended without a word %lld "
	    "times within an hour; see journalctl -u powerhived.",
	    (long long)room->health->crashes);
	return sight(room->health->crashes >= CRASHES &&
	    t->wall_ms - room->health->state.started_at < CRASHED_MS);
}

/* That the database was sick is told when it is well again: until then no alert
 * can be kept. */
enum alert_sight
see_database(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	struct site_looks *looks = &room->looks;

	if (db_sick(t->db) || room->health->sick_turns > 0)
		looks->sick_ms = t->now_ms;
	snprintf(text, ALERT_TEXT, "The database could not be written; "
	    "readings were lost, see the log.");
	return sight(looks->sick_ms &&
	    t->now_ms - looks->sick_ms < SICK_MS);
}

static void
look_at_disk(struct site_looks *looks, const char *folder)
{
	struct statvfs s;

	looks->disk.known = *folder && statvfs(folder, &s) == 0 &&
	    s.f_blocks > 0;
	if (!looks->disk.known)
		return;
	looks->disk.free_bytes = (int64_t)(s.f_bavail * s.f_frsize);
	looks->disk.is_low = looks->disk.free_bytes < DISK_MIN ||
	    s.f_bavail < s.f_blocks * DISK_PERCENT / 100;
}

enum alert_sight
see_disk_low(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	struct site_looks *looks = &room->looks;

	if (!looks->disk.looked_ms ||
	    t->now_ms - looks->disk.looked_ms >= DISK_MS) {
		looks->disk.looked_ms = t->now_ms;
		look_at_disk(looks, room->folder);
	}
	if (!looks->disk.known)
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The disk of the database has %lld MB "
	    "left.", (long long)looks->disk.free_bytes >> 20);
	return sight(looks->disk.is_low);
}

enum alert_sight
see_broker_lost(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	(void)t;
	snprintf(text, ALERT_TEXT, "The meters' broker is away%s%s.",
	    *room->health->broker.why ? ": " : "", room->health->broker.why);
	return sight(room->health->broker.wanted && !room->health->broker.up);
}

/* A broker's queue is limited.  A message that it drops is lost, for no board
 * sends it again. */
enum alert_sight
see_broker_dropped(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The meters' broker has dropped %lld "
	    "messages: its queue was full.",
	    (long long)room->health->broker.dropped);
	return sight(room->health->broker.dropped_ms &&
	    t->now_ms - room->health->broker.dropped_ms < DROPPED_MS);
}

static void
look_at_meters(struct site_looks *looks, struct db *db, int64_t wall_ms)
{
	struct query *q = meter_list(db);
	struct meter m;

	looks->meters.silent = 0;
	while (db_row(db, q, meter_fields, &m)) {
		if (m.source != SOURCE_MESSAGE || m.last_reading_at == NONE ||
		    wall_ms - m.last_reading_at <= m.gap_most_s * 1000)
			continue;
		if (looks->meters.silent++ == 0)
			snprintf(looks->meters.name,
			    sizeof looks->meters.name, "%s", m.name ?
			    m.name : m.device);
	}
}

/* Meters whose next reading comes too late to be measured. */
enum alert_sight
see_ledger_gap(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	struct site_looks *looks = &room->looks;

	if (!looks->meters.looked_ms ||
	    t->now_ms - looks->meters.looked_ms >= LEDGER_MS) {
		looks->meters.looked_ms = t->now_ms;
		look_at_meters(looks, t->db, t->wall_ms);
	}
	snprintf(text, ALERT_TEXT, "%lld meters say nothing, among them %s: "
	    "their energy will be estimated or missing.",
	    (long long)looks->meters.silent, looks->meters.name);
	return sight(looks->meters.silent > 0);
}

enum alert_sight
see_ledger_ticket(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	struct site_looks *looks = &room->looks;

	if (!looks->tickets.looked_ms ||
	    t->now_ms - looks->tickets.looked_ms >= LEDGER_MS) {
		looks->tickets.looked_ms = t->now_ms;
		looks->tickets.open = ticket_count(t->db);
	}
	snprintf(text, ALERT_TEXT, "The energy ledger has %lld open tickets "
	    "for a person to look at.", (long long)looks->tickets.open);
	return sight(looks->tickets.open > 0);
}

/* A night's reconciliation did not come, or does not end. */
enum alert_sight
see_ledger_late(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	(void)room;
	snprintf(text, ALERT_TEXT, "The energy ledger's reconciliation does"
	    " not come to its end.");
	return sight(reconcile_late(t->db, t->wall_ms));
}

/* The administrator said that the container meter does not count the miners,
 * and for a day it has moved as they did. */
enum alert_sight
see_meter_includes(const struct turn *t, struct alert_room *room,
    char text[ALERT_TEXT])
{
	struct site_looks *looks = &room->looks;

	if (!t->site->plant || t->site->plant->meter_includes_miners == 1)
		return ALERT_ABSENT;
	if (!looks->container.looked_ms ||
	    t->now_ms - looks->container.looked_ms >= METER_MS) {
		looks->container.looked_ms = t->now_ms;
		looks->container.slope = report_meter_slope(t->db,
		    t->wall_ms - METER_SPAN_MS);
	}
	if (isnan(looks->container.slope))
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The container meter seems to include the "
	    "miners: of each kW they changed it moved %.2f kW in 24 hours; "
	    "see plant.meter_includes_miners.",
	    looks->container.slope);
	return sight(looks->container.slope > 0.5);
}
