/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/site_rig.h"
#include "worker/control/change.h"
#include "worker/control/miner_state.h"

/* What a plan thinks of a miner while a change is on its way to it. */

static struct change change;

static const struct { const char *why; int64_t sent_ms_ago;
    enum life life;
    int64_t from_w, to_w, expected_w, pessimist_w; } cases[] = {
	{ "lowers, not out yet", NONE, LIFE_QUEUED, 3000, 2000, 2000, 3000 },
	{ "lowers, just sent", 0, LIFE_TOLD, 3000, 2000, 2000, 3000 },
	{ "lowers, sent in time", CHANGE_RED_MS - 1, LIFE_ACCEPTED,
	    3000, 2000, 2000, 3000 },
	{ "lowers, and should have by now", CHANGE_RED_MS, LIFE_ACCEPTED,
	    3000, 2000, 3000, 3000 },
	{ "lowers, and was seen to fall", CHANGE_RED_MS, LIFE_STARTING,
	    3000, 2000, 2000, 3000 },
	{ "raises, not out yet", NONE, LIFE_QUEUED, 2000, 3000, 3000, 3000 },
	{ "raises, sent long ago", 10 * CHANGE_RED_MS, LIFE_ACCEPTED,
	    2000, 3000, 3000, 3000 },
	{ "raises, and restarts", 0, LIFE_STARTING, 2000, 3000, 3000, 3000 },
};

int
main(void)
{
	struct fleet_miner *u;

	open_willing(1, NULL);
	u = fleet_by_mac(&b.worker.fleet, mac_of(1));
	u->control.change = &change;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t ago = cases[i].sent_ms_ago;
		struct plan_miner m;

		change = (struct change){ .miner = u,
		    .cmd = { .action = ACTION_PRESET, .preset = "none",
		    .sent_at = ago == NONE ? NONE : 1 },
		    .sent_ms = ago == NONE ? 0 : b.worker.turn.now_ms - ago,
		    .life = cases[i].life, .from_w = cases[i].from_w,
		    .to_w = cases[i].to_w };
		control_snapshot(&b.worker.turn, u, &m);
		printf("# %s\n", cases[i].why);
		CHECK_INT(m.phase, PLAN_FLIGHT);
		CHECK_INT(m.expected_w, cases[i].expected_w);
		CHECK_INT(m.pessimist_w, cases[i].pessimist_w);
	}
	u->control.change = NULL;
	rig_close(&b);
	return tap_done();
}
