/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_HEALTH_H
#define HIVE_LEDGER_HEALTH_H

#include "hive/db/db.h"

/* Whether it books what it is told. */
enum ledger_status {
	LEDGER_STATUSLESS, LEDGER_HEALTHY,
	LEDGER_DEGRADED,	/* late, or without its broker */
	LEDGER_UNHEALTHY	/* nobody books, or the chain is broken */
};

extern const char *const ledger_status_words[];

/*
 * How the ledger is, in true numbers; the first names are those that boards'
 * owners know from before.  Percentages are of the last 24 hours, NaN
 * (null) where there is nothing to count.
 */
struct ledger_health {
	enum ledger_status status;
	int64_t		 timestamp;
	int64_t		 total_events, unprocessed_events, events_last_hour;
	int64_t		 online_devices, rejected;
	int64_t		 events_processed, entries_created, resets_detected;
	int64_t		 errors;
	bool		 is_processing;
	int64_t		 last_head_at;
	int64_t		 last_run;	/* the last rating that ended */
	int64_t		 last_run_id;
	int64_t		 devices;
	double		 uptime_percent, high_confidence_percent;
	double		 processed_within_60_s_percent;
	int64_t		 tickets_open, tickets_last_week;
	int64_t		 last_reconciliation_at;
	int64_t		 broker_connected;	/* flag; NONE: no broker */
};

extern const struct field ledger_health_fields[];

void	ledger_health(struct db *, struct arena *, struct ledger_health *,
	    int64_t now);

#endif
