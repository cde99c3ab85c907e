/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"
#include "worker/control/gate.h"

/*
 * The rules of the gate, each at its edge: whether an order raises, and with
 * which sentence it is refused.  The miner of each row mines on 3000 of at most
 * 3500, if the row does not say otherwise.
 */
enum {
	RETIRED = 1, CONFLICT = 2, NO_ADDRESS = 4, NO_KEY = 8,
	OBSERVES = 16, UNMANAGED = 32, HELD = 64,
	STOPPED = 128, FROZEN = 256,	/* an emergency stop is in force */
	DOUBT = 512,			/* about the plant */
	NO_LIMIT = 1024, LOST_LIMIT = 2048,
	NO_LIST = 4096,			/* of presets was read */
	STOCK = 8192,			/* it runs on "disabled" */
	OLD = 16384,			/* firmware */
	CAP = 32768,			/* a hard cap of 2500 W */
	UNSURE = 65536,			/* nobody knows its state */
	RAISES = 131072,
	TURNED = 262144			/* its list begins with 3000 */
};

struct row {
	const char	*why;
	struct command	 c;
	unsigned	 is;		/* RAISES: it is called a raise */
	const char	*error;		/* NULL: it may go */
	enum control_state state;	/* 0: it mines */
	const char	*now;		/* "": it names none */
	const char	*stored;
	int64_t		 throttle;	/* 0: none */
	int64_t		 draws_w;	/* the preset of the order, by what
					 * was learned; 0: its label */
};

#define MAN(what)	{ ORDER(what, REASON_MANUAL) }
#define MAN_TO(name)	{ PRESET(name, REASON_MANUAL) }
#define OUR(what)	{ ORDER(what, REASON_HEADROOM) }
#define OUR_TO(name)	{ PRESET(name, REASON_HEADROOM) }
#define TO_PERCENT(n)	{ .id = NONE, .percent = (n), .decision = NONE,	\
	.emergency = NONE, .old_w = NONE, .new_w = NONE,		\
	.delta_ths = NAN, .action = ACTION_THROTTLE,			\
	.reason = REASON_MANUAL, .who = "user:test" }
#define SHED(n)		{ .id = NONE, .percent = (n), .decision = NONE,	\
	.emergency = NONE, .old_w = NONE, .new_w = NONE,		\
	.delta_ths = NAN, .action = ACTION_THROTTLE,			\
	.reason = REASON_EMERGENCY_OVER_AVAILABLE, .who = "balancer" }

static const char full[] = "preset \"disabled\" is full stock power";
static const char above[] = "this preset is above what the miner may have";
static const char latched[] = "an emergency stop is in force";
static const char doubt[] = "not enough is known of the plant any more";
static const char unlimited[] = "its model has no maximum preset";
static const char draws[] =
    "this preset draws more than what the miner may have";
static const char starts_above[] = "it would start above what it may have";
static const char lost[] = "its model's maximum preset is in no list of"
    " presets";

static const struct row presets[] = {
	{ "lower", .c = MAN_TO("2000") },
	{ "not as low", .c = MAN_TO("2500") },
	{ "the same", .c = MAN_TO("3000") },
	{ "as high as allowed", .c = MAN_TO("3500"), .is = RAISES },
	{ "more than its supply bears", .c = MAN_TO("4000"), .is = RAISES,
	    .error = "this preset needs a modified power supply" },
	{ "unreadable", .c = MAN_TO("odd"),
	    .error = "the power of this preset is not known" },
	{ "nobody has it", .c = MAN_TO("2999"), .is = RAISES,
	    .error = "it has no such preset" },
	{ "full power", .c = MAN_TO("disabled"), .is = RAISES, .error = full },
	{ "which?", .c = MAN_TO(NULL), .is = RAISES, .error = full },
	{ "no list", .c = MAN_TO("2000"), .is = RAISES | NO_LIST,
	    .error = "its list of presets was not read yet" },
	{ "up from the first", .c = MAN_TO("3000"), .is = RAISES,
	    .now = "2000" },
	{ "down to the first from what it named not", .c = MAN_TO("2000"),
	    .now = "" },
	{ "in an unknown state", .c = MAN_TO("2000"), .is = RAISES | UNSURE },
	{ "down, but it stands", .c = MAN_TO("2000"), .is = RAISES,
	    .state = STATE_STOPPED },
	{ "down, but it failed", .c = MAN_TO("2000"), .is = RAISES,
	    .state = STATE_FAILURE },
	{ "down while it tunes", .c = MAN_TO("2000"), .state = STATE_TUNING },
	/* 3000 at 83 % is 2490 W, at 84 % 2520 W */
	{ "ends a throttle", .c = MAN_TO("2500"), .is = RAISES,
	    .throttle = 83 },
	{ "is below a throttle", .c = MAN_TO("2500"), .throttle = 84 },
	{ "nobody said how high", .c = MAN_TO("3500"), .is = RAISES | NO_LIMIT,
	    .error = unlimited },
	{ "nobody said how high, and down", .c = MAN_TO("2500"),
	    .is = NO_LIMIT },
	{ "the limit is lost", .c = MAN_TO("3500"), .is = RAISES | LOST_LIMIT,
	    .error = unlimited },
	{ "as high as the cap", .c = MAN_TO("2500"), .is = CAP },
	{ "above the cap", .c = MAN_TO("3000"), .is = CAP, .error = above },
	/* 5 % above 3500 are 3675 */
	{ "draws what is a label's error", .c = MAN_TO("3500"), .is = RAISES,
	    .draws_w = 3675 },
	{ "draws a watt more", .c = MAN_TO("3500"), .is = RAISES,
	    .draws_w = 3676, .error = draws },
	{ "draws more, but less than now", .c = MAN_TO("2500"),
	    .draws_w = 3676 },
};

