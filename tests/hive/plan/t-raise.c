/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/plan_rig.h"

/*
 * Load that goes up: who first, and each of the limits that a raise must keep
 * to the watt: the target, the ramp, circuits, phases, how many at once.
 */

/* Power that buys almost nothing. */
static const struct plan_preset wasteful[] = {
	{ "1000", 1000, 1000, 60, 60, false },
	{ "4000", 4000, 4000, 61, 61, false },
};

/* ---- Who first ----------------------------------------------------------- */

static void
best_first(void)
{
	plan_begin(4, 1);		/* to the top: 25 TH/s per kW */
	plan_stopped(&m[1], 3);		/* 140 TH/s for 3.99 kW: 35 */
	m[1].hashrate_ths = 140;	/* what it would hash counts for 0 */
	plan_runs(&m[2], 2);		/* 20 */
	plan_runs(&m[3], 0);		/* 30 */
	plan_it();
	CHECK_TEXT(plan_says(), "3 3 3 3");
	CHECK(m[1].order == 1 && m[3].order == 2 && m[0].order == 3 &&
	    m[2].order == 4);
	CHECK(m[1].delta_ths == 140 && m[3].delta_ths == 90);
	CHECK(p.ups == 4 && p.up_w == 1000 + 2000 + 3000 + 3990);
	CHECK(p.downs == 0 && p.down_w == 0);
	CHECK_TEXT(reason_words[m[0].reason], "headroom");
}

static void
alike(void)
{
	plan_begin(3, 2);
	m[0].mac = "02:00:00:00:00:bb";
	m[1].mac = "02:00:00:00:00:aa";
	m[2].mac = "02:00:00:00:00:cc";
	plan_it();
	CHECK(m[1].order == 1 && m[0].order == 2 && m[2].order == 3);
}

/* More hashrate for the same power comes before all that costs power, and
 * the most of it first. */
static void
for_nothing(void)
{
	static const struct plan_preset ten[] = {
		{ "a", 2000, 2000, 90, 90, false },
		{ "b", 2000, 2000, 110, 110, false },
	}, forty[] = {
		{ "a", 2000, 2000, 90, 90, false },
		{ "b", 2000, 2000, 140, 140, false },
	};

	plan_begin(3, 0);
	plan_presets(&m[1], ten, 2, 0);
	plan_presets(&m[2], forty, 2, 0);
	plan_it();
	CHECK_TEXT(plan_says(), "3 1 1");
	CHECK(m[2].order == 1 && m[1].order == 2 && m[0].order == 3);
	CHECK(p.ups == 3 && p.downs == 0 && p.up_w == 3000);
	/* a circuit that is full still lets it */
	plan_circuit(1000, -1, -1);
	m[2].circuit = 0;
	m[2].expected_w = 1000;
	plan_it();
	CHECK_TEXT(plan_says(), "3 1 1");
}

/* ---- The ramp ------------------------------------------------------------ */

