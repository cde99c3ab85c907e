/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/service/event_log.h"

const struct field event_fields[] = {
	FIELD(struct event, id, .doc = "counts up"),
	TIME(struct event, at),
	FIELD(struct event, kind, .doc = "found, online, offline, moved, ..."),
	FIELD(struct event, miner, .doc = "MAC, or null"),
	FIELD(struct event, text, .doc = "one sentence"),
	FIELDS_END
};

const struct field audit_fields[] = {
	FIELD(struct audit, id, .doc = "counts up"),
	TIME(struct audit, at),
	FIELD(struct audit, who, .doc = "user:NAME, token:ID or local:UID"),
	FIELD(struct audit, door, .doc = "basic, token or local"),
	FIELD(struct audit, address, .doc = "where the request came from"),
	FIELD(struct audit, action, .doc = "the order"),
	FIELD(struct audit, target, .doc = "MAC, alias, id"),
	RAW(struct audit, old, .doc = "what was before, or null"),
	RAW(struct audit, new, .doc = "what was set, or null"),
	FIELD(struct audit, result, .doc = "HTTP status"),
	FIELDS_END
};

void
event_add(struct db *db, int64_t now, const char *kind, int64_t miner,
    const char *text)
{
	static struct query q = QUERY("INSERT INTO event"
	    " (at, kind, miner, text) VALUES (:at, :kind, :miner, :text)");

	db_int(db, &q, ":at", now);
	db_text(db, &q, ":kind", kind);
	db_int(db, &q, ":miner", miner);
	db_text(db, &q, ":text", text);
	db_run(db, &q);
}

#define EVENT								\
	"SELECT e.id AS id, e.at AS at, e.kind AS kind, m.mac AS miner,"\
	" e.text AS text FROM event e LEFT JOIN miner m ON m.id = e.miner"

bool
event_get(struct db *db, struct arena *a, int64_t id, struct event *e)
{
	static struct query q = QUERY(EVENT " WHERE e.id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, a, event_fields, e);
}

int64_t
event_count(struct db *db, const char *kind, int64_t since_at)
{
	static struct query q = QUERY("SELECT count(*) FROM event"
	    " WHERE at >= :since AND kind = :kind");

	db_int(db, &q, ":since", since_at);
	db_text(db, &q, ":kind", kind);
	return db_number(db, &q, 0);
}

struct query *
event_list(struct db *db, const char *mac, int64_t below, int64_t limit)
{
	static struct query all = QUERY(EVENT " WHERE e.id < :below"
	    " ORDER BY e.id DESC LIMIT :limit");
	static struct query one = QUERY(EVENT " WHERE e.miner = (SELECT id"
	    " FROM miner WHERE mac = :mac) AND e.id < :below"
	    " ORDER BY e.id DESC LIMIT :limit");
	struct query *q = mac ? &one : &all;

	db_int(db, q, ":below", below);
	db_int(db, q, ":limit", limit);
	if (mac)
		db_text(db, q, ":mac", mac);
	return q;
}

void
audit_add(struct db *db, const struct audit *a)
{
	static struct query q = QUERY("INSERT INTO audit (at, who, door,"
	    " address, action, target, old, new, result) VALUES (:at, :who,"
	    " :door, :address, :action, :target, :old, :new, :result)");

	db_bind(db, &q, audit_fields, a);
	db_run(db, &q);
}

bool
audit_get(struct db *db, struct arena *arena, int64_t id, struct audit *a)
{
	static struct query q = QUERY("SELECT * FROM audit WHERE id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, arena, audit_fields, a);
}

struct query *
audit_list(struct db *db, int64_t below, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM audit"
	    " WHERE id < :below ORDER BY id DESC LIMIT :limit");

	db_int(db, &q, ":below", below);
	db_int(db, &q, ":limit", limit);
	return &q;
}
