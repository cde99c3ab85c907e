/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/ticket.h"

const char *const ticket_state_words[] = {
	[TICKET_OPEN] = "open", [TICKET_ACKNOWLEDGED] = "acknowledged",
	[TICKET_RESOLVED] = "resolved", NULL
};

const char *const ticket_class_words[] = {
	[TICKET_CONFLICT] = "conflict", [TICKET_SPIKE] = "spike",
	[TICKET_RESET] = "reset", [TICKET_TOO_OLD] = "too-old",
	[TICKET_MISSING] = "missing", [TICKET_CLOCK] = "clock",
	[TICKET_HELD] = "held", [TICKET_GAP] = "gap",
	[TICKET_FLAT_LINE] = "flat-line",
	[TICKET_USE_WHILE_OFF] = "use-while-off",
	[TICKET_SUM_CHECK] = "sum-check", [TICKET_RATE_GAP] = "rate-gap",
	[TICKET_CHAIN] = "chain", NULL
};

const struct field ticket_fields[] = {
	FIELD(struct ticket, id),
	WORD(struct ticket, class, ticket_class, .doc = "what was found"),
	FIELD(struct ticket, meter, .doc = "0: of the whole ledger"),
	TIME(struct ticket, window_at, .doc = "what it is about"),
	WORD(struct ticket, state, ticket_state),
	FIELD(struct ticket, text, .doc = "one sentence"),
	TIME(struct ticket, opened_at),
	TIME(struct ticket, seen_at, .doc = "when it was last found"),
	FIELD(struct ticket, times, .doc = "how often it was found"),
	TIME(struct ticket, changed_at),
	FIELD(struct ticket, actor, .doc = "who changed it last"),
	FIELD(struct ticket, resolution, .doc = "what was done"),
	FIELD(struct ticket, entry, .doc = "the entry that resolved it"),
	FIELDS_END
};

static bool
seen_again(struct db *db, const struct ticket *t)
{
	static struct query q = QUERY("UPDATE ticket SET seen_at = :seen_at,"
	    " times = times + 1 WHERE class = :class AND meter = :meter"
	    " AND window_at = :window_at");

	db_bind(db, &q, ticket_fields, t);
	return db_run(db, &q) && db_changed(db) > 0;
}

bool
ticket_open(struct db *db, enum ticket_class class, int64_t meter,
    int64_t window_at, const char *text, int64_t now)
{
	static struct query q = QUERY("INSERT INTO ticket (class, meter,"
	    " window_at, state, text, opened_at, seen_at, times, changed_at)"
	    " VALUES (:class, :meter, :window_at, 'open', :text, :opened_at,"
	    " :seen_at, 1, :changed_at)");
	struct ticket t = { .class = class, .meter = meter,
	    .window_at = window_at, .text = text, .opened_at = now,
	    .seen_at = now, .changed_at = now };

	if (seen_again(db, &t))
		return false;
	db_bind(db, &q, ticket_fields, &t);
	return db_run(db, &q);
}

bool
ticket_get(struct db *db, struct arena *arena, int64_t id, struct ticket *t)
{
	static struct query q = QUERY("SELECT * FROM ticket WHERE id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, arena, ticket_fields, t);
}

struct query *
ticket_list(struct db *db, const char *state, int64_t limit)
{
	static struct query all = QUERY("SELECT * FROM ticket"
	    " ORDER BY id DESC LIMIT :limit");
	static struct query some = QUERY("SELECT * FROM ticket"
	    " WHERE state = :state ORDER BY id DESC LIMIT :limit");
	struct query *q = state ? &some : &all;

	if (state)
		db_text(db, q, ":state", state);
	db_int(db, q, ":limit", limit);
	return q;
}

void
ticket_change(struct db *db, const struct ticket *t)
{
	static struct query q = QUERY("UPDATE ticket SET state = :state,"
	    " changed_at = :changed_at, actor = :actor,"
	    " resolution = :resolution, entry = :entry WHERE id = :id");

	db_bind(db, &q, ticket_fields, t);
	db_run(db, &q);
}

int64_t
ticket_count(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM ticket"
	    " WHERE state = 'open'");

	return db_number(db, &q, 0);
}
