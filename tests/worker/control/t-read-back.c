/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * Only what a miner shows is done: what is asked after an order was accepted,
 * and what each answer leads to, until its time is over.
 */
#define RED	true
#define CALM	false
#define TO(name)	{ PRESET(name, REASON_MANUAL) }
#define DO(what)	{ ORDER(what, REASON_MANUAL) }
#define TO_50		{ ORDER(ACTION_THROTTLE, REASON_MANUAL) }

/* ---- The first look ----------------------------------------------------- */

/* An order was accepted, and the miner shows this at the first look. */
struct row {
	const char	*why;
	struct command	 c;
	bool		 hurry, stands;	/* it stood before */
	const char	*state, *preset;
	int64_t		 power_w, throttled;	/* 0: none */
	bool		 wants_restart, garbled;
	int		 asked;		/* status; 0: 200 */
	const char	*heard, *life;	/* "none": it is done */
};

static const struct row rows[] = {
	{ "runs it", TO("2000"), CALM, .state = "mining", .preset = "2000",
	    .heard = "perf-summary", .life = "none" },
	{ "runs another", TO("2000"), CALM, .state = "mining",
	    .preset = "3000", .heard = "perf-summary", .life = "accepted" },
	{ "does not say", TO("2000"), CALM, .state = "mining",
	    .heard = "perf-summary", .life = "accepted" },
	{ "no answer", TO("2000"), CALM, .state = "mining",
	    .preset = "2000", .asked = 404, .heard = "perf-summary",
	    .life = "accepted" },
	{ "just no answer", TO("2000"), CALM, .state = "mining",
	    .preset = "2000", .asked = 300, .heard = "perf-summary",
	    .life = "accepted" },
	{ "just no answer", TO("2000"), CALM, .state = "mining",
	    .preset = "2000", .asked = 199, .heard = "perf-summary",
	    .life = "accepted" },
	{ "just an answer", TO("2000"), CALM, .state = "mining",
	    .preset = "2000", .asked = 299, .heard = "perf-summary",
	    .life = "none" },
	{ "says what is no JSON", TO("2000"), CALM, .state = "mining",
	    .preset = "2000", .garbled = true, .heard = "perf-summary",
	    .life = "accepted" },
	{ "stands", DO(ACTION_STOP), CALM, .state = "stopped",
	    .heard = "status", .life = "none" },
	{ "is about to", DO(ACTION_STOP), CALM, .state = "shutting-down",
	    .heard = "status", .life = "none" },
	{ "mines on", DO(ACTION_STOP), RED, .state = "mining",
	    .heard = "status", .life = "accepted" },
	{ "says nothing of itself", DO(ACTION_STOP), RED, .state = NULL,
	    .heard = "status", .life = "accepted" },
	{ "no answer", DO(ACTION_STOP), RED, .state = "stopped",
	    .asked = 500, .heard = "status", .life = "accepted" },
	{ "starts", DO(ACTION_START), CALM, true, .state = "starting",
	    .heard = "status", .life = "none" },
	{ "mines", DO(ACTION_START), CALM, true, .state = "mining",
	    .heard = "status", .life = "none" },
	{ "tunes", DO(ACTION_START), CALM, true, .state = "auto-tuning",
	    .heard = "status", .life = "none" },
	{ "stands", DO(ACTION_START), CALM, true, .state = "stopped",
	    .heard = "status", .life = "accepted" },
	{ "is throttled", TO_50, CALM, .state = "mining", .throttled = 50,
	    .heard = "status", .life = "none" },
	{ "to another", TO_50, CALM, .state = "mining", .throttled = 51,
	    .heard = "status", .life = "accepted" },
	{ "does not tell", TO_50, CALM, .state = "mining",
	    .heard = "status", .life = "none" },
	/* in a hurry its power is to be seen, 2000 and a twelfth are 2166 */
	{ "is down", TO("2000"), RED, .state = "mining", .preset = "2000",
	    .power_w = 2166, .heard = "status perf-summary summary",
	    .life = "none" },
	{ "is almost", TO("2000"), RED, .state = "mining",
	    .preset = "2000", .power_w = 2167,
	    .heard = "status perf-summary summary", .life = "coming-down" },
	{ "does not tell its power", TO("2000"), RED, .state = "mining",
	    .preset = "2000", .power_w = NONE,
	    .heard = "status perf-summary summary", .life = "none" },
	{ "runs another", TO("2000"), RED, .state = "mining",
	    .preset = "3000", .heard = "status perf-summary",
	    .life = "accepted" },
	{ "restarts", TO("2000"), RED, .state = "starting",
	    .preset = "3000", .heard = "status", .life = "starting" },
	{ "up, in a hurry", TO("3500"), RED, .state = "mining",
	    .preset = "3500", .power_w = 9000, .heard = "perf-summary",
	    .life = "none" },
	{ "throttled to 1500 and a twelfth", TO_50, RED,
	    .state = "mining", .throttled = 50, .power_w = 1625,
	    .heard = "status summary", .life = "none" },
	{ "and a watt more", TO_50, RED, .state = "mining",
	    .throttled = 50, .power_w = 1626, .heard = "status summary",
	    .life = "coming-down" },
	{ "stops at once", DO(ACTION_STOP), RED, .state = "shutting-down",
	    .power_w = 9000, .heard = "status", .life = "none" },
	{ "stands with it stored", TO("2000"), RED, .state = "stopped",
	    .preset = "3000", .wants_restart = true, .heard = "status",
	    .life = "none" },
	{ "is about to", TO("2000"), RED, .state = "shutting-down",
	    .preset = "3000", .wants_restart = true, .heard = "status",
	    .life = "none" },
	{ "stands without", TO("2000"), RED, .state = "stopped",
	    .preset = "3000", .heard = "status perf-summary",
	    .life = "accepted" },
	{ "wants a restart, and mines", TO("2000"), RED, .state = "mining",
	    .preset = "3000", .wants_restart = true,
	    .heard = "status perf-summary", .life = "accepted" },
	{ "no answer", TO("2000"), RED, .state = "mining",
	    .preset = "2000", .asked = 500, .heard = "status",
	    .life = "accepted" },
	{ "says nothing of itself", TO("2000"), RED, .state = NULL,
	    .preset = "2000", .heard = "status", .life = "accepted" },
};

