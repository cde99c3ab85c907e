/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "hive/service/health.h"

/*
 * Late data must change only what it can change.  A sample depends on the taken
 * sample before it and on two registers behind it; so the window begins at the
 * last taken sample before the third register before what is due
 * (settled_at()), and it ends where samples come out as they were stored
 * before, for then nothing behind them changes either (decides()).  Rows are
 * loaded in growing portions until that is so.
 *
 * What is sealed is settled: nothing is due before it, and sealing leaves all
 * that a window behind it begins with (book_begins()).
 *
 * Within the window all is computed again by classify.c.  A slot without an
 * entry gets its base entry; a slot whose energy or quality comes out different
 * gets a correction; a slot that is not over yet stays due.
 *
 * A meter with too much for one step is booked up to a slot that is surely
 * whole, and the rest stays due.
 */

#define ROWS_FIRST	256
#define ROWS_MAX	4096	/* of one meter in one step */
#define LOOK_BACK	400	/* rows to find three registers in */
#define BEHIND		8	/* rows whose look-ahead may be cut off */

struct due {
	int64_t	meter, from_at, until_at;
	int64_t	low_at;		/* it is sealed up to there; 0: nothing */
};

static const struct field due_fields[] = {
	FIELD(struct due, meter),
	FIELD(struct due, from_at),
	FIELD(struct due, until_at),
	FIELD(struct due, low_at),
	FIELDS_END
};

/* The readings that decide about what is due, and what comes of them. */
struct window {
	struct db		*db;
	struct arena		*arena;
	const struct due	*due;
	struct ledger_rules	 rules;
	int64_t			 now;
	struct meter_reading	*r;
	struct ledger_sample	*s;
	size_t			 n;
	bool			 whole;		/* to the meter's last one */
	int64_t			 from, to;	/* slots that it decides */
	bool			 cut;		/* the rest another time */
};

/* ---- Where to begin ----------------------------------------------------- */

/*
 * The instant up to which nothing that is due can change a sample: that of
 * the third register before it, for a sample depends on two behind it.
 */
static int64_t
settled_at(struct db *db, int64_t meter, int64_t from_at)
{
	static struct query q = QUERY("SELECT at, register_uwh, base_uwh,"
	    " state FROM meter_reading WHERE meter = :meter AND at < :from"
	    " ORDER BY at DESC LIMIT :limit");
	int64_t at = from_at, registers = 0;
	struct meter_reading r;

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":from", from_at);
	db_int(db, &q, ":limit", LOOK_BACK);
	while (registers < 3 && db_row(db, &q, meter_reading_fields, &r)) {
		at = r.at;
		registers += r.register_uwh != NONE;
		if (r.state == SAMPLE_TAKEN && r.base_uwh == NONE)
			break;
	}
	db_end(db, &q);
	return at;
}

/* The last taken sample up to the instant. */
static bool
anchor(struct db *db, struct arena *arena, int64_t meter, int64_t at,
    struct meter_reading *r)
{
	static struct query q = QUERY("SELECT * FROM meter_reading"
	    " WHERE meter = :meter AND at <= :at AND state = :taken"
	    " ORDER BY at DESC, key DESC LIMIT 1");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":at", at);
	db_int(db, &q, ":taken", SAMPLE_TAKEN);
	return db_one(db, &q, arena, meter_reading_fields, r);
}

bool
book_begins(struct db *db, struct arena *arena, int64_t meter,
    int64_t from_at, struct meter_reading *first, int64_t *slot_at)
{
	if (!anchor(db, arena, meter, settled_at(db, meter, from_at), first))
		return false;
	*slot_at = ledger_slot_at(first->at);
	/* Before the slot, for two may have the instant at which it begins,
	 * and the step between them is its own. */
	return anchor(db, arena, meter, *slot_at - 1, first);
}

/* ---- The samples -------------------------------------------------------- */

static struct ledger_sample
sample_of(const struct meter_reading *r)
{
	return (struct ledger_sample){ .at = r->at, .boot = r->boot,
	    .boot_register_uwh = r->boot_register_uwh,
	    .uptime_s = r->uptime_s, .register_uwh = r->register_uwh,
	    .power_milliw = r->power_milliw, .guessed = r->guessed,
	    .opens = r->opens, .state = (enum sample_state)r->state,
	    .rule = (enum sample_rule)r->rule,
	    .counted_uwh = r->counted_uwh, .base_uwh = r->base_uwh };
}

static bool
is_before(const struct meter_reading *r, const struct meter_reading *first)
{
	return r->at == first->at &&
	    memcmp(r->key.p, first->key.p, r->key.n) < 0;
}

