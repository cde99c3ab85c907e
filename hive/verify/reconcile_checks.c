/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/classify.h"
#include "hive/ledger/meter.h"
#include "hive/verify/reconcile.h"

#define SILENT_MS	600000
#define HELD_MS		HOUR_MS
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
	int64_t max = 2 * m->gap_most_s * 1000;

	r->run.checks++;
	if (max < SILENT_MS)
		max = SILENT_MS;
	/* A board that said that it goes off is not missing. */
	if (m->online == 0 || r->now - m->last_seen_at <= max)
		reconcile_over(r, TICKET_MISSING, m->id, m->online == 0 ?
		    "it says that it is off" : "it speaks again");
	else
		reconcile_found(r, TICKET_MISSING, m->id, m->last_seen_at,
		    "the board says nothing, and did not say that it goes"
		    " off");
}

void
reconcile_state(struct reconcile *r, const struct meter *m)
{
	struct meter_reading last;

	if (m->source != SOURCE_MESSAGE || m->last_seen_at == NONE)
		return;
	check_missing(r, m);
	if (!last_reading(r, m->id, &last))
		return;
	r->run.checks += 2;
	if (last.guessed)
		reconcile_found(r, TICKET_CLOCK, m->id,
		    last.at - last.at % DAY_MS, "the board's instants"
		    " cannot be right; those of receipt are taken");
	if (last.state == SAMPLE_HELD && r->now - last.received_at > HELD_MS)
		reconcile_found(r, TICKET_HELD, m->id, last.at, "a reading is"
		    " odd and waits for the next ones to explain it");
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
	reconcile_found(r, TICKET_GAP, m->id, r->from, arena_printf(r->arena,
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
		reconcile_found(r, TICKET_FLAT_LINE, m->id, r->from, "the board"
		    " tells power all day, and its register stands still");
}

/* Measured energy is never changed by what switches say: a person looks. */
static void
check_off(struct reconcile *r, const struct meter *m)
{
	static struct query q = QUERY("SELECT min(s.slot_at) FROM slot s"
	    " JOIN (SELECT at - at % :slot_ms AS slot_at, max(switches) AS most"
	    " FROM meter_reading WHERE meter = :meter AND at >= :from AND"
	    " at < :to AND switches IS NOT NULL GROUP BY at - at % :slot_ms) r"
	    " ON r.slot_at = s.slot_at WHERE s.meter = :meter AND r.most = 0"
	    " AND s.measured_uwh > :least AND s.quality = 'A'");
	int64_t at;

	r->run.checks++;
	db_int(r->db, &q, ":meter", m->id);
	db_int(r->db, &q, ":from", r->from);
	db_int(r->db, &q, ":to", r->to);
	db_int(r->db, &q, ":slot_ms", SLOT_MS);
	db_int(r->db, &q, ":least", 5 * m->resolution_uwh);
	if ((at = db_number(r->db, &q, NONE)) != NONE)
		reconcile_found(r, TICKET_USE_WHILE_OFF, m->id, at, "energy was"
		    " measured while all switches of the board were off");
}

bool
reconcile_day(struct reconcile *r, const struct meter *m)
{
	struct day_sum s;

	if (!reconcile_sum(r, m))
		return false;
	if (m->source != SOURCE_MESSAGE)
		return true;
	s = sum_day(r, m->id);
	check_gap(r, m, &s);
	check_flat(r, m, &s);
	check_off(r, m);
	return true;
}
