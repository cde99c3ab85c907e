/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/plan_rig.h"

/*
 * What plan_look() adds up, and at which watt one band ends and the next one
 * begins.
 */

/* ---- Bands --------------------------------------------------------------- */

/* 100 kW available, a target of 50 kW or of what the row says, 100 W of
 * tolerance. */
static const struct band_case {
	int64_t		 expected_w, pessimist_w, target_w;
	bool		 blind, critical, calm;
	enum band	 band;
	enum reason	 reason;
} bands[] = {
	{ 50100, 50100, 50000, false, false, false, BAND_GREEN,
	    REASON_REBALANCE_GAIN },
	{ 50101, 50101, 50000, false, false, false, BAND_YELLOW,
	    REASON_OVER_TARGET },
	{ 50101, 50101, 50000, true, false, false, BAND_YELLOW,
	    REASON_STALE_DECAY },
	{ 49900, 49900, 50000, false, false, false, BAND_GREEN,
	    REASON_REBALANCE_GAIN },
	{ 49899, 49899, 50000, false, false, false, BAND_HEADROOM,
	    REASON_HEADROOM },
	{ 49899, 49899, 50000, false, false, true, BAND_GREEN,
	    REASON_REBALANCE_GAIN },
	/* a raise that was decided counts, though it is not expected yet */
	{ 40000, 49900, 50000, false, false, false, BAND_GREEN,
	    REASON_REBALANCE_GAIN },
	{ 40000, 49899, 50000, false, false, false, BAND_HEADROOM,
	    REASON_HEADROOM },
	/* 98.5 % of what is available */
	{ 98500, 98500, 99000, false, false, true, BAND_GREEN,
	    REASON_REBALANCE_GAIN },
	{ 98501, 98501, 99000, false, false, true, BAND_RED,
	    REASON_EMERGENCY_OVER_AVAILABLE },
	{ 98501, 98501, 99000, true, false, true, BAND_RED,
	    REASON_STALE_DECAY },
	{ 1000, 1000, 50000, false, true, false, BAND_RED,
	    REASON_CRITICAL_GENERATION },
};

static void
band_by_band(void)
{
	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
		const struct band_case *c = &bands[i];

		plan_begin(1, 0);
		m[0].expected_w = c->expected_w;
		m[0].pessimist_w = c->pessimist_w;
		p.available_w = 100000;
		p.target_w = p.target_up_w = c->target_w;
		p.blind = c->blind;
		p.critical = c->critical;
		p.may_raise = !c->calm;
		plan_look(&p);
		CHECK_TEXT(band_words[p.band], band_words[c->band]);
		CHECK_TEXT(reason_words[p.reason], reason_words[c->reason]);
	}
	p.have = false;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "none");
	CHECK_TEXT(reason_words[p.reason], reason_words[REASON_NONE]);
}

/* The larger of the two, whichever that is. */
static void
tolerance(void)
{
	struct settings s = setting_defaults;

	s.tolerance_w = 2000;
	s.balance_tolerance_percent = 0.5;
	CHECK_INT(plan_tolerance_w(&s, 399800), 2000);
	CHECK_INT(plan_tolerance_w(&s, 400000), 2000);
	CHECK_INT(plan_tolerance_w(&s, 400200), 2001);
}

/* The lowest target of late bounds the raises, the newest one the load. */
static void
two_targets(void)
{
	plan_begin(1, 0);
	p.target_w = 5000;
	p.target_up_w = 1100;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "green");
	p.target_up_w = 1101;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "headroom");
}

/* ---- Circuits ------------------------------------------------------------ */

/* Two circuits of a house: what is below counts above as well. */
static void
circuit_over(void)
{
	plan_begin(3, 0);
	plan_circuit(NONE, -1, -1);		/* the house */
	plan_circuit(2000, 0, -1);
	plan_circuit(1000, 0, -1);
	p.may_raise = false;
	m[0].circuit = m[1].circuit = 1;
	m[2].circuit = 2;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "green");
	m[1].expected_w++;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "yellow");
	CHECK_TEXT(reason_words[p.reason], "circuit_limit");
	circuits[1].limit_w = NONE;
	circuits[0].limit_w = 3001;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "green");
	m[2].pessimist_w = 5000;		/* on its way down to this */
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "green");
	circuits[0].limit_w = 3000;
	plan_look(&p);
	CHECK_TEXT(band_words[p.band], "yellow");
	/* what the whole site draws too much says more */
	p.target_w = 2000;
	plan_look(&p);
	CHECK_TEXT(reason_words[p.reason], "over_target");
}

