/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/balance/balance.h"
#include "hive/miner/model.h"

/*
 * Table balance has one row, how the last cycle left it.  How far an
 * emergency stop is stands in no row of its own: it is counted from the
 * commands that name it, of each miner the last.
 */

#define KW 3	/* W at rest, kW to people */

const char *const balance_state_words[] = {
	[BALANCE_INIT] = "INIT", [BALANCE_CONTROL] = "CONTROL",
	[BALANCE_HOLD] = "HOLD", [BALANCE_SHED] = "SHED",
	[BALANCE_STOP] = "STOP", NULL
};

const char *const balance_status_words[] = {
	[BALANCE_OK] = "OK", [BALANCE_WARNING] = "WARNING",
	[BALANCE_OVER_TARGET] = "OVER_TARGET",
	[BALANCE_NO_DATA] = "NO_DATA", NULL
};

const struct field balance_columns[] = {
	FIELD(struct balance, at),
	FIELD(struct balance, decision),
	WORD(struct balance, mode, balancer_mode),
	WORD(struct balance, state, balance_state),
	WORD(struct balance, band, band),
	WORD(struct balance, status, balance_status),
	WORD(struct balance, reading_state, plant_state),
	FIELD(struct balance, reading_reason),
	FIELD(struct balance, last_reading_at),
	FIELD(struct balance, generation_w),
	FIELD(struct balance, container_w),
	FIELD(struct balance, available_w),
	FIELD(struct balance, target_w),
	FIELD(struct balance, margin_percent),
	FIELD(struct balance, current_w),
	FIELD(struct balance, managed_w),
	FIELD(struct balance, unmanaged_w),
	FIELD(struct balance, expected_w),
	FIELD(struct balance, managed_miners),
	FIELD(struct balance, next_at),
	FIELD(struct balance, next_text),
	FIELD(struct balance, next_miners),
	FIELD(struct balance, next_delta_w),
	FIELDS_END
};

static const struct field next_fields[] = {
	FIELD_OF("at", F_TIME, struct balance, next_at),
	FIELD_AS("text", struct balance, next_text),
	FIELD_AS("miners", struct balance, next_miners),
	FIELD_AS("delta_w", struct balance, next_delta_w),
	FIELDS_END
};

const struct field balance_fields[] = {
	TIME(struct balance, at, .doc = "when the last cycle ended"),
	FIELD_AS("plant_generation_kw", struct balance, generation_w,
	    .scale = KW),
	FIELD_AS("plant_container_kw", struct balance, container_w,
	    .scale = KW),
	FIELD_AS("available_power_kw", struct balance, available_w,
	    .scale = KW),
	FIELD_AS("safety_margin_percent", struct balance, margin_percent),
	FIELD_AS("target_power_kw", struct balance, target_kw_w, .scale = KW),
	FIELD_AS("target_power_w", struct balance, target_w),
	FIELD_AS("current_consumption_w", struct balance, current_w,
	    .doc = "best estimate of what all known miners draw now"),
	FIELD_AS("managed_consumption_w", struct balance, managed_w),
	FIELD_AS("unmanaged_consumption_w", struct balance, unmanaged_w),
	FIELD_AS("expected_consumption_w", struct balance, expected_w,
	    .doc = "the same when every change in flight has landed"),
	FIELD_AS("managed_miners_count", struct balance, managed_miners),
	FIELD(struct balance, headroom_w,
	    .doc = "target less current; below 0: over it"),
	WORD(struct balance, status, balance_status,
	    .doc = "OK, WARNING, OVER_TARGET or NO_DATA"),
	TIME(struct balance, last_reading_at,
	    .doc = "of the last accepted reading's source"),
	WORD(struct balance, reading_state, plant_state),
	FIELD(struct balance, reading_reason),
	WORD(struct balance, mode, balancer_mode, .doc = "what it may do"),
	WORD(struct balance, state, balance_state,
	    .doc = "INIT, CONTROL, HOLD, SHED or STOP"),
	WORD(struct balance, band, band),
	FIELD(struct balance, decision, .doc = "of the last cycle"),
	ONE(struct balance, next_action, next_fields, struct balance),
	TIME(struct balance, worker_seen_at),
	FIELD(struct balance, interval_s, .doc = "s between two cycles"),
	ONE(struct balance, emergency, emergency_fields, struct emergency,
	    .doc = "the stop in force, or null"),
	FIELDS_END
};

