/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/control_rig.h"

/*
 * What a reading of a miner tells beside its power: that it draws steadily,
 * that it may be learned from, that somebody else changed its preset.
 * t-miner-starts.c has what a start changes.
 */
enum { P2000, P2500, P3000, P3500 };

static void
says(enum miner_state state, int64_t state_time_s, const char *preset,
    int64_t power_w)
{
	control_read(&b.turn, &b.room, miner_at(1), &(struct reading){
	    .state = state, .state_time_s = state_time_s, .preset = preset,
	    .power_w = power_w, .hashrate_ths = 108 });
}

/* ---- Steady ------------------------------------------------------------- */

/* Two readings differ by no more than 40 W, or 2.5 % of the mean: it is
 * steady.  The newest counts for three tenths of the mean. */
static void
check_steady(void)
{
	static const struct { int64_t first_w, then_w; int stable;
	    int64_t stable_w; } cases[] = {
		{ 1000, 1040, 2, 1012 }, { 1000, 960, 2, 988 },
		{ 1000, 1041, 1, 1041 }, { 1000, 959, 1, 959 },
		{ 4000, 4100, 2, 4030 }, { 4000, 3900, 2, 3970 },
		{ 4000, 4101, 1, 4101 }, { 4000, 3899, 1, 3899 },
		{ 3000, 3003, 2, 3001 }, { 3000, 3005, 2, 3002 },
		{ 1000, 100, 1, 100 }, { 1000, 99, 0, NONE },
		{ 1000, NONE, 0, NONE },
	};
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		printf("# %lld W, then %lld W\n", (long long)cases[i].first_w,
		    (long long)cases[i].then_w);
		says(MINER_STATE_MINING, 3600, "3000", NONE);
		CHECK_INT(k->stable, 0);
		says(MINER_STATE_MINING, 3600, "3000", cases[i].first_w);
		CHECK_INT(k->stable, 1);
		CHECK_INT(k->stable_w, cases[i].first_w);
		says(MINER_STATE_MINING, 3600, "3000", cases[i].then_w);
		CHECK_INT(k->stable, cases[i].stable);
		CHECK_INT(k->stable_w, cases[i].stable_w);
		CHECK_INT(k->power_w, cases[i].then_w);
	}
	/* another preset begins again, however alike its power is */
	says(MINER_STATE_MINING, 3600, "3000", 3000);
	says(MINER_STATE_MINING, 3600, "3000", 3000);
	says(MINER_STATE_MINING, 3600, "3500", 3000);
	CHECK_INT(k->stable, 1);
}

/* ---- Learned ------------------------------------------------------------ */

/* What was learned of "3000" by this one reading; its label is kept when it
 * may not be learned from. */
static const struct { const char *why; enum miner_state state;
    int64_t state_time_s, changed_ms_ago, throttle; int readings;
    bool change, learned; } lessons[] = {
	{ "it mines quietly", MINER_STATE_MINING, 3600, NONE, NONE, 2, false,
	    true },
	{ "for just a minute and a half", MINER_STATE_MINING, 90, NONE, NONE,
	    2, false, true },
	{ "for less", MINER_STATE_MINING, 89, NONE, NONE, 2, false, false },
	{ "who knows for how long", MINER_STATE_MINING, NONE, NONE, NONE, 2,
	    false, false },
	{ "it tunes", MINER_STATE_TUNING, 3600, NONE, NONE, 2, false, false },
	{ "only the second quiet reading", MINER_STATE_MINING, 3600, NONE,
	    NONE, 1, false, false },
	{ "it was changed a minute ago", MINER_STATE_MINING, 3600, 60000,
	    NONE, 2, false, true },
	{ "less than a minute ago", MINER_STATE_MINING, 3600, 59999, NONE, 2,
	    false, false },
	{ "an order is on its way", MINER_STATE_MINING, 3600, NONE, NONE, 2,
	    true, false },
	{ "it is throttled", MINER_STATE_MINING, 3600, NONE, 90, 2, false,
	    false },
};

static void
check_lessons(void)
{
	struct change change = { .miner = miner_at(1) };
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
		printf("# %s\n", lessons[i].why);
		k->samples[P3000] = 0;
		k->presets[P3000].power_w = 3000;
		k->stable_w = 2960;
		k->stable = lessons[i].readings;
		k->changed_ms = lessons[i].changed_ms_ago == NONE ? 0 :
		    b.turn.now_ms - lessons[i].changed_ms_ago;
		k->throttle = lessons[i].throttle;
		k->throttle_ms = b.turn.now_ms;
		k->change = lessons[i].change ? &change : NULL;
		says(lessons[i].state, lessons[i].state_time_s, "3000", 2960);
		CHECK_INT(k->samples[P3000], lessons[i].learned);
		CHECK_INT(k->presets[P3000].power_w, lessons[i].learned ?
		    2960 : 3000);
	}
	k->change = NULL;
}

