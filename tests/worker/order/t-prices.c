/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/energy_rig.h"

/*
 * Orders about money: which days a new price has rated again, what a
 * recalculation says of itself, months that are closed, and statements.  It is
 * 2026-11-20, 10:00; two meters have energy from 2026-10-25 on.
 */
#define METERS	2
#define MANY	50	/* more than a statement takes in one turn */

static struct order_call
served(const char *order, const char *target, const char *body)
{
	struct order_call c = { .turn = &rig.worker.turn,
	    .rooms = &rig.worker.rooms, .arena = door.arena,
	    .order = { .order = order, .target = target, .body = body,
		.scope = "ledger", .who = "user:test", .door = "token" } };

	db_begin(door.db);
	order_serve(&c);
	CHECK(db_commit(door.db));
	if (c.answer.why)
		printf("# %s: %s\n", order, c.answer.why);
	return c;
}

static bool
says(const struct order_call *c, const char *text)
{
	bool found = c->answer.body && strstr(c->answer.body, text) != NULL;

	if (!found)
		printf("# %s is not in %s\n", text, c->answer.body ?
		    c->answer.body : "-");
	return found;
}

static void
make_meters(int from, int until)
{
	int64_t first = energy_date("2026-10-25");
	int64_t last = energy_date("2026-11-20");

	db_begin(door.db);
	for (int i = from; i < until; i++) {
		int64_t meter = energy_meter(door.db, door.arena,
		    arena_printf(door.arena, "m%d", i), "message", "hall");

		for (int64_t day = first; day <= last; day++)
			energy_book(door.db, meter, zone_day_start(day), 1000,
			    "A", door.now);
	}
	CHECK(db_commit(door.db));
	energy_rest();
}

static void
set_clock(const char *at)
{
	CHECK(price_instant(at, &rig.worker.turn.wall_ms));
	door.now = rig.worker.turn.wall_ms;
}

/* ---- A new price --------------------------------------------------------- */

#define NOW "2026-11-20T10:00:00Z"

