/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>

#include "hive/ledger/entry.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* The books' rows: how they are chained, and what a slot has of them. */

#define T0	INT64_C(1795168800000)

static struct arena arena;
static struct db *db;

/* ---- The chain, as hive/ledger/entry.h describes it ---------------------- */

struct bytes {
	unsigned char	b[4096];
	size_t		n;
};

static void
put_number(struct bytes *to, int64_t n)
{
	for (int i = 0; i < 64; i += 8)
		to->b[to->n++] = (unsigned char)((uint64_t)n >> i & 255);
}

static void
put_text(struct bytes *to, const char *s)
{
	for (; s && *s; s++)
		to->b[to->n++] = (unsigned char)*s;
	to->b[to->n++] = '\0';
}

static bool
is_hash(const struct entry *e, const unsigned char *before,
    const unsigned char *got)
{
	static struct bytes all;
	unsigned char want[32];
	const int64_t numbers[] = { e->id, e->meter, e->slot_at,
	    e->energy_uwh, e->corrects, e->booked_at, e->first_at, e->last_at,
	    e->samples };
	static const char *const kinds[] = { "", "base", "correction",
	    "manual", "seal" };
	static const char *const qualities[] = { "", "A", "S", "E", "M" };

	memcpy(all.b, before, 32);
	all.n = 32;
	for (int i = 0; i < 9; i++)
		put_number(&all, numbers[i]);
	put_text(&all, kinds[e->kind]);
	put_text(&all, qualities[e->quality]);
	put_text(&all, e->rule);
	put_text(&all, e->actor);
	put_text(&all, e->reason);
	for (size_t i = 0; i < e->evidence.n; i++)
		all.b[all.n++] = ((const unsigned char *)e->evidence.p)[i];
	crypto_generichash_blake2b_salt_personal(want, 32, all.b, all.n, NULL,
	    0, NULL, (const unsigned char *)"powerhive-ledger");
	return !memcmp(want, got, 32);
}

/* Each byte counts, also of a reason that is longer than most. */
static void
check_hash(void)
{
	static char reason[2001];
	unsigned char before[32], hash[32], first[32];
	int error = 0;
	struct entry e = { .id = 7, .meter = 3, .slot_at = T0,
	    .energy_uwh = -5, .kind = ENTRY_MANUAL, .quality = QUALITY_MANUAL,
	    .rule = "manual", .corrects = NONE, .booked_at = T0 + 1,
	    .first_at = NONE, .last_at = NONE, .actor = "user:ann" };

	memset(before, 0x5a, sizeof before);
	entry_hash(&e, before, hash);
	CHECK(is_hash(&e, before, hash));
	e.evidence = (struct blob){ before, 32 };
	entry_hash(&e, before, first);
	CHECK(is_hash(&e, before, first) && memcmp(hash, first, 32));
	e.reason = reason;
	for (size_t len = 350; len < 450; len++) {
		memset(reason, 'r', len);
		entry_hash(&e, before, hash);
		error += !is_hash(&e, before, hash);
	}
	CHECK_INT(error, 0);
	memset(reason, 'r', 2000);
	entry_hash(&e, before, hash);
	CHECK(is_hash(&e, before, hash));
	reason[1999] = 's';
	entry_hash(&e, before, first);
	CHECK(is_hash(&e, before, first) && memcmp(hash, first, 32));
}

/* ---- What a slot has ---------------------------------------------------- */

static struct entry
add(int64_t slot_at, enum entry_kind kind, enum quality quality, int64_t uwh,
    int64_t now)
{
	unsigned char before[32], hash[32];
	int64_t booked_at, last = entry_last(db, before, &booked_at);
	struct entry e = { .meter = 1, .slot_at = slot_at, .kind = kind,
	    .quality = quality, .energy_uwh = uwh, .rule = "plain",
	    .first_at = slot_at, .last_at = slot_at + 1, .samples = 2 };

	CHECK(entry_add(db, &e, now));
	CHECK_INT(e.id, last + 1);
	CHECK_INT(entry_last(db, hash, &booked_at), e.id);
	CHECK_INT(booked_at, e.booked_at);
	CHECK(is_hash(&e, before, hash));
	return e;
}

static void
check_slot(int64_t slot_at, int64_t energy, int64_t measured, int64_t entries,
    int64_t last)
{
	struct slot s = { .entries = 0 };

	CHECK(slot_get(db, 1, slot_at, &s));
	CHECK_INT(s.energy_uwh, energy);
	CHECK_INT(s.measured_uwh, measured);
	CHECK_INT(s.entries, entries);
	CHECK_INT(s.entry, last);
}

static enum quality
quality_of(int64_t slot_at)
{
	struct slot_sum s = { .quality = QUALITY_NONE };
	struct query *q = slot_sums(db, 1, slot_at, slot_at + 1);

	while (db_row(db, q, slot_sum_fields, &s))
		;
	return s.quality;
}

/* Empty books end with noughts; an entry is never before the one it follows,
 * and names the one that it corrects. */
