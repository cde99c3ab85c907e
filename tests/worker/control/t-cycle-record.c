/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"
#include "tests/lib/log_help.h"

/*
 * What people are told of a cycle of the balancer: the decision on record with
 * its sentence, and how the load stands to its target.
 */

/* A cycle of a site that draws what it may: nothing to do. */
static struct cycle
calm(void)
{
	return (struct cycle){ .age_ms = 4000, .fresh = true,
	    .state = BALANCE_CONTROL, .plan = { .settings = &b.settings,
	    .have = true, .band = BAND_GREEN, .available_w = 90000,
	    .target_w = 81000, .target_up_w = 80000, .draws_w = 79000,
	    .expected_w = 78000, .pessimist_w = 77000, .managed_w = 60000,
	    .unmanaged_w = 19000, .managed = 20, .movable = 18,
	    .cap_w = 50000, .reason = REASON_REBALANCE_GAIN,
	    .solution = { .value_ths = 2000, .bound_ths = 2100 } } };
}

static struct decision
recorded(const struct cycle *c)
{
	struct decision d = { .id = NONE };
	int64_t id = cycle_record(&b.turn, &b.room.plant, &b.arena, c,
	    CAUSE_TICK, 321);

	CHECK(decision_get(b.turn.db, &b.arena, id, &d));
	return d;
}

static struct balance
shown(const struct cycle *c)
{
	struct balance s = { .status = BALANCE_UNKNOWN };

	cycle_show(&b.turn, &b.room, &b.arena, c);
	CHECK(balance_show(b.turn.db, &b.arena, &s));
	return s;
}

/* ---- The sentence ------------------------------------------------------- */

static const struct { const char *why; bool no_plant, no_reading, blind,
    observes; enum balance_state state; int downs, ups; const char *text; }
sentences[] = {
	{ "calm", false, false, false, false, BALANCE_CONTROL, 0, 0,
	    "nothing to do" },
	{ "no plant", true, true, true, false, BALANCE_INIT, 0, 0,
	    "no plant is configured" },
	{ "stopped", false, true, true, false, BALANCE_STOP, 2, 0,
	    "an emergency stop is in force" },
	{ "no reading", false, true, true, false, BALANCE_INIT, 0, 0,
	    "no reading of the plant yet" },
	{ "blind", false, false, true, false, BALANCE_SHED, 0, 0,
	    "old plant data, nothing to lower" },
	{ "in doubt", false, false, false, false, BALANCE_HOLD, 0, 0,
	    "holding: not all is known" },
	{ "down", false, false, true, false, BALANCE_SHED, 2, 0,
	    "2 down by 700 W, 0 up by 0 W: over_target" },
	{ "up", false, false, false, false, BALANCE_CONTROL, 0, 3,
	    "0 down by 0 W, 3 up by 1500 W: over_target" },
	{ "both, only observed", false, false, false, true, BALANCE_CONTROL,
	    1, 1, "would move 1 down by 350 W, 1 up by 500 W: over_target" },
};

static void
check_sentences(void)
{
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		struct cycle c = calm();
		int moves = sentences[i].downs + sentences[i].ups;
		int lines = log_lines("balance cause=tick");
		struct decision d;
		struct balance s;

		printf("# %s\n", sentences[i].why);
		b.site.plant = sentences[i].no_plant ? NULL : &b.plant;
		b.settings.balancer_mode = sentences[i].observes ?
		    BALANCER_OBSERVE : BALANCER_ACT;
		c.state = sentences[i].state;
		c.plan.have = !sentences[i].no_reading;
		c.plan.blind = sentences[i].blind;
		c.plan.downs = sentences[i].downs;
		c.plan.down_w = 350 * sentences[i].downs;
		c.plan.ups = sentences[i].ups;
		c.plan.up_w = 500 * sentences[i].ups;
		c.plan.reason = REASON_OVER_TARGET;
		d = recorded(&c);
		CHECK_TEXT(d.text, sentences[i].text);
		/* the log is told of moves alone */
		CHECK_INT(log_lines("balance cause=tick"), lines +
		    (moves > 0));
		s = shown(&c);
		CHECK_TEXT(s.next_text, moves ? sentences[i].text :
		    "look again");
		CHECK_INT(s.next_miners, moves);
		CHECK_INT(s.next_delta_w, 500 * sentences[i].ups -
		    350 * sentences[i].downs);
	}
}

