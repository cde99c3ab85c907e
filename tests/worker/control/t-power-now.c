/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * What a miner draws at this moment lies between two bounds: a reading that
 * still holds is both of them, and in doubt it is anything from nothing to the
 * most that it could be.
 */

/* Its status is asked each 15 s: a reading holds for two of these. */
static const struct { const char *why; enum control_state state;
    int64_t power_w, state_time_s, read_ms_ago, changed_ms_ago;
    bool offline; int64_t min_w, max_w; } cases[] = {
	{ "mines", STATE_MINING, 2950, 3600, 0, NONE, false, 2950, 2950 },
	{ "does not tell since when", STATE_MINING, 2950, NONE, 0, NONE,
	    false, 2950, 2950 },
	{ "mines for a minute", STATE_MINING, 2950, 60, 0, NONE, false, 2950,
	    2950 },
	{ "for less: it climbs yet", STATE_MINING, 1200, 59, 0, NONE, false,
	    0, 3000 },
	{ "draws just enough to mine", STATE_MINING, 100, 3600, 0, NONE,
	    false, 100, 100 },
	{ "draws nothing to speak of", STATE_MINING, 99, 3600, 0, NONE, false,
	    0, 3000 },
	{ "mines and does not say", STATE_MINING, NONE, 3600, 0, NONE, false,
	    0, 3000 },
	{ "was read two rounds ago", STATE_MINING, 2950, 3600, 30000, NONE,
	    false, 2950, 2950 },
	{ "and a moment", STATE_MINING, 2950, 3600, 30001, NONE, false, 0,
	    3000 },
	{ "was never read", STATE_MINING, 2950, 3600, NONE, NONE, false, 0,
	    3000 },
	{ "is offline", STATE_MINING, 2950, 3600, 0, NONE, true, 0, 3000 },
	{ "was changed half a minute ago", STATE_MINING, 2950, 3600, 0, 30000,
	    false, 2950, 2950 },
	{ "a moment less", STATE_MINING, 2950, 3600, 0, 29999, false, 0,
	    3000 },
	{ "draws more than it will for good", STATE_UNKNOWN, 3300, 0, 0, NONE,
	    false, 0, 3300 },
	{ "tunes", STATE_TUNING, 2700, 5, 0, NONE, false, 2700, 2700 },
	{ "tunes with just enough", STATE_TUNING, 100, 5, 0, NONE, false, 100,
	    100 },
	{ "tunes with nothing", STATE_TUNING, 99, 5, 0, NONE, false, 0,
	    3000 },
	{ "tunes and does not say", STATE_TUNING, NONE, 5, 0, NONE, false, 0,
	    3000 },
	{ "is stopped", STATE_STOPPED, 25, 5, 0, NONE, false, 25, 25 },
	{ "is stopped and does not say", STATE_STOPPED, NONE, 5, 0, NONE,
	    false, 0, 0 },
	{ "has failed", STATE_FAILURE, 60, 5, 0, NONE, false, 60, 60 },
	{ "starts", STATE_STARTING, 300, 5, 0, NONE, false, 0, 3000 },
	{ "is stopping", STATE_STOPPING, 800, 5, 0, NONE, false, 0, 800 },
};

static int64_t
then_ms(int64_t ms_ago)
{
	return ms_ago == NONE ? 0 : b.turn.now_ms - ms_ago;
}

static void
check_bounds(void)
{
	struct control *k = control_of(1);
	int64_t min_w, max_w;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		printf("# it %s\n", cases[i].why);
		k->state = cases[i].state;
		k->power_w = cases[i].power_w;
		k->state_time_s = cases[i].state_time_s;
		k->read_ms = then_ms(cases[i].read_ms_ago);
		k->changed_ms = then_ms(cases[i].changed_ms_ago);
		miner_at(1)->online = !cases[i].offline;
		control_between(&b.turn, miner_at(1), &min_w, &max_w);
		CHECK_INT(min_w, cases[i].min_w);
		CHECK_INT(max_w, cases[i].max_w);
	}
}

/* With a change under way it is anything up to the most of what it had, what
 * it shall have, and what it says. */
static void
check_bounds_of_change(void)
{
	static const struct { int64_t from_w, to_w, power_w, max_w; }
	    moves[] = {
		{ 3000, 2000, 3000, 3000 }, { 3300, 2000, 3000, 3300 },
		{ 3000, 3500, 3000, 3500 }, { 2000, 2500, 3600, 3600 },
	};
	struct change change = { .miner = miner_at(1) };
	int64_t min_w, max_w;

	control_of(1)->change = &change;
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		change.from_w = moves[i].from_w;
		change.to_w = moves[i].to_w;
		control_of(1)->power_w = moves[i].power_w;
		control_between(&b.turn, miner_at(1), &min_w, &max_w);
		CHECK_INT(min_w, 0);
		CHECK_INT(max_w, moves[i].max_w);
	}
	control_of(1)->change = NULL;
}

int
main(void)
{
	rig_open(1);
	check_bounds();
	rig_again();
	check_bounds_of_change();
	rig_close();
	return tap_done();
}
