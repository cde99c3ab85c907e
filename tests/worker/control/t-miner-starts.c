/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"
#include "tests/lib/log_help.h"

/*
 * What a start of a miner changes: it runs what was stored in it, it is
 * throttled no more, and one that boots after a blackout is told its lowest
 * preset at once.
 */
enum { P2000, P2500, P3000, P3500 };

static void
says(enum miner_state state, int64_t state_time_s, const char *preset)
{
	control_read(&b.turn, &b.room, miner_at(1), &(struct reading){
	    .state = state, .state_time_s = state_time_s, .preset = preset,
	    .power_w = 3000, .hashrate_ths = 110 });
}

/* ---- What was stored ---------------------------------------------------- */

/* The preset was accepted just now, before the reading; a miner in state
 * mining since before that has not started yet. */
static const struct { const char *why; enum miner_state state;
    int64_t mines_since_ms;	/* after it was stored; NONE: not said */
    const char *says;
    int stored, wanted, then_stored, then_wanted, then_now; } starts[] = {
	{ "runs it", MINER_STATE_MINING, -60000, "2500", P2500, P3000, -1,
	    P2500, P2500 },
	{ "runs its lowest", MINER_STATE_MINING, -60000, "2000", P2000, P3000,
	    -1, P2000, P2000 },
	{ "runs the other yet", MINER_STATE_MINING, -60000, "3000", P2500,
	    P3000, P2500, P3000, P3000 },
	{ "has started at that instant", MINER_STATE_MINING, 0, "3000", P2500,
	    P3000, P2500, P3000, P3000 },
	{ "has started since, on the other", MINER_STATE_MINING, 1, "3000",
	    P2500, P3000, -1, P3000, P3000 },
	{ "does not say since when", MINER_STATE_MINING, NONE, "3000", P2500,
	    P3000, P2500, P3000, P3000 },
	{ "starts: that is what it will run", MINER_STATE_STARTING, NONE,
	    "3000", P2500, P3000, P2500, P2500, P2500 },
	{ "starts on its lowest", MINER_STATE_STARTING, NONE, "3000", P2000,
	    P3000, P2000, P2000, P2000 },
	{ "starts, and nothing is stored", MINER_STATE_STARTING, NONE, "3000",
	    -1, P2500, -1, P2500, P3000 },
	{ "is stopped: it will run that", MINER_STATE_STOPPED, NONE, "3000",
	    P2500, P3000, P2500, P2500, P2500 },
	{ "is stopped, and nothing is stored", MINER_STATE_STOPPED, NONE,
	    "3000", -1, P3500, -1, P3500, P3500 },
	{ "is stopped on its lowest", MINER_STATE_STOPPED, NONE, "3000", -1,
	    P2000, -1, P2000, P2000 },
	{ "is stopped, and was told nothing", MINER_STATE_STOPPED, NONE,
	    "3000", -1, -1, -1, -1, P3000 },
	{ "mines, and nothing is stored", MINER_STATE_MINING, 0, "3000", -1,
	    P3000, -1, P3000, P3000 },
};

static void
check_stored(void)
{
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		int64_t since_ms = starts[i].mines_since_ms;

		printf("# it %s\n", starts[i].why);
		control_stored(b.turn.now_ms - 60000 - (since_ms == NONE ? 0 :
		    since_ms), miner_at(1), starts[i].stored < 0 ? NULL :
		    k->presets[starts[i].stored].name);
		CHECK_INT(k->stored, starts[i].stored);
		k->wanted = starts[i].wanted;
		says(starts[i].state, since_ms == NONE ? NONE : 60,
		    starts[i].says);
		CHECK_INT(k->stored, starts[i].then_stored);
		CHECK_INT(k->wanted, starts[i].then_wanted);
		CHECK_INT(k->now, starts[i].then_now);
	}
}

/* ---- A throttle --------------------------------------------------------- */

/* It ends with a start, and with nothing else that a reading says. */
static void
check_throttle(void)
{
	static const struct { const char *why; enum miner_state state;
	    int64_t mines_since_ms; int64_t throttle; } cases[] = {
		{ "mines since before", MINER_STATE_MINING, -1, 50 },
		{ "since that instant", MINER_STATE_MINING, 0, 50 },
		{ "since after it", MINER_STATE_MINING, 1, NONE },
		{ "does not say since when", MINER_STATE_MINING, NONE, 50 },
		{ "starts", MINER_STATE_STARTING, NONE, NONE },
		{ "restarts", MINER_STATE_RESTARTING, NONE, NONE },
		{ "tunes", MINER_STATE_TUNING, 1, 50 },
		{ "is stopped", MINER_STATE_STOPPED, 1, 50 },
	};
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t since_ms = cases[i].mines_since_ms;

		printf("# it %s\n", cases[i].why);
		k->throttle = 50;
		k->throttle_ms = b.turn.now_ms - 30000 -
		    (since_ms == NONE ? 0 : since_ms);
		says(cases[i].state, since_ms == NONE ? NONE : 30, "3000");
		CHECK_INT(k->throttle, cases[i].throttle);
	}
}

