/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>

#include "hive/base/zone.h"
#include "hive/request/meter.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/reconcile_help.h"

/* What the reconciliation finds, once, and what it leaves alone. */

static struct head_key key;

static void
say(const char *device, int64_t at, int64_t milliwh, int64_t power_w,
    int on, int64_t now)
{
	struct meter_verdict v;
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld,"
	    "\"energy_wh_total\":%lld.%03lld,\"power_w\":%lld,"
	    "\"switch_state\":{\"1\":%s}}", (long long)at,
	    (long long)(milliwh / 1000), (long long)(milliwh % 1000),
	    (long long)power_w, on ? "true" : "false");

	meter_take(db, &arena, device, text, strlen(text), now, &v);
}

/*
 * A day of boards: `good' counts what it draws; `flat' tells power and its
 * register stands still; `off' counts with all switches off; `late' begins at
 * five in the morning.
 */
static void
make_day(void)
{
	db_begin(db);
	for (int64_t t = 0; t <= DAY; t += 300000) {
		int64_t at = T0 + t, minutes = t / 60000;

		say("good", at, 1000000 + minutes * 1000, 60, 1, at);
		say("flat", at, 5000000, 60, 1, at);
		say("off", at, 1000 * minutes, 60, 0, at);
		if (minutes >= 300)
			say("late", at, minutes * 1000, 60, 1, at);
	}
	db_commit(db);
	for (int64_t t = 0; t <= DAY; t += 3600000) {
		db_begin(db);
		while (book_step(db, &arena, T0 + t, 5000))
			;
		db_commit(db);
	}
}

static void
check_night(void)
{
	struct ticket t;
	struct query *q;
	struct reconcile_run run = { .id = 0 };
	int64_t two = T0 + DAY + 2 * 3600000;
	int runs = 0;

	turn(two - 60000);
	CHECK_INT(tickets(TICKET_FLAT_LINE, "flat", &t), 0);
	turn(two);
	CHECK_INT(tickets(TICKET_FLAT_LINE, "flat", &t), 1);
	CHECK_INT(t.window_at, T0);
	CHECK_TEXT(ticket_state_words[t.state], "open");
	CHECK_INT(tickets(TICKET_FLAT_LINE, "good", &t), 0);
	CHECK_INT(tickets(TICKET_USE_WHILE_OFF, "off", &t), 1);
	CHECK_INT(tickets(TICKET_USE_WHILE_OFF, "good", &t), 0);
	CHECK_INT(tickets(TICKET_GAP, "good", &t), 0);
	CHECK_INT(tickets(TICKET_GAP, "late", &t), 0);
	q = reconcile_list(db, 10);
	while (db_row(db, q, reconcile_fields, &run))
		runs += run.kind == RECONCILE_NIGHT;
	CHECK_INT(runs, 1);
	CHECK(!reconcile_late(db, two + 25 * 3600000));
	CHECK(reconcile_late(db, two + 27 * 3600000));
	/* Once a night, and nothing is found twice. */
	turn(two + 3600000);
	turn(two + 2 * 3600000);
	CHECK_INT(tickets(TICKET_FLAT_LINE, "flat", &t), 1);
	CHECK_INT(t.times, 1);
	db_begin(db);
	CHECK(reconcile_begin(db, RECONCILE_REQUEST, "user:test",
	    two + 3 * 3600000) != NONE);
	db_commit(db);
	turn(two + 3 * 3600000);
	CHECK_INT(tickets(TICKET_FLAT_LINE, "flat", &t), 1);
	CHECK_INT(t.times, 2);
}

static void
check_missing(void)
{
	int64_t at = T0 + DAY + 7 * 3600000;
	struct ticket t;

	CHECK_INT(tickets(TICKET_MISSING, "good", &t), 1);
	CHECK_TEXT(ticket_state_words[t.state], "open");
	db_begin(db);
	say("good", at, 1000000000, 60, 1, at);
	meter_online(db, "off", false, at);
	db_commit(db);
	turn(at);
	CHECK_INT(tickets(TICKET_MISSING, "good", &t), 1);
	CHECK_TEXT(ticket_state_words[t.state], "resolved");
	CHECK_TEXT(t.resolution, "it speaks again");
	CHECK_INT(tickets(TICKET_MISSING, "off", &t), 1);
	CHECK_TEXT(t.resolution, "it says that it is off");
	/* A second silence is another ticket; the first stays as it is. */
	turn(at + 3600000);
	CHECK_INT(tickets(TICKET_MISSING, "good", &t), 2);
}

