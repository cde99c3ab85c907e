/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/plan/plan.h"
#include "tests/lib/tap.h"

/*
 * One cycle of the balancer by tables: bands, limits, waits, circuits.
 */
#define MAX	64

static struct arena arena;
static struct settings settings;
static struct plan p;
static struct plan_miner miners[MAX];
static struct plan_circuit circuits[4];

/* Not concave: the step to 2500 buys little. */
static const struct plan_preset presets[] = {
	{ "1500", 1500, 1500, 60, 60, false },
	{ "2000", 2000, 2000, 76, 76, false },
	{ "2500", 2500, 2500, 80, 80, false },
	{ "3000", 3000, 3000, 100, 100, false },
	{ "3500", 3500, 3500, 108, 108, false },
	{ "4500", 4500, 4500, 130, 130, true },
};

#define TOP 4		/* the highest that needs no modified supply */

static void
check(bool ok, const char *what)
{
	tap_check(ok, "plan", 0, what);
}

static void
put(size_t n, int now)
{
	static char macs[MAX][18];

	snprintf(macs[n], sizeof macs[n], "02:00:00:00:00:%02x",
	    (unsigned)n);
	miners[n] = (struct plan_miner){ .mac = macs[n], .managed = true,
	    .capped = true, .phase = PLAN_SETTLED, .presets = presets, .n = 6,
	    .now = now, .limit_w = 3500, .since_ms = 3600000, .circuit = -1 };
	miners[n].draws_w = miners[n].expected_w = miners[n].pessimist_w =
	    now >= 0 ? presets[now].power_w : 3600;
	miners[n].hashrate_ths = now >= 0 ? presets[now].hashrate_ths : 0;
}

/* n miners on that preset, so much available, a margin of 10 %. */
static void
begin(size_t n, int now, int64_t available_w)
{
	settings = setting_defaults;
	arena_reset(&arena);
	for (size_t i = 0; i < n; i++)
		put(i, now);
	p = (struct plan){ .settings = &settings, .miners = miners, .n = n,
	    .circuits = circuits, .have = true, .may_raise = true,
	    .available_w = available_w, .target_w = available_w * 9 / 10,
	    .target_up_w = available_w * 9 / 10, .ramp_up_w = INT64_MAX,
	    .ramp_down_w = INT64_MAX, .starts = 10 };
	settings.in_flight_percent = 100;
}

static void
make(void)
{
	plan_make(&arena, &p);
}

/* What is drawn when the plan is carried out. */
static int64_t
after_w(void)
{
	int64_t w = 0;

	for (size_t i = 0; i < p.n; i++)
		w += miners[i].to == PLAN_STAY ? miners[i].expected_w :
		    miners[i].to_w;
	return w;
}

static int
told(void)
{
	int n = 0;

	for (size_t i = 0; i < p.n; i++)
		n += miners[i].to != PLAN_STAY;
	return n;
}

static void
bands(void)
{
	begin(10, 3, 33600);		/* 30000 of a target of 30240 */
	make();
	CHECK_TEXT(band_words[p.band], "green");
	CHECK_INT(told(), 0);
	begin(10, 2, 26000);		/* target 23400, tolerance 2000 */
	settings.tolerance_w = 500;
	make();
	CHECK_TEXT(band_words[p.band], "yellow");
	check(after_w() <= 23400, "yellow ends below the target");
	CHECK_TEXT(miners[0].to == PLAN_STAY ? "over_target" :
	    reason_words[miners[0].reason], "over_target");
	begin(10, 3, 25000);
	make();
	CHECK_TEXT(band_words[p.band], "red");
	check(after_w() <= 22500, "red ends below the target as well");
	begin(10, 0, 40000);
	make();
	CHECK_TEXT(band_words[p.band], "headroom");
	check(after_w() > 30000 && after_w() <= 36000,
	    "headroom is used, and no more");
	p.have = false;
	make();
	CHECK_TEXT(band_words[p.band], "none");
	CHECK_INT(told(), 0);
}

static void
limits(void)
{
	begin(4, 0, 100000);
	for (int i = 0; i < 4; i++)
		miners[i].capped = false;
	make();
	check(told() == 0, "without a maximum preset nobody is raised");
	begin(1, 0, 100000);
	make();
	CHECK_INT(miners[0].to, TOP);
	check(miners[0].to_w == 3500, "a preset that needs a modified "
	    "supply is never chosen");
	begin(4, 3, 100000);
	for (int i = 0; i < 4; i++)
		miners[i].limit_w = 2000;
	make();
	check(told() == 4 && miners[0].to == 1, "who runs above a lowered "
	    "limit goes down in every band");
	CHECK_TEXT(reason_words[miners[0].reason], "max_preset_lowered");
	begin(2, 0, 5500);
	make();
	check(p.ups == 1 && miners[0].to_w + miners[1].to_w <= 4950 + 1500 &&
	    after_w() <= 4950, "a raise is no larger than the room");
}

