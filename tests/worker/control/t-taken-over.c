/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/* What a worker that starts takes over from the commands on record: what it
 * remembers of each miner, and what goes on. */
#define RED	true

/* So long ago, in ms; NONE: never. */
struct row {
	const char	*why;
	struct command	 c;
	enum command_state state;
	int64_t		 sent_ms, accepted_ms;
	int64_t		 old_w, new_w;
	int64_t		 percent;
	const char	*result;
	const char	*life;		/* after it was taken over */
	bool		 hurry, ours;
	int64_t		 throttle;	/* 0: none */
	const char	*wanted, *stored;
};

#define MAN(what)	{ ORDER(what, REASON_MANUAL) }
#define OUR(what)	{ ORDER(what, REASON_OVER_TARGET) }
#define TO(name, why)	{ PRESET(name, why) }

static int64_t
ago(int64_t ms)
{
	return ms == NONE ? NONE : b.turn.wall_ms - ms;
}

/* It stands on record for this miner. */
static int64_t
put(int number, const struct row *r)
{
	struct command c = r->c;

	c.row = miner_at(number)->row;
	c.at = ago(r->sent_ms == NONE ? 2000 : r->sent_ms);
	c.state = r->state;
	c.result = r->result;
	c.old_w = r->old_w ? r->old_w : NONE;
	c.new_w = r->new_w ? r->new_w : NONE;
	if (r->percent)
		c.percent = r->percent;
	c.delta_ths = 0;
	c.tries = 1;
	c.sent_at = ago(r->sent_ms);
	c.accepted_at = ago(r->accepted_ms);
	c.ended_at = r->state >= COMMAND_CONFIRMED ? ago(0) : NONE;
	c.id = command_add(b.turn.db, &c);
	command_set(b.turn.db, &c);
	return c.id;
}

/* ---- What had not ended ------------------------------------------------- */

static const struct row open_rows[] = {
	{ "down, maybe not told", TO("2000", REASON_OVER_TARGET),
	    COMMAND_QUEUED, NONE, NONE, 3000, 2000, .life = "doubt" },
	{ "down, maybe told", TO("2000", REASON_OVER_TARGET), COMMAND_SENT,
	    1000, NONE, 3000, 2000, .life = "doubt" },
	{ "down, accepted", TO("2000", REASON_OVER_TARGET),
	    COMMAND_ACCEPTED, 1000, 900, 3000, 2000, .life = "accepted",
	    .stored = "2000" },
	{ "to as much", TO("2000", REASON_MANUAL), COMMAND_SENT, 1000, NONE,
	    2000, 2000, .life = "doubt" },
	{ "a watt up", TO("2000", REASON_MANUAL), COMMAND_SENT, 1000, NONE,
	    2000, 2001, .life = NULL },
	{ "nobody knows from where", TO("2000", REASON_MANUAL),
	    COMMAND_SENT, 1000, NONE, 0, 2001, .life = "doubt" },
	{ "nobody knows whereto", TO("2000", REASON_MANUAL), COMMAND_SENT,
	    1000, NONE, 2000, 0, .life = "doubt" },
	{ "a stop", MAN(ACTION_STOP), COMMAND_SENT, 1000, NONE, 3000, 20,
	    .life = "doubt" },
	{ "a throttle", MAN(ACTION_THROTTLE), COMMAND_SENT, 1000, NONE,
	    3000, 1500, .percent = 50, .life = "doubt" },
	{ "a start", MAN(ACTION_START), COMMAND_SENT, 1000, NONE, 3000,
	    3000, .life = NULL },
	{ "it blinks", MAN(ACTION_FIND), COMMAND_QUEUED, NONE, NONE, 3000,
	    3000, .life = NULL },
	{ "in a hurry", TO("2000", REASON_EMERGENCY_OVER_AVAILABLE),
	    COMMAND_QUEUED, NONE, NONE, 3000, 2000, .life = "doubt",
	    .hurry = RED },
};