/* ---- The record --------------------------------------------------------- */

static void
check_record(void)
{
	struct cycle c = calm();
	struct decision d = recorded(&c);

	CHECK(d.at == b.turn.wall_ms && d.us == 321);
	CHECK(d.cause == CAUSE_TICK && d.mode == BALANCER_ACT &&
	    d.state == BALANCE_CONTROL && d.band == BAND_GREEN);
	CHECK_INT(d.source_at, b.room.plant.source_at);
	CHECK_INT(d.age_ms, 4000);
	CHECK_INT(d.generation_w, 90000);
	CHECK_INT(d.container_w, 500);
	CHECK(d.available_w == 90000 && d.target_w == 81000 &&
	    d.target_up_w == 80000);
	CHECK(d.least_w == 79000 && d.expected_w == 78000 &&
	    d.pessimist_w == 77000);
	CHECK_INT(d.miners, 18);
	CHECK_INT(d.cap_w, 50000);
	CHECK(d.value_ths == 2000 && d.bound_ths == 2100);
	/* what was not known or not looked for is absent */
	c.age_ms = NEVER;
	c.plan.have = false;
	c.plan.solution.bound_ths = 0;
	b.room.plant.source_at = 0;
	d = recorded(&c);
	CHECK_INT(d.source_at, NONE);
	CHECK_INT(d.age_ms, NONE);
	CHECK_INT(d.generation_w, NONE);
	CHECK_INT(d.container_w, NONE);
	CHECK_INT(d.cap_w, NONE);
	CHECK(isnan(d.value_ths) && isnan(d.bound_ths));
}

/* ---- How it stands ------------------------------------------------------ */

/* The target is 100 kW, with 2 kW around it in which all is well. */
static void
check_status(void)
{
	static const struct { bool have; int64_t age_ms, draws_w;
	    const char *status; } cases[] = {
		{ true, 4000, 0, "OK" },
		{ true, 4000, 102000, "OK" },
		{ true, 4000, 102001, "WARNING" },
		{ true, 4000, 105000, "WARNING" },
		{ true, 4000, 105001, "OVER_TARGET" },
		{ true, 420000, 105001, "OVER_TARGET" },
		{ true, 420001, 105001, "NO_DATA" },
		{ false, 4000, 0, "NO_DATA" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cycle c = calm();
		struct balance s;

		c.age_ms = cases[i].age_ms;
		c.plan.have = cases[i].have;
		c.plan.target_w = 100000;
		c.plan.draws_w = cases[i].draws_w;
		s = shown(&c);
		CHECK_TEXT(balance_status_words[s.status], cases[i].status);
		CHECK_INT(b.room.balancer.status, s.status);
		CHECK_INT(s.current_w, cases[i].draws_w);
		CHECK_INT(s.generation_w, cases[i].have ? 90000 : NONE);
		CHECK_INT(s.container_w, cases[i].have ? 500 : NONE);
	}
}

/* The next cycle is due 15 s after the last. */
static void
check_shown(void)
{
	struct cycle c = calm();
	struct balance s;

	b.room.balancer.cycle_ms = b.turn.now_ms - 4000;
	b.room.balancer.decision = 17;
	s = shown(&c);
	CHECK_INT(s.next_at, b.turn.wall_ms + 11000);
	CHECK(s.at == b.turn.wall_ms && s.decision == 17);
	CHECK_INT(s.last_reading_at, b.room.plant.source_at);
	CHECK_TEXT(s.reading_reason, NULL);
	CHECK_INT(s.managed_miners, 20);
	CHECK(s.managed_w == 60000 && s.unmanaged_w == 19000);
	CHECK_INT(b.room.balancer.shown_ms, b.turn.now_ms);
	CHECK(!b.room.balancer.moving);
	b.room.plant.source_at = 0;
	snprintf(b.room.plant.reason, sizeof b.room.plant.reason, "odd");
	queue(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, false);
	s = shown(&c);
	CHECK_INT(s.last_reading_at, NONE);
	CHECK_TEXT(s.reading_reason, "odd");
	CHECK(b.room.balancer.moving);
}

int
main(void)
{
	void (*const tests[])(void) = { check_sentences, check_record,
	    check_status, check_shown };

	rig_open(1);
	log_begin();
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		rig_again();
		plant_says(90000, 500);
		tests[i]();
	}
	log_end();
	rig_close();
	return tap_done();
}
