/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "hive/balance.h"
#include "hive/meter.h"
#include "hive/report.h"
#include "hive/reconcile.h"
#include "hive/ticket.h"
#include "worker/alert.h"
#include "worker/work.h"

#define PLANT_STALE_MS	90000
#define DISK_MS		60000
#define DISK_LEAST	INT64_C(536870912)
#define DISK_PERCENT	5
#define SICK_MS		60000	/* shown so long after it is well again */
#define CRASHES		3
#define CRASHED_MS	3600000
#define METER_MS	3600000
#define LEDGER_MS	30000	/* between two looks at the meters */
#define METER_SPAN_MS	INT64_C(86400000)
#define SETTLED_S	600	/* mining for so long before it is judged */
#define LOW_SHARE	0.8
#define DISOBEYED	2	/* the order, and the stop instead */
#define LOOP_MS		3600000

static enum alert_sight
sight(bool present)
{
	return present ? ALERT_PRESENT : ALERT_ABSENT;
}

/* ---- The site ----------------------------------------------------------- */

static enum alert_sight
plant_stale(struct work *w, char text[ALERT_TEXT])
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

static enum alert_sight
plant_clock(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The plant's data come from the future: "
	    "its clock or ours is wrong, and nothing is raised.");
	return sight(w->site.plant && w->plant.clock_doubt);
}

static enum alert_sight
over_limit(struct work *w, char text[ALERT_TEXT])
{
	struct arena a;
	struct balance b;
	bool there;

	if (!w->site.plant)
		return ALERT_ABSENT;
	arena_init(&a, 1 << 20);
	there = balance_get(w->db, &a, &b) && b.current_w != NONE &&
	    b.available_w != NONE;
	arena_free(&a);
	if (!there)
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The miners draw %lld kW, the plant can "
	    "spare %lld kW.", (long long)b.current_w / 1000,
	    (long long)b.available_w / 1000);
	return sight(b.current_w > b.available_w);
}

static enum alert_sight
emergency_stop(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The emergency stop (%s, %s) is in force, "
	    "by %s.", w->stop.action, w->stop.scope, w->stop.who);
	return sight(w->stop.latched);
}

static enum alert_sight
worker_late(struct work *w, char text[ALERT_TEXT])
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
static enum alert_sight
worker_crashes(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The worker ended without a word %lld "
	    "times within an hour; see journalctl -u powerhived.",
	    (long long)w->crashes);
	return sight(w->crashes >= CRASHES &&
	    w->wall_ms - w->state.started_at < CRASHED_MS);
}

/* What cannot be written down is told when it can be again. */
static enum alert_sight
database(struct work *w, char text[ALERT_TEXT])
{
	static int64_t sick_ms;

	if (db_sick(w->db) || w->sick_turns > 0)
		sick_ms = w->now_ms;
	snprintf(text, ALERT_TEXT, "The database could not be written; "
	    "readings were lost, see the log.");
	return sight(sick_ms && w->now_ms - sick_ms < SICK_MS);
}

static enum alert_sight
disk_low(struct work *w, char text[ALERT_TEXT])
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

static enum alert_sight
broker_lost(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The meters' broker is away%s%s.",
	    *w->broker.why ? ": " : "", w->broker.why);
	return sight(w->broker.wanted && !w->broker.up);
}

/* Meters whose next reading comes too late to be measured. */
static enum alert_sight
ledger_gap(struct work *w, char text[ALERT_TEXT])
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

static enum alert_sight
ledger_ticket(struct work *w, char text[ALERT_TEXT])
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
static enum alert_sight
ledger_late(struct work *w, char text[ALERT_TEXT])
{
	snprintf(text, ALERT_TEXT, "The energy ledger's reconciliation does"
	    " not come to its end.");
	return sight(reconcile_late(w->db, w->wall_ms));
}

/* The administrator said that the container meter does not count the miners,
 * and for a day it has moved as they did. */
static enum alert_sight
meter_includes(struct work *w, char text[ALERT_TEXT])
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

/* ---- A miner, seen every few seconds ------------------------------------- */

