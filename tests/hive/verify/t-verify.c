/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/signed_books.h"

/* Who changes the books behind the ledger's back is found, and where. */

static void
check_good(void)
{
	struct verify v = verify(VERIFY_ALL);

	CHECK_INT(verify_status(&v), 0);
	CHECK_INT(v.entries, entries());
	CHECK(v.entries > METERS * SLOTS);
	CHECK(v.heads >= 6);
	CHECK_INT(v.meters, METERS);
	CHECK_INT(v.not_replayed, 0);
	CHECK(v.slots >= METERS * SLOTS);
	v = verify(VERIFY_QUICK);
	CHECK_INT(verify_status(&v), 0);
	CHECK(v.entries > 0 && v.entries < 100);
}

static void
check_as_of(void)
{
	struct verify v = { .depth = VERIFY_FULL,
	    .as_of_at = T0 + 20 * (int64_t)SLOT_MS };

	v.public = public;
	verify_run(db, &scratch, &v);
	CHECK_INT(verify_status(&v), 0);
	CHECK(v.entries > 10 * METERS && v.entries < 21 * METERS);
	db_rest(db);
}

/* As it was known when the second meter's hour was still missing. */
static void
check_known(void)
{
	int64_t end = T0 + SLOTS * (int64_t)SLOT_MS, now = 0, then = 0;
	int corrected = 0, slots = 0;
	struct slot_sum s;
	struct query *q = slot_sums(db, 2, T0, end);

	while (db_row(db, q, slot_sum_fields, &s)) {
		now += s.energy_uwh;
		corrected += s.entries > 1;
	}
	CHECK(corrected > 0);
	q = slot_sums_as_of(db, 2, T0, end, INT64_MAX);
	while (db_row(db, q, slot_sum_fields, &s))
		then += s.energy_uwh;
	CHECK_INT(then, now);
	q = slot_sums_as_of(db, 2, T0, end, T0 + 18 * INT64_C(600000));
	for (then = 0; db_row(db, q, slot_sum_fields, &s); slots++)
		then += s.energy_uwh;
	CHECK_INT(slots, 11);
	CHECK_INT(then, 11 * INT64_C(30000000));
}

/* ---- Tampering ---------------------------------------------------------- */

static void
flip(int64_t id)
{
	static const char *const changes[] = {
		"energy_uwh = energy_uwh + 1", "energy_uwh = -energy_uwh - 1",
		"meter = meter + 1", "slot_at = slot_at + 900000",
		"kind = kind || 'x'", "quality = 'Z'", "rule = 'none'",
		"corrects = coalesce(corrects, 0) + 1",
		"booked_at = booked_at - 1", "first_at = 5", "last_at = NULL",
		"samples = samples + 1", "actor = 'user:eve'",
		"reason = coalesce(reason, '') || '.'", "evidence = x'00'",
		"hash = zeroblob(32)", "hash = x''" };

	sql("UPDATE entry SET %s WHERE id = %lld",
	    changes[dice(sizeof changes / sizeof *changes)], (long long)id);
}

static void
swap(int64_t a, int64_t b)
{
	sql("UPDATE entry SET id = -1 WHERE id = %lld", (long long)a);
	sql("UPDATE entry SET id = %lld WHERE id = %lld", (long long)a,
	    (long long)b);
	sql("UPDATE entry SET id = %lld WHERE id = -1", (long long)b);
}

static void
put_back(void)
{
	sql("DELETE FROM entry");
	sql("INSERT INTO entry SELECT * FROM saved");
}

/* What happened to entry a (and b); whether it was found there. */
static bool
found(int64_t how, int64_t a, int64_t b, int64_t last)
{
	struct verify v;
	bool so;

	if (how == 0)
		flip(a);
	else if (how == 1)
		sql("DELETE FROM entry WHERE id = %lld", (long long)a);
	else if (how == 2)
		swap(a, b);
	else
		sql("DELETE FROM entry WHERE id >= %lld", (long long)a);
	v = verify(VERIFY_FULL);
	so = how == 3 ? verify_status(&v) != 0 && v.last == a - 1 :
	    how == 1 && a == last ? verify_status(&v) != 0 :
	    v.found[VERIFY_CHAIN] > 0 && names(&v, a);
	if (how == 2)
		so = so && names(&v, b);
	put_back();
	if (!so)
		printf("# how %lld a %lld b %lld of %lld: status %d\n",
		    (long long)how, (long long)a, (long long)b,
		    (long long)last, verify_status(&v));
	return so;
}

