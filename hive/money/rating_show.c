/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/money/rating_show.h"

const struct field rating_run_fields[] = {
	FIELD(struct rating_run, id),
	WORD(struct rating_run, kind, run_kind),
	WORD(struct rating_run, state, run_state),
	FIELD_AS("classroom", struct rating_run, location,
	    .doc = "null: everywhere"),
	FIELD(struct rating_run, location),
	FIELD(struct rating_run, meter, .doc = "null: all"),
	FIELD(struct rating_run, version,
	    .doc = "the cost version that began it"),
	FIELD_AS("start", struct rating_run, first_date),
	FIELD_AS("end", struct rating_run, last_date, .doc = "included"),
	FIELD(struct rating_run, total, .doc = "days of meters"),
	FIELD(struct rating_run, done),
	FIELD(struct rating_run, progress_percent),
	FIELD(struct rating_run, changed,
	    .doc = "days of meters that came out otherwise"),
	FIELD(struct rating_run, lines,
	    .doc = "credits and debits booked for closed months"),
	FIELD(struct rating_run, difference, .scale = 6,
	    .doc = "of the cost, in the site's currency"),
	FIELD(struct rating_run, actor),
	FIELD(struct rating_run, reason),
	TIME(struct rating_run, started_at),
	TIME(struct rating_run, ended_at),
	FIELDS_END
};

void
rating_run_show(struct arena *a, struct rating_run *run)
{
	char *first = arena_take(a, ZONE_DATE_SIZE);
	char *last = arena_take(a, ZONE_DATE_SIZE);

	zone_date_show(first, run->first_day);
	zone_date_show(last, run->last_day);
	run->first_date = first;
	run->last_date = last;
	run->progress_percent = run->total ? 100 * run->done / run->total :
	    100;
}
