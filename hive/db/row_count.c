/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/db/row_count.h"

const struct field census_fields[] = {
	FIELD(struct census, name),
	FIELD(struct census, rows),
	FIELDS_END
};

#define COUNT(table) \
	"SELECT '" #table "' AS name, count(*) AS rows FROM " #table
#define UNION	" UNION ALL "

/* Longer than a function may be. */
static struct query q = QUERY(
	    COUNT(model) UNION
	    COUNT(catalogue) UNION
	    COUNT(preset) UNION
	    COUNT(miner) UNION
	    COUNT(setting) UNION
	    COUNT(user) UNION
	    COUNT(token) UNION
	    COUNT(idempotency) UNION
	    COUNT(event) UNION
	    COUNT(audit) UNION
	    COUNT(latest) UNION
	    COUNT(pools) UNION
	    COUNT(reading) UNION
	    COUNT(reading_hour) UNION
	    COUNT(rollup) UNION
	    COUNT(chips) UNION
	    COUNT(odd_chip) UNION
	    COUNT(circuit) UNION
	    COUNT(plant_reading) UNION
	    COUNT(site_hour) UNION
	    COUNT(learned) UNION
	    COUNT(decision) UNION
	    COUNT(command) UNION
	    COUNT(emergency) UNION
	    COUNT(balance) UNION
	    COUNT(cost_version) UNION
	    COUNT(cost_band) UNION
	    COUNT(meter) UNION
	    COUNT(meter_version) UNION
	    COUNT(meter_place) UNION
	    COUNT(meter_state) UNION
	    COUNT(meter_reading) UNION
	    COUNT(meter_refused) UNION
	    COUNT(polling) UNION
	    COUNT(entry) UNION
	    COUNT(slot) UNION
	    COUNT(ledger_head) UNION
	    COUNT(ticket) UNION
	    COUNT(reconciliation) UNION
	    COUNT(period) UNION
	    COUNT(rating_run) UNION
	    COUNT(rating_line) UNION
	    COUNT(energy_day) UNION
	    COUNT(rating_state) UNION
	    COUNT(rating_due) UNION
	    COUNT(worker) UNION
	    COUNT(round) UNION
	    COUNT(counter) UNION
	    COUNT(packing) UNION
	    COUNT(stranger) UNION
	    COUNT(revision) UNION
	    COUNT(size_day) UNION
	    COUNT(alert) UNION
	    COUNT(message) UNION
	    COUNT(report));

struct query *
census_list(struct db *db)
{
	(void)db;
	return &q;
}
