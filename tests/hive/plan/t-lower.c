/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/plan_rig.h"

/*
 * Load that goes down: who first, how much in a cycle, and how few miners are
 * lowered only so that better ones may have their power.
 */

/* Power that buys almost nothing. */
static const struct plan_preset wasteful[] = {
	{ "1000", 1000, 1000, 60, 60, false },
	{ "4000", 4000, 4000, 61, 61, false },
};

/* ---- Shedding ------------------------------------------------------------ */

/* Everybody has to stop: 3, 2 and 4 kW. */
static void
begin_stop(void)
{
	plan_begin(3, 2);
	plan_runs(&m[1], 1);
	plan_runs(&m[2], 3);
	p.target_w = p.target_up_w = 1;
}

static void
biggest_first(void)
{
	begin_stop();
	plan_it();
	CHECK_TEXT(band_words[p.band], "yellow");
	CHECK_TEXT(plan_says(), "x x x");
	CHECK(m[2].order == 1 && m[0].order == 2 && m[1].order == 3);
	CHECK(p.downs == 3 && p.down_w == 9000 && p.ups == 0 && !p.up_w);
	CHECK(m[1].to_w == 0 && m[1].delta_ths == -90);
	CHECK_TEXT(reason_words[m[0].reason], "over_target");
}

/* Down to the lowest preset and not to a stop: the hashrate that is lost is
 * the difference. */
static void
lowest(void)
{
	plan_begin(1, 3);
	plan_red(1100);
	plan_it();
	CHECK_TEXT(plan_says(), "0");
	CHECK(m[0].delta_ths == 50 - 140 && m[0].to_w == 1000);
	CHECK_INT(p.down_w, 3000);
}

/* As far as the ramp lets: what is begun when something is left of it. */
static void
ramp(void)
{
	static const struct {
		int64_t		 ramp_w;
		const char	*yellow;
	} cases[] = {
		{ -1, "- - -" }, { 0, "- - -" }, { 1, "- - x" },
		{ 4000, "- - x" }, { 4001, "x - x" }, { 7000, "x - x" },
		{ 7001, "x x x" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_stop();
		p.ramp_down_w = cases[i].ramp_w;
		plan_it();
		CHECK_TEXT(plan_says(), cases[i].yellow);
		p.available_w = 1;	/* red does not wait */
		plan_it();
		CHECK_TEXT(band_words[p.band], "red");
		CHECK_TEXT(plan_says(), "x x x");
	}
}

/* Alike: by their addresses, wherever they stand in the list. */
static void
alike(void)
{
	plan_begin(3, 2);
	m[0].mac = "02:00:00:00:00:bb";
	m[1].mac = "02:00:00:00:00:aa";
	m[2].mac = "02:00:00:00:00:cc";
	p.target_w = p.target_up_w = 1;
	plan_it();
	CHECK(m[1].order == 1 && m[0].order == 2 && m[2].order == 3);
}

/* What is expected counts, not what was last read: a miner on its way to
 * 2 kW is not the one that gives most. */
static void
expected_counts(void)
{
	begin_stop();
	m[2].expected_w = 1500;
	plan_it();
	CHECK(m[0].order == 1 && m[1].order == 2 && m[2].order == 3);
	CHECK_INT(p.down_w, 2000 + 3000 + 1500);
}

/* What sheds raises nobody, also when raises are not allowed; and what
 * cannot be shed for want of news is shed all the same. */
static void
in_doubt(void)
{
	begin_stop();
	p.may_raise = false;
	plan_it();
	CHECK_TEXT(plan_says(), "x x x");
}

/* ---- For gain alone ------------------------------------------------------ */

/* Ten that waste their power, nine and one more that could use it; nothing is
 * left of the target. */
static void
begin_swap(void)
{
	plan_begin(20, 0);
	for (size_t i = 0; i < 10; i++)
		plan_presets(&m[i], wasteful, 2, 1);
	p.target_w = p.target_up_w = 50000;
	settings.in_flight_percent = 20;
}

static void
check_swap(int downs)
{
	plan_it();
	CHECK_TEXT(band_words[p.band], "green");
	CHECK_INT(p.downs, downs);
	CHECK_INT(p.ups, 0);
	for (size_t i = 0; i < p.n; i++)
		CHECK(m[i].to == PLAN_STAY || (i < 10 && m[i].to == 0 &&
		    m[i].reason == REASON_REBALANCE_GAIN));
}

/* As many as in_flight_percent lets of those that are managed, less what is
 * on its way; one at least. */
static void
few_at_once(void)
{
	begin_swap();
	check_swap(4);
	m[19].phase = PLAN_FLIGHT;
	check_swap(3);
	m[18].phase = PLAN_MOVING;
	check_swap(2);
	m[17].phase = PLAN_RESTING;
	check_swap(2);
	m[19].managed = false;		/* 3.8 of 19, one is moving */
	check_swap(2);
	m[18].managed = false;		/* 3.6 of 18 */
	check_swap(3);
	begin_swap();
	settings.in_flight_percent = 1;
	check_swap(1);
	settings.in_flight_percent = 5;	/* one of twenty */
	check_swap(1);
	m[19].phase = PLAN_FLIGHT;
	check_swap(0);
	m[18].phase = PLAN_FLIGHT;
	check_swap(0);
}

/* A gain below a two-thousandth of the hashrate is not worth a restart. */
static void
worth_it(void)
{
	static const struct plan_preset better[] = {
		{ "1000", 1000, 1000, 24, 24, false },
		{ "2000", 2000, 2000, 24, 24, false },
	};

	plan_begin(2, 0);
	plan_presets(&m[0], better, 2, 1);	/* 24 TH/s are worth 23 */
	m[0].hashrate_ths = 22;
	m[1].held = true;
	p.target_w = p.target_up_w = 3000;
	plan_it();
	CHECK_TEXT(plan_says(), "0 -");
	/* a gain of 1 TH/s to 2000 that are there: at the edge */
	m[1].held = false;
	m[1].limit_w = 1000;
	m[1].hashrate_ths = 1970;
	plan_it();
	CHECK_TEXT(plan_says(), "0 -");
	m[1].hashrate_ths = 1990;
	plan_it();
	CHECK_TEXT(plan_says(), "- -");
}

int
main(void)
{
	biggest_first();
	lowest();
	ramp();
	alike();
	expected_counts();
	in_doubt();
	few_at_once();
	worth_it();
	arena_free(&plan_arena);
	return tap_done();
}
