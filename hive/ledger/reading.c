/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/meter.h"

const struct field meter_reading_fields[] = {
	FIELD(struct meter_reading, meter),
	FIELD(struct meter_reading, key),
	TIME(struct meter_reading, at),
	TIME(struct meter_reading, device_at),
	TIME(struct meter_reading, received_at),
	FIELD(struct meter_reading, guessed),
	FIELD(struct meter_reading, boot),
	FIELD(struct meter_reading, sequence_no),
	FIELD(struct meter_reading, register_uwh),
	FIELD(struct meter_reading, boot_register_uwh),
	FIELD(struct meter_reading, power_milliw),
	FIELD(struct meter_reading, uptime_s),
	FIELD(struct meter_reading, switches),
	FIELD(struct meter_reading, opens),
	FIELD(struct meter_reading, digest),
	FIELD(struct meter_reading, state),
	FIELD(struct meter_reading, rule),
	FIELD(struct meter_reading, counted_uwh),
	FIELD(struct meter_reading, base_uwh),
	FIELDS_END
};

const struct field meter_reading_show[] = {
	FIELD(struct meter_reading, meter),
	TIME(struct meter_reading, at, .doc = "when it was measured"),
	TIME(struct meter_reading, device_at, .doc = "as the board says"),
	TIME(struct meter_reading, received_at),
	FIELD(struct meter_reading, guessed,
	    .doc = "at is received_at: the board's clock cannot be right"),
	FIELD(struct meter_reading, boot),
	FIELD(struct meter_reading, sequence_no),
	FIELD(struct meter_reading, register_uwh, .doc = "micro-Wh"),
	FIELD(struct meter_reading, boot_register_uwh, .doc = "micro-Wh"),
	FIELD(struct meter_reading, power_milliw, .doc = "mW"),
	FIELD(struct meter_reading, uptime_s),
	FIELD(struct meter_reading, switches,
	    .doc = "0 all off, 1 some on, 2 all on"),
	FIELD_AS("state", struct meter_reading, state_word,
	    .doc = "new, taken, noted, held, dropped"),
	FIELD_AS("rule", struct meter_reading, rule_word,
	    .doc = "what the step to it is: plain, gap, restart, ..."),
	FIELD(struct meter_reading, counted_uwh,
	    .doc = "micro-Wh since the taken reading before it"),
	FIELDS_END
};

void
meter_reading_words(struct meter_reading *r)
{
	static const char *const states[] = { "new", "taken", "noted",
	    "held", "dropped" };

	r->state_word = states[r->state];
	r->rule_word = ledger_rule_word((enum sample_rule)r->rule);
}

void
meter_key_put(unsigned char *to, int64_t n)
{
	for (int i = 7; i >= 0; i--, n = (int64_t)((uint64_t)n >> 8))
		to[i] = (unsigned char)n;
}

bool
meter_reading_add(struct db *db, const struct meter_reading *r)
{
	static struct query q = QUERY("INSERT INTO meter_reading (meter, key,"
	    " at, device_at, received_at, guessed, boot, sequence_no,"
	    " register_uwh, boot_register_uwh, power_milliw, uptime_s,"
	    " switches, opens, digest, state, rule, counted_uwh, base_uwh)"
	    " VALUES (:meter, :key, :at, :device_at, :received_at, :guessed,"
	    " :boot, :sequence_no, :register_uwh, :boot_register_uwh,"
	    " :power_milliw, :uptime_s, :switches, :opens, :digest, :state,"
	    " :rule, :counted_uwh, :base_uwh)"
	    " ON CONFLICT (meter, key) DO NOTHING");

	db_bind(db, &q, meter_reading_fields, r);
	return db_run(db, &q) && db_changed(db) == 1;
}

struct query *
meter_reading_list(struct db *db, int64_t meter, int64_t since_at,
    int64_t until_at, int64_t limit)
{
	static struct query q = QUERY("SELECT * FROM meter_reading"
	    " WHERE meter = :meter AND at >= :since AND at < :until"
	    " ORDER BY at DESC, key DESC LIMIT :limit");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":since", since_at);
	db_int(db, &q, ":until", until_at);
	db_int(db, &q, ":limit", limit);
	return &q;
}
