/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_STOP_RIG_H
#define TESTS_LIB_STOP_RIG_H

#include "tests/lib/site_rig.h"

/* A farm without a plant for tests of the emergency stop; see site_rig.h. */
#define MINERS	12
#define LIMIT	"3660"

static inline int
stop_all_by(const char *action)
{
	return order("emergency_stop", NULL, arena_printf(&b.arena,
	    "{\"action\":\"%s\"}", action));
}

static inline void
release(void)
{
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
}

static inline struct emergency
emergency(void)
{
	struct emergency e = { .id = NONE, .asked = NONE };

	emergency_now(b.worker.turn.db, &b.arena, &e);
	return e;
}

/* All work, on the preset that they had at first. */
static inline void
check_all_are_back(void)
{
	CHECK_INT(mining(), MINERS);
	for (int i = 1; i <= MINERS; i++)
		CHECK_TEXT(truth(i).preset, "3120");
}

/* All work, on preset 3120. */
static inline void
open_for_stops(void)
{
	struct farm_options o;

	willing_farm(&o, MINERS);
	o.plant_key = NULL;
	rig_open_farm(&b, &o);
	rig_run(&b, 120000);
	set_limit(LIMIT);
	for (int i = 1; i <= MINERS; i++)
		CHECK_INT(tell_preset(i, "3120"), 202);
	rig_run(&b, 300000);
	check_all_are_back();
}

#endif
