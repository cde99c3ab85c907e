/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/ledger.h"
#include "hive/meter.h"
#include "hive/reconcile.h"

#define SILENT_MS	600000
#define HELD_MS		3600000
#define FLAT_MILLIW	20000	/* a mean power that must move a register */

/* ---- Now ---------------------------------------------------------------- */

static bool
last_reading(struct reconcile *r, int64_t meter, struct meter_reading *last)
{
	static struct query q = QUERY("SELECT * FROM meter_reading WHERE"
	    " meter = :meter ORDER BY at DESC, key DESC LIMIT 1");

	db_int(r->db, &q, ":meter", meter);
	return db_one(r->db, &q, r->arena, meter_reading_fields, last);
}

static void
check_missing(struct reconcile *r, const struct meter *m)
{
	int64_t most = 2 * m->gap_most_s * 1000;

	r->run.checks++;
	if (most < SILENT_MS)
		most = SILENT_MS;
	/* Who said that it goes off is not missing. */
	if (m->online == 0 || r->now - m->last_seen_at <= most)
		reconcile_over(r, "missing", m->id, m->online == 0 ?
		    "it says that it is off" : "it speaks again");
	else
		reconcile_found(r, "missing", m->id, m->last_seen_at,
		    "the board says nothing, and did not say that it goes"
		    " off");
}

void
reconcile_state(struct reconcile *r, const struct meter *m)
{
	struct meter_reading last;

	if (strcmp(m->source, "message") || m->last_seen_at == NONE)
		return;
	check_missing(r, m);
	if (!last_reading(r, m->id, &last))
		return;
	r->run.checks += 2;
	if (last.guessed)
		reconcile_found(r, "clock", m->id,
		    last.at - last.at % 86400000, "the board's instants"
		    " cannot be right; those of receipt are taken");
	if (last.state == SAMPLE_HELD && r->now - last.received_at > HELD_MS)
		reconcile_found(r, "held", m->id, last.at, "a reading is odd"
		    " and waits for the next ones to explain it");
}

/* ---- A day -------------------------------------------------------------- */

struct day_sum {
	int64_t	slots, energy_uwh, first_at, power_milliw, on;
};

static const struct field day_sum_fields[] = {
	FIELD(struct day_sum, slots),
	FIELD(struct day_sum, energy_uwh),
	FIELD(struct day_sum, first_at),
	FIELD(struct day_sum, power_milliw),
	FIELD(struct day_sum, on),
	FIELDS_END
};

static struct day_sum
sum_day(struct reconcile *r, int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) AS slots,"
	    " sum(measured_uwh) AS energy_uwh, (SELECT min(slot_at) FROM slot"
	    " WHERE meter = :meter) AS first_at FROM slot"
	    " WHERE meter = :meter AND slot_at >= :from AND slot_at < :to");
	struct day_sum s = { .slots = 0 };

	db_int(r->db, &q, ":meter", meter);
	db_int(r->db, &q, ":from", r->from);
	db_int(r->db, &q, ":to", r->to);
	db_one(r->db, &q, NULL, day_sum_fields, &s);
	return s;
}

static void
check_gap(struct reconcile *r, const struct meter *m, const struct day_sum *s)
{
	int64_t from = s->first_at > r->from ? s->first_at : r->from;
	int64_t wanted = (r->to - from) / SLOT_MS;

	r->run.checks++;
	if (s->first_at == NONE || wanted <= 0 || s->slots >= wanted)
		return;
	reconcile_found(r, "gap", m->id, r->from, arena_printf(r->arena,
	    "%lld of %lld quarters of an hour of the day are not booked",
	    (long long)(wanted - s->slots), (long long)wanted));
}

/* It tells power all day, and its register does not move. */
static void
check_flat(struct reconcile *r, const struct meter *m,
    const struct day_sum *s)
{
	static struct query q = QUERY("SELECT sum(power_milliw) / count(*)"
	    " FROM meter_reading WHERE meter = :meter AND at >= :from AND"
	    " at < :to AND power_milliw IS NOT NULL AND"
	    " register_uwh IS NOT NULL");

	r->run.checks++;
	if (s->slots < 90 || s->energy_uwh != 0)
		return;
	db_int(r->db, &q, ":meter", m->id);
	db_int(r->db, &q, ":from", r->from);
	db_int(r->db, &q, ":to", r->to);
	if (db_number(r->db, &q, 0) >= FLAT_MILLIW)
		reconcile_found(r, "flat-line", m->id, r->from, "the board"
		    " tells power all day, and its register stands still");
}

/* Measured energy is never changed by what switches say: a person looks. */
static void
check_off(struct reconcile *r, const struct meter *m)
{
	static struct query q = QUERY("SELECT min(s.slot_at) FROM slot s"
	    " JOIN (SELECT at - at % 900000 AS slot_at, max(switches) AS most"
	    " FROM meter_reading WHERE meter = :meter AND at >= :from AND"
	    " at < :to AND switches IS NOT NULL GROUP BY at - at % 900000) r"
	    " ON r.slot_at = s.slot_at WHERE s.meter = :meter AND r.most = 0"
	    " AND s.measured_uwh > :least AND s.quality = 'A'");
	int64_t at;

	r->run.checks++;
	db_int(r->db, &q, ":meter", m->id);
	db_int(r->db, &q, ":from", r->from);
	db_int(r->db, &q, ":to", r->to);
	db_int(r->db, &q, ":least", 5 * m->resolution_uwh);
	if ((at = db_number(r->db, &q, NONE)) != NONE)
		reconcile_found(r, "use-while-off", m->id, at, "energy was"
		    " measured while all switches of the board were off");
}

