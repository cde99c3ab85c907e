/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * What a miner draws and would draw, as far as can be known: what it says,
 * what was learned of its preset, and in doubt the larger.  Its list is that
 * of control_rig.h: 2000, 2500, 3000, 3500 W, a 4000 that needs a modified
 * supply, and one whose label is unreadable.
 */

/* Row 0 of the list, and none of it. */
enum { LOWEST = 0, P2500, P3000, P3500, P4000, ODD, NO = -1 };

/* ---- For good ----------------------------------------------------------- */

static const struct { const char *why; enum control_state state; int now;
    int64_t power_w, throttle; int stable; int64_t stable_w, want_w; }
settled[] = {
	{ "mines as its preset says", STATE_MINING, P3000, 3040, NONE, 2,
	    3040, 3000 },
	{ "on its lowest", STATE_MINING, LOWEST, 1900, NONE, 3, 1900, 2000 },
	{ "does not say", STATE_MINING, P3000, NONE, NONE, 0, NONE, 3000 },
	{ "says next to nothing", STATE_MINING, P3000, 99, NONE, 12, 2600,
	    3000 },
	{ "just enough to be mining", STATE_MINING, P3000, 100, NONE, 12,
	    2600, 2600 },
	{ "a twelfth above its preset", STATE_MINING, P3000, 3250, NONE, 1,
	    3250, 3000 },
	{ "and a watt", STATE_MINING, P3000, 3251, NONE, 1, 3251, 3251 },
	{ "lower, not for long", STATE_MINING, P3000, 2900, NONE, 11, 2900,
	    3000 },
	{ "lower, for twelve readings", STATE_MINING, P3000, 2900, NONE, 12,
	    2900, 2900 },
	{ "a little higher for long", STATE_MINING, P3000, 3100, NONE, 12,
	    3100, 3000 },
	{ "an unknown preset, steadily", STATE_MINING, NO, 2710, NONE, 3,
	    2700, 2700 },
	{ "not steadily", STATE_MINING, NO, 2710, NONE, 2, 2700, 3500 },
	{ "throttled to a half", STATE_MINING, P3000, 1500, 50, 3, 1500,
	    1500 },
	{ "throttled, and draws more", STATE_MINING, P3000, 1626, 50, 1, 1626,
	    1626 },
	{ "tunes above its preset", STATE_TUNING, P3000, 3400, NONE, 0, NONE,
	    3400 },
	{ "tunes below it", STATE_TUNING, P3000, 2600, NONE, 0, NONE, 3000 },
	{ "starts, and draws little yet", STATE_STARTING, P2500, 400, NONE, 0,
	    NONE, 2500 },
	{ "stops, and draws yet", STATE_STOPPING, P3000, 900, NONE, 0, NONE,
	    900 },
	{ "is stopped", STATE_STOPPED, P3000, 0, NONE, 0, NONE, 0 },
	{ "is stopped, and does not say", STATE_STOPPED, P3000, NONE, NONE, 0,
	    NONE, PLAN_STANDBY_W },
	{ "has failed", STATE_FAILURE, P3000, 60, NONE, 0, NONE, 60 },
	{ "has failed, and does not say", STATE_FAILURE, P3000, NONE, NONE, 0,
	    NONE, 3000 },
	{ "is in a state that is not known", STATE_UNKNOWN, P3000, 3300, NONE,
	    0, NONE, 3300 },
	{ "likewise, and draws little", STATE_UNKNOWN, P3000, 30, NONE, 0,
	    NONE, 3000 },
};

static void
check_settled(void)
{
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof settled / sizeof *settled; i++) {
		printf("# %s\n", settled[i].why);
		k->state = settled[i].state;
		k->now = settled[i].now;
		k->power_w = settled[i].power_w;
		k->throttle = settled[i].throttle;
		k->stable = settled[i].stable;
		k->stable_w = settled[i].stable_w;
		CHECK_INT(control_settled_w(miner_at(1)), settled[i].want_w);
	}
}

/* What is not known is taken for the most that the supply bears. */
static void
check_stock(void)
{
	static const struct { int n; int64_t odd_w, want_w; } cases[] = {
		{ 0, NONE, 3500 },	/* as the program guesses */
		{ 1, NONE, 2000 }, { 3, NONE, 3000 }, { 5, NONE, 3500 },
		{ 6, NONE, 3500 }, { 6, 6000, 3500 },
	};
	struct control *k = control_of(1);

	k->state = STATE_STARTING;
	k->now = k->stored = NO;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		k->n = cases[i].n;
		k->presets[ODD].power_w = cases[i].odd_w;
		CHECK_INT(control_settled_w(miner_at(1)), cases[i].want_w);
		CHECK_INT(control_start_w(miner_at(1)), cases[i].want_w);
	}
	k->presets[P3500].power_w = 3600;	/* learned */
	CHECK_INT(control_start_w(miner_at(1)), 3600);
}

