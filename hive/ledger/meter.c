/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"

#define RESOLUTION_UWH	1000000		/* 1 Wh */
#define GAP_MAX_S	600
#define ERROR_PERMILLE	20		/* class 2 */

_Static_assert(SLOT_MAX_UWH == METER_POWER_LIMIT_W * INT64_C(1000000),
    "a slot's most is an hour of the greatest power");

const struct field meter_fields[] = {
	FIELD(struct meter, id),
	FIELD(struct meter, device, .doc = "its name in the topic; a MAC"),
	FIELD(struct meter, channel, .doc = "which of its registers"),
	WORD(struct meter, source, meter_source),
	FIELD(struct meter, name),
	FIELD(struct meter, location, .doc = "where it is now"),
	FIELD(struct meter, parent,
	    .doc = "the meter that measures this one's energy as well"),
	WORD(struct meter, direction, meter_direction),
	FIELD(struct meter, multiplier,
	    .doc = "of register and power, for current transformers"),
	FIELD(struct meter, resolution_uwh, .doc = "one step, micro-Wh"),
	FIELD(struct meter, save_step_uwh,
	    .doc = "what a crash may take back, micro-Wh"),
	FIELD(struct meter, modulus_uwh,
	    .doc = "where the register rolls over, micro-Wh; 0: never"),
	FIELD(struct meter, power_most_w,
	    .doc = "W; more than this is no measurement"),
	FIELD(struct meter, gap_most_s,
	    .doc = "s; a longer step is estimated in its shape"),
	FIELD(struct meter, error_permille, .doc = "of its class"),
	FIELD(struct meter, loss_permille,
	    .doc = "of its energy, lost on the way to the meters below it"),
	FIELD(struct meter, serial),
	FIELD(struct meter, version, .doc = "of these settings"),
	TIME(struct meter, created_at),
	TIME(struct meter, changed_at),
	TIME(struct meter, retired_at),
	FLAG(struct meter, online, .doc = "as it says itself"),
	TIME(struct meter, last_seen_at),
	TIME(struct meter, last_reading_at),
	FIELDS_END
};

/* What a version keeps: all but the state. */
#define SETTINGS	((UINT64_C(1) << 21) - 1)

#define SELECT_METER "SELECT m.*, s.online AS online,"			\
	" CASE WHEN s.last_at IS NULL THEN NULL ELSE s.seen_at END"	\
	" AS last_seen_at, s.last_at AS last_reading_at FROM meter m"	\
	" JOIN meter_state s ON s.meter = m.id "

struct query *
meter_list(struct db *db)
{
	static struct query q = QUERY(SELECT_METER
	    "WHERE m.retired_at IS NULL ORDER BY m.id");

	(void)db;
	return &q;
}

