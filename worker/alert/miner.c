/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/duration.h"
#include "worker/alert/checks.h"
#include "worker/core/turn.h"

#define SETTLED_S	600	/* mining for so long before it is judged */
#define LOW_SHARE	0.8
#define DISOBEYED	2	/* the command, and the stop in its place */
#define LOOP_MS		HOUR_MS

/* ---- A miner, seen every few seconds ------------------------------------- */

enum alert_sight
see_miner_lost(const struct turn *t, struct fleet_miner *u,
    char text[ALERT_TEXT])
{
	(void)t;
	if (u->online)
		return ALERT_ABSENT;
	snprintf(text, ALERT_TEXT, "The miner does not answer; it was last "
	    "at %s.", *u->ip ? u->ip : "an address that another has now");
	return ALERT_PRESENT;
}

enum alert_sight
see_uncontrollable(const struct turn *t, struct fleet_miner *u,
    char text[ALERT_TEXT])
{
	(void)t;
	if (!u->online)
		return ALERT_UNKNOWN;
	if (u->control.disobeyed < DISOBEYED)
		return ALERT_ABSENT;
	snprintf(text, ALERT_TEXT, "It did not obey %d times in a row; what "
	    "it draws cannot be changed.", u->control.disobeyed);
	return ALERT_PRESENT;
}

/* ---- A miner, at each of its readings ------------------------------------ */

/* Words of a firmware about boards, fans and pools, which are shown as they
 * stand. */
static const char *const broken_board[] = { NULL, "failure", "disconnected",
    NULL };
static const char *const lost_fan[] = { NULL, "lost", NULL };
static const char *const working_pool[] = { NULL, "active", "working", NULL };

enum alert_sight
see_miner_failed(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	(void)t, (void)u;
	snprintf(text, ALERT_TEXT, "The miner says that it has failed.");
	return sight(r->state == MINER_STATE_FAILURE);
}

enum alert_sight
see_board_missing(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	const struct chain *c = r->chains.v;
	int64_t broken = 0, all = (int64_t)r->chains.n;

	(void)t;
	if (r->state != MINER_STATE_MINING)
		return ALERT_UNKNOWN;
	for (size_t i = 0; i < r->chains.n; i++)
		broken += words_value(broken_board, c[i].state) != 0;
	if (u->alerts.chains > all) {
		broken += u->alerts.chains - all;
		all = u->alerts.chains;
	}
	snprintf(text, ALERT_TEXT, "%lld of %lld boards do not work.",
	    (long long)broken, (long long)all);
	return sight(broken > 0);
}

enum alert_sight
see_fan_lost(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	const struct fan *f = r->fans.v;
	int lost = 0;

	(void)t, (void)u;
	for (size_t i = 0; i < r->fans.n; i++)
		lost += words_value(lost_fan, f[i].status) != 0;
	snprintf(text, ALERT_TEXT, "%d of %zu fans do not turn.", lost,
	    r->fans.n);
	return r->fans.n ? sight(lost > 0) : ALERT_UNKNOWN;
}

enum alert_sight
see_chip_hot(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	(void)u;
	if (r->chip_max_c == NONE)
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "The hottest chip has %lld °C; the limit "
	    "is %lld °C.", (long long)r->chip_max_c,
	    (long long)t->settings->chip_hot_c);
	return sight(r->chip_max_c > t->settings->chip_hot_c);
}

enum alert_sight
see_hashrate_low(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	double usual = u->alerts.usual_ths;

	(void)t;
	if (r->state == MINER_STATE_STOPPED)	/* it need not hash */
		return ALERT_ABSENT;
	if (r->state != MINER_STATE_MINING || r->state_time_s < SETTLED_S ||
	    isnan(r->hashrate_ths) || !(usual > 0))
		return ALERT_UNKNOWN;
	snprintf(text, ALERT_TEXT, "It hashes %.1f TH/s; on preset %s it "
	    "used to reach %.1f.", r->hashrate_ths, u->alerts.preset, usual);
	return sight(r->hashrate_ths < LOW_SHARE * usual);
}

enum alert_sight
see_pool_dead(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	const struct pool *p = r->pools.v;
	bool works = false;

	(void)t, (void)u;
	if (r->state == MINER_STATE_STOPPED)
		return ALERT_ABSENT;
	if (r->state != MINER_STATE_MINING || !r->pools.n)
		return ALERT_UNKNOWN;
	for (size_t i = 0; i < r->pools.n; i++)
		works |= words_value(working_pool, p[i].status) != 0;
	snprintf(text, ALERT_TEXT, "None of its %zu pools works.",
	    r->pools.n);
	return sight(!works);
}

/* Four starts within an hour that nobody ordered. */
enum alert_sight
see_restart_loop(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	struct miner_alerts *a = &u->alerts;
	const size_t max = sizeof a->starts_ms / sizeof *a->starts_ms;
	bool starting = r->state == MINER_STATE_STARTING ||
	    r->state == MINER_STATE_INITIALIZING ||
	    r->state == MINER_STATE_RESTARTING;
	bool begins = starting && !a->starting && !a->stopped &&
	    *a->preset && !alert_facts_ordered(t, u);

	a->starting = starting;
	a->stopped = r->state == MINER_STATE_STOPPED ||
	    r->state == MINER_STATE_STOPPING;
	if (begins) {
		a->starts_ms[a->next_start] = t->now_ms;
		a->next_start = (a->next_start + 1) % max;
	}
	snprintf(text, ALERT_TEXT, "It started %zu times within an hour "
	    "though nobody told it to.", max);
	return sight(a->starts_ms[a->next_start] &&
	    t->now_ms - a->starts_ms[a->next_start] < LOOP_MS);
}

enum alert_sight
see_tuning_stuck(const struct turn *t, struct fleet_miner *u,
    const struct reading *r, char text[ALERT_TEXT])
{
	(void)t, (void)u;
	snprintf(text, ALERT_TEXT, "It tunes itself for two hours and hashes "
	    "nothing.");
	return sight(r->state == MINER_STATE_TUNING && r->hashrate_ths == 0);
}
