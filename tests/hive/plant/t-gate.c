/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <string.h>

#include "hive/plant/plant.h"
#include "tests/lib/tap.h"

/*
 * Each limit of the gate to the watt and to the millisecond: one below, at it,
 * one above.  Three sources, a nameplate of 3 MW, data for 90 s, the same
 * numbers for 600 s.
 */
#define NOW INT64_C(1795168800000)	/* 2026-11-20T10:00:00Z */
#define READ_MS 3000			/* before NOW, in a good reading */

static struct arena arena;
static struct plant_rules rules;
static struct plant_source sources[3];
static struct plant_reading reading;	/* of the last judge() */

/* 900 and 850 kW from two generators, 80 kW into a container. */
static struct plant_said
good_at(int64_t at)
{
	rules = (struct plant_rules){ .nameplate_w = 3000000,
	    .stale_ms = 90000, .frozen_ms = 600000 };
	sources[0] = (struct plant_source){ .name = "weir",
	    .status = "success", .at = at, .value_w = 900000,
	    .generates = true };
	sources[1] = (struct plant_source){ .name = "lock",
	    .status = "success", .at = at, .value_w = 850000,
	    .generates = true };
	sources[2] = (struct plant_source){ .name = "box 1",
	    .status = "success", .at = NONE, .value_w = 80000 };
	return (struct plant_said){ .at = at, .generation_w = NONE,
	    .container_w = NONE, .trust = NAN, .sources = { sources, 3 } };
}

/* The word of its state; "" for a reading that is no news. */
static const char *
judge(struct plant_gate *g, const struct plant_said *said, int64_t now)
{
	return plant_judge(g, &rules, &arena, said, now, &reading) ?
	    plant_state_words[reading.state] : "";
}

static const char *
judge_first(const struct plant_said *said)
{
	struct plant_gate g = { 0 };

	return judge(&g, said, NOW);
}

static void
check(const char *name, const char *state, const char *want,
    const char *reason)
{
	bool ok = !strcmp(state, want) && (reason ? reading.reason &&
	    strstr(reading.reason, reason) : !reading.reason);

	tap_check(ok, "gate", 0, name);
	if (!ok)
		printf("# got: %s, %s\n", state, reading.reason ?
		    reading.reason : "no reason");
}

/* ---- Watts --------------------------------------------------------------- */

/* What weir, lock and box say, and the totals beside them, in W. */
static const struct watts {
	const char	*name;
	int64_t		 weir_w, lock_w, box_w, generation_w, container_w;
	const char	*want, *reason;
} watts[] = {
	{ "no totals", 900000, 850000, 80000, NONE, NONE, "FRESH", NULL },
	{ "a source may give nothing", 0, 850000, 0, NONE, NONE, "FRESH",
	    NULL },
	{ "but no less", -1, 850000, 80000, NONE, NONE, "IMPLAUSIBLE",
	    "source weir is negative" },
	{ "nor take less", 900000, 850000, -1, NONE, NONE, "IMPLAUSIBLE",
	    "source box 1 is negative" },
	{ "generation: nameplate and a twentieth", 1575000, 1575000, 0, NONE,
	    NONE, "FRESH", NULL },
	{ "generation: a watt above", 1575000, 1575001, 0, NONE, NONE,
	    "IMPLAUSIBLE", "generation of 3150 kW is above the nameplate of"
	    " 3000 kW" },
	{ "consumption: nameplate and a twentieth", 0, 0, 3150000, NONE,
	    NONE, "FRESH", NULL },
	{ "consumption: a watt above", 0, 0, 3150001, NONE, NONE,
	    "IMPLAUSIBLE", "consumption of 3150 kW" },
	/* the larger of 2 kW and 1 % of the sources' sum */
	{ "total above a small sum", 60000, 40000, 0, 102000, NONE, "FRESH",
	    NULL },
	{ "total too far above a small sum", 60000, 40000, 0, 102001, NONE,
	    "IMPLAUSIBLE", "total of the generation" },
	{ "total below a small sum", 60000, 40000, 0, 98000, NONE, "FRESH",
	    NULL },
	{ "total too far below a small sum", 60000, 40000, 0, 97999, NONE,
	    "IMPLAUSIBLE", "total of the generation" },
	{ "total above a big sum", 600000, 400000, 0, 1010000, NONE, "FRESH",
	    NULL },
	{ "total too far above a big sum", 600000, 400000, 0, 1010001, NONE,
	    "IMPLAUSIBLE", "total of the generation" },
	{ "total below a big sum", 600000, 400000, 0, 990000, NONE, "FRESH",
	    NULL },
	{ "total too far below a big sum", 600000, 400000, 0, 989999, NONE,
	    "IMPLAUSIBLE", "total of the generation" },
	{ "the consumption's total", 900000, 850000, 80000, 1750000, 82000,
	    "FRESH", NULL },
	{ "is held to its sum as well", 900000, 850000, 80000, 1750000,
	    82001, "IMPLAUSIBLE", "total of the consumption" },
	/* without a source the sum says nothing of the totals */
	{ "a failed generator", NONE, 850000, 80000, 1750000, 80000,
	    "UNTRUSTED", "source weir has no value" },
	{ "a failed container", 900000, 850000, NONE, 1750000, 80000,
	    "UNTRUSTED", "source box 1 has no value" },
};

