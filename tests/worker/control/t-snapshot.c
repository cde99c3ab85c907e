/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * A miner as a plan sees it: whether it may be told something, what it draws
 * and hashes, and how often it was raised.  t-estimate.c has the powers of a
 * change that is on its way.
 */

static struct plan_miner
seen(void)
{
	struct plan_miner m;

	control_snapshot(&b.turn, miner_at(1), &m);
	return m;
}

/* ---- The phase ---------------------------------------------------------- */

static const struct { const char *why; enum control_state state; bool ours;
    bool offline; int64_t read_ms_ago; enum plan_phase phase; } phases[] = {
	{ "mines", STATE_MINING, false, false, 0, PLAN_SETTLED },
	{ "tunes", STATE_TUNING, false, false, 0, PLAN_SETTLED },
	{ "starts", STATE_STARTING, false, false, 0, PLAN_MOVING },
	{ "is stopping", STATE_STOPPING, true, false, 0, PLAN_MOVING },
	{ "was stopped by us", STATE_STOPPED, true, false, 0, PLAN_STOPPED },
	{ "was stopped by others", STATE_STOPPED, false, false, 0,
	    PLAN_RESTING },
	{ "has failed", STATE_FAILURE, false, false, 0, PLAN_DEAD },
	{ "says something unknown", STATE_UNKNOWN, false, false, 0,
	    PLAN_SILENT },
	{ "is offline", STATE_MINING, false, true, 0, PLAN_SILENT },
	{ "was never read", STATE_MINING, false, false, NONE, PLAN_SILENT },
	/* asked each 15 s: four rounds */
	{ "was read four rounds ago", STATE_MINING, false, false, 60000,
	    PLAN_SETTLED },
	{ "and a moment", STATE_MINING, false, false, 60001, PLAN_SILENT },
};

static void
check_phases(void)
{
	struct control *k = control_of(1);
	struct change change = { .miner = miner_at(1), .from_w = 3000,
	    .to_w = 3000 };

	for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
		printf("# it %s\n", phases[i].why);
		k->state = phases[i].state;
		k->ours = phases[i].ours;
		k->read_ms = phases[i].read_ms_ago == NONE ? 0 :
		    b.turn.now_ms - phases[i].read_ms_ago;
		miner_at(1)->online = !phases[i].offline;
		CHECK_INT(seen().phase, phases[i].phase);
		/* a change is under way all the same */
		k->change = &change;
		CHECK_INT(seen().phase, PLAN_FLIGHT);
		k->change = NULL;
	}
}

/* ---- Who it is ---------------------------------------------------------- */

static void
check_bars(void)
{
	CHECK(!seen().barred);
	*miner_at(1)->key = '\0';
	CHECK_TEXT(seen().barred, "there is no key for it");
	miner_at(1)->conflict = true;
	CHECK_TEXT(seen().barred, "two machines claim its MAC");
	miner_at(1)->conflict = false;
	*miner_at(1)->key = 'k';
	miner_at(1)->key_bad = true;
	CHECK_TEXT(seen().barred, "there is no key for it");
	miner_at(1)->key_bad = false;
	CHECK(!seen().barred);
	CHECK(seen().managed && !seen().held && !seen().throttled);
	CHECK_INT(seen().to, PLAN_STAY);
	CHECK_INT(seen().circuit, -1);
	/* nobody says how high it may go here: that is the gate's */
	CHECK(seen().limit_w > 1000000000);
	CHECK(seen().who == miner_at(1) && seen().n == control_of(1)->n);
}

/* What it says counts for four rounds, then what was learned of its preset. */
static void
check_draws(void)
{
	struct control *k = control_of(1);

	k->power_w = 2950;
	k->read_ms = b.turn.now_ms - 60000;
	CHECK_INT(seen().draws_w, 2950);
	CHECK_INT(seen().expected_w, 3000);
	CHECK_INT(seen().pessimist_w, 3000);
	k->read_ms--;
	CHECK_INT(seen().draws_w, 3000);
	k->read_ms = 0;
	CHECK_INT(seen().draws_w, 3000);
	k->read_ms = b.turn.now_ms;
	k->power_w = NONE;
	CHECK_INT(seen().draws_w, 3000);
	k->power_w = 0;
	CHECK_INT(seen().draws_w, 0);
}

/* ---- What it hashes ----------------------------------------------------- */

/* Whole TH/s. */
static const struct { const char *why; enum control_state state; int now;
    double says_ths; int64_t throttle; int want_ths; } hashes[] = {
	{ "its preset's, not what it says now", STATE_MINING, 2, 104, NONE,
	    110 },
	{ "the lowest preset's", STATE_TUNING, 0, 104, NONE, 80 },
	{ "what it says on an unknown one", STATE_MINING, -1, 104, NONE,
	    104 },
	{ "nothing when it does not say", STATE_MINING, -1, NAN, NONE, 0 },
	{ "nor when it says so", STATE_MINING, -1, -3, NONE, 0 },
	{ "a part of it when throttled", STATE_MINING, 2, 66, 60, 66 },
	{ "nothing while it starts", STATE_STARTING, 2, 104, NONE, 0 },
	{ "nor while it is stopped", STATE_STOPPED, 2, 104, NONE, 0 },
};

