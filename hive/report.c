/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/report.h"

#define SLOPE_LEAST	500	/* decisions */
#define MOVED_LEAST	0.03	/* of the mean load, as a deviation */

/* Sums for a straight line, in kW. */
struct line {
	int64_t	 n;
	double	 x, y, xx, xy;
};

static const struct field line_fields[] = {
	FIELD(struct line, n),
	FIELD(struct line, x),
	FIELD(struct line, y),
	FIELD(struct line, xx),
	FIELD(struct line, xy),
	FIELDS_END
};

double
report_meter_slope(struct db *db, int64_t since_at)
{
	static struct query q = QUERY("SELECT count(*) AS n,"
	    " sum(least_w / 1e3) AS x, sum(container_w / 1e3) AS y,"
	    " sum(least_w / 1e3 * (least_w / 1e3)) AS xx,"
	    " sum(least_w / 1e3 * (container_w / 1e3)) AS xy FROM decision"
	    " WHERE at >= :since AND reading_state = 'FRESH'"
	    " AND least_w IS NOT NULL AND container_w IS NOT NULL");
	double n, spread;
	struct line l;

	db_int(db, &q, ":since", since_at);
	if (!db_one(db, &q, NULL, line_fields, &l) || l.n < SLOPE_LEAST)
		return NAN;
	n = (double)l.n;
	spread = l.xx / n - l.x / n * (l.x / n);
	if (!(spread > 0) || sqrt(spread) < MOVED_LEAST * l.x / n)
		return NAN;
	return (l.xy / n - l.x / n * (l.y / n)) / spread;
}
