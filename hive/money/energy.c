/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/text.h"
#include "hive/base/zone.h"
#include "hive/money/energy.h"

/*
 * A meter's day, slot by slot with its price, from the books.  It is the only
 * place where slots meet prices: table energy_day keeps what comes of it, and
 * whoever shows slots, or rates a day again, computes it by the same
 * energy_parts(), so that the two can never differ.
 *
 * Most meters of a place share its prices, so the pieces of a day are made once
 * a place, and once for each meter that has versions of its own.
 */

#define DAY_COLUMNS(type, in)						\
	FIELD_AS("day", type, in day),					\
	FIELD_AS("meter", type, in meter),				\
	FIELD_AS("location", type, in location),			\
	FIELD_AS("energy_uwh", type, in energy_uwh),			\
	FIELD_AS("cost", type, in cost),				\
	FIELD_AS("unpriced_uwh", type, in unpriced_uwh),		\
	FIELD_AS("slots", type, in slots),				\
	FIELD_AS("on_slots", type, in on_slots),			\
	FIELD_AS("guessed_slots", type, in guessed_slots),		\
	FIELD_AS("estimated_slots", type, in estimated_slots),		\
	FIELD_AS("corrected_slots", type, in corrected_slots),		\
	FIELD_AS("entry", type, in entry),				\
	FIELD_AS("rated_at", type, in rated_at)

#define NOTHING

const struct field energy_day_columns[] = {
	DAY_COLUMNS(struct energy_day, NOTHING),
	FIELDS_END
};

const struct field energy_row_columns[] = {
	DAY_COLUMNS(struct energy_row, d.),
	FIELD(struct energy_row, device),
	FIELD(struct energy_row, channel),
	WORD(struct energy_row, source, meter_source),
	WORD(struct energy_row, direction, meter_direction),
	FIELD(struct energy_row, name),
	FIELD(struct energy_row, parent),
	FIELD(struct energy_row, counted),
	FIELDS_END
};

/* ---- Prices at hand ----------------------------------------------------- */

void
rater_open(struct rater *r, struct db *db, const struct list *versions)
{
	*r = (struct rater){ .db = db, .versions = *versions, .day = NONE };
	arena_init(&r->arena, 64 << 20);
}

void
rater_close(struct rater *r)
{
	arena_free(&r->arena);
}

/* Room for one more meter's day; what the day before left is dropped. */
static void
turn_to(struct rater *r, int64_t day)
{
	if (r->day == day && r->n + ENERGY_PLACES <= RATER_CHAINS)
		return;
	arena_reset(&r->arena);
	r->day = day;
	r->n = 0;
}

/* The day's pieces for a meter at a place; most share those of the place. */
static const struct list *
pieces_of(struct rater *r, int64_t day, int64_t meter, const char *location)
{
	int64_t own = tariff_has_meter(&r->versions, meter) ? meter : NONE;
	struct rater_chain *c;

	for (size_t i = 0; i < r->n; i++)
		if (r->chain[i].meter == own &&
		    text_same(r->chain[i].location, location))
			return &r->chain[i].pieces;
	c = &r->chain[r->n++];
	c->meter = own;
	c->location = arena_copy(&r->arena, location);
	c->pieces = tariff_day(&r->arena, &r->versions, meter, location, day);
	return &c->pieces;
}

/* ---- A meter's day ------------------------------------------------------ */

struct slot_row {
	int64_t		 slot_at, energy_uwh, entry, entries;
	enum quality	 quality;
};

static const struct field slot_columns[] = {
	FIELD(struct slot_row, slot_at),
	FIELD(struct slot_row, energy_uwh),
	WORD(struct slot_row, quality, quality),
	FIELD(struct slot_row, entry),
	FIELD(struct slot_row, entries),
	FIELDS_END
};

struct place {
	int64_t		 from_at;
	const char	*location;
};

static const struct field place_columns[] = {
	FIELD(struct place, from_at),
	FIELD(struct place, location),
	FIELDS_END
};

/* Where the meter was, newest first; the oldest place counts for the time
 * before it as well. */
static size_t
places_of(struct rater *r, int64_t meter, int64_t before_at,
    struct place *places)
{
	static struct query q = QUERY("SELECT from_at, location"
	    " FROM meter_place WHERE meter = :meter AND from_at < :before"
	    " ORDER BY from_at DESC LIMIT 4");
	size_t n = 0;

	db_int(r->db, &q, ":meter", meter);
	db_int(r->db, &q, ":before", before_at);
	while (n < ENERGY_PLACES && db_row(r->db, &q, place_columns,
	    &places[n]))
		record_keep(&r->arena, place_columns, &places[n++]);
	db_end(r->db, &q);
	return n;
}

