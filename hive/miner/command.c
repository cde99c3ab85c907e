/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner/command.h"

const char *const command_state_words[] = {
	[COMMAND_QUEUED] = "queued", [COMMAND_SENT] = "sent",
	[COMMAND_ACCEPTED] = "accepted", [COMMAND_CONFIRMED] = "confirmed",
	[COMMAND_FAILED] = "failed", [COMMAND_EXPIRED] = "expired", NULL
};

const char *const teller_words[] = {
	[TELLER_BALANCER] = "balancer", [TELLER_RELEASE] = "release",
	[TELLER_LATCH] = "latch", [TELLER_STOP_ALL] = "stop-all", NULL
};

const struct field command_fields[] = {
	FIELD(struct command, id),
	TIME(struct command, at),
	FIELD_AS("miner_id", struct command, miner),
	WORD(struct command, action, action),
	FIELD(struct command, preset),
	FIELD(struct command, percent),
	FIELD(struct command, who),
	WORD(struct command, reason, reason),
	FIELD(struct command, decision),
	FIELD(struct command, emergency),
	FIELD(struct command, old_preset),
	FIELD(struct command, old_w),
	FIELD(struct command, new_w, .doc = "expected"),
	FIELD(struct command, delta_ths, .doc = "expected"),
	FLAG(struct command, dry, .doc = "observed only, never sent"),
	WORD(struct command, state, command_state,
	    .doc = "queued, sent, accepted, confirmed, failed, expired"),
	FIELD(struct command, result),
	FIELD(struct command, tries),
	TIME(struct command, sent_at),
	TIME(struct command, accepted_at),
	TIME(struct command, ended_at),
	FIELDS_END
};

/* As the table has it: the miner is a row. */
static const struct field columns[] = {
	FIELD(struct command, id),
	FIELD(struct command, at),
	FIELD_AS("miner", struct command, row),
	FIELD_AS("mac", struct command, miner),
	WORD(struct command, action, action),
	FIELD(struct command, preset),
	FIELD(struct command, percent),
	FIELD(struct command, who),
	WORD(struct command, reason, reason),
	FIELD(struct command, decision),
	FIELD(struct command, emergency),
	FIELD(struct command, old_preset),
	FIELD(struct command, old_w),
	FIELD(struct command, new_w),
	FIELD(struct command, delta_ths),
	FLAG(struct command, dry),
	WORD(struct command, state, command_state),
	FIELD(struct command, result),
	FIELD(struct command, tries),
	FIELD(struct command, sent_at),
	FIELD(struct command, accepted_at),
	FIELD(struct command, ended_at),
	FIELDS_END
};

enum teller
command_teller(const struct command *c)
{
	return words_value(teller_words, c->who);
}

int64_t
command_add(struct db *db, const struct command *c)
{
	static struct query q = QUERY("INSERT INTO command (at, miner,"
	    " action, preset, percent, who, reason, decision, emergency,"
	    " old_preset, old_w, new_w, delta_ths, dry, state, result, tries,"
	    " ended_at) VALUES (:at, :miner, :action, :preset, :percent,"
	    " :who, :reason, :decision, :emergency, :old_preset, :old_w,"
	    " :new_w, :delta_ths, :dry, :state, :result, :tries, :ended_at)"
	    " RETURNING id");

	db_bind(db, &q, columns, c);
	return db_number(db, &q, NONE);
}

void
command_set(struct db *db, const struct command *c)
{
	static struct query q = QUERY("UPDATE command SET state = :state,"
	    " result = :result, tries = :tries, sent_at = :sent_at,"
	    " accepted_at = :accepted_at, ended_at = :ended_at"
	    " WHERE id = :id");

	db_bind(db, &q, columns, c);
	db_run(db, &q);
}

void
command_adopt(struct db *db, const struct command *c)
{
	static struct query q = QUERY("UPDATE command SET emergency ="
	    " :emergency WHERE id = :id");

	db_int(db, &q, ":emergency", c->emergency);
	db_int(db, &q, ":id", c->id);
	db_run(db, &q);
}

#define COLUMNS								\
	"SELECT c.*, m.mac AS mac FROM command c"			\
	" JOIN miner m ON m.id = c.miner"

bool
command_get(struct db *db, struct arena *a, int64_t id, struct command *c)
{
	static struct query q = QUERY(COLUMNS " WHERE c.id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, a, columns, c);
}

bool
command_next(struct db *db, struct query *q, struct command *c)
{
	return db_row(db, q, columns, c);
}

#define NARROWED							\
	" (:state IS NULL OR c.state = :state) AND c.id < :below"	\
	" ORDER BY c.id DESC LIMIT :limit"

struct query *
command_list(struct db *db, const char *mac, const char *state,
    int64_t decision, int64_t below, int64_t limit)
{
	static struct query all = QUERY(COLUMNS " WHERE" NARROWED);
	static struct query one = QUERY(COLUMNS " WHERE c.miner ="
	    " (SELECT id FROM miner WHERE mac = :mac) AND" NARROWED);
	static struct query decided = QUERY(COLUMNS " WHERE"
	    " c.decision = :decision AND (:mac IS NULL OR m.mac = :mac)"
	    " AND" NARROWED);
	struct query *q = decision != NONE ? &decided : mac ? &one : &all;

	if (decision != NONE)
		db_int(db, q, ":decision", decision);
	if (mac || decision != NONE)
		db_text(db, q, ":mac", mac);
	db_text(db, q, ":state", state);
	db_int(db, q, ":below", below);
	db_int(db, q, ":limit", limit);
	return q;
}

struct query *
command_open(struct db *db)
{
	static struct query q = QUERY(COLUMNS
	    " WHERE c.ended_at IS NULL AND c.state IN"
	    " ('queued', 'sent', 'accepted') ORDER BY c.id");

	(void)db;
	return &q;
}

int64_t
command_open_count(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE ended_at IS NULL AND state IN"
	    " ('queued', 'sent', 'accepted')");

	return db_number(db, &q, 0);
}

