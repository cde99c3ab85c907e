/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/service/audit_log.h"

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
