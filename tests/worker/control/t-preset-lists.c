/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * A miner's list changes, with another firmware or by a tuning: what was
 * learned of a preset goes with its name, and the memory of the list is used
 * again.
 */
static struct control *k;

/* The list of so many presets of 100 W more each, the first of 1000 W or what
 * is said, on record. */
static int64_t
list_of(int n, int64_t first_w)
{
	struct preset *p = ARENA_MANY(&b.arena, struct preset, n + 1);

	for (int i = 0; i < n; i++)
		p[i] = (struct preset){ .name = arena_printf(&b.arena, "%d",
		    (int)first_w + 100 * i), .pretty = "",
		    .power_w = first_w + 100 * i, .hashrate_ths = i ?
		    10 * i : NAN, .tuned = true };
	return catalogue_keep(b.turn.db, RIG_MODEL,
	    (struct list){ p, (size_t)n });
}

/* "2000" was learned and runs, "2500" is stored, and "3000" is wanted. */
static void
learn_some(void)
{
	k->presets[0].power_w = 1900;
	k->presets[0].hashrate_ths = 77;
	k->samples[0] = 4;
	k->ratio = 0.95;
	k->ratio_ths = 1;
	k->now = 0;
	k->stored = 1;
	k->wanted = 2;
	k->dry = 2;
}

static void
check_same_list(void)
{
	learn_some();
	control_list(&b.turn, miner_at(1), k->catalogue);
	CHECK_INT(k->wanted, 2);
	control_list(&b.turn, miner_at(1), NONE);
	CHECK_INT(k->wanted, 2);
	CHECK_INT(k->dry, 2);
	CHECK_INT(k->n, 6);
}

/* 1500 to 2100 W: "2000" is its fifth now. */
static void
check_learned_goes_along(void)
{
	int64_t id = list_of(7, 1500);

	learn_some();
	control_list(&b.turn, miner_at(1), id);
	CHECK_INT(k->catalogue, id);
	CHECK_INT(k->n, 7);
	CHECK_TEXT(k->presets[5].name, "2000");
	CHECK_INT(k->presets[5].power_w, 1900);
	CHECK_INT(k->samples[5], 4);
	CHECK_INT((int)k->presets[5].hashrate_ths, 77);
	CHECK_INT(k->samples[4], 0);
	CHECK_INT(k->presets[4].power_w, 1805);	/* 1900 x 0.95 */
	CHECK_INT((int)k->presets[4].hashrate_ths, 40);
	CHECK_INT((int)k->presets[0].label_ths, 0);	/* it was not told */
	CHECK_INT(k->now, 5);
	CHECK_INT(k->stored, -1);		/* no "2500" any more */
	CHECK_INT(k->wanted, -1);
	CHECK_INT(k->dry, PLAN_STAY);
}

/* 2000 to 2500 W: both have other places. */
static void
check_places_change(void)
{
	learn_some();
	control_list(&b.turn, miner_at(1), list_of(6, 2000));
	CHECK_INT(k->now, 0);
	CHECK_INT(k->stored, 5);
	k->now = k->stored = -1;
	control_list(&b.turn, miner_at(1), list_of(7, 1500));
	CHECK_INT(k->now, -1);
	CHECK_INT(k->stored, -1);
	CHECK_INT(k->samples[5], 4);
	k->stored = 5;
	control_list(&b.turn, miner_at(1), list_of(6, 2000));
	CHECK_INT(k->stored, 0);
	k->stored = 0;
	control_list(&b.turn, miner_at(1), list_of(7, 1500));
	CHECK_INT(k->stored, 5);
}

/* A list that fits takes the place of the one before. */
static void
check_memory(void)
{
	static const struct { int n, room; bool same; } cases[] = {
		{ 6, 32, true }, { 32, 32, true }, { 31, 32, true },
		{ 1, 32, true }, { 64, 64, false }, { 33, 64, true },
		{ 2, 64, true }, { 65, 96, false },
	};
	const struct plan_preset *before = k->presets;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int n = cases[i].n;

		control_list(&b.turn, miner_at(1), list_of(n, 1000));
		CHECK_INT(k->n, n);
		CHECK_INT(k->room, cases[i].room);
		CHECK_INT(k->presets == before, cases[i].same);
		CHECK_INT(k->presets[n - 1].label_w, 900 + 100 * n);
		before = k->presets;
	}
}

static void
begin(void)
{
	k = control_of(1);
}

int
main(void)
{
	void (*const tests[])(void) = { check_same_list,
	    check_learned_goes_along, check_places_change, check_memory, NULL };

	rig_each(1, begin, tests);
	return tap_done();
}
