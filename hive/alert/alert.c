/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/alert/alert.h"

/*
 * Tables alert and message.  Of a rule and a key one alert at most is not
 * over; to raise it again is to tell it anew.  An alert that a flood took in
 * ends with the flood's id, and lists leave it out.  A message is a text that
 * waits for a channel; its row goes when the channel has taken it.
 */

const char *const alert_state_words[] = {
	[ALERT_OPEN] = "open", [ALERT_ACKNOWLEDGED] = "acknowledged",
	[ALERT_ENDED] = "ended", NULL
};

const char *const alert_filter_words[] = {
	[ALERTS_OPEN] = "open", [ALERTS_ACKNOWLEDGED] = "acknowledged",
	[ALERTS_ENDED] = "ended", [ALERTS_PRESENT] = "present", NULL
};

const char *const notice_channel_words[] = {
	[CHANNEL_WEBHOOK] = "webhook", [CHANNEL_EMAIL] = "email", NULL
};

const struct field alert_fields[] = {
	FIELD(struct alert, id, .doc = "counts up"),
	FIELD(struct alert, rule, .doc = "miner_lost, plant_stale, ..."),
	WORD(struct alert, severity, severity),
	WORD(struct alert, state, alert_state),
	FIELD(struct alert, key,
	    .doc = "what of: a MAC, a round, empty, or * for a flood"),
	FIELD(struct alert, miner, .doc = "MAC, or null"),
	FIELD(struct alert, text, .doc = "one sentence"),
	FIELD(struct alert, count,
	    .doc = "1, or the most that a flood had at once"),
	TIME(struct alert, since_at, .doc = "when the condition began"),
	TIME(struct alert, last_at, .doc = "when it was last told anew"),
	TIME(struct alert, acknowledged_at),
	FIELD(struct alert, acknowledged_by, .doc = "user:NAME, token:ID"),
	TIME(struct alert, ended_at, .doc = "null: it is not over"),
	FIELD(struct alert, flood,
	    .doc = "id of the flood as part of which it went on, or null"),
	FIELDS_END
};

/* As the table has them. */
static const struct field alert_columns[] = {
	FIELD(struct alert, id),
	FIELD(struct alert, rule),
	FIELD(struct alert, key),
	WORD(struct alert, severity, severity),
	FIELD_AS("miner", struct alert, row),
	FIELD(struct alert, text),
	TIME(struct alert, since_at),
	TIME(struct alert, last_at),
	FIELD(struct alert, count),
	FIELDS_END
};

const struct field message_fields[] = {
	FIELD(struct message, id),
	WORD(struct message, channel, notice_channel),
	FIELD(struct message, kind),
	FIELD(struct message, alert),
	FIELD(struct message, text),
	TIME(struct message, queued_at),
	TIME(struct message, next_at),
	FIELD(struct message, tries),
	FIELDS_END
};

#define STATE "CASE WHEN a.ended_at IS NOT NULL THEN 'ended'"		\
	" WHEN a.acknowledged_at IS NOT NULL THEN 'acknowledged'"	\
	" ELSE 'open' END"

#define SHOWN "SELECT a.id AS id, a.rule AS rule, a.key AS key,"	\
	" a.severity AS severity, m.mac AS miner, a.text AS text,"	\
	" a.since_at AS since_at, a.last_at AS last_at,"		\
	" a.count AS count, a.acknowledged_at AS acknowledged_at,"	\
	" a.acknowledged_by AS acknowledged_by,"			\
	" a.ended_at AS ended_at, a.flood AS flood, " STATE " AS state"	\
	" FROM alert a LEFT JOIN miner m ON m.id = a.miner"

#define NEWEST " ORDER BY a.id DESC LIMIT :limit"

int64_t
alert_raise(struct db *db, const struct alert *a)
{
	static struct query q = QUERY("INSERT INTO alert (rule, key,"
	    " severity, miner, text, since_at, last_at, count) VALUES (:rule,"
	    " :key, :severity, :miner, :text, :since_at, :last_at, :count)"
	    " ON CONFLICT (rule, key) WHERE ended_at IS NULL DO UPDATE SET"
	    " text = excluded.text, last_at = excluded.last_at, count ="
	    " CASE WHEN excluded.count > alert.count THEN excluded.count"
	    " ELSE alert.count END RETURNING id");

	db_bind(db, &q, alert_columns, a);
	return db_number(db, &q, NONE);
}

int64_t
alert_end(struct db *db, const char *rule, const char *key, int64_t now)
{
	static struct query q = QUERY("UPDATE alert SET ended_at = :now,"
	    " last_at = :now WHERE rule = :rule AND key = :key"
	    " AND ended_at IS NULL RETURNING id");

	db_text(db, &q, ":rule", rule);
	db_text(db, &q, ":key", key);
	db_int(db, &q, ":now", now);
	return db_number(db, &q, NONE);
}