static void
check_entries(void)
{
	static const unsigned char noughts[32];
	unsigned char hash[32] = { 1 };
	int64_t booked_at = 1;
	struct slot none;
	struct entry e;

	CHECK_INT(entry_last(db, hash, &booked_at), 0);
	CHECK_INT(booked_at, 0);
	CHECK(!memcmp(hash, noughts, 32));
	CHECK_INT(entry_newest(db), 0);
	CHECK(!slot_get(db, 1, T0, &none));
	CHECK_INT(slot_first(db, 1, 77), 77);
	e = add(T0, ENTRY_BASE, QUALITY_OUR_CLOCK, 100, 5000);
	CHECK_INT(e.corrects, NONE);
	CHECK_INT(e.booked_at, 5000);
	check_slot(T0, 100, 100, 1, 1);
	/* The clock was set back: the books' time was not. */
	e = add(T0, ENTRY_CORRECTION, QUALITY_ESTIMATED, -30, 4999);
	CHECK_INT(e.corrects, 1);
	CHECK_INT(e.booked_at, 5000);
	check_slot(T0, 70, 70, 2, 2);
	CHECK_INT(quality_of(T0), QUALITY_ESTIMATED);
	/* A person's is no measurement, and makes none worse. */
	e = add(T0, ENTRY_MANUAL, QUALITY_MANUAL, 1000, 5001);
	CHECK_INT(e.corrects, 2);
	CHECK_INT(e.booked_at, 5001);
	check_slot(T0, 1070, 70, 3, 3);
	CHECK_INT(quality_of(T0), QUALITY_ESTIMATED);
	e = add(T0 - SLOT_MS, ENTRY_MANUAL, QUALITY_MANUAL, 5, 5001);
	CHECK_INT(e.corrects, NONE);
	check_slot(T0 - SLOT_MS, 5, 0, 1, 4);
	CHECK_INT(quality_of(T0 - SLOT_MS), QUALITY_MANUAL);
	/* A seal corrects nothing and makes no slot. */
	e = add(T0, ENTRY_SEAL, QUALITY_MEASURED, 0, 5002);
	CHECK_INT(e.corrects, NONE);
	check_slot(T0, 1070, 70, 3, 3);
	e = add(T0 - 2 * SLOT_MS, ENTRY_SEAL, QUALITY_MEASURED, 0, 5002);
	CHECK(!slot_get(db, 1, T0 - 2 * SLOT_MS, &none));
	CHECK_INT(slot_first(db, 1, 77), T0 - SLOT_MS);
	CHECK_INT(entry_newest(db), 6);
}

/* ---- Reading ------------------------------------------------------------ */

static int64_t
listed(int64_t meter, int64_t since, int64_t until, int64_t as_of,
    int64_t limit)
{
	struct query *q = entry_list(db, meter, since, until, as_of, limit);
	struct entry e;
	int64_t n = 0;

	while (db_row(db, q, entry_fields, &e))
		n++;
	return n;
}

/* Of one meter or of all, from an instant on and before another. */
static void
check_reading(void)
{
	energy_book(db, 2, T0, 9, "A", 6000);
	CHECK_INT(listed(1, T0, T0 + 1, INT64_MAX, 100), 4);
	CHECK_INT(listed(2, T0, T0 + 1, INT64_MAX, 100), 1);
	CHECK_INT(listed(NONE, T0, T0 + 1, INT64_MAX, 100), 5);
	CHECK_INT(listed(NONE, T0, T0 + 1, INT64_MAX, 2), 2);
	CHECK_INT(listed(1, T0, T0 + 1, 5000, 100), 2);
	CHECK_INT(listed(1, T0 - SLOT_MS, T0, INT64_MAX, 100), 1);
	CHECK_INT(listed(1, T0 + 1, INT64_MAX, INT64_MAX, 100), 0);
	CHECK_INT(energy_booked_uwh(db, 1, T0, T0 + 1), 1070);
	CHECK_INT(energy_booked_uwh(db, 2, T0, T0 + 1), 9);
	CHECK_INT(energy_booked_uwh(db, NONE, T0, T0 + 1), 1079);
	CHECK_INT(energy_booked_uwh(db, NONE, T0 - SLOT_MS, T0), 5);
	CHECK_INT(energy_booked_uwh(db, NONE, T0 + 1, INT64_MAX), 0);
}

/* Digests are shown as digits; what there is none of is not shown. */
static void
check_words(void)
{
	static const unsigned char bytes[] = { 0x00, 0x9f, 0xe1 };
	struct entry e = { .hash = { bytes, 3 } };

	entry_words(&arena, &e);
	CHECK_TEXT(e.hash_hex, "009fe1");
	CHECK_TEXT(e.evidence_hex, NULL);
}

/* A hash that somebody cut short is not taken for one. */
static void
check_cut(void)
{
	static struct query q = QUERY("INSERT INTO entry (id, meter, slot_at,"
	    " energy_uwh, kind, quality, rule, booked_at, samples, hash)"
	    " VALUES (99, 1, 0, 0, 'base', 'A', 'plain', 7000, 0, x'')");
	static const unsigned char noughts[32];
	unsigned char hash[32] = { 1 };
	int64_t booked_at;

	CHECK(db_run(db, &q));
	CHECK_INT(entry_last(db, hash, &booked_at), 99);
	CHECK_INT(booked_at, 7000);
	CHECK(!memcmp(hash, noughts, 32));
}

int
main(void)
{
	arena_init(&arena, 1u << 20);
	db = store_open(":memory:");
	db_begin(db);
	CHECK_INT(energy_meter(db, &arena, "a", "message", NULL), 1);
	CHECK_INT(energy_meter(db, &arena, "b", "message", NULL), 2);
	check_hash();
	check_entries();
	check_reading();
	check_words();
	check_cut();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
