/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/post_help.h"

/* How far a reading that comes late reaches: hundreds, and thousands, of those
 * that were booked already. */

/* A register that stands still says 1 Wh more, once and late: all that follow
 * are below it now, up to the last of hundreds, and none counts it again. */
static void
check_base(void)
{
	say("idle", 0, "e1000");
	say_many(&(struct many){ "idle", 120, 60, 600, 1000, 0, 0, 0 });
	book();
	say("idle", 60, "e1001");
	book();
	say("idle", 36200, "e1005");
	book();
	CHECK_INT(wh_of("idle", 0, 96), 5);
}

/* The same with more than are looked at in one step. */
static void
check_long(void)
{
	say("long", 0, "e1000");
	say_many(&(struct many){ "long", 120, 16, 5000, 1000, 0, 0,
	    0 });
	book();
	say("long", 60, "e1001");
	book();
	say("long", 80200, "e1005");
	book();
	CHECK_INT(wh_of("long", 0, 96), 5);
}

static int64_t
held(const char *device)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_reading"
	    " WHERE meter = :meter AND state <> :taken");

	db_int(db, &q, ":meter", meter_of(device));
	db_int(db, &q, ":taken", SAMPLE_TAKEN);
	return db_number(db, &q, NONE);
}

/* A jump that the next reading bears out stays believed, when it is the last
 * of those that are looked at for the sake of a late one: of the two meters
 * one jumps there. */
static void
check_ends(void)
{
	static const char *const devices[] = { "even", "odd" };

	for (int i = 0; i < 2; i++) {
		const char *device = devices[i];

		say(device, 0, "e1000");
		if (i == 1)
			say(device, 20, "e1000");
		say_many(&(struct many){ device, 60, 60, 600, 1001, 1, 0,
		    1000000000 });
		book();
		CHECK_INT(held(device), 0);
		say(device, 30, "e1001");
		book();
		CHECK_INT(held(device), 0);
	}
}

/* A slot of which the first 256 tell a half is decided by all of them. */
static void
check_dense(void)
{
	say("dense", 0, "e1000");
	say_many(&(struct many){ "dense", 2, 2, 1500, 1001, 1, 0, 0 });
	book();
	CHECK_TEXT(entries("dense", 0), "base A 450");
	say("dense", 7, "e1004");
	book();
	CHECK_TEXT(entries("dense", 0), "base A 450");
	CHECK_INT(wh_of("dense", 0, 96), 1500);
}

/* The slot of a late one is corrected also where hundreds follow. */
static void
check_shift(void)
{
	say("shift", 0, "e1000");
	say_many(&(struct many){ "shift", 140, 140, 600, 1010, 10, 0, 0 });
	book();
	CHECK_INT(wh_of("shift", 0, 1), 64);
	say("shift", 890, "e1069");
	book();
	CHECK_INT(wh_of("shift", 0, 1), 69);
	CHECK_INT(wh_of("shift", 0, 96), 6000);
}

/* Thousands at one instant, and more behind them: the last of them is what the
 * next counts from. */
static void
check_crowd(void)
{
	say("crowd", 0, "e1000");
	say_many(&(struct many){ "crowd", 100, 0, 4200, 1001, 1, 0, 0 });
	book();
	CHECK_INT(wh_of("crowd", 0, 96), 4200);
	say("crowd", 1000, "e5201");
	say("crowd", 1100, "e5202");
	say("crowd", 1200, "e5203");
	book();
	say("crowd", 1300, "e5204");
	say("crowd", 1400, "e5205");
	book();
	CHECK_INT(wh_of("crowd", 0, 96), 4205);
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

int
main(void)
{
	arena_init(&arena, 256u << 20);
	db = store_open(":memory:");
	db_begin(db);
	check_base();
	check_long();
	check_ends();
	check_dense();
	check_shift();
	check_crowd();
	check_register();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