static void
check_tampering(int n)
{
	static const char *const triggers[] = { "entry_stays", "entry_kept" };
	int64_t last = entries();
	int missed = 0;
	struct verify v;

	for (int i = 0; i < 2; i++)
		sql("DROP TRIGGER %s", triggers[i]);
	sql("CREATE TABLE saved AS SELECT * FROM entry");
	sql("PRAGMA synchronous = OFF");
	for (int i = 0; i < n; i++) {
		int64_t a = 1 + dice(last), b = 1 + dice(last);

		if (a == b)
			b = a == last ? 1 : a + 1;
		missed += !found(dice(4), a, b, last);
	}
	CHECK_INT(missed, 0);
	v = verify(VERIFY_ALL);
	CHECK_INT(verify_status(&v), 0);
}

/* ---- More than entries -------------------------------------------------- */

static void
check_others(void)
{
	struct verify v;

	sql("UPDATE slot SET energy_uwh = energy_uwh + 1 WHERE meter = 4 AND"
	    " slot_at = %lld", (long long)T0);
	v = verify(VERIFY_FULL);
	CHECK_INT(verify_status(&v), 2);
	CHECK(((const struct verify_finding *)v.findings.v)->meter == 4);
	sql("UPDATE slot SET energy_uwh = energy_uwh - 1 WHERE meter = 4 AND"
	    " slot_at = %lld", (long long)T0);

	/* A reading that is changed afterwards no longer leads to the books. */
	sql("UPDATE meter_reading SET register_uwh = register_uwh + 1000"
	    " WHERE meter = 5 AND at = %lld", (long long)(T0 + 1200000));
	v = verify(VERIFY_FULL);
	CHECK_INT(verify_status(&v), 0);
	v = verify(VERIFY_ALL);
	CHECK_INT(verify_status(&v), 4);
	CHECK(((const struct verify_finding *)v.findings.v)->meter == 5);
	sql("UPDATE meter_reading SET register_uwh = register_uwh - 1000"
	    " WHERE meter = 5 AND at = %lld", (long long)(T0 + 1200000));

	sql("DROP TRIGGER head_stays");
	sql("DROP TRIGGER head_kept");
	sql("UPDATE ledger_head SET at = at + 1 WHERE id = 2");
	v = verify(VERIFY_QUICK);
	CHECK_INT(verify_status(&v), 3);
	sql("UPDATE ledger_head SET at = at - 1 WHERE id = 2");
	v = verify(VERIFY_ALL);
	CHECK_INT(verify_status(&v), 0);
	sql("CREATE TABLE heads AS SELECT * FROM ledger_head");
	sql("DELETE FROM ledger_head WHERE id = 1");
	v = verify(VERIFY_QUICK);
	CHECK_INT(verify_status(&v), 3);
	sql("DELETE FROM ledger_head");
	sql("INSERT INTO ledger_head SELECT * FROM heads");
}

static struct statement
make_statement(void)
{
	struct statement s = { .site = "bench", .timezone = "UTC",
	    .period = "2026-11", .made_at = T0 };
	struct statement_meter *m = ARENA_MANY(&arena,
	    struct statement_meter, METERS);
	struct ledger_head h;

	CHECK(statement_period(s.period, &s.from, &s.to));
	for (int i = 0; i < METERS; i++)
		statement_line(db, &arena, i + 1, s.from, s.to, &m[i]);
	s.meters = (struct list){ m, METERS };
	CHECK(head_get(db, &arena, &h));
	s.head_entry = h.entry;
	s.head_at = h.at;
	s.head_hash = h.hash_hex;
	s.head_signature = h.signature_hex;
	return s;
}

