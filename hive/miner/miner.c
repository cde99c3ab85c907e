/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner/miner.h"

/*
 * Table miner, and the view miner_now, which has each miner's latest reading
 * beside its row.  A poll writes the reading only; the row is written when
 * something about the miner changes.  So a miner was last seen at the later
 * of both.
 */

const struct field miner_columns[] = {
	FIELD_AS("id", struct miner, row),
	FIELD(struct miner, mac),
	FIELD(struct miner, name),
	FIELD(struct miner, location),
	FIELD(struct miner, circuit),
	FIELD(struct miner, ip),
	FIELD(struct miner, last_ip),
	FIELD(struct miner, online),
	FIELD(struct miner, offline_reason),
	TIME(struct miner, first_seen_at),
	TIME(struct miner, last_seen_at),
	FIELD(struct miner, managed),
	FIELD(struct miner, conflict),
	FIELD(struct miner, hold_reason),
	TIME(struct miner, hold_since_at),
	TIME(struct miner, hold_until_at),
	FIELD(struct miner, model),
	FIELD(struct miner, firmware),
	FIELD(struct miner, firmware_version),
	FIELD(struct miner, serial),
	FIELD(struct miner, catalogue),
	TIME(struct miner, catalogue_at),
	FIELD(struct miner, sealed_key),
	FIELD(struct miner, sealed_unlock),
	FIELD(struct miner, key_trouble),
	TIME(struct miner, retired_at),
	FIELDS_END
};

static const struct field hold_fields[] = {
	FIELD(struct hold, reason, .doc = "a person's words"),
	TIME(struct hold, since, .doc = "when it was held"),
	TIME(struct hold, until, .doc = "null: until it is released"),
	FIELDS_END
};

const struct field miner_fields[] = {
	FIELD_AS("id", struct miner, mac, .doc = "MAC, lower case with :"),
	FIELD(struct miner, name, .doc = "what people call it"),
	FIELD(struct miner, location, .doc = "container, rack, place"),
	FIELD(struct miner, circuit, .doc = "the circuit that feeds it"),
	FIELD(struct miner, ip, .doc = "its address; null while offline"),
	FIELD(struct miner, last_ip, .doc = "its last address"),
	FIELD(struct miner, online, .doc = "whether it answers"),
	FIELD(struct miner, offline_reason, .doc = "why it is offline"),
	TIME(struct miner, first_seen_at, .doc = "when it was found"),
	TIME(struct miner, last_seen_at, .doc = "its last answer"),
	FIELD(struct miner, managed,
	    .doc = "whether the balancer may change it"),
	FIELD(struct miner, conflict,
	    .doc = "two addresses claim this MAC; neither is commanded"),
	ONE(struct miner, hold, hold_fields, struct hold,
	    .doc = "kept as it is by a person, or null"),
	FIELD(struct miner, model, .doc = "alias of its model"),
	FIELD(struct miner, firmware, .doc = "driver"),
	FIELD(struct miner, firmware_version, .doc = "as it says"),
	FIELD(struct miner, key_trouble,
	    .doc = "why PowerHive has no key on it, or null"),
	ONE(struct miner, latest_status, latest_fields, struct latest,
	    .doc = "what it said last, or null"),
	FIELDS_END
};

const struct field miner_sums_fields[] = {
	FIELD(struct miner_sums, total, .doc = "in service"),
	FIELD(struct miner_sums, online),
	FIELD(struct miner_sums, managed),
	FIELD(struct miner_sums, conflict),
	FIELD(struct miner_sums, held),
	FIELD(struct miner_sums, keyless, .doc = "without a key of ours"),
	FIELD(struct miner_sums, power_w,
	    .doc = "W of the online miners, as they say"),
	FIELD(struct miner_sums, hashrate_ths,
	    .doc = "TH/s of the online miners"),
	FIELDS_END
};

bool
miner_get(struct db *db, struct arena *arena, const char *mac,
    struct miner *m)
{
	static struct query q = QUERY("SELECT * FROM miner WHERE mac = :mac");

	db_text(db, &q, ":mac", mac);
	return db_one(db, &q, arena, miner_columns, m);
}

struct query *
miner_list(struct db *db, const char *after_mac)
{
	static struct query q = QUERY("SELECT * FROM miner_now"
	    " WHERE retired_at IS NULL AND mac > :after ORDER BY mac");

	db_text(db, &q, ":after", after_mac);
	return &q;
}

