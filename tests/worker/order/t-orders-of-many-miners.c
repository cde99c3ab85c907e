/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/hand_rig.h"

/*
 * Orders about many miners, what a plan would do with them, and how the
 * emergency stop is released: the answers, line by line.
 */
#define MINERS	4
#define NOBODY_HAS "02:00:00:00:ff:ff"

static struct turn *t;

static struct answer
commands(const char *who, const char *what)
{
	return rig_order(&b, "commands", NULL, arena_printf(&b.arena,
	    "{%s,%s}", who, what));
}

static void
fresh(void)
{
	for (int i = 1; i <= MINERS; i++) {
		hand_mines(i)->held = false;
		hand_drop(i);
	}
	control_of(1)->now = HAND_LOW;
	control_of(3)->now = HAND_HIGH;
}

static const char *
line_of(int number, int status, const char *why)
{
	return arena_printf(&b.arena, "{\"id\":\"%s\",\"status\":%d,"
	    "\"detail\":%s}", mac_of(number), status, why ?
	    arena_printf(&b.arena, "\"%s\"", why) : "null");
}

static const char *
end_of(int count, int left, int delta_w)
{
	return arena_printf(&b.arena, "\"count\":%d,\"left_out\":%d,"
	    "\"delta_w\":%d}", count, left, delta_w);
}

/* ---- Whom ---------------------------------------------------------------- */

