/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "fcgi/http/auth.h"
#include "hive/alert/alert.h"
#include "tests/lib/api_rig.h"

/*
 * Whom the API lets in, what it refuses, and what may be changed through it
 * by whom.
 */

/* "detail":"..." as JSON has it */
static const char *
quoted(const char *detail)
{
	struct json j;

	json_init(&j, &b.arena);
	json_pair(&j, "detail", detail);
	return json_done(&j);
}

static void
check_refusals(void)
{
	static const struct {
		const char *method, *path, *query;
		int status;
		const char *detail;
	} cases[] = {
		{ "GET", "/api/nothing", NULL, 404,
		    "there is nothing at this address" },
		{ "GET", "/api/miners/../../etc/passwd", NULL, 404, NULL },
		{ "GET", "/api/miners/%00", NULL, 404, NULL },
		{ "GET", "/apix", NULL, 404, NULL },
		{ "PUT", "/api/miners", NULL, 405, "not with this method" },
		{ "BREW", "/api/miners", NULL, 405, "not with this method" },
		{ "GET", "/api/miners", "stat=x", 400,
		    "the parameter \"stat\" is not known here" },
		{ "GET", "/api/miners", "limit=-1", 400,
		    "limit must be a whole number from 1 to 100000" },
		{ "GET", "/api/miners", "sort=nothing", 400,
		    "there is no field \"nothing\" to sort by" },
		{ "GET", "/api/miners", "fields=id,secret", 400,
		    "there is no field \"secret\"" },
		{ "GET", "/api/miners", "online=maybe", 400,
		    "online must be true or false" },
		{ "GET", "/api/miners/02:00:00:00:00:ee", NULL, 404,
		    "no miner has this MAC" },
		{ "GET", "/api/models/none", NULL, 404, "no such model" },
		{ "GET", "/api/tokens", NULL, 403,
		    "this needs the scope \"admin\"" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_INT(plain(cases[i].method, cases[i].path,
		    cases[i].query, NULL), cases[i].status);
		CHECK_TEXT(r.type, "application/problem+json");
		if (cases[i].detail)
			CHECK(says(quoted(cases[i].detail)));
	}
	plain("PUT", "/api/miners", NULL, NULL);
	CHECK_TEXT(r.allow, "GET, PATCH");
}

static size_t taken_max;

/* What comes in is too large for any limit. */
static int
take_none(struct request *of, size_t max)
{
	taken_max = max;
	return request_fail(of, 413, "the body is too large");
}

/* The row says how large a body may be, before it is read, and not what the
 * path contains. */
static void
check_body_max(void)
{
	static const struct {
		const char *method, *path;
		size_t max;
	} cases[] = {
		{ "POST", "/api/power-analytics/telemetry", 1 << 20 },
		{ "POST", "/api/v1/power-analytics/telemetry", 1 << 20 },
		{ "GET", "/api/power-analytics/telemetry", BODY_MAX },
		{ "POST", "/api/power-analytics/telemetry/x", BODY_MAX },
		{ "POST", "/api/power-analytics/telemetryx", BODY_MAX },
		{ "POST", "/api/x/power-analytics/telemetry", BODY_MAX },
		{ "POST", "/api/miners/power-analytics/telemetry", BODY_MAX },
		{ "POST", "/power-analytics/telemetry", BODY_MAX },
		{ "PATCH", "/api/miners", BODY_MAX },
		{ "POST", "/api/power-analytics/entries", BODY_MAX },
		{ "DELETE", "/api/tokens/1", BODY_MAX },
		{ "GET", "/api/nothing", BODY_MAX },
		{ "BREW", "/api/miners", BODY_MAX },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		taken_max = 0;
		/* nobody is let in: that is found out later */
		r = (struct request){ .gate = "none", .take_body = take_none };
		CHECK_INT(ask(cases[i].method, cases[i].path, NULL, NULL),
		    413);
		CHECK_INT(taken_max, cases[i].max);
	}
}

static int
take_one(struct request *of, size_t max)
{
	(void)max;
	of->body = "{\"managed\":true}";
	of->body_len = strlen(of->body);
	of->content_type = "application/json";
	return 0;
}

/* What was taken is what the handler gets. */
static void
check_body_taken(void)
{
	r = (struct request){ .take_body = take_one };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, NULL), 200);
	CHECK(says("\"managed\":true"));
	r = (struct request){ .take_body = take_one, .gate = "none" };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, NULL), 401);
}

