/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/text.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/polled.h"
#include "hive/reading/reading.h"

/*
 * Miners and the plant as meters.  What they said is stored already, so a slot
 * is booked once, from the readings around it, when all of them must have come.
 * One slot of all meters is computed at a time: rows lie by instant, so they
 * are read once for all miners and added to each miner's sum; then the sums are
 * booked, some meters a step.  When the worker was away and the hour is packed
 * already, each miner's packed hour is read instead.
 *
 * What is read so far is in memory only.  After a restart or a failed
 * transaction the slot is begun again, and entries that are there already are
 * passed over.
 */

#define FRESH_MS	600000	/* later the rows may be packed by the hour */
#define BOOK_A_STEP	200
#define PACKED_A_STEP	20
#define SOURCES_MAX	(256u << 20)	/* of all meters: 300 bytes each */
#define SCRATCH_MAX	(64u << 20)	/* of one: two hours of readings */
#define MINER_MAX_W	20000	/* no miner draws more */

/* A miner, or one of the plant's channels, and its meter. */
struct polled_source {
	int64_t			 miner;		/* NONE: the plant's */
	const char		*device, *channel, *location;
	int64_t			 meter, parent, people;
	const char		*meter_location;
	bool			 generates;	/* the channel */
	struct polled_sum	 sum;
};

static const struct field source_fields[] = {
	FIELD(struct polled_source, miner),
	FIELD(struct polled_source, device),
	FIELD(struct polled_source, location),
	FIELD(struct polled_source, meter),
	FIELD(struct polled_source, parent),
	FIELD(struct polled_source, people),
	FIELD(struct polled_source, meter_location),
	FIELDS_END
};

/* ---- Who there is ------------------------------------------------------- */

static void
load_sources(struct polled *p, struct db *db)
{
	static struct query n = QUERY("SELECT count(*) FROM miner");
	static struct query q = QUERY("SELECT n.id AS miner, n.mac AS device,"
	    " n.location AS location, m.id AS meter, m.parent AS parent,"
	    " (SELECT count(*) FROM meter_version v WHERE v.meter = m.id AND"
	    " v.actor <> 'ledger') AS people, m.location AS"
	    " meter_location FROM miner n LEFT JOIN meter m ON"
	    " m.device = n.mac AND m.channel = 'all_devices' AND"
	    " m.source = 'miner' ORDER BY n.id");
	int64_t max = db_number(db, &n, 0);

	p->v = ARENA_MANY(&p->arena, struct polled_source, max);
	p->n = 0;
	while ((int64_t)p->n < max &&
	    db_row(db, &q, source_fields, &p->v[p->n])) {
		struct polled_source *s = &p->v[p->n++];

		record_keep(&p->arena, source_fields, s);
		s->channel = METER_CHANNEL;
		polled_begin(&s->sum);
	}
	db_end(db, &q);
}

static struct polled_source *
source_of(struct polled *p, int64_t miner)
{
	size_t low = 0, high = p->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (p->v[middle].miner < miner)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->n && p->v[low].miner == miner ? &p->v[low] : NULL;
}

/* ---- Reading the samples ------------------------------------------------ */

static const struct field row_fields[] = {
	FIELD(struct reading, recorded_at),
	FIELD(struct reading, miner),
	FIELD(struct reading, power_w),
	FIELDS_END
};

/* True: all rows around the slot are read. */
static bool
read_rows(struct polled *p, struct db *db, int max)
{
	static struct query q = QUERY("SELECT recorded_at, miner, power_w"
	    " FROM reading WHERE (recorded_at, miner) > (:at, :miner)"
	    " AND recorded_at <= :until ORDER BY recorded_at, miner"
	    " LIMIT :max");
	struct reading r;
	struct polled_source *s;
	int got = 0;

	db_int(db, &q, ":at", p->at);
	db_int(db, &q, ":miner", p->miner);
	db_int(db, &q, ":until", p->slot_at + SLOT_MS + POLLED_GAP_MS);
	db_int(db, &q, ":max", max);
	for (; db_row(db, &q, row_fields, &r); got++) {
		p->at = r.recorded_at;
		p->miner = r.miner;
		if ((s = source_of(p, r.miner)))
			polled_add(&s->sum, p->slot_at, r.recorded_at,
			    r.power_w);
	}
	return got < max;
}