static enum alert_sight
miner_lost(struct work *w, struct unit *u, char text[ALERT_TEXT])
{
	(void)w;
	if (u->online)
		return ALERT_ABSENT;
	snprintf(text, ALERT_TEXT, "The miner does not answer; it was last "
	    "at %s.", *u->ip ? u->ip : "an address that another has now");
	return ALERT_PRESENT;
}

static enum alert_sight
uncontrollable(struct work *w, struct unit *u, char text[ALERT_TEXT])
{
	(void)w;
	if (!u->online)
		return ALERT_UNKNOWN;
	if (u->control.disobeyed < DISOBEYED)
		return ALERT_ABSENT;
	snprintf(text, ALERT_TEXT, "It did not obey %d times in a row; what "
	    "it draws cannot be changed.", u->control.disobeyed);
	return ALERT_PRESENT;
}

/* ---- A miner, at each of its readings ------------------------------------ */

static bool
is(const char *word, const char *state)
{
	return state && !strcmp(word, state);
}

static enum alert_sight
miner_failed(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	(void)w, (void)u;
	snprintf(text, ALERT_TEXT, "The miner says that it has failed.");
	return sight(is("failure", r->state));
}

static enum alert_sight
board_missing(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	const struct chain *c = r->chains.v;
	int64_t broken = 0, all = (int64_t)r->chains.n;

	(void)w;
	if (!is("mining", r->state))
		return ALERT_UNKNOWN;
	for (size_t i = 0; i < r->chains.n; i++)
		broken += is("failure", c[i].state) ||
		    is("disconnected", c[i].state);
	if (u->alerts.chains > all) {
		broken += u->alerts.chains - all;
		all = u->alerts.chains;
	}
	snprintf(text, ALERT_TEXT, "%lld of %lld boards do not work.",
	    (long long)broken, (long long)all);
	return sight(broken > 0);
}

static enum alert_sight
fan_lost(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	const struct fan *f = r->fans.v;
	int lost = 0;

	(void)w, (void)u;
	for (size_t i = 0; i < r->fans.n; i++)
		lost += is("lost", f[i].status);
	snprintf(text, ALERT_TEXT, "%d of %zu fans do not turn.", lost,
	    r->fans.n);
	return r->fans.n ? sight(lost > 0) : ALERT_UNKNOWN;
}

static enum alert_sight
chip_hot(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	(void)u;
	if (r->chip_max_c == NONE)
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The hottest chip has %lld C; the limit "
	    "is %lld C.", (long long)r->chip_max_c,
	    (long long)w->settings.chip_hot_c);
	return sight(r->chip_max_c > w->settings.chip_hot_c);
}

static enum alert_sight
hashrate_low(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	double usual = u->alerts.usual_ths;

	(void)w;
	if (is("stopped", r->state))	/* it need not hash */
		return ALERT_ABSENT;
	if (!is("mining", r->state) || r->state_time_s < SETTLED_S ||
	    isnan(r->hashrate_ths) || !(usual > 0))
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "It hashes %.1f TH/s; on preset %s it "
	    "used to reach %.1f.", r->hashrate_ths, u->alerts.preset, usual);
	return sight(r->hashrate_ths < LOW_SHARE * usual);
}

static enum alert_sight
pool_dead(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	const struct pool *p = r->pools.v;
	bool works = false;

	(void)w, (void)u;
	if (is("stopped", r->state))
		return ALERT_ABSENT;
	if (!is("mining", r->state) || !r->pools.n)
		return ALERT_UNKNOWN;
	for (size_t i = 0; i < r->pools.n; i++)
		works |= is("active", p[i].status) ||
		    is("working", p[i].status);
	snprintf(text, ALERT_TEXT, "None of its %zu pools works.",
	    r->pools.n);
	return sight(!works);
}

