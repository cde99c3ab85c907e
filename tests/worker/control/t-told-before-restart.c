/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * A worker that started cannot know of what was sent whether it went out: the
 * miner is asked first, and told only what it has not done.
 */
struct row {
	const char	*why;
	struct command	 c;
	bool		 accepted;	/* on record already */
	const char	*state, *preset;
	int64_t		 power_w;
	bool		 wants_restart;
	int		 asked;		/* status; 0: 200 */
	const char	*heard, *life;
	const char	*end;		/* of life "none"; NULL: it is done */
};

#define CALM		{ PRESET("2000", REASON_OVER_TARGET) }
#define HURRIED		{ PRESET("2000", REASON_EMERGENCY_OVER_AVAILABLE) }
#define STOP		{ ORDER(ACTION_STOP, REASON_OVER_TARGET) }
#define LOOK		"status perf-summary"

static const struct row rows[] = {
	{ "did it", CALM, .state = "mining", .preset = "2000", .heard = LOOK,
	    .life = "none" },
	{ "did not", CALM, .state = "mining", .preset = "3000",
	    .heard = LOOK " status settings=2000", .life = "accepted" },
	{ "does not say", CALM, .state = "mining",
	    .heard = LOOK " status settings=2000", .life = "accepted" },
	{ "no answer", CALM, .state = "mining", .preset = "2000",
	    .asked = 500, .heard = "status", .life = "doubt" },
	{ "no state", CALM, .state = NULL, .preset = "2000",
	    .heard = "status", .life = "doubt" },
	{ "starts", CALM, .state = "starting", .preset = "3000",
	    .heard = "status", .life = "doubt-starting" },
	{ "stored it", CALM, .state = "mining", .preset = "3000",
	    .wants_restart = true, .heard = "status mining/restart",
	    .life = "accepted" },
	/* a restart would start it, which is a raise */
	{ "stands with something stored", CALM, .state = "stopped",
	    .preset = "3000", .wants_restart = true, .heard = "status",
	    .life = "none", .end = "expired" },
	{ "did it, in a hurry", HURRIED, .state = "mining",
	    .preset = "2000", .power_w = 2000, .heard = LOOK " summary",
	    .life = "none" },
	{ "shows it, and draws on", HURRIED, .state = "mining",
	    .preset = "2000", .power_w = 3000, .heard = LOOK " summary",
	    .life = "coming-down" },
	{ "did not, in a hurry", HURRIED, .state = "mining",
	    .preset = "3000", .heard = LOOK " settings=2000",
	    .life = "accepted" },
	{ "stored it, in a hurry", HURRIED, .state = "mining",
	    .preset = "3000", .wants_restart = true,
	    .heard = "status mining/stop", .life = "stopped" },
	{ "accepted it, and was stopped", HURRIED, true,
	    .state = "stopped", .preset = "3000", .wants_restart = true,
	    .heard = "status", .life = "none" },
	{ "accepted it, and stands", HURRIED, true, .state = "stopped",
	    .preset = "3000", .heard = LOOK, .life = "accepted" },
	{ "accepted it, and wants another restart", HURRIED, true,
	    .state = "mining", .preset = "3000", .wants_restart = true,
	    .heard = LOOK, .life = "accepted" },
	{ "accepted it", CALM, true, .state = "mining", .preset = "2000",
	    .heard = "perf-summary", .life = "none" },
	{ "stands", STOP, .state = "stopped", .heard = "status",
	    .life = "none" },
	{ "mines", STOP, .state = "mining", .heard = "status mining/stop",
	    .life = "accepted" },
	{ "says nothing", STOP, .state = "mining", .asked = 404,
	    .heard = "status", .life = "doubt" },
	{ "says nothing we know", STOP, .state = "mining", .asked = 201,
	    .heard = "status", .life = "doubt" },
};

/* It was sent a second before the worker ended. */
static void
take_over(const struct row *r)
{
	struct command c = r->c;

	rig_again();
	c.row = miner_at(1)->row;
	c.at = c.sent_at = b.turn.wall_ms - 1000;
	c.state = r->accepted ? COMMAND_ACCEPTED : COMMAND_SENT;
	c.accepted_at = r->accepted ? c.at : NONE;
	c.ended_at = NONE;
	c.old_w = 3000;
	c.new_w = c.action == ACTION_STOP ? 20 : 2000;
	c.tries = 1;
	c.id = command_add(b.turn.db, &c);
	command_set(b.turn.db, &c);
	rig_restart();
	plant_is_sound();
	puppet(1)->state = r->state;
	puppet(1)->preset = r->preset;
	puppet(1)->power_w = r->power_w;
	puppet(1)->wants_restart = r->wants_restart;
	if (r->asked)
		puppet(1)->asked = r->asked;
}