/* ---- After a blackout --------------------------------------------------- */

/* Which of the conditions is not met. */
enum but { MET, OFF, OBSERVES, PERSONS, HELD, ON_ITS_WAY, STOPPED_SITE,
    NO_LIST };

static const struct { const char *why; enum miner_state state;
    int64_t state_time_s, silent_ms; const char *preset; enum but but;
    bool told; } boots[] = {
	{ "starts", MINER_STATE_STARTING, NONE, 40000, "3000", MET, true },
	{ "initializes", MINER_STATE_INITIALIZING, 3, 600000, "3000", MET,
	    true },
	{ "was silent for less", MINER_STATE_STARTING, NONE, 39999, "3000",
	    MET, false },
	{ "mines for three minutes", MINER_STATE_MINING, 180, 40000, "3000",
	    MET, true },
	{ "and a second", MINER_STATE_MINING, 181, 40000, "3000", MET,
	    false },
	{ "is stopped", MINER_STATE_STOPPED, 3, 40000, "3000", MET, false },
	{ "is on its lowest", MINER_STATE_STARTING, NONE, 40000, "2000", MET,
	    false },
	{ "is on none of its list", MINER_STATE_STARTING, NONE, 40000,
	    "disabled", MET, true },
	{ "the policy is off", MINER_STATE_STARTING, NONE, 40000, "3000", OFF,
	    false },
	{ "the balancer only observes", MINER_STATE_STARTING, NONE, 40000,
	    "3000", OBSERVES, false },
	{ "is not managed", MINER_STATE_STARTING, NONE, 40000, "3000",
	    PERSONS, false },
	{ "is held by a person", MINER_STATE_STARTING, NONE, 40000, "3000",
	    HELD, false },
	{ "has an order on its way", MINER_STATE_STARTING, NONE, 40000,
	    "3000", ON_ITS_WAY, false },
	{ "the site is stopped", MINER_STATE_STARTING, NONE, 40000, "3000",
	    STOPPED_SITE, false },
	{ "its list is not known", MINER_STATE_STARTING, NONE, 40000, "3000",
	    NO_LIST, false },
};

static void
check_boot(size_t i)
{
	struct change other = { .miner = miner_at(1) };
	struct control *k = control_of(1);
	enum but but = boots[i].but;

	printf("# it %s\n", boots[i].why);
	b.settings.boot_preset_policy = but == OFF ? BOOT_OFF : BOOT_LOWEST;
	b.settings.balancer_mode = but == OBSERVES ? BALANCER_OBSERVE :
	    BALANCER_ACT;
	miner_at(1)->managed = but != PERSONS;
	k->held = but == HELD;
	k->change = but == ON_ITS_WAY ? &other : NULL;
	b.room.stop.latched = but == STOPPED_SITE;
	if (but == NO_LIST)
		k->n = 0;
	k->read_ms = b.turn.now_ms - boots[i].silent_ms;
	says(boots[i].state, boots[i].state_time_s, boots[i].preset);
	CHECK_INT(b.room.changes.n, boots[i].told);
	CHECK_TEXT(state_of(1), boots[i].told ? "queued" : "none");
	if (boots[i].told) {
		struct command c = on_record(1);

		CHECK_TEXT(c.preset, "2000");
		CHECK_TEXT(reason_words[c.reason], "boot_preset");
		CHECK_TEXT(c.who, "balancer");
		CHECK_INT(k->change->hurry, false);
	}
	CHECK_TEXT(log_said("not told"), NULL);
}

/* Who cannot be told is in the log. */
static void
check_boot_without_an_address(void)
{
	b.settings.boot_preset_policy = BOOT_LOWEST;
	*miner_at(1)->ip = '\0';
	control_of(1)->read_ms = b.turn.now_ms - 40000;
	says(MINER_STATE_STARTING, NONE, "3000");
	CHECK(!control_of(1)->change);
	CHECK_TEXT(log_said("not told"), "not told mac=02:00:00:00:00:01"
	    " why=\"it has no address\"");
}

int
main(void)
{
	rig_open(1);
	check_stored();
	rig_again();
	check_throttle();
	log_begin();
	for (size_t i = 0; i < sizeof boots / sizeof *boots; i++) {
		rig_again();
		check_boot(i);
	}
	rig_again();
	check_boot_without_an_address();
	log_end();
	rig_close();
	return tap_done();
}
