/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "tests/lib/energy_rig.h"

/*
 * What an earlier ledger did wrong with days, months, prices and what it told
 * of them: tests/form/traps.md has the list, each function here its number.  A
 * site in India, whose boards hand in readings; each trap has a room.
 */
static int
ask(const char *method, const char *path, const char *query,
    const char *body)
{
	return door_ask("books", method, path, query, body);
}

static int
get(const char *path, const char *query)
{
	return ask("GET", path, query, NULL);
}

/* A room has one board of its name; the register is in Wh. */
static void
say(const char *room, const char *at, const char *wh)
{
	CHECK_INT(ask("POST", "/telemetry", NULL, arena_printf(door.arena,
	    "{\"esp32_name\":\"%s\",\"classroom\":\"%s\",\"timestamp\":"
	    "\"%s\",\"energy_wh_total\":%s}", room, room, at, wh)), 200);
}

/* All that a room's board has used between two instants, booked and rated. */
static void
use(const char *room, const char *from, const char *until, const char *wh)
{
	say(room, from, "0");
	say(room, until, wh);
	energy_rest();
}

static void
price(const char *room, const char *from, const char *cost)
{
	CHECK_INT(ask("POST", "/cost-versions", NULL, arena_printf(door.arena,
	    "{\"cost_per_kwh\":%s,\"effective_from\":\"%s\","
	    "\"classroom\":\"%s\"}", cost, from, room)), 201);
}

static int64_t
day(const char *room, const char *date, const char *key)
{
	CHECK_INT(get("/summary", arena_printf(door.arena,
	    "classroom=%s&date=%s", room, date)), 200);
	return door_told(key, 6);
}

static int64_t
month(const char *room, const char *date, const char *key)
{
	CHECK_INT(get("/monthly", arena_printf(door.arena,
	    "classroom=%s&month=%s", room, date)), 200);
	return door_told(key, 6);
}

static int64_t
recalculate(const char *room, const char *start, const char *end,
    const char *key)
{
	CHECK_INT(ask("POST", "/recalculate", "wait=1", arena_printf(door.arena,
	    "{\"classroom\":\"%s\",\"start\":\"%s\",\"end\":\"%s\"}", room,
	    start, end)), 200);
	return door_told(key, 0);
}

#define WH	INT64_C(1000000)	/* as day() has it */
#define COST	INT64_C(1000000)

/* ---- Days and months ---------------------------------------------------- */

/* Days are the site's: 6 November there ends at 18:30 UTC; whatever the
 * machine's own zone is (33).  What crosses midnight is in both (29). */
static void
trap_27(void)
{
	say("t27", "2025-11-06T18:00:00Z", "1000");
	say("t27", "2025-11-06T18:30:00Z", "1100");
	say("t27", "2025-11-06T19:30:00Z", "1300");
	energy_rest();
	CHECK_INT(day("t27", "2025-11-06", "total_wh"), 100 * WH);
	CHECK_INT(day("t27", "2025-11-07", "total_wh"), 200 * WH);
	CHECK(door_says("\"starts_at\":\"2025-11-06T18:30:00.000Z\""));
}

/* Yesterday goes on being made when its readings come after midnight. */
static void
trap_28(void)
{
	use("t28", "2025-11-06T17:00:00Z", "2025-11-06T17:15:00Z", "10");
	CHECK_INT(day("t28", "2025-11-06", "total_wh"), 10 * WH);
	say("t28", "2025-11-06T18:15:00Z", "50");
	say("t28", "2025-11-06T18:45:00Z", "70");
	energy_rest();
	CHECK_INT(day("t28", "2025-11-06", "total_wh"), 60 * WH);
	CHECK_INT(day("t28", "2025-11-07", "total_wh"), 10 * WH);
}

/* A step over midnight is no difference between days and entries, and making
 * the days again changes nothing. */
static void
trap_30(void)
{
	use("t30", "2025-11-06T18:20:00Z", "2025-11-06T18:40:00Z", "20");
	CHECK_INT(day("t30", "2025-11-06", "total_wh"), 10 * WH);
	CHECK_INT(day("t30", "2025-11-07", "total_wh"), 10 * WH);
	CHECK_INT(recalculate("t30", "2025-11-06", "2025-11-07", "changed"),
	    0);
	CHECK(door_says("\"daily_aggregates\":2"));
}

