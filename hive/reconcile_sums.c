/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger.h"
#include "hive/meter.h"
#include "hive/reconcile.h"

/*
 * What is below a meter beside the meter, a few quarters of an hour a step.
 * The plant's own sources and the others below (miners, boards) are two
 * levels: each measures the whole of it.
 */
enum level { OTHERS, PLANT, LEVELS };

struct below {
	int64_t	level, whole, quarters, above_uwh, below_uwh, error_uwh;
	int64_t	lost_uwh;
};

static const struct field below_fields[] = {
	FIELD(struct below, level),
	FIELD(struct below, whole),
	FIELD(struct below, quarters),
	FIELD(struct below, above_uwh),
	FIELD(struct below, below_uwh),
	FIELD(struct below, error_uwh),
	FIELD(struct below, lost_uwh),
	FIELDS_END
};

/* The meter that is being added up; lost at a restart, and begun again. */
static struct {
	struct db	*db;
	int64_t		 run, meter;
	int64_t		 at;			/* up to here */
	int64_t		 meters[LEVELS];	/* waited for */
	struct below	 part[LEVELS], whole[LEVELS];
} sums;

#define LEVEL	"CASE WHEN c.source = 'plant' THEN 1 ELSE 0 END"

/* A miner without a slot all day is not waited for: as far as anybody knows
 * it is off. */
static void
begin(struct reconcile *r, const struct meter *m)
{
	static struct query q = QUERY("SELECT " LEVEL " AS level, count(*) AS"
	    " quarters FROM meter c WHERE c.parent = :meter AND c.retired_at"
	    " IS NULL AND (c.source <> 'miner' OR EXISTS (SELECT 1 FROM slot"
	    " s WHERE s.meter = c.id AND s.slot_at >= :from AND"
	    " s.slot_at < :to)) GROUP BY " LEVEL);
	struct below b;

	sums.db = r->db;
	sums.run = r->run.id;
	sums.meter = m->id;
	sums.at = r->from;
	for (int i = 0; i < LEVELS; i++) {
		sums.part[i] = sums.whole[i] = (struct below){ .level = i };
		sums.meters[i] = 0;
	}
	db_int(r->db, &q, ":meter", m->id);
	db_int(r->db, &q, ":from", r->from);
	db_int(r->db, &q, ":to", r->to);
	while (db_row(r->db, &q, below_fields, &b))
		sums.meters[b.level] = b.quarters;
}

/* The quarters of an hour in which all the meters of a level are there, and
 * those in which some are missing. */
static void
add(struct reconcile *r, const struct meter *m, int64_t to)
{
	static struct query q = QUERY("SELECT level, whole, count(*) AS"
	    " quarters, sum(above) AS above_uwh, sum(uwh) AS below_uwh,"
	    " sum(above / 1000 * :permille) + sum(error) AS error_uwh,"
	    " sum(above / 1000 * :loss) AS lost_uwh FROM (SELECT t.level AS"
	    " level, CASE WHEN t.meters >= CASE WHEN t.level = 1 THEN :plant"
	    " ELSE :others END THEN 1 ELSE 0 END AS whole, p.energy_uwh AS"
	    " above, t.uwh AS uwh, t.error AS error FROM slot p JOIN (SELECT "
	    LEVEL " AS level, s.slot_at AS slot_at, count(*) AS meters,"
	    " sum(s.energy_uwh) AS uwh, sum(s.energy_uwh / 1000 *"
	    " c.error_permille + c.resolution_uwh) AS error FROM meter c"
	    " JOIN slot s ON s.meter = c.id WHERE c.parent = :meter AND"
	    " s.slot_at >= :from AND s.slot_at < :to GROUP BY " LEVEL ","
	    " s.slot_at) t ON t.slot_at = p.slot_at WHERE p.meter = :meter)"
	    " u GROUP BY level, whole");
	struct below b, *sum;

	db_int(r->db, &q, ":meter", m->id);
	db_int(r->db, &q, ":from", sums.at);
	db_int(r->db, &q, ":to", to);
	db_int(r->db, &q, ":plant", sums.meters[PLANT]);
	db_int(r->db, &q, ":others", sums.meters[OTHERS]);
	db_int(r->db, &q, ":permille", m->error_permille);
	db_int(r->db, &q, ":loss", m->loss_permille);
	while (db_row(r->db, &q, below_fields, &b)) {
		sum = b.whole ? &sums.whole[b.level] : &sums.part[b.level];
		sum->quarters += b.quarters;
		sum->above_uwh += b.above_uwh;
		sum->below_uwh += b.below_uwh;
		sum->error_uwh += b.error_uwh;
		sum->lost_uwh += b.lost_uwh;
	}
	sums.at = to;
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
judge(struct reconcile *r, const struct meter *m, const struct below *whole,
    const struct below *part)
{
	int64_t off = whole->above_uwh - whole->below_uwh;

	if (whole->quarters && (-off > whole->error_uwh ||
	    off > whole->error_uwh + whole->lost_uwh))
		found_off(r, m, off, whole);
	else if (part->quarters && part->below_uwh - part->above_uwh >
	    part->error_uwh)
		found_off(r, m, part->above_uwh - part->below_uwh, part);
}

static int64_t
count_below(struct reconcile *r, const struct meter *m)
{
	static struct query q = QUERY("SELECT count(*) FROM meter"
	    " WHERE parent = :meter");

	db_int(r->db, &q, ":meter", m->id);
	return db_number(r->db, &q, 0);
}

bool
reconcile_sum(struct reconcile *r, const struct meter *m)
{
	int64_t below = count_below(r, m), slots, to;

	if (!below)
		return true;
	if (sums.db != r->db || sums.run != r->run.id || sums.meter != m->id)
		begin(r, m);
	while (sums.at < r->to) {
		if (r->rows_left <= 0)
			return false;
		slots = r->rows_left / below + 1;
		to = r->to - sums.at > slots * SLOT_MS ?
		    sums.at + slots * SLOT_MS : r->to;
		r->rows_left -= below * ((to - sums.at) / SLOT_MS);
		add(r, m, to);
	}
	r->run.checks++;
	for (int i = 0; i < LEVELS; i++)
		judge(r, m, &sums.whole[i], &sums.part[i]);
	sums.db = NULL;
	return true;
}