static void
load(struct window *w, const struct meter_reading *first, size_t max)
{
	static struct query q = QUERY("SELECT * FROM meter_reading"
	    " WHERE meter = :meter AND at >= :at ORDER BY at, key"
	    " LIMIT :max");
	size_t got = 0;

	w->r = ARENA_MANY(w->arena, struct meter_reading, max);
	w->s = ARENA_MANY(w->arena, struct ledger_sample, max);
	w->n = 0;
	db_int(w->db, &q, ":meter", w->due->meter);
	db_int(w->db, &q, ":at", first ? first->at : INT64_MIN + 1);
	db_int(w->db, &q, ":max", (int64_t)max);
	while (db_row(w->db, &q, meter_reading_fields, &w->r[w->n])) {
		got++;
		if (first && is_before(&w->r[w->n], first))
			continue;
		record_keep(w->arena, meter_reading_fields, &w->r[w->n]);
		w->s[w->n] = sample_of(&w->r[w->n]);
		w->n++;
	}
	w->whole = got < max;
	/* Behind a seal the first one that is kept has its results. */
	if (!first && w->n && !w->due->low_at)
		ledger_first(&w->s[0]);
	ledger_classify(&w->rules, w->s, w->n);
}

/* Whether the sample is what it was, so that nothing behind it changes. */
static bool
is_same(const struct window *w, size_t i)
{
	return w->r[i].state == SAMPLE_TAKEN &&
	    w->s[i].state == SAMPLE_TAKEN &&
	    w->r[i].base_uwh == w->s[i].base_uwh;
}

/* How far the window decides slots; false: more rows are needed. */
static bool
decides(struct window *w)
{
	size_t i = 0;
	int64_t end;

	if (w->whole) {
		w->to = w->n ? ledger_slot_at(w->s[w->n - 1].at) + SLOT_MS :
		    w->from;
		return true;
	}
	while (i + BEHIND < w->n &&
	    (w->r[i].at <= w->due->until_at || !is_same(w, i)))
		i++;
	end = ledger_slot_at(w->s[i].at) + SLOT_MS;
	w->to = end;
	for (; i + BEHIND < w->n; i++)
		if (w->s[i].at >= end && is_same(w, i))
			return true;
	return false;
}

/* Too much for one step: up to the last slot that is surely whole.  False:
 * that would not get on, for the window begins before what is due. */
static bool
decides_part(struct window *w)
{
	if (w->n < BEHIND)	/* nearly all have the first one's instant */
		return false;
	w->to = ledger_slot_at(w->s[w->n - BEHIND].at);
	w->cut = w->to > w->from && w->to > w->due->from_at;
	return w->cut;
}

static void
open_window(struct window *w)
{
	struct meter_reading first, *start = NULL;
	size_t max = ROWS_FIRST;
	int64_t skip = 0;

	if (book_begins(w->db, w->arena, w->due->meter, w->due->from_at,
	    &first, &w->from))
		start = &first;
	/* An older version kept but the last taken one of what it sealed. */
	else if (w->due->low_at && meter_is_sealed(w->db, w->due->meter))
		skip = SLOT_MS;
	for (;; max *= 4) {
		load(w, start, max);
		if (!start && w->n)
			w->from = ledger_slot_at(w->s[0].at) + skip;
		if (decides(w) || (max >= ROWS_MAX && decides_part(w)))
			return;
	}
}

/* ---- Writing ------------------------------------------------------------ */

static void
keep_sample(struct window *w, size_t i)
{
	static struct query q = QUERY("UPDATE meter_reading SET"
	    " state = :state, rule = :rule, counted_uwh = :counted_uwh,"
	    " base_uwh = :base_uwh WHERE meter = :meter AND key = :key");
	struct meter_reading *r = &w->r[i];
	const struct ledger_sample *s = &w->s[i];

	if (r->state == (int64_t)s->state && r->rule == (int64_t)s->rule &&
	    r->counted_uwh == s->counted_uwh && r->base_uwh == s->base_uwh)
		return;
	r->state = s->state;
	r->rule = s->rule;
	r->counted_uwh = s->counted_uwh;
	r->base_uwh = s->base_uwh;
	db_bind(w->db, &q, meter_reading_fields, r);
	db_run(w->db, &q);
	if (s->rule >= RULE_ROLL_OVER && s->rule <= RULE_RESTART)
		counter_add(w->db, "meter_resets", 1);
	if (s->state == SAMPLE_DROPPED || s->rule == RULE_REBASE)
		counter_add(w->db, "meter_steps_unexplained", 1);
	if (s->state == SAMPLE_DROPPED)
		ticket_open(w->db, TICKET_SPIKE, r->meter, r->at, "a reading"
		    " that the readings around it contradict was left out",
		    w->now);
	else if (s->rule == RULE_REBASE)
		ticket_open(w->db, TICKET_RESET, r->meter, r->at, "the register"
		    " changed in a way that nothing explains; the step counts"
		    " nothing until a person books it", w->now);
}

