/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fcgi/http/route.h"
#include "hive/base/log.h"
#include "hive/ledger/post.h"
#include "hive/order/access.h"
#include "hive/request/meter.h"
#include "hive/service/health.h"
#include "tests/lib/tap.h"
#include "worker/order/orders.h"

/* Meters through the API's door: readings in, books out. */

#define T0	INT64_C(1795168800000)	/* at a quarter of an hour */

static struct turn turn;
static struct arena arena;
static struct request r;
static struct site site;

void
order_send(struct arena *a, const char *socket_path, const struct order *o,
    int timeout_ms, struct answer *answer)
{
	struct order_call c = { .turn = &turn, .arena = a, .order = *o };

	(void)socket_path;
	(void)timeout_ms;
	db_begin(turn.db);
	order_serve(&c);
	db_commit(turn.db);
	*answer = c.answer;
}

static int
as(const char *user, const char *method, const char *path, const char *query,
    const char *body)
{
	int status;

	r = (struct request){ .db = turn.db, .arena = &arena,
	    .site = &site, .now = turn.wall_ms,
	    .method = words_value(method_words, method), .query = query,
	    .path = arena_printf(&arena, "/api/power-analytics%s", path),
	    .body = body ? body : "",
	    .body_len = body ? strlen(body) : 0, .content_type = body ?
	    "application/json" : NULL, .total = NONE, .gate = "basic",
	    .user = user };
	json_init(&r.out, &arena);
	status = route_serve(&r);
	json_done(&r.out);
	db_rest(turn.db);
	return status;
}

static int
ask(const char *method, const char *path, const char *query,
    const char *body)
{
	return as("book", method, path, query, body);
}

static bool
says(const char *text)
{
	bool so = strstr(r.out.buf.text, text) != NULL;

	if (!so)
		printf("# %s\n# lacks %s\n", r.out.buf.text, text);
	return so;
}

static void
book(void)
{
	db_begin(turn.db);
	while (book_step(turn.db, &arena, turn.wall_ms, 100))
		;
	db_commit(turn.db);
}

static void
check_scopes(void)
{
	CHECK_INT(as("look", "POST", "/telemetry", NULL, "{}"), 403);
	CHECK_INT(as("op", "POST", "/telemetry", NULL, "{}"), 403);
	CHECK_INT(as("look", "POST", "/entries", NULL, "{}"), 403);
	CHECK_INT(as("look", "GET", "/meters", NULL, NULL), 200);
	CHECK_TEXT(r.out.buf.text, "[]");
}

static void
check_one(void)
{
	CHECK_INT(ask("POST", "/telemetry", NULL, "{\"esp32_name\":\"hall\","
	    "\"classroom\":\"A1\",\"energy_wh_total\":1000,\"timestamp\":"
	    "\"2026-11-20T09:00:00Z\"}"), 200);
	CHECK(says("\"result\":\"accepted\""));
	CHECK_INT(ask("POST", "/telemetry", NULL, "{\"esp32_name\":\"hall\","
	    "\"energy_wh_total\":1000,\"timestamp\":1795165200}"), 200);
	CHECK(says("\"result\":\"duplicate\""));
	CHECK_INT(ask("POST", "/telemetry", NULL, "{\"esp32_name\":\"hall\","
	    "\"energy_wh_total\":1000,\"power_w\":3,"
	    "\"timestamp\":1795165200}"), 409);
	CHECK_INT(ask("POST", "/telemetry", NULL,
	    "{\"esp32_name\":\"hall\",\"energy_wh_total\":\"1000\"}"), 422);
	CHECK(says("bad_energy"));
	CHECK_INT(ask("POST", "/telemetry", NULL, "nonsense"), 422);
	CHECK_INT(ask("POST", "/telemetry", NULL, "[1,2"), 400);
	CHECK_INT(ask("POST", "/telemetry", NULL, NULL), 422);
}

