/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * What the balancer may do at all: INIT until enough is known, CONTROL, HOLD
 * while something is in doubt, SHED while load must go down, STOP.
 */

static struct cycle
found(void)
{
	struct cycle c;

	memset(&c, 0, sizeof c);
	budget_find(&b.turn, &b.room, &c);
	return c;
}

static const char *
state(void)
{
	return balance_state_words[found().state];
}

/* ---- The beginning ------------------------------------------------------ */

/* Of the miners that are online, so many have answered since the start; the
 * others are offline, of before. */
static void
answered(int online, int read, int read_offline)
{
	for (int i = 1; i <= b.miners; i++) {
		miner_at(i)->online = i <= online;
		control_of(i)->read_ms = i <= read || (i > online &&
		    i <= online + read_offline) ? b.turn.now_ms : 0;
	}
}

static void
check_init(void)
{
	static const struct { const char *why; int64_t ms; int accepted,
	    online, read, read_offline; const char *state; } cases[] = {
		{ "all is known", 0, 2, 5, 5, 0, "CONTROL" },
		{ "four of five", 0, 2, 5, 4, 0, "CONTROL" },
		{ "three of five", 0, 2, 5, 3, 0, "INIT" },
		{ "three, and one that is gone", 0, 2, 5, 3, 1, "INIT" },
		{ "three for almost a minute", 59999, 2, 5, 3, 0, "INIT" },
		{ "three for a minute", 60000, 2, 5, 3, 0, "CONTROL" },
		{ "none for almost a minute", 59999, 2, 0, 0, 6, "INIT" },
		{ "none for a minute", 60000, 2, 0, 0, 6, "HOLD" },
		{ "one reading of the plant", 60000, 1, 5, 5, 0, "INIT" },
	};

	b.settings.silent_quorum_percent = 20;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		printf("# %s\n", cases[i].why);
		b.room.balancer.begun = false;
		b.room.balancer.state = BALANCE_INIT;
		b.room.balancer.started_ms = b.turn.now_ms - cases[i].ms;
		b.room.plant.accepted = cases[i].accepted;
		answered(cases[i].online, cases[i].read,
		    cases[i].read_offline);
		CHECK_TEXT(state(), cases[i].state);
	}
}

/* It has begun once: whoever falls silent later is no reason to begin again. */
static void
check_begun(void)
{
	struct balancer *k = &b.room.balancer;

	k->begun = false;
	k->state = BALANCE_INIT;
	k->started_ms = b.turn.now_ms;
	b.room.plant.accepted = 2;
	CHECK_TEXT(state(), "CONTROL");
	answered(6, 0, 0);
	CHECK_TEXT(state(), "CONTROL");
	CHECK(k->begun);
}

/* ---- In doubt ----------------------------------------------------------- */

static void
check_states(void)
{
	static const struct { const char *why; enum balance_state before;
	    int in_a_row; int64_t age_ms; bool doubt, latched, critical;
	    const char *state; } cases[] = {
		{ "sound", BALANCE_CONTROL, 0, 90000, false, false, false,
		    "CONTROL" },
		{ "not fresh", BALANCE_CONTROL, 9, 90001, false, false, false,
		    "HOLD" },
		{ "from the future", BALANCE_CONTROL, 9, 0, true, false,
		    false, "HOLD" },
		{ "old", BALANCE_CONTROL, 9, 120001, false, false, false,
		    "SHED" },
		{ "critical", BALANCE_CONTROL, 9, 0, false, false, true,
		    "SHED" },
		{ "stopped by a person", BALANCE_CONTROL, 9, 120001, true,
		    true, true, "STOP" },
		{ "begins", BALANCE_INIT, 0, 0, false, false, false,
		    "CONTROL" },
		{ "held, one good", BALANCE_HOLD, 1, 0, false, false, false,
		    "HOLD" },
		{ "held, two good", BALANCE_HOLD, 2, 0, false, false, false,
		    "CONTROL" },
		{ "shed, one good", BALANCE_SHED, 1, 0, false, false, false,
		    "HOLD" },
		{ "shed, two good", BALANCE_SHED, 2, 0, false, false, false,
		    "CONTROL" },
		{ "released, one good", BALANCE_STOP, 1, 0, false, false,
		    false, "HOLD" },
		{ "released, two good", BALANCE_STOP, 2, 0, false, false,
		    false, "CONTROL" },
	};

	budget_note(&b.turn, &b.room);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cycle c;

		printf("# %s\n", cases[i].why);
		b.room.balancer.state = cases[i].before;
		b.room.plant.in_a_row = cases[i].in_a_row;
		b.room.plant.seen_ms = b.turn.now_ms - cases[i].age_ms;
		b.room.plant.clock_doubt = cases[i].doubt;
		b.room.stop.latched = cases[i].latched;
		b.settings.critical_generation_kw = cases[i].critical ?
		    1000 : NONE;
		c = found();
		CHECK_TEXT(balance_state_words[c.state], cases[i].state);
		CHECK_INT(c.plan.may_raise, c.state == BALANCE_CONTROL);
		CHECK_INT(c.age_ms, cases[i].age_ms);
		CHECK_INT(c.fresh, cases[i].age_ms <= 90000);
		/* what is not fresh is no reading of a row */
		CHECK_INT(b.room.plant.in_a_row, c.fresh ?
		    cases[i].in_a_row : 0);
	}
}