void
balance_keep(struct db *db, const struct balance *b)
{
	static struct query q = QUERY("INSERT INTO balance (one, at,"
	    " decision, mode, state, band, status, reading_state,"
	    " reading_reason, last_reading_at, generation_w, container_w,"
	    " available_w, target_w, margin_percent, current_w, managed_w,"
	    " unmanaged_w, expected_w, managed_miners, next_at, next_text,"
	    " next_miners, next_delta_w) VALUES (1, :at, :decision, :mode,"
	    " :state, :band, :status, :reading_state, :reading_reason,"
	    " :last_reading_at, :generation_w, :container_w, :available_w,"
	    " :target_w, :margin_percent, :current_w, :managed_w,"
	    " :unmanaged_w, :expected_w, :managed_miners, :next_at,"
	    " :next_text, :next_miners, :next_delta_w)"
	    " ON CONFLICT (one) DO UPDATE SET at = excluded.at,"
	    " decision = excluded.decision, mode = excluded.mode,"
	    " state = excluded.state, band = excluded.band,"
	    " status = excluded.status,"
	    " reading_state = excluded.reading_state,"
	    " reading_reason = excluded.reading_reason,"
	    " last_reading_at = excluded.last_reading_at,"
	    " generation_w = excluded.generation_w,"
	    " container_w = excluded.container_w,"
	    " available_w = excluded.available_w,"
	    " target_w = excluded.target_w,"
	    " margin_percent = excluded.margin_percent,"
	    " current_w = excluded.current_w, managed_w = excluded.managed_w,"
	    " unmanaged_w = excluded.unmanaged_w,"
	    " expected_w = excluded.expected_w,"
	    " managed_miners = excluded.managed_miners,"
	    " next_at = excluded.next_at, next_text = excluded.next_text,"
	    " next_miners = excluded.next_miners,"
	    " next_delta_w = excluded.next_delta_w");

	db_bind(db, &q, balance_columns, b);
	db_run(db, &q);
}

static int64_t
seen_at(struct db *db)
{
	static struct query q = QUERY("SELECT seen_at FROM worker");

	return db_number(db, &q, NONE);
}

bool
balance_get(struct db *db, struct arena *a, struct balance *b)
{
	static struct query q = QUERY("SELECT * FROM balance");

	return db_one(db, &q, a, balance_columns, b);
}

bool
balance_show(struct db *db, struct arena *a, struct balance *b)
{
	struct emergency *e = ARENA_NEW(a, struct emergency);
	struct balance *next = ARENA_NEW(a, struct balance);
	bool there = balance_get(db, a, b);

	if (!there)
		record_clear(balance_fields, b);
	b->target_kw_w = b->target_w;
	b->headroom_w = b->target_w == NONE || b->current_w == NONE ? NONE :
	    b->target_w - b->current_w;
	b->worker_seen_at = seen_at(db);
	b->interval_s = NONE;
	*next = *b;
	b->next_action = there && b->next_text ? next : NULL;
	b->emergency = emergency_now(db, a, e) ? e : NULL;
	return there;
}

/* ---- Emergency ---------------------------------------------------------- */

const char *const emergency_action_words[] = {
	[EMERGENCY_STOP] = "stop", [EMERGENCY_LOWEST] = "lowest",
	[EMERGENCY_FREEZE] = "freeze", NULL
};

const char *const emergency_scope_words[] = {
	[EMERGENCY_ALL] = "all", [EMERGENCY_MANAGED] = "managed", NULL
};

const struct field emergency_fields[] = {
	FIELD(struct emergency, id),
	TIME(struct emergency, at),
	FIELD(struct emergency, who),
	WORD(struct emergency, action, emergency_action,
	    .doc = "stop, lowest or freeze"),
	WORD(struct emergency, scope, emergency_scope,
	    .doc = "all or managed"),
	FIELD(struct emergency, asked),
	FIELD(struct emergency, sent),
	FIELD(struct emergency, accepted),
	FIELD(struct emergency, confirmed),
	LIST(struct emergency, failed, word_fields, struct word,
	    .doc = "MACs of those that did not obey or could not be told"),
	FIELDS_END
};