void
alert_fold(struct db *db, const char *rule, int64_t since_at, int64_t flood,
    int64_t now)
{
	static struct query q = QUERY("UPDATE alert SET ended_at = :now,"
	    " flood = :flood WHERE rule = :rule AND ended_at IS NULL"
	    " AND id <> :flood AND acknowledged_at IS NULL"
	    " AND last_at >= :since");

	db_text(db, &q, ":rule", rule);
	db_int(db, &q, ":since", since_at);
	db_int(db, &q, ":flood", flood);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

bool
alert_get(struct db *db, struct arena *arena, int64_t id, struct alert *a)
{
	static struct query q = QUERY(SHOWN " WHERE a.id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, arena, alert_fields, a);
}

bool
alert_acknowledge(struct db *db, int64_t id, const char *who, int64_t now)
{
	static struct query q = QUERY("UPDATE alert SET"
	    " acknowledged_at = :now, acknowledged_by = :who WHERE id = :id"
	    " AND acknowledged_at IS NULL AND ended_at IS NULL");

	db_int(db, &q, ":id", id);
	db_text(db, &q, ":who", who);
	db_int(db, &q, ":now", now);
	return db_run(db, &q) && db_changed(db) == 1;
}

struct query *
alert_list(struct db *db, enum alert_filter filter, int64_t limit)
{
	static struct query all = QUERY(SHOWN " WHERE a.flood IS NULL"
	    NEWEST);
	static struct query present = QUERY(SHOWN " WHERE a.ended_at IS NULL"
	    NEWEST);
	static struct query open = QUERY(SHOWN " WHERE a.ended_at IS NULL"
	    " AND a.acknowledged_at IS NULL" NEWEST);
	static struct query acknowledged = QUERY(SHOWN
	    " WHERE a.ended_at IS NULL AND a.acknowledged_at IS NOT NULL"
	    NEWEST);
	static struct query ended = QUERY(SHOWN
	    " WHERE a.ended_at IS NOT NULL AND a.flood IS NULL" NEWEST);
	static struct query *const by_filter[] = {
		[ALERTS_ALL] = &all, [ALERTS_PRESENT] = &present,
		[ALERTS_OPEN] = &open, [ALERTS_ACKNOWLEDGED] = &acknowledged,
		[ALERTS_ENDED] = &ended
	};
	struct query *q = by_filter[filter];

	db_int(db, q, ":limit", limit);
	return q;
}

static const struct field sums_fields[] = {
	FIELD(struct alert_sums, info),
	FIELD(struct alert_sums, warning),
	FIELD(struct alert_sums, critical),
	FIELD(struct alert_sums, waiting),
	FIELD(struct alert_sums, warning_waiting),
	FIELD(struct alert_sums, critical_waiting),
	FIELDS_END
};

void
alert_sum(struct db *db, struct alert_sums *s)
{
	static struct query q = QUERY("SELECT"
	    " count(CASE WHEN severity = 'info' THEN 1 END) AS info,"
	    " count(CASE WHEN severity = 'warning' THEN 1 END) AS warning,"
	    " count(CASE WHEN severity = 'critical' THEN 1 END) AS critical,"
	    " count(CASE WHEN severity = 'warning'"
	    " AND acknowledged_at IS NULL THEN 1 END) AS warning_waiting,"
	    " count(CASE WHEN severity = 'critical'"
	    " AND acknowledged_at IS NULL THEN 1 END) AS critical_waiting,"
	    " count(*) - count(acknowledged_at) AS waiting"
	    " FROM alert WHERE ended_at IS NULL");

	db_one(db, &q, NULL, sums_fields, s);
}

void
alert_forget(struct db *db, int64_t before_at)
{
	static struct query messages = QUERY("DELETE FROM message"
	    " WHERE alert IN (SELECT id FROM alert"
	    " WHERE ended_at < :before)");
	static struct query parts = QUERY("UPDATE alert SET flood = NULL"
	    " WHERE flood IN (SELECT id FROM alert"
	    " WHERE ended_at < :before)");
	static struct query q = QUERY("DELETE FROM alert"
	    " WHERE ended_at < :before");

	db_int(db, &messages, ":before", before_at);
	db_run(db, &messages);
	db_int(db, &parts, ":before", before_at);
	db_run(db, &parts);
	db_int(db, &q, ":before", before_at);
	db_run(db, &q);
}

/* ---- Messages ----------------------------------------------------------- */

void
message_add(struct db *db, const struct message *m)
{
	static struct query q = QUERY("INSERT INTO message (channel, kind,"
	    " alert, text, queued_at, next_at, tries) VALUES (:channel,"
	    " :kind, :alert, :text, :queued_at, :next_at, 0)");

	db_bind(db, &q, message_fields, m);
	db_run(db, &q);
}

struct list
message_due(struct db *db, struct arena *arena, enum notice_channel channel,
    int64_t now, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM message"
	    " WHERE channel = :channel AND (next_at <= :now"
	    " OR queued_at > :now) ORDER BY id LIMIT :limit");
	struct message *m = ARENA_MANY(arena, struct message, limit);
	size_t n = 0;

	db_text(db, &q, ":channel", notice_channel_words[channel]);
	db_int(db, &q, ":now", now);
	db_int(db, &q, ":limit", limit);
	while (n < (size_t)limit && db_row(db, &q, message_fields, &m[n]))
		record_keep(arena, message_fields, &m[n++]);
	db_end(db, &q);
	return (struct list){ m, n };
}

int64_t
message_next(struct db *db, enum notice_channel channel)
{
	static struct query q = QUERY("SELECT min(next_at) FROM message"
	    " WHERE channel = :channel");

	db_text(db, &q, ":channel", notice_channel_words[channel]);
	return db_number(db, &q, NONE);
}

void
message_done(struct db *db, int64_t id)
{
	static struct query q = QUERY("DELETE FROM message WHERE id = :id");

	db_int(db, &q, ":id", id);
	db_run(db, &q);
}

void
message_again(struct db *db, int64_t id, int64_t next_at)
{
	static struct query q = QUERY("UPDATE message SET tries = tries + 1,"
	    " next_at = :next WHERE id = :id");

	db_int(db, &q, ":id", id);
	db_int(db, &q, ":next", next_at);
	db_run(db, &q);
}

int64_t
message_oldest(struct db *db)
{
	static struct query q = QUERY("SELECT min(queued_at) FROM message");

	return db_number(db, &q, NONE);
}

int64_t
message_count(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM message");

	return db_number(db, &q, 0);
}
