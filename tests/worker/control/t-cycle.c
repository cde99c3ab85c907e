/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <time.h>

#include "tests/lib/control_rig.h"

/*
 * When the balancer makes a cycle, what it may do in it, and what people see
 * between two cycles.  Five miners draw 15 kW; the plant has 90 kW.
 */

static int
count_of(struct query *q)
{
	return (int)db_number(b.turn.db, q, 0);
}

static int
decisions(void)
{
	static struct query q = QUERY("SELECT count(*) FROM decision");

	return count_of(&q);
}

static int
commands(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command");

	return count_of(&q);
}

static struct decision
last(void)
{
	static struct query q = QUERY("SELECT max(id) FROM decision");
	struct decision d = { .id = NONE };

	decision_get(b.turn.db, &b.arena, db_number(b.turn.db, &q, NONE),
	    &d);
	return d;
}

static struct balance
shown(void)
{
	struct balance s = { .status = BALANCE_UNKNOWN };

	balance_show(b.turn.db, &b.arena, &s);
	return s;
}

/* ---- When --------------------------------------------------------------- */

/* The last cycle was so long ago, at a site whose interval is 15 s. */
static void
check_due(void)
{
	static const struct { int64_t ms; bool news, hurry;
	    enum decision_cause cause; } cases[] = {
		{ 14999, false, false, CAUSE_NONE },
		{ 15000, false, false, CAUSE_TICK },
		{ 999, false, true, CAUSE_NONE },
		{ 1000, false, true, CAUSE_ORDER },
		{ 15000, false, true, CAUSE_ORDER },
		{ 0, true, false, CAUSE_READING },
		{ 1000, true, true, CAUSE_READING },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int before = decisions();

		plant_is_sound();
		b.room.plant.news = cases[i].news;
		b.room.balance_now = cases[i].hurry;
		b.room.balancer.cycle_ms = b.turn.now_ms - cases[i].ms;
		turn();
		if (cases[i].cause == CAUSE_NONE) {
			CHECK_INT(decisions(), before);
			CHECK_INT(b.room.balance_now, cases[i].hurry);
			continue;
		}
		CHECK_INT(decisions(), before + 1);
		CHECK_INT(last().cause, cases[i].cause);
		CHECK(!b.room.balance_now && !b.room.plant.news);
		CHECK_INT(b.room.balancer.cycle_ms, b.turn.now_ms);
		CHECK_INT(b.room.balancer.decision, last().id);
		/* a reading is counted as one, and nothing else is */
		CHECK_INT(b.room.balancer.n_budgets, cases[i].news +
		    (int)(i > 5));
	}
}

static void
check_next(void)
{
	static const struct { bool plant, news, hurry;
	    int64_t second_ms, cycle_ms, next_ms; } cases[] = {
		{ true, false, false, 0, 0, 1000 },
		{ true, false, false, 400, 0, 1400 },
		{ true, false, false, 14400, 0, 15000 },
		{ true, false, false, 14000, 0, 15000 },
		{ true, false, true, 400, 0, 1000 },
		{ true, false, true, 0, 400, 1000 },
		{ true, true, true, 0, 0, 5 },
		{ false, true, true, 0, 0, NEVER },
	};
	int64_t from_ms = b.turn.now_ms - 5;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.site.plant = cases[i].plant ? &b.plant : NULL;
		b.room.plant.news = cases[i].news;
		b.room.balance_now = cases[i].hurry;
		b.room.balancer.second_ms = from_ms + cases[i].second_ms;
		b.room.balancer.cycle_ms = from_ms + cases[i].cycle_ms;
		CHECK_INT(balance_next_ms(&b.turn, &b.room),
		    cases[i].next_ms == NEVER ? NEVER : from_ms +
		    cases[i].next_ms);
	}
}

/* The bounds of what the miners draw are noted each second, also where no
 * plant is named; there is no cycle then. */
static void
check_seconds(void)
{
	struct balancer *k = &b.room.balancer;

	b.site.plant = NULL;
	k->second_ms = b.turn.now_ms;
	k->n_draws = 0;
	later(999);
	CHECK_INT(k->n_draws, 0);
	later(1);
	CHECK_INT(k->n_draws, 1);
	CHECK_INT(k->draws[0].max_w, 15000);
	later(1);
	CHECK_INT(k->n_draws, 1);
	later(20000);
	CHECK_INT(k->n_draws, 2);
	CHECK_INT(decisions(), 0);
}

/* ---- What --------------------------------------------------------------- */

/* The plant gives so little that load must go down at once; in INIT it is only
 * believed when it has been silent for long. */