/* ---- Sums --------------------------------------------------------------- */

struct below {
	int64_t	quarters, above_uwh, below_uwh, error_uwh, lost_uwh;
};

static const struct field below_fields[] = {
	FIELD(struct below, quarters),
	FIELD(struct below, above_uwh),
	FIELD(struct below, below_uwh),
	FIELD(struct below, error_uwh),
	FIELD(struct below, lost_uwh),
	FIELDS_END
};

static bool
has_below(struct reconcile *r, const struct meter *m)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM meter"
	    " WHERE parent = :meter)");

	db_int(r->db, &q, ":meter", m->id);
	return db_number(r->db, &q, 0) != 0;
}

/*
 * The quarters of an hour in which all the meters below it are there, or, not
 * whole, those in which some are missing.  A miner without a slot all day is
 * not waited for: as far as anybody knows it is off.
 */
static struct below
sum_below(struct reconcile *r, const struct meter *m, bool whole)
{
	static struct query q = QUERY("SELECT count(*) AS quarters,"
	    " sum(p.energy_uwh) AS above_uwh, sum(t.uwh) AS below_uwh,"
	    " sum(p.energy_uwh / 1000 * :permille) + sum(t.error) AS"
	    " error_uwh, sum(p.energy_uwh / 1000 * :loss) AS lost_uwh"
	    " FROM slot p JOIN (SELECT s.slot_at AS slot_at,"
	    " count(*) AS meters, sum(s.energy_uwh) AS uwh,"
	    " sum(s.energy_uwh / 1000 * c.error_permille + c.resolution_uwh)"
	    " AS error FROM meter c JOIN slot s ON s.meter = c.id WHERE"
	    " c.parent = :meter AND s.slot_at >= :from AND s.slot_at < :to"
	    " GROUP BY s.slot_at) t ON t.slot_at = p.slot_at WHERE"
	    " p.meter = :meter AND CASE WHEN t.meters >= :meters THEN 1"
	    " ELSE 0 END = :whole");
	static struct query n = QUERY("SELECT count(*) FROM meter c WHERE"
	    " c.parent = :meter AND c.retired_at IS NULL AND (c.source <>"
	    " 'miner' OR EXISTS (SELECT 1 FROM slot s WHERE s.meter = c.id"
	    " AND s.slot_at >= :from AND s.slot_at < :to))");
	struct query *const both[] = { &q, &n };
	struct below b = { .quarters = 0 };

	for (int i = 0; i < 2; i++) {
		db_int(r->db, both[i], ":meter", m->id);
		db_int(r->db, both[i], ":from", r->from);
		db_int(r->db, both[i], ":to", r->to);
	}
	db_int(r->db, &q, ":meters", db_number(r->db, &n, 0));
	db_int(r->db, &q, ":whole", whole);
	db_int(r->db, &q, ":permille", m->error_permille);
	db_int(r->db, &q, ":loss", m->loss_permille);
	db_one(r->db, &q, NULL, below_fields, &b);
	return b;
}

static void
found_off(struct reconcile *r, const struct meter *m, int64_t off_uwh,
    const struct below *b)
{
	reconcile_found(r, "sum-check", m->id, r->from, arena_printf(
	    r->arena, "the meters below it have %lld Wh %s than it, and their"
	    " classes allow %lld", (long long)(off_uwh < 0 ? -off_uwh :
	    off_uwh) / 1000000, off_uwh < 0 ? "more" : "less",
	    (long long)((b->error_uwh + (off_uwh < 0 ? 0 : b->lost_uwh)) /
	    1000000)));
}

/*
 * What the classes of all of them allow, and what is known to be lost on the
 * way, is no ticket: errors are added, not squared, for meters of one make
 * err to one side.  Where some are missing the others may have less, never
 * more.
 */
static void
check_sum(struct reconcile *r, const struct meter *m)
{
	struct below whole, part;
	int64_t off;

	if (!has_below(r, m))
		return;
	r->run.checks++;
	whole = sum_below(r, m, true);
	part = sum_below(r, m, false);
	off = whole.above_uwh - whole.below_uwh;
	if (whole.quarters && (-off > whole.error_uwh ||
	    off > whole.error_uwh + whole.lost_uwh))
		found_off(r, m, off, &whole);
	else if (part.quarters && part.below_uwh - part.above_uwh >
	    part.error_uwh)
		found_off(r, m, part.above_uwh - part.below_uwh, &part);
}

void
reconcile_day(struct reconcile *r, const struct meter *m)
{
	struct day_sum s = sum_day(r, m->id);

	check_sum(r, m);
	if (strcmp(m->source, "message"))
		return;
	check_gap(r, m, &s);
	check_flat(r, m, &s);
	check_off(r, m);
}