static const struct row throttles[] = {
	{ "down", .c = TO_PERCENT(99) },
	{ "its end", .c = TO_PERCENT(100), .is = RAISES },
	{ "further down", .c = TO_PERCENT(49), .throttle = 50 },
	{ "the same", .c = TO_PERCENT(50), .throttle = 50 },
	{ "up", .c = TO_PERCENT(51), .is = RAISES, .throttle = 50 },
	{ "an older one cannot", .c = TO_PERCENT(50), .is = OLD,
	    .error = "its firmware cannot be throttled" },
};

static const struct row starts[] = {
	{ "restart as it is", .c = MAN(ACTION_RESTART) },
	{ "and while it tunes", .c = MAN(ACTION_RESTART),
	    .state = STATE_TUNING },
	{ "and while it starts", .c = MAN(ACTION_RESTART),
	    .state = STATE_STARTING },
	{ "it stands", .c = MAN(ACTION_START), .is = RAISES,
	    .state = STATE_STOPPED },
	{ "it is about to stand", .c = MAN(ACTION_RESUME), .is = RAISES,
	    .state = STATE_STOPPING },
	{ "it failed", .c = MAN(ACTION_REBOOT), .is = RAISES,
	    .state = STATE_FAILURE },
	{ "nobody knows", .c = MAN(ACTION_START), .is = RAISES | UNSURE },
	{ "ends a throttle", .c = MAN(ACTION_RESTART), .is = RAISES,
	    .throttle = 99 },
	{ "more is stored", .c = MAN(ACTION_RESTART), .is = RAISES,
	    .stored = "3500" },
	{ "the same is stored", .c = MAN(ACTION_RESTART), .stored = "3000" },
	{ "less is stored", .c = MAN(ACTION_RESTART), .stored = "2000" },
	{ "the list's first is more", .c = MAN(ACTION_RESTART),
	    .is = RAISES | TURNED, .now = "2000", .stored = "3000" },
	{ "it runs more than may be", .c = MAN(ACTION_RESTART), .is = CAP,
	    .error = starts_above },
	{ "what is stored is below the cap", .c = MAN(ACTION_RESTART),
	    .is = CAP, .stored = "2000" },
	{ "what is stored is above", .c = MAN(ACTION_START),
	    .is = RAISES | CAP | TURNED, .state = STATE_STOPPED,
	    .now = "2000", .stored = "3000", .error = starts_above },
	{ "runs what it may", .c = MAN(ACTION_RESTART), .is = CAP,
	    .now = "2000" },
	{ "on full power", .c = MAN(ACTION_START), .is = RAISES | STOCK,
	    .state = STATE_STOPPED, .now = "",
	    .error = "it would start on full stock power" },
	{ "from full power to the stored", .c = MAN(ACTION_START),
	    .is = RAISES | STOCK, .state = STATE_STOPPED, .now = "",
	    .stored = "2000" },
	{ "with nobody knows what", .c = MAN(ACTION_START), .is = RAISES,
	    .state = STATE_STOPPED, .now = "" },
	{ "with nobody knows what under a cap", .c = MAN(ACTION_START),
	    .is = RAISES | CAP, .state = STATE_STOPPED, .now = "",
	    .error = "what it would start with is not known, and a hard cap"
		" stands" },
	{ "nobody said how high", .c = MAN(ACTION_START),
	    .is = RAISES | NO_LIMIT, .state = STATE_STOPPED },
	{ "the limit is lost", .c = MAN(ACTION_RESTART), .is = LOST_LIMIT,
	    .error = lost },
};