static void
direction(void)
{
	begin(20, 3, 60000);
	make();
	check(p.ups == 0 && p.downs > 0,
	    "while it sheds nothing is raised");
	check(after_w() > 50000, "and not more than one step is given away");
	begin(5, 1, 100000);
	p.may_raise = false;
	make();
	check(told() == 0, "what is not known raises nothing");
	begin(5, 1, 100000);
	p.target_up_w = 10500;
	make();
	check(told() == 0, "noise inside the window raises nothing");
	begin(5, 1, 100000);
	p.ramp_up_w = 1000;
	make();
	check(p.up_w <= 1000, "the ramp bounds a cycle's raises");
}

static void
timing(void)
{
	begin(2, 3, 6000);
	for (int i = 0; i < 2; i++)
		miners[i].since_ms = 10000;
	settings.tolerance_w = 100;
	p.available_w = 6300;
	make();
	CHECK_TEXT(band_words[p.band], "yellow");
	check(told() == 0, "the cooldown holds");
	p.available_w = 5000;
	p.target_w = 4500;
	make();
	CHECK_TEXT(band_words[p.band], "red");
	check(told() > 0, "and red ignores it");
	begin(2, 0, 100000);
	for (int i = 0; i < 2; i++)
		miners[i].since_ms = 60000;
	make();
	check(told() == 0, "who was changed stays a while");
	begin(2, 0, 100000);
	miners[0].held = miners[1].backs_off = true;
	make();
	check(told() == 0, "neither held nor disobedient ones are raised");
	begin(2, 3, 5000);
	miners[0].held = true;
	make();
	check(miners[0].to == PLAN_STAY && told() == 1,
	    "who is held stays even in red");
	begin(1, 3, 2000);
	miners[0].capped = false;
	make();
	check(told() == 1, "red tells those without a maximum too");
}

static void
critical(void)
{
	begin(10, 1, 100000);
	p.critical = true;
	make();
	check(p.downs == 10 && miners[3].to == PLAN_STOP,
	    "below the critical generation everybody is stopped");
	CHECK_TEXT(reason_words[miners[3].reason], "critical_generation");
	begin(10, 3, 25000);
	p.stop_only = true;
	make();
	check(miners[0].to == PLAN_STOP || miners[9].to == PLAN_STOP,
	    "emergency_action stop stops");
	for (int i = 0; i < 10; i++)
		if (miners[i].to >= 0)
			check(false, "and sets no preset");
	check(after_w() > 17000, "no more than needed");
	begin(10, 1, 100000);
	for (int i = 0; i < 10; i++) {
		miners[i].phase = PLAN_STOPPED;
		miners[i].draws_w = miners[i].expected_w =
		    miners[i].pessimist_w = 10;
		miners[i].hashrate_ths = 0;
	}
	p.starts = 3;
	make();
	check(p.ups == 3, "they come back in batches");
}

static void
trees(void)
{
	begin(4, 0, 100000);
	circuits[0] = (struct plan_circuit){ .name = "box", .parent = -1,
	    .limit_w = 7000, .phase = -1 };
	circuits[1] = (struct plan_circuit){ .name = "row", .parent = 0,
	    .limit_w = NONE, .phase = 0 };
	p.n_circuits = 2;
	for (int i = 0; i < 4; i++)
		miners[i].circuit = 1;
	make();
	check(after_w() <= 7000, "a circuit above bounds the raises");
	for (int i = 0; i < 4; i++) {
		put((size_t)i, 3);
		miners[i].circuit = 1;
	}
	make();
	CHECK_TEXT(reason_words[p.reason], "circuit_limit");
	check(after_w() <= 7000, "and is shed when it is over");
	begin(2, 0, 100000);
	p.n_circuits = 2;
	circuits[0] = (struct plan_circuit){ .name = "a", .parent = -1,
	    .limit_w = NONE, .phase = 0 };
	circuits[1] = (struct plan_circuit){ .name = "b", .parent = -1,
	    .limit_w = NONE, .phase = 1 };
	miners[0].circuit = 0;
	settings.max_phase_imbalance_kw = 1;
	miners[1].managed = false;
	miners[1].circuit = 1;
	make();
	check(miners[0].to_w > 1500 && miners[0].to_w <= 2500,
	    "no phase runs away from another");
}

/* The same in, the same out; and the worst per watt goes first. */
static void
order(void)
{
	int64_t first_w;

	begin(30, 3, 92000);
	make();
	first_w = after_w();
	make();
	check(after_w() == first_w, "the same plan twice");
	begin(2, 3, 6000);
	miners[1].hashrate_ths = 40;	/* an old one */
	make();
	check(miners[1].to != PLAN_STAY && miners[0].to == PLAN_STAY,
	    "the least efficient goes down first");
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	bands();
	limits();
	direction();
	timing();
	critical();
	trees();
	order();
	return tap_done();
}
