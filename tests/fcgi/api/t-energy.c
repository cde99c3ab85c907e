/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/statement.h"
#include "tests/lib/energy_rig.h"
#include "tests/lib/energy_same.h"

/*
 * Energy and money through the API: the same days by every way to ask for
 * them, prices and recalculation by orders.
 */
#define METERS	5
#define KWH	INT64_C(1000000000)

static int64_t meter[METERS], first;
static const char *const names[METERS] = { "a1", "a2", "b1", "c1", "c2" };
static const char *const places[METERS] = { "hall", "hall", "yard", "roof",
	"roof" };

/* The days of these books, whatever they cost by now. */
static void
check_same(const char *place)
{
	energy_same(place, first, 3);
}

static void
check_shapes(void)
{
	CHECK_INT(door_get("/timeline", "classroom=hall&start=2026-10-25&"
	    "end=2026-10-25&bucket=60"), 200);
	CHECK(door_says("\"data_points\":25,"));
	CHECK(door_says("\"timestamp\":\"2026-10-25T01:00:00.000Z\""));
	CHECK_INT(door_get("/timeline", "start=2026-10-25T10:07:00Z&"
	    "end=2026-10-25T11:00:00Z&bucket=15"), 200);
	CHECK(door_says("\"data_points\":4,"));
	CHECK_INT(door_get("/summary", "classroom=hall&date=2026-10-25"), 200);
	CHECK(door_says("{\"classroom\":\"hall\",\"location\":\"hall\","
	    "\"source\":\"message\",\"currency\":\"USD\","
	    "\"date\":\"2026-10-25\","));
	CHECK(door_says("\"starts_at\":\"2026-10-24T23:00:00.000Z\""));
	CHECK(door_says("\"state\":\"booked\",\"total_wh\":"));
	CHECK(door_says("\"device_count\":2,\"quality\":{\"confidence\":"
	    "\"high\",\"booked_slots\":200,"));
	CHECK(door_says("\"devices\":[{\"device_id\":\"main\","
	    "\"esp32_name\":\"a1\",\"meter\":1,"));
	CHECK_INT(door_get("/device-breakdown", "date=2026-10-25&meter=b1"),
	    200);
	CHECK(door_says("\"prices\":[{\"version\":null,\"band\":-1,"
	    "\"cost_per_kwh\":null,"));
	CHECK(door_says("{\"version\":2,\"band\":-1,"
	    "\"cost_per_kwh\":0.098765,"));
	CHECK(!strstr(door.r.out.buf.text, "\"a1\""));
	CHECK_INT(door_get("/summary", "classroom=nowhere"), 200);
	CHECK(door_says("\"total_wh\":null,\"total_kwh\":null,"
	    "\"total_cost\":null"));
	CHECK_INT(door_get("/summary", "classroom=all&date=2026-10-24"), 200);
	CHECK(door_says("\"device_count\":4,"));
	CHECK_INT(door_get("/summary", "source=miner"), 200);
	CHECK(door_says("\"source\":\"miner\",") &&
	    door_says("\"devices\":[]"));
}