static void
check_clock_and_held(void)
{
	int64_t at = T0 + DAY + 9 * 3600000;
	struct ticket t;

	db_begin(db);
	say("clock", 123000, 1000, 60, 1, at);
	say("held", at, 1000000, 60, 1, at);
	say("held", at + 60000, 900000000, 60, 1, at + 60000);
	db_commit(db);
	turn(at + 1800000);
	CHECK_INT(tickets(TICKET_CLOCK, "clock", &t), 1);
	CHECK_INT(tickets(TICKET_CLOCK, "good", &t), 0);
	CHECK_INT(tickets(TICKET_HELD, "held", &t), 0);
	turn(at + 2 * 3600000);
	CHECK_INT(tickets(TICKET_HELD, "held", &t), 1);
	CHECK_INT(t.window_at, at + 60000);
}

/* A main meter of class 1 and two branches: 2 % off is told, 1 % is not. */
static void
add_branches(const char *main_meter, const char *a, const char *b,
    int64_t main_wh)
{
	const char *const names[] = { main_meter, a, b };
	const int64_t wh[] = { main_wh, 500, 500 };
	struct meter m;
	int64_t id = NONE;

	for (int i = 0; i < 3; i++) {
		record_clear(meter_fields, &m);
		m.device = names[i];
		m.error_permille = 5;
		m.resolution_uwh = 1000;
		m.parent = id;
		db_begin(db);
		if (i == 0)
			id = meter_make(db, &arena, &m, "user:test", T0);
		else
			meter_make(db, &arena, &m, "user:test", T0);
		for (int64_t t = 0; t <= DAY; t += 900000)
			say(names[i], T0 + t, wh[i] * (t / 900000) * 1000,
			    2000, 1, T0 + DAY);
		db_commit(db);
	}
}

static void
check_sums(void)
{
	int64_t at = T0 + DAY + 12 * 3600000;
	struct ticket t;

	add_branches("main-good", "a1", "a2", 1008);
	add_branches("main-bad", "b1", "b2", 1020);
	add_branches("main-less", "c1", "c2", 950);
	turn(at);
	db_begin(db);
	reconcile_begin(db, RECONCILE_REQUEST, "user:test", at + 60000);
	db_commit(db);
	turn(at + 60000);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "main-good", &t), 0);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "main-bad", &t), 1);
	CHECK_TEXT(t.text, "the meters below it have 1920 Wh less than it,"
	    " and their classes allow 969");
	CHECK_INT(tickets(TICKET_SUM_CHECK, "main-less", &t), 1);
	CHECK(strstr(t.text, "4800 Wh more than it") != NULL);
}

/* Found when readings come, not by a run: each of them once, and the board's
 * later readings go on. */
static void
check_readings(void)
{
	int64_t at = T0 + DAY + 14 * 3600000;
	const char *twice = arena_printf(&arena, "{\"timestamp\":%lld,"
	    "\"energy_wh_total\":7,\"power_w\":1}", (long long)at);
	struct meter_verdict v;
	struct ticket t;
	struct slot s;

	db_begin(db);
	energy_narrow(db, &arena, "spike", 5000, T0);
	energy_narrow(db, &arena, "lost", 5000, T0);
	for (int i = 0; i < 15; i++) {
		int64_t then = at + i * 60000;

		say("spike", then, i == 7 ? 0 : 900000000 + i * 1000, 60, 1,
		    then);
		say("lost", then, (i < 7 ? 9000000 : 6000000) + i * 1000, 60,
		    1, then);
	}
	say("twice", at, 7000, 60, 1, at);
	CHECK(meter_take(db, &arena, "twice", twice, strlen(twice), at, &v)
	    == METER_CONFLICT);
	CHECK(meter_take(db, &arena, "twice", twice, strlen(twice), at, &v)
	    == METER_CONFLICT);
	db_commit(db);
	turn(at + 3600000);
	turn(at + 3660000);
	CHECK_INT(tickets(TICKET_SPIKE, "spike", &t), 1);
	CHECK_INT(t.window_at, at + 7 * 60000);
	CHECK_INT(tickets(TICKET_RESET, "lost", &t), 1);
	CHECK_INT(t.window_at, at + 7 * 60000);
	CHECK(slot_get(db, energy_meter_of(db, &arena, "spike"), at, &s));
	CHECK_INT(s.energy_uwh, 14000000);
	CHECK(slot_get(db, energy_meter_of(db, &arena, "lost"), at, &s));
	CHECK_INT(s.energy_uwh, 13000000);
	CHECK_INT(tickets(TICKET_CONFLICT, "twice", &t), 1);
	CHECK_INT(t.times, 2);
}

