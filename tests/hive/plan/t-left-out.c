/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/plan_rig.h"

/*
 * Whom the balancer may tell something in which band, with the reason that
 * people are shown otherwise; and who is lowered because a person lowered the
 * limit.  The cooldown is 30 s, a raised miner stays 300 s, twelve raises an
 * hour are the most.
 */

/* ---- Who may be told something ------------------------------------------- */

#define MOMENT	"it was changed a moment ago"
#define DWELL	"it stays a while before it is raised again"
#define OFTEN	"it was raised often enough this hour"
#define DISOBEY	"it did not obey lately"
#define FLIES	"an order is on its way"
#define MOVES	"it is starting or stopping"
#define NO_TOP	"its model has no maximum preset"

/* What the miner is but for a usual one, and the answers of green, yellow and
 * red; NULL: it may be told something. */
static const struct left_out {
	struct plan_miner	 is;
	const char		*green, *yellow, *red;
} left_out[] = {
	{ { .capped = true, .since_ms = HOUR_MS }, NULL, NULL, NULL },
	/* how long since it was changed */
	{ { .capped = true, .since_ms = 29999 }, MOMENT, MOMENT, NULL },
	{ { .capped = true, .since_ms = 30000 }, DWELL, NULL, NULL },
	{ { .capped = true, .since_ms = 299999 }, DWELL, NULL, NULL },
	{ { .capped = true, .since_ms = 300000 }, NULL, NULL, NULL },
	{ { .capped = true, .since_ms = HOUR_MS, .raises = 11 }, NULL, NULL,
	    NULL },
	{ { .capped = true, .since_ms = HOUR_MS, .raises = 12 }, OFTEN, NULL,
	    NULL },
	{ { .capped = true, .since_ms = HOUR_MS, .backs_off = true },
	    DISOBEY, DISOBEY, NULL },
	{ { .since_ms = HOUR_MS }, NO_TOP, NO_TOP, NULL },
	/* one that we stopped may always be started again */
	{ { .phase = PLAN_STOPPED, .since_ms = 30000, .raises = 12 }, NULL,
	    NULL, NULL },
	{ { .phase = PLAN_STOPPED, .since_ms = 29999 }, MOMENT, MOMENT,
	    NULL },
	{ { .phase = PLAN_STOPPED, .since_ms = HOUR_MS, .backs_off = true },
	    DISOBEY, DISOBEY, NULL },
	/* where it is */
	{ { .capped = true, .phase = PLAN_FLIGHT, .since_ms = HOUR_MS },
	    FLIES, FLIES, NULL },
	{ { .capped = true, .phase = PLAN_MOVING, .since_ms = HOUR_MS },
	    MOVES, MOVES, NULL },
	{ { .capped = true, .phase = PLAN_RESTING, .since_ms = HOUR_MS },
	    "stopped by somebody else", "stopped by somebody else",
	    "stopped by somebody else" },
	{ { .capped = true, .phase = PLAN_DEAD, .since_ms = HOUR_MS },
	    "in failure", "in failure", "in failure" },
	{ { .capped = true, .phase = PLAN_SILENT, .since_ms = HOUR_MS },
	    "it does not answer", "it does not answer",
	    "it does not answer" },
	/* what people and the firmware say */
	{ { .capped = true, .held = true, .since_ms = HOUR_MS },
	    "held by a person", "held by a person", "held by a person" },
	{ { .capped = true, .barred = "no key", .since_ms = HOUR_MS },
	    "no key", "no key", "no key" },
	{ { .capped = true, .stopping = true, .since_ms = HOUR_MS },
	    "it is being stopped", "it is being stopped",
	    "it is being stopped" },
};

/* The second miner in a site of that band. */
static void
ask(const struct plan_miner *is, bool managed, enum band band,
    const char *want)
{
	plan_begin(2, 2);
	m[1].managed = managed;
	m[1].phase = is->phase;
	m[1].capped = is->capped;
	m[1].held = is->held;
	m[1].barred = is->barred;
	m[1].stopping = is->stopping;
	m[1].backs_off = is->backs_off;
	m[1].since_ms = is->since_ms;
	m[1].raises = is->raises;
	if (band == BAND_GREEN)
		plan_target(6000);
	else if (band == BAND_YELLOW)
		plan_target(4000);
	else
		plan_red(4000);
	plan_it();
	CHECK_TEXT(band_words[p.band], band_words[band]);
	CHECK_TEXT(m[1].left_out, want);
	CHECK_INT(p.movable, want ? 1 : 2);
	CHECK(!want || m[1].to == PLAN_STAY);
}

static void
whom(void)
{
	static const struct plan_miner usual = { .capped = true,
	    .since_ms = HOUR_MS };

	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
		const struct left_out *l = &left_out[i];

		ask(&l->is, true, BAND_GREEN, l->green);
		ask(&l->is, true, BAND_YELLOW, l->yellow);
		ask(&l->is, true, BAND_RED, l->red);
	}
	ask(&usual, false, BAND_GREEN, "not managed");
	ask(&usual, false, BAND_YELLOW, "not managed");
	ask(&usual, false, BAND_RED, "not managed");
}

