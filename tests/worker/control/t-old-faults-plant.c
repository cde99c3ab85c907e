/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/site_rig.h"

/*
 * What earlier programs for the same purpose made of the plant that feeds
 * their miners: of its other loads, its trips, its silence.  t-old-faults.c has
 * what they did wrong with the miners, docs/decisions.md the list.
 */
#define MINERS	30

/* Seconds until the load is below what is available; so many at most. */
static int
seconds_over(int max)
{
	int s = 0;

	while (s < max && farm_load_w(b.farm) > farm_available_w(b.farm)) {
		rig_run(&b, 1000);
		s++;
	}
	return s;
}

/* Only the miners were set against the generation: whatever else the plant
 * feeds was spent twice. */
static void
check_other_load_is_not_ours(void)
{
	double spare_w = farm_available_w(b.farm) - farm_load_w(b.farm);
	double other_kw = farm_other_load_w(b.farm) / 1000;

	CHECK(spare_w > 0);
	farm(arena_printf(&b.arena, "plant other-load %.3f", other_kw +
	    spare_w / 1000 + 20));
	CHECK(farm_load_w(b.farm) > farm_available_w(b.farm));
	CHECK(seconds_over(120) < 60);
	rig_run(&b, 300000);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
	farm(arena_printf(&b.arena, "plant other-load %.3f", other_kw));
	rig_run(&b, 600000);
}

/* One miner was told after the other, 5 s for each that did not answer. */
static void
check_stuck_ones_delay_nobody(void)
{
	int64_t before, first_ms = 0, last_ms = 0;
	int told = 0;

	farm("miner 21-28 hang");
	before = farm_writes(b.farm);
	farm("trip 0.5 for 400");
	rig_run(&b, 60000);
	for (int64_t i = before; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		if ((w->miner >= 21 && w->miner <= 28) ||
		    (strcmp(w->path, "/api/v1/settings") &&
		    strcmp(w->path, "/api/v1/mining/stop")))
			continue;
		if (told++ == 0)
			first_ms = w->at_ms;
		if (told <= 10)
			last_ms = w->at_ms;
	}
	CHECK(told >= 10);
	CHECK(last_ms - first_ms < 3000);
	farm("miner 21-28 ok");
	rig_run(&b, 1200000);
}

/* Without a new reading, or with none to be trusted, the last good one drove
 * the farm for ever. */
static void
check_last_good_is_not_for_ever(void)
{
	static const char *const lost[] = { "silent", "trust 0.5",
	    "failed 1" };

	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
		int64_t target_w = balance().target_w;

		CHECK_TEXT(balance_state_words[balance().state], "CONTROL");
		farm(arena_printf(&b.arena, "plant %s", lost[i]));
		rig_run(&b, 600000);
		CHECK(balance().target_w <= target_w * 61 / 100);
		CHECK(farm_load_w(b.farm) < 0.65 * (double)target_w);
		CHECK_TEXT(balance_status_words[balance().status], "NO_DATA");
		farm("plant ok");
		rig_run(&b, 900000);
	}
}

static bool
raising(void)
{
	const struct change *c = b.worker.control.changes.first;

	while (c && !c->raises)
		c = c->next;
	return c != NULL;
}

/* What was decided on good data was sent again on old ones. */
static void
check_old_raises_are_not_repeated(void)
{
	int64_t before;
	int raises = 0;		/* to more than the lowest preset */

	farm("trip 0.4 for 120");
	rig_run(&b, 120000);
	farm("miner 1-30 ignore-preset");
	before = farm_writes(b.farm);
	for (int s = 0; s < 900 && !raising(); s++)
		rig_run(&b, 1000);
	CHECK(raising());
	farm("plant silent");
	while (plant_age_ms(&b.worker.control.plant, b.worker.turn.now_ms) <
	    91000)
		rig_run(&b, 1000);
	CHECK(writes(before, 0, "/api/v1/settings") > 0);
	CHECK(raising());
	before = farm_writes(b.farm);
	rig_run(&b, 60000);
	for (int64_t i = before; i < farm_writes(b.farm); i++)
		raises += !strstr(farm_write(b.farm, i)->body, "\"1780\"") &&
		    strcmp(farm_write(b.farm, i)->path, "/api/v1/mining/stop");
	CHECK_INT(raises, 0);
	farm("miner 1-30 ok");
	farm("plant ok");
	rig_run(&b, 900000);
}

/* Nothing is generated: a division by zero said that all was well. */
static void
check_target_of_nothing(void)
{
	int over = 0;

	farm("plant generation 0");
	for (int i = 0; i < 90; i++) {
		rig_run(&b, 1000);
		over += balance().target_w == 0 &&
		    balance().status == BALANCE_OVER_TARGET;
	}
	CHECK(over > 0);
	CHECK_INT(balance().target_w, 0);
	CHECK(farm_load_w(b.farm) < 100 * MINERS);
}

int
main(void)
{
	open_willing(MINERS, NULL);
	set_limit("3660");
	manage();
	set("{\"balancer_mode\":\"act\"}");
	rig_run(&b, 600000);
	check_other_load_is_not_ours();
	check_stuck_ones_delay_nobody();
	check_last_good_is_not_for_ever();
	check_old_raises_are_not_repeated();
	check_target_of_nothing();
	rig_close(&b);
	return tap_done();
}
