/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/verify/verify.h"

/*
 * The heads and the chain, and the order of the other looks.  A quick look
 * begins behind a signed head and trusts what that covers; a full one reads
 * each entry once, for the chain and for the invariants in the same pass.  Of
 * an earlier moment only the chain is looked at: the tables that are derived
 * from it hold what is known now.
 */

#define PROGRESS_EVERY	100000

const char *const verify_kind_words[] = {
	[VERIFY_CHAIN] = "chain", [VERIFY_INVARIANT] = "invariant",
	[VERIFY_SIGNATURE] = "signature", [VERIFY_REBUILD] = "rebuild", NULL
};

static const struct field finding_fields[] = {
	WORD(struct verify_finding, kind, verify_kind),
	FIELD(struct verify_finding, rule),
	FIELD(struct verify_finding, entry),
	FIELD(struct verify_finding, meter),
	TIME(struct verify_finding, slot_at),
	FIELD(struct verify_finding, text),
	FIELDS_END
};

const struct field verify_fields[] = {
	FIELD(struct verify, entries, .doc = "looked at"),
	FIELD(struct verify, first),
	FIELD(struct verify, last),
	FIELD(struct verify, hash, .doc = "of the last entry"),
	FIELD(struct verify, energy_uwh, .doc = "sum of the entries"),
	FIELD(struct verify, heads),
	FIELD(struct verify, slots),
	FIELD(struct verify, meters, .doc = "replayed"),
	FIELD(struct verify, not_replayed,
	    .doc = "slots whose samples are no longer kept"),
	LIST(struct verify, findings, finding_fields, struct verify_finding),
	FIELDS_END
};

void
verify_note(struct verify *v, struct arena *arena, enum verify_kind kind,
    const struct verify_finding *f)
{
	struct verify_finding *all = v->findings.v;

	v->found[kind]++;
	if (!all)
		v->findings.v = all = ARENA_MANY(arena,
		    struct verify_finding, VERIFY_FINDINGS);
	if (v->findings.n == VERIFY_FINDINGS)
		return;
	all[v->findings.n] = *f;
	all[v->findings.n].kind = kind;
	all[v->findings.n++].text = arena_copy(arena, f->text);
}

enum verify_kind
verify_status(const struct verify *v)
{
	for (enum verify_kind k = VERIFY_CHAIN; k < VERIFY_KINDS; k++)
		if (v->found[k])
			return k;
	return VERIFY_NONE;
}

/* ---- Heads -------------------------------------------------------------- */

static bool
entry_hash_is(struct db *db, int64_t id, struct blob hash, bool *there)
{
	static struct query q = QUERY("SELECT hash FROM entry WHERE id = :id");
	struct entry e;
	bool same;

	db_int(db, &q, ":id", id);
	*there = db_row(db, &q, entry_fields, &e);
	same = *there && e.hash.n == hash.n &&
	    !memcmp(e.hash.p, hash.p, hash.n);
	db_end(db, &q);
	return same;
}

static void
check_head(struct db *db, struct arena *arena, struct verify *v,
    const struct ledger_head *h, int64_t id)
{
	struct verify_finding f = { .entry = h->entry, .meter = NONE,
	    .slot_at = NONE };
	bool there;

	if (h->id != id) {
		f.rule = "hole";
		f.text = arena_printf(arena, "heads before %lld are missing",
		    (long long)h->id);
		verify_note(v, arena, VERIFY_SIGNATURE, &f);
	}
	if (!head_get_good(h, &v->public)) {
		f.rule = "signature";
		f.text = arena_printf(arena, "head %lld is not signed with"
		    " the ledger's key", (long long)h->id);
		verify_note(v, arena, VERIFY_SIGNATURE, &f);
	} else if (!entry_hash_is(db, h->entry, h->hash, &there)) {
		f.rule = there ? "head" : "cut";
		f.text = arena_printf(arena, there ? "the entry has another"
		    " hash than head %lld says" : "head %lld covers entries"
		    " that are gone", (long long)h->id);
		verify_note(v, arena, VERIFY_CHAIN, &f);
	}
}

/* All heads; the last good one is where a quick look may begin. */
static void
check_heads(struct db *db, struct arena *arena, struct verify *v,
    struct ledger_head *good)
{
	struct query *q = head_gets(db);
	struct ledger_head h;
	int64_t id = 1;

