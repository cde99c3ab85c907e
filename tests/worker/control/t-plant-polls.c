/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/service/health.h"
#include "tests/fake/http.h"
#include "tests/lib/log_help.h"
#include "tests/lib/tap.h"
#include "worker/control/control.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"

/*
 * The polls of the plant: how it is asked, what of an answer is kept, and how
 * old it is by our own clock.  hive/plant has the judgement of a reading.
 */
#define WALL_MS INT64_C(1795168800000)	/* 2026-11-20T10:00:00Z */

static struct arena arena;
static struct site_plant site_plant;
static struct site site;
static struct fleet fleet;
static struct settings settings;
static struct turn t;
static struct control_room room;
static struct round pass;

/* What the service answers, and what it was asked. */
static struct {
	int status;
	int64_t source_at, kw, date_s;
	const char *text;		/* instead of a reading */
} plant_is;
static char asked_url[1000], asked_key[80];

int64_t
fake_answer(struct http_call *c, int64_t now_ms)
{
	char at[DAY_TEXT_SIZE];

	(void)now_ms;
	snprintf(asked_url, sizeof asked_url, "%s", c->url);
	snprintf(asked_key, sizeof asked_key, "%s", c->header[0] ?
	    c->header[0] : "none");
	day_show(at, plant_is.source_at);
	c->status = plant_is.status;
	c->why = c->status ? NULL : "connection refused";
	c->date_s = plant_is.date_s;
	c->text = arena_copy(&c->arena, plant_is.text ? plant_is.text :
	    arena_printf(&c->arena, "{\"reading\":{\"plant_id\":\"p\","
	    "\"collection_timestamp\":\"%s\",\"generation\":{\"gate\":{"
	    "\"source_timestamp\":\"%s\",\"status\":\"success\","
	    "\"value_mw\":%d}},\"consumption\":{\"box\":{\"status\":"
	    "\"success\",\"value_mw\":7}}}}", at, at, (int)plant_is.kw));
	c->len = strlen(c->text);
	return 5;
}

/* As it is for each test, whatever the one before did. */
static void
begin(void)
{
	static struct query readings = QUERY("DELETE FROM plant_reading");
	static struct query counters = QUERY("DELETE FROM counter");

	db_run(t.db, &readings);
	db_run(t.db, &counters);
	site_plant = site_plant_defaults;
	site_plant.api_endpoint = "http://127.0.0.1:80/";
	site_plant.plant_id = "p";
	site_plant.unit = UNIT_KW;
	site_plant.period_s = 15;
	site_plant.nameplate_kw = 1000;
	site = site_defaults;
	site.plant = &site_plant;
	settings = setting_defaults;
	pass = (struct round){ .asked = 0 };
	plant_is.status = 200;
	plant_is.source_at = WALL_MS - 2000;
	plant_is.kw = 900;
	plant_is.date_s = 0;
	plant_is.text = NULL;
	t = (struct turn){ .db = t.db, .now_ms = HOUR_MS, .wall_ms = WALL_MS,
	    .site = &site, .settings = &settings, .fleet = &fleet };
	fake_time(t.now_ms);
	room = (struct control_room){ .outside = http_new(NULL, 2, NULL,
	    NULL) };
	plant_begin(&t, &room.plant);
}

static void
later(int64_t ms)
{
	t.now_ms += ms;
	t.wall_ms += ms;
	fake_time(t.now_ms);
}

static void
poll(void)
{
	fake_time(t.now_ms);
	db_begin(t.db);
	plant_start(&t, &room, &pass);
	later(5);
	http_finish(room.outside);
	CHECK(plant_step(&room.plant));
	CHECK(db_commit(t.db));
}

static int64_t
counted(const char *name)
{
	int64_t n = counter_get(t.db, name);

	return n == NONE ? 0 : n;
}

/* ---- How it is asked ---------------------------------------------------- */