/* Two boards of one room, each with the register that it has if it names
 * none, are two meters of the day. */
static void
trap_31(void)
{
	static const char *const boards[] = { "t31-a", "t31-b" };

	for (int i = 0; i < 4; i++)
		ask("POST", "/telemetry", NULL, arena_printf(door.arena,
		    "{\"esp32_name\":\"%s\",\"classroom\":\"t31\","
		    "\"timestamp\":\"2025-11-06T0%d:00:00Z\","
		    "\"energy_wh_total\":%d}", boards[i % 2], i / 2 + 1,
		    i / 2 * 30 * (i % 2 + 1)));
	energy_rest();
	CHECK_INT(day("t31", "2025-11-06", "total_wh"), 90 * WH);
	CHECK(door_says("\"device_count\":2"));
}

/* Every month that the days touch, whatever day of it they begin on. */
static void
trap_32(void)
{
	use("t32", "2026-01-15T06:00:00Z", "2026-03-10T06:00:00Z",
	    "5184000");		/* 4 kW */
	recalculate("t32", "2026-01-31", "2026-02-10", "changed");
	CHECK(door_says("\"daily_aggregates\":11,\"monthly_aggregates\":2"));
	recalculate("t32", "2026-01-15", "2026-03-10", "changed");
	CHECK(door_says("\"daily_aggregates\":55,\"monthly_aggregates\":3"));
	CHECK_INT(month("t32", "2026-01", "total_wh") +
	    month("t32", "2026-02", "total_wh") +
	    month("t32", "2026-03", "total_wh"), 5184000 * WH);
	CHECK_INT(month("t32", "2026-02", "total_wh"), 28 * 96000 * WH);
}

/* The zone that main() says this machine has is nobody's business. */
static void
trap_33(void)
{
	use("t33", "2025-10-31T18:30:00Z", "2025-10-31T19:30:00Z", "40");
	CHECK_INT(get("/calendar", "classroom=t33&year=2025&month=11"), 200);
	CHECK(door_says("{\"date\":\"2025-11-01\",\"state\":\"booked\","
	    "\"total_wh\":40,"));
	CHECK_INT(month("t33", "2025-10", "total_wh"), NONE);
}

/* An hour begins when the clock on the site's wall says so, and has what was
 * used in it, not what was told in it. */
static void
trap_34(void)
{
	/* from 11:00 to 12:30 */
	use("t34", "2025-11-06T05:30:00Z", "2025-11-06T07:00:00Z", "90");
	CHECK_INT(get("/timeline", "classroom=t34&bucket=60&"
	    "start=2025-11-06&end=2025-11-06"), 200);
	CHECK(door_says("{\"timestamp\":\"2025-11-06T05:30:00.000Z\","
	    "\"ends_at\":\"2025-11-06T06:30:00.000Z\",\"total_wh\":60,"));
	CHECK(door_says("{\"timestamp\":\"2025-11-06T06:30:00.000Z\","
	    "\"ends_at\":\"2025-11-06T07:30:00.000Z\",\"total_wh\":30,"));
}

/* A day from which all energy is taken away says so, and quality is counted
 * by slots. */
static void
trap_35(void)
{
	use("t35", "2025-11-06T05:00:00Z", "2025-11-06T05:15:00Z", "100");
	CHECK_INT(day("t35", "2025-11-06", "total_wh"), 100 * WH);
	CHECK_INT(get("/meters", "limit=1000"), 200);
	CHECK_INT(ask("POST", "/entries", NULL, arena_printf(door.arena,
	    "{\"meter\":%lld,\"from\":\"2025-11-06T05:00:00Z\",\"to\":"
	    "\"2025-11-06T05:15:00Z\",\"energy_wh\":-100,\"reason\":"
	    "\"a test\"}", (long long)price_meter(door.db, door.arena,
	    "t35"))), 201);
	energy_rest();
	CHECK_INT(day("t35", "2025-11-06", "total_wh"), 0);
	CHECK(door_says("\"booked_slots\":1,"));
}