static void
check_open(const struct row *r)
{
	const struct change *c;

	rig_again();
	put(1, r);
	rig_restart();
	printf("# %s\n", r->why);
	c = control_of(1)->change;
	CHECK_TEXT(life_of(1), r->life ? r->life : "none");
	if (!r->life) {
		CHECK_TEXT(state_of(1), "expired");
		CHECK_TEXT(on_record(1).result,
		    "the worker was started again");
		CHECK_INT(on_record(1).ended_at, b.turn.wall_ms);
		return;
	}
	CHECK_INT(c->hurry, r->hurry);
	CHECK(!c->raises && !c->emergency);
	CHECK_INT(c->from_w, r->old_w);
	CHECK_INT(c->to_w, r->new_w ? r->new_w : r->old_w);
	CHECK_INT(c->next_ms, b.turn.now_ms);
	CHECK_INT(c->ends_ms - b.turn.now_ms, r->hurry ? CHANGE_RED_MS :
	    CHANGE_CALM_MS);
	CHECK_INT(control_of(1)->stored, control_preset(control_of(1),
	    r->stored));
	CHECK_INT(c->durable_id, on_record(1).id);
	CHECK_INT(c->told_tries, 1);
	later(0);
	CHECK(strlen(heard(1)) > 0);
}

/* It is an emergency stop's. */
static void
check_emergency(void)
{
	struct row r = { "", MAN(ACTION_STOP), COMMAND_SENT, 1000, NONE,
	    .old_w = 3000, .new_w = 20 };

	rig_again();
	r.c.emergency = 7;
	put(1, &r);
	rig_restart();
	CHECK(control_of(1)->change->hurry);
	CHECK(control_of(1)->change->emergency);
}

/* One miner, one change; and who is out of service has none. */
static void
check_strangers(void)
{
	static struct query q = QUERY("UPDATE miner SET retired_at = 1"
	    " WHERE id = :row");
	static struct query back = QUERY("UPDATE miner SET retired_at ="
	    " NULL");
	struct row stop = { "", MAN(ACTION_STOP), COMMAND_SENT, 1000, NONE,
	    .old_w = 3000, .new_w = 20 };
	struct row raise = { "", TO("3500", REASON_MANUAL),
	    COMMAND_CONFIRMED, 1000, 900, .old_w = 3000, .new_w = 3500 };
	int64_t first;

	rig_again();
	first = put(1, &stop);
	put(1, &stop);
	put(2, &stop);
	put(2, &raise);
	db_int(b.turn.db, &q, ":row", miner_at(2)->row);
	db_run(b.turn.db, &q);
	b.miners = 1;
	rig_restart();
	CHECK_INT(control_of(1)->change->cmd.id, first);
	CHECK_INT(b.room.changes.n, 1);
	db_run(b.turn.db, &back);
	b.miners = 2;
}

/* What was told to a miner that is out of service now is nobody else's. */
static void
check_retired(void)
{
	static struct query q = QUERY("UPDATE miner SET retired_at = 1"
	    " WHERE id = :row");
	static struct query back = QUERY("UPDATE miner SET retired_at ="
	    " NULL");
	struct row raise = { "", TO("3500", REASON_MANUAL),
	    COMMAND_CONFIRMED, 1000, 900, .old_w = 3000, .new_w = 3500 };

	rig_again();
	put(1, &raise);
	db_int(b.turn.db, &q, ":row", miner_at(1)->row);
	db_run(b.turn.db, &q);
	b.miners = 1;
	rig_restart();
	CHECK_INT(control_of(1)->raised_ms[0], 0);
	CHECK_INT(control_of(1)->changed_ms, 0);
	db_run(b.turn.db, &back);
	b.miners = 2;
}

/* ---- What had ended ----------------------------------------------------- */

