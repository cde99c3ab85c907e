/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/instant.h"
#include "hive/json/json.h"
#include "hive/plant/plant.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/*
 * The plant's readings: both formats, both units, and the gate's rules in
 * their order, each by the reading that it must refuse.
 */
#define NOW INT64_C(1795168800000)	/* 2026-11-20T10:00:00Z */

static struct arena arena;

static void
check(bool ok, const char *what)
{
	tap_check(ok, "gate", 0, what);
}

static struct plant_rules rules = { .nameplate_w = 3000000,
    .stale_ms = 90000, .frozen_ms = 600000 };

/* A reading of format B: seconds before NOW, kW of two generators, of one
 * container, their totals, and the trust. */
static const char *
text_b(int age_s, double g1, double g2, double c, double total,
    const char *status, double score)
{
	char at[DAY_TEXT_SIZE + 1];

	day_show(at, NOW - age_s * 1000);
	return arena_printf(&arena, "{\"reading\":{\"id\":9,\"plant_id\":"
	    "\"north\",\"collection_timestamp\":\"%.24s\",\"generation\":{"
	    "\"weir\":{\"source_timestamp\":\"%.24s\",\"status\":\"%s\","
	    "\"value_mw\":%g},\"gate\":{\"source_timestamp\":\"%.24s\","
	    "\"status\":\"success\",\"value_mw\":%g}},\"consumption\":{"
	    "\"box\":{\"status\":\"success\",\"value_mw\":%g}},"
	    "\"totals\":{\"generation_mw\":%g,\"consumption_mw\":%g},"
	    "\"trust\":{\"confidence_score\":%g,\"status\":\"trusted\"}}}",
	    at, at, status, g1, at, g2, c, total, c, score);
}

static const char *verdict = "";	/* of the last judge() */

static struct plant_reading
judge(struct plant_gate *g, const char *text, bool kw, int64_t now)
{
	struct plant_said said;
	struct plant_reading r = { .state = PLANT_NONE };
	const char *error = plant_read(&arena, text, strlen(text), kw, &said);

	verdict = "?";
	if (error)
		r.reason = error;
	else if (plant_judge(g, &rules, &arena, &said, now, &r))
		verdict = plant_state_words[r.state];
	else
		verdict = r.state ? "again" : "duplicate";
	return r;
}

static void
formats(void)
{
	struct plant_gate g = { 0 };
	struct plant_reading r = judge(&g, text_b(3, 900, 850.5, 80.25,
	    1750.5, "success", 1), true, NOW);
	static const char a[] = "{\"success\":true,\"data\":["
	    "{\"timestamp\":\"2026-11-20T09:59:00Z\",\"plant_id\":\"x\","
	    "\"total_generation\":1000,\"container_consumption\":{}},"
	    "{\"timestamp\":\"2026-11-20T09:59:30Z\",\"plant_id\":\"x\","
	    "\"total_generation\":1200.125,\"container_consumption\":"
	    "{\"c1\":100.5,\"c2\":20}}]}";

	CHECK_TEXT(verdict, "FRESH");
	check(r.generation_w == 1750500, "kW are W x 1000");
	check(r.container_w == 80250 && r.available_w == 1670250,
	    "what is available is the difference");
	CHECK_TEXT(r.plant_id, "north");
	check(strstr(r.sources, "{\"name\":\"box\",\"kind\":\"consumption\","
	    "\"kw\":80.25,\"status\":\"success\"}") != NULL,
	    "sources are kept by their free names");
	g = (struct plant_gate){ 0 };
	r = judge(&g, text_b(3, 0.9, 0.85, 0.08, 1.75, "success", 1), false,
	    NOW);
	check(r.generation_w == 1750000, "MW are W x 1,000,000");
	g = (struct plant_gate){ 0 };
	r = judge(&g, a, true, NOW);
	CHECK_TEXT(verdict, "FRESH");
	check(r.generation_w == 1200125 && r.container_w == 120500,
	    "of format A the newest row");
	check(r.source_at == NOW - 30000, "and its instant");
	r = judge(&g, "{\"detail\":\"no\"}", true, NOW);
	CHECK_TEXT(r.reason,
	    "neither \"reading\" nor \"data\" in the answer");
	r = judge(&g, "<html>", true, NOW);
	check(r.reason != NULL && r.generation_w == 0, "no JSON, no reading");
}

/* One reading, judged by a gate that accepted a good one a minute ago. */
static void
rule(const char *name, const char *text, bool kw, const char *state,
    const char *reason)
{
	struct plant_gate g = { 0 };
	struct plant_reading r;

	judge(&g, text_b(60, 880, 840, 80, 1720, "success", 1), true,
	    NOW - 55000);
	r = judge(&g, text, kw, NOW);
	check(!strcmp(verdict, state) && (!reason || (r.reason &&
	    strstr(r.reason, reason) != NULL)), name);
	if (strcmp(verdict, state) || (reason && !r.reason))
		printf("# %s: %s (%s)\n", name, verdict,
		    r.reason ? r.reason : "");
}

