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

	CHECK(give(1, &(struct command){ PRESET("2000", REASON_MANUAL) },
	    false) != NULL);
	CHECK_TEXT(heard(1), "status settings=2000");
	CHECK(puppet(1)->last);
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
	CHECK_INT(c.sent_at, RIG_WALL_MS);
	CHECK_INT(c.accepted_at, RIG_WALL_MS);
	CHECK_INT(c.ended_at, RIG_WALL_MS + 2000);
	CHECK_TEXT(event_of(1),
	    "changed: preset changed from 3000 to 2000 (manual)");
	CHECK_TEXT(heard(2), "");
}

/* ---- Each answer -------------------------------------------------------- */

struct row {
	const char	*why;
	struct command	 c;
	bool		 hurry;
	int		 told;		/* the status of the answer */
	bool		 stores, wants_restart;
	int		 looked;	/* to the look before; 0: 200 */
	const char	*stored;	/* accepted before, not run yet */
	const char	*heard, *life, *state, *result;
};

#define TO(name)	{ PRESET(name, REASON_MANUAL) }
#define DO(what)	{ ORDER(what, REASON_MANUAL) }
#define TO_50		{ ORDER(ACTION_THROTTLE, REASON_MANUAL) }
#define LOOKED		"status settings=2000"
#define RESTARTS	" mining/restart"	/* at once: nobody waits */
#define RED		true
#define CALM		false

static const struct row rows[] = {
	{ "accepted", TO("2000"), CALM, 200, .heard = LOOKED,
	    .life = "accepted", .state = "accepted" },
	{ "just accepted", TO("2000"), CALM, 299, .heard = LOOKED,
	    .life = "accepted", .state = "accepted" },
	{ "no answer of ours", TO("2000"), CALM, 300, .heard = LOOKED,
	    .life = "again", .state = "sent" },
	{ "no answer of ours", TO("2000"), CALM, 199, .heard = LOOKED,
	    .life = "again", .state = "sent" },
	{ "a preset is never there already", TO("2000"), CALM, 500,
	    .heard = LOOKED, .life = "again", .state = "sent" },
	{ "no answer", TO("2000"), CALM, 0, .heard = LOOKED,
	    .life = "again", .state = "sent" },
	{ "key is refused", TO("2000"), CALM, 401, .heard = LOOKED,
	    .life = "none", .state = "failed",
	    .result = "it refused our key" },
	{ "in a hurry nobody looks", TO("2000"), RED, 200,
	    .heard = "settings=2000", .life = "accepted",
	    .state = "accepted" },
	{ "stored only", TO("2000"), CALM, 200, .stores = true,
	    .heard = LOOKED RESTARTS, .life = "accepted",
	    .state = "accepted" },
	{ "stored only, in a hurry", TO("2000"), RED, 200, .stores = true,
	    .heard = "settings=2000 mining/stop", .life = "stopped",
	    .state = "accepted" },
	{ "stored only, in a hurry to more", TO("3500"), RED, 200,
	    .stores = true, .heard = "settings=3500" RESTARTS,
	    .life = "accepted", .state = "accepted" },
	{ "it wanted a restart before", TO("2000"), CALM, 200,
	    .stores = true, .wants_restart = true, .heard = LOOKED,
	    .life = "accepted", .state = "accepted" },
	{ "it did, for a preset of ours", TO("2000"), CALM, 200,
	    .stores = true, .wants_restart = true, .stored = "3500",
	    .heard = LOOKED RESTARTS, .life = "accepted",
	    .state = "accepted" },
	{ "likewise, the first of its list", TO("2000"), CALM, 200,
	    .stores = true, .wants_restart = true, .stored = "2000",
	    .heard = LOOKED RESTARTS, .life = "accepted",
	    .state = "accepted" },
	{ "what an error says counts for nothing", TO("2000"), CALM, 200,
	    .stores = true, .wants_restart = true, .looked = 500,
	    .heard = LOOKED RESTARTS, .life = "accepted",
	    .state = "accepted" },
	{ "stops", DO(ACTION_STOP), CALM, 200, .heard = "mining/stop",
	    .life = "accepted", .state = "accepted" },
	{ "stands already, maybe", DO(ACTION_STOP), CALM, 500,
	    .heard = "mining/stop", .life = "refused", .state = "sent" },
	{ "that is no 500", DO(ACTION_STOP), CALM, 501,
	    .heard = "mining/stop", .life = "again", .state = "sent" },
	{ "pauses", DO(ACTION_PAUSE), RED, 200, .heard = "mining/pause",
	    .life = "accepted", .state = "accepted" },
	{ "restarts", DO(ACTION_RESTART), CALM, 200,
	    .heard = "mining/restart", .life = "accepted",
	    .state = "accepted" },
	{ "resumes", DO(ACTION_RESUME), CALM, 200, .heard = "mining/resume",
	    .life = "accepted", .state = "accepted" },
	{ "starts", DO(ACTION_START), CALM, 200, .heard = "mining/start",
	    .life = "accepted", .state = "accepted" },
	{ "boots without a word", DO(ACTION_REBOOT), CALM, 0,
	    .heard = "system/reboot", .life = "none", .state = "confirmed" },
	{ "cannot boot", DO(ACTION_REBOOT), CALM, 404,
	    .heard = "system/reboot", .life = "again", .state = "sent" },
	{ "boots", DO(ACTION_REBOOT), CALM, 200, .heard = "system/reboot",
	    .life = "none", .state = "confirmed" },
	{ "blinks", DO(ACTION_FIND), CALM, 200, .heard = "find-miner",
	    .life = "none", .state = "confirmed" },
	{ "blinks already", DO(ACTION_FIND), CALM, 500,
	    .heard = "find-miner", .life = "none", .state = "confirmed" },
	{ "does not blink", DO(ACTION_FIND), CALM, 0, .heard = "find-miner",
	    .life = "again", .state = "sent" },
	{ "throttles", TO_50, CALM, 200, .heard = "mining/throttle=50",
	    .life = "accepted", .state = "accepted" },
	{ "throttles not", TO_50, CALM, 500, .heard = "mining/throttle=50",
	    .life = "again", .state = "sent" },
};

