/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/polled.h"
#include "hive/reading/reading.h"
#include "hive/verify/verify.h"

/*
 * Polled slots once more, as far as what was polled is kept: miners' from
 * their status rows, a day's at a time, the plant's from its readings.
 */
#define SLOTS_AT_ONCE	96
#define LATEST		(INT64_MAX / 2)
#define SCRATCH_MAX	(256u << 20)

struct booked {
	int64_t		 slot_at, energy_uwh, entry;
	struct blob	 evidence;
};

static const struct field booked_fields[] = {
	FIELD(struct booked, slot_at),
	FIELD(struct booked, energy_uwh),
	FIELD(struct booked, entry),
	FIELD(struct booked, evidence),
	FIELDS_END
};

struct miner_meter {
	int64_t	meter, miner;
};

static const struct field miner_meter_fields[] = {
	FIELD(struct miner_meter, meter),
	FIELD(struct miner_meter, miner),
	FIELDS_END
};

struct day {
	struct db		*db;
	struct arena		*arena, scratch;
	struct verify		*v;
	struct miner_meter	 m;
	int64_t			 kept_from;	/* rows before it are gone */
	struct booked		 slot[SLOTS_AT_ONCE];
	size_t			 n;
};

/* Rows are deleted by the hour, the oldest first. */
static int64_t
kept_from(struct db *db)
{
	static struct query hour = QUERY("SELECT min(hour_at) FROM"
	    " reading_hour");
	static struct query row = QUERY("SELECT min(recorded_at) FROM"
	    " reading r WHERE NOT EXISTS (SELECT 1 FROM latest l WHERE"
	    " l.miner = r.miner AND l.recorded_at = r.recorded_at)");
	int64_t a = db_number(db, &hour, INT64_MAX);
	int64_t b = db_number(db, &row, INT64_MAX);

	return a < b ? a : b;
}

static void
load(struct day *d, int64_t after)
{
	static struct query q = QUERY("SELECT slot_at, energy_uwh, id AS"
	    " entry, evidence FROM entry WHERE meter = :meter AND"
	    " slot_at > :after AND kind IN ('base', 'correction')"
	    " ORDER BY slot_at LIMIT :max");

	d->n = 0;
	db_int(d->db, &q, ":meter", d->m.meter);
	db_int(d->db, &q, ":after", after);
	db_int(d->db, &q, ":max", SLOTS_AT_ONCE);
	while (d->n < SLOTS_AT_ONCE &&
	    db_row(d->db, &q, booked_fields, &d->slot[d->n]))
		record_keep(&d->scratch, booked_fields, &d->slot[d->n++]);
	db_end(d->db, &q);
}

static bool
is_same(const struct polled_sum *s, int64_t energy_uwh,
    const struct blob *evidence)
{
	return s->slot.samples && ledger_slot_uwh(&s->slot) == energy_uwh &&
	    evidence->n == sizeof s->digest &&
	    !memcmp(evidence->p, s->digest, sizeof s->digest);
}

static void
check(struct day *d, const struct booked *b, const struct reading *r,
    size_t n)
{
	struct verify_finding f = { .rule = "I11", .entry = b->entry,
	    .meter = d->m.meter, .slot_at = b->slot_at,
	    .text = "the miner's status rows are not those that the entry"
	    " rests on" };
	struct polled_sum sum;

	polled_begin(&sum);
	for (size_t i = n; i-- > 0;)
		if (r[i].recorded_at >= b->slot_at - POLLED_GAP_MS &&
		    r[i].recorded_at <= b->slot_at + SLOT_MS + POLLED_GAP_MS)
			polled_add(&sum, b->slot_at, r[i].recorded_at,
			    r[i].power_w);
	if (!is_same(&sum, b->energy_uwh, &b->evidence))
		verify_note(d->v, d->arena, VERIFY_REBUILD, &f);
}