/* A fifth may be silent, of those in service. */
static void
check_quorum(void)
{
	static const struct { int miners, silent, retired;
	    const char *state; } cases[] = {
		{ 5, 0, 0, "CONTROL" }, { 5, 1, 0, "CONTROL" },
		{ 5, 2, 0, "HOLD" }, { 6, 1, 1, "CONTROL" },
		{ 5, 1, 1, "HOLD" }, { 6, 2, 1, "HOLD" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.room.balancer.state = BALANCE_CONTROL;
		for (int m = 1; m <= b.miners; m++) {
			/* the last ones are not there at all */
			miner_at(m)->retired = m > cases[i].miners -
			    cases[i].retired;
			miner_at(m)->online = m > cases[i].silent &&
			    !miner_at(m)->retired;
		}
		CHECK_TEXT(state(), cases[i].state);
	}
}

/* What cannot be written down may not be raised. */
static void
check_sick(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");

	budget_note(&b.turn, &b.room);
	CHECK(found().plan.may_raise);
	db_number(b.turn.db, &small, 0);
	db_begin(b.turn.db);
	for (int i = 0; i < 2000 && !db_sick(b.turn.db); i++)
		queue(1, &(struct command){ PRESET("2000", REASON_MANUAL) },
		    false), control_of(1)->change = NULL;
	CHECK(db_sick(b.turn.db));
	CHECK_TEXT(state(), "HOLD");
	CHECK(!found().plan.may_raise);
	db_rollback(b.turn.db);
}

/* ---- Whether there is anything to go by --------------------------------- */

static void
check_have(void)
{
	struct plan p;

	/* nothing is known of the load beside the miners */
	CHECK(!found().plan.have);
	CHECK_TEXT(state(), "CONTROL");
	CHECK(!found().plan.may_raise);
	CHECK_INT(found().plan.target_w, NONE);
	budget_note(&b.turn, &b.room);
	CHECK(found().plan.have);
	/* a reading of the worker before us counts after a minute */
	b.room.plant.accepted = 0;
	b.room.balancer.started_ms = b.turn.now_ms - 59999;
	p = found().plan;
	CHECK(!p.have && p.target_w == NONE && p.available_w == NONE &&
	    p.target_up_w == NONE);
	b.room.balancer.started_ms--;
	CHECK(found().plan.have);
	/* there never was a reading */
	b.room.plant.source_at = 0;
	CHECK(!found().plan.have);
	CHECK(!found().fresh);
	b.room.plant.source_at = b.turn.wall_ms;
	CHECK(found().plan.have);
	b.site.plant = NULL;
	CHECK(!found().plan.have);
}

static void
check_sound(void)
{
	b.room.plant.seen_ms = b.turn.now_ms - 90000;
	CHECK(budget_sound(&b.turn, &b.room));
	b.room.plant.seen_ms--;
	CHECK(!budget_sound(&b.turn, &b.room));
	b.room.plant.seen_ms++;
	b.room.balancer.state = BALANCE_HOLD;
	CHECK(!budget_sound(&b.turn, &b.room));
	b.room.balancer.state = BALANCE_CONTROL;
	CHECK(budget_sound(&b.turn, &b.room));
	b.site.plant = NULL;
	CHECK(!budget_sound(&b.turn, &b.room));
}

int
main(void)
{
	void (*const tests[])(void) = { check_init, check_begun,
	    check_states, check_quorum, check_have,
	    check_sound, check_sick, NULL };

	rig_each(6, NULL, tests);
	return tap_done();
}