/* What the API shows of a row just read; the parts live beside it. */
static void
show(struct db *db, struct arena *arena, struct query *q, struct miner *m,
    struct hold *hold, struct latest *latest)
{
	db_also(db, q, latest_fields, latest);
	latest_show(arena, latest);
	*hold = (struct hold){ m->hold_reason, m->hold_since_at,
	    m->hold_until_at };
	m->hold = m->hold_reason ? hold : NULL;
	m->latest_status = latest->recorded_at != NONE ? latest : NULL;
	/* Each poll is an answer; the row is only written at changes. */
	if (latest->recorded_at != NONE &&
	    (m->last_seen_at == NONE || latest->recorded_at > m->last_seen_at))
		m->last_seen_at = latest->recorded_at;
}

bool
miner_next(struct db *db, struct query *q, struct miner *m,
    struct miner_parts *parts)
{
	if (!db_row(db, q, miner_columns, m)) {
		arena_free(&parts->boards);
		return false;
	}
	arena_reset(&parts->boards);
	show(db, &parts->boards, q, m, &parts->hold, &parts->latest);
	return true;
}

bool
miner_show(struct db *db, struct arena *arena, const char *mac,
    struct miner *m)
{
	static struct query q = QUERY("SELECT * FROM miner_now"
	    " WHERE retired_at IS NULL AND mac = :mac");
	struct hold *hold = ARENA_NEW(arena, struct hold);
	struct latest *latest = ARENA_NEW(arena, struct latest);
	bool found;

	db_text(db, &q, ":mac", mac);
	found = db_row(db, &q, miner_columns, m);
	if (found) {
		show(db, arena, &q, m, hold, latest);
		record_keep(arena, miner_columns, m);
		record_keep(arena, latest_fields, latest);
		hold->reason = m->hold_reason;
	}
	db_end(db, &q);
	return found;
}

const char *
miner_shown_state(const struct miner *m)
{
	const struct latest *l = m->latest_status;

	if (!m->online)
		return "offline";
	return l ? miner_state_words[l->state] : NULL;
}

int64_t
miner_keep(struct db *db, const struct miner *m)
{
	static struct query q = QUERY("INSERT INTO miner (mac, last_ip,"
	    " first_seen_at, model, firmware, firmware_version, serial)"
	    " VALUES (:mac, :last_ip, :first_seen_at, :model, :firmware,"
	    " :firmware_version, :serial) ON CONFLICT (mac) DO UPDATE SET"
	    " last_ip = :last_ip, model = coalesce(:model, model),"
	    " firmware = :firmware, firmware_version = :firmware_version,"
	    " serial = coalesce(:serial, serial) RETURNING id");

	db_bind(db, &q, miner_columns, m);
	return db_number(db, &q, NONE);
}

void
miner_went_offline(struct db *db, int64_t row, const char *reason)
{
	static struct query q = QUERY("UPDATE miner SET online = 0, ip = NULL,"
	    " offline_reason = :reason, last_seen_at = max("
	    " coalesce(last_seen_at, 0), coalesce((SELECT recorded_at"
	    " FROM latest WHERE miner = :row), 0)) WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_text(db, &q, ":reason", reason);
	db_run(db, &q);
}

void
miner_came_online(struct db *db, int64_t row, const char *ip, int64_t now)
{
	static struct query q = QUERY("UPDATE miner SET online = 1, ip = :ip,"
	    " last_ip = :ip, offline_reason = NULL, last_seen_at = :now"
	    " WHERE id = :row");

	db_int(db, &q, ":row", row);
	db_text(db, &q, ":ip", ip);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

void
miner_sum(struct db *db, struct miner_sums *s)
{
	static struct query q = QUERY("SELECT count(*) AS total,"
	    " coalesce(sum(online), 0) AS online,"
	    " coalesce(sum(managed), 0) AS managed,"
	    " coalesce(sum(conflict), 0) AS conflict,"
	    " count(hold_reason) AS held,"
	    " count(*) - count(sealed_key) AS keyless,"
	    " sum(CASE WHEN online = 1 THEN power_w END) AS power_w,"
	    " sum(CASE WHEN online = 1 THEN hashrate_ths END) AS hashrate_ths"
	    " FROM miner_now WHERE retired_at IS NULL");

	db_one(db, &q, NULL, miner_sums_fields, s);
}

void
revision_bump(struct db *db, const char *name)
{
	static struct query q = QUERY("INSERT INTO revision (name, n)"
	    " VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET"
	    " n = revision.n + 1");

	db_text(db, &q, ":name", name);
	db_run(db, &q);
}

int64_t
revision_of(struct db *db, const char *name)
{
	static struct query q = QUERY("SELECT n FROM revision"
	    " WHERE name = :name");

	db_text(db, &q, ":name", name);
	return db_number(db, &q, 0);
}
