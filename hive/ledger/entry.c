/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/ledger/entry.h"

/*
 * The books as rows that are only ever added.  entry_add() gives an entry its
 * id without a hole, the entry that it corrects, and its hash over the entry
 * before it; table slot, the sum of a slot's entries, is kept in the same
 * transaction.  That sum is a convenience: hive/verify computes it from the
 * entries again.
 *
 * What is hashed is the entry's bytes in a fixed order, not its row, so the
 * schema may change without touching old hashes.
 */

#define TOLD								\
	FIELD(struct entry, id, .doc = "counts up without holes"),	\
	FIELD(struct entry, meter),					\
	TIME(struct entry, slot_at,					\
	    .doc = "first instant of the 15 minutes"),			\
	FIELD(struct entry, energy_uwh, .doc = "micro-Wh, signed"),	\
	WORD(struct entry, kind, entry_kind,				\
	    .doc = "base, correction, manual or seal"),			\
	WORD(struct entry, quality, quality, .doc = "A measured, S by " \
	    "our clock, E shape estimated, M manual"),			\
	FIELD(struct entry, rule, .doc = "the most remarkable step"),	\
	FIELD(struct entry, corrects, .doc = "the entry before it"),	\
	TIME(struct entry, booked_at),					\
	TIME(struct entry, first_at, .doc = "first sample"),		\
	TIME(struct entry, last_at, .doc = "last sample"),		\
	FIELD(struct entry, samples, .doc = "how many it rests on"),	\
	FIELD(struct entry, actor, .doc = "who, if a person made it"),	\
	FIELD(struct entry, reason)

const struct field entry_fields[] = {
	TOLD,
	FIELD(struct entry, evidence),
	FIELD(struct entry, hash),
	FIELDS_END
};

const struct field entry_show[] = {
	TOLD,
	FIELD_AS("evidence", struct entry, evidence_hex,
	    .doc = "polled: BLAKE2b-256 of the samples"),
	FIELD_AS("hash", struct entry, hash_hex, .doc = "hive/ledger/entry.h"),
	FIELDS_END
};

static const char *
hex(struct arena *arena, struct blob b)
{
	char *to = b.n ? arena_take(arena, 2 * b.n + 1) : NULL;

	return to ? sodium_bin2hex(to, 2 * b.n + 1, b.p, b.n) : NULL;
}

void
entry_words(struct arena *arena, struct entry *e)
{
	e->hash_hex = hex(arena, e->hash);
	e->evidence_hex = hex(arena, e->evidence);
}

const struct field slot_fields[] = {
	FIELD(struct slot, meter),
	TIME(struct slot, slot_at),
	FIELD(struct slot, energy_uwh),
	FIELD(struct slot, measured_uwh),
	WORD(struct slot, quality, quality),
	FIELD(struct slot, entry),
	FIELD(struct slot, entries),
	FIELDS_END
};

const struct field slot_sum_fields[] = {
	TIME(struct slot_sum, slot_at),
	FIELD(struct slot_sum, meter),
	FIELD(struct slot_sum, device),
	FIELD(struct slot_sum, channel),
	WORD(struct slot_sum, source, meter_source),
	WORD(struct slot_sum, direction, meter_direction),
	FIELD(struct slot_sum, parent),
	FIELD(struct slot_sum, location),
	FIELD(struct slot_sum, energy_uwh),
	WORD(struct slot_sum, quality, quality),
	FIELD(struct slot_sum, entries),
	FIELDS_END
};

/* ---- The chain ---------------------------------------------------------- */

static unsigned char *
put(unsigned char *to, int64_t n)
{
	uint64_t u = (uint64_t)n;

	for (int i = 0; i < 8; i++, u >>= 8)
		*to++ = (unsigned char)u;
	return to;
}

static void
hash_text(crypto_generichash_blake2b_state *h, const char *s)
{
	crypto_generichash_blake2b_update(h, (const unsigned char *)
	    (s ? s : ""), (s ? strlen(s) : 0) + 1);
}

/* A short text into a buffer of `room' bytes; NULL: it does not fit. */
static unsigned char *
put_text(unsigned char *to, const unsigned char *end, const char *s)
{
	size_t n = (s ? strlen(s) : 0) + 1;

	if (!to || to + n > end)
		return NULL;
	memcpy(to, s ? s : "", n);
	return to + n;
}