static void
check_day(struct day *d)
{
	int64_t from = d->slot[0].slot_at - POLLED_GAP_MS;
	int64_t to = d->slot[d->n - 1].slot_at + SLOT_MS + POLLED_GAP_MS + 1;
	struct list l = reading_samples(d->db, &d->scratch, d->m.miner,
	    from > d->kept_from ? from : d->kept_from, to);

	for (size_t i = 0; i < d->n; i++)
		if (d->slot[i].slot_at - POLLED_GAP_MS < d->kept_from)
			d->v->not_replayed++;
		else
			check(d, &d->slot[i], l.v, l.n);
}

/* ---- The plant ---------------------------------------------------------- */

struct plant_entry {
	int64_t		 slot_at, meter, energy_uwh, entry;
	const char	*channel;
	struct blob	 evidence;
};

static const struct field plant_entry_fields[] = {
	FIELD(struct plant_entry, slot_at),
	FIELD(struct plant_entry, meter),
	FIELD(struct plant_entry, energy_uwh),
	FIELD(struct plant_entry, entry),
	FIELD(struct plant_entry, channel),
	FIELD(struct plant_entry, evidence),
	FIELDS_END
};

static bool
rests_on(const struct plant_entry *e, const struct polled_plant *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->v[i].channel, e->channel))
			return is_same(&p->v[i].sum, e->energy_uwh,
			    &e->evidence);
	return false;
}

/* Slots whose rows are gone are counted. */
static void
old_plant_slots(struct db *db, struct verify *v, int64_t before)
{
	static struct query q = QUERY("SELECT count(*) FROM meter m JOIN"
	    " slot s ON s.meter = m.id WHERE m.source = 'plant' AND"
	    " s.slot_at < :before");
	static struct query n = QUERY("SELECT count(*) FROM meter WHERE"
	    " source = 'plant'");

	db_int(db, &q, ":before", before);
	v->not_replayed += db_number(db, &q, 0);
	v->meters += db_number(db, &n, 0);
}

static void
verify_plant(struct day *d)
{
	static struct query first = QUERY("SELECT min(recorded_at) FROM"
	    " plant_reading");
	static struct query q = QUERY("SELECT e.slot_at AS slot_at, e.meter"
	    " AS meter, e.energy_uwh AS energy_uwh, e.id AS entry,"
	    " m.channel AS channel, e.evidence AS evidence FROM meter m JOIN"
	    " entry e ON e.meter = m.id WHERE m.source = 'plant' AND"
	    " e.slot_at >= :from AND e.kind IN ('base', 'correction')"
	    " ORDER BY e.slot_at");
	int64_t from = db_number(d->db, &first, LATEST) + POLLED_BEFORE_MS;
	struct polled_plant p = { .n = 0 };
	struct plant_entry e;
	int64_t slot_at = NONE;

	old_plant_slots(d->db, d->v, from);
	db_int(d->db, &q, ":from", from);
	while (db_row(d->db, &q, plant_entry_fields, &e)) {
		if (e.slot_at != slot_at) {
			arena_reset(&d->scratch);
			polled_plant(d->db, &d->scratch, e.slot_at, &p);
			slot_at = e.slot_at;
		}
		if (!rests_on(&e, &p))
			verify_note(d->v, d->arena, VERIFY_REBUILD,
			    &(struct verify_finding){ .rule = "I11",
			    .entry = e.entry, .meter = e.meter,
			    .slot_at = e.slot_at, .text = "the plant's"
			    " readings are not those that the entry rests"
			    " on" });
	}
}

void
verify_polled(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT m.id AS meter, n.id AS miner"
	    " FROM meter m JOIN miner n ON n.mac = m.device WHERE"
	    " m.source = 'miner' ORDER BY m.id");
	struct day d = { .db = db, .arena = arena, .v = v,
	    .kept_from = kept_from(db) };

	arena_init(&d.scratch, SCRATCH_MAX);
	while (db_row(db, &q, miner_meter_fields, &d.m)) {
		for (load(&d, INT64_MIN + 1); d.n;
		    load(&d, d.slot[d.n - 1].slot_at)) {
			check_day(&d);
			arena_reset(&d.scratch);
		}
		v->meters++;
	}
	verify_plant(&d);
	arena_free(&d.scratch);
}
