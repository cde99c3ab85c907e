/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/alert/checks.h"

/* Times in seconds: how long it must hold, how long it must be away. */
#define SITE(name, severity, hold, clear, unsound, check)		\
	{ name, SEVERITY_##severity, hold, clear, -1, unsound, check,	\
	    NULL, NULL, NULL }
#define UNIT(name, severity, hold, clear, number, check, many)		\
	{ name, SEVERITY_##severity, hold, clear, number, false,	\
	    NULL, check, NULL, many }
#define READING(name, severity, hold, clear, number, check, many)	\
	{ name, SEVERITY_##severity, hold, clear, number, false,	\
	    NULL, NULL, check, many }

const struct alert_rule alert_rules[] = {
	SITE("plant_stale", CRITICAL, 30, 30, true, see_plant_stale),
	SITE("plant_clock", WARNING, 30, 120, true, see_plant_clock),
	SITE("over_limit", CRITICAL, 30, 30, true, see_over_limit),
	SITE("emergency_stop", CRITICAL, 0, 0, false, see_emergency_stop),
	SITE("worker_late", WARNING, 30, 60, true, see_worker_late),
	SITE("worker_crashes", CRITICAL, 0, 0, false, see_worker_crashes),
	SITE("database", CRITICAL, 0, 60, true, see_database),
	SITE("disk_low", WARNING, 60, 300, false, see_disk_low),
	SITE("broker_lost", WARNING, 60, 30, false, see_broker_lost),
	SITE("broker_dropped", WARNING, 0, 0, false, see_broker_dropped),
	SITE("ledger_gap", WARNING, 60, 60, false, see_ledger_gap),
	SITE("ledger_late", WARNING, 300, 60, false, see_ledger_late),
	SITE("ledger_ticket", INFO, 0, 0, false, see_ledger_ticket),
	SITE("meter_includes_miners", WARNING, 0, 0, false,
	    see_meter_includes),
	UNIT("miner_lost", WARNING, 60, 30, MINER_LOST, see_miner_lost,
	    "miners do not answer"),
	UNIT("uncontrollable", WARNING, 0, 60, UNCONTROLLABLE,
	    see_uncontrollable, "miners do not obey"),
	READING("miner_failed", WARNING, 120, 60, MINER_FAILED,
	    see_miner_failed, "miners have failed"),
	READING("board_missing", WARNING, 120, 300, BOARD_MISSING,
	    see_board_missing, "miners miss a board"),
	READING("fan_lost", WARNING, 60, 300, FAN_LOST, see_fan_lost,
	    "miners have lost a fan"),
	READING("chip_hot", WARNING, 60, 300, CHIP_HOT, see_chip_hot,
	    "miners are too hot"),
	READING("hashrate_low", WARNING, 1800, 600, HASHRATE_LOW,
	    see_hashrate_low, "miners hash less than they used to"),
	READING("pool_dead", WARNING, 300, 120, POOL_DEAD, see_pool_dead,
	    "miners have no pool that works"),
	READING("restart_loop", WARNING, 0, 600, RESTART_LOOP,
	    see_restart_loop, "miners start again and again"),
	READING("tuning_stuck", WARNING, 7200, 300, TUNING_STUCK,
	    see_tuning_stuck, "miners tune themselves without end"),
	{ .name = NULL }
};

_Static_assert(sizeof alert_rules / sizeof *alert_rules <= ALERT_RULES,
    "ALERT_RULES is too small");