static void
watt_by_watt(void)
{
	for (size_t i = 0; i < sizeof watts / sizeof *watts; i++) {
		const struct watts *w = &watts[i];
		struct plant_said said = good_at(NOW - READ_MS);

		sources[0].value_w = w->weir_w;
		sources[1].value_w = w->lock_w;
		sources[2].value_w = w->box_w;
		said.generation_w = w->generation_w;
		said.container_w = w->container_w;
		check(w->name, judge_first(&said), w->want, w->reason);
	}
}

/* A value counts when its source says "success", and not otherwise. */
static void
status(void)
{
	struct plant_said said = good_at(NOW - READ_MS);

	sources[1].status = NULL;
	check("a source without a status", judge_first(&said), "UNTRUSTED",
	    "source lock has no value");
	CHECK_INT(reading.generation_w, 900000);
	sources[1].status = "timeout";
	check("a source that timed out", judge_first(&said), "UNTRUSTED",
	    "source lock has no value");
	sources[1].status = "success";
	check("and one that answered", judge_first(&said), "FRESH", NULL);
	CHECK_INT(reading.generation_w, 1750000);
	CHECK_INT(reading.container_w, 80000);
	CHECK_INT(reading.available_w, 1670000);
}

/* ---- Whose it is, and how sure ------------------------------------------- */

static const struct trust {
	const char	*name, *ours, *theirs;
	double		 trust;
	const char	*status, *want, *reason;
} trusts[] = {
	{ "nothing is said", NULL, NULL, NAN, NULL, "FRESH", NULL },
	{ "any plant will do", NULL, "north", NAN, NULL, "FRESH", NULL },
	{ "the plant is not said", "north", NULL, NAN, NULL, "FRESH", NULL },
	{ "our plant", "north", "north", NAN, NULL, "FRESH", NULL },
	{ "another's", "north", "south", NAN, NULL, "UNTRUSTED",
	    "it is of plant \"south\"" },
	{ "surer than 0.8", NULL, NULL, 0.81, NULL, "FRESH", NULL },
	{ "0.8 is too little", NULL, NULL, 0.8, NULL, "UNTRUSTED",
	    "confidence score of 0.80" },
	{ "trusted", NULL, NULL, 1, "trusted", "FRESH", NULL },
	{ "in doubt", NULL, NULL, 1, "degraded", "UNTRUSTED",
	    "the service calls it degraded" },
};