struct query *
command_last(struct db *db)
{
	static struct query q = QUERY(COLUMNS " WHERE c.id IN (SELECT (SELECT"
	    " x.id FROM command x WHERE x.miner = o.id AND x.sent_at IS NOT"
	    " NULL AND x.action <> 'find' ORDER BY x.id DESC LIMIT 1)"
	    " FROM miner o WHERE o.retired_at IS NULL)");

	(void)db;
	return &q;
}

struct query *
command_stored(struct db *db)
{
	static struct query q = QUERY(COLUMNS " WHERE c.id IN (SELECT (SELECT"
	    " x.id FROM command x WHERE x.miner = o.id AND x.accepted_at IS"
	    " NOT NULL AND x.action = 'preset' ORDER BY x.id DESC LIMIT 1)"
	    " FROM miner o WHERE o.retired_at IS NULL)");

	(void)db;
	return &q;
}

struct query *
command_raises(struct db *db, int64_t since_at)
{
	static struct query q = QUERY(COLUMNS " WHERE c.at >= :since AND"
	    " c.sent_at >= :since AND c.dry = 0 AND c.new_w > c.old_w"
	    " ORDER BY c.id");

	db_int(db, &q, ":since", since_at);
	return &q;
}

struct query *
command_emergency(struct db *db, int64_t emergency)
{
	static struct query q = QUERY(COLUMNS " WHERE c.emergency = :id AND"
	    " c.sent_at IS NOT NULL AND c.state <> 'failed' AND NOT EXISTS"
	    " (SELECT 1 FROM command x WHERE x.miner = c.miner AND x.id >"
	    " c.id AND x.reason = 'manual' AND x.action <> 'find' AND"
	    " x.sent_at IS NOT NULL) ORDER BY c.id");

	db_int(db, &q, ":id", emergency);
	return &q;
}

void
command_keep(struct arena *a, struct command *c)
{
	record_keep(a, columns, c);
}

/* ---- Events ------------------------------------------------------------- */

const struct field balance_event_fields[] = {
	FIELD(struct balance_event, id),
	FIELD(struct balance_event, miner_id),
	FIELD(struct balance_event, old_preset),
	FIELD(struct balance_event, new_preset),
	FIELD(struct balance_event, old_power, .doc = "W"),
	FIELD(struct balance_event, new_power, .doc = "W, expected"),
	WORD(struct balance_event, reason, reason),
	FIELD(struct balance_event, total_consumption_before, .doc = "W"),
	FIELD(struct balance_event, total_consumption_after,
	    .doc = "W, expected"),
	FIELD(struct balance_event, available_power, .doc = "W"),
	FIELD(struct balance_event, target_power, .doc = "W"),
	FLAG(struct balance_event, success, .doc = "null: not known yet"),
	FIELD(struct balance_event, error_message),
	TIME(struct balance_event, recorded_at),
	WORD(struct balance_event, action, action),
	WORD(struct balance_event, state, command_state),
	FIELD(struct balance_event, delta_ths, .doc = "expected"),
	FLAG(struct balance_event, dry),
	FIELD(struct balance_event, decision),
	FIELD(struct balance_event, who, .doc = "balancer, user:NAME, ..."),
	FIELDS_END
};

#define EVENT								\
	"SELECT c.id AS id, m.mac AS miner_id, c.old_preset AS"		\
	" old_preset, CASE c.action WHEN 'preset' THEN c.preset ELSE"	\
	" c.action END AS new_preset, c.old_w AS old_power, c.new_w AS"	\
	" new_power, c.reason AS reason, d.expected_w AS"		\
	" total_consumption_before, d.expected_w - d.down_w + d.up_w AS"\
	" total_consumption_after, d.available_w AS available_power,"	\
	" d.target_w AS target_power, CASE c.state WHEN 'confirmed' THEN"\
	" 1 WHEN 'failed' THEN 0 WHEN 'expired' THEN 0 END AS success,"	\
	" CASE WHEN c.state IN ('failed', 'expired') THEN c.result END"	\
	" AS error_message, c.at AS recorded_at, c.action AS action,"	\
	" c.state AS state, c.delta_ths AS delta_ths, c.dry AS dry,"	\
	" c.decision AS decision, c.who AS who FROM command c"		\
	" JOIN miner m ON m.id = c.miner"				\
	" LEFT JOIN decision d ON d.id = c.decision"

struct query *
balance_event_list(struct db *db, const char *mac, int64_t below,
    int64_t limit)
{
	static struct query all = QUERY(EVENT " WHERE c.action <> 'find'"
	    " AND c.id < :below ORDER BY c.id DESC LIMIT :limit");
	static struct query one = QUERY(EVENT " WHERE c.action <> 'find'"
	    " AND m.mac = :mac AND c.id < :below"
	    " ORDER BY c.id DESC LIMIT :limit");
	struct query *q = mac ? &one : &all;

	if (mac)
		db_text(db, q, ":mac", mac);
	db_int(db, q, ":below", below);
	db_int(db, q, ":limit", limit);
	return q;
}

bool
command_sent_since(struct db *db, int64_t row, int64_t since_at)
{
	static struct query q = QUERY("SELECT count(*) FROM command"
	    " WHERE miner = :row AND sent_at >= :since AND dry = 0");

	db_int(db, &q, ":row", row);
	db_int(db, &q, ":since", since_at);
	return db_number(db, &q, 0) > 0;
}