static void
shows(const struct row *r)
{
	struct puppet *p = puppet(1);

	p->state = r->state;
	p->preset = r->preset;
	p->power_w = r->power_w;
	p->throttled = r->throttled ? r->throttled : NONE;
	p->wants_restart = r->wants_restart;
	p->garbled = r->garbled;
	if (r->asked)
		p->asked = r->asked;
}

static void
check_row(const struct row *r)
{
	struct command c = r->c;

	rig_again();
	if (c.action == ACTION_THROTTLE)
		c.percent = 50;
	if (r->stands)
		reads(1, MINER_STATE_STOPPED, NULL, 10);
	give(1, &c, r->hurry);
	heard(1);
	shows(r);
	later(r->hurry ? 1000 : 2000);
	printf("# %s %s\n", action_words[c.action], r->why);
	CHECK_TEXT(heard(1), r->heard);
	CHECK_TEXT(life_of(1), r->life);
	if (!control_of(1)->change)
		CHECK_TEXT(state_of(1), "confirmed");
}

/* ---- Until its time is over --------------------------------------------- */

/* How often it is asked again. */
static void
check_again(bool hurry, const char *state, int64_t first_ms, int64_t ms)
{
	rig_again();
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, hurry);
	puppet(1)->state = state;
	later(first_ms);
	CHECK_INT(changes_next_ms(b.turn.now_ms, &b.room.changes),
	    b.turn.now_ms + ms);
	heard(1);
	later(ms - 1);
	CHECK_TEXT(heard(1), "");
	later(1);
	CHECK(strlen(heard(1)) > 0);
}

/* Time goes on to the millisecond before, and to it. */
static void
run_to(int64_t at_ms)
{
	while (b.turn.now_ms < at_ms) {
		int64_t next = changes_next_ms(b.turn.now_ms,
		    &b.room.changes);

		later((next < at_ms ? next : at_ms) - b.turn.now_ms);
	}
}

/* A calm one that was accepted and did not follow is told once more, then it
 * has failed. */
