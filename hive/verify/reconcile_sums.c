/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/classify.h"
#include "hive/ledger/meter.h"
#include "hive/verify/reconcile.h"

/*
 * A meter beside the sum of the meters below it, some of these a step: one
 * meter's day lies together on the disk.  The plant's own sources and the
 * others below (miners, boards) are two levels, each of which measures the
 * whole.
 */
#define LEVEL	"CASE WHEN c.source = 'plant' THEN 1 ELSE 0 END"

static const struct field below_fields[] = {
	FIELD(struct reconcile_below, level),
	FIELD(struct reconcile_below, slot_at),
	FIELD(struct reconcile_below, meters),
	FIELD(struct reconcile_below, uwh),
	FIELD(struct reconcile_below, error_uwh),
	FIELD(struct reconcile_below, last),
	FIELDS_END
};

struct sum {
	int64_t	quarters, above_uwh, below_uwh, error_uwh, lost_uwh;
};

static void
bind(struct reconcile *r, struct query *q, int64_t last)
{
	db_int(r->db, q, ":meter", r->sums.meter);
	db_int(r->db, q, ":after", r->sums.after);
	db_int(r->db, q, ":last", last);
	db_int(r->db, q, ":from", r->from);
	db_int(r->db, q, ":to", r->to);
}

/* A miner without a slot all day is not waited for: as far as anybody knows
 * it is off. */
static void
count_wanted(struct reconcile *r, int64_t last)
{
	static struct query q = QUERY("SELECT " LEVEL " AS level, count(*) AS"
	    " meters FROM meter c WHERE c.parent = :meter AND c.id > :after"
	    " AND c.id <= :last AND c.retired_at IS NULL AND (c.source <>"
	    " 'miner' OR EXISTS (SELECT 1 FROM slot s WHERE s.meter = c.id"
	    " AND s.slot_at >= :from AND s.slot_at < :to)) GROUP BY " LEVEL);
	struct reconcile_below b;

	bind(r, &q, last);
	while (db_row(r->db, &q, below_fields, &b))
		r->sums.wanted[b.level] += b.meters;
}

static void
add_slots(struct reconcile *r, int64_t last)
{
	static struct query q = QUERY("SELECT " LEVEL " AS level, s.slot_at"
	    " AS slot_at, count(*) AS meters, sum(s.energy_uwh) AS uwh,"
	    " sum(s.energy_uwh / 1000 * c.error_permille + c.resolution_uwh)"
	    " AS error_uwh FROM meter c CROSS JOIN slot s ON s.meter = c.id"
	    " WHERE c.parent = :meter AND c.id > :after AND c.id <= :last AND"
	    " s.slot_at >= :from AND s.slot_at < :to GROUP BY " LEVEL ","
	    " s.slot_at");
	struct reconcile_below b, *sum;

	bind(r, &q, last);
	while (db_row(r->db, &q, below_fields, &b)) {
		sum = &r->sums.slot[b.level][(b.slot_at - r->from) / SLOT_MS];
		sum->meters += b.meters;
		sum->uwh += b.uwh;
		sum->error_uwh += b.error_uwh;
	}
}

/* The next meters below it, as many as the step has room for; false: there
 * are no more. */
static bool
add_some(struct reconcile *r)
{
	static struct query q = QUERY("SELECT count(*) AS meters, max(id) AS"
	    " last FROM (SELECT id FROM meter WHERE parent = :meter AND"
	    " id > :after ORDER BY id LIMIT :max) c");
	struct reconcile_below b = { .meters = 0 };

	db_int(r->db, &q, ":meter", r->sums.meter);
	db_int(r->db, &q, ":after", r->sums.after);
	db_int(r->db, &q, ":max", r->rows_left / RECONCILE_SLOTS + 1);
	if (!db_one(r->db, &q, NULL, below_fields, &b) || !b.meters)
		return false;
	count_wanted(r, b.last);
	add_slots(r, b.last);
	r->rows_left -= b.meters * RECONCILE_SLOTS;
	r->sums.after = b.last;
	return true;
}

