/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SETTING_H
#define HIVE_SETTING_H

#include "hive/db/db.h"

/*
 * Run-time settings: what an operator may turn while the service runs.  They
 * live in the database and are changed through the API; what an administrator
 * fixes at the start is hive/site/site.h.  Each has one row in
 * setting_fields[]: name, range and meaning; the API, its document and the page
 * follow it.
 */
struct settings {
	const char	*balancer_mode;
	double		 safety_margin_percent;
	int64_t		 tolerance_w;
	double		 balance_tolerance_percent;
	int64_t		 cooldown_s, dwell_s, up_window_s;
	int64_t		 ramp_up_kw_per_min;	/* NONE: a tenth of target */
	int64_t		 ramp_down_kw_per_min;	/* NONE: at once */
	const char	*emergency_action;
	int64_t		 blind_floor_percent;
	int64_t		 blind_shutdown_s;	/* NONE: never */
	int64_t		 contract_cap_kw;	/* NONE: no contract */
	int64_t		 critical_generation_kw;	/* NONE: none */
	int64_t		 max_phase_imbalance_kw;	/* NONE: none */
	int64_t		 in_flight_percent;
	int64_t		 silent_quorum_percent;
	int64_t		 max_changes_per_miner_hour;
	int64_t		 restart_batch, restart_gap_s;
	const char	*boot_preset_policy;
	const char	*report_interval;
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