static void
check_refusals(void)
{
	static const struct {
		const char *path, *query, *detail;
	} cases[] = {
		{ "/summary", "date=2026-02-30", "date must be" },
		{ "/summary", "source=sun", "source must be" },
		{ "/summary", "day=1", "is not known here" },
		{ "/monthly", "month=13", "month must be" },
		{ "/calendar", "year=x&month=1", "year must be" },
		{ "/timeline", NULL, "start and end must be said" },
		{ "/timeline", "start=2026-10-02&end=2026-10-01",
		    "end must be after start" },
		{ "/timeline", "start=2026-10-01&end=2026-10-02&bucket=20",
		    "multiple of 15" },
		{ "/timeline", "start=2020-10-01&end=2026-10-02",
		    "400 days" },
		{ "/timeline", "start=2026-01-01&end=2026-12-31&bucket=15",
		    "too many buckets" },
		{ "/export-csv", "start=yesterday&end=today", "start must" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_INT(door_get(cases[i].path, cases[i].query), 400);
		CHECK(door_says(cases[i].detail));
	}
}

/* ---- Orders ------------------------------------------------------------- */

static int
post(const char *user, const char *path, const char *body)
{
	return door_ask(user, "POST", path, NULL, body);
}

#define VERSIONS "/cost-versions"

static void
check_price_refusals(void)
{
	static const struct {
		const char *body;
		int status;
		const char *detail;
	} cases[] = {
		{ "{}", 400, "cost_per_kwh" },
		{ "{\"cost_per_kwh\":1}", 400, "effective_from" },
		{ "{\"cost_per_kwh\":\"1\",\"effective_from\":\"2026-01-01\"}",
		    400, "/cost_per_kwh" },
		{ "{\"cost_per_kwh\":100001,\"effective_from\":\"2026-01-01\"}",
		    400, "must be from -100000 to 100000" },
		{ "{\"cost_per_kwh\":1,\"effective_from\":\"2026-02-30\"}",
		    400, "/effective_from" },
		{ "{\"cost_per_kwh\":1,\"effective_from\":\"2026-02-03\","
		    "\"effective_until\":\"2026-02-03\"}", 400,
		    "/effective_until" },
		{ "{\"cost_per_kwh\":1,\"effective_from\":\"2026-02-03\","
		    "\"location\":\"x\",\"classroom\":\"y\"}", 400,
		    "/location" },
		{ "{\"cost_per_kwh\":1,\"effective_from\":\"2026-02-03\","
		    "\"meter\":\"none\"}", 400, "/meter" },
		{ "{\"cost_per_kwh\":1,\"effective_from\":\"2026-02-03\","
		    "\"bands\":[{\"name\":\"x\",\"begins\":\"25:00\",\"ends\":"
		    "\"26:00\",\"cost_per_kwh\":1}]}", 400, "/bands/0" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_INT(post("books", VERSIONS, cases[i].body),
		    cases[i].status);
		CHECK(door_says(cases[i].detail));
	}
	CHECK_INT(post("reader", VERSIONS, "{\"cost_per_kwh\":1,"
	    "\"effective_from\":\"2026-01-01\"}"), 403);
	CHECK_INT(post("op", VERSIONS, "{\"cost_per_kwh\":1,"
	    "\"effective_from\":\"2026-01-01\"}"), 403);
}

static void
check_prices(void)
{
	CHECK_INT(post("books", VERSIONS, "{\"cost_per_kwh\":7.125,"
	    "\"effective_from\":\"2026-10-25\",\"classroom\":\"yard\","
	    "\"notes\":\"as agreed\"}"), 201);
	CHECK(door_says("{\"success\":true,\"version\":{\"id\":3,"
	    "\"cost_per_kwh\":7.125,\"currency\":\"USD\","
	    "\"effective_from\":\"2026-10-24T23:00:00.000Z\","
	    "\"effective_until\":null,\"scope\":\"location\","
	    "\"classroom\":\"yard\""));
	CHECK(door_says("\"created_by\":\"user:books\""));
	CHECK(door_says("\"run\":6}"));
	energy_rest();
	check_same("yard");
	/* zero is a price; less than zero, too */
	CHECK_INT(post("books", VERSIONS, "{\"cost_per_kwh\":0,"
	    "\"effective_from\":\"2026-10-25\",\"classroom\":\"yard\"}"), 201);
	energy_rest();
	CHECK_INT(door_get("/summary", "classroom=yard&date=2026-10-25"), 200);
	CHECK(door_says("\"total_cost\":0,\"unpriced_wh\":0,"));
	CHECK_INT(post("books", VERSIONS, "{\"cost_per_kwh\":-0.5,"
	    "\"effective_from\":\"2026-10-25T12:07:00Z\",\"meter\":\"b1\","
	    "\"bands\":[{\"name\":\"noon\",\"weekdays\":\"sat,sun\","
	    "\"begins\":\"13:00\",\"ends\":\"14:00\","
	    "\"cost_per_kwh\":0.2}]}"), 201);
	CHECK(door_says("\"meter\":\"b1/main\"") &&
	    door_says("\"name\":\"noon\""));
	energy_rest();
	check_same("yard");
	check_same(NULL);
	/* null hands on to the global price */
	CHECK_INT(post("books", VERSIONS, "{\"cost_per_kwh\":null,"
	    "\"effective_from\":\"2026-10-25\",\"classroom\":\"yard\"}"), 201);
	CHECK(door_says("\"cost_per_kwh\":null"));
	CHECK_INT(post("books", VERSIONS, "{\"cost_per_kwh\":0.1,"
	    "\"effective_from\":\"2027-01-01\"}"), 201);
	CHECK(door_says("\"run\":null}"));
	energy_rest();
	CHECK_INT(door_get(VERSIONS, "classroom=yard"), 200);
	CHECK(door_says("{\"currency\":\"USD\",\"versions\":[{\"id\":7,"));
	CHECK(door_says("\"overruled_by\":6"));
	CHECK_INT(door_get(VERSIONS, "limit=1"), 200);
	CHECK(!strstr(door.r.out.buf.text, "\"id\":6,") &&
	    door_says("\"id\":7,"));
	CHECK_INT(door_get(VERSIONS, "as_of=2026-11-01T00:00:00Z"), 200);
	CHECK(!strstr(door.r.out.buf.text, "\"id\":3,") &&
	    door_says("\"id\":2,"));
}

/* What the preview says is what happens. */
static void
check_preview(void)
{
	const char *request = "{\"cost_per_kwh\":0.4,\"effective_from\":"
	    "\"2026-10-25T09:20:00Z\",\"effective_until\":\"2026-10-26\","
	    "\"classroom\":\"hall\"}";
	int64_t before, after, difference;

	CHECK_INT(door_get("/calendar", "classroom=hall&month=2026-10"), 200);
	before = door_told("total_cost", 6);
	CHECK_INT(door_ask("reader", "POST", VERSIONS "/preview", NULL,
	    request), 200);
	CHECK(door_says("\"start\":\"2026-10-25\",\"end\":\"2026-10-25\","
	    "\"days\":1,\"all_days\":1,\"device_days\":2,"
	    "\"changed_days\":2,"));
	CHECK(door_says("\"closed_difference\":0,"));
	difference = door_told("difference", 6);
	CHECK_INT(difference, door_told("cost_after", 6) -
	    door_told("cost_before", 6));
	CHECK_INT(door_get("/calendar", "classroom=hall&month=2026-10"), 200);
	CHECK_INT(door_told("total_cost", 6), before);
	CHECK_INT(post("books", VERSIONS, request), 201);
	energy_rest();
	CHECK_INT(door_get("/calendar", "classroom=hall&month=2026-10"), 200);
	after = door_told("total_cost", 6);
	CHECK(difference != 0);
	CHECK_INT(after - before, difference);
	/* one to come: nothing is past; what the last days would have cost */
	CHECK_INT(door_ask("reader", "POST", VERSIONS "/preview", NULL,
	    "{\"cost_per_kwh\":1,\"effective_from\":\"2027-01-01\"}"), 200);
	CHECK(door_says("\"start\":null,\"end\":null,\"days\":0,"));
	CHECK(door_says("\"as_if_start\":\"2026-10-21\",\"as_if_end\":"
	    "\"2026-11-19\","));
	CHECK(door_told("as_if_after", 6) > door_told("as_if_before", 6));
	CHECK_INT(door_ask("reader", "POST", VERSIONS "/preview", NULL, "{}"),
	    400);
}

#define SPAN "\"start\":\"2026-10-24\",\"end\":\"2026-10-26\""

static void
check_recalculate(void)
{
	CHECK_INT(post("books", "/recalculate",
	    "{\"classroom\":\"hall\"," SPAN "}"), 202);
	CHECK(door_says("\"success\":true,") &&
	    door_says("\"classroom\":\"hall\""));
	CHECK(door.r.location != NULL);
	energy_rest();
	CHECK_INT(door_ask("books", "POST", "/recalculate", "wait=1",
	    "{\"classroom\":\"hall\"," SPAN "}"), 200);
	CHECK(door_says("\"success\":true,\"message\":\"recalculated\","));
	CHECK(door_says("\"start\":\"2026-10-24\",\"end\":\"2026-10-26\","
	    "\"daily_aggregates\":6,\"monthly_aggregates\":2,\"changed\":0"));
	CHECK_INT(door_ask("books", "POST", "/recalculate", "wait=1",
	    "{\"classroom\":\"all\"," SPAN "}"), 200);
	CHECK(door_says("\"classroom\":null,") &&
	    door_says("\"daily_aggregates\":15"));
	CHECK_INT(post("books", "/recalculate",
	    "{\"classroom\":\"nowhere\"," SPAN "}"), 404);
	CHECK_INT(post("books", "/recalculate", "{\"start\":\"2026-10-24\","
	    "\"end\":\"2026-10-23\"}"), 400);
	CHECK(door_says("/end"));
	CHECK_INT(post("op", "/recalculate", "{" SPAN "}"), 403);
	CHECK_INT(door_get("/recalculate", "limit=2"), 200);
	CHECK(door_says("\"kind\":\"recalculate\",\"state\":\"done\""));
	CHECK(door_says("\"progress_percent\":100"));
	CHECK_INT(door_get("/recalculate/6", NULL), 200);
	CHECK(door_says("\"kind\":\"version\"") &&
	    door_says("\"reason\":\"as agreed\""));
	CHECK_INT(door_get("/recalculate/999", NULL), 404);
}

/* A month is closed, its statement signed; what comes later is a credit or
 * debit in the month that is open then. */
static void
check_closing(void)
{
	const char *first_text;
	struct head_public public = { .n = 1 };
	struct signed_statement signed_one;
	const struct statement *s;
	int64_t total;

	memcpy(public.key[0], rig.worker.books.head_key.public, 32);
	CHECK_INT(door_get("/calendar", "month=2026-10"), 200);
	total = door_told("total_cost", 6);
	CHECK_INT(door_get("/periods", NULL), 200);
	CHECK(door_says("\"period\":\"2026-11\",\"state\":\"open\"") &&
	    door_says("\"period\":\"2026-10\",\"state\":\"over\""));
	CHECK_INT(post("books", "/periods", "{\"period\":\"2026-11\"}"), 409);
	CHECK_INT(post("books", "/periods", "{\"period\":\"October\"}"), 400);
	CHECK_INT(post("op", "/periods", "{\"period\":\"2026-10\"}"), 403);
	CHECK_INT(post("books", "/periods", "{\"period\":\"2026-10\"}"), 202);
	for (int i = 0; i < 20; i++)
		energy_pass(1000);
	CHECK_INT(door_get("/periods", NULL), 200);
	CHECK(door_says("\"period\":\"2026-10\",\"state\":\"closed\"") &&
	    door_says("\"closed_by\":\"user:books\""));
	CHECK_INT(post("books", "/periods", "{\"period\":\"2026-10\"}"), 409);
	CHECK_INT(door_get("/summary", "date=2026-10-25"), 200);
	CHECK(door_says("\"state\":\"closed\""));
	CHECK_INT(door_get("/statement", "period=2026-10"), 200);
	first_text = arena_copy(door.arena, door.r.out.buf.text);
	CHECK_TEXT(statement_verify(door.arena, first_text, strlen(first_text),
	    &public, &signed_one), NULL);
	s = signed_one.statement;
	CHECK(s->total_cost == total && s->meters.n == METERS);
	CHECK_TEXT(finality_words[s->state], "closed");
	CHECK(s->head_entry > 0 && s->later.n == 0);
	CHECK_INT(post("books", VERSIONS, "{\"cost_per_kwh\":0.01,"
	    "\"effective_from\":\"2026-10-25\",\"effective_until\":"
	    "\"2026-10-26\",\"classroom\":\"hall\"}"), 201);
	energy_rest();
	CHECK_INT(door_get("/statement", "period=2026-10"), 200);
	CHECK_TEXT(door.r.out.buf.text, first_text);
	CHECK_INT(door_get("/calendar", "month=2026-10"), 200);
	total = door_told("total_cost", 6) - total;
	CHECK(total < 0);
	CHECK_INT(door_get("/periods", "limit=1"), 200);
	CHECK(door_told("later", 0) > 0);
	CHECK_INT(door_told("later_cost", 6), total);
	CHECK_INT(door_get("/statement", "period=2026-11"), 200);
	CHECK(door_says("\"kind\":\"credit\"") &&
	    door_says("\"date\":\"2026-10-25\""));
}

static void
make_books(void)
{
	static struct query parent = QUERY("UPDATE meter SET parent = :parent"
	    " WHERE id = :id");
	struct db *db = door.db;

	first = energy_date("2026-10-24");
	db_begin(db);
	for (int i = 0; i < METERS; i++) {
		meter[i] = energy_meter(db, door.arena, names[i], "message",
		    places[i]);
		energy_fill(db, meter[i], first, first + 3,
		    rig.worker.turn.wall_ms - 86400000);
	}
	db_int(db, &parent, ":parent", meter[3]);
	db_int(db, &parent, ":id", meter[4]);
	db_run(db, &parent);
	energy_price(db, "2026-10-01", "hall", NONE, 123457, 1000);
	energy_price(db, "2026-10-25T17:03:21.5Z", NULL, NONE, 98765, 2000);
	db_commit(db);
}

int
main(void)
{
	energy_open("Europe/Lisbon");
	energy_key();
	make_books();
	energy_rest();
	check_same(NULL);
	check_same("hall");
	check_same("roof");
	check_shapes();
	check_refusals();
	check_price_refusals();
	check_prices();
	check_preview();
	check_recalculate();
	check_closing();
	rig_close(&rig);
	return tap_done();
}