static void
check_statement(void)
{
	struct statement s = make_statement();
	const struct statement_meter *m = s.meters.v;
	const char *text = statement_sign(db, &arena, &key, &s);
	struct signed_statement back;
	struct head_public other = { .n = 1 };
	char *bent = arena_copy(&arena, text);

	CHECK_INT(m[2].energy_uwh, 90 * 30 * INT64_C(1000000) - 7000001);
	CHECK_INT(m[2].manual_uwh, -7000001);
	CHECK(m[1].corrections > 0);
	CHECK_INT(m[3].slots, SLOTS);
	CHECK_TEXT(statement_verify(&arena, text, strlen(text), &public,
	    &back), NULL);
	CHECK_INT(((const struct statement *)back.statement)->meters.n,
	    METERS);
	CHECK(statement_verify(&arena, text, strlen(text), &other, &back));
	memcpy(strstr(bent, "\"slots\":60"), "\"slots\":61", 10);
	CHECK(statement_verify(&arena, bent, strlen(bent), &public,
	    &back));
	CHECK(statement_verify(&arena, "{}", 2, &public, &back));
	CHECK(statement_verify(&arena, "x", 1, &public, &back));
	/* Rightly signed, and the head in it is not; an empty ledger has
	 * none. */
	s.head_at++;
	text = statement_sign(db, &arena, &key, &s);
	CHECK(statement_verify(&arena, text, strlen(text), &public, &back));
	s.head_hash = s.head_signature = NULL;
	s.head_at = NONE;
	s.head_entry = 0;
	text = statement_sign(db, &arena, &key, &s);
	CHECK_TEXT(statement_verify(&arena, text, strlen(text), &public,
	    &back), NULL);
	s.head_entry = NONE;
	text = statement_sign(db, &arena, &key, &s);
	CHECK_TEXT(statement_verify(&arena, text, strlen(text), &public,
	    &back), NULL);
}

static void
check_keys(void)
{
	struct head_key again;
	struct head_public keys;
	struct verify v;
	bool fresh;

	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh), NULL);
	CHECK(!fresh && !memcmp(&again, &key, sizeof key));
	/* The key is lost: a new one signs, and the old heads stay good. */
	unlink(arena_printf(&arena, "%s/ledger.key", folder));
	CHECK_TEXT(head_key_open(&again, &arena, folder, &fresh), NULL);
	CHECK(fresh && memcmp(&again, &key, sizeof key));
	CHECK_TEXT(head_public_read(&keys, arena_printf(&arena,
	    "%s/ledger.pub", folder)), NULL);
	CHECK_INT(keys.n, 2);
	CHECK(!memcmp(keys.key[0], public.key[0], 32));
	key = again;
	db_begin(db);
	say(1, T0 + 65 * (int64_t)SLOT_MS, 1000300, T0 + 66 *
	    (int64_t)SLOT_MS);
	book(T0 + 70 * (int64_t)SLOT_MS);
	sign(T0 + 70 * (int64_t)SLOT_MS);
	db_commit(db);
	v = verify(VERIFY_ALL);
	CHECK_INT(verify_status(&v), 3);
	public = keys;
	v = verify(VERIFY_ALL);
	CHECK_INT(verify_status(&v), 0);
}

static int64_t
energy(int64_t meter)
{
	static struct query q = QUERY("SELECT sum(energy_uwh) FROM slot"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, NONE);
}

/* Old readings go; what they led to stays, and can still be verified. */
static void
check_seal(void)
{
	static struct query seals = QUERY("SELECT count(*) FROM entry WHERE"
	    " kind = 'seal' AND samples > 0");
	int64_t now = T0 + 40 * INT64_C(86400000), before = energy(4), n;
	struct meter_verdict verdict;
	const char *late = "{\"timestamp\":1795169100,"
	    "\"energy_wh_total\":4010}";
	struct verify v;
	struct meter m;

	db_begin(db);
	while (meter_seal(db, &scratch, 39, now))
		;
	CHECK_INT(db_number(db, &seals, 0), METERS);
	CHECK(meter_take(db, &scratch, "m4", late, strlen(late), now,
	    &verdict) == METER_REJECTED);
	CHECK_TEXT(verdict.rule, "too_old");
	n = entries();
	CHECK(meter_get(db, &arena, 4, &m));
	meter_change(db, &arena, &m, "user:test", now);
	book(now);
	CHECK_INT(entries(), n);
	CHECK_INT(energy(4), before);
	say(4, T0 + 64 * (int64_t)SLOT_MS, 8000, now);
	book(now);
	CHECK_INT(energy(4), before + 400000000);
	CHECK(db_commit(db));
	v = verify(VERIFY_ALL);
	CHECK_INT(verify_status(&v), 0);
	CHECK(v.not_replayed > METERS * 40);
}

int
main(void)
{
	books_open();
	check_good();
	check_as_of();
	check_known();
	check_statement();
	check_tampering(1000);
	check_others();
	check_keys();
	check_seal();
	return books_close();
}
