/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/rating.h"
#include "tests/lib/energy_utc.h"

/* Rating goes in steps of so many days of meters, finds by itself what there
 * is to do, and does each of it once. */

#define NOW	CLOCK(9, 0, 0)

static bool
step(int max)
{
	bool more;

	db_begin(db);
	more = rating_step(db, &scratch, NOW, max);
	db_commit(db);
	arena_reset(&scratch);
	return more;
}

static int64_t
days_rated(void)
{
	static struct query q = QUERY("SELECT count(*) FROM energy_day");

	return db_number(db, &q, NONE);
}

static int64_t
energy(int64_t meter, int64_t day)
{
	static struct query q = QUERY("SELECT energy_uwh FROM energy_day"
	    " WHERE meter = :meter AND day = :day");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":day", day);
	return db_number(db, &q, 0);
}

/* ---- Entries ----------------------------------------------------------- */

static int64_t a, b;

/* Idle books are not written to, however often they are looked at. */
static void
check_idle(void)
{
	static struct query q = QUERY("SELECT count(*) FROM rating_state");

	CHECK(rating_idle(db));
	CHECK(!step(1));
	CHECK_INT(db_number(db, &q, NONE), 0);
	CHECK(rating_behind(db) == 0 && rating_idle(db));
}

/* A step rates a day once, whatever has happened on it, and no more days
 * than it may. */
static void
check_entries(void)
{
	static const int64_t behind[] = { 5, 3, 1, 0 };

	a = utc_meter("a", NULL);
	b = utc_meter("b", NULL);
	utc_book(a, CLOCK(0, 1, 0), 1);
	utc_book(b, CLOCK(0, 1, 0), 10);
	utc_book(b, CLOCK(0, 2, 0), 20);
	utc_book(a, CLOCK(0, 23, 45), 2);
	utc_book(a, CLOCK(0, 23, 30), 4);
	utc_book(b, CLOCK(1, 0, 0), 40);
	CHECK_INT(rating_behind(db), 6);
	CHECK(!rating_idle(db));
	for (int i = 0; i < 4; i++) {
		CHECK_INT(step(1), i < 3);
		CHECK_INT(rating_behind(db), behind[i]);
	}
	CHECK(rating_idle(db) && days_rated() == 3);
	CHECK(energy(a, DAY(0)) == 7 && energy(b, DAY(0)) == 30);
	CHECK_INT(energy(b, DAY(1)), 40);
}

/* Two days that take turns are two. */
static void
check_mixed(void)
{
	for (int i = 0; i < 3; i++) {
		utc_book(a, CLOCK(2, i, 0), 1);
		utc_book(b, CLOCK(2, i, 0), 2);
	}
	utc_book(a, CLOCK(3, 0, 0), 5);
	CHECK(step(2) && rating_behind(db) == 1);
	CHECK(energy(a, DAY(2)) == 3 && energy(b, DAY(2)) == 6);
	CHECK(!step(2) && rating_behind(db) == 0);
	CHECK_INT(energy(a, DAY(3)), 5);
}

/* ---- Runs -------------------------------------------------------------- */

static struct rating_run
run_of(int64_t id)
{
	struct rating_run run;

	CHECK(rating_get(db, &arena, id, &run));
	return run;
}

static int64_t
start(int64_t from_day, int64_t last_day, int64_t meter)
{
	struct rating_run run = { .kind = RUN_RECALCULATE, .meter = meter,
	    .version = NONE, .first_day = from_day, .last_day = last_day,
	    .actor = "test" };

	return rating_start(db, &run, NOW);
}

/* Two meters over three days: each of the six once, whatever a step may. */
static void
check_run_steps(void)
{
	for (int max = 1; max <= 7; max++) {
		int64_t id = start(DAY(0), DAY(2), NONE), before = 0;
		struct rating_run run = run_of(id);
		int steps = 0;

		CHECK(run.total == 6 && run.state == RUN_RUNNING);
		CHECK(!rating_idle(db));
		while (run.state == RUN_RUNNING && steps++ < 9) {
			CHECK(step(max));
			run = run_of(id);
			CHECK(run.done - before <= max);
			before = run.done;
		}
		CHECK(run.done == 6 && run.ended_at == NOW);
		CHECK_INT(run.at_day, DAY(3));
		CHECK(run.changed == 0 && run.lines == 0);
		CHECK(steps <= 6 / max + 1 && rating_idle(db));
		CHECK(!step(max));
	}
}

