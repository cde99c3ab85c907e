/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * The load beside the miners, which is taken off what the plant generates.
 * A meter that counts the miners as well gives only bounds for it: what the
 * meter says less the most, and less the least, that the miners drew then.
 */

static struct balancer *k;

/* What the miners drew at that time before the meter's instant. */
static void
drew(int64_t ms_before, int64_t min_w, int64_t max_w)
{
	k->draws[k->n_draws++ % DRAWS_KEPT] = (struct drawn){
	    b.room.plant.seen_ms - b.room.plant.late_ms - ms_before,
	    min_w, max_w };
}

/* The meter says so much; it is returned what lies beside the miners. */
static int64_t
noted(int64_t container_w)
{
	b.room.plant.container_w = container_w;
	budget_note(&b.turn, &b.room);
	return k->other_w;
}

/* ---- The bounds --------------------------------------------------------- */

static void
check_separate(void)
{
	b.plant.meter_includes_miners = 0;
	CHECK_INT(noted(7000), 7000);
	b.plant.meter_includes_miners = NONE;
	CHECK_INT(noted(8000), 8000);
}

/* Within 5 % of the meter the bounds are near, and say something at once. */
static void
check_near(void)
{
	static const struct { int64_t container_w, min_w, max_w, other_w; }
	    cases[] = {
		{ 100000, 96000, 96000, 4000 },
		{ 100000, 91000, 96000, 9000 },
		{ 100000, 90999, 96000, NONE },
		{ 100000, 100000, 103000, 0 },
		{ 100000, 97000, 101000, 3000 },
		{ 100000, 0, 0, 100000 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		k->other_w = NONE;
		k->other_ms = 0;
		k->n_draws = k->n_budgets = 0;
		drew(0, cases[i].min_w, cases[i].max_w);
		CHECK_INT(noted(cases[i].container_w), cases[i].other_w);
		CHECK_INT(k->other_ms, cases[i].other_w == NONE ? 0 :
		    b.turn.now_ms);
		/* a budget is noted when there is one */
		CHECK_INT(k->n_budgets, cases[i].other_w != NONE);
	}
}

/* Bounds that are far apart say nothing for a minute, then the larger is
 * taken; what is believed stays as long as it lies between them. */
static void
check_far(void)
{
	static const struct { const char *why; int64_t believed_w,
	    started_ms_ago, sure_ms_ago, other_w; } cases[] = {
		{ "nothing for a minute", NONE, 59999, NONE, NONE },
		{ "then the larger", NONE, 60000, NONE, 40000 },
		{ "what is between them", 15000, 5, 1000, 15000 },
		{ "at the lower", 10000, 5, 1000, 10000 },
		{ "below the lower", 9999, 5, 1000, 10000 },
		{ "at the upper", 40000, 5, 1000, 40000 },
		{ "above the upper", 40001, 5, 1000, 40000 },
		{ "sure half an hour ago", 15000, 5, 1800000, 15000 },
		{ "and a moment", 15000, 5, 1800001, 40000 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		printf("# %s\n", cases[i].why);
		k->n_draws = 0;
		k->other_w = cases[i].believed_w;
		k->started_ms = b.turn.now_ms - cases[i].started_ms_ago;
		k->other_ms = cases[i].sure_ms_ago == NONE ? 0 :
		    b.turn.now_ms - cases[i].sure_ms_ago;
		drew(0, 60000, 90000);
		CHECK_INT(noted(100000), cases[i].other_w);
	}
}

/* ---- Which of the sums -------------------------------------------------- */

/* Those of 12 s around the instant of the meter, which told it late; of them
 * the least and the most. */
static void
check_around(void)
{
	b.room.plant.late_ms = 20000;
	k->n_draws = 0;
	drew(12001, 10000, 10000);
	drew(-12001, 10000, 10000);
	k->other_w = NONE;
	CHECK_INT(noted(100000), NONE);		/* none of its time */
	drew(12000, 96000, 97000);
	CHECK_INT(noted(100000), 4000);
	k->other_w = NONE;
	drew(-12000, 93000, 94000);
	CHECK_INT(noted(100000), 7000);
	CHECK_INT(noted(100000), 7000);
	k->other_w = 1000;			/* below the lower bound */
	CHECK_INT(noted(100000), 3000);
}

/* Older sums than are kept give way to newer ones. */
static void
check_kept(void)
{
	k->n_draws = 0;
	drew(0, 90000, 90000);
	for (int i = 0; i < DRAWS_KEPT; i++)
		drew(0, 96000, 96000);
	CHECK_INT(noted(100000), 4000);
}

/* A machine that has just started has no sums of before. */
static void
check_after_boot(void)
{
	b.turn.now_ms = b.room.plant.seen_ms = 9000;
	k->started_ms = 8000;
	for (int i = 1; i <= b.miners; i++)
		control_of(i)->read_ms = 8500;
	k->n_draws = 0;
	drew(0, 96000, 96000);
	CHECK_INT(noted(100000), 4000);
}

/* The sums lack the miners that were not asked yet. */
static void
check_known(void)
{
	drew(0, 96000, 96000);
	control_of(1)->read_ms = control_of(2)->read_ms = 0;
	CHECK_INT(noted(100000), NONE);		/* three of five */
	control_of(2)->read_ms = b.turn.now_ms;
	CHECK_INT(noted(100000), 4000);		/* four */
	/* where none is online, a minute is waited */
	for (int i = 1; i <= b.miners; i++)
		miner_at(i)->online = false;
	k->other_w = NONE;
	k->started_ms = b.turn.now_ms - 59999;
	CHECK_INT(noted(100000), NONE);
	k->started_ms--;
	CHECK_INT(noted(100000), 4000);
}

/* ---- The sums ----------------------------------------------------------- */

/* Each second: two mine, one starts, one is stopped, and one is out of
 * service. */
static void
check_sums(void)
{
	reads(1, MINER_STATE_MINING, "3000", 2950);
	reads(2, MINER_STATE_MINING, "3000", 3020);
	reads(3, MINER_STATE_STARTING, "2500", 300);
	reads(4, MINER_STATE_STOPPED, "3000", 15);
	fleet_retire(&b.fleet, miner_at(5));
	k->n_draws = 0;
	budget_draws(&b.turn, k);
	CHECK_INT(k->n_draws, 1);
	CHECK_INT(k->draws[0].at_ms, b.turn.now_ms);
	CHECK_INT(k->draws[0].min_w, 2950 + 3020 + 0 + 15);
	CHECK_INT(k->draws[0].max_w, 2950 + 3020 + 2500 + 15);
	for (int i = 1; i < DRAWS_KEPT; i++)
		budget_draws(&b.turn, k);
	b.turn.now_ms++;
	budget_draws(&b.turn, k);
	CHECK_INT(k->draws[0].at_ms, b.turn.now_ms);
	CHECK_INT(k->draws[1].at_ms, b.turn.now_ms - 1);
}

static void
begin(void)
{
	k = &b.room.balancer;
	b.plant.meter_includes_miners = 1;
}

int
main(void)
{
	void (*const tests[])(void) = { check_separate, check_near, check_far,
	    check_around, check_kept, check_after_boot, check_known,
	    check_sums, NULL };

	rig_each(5, begin, tests);
	return tap_done();
}
