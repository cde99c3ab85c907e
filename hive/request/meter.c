/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/request/meter.h"

#define WISHES								\
	FIELD(struct meter_request, name, .min = 1, .max = 60),	\
	FIELD(struct meter_request, location, .min = 1, .max = 100,	\
	    .doc = "where it is"),					\
	TIME(struct meter_request, location_from,			\
	    .doc = "since when it is there; from now on if not said"),	\
	FIELD(struct meter_request, parent, .min = 1, .max = INT64_MAX, \
	    .doc = "id of the meter that measures its energy as well"),	\
	WORD(struct meter_request, direction, meter_direction),		\
	FIELD(struct meter_request, resolution_uwh, .min = 1,		\
	    .max = INT64_C(1000000000000),				\
	    .doc = "one step of the register, micro-Wh"),		\
	FIELD(struct meter_request, save_step_uwh, .min = 0,		\
	    .max = INT64_C(1000000000000),				\
	    .doc = "what a crash may take back, micro-Wh"),		\
	FIELD(struct meter_request, modulus_uwh, .min = 0,		\
	    .max = INT64_C(4000000000000000000),			\
	    .doc = "where the register rolls over; 0: never"),		\
	FIELD(struct meter_request, power_most_w, .min = 1,		\
	    .max = METER_POWER_LIMIT_W,				\
	    .doc = "W; more than this is no measurement"),		\
	FIELD(struct meter_request, gap_most_s, .min = 1, .max = DAY_S, \
	    .doc = "s; a longer step is estimated in its shape"),	\
	FIELD(struct meter_request, error_permille, .min = 0,		\
	    .max = 1000, .doc = "of its class: 10 for class 1"),	\
	FIELD(struct meter_request, loss_permille, .min = 0,		\
	    .max = 1000,						\
	    .doc = "lost on the way to the meters below it"),		\
	FIELD(struct meter_request, serial, .min = 1, .max = 60),	\
	FLAG(struct meter_request, retired,				\
	    .doc = "true: out of service; its books stay"),		\
	FIELDS_END

const struct field meter_request_fields[] = { WISHES };

const struct field meter_make_fields[] = {
	FIELD(struct meter_request, device, .min = 1, .max = 64,
	    .needed = true, .doc = "its name in the topic"),
	FIELD(struct meter_request, channel, .min = 1, .max = 64,
	    .doc = "which of its registers; all_devices if not said"),
	FIELD(struct meter_request, multiplier, .min = 1, .max = 100000,
	    .doc = "of register and power, for current transformers"),
	WISHES
};

const struct field meter_swap_fields[] = {
	TIME(struct meter_swap, at, .needed = true, .doc = "when"),
	FIELD(struct meter_swap, closing_wh, .scale = 6, .min = 0,
	    .max = INT64_C(4000000000000000000), .needed = true,
	    .doc = "last index of the old register, Wh"),
	FIELD(struct meter_swap, opening_wh, .scale = 6, .min = 0,
	    .max = INT64_C(4000000000000000000), .needed = true,
	    .doc = "first index of the new register, Wh"),
	FIELD(struct meter_swap, serial, .min = 1, .max = 60),
	FIELD(struct meter_swap, reason, .min = 1, .max = 200,
	    .needed = true),
	FIELDS_END
};

const struct field entry_request_fields[] = {
	FIELD(struct entry_request, meter, .min = 1, .max = INT64_MAX,
	    .needed = true),
	TIME(struct entry_request, from, .needed = true,
	    .doc = "first instant, at a quarter of an hour"),
	TIME(struct entry_request, to, .needed = true,
	    .doc = "first instant after it, at a quarter of an hour"),
	FIELD(struct entry_request, energy_wh, .scale = 6,
	    .min = -INT64_C(1000000000000000000),
	    .max = INT64_C(1000000000000000000), .needed = true,
	    .doc = "Wh, signed, up to 6 decimals; spread evenly"),
	FIELD(struct entry_request, reason, .min = 1, .max = 200,
	    .needed = true),
	FIELD(struct entry_request, ticket, .min = 1, .max = INT64_MAX,
	    .doc = "the ticket that this resolves"),
	FIELDS_END
};

const struct field ticket_request_fields[] = {
	WORD(struct ticket_request, state, ticket_state, .needed = true),
	FIELD(struct ticket_request, resolution, .min = 1, .max = 200,
	    .doc = "what was done"),
	FIELDS_END
};

/* ---- Meters ------------------------------------------------------------- */

static bool
is_below(struct db *db, int64_t meter, int64_t parent)
{
	static struct query q = QUERY("SELECT parent FROM meter"
	    " WHERE id = :id");

	for (int i = 0; i < 32 && parent != NONE; i++) {
		if (parent == meter)
			return true;
		db_int(db, &q, ":id", parent);
		parent = db_number(db, &q, NONE);
	}
	return parent != NONE;
}

static bool
exists(struct db *db, int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM meter"
	    " WHERE id = :id");

	db_int(db, &q, ":id", meter);
	return db_number(db, &q, 0) == 1;
}

static bool
may_be_null(const char *name)
{
	return record_word("name|location|location_from|parent|serial", name);
}