static void
check_row(const struct row *r)
{
	struct puppet *p = puppet(1);
	struct command c = r->c;

	rig_again();
	if (c.action == ACTION_THROTTLE)
		c.percent = 50;
	control_of(1)->stored = control_preset(control_of(1), r->stored);
	p->told = r->told;
	p->stores = r->stores;
	p->wants_restart = r->wants_restart;
	if (r->looked)
		p->asked = r->looked;
	give(1, &c, r->hurry);
	printf("# %s\n", r->why);
	CHECK_TEXT(heard(1), r->heard);
	CHECK_TEXT(life_of(1), r->life);
	CHECK_TEXT(state_of(1), r->state);
	CHECK_TEXT(on_record(1).result, r->result);
	CHECK_INT(miner_at(1)->key_bad, r->told == 401);
	if (on_record(1).state == COMMAND_ACCEPTED)
		CHECK_INT(on_record(1).accepted_at, b.turn.wall_ms);
}

/* ---- Tried again -------------------------------------------------------- */

/* Twice, five seconds apart; in a hurry three times, half a second apart. */
static void
check_tries(bool hurry, int max, int64_t apart_ms)
{
	struct command c = { ORDER(ACTION_STOP, REASON_MANUAL) };
	int64_t began_at;

	rig_again();
	began_at = b.turn.wall_ms;
	puppet(1)->told = 0;
	give(1, &c, hurry);
	for (int i = 1; i < max; i++) {
		CHECK_TEXT(heard(1), "mining/stop");
		CHECK_TEXT(life_of(1), "again");
		CHECK_INT(changes_next_ms(b.turn.now_ms, &b.room.changes),
		    b.turn.now_ms + apart_ms);
		later(apart_ms - 1);
		CHECK_TEXT(heard(1), "");
		later(1);
	}
	CHECK_TEXT(heard(1), "mining/stop");
	CHECK_TEXT(on_record(1).result, "no answer");
	CHECK_TEXT(event_of(1), hurry ?
	    "uncontrollable: stop failed: no answer" :
	    "failed: stop failed: no answer");
	CHECK_INT(on_record(1).tries, max);
	CHECK_INT(on_record(1).sent_at, began_at);
	CHECK_TEXT(state_of(1), "failed");
}

/* The status is what people are told. */
static void
check_status_is_told(void)
{
	rig_again();
	puppet(1)->told = 404;
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, false);
	later(5000);
	CHECK_TEXT(heard(1), "status settings=2000 status settings=2000");
	CHECK_TEXT(on_record(1).result, "HTTP 404");
}

/* How long a miner may take. */
static void
check_patience(bool hurry, long connect_ms, long timeout_ms)
{
	rig_again();
	give(1, &(struct command){ ORDER(ACTION_STOP, REASON_MANUAL) },
	    hurry);
	CHECK_INT(puppet(1)->connect_ms, connect_ms);
	CHECK_INT(puppet(1)->timeout_ms, timeout_ms);
	CHECK(!puppet(1)->last);
}

/* When it was changed, and that it was raised, is what the balancer goes by;
 * a second try counts for nothing. */