/* ---- After a command ---------------------------------------------------- */

static const struct { const char *why; enum action action;
    const char *preset; int64_t percent; int now, stored;
    int64_t want_w; } after[] = {
	{ "a stop", ACTION_STOP, NULL, NONE, P3000, NO, PLAN_STANDBY_W },
	{ "a pause", ACTION_PAUSE, NULL, NONE, P3000, NO, PLAN_STANDBY_W },
	{ "a preset", ACTION_PRESET, "3500", NONE, P3000, NO, 3500 },
	{ "the lowest", ACTION_PRESET, "2000", NONE, P3000, NO, 2000 },
	{ "one that it has not", ACTION_PRESET, "1234", NONE, P3000, NO,
	    NONE },
	{ "a start", ACTION_START, NULL, NONE, P2500, NO, 2500 },
	{ "a start with what is stored", ACTION_START, NULL, NONE, P2500,
	    LOWEST, 2000 },
	{ "a start with what nobody knows", ACTION_RESUME, NULL, NONE, NO, NO,
	    3500 },
	{ "a throttle", ACTION_THROTTLE, NULL, 70, P3000, LOWEST, 2100 },
	{ "a throttle on the lowest", ACTION_THROTTLE, NULL, 40, LOWEST,
	    P3000, 800 },
	{ "a throttle of what is stored", ACTION_THROTTLE, NULL, 50, NO,
	    P2500, 1250 },
	{ "a light that blinks", ACTION_FIND, NULL, NONE, P3000, NO, NONE },
};

static void
check_after(void)
{
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
		printf("# %s\n", after[i].why);
		k->now = after[i].now;
		k->stored = after[i].stored;
		CHECK_INT(control_after_w(miner_at(1), &(struct command){
		    .action = after[i].action, .preset = after[i].preset,
		    .percent = after[i].percent }), after[i].want_w);
	}
}

/* Whole TH/s; -1000: not known. */
static const struct { const char *why; enum action action;
    const char *preset; int64_t percent; enum control_state state;
    int now, stored; int64_t throttle; int want_ths; } gains[] = {
	{ "a stop costs all of it", ACTION_STOP, NULL, NONE, STATE_MINING,
	    P3000, NO, NONE, -110 },
	{ "of the lowest too", ACTION_STOP, NULL, NONE, STATE_TUNING, LOWEST,
	    NO, NONE, -80 },
	{ "and of what starts", ACTION_STOP, NULL, NONE, STATE_STARTING,
	    P2500, NO, NONE, -95 },
	{ "nothing of what is stopped", ACTION_STOP, NULL, NONE,
	    STATE_STOPPED, P3000, NO, NONE, 0 },
	{ "half of what is throttled", ACTION_STOP, NULL, NONE, STATE_MINING,
	    P3000, NO, 50, -55 },
	{ "a higher preset", ACTION_PRESET, "3500", NONE, STATE_MINING, P3000,
	    NO, NONE, 10 },
	{ "the lowest", ACTION_PRESET, "2000", NONE, STATE_MINING, P3000, NO,
	    NONE, -30 },
	{ "one that it has not", ACTION_PRESET, "1234", NONE, STATE_MINING,
	    P3000, NO, NONE, -1000 },
	{ "one without a hashrate", ACTION_PRESET, "odd", NONE, STATE_MINING,
	    P3000, NO, NONE, -1000 },
	{ "a throttle", ACTION_THROTTLE, NULL, 80, STATE_MINING, P3000, NO,
	    NONE, -22 },
	{ "the end of one", ACTION_THROTTLE, NULL, 100, STATE_MINING, P3000,
	    NO, 60, 44 },
	{ "a start", ACTION_START, NULL, NONE, STATE_STOPPED, P2500, NO, NONE,
	    95 },
	{ "a start with what is stored", ACTION_START, NULL, NONE,
	    STATE_STOPPED, P2500, LOWEST, NONE, 80 },
	{ "a light that blinks", ACTION_FIND, NULL, NONE, STATE_MINING, P3000,
	    NO, NONE, -1000 },
};

static void
check_gains(void)
{
	struct control *k = control_of(1);

	k->presets[ODD].hashrate_ths = 0;
	for (size_t i = 0; i < sizeof gains / sizeof *gains; i++) {
		double ths;

		printf("# %s\n", gains[i].why);
		k->state = gains[i].state;
		k->now = gains[i].now;
		k->stored = gains[i].stored;
		k->throttle = gains[i].throttle;
		ths = control_delta_ths(miner_at(1), &(struct command){
		    .action = gains[i].action, .preset = gains[i].preset,
		    .percent = gains[i].percent });
		CHECK_INT(isnan(ths) ? -1000 : (int)lround(ths),
		    gains[i].want_ths);
	}
}

int
main(void)
{
	void (*const tests[])(void) = { check_settled, check_stock,
	    check_after, check_gains, NULL };

	rig_each(1, NULL, tests);
	return tap_done();
}
