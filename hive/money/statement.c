/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/zone.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/money/rating.h"
#include "hive/money/statement.h"

/*
 * Energy and quality of a meter's line come from the slots, its money from
 * the days.  To sign and to verify go through the same text_of(): who
 * verifies reads the statement by its table of fields and writes it again, so
 * blanks do not count and what the table does not know is refused.
 */

#define METERS_MAX	100000
#define LATER_MAX	1000000

static const struct field line_fields[] = {
	FIELD(struct statement_meter, meter),
	FIELD(struct statement_meter, device),
	FIELD(struct statement_meter, channel),
	WORD(struct statement_meter, source, meter_source),
	WORD(struct statement_meter, direction, meter_direction),
	FIELD(struct statement_meter, location),
	FIELD(struct statement_meter, energy_uwh,
	    .doc = "micro-Wh, with what people booked"),
	FIELD(struct statement_meter, slots,
	    .doc = "quarters of an hour with energy booked"),
	FIELD(struct statement_meter, missing_slots,
	    .doc = "without, since the meter's first"),
	FIELD(struct statement_meter, measured_slots, .doc = "quality A"),
	FIELD(struct statement_meter, server_time_slots,
	    .doc = "quality S: by our clock"),
	FIELD(struct statement_meter, estimated_slots,
	    .doc = "quality E: total measured, shape not"),
	FIELD(struct statement_meter, manual_uwh,
	    .doc = "of energy_uwh: what people booked"),
	FIELD(struct statement_meter, corrections,
	    .doc = "entries after the first of a slot"),
	FIELD(struct statement_meter, cost, .scale = 6,
	    .doc = "of what has a price; null: nothing has"),
	FIELD(struct statement_meter, unpriced_uwh),
	FIELDS_END
};

const char *const later_kind_words[] = {
	[LATER_CREDIT] = "credit", [LATER_DEBIT] = "debit", NULL
};

static const struct field later_fields[] = {
	FIELD(struct statement_later, date, .doc = "the day it is for"),
	FIELD(struct statement_later, meter),
	FIELD(struct statement_later, location),
	FIELD(struct statement_later, version,
	    .doc = "cost version; 0: unpriced"),
	FIELD(struct statement_later, band),
	WORD(struct statement_later, kind, later_kind),
	FIELD(struct statement_later, energy_uwh),
	FIELD(struct statement_later, cost, .scale = 6),
	TIME(struct statement_later, booked_at),
	FIELDS_END
};

const struct field statement_fields[] = {
	FIELD(struct statement, site),
	FIELD(struct statement, timezone),
	FIELD(struct statement, period, .doc = "a month or a day"),
	TIME(struct statement, from),
	TIME(struct statement, to),
	TIME(struct statement, made_at),
	WORD(struct statement, state, finality),
	FIELD(struct statement, currency),
	WORD(struct statement, source, meter_source,
	    .doc = "whose meters make the sum: message, plant or miner"),
	FIELD(struct statement, total_uwh),
	FIELD(struct statement, total_cost, .scale = 6),
	FIELD(struct statement, total_unpriced_uwh),
	FIELD(struct statement, total_meters),
	WORD(struct statement, confidence, confidence),
	LIST(struct statement, meters, line_fields, struct statement_meter,
	    .max = METERS_MAX),
	LIST(struct statement, later, later_fields, struct statement_later,
	    .max = LATER_MAX,
	    .doc = "credits and debits for closed months, booked in this one"),
	FIELD(struct statement, head_entry,
	    .doc = "the ledger's last entry then"),
	TIME(struct statement, head_at),
	FIELD(struct statement, head_hash),
	FIELD(struct statement, head_signature),
	FIELDS_END
};

const struct field signed_statement_fields[] = {
	ONE(struct signed_statement, statement, statement_fields,
	    struct statement, .needed = true),
	FIELD(struct signed_statement, signature, .needed = true,
	    .doc = "Ed25519 over the statement, hexadecimal"),
	FIELD(struct signed_statement, public_key),
	FIELDS_END
};

bool
statement_period(const char *text, int64_t *from, int64_t *to)
{
	int64_t n;

	if (zone_month_read(text, &n)) {
		*from = zone_day_start(zone_month_day(n));
		*to = zone_day_start(zone_month_day(n + 1));
		return true;
	}
	if (!zone_date_read(text, &n))
		return false;
	*from = zone_day_start(n);
	*to = zone_day_start(n + 1);
	return true;
}

static int64_t
last_slot(struct db *db)
{
	static struct query q = QUERY("SELECT max(slot_at) FROM slot");

	return db_number(db, &q, 0) + SLOT_MS;
}