static void
begin(struct reconcile *r, const struct meter *m)
{
	memset(&r->sums, 0, sizeof r->sums);
	r->sums.db = r->db;
	r->sums.run = r->run.id;
	r->sums.meter = m->id;
}

/* The quarters of an hour in which all the meters of the level are there,
 * and those in which some are missing. */
static void
compare(struct reconcile *r, const struct meter *m, int level,
    struct sum *whole, struct sum *part)
{
	static struct query q = QUERY("SELECT slot_at, energy_uwh AS uwh FROM"
	    " slot WHERE meter = :meter AND slot_at >= :from AND"
	    " slot_at < :to");
	struct reconcile_below above;

	*whole = *part = (struct sum){ .quarters = 0 };
	db_int(r->db, &q, ":meter", m->id);
	db_int(r->db, &q, ":from", r->from);
	db_int(r->db, &q, ":to", r->to);
	while (db_row(r->db, &q, below_fields, &above)) {
		const struct reconcile_below *b = &r->sums.slot[level]
		    [(above.slot_at - r->from) / SLOT_MS];
		struct sum *s = b->meters >= r->sums.wanted[level] ? whole :
		    part;

		if (!b->meters)
			continue;
		s->quarters++;
		s->above_uwh += above.uwh;
		s->below_uwh += b->uwh;
		s->error_uwh += above.uwh / 1000 * m->error_permille +
		    b->error_uwh;
		s->lost_uwh += above.uwh / 1000 * m->loss_permille;
	}
}

static void
found_off(struct reconcile *r, const struct meter *m, int64_t off_uwh,
    const struct sum *b)
{
	reconcile_found(r, TICKET_SUM_CHECK, m->id, r->from, arena_printf(
	    r->arena, "the meters below it have %lld Wh %s than it, and their"
	    " classes allow %lld", (long long)(off_uwh < 0 ? -off_uwh :
	    off_uwh) / 1000000, off_uwh < 0 ? "more" : "less",
	    (long long)((b->error_uwh + (off_uwh < 0 ? 0 : b->lost_uwh)) /
	    1000000)));
}

/*
 * A difference within what the meters' classes allow, and the loss that is
 * known, is no ticket.  Errors are added, not squared, for meters of one make
 * err to one side.  Where some meters are missing the others may have less than
 * the whole, never more.
 */
static void
judge(struct reconcile *r, const struct meter *m, const struct sum *whole,
    const struct sum *part)
{
	int64_t off = whole->above_uwh - whole->below_uwh;

	if (whole->quarters && (-off > whole->error_uwh ||
	    off > whole->error_uwh + whole->lost_uwh))
		found_off(r, m, off, whole);
	else if (part->quarters && part->below_uwh - part->above_uwh >
	    part->error_uwh)
		found_off(r, m, part->above_uwh - part->below_uwh, part);
}

static bool
has_below(struct reconcile *r, const struct meter *m)
{
	static struct query q = QUERY("SELECT EXISTS (SELECT 1 FROM meter"
	    " WHERE parent = :meter)");

	db_int(r->db, &q, ":meter", m->id);
	return db_number(r->db, &q, 0) != 0;
}

bool
reconcile_sum(struct reconcile *r, const struct meter *m)
{
	struct sum whole, part;

	if (!has_below(r, m))
		return true;
	if (r->sums.db != r->db || r->sums.run != r->run.id ||
	    r->sums.meter != m->id)
		begin(r, m);
	do {
		if (r->rows_left <= 0)
			return false;
	} while (add_some(r));
	r->run.checks++;
	for (int i = 0; i < RECONCILE_LEVELS; i++) {
		compare(r, m, i, &whole, &part);
		judge(r, m, &whole, &part);
	}
	r->sums.db = NULL;
	return true;
}
