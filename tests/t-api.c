/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "fcgi/route.h"
#include "hive/access.h"
#include "hive/alert.h"
#include "hive/learned.h"
#include "tests/tap.h"
#include "tests/work_bench.h"

/*
 * Both programs in one process: a miner's reply goes in at one end, the
 * API's bytes come out at the other, and an order goes back.  The order
 * socket is replaced by a call.
 */
static struct bench b;
static struct request r;	/* the last one, with its answer */
static bool worker_down;

void
order_send(struct arena *a, const char *socket_path, const struct order *o,
    int timeout_ms, struct answer *answer)
{
	struct order_call c = { .work = &b.work, .arena = a, .order = *o };

	(void)socket_path;
	(void)timeout_ms;
	if (worker_down) {
		*answer = (struct answer){ .status = 503,
		    .why = "the worker does not answer" };
		return;
	}
	db_begin(b.work.db);
	order_serve(&c);
	if (b.work.miners_changed)
		revision_bump(b.work.db, "miners");
	if (b.work.models_changed)
		revision_bump(b.work.db, "models");
	b.work.miners_changed = b.work.models_changed = false;
	db_commit(b.work.db);
	*answer = c.answer;
}

/* A request by the user "op" (operate) unless it was filled in before. */
static int
ask(const char *method, const char *path, const char *query,
    const char *body)
{
	int status;

	r.db = b.work.db;
	r.arena = &b.arena;
	r.site = &b.work.site;
	r.now = BENCH_WALL_MS + b.now_ms;
	r.method = method;
	r.path = path;
	r.query = query;
	r.body = body ? body : "";
	r.body_len = strlen(r.body);
	r.content_type = body ? "application/json" : NULL;
	r.total = NONE;
	if (!r.gate)
		r.gate = "basic";
	if (!r.user)
		r.user = "op";
	json_init(&r.out, &b.arena);
	status = route_serve(&r);
	json_done(&r.out);
	db_rest(b.work.db);
	return status;
}

static int
plain(const char *method, const char *path, const char *query,
    const char *body)
{
	r = (struct request){ .db = NULL };
	return ask(method, path, query, body);
}

static int
as(const char *user, const char *method, const char *path, const char *body)
{
	r = (struct request){ .user = user };
	return ask(method, path, NULL, body);
}

static const char *
mac_of(int number)
{
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	return arena_copy(&b.arena, s.mac);
}

static const char *
path_of(int number, const char *more)
{
	return arena_printf(&b.arena, "/api/miners/%s%s", mac_of(number),
	    more);
}

static bool
says(const char *text)
{
	return strstr(r.out.text, text) != NULL;
}

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
check_lists(void)
{
	char *etag;

	CHECK_INT(plain("GET", "/api/miners", NULL, NULL), 200);
	CHECK_INT(r.total, 20);
	CHECK(r.etag && r.out.text[0] == '[');
	etag = arena_copy(&b.arena, r.etag);
	r = (struct request){ .if_none_match = etag };
	CHECK_INT(ask("GET", "/api/miners", NULL, NULL), 304);
	r = (struct request){ .if_none_match = etag };
	CHECK_INT(ask("GET", "/api/miners", "limit=3", NULL), 200);
	CHECK_TEXT(r.link, "</api/miners?limit=3&cursor=3>; rel=\"next\"");
	CHECK_INT(plain("GET", "/api/v1/miners", "sort=-power_w&limit=2&fields"
	    "=id", NULL), 200);
	CHECK_INT((long long)r.out.len, 2 * 26 + 3);
	CHECK_INT(plain("GET", "/api/miners", "online=false", NULL), 200);
	CHECK_INT(r.total, 0);
	CHECK_TEXT(r.out.text, "[]");
	CHECK_INT(plain("GET", "/api/miners", "model=s19jpro&q=127.1", NULL),
	    200);
	CHECK(r.total > 0 && r.total < 20);
	CHECK_INT(plain("GET", "/api/models", NULL, NULL), 200);
	CHECK(says("\"alias\":\"s19jpro\"") && says("\"max_preset\":null"));
}