/* By days, which a period is made of. */
static void
put_cost(struct db *db, struct arena *arena, int64_t meter, int64_t from,
    int64_t to, struct statement_meter *l)
{
	static struct query q = QUERY("SELECT sum(cost) AS cost,"
	    " coalesce(sum(unpriced_uwh), 0) AS unpriced_uwh FROM energy_day"
	    " WHERE meter = :meter AND day >= :from AND day < :until");
	struct statement_meter sum;

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":from", zone_day(from));
	db_int(db, &q, ":until", zone_day(to));
	db_one(db, &q, arena, line_fields, &sum);
	l->cost = sum.cost;
	l->unpriced_uwh = sum.unpriced_uwh;
}

void
statement_line(struct db *db, struct arena *arena, int64_t meter,
    int64_t from, int64_t to, struct statement_meter *l)
{
	static struct query q = QUERY("SELECT sum(energy_uwh) AS energy_uwh,"
	    " sum(energy_uwh - measured_uwh) AS manual_uwh,"
	    " sum(CASE WHEN quality = 'M' THEN 0 ELSE 1 END) AS slots,"
	    " sum(CASE quality WHEN 'A' THEN 1 ELSE 0 END) AS"
	    " measured_slots, sum(CASE quality WHEN 'S' THEN 1 ELSE 0 END) AS"
	    " server_time_slots, sum(CASE quality WHEN 'E' THEN 1 ELSE 0 END)"
	    " AS estimated_slots, sum(entries - 1) AS corrections FROM slot"
	    " WHERE meter = :meter AND slot_at >= :from AND slot_at < :to"
	    " HAVING count(*) > 0");
	int64_t first = slot_first(db, meter, INT64_MAX), last = last_slot(db);
	struct meter m;

	if (!meter_get(db, arena, meter, &m))
		return;
	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":from", from);
	db_int(db, &q, ":to", to);
	if (!db_one(db, &q, arena, line_fields, l))
		*l = (struct statement_meter){ .energy_uwh = 0 };
	put_cost(db, arena, meter, from, to, l);
	first = first > from ? first : from;
	last = last < to ? last : to;
	l->missing_slots = first < last ? (last - first) / SLOT_MS - l->slots :
	    0;
	l->meter = meter;
	l->device = m.device;
	l->channel = m.channel;
	l->source = m.source;
	l->direction = m.direction;
	l->location = m.location;
}

static const char *
text_of(struct arena *arena, const struct statement *s)
{
	struct json j;

	json_init(&j, arena);
	json_record(&j, statement_fields, s);
	return json_done(&j);
}

static bool
may_be_final(struct db *db, const struct statement *s)
{
	int64_t month;

	return zone_month_read(s->period, &month) && !rating_closed(db, month);
}

const char *
statement_sign(struct db *db, struct arena *arena,
    const struct head_key *key, const struct statement *s)
{
	const char *text = text_of(arena, s);
	unsigned char signature[64];
	struct json j;

	if (s->state == FINALITY_CLOSED && !may_be_final(db, s))
		return NULL;
	head_sign_text(key, text, strlen(text), signature);
	json_init(&j, arena);
	json_open(&j, '{');
	json_key(&j, "statement");
	json_raw(&j, text);
	json_pair(&j, "signature", head_hex(arena, signature, 64));
	json_pair(&j, "public_key", head_hex(arena, key->public, 32));
	json_close(&j, '}');
	return json_done(&j);
}

static const char *
check_head(const struct statement *s, const struct head_public *public)
{
	unsigned char hash[ENTRY_HASH], signature[64];
	struct ledger_head head = { .entry = s->head_entry,
	    .at = s->head_at, .hash = { hash, sizeof hash },
	    .signature = { signature, sizeof signature } };

	if (s->head_entry == NONE || s->head_entry == 0)
		return NULL;		/* of an empty ledger */
	if (!head_unhex(s->head_hash, hash, sizeof hash) ||
	    !head_unhex(s->head_signature, signature, sizeof signature) ||
	    !head_get_good(&head, public))
		return "the ledger's head in it is not signed with this key";
	return NULL;
}

const char *
statement_verify(struct arena *arena, const char *text, size_t len,
    const struct head_public *public, struct signed_statement *s)
{
	unsigned char signature[64];
	struct json_error error;
	const char *said;

	if (!json_read_strict(arena, text, len, signed_statement_fields, s,
	    &error))
		return arena_printf(arena, "no statement: %s %s",
		    error.pointer, error.why);
	if (!s->statement || !head_unhex(s->signature, signature, 64))
		return "no statement: it has no signature";
	said = text_of(arena, s->statement);
	if (!head_text_good(public, said, strlen(said), signature))
		return "the signature is not of this statement and this key";
	return check_head(s->statement, public);
}