bool
meter_get(struct db *db, struct arena *arena, int64_t id, struct meter *m)
{
	static struct query q = QUERY(SELECT_METER "WHERE m.id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, arena, meter_fields, m);
}

bool
meter_find(struct db *db, struct arena *arena, const char *device,
    const char *channel, struct meter *m)
{
	static struct query q = QUERY(SELECT_METER
	    "WHERE m.device = :device AND m.channel = :channel"
	    " ORDER BY m.source <> 'message' LIMIT 1");

	db_text(db, &q, ":device", device);
	db_text(db, &q, ":channel", channel);
	return db_one(db, &q, arena, meter_fields, m);
}

bool
meter_is_polled(struct db *db, const char *device)
{
	static struct query q = QUERY("SELECT :device = 'plant' OR EXISTS"
	    " (SELECT 1 FROM miner WHERE mac = :device) OR EXISTS (SELECT 1"
	    " FROM meter WHERE device = :device AND source <> 'message')");

	db_text(db, &q, ":device", device);
	return db_number(db, &q, 0) != 0;
}

static void
keep_version(struct db *db, struct arena *arena, const struct meter *m,
    const char *actor)
{
	static struct query q = QUERY("INSERT INTO meter_version (meter,"
	    " version, changed_at, actor, settings) VALUES (:id, :version,"
	    " :changed_at, :actor, :settings)");
	struct json j;

	json_init(&j, arena);
	json_some(&j, meter_fields, m, SETTINGS);
	db_bind(db, &q, meter_fields, m);
	db_text(db, &q, ":actor", actor);
	db_text(db, &q, ":settings", json_done(&j));
	db_run(db, &q);
}

static void
by_default(int64_t *n, int64_t fallback)
{
	if (*n == NONE)
		*n = fallback;
}

static void
keep_state(struct db *db, int64_t meter, int64_t now)
{
	static struct query q = QUERY("INSERT INTO meter_state (meter,"
	    " seen_at, low_at) VALUES (:meter, :now, 0)");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

int64_t
meter_make(struct db *db, struct arena *arena, const struct meter *from,
    const char *actor, int64_t now)
{
	static struct query q = QUERY("INSERT INTO meter (device, channel,"
	    " source, name, location, parent, direction, multiplier,"
	    " resolution_uwh, save_step_uwh, modulus_uwh, power_most_w,"
	    " gap_most_s, error_permille, loss_permille, serial, version,"
	    " created_at, changed_at) VALUES (:device, :channel, :source,"
	    " :name, :location, :parent, :direction, :multiplier,"
	    " :resolution_uwh, :save_step_uwh, :modulus_uwh, :power_most_w,"
	    " :gap_most_s, :error_permille, :loss_permille, :serial,"
	    " :version, :created_at, :changed_at)"
	    " ON CONFLICT (device, channel, source) DO NOTHING"
	    " RETURNING id");
	struct meter m = *from;

	m.version = 1;
	m.created_at = m.changed_at = now;
	if (!m.channel)
		m.channel = METER_CHANNEL;
	if (!m.source)
		m.source = SOURCE_MESSAGE;
	if (!m.direction)
		m.direction = DIRECTION_IMPORT;
	by_default(&m.multiplier, 1);
	by_default(&m.resolution_uwh, RESOLUTION_UWH);
	by_default(&m.save_step_uwh, 0);
	by_default(&m.modulus_uwh, 0);
	by_default(&m.power_most_w, METER_POWER_MAX_W);
	by_default(&m.gap_most_s, GAP_MAX_S);
	by_default(&m.error_permille, ERROR_PERMILLE);
	by_default(&m.loss_permille, 0);
	db_bind(db, &q, meter_fields, &m);
	if ((m.id = db_number(db, &q, NONE)) == NONE)
		return NONE;
	keep_state(db, m.id, now);
	keep_version(db, arena, &m, actor);
	if (m.location)
		meter_place(db, m.id, m.location, 0);
	return m.id;
}

void
meter_change(struct db *db, struct arena *arena, struct meter *m,
    const char *actor, int64_t now)
{
	static struct query q = QUERY("UPDATE meter SET name = :name,"
	    " location = :location, parent = :parent, direction = :direction,"
	    " resolution_uwh = :resolution_uwh,"
	    " save_step_uwh = :save_step_uwh, modulus_uwh = :modulus_uwh,"
	    " power_most_w = :power_most_w, gap_most_s = :gap_most_s,"
	    " error_permille = :error_permille,"
	    " loss_permille = :loss_permille, serial = :serial,"
	    " version = :version, changed_at = :changed_at,"
	    " retired_at = :retired_at WHERE id = :id");

	m->version++;
	m->changed_at = now;
	db_bind(db, &q, meter_fields, m);
	db_run(db, &q);
	keep_version(db, arena, m, actor);
	if (m->last_reading_at != NONE && m->source == SOURCE_MESSAGE)
		meter_due(db, m->id, 0, m->last_reading_at, now);
}

void
meter_place(struct db *db, int64_t meter, const char *location,
    int64_t from_at)
{
	static struct query keep = QUERY("INSERT INTO meter_place (meter,"
	    " from_at, location) VALUES (:meter, :from_at, :location)"
	    " ON CONFLICT (meter, from_at) DO UPDATE SET"
	    " location = :location");
	static struct query now = QUERY("UPDATE meter SET location ="
	    " (SELECT location FROM meter_place WHERE meter = :meter"
	    " ORDER BY from_at DESC LIMIT 1) WHERE id = :meter");

	db_int(db, &keep, ":meter", meter);
	db_int(db, &keep, ":from_at", from_at);
	db_text(db, &keep, ":location", location);
	db_run(db, &keep);
	db_int(db, &now, ":meter", meter);
	db_run(db, &now);
}

struct ledger_rules
meter_rules(const struct meter *m)
{
	return (struct ledger_rules){ .resolution_uwh = m->resolution_uwh,
	    .save_step_uwh = m->save_step_uwh,
	    .modulus_uwh = m->modulus_uwh,
	    .power_max_milliw = m->power_most_w * 1000,
	    .gap_max_ms = m->gap_most_s * 1000 };
}

void
meter_online(struct db *db, const char *device, bool online, int64_t now)
{
	static struct query q = QUERY("UPDATE meter_state SET"
	    " online = :online, seen_at = CASE WHEN :online = 1 THEN :now"
	    " ELSE seen_at END WHERE meter IN (SELECT id FROM meter"
	    " WHERE device = :device AND source = 'message')");

	db_int(db, &q, ":online", online);
	db_int(db, &q, ":now", now);
	db_text(db, &q, ":device", device);
	db_run(db, &q);
}

void
meter_due(struct db *db, int64_t meter, int64_t from_at, int64_t until_at,
    int64_t now)
{
	int64_t due_at = ledger_slot_at(from_at) + SLOT_MS + BOOK_WAIT_MS;
	static struct query q = QUERY("UPDATE meter_state SET"
	    " from_at = CASE WHEN from_at < :from_at THEN from_at"
	    " ELSE :from_at END, until_at = CASE WHEN until_at > :until_at"
	    " THEN until_at ELSE :until_at END, due_at = CASE WHEN"
	    " due_at < :due_at THEN due_at ELSE :due_at END"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":from_at", from_at);
	db_int(db, &q, ":until_at", until_at);
	db_int(db, &q, ":due_at", due_at > now ? due_at : now);
	db_run(db, &q);
}
