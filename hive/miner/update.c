/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner/update.h"

static const struct field hold_request_fields[] = {
	FIELD(struct hold_request, reason, .min = 1, .max = 200,
	    .needed = true, .doc = "why the miner is held"),
	TIME(struct hold_request, until,
	    .doc = "when the hold ends by itself; null: when released"),
	FIELDS_END
};

const struct field miner_request_fields[] = {
	FIELD(struct miner_request, name, .min = 0, .max = 80,
	    .doc = "what people call it"),
	FIELD(struct miner_request, location, .min = 0, .max = 80,
	    .doc = "container, rack, place"),
	FIELD(struct miner_request, circuit, .min = 0, .max = 80,
	    .doc = "the circuit that feeds it; it must exist"),
	FLAG(struct miner_request, managed,
	    .doc = "whether the balancer may change it"),
	FIELD(struct miner_request, unlock_pass, .min = 1, .max = 128,
	    .doc = "its unlock password; write-only; null: the site's"),
	ONE(struct miner_request, hold, hold_request_fields,
	    struct hold_request, .doc = "keep it as it is; null releases it"),
	FIELDS_END
};

void
miner_set_key(struct db *db, int64_t row, struct blob sealed_key)
{
	static struct query q = QUERY("UPDATE miner SET"
	    " sealed_key = :sealed_key, key_trouble = NULL WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_blob(db, &q, ":sealed_key", sealed_key);
	db_run(db, &q);
}

void
miner_set_trouble(struct db *db, int64_t row, const char *why)
{
	static struct query q = QUERY("UPDATE miner SET key_trouble = :why"
	    " WHERE id = :row AND key_trouble IS NOT :why");

	db_int(db, &q, ":row", row);
	db_text(db, &q, ":why", why);
	db_run(db, &q);
}

void
miner_set_catalogue(struct db *db, int64_t row, int64_t catalogue,
    int64_t now)
{
	static struct query q = QUERY("UPDATE miner SET"
	    " catalogue = :catalogue, catalogue_at = :now WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_int(db, &q, ":catalogue", catalogue);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

void
miner_set_conflict(struct db *db, int64_t row, bool conflict)
{
	static struct query q = QUERY("UPDATE miner SET conflict = :conflict"
	    " WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_int(db, &q, ":conflict", conflict);
	db_run(db, &q);
}

static void
set_names(struct db *db, int64_t row, const struct miner_request *w,
    uint64_t given)
{
	static struct query q = QUERY("UPDATE miner SET"
	    " name = CASE WHEN :name_given THEN :name ELSE name END,"
	    " location = CASE WHEN :location_given THEN :location"
	    "  ELSE location END,"
	    " circuit = CASE WHEN :circuit_given THEN :circuit"
	    "  ELSE circuit END,"
	    " managed = CASE WHEN :managed_given THEN :managed"
	    "  ELSE managed END WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_int(db, &q, ":name_given", (given & GIVEN_NAME) != 0);
	db_int(db, &q, ":location_given", (given & GIVEN_LOCATION) != 0);
	db_int(db, &q, ":circuit_given", (given & GIVEN_CIRCUIT) != 0);
	db_int(db, &q, ":managed_given",
	    (given & GIVEN_MANAGED) && w->managed != NONE);
	db_text(db, &q, ":name", w->name);
	db_text(db, &q, ":location", w->location);
	db_text(db, &q, ":circuit", w->circuit);
	db_int(db, &q, ":managed", w->managed);
	db_run(db, &q);
}

static void
set_hold(struct db *db, int64_t row, const struct hold_request *hold,
    int64_t now)
{
	static struct query q = QUERY("UPDATE miner SET"
	    " hold_reason = :reason, hold_since_at = :since,"
	    " hold_until_at = :until WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_text(db, &q, ":reason", hold ? hold->reason : NULL);
	db_int(db, &q, ":since", hold ? now : NONE);
	db_int(db, &q, ":until", hold ? hold->until : NONE);
	db_run(db, &q);
}

void
miner_set_request(struct db *db, int64_t row, const struct miner_request *w,
    uint64_t given, int64_t now)
{
	if (given & (GIVEN_NAME | GIVEN_LOCATION | GIVEN_CIRCUIT |
	    GIVEN_MANAGED))
		set_names(db, row, w, given);
	if (given & GIVEN_HOLD)
		set_hold(db, row, w->hold, now);
}

void
miner_set_unlock(struct db *db, int64_t row, struct blob sealed)
{
	static struct query q = QUERY("UPDATE miner SET"
	    " sealed_unlock = :sealed, key_trouble = NULL WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_blob(db, &q, ":sealed", sealed);
	db_run(db, &q);
}

bool
miner_end_holds(struct db *db, int64_t now)
{
	static struct query q = QUERY("UPDATE miner SET hold_reason = NULL,"
	    " hold_since_at = NULL, hold_until_at = NULL"
	    " WHERE hold_until_at <= :now");

	db_int(db, &q, ":now", now);
	return db_run(db, &q) && db_changed(db) > 0;
}

void
miner_retire(struct db *db, int64_t row, int64_t now)
{
	static struct query q = QUERY("UPDATE miner SET retired_at = :now,"
	    " online = 0, ip = NULL, managed = 0, sealed_key = NULL,"
	    " offline_reason = 'retired' WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

void
miner_replace(struct db *db, int64_t old_row, int64_t new_row, int64_t now)
{
	static struct query facts = QUERY("UPDATE miner SET"
	    " (name, location, circuit, managed) = (SELECT name, location,"
	    " circuit, managed FROM miner WHERE id = :old) WHERE id = :new");
	static struct query line = QUERY("UPDATE miner SET"
	    " replaced_by = :new, replaced_at = :now WHERE id = :old");

	db_int(db, &facts, ":old", old_row);
	db_int(db, &facts, ":new", new_row);
	db_run(db, &facts);
	db_int(db, &line, ":old", old_row);
	db_int(db, &line, ":new", new_row);
	db_int(db, &line, ":now", now);
	db_run(db, &line);
	miner_retire(db, old_row, now);
}