static void
check_calm_is_told_twice(void)
{
	int64_t at_ms;

	rig_again();
	at_ms = b.turn.now_ms;
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, false);
	run_to(at_ms + 59000);
	CHECK_TEXT(life_of(1), "accepted");
	CHECK_INT(on_record(1).tries, 1);
	heard(1);
	run_to(at_ms + 62000);
	CHECK_TEXT(heard(1), "perf-summary status settings=2000");
	CHECK_INT(on_record(1).tries, 2);
	CHECK_TEXT(state_of(1), "accepted");
	run_to(at_ms + 130000);
	CHECK_TEXT(state_of(1), "failed");
	CHECK_TEXT(on_record(1).result, "accepted, but it did not follow");
}

/* In a hurry it is not: it has ten seconds, and is stopped. */
static void
check_hurry_has_ten_seconds(void)
{
	int64_t at_ms;

	rig_again();
	at_ms = b.turn.now_ms;
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, true);
	heard(1);
	run_to(at_ms + 9999);
	CHECK_TEXT(life_of(1), "accepted");
	run_to(at_ms + 10000);
	CHECK_TEXT(event_of(1),
	    "failed: preset failed: accepted, but it did not follow");
	CHECK_INT(on_record(1).action, ACTION_STOP);
	CHECK_INT(on_record(1).reason, REASON_NOT_OBEYING);
}

/* It was refused in the state it was in, and did not get into another. */
static void
check_refused(void)
{
	int64_t at_ms;

	rig_again();
	at_ms = b.turn.now_ms;
	puppet(1)->told = 500;
	give(1, &(struct command){ ORDER(ACTION_STOP, REASON_MANUAL) },
	    false);
	run_to(at_ms + 9000);
	CHECK_TEXT(life_of(1), "refused");
	run_to(at_ms + 11000);
	CHECK_TEXT(on_record(1).result, "refused in the state it was in");
	rig_again();
	puppet(1)->told = 500;
	give(1, &(struct command){ ORDER(ACTION_STOP, REASON_MANUAL) },
	    false);
	puppet(1)->state = "stopped";
	later(2000);
	CHECK_TEXT(state_of(1), "confirmed");
}

/* It was accepted, did not follow, and was refused when it was told again. */
static void
check_refused_again(void)
{
	int64_t at_ms;

	rig_again();
	at_ms = b.turn.now_ms;
	give(1, &(struct command){ ORDER(ACTION_STOP, REASON_MANUAL) },
	    false);
	run_to(at_ms + 59000);
	puppet(1)->told = 500;
	run_to(at_ms + 63000);
	CHECK_TEXT(life_of(1), "refused");
	run_to(at_ms + 80000);
	CHECK_TEXT(on_record(1).result, "accepted, but it did not follow");
}

/* A start was refused while it was on its way down: once it stands it is told
 * once more. */
static void
check_start_again(void)
{
	rig_again();
	reads(1, MINER_STATE_STOPPING, NULL, 10);
	puppet(1)->told = 500;
	puppet(1)->state = "shutting-down";
	give(1, &(struct command){ ORDER(ACTION_START, REASON_MANUAL) },
	    false);
	later(2000);
	CHECK_TEXT(heard(1), "mining/start status");
	CHECK_TEXT(life_of(1), "refused");
	puppet(1)->state = "stopped";
	later(3000);
	CHECK_TEXT(heard(1), "status mining/start");
	CHECK_TEXT(life_of(1), "refused");
	CHECK_INT(on_record(1).tries, 2);
	later(2000);
	CHECK_TEXT(heard(1), "status");
	CHECK_TEXT(life_of(1), "refused");
	puppet(1)->state = "mining";
	later(3000);
	CHECK_TEXT(state_of(1), "confirmed");
}

/* It has lost its address: it is looked for until the time is over. */
static void
check_no_address(void)
{
	int64_t at_ms;

	rig_again();
	at_ms = b.turn.now_ms;
	give(1, &(struct command){ ORDER(ACTION_STOP, REASON_MANUAL) },
	    true);
	fleet_move(&b.fleet, miner_at(1), "");
	heard(1);
	run_to(at_ms + 9999);
	CHECK_TEXT(heard(1), "");
	CHECK_TEXT(life_of(1), "accepted");
	run_to(at_ms + 10000);
	CHECK_TEXT(on_record(1).result, "accepted, but it did not follow");
}

