/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/rating.h"
#include "tests/lib/energy_utc.h"

/* Which days a run takes, and what it says of the money that they cost. */

#define NOW	CLOCK(40, 0, 0)

static int64_t a, b;

static struct rating_run
start(enum run_kind kind, int64_t first_day, int64_t last_day)
{
	struct rating_run run = { .kind = kind, .meter = NONE,
	    .version = NONE, .month = MONTH, .first_day = first_day,
	    .last_day = last_day, .actor = "test" };
	int64_t id = rating_start(db, &run, NOW);

	CHECK(rating_get(db, &arena, id, &run));
	return run;
}

static struct rating_run
ended(const struct rating_run *begun)
{
	struct rating_run run;

	energy_settle(db, &scratch, NOW);
	CHECK(rating_get(db, &arena, begun->id, &run));
	return run;
}

/* There are two meters, and nothing is booked yet: it is done when it
 * begins. */
static void
check_no_energy(void)
{
	struct rating_run run = start(RUN_RECALCULATE, DAY(0), DAY(4));

	CHECK(run.total == 0 && run.state == RUN_DONE);
	CHECK_INT(run.ended_at, NOW);
	CHECK(rating_idle(db));
}

/* There is energy from day 0 to day 4. */
static void
check_days(void)
{
	static const struct {
		int64_t first, last;	/* asked for */
		int64_t from, to, total;
	} cases[] = {
		{ -3, 10, 0, 4, 10 }, { 0, 4, 0, 4, 10 }, { 1, 3, 1, 3, 6 },
		{ 0, 0, 0, 0, 2 }, { -5, 0, 0, 0, 2 }, { 4, 4, 4, 4, 2 },
		{ 4, 9, 4, 4, 2 }, { 2, 2, 2, 2, 2 }, { 5, 9, 5, 9, 0 },
		{ -5, -1, -5, -1, 0 }, { 2, 1, 2, 1, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rating_run run = start(RUN_RECALCULATE,
		    DAY(cases[i].first), DAY(cases[i].last));

		CHECK_INT(run.first_day, DAY(cases[i].from));
		CHECK_INT(run.last_day, DAY(cases[i].to));
		CHECK_INT(run.total, cases[i].total);
		CHECK(run.month == NONE && run.started_at == NOW);
		CHECK(run.state == (cases[i].total ? RUN_RUNNING : RUN_DONE));
		CHECK_INT(run.ended_at, cases[i].total ? NONE : NOW);
		run = ended(&run);
		CHECK(run.done == cases[i].total && run.state == RUN_DONE);
		CHECK(run.changed == 0 && run.difference == 0);
	}
}

/* Of a place: the meters that were there at any time. */
static void
check_place(void)
{
	struct rating_run run = { .kind = RUN_RECALCULATE, .meter = NONE,
	    .version = NONE, .location = "hall", .first_day = DAY(0),
	    .last_day = DAY(1), .actor = "test" };

	rating_start(db, &run, NOW);
	run = ended(&run);
	CHECK(run.total == 2 && run.done == 2);
	run.location = "nowhere";
	rating_start(db, &run, NOW);
	run = ended(&run);
	CHECK(run.total == 0 && run.state == RUN_DONE);
}

/* The days' costs after it, less those before: 2 meters of 4 kWh on days 0
 * and 4; of a the half in the hall. */
static void
check_difference(void)
{
	static const struct {
		int64_t from_day, cents;	/* NONE: none from then on */
		int64_t changed, difference;
	} cases[] = {
		{ 0, 10, 4, 160 }, { 0, 15, 4, 80 }, { 0, 15, 0, 0 },
		{ 4, 5, 2, -80 }, { 0, 0, 4, -160 }, { 0, -2, 4, -32 },
		{ 0, NONE, 4, 32 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rating_run run;

		utc_price(CLOCK(cases[i].from_day, 0, 0), NULL, NONE,
		    cases[i].cents == NONE ? NONE : cases[i].cents * CENT);
		if (cases[i].cents == 0)	/* and the later one ends */
			utc_price(CLOCK(4, 0, 0), NULL, NONE, 0);
		if (cases[i].cents == NONE || cases[i].cents < 0)
			utc_price(CLOCK(4, 0, 0), NULL, NONE,
			    cases[i].cents == NONE ? NONE :
			    cases[i].cents * CENT);
		run = start(RUN_VERSION, DAY(0), DAY(9));
		run = ended(&run);
		CHECK_INT(run.changed, cases[i].changed);
		CHECK_INT(run.difference, cases[i].difference * CENT);
		CHECK_INT(run.lines, 0);
	}
}

static int64_t
lines_of(int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM rating_line"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, NONE);
}

/* A close takes its month's days, and none of the next one's; two days of
 * two meters get a line each. */
static void
check_close(void)
{
	struct rating_run run;

	CHECK(!rating_closed(db, MONTH) && rating_closing(db, MONTH) == NONE);
	utc_book(a, CLOCK(11, 0, 0), KWH);	/* December begins */
	utc_book(a, CLOCK(-25, 0, 0), KWH);	/* in October */
	run = start(RUN_CLOSE, 0, 0);
	CHECK(run.month == MONTH && run.kind == RUN_CLOSE);
	CHECK(run.first_day == DAY(-19) && run.last_day == DAY(10));
	CHECK_INT(run.total, 60);
	CHECK_INT(rating_closing(db, MONTH), run.id);
	CHECK_INT(rating_closing(db, MONTH + 1), NONE);
	CHECK(!rating_waits(db));
	run = ended(&run);
	CHECK(run.done == 60 && run.state == RUN_DONE);
	CHECK(run.lines == 4 && lines_of(a) == 2 && lines_of(b) == 2);
	/* Its statement is waited for, and until then nothing is rated. */
	CHECK(rating_waits(db) && rating_idle(db));
	utc_book(b, CLOCK(0, 5, 0), KWH);
	CHECK(rating_behind(db) == 1 && rating_idle(db));
	CHECK(!rating_step(db, &scratch, NOW, 9));
	CHECK_INT(rating_behind(db), 1);
	utc_closed(MONTH);
	CHECK(!rating_waits(db) && !rating_idle(db));
	CHECK(rating_closed(db, MONTH) && !rating_closed(db, MONTH + 1));
	CHECK(!rating_closed(db, MONTH - 1));
	CHECK_INT(rating_closing(db, MONTH), NONE);
	energy_settle(db, &scratch, NOW);
	CHECK_INT(rating_behind(db), 0);
	CHECK(lines_of(a) == 2 && lines_of(b) == 3);
}

/* What is generated costs nothing: it has no lines, and a closed month is as
 * it was when it comes late. */
static void
check_generation(void)
{
	int64_t g = utc_meter("engine", NULL);
	struct rating_run run = { .kind = RUN_RECALCULATE, .meter = g,
	    .version = NONE, .first_day = DAY(0), .last_day = DAY(0),
	    .actor = "test" };

	utc_direct(g, "generation");
	utc_book(g, CLOCK(0, 1, 0), KWH);
	energy_settle(db, &scratch, NOW);
	CHECK_INT(lines_of(g), 0);
	rating_start(db, &run, NOW);
	run = ended(&run);
	CHECK(run.done == 1 && run.lines == 0 && run.difference == 0);
	/* A person says that it is used there after all. */
	utc_direct(g, "import");
	energy_settle(db, &scratch, NOW);
	CHECK_INT(lines_of(g), 1);
}

int
main(void)
{
	utc_open();
	a = utc_meter("a", "hall");
	b = utc_meter("b", NULL);
	energy_settle(db, &scratch, NOW);
	check_no_energy();
	for (int day = 0; day < 5; day += 4) {
		utc_fill(a, CLOCK(day, 1, 0), CLOCK(day, 2, 0));
		utc_fill(b, CLOCK(day, 1, 0), CLOCK(day, 2, 0));
	}
	energy_settle(db, &scratch, NOW);
	check_days();
	check_place();
	check_difference();
	check_close();
	check_generation();
	utc_close();
	return tap_done();
}
