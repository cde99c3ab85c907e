/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/ticket.h"
#include "hive/service/health.h"

/*
 * From a board's message to one stored reading.  The steps of meter_take() can
 * each refuse it with a rule's name: is it JSON with values of the right kind,
 * which meter is it, does its place in time and number make sense, was it here
 * before.
 *
 * Identity is what makes repetition harmless.  Boards send again after a lost
 * connection, so a reading has a key made of what a repetition has too: the
 * board's own count of messages; else its clock and register; else its content
 * and the minute.  The same key with the same content is a duplicate and
 * nothing happens; with other content it is a conflict, and the first one
 * stays.
 *
 * Nothing is booked here: the meter is only marked as due.
 */

#define REGISTER_MAX	4000000000000000000	/* 4 TWh */
#define POWER_MAX	(METER_POWER_LIMIT_W * INT64_C(1000))
#define COUNT_MAX	INT64_C(9007199254740992)	/* 2^53: JavaScript */
#define AHEAD_MS	300000		/* a clock may be fast by so much */
#define DIGEST		16

static const struct field switch_fields[] = {
	FIELD_AS(MAP_KEY, struct meter_switch, id),
	FIELD_OF(SCALAR, F_FLAG, struct meter_switch, on),
	FIELDS_END
};

const struct field meter_message_fields[] = {
	FIELD(struct meter_message, esp32_name, .min = 1, .max = 64,
	    .needed = true, .doc = "the board; by MQTT the topic's device"),
	FIELD(struct meter_message, device_id, .min = 1, .max = 64,
	    .doc = "which of its registers; all_devices if not said"),
	FIELD(struct meter_message, classroom, .min = 1, .max = 100,
	    .doc = "where it is"),
	FIELD(struct meter_message, location, .min = 1, .max = 100,
	    .doc = "where it is; goes before classroom"),
	TIME(struct meter_message, timestamp, .scale = 3,
	    .doc = "RFC 3339, or s or ms since 1970"),
	FIELD(struct meter_message, energy_wh_total, .scale = 6,
	    .min = 0, .max = REGISTER_MAX,
	    .doc = "Wh since installation, up to 6 decimals"),
	FIELD(struct meter_message, boot_energy_wh, .scale = 6,
	    .min = 0, .max = REGISTER_MAX,
	    .doc = "Wh that the register had when the board started"),
	FIELD(struct meter_message, power_w, .scale = 3,
	    .min = 0, .max = POWER_MAX, .doc = "W, up to 3 decimals"),
	FIELD(struct meter_message, boot, .min = 0, .max = COUNT_MAX,
	    .doc = "starts of the board, counted"),
	FIELD(struct meter_message, sequence_no, .min = 0,
	    .max = COUNT_MAX, .doc = "messages since the start, counted"),
	FIELD(struct meter_message, uptime_seconds, .min = 0,
	    .max = COUNT_MAX, .doc = "s since the start"),
	MAP(struct meter_message, switch_state, switch_fields,
	    struct meter_switch, .doc = "which switches are on"),
	FIELD(struct meter_message, status, .doc = "as the board says"),
	FIELD(struct meter_message, firmware_ver),
	FIELDS_END
};

/* The rule that is broken by a field which is there and was not taken. */
static const struct { const char *field, *rule; } must_fit[] = {
	{ "esp32_name", "bad_name" }, { "device_id", "bad_channel" },
	{ "timestamp", "bad_time" }, { "energy_wh_total", "bad_energy" },
	{ "boot_energy_wh", "bad_boot_energy" }, { "power_w", "bad_power" },
	{ "boot", "bad_boot" }, { "sequence_no", "bad_sequence" },
	{ "uptime_seconds", "bad_uptime" },
};

const char *
meter_take_word(enum meter_take t)
{
	static const char *const words[] = { "accepted", "duplicate",
	    "conflict", "rejected" };

	return words[t];
}

/* ---- Refusing ----------------------------------------------------------- */

struct taking {
	struct db		*db;
	struct arena		*arena;
	const char		*text;
	size_t			 len;
	const char		*device;
	int64_t			 now;
	struct meter_message	 message;
	struct meter		 meter;
	struct meter_reading	 reading;
	unsigned char		 key[17], digest[DIGEST];
	struct meter_verdict	*verdict;
};

static enum meter_take
reject(struct taking *t, const char *rule, const char *why)
{
	t->verdict->rule = rule;
	t->verdict->why = why;
	meter_refuse(t->db, t->device ? t->device : t->message.esp32_name,
	    rule, why, t->text, t->len, t->now);
	return METER_REJECTED;
}

/* ---- Reading the message ------------------------------------------------ */

static bool
is_absent(const struct field *f, const void *record)
{
	return record_is_text(f) ? !record_text(f, record) :
	    AT_CONST(record, f, int64_t) == NONE;
}

