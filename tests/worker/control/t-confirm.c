/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"
#include "tests/lib/log_help.h"

/* The end of a change, good or bad: what is remembered of the miner, what
 * people are told, and what follows. */
#define RED	true
#define CALM	false

static int
index_of(const char *preset)
{
	return control_preset(control_of(1), preset);
}

/* It answers this long after it was asked, and does what it is told. */
static void
obeys(const struct command *c, int64_t after_ms)
{
	struct puppet *p = puppet(1);
	enum effect e = actions[c->action].effect;

	p->after_ms = after_ms;
	if (c->preset)
		p->preset = c->preset;
	p->throttled = c->percent;
	p->power_w = 10;
	p->state = e == EFFECT_STOP ? "stopped" : "mining";
}

/* ---- Done --------------------------------------------------------------- */

struct row {
	const char	*why;
	struct command	 c;
	bool		 hurry, stands;
	int64_t		 percent;
	/* afterwards; 0 or NULL: as before */
	enum control_state state;
	bool		 ours;
	const char	*now, *stored;
	int64_t		 throttle;
	bool		 back_stays, no_effect;
	const char	*event;
};

#define MAN(what)	{ ORDER(what, REASON_MANUAL) }
#define OUR(what, why)	{ ORDER(what, why) }

static const struct row rows[] = {
	{ "a person's preset", .c = { PRESET("2000", REASON_MANUAL) },
	    .now = "2000",
	    .event = "changed: preset changed from 3000 to 2000 (manual)" },
	{ "a preset in a hurry", .c = { PRESET("2500",
	    REASON_EMERGENCY_OVER_AVAILABLE) }, .hurry = RED, .now = "2500",
	    .event = "changed: preset changed from 3000 to 2500"
		" (emergency_over_available)" },
	{ "a person's stop", .c = MAN(ACTION_STOP), .state = STATE_STOPPED,
	    .event = "changed: stop done (manual)" },
	{ "a person's pause", .c = MAN(ACTION_PAUSE),
	    .state = STATE_STOPPED, .event = "changed: pause done (manual)" },
	{ "our stop", .c = OUR(ACTION_STOP, REASON_OVER_TARGET),
	    .state = STATE_STOPPED, .ours = true },
	{ "a stop of the emergency", .c = OUR(ACTION_STOP,
	    REASON_EMERGENCY), .hurry = RED, .state = STATE_STOPPED,
	    .ours = true, .back_stays = true },
	{ "a start of its release", .c = OUR(ACTION_START, REASON_RELEASE),
	    .stands = true, .state = STATE_STARTING, .back_stays = true },
	{ "a start", .c = MAN(ACTION_START), .stands = true,
	    .state = STATE_STARTING },
	{ "it goes on", .c = MAN(ACTION_RESUME), .stands = true,
	    .state = STATE_STARTING },
	{ "a restart", .c = MAN(ACTION_RESTART) },
	{ "a reboot", .c = MAN(ACTION_REBOOT),
	    .event = "changed: reboot done (manual)" },
	{ "it blinks", .c = MAN(ACTION_FIND), .back_stays = true,
	    .no_effect = true, .event = "changed: find done (manual)" },
	{ "a throttle", .c = MAN(ACTION_THROTTLE), .percent = 99,
	    .throttle = 99 },
	{ "its end", .c = MAN(ACTION_THROTTLE), .percent = 100,
	    .throttle = NONE },
};

static void
arrange(const struct row *r)
{
	struct control *k = control_of(1);

	if (r->stands)
		reads(1, MINER_STATE_STOPPED, "3000", 10);
	k->back = BACK_START;
	k->disobeyed = 3;
	k->stable = 5;
	k->power_w = k->stable_w = 2990;
	k->stored = index_of("3500");
	k->disabled = true;
	k->throttle = 70;
}