static void
check_doors(void)
{
	const char *body = "{\"managed\":true}";

	r = (struct request){ .gate = "none" };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 401);
	r = (struct request){ .gate = "token", .user = "op" };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 401);
	/* Through the door of passwords, and nobody was let in by one. */
	r = (struct request){ .gate = "basic", .method = METHOD_GET,
	    .db = b.worker.turn.db, .arena = &b.arena };
	json_init(&r.out, &b.arena);
	CHECK_INT(auth_check(&r), 401);
	r = (struct request){ .gate = "basic", .user = "" };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 401);
	r = (struct request){ .gate = "token",
	    .authorization = "Bearer ph_nonsense" };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 401);
	CHECK_INT(as("reader", "GET", "/api/site", NULL), 200);
	CHECK_INT(as("reader", "PATCH", path_of(1, ""), body), 403);
	r = (struct request){ .fetch_site = "cross-site" };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, body), 403);
	r = (struct request){ .origin = "https://evil.example",
	    .host = "hive.example" };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, body), 403);
	r = (struct request){ .origin = "https://hive.example:8443",
	    .host = "hive.example:8443" };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, body), 200);
	r = (struct request){ .fetch_site = "same-origin" };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, body), 200);
	CHECK(says("\"managed\":true"));
}

/* A token comes once, works by its scope, and stops when revoked. */
static void
check_tokens(void)
{
	const char *text, *bearer;

	CHECK_INT(as("boss", "POST", "/api/tokens",
	    "{\"name\":\"grafana\",\"scope\":\"read\",\"days\":7}"), 201);
	CHECK((text = strstr(r.out.buf.text, "\"token\":\"ph_")) != NULL);
	bearer = arena_printf(&b.arena, "Bearer %.*s", TOKEN_SIZE - 1,
	    text + 9);
	r = (struct request){ .gate = "token", .authorization = bearer };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 200);
	CHECK(says("\"scope\":\"read\""));
	r = (struct request){ .gate = "token", .authorization = bearer };
	CHECK_INT(ask("PATCH", path_of(1, ""), NULL, "{}"), 403);
	CHECK_INT(as("boss", "GET", "/api/tokens", NULL), 200);
	CHECK(!says(bearer + 7 + 8));
	CHECK_INT(as("boss", "DELETE", "/api/tokens/1", NULL), 204);
	r = (struct request){ .gate = "token", .authorization = bearer };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 401);
}