void
entry_hash(const struct entry *e, const unsigned char before[],
    unsigned char hash[ENTRY_HASH])
{
	static const unsigned char personal[16] = "powerhive-ledger";
	const int64_t numbers[] = { e->id, e->meter, e->slot_at,
	    e->energy_uwh, e->corrects, e->booked_at, e->first_at,
	    e->last_at, e->samples };
	const char *texts[] = { entry_kind_words[e->kind],
	    quality_words[e->quality], e->rule, e->actor, e->reason };
	crypto_generichash_blake2b_state h;
	unsigned char bytes[512], *to = bytes, *end = bytes + sizeof bytes;
	size_t fixed;

	memcpy(to, before, ENTRY_HASH);
	to += ENTRY_HASH;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		to = put(to, numbers[i]);
	fixed = (size_t)(to - bytes);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		to = put_text(to, end, texts[i]);
	crypto_generichash_blake2b_init_salt_personal(&h, NULL, 0, ENTRY_HASH,
	    NULL, personal);
	crypto_generichash_blake2b_update(&h, bytes,
	    to ? (size_t)(to - bytes) : fixed);
	for (size_t i = 0; !to && i < sizeof texts / sizeof *texts; i++)
		hash_text(&h, texts[i]);
	if (e->evidence.n)
		crypto_generichash_blake2b_update(&h, e->evidence.p,
		    e->evidence.n);
	crypto_generichash_blake2b_final(&h, hash, ENTRY_HASH);
}

int64_t
entry_last(struct db *db, unsigned char hash[ENTRY_HASH], int64_t *booked_at)
{
	static struct query q = QUERY("SELECT id, booked_at, hash FROM entry"
	    " ORDER BY id DESC LIMIT 1");
	struct entry e;
	bool found = db_row(db, &q, entry_fields, &e);

	memset(hash, 0, ENTRY_HASH);
	if (found && e.hash.n == ENTRY_HASH)
		memcpy(hash, e.hash.p, ENTRY_HASH);
	*booked_at = found ? e.booked_at : 0;
	db_end(db, &q);
	return found ? e.id : 0;
}

int64_t
entry_newest(struct db *db)
{
	static struct query q = QUERY("SELECT max(id) FROM entry");

	return db_number(db, &q, 0);
}

bool
entry_get(struct db *db, struct arena *arena, int64_t id, struct entry *e)
{
	static struct query q = QUERY("SELECT * FROM entry WHERE id = :id");

	db_int(db, &q, ":id", id);
	return db_one(db, &q, arena, entry_fields, e);
}

/* ---- Adding ------------------------------------------------------------- */

static bool
is_measured(const struct entry *e)
{
	return e->kind == ENTRY_BASE || e->kind == ENTRY_CORRECTION;
}

/* An entry of kind seal has the digest of deleted readings, no energy and no
 * slot. */
static bool
is_seal(const struct entry *e)
{
	return e->kind == ENTRY_SEAL;
}

static bool
keep_slot(struct db *db, const struct entry *e)
{
	static struct query q = QUERY("INSERT INTO slot (meter, slot_at,"
	    " energy_uwh, measured_uwh, quality, entry, entries) VALUES"
	    " (:meter, :slot_at, :energy_uwh, :measured_uwh, :quality, :id,"
	    " 1) ON CONFLICT (meter, slot_at) DO UPDATE SET"
	    " energy_uwh = energy_uwh + :energy_uwh,"
	    " measured_uwh = measured_uwh + :measured_uwh,"
	    " quality = CASE WHEN :measured = 1 THEN :quality ELSE quality"
	    " END, entry = :id, entries = entries + 1");

	db_bind(db, &q, entry_fields, e);
	db_int(db, &q, ":measured", is_measured(e));
	db_int(db, &q, ":measured_uwh", is_measured(e) ? e->energy_uwh : 0);
	return db_run(db, &q);
}

bool
slot_get(struct db *db, int64_t meter, int64_t slot_at, struct slot *s)
{
	static struct query q = QUERY("SELECT meter, slot_at, energy_uwh,"
	    " measured_uwh, entry, entries FROM slot"
	    " WHERE meter = :meter AND slot_at = :slot_at");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":slot_at", slot_at);
	return db_one(db, &q, NULL, slot_fields, s);
}

int64_t
slot_first(struct db *db, int64_t meter, int64_t fallback)
{
	static struct query q = QUERY("SELECT min(slot_at) FROM slot"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, fallback);
}

