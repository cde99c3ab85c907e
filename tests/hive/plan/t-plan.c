/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/plan_help.h"

/*
 * One cycle of the balancer on tables.  The named cases are faults of two
 * older controllers of the same kind, each of which this one must not have.
 */

/* ---- Bands --------------------------------------------------------------- */
static void
check_bands(void)
{
	static struct site s;

	begin(&s, 40, 3);			/* 96 kW */
	make(&s, 96000);
	CHECK_TEXT(band_words[s.p.band], "green");
	make(&s, 94500);			/* within 2 kW */
	CHECK_TEXT(band_words[s.p.band], "green");
	CHECK_INT(s.p.downs, 0);
	make(&s, 93900);
	CHECK_TEXT(band_words[s.p.band], "yellow");
	CHECK(after_w(&s) <= 93900);
	make(&s, 87000);			/* 96 > 0.985 x 96.7 */
	CHECK_TEXT(band_words[s.p.band], "red");
	CHECK(after_w(&s) <= 87000);
	make(&s, 120000);
	CHECK_TEXT(band_words[s.p.band], "headroom");
	CHECK(s.p.ups > 0);
	s.p.have = false;
	make(&s, 50000);
	CHECK_TEXT(band_words[s.p.band], "none");
	CHECK_INT(movers(&s), 0);
}

/* 0.4 % of a big site is more than 2 kW, of a small one it is not. */
static void
check_tolerance(void)
{
	struct settings s = setting_defaults;

	CHECK_INT(plan_tolerance_w(&s, 100000), 2000);
	CHECK_INT(plan_tolerance_w(&s, 5000000), 20000);
	s.tolerance_w = 500;
	CHECK_INT(plan_tolerance_w(&s, 100000), 500);
}

/* ---- Faults of others ---------------------------------------------------- */
/* Without a maximum preset there was no upper limit at all. */
static void
check_no_max_preset_is_no_freedom(void)
{
	static struct site s;

	begin(&s, 10, 2);
	for (size_t i = 0; i < s.p.n; i++)
		s.m[i].capped = false;
	make(&s, 60000);
	CHECK_INT(movers(&s), 0);
	make(&s, 17000);			/* yellow: fixed load */
	CHECK_TEXT(band_words[s.p.band], "red");
	make(&s, 15000);
	CHECK_TEXT(band_words[s.p.band], "red");
	CHECK(s.p.downs > 0);			/* in red it sheds */
}

