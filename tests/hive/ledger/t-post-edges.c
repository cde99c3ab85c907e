/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "hive/service/health.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/*
 * How far booking looks, and how far a reading that comes late reaches.  Each
 * step says in rows what it looked at: after so many no further meter is
 * begun.
 */
#define T0	(SLOT_MS * INT64_C(1994600))
#define NOW	(T0 + DAY_MS)
#define WH	INT64_C(1000000)

static struct arena arena;
static struct db *db;

/* ---- Meters and what they say -------------------------------------------- */

/* "e1000 p60 b2": Wh, W and the count of starts, so many seconds after T0. */
static void
say(const char *device, int64_t at_s, const char *what)
{
	const char *names[256] = { ['e'] = "energy_wh_total",
	    ['p'] = "power_w", ['b'] = "boot" };
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld",
	    (long long)(T0 + at_s * 1000));
	struct meter_verdict v;

	for (; *what; what += strcspn(what, " "), what += *what == ' ')
		text = arena_printf(&arena, "%s,\"%s\":%.*s", text,
		    names[(unsigned char)*what], (int)strcspn(what, " ") - 1,
		    what + 1);
	text = arena_printf(&arena, "%s}", text);
	CHECK_INT(meter_take(db, &arena, device, text, strlen(text), NOW, &v),
	    METER_ACCEPTED);
}

/* What a meter says many times, each so many seconds: Wh that grow by so many,
 * or W.  By SQL, for there are thousands. */
struct many {
	const char	*device;
	int64_t		 from_s, each_s, n, wh, more_wh, watt;
};

static int64_t	meter_of(const char *device);

static void
say_many(const struct many *m)
{
	static struct query q = QUERY("WITH RECURSIVE s(n) AS (VALUES (0)"
	    " UNION ALL SELECT n + 1 FROM s WHERE n + 1 < :n)"
	    " INSERT INTO meter_reading (meter, key, at, received_at, guessed,"
	    " register_uwh, power_milliw, opens, digest, state, rule,"
	    " counted_uwh) SELECT :meter, CAST(printf('%017d', :first + n *"
	    " :step) AS BLOB), :first + n * :step, :first, 0, 1000000 * (:wh +"
	    " n * :more), :watt * 1000, 0, x'00', 0, 0, 0 FROM s");
	int64_t first = T0 + m->from_s * 1000, step = m->each_s * 1000;

	db_int(db, &q, ":n", m->n);
	db_int(db, &q, ":meter", meter_of(m->device));
	db_int(db, &q, ":first", first);
	db_int(db, &q, ":step", step);
	db_int(db, &q, ":wh", m->watt ? NONE : m->wh);
	db_int(db, &q, ":more", m->more_wh);
	db_int(db, &q, ":watt", m->watt ? m->watt : NONE);
	CHECK(db_run(db, &q));
	meter_due(db, meter_of(m->device), first, first + step * (m->n - 1),
	    NOW);
}

static void
book(void)
{
	for (int i = 0; book_step(db, &arena, NOW, 1) && i < 50; i++)
		;
	CHECK_INT(book_next_at(db), INT64_MAX);
}

static int64_t
meter_of(const char *device)
{
	struct meter m = { .id = NONE };

	meter_find(db, &arena, device, METER_CHANNEL, &m);
	return m.id;
}

/* Of slots from one on and before another, counted from T0. */
static int64_t
wh_of(const char *device, int from, int until)
{
	struct query *q = slot_sums(db, meter_of(device), T0 + from *
	    (int64_t)SLOT_MS, T0 + until * (int64_t)SLOT_MS);
	struct slot_sum s;
	int64_t uwh = 0;

	while (db_row(db, q, slot_sum_fields, &s))
		uwh += s.energy_uwh;
	return uwh / WH;
}

/* The entries of one slot, "base A 10 correction E -3", in Wh. */
static const char *
entries(const char *device, int slot)
{
	int64_t at = T0 + slot * (int64_t)SLOT_MS;
	struct query *q = entry_list(db, meter_of(device), at, at + 1,
	    INT64_MAX, 100);
	const char *text = "";
	struct entry e;

	while (db_row(db, q, entry_fields, &e))
		text = arena_printf(&arena, "%s%s%s %s %lld", text,
		    *text ? " " : "", entry_kind_words[e.kind],
		    quality_words[e.quality], (long long)(e.energy_uwh / WH));
	return text;
}

