/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/balance/balance.h"
#include "hive/base/duration.h"


const char *const decision_cause_words[] = {
	[CAUSE_READING] = "reading", [CAUSE_TICK] = "tick",
	[CAUSE_ORDER] = "order", NULL
};

const struct field decision_fields[] = {
	FIELD(struct decision, id),
	TIME(struct decision, at),
	WORD(struct decision, cause, decision_cause,
	    .doc = "reading, tick or order"),
	WORD(struct decision, mode, balancer_mode),
	WORD(struct decision, state, balance_state,
	    .doc = "INIT, CONTROL, HOLD, SHED or STOP"),
	WORD(struct decision, band, band,
	    .doc = "green, headroom, yellow, red or none"),
	WORD(struct decision, reading_state, plant_state),
	TIME(struct decision, source_at, .doc = "of the last good reading"),
	FIELD(struct decision, age_ms, .doc = "of it, by our own clock"),
	FIELD(struct decision, generation_w),
	FIELD(struct decision, container_w),
	FIELD(struct decision, available_w),
	FIELD(struct decision, target_w),
	FIELD(struct decision, target_up_w, .doc = "raises stay below it"),
	FIELD(struct decision, least_w, .doc = "W as the miners say"),
	FIELD(struct decision, expected_w,
	    .doc = "W when the orders in flight have landed"),
	FIELD(struct decision, pessimist_w,
	    .doc = "W when only the raises land"),
	FIELD(struct decision, managed_w),
	FIELD(struct decision, fixed_w, .doc = "W that may not be moved now"),
	FIELD(struct decision, silent_w),
	FIELD(struct decision, unmanaged_w),
	FIELD(struct decision, flight_w,
	    .doc = "W of miners with an order out"),
	FIELD(struct decision, miners, .doc = "that could be moved"),
	FIELD(struct decision, cap_w, .doc = "what the solver was given"),
	FIELD(struct decision, value_ths, .doc = "what it reached"),
	FIELD(struct decision, bound_ths, .doc = "what none can exceed"),
	FIELD(struct decision, downs),
	FIELD(struct decision, ups),
	FIELD(struct decision, down_w),
	FIELD(struct decision, up_w),
	FIELD(struct decision, us, .doc = "microseconds it took"),
	FIELD(struct decision, text),
	FIELDS_END
};

int64_t
decision_add(struct db *db, const struct decision *d)
{
	static struct query q = QUERY("INSERT INTO decision (at, cause, mode,"
	    " state, band, reading_state, source_at, age_ms, generation_w,"
	    " container_w, available_w, target_w, target_up_w, least_w,"
	    " expected_w, pessimist_w, managed_w, fixed_w, silent_w,"
	    " unmanaged_w, flight_w, miners, cap_w, value_ths, bound_ths,"
	    " downs, ups, down_w, up_w, us, text) VALUES (:at, :cause, :mode,"
	    " :state, :band, :reading_state, :source_at, :age_ms,"
	    " :generation_w, :container_w, :available_w, :target_w,"
	    " :target_up_w, :least_w, :expected_w, :pessimist_w, :managed_w,"
	    " :fixed_w, :silent_w, :unmanaged_w, :flight_w, :miners, :cap_w,"
	    " :value_ths, :bound_ths, :downs, :ups, :down_w, :up_w, :us,"
	    " :text) RETURNING id");

	db_bind(db, &q, decision_fields, d);
	return db_number(db, &q, NONE);
}

struct query *
decision_list(struct db *db, int64_t before, int64_t since_at,
    int64_t until_at, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM decision"
	    " WHERE id < :before AND at >= :since AND at < :until"
	    " ORDER BY id DESC LIMIT :limit");

	db_int(db, &q, ":before", before == NONE ? INT64_MAX : before);
	db_int(db, &q, ":since", since_at == NONE ? 0 : since_at);
	db_int(db, &q, ":until", until_at == NONE ? INT64_MAX : until_at);
	db_int(db, &q, ":limit", limit);
	return &q;
}

bool
decision_get(struct db *db, struct arena *a, int64_t id, struct decision *d)
{
	static struct query q = QUERY("SELECT * FROM decision"
	    " WHERE id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, a, decision_fields, d);
}

void
site_hour_keep(struct db *db, int64_t hour_at)
{
	static struct query q = QUERY("INSERT INTO site_hour (hour_at,"
	    " decisions, generation_least_w, generation_mean_w,"
	    " generation_most_w, load_least_w, load_mean_w, load_most_w,"
	    " target_least_w, target_mean_w, target_most_w) SELECT :hour,"
	    " count(*), min(generation_w), CAST(avg(generation_w) AS INTEGER),"
	    " max(generation_w), min(least_w), CAST(avg(least_w) AS INTEGER),"
	    " max(least_w), min(target_w), CAST(avg(target_w) AS INTEGER),"
	    " max(target_w) FROM decision WHERE at >= :hour AND at < :end"
	    " HAVING count(*) > 0 ON CONFLICT (hour_at) DO NOTHING");

	db_int(db, &q, ":hour", hour_at);
	db_int(db, &q, ":end", hour_at + HOUR_MS);
	db_run(db, &q);
}