static void
check_changes(void)
{
	const char *first;

	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"nam\":1}"), 400);
	CHECK(says("\"pointer\":\"/nam\""));
	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"managed\":1}"), 400);
	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"managed\":"), 400);
	CHECK_INT(as("op", "POST", path_of(3, "/rescan"), NULL), 202);
	CHECK_INT(as("op", "PATCH", path_of(3, ""),
	    "{\"hold\":{\"reason\":\"fan noise\"},\"unlock_pass\":\"s3cret\"}"),
	    200);
	CHECK(says("\"hold\":{\"reason\":\"fan noise\""));
	CHECK(!says("s3cret"));
	CHECK_INT(as("boss", "GET", "/api/audit", NULL), 200);
	CHECK(says("fan noise") && !says("s3cret"));
	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"hold\":null}"), 200);
	CHECK(says("\"hold\":null"));
	r = (struct request){ .if_match = "\"stale\"" };
	CHECK_INT(ask("PATCH", path_of(3, ""), NULL, "{\"name\":\"x\"}"), 412);
	CHECK_INT(as("op", "PATCH", "/api/models/s19jpro",
	    "{\"max_preset\":\"2620\"}"), 403);
	CHECK_INT(as("boss", "PATCH", "/api/models/s19jpro",
	    "{\"max_preset\":\"disabled\"}"), 422);
	CHECK_INT(as("boss", "DELETE", path_of(20, ""), NULL), 204);
	CHECK_INT(plain("GET", path_of(20, ""), NULL, NULL), 404);
	r = (struct request){ .idempotency_key = "k1" };
	CHECK_INT(ask("PATCH", "/api/miners", NULL, arena_printf(&b.arena,
	    "{\"macs\":[\"%s\"],\"set\":{\"name\":\"once\"}}",
	    mac_of(3))), 200);
	first = arena_copy(&b.arena, r.out.buf.text);
	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"name\":\"later\"}"),
	    200);
	r = (struct request){ .idempotency_key = "k1" };
	CHECK_INT(ask("PATCH", "/api/miners", NULL, arena_printf(&b.arena,
	    "{\"macs\":[\"%s\"],\"set\":{\"name\":\"once\"}}",
	    mac_of(3))), 200);
	CHECK_TEXT(r.out.buf.text, first);
	CHECK_INT(plain("GET", path_of(3, ""), NULL, NULL), 200);
	CHECK(says("\"name\":\"later\""));	/* not done twice */
	r = (struct request){ .idempotency_key = "k1" };
	CHECK_INT(ask("PATCH", "/api/miners", NULL,
	    "{\"macs\":[],\"set\":{}}"), 422);
	worker_down = true;
	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"name\":\"x\"}"), 503);
	CHECK_TEXT(r.retry_after, "2");
	worker_down = false;
}

static const char *
tag_at(const char *path)
{
	CHECK_INT(plain("GET", path, NULL, NULL), 200);
	CHECK(r.etag && r.etag[0] == '"');
	return arena_copy(&b.arena, r.etag);
}

static int
match(const char *tag, const char *method, const char *path,
    const char *body)
{
	r = (struct request){ .user = "boss", .if_match = tag };
	return ask(method, path, NULL, body);
}

/* A change of what one has seen: every resource that can be read. */
static void
check_match(void)
{
	const struct {
		const char *path, *body[2];
	} cases[] = {
		{ path_of(4, ""), { "{\"name\":\"a\"}", "{\"name\":null}" } },
		{ "/api/models/s19jpro", { "{\"max_preset\":\"2900\"}",
		    "{\"max_preset\":null}" } },
		{ "/api/settings", { "{\"tolerance_w\":777}",
		    "{\"tolerance_w\":null}" } },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = cases[i].path, *old = tag_at(path), *new;

		r = (struct request){ .if_none_match = old };
		CHECK_INT(ask("GET", path, NULL, NULL), 304);
		CHECK_INT(match("\"stale\"", "PATCH", path,
		    cases[i].body[0]), 412);
		CHECK(says("it has changed since you read it") && !r.etag);
		CHECK_INT(match(old, "PATCH", path, cases[i].body[0]), 200);
		new = arena_copy(&b.arena, r.etag);
		CHECK_TEXT(new, tag_at(path));
		CHECK(new && strcmp(new, old));
		CHECK_INT(match(old, "PATCH", path, cases[i].body[1]), 412);
		CHECK_INT(match(new, "PATCH", path, cases[i].body[1]), 200);
		CHECK_TEXT(r.etag, old);
	}
}

