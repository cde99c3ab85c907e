/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/* A change is put to its miner, and what follows from each answer. */

/* ---- The usual way ------------------------------------------------------ */

/* Asked before it is told, read back before it is called done. */
static void
check_preset(void)
{
	struct command c;

	bench_again();
	CHECK(give(1, &(struct command){ PRESET("2000", REASON_MANUAL) },
	    false) != NULL);
	CHECK_TEXT(heard(1), "status settings=2000");
	CHECK_TEXT(life_of(1), "accepted");
	CHECK_TEXT(state_of(1), "accepted");
	puppet(1)->preset = "2000";
	later(1999);
	CHECK_TEXT(heard(1), "");
	later(1);
	CHECK_TEXT(heard(1), "perf-summary");
	CHECK_TEXT(life_of(1), "none");
	c = on_record(1);
	CHECK_INT(c.state, COMMAND_CONFIRMED);
	CHECK_INT(c.tries, 1);
	CHECK_INT(c.sent_at, BENCH_WALL_MS);
	CHECK_INT(c.accepted_at, BENCH_WALL_MS);
	CHECK_INT(c.ended_at, BENCH_WALL_MS + 2000);
	CHECK_TEXT(event_of(1),
	    "changed: preset changed from 3000 to 2000 (manual)");
	CHECK_TEXT(heard(2), "");
}

int
main(void)
{
	bench_open(2);
	check_preset();
	bench_close();
	return tap_done();
}
