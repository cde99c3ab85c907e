/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/ledger/meter.h"
#include "hive/verify/verify.h"

static const char *const rules[] = { "I2", "I4", "I5", "I6", "I9" };
enum rule { RANGE, ONE_BASE, TREE, EVIDENCE, SUMS };

struct pass {
	struct db	*db;
	struct arena	*arena;
	struct verify	*v;
	int64_t		*max_uwh;	/* of a slot, by meter */
	int64_t		 meters;
	struct slot	 sum;		/* of the entries read so far */
	int64_t		 samples;
	bool		 stored_left;
	struct slot	 stored;	/* the next row of table slot */
};

static void
note(struct pass *p, enum rule rule, const struct slot *where, int64_t entry,
    const char *text)
{
	verify_note(p->v, p->arena, VERIFY_INVARIANT,
	    &(struct verify_finding){ .rule = rules[rule], .entry = entry,
	    .meter = where->meter, .slot_at = where->slot_at,
	    .text = text });
}

/* Twice what the meter can, for the edges of steps; its resolution apart. */
static void
load_limits(struct pass *p)
{
	static struct query n = QUERY("SELECT max(id) FROM meter");
	static struct query q = QUERY("SELECT * FROM meter");
	struct meter m;

	p->meters = db_number(p->db, &n, 0);
	p->max_uwh = ARENA_MANY(p->arena, int64_t, p->meters + 1);
	while (db_row(p->db, &q, meter_fields, &m))
		p->max_uwh[m.id] = m.power_most_w * 500000 +
		    10 * m.resolution_uwh;
}

/* ---- Table slot --------------------------------------------------------- */

static struct query stored_rows = QUERY("SELECT meter, slot_at, energy_uwh,"
    " measured_uwh, quality, entry, entries FROM slot"
    " ORDER BY meter, slot_at");

static void
next_stored(struct pass *p)
{
	p->stored_left = db_row(p->db, &stored_rows, slot_fields, &p->stored);
}

static int
order(const struct slot *a, const struct slot *b)
{
	if (a->meter != b->meter)
		return a->meter < b->meter ? -1 : 1;
	return a->slot_at == b->slot_at ? 0 : a->slot_at < b->slot_at ? -1 : 1;
}

static void
check_range(struct pass *p, const struct slot *s)
{
	if (s->meter < 1 || s->meter > p->meters || !p->max_uwh[s->meter])
		note(p, RANGE, s, s->entry, "there is no such meter");
	else if (s->measured_uwh < 0)
		note(p, RANGE, s, s->entry, "the slot is below nothing");
	else if (s->measured_uwh > p->max_uwh[s->meter] &&
	    s->quality != QUALITY_OUR_CLOCK)
		note(p, RANGE, s, s->entry,
		    "the slot holds more than the meter can measure");
}

/* A slot's entries were read: what is stored must be their sum. */
static void
end_slot(struct pass *p)
{
	const struct slot *sum = &p->sum;

	if (!sum->entries)
		return;
	while (p->stored_left && order(&p->stored, sum) < 0) {
		note(p, SUMS, &p->stored, p->stored.entry,
		    "the slot has no entries");
		next_stored(p);
	}
	if (!p->stored_left || order(&p->stored, sum)) {
		note(p, SUMS, sum, sum->entry, "the slot is not stored");
		return;
	}
	if (p->stored.energy_uwh != sum->energy_uwh ||
	    p->stored.measured_uwh != sum->measured_uwh ||
	    p->stored.entry != sum->entry ||
	    p->stored.entries != sum->entries)
		note(p, SUMS, sum, sum->entry,
		    "the stored slot is not the sum of its entries");
	next_stored(p);
}

/* ---- Entries ------------------------------------------------------------ */

static void
add(struct pass *p, const struct entry *e)
{
	struct slot *s = &p->sum, here = { .meter = e->meter,
	    .slot_at = e->slot_at };
	bool manual = e->kind == ENTRY_MANUAL;

	if (!s->entries || order(s, &here)) {
		end_slot(p);
		*s = here;
	}
	if (s->entries ? e->corrects != s->entry : e->corrects != NONE)
		note(p, TREE, s, e->id,
		    "the entry does not name the one before it");
	s->energy_uwh += e->energy_uwh;
	s->measured_uwh += manual ? 0 : e->energy_uwh;
	s->entry = e->id;
	s->entries++;
}

/* Which slot is wrong: entries in the order of their slots, beside table slot.
 * An index has that order, so nothing is sorted. */
static void
find_error(struct pass *p)
{
	static struct query q = QUERY("SELECT id, meter, slot_at, energy_uwh,"
	    " kind, corrects FROM entry WHERE kind <> 'seal'"
	    " ORDER BY meter, slot_at, id");
	struct entry e;

	next_stored(p);
	while (db_row(p->db, &q, entry_fields, &e))
		add(p, &e);
	end_slot(p);
	for (; p->stored_left; next_stored(p))
		note(p, SUMS, &p->stored, p->stored.entry,
		    "the slot has no entries");
}

/* ---- At once ------------------------------------------------------------ */

static uint64_t
weight(const struct verify *v, int64_t meter, int64_t slot_at)
{
	const int64_t of[2] = { meter, slot_at };
	uint64_t w;

	crypto_shorthash((unsigned char *)&w, (const unsigned char *)of,
	    sizeof of, v->key);
	return w;
}

/* Check an entry by itself, and add its part to the sums. */
void
verify_entry(struct verify *v, struct arena *arena, const struct entry *e)
{
	uint64_t w = weight(v, e->meter, e->slot_at);
	bool base = e->kind == ENTRY_BASE, manual = e->kind == ENTRY_MANUAL;
	struct pass p = { .arena = arena, .v = v };
	const struct slot here = { .meter = e->meter,
	    .slot_at = e->slot_at };

	if (e->kind == ENTRY_SEAL)
		return;
	if (base && e->corrects != NONE)
		note(&p, ONE_BASE, &here, e->id, "the slot has a second base");
	if (manual ? !e->actor || !e->reason : base && e->samples < 2)
		note(&p, EVIDENCE, &here, e->id,
		    "the entry rests on no samples and on no person");
	v->print.energy += w * (uint64_t)e->energy_uwh;
	v->print.measured += manual ? 0 : w * (uint64_t)e->energy_uwh;
	v->print.last += w * (uint64_t)(e->corrects == NONE ? e->id :
	    e->id - e->corrects);
	v->print.first += e->corrects == NONE ? w : 0;
	v->print.count += w;
}

void
verify_slots(struct db *db, struct arena *arena, struct verify *v)
{
	struct pass p = { .db = db, .arena = arena, .v = v };
	struct verify_print sum = { 0 };

	load_limits(&p);
	for (next_stored(&p); p.stored_left; next_stored(&p)) {
		const struct slot *s = &p.stored;
		uint64_t w = weight(v, s->meter, s->slot_at);

		check_range(&p, s);
		sum.energy += w * (uint64_t)s->energy_uwh;
		sum.measured += w * (uint64_t)s->measured_uwh;
		sum.last += w * (uint64_t)s->entry;
		sum.first += w;
		sum.count += w * (uint64_t)s->entries;
		v->slots++;
	}
	if (memcmp(&sum, &v->print, sizeof sum))
		find_error(&p);
}
