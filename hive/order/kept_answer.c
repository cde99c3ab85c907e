/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/order/kept_answer.h"

static const struct field kept_answer_fields[] = {
	FIELD(struct kept_answer, caller),
	FIELD(struct kept_answer, key),
	FIELD(struct kept_answer, digest),
	FIELD(struct kept_answer, status),
	FIELD(struct kept_answer, answer),
	TIME(struct kept_answer, at),
	FIELDS_END
};

bool
kept_answer_find(struct db *db, struct arena *arena, const char *caller,
    const char *key, int64_t since_at, struct kept_answer *k)
{
	static struct query q = QUERY("SELECT * FROM idempotency"
	    " WHERE caller = :caller AND key = :key AND at >= :since");

	db_text(db, &q, ":caller", caller);
	db_text(db, &q, ":key", key);
	db_int(db, &q, ":since", since_at);
	return db_one(db, &q, arena, kept_answer_fields, k);
}

void
kept_answer_add(struct db *db, const struct kept_answer *k)
{
	static struct query q = QUERY("INSERT INTO idempotency (caller, key,"
	    " digest, status, answer, at) VALUES (:caller, :key, :digest,"
	    " :status, :answer, :at) ON CONFLICT (caller, key) DO UPDATE SET"
	    " digest = :digest, status = :status, answer = :answer,"
	    " at = :at");

	db_bind(db, &q, kept_answer_fields, k);
	db_run(db, &q);
}

void
kept_answer_forget(struct db *db, int64_t before_at)
{
	static struct query q = QUERY("DELETE FROM idempotency"
	    " WHERE at < :before");

	db_int(db, &q, ":before", before_at);
	db_run(db, &q);
}
