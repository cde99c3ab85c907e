/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/hand_rig.h"

/*
 * Commands by people: what holds a miner, what they take the place of, and
 * whether the plant can spare what they raise.
 */
#define MINERS	4

static struct turn *t;
static struct settings *settings;
static struct balancer *balancer;

static struct answer
command(int number, const char *body)
{
	return rig_order(&b, "command", mac_of(number), body);
}

static struct control *
fresh(int number)
{
	struct control *k = hand_mines(number);

	hand_drop(number);
	k->held = false;
	snprintf(miner_of(number)->version, sizeof miner_of(number)->version,
	    "1.3.4");
	return k;
}

/* ---- What must be said, and what it holds -------------------------------- */

static void
check_said(void)
{
	static const struct {
		const char *body;
		int status;
		const char *why;
	} cases[] = {
		{ "{\"action\":\"throttle\"}", 400,
		    "with throttle, say percent" },
		{ "{\"action\":\"preset\"}", 400, "with preset, say which" },
		{ "{\"action\":\"preset\",\"preset\":\"1001\"}", 422,
		    "it has no such preset" },
		{ "{\"action\":\"throttle\",\"percent\":50}", 202, NULL },
		{ "{\"action\":\"preset\",\"preset\":\"1000\"}", 202, NULL },
		{ "{\"action\":\"stop\"}", 202, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a;

		fresh(1);
		a = command(1, cases[i].body);
		CHECK_INT(a.status, cases[i].status);
		CHECK_TEXT(a.why, cases[i].why);
		CHECK_INT(control_of(1)->change != NULL, a.status == 202);
	}
}

/* What a person stops or sets stays so until he starts it again; to look for
 * it or to boot it says nothing about that. */
static void
check_holds(void)
{
	static const struct {
		const char *action;
		bool held, then_held, changed;
	} cases[] = {
		{ "\"stop\"", false, true, true },
		{ "\"stop\"", true, true, true },
		{ "\"pause\"", false, true, true },
		{ "\"preset\",\"preset\":\"1000\"", false, true, true },
		{ "\"throttle\",\"percent\":50", false, true, true },
		{ "\"start\"", false, false, false },
		{ "\"start\"", true, false, true },
		{ "\"resume\"", true, false, true },
		{ "\"restart\"", false, false, false },
		{ "\"restart\"", true, true, false },
		{ "\"reboot\"", true, true, false },
		{ "\"find\"", false, false, false },
		{ "\"find\"", true, true, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct control *k = fresh(1);

		rig_order(&b, "miner_patch", mac_of(1), cases[i].held ?
		    "{\"hold\":{\"reason\":\"mine\"}}" : "{\"hold\":null}");
		CHECK_INT(k->held, cases[i].held);
		b.worker.fleet.miners_changed = false;
		hand_wait(1000);
		CHECK_INT(command(1, arena_printf(&b.arena,
		    "{\"action\":%s}", cases[i].action)).status, 202);
		CHECK_INT(k->held, cases[i].then_held);
		CHECK_INT(miner(1).hold_reason != NULL, cases[i].then_held);
		CHECK_INT(b.worker.fleet.miners_changed, cases[i].changed);
		CHECK(!cases[i].changed || k->held_at == t->wall_ms);
	}
	fresh(1);
	CHECK_INT(command(1, "{\"action\":\"stop\"}").status, 202);
	CHECK_TEXT(miner(1).hold_reason, "manual stop by user:test");
}

/* ---- What is under way --------------------------------------------------- */

static const struct {
	enum action under_way;
	bool hurry;
	const char *body;
	int status;
} ways[] = {
	{ ACTION_PRESET, false, "{\"action\":\"stop\"}", 202 },
	{ ACTION_PRESET, true, "{\"action\":\"stop\"}", 202 },
	{ ACTION_PRESET, false,
	    "{\"action\":\"preset\",\"preset\":\"3000\"}", 202 },
	{ ACTION_PRESET, true,
	    "{\"action\":\"preset\",\"preset\":\"3000\"}", 409 },
	{ ACTION_STOP, false, "{\"action\":\"start\"}", 202 },
	{ ACTION_STOP, true, "{\"action\":\"start\"}", 409 },
	{ ACTION_STOP, true, "{\"action\":\"stop\"}", 409 },
	{ ACTION_PRESET, false, "{\"action\":\"find\"}", 409 },
	{ ACTION_PRESET, true, "{\"action\":\"find\"}", 409 },
	{ ACTION_NONE, false, "{\"action\":\"find\"}", 202 },
	{ ACTION_NONE, false, "{\"action\":\"start\"}", 202 },
};

/* A person's command takes the place of it; what is shed in a hurry gives way
 * to a stop only, and a stop in a hurry to nothing. */
static void
check_gives_way(void)
{
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct command c = hand_command(ways[i].under_way,
		    ways[i].under_way == ACTION_PRESET ? "1000" : NULL);
		struct control *k = fresh(1);
		const char *error;
		struct answer a;
		int64_t id = NONE;

		c.who = "balancer of the test";
		db_begin(t->db);
		if (c.action && change_begin(t, &b.worker.control,
		    miner_of(1), &c, ways[i].hurry, &error))
			id = k->change->cmd.id;
		CHECK(db_commit(t->db));
		a = command(1, ways[i].body);
		CHECK_INT(a.status, ways[i].status);
		CHECK_INT(k->change->cmd.id != id, a.status == 202);
		if (a.status != 202)
			CHECK_TEXT(a.why, "an order is on its way to it");
	}
}

/* ---- Headroom ------------------------------------------------------------ */

/* The balancer acts, with so much room above the 8000 W that the miners
 * draw. */
static void
room_of(int64_t w)
{
	int64_t generation_w = 8000 + w;

	/* of what is available a 500th stays */
	while (generation_w - generation_w / 500 < 8000 + w)
		generation_w++;
	hand_plant(generation_w);
	balancer->ramp_up_w = 50000;
	settings->safety_margin_percent = 0;
	settings->ramp_up_kw_per_min = 50;
	settings->balancer_mode = BALANCER_ACT;
}

static const struct {
	bool plant;
	enum balancer_mode mode;
	const char *preset;
	int64_t learned_w, room_w;
	int status;
	int64_t spent_w;
} raises[] = {
	{ true, BALANCER_ACT, "3000", 3000, 1000, 202, 1000 },
	{ true, BALANCER_ACT, "3000", 3000, 999, 409, 0 },
	{ true, BALANCER_ACT, "3000", 3000, -10, 409, 0 },
	{ true, BALANCER_ACT, "1000", 1000, -10, 202, 0 },
	{ true, BALANCER_OBSERVE, "3000", 3000, -10, 202, 0 },
	{ true, BALANCER_OFF, "3000", 3000, -10, 202, 0 },
	{ false, BALANCER_ACT, "3000", 3000, -10, 202, 0 },
	/* more by its label, and no more in truth */
	{ true, BALANCER_ACT, "3000", 2000, -10, 202, 0 },
	{ true, BALANCER_ACT, "3000", 2001, -10, 409, 0 },
	{ true, BALANCER_ACT, "3000", 2001, 1, 202, 1 },
	/* less by its label: that is how commands are judged */
	{ true, BALANCER_ACT, "1000", 2500, -10, 202, 0 },
};

static void
check_headroom(void)
{
	const struct site_plant *plant = b.worker.site.plant;

	for (size_t i = 0; i < sizeof raises / sizeof *raises; i++) {
		struct control *k = fresh(1);
		struct answer a;

		k->presets[HAND_LOW].power_w = 1000;
		k->presets[HAND_HIGH].power_w = 3000;
		k->presets[control_preset(k, raises[i].preset)].power_w =
		    raises[i].learned_w;
		for (int m = 2; m <= MINERS; m++)
			fresh(m);
		room_of(raises[i].room_w);
		settings->balancer_mode = raises[i].mode;
		if (!raises[i].plant)
			b.worker.site.plant = NULL;
		a = command(1, arena_printf(&b.arena, "{\"action\":\"preset\","
		    "\"preset\":\"%s\"}", raises[i].preset));
		b.worker.site.plant = plant;
		CHECK_INT(a.status, raises[i].status);
		if (a.status == 409)
			CHECK_TEXT(a.why, "no_headroom: the plant cannot "
			    "spare the power now");
		CHECK_INT((int64_t)balancer->ramp_up_w, 50000 -
		    raises[i].spent_w);
	}
	control_of(1)->presets[HAND_LOW].power_w = 1000;
	settings->balancer_mode = BALANCER_OBSERVE;
}

int
main(void)
{
	hand_open(MINERS, true);
	t = &b.worker.turn;
	settings = &b.worker.settings.settings;
	balancer = &b.worker.control.balancer;
	check_said();
	check_holds();
	check_gives_way();
	check_headroom();
	rig_close(&b);
	return tap_done();
}
