/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/plant/plant.h"
#include "hive/site/site.h"

#define KW 3	/* W at rest, kW to people */

const char *const plant_state_words[] = {
	[PLANT_FRESH] = "FRESH", [PLANT_STALE] = "STALE",
	[PLANT_UNTRUSTED] = "UNTRUSTED",
	[PLANT_IMPLAUSIBLE] = "IMPLAUSIBLE", NULL
};

const char *const plant_source_kind_words[] = {
	[PLANT_GENERATION] = "generation",
	[PLANT_CONSUMPTION] = "consumption", NULL
};

const struct field plant_fields[] = {
	FIELD(struct plant_reading, id),
	FIELD(struct plant_reading, plant_id),
	TIME(struct plant_reading, recorded_at, .doc = "when it came"),
	TIME(struct plant_reading, source_at,
	    .doc = "when the oldest of its sources was read"),
	FIELD_AS("total_generation", struct plant_reading, generation_w,
	    .scale = KW, .doc = "kW"),
	FIELD_AS("total_container_consumption", struct plant_reading,
	    container_w, .scale = KW, .doc = "kW"),
	FIELD_AS("available_power", struct plant_reading, available_w,
	    .scale = KW, .doc = "kW, generation less consumption"),
	RAW(struct plant_reading, sources, .doc = "name, kind, kw, status"),
	WORD(struct plant_reading, state, plant_state,
	    .doc = "FRESH, STALE, UNTRUSTED or IMPLAUSIBLE"),
	FIELD(struct plant_reading, reason, .doc = "why it was refused"),
	FIELDS_END
};

const struct field plant_columns[] = {
	FIELD(struct plant_reading, id),
	FIELD(struct plant_reading, plant_id),
	FIELD(struct plant_reading, recorded_at),
	FIELD(struct plant_reading, source_at),
	FIELD(struct plant_reading, generation_w),
	FIELD(struct plant_reading, container_w),
	FIELD(struct plant_reading, available_w),
	RAW(struct plant_reading, sources),
	WORD(struct plant_reading, state, plant_state),
	FIELD(struct plant_reading, reason),
	FIELDS_END
};

void
plant_add(struct db *db, const struct plant_reading *r)
{
	static struct query q = QUERY("INSERT INTO plant_reading (plant_id,"
	    " recorded_at, source_at, generation_w, container_w, available_w,"
	    " sources, state, reason) VALUES (:plant_id, :recorded_at,"
	    " :source_at, :generation_w, :container_w, :available_w, :sources,"
	    " :state, :reason)");

	db_bind(db, &q, plant_columns, r);
	db_run(db, &q);
}

bool
plant_latest(struct db *db, struct arena *a, bool accepted,
    struct plant_reading *r)
{
	static struct query any = QUERY("SELECT * FROM plant_reading"
	    " ORDER BY recorded_at DESC, id DESC LIMIT 1");
	static struct query good = QUERY("SELECT * FROM plant_reading"
	    " WHERE state = 'FRESH' ORDER BY recorded_at DESC, id DESC"
	    " LIMIT 1");

	return db_one(db, accepted ? &good : &any, a, plant_columns, r);
}

struct query *
plant_list(struct db *db, int64_t since_at, int64_t until_at, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM plant_reading"
	    " WHERE recorded_at >= :since AND recorded_at < :until"
	    " ORDER BY recorded_at DESC, id DESC LIMIT :limit");

	db_int(db, &q, ":since", since_at == NONE ? 0 : since_at);
	db_int(db, &q, ":until", until_at == NONE ? INT64_MAX : until_at);
	db_int(db, &q, ":limit", limit);
	return &q;
}

int64_t
plant_count(struct db *db, int64_t since_at, int64_t until_at)
{
	static struct query q = QUERY("SELECT count(*) FROM plant_reading"
	    " WHERE recorded_at >= :since AND recorded_at < :until");

	db_int(db, &q, ":since", since_at == NONE ? 0 : since_at);
	db_int(db, &q, ":until", until_at == NONE ? INT64_MAX : until_at);
	return db_number(db, &q, 0);
}

int64_t
plant_first_at(struct db *db, int64_t since_at)
{
	static struct query q = QUERY("SELECT min(recorded_at) FROM"
	    " plant_reading WHERE recorded_at >= :since");

	db_int(db, &q, ":since", since_at == NONE ? 0 : since_at);
	return db_number(db, &q, NONE);
}

struct query *
plant_means(struct db *db, int64_t since_at, int64_t until_at,
    int64_t width_ms)
{
	static struct query q = QUERY("SELECT max(id) AS id, max(plant_id) AS"
	    " plant_id, max(recorded_at) AS recorded_at, max(source_at) AS"
	    " source_at, CAST(avg(generation_w) AS INTEGER) AS generation_w,"
	    " CAST(avg(container_w) AS INTEGER) AS container_w,"
	    " CAST(avg(available_w) AS INTEGER) AS available_w, '[]' AS"
	    " sources, 'FRESH' AS state, NULL AS reason FROM plant_reading"
	    " WHERE recorded_at >= :since AND recorded_at < :until AND"
	    " state = 'FRESH' GROUP BY recorded_at / :width"
	    " ORDER BY recorded_at / :width DESC");

	db_int(db, &q, ":since", since_at == NONE ? 0 : since_at);
	db_int(db, &q, ":until", until_at == NONE ? INT64_MAX : until_at);
	db_int(db, &q, ":width", width_ms);
	return &q;
}

int64_t
plant_stretch_ms(const struct site *s, int64_t ms)
{
	int64_t period_s = s->plant ? s->plant->period_s : 60;

	/* x max(1, 2.5 period / 90) */
	return period_s * 25 > 900 ? ms * period_s * 25 / 900 : ms;
}
