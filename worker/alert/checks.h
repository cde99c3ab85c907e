/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ALERT_CHECKS_H
#define WORKER_ALERT_CHECKS_H

#include "worker/alert/alert.h"

/*
 * What the rules of worker/alert/rules.c look at.  Each says whether its
 * condition is there now, and if so puts a sentence for people into text.
 * The site's run every few seconds and look up what costs more at their own
 * pace; a miner's run in one pass over the fleet, or at each reading.
 */
static inline enum alert_sight
sight(bool present)
{
	return present ? ALERT_PRESENT : ALERT_ABSENT;
}

/* worker/alert/site.c */
enum alert_sight see_plant_stale(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_plant_clock(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_over_limit(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_emergency_stop(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_worker_late(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_worker_crashes(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_database(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_disk_low(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_broker_lost(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_broker_dropped(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_ledger_gap(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_ledger_late(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_ledger_ticket(struct work *, char text[ALERT_TEXT]);
enum alert_sight see_meter_includes(struct work *, char text[ALERT_TEXT]);

/* worker/alert/miner.c */
enum alert_sight see_miner_lost(struct work *, struct unit *,
    char text[ALERT_TEXT]);
enum alert_sight see_uncontrollable(struct work *, struct unit *,
    char text[ALERT_TEXT]);
enum alert_sight see_miner_failed(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_board_missing(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_fan_lost(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_chip_hot(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_hashrate_low(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_pool_dead(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_restart_loop(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_tuning_stuck(struct work *, struct unit *,
    const struct reading *, char text[ALERT_TEXT]);

#endif
