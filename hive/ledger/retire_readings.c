/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"

/*
 * Old readings of boards are deleted, but not without a trace: their digest
 * becomes an entry of kind seal, so that somebody who kept the readings
 * elsewhere can show that they are the ones that were booked.  The last taken
 * reading stays, because the next step counts from it; readings older than that
 * are refused from now on (low_at).  A meter loses none while something of that
 * time is due, since booking would miss them.
 */

#define ROWS	5000		/* of one meter in one step */

struct sealing {
	struct db		*db;
	int64_t			 meter, before_at;
	int64_t			 low_at;	/* sealed up to it before */
	struct meter_reading	 anchor;	/* stays; key NULL: none */
	unsigned char		 digest[32];
	int64_t			 n, first_at, last_at;
};

/* The oldest readings behind those that were sealed, if they are too many for
 * one step; all of their first instant are among them. */
static int64_t
first_rows_end(struct sealing *s)
{
	static struct query low = QUERY("SELECT low_at FROM meter_state"
	    " WHERE meter = :meter");
	static struct query q = QUERY("SELECT at FROM meter_reading WHERE"
	    " meter = :meter AND at < :before AND at > (SELECT min(at) FROM"
	    " meter_reading WHERE meter = :meter AND at > :low)"
	    " ORDER BY at, key LIMIT 1 OFFSET :rows");

	db_int(s->db, &low, ":meter", s->meter);
	s->low_at = db_number(s->db, &low, 0);
	db_int(s->db, &q, ":meter", s->meter);
	db_int(s->db, &q, ":before", s->before_at);
	db_int(s->db, &q, ":low", s->low_at);
	db_int(s->db, &q, ":rows", ROWS);
	return db_number(s->db, &q, s->before_at);
}

/* The last taken reading is kept, for the next step counts from it. */
static void
find_anchor(struct sealing *s, struct arena *arena)
{
	static struct query q = QUERY("SELECT * FROM meter_reading WHERE"
	    " meter = :meter AND at < :before AND state = :taken"
	    " ORDER BY at DESC, key DESC LIMIT 1");

	db_int(s->db, &q, ":meter", s->meter);
	db_int(s->db, &q, ":before", s->before_at);
	db_int(s->db, &q, ":taken", SAMPLE_TAKEN);
	if (!db_one(s->db, &q, arena, meter_reading_fields, &s->anchor))
		record_clear(meter_reading_fields, &s->anchor);
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

static bool
is_anchor(const struct sealing *s, const struct meter_reading *r)
{
	return s->anchor.key.p &&
	    !memcmp(s->anchor.key.p, r->key.p, r->key.n);
}

static void
hash_all(struct sealing *s)
{
	static struct query q = QUERY("SELECT * FROM meter_reading WHERE"
	    " meter = :meter AND at < :before ORDER BY at, key");
	struct meter_reading r;

	db_int(s->db, &q, ":meter", s->meter);
	db_int(s->db, &q, ":before", s->before_at);
	while (db_row(s->db, &q, meter_reading_fields, &r))
		if (!is_anchor(s, &r))
			hash_reading(s, &r);
}

/* False: it is where it was, and would be for ever. */
static bool
drop_all(struct sealing *s)
{
	static struct query drop = QUERY("DELETE FROM meter_reading WHERE"
	    " meter = :meter AND at < :before AND (:key IS NULL OR"
	    " key <> :key)");
	static struct query mark = QUERY("UPDATE meter_state SET"
	    " low_at = :low WHERE meter = :meter");
	int64_t low = s->anchor.key.p && s->anchor.at > s->last_at ?
	    s->anchor.at : s->last_at;

	db_int(s->db, &drop, ":meter", s->meter);
	db_int(s->db, &drop, ":before", s->before_at);
	db_blob(s->db, &drop, ":key", s->anchor.key);
	db_run(s->db, &drop);
	db_int(s->db, &mark, ":meter", s->meter);
	db_int(s->db, &mark, ":low", low);
	return db_run(s->db, &mark) && low > s->low_at;
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
	struct entry e;
	bool more;

	if ((s.meter = next_meter(db, s.before_at)) == NONE)
		return false;
	s.before_at = first_rows_end(&s);
	find_anchor(&s, arena);
	hash_all(&s);
	more = drop_all(&s);
	if (!s.n)		/* there is but the one that stays */
		return more;
	e = (struct entry){ .meter = s.meter, .kind = ENTRY_SEAL,
	    .slot_at = ledger_slot_at(s.last_at), .quality = QUALITY_MEASURED,
	    .rule = "seal", .first_at = s.first_at, .last_at = s.last_at,
	    .samples = s.n, .evidence = { s.digest, sizeof s.digest },
	    .reason = "these readings are no longer kept" };
	return entry_add(db, &e, now) && more;
}