/* ---- Prices ------------------------------------------------------------- */

/* A kilowatt-hour over a change of price at half time. */
static void
trap_36(void)
{
	price("t36", "2025-11-01", "5");
	price("t36", "2025-11-06T06:30:00Z", "9");
	say("t36", "2025-11-06T06:00:00Z", "1000");
	say("t36", "2025-11-06T07:00:00Z", "2000");
	energy_rest();
	CHECK_INT(day("t36", "2025-11-06", "total_cost"), 7 * COST);
	/* and in the middle of a slot */
	price("t36", "2025-11-06T06:37:30Z", "9");
	price("t36", "2025-11-06T06:30:00Z", "5");
	energy_rest();
	CHECK_INT(day("t36", "2025-11-06", "total_cost"), 6500000);
}

/* A price that comes afterwards changes the cost, by itself; recalculating
 * then has nothing left to do. */
static void
trap_37(void)
{
	use("t37", "2025-11-06T06:00:00Z", "2025-11-06T06:15:00Z", "1000");
	CHECK_INT(day("t37", "2025-11-06", "total_cost"), NONE);
	price("t37", "2025-11-06", "4");
	energy_rest();
	CHECK_INT(day("t37", "2025-11-06", "total_cost"), 4 * COST);
	price("t37", "2025-11-06", "3");
	energy_rest();
	CHECK_INT(day("t37", "2025-11-06", "total_cost"), 3 * COST);
	CHECK_INT(recalculate("t37", "2025-11-06", "2025-11-06", "changed"),
	    0);
}

/* "all" is every meter; a place that is none is an error. */
static void
trap_38(void)
{
	CHECK(recalculate("all", "2025-11-06", "2025-11-06",
	    "daily_aggregates") >= 8);
	CHECK_INT(ask("POST", "/recalculate", NULL, "{\"classroom\":"
	    "\"nowhere\",\"start\":\"2025-11-06\",\"end\":\"2025-11-06\"}"),
	    404);
}

/* A back-dated price ends where the next begins, the others stay what they
 * were, one can be withdrawn, and a meter can have its own. */
static void
trap_39(void)
{
	say("t39", "2025-11-03T06:00:00Z", "0");
	say("t39", "2025-11-09T06:00:00Z", "144000");	/* 1 kW */
	price("t39", "2025-11-03", "1");
	price("t39", "2025-11-07", "3");
	price("t39", "2025-11-05", "2");
	energy_rest();
	CHECK_INT(day("t39", "2025-11-04", "total_cost"), 24 * COST);
	CHECK_INT(day("t39", "2025-11-05", "total_cost"), 48 * COST);
	CHECK_INT(day("t39", "2025-11-06", "total_cost"), 48 * COST);
	CHECK_INT(day("t39", "2025-11-07", "total_cost"), 72 * COST);
	CHECK_INT(get("/cost-versions", "classroom=t39"), 200);
	CHECK(door_says("\"cost_per_kwh\":2,\"currency\":\"USD\","
	    "\"effective_from\":\"2025-11-04T18:30:00.000Z\","
	    "\"effective_until\":\"2025-11-06T18:30:00.000Z\""));
	price("t39", "2025-11-05", "null");
	CHECK_INT(ask("POST", "/cost-versions", NULL, "{\"cost_per_kwh\":10,"
	    "\"effective_from\":\"2025-11-08\",\"meter\":\"t39\"}"), 201);
	energy_rest();
	CHECK_INT(day("t39", "2025-11-05", "total_cost"), NONE);
	CHECK_INT(day("t39", "2025-11-07", "total_cost"), 72 * COST);
	CHECK_INT(day("t39", "2025-11-08", "total_cost"), 240 * COST);
}