/* It learns of its lowest as well, and nothing where it names no preset. */
static void
check_what_is_learned(void)
{
	struct control *k = control_of(1);

	for (int i = 0; i < 3; i++)
		says(MINER_STATE_MINING, 3600, "2000", 1950);
	CHECK_INT(k->samples[P2000], 1);
	CHECK_INT(k->presets[P2000].power_w, 1950);
	for (int i = 0; i < 5; i++)
		says(MINER_STATE_MINING, 3600, "disabled", 3900);
	CHECK_INT(k->now, -1);
	CHECK_INT(k->samples[P2000], 1);
	for (int i = 0; i < 5; i++)
		says(MINER_STATE_MINING, 3600, "odd", 3900);
	CHECK_INT(k->now, -1);
	CHECK_INT(k->samples[5], 0);
	k->presets[P2000].label_w = NONE;	/* the first of its list */
	says(MINER_STATE_MINING, 3600, "2000", 1950);
	CHECK_INT(k->now, -1);
}

/* ---- Which preset ------------------------------------------------------- */

/* The reading names none: its power tells whether it is the one before. */
static void
check_unnamed(void)
{
	static const struct { const char *before; int64_t power_w; int now; }
	    cases[] = {
		{ "3000", 3300, P3000 }, { "3000", 3301, -1 },
		{ "3000", 2700, P3000 }, { "3000", 2699, -1 },
		{ "3000", NONE, -1 }, { "2000", 2200, P2000 },
		{ "2000", 2201, -1 }, { "disabled", 0, -1 },
	};
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		says(MINER_STATE_TUNING, 5, cases[i].before, 1000);
		CHECK_INT(k->disabled, !strcmp(cases[i].before, "disabled"));
		says(MINER_STATE_TUNING, 5, NULL, cases[i].power_w);
		CHECK_INT(k->now, cases[i].now);
		CHECK(!k->disabled);
	}
}

/* It was told one and runs another. */
static const struct { const char *why; int wanted, before; const char *now;
    bool change, conflict; } conflicts[] = {
	{ "another than it was told", P3000, P3000, "3500", false, true },
	{ "its lowest", P3000, P3000, "2000", false, true },
	{ "another than its lowest", P2000, P2000, "3500", false, true },
	{ "the one that it was told", P3000, P3000, "3000", false, false },
	{ "nobody told it one", -1, P3000, "3500", false, false },
	{ "one that it has not", P3000, P3000, "disabled", false, false },
	{ "another, and did before", P3000, P2500, "3500", false, false },
	{ "an order is on its way", P3000, P3000, "3500", true, false },
};

static void
check_conflicts(void)
{
	struct change change = { .miner = miner_at(1) };
	struct control *k = control_of(1);
	int told = 0;

	for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++) {
		printf("# %s\n", conflicts[i].why);
		k->wanted = conflicts[i].wanted;
		k->now = conflicts[i].before;
		k->backs_off_ms = 0;
		k->change = conflicts[i].change ? &change : NULL;
		says(MINER_STATE_TUNING, 5, conflicts[i].now, 3000);
		told += conflicts[i].conflict;
		CHECK_INT(counter_get(b.turn.db, "preset_conflicts"), told);
		CHECK_INT(k->wanted, conflicts[i].conflict ? -1 :
		    conflicts[i].wanted);
		CHECK_INT(k->backs_off_ms, conflicts[i].conflict ?
		    b.turn.now_ms + 600000 : 0);
	}
	CHECK_TEXT(event_of(1), "preset conflict: runs preset 3500, not 2000"
	    " as it was told: its thermal switcher or a person changed it");
	k->change = NULL;
}

/* ---- And the rest ------------------------------------------------------- */

/* It mines again: that it is stopped is nobody's doing any more. */
static void
check_ours(void)
{
	static const struct { enum miner_state state; bool ours; } cases[] = {
		{ MINER_STATE_MINING, false }, { MINER_STATE_TUNING, false },
		{ MINER_STATE_STARTING, true }, { MINER_STATE_STOPPED, true },
		{ MINER_STATE_FAILURE, true },
	};
	struct control *k = control_of(1);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		k->ours = true;
		says(cases[i].state, 5, "3000", 3000);
		CHECK_INT(k->ours, cases[i].ours);
		CHECK_INT(k->read_ms, b.turn.now_ms);
		CHECK(k->hashrate_ths == 108 && k->state_time_s == 5);
	}
}

static void
begin(void)
{
	counter_add(b.turn.db, "preset_conflicts", 0);
}

int
main(void)
{
	void (*const tests[])(void) = { check_steady, check_lessons,
	    check_what_is_learned, check_unnamed, check_conflicts,
	    check_ours, NULL };

	rig_each(1, begin, tests);
	return tap_done();
}