static void
check_match_others(void)
{
	const char *path = "/api/circuits/west", *tag;

	CHECK_INT(match("*", "PUT", path, "{\"limit_kw\":50}"), 412);
	CHECK(says("it is not there"));
	CHECK_INT(as("boss", "PUT", path, "{\"limit_kw\":50}"), 200);
	tag = tag_at(path);
	CHECK_INT(as("boss", "PUT", path, "{\"limit_kw\":60}"), 200);
	CHECK_INT(match(tag, "PUT", path, "{\"limit_kw\":70}"), 412);
	CHECK_INT(match(tag, "DELETE", path, NULL), 412);
	CHECK_INT(match(tag_at(path), "DELETE", path, NULL), 204);
	CHECK_INT(match("*", "DELETE", path, NULL), 404);
	CHECK_INT(match("*", "PATCH", "/api/settings/safety-margin",
	    "{\"safety_margin_percent\":9}"), 412);
	/* lists as well, but not what tells that the worker lives */
	tag = tag_at("/api/events");
	r = (struct request){ .if_none_match = tag };
	CHECK_INT(ask("GET", "/api/events", NULL, NULL), 304);
	r = (struct request){ .if_none_match = "*" };
	CHECK_INT(ask("GET", "/api/balance/status", NULL, NULL), 200);
	r = (struct request){ .if_none_match = "*" };
	CHECK_INT(ask("GET", "/api/health", NULL, NULL), 200);
}

static void
check_alerts(void)
{
	int64_t id;

	CHECK_INT(plain("GET", "/api/alerts", NULL, NULL), 200);
	CHECK_TEXT(r.out.buf.text, "[]");
	db_begin(b.worker.turn.db);
	id = alert_raise(b.worker.turn.db, &(struct alert){
	    .rule = "plant_stale", .key = "", .severity = SEVERITY_CRITICAL,
	    .row = NONE, .text = "No data.", .since_at = BENCH_WALL_MS,
	    .last_at = BENCH_WALL_MS, .count = 1 });
	db_commit(b.worker.turn.db);
	CHECK_INT(plain("GET", "/api/alerts", "state=open", NULL), 200);
	CHECK(says("\"rule\":\"plant_stale\",\"severity\":\"critical\","
	    "\"state\":\"open\",\"key\":\"\",\"miner\":null"));
	CHECK_INT(plain("GET", arena_printf(&b.arena, "/api/alerts/%lld",
	    (long long)id), NULL, NULL), 200);
	CHECK(says("\"rule\":\"plant_stale\""));
	CHECK_INT(plain("GET", "/api/alerts", "state=loud", NULL), 400);
	CHECK_INT(as("reader", "POST", arena_printf(&b.arena,
	    "/api/alerts/%lld/acknowledge", (long long)id), NULL), 403);
	for (int i = 0; i < 2; i++) {	/* the second changes nothing */
		CHECK_INT(as(i ? "boss" : "op", "POST",
		    arena_printf(&b.arena, "/api/alerts/%lld/acknowledge",
		    (long long)id), NULL), 200);
		CHECK(says("\"acknowledged_by\":\"user:op\""));
	}
	CHECK_INT(plain("GET", "/api/alerts", "state=present", NULL), 200);
	CHECK_INT(r.total, 1);
	db_begin(b.worker.turn.db);
	alert_end(b.worker.turn.db, "plant_stale", "", BENCH_WALL_MS + 1);
	db_commit(b.worker.turn.db);
	CHECK_INT(as("op", "POST", arena_printf(&b.arena,
	    "/api/alerts/%lld/acknowledge", (long long)id), NULL), 409);
	CHECK_INT(as("op", "POST", "/api/alerts/x/acknowledge", NULL), 404);
	CHECK_INT(as("op", "POST", "/api/alerts/test",
	    "{\"channel\":\"webhook\"}"), 422);	/* there is none */
	CHECK_INT(as("op", "POST", "/api/alerts/test",
	    "{\"channel\":\"pigeon\"}"), 400);
	CHECK_INT(as("reader", "POST", "/api/alerts/test",
	    "{\"channel\":\"email\"}"), 403);
	CHECK_INT(plain("GET", "/api/alerts", "state=ended", NULL), 200);
	CHECK_INT(r.total, 1);
}

int
main(void)
{
	api_open();
	check_refusals();
	check_body_max();
	check_body_taken();
	check_doors();
	check_tokens();
	check_changes();
	check_match();
	check_match_others();
	check_alerts();
	rig_close(&b);
	return tap_done();
}
