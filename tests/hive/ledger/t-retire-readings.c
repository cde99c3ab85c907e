/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* Old readings go, whole days of them, and leave their digest in the books. */

#define T0	(DAY_MS * INT64_C(20800))	/* a midnight */
#define DAYS	10
#define NOW	(T0 + DAYS * DAY_MS + 5 * HOUR_MS)	/* T0 is too old */

static struct arena arena;
static struct db *db;

static const char *
say(const char *device, int64_t at, int64_t wh)
{
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld,"
	    "\"energy_wh_total\":%lld}", (long long)at, (long long)wh);
	struct meter_verdict v;

	meter_take(db, &arena, device, text, strlen(text), NOW, &v);
	return v.rule;
}

static void
book(int64_t now)
{
	while (book_step(db, &arena, now, 1000))
		;
}

static int64_t
left(int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_reading"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, NONE);
}

/* What hive/ledger/meter.h says of the digest: the one before, key, digest,
 * then at, state and what it counted. */
static void
hash(unsigned char sum[32], const struct meter_reading *r)
{
	unsigned char bytes[32 + 17 + 16 + 24];
	const int64_t came[] = { r->at, r->state, r->counted_uwh };

	memcpy(bytes, sum, 32);
	memcpy(bytes + 32, r->key.p, 17);
	memcpy(bytes + 49, r->digest.p, 16);
	for (int k = 0; k < 3; k++)
		for (int i = 0; i < 8; i++)
			bytes[65 + 8 * k + i] = (unsigned char)(
			    (uint64_t)came[k] >> 8 * i & 255);
	crypto_generichash(sum, 32, bytes, sizeof bytes, NULL, 0);
}

/* Of the meter's readings up to an instant, without the n newest of these. */
static int64_t
digest_of(int64_t meter, int64_t until_at, int64_t n, unsigned char sum[32])
{
	static struct query q = QUERY("SELECT * FROM (SELECT * FROM"
	    " meter_reading WHERE meter = :meter AND at < :until ORDER BY at"
	    " DESC, key DESC LIMIT -1 OFFSET :n) ORDER BY at, key");
	struct meter_reading r;
	int64_t count = 0;

	memset(sum, 0, 32);
	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":until", until_at);
	db_int(db, &q, ":n", n);
	for (; db_row(db, &q, meter_reading_fields, &r); count++)
		hash(sum, &r);
	return count;
}

static struct entry
last_entry(void)
{
	struct entry e = { .id = 0 };

	CHECK(entry_get(db, &arena, entry_newest(db), &e));
	return e;
}

/* ---- What goes and what stays -------------------------------------------- */

/* Five of a day: sealed, the first one goes. */
static void
say_day(const char *device, int64_t at)
{
	say(device, at + 1000, 1000);
	say(device, at + SLOT_MS, 1001);
	for (int i = 0; i < 3; i++)
		say(device, at + 2 * SLOT_MS + 1000 * i, 1002 + i);
}

/* Six readings of the day that goes, one at the midnight behind it.  The slot
 * of the third from the end stays, and the one before it; what comes of the day
 * is too old now. */
static void
check_day(void)
{
	unsigned char sum[32];
	int64_t meter, seen;
	struct entry e;

	say("day", T0 + 1000, 1000);
	say("day", T0 + 60000, 1001);
	say("day", T0 + 2 * SLOT_MS, 1050);
	say("day", T0 + DAY_MS - 60000, 1098);
	say("day", T0 + DAY_MS - 30000, 1099);
	say("day", T0 + DAY_MS - 1, 1100);
	say("day", T0 + DAY_MS, 1101);
	say("day", T0 + DAY_MS + 60000, 1102);
	book(NOW);
	meter = energy_meter_of(db, &arena, "day");
	seen = digest_of(meter, T0 + DAY_MS, 4, sum);
	CHECK_INT(seen, 2);
	/* Ten days: T0's begins ten before today's. */
	CHECK(!meter_seal(db, &arena, DAYS, NOW));
	CHECK_INT(left(meter), 8);
	CHECK(meter_seal(db, &arena, DAYS - 1, NOW));
	CHECK_INT(left(meter), 6);
	e = last_entry();
	CHECK_TEXT(entry_kind_words[e.kind], "seal");
	CHECK_INT(e.meter, meter);
	CHECK_INT(e.samples, 2);
	CHECK_INT(e.first_at, T0 + 1000);
	CHECK_INT(e.last_at, T0 + 60000);
	CHECK_INT(e.slot_at, T0);
	CHECK_INT(e.energy_uwh, 0);
	CHECK(e.evidence.n == 32 && !memcmp(e.evidence.p, sum, 32));
	/* Once. */
	CHECK(!meter_seal(db, &arena, DAYS - 1, NOW));
	CHECK_TEXT(say("day", T0 + DAY_MS - 1, 1050), "too_old");
	CHECK_TEXT(say("day", T0 + DAY_MS - 1000, 1050), "too_old");
	CHECK_TEXT(say("day", T0 + DAY_MS + 1, 1101), NULL);
}

/* The step from the one that stayed is still counted, and what was booked
 * before it is not touched. */
static void
check_next(void)
{
	int64_t meter = energy_meter_of(db, &arena, "day");

	CHECK_INT(energy_booked_uwh(db, meter, 0, INT64_MAX), 102000000);
	CHECK_TEXT(say("day", T0 + DAY_MS + 30000, 1101), NULL);
	book(NOW);
	CHECK_INT(energy_booked_uwh(db, meter, 0, INT64_MAX), 102000000);
	CHECK_TEXT(say("day", T0 + DAY_MS + 90000, 1105), NULL);
	book(NOW);
	CHECK_INT(energy_booked_uwh(db, meter, 0, INT64_MAX), 105000000);
}