/* The rule that a field with a value of a wrong kind or size breaks. */
static const char *
misfit(const struct meter_message *m, uint64_t given, const char **field)
{
	for (size_t i = 0; i < sizeof must_fit / sizeof *must_fit; i++) {
		const struct field *f = record_field(meter_message_fields,
		    must_fit[i].field, strlen(must_fit[i].field));
		uint64_t bit = UINT64_C(1) << (f - meter_message_fields);

		*field = f->name;
		if ((given & bit) && is_absent(f, m))
			return must_fit[i].rule;
	}
	return NULL;
}

/* METER_ACCEPTED: it is a message that can be a reading. */
static enum meter_take
read_message(struct taking *t)
{
	struct meter_message *m = &t->message;
	const char *error, *rule, *field;
	uint64_t given;

	if (t->len > METER_TEXT_MAX)
		return reject(t, "too_long", "the message is too long");
	error = json_read_given(t->arena, t->text, t->len,
	    meter_message_fields, m, &given);
	if (error)
		return reject(t, "not_json", error);
	if ((rule = misfit(m, given, &field)))
		return reject(t, rule, arena_printf(t->arena,
		    "%s has no value that it can have", field));
	if (!m->esp32_name && !t->device)
		return reject(t, "no_name", "esp32_name is missing");
	if (t->device && m->esp32_name && strcmp(t->device, m->esp32_name))
		return reject(t, "wrong_device",
		    "esp32_name is not the device of the topic");
	if (m->energy_wh_total == NONE && m->power_w == NONE)
		return reject(t, "no_measure",
		    "neither energy_wh_total nor power_w is there");
	if (!t->device)
		t->device = m->esp32_name;
	return METER_ACCEPTED;
}

/* ---- Its identity ------------------------------------------------------- */

static int64_t
switches(const struct meter_message *m)
{
	const struct meter_switch *s = m->switch_state.v;
	size_t on = 0;

	if (!m->switch_state.n)
		return NONE;
	for (size_t i = 0; i < m->switch_state.n; i++)
		on += s[i].on == 1;
	return on == 0 ? 0 : on == m->switch_state.n ? 2 : 1;
}

/* BLAKE2b-128 of what the reading says; how it was written down, and what
 * does not concern energy, is left out. */
static void
digest(const struct meter_reading *r, unsigned char to[DIGEST])
{
	const int64_t says[] = { r->device_at, r->boot, r->sequence_no,
	    r->register_uwh, r->boot_register_uwh, r->power_milliw,
	    r->uptime_s };
	unsigned char bytes[sizeof says];

	for (size_t i = 0; i < sizeof says / sizeof *says; i++)
		meter_key_put(bytes + 8 * i, says[i]);
	crypto_generichash(to, DIGEST, bytes, sizeof bytes, NULL, 0);
}

/*
 * The key that a repetition has as well: by the board's own count; else by
 * its clock and register; else, low in quality, by content and minute.
 */
static void
make_key(struct taking *t)
{
	struct meter_reading *r = &t->reading;
	unsigned char of[DIGEST + 8];

	r->key = (struct blob){ t->key, sizeof t->key };
	if (r->boot != NONE && r->sequence_no != NONE) {
		t->key[0] = 1;
		meter_key_put(t->key + 1, r->boot);
		meter_key_put(t->key + 9, r->sequence_no);
	} else if (!r->guessed) {
		t->key[0] = 2;
		meter_key_put(t->key + 1, r->device_at);
		meter_key_put(t->key + 9, r->register_uwh);
	} else {
		t->key[0] = 3;
		memcpy(of, t->digest, DIGEST);
		meter_key_put(of + DIGEST, r->received_at / MINUTE_MS);
		crypto_generichash(t->key + 1, 16, of, sizeof of, NULL, 0);
	}
}

static bool
is_plausible(int64_t at, int64_t now)
{
	return at != NONE && at >= METER_EARLIEST_AT && at <= now + AHEAD_MS;
}

/* False: with the meter's multiplier a value leaves its range. */
static bool
scaled(int64_t value, int64_t by, int64_t max, int64_t *to)
{
	*to = value;
	return value == NONE ||
	    (!__builtin_mul_overflow(value, by, to) && *to <= max);
}

static bool
make_reading(struct taking *t)
{
	struct meter_message *m = &t->message;
	struct meter_reading *r = &t->reading;
	int64_t by = t->meter.multiplier;
	bool good = is_plausible(m->timestamp, t->now);

	*r = (struct meter_reading){ .meter = t->meter.id,
	    .at = good ? m->timestamp : t->now, .guessed = !good,
	    .device_at = m->timestamp, .received_at = t->now,
	    .boot = m->boot, .sequence_no = m->sequence_no,
	    .uptime_s = m->uptime_seconds, .switches = switches(m),
	    .state = SAMPLE_NEW, .rule = RULE_NONE, .base_uwh = NONE };
	if (!scaled(m->energy_wh_total, by, REGISTER_MAX, &r->register_uwh) ||
	    !scaled(m->boot_energy_wh, by, REGISTER_MAX,
	    &r->boot_register_uwh) ||
	    !scaled(m->power_w, by, POWER_MAX, &r->power_milliw))
		return false;
	digest(r, t->digest);
	r->digest = (struct blob){ t->digest, DIGEST };
	make_key(t);
	return true;
}