static void
check_batch(void)
{
	static const char *const body = " {\"readings\" : [ {"
	    "\"esp32_name\":\"hall\",\"energy_wh_total\":1300,"
	    "\"timestamp\":\"2026-11-20T09:10:00Z\"}, {\"esp32_name\":"
	    "\"hall\",\"energy_wh_total\":1300,\"timestamp\":"
	    "\"2026-11-20T09:10:00Z\"},{\"a\":\"],{\"},{\"x\":},\n"
	    "{\"esp32_name\":\"hall\",\"energy_wh_total\":1900.25,"
	    "\"timestamp\":\"2026-11-20T09:30:00Z\"} ] } ";
	char *many = arena_take(&arena, 8192);

	CHECK_INT(ask("POST", "/telemetry", NULL, body), 200);
	CHECK(says("\"accepted\":2,\"duplicate\":1,\"conflict\":0,"
	    "\"rejected\":2"));
	CHECK(says("\"rule\":\"not_json\""));
	CHECK_INT(ask("POST", "/telemetry", NULL, "[]"), 200);
	CHECK(says("{\"results\":[],\"accepted\":0"));
	many[0] = '[';
	for (int i = 1; i < 2001; i += 2) {
		many[i] = '1';
		many[i + 1] = i < 1999 ? ',' : ']';
	}
	CHECK_INT(ask("POST", "/telemetry", NULL, many), 200);
	CHECK(says("\"rejected\":1000"));
	memcpy(many + 2000, ",1]", 4);
	CHECK_INT(ask("POST", "/telemetry", NULL, many), 400);
}

static void
check_books(void)
{
	book();
	CHECK_INT(ask("GET", "/meters", NULL, NULL), 200);
	CHECK(says("\"device\":\"hall\",\"channel\":\"all_devices\""));
	CHECK(says("\"location\":\"A1\""));
	CHECK(says("\"last_reading_at\":\"2026-11-20T09:30:00.000Z\""));
	CHECK_INT(ask("GET", "/readings", "meter=hall", NULL), 200);
	CHECK(says("\"register_uwh\":1900250000"));
	CHECK(says("\"state\":\"taken\",\"rule\":\"gap\""));
	/* 300 Wh in 10 minutes, 600.25 in 20: cut at a quarter past. */
	CHECK_INT(ask("GET", "/entries", "meter=hall&from=1795165200", NULL),
	    200);
	CHECK(says("\"energy_uwh\":450062500,\"kind\":\"base\","
	    "\"quality\":\"E\""));
	CHECK(says("\"energy_uwh\":450187500"));
	CHECK_INT(ask("GET", "/entries", "meter=nobody", NULL), 400);
	CHECK_INT(ask("GET", "/meters/1", NULL, NULL), 200);
	CHECK(r.etag && r.etag[0] == '"');
	CHECK_INT(ask("GET", "/readings", NULL, NULL), 400);
	CHECK_INT(ask("GET", "/tickets", "state=open", NULL), 200);
	CHECK(says("\"class\":\"conflict\",\"meter\":1"));
}

static void
check_meters(void)
{
	CHECK_INT(ask("POST", "/meters", NULL, "{\"device\":\"main\","
	    "\"multiplier\":40,\"power_most_w\":900000,"
	    "\"location\":\"A\"}"), 201);
	CHECK(says("\"id\":2,\"device\":\"main\""));
	CHECK_INT(ask("POST", "/meters", NULL, "{\"device\":\"main\"}"),
	    422);
	CHECK_INT(ask("PATCH", "/meters/1", NULL,
	    "{\"parent\":2,\"power_most_w\":20000}"), 200);
	CHECK(says("\"parent\":2") && says("\"version\":2"));
	CHECK_INT(ask("PATCH", "/meters/2", NULL, "{\"parent\":1}"), 422);
	CHECK(says("above itself"));
	CHECK_INT(ask("PATCH", "/meters/2", NULL, "{\"parent\":77}"), 422);
	CHECK_INT(ask("PATCH", "/meters/2", NULL,
	    "{\"gap_most_s\":null}"), 422);
	CHECK_INT(ask("PATCH", "/meters/2", NULL, "{\"multiplier\":2}"),
	    400);
	CHECK_INT(ask("PATCH", "/meters/9", NULL, "{}"), 404);
	/* The transformer's ratio: 2 Wh of the register are 80. */
	ask("POST", "/telemetry", NULL, "[{\"esp32_name\":\"main\","
	    "\"energy_wh_total\":10,\"timestamp\":1795165200},"
	    "{\"esp32_name\":\"main\",\"energy_wh_total\":12,"
	    "\"timestamp\":1795165260}]");
	book();
	CHECK_INT(ask("GET", "/entries", "meter=2", NULL), 200);
	CHECK(says("\"energy_uwh\":80000000"));
}

