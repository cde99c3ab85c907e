/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * What may be drawn: from the plant's generation to the target, to what raises
 * may count on, and to what the ramps let pass.  10 % of 100 kW stay unused.
 */

static struct cycle
found(void)
{
	struct cycle c;

	memset(&c, 0, sizeof c);
	budget_find(&b.turn, &b.room, &c);
	return c;
}

/* A reading of so much, accepted and used. */
static void
noted(int64_t generation_w, int64_t other_w)
{
	plant_says(generation_w, other_w);
	budget_note(&b.turn, &b.room);
}

static void
wait(int64_t ms)
{
	b.turn.now_ms += ms;
	b.turn.wall_ms += ms;
}

/* ---- What is available -------------------------------------------------- */

static void
check_available(void)
{
	static const struct { int64_t generation_w, other_w, cap_kw, margin,
	    available_w, target_w; } cases[] = {
		{ 100000, 0, NONE, 10, 100000, 90000 },
		{ 100000, 4000, NONE, 10, 96000, 86400 },
		{ 100000, 4000, NONE, 0, 96000, 96000 },
		{ 100000, 4000, 97, 10, 96000, 86400 },
		{ 100000, 4000, 95, 10, 95000, 85500 },
		{ 100000, 99999, NONE, 0, 1, 1 },
		{ 100000, 100000, NONE, 10, 0, 0 },
		{ 100000, 120000, NONE, 10, 0, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct plan p;

		b.settings.contract_cap_kw = cases[i].cap_kw;
		b.settings.safety_margin_percent = (double)cases[i].margin;
		b.room.balancer.n_budgets = 0;
		noted(cases[i].generation_w, cases[i].other_w);
		p = found().plan;
		CHECK(p.have && p.may_raise && !p.blind && !p.critical);
		CHECK_INT(p.available_w, cases[i].available_w);
		CHECK_INT(p.target_w, cases[i].target_w);
		CHECK_INT(p.target_up_w, cases[i].target_w);
		CHECK_INT(b.room.balancer.budgets[0].w,
		    cases[i].available_w);
	}
}

/* Raises look at the least of the last five minutes. */
static void
check_envelope(void)
{
	noted(60000, 0);
	wait(1);
	noted(80000, 0);
	wait(100000);
	noted(100000, 0);
	CHECK_INT(found().plan.target_w, 90000);
	wait(200000 - 1);
	noted(100000, 0);
	CHECK_INT(found().plan.target_up_w, 54000);
	wait(1);
	CHECK_INT(found().plan.target_up_w, 72000);
	wait(1);
	CHECK_INT(found().plan.target_up_w, 90000);
	plant_says(70000, 0);		/* before it was noted at all */
	CHECK_INT(found().plan.target_up_w, 63000);
}

/* A machine that runs for less than the window has no readings of before. */
static void
check_envelope_after_boot(void)
{
	b.settings.up_window_s = 7200;
	noted(100000, 0);
	CHECK_INT(found().plan.target_up_w, 90000);
	/* and of more readings than are kept the last ones count */
	b.room.balancer.n_budgets = 0;
	for (int i = 0; i <= BUDGETS_KEPT; i++)
		noted(i ? 100000 : 50000, 0);
	CHECK_INT(found().plan.target_up_w, 90000);
	noted(50000, 0);
	noted(100000, 0);
	CHECK_INT(found().plan.target_up_w, 45000);
}

/* Without data the target falls in a line, to three fifths. */
static void
check_descent(void)
{
	static const struct { int64_t age_ms, available_w, target_w;
	    bool blind; } cases[] = {
		{ 0, 100000, 90000, false },
		{ 120000, 100000, 90000, false },
		{ 120001, 99999, 89999, true },
		{ 195000, 90000, 81000, true },
		{ 270000, 80000, 72000, true },
		{ 345000, 70000, 63000, true },
		{ 420000, 60000, 54000, true },
		{ 4200000, 60000, 54000, true },
	};
	struct plan p;

	noted(100000, 0);
	b.settings.up_window_s = 7200;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.room.plant.seen_ms = b.turn.now_ms - cases[i].age_ms;
		p = found().plan;
		/* a watt is lost in the fractions */
		CHECK(llabs(p.available_w - cases[i].available_w) <= 1);
		CHECK(llabs(p.target_w - cases[i].target_w) <= 1);
		CHECK(llabs(p.target_up_w - cases[i].target_w) <= 1);
		CHECK_INT(p.blind, cases[i].blind);
	}
	b.settings.blind_floor_percent = 0;
	CHECK_INT(found().plan.target_w, 0);
	b.settings.blind_floor_percent = 100;
	CHECK_INT(found().plan.target_w, 90000);
}

