/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>

#include "tests/lib/plan_rig.h"

/*
 * What a miner may be told in which state, and within which sum: the choices
 * that the knapsack gets, seen by what comes out.
 */

/* ---- Raises -------------------------------------------------------------- */

/* A restart costs 75 s of mining, and the new preset lasts for half an hour: a
 * raise is worth it when it hashes more than 24/23 of what is hashed now. */
static void
restart_costs(void)
{
	static struct plan_preset two[] = {
		{ "2000", 2000, 2000, 92, 92, false },
		{ "3000", 3000, 3000, 96, 96, false },
	};

	plan_begin(1, 0);
	plan_presets(&m[0], two, 2, 0);
	m[0].hashrate_ths = 92.1;
	plan_it();
	CHECK_TEXT(plan_says(), "-");
	m[0].hashrate_ths = 91.9;
	plan_it();
	CHECK_TEXT(plan_says(), "1");
	CHECK(fabs(p.solution.value_ths - 92) < 1e-9);
	CHECK(fabs(m[0].delta_ths - 4.1) < 1e-9);
}

/* One that we stopped comes back on the preset that it had, and on no other;
 * on none, when it is not allowed, or not known. */
static void
starts(void)
{
	plan_begin(5, 0);
	for (size_t i = 0; i < 5; i++)
		plan_stopped(&m[i], (int)i - 1);
	m[1].limit_w = 999;
	m[2].capped = false;
	m[3].capped = false;
	m[3].limit_w = 2999;
	plan_it();
	CHECK_TEXT(plan_says(), "- - 1 - 3");
	CHECK(plan_action(&m[4]) == ACTION_START);
	CHECK(m[4].to_w == 4000 && m[4].delta_ths == 140);
	CHECK_INT(p.up_w, 1990 + 3990);
}

/* It has its own preset already, though it draws less than that says, unless
 * a throttle keeps it below. */
static void
own_preset(void)
{
	plan_begin(2, 1);
	for (size_t i = 0; i < 2; i++) {
		m[i].limit_w = 2000;
		m[i].draws_w = m[i].expected_w = m[i].pessimist_w = 1500;
		m[i].hashrate_ths = 60;
	}
	m[1].throttled = true;
	plan_it();
	CHECK_TEXT(plan_says(), "- 1");
	CHECK(m[1].to_w == 2000 && p.up_w == 500);
}

/* A preset above the limit is no choice, however much room there is. */
static void
limited(void)
{
	plan_begin(3, 0);
	m[0].limit_w = 3000;
	m[1].limit_w = 2999;
	m[2].limit_w = 1000;
	plan_it();
	CHECK_TEXT(plan_says(), "2 1 -");
}

/* Of two alike the one that was left in peace for longer. */
static void
longest_unchanged(void)
{
	plan_begin(3, 2);
	m[0].since_ms = m[2].since_ms = HOUR_MS - 1000;
	plan_target(10200);		/* room for one of the raises */
	plan_it();
	CHECK_TEXT(plan_says(), "- 3 -");
}

/* ---- Reductions ---------------------------------------------------------- */