static void
trust(void)
{
	for (size_t i = 0; i < sizeof trusts / sizeof *trusts; i++) {
		const struct trust *t = &trusts[i];
		struct plant_said said = good_at(NOW - READ_MS);

		rules.plant_id = t->ours;
		said.plant_id = t->theirs;
		said.trust = t->trust;
		said.trust_status = t->status;
		check(t->name, judge_first(&said), t->want, t->reason);
	}
}

/* ---- Milliseconds -------------------------------------------------------- */

/* A reading is as old as its oldest part. */
static void
oldest(void)
{
	struct plant_said said = good_at(NOW - 5000);

	sources[0].at = NOW - 8000;
	sources[1].at = NOW - 20000;
	sources[2].at = NOW - 6000;
	check("a source lags", judge_first(&said), "FRESH", NULL);
	CHECK_INT(reading.source_at, NOW - 20000);
	CHECK_INT(reading.recorded_at, NOW);
	said.at = NOW - 30000;
	judge_first(&said);
	CHECK_INT(reading.source_at, NOW - 30000);
	said.at = NONE;
	judge_first(&said);
	CHECK_INT(reading.source_at, NOW - 20000);
	sources[0].at = sources[1].at = sources[2].at = NONE;
	check("without any instant", judge_first(&said), "UNTRUSTED",
	    "no timestamp");
	CHECK_INT(reading.source_at, NONE);
}

static void
age(void)
{
	static const struct {
		int64_t		 age_ms;
		const char	*want, *reason;
	} ages[] = {
		{ -30001, "UNTRUSTED", "in the future" },
		{ -30000, "FRESH", NULL },
		{ 0, "FRESH", NULL },
		{ 90000, "FRESH", NULL },
		{ 90001, "STALE", "read 90 s ago" },
	};

	for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
		struct plant_said said = good_at(NOW - ages[i].age_ms);

		check("age", judge_first(&said), ages[i].want,
		    ages[i].reason);
	}
}

/* After one that was accepted: its instant again is no news, an earlier one
 * is refused. */
static void
sequence(void)
{
	struct plant_gate g = { 0 };
	struct plant_said said = good_at(NOW - 1000);

	judge(&g, &said, NOW);
	said = good_at(NOW - 1001);
	check("a millisecond before the last", judge(&g, &said, NOW),
	    "STALE", "older than the reading before");
	said = good_at(NOW - 1000);
	check("the last again", judge(&g, &said, NOW), "", NULL);
	CHECK_INT(reading.state, PLANT_NONE);
	said = good_at(NOW - 999);
	check("a millisecond after it", judge(&g, &said, NOW), "FRESH",
	    NULL);
}

/* The same numbers are believed for ten minutes of the plant's own time,
 * however late they come; any other number begins anew. */
static void
frozen(void)
{
	struct plant_gate g = { 0 };
	struct plant_said said = good_at(NOW);

	judge(&g, &said, NOW + 40000);
	said = good_at(NOW + 600000);
	check("ten minutes", judge(&g, &said, NOW + 600000), "FRESH", NULL);
	said = good_at(NOW + 600001);
	check("and no longer", judge(&g, &said, NOW + 640000), "STALE",
	    "the same numbers for 600 s");
	said = good_at(NOW + 661000);
	check("it says for how long", judge(&g, &said, NOW + 661000),
	    "STALE", "the same numbers for 661 s");
	said = good_at(NOW + 662000);
	sources[2].value_w++;
	check("a watt more", judge(&g, &said, NOW + 662000), "FRESH", NULL);
}

/* A reading without an instant is of when it came. */
static void
frozen_since_it_came(void)
{
	struct plant_gate g = { 0 };
	struct plant_said said = good_at(NONE);

	judge(&g, &said, NOW);
	said = good_at(NOW + 600000);
	check("ten minutes after it came", judge(&g, &said, NOW + 600000),
	    "FRESH", NULL);
	said = good_at(NOW + 600001);
	check("a millisecond more", judge(&g, &said, NOW + 600001), "STALE",
	    "the same numbers");
}