static void
check_carried_out(void)
{
	static const struct { const char *why; enum balancer_mode mode;
	    bool latched, begun; int64_t age_ms; const char *state;
	    bool moves; } cases[] = {
		{ "acts", BALANCER_ACT, false, true, 0, "SHED", true },
		{ "observes", BALANCER_OBSERVE, false, true, 0, "SHED",
		    true },
		{ "is off", BALANCER_OFF, false, true, 0, "SHED", false },
		{ "is stopped", BALANCER_ACT, true, true, 0, "STOP", false },
		{ "has not begun", BALANCER_ACT, false, false, 0, "INIT",
		    false },
		{ "has not begun, and is blind", BALANCER_ACT, false, false,
		    120001, "INIT", true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		printf("# it %s\n", cases[i].why);
		rig_again();
		b.balances = true;
		b.settings.balancer_mode = cases[i].mode;
		b.room.stop.latched = cases[i].latched;
		plant_says(10000, 0);
		if (!cases[i].begun) {
			b.room.balancer.begun = false;
			b.room.plant.accepted = 1;
		}
		b.room.plant.seen_ms -= cases[i].age_ms;
		turn();
		CHECK_TEXT(balance_state_words[last().state],
		    cases[i].state);
		CHECK(last().downs > 0 && last().band == BAND_RED);
		CHECK_INT(commands() > 0, cases[i].moves);
		CHECK_INT(shown().state, last().state);
	}
}

/* Only red is shed; a raise is no reason to leave CONTROL. */
static void
check_bands(void)
{
	static const struct { int64_t generation_w; const char *band,
	    *state; } cases[] = {
		{ 90000, "headroom", "CONTROL" },
		{ 17000, "green", "CONTROL" },
		{ 15500, "yellow", "CONTROL" },
		{ 15000, "red", "SHED" },
	};

	b.settings.tolerance_w = 500;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cycle c;

		b.room.balancer.state = BALANCE_CONTROL;
		b.room.balancer.n_budgets = 0;
		plant_says(cases[i].generation_w, 0);
		budget_note(&b.turn, &b.room);
		balance_plan(&b.turn, &b.room, &b.arena, &c);
		CHECK_TEXT(band_words[c.plan.band], cases[i].band);
		CHECK_TEXT(balance_state_words[c.state], cases[i].state);
	}
}

/* HOLD begins: of the readings before it none counts, of those in it two. */
static void
check_hold(void)
{
	for (int i = 1; i <= 9; i++)
		plant_is_sound();
	CHECK(b.room.plant.in_a_row > 2);
	/* two of five */
	miner_at(1)->online = miner_at(2)->online = false;
	turn();
	CHECK_INT(b.room.balancer.state, BALANCE_HOLD);
	CHECK_INT(b.room.plant.in_a_row, 0);
	miner_at(1)->online = miner_at(2)->online = true;
	for (int i = 1; i <= 2; i++) {
		plant_says(90000, 0);
		turn();
		CHECK_INT(b.room.plant.in_a_row, i);
		CHECK_TEXT(balance_state_words[b.room.balancer.state],
		    i < 2 ? "HOLD" : "CONTROL");
	}
	/* and so it is when load was shed */
	plant_says(15000, 0);
	turn();
	CHECK_INT(b.room.balancer.state, BALANCE_SHED);
	CHECK_INT(b.room.plant.in_a_row, 0);
	CHECK_INT(b.room.balancer.available_w, 15000);
	CHECK_INT(b.room.balancer.target_w, 13500);
}

/* How long it took is the time of this cycle alone. */
static void
check_time(void)
{
	struct timespec before, after;
	int64_t us;

	turn();
	plant_says(90000, 0);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
	turn();
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
	us = (int64_t)(after.tv_sec - before.tv_sec) * 1000000 +
	    (after.tv_nsec - before.tv_nsec) / 1000;
	CHECK(last().us >= 0 && last().us <= us + 1);
}

/* ---- Between two cycles ------------------------------------------------- */

/* While an order is on its way people see the load move, each 3 s, and once
 * more when it is over; nothing is decided. */
static void
check_between(void)
{
	int64_t at, decision;

	puppet(1)->preset = "2000";
	turn();
	at = shown().at;
	decision = last().id;
	later(3000);
	CHECK_INT(shown().at, at);	/* nothing is under way */
	CHECK(give(1, &(struct command){ PRESET("2000", REASON_MANUAL) },
	    false) != NULL);
	CHECK_INT(shown().at, at + 3000);
	later(1999);
	CHECK_TEXT(life_of(1), "accepted");
	CHECK_INT(shown().current_w, 15000);
	later(1);			/* it is read back, and over */
	CHECK_TEXT(life_of(1), "none");
	CHECK_INT(shown().at, at + 3000);
	reads(1, MINER_STATE_MINING, "2000", 2000);
	later(999);
	CHECK_INT(shown().at, at + 3000);
	later(1);
	CHECK_INT(shown().at, at + 6000);
	CHECK_INT(shown().current_w, 14000);
	later(3000);
	CHECK_INT(shown().at, at + 6000);
	CHECK_INT(last().id, decision);
	CHECK_INT(shown().decision, decision);
}

int
main(void)
{
	void (*const tests[])(void) = { check_due, check_next, check_seconds,
	    check_bands, check_hold, check_time, check_between };

	rig_open(5);
	check_carried_out();
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		rig_again();
		b.balances = true;
		b.settings.balancer_mode = BALANCER_OBSERVE;
		tests[i]();
	}
	rig_close();
	return tap_done();
}
