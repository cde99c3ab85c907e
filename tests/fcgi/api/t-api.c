/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/miner/command.h"
#include "hive/miner/preset_learned.h"
#include "tests/lib/api_rig.h"

/*
 * What the API shows: lists, histories, figures, in JSON and as tables.
 * t-who-may.c has whom it lets in.
 */

static int
count(const char *text)
{
	int n = 0;

	for (const char *at = r.out.buf.text; (at = strstr(at, text)); at++)
		n++;
	return n;
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
	CHECK_INT(count("\"name\":\"If-Match\""), 8);
	CHECK_INT(plain("GET", "/api", NULL, NULL), 200);
	CHECK_INT(plain("GET", "/api/telemetry/anomalies", NULL, NULL), 200);
}

/* How many miners are in that state. */
static int64_t
in_state(const char *query)
{
	CHECK_INT(plain("GET", "/api/miners", query, NULL), 200);
	return r.total;
}

static void
check_states(void)
{
	struct db *db = b.worker.turn.db;
	struct fleet_miner *u = b.worker.fleet.miners[0];
	int64_t mining = in_state("state=mining");

	CHECK(mining > 0 && mining <= 20);
	CHECK_INT(in_state("state=offline"), 0);
	CHECK_INT(in_state("state=stopped"), 0);
	CHECK_INT(in_state("state=mining%20"), 0);
	CHECK_INT(in_state("state=%6Dining"), in_state("state=mining"));
	/* No digits: the octets of 6 and d less a bit. */
	CHECK_INT(in_state("state=%\x16\x44ining"), 0);
	miner_went_offline(db, u->row, "it does not answer");
	CHECK_INT(in_state("state=offline"), 1);
	CHECK_INT(in_state("state=mining"), mining - 1);
	miner_came_online(db, u->row, u->ip, r.now);
	CHECK_INT(in_state("state=offline"), 0);
}

static void
check_lists(void)
{
	char *etag;

	CHECK_INT(plain("GET", "/api/miners", NULL, NULL), 200);
	CHECK_INT(r.total, 20);
	CHECK(r.etag && r.out.buf.text[0] == '[');
	etag = arena_copy(&b.arena, r.etag);
	r = (struct request){ .if_none_match = etag };
	CHECK_INT(ask("GET", "/api/miners", NULL, NULL), 304);
	r = (struct request){ .if_none_match = etag };
	CHECK_INT(ask("GET", "/api/miners", "limit=3", NULL), 200);
	CHECK_TEXT(r.link, "</api/miners?limit=3&cursor=3>; rel=\"next\"");
	CHECK_INT(plain("GET", "/api/v1/miners", "sort=-power_w&limit=2&fields"
	    "=id", NULL), 200);
	CHECK_INT((long long)r.out.buf.len, 2 * 26 + 3);
	CHECK_INT(plain("GET", "/api/miners", "online=false", NULL), 200);
	CHECK_INT(r.total, 0);
	CHECK_TEXT(r.out.buf.text, "[]");
	check_states();
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
	db_begin(b.worker.turn.db);
	for (int i = 0; i < 2; i++) {
		l.miner = db_number(b.worker.turn.db, &ends[i], 0);
		l.power_w = 2650 + 100 * i;
		l.hashrate_ths = 90 + 2 * i;
		learned_keep(b.worker.turn.db, &l, BENCH_WALL_MS);
	}
	db_commit(b.worker.turn.db);
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
	CHECK(!strncmp(r.out.buf.text, "id,name,managed\r\n", 17));
	CHECK(says(arena_printf(&b.arena,
	    "%s,\"'=1+1,\"\"x\"\"\",false\r\n", mac_of(2))));
	CHECK(!strncmp(r.type, "text/csv", 8));
	CHECK_INT(as("op", "PATCH", path_of(2, ""), "{\"name\":null}"), 200);
	CHECK(says("\"name\":null"));
}

/* Past 2,000 readings these are means, newest first, of accepted ones. */
static void
check_plant_history(void)
{
	int64_t now = BENCH_WALL_MS + b.now_ms;
	int n;

	db_begin(b.worker.turn.db);
	for (int i = 1; i <= 9000; i++)
		plant_add(b.worker.turn.db, &(struct plant_reading){ .id = NONE,
		    .plant_id = "p", .recorded_at = now - i * 15000,
		    .source_at = now - i * 15000,
		    .generation_w = i % 9 ? 3000000 : 9000000,
		    .container_w = 1000000, .available_w = 2000000,
		    .sources = "[]", .state = i % 9 ? PLANT_FRESH :
		    PLANT_IMPLAUSIBLE, .reason = i % 9 ? NULL : "too much" });
	db_commit(b.worker.turn.db);
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
	const struct site_plant *plant = b.worker.site.plant;

	CHECK_INT(plain("GET", "/api/balance/status", NULL, NULL), 200);
	CHECK(says("\"mode\":\"observe\"") &&
	    !says("\"target_power_w\":null"));
	b.worker.site.plant = NULL;
	CHECK_INT(plain("GET", "/api/balance/status", NULL, NULL), 200);
	b.worker.site.plant = plant;
	CHECK(says("\"status\":\"NO_DATA\"") &&
	    says("\"mode\":\"off\"") && says("\"target_power_w\":null") &&
	    says("\"reading_reason\":\"the configuration names no plant\""));
	db_run(b.worker.turn.db, &none);
	CHECK_INT(plain("GET", "/api/balance/status", NULL, NULL), 200);
	CHECK(says("\"status\":\"NO_DATA\"") &&
	    says("\"mode\":\"observe\"") && says("\"state\":\"INIT\""));
}