	*good = (struct ledger_head){ .entry = 0 };
	while (db_row(db, q, ledger_head_fields, &h)) {
		int64_t before = v->found[VERIFY_CHAIN] +
		    v->found[VERIFY_SIGNATURE];

		if (h.at > v->as_of_at)
			continue;
		v->heads++;
		check_head(db, arena, v, &h, id);
		id = h.id + 1;
		if (before == v->found[VERIFY_CHAIN] +
		    v->found[VERIFY_SIGNATURE])
			good->entry = h.entry;
	}
}

static void
check_last_head(struct db *db, struct arena *arena, struct verify *v,
    struct ledger_head *h)
{
	if (!head_get(db, arena, h))
		*h = (struct ledger_head){ .entry = 0 };
	else
		check_head(db, arena, v, h, h->id);
	v->heads++;
}

/* ---- The chain ---------------------------------------------------------- */

static int64_t
count(struct db *db)
{
	static struct query q = QUERY("SELECT max(id) FROM entry");

	return db_number(db, &q, 0);
}

static void
missing(struct verify *v, struct arena *arena, int64_t from, int64_t to)
{
	struct verify_finding f = { .rule = "hole", .entry = from,
	    .meter = NONE, .slot_at = NONE };

	f.text = arena_printf(arena, "entries %lld to %lld are missing",
	    (long long)from, (long long)to);
	verify_note(v, arena, VERIFY_CHAIN, &f);
}

static void
check_entry(struct verify *v, struct arena *arena, const struct entry *e,
    unsigned char before[ENTRY_HASH])
{
	struct verify_finding f = { .rule = "hash", .entry = e->id,
	    .meter = e->meter, .slot_at = e->slot_at,
	    .text = "the entry is not what its hash says" };
	unsigned char hash[ENTRY_HASH];

	if (e->id != v->last + 1)
		missing(v, arena, v->last + 1, e->id - 1);
	entry_hash(e, before, hash);
	if (e->hash.n != ENTRY_HASH || memcmp(hash, e->hash.p, ENTRY_HASH))
		verify_note(v, arena, VERIFY_CHAIN, &f);
	memcpy(before, e->hash.n == ENTRY_HASH ? e->hash.p : hash,
	    ENTRY_HASH);
	v->last = e->id;
	v->entries++;
	v->energy_uwh += e->energy_uwh;
	if (v->depth >= VERIFY_FULL)
		verify_entry(v, arena, e);
}

/* The hash of the entry that the look begins behind. */
static void
start(struct db *db, struct verify *v, int64_t id,
    unsigned char hash[ENTRY_HASH])
{
	static struct query q = QUERY("SELECT hash FROM entry WHERE id = :id");
	struct entry e;

	memset(hash, 0, ENTRY_HASH);
	v->last = id;
	v->first = id + 1;
	db_int(db, &q, ":id", id);
	if (id && db_row(db, &q, entry_fields, &e))
		memcpy(hash, e.hash.p, ENTRY_HASH);
	db_end(db, &q);
}

void
verify_chain(struct db *db, struct arena *arena, struct verify *v)
{
	static struct query q = QUERY("SELECT * FROM entry WHERE id > :from"
	    " ORDER BY id");
	int64_t all = v->progress ? count(db) : 0;
	unsigned char before[ENTRY_HASH];
	struct ledger_head good;
	struct entry e;

	if (v->depth == VERIFY_TAIL)
		check_last_head(db, arena, v, &good);
	else
		check_heads(db, arena, v, &good);
	start(db, v, v->depth <= VERIFY_QUICK ? good.entry : 0, before);
	db_int(db, &q, ":from", v->last);
	while (db_row(db, &q, entry_fields, &e)) {
		if (e.booked_at > v->as_of_at)
			break;
		check_entry(v, arena, &e, before);
		if (v->progress && v->entries % PROGRESS_EVERY == 0)
			v->progress(e.id, all);
	}
	db_end(db, &q);
	if (v->progress)
		v->progress(all, all);
	v->hash = head_hex(arena, before, sizeof before);
}

void
verify_run(struct db *db, struct arena *arena, struct verify *v)
{
	randombytes_buf(v->key, sizeof v->key);
	verify_chain(db, arena, v);
	if (v->depth <= VERIFY_QUICK || v->as_of_at != INT64_MAX)
		return;
	verify_slots(db, arena, v);
	verify_periods(db, arena, v);
	if (v->depth == VERIFY_ALL) {
		verify_replay(db, arena, v);
		verify_polled(db, arena, v);
		verify_days(db, arena, v);
	}
}