/* ---- Names --------------------------------------------------------------- */

/* A reading i seconds after NOW whose container has another name. */
static const char *
judge_box(struct plant_gate *g, const char *box, int i)
{
	struct plant_said said = good_at(NOW + 1000 * i);

	sources[2].name = box;
	return judge(g, &said, NOW + 1000 * i);
}

/* Twenty readings with the same new names are believed. */
static void
renamed(void)
{
	struct plant_gate g = { 0 };

	judge_box(&g, "box 1", 0);
	for (int i = 1; i < 20; i++)
		check("another container", judge_box(&g, "box 2", i),
		    "UNTRUSTED", "other sources");
	check("the twentieth", judge_box(&g, "box 2", 20), "FRESH", NULL);
	check("and after it", judge_box(&g, "box 2", 21), "FRESH", NULL);
	check("the old name is a new one now", judge_box(&g, "box 1", 22),
	    "UNTRUSTED", "other sources");
}

/* They have to be the same ones, and in a row. */
static void
renamed_twice(void)
{
	struct plant_gate g = { 0 };

	judge_box(&g, "box 1", 0);
	for (int i = 1; i < 20; i++)
		judge_box(&g, "box 2", i);
	/* a third name at the same instant: the first of its own twenty */
	judge_box(&g, "box 3", 19);
	for (int i = 20; i < 38; i++)
		judge_box(&g, "box 3", i);
	check("nineteen of a third name", judge_box(&g, "box 3", 37), "",
	    "other sources");
	check("the twentieth", judge_box(&g, "box 3", 38), "FRESH", NULL);
	for (int i = 39; i < 58; i++)
		judge_box(&g, "box 4", i);
	check("the known name between them", judge_box(&g, "box 3", 58),
	    "FRESH", NULL);
	check("they begin anew", judge_box(&g, "box 4", 59), "UNTRUSTED",
	    "other sources");
}

/* The order of the list says nothing. */
static void
reordered(void)
{
	struct plant_gate g = { 0 };
	struct plant_said said = good_at(NOW);
	struct plant_source first;

	judge(&g, &said, NOW);
	said = good_at(NOW + 1000);
	first = sources[0];
	sources[0] = sources[2];
	sources[2] = first;
	check("in another order", judge(&g, &said, NOW + 1000), "FRESH",
	    NULL);
}

/* ---- What is kept -------------------------------------------------------- */

/* A refusal is kept once: the same state of the same instant. */
static void
kept_once(void)
{
	struct plant_gate g = { 0 };
	struct plant_said said = good_at(NOW - 100000);

	check("refused", judge(&g, &said, NOW), "STALE", "100 s ago");
	check("again", judge(&g, &said, NOW + 1000), "", "101 s ago");
	sources[0].value_w = -5;
	check("for another reason", judge(&g, &said, NOW + 2000),
	    "IMPLAUSIBLE", "negative");
	said = good_at(NOW - 99000);
	sources[0].value_w = -5;
	check("another instant", judge(&g, &said, NOW + 3000), "IMPLAUSIBLE",
	    "negative");
	check("and again", judge(&g, &said, NOW + 4000), "", "negative");
	said = good_at(NOW);
	check("a good one", judge(&g, &said, NOW + 5000), "FRESH", NULL);
	check("once, too", judge(&g, &said, NOW + 6000), "", NULL);
	said = good_at(NOW - 99000);
	sources[0].value_w = -5;
	check("after a good one it is news", judge(&g, &said, NOW + 7000),
	    "IMPLAUSIBLE", "negative");
}

int
main(void)
{
	arena_init(&arena, 1 << 20);
	watt_by_watt();
	status();
	trust();
	oldest();
	age();
	sequence();
	frozen();
	frozen_since_it_came();
	renamed();
	renamed_twice();
	reordered();
	kept_once();
	arena_free(&arena);
	return tap_done();
}
