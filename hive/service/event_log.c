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