static const struct field emergency_columns[] = {
	FIELD(struct emergency, id),
	FIELD(struct emergency, at),
	FIELD(struct emergency, who),
	WORD(struct emergency, action, emergency_action),
	WORD(struct emergency, scope, emergency_scope),
	FIELD(struct emergency, asked),
	FIELD(struct emergency, sent),
	FIELD(struct emergency, accepted),
	FIELD(struct emergency, confirmed),
	FIELDS_END
};

int64_t
emergency_begin(struct db *db, const char *who,
    enum emergency_action action, enum emergency_scope scope, int64_t now)
{
	static struct query q = QUERY("INSERT INTO emergency (at, who,"
	    " action, scope) VALUES (:now, :who, :action, :scope)"
	    " RETURNING id");

	db_int(db, &q, ":now", now);
	db_text(db, &q, ":who", who);
	db_text(db, &q, ":action", emergency_action_words[action]);
	db_text(db, &q, ":scope", emergency_scope_words[scope]);
	return db_number(db, &q, NONE);
}

void
emergency_change(struct db *db, int64_t id, const char *who,
    enum emergency_action action, enum emergency_scope scope)
{
	static struct query q = QUERY("UPDATE emergency SET who = :who,"
	    " action = :action, scope = :scope, released_at = NULL,"
	    " released_by = NULL WHERE id = :id");

	db_int(db, &q, ":id", id);
	db_text(db, &q, ":who", who);
	db_text(db, &q, ":action", emergency_action_words[action]);
	db_text(db, &q, ":scope", emergency_scope_words[scope]);
	db_run(db, &q);
}

bool
emergency_release(struct db *db, const char *who, int64_t now)
{
	static struct query q = QUERY("UPDATE emergency SET released_at ="
	    " :now, released_by = :who WHERE released_at IS NULL");

	db_int(db, &q, ":now", now);
	db_text(db, &q, ":who", who);
	return db_run(db, &q) && db_changed(db) > 0;
}

/* A miner that was told twice counts by its last command. */
#define LAST								\
	" NOT EXISTS (SELECT 1 FROM command x WHERE x.emergency ="	\
	" c.emergency AND x.miner = c.miner AND x.id > c.id)"

static struct list
failed_of(struct db *db, struct arena *a, int64_t id)
{
	static struct query q = QUERY("SELECT m.mac AS \"\" FROM command c"
	    " JOIN miner m ON m.id = c.miner WHERE c.emergency = :id"
	    " AND c.state IN ('failed', 'expired') AND" LAST
	    " ORDER BY m.mac LIMIT 1000");
	struct list l = { ARENA_MANY(a, struct word, 1000), 0 };
	struct word *w = l.v;

	db_int(db, &q, ":id", id);
	while (l.n < 1000 && db_row(db, &q, word_fields, &w[l.n]))
		record_keep(a, word_fields, &w[l.n++]);
	db_end(db, &q);
	return l;
}

bool
emergency_now(struct db *db, struct arena *a, struct emergency *e)
{
	static struct query q = QUERY("SELECT e.id AS id, e.at AS at,"
	    " e.who AS who, e.action AS action, e.scope AS scope,"
	    " count(c.id) AS asked, count(c.sent_at) AS sent,"
	    " count(c.accepted_at) AS accepted,"
	    " count(CASE c.state WHEN 'confirmed' THEN 1 END) AS confirmed"
	    " FROM emergency e LEFT JOIN command c ON c.emergency = e.id AND"
	    LAST " WHERE e.id = (SELECT max(id) FROM emergency"
	    " WHERE released_at IS NULL) GROUP BY e.id");

	if (!db_one(db, &q, a, emergency_columns, e))
		return false;
	e->released_at = NONE;
	e->failed = failed_of(db, a, e->id);
	return true;
}