/* ---- How far it looks ---------------------------------------------------- */

/* The rows, from least on, that the next step looks at before it comes to a
 * further meter, which is due as well. */
static int
rows(int least)
{
	static struct query q = QUERY("UPDATE meter_state SET due_at = :now"
	    " + (meter = :second) WHERE due_at IS NOT NULL");
	int64_t second = meter_of("second");
	struct slot s;
	bool booked = false;
	int most = least;

	for (; !booked && most < least + 8; most++) {
		db_begin(db);
		say("second", 0, "e100");
		say("second", 300, "e101");
		db_int(db, &q, ":now", NOW - 1);
		db_int(db, &q, ":second", second);
		CHECK(db_run(db, &q));
		book_step(db, &arena, NOW, most);
		booked = slot_get(db, second, T0, &s);
		db_rollback(db);
	}
	return most - 2;
}

/* Half a day of readings lies before the new one: it looks at the third before
 * it, at the last one before the slot of that, and at what is behind them. */
static void
check_rows(void)
{
	db_begin(db);
	say("second", -36000, "e99");
	say("rows", 0, "e1000");
	say_many(&(struct many){ "rows", 300, 300, 122, 1001, 1, 0 });
	book();
	say("rows", 36900, "e1123");
	db_commit(db);
	CHECK_INT(rows(0), 5);
	db_begin(db);
	book();
	CHECK_INT(wh_of("rows", 0, 96), 123);
	/* Of one that knows power only, the one before tells all. */
	say("power", 0, "p100");
	say_many(&(struct many){ "power", 300, 300, 123, .watt = 100 });
	book();
	say("power", 37200, "p100");
	db_commit(db);
	CHECK_INT(rows(0), 3);
	db_begin(db);
	book();
	db_commit(db);
}

/* What comes late among many is set right with the first 256 of them; what is
 * too much at once is not looked at in more than 4,096. */
static void
check_portions(void)
{
	db_begin(db);
	say("wide", 0, "e1000");
	say_many(&(struct many){ "wide", 60, 60, 1000, 1001, 1, 0 });
	book();
	CHECK_INT(wh_of("wide", 0, 96), 1000);
	say("wide", 30030, "e1500");
	db_commit(db);
	CHECK_INT(rows(253), 256);
	db_begin(db);
	book();
	say("flood", 0, "e1000");
	say_many(&(struct many){ "flood", 10, 10, 5000, 1001, 1, 0 });
	db_commit(db);
	CHECK_INT(rows(4093), 4096);
	db_begin(db);
	book();
	CHECK_INT(wh_of("flood", 0, 96), 5000);
	CHECK_INT(wh_of("flood", 0, 1), 90);
	db_commit(db);
}

/* ---- How far what is late reaches ---------------------------------------- */

/* A register that stands still says 1 Wh more, once and late: all that follow
 * are below it now, up to the last of hundreds, and none counts it again. */
static void
check_base(void)
{
	say("idle", 0, "e1000");
	say_many(&(struct many){ "idle", 120, 60, 600, 1000, 0, 0 });
	book();
	say("idle", 60, "e1001");
	book();
	say("idle", 36200, "e1005");
	book();
	CHECK_INT(wh_of("idle", 0, 96), 5);
}

/* A board that told power only turns out to have had a register before: then
 * nothing of that counts. */
static void
check_register(void)
{
	struct query *q;
	struct entry e = { .id = 0 }, last = { .id = 0 };

	say("late", 60, "p60");
	say_many(&(struct many){ "late", 120, 60, 600, .watt = 60 });
	book();
	CHECK_INT(wh_of("late", 0, 96), 600);
	CHECK_TEXT(entries("late", 20), "base A 15");
	say("late", 0, "e500");
	book();
	CHECK_INT(wh_of("late", 0, 96), 0);
	CHECK_TEXT(entries("late", 20), "base A 15 correction A -15");
	q = entry_list(db, meter_of("late"), T0, T0 + DAY_MS, INT64_MAX, 999);
	while (db_row(db, q, entry_fields, &e))
		last = e;
	CHECK_INT(last.first_at, NONE);
	CHECK_INT(last.last_at, NONE);
	CHECK_INT(last.samples, 0);
}