static void
check_days_of_a_price(void)
{
	static const struct {
		const char *now, *from, *until;	/* NULL: none */
		const char *first, *last;	/* NULL: no run */
	} cases[] = {
		{ NOW, "2026-11-01", NULL, "2026-11-01", "2026-11-20" },
		{ NOW, "2026-11-20T10:00:00Z", NULL, "2026-11-20",
		    "2026-11-20" },
		{ NOW, "2026-11-20T10:00:01Z", NULL, NULL, NULL },
		{ NOW, "2026-12-01", "2026-12-02", NULL, NULL },
		/* what ends with a day has nothing to do with the next */
		{ NOW, "2026-11-01", "2026-11-10", "2026-11-01", "2026-11-09" },
		{ NOW, "2026-11-01", "2026-11-10T00:00:01Z", "2026-11-01",
		    "2026-11-10" },
		{ NOW, "2026-11-01", "2026-11-20", "2026-11-01", "2026-11-19" },
		{ NOW, "2026-11-01", "2026-11-20T10:00:00Z", "2026-11-01",
		    "2026-11-20" },
		/* nor if it begins now */
		{ "2026-11-20", "2026-11-01", "2026-11-20", "2026-11-01",
		    "2026-11-19" },
		/* the days to come are rated when they come */
		{ NOW, "2026-11-01", "2026-12-24", "2026-11-01", "2026-11-20" },
		/* also when the meters have been silent for days */
		{ "2026-11-25T10:00:00Z", "2026-11-25", "2026-12-24",
		    "2026-11-25", "2026-11-25" },
		{ "2026-11-25T10:00:00Z", "2026-11-25", NULL, "2026-11-25",
		    "2026-11-25" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct order_call c;
		struct rating_run run;

		set_clock(cases[i].now);
		c = served("cost_version_add", NULL, arena_printf(door.arena,
		    "{\"cost_per_kwh\":0.1,\"effective_from\":\"%s\"%s}",
		    cases[i].from, cases[i].until ? arena_printf(door.arena,
		    ",\"effective_until\":\"%s\"", cases[i].until) : ""));
		CHECK_INT(c.answer.status, 201);
		CHECK_INT(says(&c, "\"run\":null"), !cases[i].first);
		if (!cases[i].first)
			continue;
		CHECK(db_row(door.db, rating_list(door.db, 1),
		    rating_run_columns, &run));
		db_rest(door.db);
		CHECK_INT(run.first_day, energy_date(cases[i].first));
		CHECK_INT(run.last_day, energy_date(cases[i].last));
		energy_rest();
	}
	set_clock(NOW);
}

static void
check_price_refused(void)
{
	struct order_call c = served("cost_version_add", NULL,
	    "{\"cost_per_kwh\":0.1,\"effective_from\":\"soon\"}");

	CHECK_INT(c.answer.status, 400);
	CHECK_TEXT(c.answer.pointer, "/effective_from");
	rig.worker.site.currency = NULL;
	c = served("cost_version_add", NULL,
	    "{\"cost_per_kwh\":0.1,\"effective_from\":\"2026-11-01\"}");
	rig.worker.site.currency = "USD";
	CHECK_INT(c.answer.status, 422);
	CHECK_TEXT(c.answer.pointer, NULL);
}

/* ---- Recalculation ------------------------------------------------------- */

static struct order_call
recalculated(const char *how, const char *start, const char *end)
{
	return served("recalculate", how, arena_printf(door.arena,
	    "{\"start\":\"%s\",\"end\":\"%s\"}", start, end));
}

/* A day of two meters is two days' sums, and two of a month for each month
 * that the days touch. */
static void
check_sums(void)
{
	static const struct {
		const char *start, *end;
		int daily, monthly;
	} cases[] = {
		{ "2026-11-05", "2026-11-05", 2, 2 },
		{ "2026-11-05", "2026-11-06", 4, 2 },
		{ "2026-10-31", "2026-11-01", 4, 4 },
		{ "2026-10-25", "2026-11-20", 54, 4 },
		{ "2026-01-01", "2026-10-25", 2, 2 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct order_call c = { .connection = NULL };
		struct order_call *kept = ARENA_NEW(door.arena,
		    struct order_call);

		*kept = (struct order_call){ .turn = &rig.worker.turn,
		    .rooms = &rig.worker.rooms, .arena = door.arena,
		    .order = { .order = "recalculate", .target = "wait",
			.body = arena_printf(door.arena, "{\"start\":\"%s\","
			"\"end\":\"%s\"}", cases[i].start, cases[i].end),
			.scope = "ledger", .who = "user:test",
			.door = "token" } };
		db_begin(door.db);
		order_serve(kept);
		CHECK(db_commit(door.db));
		CHECK(kept->later && !kept->answer.body);
		energy_rest();
		energy_pass(1000);
		c = *kept;
		CHECK_INT(c.answer.status, 200);
		CHECK(says(&c, "\"message\":\"recalculated\""));
		CHECK(says(&c, arena_printf(door.arena, "\"daily_aggregates\""
		    ":%d,\"monthly_aggregates\":%d,", cases[i].daily,
		    cases[i].monthly)));
	}
}

/* Who does not wait is told that it has begun, and where nothing is, that it is
 * over. */
static void
check_begun(void)
{
	struct order_call c = recalculated("begin", "2026-11-05",
	    "2026-11-06"), waits[RATING_WAITS];

	CHECK_INT(c.answer.status, 202);
	CHECK(!c.later);
	CHECK(says(&c, "\"message\":\"recalculation has begun\""));
	CHECK(says(&c, "\"daily_aggregates\":0,\"monthly_aggregates\":2,"));
	energy_rest();
	c = recalculated("wait", "2026-09-01", "2026-09-30");
	CHECK_INT(c.answer.status, 200);
	CHECK(!c.later);
	CHECK(says(&c, "\"message\":\"there is nothing in these days\""));
	CHECK(says(&c, "\"daily_aggregates\":0,\"monthly_aggregates\":0,"));
	c = recalculated("wait", "2026-11-06", "2026-11-05");
	CHECK_INT(c.answer.status, 400);
	CHECK_TEXT(c.answer.pointer, "/end");
	c = served("recalculate", "wait", "{\"start\":\"2026-11-05\","
	    "\"end\":\"2026-11-05\",\"location\":\"nowhere\"}");
	CHECK_INT(c.answer.status, 404);
	/* so many may wait, and the next is not made to */
	for (int i = 0; i < RATING_WAITS; i++) {
		waits[i] = recalculated("wait", "2026-11-05", "2026-11-05");
		CHECK(waits[i].later);
	}
	c = recalculated("wait", "2026-11-05", "2026-11-05");
	CHECK_INT(c.answer.status, 202);
	CHECK(!c.later);
	prices_close(&rig.worker.prices);
	prices_open(&rig.worker.turn, &rig.worker.prices);
	energy_rest();
}

/* ---- Months -------------------------------------------------------------- */

static void
check_closing(void)
{
	struct order_call c = served("period_close", NULL,
	    "{\"period\":\"2026-13\"}");

	CHECK_INT(c.answer.status, 400);
	CHECK_TEXT(c.answer.pointer, "/period");
	c = served("period_close", NULL, "{\"period\":\"2026-11\"}");
	CHECK_INT(c.answer.status, 409);
	CHECK_TEXT(c.answer.why, "this month is not over yet");
	c = served("period_close", NULL, "{\"period\":\"2026-10\"}");
	CHECK_INT(c.answer.status, 202);
	CHECK(says(&c, "\"message\":\"the month is being closed\""));
	/* a week of two meters */
	CHECK(says(&c, "\"start\":\"2026-10-25\",\"end\":\"2026-10-31\""));
	c = served("period_close", NULL, "{\"period\":\"2026-10\"}");
	CHECK_INT(c.answer.status, 409);
}

/* ---- Statements ---------------------------------------------------------- */

static void
check_statements(void)
{
	struct order_call c;

	set_clock("2026-11-20T00:00:00Z");
	c = served("ledger_statement", "2026-11-20", NULL);
	CHECK_INT(c.answer.status, 200);
	CHECK(!c.later && c.answer.body);
	c = served("ledger_statement", "2026-11-21", NULL);
	CHECK_INT(c.answer.status, 400);
	CHECK_TEXT(c.answer.why, "the period has not begun");
	set_clock("2026-11-19T23:59:59Z");
	c = served("ledger_statement", "2026-11-20", NULL);
	CHECK_TEXT(c.answer.why, "the period has not begun");
	c = served("ledger_statement", "2026-1", NULL);
	CHECK_INT(c.answer.status, 400);
	c = served("ledger_statement", "2026-11", NULL);
	CHECK_INT(c.answer.status, 200);
	CHECK(c.answer.body && says(&c, "2026-11"));
}

/* A long one is answered in a later turn. */
static void
check_long_statement(void)
{
	struct order_call *c = ARENA_NEW(door.arena, struct order_call);

	make_meters(METERS, MANY);
	*c = (struct order_call){ .turn = &rig.worker.turn,
	    .rooms = &rig.worker.rooms, .arena = door.arena,
	    .order = { .order = "ledger_statement", .target = "2026-11",
		.scope = "read", .who = "user:test", .door = "token" } };
	db_begin(door.db);
	order_serve(c);
	CHECK(db_commit(door.db));
	CHECK(c->later && !c->answer.body);
	for (int i = 0; i < 20 && !c->answer.body; i++)
		energy_pass(1000);
	CHECK_INT(c->answer.status, 200);
	CHECK(c->answer.body != NULL);
}

static void
check_books(void)
{
	struct order_call c = served("ledger_reconcile", NULL, NULL);

	CHECK_INT(c.answer.status, 202);
	CHECK(c.answer.id && c.answer.body);
	c = served("ledger_sign", NULL, NULL);
	CHECK_INT(c.answer.status, 200);
	CHECK(says(&c, "\"signature\":\""));
}

int
main(void)
{
	struct order_call c;

	energy_open("UTC");
	rig.worker.site.currency = "USD";
	energy_key();
	c = served("ledger_sign", NULL, NULL);
	CHECK_INT(c.answer.status, 409);
	CHECK_TEXT(c.answer.why, "the ledger is empty");
	make_meters(0, METERS);
	check_days_of_a_price();
	check_price_refused();
	check_sums();
	check_begun();
	check_closing();
	check_statements();
	check_books();
	check_long_statement();
	rig_close(&rig);
	return tap_done();
}