static void
check_memory(const struct row *r, int64_t sent_ms)
{
	const struct control *k = control_of(1);

	CHECK_INT(k->disobeyed, 0);
	CHECK_INT(k->stable, 0);
	CHECK_INT(k->back, r->back_stays ? BACK_START : BACK_NONE);
	CHECK_INT(k->state, r->state ? r->state : STATE_MINING);
	CHECK_INT(k->ours, r->ours);
	CHECK_INT(k->power_w, r->no_effect ? 2990 : NONE);
	CHECK_INT(k->stable_w, r->no_effect ? 2990 : NONE);
	CHECK_INT(k->changed_ms, r->no_effect ? sent_ms : b.turn.now_ms);
	CHECK_INT(k->now, index_of(r->now ? r->now : "3000"));
	CHECK_INT(k->wanted, r->now ? index_of(r->now) : -1);
	CHECK_INT(k->stored, r->now ? -1 : index_of("3500"));
	CHECK_INT(k->disabled, !r->now);
	CHECK_INT(k->throttle, r->throttle ? r->throttle : 70);
	CHECK_INT(k->throttle_ms, r->throttle ? b.turn.now_ms : 0);
}

static void
check_row(const struct row *r)
{
	struct command c = r->c;
	int64_t sent_ms;

	rig_again();
	arrange(r);
	if (r->percent)
		c.percent = r->percent;
	obeys(&c, 100);
	printf("# %s\n", r->why);
	sent_ms = b.turn.now_ms;
	give(1, &c, r->hurry);
	for (int i = 0; i < 200 && control_of(1)->change; i++)
		later(100);
	CHECK_TEXT(state_of(1), "confirmed");
	CHECK_INT(on_record(1).ended_at, b.turn.wall_ms);
	check_memory(r, sent_ms);
	if (r->event)
		CHECK_TEXT(event_of(1), r->event);
}

/* What it ran before was not known. */
static void
check_from_unknown(void)
{
	struct command c = { PRESET("2000", REASON_MANUAL) };

	rig_again();
	control_of(1)->now = -1;
	obeys(&c, 0);
	give(1, &c, false);
	later(2000);
	CHECK_TEXT(event_of(1),
	    "changed: preset changed from ? to 2000 (manual)");
}

/* ---- How quick loads fall ----------------------------------------------- */

/* The first is taken as it is; later ones count for an eighth. */
static void
check_mean(void)
{
	struct changes all = { .drop_ms = 0 };

	change_note_drop(&all, 800);
	CHECK_INT(all.drop_ms, 800);
	change_note_drop(&all, 1600);
	CHECK_INT(all.drop_ms, 900);
	change_note_drop(&all, 100);
	CHECK_INT(all.drop_ms, 800);
}

/* Only a preset in a hurry tells how long a load goes on: a stop is quick, and
 * nobody waits for a calm one. */
static int64_t
drop_after(struct command c, bool hurry, bool stores)
{
	rig_again();
	if (c.action == ACTION_THROTTLE)
		c.percent = 50;
	obeys(&c, 0);
	puppet(1)->stores = stores;
	if (stores)
		puppet(1)->state = "stopped";
	give(1, &c, hurry);
	later(hurry ? 1000 : 2000);
	CHECK_TEXT(state_of(1), "confirmed");
	return b.room.changes.drop_ms;
}

static void
check_drops(void)
{
	struct command preset = { PRESET("2000", REASON_OVER_TARGET) };

	CHECK_INT(drop_after(preset, RED, false), 1000);
	CHECK_INT(drop_after(preset, CALM, false), 0);
	CHECK_INT(drop_after(preset, RED, true), 0);
	CHECK_INT(drop_after((struct command)MAN(ACTION_STOP), RED, false),
	    0);
	CHECK_INT(drop_after((struct command)MAN(ACTION_THROTTLE), RED,
	    false), 0);
}

/* ---- Not done ----------------------------------------------------------- */

/* Who does not obey is left alone for a minute, for two the next time, and for
 * an hour and four minutes at most. */
static void
check_back_off(void)
{
	static const struct { int times; int64_t s; } cases[] = {
		{ 0, 60 }, { 1, 120 }, { 5, 1920 }, { 6, 3840 },
		{ 7, 3840 }, { 60, 3840 }
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct control *k;
		int64_t failed = counter_get(b.turn.db, "commands_failed");

		rig_again();
		k = control_of(1);
		k->disobeyed = cases[i].times;
		puppet(1)->told = 401;
		give(1, &(struct command)MAN(ACTION_STOP), CALM);
		CHECK_INT(k->backs_off_ms - b.turn.now_ms,
		    cases[i].s * 1000);
		CHECK_INT(k->disobeyed, cases[i].times + 1);
		CHECK_INT(counter_get(b.turn.db, "commands_failed"),
		    failed == NONE ? 1 : failed + 1);
		CHECK_TEXT(event_of(1),
		    "failed: stop failed: it refused our key");
		CHECK(!b.room.balance_now);
	}
}