/* Only what changes is corrected: its energy, or how sure it is. */
static void
check_corrections(void)
{
	say("q", 0, "e1000");
	say("q", 900, "e1060");
	say("q", 1500, "e1120");
	book();
	CHECK_TEXT(entries("q", 0), "base E 60");
	CHECK_TEXT(entries("q", 1), "base A 60");
	say("q", 450, "e1030");
	book();
	CHECK_TEXT(entries("q", 0), "base E 60 correction A 0");
	CHECK_TEXT(entries("q", 1), "base A 60");
	say("w", 0, "e1000");
	say("w", 600, "e1060");
	say("w", 1200, "e1120");
	say("w", 1800, "e1180");
	book();
	CHECK_TEXT(entries("w", 0), "base A 90");
	say("w", 900, "e1100");
	book();
	CHECK_TEXT(entries("w", 0), "base A 90 correction A 10");
	CHECK_TEXT(entries("w", 1), "base A 90 correction A -10");
	CHECK_TEXT(entries("w", 2), "");
}

/* Two readings of one instant, at the edge of a slot: what lies between them
 * stays booked when more comes behind. */
static void
check_instant(void)
{
	say("twice", 0, "e1000");
	say("twice", 900, "e1001");
	say("twice", 900, "e1002");
	say("twice", 1000, "e1003");
	say("twice", 1100, "e1004");
	book();
	CHECK_INT(wh_of("twice", 0, 1), 1);
	CHECK_INT(wh_of("twice", 1, 2), 3);
	say("twice", 1200, "e1005");
	book();
	CHECK_INT(wh_of("twice", 1, 2), 4);
	CHECK_TEXT(entries("twice", 1), "base A 3 correction A 1");
}

/* ---- What is told of it -------------------------------------------------- */

static int64_t
counted(const char *name)
{
	int64_t n = counter_get(db, name);

	return n == NONE ? 0 : n;
}

static int
tickets(const char *class, const char *device)
{
	struct query *q = ticket_list(db, "open", 1000);
	int64_t meter = meter_of(device);
	struct ticket t;
	int n = 0;

	while (db_row(db, q, ticket_fields, &t))
		n += !strcmp(t.class, class) && t.meter == meter;
	return n;
}

/* Each step that is no plain one is counted once, and what nobody can explain
 * is a ticket. */
static void
check_told(void)
{
	static const struct {
		const char	*said[4];	/* each 30 s */
		int		 resets, odd, reset_tickets, spikes;
	} cases[] = {
		{ { "e1000", "e1001" }, 0, 0, 0, 0 },
		{ { "e1000", "e999" }, 0, 0, 0, 0 },
		{ { "e1000 b1", "e900 b2" }, 1, 0, 0, 0 },
		{ { "e1000 b1", "e5 b2" }, 1, 0, 0, 0 },
		{ { "e99990 b1", "e5 b1" }, 1, 0, 0, 0 },
		{ { "e1000", "e90000" }, 0, 0, 0, 0 },
		{ { "e1000", "e90000", "e1001" }, 0, 1, 0, 1 },
		{ { "e1000", "e90000", "e90001" }, 0, 1, 1, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *device = arena_printf(&arena, "told-%d", (int)i);
		int64_t resets = counted("meter_resets");
		int64_t odd = counted("meter_steps_unexplained");
		struct meter m;

		record_clear(meter_fields, &m);
		m.device = device;
		m.modulus_uwh = 100000 * WH;
		m.power_most_w = 15000;
		meter_make(db, &arena, &m, "test", NOW);
		for (int k = 0; k < 4 && cases[i].said[k]; k++)
			say(device, 30 * k, cases[i].said[k]);
		book();
		meter_due(db, meter_of(device), T0, NOW, NOW);
		book();
		CHECK_INT(counted("meter_resets") - resets, cases[i].resets);
		CHECK_INT(counted("meter_steps_unexplained") - odd,
		    cases[i].odd);
		CHECK_INT(tickets("reset", device), cases[i].reset_tickets);
		CHECK_INT(tickets("spike", device), cases[i].spikes);
	}
}

/* A meter that never said anything has nothing to book. */
static void
check_silent(void)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = "silent";
	meter_due(db, meter_make(db, &arena, &m, "test", NOW), T0, T0, NOW);
	CHECK_INT(book_next_at(db), NOW);
	book();
	CHECK_INT(wh_of("silent", 0, 96), 0);
}

int
main(void)
{
	arena_init(&arena, 256u << 20);
	db = store_open(":memory:");
	check_rows();
	check_portions();
	db_begin(db);
	check_base();
	check_register();
	check_corrections();
	check_instant();
	check_told();
	check_silent();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