/* What they draw that are left out is taken off what the others may have. */
static void
fixed(void)
{
	plan_begin(3, 2);
	m[1].managed = m[2].managed = false;
	m[1].expected_w = 2500;		/* on its way down */
	plan_target(9000);
	plan_it();
	CHECK_TEXT(band_words[p.band], "green");
	CHECK_INT(p.fixed_w, 6000);
	CHECK_INT(p.cap_w, 3000);
	plan_target(8000);
	plan_it();
	CHECK_TEXT(band_words[p.band], "yellow");
	CHECK_INT(p.fixed_w, 5500);
	CHECK_INT(p.cap_w, 7984 - 5500);	/* 0.998 x 8000 */
	CHECK_TEXT(plan_says(), "1 - -");
}

/* ---- Above a lowered limit ----------------------------------------------- */

/* One miner on 4000 W, of which a person allows 2000; nothing else is to do. */
static void
lowered(int64_t limit_w)
{
	plan_begin(1, 3);
	m[0].limit_w = limit_w;
	p.may_raise = false;
	plan_target(5000);
}

static void
check_lowered(const char *want)
{
	plan_it();
	CHECK_TEXT(band_words[p.band], "green");
	CHECK_TEXT(plan_says(), want);
}

static void
above_limit(void)
{
	lowered(2000);
	check_lowered("1");
	CHECK_TEXT(reason_words[m[0].reason], "max_preset_lowered");
	CHECK(p.downs == 1 && p.down_w == 2000 && m[0].to_w == 2000);
	CHECK(m[0].delta_ths == 90 - 140);
	lowered(3999);			/* the label is above it */
	check_lowered("2");
	lowered(4000);
	check_lowered("-");
	lowered(999);			/* no preset is allowed */
	check_lowered("-");
}

/* Whom nobody may tell something is not lowered, either. */
static void
above_limit_but_left_out(void)
{
	lowered(2000);
	m[0].managed = false;
	check_lowered("-");
	lowered(2000);
	m[0].held = true;
	check_lowered("-");
	lowered(2000);
	m[0].barred = "no key";
	check_lowered("-");
	lowered(2000);
	m[0].capped = false;
	check_lowered("-");
	lowered(2000);
	m[0].backs_off = true;
	check_lowered("-");
	lowered(2000);
	m[0].phase = PLAN_MOVING;
	check_lowered("-");
}

/* A minute after its last change, or the cooldown when that is longer. */
static void
above_limit_in_time(void)
{
	static const struct {
		int64_t		 cooldown_s, since_ms;
		const char	*want;
	} cases[] = {
		{ 30, 60000, "-" }, { 30, 60001, "1" },
		{ 61, 61000, "-" }, { 61, 61001, "1" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		lowered(2000);
		settings.cooldown_s = cases[i].cooldown_s;
		m[0].since_ms = cases[i].since_ms;
		check_lowered(cases[i].want);
	}
}

/* On a preset that is none of its own what it draws counts, with a
 * twentieth's grace; on one that is allowed, it does not. */
static void
above_limit_unknown(void)
{
	lowered(2000);
	m[0].now = -1;
	m[0].expected_w = 2100;
	check_lowered("-");
	m[0].expected_w = 2101;
	check_lowered("1");
	CHECK_INT(p.down_w, 101);
	lowered(1000);
	m[0].now = 0;
	m[0].expected_w = 1100;
	check_lowered("-");
	/* throttled to what it may have */
	lowered(2000);
	m[0].throttled = true;
	m[0].expected_w = 2000;
	check_lowered("-");
	m[0].expected_w = 2001;
	check_lowered("1");
}

/* What a preset really draws may be a twentieth above the limit; one that
 * needs another supply, or whose label cannot be read, is never allowed. */
static void
what_a_limit_allows(void)
{
	static const struct plan_preset odd[] = {
		{ "low", 500, 500, 20, 20, false },
		{ "1900", 1900, 2100, 70, 70, false },
		{ "2000", 2000, 2101, 80, 80, false },
		{ "1800", 1800, 1800, 90, 90, true },
		{ "auto", NONE, 1850, 95, 95, false },
		{ "4000", 4000, 4000, 140, 140, false },
	};

	lowered(2000);
	plan_presets(&m[0], odd, 6, 5);
	check_lowered("1");
	lowered(2000);
	plan_presets(&m[0], odd, 6, 1);
	check_lowered("-");
	lowered(2000);
	plan_presets(&m[0], odd, 6, 2);
	m[0].expected_w = 2300;
	check_lowered("1");
}

/* When load goes down anyway it is told once. */
static void
lowered_once(void)
{
	lowered(2000);
	plan_target(3000);
	plan_it();
	CHECK_TEXT(band_words[p.band], "yellow");
	CHECK_TEXT(plan_says(), "1");
	CHECK_TEXT(reason_words[m[0].reason], "over_target");
	CHECK_INT(p.downs, 1);
}

int
main(void)
{
	whom();
	fixed();
	above_limit();
	above_limit_but_left_out();
	above_limit_in_time();
	above_limit_unknown();
	what_a_limit_allows();
	lowered_once();
	arena_free(&plan_arena);
	return tap_done();
}