static void
check_question(void)
{
	static const struct { const char *endpoint, *id, *key, *url,
	    *header; } cases[] = {
		{ "http://127.0.0.1/x", "Weir-2_a.b~c", NULL,
		    "http://127.0.0.1/x?plant_id=Weir-2_a.b~c", "none" },
		{ "http://127.0.0.1/x?a=b", "p", "k9",
		    "http://127.0.0.1/x?a=b&plant_id=p",
		    "Authorization: Bearer k9" },
		{ "http://127.0.0.1/", "a b&c=d/\xc3\xa4", NULL,
		    "http://127.0.0.1/?plant_id=a%20b%26c%3Dd%2F%C3%A4",
		    "none" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		site_plant.api_endpoint = cases[i].endpoint;
		site_plant.plant_id = cases[i].id;
		site_plant.api_key = cases[i].key;
		poll();
		CHECK_TEXT(asked_url, cases[i].url);
		CHECK_TEXT(asked_key, cases[i].header);
	}
}

/* The longest id that a configuration may have, each byte escaped. */
static void
check_long_id(void)
{
	char id[256];

	memset(id, '%', 255);
	id[255] = '\0';
	site_plant.plant_id = id;
	poll();
	CHECK_INT((int64_t)strlen(asked_url), 20 + 10 + 3 * 255);
	CHECK_TEXT(asked_url + strlen(asked_url) - 6, "%25%25");
}

/* One poll at a time, and none when no connection is left. */
static void
check_one_at_a_time(void)
{
	struct http_call *c, *d;

	plant_start(&t, &room, &pass);
	CHECK(!plant_step(&room.plant));
	plant_start(&t, &room, &pass);
	CHECK_INT(pass.asked, 1);
	later(5);
	http_finish(room.outside);
	CHECK(plant_step(&room.plant));
	c = http_call(room.outside);
	poll();
	CHECK_INT(pass.asked, 2);		/* by the one that is left */
	d = http_call(room.outside);
	plant_start(&t, &room, &pass);
	CHECK_INT(pass.asked, 2);
	CHECK(plant_step(&room.plant) && c != d);
}

/* ---- A reading that is accepted ----------------------------------------- */

static void
check_accepted(void)
{
	struct plant *p = &room.plant;
	struct plant_reading r;

	CHECK_INT(plant_age_ms(p, t.now_ms), NEVER);
	CHECK_INT(p->clock_ms, NONE);
	poll();
	CHECK_INT(p->state, PLANT_FRESH);
	CHECK(p->news && !p->clock_doubt && !*p->reason);
	CHECK_INT(p->accepted, 1);
	CHECK_INT(p->in_a_row, 1);
	CHECK_INT(p->generation_w, 900000);
	CHECK_INT(p->container_w, 7000);
	CHECK_INT(p->source_at, WALL_MS - 2000);
	CHECK_INT(p->clock_ms, NONE);		/* it said no Date */
	CHECK_INT(p->late_ms, 2005);
	CHECK_INT(plant_age_ms(p, t.now_ms), 2005);
	CHECK_INT(plant_age_ms(p, t.now_ms + 700), 2705);
	CHECK_INT(pass.asked, 1);
	CHECK_INT(pass.kept, 1);
	CHECK_INT(pass.lost, 0);
	CHECK(plant_latest(t.db, &arena, true, &r) && r.generation_w ==
	    900000);
	/* the same again is no news, the next is */
	p->news = false;
	poll();
	CHECK(!p->news && p->accepted == 1);
	later(15000);
	plant_is.source_at += 15000;
	plant_is.kw++;
	plant_is.date_s = t.wall_ms / 1000 + 4;
	poll();
	CHECK(p->news && p->accepted == 2 && p->in_a_row == 2);
	CHECK_INT(p->clock_ms, 4000 - 5 - 10);	/* ahead of ours */
}

/* Its clock runs ahead of ours: the reading is of now. */
static void
check_ahead(void)
{
	plant_is.source_at = t.wall_ms + 20000;
	poll();
	CHECK_INT(room.plant.state, PLANT_FRESH);
	CHECK_INT(plant_age_ms(&room.plant, t.now_ms), 0);
}

/* A worker begins with what the one before accepted, and with no other. */
static void
check_begin(void)
{
	struct plant *p = &room.plant;

	poll();
	later(60000);
	plant_is.source_at += 60000;
	plant_is.kw = 2000;			/* above the nameplate */
	poll();
	CHECK_INT(p->state, PLANT_IMPLAUSIBLE);
	plant_begin(&t, p);
	CHECK_INT(p->accepted, 0);
	CHECK_INT(p->generation_w, 900000);
	CHECK_INT(plant_age_ms(p, t.now_ms), 62010);
	CHECK_INT(p->gate.source_at, p->source_at);
	site.plant = NULL;
	plant_begin(&t, p);
	CHECK_INT(plant_age_ms(p, t.now_ms), NEVER);
}

/* ---- A reading that is not ---------------------------------------------- */

static void
check_refused(void)
{
	struct plant *p = &room.plant;

	poll();
	later(15000);
	plant_is.source_at += 15000;
	plant_is.kw = 1051;
	p->news = false;
	poll();
	CHECK_INT(p->state, PLANT_IMPLAUSIBLE);
	CHECK_TEXT(p->reason, "generation of 1051 kW is above the nameplate"
	    " of 1000 kW: is plant.unit right?");
	CHECK(!p->news && p->accepted == 1 && p->in_a_row == 0);
	CHECK_INT(p->generation_w, 900000);
	CHECK_INT(counted("plant_readings_refused"), 1);
	poll();					/* the same once more */
	CHECK_INT(counted("plant_readings_refused"), 1);
	later(15000);
	plant_is.source_at += 15000;
	plant_is.kw = 1050;
	poll();
	CHECK_INT(p->state, PLANT_FRESH);
	CHECK(!*p->reason && p->news && p->in_a_row == 1);
}

/* More than half a minute ahead is in doubt, until it says something sane. */
static void
check_future(void)
{
	struct plant *p = &room.plant;

	poll();
	plant_is.source_at = t.wall_ms + 5 + 30000;
	poll();
	CHECK(p->state == PLANT_FRESH && !p->clock_doubt);
	later(1000);
	plant_is.source_at = t.wall_ms + 5 + 30001;
	poll();
	CHECK(p->state == PLANT_UNTRUSTED && p->clock_doubt);
	plant_is.source_at = p->source_at;	/* as it said before */
	poll();
	CHECK(!p->clock_doubt);
	plant_is.text = "{\"reading\":{\"generation\":{\"gate\":{"
	    "\"status\":\"success\",\"value_mw\":901}}}}";
	poll();
	CHECK(p->state == PLANT_UNTRUSTED && !p->clock_doubt);
	CHECK_TEXT(p->reason, "no timestamp");
}

/* The same numbers for ten of its periods, and ten minutes at the least. */
static void
check_frozen(void)
{
	static const struct { int period_s; int64_t ms; bool frozen; }
	    cases[] = {
		{ 15, 600000, false }, { 15, 600001, true },
		{ 90, 900000, false }, { 90, 900001, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		site_plant.period_s = cases[i].period_s;
		room.plant.gate = (struct plant_gate){ 0 };
		plant_is.source_at = t.wall_ms;
		poll();
		CHECK_INT(room.plant.state, PLANT_FRESH);
		later(cases[i].ms);
		plant_is.source_at += cases[i].ms;
		poll();
		CHECK_INT(room.plant.state, cases[i].frozen ? PLANT_STALE :
		    PLANT_FRESH);
	}
}

/* ---- No answer ---------------------------------------------------------- */

static void
check_missing(void)
{
	static const struct { int status; const char *text, *why; }
	    cases[] = {
		{ 200, NULL, NULL }, { 299, NULL, NULL },
		{ 199, NULL, "HTTP 199" }, { 300, NULL, "HTTP 300" },
		{ 503, NULL, "HTTP 503" }, { 0, NULL, "connection refused" },
		{ 200, "{}", "neither \"reading\" nor \"data\" in the"
		    " answer" },
	};
	int failed = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		plant_is.status = cases[i].status;
		plant_is.text = cases[i].text;
		room.plant.trouble = 0;
		log_begin();
		poll();
		failed += cases[i].why != NULL;
		CHECK_INT(pass.lost, failed);
		CHECK_INT(counted("plant_polls_failed"), failed);
		CHECK_INT(room.plant.trouble, cases[i].why != NULL);
		CHECK_TEXT(log_said("no plant data"), cases[i].why ?
		    arena_printf(&arena, "no plant data polls=1 why=\"%s\"",
		    cases[i].why) : NULL);
		log_end();
	}
}

/* The log is told at once, and then of each twentieth. */
static void
check_trouble(void)
{
	plant_is.status = 503;
	log_begin();
	for (int i = 1; i <= 41; i++) {
		poll();
		CHECK_INT(log_lines("no plant data"), i < 20 ? 1 : i < 40 ?
		    2 : 3);
	}
	CHECK_TEXT(log_said("no plant data"), "no plant data polls=40"
	    " why=\"HTTP 503\"");
	CHECK_INT(room.plant.trouble, 41);
	plant_is.status = 200;
	poll();
	CHECK_INT(room.plant.trouble, 0);
	log_end();
}

/* A person took the plant from the configuration while a poll was out. */
static void
check_no_plant(void)
{
	plant_start(&t, &room, &pass);
	site.plant = NULL;
	later(5);
	http_finish(room.outside);
	CHECK_INT(pass.lost, 1);
	CHECK_INT(room.plant.accepted, 0);
}

int
main(void)
{
	void (*const tests[])(void) = { check_question, check_long_id,
	    check_one_at_a_time, check_accepted, check_ahead, check_begin,
	    check_refused, check_future, check_frozen, check_missing,
	    check_trouble, check_no_plant };
	const char *error;

	arena_init(&arena, 1 << 24);
	log_level(LOG_FAIL);
	if (!(t.db = db_create(":memory:", &error)))
		log_die("%s", error);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		begin();
		tests[i]();
		http_free(room.outside);
	}
	db_close(t.db);
	arena_free(&arena);
	return tap_done();
}
