/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/hand_stop.h"

/*
 * How much load comes back after an emergency stop: what the ramp lets, or all
 * of it where there is none, and nothing of what the balancer brings back
 * itself.
 */
#define MINERS	4

static struct settings *settings;
static struct balancer *balancer;

static struct control *
stands(int number)
{
	struct control *k = hand_mines(number);

	hand_drop(number);
	miner_of(number)->managed = k->held = k->back_held = false;
	k->state = STATE_STOPPED;
	k->back = BACK_START;
	k->back_to = -1;
	k->changed_ms = 0;
	return k;
}

/* A stopped miner of these draws 20 W, and 2000 W once it runs: 1980 W more
 * each. */
static void
check_ramp(void)
{
	static const struct {
		enum balancer_mode mode;
		int64_t ramp_kw, target_w;
		double left_w;
		bool full;
		int begun;
		double then_w;
	} cases[] = {
		/* no ramp was said, and the target makes none yet: all */
		{ BALANCER_OBSERVE, NONE, 0, 0, false, 4, -7920 },
		{ BALANCER_OFF, NONE, 0, 0, false, 4, -7920 },
		/* a tenth of the target, or what was said */
		{ BALANCER_OBSERVE, NONE, 1, 0, false, 0, 0 },
		{ BALANCER_OBSERVE, NONE, 1, 1979, false, 0, 1979 },
		{ BALANCER_OBSERVE, NONE, 1, 1980, false, 1, 0 },
		{ BALANCER_OBSERVE, NONE, 1, 3959, false, 1, 1979 },
		{ BALANCER_OBSERVE, NONE, 1, 3960, false, 2, 0 },
		{ BALANCER_OBSERVE, 5, 0, 0, false, 0, 0 },
		{ BALANCER_OBSERVE, 5, 0, 4000, false, 2, 40 },
		{ BALANCER_OFF, 5, 0, 4000, false, 2, 40 },
		/* a whole minute's ramp lets one pass that is larger */
		{ BALANCER_OBSERVE, 1, 0, 1000, true, 1, -980 },
		{ BALANCER_OBSERVE, 5, 0, 5000, true, 2, 1040 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int m = 1; m <= MINERS; m++)
			stands(m);
		settings->balancer_mode = cases[i].mode;
		settings->ramp_up_kw_per_min = cases[i].ramp_kw;
		balancer->target_w = cases[i].target_w;
		balancer->ramp_up_w = cases[i].left_w;
		balancer->ramp_full = cases[i].full;
		restart();
		CHECK_INT(hand_begun(), cases[i].begun);
		CHECK_INT((int64_t)balancer->ramp_up_w,
		    (int64_t)cases[i].then_w);
		CHECK(room->restarting);
	}
}

static const struct {
	enum control_state state;
	int now, stored, back, back_to;
	int64_t power_w, adds_w;
} needs[] = {
	{ STATE_STOPPED, HAND_LOW, -1, BACK_START, -1, 20, 980 },
	{ STATE_STOPPED, HAND_LOW, HAND_HIGH, BACK_START, -1, 20,
	    2980 },
	{ STATE_STOPPED, HAND_LOW, -1, BACK_START, HAND_HIGH, 20,
	    980 },
	{ STATE_MINING, HAND_LOW, -1, BACK_PRESET, HAND_HIGH, NONE,
	    2000 },
	{ STATE_MINING, HAND_MIDDLE, -1, BACK_PRESET, HAND_HIGH, NONE,
	    1000 },
	/* less is nothing, and gives nothing back */
	{ STATE_MINING, HAND_MIDDLE, -1, BACK_PRESET, HAND_LOW, NONE,
	    0 },
	/* its lowest, of one that draws more for now */
	{ STATE_MINING, HAND_MIDDLE, HAND_HIGH, BACK_PRESET, HAND_LOW,
	    NONE, 0 },
};

/* What one adds: from what it draws to what it will draw. */
static void
check_need(void)
{
	settings->balancer_mode = BALANCER_OBSERVE;
	settings->ramp_up_kw_per_min = 5;
	for (int m = 2; m <= MINERS; m++)
		stands(m)->back = BACK_NONE;
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
		struct control *k = stands(1);

		k->state = needs[i].state;
		k->now = needs[i].now;
		k->stored = needs[i].stored;
		k->back = needs[i].back == BACK_START ? BACK_START :
		    BACK_PRESET;
		k->back_to = needs[i].back_to;
		k->power_w = needs[i].power_w;
		balancer->ramp_up_w = 5000;
		balancer->ramp_full = true;
		restart();
		CHECK_INT(hand_begun(), 1);
		CHECK_INT((int64_t)balancer->ramp_up_w, 5000 -
		    needs[i].adds_w);
		/* adding nothing, it leaves the minute whole */
		CHECK_INT(balancer->ramp_full, needs[i].adds_w == 0);
	}
}

/* While the balancer acts it brings back its own: but those that a person held
 * before the stop are nobody's, and come by the release. */
static void
check_whose(void)
{
	static const struct {
		enum balancer_mode mode;
		bool managed, held, back_held, comes;
	} cases[] = {
		{ BALANCER_OBSERVE, false, false, false, true },
		{ BALANCER_OBSERVE, true, false, false, true },
		{ BALANCER_OBSERVE, true, true, false, false },
		{ BALANCER_OBSERVE, true, true, true, true },
		{ BALANCER_ACT, false, false, false, true },
		{ BALANCER_ACT, true, false, false, false },
		{ BALANCER_ACT, true, true, true, true },
		{ BALANCER_ACT, false, true, false, false },
	};

	settings->ramp_up_kw_per_min = NONE;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct control *k = stands(1);

		settings->balancer_mode = cases[i].mode;
		miner_of(1)->managed = cases[i].managed;
		k->held = cases[i].held;
		k->back_held = cases[i].back_held;
		restart();
		CHECK_INT(hand_begun(), cases[i].comes);
		CHECK(k->back == BACK_START);
	}
}

/* While the balancer acts, what comes back must fit below its target too:
 * 4 miners that stand draw 80 W. */
static void
check_headroom(void)
{
	static const struct {
		int64_t generation_w;
		int begun;
	} cases[] = { { 1000, 0 }, { 2050, 0 }, { 2080, 1 }, { 4080, 2 },
	    { 100000, 4 } };

	settings->safety_margin_percent = 0;
	settings->ramp_up_kw_per_min = 100;
	settings->balancer_mode = BALANCER_ACT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int m = 1; m <= MINERS; m++)
			stands(m)->power_w = 20;
		hand_plant(cases[i].generation_w);
		balancer->ramp_up_w = 100000;
		restart();
		CHECK_INT(hand_begun(), cases[i].begun);
	}
}

int
main(void)
{
	hand_stop_open(MINERS, true);
	settings = &b.worker.settings.settings;
	balancer = &b.worker.control.balancer;
	settings->restart_batch = 20;
	check_ramp();
	check_need();
	hand_plant(100000);
	balancer->ramp_up_w = 100000;
	settings->ramp_up_kw_per_min = 100;
	check_whose();
	check_headroom();
	rig_close(&b);
	return tap_done();
}