/* With one, the first raise went there at once, whatever the room. */
static void
check_raise_stays_in_the_room(void)
{
	static struct site s;

	begin(&s, 10, 0);			/* 11 kW */
	make(&s, 14000);
	CHECK_TEXT(band_words[s.p.band], "headroom");
	CHECK(s.p.ups > 0);
	CHECK(after_w(&s) <= 14000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK(!moves(&s.m[i]) || s.m[i].to <= TOP);
}

/* A miner on an unknown preset, or on "disabled", was told the highest one
 * when it had to be reduced. */
static void
check_unknown_preset_goes_down(void)
{
	static struct site s;

	begin(&s, 6, 3);
	s.m[0].now = -1;
	s.m[0].expected_w = s.m[0].pessimist_w = 3250;
	make(&s, 13000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK(!moves(&s.m[i]) || s.m[i].to_w < s.m[i].expected_w);
	CHECK(after_w(&s) <= 13000);
}

/* A dead one ranked as the most efficient of all. */
static void
check_dead_is_left_alone(void)
{
	static struct site s;

	begin(&s, 6, 3);
	s.m[2].phase = PLAN_DEAD;
	s.m[2].hashrate_ths = 0;
	s.m[2].expected_w = s.m[2].pessimist_w = s.m[2].draws_w = 14;
	make(&s, 30000);
	CHECK(!moves(&s.m[2]));
	CHECK_TEXT(s.m[2].left_out, "in failure");
	CHECK_INT(s.p.expected_w, 5 * 2400 + 14);
	make(&s, 8000);
	CHECK(!moves(&s.m[2]));
}

/* What was told to go down was counted as down at once, so that its load was
 * given to others while it still ran. */
static void
check_reduction_counts_when_it_is_seen(void)
{
	static struct site s;

	begin(&s, 20, 3);			/* 48 kW */
	for (size_t i = 0; i < 10; i++) {	/* half on the way to 11 kW */
		set_preset(&s.m[i], 0);
		s.m[i].phase = PLAN_FLIGHT;
		s.m[i].pessimist_w = 2400;
	}
	make(&s, 48000);
	CHECK_INT(s.p.expected_w, 35000);
	CHECK_INT(s.p.pessimist_w, 48000);
	CHECK_INT(s.p.ups, 0);
	make(&s, 60000);
	CHECK(s.p.ups > 0);
	CHECK(s.p.pessimist_w + s.p.up_w <= 60000);
}

/* The size of a cut came from the reading, without what was on its way
 * already: each cycle cut the same again. */
static void
check_cut_is_made_once(void)
{
	static struct site s;

	begin(&s, 20, 3);			/* 48 kW */
	make(&s, 40000);
	CHECK(s.p.downs > 0);
	for (size_t i = 0; i < s.p.n; i++)
		if (moves(&s.m[i])) {
			int64_t from_w = s.m[i].expected_w;

			set_preset(&s.m[i], s.m[i].to);
			s.m[i].phase = PLAN_FLIGHT;
			s.m[i].draws_w = s.m[i].pessimist_w = from_w;
		}
	make(&s, 40000);
	CHECK_INT(s.p.draws_w, 48000);
	CHECK_INT(s.p.downs, 0);
}

/* Within one pass some were reduced and the next ones raised. */
static void
check_one_direction_when_over(void)
{
	static struct site s;

	begin(&s, 40, 4);
	for (int64_t w = 20000; w < 110000; w += 5000) {
		make(&s, w);
		CHECK_INT(s.p.ups, 0);
		CHECK(after_w(&s) <= w);
	}
}

/* Those that are not managed drew nothing, for the controller. */
static void
check_unmanaged_count(void)
{
	static struct site s;

	begin(&s, 20, 3);			/* 48 kW, half of it fixed */
	for (size_t i = 0; i < 10; i++)
		s.m[i].managed = false;
	make(&s, 40000);
	CHECK_INT(s.p.expected_w, 48000);
	CHECK_INT(s.p.unmanaged_w, 24000);
	for (size_t i = 0; i < 10; i++)
		CHECK(!moves(&s.m[i]));
	CHECK(after_w(&s) <= 40000);
}

/* One step of everyone in every cycle: the whole farm restarted at once. */
static void
check_few_move_far(void)
{
	static struct site s;

	begin(&s, 60, 5);			/* 199 kW */
	make(&s, 190000);
	printf("# 5 %% less: %d of 60 move\n", movers(&s));
	CHECK(movers(&s) <= 9);
	make(&s, 139000);
	printf("# 30 %% less: %d of 60 move\n", movers(&s));
	CHECK(movers(&s) < 60);
}

/* Miners on cooldown could not be reduced when it mattered. */
static void
check_red_ignores_cooldown(void)
{
	static struct site s;

	begin(&s, 10, 5);
	for (size_t i = 0; i < s.p.n; i++)
		s.m[i].since_ms = 5000;
	make(&s, 32000);			/* yellow is patient */
	CHECK_INT(movers(&s), 0);
	make(&s, 20000);
	CHECK_TEXT(band_words[s.p.band], "red");
	CHECK(after_w(&s) <= 20000);
}

/* The lowest preset was the end: no stop, whatever the plant could bear. */
static void
check_red_stops(void)
{
	static struct site s;
	int stops = 0;

	begin(&s, 10, 0);			/* 11 kW at the lowest */
	make(&s, 6000);
	for (size_t i = 0; i < s.p.n; i++)
		stops += s.m[i].to == PLAN_STOP;
	CHECK(stops >= 5);
	CHECK(after_w(&s) <= 6000);
	s.p.critical = true;
	make(&s, 100000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK_INT(s.m[i].to, PLAN_STOP);
}

/* Like miners flapped, or the order changed from run to run. */
static void
check_same_in_same_out(void)
{
	static struct site s, t;

	begin(&s, 30, 4);
	t = s;
	t.p.settings = &t.settings;
	t.p.miners = t.m;
	t.p.circuits = t.circuits;
	for (size_t i = 0; i < s.p.n; i++) {
		t.m[i] = s.m[s.p.n - 1 - i];
		s.m[i].since_ms = t.m[s.p.n - 1 - i].since_ms =
		    600000 + 1000 * (int64_t)i;
	}
	make(&s, 70000);
	make(&t, 70000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK_INT(s.m[i].to, t.m[s.p.n - 1 - i].to);
}

/* A new maximum did not lower those who were above it. */
static void
check_lowered_maximum(void)
{
	static struct site s;

	begin(&s, 5, 5);
	for (size_t i = 0; i < s.p.n; i++)
		s.m[i].limit_w = 2500;
	make(&s, 16600);			/* green */
	for (size_t i = 0; i < s.p.n; i++) {
		CHECK_INT(s.m[i].to, 3);
		CHECK_TEXT(reason_words[s.m[i].reason], "max_preset_lowered");
	}
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	check_bands();
	check_tolerance();
	check_no_max_preset_is_no_freedom();
	check_raise_stays_in_the_room();
	check_unknown_preset_goes_down();
	check_dead_is_left_alone();
	check_reduction_counts_when_it_is_seen();
	check_cut_is_made_once();
	check_one_direction_when_over();
	check_unmanaged_count();
	check_few_move_far();
	check_red_ignores_cooldown();
	check_red_stops();
	check_same_in_same_out();
	check_lowered_maximum();
	arena_free(&arena);
	return tap_done();
}