/* ---- Coming down -------------------------------------------------------- */

/* It shows what it was told, and its power has ten seconds more to follow; the
 * throttle's has a hundred. */
static void
check_coming_down(struct command c, int64_t more_ms)
{
	struct change *change;

	rig_again();
	if (c.action == ACTION_THROTTLE)
		c.percent = 50;
	puppet(1)->preset = "2000";
	puppet(1)->throttled = 50;
	puppet(1)->power_w = 2900;
	change = give(1, &c, true);
	later(1000);
	CHECK_TEXT(life_of(1), "coming-down");
	CHECK_INT(change->ends_ms, change->sent_ms + CHANGE_RED_MS +
	    more_ms);
	CHECK_INT(change->from_w, 2900);
	CHECK_INT(control_of(1)->throttle, c.action == ACTION_THROTTLE ? 50 :
	    NONE);
	puppet(1)->power_w = 2950;
	later(1500);
	CHECK_INT(change->from_w, 2900);
	puppet(1)->power_w = NONE;
	puppet(1)->state = NULL;
	later(1500);
	CHECK_INT(change->ends_ms, change->sent_ms + CHANGE_RED_MS +
	    more_ms);
	CHECK_TEXT(life_of(1), "coming-down");
	CHECK_INT(change->from_w, 2900);
	puppet(1)->state = "mining";
	puppet(1)->power_w = 1600;
	later(1500);
	CHECK_TEXT(state_of(1), "confirmed");
}

/* It shows the preset, and then nothing of its power: that is no proof. */
static void
check_power_untold(int status, bool garbled)
{
	rig_again();
	puppet(1)->preset = "2000";
	puppet(1)->power_w = 2000;
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, true);
	puppet(1)->after_ms = 100;
	later(1000);
	later(100);
	CHECK_TEXT(heard(1), "settings=2000 status perf-summary");
	puppet(1)->asked = status;
	puppet(1)->garbled = garbled;
	later(100);
	CHECK_TEXT(heard(1), "summary");
	later(100);
	CHECK_TEXT(life_of(1), "coming-down");
	CHECK_INT(control_of(1)->change->from_w, 3000);
}

/* Its power is never seen to fall: it is stopped. */
static void
check_never_down(void)
{
	int64_t at_ms;

	rig_again();
	at_ms = b.turn.now_ms;
	puppet(1)->preset = "2000";
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, true);
	run_to(at_ms + 19999);
	CHECK_TEXT(life_of(1), "coming-down");
	run_to(at_ms + 21000);
	CHECK_INT(on_record(1).action, ACTION_STOP);
}

/* A miner that restarts draws next to nothing: its load is gone as soon as it
 * is seen to, and it has a minute to show the preset. */
static void
check_restarts(void)
{
	struct change *c;

	rig_again();
	c = give(1, &(struct command){ PRESET("2000", REASON_MANUAL) },
	    true);
	puppet(1)->state = "restarting";
	later(1000);
	CHECK_TEXT(life_of(1), "starting");
	CHECK_INT(c->ends_ms, b.turn.now_ms + 60000);
	CHECK_INT(b.room.changes.drop_ms, 1000);
	heard(1);
	later(3000);
	CHECK_TEXT(heard(1), "perf-summary");
	CHECK_TEXT(life_of(1), "starting");
	puppet(1)->preset = "2000";
	later(3000);
	CHECK_TEXT(heard(1), "perf-summary");
	CHECK_TEXT(state_of(1), "confirmed");
	CHECK_INT(b.room.changes.drop_ms, 1000);
}

int
main(void)
{
	rig_open(1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
	check_again(false, "mining", 2000, 3000);
	check_again(true, "mining", 1000, 1500);
	check_again(true, "starting", 1000, 3000);
	check_calm_is_told_twice();
	check_hurry_has_ten_seconds();
	check_refused();
	check_refused_again();
	check_start_again();
	check_no_address();
	check_coming_down((struct command)TO("2000"), 10000);
	check_coming_down((struct command)TO_50, 100000);
	check_power_untold(500, false);
	check_power_untold(200, true);
	check_never_down();
	check_restarts();
	rig_close();
	return tap_done();
}