static struct energy_part *
part_of(struct energy_parts *p, const struct place *places, size_t n,
    int64_t slot_at)
{
	const char *location = n ? places[n - 1].location : NULL;
	struct energy_part *part;

	for (size_t i = n; i-- > 0 && places[i].from_at <= slot_at; )
		location = places[i].location;
	for (size_t i = 0; i < p->n; i++)
		if (text_same(p->part[i].location, location))
			return &p->part[i];
	if (p->n == ENERGY_PLACES)
		return &p->part[p->n - 1];
	part = &p->part[p->n++];
	part->location = location;
	part->n = 0;
	part->last_entry = 0;
	return part;
}

static void
add_slot(struct energy_part *part, const struct slot_row *s, int64_t sign)
{
	size_t i = part->n;

	if (i == ENERGY_SLOTS)
		return;
	part->slots[i] = (struct slot_energy){ s->slot_at,
	    sign * s->energy_uwh };
	part->quality[i] = s->quality ? s->quality : QUALITY_ESTIMATED;
	part->entries[i] = s->entries;
	if (s->entry > part->last_entry)
		part->last_entry = s->entry;
	part->n++;
}

void
energy_parts(struct rater *r, int64_t meter, enum meter_direction direction,
    int64_t day, struct energy_parts *p)
{
	static struct query q = QUERY("SELECT slot_at, energy_uwh, quality,"
	    " entry, entries FROM slot WHERE meter = :meter"
	    " AND slot_at >= :since AND slot_at < :until ORDER BY slot_at");
	int64_t sign = direction == DIRECTION_EXPORT ? -1 : 1;
	int64_t end = zone_day_start(day + 1);
	struct place places[ENERGY_PLACES];
	struct slot_row s;
	size_t n;

	turn_to(r, day);
	n = places_of(r, meter, end, places);
	p->n = 0;
	db_int(r->db, &q, ":meter", meter);
	db_int(r->db, &q, ":since", zone_day_start(day));
	db_int(r->db, &q, ":until", end);
	while (db_row(r->db, &q, slot_columns, &s))
		add_slot(part_of(p, places, n, s.slot_at), &s, sign);
	for (size_t i = 0; i < p->n; i++) {
		struct energy_part *part = &p->part[i];

		tariff_bill(pieces_of(r, day, meter, part->location),
		    part->slots, part->n, &part->bill, part->costs);
	}
}

bool
energy_same_place(const struct energy_part *part, const struct energy_day *d)
{
	return !strcmp(part->location ? part->location : "", d->location);
}

struct energy_day
energy_day_of(const struct energy_part *part, int64_t day, int64_t meter,
    bool generation)
{
	struct energy_day d = { .day = day, .meter = meter,
	    .location = part->location ? part->location : "",
	    .energy_uwh = part->bill.uwh, .cost = NONE,
	    .unpriced_uwh = part->bill.unpriced_uwh,
	    .slots = (int64_t)part->n, .entry = part->last_entry };

	for (size_t i = 0; i < part->n; i++) {
		d.on_slots += part->slots[i].uwh != 0;
		d.guessed_slots += part->quality[i] == QUALITY_OUR_CLOCK;
		d.estimated_slots += part->quality[i] == QUALITY_ESTIMATED;
		d.corrected_slots += part->entries[i] > 1;
	}
	for (size_t i = 0; i < part->bill.n && !generation; i++)
		if (part->bill.line[i].version != NONE)
			d.cost = part->bill.cost;
	if (generation)
		d.unpriced_uwh = 0;
	return d;
}

/* ---- The table ---------------------------------------------------------- */

static bool
kept_before(struct db *db, const struct energy_day *d,
    struct energy_day *before)
{
	static struct query q = QUERY("SELECT day, meter, energy_uwh, cost,"
	    " unpriced_uwh, slots, on_slots, guessed_slots, estimated_slots,"
	    " corrected_slots, entry, rated_at FROM energy_day"
	    " WHERE day = :day AND meter = :meter AND location = :location");
	bool found;

	db_int(db, &q, ":day", d->day);
	db_int(db, &q, ":meter", d->meter);
	db_text(db, &q, ":location", d->location);
	found = db_row(db, &q, energy_day_columns, before);
	db_end(db, &q);
	return found;
}