/* Power only, silent from three to six: nobody knows what it used. */
static void
check_gap(void)
{
	struct meter_verdict v;
	struct ticket t;

	db_begin(db);
	for (int64_t m = 0; m < 1440; m += 5) {
		const char *text = arena_printf(&arena, "{\"timestamp\":"
		    "%lld,\"power_w\":60}", (long long)(T0 + m * 60000));

		if (m <= 180 || m >= 360)
			meter_take(db, &arena, "holes", text, strlen(text),
			    T0 + DAY, &v);
	}
	db_commit(db);
	look(T0 + DAY + 16 * 3600000);
	look(T0 + DAY + 16 * 3600000 + 60000);
	CHECK_INT(tickets(TICKET_GAP, "holes", &t), 1);
	CHECK_INT(t.window_at, T0);
	CHECK_TEXT(t.text, "12 of 96 quarters of an hour of the day are not"
	    " booked");
	CHECK_INT(t.times, 2);
}

/* Interrupted: it goes on behind the last meter of the last commit. */
static void
check_restart(void)
{
	int64_t at = T0 + DAY + 14 * 3600000, id;
	struct reconcile_run run;

	db_begin(db);
	id = reconcile_begin(db, RECONCILE_REQUEST, NULL, at);
	reconcile_step(&reconcile, db, &arena, &public, at);
	CHECK(reconcile_get(db, &arena, id, &run));
	CHECK(run.ended_at == NONE && run.meters == 10);
	CHECK(!reconcile_late(db, at + 600000));
	CHECK(reconcile_late(db, at + 3600000));
	db_commit(db);
	turn(at + 1000);
	CHECK(reconcile_get(db, &arena, id, &run));
	CHECK_INT(run.meters, 15);
	CHECK_INT(run.ended_at, at + 1000);
}

/* What was not signed as it is now. */
static void
check_chain(void)
{
	static struct query chain = QUERY("SELECT count(*) FROM ticket WHERE"
	    " class = 'chain'");
	static struct query loose = QUERY("DROP TRIGGER entry_stays");
	static struct query spoil = QUERY("UPDATE entry SET energy_uwh = 5"
	    " WHERE id = (SELECT max(id) FROM entry)");
	int64_t at = T0 + DAY + 20 * 3600000;
	struct ledger_head h;

	db_begin(db);
	CHECK(head_sign(db, &arena, &key, "hour", false, at, &h));
	reconcile_begin(db, RECONCILE_REQUEST, NULL, at);
	say("good", at, 1000100000, 60, 1, at);
	db_commit(db);
	turn(at + 3600000);
	CHECK_INT(db_number(db, &chain, 0), 0);
	db_begin(db);
	CHECK(db_run(db, &loose) && db_run(db, &spoil));
	reconcile_begin(db, RECONCILE_REQUEST, NULL, at);
	db_commit(db);
	turn(at + 3601000);
	CHECK_INT(db_number(db, &chain, 0), 1);
}

static int64_t
nights(int64_t from_day)
{
	static struct query q = QUERY("SELECT count(*) FROM reconciliation"
	    " WHERE kind = 'night' AND ended_at IS NOT NULL AND"
	    " day >= :from");

	db_int(db, &q, ":from", from_day);
	return db_number(db, &q, 0);
}

/* The worker was down for three nights, then for months. */
static void
check_missed(void)
{
	static struct query q = QUERY("SELECT max(day) FROM reconciliation"
	    " WHERE kind = 'night'");
	int64_t last = db_number(db, &q, 0), at = (last + 4) * DAY + 3600000;
	struct ticket t;

	turn(at);			/* 01:00 */
	CHECK_INT(nights(last + 1), 2);
	CHECK_INT(db_number(db, &q, 0), last + 2);
	turn(at + 3600000);
	CHECK_INT(nights(last + 1), 3);
	CHECK_INT(db_number(db, &q, 0), last + 3);
	/* The day itself is looked at: its quarters are not there. */
	CHECK(tickets(TICKET_GAP, "holes", &t) >= 3);
	turn(at + 100 * DAY);
	CHECK_INT(nights(last + 1), 3 + 31);
	CHECK_INT(db_number(db, &q, 0), last + 3 + 99);
}

int
main(void)
{
	books_new();
	crypto_sign_keypair(key.public, key.secret);
	memcpy(public.key[0], key.public, 32);
	make_day();
	check_night();
	check_missing();
	check_clock_and_held();
	check_sums();
	check_restart();
	check_readings();
	check_gap();
	check_missed();
	check_chain();
	db_close(db);
	return tap_done();
}