/* How high its model may go is not said: what lowers passes all the same, for
 * the miner was asked what it runs. */
static void
no_limit(void)
{
	CHECK_TEXT(model_limit(b.turn.db, &b.arena, RIG_MODEL, NULL, 0),
	    NULL);
	gate_follow(b.turn.db, &b.room.limits);
}

static void
check_row(const struct row *r)
{
	take_over(r);
	no_limit();
	later(0);
	printf("# %s %s\n", action_words[r->c.action], r->why);
	CHECK_TEXT(heard(1), r->heard);
	CHECK_TEXT(life_of(1), r->life);
	if (!control_of(1)->change)
		CHECK_TEXT(state_of(1), r->end ? r->end : "confirmed");
	CHECK_INT(b.room.changes.n, control_of(1)->change != NULL);
}

/* It names what it runs, which is all that is known of it. */
static void
check_names_its_preset(void)
{
	take_over(&rows[1]);
	CHECK_INT(control_of(1)->now, -1);
	later(0);
	CHECK_INT(control_of(1)->now, control_preset(control_of(1),
	    "3000"));
	CHECK_INT(control_of(1)->state, STATE_MINING);
}

/* Nobody answers until its time is over: then it is told, for what lowers may
 * be told twice. */
static void
check_silent(void)
{
	int64_t at_ms;

	take_over(&rows[3]);
	at_ms = b.turn.now_ms;
	later(0);
	heard(1);
	while (b.turn.now_ms < at_ms + 57000)
		later(3000);
	CHECK_TEXT(life_of(1), "doubt");
	heard(1);
	later(3000);
	CHECK_TEXT(heard(1), "status status settings=2000");
	CHECK_TEXT(life_of(1), "accepted");
	CHECK_INT(on_record(1).tries, 2);
}

/* It starts: it draws next to nothing, and is asked for its preset until it
 * shows one. */
static void
check_starting(bool shows)
{
	const struct change *c;
	int64_t at_ms;

	take_over(&rows[5]);
	at_ms = b.turn.now_ms;
	later(0);
	heard(1);
	c = control_of(1)->change;
	CHECK_INT(c->ends_ms, at_ms + 60000);
	CHECK_INT(c->next_ms, at_ms + 3000);
	CHECK_INT(control_of(1)->state, STATE_STARTING);
	later(3000);
	CHECK_TEXT(heard(1), "perf-summary");
	CHECK_TEXT(life_of(1), "doubt-starting");
	if (shows)
		puppet(1)->preset = "2000";
	puppet(1)->state = "mining";
	later(3000);
	if (shows) {
		CHECK_TEXT(state_of(1), "confirmed");
		return;
	}
	while (b.turn.now_ms < at_ms + 57000)
		later(3000);
	CHECK_TEXT(life_of(1), "doubt-starting");
	heard(1);
	later(3000);
	CHECK_TEXT(heard(1), "perf-summary status settings=2000");
}

/* Told to stop, because it had only stored the lower preset. */
static void
check_stopped_instead(void)
{
	take_over(&rows[11]);
	later(0);
	CHECK_TEXT(life_of(1), "stopped");
	puppet(1)->state = "stopped";
	later(1000);
	CHECK_TEXT(state_of(1), "confirmed");
	CHECK_TEXT(on_record(1).result,
	    "stored, and stopped because it wanted a restart");
	CHECK_INT(control_of(1)->state, STATE_STOPPED);
	CHECK(control_of(1)->ours);
}

/* It shows what it was told by the worker before us, and draws on. */
static void
check_draws_on(void)
{
	take_over(&rows[9]);
	later(0);
	CHECK_TEXT(life_of(1), "coming-down");
	for (int i = 0; i < 14 && on_record(1).action == ACTION_PRESET; i++)
		later(1500);
	CHECK_TEXT(event_of(1),
	    "failed: preset failed: accepted, but it did not follow");
	CHECK_INT(on_record(1).action, ACTION_STOP);
}

/* A later version had a reason that we do not know. */
static void
check_odd_reason(void)
{
	static struct query q = QUERY("UPDATE command SET reason = 'whim'");

	take_over(&rows[0]);
	db_run(b.turn.db, &q);
	rig_restart();
	later(0);
	CHECK_TEXT(event_of(1),
	    "changed: preset changed from ? to 2000 (?)");
}

int
main(void)
{
	rig_open(1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
	CHECK_TEXT(model_limit(b.turn.db, &b.arena, RIG_MODEL, "3500", 0),
	    NULL);
	check_names_its_preset();
	check_silent();
	check_starting(true);
	check_starting(false);
	check_stopped_instead();
	check_draws_on();
	check_odd_reason();
	rig_close();
	return tap_done();
}