/* What stands behind "cursor=" in the link to the next page; NULL: the last. */
static const char *
next_cursor(void)
{
	const char *at = r.link ? strstr(r.link, "cursor=") : NULL;

	return at ? arena_printf(&b.arena, "&%.*s", (int)strcspn(at, ">"),
	    at) : NULL;
}

/* Page by page it is the same as in one: every row once. */
static void
check_pages(const char *path)
{
	const char *all, *cursor = "";
	struct buf joined;
	int pages = 0;

	buf_init(&joined, &b.arena);
	do {
		r = (struct request){ .user = "boss" };
		CHECK_INT(ask("GET", path, arena_printf(&b.arena, "limit=3%s",
		    cursor), NULL), 200);
		CHECK(r.out.buf.len > 2);
		buf_byte(&joined, pages++ ? ',' : '[');
		buf_bytes(&joined, r.out.buf.text + 1, r.out.buf.len - 2);
	} while ((cursor = next_cursor()) && pages < 4000);
	buf_byte(&joined, ']');
	all = buf_done(&joined);
	r = (struct request){ .user = "boss" };
	CHECK_INT(ask("GET", path, "limit=10000", NULL), 200);
	CHECK(pages > 1 && !r.link);
	CHECK(!strcmp(r.out.buf.text, all));
}

static void
check_logs(void)
{
	struct command c = { .id = NONE, .at = BENCH_WALL_MS, .row = 1,
	    .action = ACTION_PRESET, .preset = "2620", .percent = NONE,
	    .reason = REASON_HEADROOM, .decision = 1, .emergency = NONE,
	    .old_w = NONE, .new_w = NONE, .state = COMMAND_CONFIRMED,
	    .sent_at = NONE, .accepted_at = NONE, .ended_at = NONE };

	db_begin(b.worker.turn.db);
	for (int i = 0; i < 20; i++) {
		c.who = i % 4 ? "balancer" : "user:op";
		c.decision = i % 4 ? 1 + i / 10 : NONE;
		c.action = i == 8 ? ACTION_FIND : ACTION_PRESET;
		command_add(b.worker.turn.db, &c);
		plant_add(b.worker.turn.db, &(struct plant_reading){ .id = NONE,
		    .plant_id = "p", .recorded_at = BENCH_WALL_MS + i,
		    .source_at = BENCH_WALL_MS, .sources = "[]",
		    .state = PLANT_STALE });
	}
	db_commit(b.worker.turn.db);
	for (int i = 0; i < 4; i++)
		CHECK_INT(as("op", "PATCH", path_of(4, ""),
		    i % 2 ? "{\"name\":null}" : "{\"name\":\"x\"}"), 200);
	check_pages("/api/events");
	check_pages("/api/commands");
	check_pages("/api/balance/events");
	check_pages("/api/balance/decisions");
	check_pages("/api/audit");
	check_pages(path_of(5, "/statuses"));
	check_pages("/api/plant/history");
	check_pages("/api/miners");
	CHECK_INT(plain("GET", "/api/commands", "decision=2&limit=1&cursor=16",
	    NULL), 200);
	CHECK(says("\"id\":15,") && says("\"decision\":2,") && r.link);
	CHECK_INT(plain("GET", "/api/events", "sort=at", NULL), 400);
	/* people's changes as well as the balancer's, but not a light */
	CHECK_INT(plain("GET", "/api/balance/events", NULL, NULL), 200);
	CHECK(says("\"who\":\"user:op\"") && says("\"who\":\"balancer\""));
	CHECK(!says("\"action\":\"find\""));
	CHECK_INT(plain("GET", "/api/commands", NULL, NULL), 200);
	CHECK(says("\"action\":\"find\""));
}

/* An entry by its address, however old. */
static void
check_entries(void)
{
	CHECK_INT(plain("GET", "/api/events/1", NULL, NULL), 200);
	CHECK(says("{\"id\":1,\"at\":\"2026-"));
	CHECK_INT(plain("GET", "/api/events/999999", NULL, NULL), 404);
	CHECK_INT(plain("GET", "/api/events/1x", NULL, NULL), 404);
	CHECK_INT(as("boss", "GET", "/api/audit/1", NULL), 200);
	CHECK(says("{\"id\":1,") && says("\"door\":"));
	CHECK_INT(as("boss", "GET", "/api/audit/999999", NULL), 404);
	CHECK_INT(as("op", "GET", "/api/audit/1", NULL), 403);
	CHECK_INT(plain("GET", "/api/alerts/1", NULL, NULL), 404);
}

int
main(void)
{
	api_open();
	check_histories();
	check_logs();
	check_entries();
	check_lists();
	check_learned();
	check_csv();
	check_plant_history();
	check_balance_without();
	rig_close(&b);
	return tap_done();
}