/* Nothing is a price; no price is none. */
static void
trap_40(void)
{
	say("t40", "2025-11-05T06:00:00Z", "0");
	say("t40", "2025-11-07T06:00:00Z", "48000");
	price("t40", "2025-11-06", "0");
	energy_rest();
	CHECK_INT(day("t40", "2025-11-05", "total_cost"), NONE);
	CHECK_INT(door_told("total_wh", 6), 12500 * WH);
	CHECK_INT(door_told("unpriced_wh", 6), 12500 * WH);
	CHECK_INT(day("t40", "2025-11-06", "total_cost"), 0);
	CHECK_INT(door_told("unpriced_wh", 6), 0);
}

/* A month costs what its days cost, each at its own price. */
static void
trap_41(void)
{
	int64_t days = 0;

	say("t41", "2025-11-09T18:30:00Z", "0");
	say("t41", "2025-11-12T18:30:00Z", "72000");
	price("t41", "2025-11-01", "1");
	price("t41", "2025-11-11", "100");
	energy_rest();
	days += day("t41", "2025-11-10", "total_cost");
	days += day("t41", "2025-11-11", "total_cost");
	days += day("t41", "2025-11-12", "total_cost");
	CHECK_INT(days, (24 + 2400 + 2400) * COST);
	CHECK_INT(month("t41", "2025-11", "total_cost"), days);
}

/* A date begins at the site's midnight, an instant when it says, and whoever
 * entered it is named (43). */
static void
trap_42(void)
{
	price("t42", "2025-11-06", "1");
	CHECK(door_says("\"effective_from\":\"2025-11-05T18:30:00.000Z\""));
	price("t42", "2025-11-06T00:00:00+05:30", "1");
	CHECK(door_says("\"effective_from\":\"2025-11-05T18:30:00.000Z\""));
	price("t42", "2025-11-06T00:00:00Z", "1");
	CHECK(door_says("\"effective_from\":\"2025-11-06T00:00:00.000Z\""));
	CHECK(door_says("\"created_by\":\"user:books\""));
}

/* ---- What is told ------------------------------------------------------- */

/* Health counts what there is. */
static void
trap_50(void)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_reading");
	int64_t n = db_number(door.db, &q, 0);

	CHECK_INT(get("/health", NULL), 200);
	CHECK(n > 30);
	CHECK_INT(door_told("total_events", 0), n);
	CHECK_INT(door_told("unprocessed_events", 0), 0);
	CHECK(door_told("entries_created", 0) > 1000);
}

/* Cells that could be taken for something else are quoted, days are the
 * site's, and the file's name is ours. */
static void
trap_55(void)
{
	CHECK_INT(ask("POST", "/telemetry", NULL, "[{\"esp32_name\":\"t55\","
	    "\"classroom\":\"=1, \\\"x\\\"\",\"timestamp\":"
	    "\"2025-11-06T18:30:00Z\",\"energy_wh_total\":0},"
	    "{\"esp32_name\":\"t55\",\"timestamp\":\"2025-11-06T18:45:00Z\","
	    "\"energy_wh_total\":5}]"), 200);
	energy_rest();
	CHECK_INT(get("/export-csv", "start=2025-11-07&end=2025-11-07&"
	    "classroom=%3D1%2C%20%22x%22&filename=%2Fetc%2Fpasswd"), 400);
	CHECK_INT(get("/export-csv", "start=2025-11-07&end=2025-11-07&"
	    "classroom=%3D1%2C%20%22x%22"), 200);
	CHECK(door_says("\r\n2025-11-07,2025-11-06T18:30:00.000Z,"
	    "2025-11-06T18:45:00.000Z,t55,all_devices,,"
	    "\"'=1, \"\"x\"\"\",5,0.005,,"));
	CHECK_TEXT(door.r.disposition,
	    "attachment; filename=\"energy.csv\"");
}

int
main(void)
{
	setenv("TZ", "America/Los_Angeles", 1);
	tzset();
	energy_open("Asia/Kolkata");
	trap_27();
	trap_28();
	trap_30();
	trap_31();
	trap_32();
	trap_33();
	trap_34();
	trap_35();
	trap_36();
	trap_37();
	trap_38();
	trap_39();
	trap_40();
	trap_41();
	trap_42();
	trap_50();
	trap_55();
	rig_close(&rig);
	return tap_done();
}