bool
entry_add(struct db *db, struct entry *e, int64_t now)
{
	static struct query q = QUERY("INSERT INTO entry (id, meter, slot_at,"
	    " energy_uwh, kind, quality, rule, corrects, booked_at, first_at,"
	    " last_at, samples, evidence, actor, reason, hash) VALUES (:id,"
	    " :meter, :slot_at, :energy_uwh, :kind, :quality, :rule,"
	    " :corrects, :booked_at, :first_at, :last_at, :samples,"
	    " :evidence, :actor, :reason, :hash)");
	unsigned char before[ENTRY_HASH], hash[ENTRY_HASH];
	int64_t last_at;
	struct slot s;

	e->id = entry_last(db, before, &last_at) + 1;
	e->booked_at = now > last_at ? now : last_at;
	e->corrects = !is_seal(e) &&
	    slot_get(db, e->meter, e->slot_at, &s) ? s.entry : NONE;
	entry_hash(e, before, hash);
	e->hash = (struct blob){ hash, sizeof hash };
	db_bind(db, &q, entry_fields, e);
	e->hash = (struct blob){ NULL, 0 };
	return db_run(db, &q) && (is_seal(e) || keep_slot(db, e));
}

/* ---- Reading ------------------------------------------------------------ */

struct query *
entry_list(struct db *db, int64_t meter, int64_t since_at, int64_t until_at,
    int64_t as_of_at, int64_t limit)
{
	static struct query one = QUERY("SELECT * FROM entry WHERE"
	    " meter = :meter AND slot_at >= :since AND slot_at < :until"
	    " AND booked_at <= :as_of ORDER BY slot_at, id LIMIT :limit");
	static struct query all = QUERY("SELECT * FROM entry WHERE"
	    " slot_at >= :since AND slot_at < :until"
	    " AND booked_at <= :as_of ORDER BY id LIMIT :limit");
	struct query *q = meter == NONE ? &all : &one;

	if (meter != NONE)
		db_int(db, q, ":meter", meter);
	db_int(db, q, ":since", since_at);
	db_int(db, q, ":until", until_at);
	db_int(db, q, ":as_of", as_of_at);
	db_int(db, q, ":limit", limit);
	return q;
}

#define WHOSE " m.device AS device, m.channel AS channel,"		\
	" m.source AS source, m.direction AS direction,"		\
	" m.parent AS parent, (SELECT p.location FROM meter_place p"	\
	" WHERE p.meter = m.id AND p.from_at <= s.slot_at"		\
	" ORDER BY p.from_at DESC LIMIT 1) AS location"

#define SUMS "SELECT s.slot_at AS slot_at, s.meter AS meter,"		\
	" s.energy_uwh AS energy_uwh, s.quality AS quality,"		\
	" s.entries AS entries," WHOSE					\
	" FROM slot s JOIN meter m ON m.id = s.meter WHERE "

struct query *
slot_sums(struct db *db, int64_t meter, int64_t since_at, int64_t until_at)
{
	static struct query one = QUERY(SUMS "s.meter = :meter AND"
	    " s.slot_at >= :since AND s.slot_at < :until"
	    " ORDER BY s.slot_at");
	static struct query all = QUERY(SUMS "s.slot_at >= :since AND"
	    " s.slot_at < :until ORDER BY s.slot_at, s.meter");
	struct query *q = meter == NONE ? &all : &one;

	if (meter != NONE)
		db_int(db, q, ":meter", meter);
	db_int(db, q, ":since", since_at);
	db_int(db, q, ":until", until_at);
	return q;
}

#define KNOWN "FROM entry e WHERE e.meter = s.meter AND"		\
	" e.slot_at = s.slot_at AND e.booked_at <= :as_of AND"		\
	" e.kind <> 'seal'"

/* The entries of the slot in their order: the last one's quality counts. */
struct query *
slot_sums_as_of(struct db *db, int64_t meter, int64_t since_at,
    int64_t until_at, int64_t as_of_at)
{
	static struct query q = QUERY("SELECT s.slot_at AS slot_at,"
	    " s.meter AS meter, (SELECT sum(e.energy_uwh) " KNOWN ") AS"
	    " energy_uwh, (SELECT e.quality " KNOWN " ORDER BY e.id DESC"
	    " LIMIT 1) AS quality, (SELECT count(*) " KNOWN ") AS entries,"
	    WHOSE " FROM slot s JOIN meter m ON m.id = s.meter WHERE"
	    " s.slot_at >= :since AND s.slot_at < :until AND"
	    " (:meter IS NULL OR s.meter = :meter) AND EXISTS (SELECT 1 "
	    KNOWN ") ORDER BY s.slot_at, s.meter");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":since", since_at);
	db_int(db, &q, ":until", until_at);
	db_int(db, &q, ":as_of", as_of_at);
	return &q;
}