/* ---- Keeping ------------------------------------------------------------ */

static enum meter_take
find_meter(struct taking *t)
{
	const struct meter_message *m = &t->message;
	const char *place = m->location ? m->location : m->classroom;
	const char *channel = m->device_id ? m->device_id : METER_CHANNEL;
	struct meter fresh;
	bool known = meter_find(t->db, t->arena, t->device, channel,
	    &t->meter);

	if (known ? t->meter.source != SOURCE_MESSAGE :
	    meter_is_polled(t->db, t->device))
		return reject(t, "polled",
		    "a miner or the plant has this name, and is polled");
	if (!known) {
		record_clear(meter_fields, &fresh);
		fresh.device = t->device;
		fresh.channel = channel;
		fresh.source = SOURCE_MESSAGE;
		fresh.location = place;
		meter_make(t->db, t->arena, &fresh, "ledger", t->now);
		return meter_find(t->db, t->arena, t->device, channel,
		    &t->meter) ? METER_ACCEPTED :
		    reject(t, "no_disk", "the disk failed");
	}
	if (place && !t->meter.location)
		meter_place(t->db, t->meter.id, place, 0);
	return METER_ACCEPTED;
}

static void
seen(struct db *db, const struct meter_reading *r)
{
	static struct query q = QUERY("UPDATE meter_state SET"
	    " seen_at = :received_at, online = 1, readings = readings + 1,"
	    " last_at = CASE WHEN"
	    " last_at > :at THEN last_at ELSE :at END WHERE meter = :meter");

	db_bind(db, &q, meter_reading_fields, r);
	db_run(db, &q);
}

static enum meter_take
known_already(struct taking *t)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_reading"
	    " WHERE meter = :meter AND key = :key AND digest = :digest");
	struct meter_reading *r = &t->reading;

	db_bind(t->db, &q, meter_reading_fields, r);
	if (db_number(t->db, &q, 0)) {
		counter_add(t->db, "meter_readings_repeated", 1);
		return METER_DUPLICATE;
	}
	t->verdict->rule = "conflict";
	t->verdict->why = "another reading has this identity";
	meter_refuse(t->db, t->device, "conflict", t->verdict->why, t->text,
	    t->len, t->now);
	ticket_open(t->db, TICKET_CONFLICT, r->meter, r->at,
	    "two readings with one identity and different values; the first"
	    " one counts", t->now);
	return METER_CONFLICT;
}

static bool
is_too_old(struct taking *t)
{
	static struct query q = QUERY("SELECT low_at FROM meter_state"
	    " WHERE meter = :meter");

	db_int(t->db, &q, ":meter", t->meter.id);
	return t->reading.at <= db_number(t->db, &q, NONE);
}

/* No board sends so many in a slot, and booking holds a slot in memory. */
static bool
is_crowded(struct taking *t)
{
	static struct query q = QUERY("SELECT at FROM meter_reading"
	    " WHERE meter = :meter AND at >= :from AND at < :to"
	    " LIMIT 1 OFFSET :max");
	int64_t from = ledger_slot_at(t->reading.at);

	db_int(t->db, &q, ":meter", t->meter.id);
	db_int(t->db, &q, ":from", from);
	db_int(t->db, &q, ":to", from + SLOT_MS);
	db_int(t->db, &q, ":max", METER_SLOT_MAX - 1);
	return db_number(t->db, &q, NONE) != NONE;
}

enum meter_take
meter_take(struct db *db, struct arena *arena, const char *device,
    const char *text, size_t len, int64_t received_at,
    struct meter_verdict *verdict)
{
	struct taking t = { .db = db, .arena = arena, .text = text,
	    .len = len, .device = device, .now = received_at,
	    .verdict = verdict };
	const struct meter_reading *r = &t.reading;

	*verdict = (struct meter_verdict){ .meter = NONE };
	if (read_message(&t) != METER_ACCEPTED)
		return METER_REJECTED;
	if (find_meter(&t) != METER_ACCEPTED)
		return METER_REJECTED;
	verdict->meter = t.meter.id;
	if (t.meter.retired_at != NONE)
		return reject(&t, "retired", "the meter is out of service");
	if (!make_reading(&t))
		return reject(&t, "too_large",
		    "with the meter's multiplier it is too large");
	if (is_too_old(&t)) {
		ticket_open(db, TICKET_TOO_OLD, t.meter.id,
		    ledger_slot_at(r->at), "a reading of a time whose readings"
		    " are deleted came; it is not counted", t.now);
		return reject(&t, "too_old",
		    "readings of its time are deleted already");
	}
	if (is_crowded(&t))
		return reject(&t, "too_many",
		    "the board says far more than it can have to say");
	if (!meter_reading_add(db, r))
		return known_already(&t);
	seen(db, r);
	meter_due(db, r->meter, r->at, r->at, received_at);
	return METER_ACCEPTED;
}