static void
check_swap(void)
{
	CHECK_INT(ask("POST", "/meters/2/swap", NULL, "{\"at\":1795165320,"
	    "\"closing_wh\":13,\"opening_wh\":0.5,\"reason\":\"worn out\"}"),
	    200);
	CHECK_INT(ask("POST", "/telemetry", NULL, "{\"esp32_name\":\"main\","
	    "\"energy_wh_total\":1.5,\"timestamp\":1795165380}"), 200);
	book();
	/* 3 Wh of the old one, 1 of the new one. */
	CHECK_INT(ask("GET", "/entries", "meter=2", NULL), 200);
	CHECK(says("\"energy_uwh\":80000000,\"kind\":\"correction\""));
	CHECK_INT(ask("GET", "/readings", "meter=2", NULL), 200);
	CHECK(says("\"rule\":\"swap\",\"counted_uwh\":0"));
}

static void
check_manual(void)
{
	static struct query q = QUERY("SELECT sum(energy_uwh) FROM slot"
	    " WHERE meter = 1");
	int64_t before = db_number(turn.db, &q, 0);

	CHECK_INT(ask("POST", "/entries", NULL, "{\"meter\":1,\"from\":"
	    "1795165200,\"to\":1795167900,\"energy_wh\":-1,\"reason\":"
	    "\"read by hand\",\"ticket\":1}"), 201);
	CHECK(says("\"kind\":\"manual\"") && says("\"actor\":\"user:book\""));
	CHECK_INT(db_number(turn.db, &q, 0), before - 1000000);
	CHECK_INT(ask("GET", "/tickets", "state=resolved", NULL), 200);
	CHECK(says("\"resolution\":\"read by hand\""));
	CHECK_INT(ask("POST", "/entries", NULL, "{\"meter\":1,\"from\":"
	    "1795165201,\"to\":1795167900,\"energy_wh\":-1,\"reason\":"
	    "\"x\"}"), 422);
	CHECK_INT(ask("PATCH", "/tickets/1", NULL,
	    "{\"state\":\"acknowledged\"}"), 200);
	CHECK_INT(ask("PATCH", "/tickets/1", NULL, "{\"state\":\"no\"}"),
	    400);
	CHECK_INT(ask("PATCH", "/tickets/99", NULL,
	    "{\"state\":\"open\"}"), 404);
	/* A person's entry is not taken back by what is booked later. */
	ask("PATCH", "/meters/1", NULL, "{\"gap_most_s\":3600}");
	book();
	CHECK_INT(db_number(turn.db, &q, 0), before - 1000000);
}

static void
check_health(void)
{
	CHECK_INT(ask("GET", "/health", NULL, NULL), 200);
	CHECK(says("{\"status\":\"unhealthy\",\"telemetry\":{"
	    "\"total_events\":"));
	CHECK(says("\"online_devices\":2,"));
	CHECK(says("\"broker_connected\":null"));
	db_begin(turn.db);
	worker_begin(turn.db, "1", 1, turn.wall_ms);
	db_commit(turn.db);
	CHECK_INT(ask("GET", "/health", NULL, NULL), 200);
	CHECK(says("\"status\":\"healthy\""));
	CHECK(says("\"unprocessed_events\":0"));
}

int
main(void)
{
	const char *error;

	arena_init(&arena, 256u << 20);
	log_level(LOG_FAIL);
	if (!(turn.db = db_create(":memory:", &error)))
		log_die("%s", error);
	turn.wall_ms = T0;
	user_keep(turn.db, "book", SCOPE_LEDGER, T0);
	user_keep(turn.db, "op", SCOPE_OPERATE, T0);
	check_scopes();
	check_one();
	check_batch();
	check_books();
	check_meters();
	check_swap();
	check_manual();
	check_health();
	db_close(turn.db);
	return tap_done();
}
