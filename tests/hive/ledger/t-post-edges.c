/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/ticket.h"
#include "hive/service/health.h"
#include "tests/lib/post_help.h"

/*
 * How far booking looks, what it corrects and what it tells.  Each step says in
 * rows what it looked at: after so many no further meter is begun.
 */

/* ---- How far it looks ---------------------------------------------------- */

/* The rows, from least on, that the next step looks at before it comes to a
 * further meter, which is due as well. */
static int
rows(int min)
{
	static struct query q = QUERY("UPDATE meter_state SET due_at = :now"
	    " + (meter = :second) WHERE due_at IS NOT NULL");
	int64_t second = meter_of("second");
	struct slot s;
	bool booked = false;
	int max = min;

	for (; !booked && max < min + 8; max++) {
		db_begin(db);
		say("second", 0, "e100");
		say("second", 300, "e101");
		db_int(db, &q, ":now", NOW - 1);
		db_int(db, &q, ":second", second);
		CHECK(db_run(db, &q));
		book_step(db, &arena, NOW, max);
		booked = slot_get(db, second, T0, &s);
		db_rollback(db);
	}
	CHECK(booked);
	return max - 2;
}

/* So many of its readings are the meter's first, and what all count. */
static void
check_readings(const char *device, int firsts, int64_t wh)
{
	struct query *q = meter_reading_list(db, meter_of(device), 0,
	    INT64_MAX, 9999);
	struct meter_reading r;
	int64_t uwh = 0;
	int n = 0;

	while (db_row(db, q, meter_reading_fields, &r)) {
		n += r.rule == RULE_FIRST;
		uwh += r.counted_uwh;
	}
	CHECK_INT(n, firsts);
	CHECK_INT(uwh, wh * WH);
}

/* Half a day of readings lies before the new one: it looks at the third before
 * it, at the last one before the slot of that, and at what is behind them. */
static void
check_rows(void)
{
	db_begin(db);
	say("second", -36000, "e99");
	say("rows", 0, "e1000");
	say_many(&(struct many){ "rows", 300, 300, 122, 1001, 1, 0, 0 });
	book();
	say("rows", 36900, "e1123");
	db_commit(db);
	CHECK_INT(rows(0), 5);
	db_begin(db);
	book();
	CHECK_INT(wh_of("rows", 0, 96), 123);
	check_readings("rows", 1, 123);
	/* The one before it begins a slot, and the third another. */
	say("rows", 37200, "e1124");
	db_commit(db);
	CHECK_INT(rows(0), 6);
	db_begin(db);
	book();
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
	say_many(&(struct many){ "wide", 60, 60, 1000, 1001, 1, 0, 0 });
	book();
	CHECK_INT(wh_of("wide", 0, 96), 1000);
	say("wide", 30030, "e1500");
	db_commit(db);
	CHECK_INT(rows(253), 256);
	db_begin(db);
	book();
	say("flood", 0, "e1000");
	say_many(&(struct many){ "flood", 10, 10, 5000, 1001, 1, 0, 0 });
	db_commit(db);
	CHECK_INT(rows(4093), 4096);
	db_begin(db);
	book();
	CHECK_INT(wh_of("flood", 0, 96), 5000);
	CHECK_INT(wh_of("flood", 0, 1), 90);
	db_commit(db);
}

/* ---- What it corrects ---------------------------------------------------- */

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
	check_readings("w", 1, 180);
}

/* Two minutes after its end, and no sooner. */
static void
check_wait(void)
{
	int64_t end = T0 + 2 * SLOT_MS + 120000;

	say("wait", 0, "e1000");
	say("wait", 900, "e1010");
	say("wait", 1800, "e1030");
	meter_due(db, meter_of("wait"), T0, T0 + 2 * SLOT_MS, T0);
	CHECK(!book_step(db, &arena, end - 1, 99));
	CHECK_TEXT(entries("wait", 0), "base E 10");
	CHECK_TEXT(entries("wait", 1), "");
	CHECK_INT(book_next_at(db), end);
	CHECK(!book_step(db, &arena, end, 99));
	CHECK_TEXT(entries("wait", 1), "base E 20");
	book();
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
tickets(enum ticket_class class, const char *device)
{
	struct query *q = ticket_list(db, "open", 1000);
	int64_t meter = meter_of(device);
	struct ticket t;
	int n = 0;

	while (db_row(db, q, ticket_fields, &t))
		n += t.class == class && t.meter == meter;
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
		CHECK_INT(tickets(TICKET_RESET, device),
		    cases[i].reset_tickets);
		CHECK_INT(tickets(TICKET_SPIKE, device), cases[i].spikes);
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
	check_corrections();
	check_wait();
	check_instant();
	check_told();
	check_silent();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
