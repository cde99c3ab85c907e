/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/meter.h"
#include "hive/verify.h"

/*
 * The entries in the order of their slots, beside table slot.  One pass; the
 * index holds the order, nothing is sorted.
 */
static const char *const rules[] = { "I2", "I4", "I5", "I6", "I9" };
enum rule { RANGE, ONE_BASE, TREE, EVIDENCE, SUMS };

struct pass {
	struct db	*db;
	struct arena	*arena;
	struct verify	*v;
	int64_t		*most_uwh;	/* of a slot, by meter */
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
	p->most_uwh = ARENA_MANY(p->arena, int64_t, p->meters + 1);
	while (db_row(p->db, &q, meter_fields, &m))
		p->most_uwh[m.id] = m.power_most_w * 500000 +
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
	if (s->meter < 1 || s->meter > p->meters || !p->most_uwh[s->meter])
		note(p, RANGE, s, s->entry, "there is no such meter");
	else if (s->measured_uwh < 0)
		note(p, RANGE, s, s->entry, "the slot is below nothing");
	else if (s->measured_uwh > p->most_uwh[s->meter] &&
	    *s->quality != 'S')
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
	p->v->slots++;
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
	check_range(p, &p->stored);
	next_stored(p);
}

/* ---- Entries ------------------------------------------------------------ */

static void
add(struct pass *p, const struct entry *e)
{
	struct slot *s = &p->sum, here = { .meter = e->meter,
	    .slot_at = e->slot_at };
	bool base = e->kind[0] == 'b', manual = e->kind[0] == 'm';

	if (!s->entries || order(s, &here)) {
		end_slot(p);
		*s = here;
	}
	if (base && s->measured_uwh != 0)
		note(p, ONE_BASE, s, e->id, "the slot has a second base");
	if (s->entries ? e->corrects != s->entry : e->corrects != NONE)
		note(p, TREE, s, e->id,
		    "the entry does not name the one before it");
	if (manual ? !e->actor || !e->reason : base && e->samples < 2)
		note(p, EVIDENCE, s, e->id,
		    "the entry rests on no samples and on no person");
	s->energy_uwh += e->energy_uwh;
	s->measured_uwh += manual ? 0 : e->energy_uwh;
	s->entry = e->id;
	s->entries++;
}

void
verify_slots(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT id, meter, slot_at, energy_uwh,"
	    " kind, corrects, samples, actor, reason FROM entry"
	    " WHERE kind <> 'seal' ORDER BY meter, slot_at, id");
	struct pass p = { .db = db, .arena = arena, .v = v };
	struct entry e;

	load_limits(&p);
	next_stored(&p);
	while (db_row(db, &q, entry_fields, &e))
		add(&p, &e);
	end_slot(&p);
	for (; p.stored_left; next_stored(&p))
		note(&p, SUMS, &p.stored, p.stored.entry,
		    "the slot has no entries");
}
