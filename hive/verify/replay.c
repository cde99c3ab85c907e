/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/post.h"
#include "hive/verify/verify.h"

/*
 * The strongest proof: the readings of a meter once more, from the first to the
 * last, through the same classify.c but without anything that was concluded
 * before, and each slot compared with what is booked.  Booking looked at small
 * windows in the order in which data came; if that ever made a difference, it
 * shows here.
 *
 * A second comparison knows no slots: the steps of the register must add up to
 * all that was booked.  Where old readings are sealed both begin with the first
 * slot that booking would still change, and slots from before are counted as
 * not replayed.
 */
#define REPLAY_MAX	((size_t)8 << 30)

struct replay {
	struct db		*db;
	struct arena		*arena, *scratch;
	struct verify		*v;
	const struct meter	*meter;
	struct ledger_sample	*s;
	size_t			 n;
	struct ledger_slot	*slots;
	size_t			 count;
	int64_t			 from;		/* the first slot */
	int64_t			 until;		/* not booked from there on */
	int64_t			 low_at;	/* of meter_state */
	bool			 sealed;	/* readings are deleted */
	int64_t			 whole_at;	/* slots from there on */
	int64_t			 booked_uwh;	/* of the slots compared */
};

static void
load(struct replay *p)
{
	static struct query n = QUERY("SELECT count(*) FROM meter_reading"
	    " WHERE meter = :meter AND state <> :new");
	static struct query q = QUERY("SELECT at, guessed, boot,"
	    " register_uwh, boot_register_uwh, power_milliw, uptime_s, opens,"
	    " state, base_uwh FROM meter_reading WHERE meter = :meter AND"
	    " state <> :new ORDER BY at, key");
	struct meter_reading r;
	int64_t max;

	db_int(p->db, &n, ":meter", p->meter->id);
	db_int(p->db, &n, ":new", SAMPLE_NEW);
	max = db_number(p->db, &n, 0);
	p->s = ARENA_MANY(p->scratch, struct ledger_sample, max + 1);
	db_int(p->db, &q, ":meter", p->meter->id);
	db_int(p->db, &q, ":new", SAMPLE_NEW);
	while ((int64_t)p->n < max &&
	    db_row(p->db, &q, meter_reading_fields, &r))
		p->s[p->n++] = (struct ledger_sample){ .at = r.at,
		    .boot = r.boot, .uptime_s = r.uptime_s,
		    .boot_register_uwh = r.boot_register_uwh,
		    .register_uwh = r.register_uwh,
		    .power_milliw = r.power_milliw, .guessed = r.guessed,
		    .opens = r.opens, .base_uwh = r.base_uwh,
		    .state = (enum sample_state)r.state };
	db_end(p->db, &q);
}

static void
replay(struct replay *p)
{
	struct ledger_rules rules = meter_rules(p->meter);

	/* If earlier readings were deleted, the first one that is kept has its
	 * base from them. */
	if (!p->sealed)
		ledger_first(&p->s[0]);
	ledger_classify(&rules, p->s, p->n);
	p->from = ledger_slot_at(p->s[0].at);
	p->count = (size_t)((ledger_slot_at(p->s[p->n - 1].at) - p->from) /
	    SLOT_MS) + 1;
	p->slots = ARENA_MANY(p->scratch, struct ledger_slot, p->count);
	ledger_spread(&rules, p->s, p->n, p->from, p->slots, p->count);
}

static void
differs(struct replay *p, int64_t slot_at, int64_t entry, int64_t booked,
    int64_t replayed)
{
	verify_note(p->v, p->arena, VERIFY_REBUILD,
	    &(struct verify_finding){ .rule = "I11", .entry = entry,
	    .meter = p->meter->id, .slot_at = slot_at,
	    .text = arena_printf(p->arena, "%lld uWh are booked, the"
	    " readings say %lld", (long long)booked, (long long)replayed) });
}