/* A board that said one thing once keeps it, and holds up nobody behind it. */
static void
check_lone(void)
{
	int64_t lone, other;

	say("lone", T0 + 1000, 1000);
	say_day("other", T0);
	book(NOW);
	lone = energy_meter_of(db, &arena, "lone");
	other = energy_meter_of(db, &arena, "other");
	CHECK(lone < other);
	while (meter_seal(db, &arena, DAYS - 1, NOW))
		;
	CHECK_INT(left(lone), 1);
	CHECK_INT(left(other), 4);
	CHECK_INT(last_entry().meter, other);
	CHECK_TEXT(say("lone", T0 + 1000, 999), "too_old");
}

/* What is yet to be booked stays, and so does all behind it. */
static void
check_due(void)
{
	int64_t meter;

	say_day("due", T0);
	meter = energy_meter_of(db, &arena, "due");
	CHECK(!meter_seal(db, &arena, DAYS - 1, NOW));
	CHECK_INT(left(meter), 5);
	book(NOW);
	say("due", T0 + DAY_MS, 1005);	/* due, but not of that day */
	CHECK(meter_seal(db, &arena, DAYS - 1, NOW));
	CHECK_INT(left(meter), 5);
	book(NOW);
}

/* Taken readings of 1,000 Wh from an instant on, at so many ms. */
static void
add_taken(int64_t meter, int64_t from_at, int64_t count, int64_t step_ms)
{
	static struct query q = QUERY("WITH RECURSIVE s(n) AS (VALUES (0)"
	    " UNION ALL SELECT n + 1 FROM s WHERE n + 1 < :n)"
	    " INSERT INTO meter_reading (meter, key, at, received_at, guessed,"
	    " register_uwh, opens, digest, state, rule, counted_uwh, base_uwh)"
	    " SELECT :meter, CAST(printf('%09d%08d', :first % 1000000000, n)"
	    " AS BLOB), :first + n * :step, 0, 0, 1000000000, 0,"
	    " zeroblob(16), 1, 1, 0, 1000000000 FROM s");

	db_int(db, &q, ":n", count);
	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":first", from_at);
	db_int(db, &q, ":step", step_ms);
	CHECK(db_run(db, &q));
}

/* The same behind the first one. */
static int64_t
add_many(const char *device, int64_t count, int64_t step_ms)
{
	int64_t meter;

	say(device, T0 + 500, 1000);
	book(NOW);
	meter = energy_meter_of(db, &arena, device);
	add_taken(meter, T0 + 500 + step_ms, count, step_ms);
	CHECK_INT(left(meter), count + 1);
	return meter;
}

/* More than 5,000: the first and so many behind it, then the rest. */
static void
check_many(void)
{
	int64_t meter = add_many("many", 5003, 17000), n;
	int64_t low_at = T0 + 500 + 5000 * 17000;
	unsigned char sum[32];
	struct entry e;

	n = digest_of(meter, ledger_slot_at(low_at - 2 * 17000), 1, sum);
	CHECK(n > 4900);
	CHECK(meter_seal(db, &arena, DAYS - 1, NOW));
	e = last_entry();
	CHECK_INT(e.samples, n);
	CHECK_INT(e.first_at, T0 + 500);
	CHECK_INT(e.last_at, T0 + 500 + (n - 1) * 17000);
	CHECK(!memcmp(e.evidence.p, sum, 32));
	CHECK_INT(left(meter), 5004 - n);
	CHECK_TEXT(say("many", low_at, 1000), "too_old");
	CHECK_TEXT(say("many", low_at + 1, 1000), NULL);
	book(NOW);
	CHECK(meter_seal(db, &arena, DAYS - 1, NOW));
	CHECK_TEXT(say("many", low_at + 3 * 17000, 1000), "too_old");
	CHECK(!meter_seal(db, &arena, DAYS - 1, NOW));
}

/* More at one instant than a step takes: the step takes them all. */
static void
check_crowd(void)
{
	int64_t meter = add_many("crowd", 5100, 0);

	add_taken(meter, T0 + 2 * SLOT_MS, 4999, 1);
	CHECK(meter_seal(db, &arena, DAYS - 1, NOW));
	CHECK_INT(last_entry().samples, 5100);
	CHECK_INT(left(meter), 5000);
	CHECK(!meter_seal(db, &arena, DAYS - 1, NOW));
}

/* The same behind what stayed of an earlier day: it is got on with, and who
 * stands behind it has its turn. */
static void
check_stuck(void)
{
	int64_t stuck, behind, day = T0 + DAY_MS;
	int steps = 0;

	say_day("stuck", T0);
	say_day("behind", day);
	book(NOW);
	stuck = energy_meter_of(db, &arena, "stuck");
	behind = energy_meter_of(db, &arena, "behind");
	CHECK(stuck < behind);
	while (meter_seal(db, &arena, DAYS - 1, NOW) && ++steps < 99)
		;
	add_taken(stuck, day + 60000, 5100, 0);
	while (meter_seal(db, &arena, DAYS - 2, NOW) && ++steps < 99)
		;
	CHECK(steps < 99);
	CHECK_INT(left(stuck), 5101);
	CHECK_TEXT(say("stuck", day + 60000, 1000), "too_old");
	CHECK_INT(left(behind), 4);
	CHECK_INT(last_entry().meter, behind);
}

int
main(void)
{
	arena_init(&arena, 64u << 20);
	db = store_open(":memory:");
	db_begin(db);
	check_day();
	check_next();
	check_due();
	check_many();
	check_crowd();
	check_lone();
	check_stuck();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