/* Every field that is given and that the meter has by the same name. */
static const char *
copy(struct meter *m, const struct meter_request *w, const struct field *fields,
    uint64_t given, const char **pointer)
{
	for (const struct field *f = fields; f->name; f++) {
		const struct field *to = record_field(meter_fields, f->name,
		    strlen(f->name));

		if (!(given & UINT64_C(1) << (f - fields)) || !to)
			continue;
		*pointer = f->name;
		if (f->kind == F_WORD) {
			if (!AT_CONST(w, f, unsigned))
				return "must not be null";
			AT(m, to, unsigned) = AT_CONST(w, f, unsigned);
			continue;
		}
		if (f->kind == F_TEXT) {
			if (!AT_CONST(w, f, char *) && !may_be_null(f->name))
				return "must not be null";
			AT(m, to, const char *) = AT_CONST(w, f, char *);
			continue;
		}
		if (AT_CONST(w, f, int64_t) == NONE && !may_be_null(f->name))
			return "must not be null";
		AT(m, to, int64_t) = AT_CONST(w, f, int64_t);
	}
	return NULL;
}

const char *
meter_request(struct db *db, struct arena *arena, struct meter *m,
    const struct meter_request *w, const struct field *fields, uint64_t given,
    const char *actor, int64_t now, const char **pointer)
{
	const char *error = copy(m, w, fields, given, pointer);
	int64_t from = w->location_from == NONE ? now : w->location_from;
	const struct field *place = record_field(fields, "location", 8);

	if (error)
		return error;
	*pointer = "parent";
	if (m->parent != NONE && !exists(db, m->parent))
		return "there is no such meter";
	if (m->id != NONE && is_below(db, m->id, m->parent))
		return "a meter cannot stand above itself";
	if (w->retired != NONE)
		m->retired_at = w->retired ? now : NONE;
	if (m->id == NONE) {
		*pointer = "device";
		if (meter_is_polled(db, m->device))
			return "a miner or the plant has this name, and is"
			    " polled";
		m->id = meter_make(db, arena, m, actor, now);
		return m->id == NONE ? "there is this meter already" : NULL;
	}
	meter_change(db, arena, m, actor, now);
	if (given & UINT64_C(1) << (place - fields))
		meter_place(db, m->id, m->location, from);
	return NULL;
}

/* ---- Another register --------------------------------------------------- */

/* A person's reading: its key begins with 4 or 5, behind all boards'. */
static bool
add_index(struct db *db, const struct meter *m, int64_t at, int64_t uwh,
    bool opens, int64_t now)
{
	unsigned char key[17] = { opens ? 5 : 4 }, digest[16] = { 0 };
	struct meter_reading r = { .meter = m->id, .at = at,
	    .key = { key, sizeof key }, .device_at = NONE,
	    .received_at = now, .boot = NONE, .sequence_no = NONE,
	    .register_uwh = uwh, .boot_register_uwh = NONE,
	    .power_milliw = NONE, .uptime_s = NONE, .switches = NONE,
	    .opens = opens, .digest = { digest, sizeof digest },
	    .state = SAMPLE_NEW, .base_uwh = NONE };

	meter_key_put(key + 1, at);
	meter_key_put(key + 9, uwh);
	return meter_reading_add(db, &r);
}

const char *
meter_swap(struct db *db, const struct meter *m, const struct meter_swap *s,
    int64_t now)
{
	int64_t closing, opening;

	if (m->source != SOURCE_MESSAGE)
		return "it is polled and has no register";
	if (__builtin_mul_overflow(s->closing_wh, m->multiplier, &closing) ||
	    __builtin_mul_overflow(s->opening_wh, m->multiplier, &opening))
		return "with the meter's multiplier it is too large";
	if (s->at > now)
		return "it must have happened already";
	/* The step from it to the next reading is booked slot by slot. */
	if (s->at < METER_EARLIEST_AT)
		return "it must have happened after 2019";
	if (!add_index(db, m, s->at, closing, false, now) ||
	    !add_index(db, m, s->at, opening, true, now))
		return "this is known already";
	meter_due(db, m->id, s->at, s->at, now);
	return NULL;
}

/* ---- Entries ------------------------------------------------------------ */

static const char *
entry_error(struct db *db, const struct entry_request *w, int64_t now)
{
	if (!exists(db, w->meter))
		return "there is no such meter";
	if (w->from % SLOT_MS || w->to % SLOT_MS)
		return "from and to must be at quarters of an hour";
	if (w->from >= w->to || (w->to - w->from) / SLOT_MS > ENTRY_SLOTS)
		return "from must be before to, by 31 days at most";
	if (w->to > now)
		return "the time must have passed";
	return NULL;
}

const char *
entry_request(struct db *db, struct arena *arena, const struct entry_request *w,
    const char *actor, int64_t now, struct entry *last)
{
	const char *error = entry_error(db, w, now);
	int64_t n = (w->to - w->from) / SLOT_MS, before = 0;
	struct ticket t;

	if (error)
		return error;
	if (w->ticket != NONE && !ticket_get(db, arena, w->ticket, &t))
		return "there is no such ticket";
	for (int64_t i = 1; i <= n; i++) {
		int64_t upto = (int64_t)((__int128)w->energy_wh * i / n);

		*last = (struct entry){ .meter = w->meter,
		    .slot_at = w->from + (i - 1) * SLOT_MS,
		    .energy_uwh = upto - before, .kind = ENTRY_MANUAL,
		    .quality = QUALITY_MANUAL, .rule = "manual",
		    .first_at = NONE, .last_at = NONE, .actor = actor,
		    .reason = w->reason };
		if (!entry_add(db, last, now))
			return "the disk failed";
		before = upto;
	}
	if (w->ticket == NONE)
		return NULL;
	t.state = TICKET_RESOLVED;
	t.changed_at = now;
	t.actor = actor;
	t.resolution = w->reason;
	t.entry = last->id;
	ticket_change(db, &t);
	return NULL;
}
