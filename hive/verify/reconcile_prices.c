/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/money/energy.h"
#include "hive/verify/reconcile.h"

/* Energy of the day without a price, where the site has prices at all. */
struct unpriced {
	int64_t	meters, uwh;
};

static const struct field unpriced_columns[] = {
	FIELD(struct unpriced, meters),
	FIELD(struct unpriced, uwh),
	FIELDS_END
};

static struct unpriced
unpriced_of(struct db *db, int64_t from_day, int64_t until_day)
{
	static struct query q = QUERY("SELECT count(DISTINCT d.meter) AS"
	    " meters, coalesce(sum(d.unpriced_uwh), 0) AS uwh"
	    " FROM energy_day d JOIN meter m ON m.id = d.meter"
	    " WHERE d.day >= :from AND d.day < :until"
	    " AND d.unpriced_uwh <> 0 AND m.source = :source");
	struct unpriced u = { 0, 0 };

	db_int(db, &q, ":from", from_day);
	db_int(db, &q, ":until", until_day);
	db_text(db, &q, ":source",
	    meter_source_words[energy_source(db, NULL)]);
	db_one(db, &q, NULL, unpriced_columns, &u);
	return u;
}

static bool
has_prices(struct db *db)
{
	static struct query q = QUERY(
	    "SELECT EXISTS (SELECT 1 FROM cost_version)");

	return db_number(db, &q, 0) != 0;
}

void
reconcile_prices(struct reconcile *r)
{
	int64_t day = zone_day(r->from);
	struct unpriced u;

	if (!has_prices(r->db))
		return;
	r->run.checks++;
	u = unpriced_of(r->db, day, day + 1);
	if (u.meters)
		reconcile_found(r, TICKET_RATE_GAP, 0, r->from, arena_printf(
		    r->arena, "%lld Wh of %lld meters have no price on this "
		    "day", (long long)(u.uwh / 1000000),
		    (long long)u.meters));
	else if (!unpriced_of(r->db, 0, day).meters)
		reconcile_over(r, TICKET_RATE_GAP, 0, "all energy has a price");
}
