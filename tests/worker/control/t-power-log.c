/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"
#include "tests/lib/log_help.h"

/* The log's line on how power stands: one after each cycle, and no other. */

static const struct { int64_t drawn_w, target_w, expected_w;
    const char *line; } cases[] = {
	{ 61000, 81000, 60000, "power status current_w=61000 target_w=81000"
	    " delta_w=20000 expected_w=60000 status=OK band=headroom"
	    " state=CONTROL mode=act" },
	{ 84000, 81000, 80000, "power status current_w=84000 target_w=81000"
	    " delta_w=-3000 expected_w=80000 status=OK band=headroom"
	    " state=CONTROL mode=act" },
	{ 61000, NONE, 60000, "power status current_w=61000 target_w=unknown"
	    " delta_w=unknown expected_w=60000 status=OK band=headroom"
	    " state=CONTROL mode=act" },
};

int
main(void)
{
	struct balancer *k = &b.room.balancer;

	rig_open(1);
	log_begin();
	power_status(&b.turn, k);
	CHECK_TEXT(log_said("power"), NULL);	/* no cycle yet */
	k->status = BALANCE_OK;
	k->band = BAND_HEADROOM;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		k->cycle_ms++;
		k->drawn_w = cases[i].drawn_w;
		k->target_w = cases[i].target_w;
		k->expected_w = cases[i].expected_w;
		power_status(&b.turn, k);
		CHECK_TEXT(log_said("power"), cases[i].line);
		power_status(&b.turn, k);
		CHECK_INT(log_lines("power"), (int64_t)i + 1);
	}
	/* a cycle that people have not seen, or of a site without a plant */
	k->cycle_ms++;
	k->status = BALANCE_UNKNOWN;
	power_status(&b.turn, k);
	k->status = BALANCE_OK;
	b.site.plant = NULL;
	power_status(&b.turn, k);
	CHECK_INT(log_lines("power"), 3);
	b.site.plant = &b.plant;
	power_status(&b.turn, k);
	CHECK_INT(log_lines("power"), 4);
	log_end();
	rig_close();
	return tap_done();
}