/* ---- Sums ---------------------------------------------------------------- */

static void
sums(void)
{
	plan_begin(5, 0);
	for (size_t i = 0; i < 5; i++) {	/* 1, 10, 100, ... W */
		static const int64_t w[] = { 1, 10, 100, 1000, 10000 };

		m[i].draws_w = w[i];
		m[i].expected_w = 2 * w[i];
		m[i].pessimist_w = 3 * w[i];
	}
	m[1].managed = m[3].managed = false;
	m[2].phase = m[3].phase = PLAN_SILENT;
	m[0].phase = m[4].phase = PLAN_FLIGHT;
	plan_look(&p);
	CHECK_INT(p.draws_w, 11111);
	CHECK_INT(p.expected_w, 22222);
	CHECK_INT(p.pessimist_w, 33333);
	CHECK_INT(p.managed_w, 10101);
	CHECK_INT(p.unmanaged_w, 1010);
	CHECK_INT(p.silent_w, 2200);
	CHECK_INT(p.flight_w, 20002);
	CHECK_INT(p.managed, 3);
	CHECK_INT(p.silent, 2);
	CHECK_INT(p.known, 5);
	plan_look(&p);				/* anew, not on top */
	CHECK_INT(p.pessimist_w, 33333);
	CHECK_INT(p.silent, 2);
}

/* A miner is on the phase of the nearest circuit that has one. */
static void
sums_of_circuits(void)
{
	plan_begin(5, 0);
	plan_circuit(NONE, -1, -1);		/* the house */
	plan_circuit(NONE, 0, 2);
	plan_circuit(NONE, 1, -1);
	plan_circuit(NONE, 0, 0);
	for (size_t i = 0; i < 5; i++) {
		static const int64_t w[] = { 1, 10, 100, 1000, 10000 };

		m[i].expected_w = 2 * w[i];
		m[i].pessimist_w = 3 * w[i];
		m[i].circuit = (int)i - 1;	/* the first has none */
	}
	plan_look(&p);
	CHECK_INT(circuits[0].expected_w, 22220);
	CHECK_INT(circuits[1].expected_w, 2200);
	CHECK_INT(circuits[2].expected_w, 2000);
	CHECK_INT(circuits[3].expected_w, 20000);
	CHECK_INT(circuits[0].pessimist_w, 33330);
	CHECK_INT(circuits[1].pessimist_w, 3300);
	CHECK_INT(p.phase_w[0], 30000);
	CHECK_INT(p.phase_w[1], 0);
	CHECK_INT(p.phase_w[2], 3300);
	plan_look(&p);
	CHECK_INT(circuits[0].pessimist_w, 33330);
	CHECK_INT(p.phase_w[2], 3300);
}

/* What a former cycle has planned is forgotten. */
static void
nothing_planned(void)
{
	plan_begin(2, 3);
	plan_red(2010);
	plan_it();
	CHECK_TEXT(plan_says(), "0 0");
	CHECK(p.downs == 2 && p.down_w == 6000);
	plan_look(&p);
	CHECK_TEXT(plan_says(), "- -");
	CHECK(p.downs == 0 && p.down_w == 0 && p.ups == 0 && p.up_w == 0);
}

/* ---- What a miner is told ------------------------------------------------ */

static void
told(void)
{
	plan_begin(1, 1);
	m[0].to = PLAN_STAY;
	CHECK(plan_action(&m[0]) == ACTION_NONE);
	m[0].to = PLAN_STOP;
	CHECK(plan_action(&m[0]) == ACTION_STOP);
	m[0].to = 0;
	CHECK(plan_action(&m[0]) == ACTION_PRESET);
	m[0].phase = PLAN_FLIGHT;
	CHECK(plan_action(&m[0]) == ACTION_PRESET);
	m[0].phase = PLAN_STOPPED;
	CHECK(plan_action(&m[0]) == ACTION_START);
}

int
main(void)
{
	band_by_band();
	tolerance();
	two_targets();
	circuit_over();
	sums();
	sums_of_circuits();
	nothing_planned();
	told();
	arena_free(&plan_arena);
	return tap_done();
}