/* Up to a stop, which takes all of it. */
static void
steps_down(void)
{
	static const struct {
		int64_t		 target_w;
		const char	*want;
	} cases[] = {
		/* 0.998 of the target is what it may draw */
		{ 3007, "2" }, { 3006, "1" }, { 2005, "1" },
		{ 2004, "0" }, { 1003, "0" }, { 1002, "x" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		plan_begin(1, 3);
		plan_target(cases[i].target_w);
		p.available_w = 10000;
		plan_it();
		CHECK_TEXT(band_words[p.band], "yellow");
		CHECK_TEXT(plan_says(), cases[i].want);
	}
	CHECK(m[0].delta_ths == -140 && p.down_w == 4000);
	CHECK(plan_action(&m[0]) == ACTION_STOP);
}

/* In red without a maximum preset as well, and on what a person would not
 * allow if there were one; never on what cannot be or cannot be read. */
static void
no_maximum(void)
{
	static const struct plan_preset odd[] = {
		{ "4000", 4000, 4000, 140, 140, false },
		{ "3100", 3100, 3100, 130, 130, true },
		{ "auto", NONE, 3050, 125, 125, false },
		{ "3000", 3000, 3000, 120, 120, false },
	};

	plan_begin(1, 0);
	plan_presets(&m[0], odd, 4, 0);
	m[0].capped = false;
	m[0].limit_w = 0;
	plan_red(3200);
	plan_it();
	CHECK_TEXT(plan_says(), "3");
	m[0].capped = true;
	plan_it();
	CHECK_TEXT(plan_says(), "x");
	m[0].limit_w = 4000;
	plan_it();
	CHECK_TEXT(plan_says(), "3");
}

/* emergency_action "stop" sets no preset in red; in yellow it does. */
static void
stop_only(void)
{
	plan_begin(1, 3);
	p.stop_only = true;
	plan_red(3100);
	plan_it();
	CHECK_TEXT(plan_says(), "x");
	p.stop_only = false;
	plan_it();
	CHECK_TEXT(plan_says(), "2");
	p.stop_only = true;
	plan_target(3100);
	plan_it();
	CHECK_TEXT(plan_says(), "2");
}

/* Told to throttle in a hurry: only a stop is more. */
static void
throttling(void)
{
	plan_begin(1, 3);
	m[0].throttling = true;
	plan_red(3100);
	plan_it();
	CHECK_TEXT(plan_says(), "x");
}

/* Throttled, its own preset would bring load back. */
static void
throttled(void)
{
	plan_begin(1, 2);
	m[0].throttled = true;
	m[0].expected_w = m[0].pessimist_w = 2500;
	plan_red(2400);
	plan_it();
	CHECK_TEXT(plan_says(), "1");
}

/* A preset that draws just as much is no way down; so who hashes less now is
 * the one that has less to lose. */
static void
no_way_down(void)
{
	plan_begin(2, 1);
	m[0].hashrate_ths = 80;
	m[1].now = 2;			/* throttled to the same 2000 W */
	m[1].throttled = true;
	m[1].hashrate_ths = 60;
	plan_red(3100);
	plan_it();
	CHECK_TEXT(plan_says(), "- 0");
}

/* Who draws no more than a stopped one is not stopped, nor is a stopped
 * one. */
static void
nothing_to_stop(void)
{
	plan_begin(3, 0);
	p.critical = true;
	for (size_t i = 0; i < 2; i++)
		m[i].expected_w = m[i].pessimist_w = 20 + (int64_t)i;
	plan_stopped(&m[2], 0);
	m[2].expected_w = m[2].pessimist_w = 30;
	plan_it();
	CHECK_INT(p.cap_w, 0);
	CHECK_TEXT(plan_says(), "- x -");
}

/* ---- Within which sum ---------------------------------------------------- */

/* 0.998 of the target; in green, a little above the target, what is drawn
 * already may stay. */
static void
caps(void)
{
	plan_begin(2, 1);
	plan_target(5000);
	plan_it();
	CHECK_INT(p.cap_w, 4990);
	plan_target(4005);
	p.target_w = 9000;
	plan_it();
	CHECK_TEXT(band_words[p.band], "green");
	CHECK_INT(p.cap_w, 4000);	/* not 0.998 x 4005 = 3996 */
	CHECK_TEXT(plan_says(), "- -");
	plan_target(3800);
	plan_it();
	CHECK_TEXT(band_words[p.band], "yellow");
	CHECK_INT(p.cap_w, 3792);
	CHECK_INT(p.movable, 2);
}

/* What is fixed alone is too much: all that may move goes down. */
static void
no_room_at_all(void)
{
	plan_begin(2, 2);
	m[1].managed = false;
	plan_target(2000);
	plan_it();
	CHECK_INT(p.cap_w, 1996 - 3000);
	CHECK_TEXT(plan_says(), "x -");
}

/* A circuit's limit is for all of it, also for what the balancer may not
 * move; one without a limit takes what the site has. */
static void
fixed_below_circuits(void)
{
	plan_begin(4, 1);
	plan_circuit(5000, -1, -1);
	plan_circuit(NONE, 0, -1);
	plan_circuit(NONE, -1, -1);
	m[0].circuit = 1;
	m[1].circuit = 0;
	m[2].circuit = 1;
	m[2].managed = false;
	m[3].circuit = 2;
	plan_it();
	CHECK_TEXT(band_words[p.band], "yellow");
	CHECK_TEXT(plan_says(), "- 0 - -");
	/* on its way down: it counts with where it will be */
	m[2].expected_w = 1000;
	p.may_raise = false;
	plan_it();
	CHECK_TEXT(band_words[p.band], "green");
	circuits[0].limit_w = 4000;
	plan_it();
	CHECK_TEXT(plan_says(), "- 0 - -");
	circuits[0].limit_w = 3999;
	plan_it();
	CHECK_TEXT(plan_says(), "0 0 - -");
}

/* No miner, or one without a preset: a plan all the same. */
static void
nothing_to_choose(void)
{
	plan_begin(0, 0);
	plan_it();
	CHECK_TEXT(band_words[p.band], "headroom");
	CHECK_INT(p.movable, 0);
	plan_begin(1, 1);
	m[0].n = 0;
	m[0].now = -1;
	plan_it();
	CHECK_TEXT(plan_says(), "-");
	plan_red(1000);
	plan_it();
	CHECK_TEXT(plan_says(), "x");
}

int
main(void)
{
	restart_costs();
	starts();
	own_preset();
	limited();
	longest_unchanged();
	steps_down();
	no_maximum();
	stop_only();
	throttling();
	throttled();
	no_way_down();
	nothing_to_stop();
	caps();
	no_room_at_all();
	fixed_below_circuits();
	nothing_to_choose();
	arena_free(&plan_arena);
	return tap_done();
}