/* ---- All stops ---------------------------------------------------------- */

static void
check_critical(void)
{
	static const struct { int64_t kw, shutdown_s, age_ms; bool critical; }
	    cases[] = {
		{ NONE, NONE, 0, false }, { NONE, NONE, 9000000, false },
		{ 100, NONE, 0, false }, { 101, NONE, 0, true },
		{ 99, NONE, 0, false }, { NONE, 60, 480000, false },
		{ NONE, 60, 480001, true }, { 101, 60, 480001, true },
	};

	noted(100000, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.settings.critical_generation_kw = cases[i].kw;
		b.settings.blind_shutdown_s = cases[i].shutdown_s;
		b.room.plant.seen_ms = b.turn.now_ms - cases[i].age_ms;
		CHECK_INT(found().plan.critical, cases[i].critical);
	}
}

/* In red, presets that take long to land are not tried. */
static void
check_stop_only(void)
{
	static const struct { enum red_action action; int64_t drop_ms;
	    bool only; } cases[] = {
		{ RED_AUTO, 0, false }, { RED_AUTO, 6000, false },
		{ RED_AUTO, 6001, true }, { RED_PRESET, 6001, false },
		{ RED_STOP, 0, true }, { RED_THROTTLE, 6001, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.settings.emergency_action = cases[i].action;
		b.room.changes.drop_ms = cases[i].drop_ms;
		CHECK_INT(found().plan.stop_only, cases[i].only);
	}
}

/* The next batch may start at that instant, and none before. */
static void
check_starts(void)
{
	b.settings.restart_batch = 7;
	CHECK_INT(found().plan.starts, 7);
	b.room.balancer.start_ms = b.turn.now_ms + 1;
	CHECK_INT(found().plan.starts, 0);
	wait(1);
	CHECK_INT(found().plan.starts, 7);
}

/* ---- Ramps -------------------------------------------------------------- */

/* Not said: a tenth of the target a minute, and down at once. */
static void
check_ramp_up(void)
{
	struct balancer *k = &b.room.balancer;
	struct plan p;

	noted(100000, 0);
	p = found().plan;
	CHECK_INT(p.ramp_up_w, 0);
	CHECK(!p.ramp_full);
	wait(20000);
	CHECK_INT(found().plan.ramp_up_w, 3000);
	wait(39999);
	CHECK(!found().plan.ramp_full);
	wait(1);
	p = found().plan;
	CHECK(p.ramp_up_w >= 8999 && p.ramp_up_w <= 9000 && p.ramp_full ==
	    (k->ramp_up_w >= 9000));
	wait(60000);
	p = found().plan;
	CHECK_INT(p.ramp_up_w, 9000);		/* no more than a minute's */
	CHECK(p.ramp_full);
	budget_spend(k, 0, 500);
	CHECK(k->ramp_full);
	budget_spend(k, 2500, 0);
	CHECK(!k->ramp_full);
	p = found().plan;
	CHECK_INT(p.ramp_up_w, 6500);
	CHECK(!p.ramp_full);
	noted(100000, 0);
	/* one that is larger than all of it leaves a debt */
	budget_spend(k, 12500, 0);
	CHECK_INT(found().plan.ramp_up_w, -6000);
	wait(20000);
	CHECK_INT(found().plan.ramp_up_w, -3000);
	b.settings.ramp_up_kw_per_min = 6;
	wait(30000);
	CHECK_INT(found().plan.ramp_up_w, 0);
}

/* Where nothing may be drawn, no raise is let through for being alone. */
static void
check_ramp_of_nothing(void)
{
	noted(0, 0);
	wait(600000);
	noted(0, 0);
	CHECK_INT(found().plan.ramp_up_w, 0);
	CHECK(!found().plan.ramp_full);
}

static void
check_ramp_down(void)
{
	struct balancer *k = &b.room.balancer;

	noted(100000, 0);
	found();
	wait(60000);
	CHECK(found().plan.ramp_down_w > 1000000000);
	b.settings.ramp_down_kw_per_min = 30;
	CHECK_INT(found().plan.ramp_down_w, 30000);
	budget_spend(k, 0, 30000);
	CHECK_INT(found().plan.ramp_down_w, 0);
	wait(20000);
	CHECK_INT(found().plan.ramp_down_w, 10000);
	wait(60000);
	CHECK_INT(found().plan.ramp_down_w, 30000);
}

int
main(void)
{
	void (*const tests[])(void) = { check_available, check_envelope,
	    check_envelope_after_boot, check_descent, check_critical,
	    check_stop_only, check_starts, check_ramp_up,
	    check_ramp_of_nothing, check_ramp_down, NULL };

	rig_each(1, NULL, tests);
	return tap_done();
}