static const struct row ended[] = {
	{ "we stopped it", OUR(ACTION_STOP), COMMAND_CONFIRMED, 5000, 4900,
	    3000, 20, .ours = true },
	{ "we paused it", OUR(ACTION_PAUSE), COMMAND_CONFIRMED, 5000, 4900,
	    3000, 20, .ours = true },
	{ "a person did", MAN(ACTION_STOP), COMMAND_CONFIRMED, 5000, 4900,
	    .old_w = 3000, .new_w = 20 },
	{ "it did not obey us", OUR(ACTION_STOP), COMMAND_FAILED, 5000,
	    4900, .old_w = 3000, .new_w = 20 },
	{ "it stored ours, and was stopped", TO("2000", REASON_OVER_TARGET),
	    COMMAND_CONFIRMED, 5000, 4900, 3000, 2000,
	    .result = "stored, and stopped", .ours = true,
	    .wanted = "2000" },
	{ "a person's", TO("2000", REASON_MANUAL), COMMAND_CONFIRMED, 5000,
	    4900, 3000, 2000, .result = "stored, and stopped",
	    .wanted = "2000" },
	{ "it runs ours", TO("2000", REASON_OVER_TARGET),
	    COMMAND_CONFIRMED, 5000, 4900, 3000, 2000, .wanted = "2000" },
	{ "it took it, and did not run it", TO("2000", REASON_MANUAL),
	    COMMAND_FAILED, 5000, 4900, 3000, 2000,
	    .result = "accepted, but it did not follow", .stored = "2000" },
	{ "it started", OUR(ACTION_START), COMMAND_CONFIRMED, 5000, 4900,
	    20, 3000, .result = "for a test" },
	{ "throttled", MAN(ACTION_THROTTLE), COMMAND_CONFIRMED, 5000, 4900,
	    3000, 2970, .percent = 99, .throttle = 99 },
	{ "no more", MAN(ACTION_THROTTLE), COMMAND_CONFIRMED, 5000, 4900,
	    3000, 3000, .percent = 100 },
};

static void
check_ended(const struct row *r)
{
	const struct control *k;

	rig_again();
	put(1, r);
	rig_restart();
	printf("# %s\n", r->why);
	k = control_of(1);
	CHECK_INT(k->changed_ms, b.turn.now_ms - 5000);
	CHECK_INT(control_of(2)->changed_ms, 0);
	CHECK_INT(k->ours, r->ours);
	CHECK_INT(k->throttle, r->throttle ? r->throttle : NONE);
	CHECK_INT(k->throttle_ms, r->throttle ? b.turn.now_ms - 5000 : 0);
	CHECK_INT(k->wanted, control_preset(k, r->wanted));
	CHECK_INT(k->stored, control_preset(k, r->stored));
	CHECK_INT(k->stored_ms, r->wanted || r->stored ?
	    b.turn.now_ms - 4900 : 0);
	CHECK(k->change == NULL);
}

/* A raise counts for an hour from when it was decided. */
static void
check_raises(void)
{
	struct row r = { "", TO("3500", REASON_MANUAL), COMMAND_CONFIRMED,
	    HOUR_MS, HOUR_MS - 1, .old_w = 3000, .new_w = 3500 };

	rig_again();
	put(1, &r);
	r.sent_ms = HOUR_MS + 1;
	put(2, &r);
	b.turn.now_ms += 5 * HOUR_MS;
	rig_restart();
	CHECK_INT(control_of(1)->raised_ms[0], b.turn.now_ms - HOUR_MS);
	CHECK_INT(control_of(1)->raised_ms[1], 0);
	CHECK_INT(control_of(2)->raised_ms[0], 0);
	b.turn.now_ms -= 5 * HOUR_MS;
}

/* By the clock that counts from the start of the machine it may have been at
 * 0, which means never: it was a millisecond later. */
static void
check_never_zero(void)
{
	struct row r = { "", MAN(ACTION_STOP), COMMAND_CONFIRMED, 0, 0,
	    .old_w = 3000, .new_w = 20 };

	rig_again();
	r.sent_ms = b.turn.now_ms;
	put(1, &r);
	r.sent_ms = b.turn.now_ms + 1;
	put(2, &r);
	rig_restart();
	CHECK_INT(control_of(1)->changed_ms, 1);
	CHECK_INT(control_of(2)->changed_ms, -1);
}

int
main(void)
{
	rig_open(2);
	for (size_t i = 0; i < sizeof open_rows / sizeof *open_rows; i++)
		check_open(&open_rows[i]);
	check_emergency();
	check_strangers();
	check_retired();
	for (size_t i = 0; i < sizeof ended / sizeof *ended; i++)
		check_ended(&ended[i]);
	check_raises();
	check_never_zero();
	rig_close();
	return tap_done();
}
