/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"

/*
 * Old readings of boards are deleted, but not without a trace: their digest
 * becomes an entry of kind seal, so that somebody who kept the readings
 * elsewhere can show that they are the ones that were booked.
 *
 * What is sealed, up to low_at, does not change any more: readings of that time
 * are refused from now on.  But one that comes behind it changes the step that
 * leads over low_at, and that begins in a slot of before.  So the readings stay
 * with which its booking begins, and all behind them: nearly always those of
 * one slot and the last taken one before it.
 *
 * A meter loses none while something of that time is due, since booking would
 * miss them.
 */

#define ROWS	5000		/* of one meter in one step */

struct sealing {
	struct db		*db;
	int64_t			 meter, before_at;
	int64_t			 was_low_at, low_at;	/* of meter_state */
	struct meter_reading	 first;		/* that stays */
	unsigned char		 digest[32];
	int64_t			 n, first_at, last_at;
};

/* How far this step goes: to before_at, or if there are too many behind those
 * that were sealed, less far; all of their first instant are among them. */
static void
find_low(struct sealing *s)
{
	static struct query was = QUERY("SELECT low_at FROM meter_state"
	    " WHERE meter = :meter");
	static struct query end = QUERY("SELECT at FROM meter_reading WHERE"
	    " meter = :meter AND at < :before AND at > (SELECT min(at) FROM"
	    " meter_reading WHERE meter = :meter AND at > :low)"
	    " ORDER BY at, key LIMIT 1 OFFSET :rows");
	static struct query low = QUERY("SELECT max(at) FROM meter_reading"
	    " WHERE meter = :meter AND at < :before");

	db_int(s->db, &was, ":meter", s->meter);
	s->was_low_at = db_number(s->db, &was, 0);
	db_int(s->db, &end, ":meter", s->meter);
	db_int(s->db, &end, ":before", s->before_at);
	db_int(s->db, &end, ":low", s->was_low_at);
	db_int(s->db, &end, ":rows", ROWS);
	s->before_at = db_number(s->db, &end, s->before_at);
	db_int(s->db, &low, ":meter", s->meter);
	db_int(s->db, &low, ":before", s->before_at);
	s->low_at = db_number(s->db, &low, s->was_low_at);
}

/* A digest over the digest before, the reading's key, what it says and what
 * came of it. */
static void
hash_reading(struct sealing *s, const struct meter_reading *r)
{
	crypto_generichash_state h;
	unsigned char result[24];
	const int64_t came[] = { r->at, r->state, r->counted_uwh };

	for (int i = 0; i < 24; i++)
		result[i] = (unsigned char)((uint64_t)came[i / 8] >>
		    8 * (i % 8));
	crypto_generichash_init(&h, NULL, 0, 32);
	crypto_generichash_update(&h, s->digest, 32);
	crypto_generichash_update(&h, r->key.p, r->key.n);
	crypto_generichash_update(&h, r->digest.p, r->digest.n);
	crypto_generichash_update(&h, result, sizeof result);
	crypto_generichash_final(&h, s->digest, 32);
	s->first_at = s->n ? s->first_at : r->at;
	s->last_at = r->at;
	s->n++;
}

/* Readings before the first one that stays. */
#define GO " FROM meter_reading WHERE meter = :meter AND at <= :at"	\
	" AND (at < :at OR key < :key)"

static void
hash_all(struct sealing *s)
{
	static struct query q = QUERY("SELECT *" GO " ORDER BY at, key");
	struct meter_reading r;

	db_bind(s->db, &q, meter_reading_fields, &s->first);
	while (db_row(s->db, &q, meter_reading_fields, &r))
		hash_reading(s, &r);
}

static void
drop_all(struct sealing *s)
{
	static struct query q = QUERY("DELETE" GO);

	db_bind(s->db, &q, meter_reading_fields, &s->first);
	db_run(s->db, &q);
}

static void
keep_low(struct sealing *s)
{
	static struct query q = QUERY("UPDATE meter_state SET low_at = :low"
	    " WHERE meter = :meter");

	db_int(s->db, &q, ":meter", s->meter);
	db_int(s->db, &q, ":low", s->low_at);
	db_run(s->db, &q);
}

static int64_t
next_meter(struct db *db, int64_t before_at)
{
	static struct query q = QUERY("SELECT min(s.meter) FROM meter_state"
	    " s WHERE s.from_at IS NULL AND EXISTS (SELECT 1 FROM"
	    " meter_reading r WHERE r.meter = s.meter AND r.at > s.low_at"
	    " AND r.at < :before)");
	static struct query busy = QUERY("SELECT min(s.meter) FROM"
	    " meter_state s WHERE s.from_at >= :before AND EXISTS (SELECT 1"
	    " FROM meter_reading r WHERE r.meter = s.meter AND r.at >"
	    " s.low_at AND r.at < :before)");
	int64_t meter;

	db_int(db, &q, ":before", before_at);
	meter = db_number(db, &q, NONE);
	if (meter != NONE)
		return meter;
	db_int(db, &busy, ":before", before_at);
	return db_number(db, &busy, NONE);
}

bool
meter_seal(struct db *db, struct arena *arena, int64_t days, int64_t now)
{
	struct sealing s = { .db = db,
	    .before_at = (now - days * DAY_MS) / DAY_MS * DAY_MS };
	int64_t slot_at;
	struct entry e;

	if ((s.meter = next_meter(db, s.before_at)) == NONE)
		return false;
	find_low(&s);
	if (s.low_at <= s.was_low_at)
		return false;		/* nor would it get on next time */
	keep_low(&s);
	if (book_begins(db, arena, s.meter, s.low_at + 1, &s.first,
	    &slot_at)) {
		hash_all(&s);
		drop_all(&s);
	}
	if (!s.n)		/* there are but those that stay */
		return true;
	e = (struct entry){ .meter = s.meter, .kind = ENTRY_SEAL,
	    .slot_at = ledger_slot_at(s.last_at), .quality = QUALITY_MEASURED,
	    .rule = "seal", .first_at = s.first_at, .last_at = s.last_at,
	    .samples = s.n, .evidence = { s.digest, sizeof s.digest },
	    .reason = "these readings are no longer kept" };
	return entry_add(db, &e, now);
}

bool
meter_is_sealed(struct db *db, int64_t meter)
{
	static struct query q = QUERY("SELECT 1 FROM entry WHERE"
	    " meter = :meter AND kind = 'seal' LIMIT 1");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, 0) != 0;
}