/* A raise that does not fit is made smaller, down to nothing. */
static void
ramp(void)
{
	static const struct {
		int64_t		 ramp_w;
		bool		 full;
		const char	*want;
		int64_t		 up_w;
	} cases[] = {
		{ 3000, false, "3 -", 3000 }, { 2999, false, "2 -", 2000 },
		{ 2000, false, "2 -", 2000 }, { 1999, false, "1 -", 1000 },
		{ 1000, false, "1 -", 1000 }, { 999, false, "- -", 0 },
		{ 3999, false, "3 -", 3000 }, { 4000, false, "3 1", 4000 },
		{ 6000, false, "3 3", 6000 },
		/* nothing was raised for a minute: one that is larger */
		{ 0, true, "3 -", 3000 }, { 2999, true, "3 -", 3000 },
		{ 5999, true, "3 2", 5000 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		plan_begin(2, 0);
		p.ramp_up_w = cases[i].ramp_w;
		p.ramp_full = cases[i].full;
		plan_it();
		CHECK_TEXT(plan_says(), cases[i].want);
		CHECK_INT(p.up_w, cases[i].up_w);
	}
}

/* One that was stopped comes back on its own preset or not at all. */
static void
no_smaller_start(void)
{
	plan_begin(1, 3);
	plan_stopped(&m[0], 3);
	p.ramp_up_w = 3989;
	plan_it();
	CHECK_TEXT(plan_says(), "-");
	p.ramp_up_w = 3990;
	plan_it();
	CHECK_TEXT(plan_says(), "3");
}

/* ---- The smaller raise --------------------------------------------------- */

/* A miner that wants its last preset, and may draw 2500 W more. */
static void
smaller(const struct plan_preset *presets, int n, const char *want)
{
	plan_begin(1, 0);
	plan_presets(&m[0], presets, n, 0);
	m[0].limit_w = presets[n - 1].power_w;
	p.ramp_up_w = 2500;
	plan_it();
	CHECK_TEXT(plan_says(), want);
	CHECK(m[0].to < 0 || m[0].to_w == presets[m[0].to].power_w);
	CHECK(m[0].to < 0 || m[0].delta_ths == presets[m[0].to].hashrate_ths -
	    presets[0].hashrate_ths);
}

#define SMALLER(presets, want)						\
	smaller((presets), sizeof (presets) / sizeof *(presets), (want))

static void
smaller_raise(void)
{
	/* the most hashrate, not the most power */
	static const struct plan_preset dip[] = {
		{ "a", 1000, 1000, 50, 50, false },
		{ "b", 2000, 2000, 90, 90, false },
		{ "c", 3000, 3000, 85, 85, false },
		{ "d", 6000, 6000, 200, 200, false },
	/* of the same hashrate the one that draws less */
	}, flat[] = {
		{ "a", 1000, 1000, 50, 50, false },
		{ "b", 2000, 2000, 90, 90, false },
		{ "c", 2500, 2500, 90, 90, false },
		{ "d", 6000, 6000, 200, 200, false },
	/* none that cannot be: of another supply, with no label */
	}, odd[] = {
		{ "a", 1000, 1000, 50, 50, false },
		{ "b", 2000, 2000, 90, 90, true },
		{ "c", NONE, 2500, 95, 95, false },
		{ "d", 6000, 6000, 200, 200, false },
	/* none whose gain the restart eats: 96 TH/s are worth 92 */
	}, dear[] = {
		{ "a", 1000, 1000, 92, 92, false },
		{ "b", 2000, 2000, 96, 96, false },
		{ "c", 6000, 6000, 200, 200, false },
	}, worth[] = {
		{ "a", 1000, 1000, 92, 92, false },
		{ "b", 2000, 2000, 97, 97, false },
		{ "c", 6000, 6000, 200, 200, false },
	/* and none that draws less: that would be no raise */
	}, back[] = {
		{ "a", 2000, 2000, 50, 50, false },
		{ "b", 1000, 1000, 80, 80, false },
		{ "c", 6000, 6000, 200, 200, false },
	};

	SMALLER(dip, "1");
	SMALLER(flat, "1");
	SMALLER(odd, "-");
	SMALLER(dear, "-");
	SMALLER(worth, "1");
	SMALLER(back, "-");
}

/* ---- What is still drawn ------------------------------------------------- */

/* One that wastes 3 kW, and two that could use 1 kW each: until its reduction
 * is read back, the raises have only what is left without it. */
static void
begin_waste(void)
{
	plan_begin(3, 0);
	plan_presets(&m[0], wasteful, 2, 1);
	m[1].limit_w = m[2].limit_w = 2000;
}

static void
room(void)
{
	static const struct {
		int64_t		 target_w;
		const char	*want;
	} cases[] = {
		/* 0.998 of it, less 6000 W that are drawn */
		{ 7014, "0 - -" }, { 7015, "0 1 -" },
		{ 8016, "0 1 -" }, { 8017, "- 1 1" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_waste();
		plan_target(cases[i].target_w);
		plan_it();
		CHECK_TEXT(band_words[p.band], "headroom");
		CHECK_TEXT(plan_says(), cases[i].want);
	}
}

/* The same below a circuit, and below one that another feeds. */
static void
circuit(void)
{
	static const struct {
		int64_t		 limit_w;
		const char	*want;
	} cases[] = {
		{ 6999, "0 - -" }, { 7000, "0 1 -" },
		{ 7999, "0 1 -" },
	};

	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		begin_waste();
		plan_circuit(cases[i / 2].limit_w, -1, -1);
		plan_circuit(NONE, 0, -1);
		for (size_t k = 0; k < 3; k++)
			m[k].circuit = i % 2;
		plan_it();
		CHECK_TEXT(plan_says(), cases[i / 2].want);
	}
}

/* ---- Phases -------------------------------------------------------------- */

/* One that may go up on the phase of circuit 0, and one that is held on that
 * of circuit 1; 1 kW between two phases. */
static void
begin_phases(int first, int second)
{
	plan_begin(2, 0);
	plan_circuit(NONE, -1, first);
	plan_circuit(NONE, -1, second);
	m[0].circuit = 0;
	m[1].circuit = 1;
	m[1].held = true;
	settings.max_phase_imbalance_kw = 1;
}

static void
phases(void)
{
	for (int phase = 0; phase < 3; phase++) {
		begin_phases(phase, (phase + 1) % 3);
		plan_it();
		CHECK_TEXT(plan_says(), "1 -");
		m[1].pessimist_w = 999;
		plan_it();
		CHECK_TEXT(plan_says(), "- -");
		m[1].pessimist_w = 2999;
		plan_it();
		CHECK_TEXT(plan_says(), "2 -");
		/* the third one counts when it is there */
		plan_circuit(NONE, -1, (phase + 2) % 3);
		plan_it();
		CHECK_TEXT(plan_says(), "- -");
		settings.max_phase_imbalance_kw = NONE;
		plan_it();
		CHECK_TEXT(plan_says(), "3 -");
	}
	begin_phases(-1, 1);		/* on no phase */
	plan_it();
	CHECK_TEXT(plan_says(), "3 -");
	begin_phases(1, 1);		/* alone on its phase */
	plan_it();
	CHECK_TEXT(plan_says(), "3 -");
}

/* The second raise on a phase sees the first. */
static void
phase_is_spent(void)
{
	for (int phase = 0; phase < 2; phase++) {
		begin_phases(phase, 1 - phase);
		m[1].pessimist_w = 2000;
		plan_put(2, 0);
		p.n = 3;
		m[2].circuit = 0;
		m[0].limit_w = m[2].limit_w = 2000;
		plan_it();
		CHECK_TEXT(plan_says(), "1 - -");
	}
}

/* ---- How many at once ---------------------------------------------------- */

/* In batches, whatever else goes up. */
static void
starts(void)
{
	for (int n = 0; n < 4; n++) {
		static const char *want[] = { "- - - 3", "3 - - 3", "3 3 - 3",
		    "3 3 3 3" };

		plan_begin(4, 0);
		for (size_t i = 0; i < 3; i++)
			plan_stopped(&m[i], 3);
		p.starts = n;
		plan_it();
		CHECK_TEXT(plan_says(), want[n]);
	}
}

/* Inside the tolerance, for gain: no more than in_flight_percent, of which
 * each that is lowered takes one as well; a start is counted apart. */
static void
few_for_gain(void)
{
	static const struct {
		int64_t		 percent;
		const char	*want;
	} cases[] = {
		{ 25, "0 - - -" }, { 50, "0 2 - -" }, { 75, "0 2 1 -" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		plan_begin(4, 0);
		plan_presets(&m[0], wasteful, 2, 1);
		plan_target(10025);	/* 10004 W, 7000 are drawn */
		settings.tolerance_w = 5000;
		settings.in_flight_percent = cases[i].percent;
		plan_it();
		CHECK_TEXT(band_words[p.band], "green");
		CHECK_TEXT(plan_says(), cases[i].want);
		CHECK_TEXT(reason_words[m[0].reason], "rebalance_gain");
	}
	CHECK_TEXT(reason_words[m[1].reason], "rebalance_gain");
	plan_stopped(&m[3], 0);
	settings.in_flight_percent = 25;
	plan_it();
	CHECK_TEXT(band_words[p.band], "green");
	CHECK_TEXT(plan_says(), "0 - - 0");
}

/* Nothing goes up when that is not allowed. */
static void
not_now(void)
{
	plan_begin(2, 0);
	plan_stopped(&m[1], 0);
	p.may_raise = false;
	plan_it();
	CHECK_TEXT(plan_says(), "- -");
	p.may_raise = true;
	p.have = false;
	plan_it();
	CHECK_TEXT(plan_says(), "- -");
}

int
main(void)
{
	best_first();
	alike();
	for_nothing();
	ramp();
	no_smaller_start();
	smaller_raise();
	room();
	circuit();
	phases();
	phase_is_spent();
	starts();
	few_for_gain();
	not_now();
	arena_free(&plan_arena);
	return tap_done();
}