static void
check_named_or_all(void)
{
	static const struct {
		const char *who, *what;
		int status;
		const char *why;
	} cases[] = {
		{ "\"macs\":[]", "\"action\":\"stop\"", 400,
		    "say either macs or filter" },
		{ "\"preview\":true", "\"action\":\"stop\"", 400,
		    "say either macs or filter" },
		{ "\"macs\":[\"" NOBODY_HAS "\"],\"filter\":{}",
		    "\"action\":\"stop\"", 400, "say either macs or filter" },
		{ "\"filter\":{}", "\"action\":\"throttle\"", 400,
		    "with throttle, say percent" },
		{ "\"macs\":[]", "\"action\":\"preset\"", 400,
		    "with preset, say which" },
		{ "\"macs\":[\"" NOBODY_HAS "\"]", "\"action\":\"stop\"",
		    202, NULL },
		{ "\"filter\":{}", "\"action\":\"stop\"", 202, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a;

		fresh();
		a = commands(cases[i].who, cases[i].what);
		CHECK_INT(a.status, cases[i].status);
		CHECK_TEXT(a.why, cases[i].why);
		CHECK_INT(hand_begun(), i == 6 ? MINERS : 0);
	}
}

/* From 1000, 2000, 3000 and 2000 W all to 1000 W: 4000 W less. */
static void
check_preview(void)
{
	static const char to_low[] =
	    "\"action\":\"preset\",\"preset\":\"1000\"";
	struct answer a;

	fresh();
	*miner_of(4)->key = '\0';
	a = commands("\"preview\":true,\"filter\":{}", to_low);
	CHECK_INT(a.status, 200);
	CHECK_INT(hand_begun(), 0);
	CHECK(hand_says(&a, "{\"preview\":true,"));
	CHECK(hand_says(&a, line_of(1, 202, NULL)));
	CHECK(hand_says(&a, line_of(3, 202, NULL)));
	CHECK(hand_says(&a, line_of(4, 422, "there is no key for it")));
	CHECK(hand_says(&a, end_of(3, 1, -3000)));
	snprintf(miner_of(4)->key, sizeof miner_of(4)->key, "key of 4");
	a = commands("\"preview\":false,\"filter\":{}", to_low);
	CHECK_INT(a.status, 202);
	CHECK_INT(hand_begun(), MINERS);
	CHECK(hand_says(&a, "{\"preview\":false,"));
	CHECK(hand_says(&a, line_of(4, 202, NULL)));
	CHECK(hand_says(&a, end_of(4, 0, -4000)));
	fresh();
	a = commands("\"filter\":{}", "\"action\":\"find\"");
	CHECK(hand_says(&a, end_of(4, 0, 0)));
}

static void
check_named(void)
{
	const char *two = arena_printf(&b.arena, "\"macs\":[\"%s\",\"%s\","
	    "\"x\"]", mac_of(2), NOBODY_HAS);
	struct answer a;

	fresh();
	a = commands(two, "\"action\":\"stop\"");
	CHECK_INT(a.status, 202);
	CHECK_INT(hand_begun(), 1);
	CHECK(control_of(2)->change != NULL);
	CHECK(hand_says(&a, line_of(2, 202, NULL)));
	CHECK(hand_says(&a, "{\"id\":\"" NOBODY_HAS "\",\"status\":404,"
	    "\"detail\":\"no miner has this MAC\"}"));
	CHECK(hand_says(&a, "{\"id\":\"x\",\"status\":404,"));
	CHECK(hand_says(&a, end_of(1, 2, 20 - 2000)));
}

/* ---- A plan -------------------------------------------------------------- */

static void
know_plant(int64_t generation_w)
{
	struct plant *p = &b.worker.control.plant;
	struct balancer *k = &b.worker.control.balancer;

	p->accepted = p->in_a_row = 2;
	p->source_at = t->wall_ms;
	p->seen_ms = t->now_ms;
	p->late_ms = p->container_w = 0;
	p->generation_w = generation_w;
	k->begun = true;
	k->state = BALANCE_CONTROL;
	k->other_w = 0;
	k->n_budgets = 0;
	k->ramp_ms = t->now_ms - 60000;
	b.worker.settings.settings.safety_margin_percent = 18;
	b.worker.settings.settings.tolerance_w = 0;
	b.worker.settings.settings.balance_tolerance_percent = 0;
}

/* The miners draw 7000 W where 6068 W may be drawn: the only one that is
 * managed goes down by 1000 W.  Nobody knows what 4 runs. */
static void
check_plan(void)
{
	struct answer a;

	fresh();
	miner_of(2)->managed = true;
	control_of(3)->now = HAND_LOW;
	control_of(4)->now = -1;
	control_of(4)->power_w = 3000;
	know_plant(7400);
	a = rig_order(&b, "plan", NULL, NULL);
	CHECK_INT(a.status, 200);
	CHECK(hand_says(&a, arena_printf(&b.arena, "{\"miner_id\":\"%s\","
	    "\"action\":null,\"old_preset\":\"1000\",\"new_preset\":null,"
	    "\"old_w\":1000,\"new_w\":1000,\"delta_ths\":0,\"reason\":null,",
	    mac_of(1))));
	CHECK(hand_says(&a, arena_printf(&b.arena, "{\"miner_id\":\"%s\","
	    "\"action\":\"preset\",\"old_preset\":\"2000\","
	    "\"new_preset\":\"1000\",\"old_w\":2000,\"new_w\":1000,"
	    "\"delta_ths\":-10,\"reason\":\"", mac_of(2))));
	CHECK(hand_says(&a, arena_printf(&b.arena, "{\"miner_id\":\"%s\","
	    "\"action\":null,\"old_preset\":null,\"new_preset\":null,"
	    "\"old_w\":3000,\"new_w\":3000,", mac_of(4))));
	CHECK(hand_says(&a, "\"downs\":1,\"down_w\":1000,"));
	CHECK_INT(hand_begun(), 0);
}

/* ---- The end of a stop --------------------------------------------------- */

static void
check_release(void)
{
	struct answer a;

	fresh();
	CHECK_INT(order("emergency_release", NULL, NULL), 409);
	a = rig_order(&b, "emergency_stop", NULL, "{\"action\":\"freeze\"}");
	CHECK_INT(a.status, 202);
	CHECK(hand_says(&a, "\"scope\":\"all\""));
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
	CHECK_INT(order("emergency_release", NULL, NULL), 409);
	a = rig_order(&b, "emergency_stop", NULL,
	    "{\"action\":\"freeze\",\"scope\":\"managed\"}");
	CHECK(hand_says(&a, "\"scope\":\"managed\""));
	CHECK_INT(order("emergency_release", NULL, NULL), 200);
}

int
main(void)
{
	hand_open(MINERS, true);
	t = &b.worker.turn;
	check_named_or_all();
	check_preview();
	check_named();
	check_plan();
	check_release();
	rig_close(&b);
	return tap_done();
}