static const struct row doors[] = {
	{ "stop", .c = MAN(ACTION_STOP) },
	{ "find", .c = MAN(ACTION_FIND) },
	{ "out of service", .c = MAN(ACTION_STOP), .is = RETIRED,
	    .error = "it is out of service" },
	{ "two of them", .c = MAN(ACTION_STOP), .is = CONFLICT,
	    .error = "two machines claim its MAC" },
	{ "nowhere", .c = MAN(ACTION_STOP), .is = NO_ADDRESS,
	    .error = "it has no address" },
	{ "no key", .c = MAN(ACTION_STOP), .is = NO_KEY,
	    .error = "there is no key for it" },
	{ "ours", .c = OUR_TO("3500"), .is = RAISES },
	{ "ours, in doubt", .c = OUR_TO("3500"), .is = RAISES | DOUBT,
	    .error = doubt },
	{ "ours, in doubt, down", .c = OUR_TO("2000"), .is = DOUBT },
	{ "a person's, in doubt", .c = MAN_TO("3500"), .is = RAISES | DOUBT },
	{ "ours, too high and in doubt", .c = OUR_TO("4000"),
	    .is = RAISES | DOUBT,
	    .error = "this preset needs a modified power supply" },
	{ "ours, observing", .c = OUR_TO("2000"), .is = OBSERVES,
	    .error = "the balancer does not act any more" },
	{ "a person's, observing", .c = MAN_TO("2000"), .is = OBSERVES },
	{ "ours, not managed", .c = OUR(ACTION_STOP), .is = UNMANAGED,
	    .error = "it is not managed any more" },
	{ "a person's, not managed", .c = MAN(ACTION_STOP), .is = UNMANAGED },
	{ "ours, held", .c = OUR(ACTION_STOP), .is = HELD,
	    .error = "held by a person" },
	{ "a person's, held", .c = MAN(ACTION_STOP), .is = HELD },
	{ "ours, up in a stop", .c = OUR_TO("3500"), .is = RAISES | STOPPED,
	    .error = latched },
	{ "ours, down in a stop", .c = OUR_TO("2000"), .is = STOPPED },
	{ "ours, down in a stop, held and observing", .c = OUR(ACTION_STOP),
	    .is = STOPPED | HELD | OBSERVES | UNMANAGED },
	{ "ours, down in a freeze", .c = SHED(50), .is = FROZEN,
	    .error = latched },
	{ "a person's, down in a freeze", .c = TO_PERCENT(50), .is = FROZEN },
	{ "a person's, up in a stop", .c = MAN_TO("3500"),
	    .is = RAISES | STOPPED, .error = latched },
	{ "too high in a stop", .c = MAN_TO("4000"), .is = RAISES | STOPPED,
	    .error = "this preset needs a modified power supply" },
};

/* ---- A row -------------------------------------------------------------- */

static int
preset_at(const char *name)
{
	return control_preset(control_of(1), name);
}

static void
arrange_limits(unsigned is)
{
	static struct hard_cap caps[] = { { "other", 100 }, { "*", 2500 } };
	static struct query q = QUERY("UPDATE model SET max_preset ="
	    " :preset");

	if (is & CAP)
		b.site.hard_caps = (struct list){ caps, 2 };
	db_text(b.turn.db, &q, ":preset", is & NO_LIMIT ? NULL :
	    is & LOST_LIMIT ? "3501" : "3500");
	db_run(b.turn.db, &q);
	gate_follow(b.turn.db, &b.room.limits);
}

static void
arrange_stop(unsigned is)
{
	if (is & (STOPPED | FROZEN))
		b.room.stop = (struct stop){ .latched = true, .id = 1,
		    .action = is & FROZEN ? EMERGENCY_FREEZE :
		    EMERGENCY_STOP };
}

/* A miner lists its presets as it likes. */
static void
turn_list(struct control *k)
{
	int i = preset_at("3000");
	struct plan_preset first = k->presets[0];

	k->presets[0] = k->presets[i];
	k->presets[i] = first;
}

static void
arrange_miner(const struct row *r)
{
	struct fleet_miner *u = miner_at(1);
	struct control *k = &u->control;

	k->state = r->is & UNSURE ? STATE_UNKNOWN : r->state ? r->state :
	    STATE_MINING;
	if (r->is & TURNED)
		turn_list(k);
	if (r->now)
		k->now = preset_at(r->now);
	k->stored = preset_at(r->stored);
	k->throttle = r->throttle ? r->throttle : NONE;
	k->disabled = r->is & STOCK;
	k->held = r->is & HELD;
	if (r->draws_w)
		k->presets[preset_at(r->c.preset)].power_w = r->draws_w;
	if (r->is & NO_LIST) {
		k->n = 0;
		k->now = -1;
	}
	u->retired = r->is & RETIRED;
	u->conflict = r->is & CONFLICT;
	u->managed = !(r->is & UNMANAGED);
	if (r->is & NO_ADDRESS)
		*u->ip = '\0';
	if (r->is & NO_KEY)
		*u->key = '\0';
	if (r->is & OLD)
		snprintf(u->version, sizeof u->version, "1.3.2");
}

