/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/miner/update.h"
#include "hive/reading/retention.h"
#include "worker/system/ballast.h"
#include "worker/system/scan.h"
#include "worker/system/system.h"
#include "worker/upkeep.h"

#define BEAT_MS		5000
#define CARE_MS		MINUTE_MS	/* between two spells of retention */
#define CARE_STEP_MS	20	/* between two steps of one spell */
#define CHECKPOINT_MS	5000
#define MEND_MS		1000
#define BALLAST_MS	600000	/* after trouble, before it is taken again */

/* ---- Within the transaction ---------------------------------------------- */

static void
beat(struct worker *w)
{
	struct scan_progress p = scan_progress(w->polls.scan, w->turn.now_ms);

	w->health.state.seen_at = w->turn.wall_ms;
	if (miner_end_holds(w->turn.db, w->turn.wall_ms)) {
		w->fleet.miners_changed = true;
		fleet_holds(&w->fleet, w->turn.db);
	}
	w->health.state.scan_addresses = p.addresses;
	w->health.state.scan_done = p.done;
	w->health.state.scan_left_s = p.left_s;
	w->health.state.size_bytes = db_size_bytes(w->turn.db);
	w->health.state.growth_bytes_per_day = size_note(w->turn.db,
	    w->turn.wall_ms, w->health.state.size_bytes);
	if (p.running && p.left_s > 10)
		log_info("scan done=%d %% left=%llds",
		    (int)(p.done * 100 / p.addresses), (long long)p.left_s);
	if (!worker_beat(w->turn.db, &w->health.state) && !db_sick(w->turn.db))
	    {
		log_error("another worker has taken over: this one ends");
		w->stopping = true;
	}
	if (!system_lock_holds()) {
		log_error("the lock's file is gone: this worker ends");
		w->stopping = true;
	}
}

void
heartbeat_turn(struct worker *w)
{
	if (w->turn.now_ms < w->due.beat_ms)
		return;
	w->due.beat_ms = w->turn.now_ms + BEAT_MS;
	beat(w);
}

int64_t
heartbeat_next_ms(const struct worker *w)
{
	return w->due.beat_ms;
}

void
retention_turn(struct worker *w)
{
	struct retention r = { w->site.chips_days, w->site.readings_days,
	    w->site.rollups_days };

	if (w->turn.now_ms < w->due.care_ms)
		return;
	w->due.care_ms = w->turn.now_ms + (retention_step(w->turn.db, &r,
	    w->turn.wall_ms) ? CARE_STEP_MS : CARE_MS);
}

int64_t
retention_next_ms(const struct worker *w)
{
	return w->due.care_ms;
}

void
revisions_turn(struct worker *w)
{
	if (w->fleet.miners_changed)
		revision_bump(w->turn.db, "miners");
	if (w->fleet.models_changed)
		revision_bump(w->turn.db, "models");
	w->fleet.miners_changed = w->fleet.models_changed = false;
}

/* ---- A sick disk --------------------------------------------------------- */

/* Disk trouble is no death: what could not be kept is dropped and counted,
 * and control goes on from memory. */
void
mend(struct worker *w)
{
	const char *error;

	w->health.sick_turns++;
	if (w->turn.now_ms < w->due.mend_ms)
		return;
	w->due.mend_ms = w->turn.now_ms + MEND_MS;
	ballast_give(w->folder);
	if ((error = db_mend(w->turn.db)))
		log_error("database is still sick why=\"%s\"", error);
}

/* The first commit that succeeds again. */
void
recovery_turn(struct worker *w)
{
	if (!w->health.sick_turns || db_sick(w->turn.db))
		return;
	log_info("database is well again dropped=%lld",
	    (long long)w->health.dropped);
	counter_add(w->turn.db, "dropped_while_sick", w->health.dropped);
	w->health.sick_turns = w->health.dropped = 0;
	alerts_follow(&w->turn, &w->alerts);
	fleet_follow(&w->fleet, w->turn.db, &w->secret, w->turn.now_ms);
	w->due.ballast_ms = w->turn.now_ms + BALLAST_MS;
}

/* ---- After the commit ---------------------------------------------------- */

void
ballast_after(struct worker *w, bool durable)
{
	(void)durable;
	if (w->turn.now_ms < w->due.ballast_ms)
		return;
	w->due.ballast_ms = w->turn.now_ms + BALLAST_MS;
	ballast_take(w->folder);
}

void
checkpoint_after(struct worker *w, bool durable)
{
	(void)durable;
	if (w->turn.now_ms < w->due.checkpoint_ms ||
	    http_ready(w->polls.http))
		return;
	w->due.checkpoint_ms = w->turn.now_ms + CHECKPOINT_MS;
	db_checkpoint(w->turn.db);
}

void
watchdog_open(struct worker *w)
{
	w->due.watchdog_every_ms = system_watchdog_ms();
}

void
watchdog_after(struct worker *w, bool durable)
{
	(void)durable;
	if (!w->due.watchdog_every_ms || w->turn.now_ms < w->due.watchdog_ms)
		return;
	w->due.watchdog_ms = w->turn.now_ms + w->due.watchdog_every_ms;
	system_notify("WATCHDOG=1");
}