bool
energy_day_keep(struct db *db, const struct energy_day *d, int64_t *before)
{
	static struct query q = QUERY("INSERT INTO energy_day (day, meter,"
	    " location, energy_uwh, cost, unpriced_uwh, slots, on_slots,"
	    " guessed_slots, estimated_slots, corrected_slots, entry,"
	    " rated_at) VALUES (:day, :meter, :location, :energy_uwh, :cost,"
	    " :unpriced_uwh, :slots, :on_slots, :guessed_slots,"
	    " :estimated_slots, :corrected_slots, :entry, :rated_at)"
	    " ON CONFLICT (day, meter, location) DO UPDATE SET"
	    " energy_uwh = excluded.energy_uwh, cost = excluded.cost,"
	    " unpriced_uwh = excluded.unpriced_uwh, slots = excluded.slots,"
	    " on_slots = excluded.on_slots,"
	    " guessed_slots = excluded.guessed_slots,"
	    " estimated_slots = excluded.estimated_slots,"
	    " corrected_slots = excluded.corrected_slots,"
	    " entry = excluded.entry, rated_at = excluded.rated_at");
	struct energy_day old;

	*before = 0;
	if (kept_before(db, d, &old)) {
		*before = old.cost == NONE ? 0 : old.cost;
		if (old.energy_uwh == d->energy_uwh && old.cost == d->cost &&
		    old.unpriced_uwh == d->unpriced_uwh &&
		    old.slots == d->slots && old.on_slots == d->on_slots &&
		    old.guessed_slots == d->guessed_slots &&
		    old.estimated_slots == d->estimated_slots &&
		    old.corrected_slots == d->corrected_slots &&
		    old.entry == d->entry)
			return false;
	}
	db_bind(db, &q, energy_day_columns, d);
	return db_run(db, &q);
}

void
energy_day_drop_others(struct db *db, int64_t day, int64_t meter,
    const struct energy_parts *p)
{
	static struct query q = QUERY("DELETE FROM energy_day WHERE day = :day"
	    " AND meter = :meter AND location NOT IN (:a, :b, :c, :d)");
	static const char *const names[ENERGY_PLACES] = { ":a", ":b", ":c",
	    ":d" };

	db_int(db, &q, ":day", day);
	db_int(db, &q, ":meter", meter);
	for (size_t i = 0; i < ENERGY_PLACES; i++) {
		const char *location = p->n == 0 ? "\n" :
		    p->part[i < p->n ? i : 0].location;

		db_text(db, &q, names[i], location ? location : "");
	}
	db_run(db, &q);
}

/* ---- Reading ------------------------------------------------------------ */

static bool
any_of(struct db *db, enum meter_source source, const char *location)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM meter m"
	    " WHERE m.source = :source AND m.direction <> 'generation' AND"
	    " (:location IS NULL OR EXISTS (SELECT 1 FROM meter_place p WHERE"
	    " p.meter = m.id AND p.location = :location)))");

	db_text(db, &q, ":source", meter_source_words[source]);
	db_text(db, &q, ":location", location);
	return db_number(db, &q, 0) != 0;
}

enum meter_source
energy_source(struct db *db, const char *location)
{
	if (any_of(db, SOURCE_MESSAGE, location))
		return SOURCE_MESSAGE;
	return any_of(db, SOURCE_PLANT, location) ? SOURCE_PLANT :
	    any_of(db, SOURCE_MINER, location) ? SOURCE_MINER :
	    SOURCE_MESSAGE;
}

struct query *
energy_rows(struct db *db, enum meter_source source, const char *location,
    int64_t from_day, int64_t until_day)
{
	static struct query q = QUERY("SELECT d.*, m.device AS device,"
	    " m.channel AS channel, m.source AS source,"
	    " m.direction AS direction, m.name AS name, m.parent AS parent,"
	    " m.direction <> 'generation' AND (m.parent IS NULL OR NOT EXISTS"
	    " (SELECT 1 FROM energy_day p JOIN meter pm ON pm.id = p.meter"
	    " WHERE p.day = d.day AND p.meter = m.parent"
	    " AND pm.source = m.source AND pm.direction <> 'generation'"
	    " AND (:location IS NULL OR p.location = :location))) AS counted"
	    " FROM energy_day d JOIN meter m ON m.id = d.meter"
	    " WHERE d.day >= :from AND d.day < :until"
	    " AND (:location IS NULL OR d.location = :location)"
	    " AND m.source = :source ORDER BY d.day, d.meter, d.location");

	db_text(db, &q, ":source", meter_source_words[source]);
	db_text(db, &q, ":location", location);
	db_int(db, &q, ":from", from_day);
	db_int(db, &q, ":until", until_day);
	return &q;
}

bool
energy_span(struct db *db, int64_t *first, int64_t *last)
{
	static struct query min = QUERY("SELECT min(slot_at) FROM slot");
	static struct query max = QUERY("SELECT max(slot_at) FROM slot");
	int64_t from = db_number(db, &min, NONE);

	if (from == NONE)
		return false;
	*first = zone_day(from);
	*last = zone_day(db_number(db, &max, from));
	return true;
}