/* An hour that may be packed already: miner by miner. */
static void
read_packed(struct polled *p, struct db *db, struct polled_source *s)
{
	int64_t from = p->slot_at - POLLED_GAP_MS;
	struct list l = reading_samples(db, &p->scratch, s->miner, from,
	    p->slot_at + SLOT_MS + POLLED_GAP_MS + 1);
	const struct reading *r = l.v;

	for (size_t i = l.n; i-- > 0;)
		polled_add(&s->sum, p->slot_at, r[i].recorded_at,
		    r[i].power_w);
}

/* ---- Booking ------------------------------------------------------------ */

static void
make_meter(struct polled *p, struct db *db, struct polled_source *s, int64_t at)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = s->device;
	m.channel = s->channel;
	m.source = s->miner == NONE ? SOURCE_PLANT : SOURCE_MINER;
	m.direction = s->generates ? DIRECTION_GENERATION : DIRECTION_IMPORT;
	m.location = s->location;
	m.parent = s->parent;
	m.gap_most_s = POLLED_GAP_MS / 1000;
	m.error_permille = s->miner == NONE ? 20 : 50;
	m.power_most_w = s->miner == NONE ? METER_POWER_LIMIT_W :
	    MINER_MAX_W;
	s->meter = meter_make(db, &p->scratch, &m, "ledger", at);
}

/* Set the parent of a miner's meter anew when the containers' meter came later,
 * or when the site says otherwise whether that includes the miners.  What a
 * person set stays. */
static void
follow_parent(struct polled *p, struct db *db, const struct polled_source *s,
    int64_t at)
{
	int64_t parent = p->includes ? p->containers : NONE;
	struct meter m;

	if (s->miner == NONE || s->people || s->parent == parent ||
	    !meter_get(db, &p->scratch, s->meter, &m))
		return;
	m.parent = parent;
	meter_change(db, &p->scratch, &m, "ledger", at);
}

/* Whether it was booked before a restart; what a person booked there is no
 * measurement. */
static bool
is_booked(struct db *db, int64_t meter, int64_t slot_at)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM entry"
	    " WHERE meter = :meter AND slot_at = :slot_at AND"
	    " kind <> 'manual')");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":slot_at", slot_at);
	return db_number(db, &q, 0) != 0;
}

static void
book(struct polled *p, struct db *db, struct polled_source *s, int64_t at)
{
	struct entry e = { .slot_at = p->slot_at, .kind = ENTRY_BASE,
	    .quality = QUALITY_MEASURED,
	    .rule = s->sum.slot.covered_ms == SLOT_MS ? "power" : "part",
	    .first_at = s->sum.slot.first_at,
	    .last_at = s->sum.slot.last_at, .samples = s->sum.slot.samples,
	    .energy_uwh = ledger_slot_uwh(&s->sum.slot),
	    .evidence = { s->sum.digest, sizeof s->sum.digest } };
	struct slot was;

	if (!e.samples)
		return;
	if (s->meter == NONE) {
		if (s->miner != NONE && p->includes)
			s->parent = p->containers;
		make_meter(p, db, s, at);
	} else {
		follow_parent(p, db, s, at);
		if (s->miner != NONE &&
		    !text_same(s->location, s->meter_location))
			meter_place(db, s->meter, s->location, p->slot_at);
	}
	e.meter = s->meter;
	if (slot_get(db, e.meter, e.slot_at, &was)) {
		if (is_booked(db, e.meter, e.slot_at))
			return;
		e.kind = ENTRY_CORRECTION;
	}
	entry_add(db, &e, at);
}

static int64_t
plant_meter(struct db *db, const char *channel)
{
	static struct query q = QUERY("SELECT id FROM meter WHERE"
	    " device = 'plant' AND channel = :channel AND source = 'plant'");

	db_text(db, &q, ":channel", channel);
	return db_number(db, &q, NONE);
}

/* The meters of the plant's sums, then those of the sources below them. */
static void
book_plant(struct polled *p, struct db *db, int64_t at)
{
	int64_t meter[POLLED_SUMS] = { NONE, NONE };
	struct polled_plant plant;

	polled_plant(db, &p->scratch, p->slot_at, &plant);
	for (size_t i = 0; i < plant.n; i++) {
		struct polled_source s = { .miner = NONE, .device = "plant",
		    .channel = plant.v[i].channel, .sum = plant.v[i].sum,
		    .meter = plant_meter(db, plant.v[i].channel),
		    .parent = i < POLLED_SUMS ? NONE :
		    meter[plant.v[i].generates ? 0 : 1],
		    .generates = plant.v[i].generates };

		book(p, db, &s, at);
		if (i < POLLED_SUMS)
			meter[i] = s.meter;
	}
	p->containers = meter[1];
	arena_reset(&p->scratch);
}