static void
check_when(void)
{
	struct control *k;
	int64_t at_ms;

	rig_again();
	k = control_of(1);
	at_ms = b.turn.now_ms;
	puppet(1)->told = 0;
	give(1, &(struct command){ PRESET("3500", REASON_MANUAL) }, false);
	CHECK_INT(k->changed_ms, at_ms);
	CHECK_INT(k->change->sent_ms, at_ms);
	later(5000);
	CHECK_INT(k->changed_ms, at_ms);
	CHECK_INT(k->raised_ms[0], at_ms);
	CHECK_INT(k->raised_ms[1], 0);
	give(2, &(struct command){ PRESET("2000", REASON_MANUAL) }, false);
	CHECK_INT(control_of(2)->raised_ms[0], 0);
	CHECK_INT(control_of(2)->stored,
	    control_preset(control_of(2), "2000"));
}

/* ---- Time that is given ------------------------------------------------- */

/* So long after the answer it is looked at, and so long it may take. */
static const struct { struct command c; bool hurry; int told;
    int64_t wait_ms, ends_ms; } waits[] = {
	{ DO(ACTION_STOP), CALM, 200, 2000, CHANGE_CALM_MS },
	{ DO(ACTION_STOP), RED, 200, 1000, CHANGE_RED_MS },
	{ DO(ACTION_STOP), CALM, 500, 2000, CHANGE_RED_MS },
	{ DO(ACTION_STOP), RED, 500, 1000, CHANGE_RED_MS },
	{ DO(ACTION_START), CALM, 500, 2000, CHANGE_CALM_MS },
	{ TO("2000"), CALM, 200, 2000, CHANGE_CALM_MS },
	{ TO("2000"), RED, 200, 1000, CHANGE_RED_MS },
};

static void
check_waits(void)
{
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		const struct change *c;

		rig_again();
		if (waits[i].c.action == ACTION_START)
			control_of(1)->state = STATE_STOPPED;
		puppet(1)->told = waits[i].told;
		c = give(1, &waits[i].c, waits[i].hurry);
		CHECK_INT(c->next_ms - b.turn.now_ms, waits[i].wait_ms);
		CHECK_INT(c->ends_ms - b.turn.now_ms, waits[i].ends_ms);
	}
}

/* ---- A stop instead ----------------------------------------------------- */

/* The preset was stored when the miner said so, not when it stood; and a stop
 * that follows leaves it stored. */
static void
check_stop_instead(void)
{
	struct control *k;
	int64_t at_ms;
	const struct change *c;

	rig_again();
	k = control_of(1);
	at_ms = b.turn.now_ms;
	puppet(1)->stores = true;
	puppet(1)->after_ms = 300;
	c = give(1, &(struct command){ PRESET("2000", REASON_MANUAL) },
	    true);
	CHECK_TEXT(life_of(1), "told");
	later(300);
	CHECK_TEXT(life_of(1), "stopping");
	CHECK_INT(c->to_w, PLAN_STANDBY_W);
	later(300);
	CHECK_TEXT(life_of(1), "stopped");
	CHECK_TEXT(heard(1), "settings=2000 mining/stop");
	CHECK(puppet(1)->last);
	CHECK_INT(k->stored, control_preset(k, "2000"));
	CHECK_INT(k->stored_ms, at_ms + 300);
	puppet(1)->state = "stopped";
	later(1000);
	later(300);
	CHECK_TEXT(on_record(1).result,
	    "stored, and stopped because it wanted a restart");
	CHECK_TEXT(event_of(1), "changed: preset changed from 3000 to 2000,"
	    " stopped (manual)");
}

/* The stop is lost, and is told again until it is heard; a miner that is on
 * its way down says 500. */
static void
check_stop_instead_again(void)
{
	rig_again();
	puppet(1)->after_ms = 1;
	puppet(1)->stores = true;
	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, true);
	puppet(1)->told = 0;
	later(1);
	later(1);
	CHECK_TEXT(life_of(1), "stop-again");
	CHECK_TEXT(heard(1), "settings=2000 mining/stop");
	puppet(1)->told = 500;
	later(500);
	CHECK_TEXT(life_of(1), "stopping");
	later(1);
	CHECK_TEXT(life_of(1), "stopped");
	CHECK_TEXT(heard(1), "mining/stop");
	CHECK_INT(on_record(1).tries, 2);
}

/* What waits in the miner for its next start is not lost by a stop. */
static void
check_stop_keeps_stored(void)
{
	struct control *k;

	rig_again();
	k = control_of(1);
	k->stored = control_preset(k, "2500");
	give(1, &(struct command){ ORDER(ACTION_STOP, REASON_MANUAL) },
	    false);
	CHECK_TEXT(life_of(1), "accepted");
	CHECK_INT(k->stored, control_preset(k, "2500"));
}

int
main(void)
{
	rig_open(2);
	check_preset();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
	check_tries(false, 2, 5000);
	check_tries(true, 3, 500);
	check_status_is_told();
	check_patience(false, 3000, 8000);
	check_patience(true, 2000, 4000);
	check_when();
	check_waits();
	check_stop_instead();
	check_stop_instead_again();
	check_stop_keeps_stored();
	rig_close();
	return tap_done();
}