static void
check_row(const struct row *r)
{
	rig_again();
	arrange_limits(r->is);
	arrange_stop(r->is);
	arrange_miner(r);
	if (r->is & OBSERVES)
		b.settings.balancer_mode = BALANCER_OBSERVE;
	if (r->is & DOUBT)
		b.room.balancer.state = BALANCE_HOLD;
	printf("# %s\n", r->why);
	CHECK_INT(gate_raises(miner_at(1), &r->c), !!(r->is & RAISES));
	CHECK_TEXT(gate(&b.turn, &b.room, miner_at(1), &r->c), r->error);
}

#define CHECK_ROWS(rows)						\
	for (size_t i = 0; i < sizeof (rows) / sizeof *(rows); i++)	\
		check_row(&(rows)[i])

/* ---- Limits ------------------------------------------------------------- */

static int64_t
limit_w(bool *capped)
{
	return gate_limit_w(&b.site, &b.room.limits, miner_at(1), capped);
}

/* A model's own cap is what counts for it, wherever it stands. */
static void
check_caps(void)
{
	static struct hard_cap caps[] = { { RIG_MODEL, 2600 },
	    { "*", 2500 }, { "other", 100 }, { RIG_MODEL, 2700 } };
	bool capped;

	rig_again();
	CHECK_INT(limit_w(&capped), 3500);
	CHECK(capped);
	b.site.hard_caps = (struct list){ caps, 2 };
	CHECK_INT(limit_w(&capped), 2600);
	b.site.hard_caps = (struct list){ caps + 1, 3 };
	CHECK_INT(limit_w(&capped), 2700);
	b.site.hard_caps = (struct list){ caps + 1, 2 };
	CHECK_INT(limit_w(&capped), 2500);
	b.site.hard_caps = (struct list){ caps + 2, 1 };
	CHECK_INT(limit_w(&capped), 3500);
}

/* A person's maximum, where it is less than what the supply bears. */
static void
check_maximum_is_less(void)
{
	bool capped;

	rig_again();
	CHECK_TEXT(model_limit(b.turn.db, &b.arena, RIG_MODEL, "3000", 0),
	    NULL);
	gate_follow(b.turn.db, &b.room.limits);
	CHECK_INT(limit_w(&capped), 3000);
	CHECK(capped);
}

/* Nobody said a maximum: its supply's is left, of which it is not raised to
 * any; the maximum that was taken away is forgotten. */
static void
check_maximum(void)
{
	bool capped;

	arrange_limits(NO_LIMIT);
	CHECK_INT(limit_w(&capped), 3500);
	CHECK(!capped);
	arrange_limits(LOST_LIMIT);
	CHECK_INT(limit_w(&capped), 3500);
	CHECK(!capped);
	arrange_limits(0);
	*miner_at(1)->model = '\0';		/* it has not said yet */
	CHECK_INT(limit_w(&capped), 3500);
	CHECK(!capped);
}

/* More models than there is place for: those that have one keep it. */
static void
check_many_models(void)
{
	static struct query add = QUERY("WITH RECURSIVE n(i) AS (SELECT 1"
	    " UNION ALL SELECT i + 1 FROM n WHERE i <= 300) INSERT INTO model"
	    " (alias, name, max_preset, created_at, changed_at) SELECT"
	    " 'x' || i, 'x', '3000', 0, 0 FROM n");
	static struct query clear = QUERY("DELETE FROM model"
	    " WHERE alias LIKE 'x%'");

	db_run(b.turn.db, &add);
	gate_follow(b.turn.db, &b.room.limits);
	CHECK_INT(b.room.limits.n, MODELS_MAX);
	db_run(b.turn.db, &clear);
	gate_follow(b.turn.db, &b.room.limits);
	CHECK_INT(b.room.limits.n, 1);
	CHECK_TEXT(b.room.limits.of[0].alias, RIG_MODEL);
	CHECK_INT(b.room.limits.of[0].power_w, 3500);
}

/* A sick disk tells nothing: the limits that were known stay. */
static void
check_sick(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");
	char *much = ARENA_MANY(&b.arena, char, 1 << 20);

	memset(much, 'x', (1 << 20) - 1);
	db_number(b.turn.db, &small, 0);
	tell(&b.turn, "test", NULL, much);
	CHECK(db_sick(b.turn.db));
	gate_follow(b.turn.db, &b.room.limits);
	CHECK_INT(b.room.limits.n, 1);
}

int
main(void)
{
	rig_open(1);
	CHECK_ROWS(presets);
	CHECK_ROWS(throttles);
	CHECK_ROWS(starts);
	CHECK_ROWS(doors);
	check_caps();
	check_maximum_is_less();
	check_maximum();
	check_many_models();
	check_sick();
	rig_close();
	return tap_done();
}