/* What a step has spent on entries is not there for a run. */
static void
check_shared_step(void)
{
	int64_t id = start(DAY(0), DAY(0), NONE);

	utc_book(a, CLOCK(4, 0, 0), 6);
	CHECK(step(2));
	CHECK_INT(run_of(id).done, 1);
	CHECK_INT(energy(a, DAY(4)), 6);
	CHECK(step(2) && run_of(id).done == 2);
	while (step(2))
		;
	CHECK(run_of(id).state == RUN_DONE);
	/* The one that was begun first ends first. */
	id = start(DAY(0), DAY(1), NONE);
	start(DAY(0), DAY(0), NONE);
	CHECK(step(3) && run_of(id).done == 3 && run_of(id + 1).done == 0);
	while (step(3))
		;
	CHECK(run_of(id).done == 4 && run_of(id + 1).done == 2);
}

/* ---- Meters that moved -------------------------------------------------- */

static int64_t
runs(void)
{
	static struct query q = QUERY("SELECT count(*) FROM rating_run");

	return db_number(db, &q, NONE);
}

static void
check_moved(void)
{
	int64_t before = runs(), none = utc_meter("none", "hall");
	struct rating_run run;

	/* One that has said nothing yet has nothing to be rated anew. */
	CHECK(!rating_idle(db));
	CHECK(step(9));
	CHECK(rating_idle(db) && runs() == before);
	CHECK(!step(9));
	/* From its first slot on, though it was there before. */
	meter_place(db, b, "yard", CLOCK(-9, 0, 0));
	CHECK(!rating_idle(db) && step(9));
	run = run_of(before + 1);
	CHECK(run.kind == RUN_PLACE && run.meter == b);
	CHECK(run.first_day == DAY(0) && run.last_day == DAY(4));
	CHECK_INT(run.total, 5);
	while (step(9))
		;
	CHECK_INT(run_of(before + 1).done, 5);
	CHECK_INT(energy(b, DAY(0)), 30);
	/* From the day of the move on. */
	meter_place(db, a, "yard", CLOCK(3, 12, 0));
	CHECK(step(9) && run_of(before + 2).first_day == DAY(3));
	while (step(9))
		;
	CHECK(energy(none, DAY(0)) == 0 && rating_idle(db));
}

/* ---- The zone ----------------------------------------------------------- */

static void
check_zone(void)
{
	static struct query no_zone = QUERY(
	    "UPDATE rating_state SET zone = NULL");
	int64_t rated = days_rated();

	CHECK(rating_zone(db, &arena, "UTC"));
	CHECK(days_rated() == 0 && rating_behind(db) > 0);
	while (step(99))
		;
	CHECK_INT(days_rated(), rated);
	CHECK(rating_zone(db, &arena, "UTC"));
	CHECK(days_rated() == rated && rating_behind(db) == 0);
	CHECK(rating_zone(db, &arena, "Europe/Lisbon"));
	CHECK(days_rated() == 0 && rating_behind(db) > 0);
	while (step(99))
		;
	/* A site that has closed a month keeps its zone. */
	utc_closed(MONTH - 5);
	CHECK(!rating_zone(db, &arena, "UTC"));
	CHECK(days_rated() == rated && rating_behind(db) == 0);
	CHECK(rating_zone(db, &arena, "Europe/Lisbon"));
	CHECK_INT(days_rated(), rated);
	/* From before there was a word of it. */
	CHECK(db_run(db, &no_zone));
	CHECK(rating_zone(db, &arena, "UTC"));
	CHECK(rating_zone(db, &arena, "UTC"));
	CHECK(!rating_zone(db, &arena, "Europe/Lisbon"));
}

int
main(void)
{
	utc_open();
	check_idle();
	check_entries();
	check_mixed();
	check_run_steps();
	check_shared_step();
	check_moved();
	check_zone();
	utc_close();
	return tap_done();
}