/* What follows a failure in a hurry: load that should be gone is not. */
static const struct {
	const char	*why;
	struct command	 c;
	bool		 hurry;
	enum action	 then;		/* the miner is told this instead */
	bool		 now;		/* the balancer looks at once */
	const char	*event;
} failures[] = {
	{ "a preset", { PRESET("2000", REASON_EMERGENCY_OVER_AVAILABLE) },
	    RED, ACTION_STOP, true,
	    "failed: preset failed: it refused our key" },
	{ "a calm one", { PRESET("2000", REASON_OVER_TARGET) }, CALM,
	    ACTION_NONE, false, "failed: preset failed: it refused our key" },
	{ "a raise", { PRESET("3500", REASON_HEADROOM) }, RED, ACTION_NONE,
	    false, "failed: preset failed: it refused our key" },
	{ "a pause", { ORDER(ACTION_PAUSE, REASON_MANUAL) }, RED, ACTION_STOP,
	    true, "failed: pause failed: it refused our key" },
	{ "a stop", { ORDER(ACTION_STOP, REASON_EMERGENCY_OVER_AVAILABLE) },
	    RED, ACTION_NONE, true,
	    "uncontrollable: stop failed: it refused our key" },
};

static void
check_failures(void)
{
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		struct command c;

		rig_again();
		puppet(1)->told = 401;
		puppet(1)->after_ms = 100;
		printf("# %s\n", failures[i].why);
		give(1, &failures[i].c, failures[i].hurry);
		later(100);
		if (!failures[i].hurry)
			later(100);	/* it was looked at first */
		CHECK_TEXT(event_of(1), failures[i].event);
		CHECK_INT(b.room.balance_now, failures[i].now);
		c = on_record(1);
		CHECK_INT(c.action, failures[i].then ? failures[i].then :
		    failures[i].c.action);
		CHECK_INT(c.reason, failures[i].then ? REASON_NOT_OBEYING :
		    failures[i].c.reason);
		if (!failures[i].then)
			continue;
		CHECK_TEXT(c.who, "balancer");
		CHECK(control_of(1)->change && control_of(1)->change->hurry);
		CHECK_INT(c.new_w, PLAN_STANDBY_W);
		CHECK_INT(c.dry, 0);
	}
}

/* It was not told yet: nothing is wrong with the miner, and it is left as it
 * is; but the power is to come from somewhere. */
static void
check_never_told(void)
{
	struct command c = { PRESET("2000",
	    REASON_EMERGENCY_OVER_AVAILABLE) };

	rig_again();
	queue(1, &c, RED);
	control_of(1)->held = true;
	turn();
	CHECK_TEXT(heard(1), "");
	CHECK_TEXT(on_record(1).result, "held by a person");
	CHECK_INT(on_record(1).action, ACTION_PRESET);
	CHECK(b.room.balance_now);
}

/* ---- The log ------------------------------------------------------------ */

/* A preset in a hurry is refused, and the miner is held meanwhile or not. */
static void
fails_in_a_hurry(bool held)
{
	rig_again();
	puppet(1)->after_ms = 100;
	puppet(1)->told = 401;
	give(1, &(struct command){ PRESET("2000",
	    REASON_EMERGENCY_OVER_AVAILABLE) }, RED);
	control_of(1)->held = held;
	later(100);
}

/* Whoever cannot be stopped either is named in the log with the reason. */
static void
check_log(void)
{
	log_begin();
	fails_in_a_hurry(false);
	CHECK_TEXT(log_said("cannot stop"), NULL);
	fails_in_a_hurry(true);
	CHECK_TEXT(log_said("cannot stop"), "cannot stop"
	    " mac=02:00:00:00:00:01 why=\"held by a person\"");
	log_end();
	CHECK(control_of(1)->change == NULL);
	CHECK(b.room.balance_now);
}

int
main(void)
{
	rig_open(1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
	check_from_unknown();
	check_mean();
	check_drops();
	check_back_off();
	check_failures();
	check_never_told();
	check_log();
	rig_close();
	return tap_done();
}