/* Four starts within an hour that nobody ordered. */
static enum alert_sight
restart_loop(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	struct miner_alerts *a = &u->alerts;
	const size_t most = sizeof a->starts_ms / sizeof *a->starts_ms;
	bool starting = is("starting", r->state) ||
	    is("initializing", r->state) || is("restarting", r->state);
	bool begins = starting && !a->starting && !a->stopped &&
	    *a->preset && !alert_facts_ordered(w, u);

	a->starting = starting;
	a->stopped = is("stopped", r->state) ||
	    is("shutting-down", r->state);
	if (begins) {
		a->starts_ms[a->next_start] = w->now_ms;
		a->next_start = (a->next_start + 1) % most;
	}
	snprintf(text, ALERT_TEXT, "It started %zu times within an hour "
	    "though nobody told it to.", most);
	return sight(a->starts_ms[a->next_start] &&
	    w->now_ms - a->starts_ms[a->next_start] < LOOP_MS);
}

static enum alert_sight
tuning_stuck(struct work *w, struct unit *u, const struct reading *r,
    char text[ALERT_TEXT])
{
	(void)w, (void)u;
	snprintf(text, ALERT_TEXT, "It tunes itself for two hours and hashes "
	    "nothing.");
	return sight(is("auto-tuning", r->state) && r->hashrate_ths == 0);
}

/* Times in seconds: how long it must hold, how long it must be away. */
#define SITE(name, severity, hold, clear, unsound, check)		\
	{ name, severity, hold, clear, -1, unsound, check, NULL, NULL, NULL }
#define UNIT(name, severity, hold, clear, number, check, many)		\
	{ name, severity, hold, clear, number, false, NULL, check, NULL, many }
#define READING(name, severity, hold, clear, number, check, many)	\
	{ name, severity, hold, clear, number, false, NULL, NULL, check, many }

const struct alert_rule alert_rules[] = {
	SITE("plant_stale", "critical", 30, 30, true, plant_stale),
	SITE("plant_clock", "warning", 30, 120, true, plant_clock),
	SITE("over_limit", "critical", 30, 30, true, over_limit),
	SITE("emergency_stop", "critical", 0, 0, false, emergency_stop),
	SITE("worker_late", "warning", 30, 60, true, worker_late),
	SITE("worker_crashes", "critical", 0, 0, false, worker_crashes),
	SITE("database", "critical", 0, 60, true, database),
	SITE("disk_low", "warning", 60, 300, false, disk_low),
	SITE("broker_lost", "warning", 60, 30, false, broker_lost),
	SITE("ledger_gap", "warning", 60, 60, false, ledger_gap),
	SITE("ledger_late", "warning", 300, 60, false, ledger_late),
	SITE("ledger_ticket", "info", 0, 0, false, ledger_ticket),
	SITE("meter_includes_miners", "warning", 0, 0, false,
	    meter_includes),
	UNIT("miner_lost", "warning", 60, 30, MINER_LOST, miner_lost,
	    "miners do not answer"),
	UNIT("uncontrollable", "warning", 0, 60, UNCONTROLLABLE,
	    uncontrollable, "miners do not obey"),
	READING("miner_failed", "warning", 120, 60, MINER_FAILED,
	    miner_failed, "miners have failed"),
	READING("board_missing", "warning", 120, 300, BOARD_MISSING,
	    board_missing, "miners miss a board"),
	READING("fan_lost", "warning", 60, 300, FAN_LOST, fan_lost,
	    "miners have lost a fan"),
	READING("chip_hot", "warning", 60, 300, CHIP_HOT, chip_hot,
	    "miners are too hot"),
	READING("hashrate_low", "warning", 1800, 600, HASHRATE_LOW,
	    hashrate_low, "miners hash less than they used to"),
	READING("pool_dead", "warning", 300, 120, POOL_DEAD, pool_dead,
	    "miners have no pool that works"),
	READING("restart_loop", "warning", 0, 600, RESTART_LOOP,
	    restart_loop, "miners start again and again"),
	READING("tuning_stuck", "warning", 7200, 300, TUNING_STUCK,
	    tuning_stuck, "miners tune themselves without end"),
	{ .name = NULL }
};

_Static_assert(sizeof alert_rules / sizeof *alert_rules <= ALERT_RULES,
    "ALERT_RULES is too small");