static void
book_slot(struct window *w, int64_t slot_at, const struct ledger_slot *s,
    const struct slot *was)
{
	enum quality quality = s->samples ? s->quality : QUALITY_MEASURED;
	int64_t uwh = ledger_slot_uwh(s);
	struct entry e = { .meter = w->due->meter, .slot_at = slot_at,
	    .kind = was ? ENTRY_CORRECTION : ENTRY_BASE, .quality = quality,
	    .energy_uwh = was ? uwh - was->measured_uwh : uwh,
	    .rule = ledger_rule_word(s->rule),
	    .first_at = s->samples ? s->first_at : NONE,
	    .last_at = s->samples ? s->last_at : NONE,
	    .samples = s->samples };

	if (was ? !e.energy_uwh && was->quality == quality : !s->samples)
		return;
	entry_add(w->db, &e, w->now);
}

static struct slot *
load_slots(struct window *w, size_t n)
{
	static struct query q = QUERY("SELECT * FROM slot"
	    " WHERE meter = :meter AND slot_at >= :from AND slot_at < :to");
	struct slot *all = ARENA_MANY(w->arena, struct slot, n + 1), s;

	db_int(w->db, &q, ":meter", w->due->meter);
	db_int(w->db, &q, ":from", w->from);
	db_int(w->db, &q, ":to", w->to);
	while (db_row(w->db, &q, slot_fields, &s)) {
		record_keep(w->arena, slot_fields, &s);
		all[(s.slot_at - w->from) / SLOT_MS] = s;
	}
	return all;
}

/* What is not booked yet stays due; of a window that was cut all that it
 * looked at, for its samples are kept and no longer show that they changed. */
static void
keep_due(struct window *w, int64_t left_at)
{
	int64_t seen_at = w->cut ? w->s[w->n - 1].at : NONE;
	int64_t until_at = w->due->until_at;
	static struct query q = QUERY("UPDATE meter_state SET"
	    " from_at = NULL, due_at = NULL, until_at = NULL"
	    " WHERE meter = :meter");

	db_int(w->db, &q, ":meter", w->due->meter);
	db_run(w->db, &q);
	if (left_at != NONE)
		meter_due(w->db, w->due->meter, left_at,
		    seen_at > until_at ? seen_at : until_at, w->now);
}

static void
book_window(struct window *w)
{
	size_t n = w->to > w->from ?
	    (size_t)((w->to - w->from) / SLOT_MS) : 0;
	struct ledger_slot *slots = ARENA_MANY(w->arena, struct ledger_slot,
	    n + 1);
	struct slot *was = load_slots(w, n);
	int64_t at = w->from;

	for (size_t i = 0; i < w->n; i++)
		if (w->whole || i + BEHIND < w->n)
			keep_sample(w, i);
	ledger_spread(&w->rules, w->s, w->n, w->from, slots, n);
	for (size_t i = 0; i < n; i++, at += SLOT_MS) {
		if (at + SLOT_MS + BOOK_WAIT_MS > w->now)
			break;
		book_slot(w, at, &slots[i], was[i].entries ? &was[i] : NULL);
	}
	keep_due(w, at < w->to || w->cut ? at : NONE);
}

static bool
next_due(struct db *db, int64_t now, struct due *d)
{
	static struct query q = QUERY("SELECT meter, max(from_at,"
	    " low_at + 1) AS from_at, until_at, low_at FROM meter_state"
	    " WHERE due_at <= :now ORDER BY due_at LIMIT 1");

	db_int(db, &q, ":now", now);
	return db_one(db, &q, NULL, due_fields, d);
}

bool
book_step(struct db *db, struct arena *arena, int64_t now, int max)
{
	struct meter m;
	struct due d;
	bool more;

	while ((more = next_due(db, now, &d)) && max > 0 &&
	    !db_sick(db)) {
		struct window w = { .db = db, .arena = arena, .due = &d,
		    .now = now };

		if (!meter_get(db, arena, d.meter, &m))
			break;
		w.rules = meter_rules(&m);
		open_window(&w);
		book_window(&w);
		max -= (int)w.n;
	}
	return more;
}

int64_t
book_next_at(struct db *db)
{
	static struct query q = QUERY("SELECT min(due_at) FROM meter_state");

	return db_number(db, &q, INT64_MAX);
}