static void
refusals(void)
{
	rule("good is fresh", text_b(3, 900, 850, 80, 1750, "success", 1),
	    true, "FRESH", NULL);
	rules.plant_id = "south";
	rule("of another plant", text_b(3, 900, 850, 80, 1750, "success", 1),
	    true, "UNTRUSTED", "it is of plant \"north\"");
	rules.plant_id = "north";
	rule("of this plant", text_b(3, 900, 850, 80, 1750, "success", 1),
	    true, "FRESH", NULL);
	rules.plant_id = NULL;
	rule("a thousand times too much",
	    text_b(3, 900, 850, 80, 1750, "success", 1), false,
	    "IMPLAUSIBLE", "plant.unit");
	rule("above the nameplate",
	    text_b(3, 1600, 1600, 80, 3200, "success", 1), true,
	    "IMPLAUSIBLE", "nameplate");
	rule("nameplate and a twentieth still pass",
	    text_b(3, 1600, 1549, 80, 3149, "success", 1), true, "FRESH",
	    NULL);
	rule("negative", text_b(3, -900, 2000, 80, 1100, "success", 1), true,
	    "IMPLAUSIBLE", "negative");
	rule("totals that are not the sum",
	    text_b(3, 900, 850, 80, 2100, "success", 1), true,
	    "IMPLAUSIBLE", "total");
	rule("a source that failed",
	    text_b(3, 900, 850, 80, 850, "error", 1), true, "UNTRUSTED",
	    "weir");
	rule("a source that failed says nothing, not 0",
	    text_b(3, 0, 0, 80, 0, "error", 1), true, "UNTRUSTED", "weir");
	rule("not trusted", text_b(3, 900, 850, 80, 1750, "success", 0.8),
	    true, "UNTRUSTED", "confidence");
	rule("in the future", text_b(-31, 900, 850, 80, 1750, "success", 1),
	    true, "UNTRUSTED", "future");
	rule("two hours old", text_b(7200, 900, 850, 80, 1750, "success", 1),
	    true, "STALE", "7200 s ago");
	rule("older than the last",
	    text_b(70, 900, 850, 80, 1750, "success", 1), true, "STALE",
	    "older");
	rule("the same again", text_b(60, 880, 840, 80, 1720, "success", 1),
	    true, "duplicate", NULL);
	rule("a source is missing", "{\"reading\":{\"collection_timestamp\":"
	    "\"2026-11-20T09:59:58Z\",\"generation\":{\"weir\":{\"status\":"
	    "\"success\",\"value_mw\":900}},\"consumption\":{\"box\":{"
	    "\"status\":\"success\",\"value_mw\":80}},\"totals\":{"
	    "\"generation_mw\":900,\"consumption_mw\":80}}}", true,
	    "UNTRUSTED", "other sources");
}

/* One reading with other sources, asked for again and again, is one; twenty
 * readings are believed. */
static void
renamed(void)
{
	struct plant_gate g = { 0 };
	char *text;

	judge(&g, text_b(600, 880, 840, 80, 1720, "success", 1), true,
	    NOW - 599000);
	CHECK_TEXT(verdict, "FRESH");
	for (int i = 0; i < 60; i++) {
		int age_s = i < 30 ? 500 : 500 - (i - 29) * 15;

		text = arena_copy(&arena, text_b(age_s, 880 + i, 840, 80,
		    1720 + i, "success", 1));
		memcpy(strstr(text, "weir"), "dike", 4);
		judge(&g, text, true, NOW - age_s * 1000 + 1000);
		if (i == 47)
			CHECK(strcmp(verdict, "FRESH"));
		if (i == 48)
			CHECK_TEXT(verdict, "FRESH");
	}
}

/* New instants with the numbers of ten minutes ago. */
static void
frozen(void)
{
	struct plant_gate g = { 0 };
	int fresh = 0;

	for (int i = 0; i <= 12; i++) {
		judge(&g, text_b(720 - 60 * i, 900, 850, 80, 1750,
		    "success", 1), true, NOW - 720000 + 60000 * i + 2000);
		fresh += !strcmp(verdict, "FRESH");
	}
	check(fresh == 11, "the same numbers are believed for ten minutes");
	CHECK_TEXT(verdict, "STALE");
	judge(&g, text_b(0, 901, 850, 80, 1751, "success", 1), true,
	    NOW + 3000);
	CHECK_TEXT(verdict, "FRESH");
}

/* A reading that is refused again and again is kept once. */
static void
once(void)
{
	struct plant_gate g = { 0 };
	const char *text = text_b(7200, 900, 850, 80, 1750, "success", 1);

	judge(&g, text, true, NOW);
	CHECK_TEXT(verdict, "STALE");
	judge(&g, text, true, NOW + 15000);
	CHECK_TEXT(verdict, "again");
}

static void
stored(void)
{
	struct db *db = store_open(":memory:");
	struct plant_gate g = { 0 };
	struct plant_reading r = judge(&g, text_b(3, 900, 850, 80, 1750,
	    "success", 1), true, NOW), back;
	struct json j;

	plant_add(db, &r);
	r = judge(&g, text_b(1, 1900, 1850, 80, 3750, "success", 1), true,
	    NOW + 1000);
	plant_add(db, &r);
	check(plant_latest(db, &arena, false, &back) &&
	    back.state == PLANT_IMPLAUSIBLE, "the refused is kept");
	check(plant_latest(db, &arena, true, &back) &&
	    back.generation_w == 1750000, "the accepted is found behind it");
	json_init(&j, &arena);
	json_record(&j, plant_fields, &back);
	check(strstr(json_done(&j), "\"total_generation\":1750,"
	    "\"total_container_consumption\":80,\"available_power\":1670,"),
	    "people see kW");
	check(plant_count(db, NOW, NONE) == 2 &&
	    plant_count(db, NOW + 1, NONE) == 1, "counted by their span");
	db_close(db);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	formats();
	refusals();
	renamed();
	frozen();
	once();
	stored();
	return tap_done();
}