/* Slots that were booked, then those that should have been. */
static void
compare(struct replay *p)
{
	static struct query q = QUERY("SELECT slot_at, measured_uwh, entry"
	    " FROM slot WHERE meter = :meter ORDER BY slot_at");
	struct slot s;

	db_int(p->db, &q, ":meter", p->meter->id);
	while (db_row(p->db, &q, slot_fields, &s)) {
		size_t i = (size_t)((s.slot_at - p->from) / SLOT_MS);
		bool inside = p->n && s.slot_at >= p->from && i < p->count;
		int64_t uwh = inside ? ledger_slot_uwh(&p->slots[i]) : 0;

		if (s.slot_at >= p->until)
			continue;
		if (inside)
			p->slots[i].samples = 0;
		if (s.slot_at < p->whole_at) {
			p->v->not_replayed++;
			continue;
		}
		p->booked_uwh += s.measured_uwh;
		if (uwh != s.measured_uwh)
			differs(p, s.slot_at, s.entry, s.measured_uwh, uwh);
	}
	for (size_t i = 0; i < p->count; i++) {
		int64_t at = p->from + (int64_t)i * SLOT_MS;

		if (p->slots[i].samples && at < p->until &&
		    at >= p->whole_at)
			differs(p, at, NONE, 0,
			    ledger_slot_uwh(&p->slots[i]));
	}
}

/* What of the step from a to b lies before the instant; the step of two at the
 * instant itself does not. */
static int64_t
before(const struct ledger_sample *a, const struct ledger_sample *b,
    int64_t at)
{
	if (at <= a->at)
		return 0;
	return at >= b->at ? b->counted_uwh : (int64_t)(
	    (__int128)b->counted_uwh * (at - a->at) / (b->at - a->at));
}

/* The register's steps, without slots, must add up to all that was booked. */
static void
compare_total(struct replay *p)
{
	const struct ledger_sample *a = NULL;
	int64_t uwh = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct ledger_sample *b = &p->s[i];

		if (b->state != SAMPLE_TAKEN)
			continue;
		if (b->base_uwh == NONE)
			return;		/* power: no register says it */
		if (a)
			uwh += before(a, b, p->until) -
			    before(a, b, p->whole_at);
		a = b;
	}
	if (uwh != p->booked_uwh)
		verify_note(p->v, p->arena, VERIFY_REBUILD,
		    &(struct verify_finding){ .rule = "I1", .entry = NONE,
		    .meter = p->meter->id, .slot_at = NONE,
		    .text = arena_printf(p->arena, "%lld uWh are booked in"
		    " all, the register went %lld", (long long)p->booked_uwh,
		    (long long)uwh) });
}

static const struct field state_fields[] = {
	FIELD_AS("from_at", struct replay, until),
	FIELD(struct replay, low_at),
	FIELDS_END
};

/* What is booked anew when a rule changes or something comes late, and so must
 * be as the readings say.  An older version sealed without keeping what that
 * begins with, and booked nothing anew in the slot of the last. */
static int64_t
whole_from(struct replay *p, int64_t low_at)
{
	struct meter_reading first;
	int64_t slot_at;

	if (!low_at)
		return INT64_MIN;
	if (book_begins(p->db, p->scratch, p->meter->id, low_at + 1, &first,
	    &slot_at))
		return slot_at;
	return p->sealed ? ledger_slot_at(low_at) + SLOT_MS : INT64_MIN;
}

static void
load_state(struct replay *p)
{
	static struct query q = QUERY("SELECT from_at, low_at FROM"
	    " meter_state WHERE meter = :meter");
	struct replay state;

	db_int(p->db, &q, ":meter", p->meter->id);
	if (!db_one(p->db, &q, NULL, state_fields, &state))
		return;
	p->until = state.until == NONE ? INT64_MAX :
	    ledger_slot_at(state.until);
	p->sealed = meter_is_sealed(p->db, p->meter->id);
	p->whole_at = whole_from(p, state.low_at);
}

void
verify_replay(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT * FROM meter WHERE"
	    " source = 'message' ORDER BY id");
	struct arena scratch;
	struct meter m;

	arena_init(&scratch, REPLAY_MAX);
	while (db_row(db, &q, meter_fields, &m)) {
		struct replay p = { .db = db, .arena = arena,
		    .scratch = &scratch, .v = v, .meter = &m };

		load_state(&p);
		load(&p);
		if (p.n)
			replay(&p);
		compare(&p);
		compare_total(&p);
		v->meters++;
		arena_reset(&scratch);
	}
	arena_free(&scratch);
}