static void
check_hashes(void)
{
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
		printf("# %s\n", hashes[i].why);
		k->state = hashes[i].state;
		k->now = hashes[i].now;
		k->hashrate_ths = hashes[i].says_ths;
		k->throttle = hashes[i].throttle;
		CHECK_INT(lround(seen().hashrate_ths), hashes[i].want_ths);
		CHECK_INT(seen().throttled, hashes[i].throttle != NONE);
	}
}

/* ---- When it was changed ------------------------------------------------ */

/* The day has begun, so that an hour ago is a time. */
static void
check_times(void)
{
	struct control *k = control_of(1);

	b.turn.now_ms = 5 * HOUR_MS;
	CHECK(seen().since_ms > DAY_MS);	/* nobody ever did */
	CHECK_INT(seen().raises, 0);
	k->changed_ms = b.turn.now_ms - 30000;
	CHECK_INT(seen().since_ms, 30000);
	control_raised(k, b.turn.now_ms - HOUR_MS);
	CHECK_INT(seen().raises, 0);
	control_raised(k, b.turn.now_ms - HOUR_MS + 1);
	CHECK_INT(seen().raises, 1);
	control_raised(k, b.turn.now_ms);
	CHECK_INT(seen().raises, 2);
	for (int i = 0; i < RAISES_KEPT; i++)
		control_raised(k, b.turn.now_ms);
	CHECK_INT(seen().raises, RAISES_KEPT);
	CHECK(!seen().backs_off);
	k->backs_off_ms = b.turn.now_ms;
	CHECK(!seen().backs_off);
	k->backs_off_ms = b.turn.now_ms + 1;
	CHECK(seen().backs_off);
	/* one more of them changes nothing else */
	control_raised(k, b.turn.now_ms);
	CHECK(seen().backs_off && k->disobeyed == 0);
}

/* ---- A change in flight ------------------------------------------------- */

/* In a hurry only what is on its way down may be called stopping or
 * throttling; a stop and a preset tell what it will hash. */
static const struct { const char *why; enum action action;
    const char *preset; enum life life; bool hurry, raises;
    int64_t from_w, to_w;
    bool stopping, throttling; int now, ths; int64_t expected_w; }
flights[] = {
	{ "a stop", ACTION_STOP, NULL, LIFE_TOLD, false, false, 3000, 20,
	    false, false, 2, 0, 20 },
	{ "a stop in a hurry", ACTION_STOP, NULL, LIFE_TOLD, true, false, 3000,
	    20, true, false, 2, 0, 20 },
	{ "a preset in a hurry", ACTION_PRESET, "2000", LIFE_TOLD, true,
	    false, 3000, 2000, false, false, 0, 80, 2000 },
	{ "a preset that is stopped instead", ACTION_PRESET, "2500",
	    LIFE_STOPPED, true, false, 3000, 2500, true, false, 1, 95, 2500 },
	{ "a throttle", ACTION_THROTTLE, NULL, LIFE_TOLD, false, false, 3000,
	    1500, false, false, 2, 110, 1500 },
	{ "a throttle in a hurry", ACTION_THROTTLE, NULL, LIFE_TOLD, true,
	    false, 3000, 1500, false, true, 2, 110, 1500 },
	{ "the end of one in a hurry", ACTION_THROTTLE, NULL, LIFE_TOLD, true,
	    true, 1500, 3000, false, false, 2, 110, 3000 },
	{ "a restart", ACTION_RESTART, NULL, LIFE_TOLD, false, true, 3000,
	    3000, false, false, 2, 110, 3000 },
	{ "a raise that ends lower", ACTION_PRESET, "2500", LIFE_TOLD, false,
	    true, 3000, 2500, false, false, 1, 95, 3000 },
	{ "a preset that draws more, though its label is less", ACTION_PRESET,
	    "2500", LIFE_TOLD, false, false, 2500, 2600, false, false, 1, 95,
	    2600 },
};

static void
check_flights(void)
{
	struct change change;

	control_of(1)->change = &change;
	for (size_t i = 0; i < sizeof flights / sizeof *flights; i++) {
		struct plan_miner m;

		printf("# %s\n", flights[i].why);
		change = (struct change){ .miner = miner_at(1),
		    .cmd = { .action = flights[i].action,
		    .preset = flights[i].preset, .sent_at = NONE },
		    .life = flights[i].life, .hurry = flights[i].hurry,
		    .raises = flights[i].raises,
		    .from_w = flights[i].from_w, .to_w = flights[i].to_w };
		m = seen();
		CHECK_INT(m.stopping, flights[i].stopping);
		CHECK_INT(m.throttling, flights[i].throttling);
		CHECK_INT(m.now, flights[i].now);
		CHECK_INT(lround(m.hashrate_ths), flights[i].ths);
		CHECK_INT(m.expected_w, flights[i].expected_w);
		CHECK_INT(m.pessimist_w, flights[i].to_w > flights[i].from_w ?
		    flights[i].to_w : flights[i].from_w);
	}
	control_of(1)->change = NULL;
}

int
main(void)
{
	void (*const tests[])(void) = { check_phases, check_bars, check_draws,
	    check_hashes, check_times, check_flights, NULL };

	rig_each(1, NULL, tests);
	return tap_done();
}