/* True: all are booked. */
static bool
book_some(struct polled *p, struct db *db, int64_t at)
{
	size_t max = p->packed ? PACKED_A_STEP : BOOK_A_STEP;

	if (p->done == 0)	/* what stands above the miners comes first */
		book_plant(p, db, at);
	for (; p->done < p->n && max > 0; max--) {
		struct polled_source *s = &p->v[p->done++];

		if (p->packed)
			read_packed(p, db, s);
		book(p, db, s, at);
		arena_reset(&p->scratch);
	}
	return p->done == p->n;
}

/* ---- Slot by slot ------------------------------------------------------- */

static void
keep_next(struct db *db, int64_t slot_at)
{
	static struct query q = QUERY("INSERT INTO polling (one, slot_at)"
	    " VALUES (1, :at) ON CONFLICT (one) DO UPDATE SET"
	    " slot_at = :at");

	db_int(db, &q, ":at", slot_at);
	db_run(db, &q);
}

static int64_t
kept_next(struct db *db)
{
	static struct query q = QUERY("SELECT slot_at FROM polling");

	return db_number(db, &q, NONE);
}

/* The first sample from the instant on, of any miner or of the plant; NONE:
 * none. */
static int64_t
first_sample(struct db *db, int64_t at)
{
	static struct query fresh = QUERY("SELECT min(recorded_at) FROM"
	    " reading WHERE recorded_at >= :at");
	static struct query packed = QUERY("SELECT min(hour_at) FROM"
	    " reading_hour WHERE hour_at > :at");
	static struct query plant = QUERY("SELECT min(recorded_at) FROM"
	    " plant_reading WHERE recorded_at >= :at");
	struct query *const all[] = { &fresh, &packed, &plant };
	int64_t first = INT64_MAX;

	for (int i = 0; i < 3; i++) {
		int64_t n;

		db_int(db, all[i], ":at", all[i] == &packed ? at - HOUR_MS :
		    at);
		n = db_number(db, all[i], INT64_MAX);
		first = n < first ? n : first;
	}
	return first == INT64_MAX ? NONE : first > at ? first : at;
}

/* Slots without a sample are stepped over; at the very first start history
 * is left alone. */
static bool
open_slot(struct polled *p, struct db *db, int64_t at)
{
	int64_t slot = kept_next(db), first;

	if (slot == NONE)
		keep_next(db, slot = ledger_slot_at(at));
	if (slot + SLOT_MS + POLLED_WAIT_MS > at)
		return false;
	first = first_sample(db, slot);
	first = first == NONE || first > at ? at : first;
	if (ledger_slot_at(first) > slot) {
		keep_next(db, slot = ledger_slot_at(first));
		if (slot + SLOT_MS + POLLED_WAIT_MS > at)
			return false;
	}
	if (!p->arena.limit) {
		arena_init(&p->arena, SOURCES_MAX);
		arena_init(&p->scratch, SCRATCH_MAX);
	}
	arena_reset(&p->arena);
	p->db = db;
	p->slot_at = slot;
	p->at = slot - POLLED_GAP_MS;
	p->miner = 0;
	p->done = 0;
	p->read = false;
	p->packed = at > slot + SLOT_MS + FRESH_MS - MINUTE_MS;
	load_sources(p, db);
	return true;
}

bool
polled_step(struct polled *p, struct db *db, int64_t at, int max)
{
	bool open = p->db == db && p->slot_at == kept_next(db) &&
	    p->slot_at > 0;

	if (!open && !open_slot(p, db, at))
		return false;
	if (!p->read && !p->packed && !read_rows(p, db, max))
		return true;
	p->read = true;
	if (!book_some(p, db, at))
		return true;
	keep_next(db, p->slot_at + SLOT_MS);
	p->slot_at = NONE;
	return true;
}

void
polled_forget(struct polled *p)
{
	p->slot_at = NONE;
}

void
polled_free(struct polled *p)
{
	arena_free(&p->arena);
	arena_free(&p->scratch);
}
