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
enum alert_sight see_plant_stale(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_plant_clock(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_over_limit(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_emergency_stop(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_worker_late(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_worker_crashes(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_database(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_disk_low(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_broker_lost(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_broker_dropped(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_ledger_gap(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_ledger_late(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_ledger_ticket(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);
enum alert_sight see_meter_includes(const struct turn *, struct alert_room *,
    char text[ALERT_TEXT]);

/* worker/alert/miner.c */
enum alert_sight see_miner_lost(const struct turn *, struct fleet_miner *,
    char text[ALERT_TEXT]);
enum alert_sight see_uncontrollable(const struct turn *, struct fleet_miner *,
    char text[ALERT_TEXT]);
enum alert_sight see_miner_failed(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_board_missing(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_fan_lost(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_chip_hot(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_hashrate_low(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_pool_dead(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_restart_loop(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);
enum alert_sight see_tuning_stuck(const struct turn *, struct fleet_miner *,
    const struct reading *, char text[ALERT_TEXT]);

#endif
