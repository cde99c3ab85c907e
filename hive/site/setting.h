/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SITE_SETTING_H
#define HIVE_SITE_SETTING_H

#include "hive/db/db.h"

/*
 * Run-time settings: what an operator may turn while the service runs.  They
 * live in the database and are changed through the API; what an administrator
 * fixes at the start is hive/site/site.h.  Each has one row in
 * setting_fields[]: name, range and meaning; the API, its document and the page
 * follow it.
 */
enum balancer_mode { BALANCER_NONE, BALANCER_OFF, BALANCER_OBSERVE,
    BALANCER_ACT };
extern const char *const balancer_mode_words[];

/* How load is shed in the red band. */
enum red_action { RED_NONE, RED_AUTO, RED_PRESET, RED_STOP, RED_THROTTLE };
extern const char *const red_action_words[];

enum boot_policy { BOOT_NONE, BOOT_OFF, BOOT_LOWEST };
extern const char *const boot_policy_words[];

enum report_interval { REPORT_NONE, REPORT_OFF, REPORT_DAILY,
    REPORT_WEEKLY };
extern const char *const report_interval_words[];

struct settings {
	enum balancer_mode balancer_mode;
	double		 safety_margin_percent;
	int64_t		 tolerance_w;
	double		 balance_tolerance_percent;
	int64_t		 cooldown_s, dwell_s, up_window_s;
	int64_t		 ramp_up_kw_per_min;	/* NONE: a tenth of target */
	int64_t		 ramp_down_kw_per_min;	/* NONE: at once */
	enum red_action	 emergency_action;
	int64_t		 blind_floor_percent;
	int64_t		 blind_shutdown_s;	/* NONE: never */
	int64_t		 contract_cap_kw;	/* NONE: no contract */
	int64_t		 critical_generation_kw;	/* NONE: none */
	int64_t		 max_phase_imbalance_kw;	/* NONE: none */
	int64_t		 in_flight_percent;
	int64_t		 silent_quorum_percent;
	int64_t		 max_changes_per_miner_hour;
	int64_t		 restart_batch, restart_gap_s;
	enum boot_policy boot_preset_policy;
	enum report_interval report_interval;
	int64_t		 chip_hot_c;
};

extern const struct field setting_fields[];
extern const struct settings setting_defaults;

/* What is in force; texts live in the arena. */
void	setting_load(struct db *, struct arena *, struct settings *);
/* Set those whose bit is in `given'; a value that is absent goes back to its
 * default. */
void	setting_keep(struct db *, struct arena *, const struct settings *,
    uint64_t given, int64_t now);

#endif