/* What a preset was measured to draw and give: the mean of those who know. */
static void
check_learned(void)
{
	static struct query ends[] = {
		QUERY("SELECT min(id) FROM miner WHERE model = 's19jpro'"),
		QUERY("SELECT max(id) FROM miner WHERE model = 's19jpro'"),
	};
	struct learned l = { .preset = "2900", .samples = 9 };

	CHECK_INT(plain("GET", "/api/models/s19jpro", NULL, NULL), 200);
	CHECK(says("\"preset\":\"2900\",\"power_w\":2900,") &&
	    !says("\"learned_power_w\":2700,"));
	db_begin(b.work.db);
	for (int i = 0; i < 2; i++) {
		l.miner = db_number(b.work.db, &ends[i], 0);
		l.power_w = 2650 + 100 * i;
		l.hashrate_ths = 90 + 2 * i;
		learned_keep(b.work.db, &l, BENCH_WALL_MS);
	}
	db_commit(b.work.db);
	CHECK_INT(plain("GET", "/api/models/s19jpro", NULL, NULL), 200);
	CHECK(says("\"learned_power_w\":2700,\"learned_hashrate_ths\":91}"));
}

static void
check_csv(void)
{
	CHECK_INT(as("op", "PATCH", path_of(2, ""),
	    "{\"name\":\"=1+1,\\\"x\\\"\"}"), 200);
	CHECK_INT(plain("GET", "/api/miners.csv", "fields=id,name,managed",
	    NULL), 200);
	CHECK(!strncmp(r.out.text, "id,name,managed\r\n", 17));
	CHECK(says(arena_printf(&b.arena,
	    "%s,\"'=1+1,\"\"x\"\"\",false\r\n", mac_of(2))));
	CHECK(!strncmp(r.type, "text/csv", 8));
	CHECK_INT(as("op", "PATCH", path_of(2, ""), "{\"name\":null}"), 200);
	CHECK(says("\"name\":null"));
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

static void
check_doors(void)
{
	const char *body = "{\"managed\":true}";

	r = (struct request){ .gate = "none" };
	CHECK_INT(ask("GET", "/api/site", NULL, NULL), 401);
	r = (struct request){ .gate = "token", .user = "op" };
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
	CHECK((text = strstr(r.out.text, "\"token\":\"ph_")) != NULL);
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
	r = (struct request){ .content_type = NULL };
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
	first = arena_copy(&b.arena, r.out.text);
	CHECK_INT(as("op", "PATCH", path_of(3, ""), "{\"name\":\"later\"}"),
	    200);
	r = (struct request){ .idempotency_key = "k1" };
	CHECK_INT(ask("PATCH", "/api/miners", NULL, arena_printf(&b.arena,
	    "{\"macs\":[\"%s\"],\"set\":{\"name\":\"once\"}}",
	    mac_of(3))), 200);
	CHECK_TEXT(r.out.text, first);
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

static void
check_histories(void)
{
	CHECK_INT(plain("GET", path_of(5, "/statuses"), "limit=2", NULL), 200);
	CHECK(says("\"recorded_at\":\"2026-11-20T10:0"));
	CHECK_INT(plain("GET", arena_printf(&b.arena, "/api/statuses/%s",
	    mac_of(5)), "since=2026-11-20T10:00:00Z&points=10", NULL), 200);
	CHECK_INT(plain("GET", path_of(5, "/telemetry"), NULL, NULL), 200);
	CHECK(says("\"hashrate_ghs\":") && says("\"grade\":"));
	CHECK_INT(plain("GET", "/api/events", "limit=5", NULL), 200);
	CHECK(says("\"kind\":\"found\"") || says("\"kind\":\"online\""));
	CHECK_INT(plain("GET", "/api/health", NULL, NULL), 200);
	CHECK(says("\"total\":20") && says("\"name\":\"status\""));
	CHECK_INT(plain("GET", "/metrics", NULL, NULL), 200);
	CHECK(says("powerhive_miners_online 20\n") &&
	    says("powerhive_alerts{severity=\"critical\"} 0\n"));
	CHECK_INT(plain("GET", "/metrics/miners", NULL, NULL), 200);
	CHECK(says("powerhive_miner_power_watts{mac=\""));
	CHECK_INT(plain("GET", "/api/openapi.json", NULL, NULL), 200);
	CHECK(says("\"/api/miners/{mac}/statuses\":{\"get\":{"));
	CHECK_INT(plain("GET", "/api", NULL, NULL), 200);
	CHECK_INT(plain("GET", "/api/telemetry/anomalies", NULL, NULL), 200);
}

static void
check_alerts(void)
{
	int64_t id;

	CHECK_INT(plain("GET", "/api/alerts", NULL, NULL), 200);
	CHECK_TEXT(r.out.text, "[]");
	db_begin(b.work.db);
	id = alert_raise(b.work.db, &(struct alert){ .rule = "plant_stale",
	    .key = "", .severity = "critical", .row = NONE,
	    .text = "No data.", .since_at = BENCH_WALL_MS,
	    .last_at = BENCH_WALL_MS, .count = 1 });
	db_commit(b.work.db);
	CHECK_INT(plain("GET", "/api/alerts", "state=open", NULL), 200);
	CHECK(says("\"rule\":\"plant_stale\",\"severity\":\"critical\","
	    "\"state\":\"open\",\"key\":\"\",\"miner\":null"));
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
	db_begin(b.work.db);
	alert_end(b.work.db, "plant_stale", "", BENCH_WALL_MS + 1);
	db_commit(b.work.db);
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

static int
count(const char *text)
{
	int n = 0;

	for (const char *at = r.out.text; (at = strstr(at, text)); at++)
		n++;
	return n;
}

/* Past 2,000 readings these are means, newest first, of accepted ones. */
static void
check_plant_history(void)
{
	int64_t now = BENCH_WALL_MS + b.now_ms;
	int n;

	db_begin(b.work.db);
	for (int i = 1; i <= 9000; i++)
		plant_add(b.work.db, &(struct plant_reading){ .id = NONE,
		    .plant_id = "p", .recorded_at = now - i * 15000,
		    .source_at = now - i * 15000,
		    .generation_w = i % 9 ? 3000000 : 9000000,
		    .container_w = 1000000, .available_w = 2000000,
		    .sources = "[]", .state = i % 9 ? "FRESH" :
		    "IMPLAUSIBLE", .reason = i % 9 ? NULL : "too much" });
	db_commit(b.work.db);
	CHECK_INT(plain("GET", "/api/plant/history", "limit=2000", NULL),
	    200);
	CHECK_INT(count("\"plant_id\""), 2000);
	CHECK(says("\"too much\""));
	CHECK_INT(plain("GET", "/api/plant/history", "limit=100000", NULL),
	    200);
	n = count("\"plant_id\"");
	CHECK(n > 1500 && n <= 2000);
	CHECK(!says("IMPLAUSIBLE"));
	CHECK(count("\"total_generation\":3000,") > 1500);
	CHECK_INT(plain("GET", "/api/plant/history", arena_printf(&b.arena,
	    "limit=100000&since=%lld&until=%lld",
	    (long long)(now - 600 * 15000) / 1000,
	    (long long)(now - 300 * 15000) / 1000), NULL), 200);
	CHECK_INT(count("\"plant_id\""), 300);
}

/* A site without a plant says so, and shows no figures of a former one; nor
 * is it unknown how things stand before the first cycle. */
static void
check_balance_without(void)
{
	static struct query none = QUERY("DELETE FROM balance");
	const struct site_plant *plant = b.work.site.plant;

	CHECK_INT(plain("GET", "/api/balance/status", NULL, NULL), 200);
	CHECK(says("\"mode\":\"observe\"") &&
	    !says("\"target_power_w\":null"));
	b.work.site.plant = NULL;
	CHECK_INT(plain("GET", "/api/balance/status", NULL, NULL), 200);
	b.work.site.plant = plant;
	CHECK(says("\"status\":\"NO_DATA\"") &&
	    says("\"mode\":\"off\"") && says("\"target_power_w\":null") &&
	    says("\"reading_reason\":\"the configuration names no plant\""));
	db_run(b.work.db, &none);
	CHECK_INT(plain("GET", "/api/balance/status", NULL, NULL), 200);
	CHECK(says("\"status\":\"NO_DATA\"") &&
	    says("\"mode\":\"observe\"") && says("\"state\":\"INIT\""));
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 20;
	o.net = "127.1.0.0/27";
	o.odd_percent = 50;
	bench_open_farm(&b, &o);
	b.arena.limit = 1 << 30;
	bench_run(&b, 130000);
	db_begin(b.work.db);
	user_keep(b.work.db, "op", SCOPE_OPERATE, BENCH_WALL_MS);
	user_keep(b.work.db, "boss", SCOPE_ADMIN, BENCH_WALL_MS);
	db_commit(b.work.db);
	check_histories();
	check_lists();
	check_learned();
	check_csv();
	check_refusals();
	check_doors();
	check_tokens();
	check_changes();
	check_alerts();
	check_plant_history();
	check_balance_without();
	bench_close(&b);
	return tap_done();
}
