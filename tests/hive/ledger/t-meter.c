/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "hive/service/health.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* Meters, when they are due, and what is kept of messages that are none. */

#define T0	(SLOT_MS * INT64_C(1994600))

static struct arena arena;
static struct db *db;

static struct meter
blank(const char *device)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = device;
	return m;
}

static int64_t
number(struct query *q, int64_t meter)
{
	db_int(db, q, ":meter", meter);
	return db_number(db, q, NONE);
}

/* ---- Meters -------------------------------------------------------------- */

/* What nobody said is by default; what somebody said stays. */
static void
check_make(void)
{
	static struct query versions = QUERY("SELECT count(*) FROM"
	    " meter_version WHERE meter = :meter");
	static struct query places = QUERY("SELECT count(*) FROM meter_place"
	    " WHERE meter = :meter");
	struct meter from = blank("a"), m;
	struct ledger_rules rules;

	CHECK_INT(meter_make(db, &arena, &from, "test", T0), 1);
	CHECK_INT(meter_make(db, &arena, &from, "test", T0), NONE);
	CHECK(meter_get(db, &arena, 1, &m));
	CHECK_TEXT(m.channel, METER_CHANNEL);
	CHECK(m.source == SOURCE_MESSAGE && m.direction == DIRECTION_IMPORT);
	CHECK(m.multiplier == 1 && m.resolution_uwh == 1000000);
	CHECK(m.save_step_uwh == 0 && m.modulus_uwh == 0);
	CHECK(m.power_most_w == METER_POWER_MAX_W && m.gap_most_s == 600);
	CHECK(m.loss_permille == 0 && m.version == 1);
	CHECK(m.created_at == T0 && m.changed_at == T0);
	CHECK_INT(m.last_reading_at, NONE);
	CHECK_INT(number(&versions, 1), 1);
	CHECK_INT(number(&places, 1), 0);
	from.channel = "two";
	from.source = SOURCE_MINER;
	from.direction = DIRECTION_EXPORT;
	from.location = "hall";
	from.multiplier = 30;
	from.gap_most_s = 90;
	from.power_most_w = 5000;
	CHECK_INT(meter_make(db, &arena, &from, "test", T0), 2);
	CHECK(meter_get(db, &arena, 2, &m));
	CHECK_TEXT(m.channel, "two");
	CHECK(m.source == SOURCE_MINER && m.direction == DIRECTION_EXPORT);
	CHECK(m.multiplier == 30 && m.resolution_uwh == 1000000);
	CHECK_TEXT(m.location, "hall");
	CHECK_INT(number(&places, 2), 1);
	rules = meter_rules(&m);
	CHECK_INT(rules.gap_max_ms, 90000);
	CHECK_INT(rules.power_max_milliw, 5000000);
}

/* No board may have the name of what is polled. */
static void
check_polled(void)
{
	CHECK(meter_is_polled(db, "plant"));
	CHECK(meter_is_polled(db, "a"));	/* its second channel is */
	CHECK(!meter_is_polled(db, "b"));
}

/* ---- When it is due ------------------------------------------------------ */

static void
clear_due(void)
{
	static struct query q = QUERY("UPDATE meter_state SET from_at = NULL,"
	    " until_at = NULL, due_at = NULL");

	CHECK(db_run(db, &q));
}

/* Two minutes after the end of the slot, or at once. */
static void
check_due(void)
{
	static struct query from = QUERY("SELECT from_at FROM meter_state"
	    " WHERE meter = :meter");
	static struct query until = QUERY("SELECT until_at FROM meter_state"
	    " WHERE meter = :meter");
	int64_t due = T0 + SLOT_MS + 120000;

	CHECK_INT(book_next_at(db), INT64_MAX);
	meter_due(db, 1, T0, T0, T0);
	CHECK_INT(book_next_at(db), due);
	clear_due();
	meter_due(db, 1, T0 + SLOT_MS - 1, T0 + SLOT_MS - 1, due + 1);
	CHECK_INT(book_next_at(db), due + 1);
	/* What is due already stays so, and its span only grows. */
	meter_due(db, 1, T0 + DAY_MS, T0 + DAY_MS + 5, due + 2);
	CHECK_INT(book_next_at(db), due + 1);
	CHECK_INT(number(&from, 1), T0 + SLOT_MS - 1);
	CHECK_INT(number(&until, 1), T0 + DAY_MS + 5);
	meter_due(db, 1, T0, T0, due);
	CHECK_INT(book_next_at(db), due);
	CHECK_INT(number(&from, 1), T0);
	CHECK_INT(number(&until, 1), T0 + DAY_MS + 5);
	clear_due();
}

/* A change has the history booked anew where there is one: of a board that
 * said something. */
static void
check_change(void)
{
	static const char text[] = "{\"timestamp\":1795140000,"
	    "\"energy_wh_total\":5}";
	struct meter_verdict v;
	struct meter m;

	CHECK(meter_get(db, &arena, 1, &m));
	meter_change(db, &arena, &m, "test", T0);
	CHECK_INT(m.version, 2);
	CHECK_INT(book_next_at(db), INT64_MAX);
	CHECK_INT(meter_take(db, &arena, "b", text, strlen(text), T0, &v),
	    METER_ACCEPTED);
	clear_due();
	CHECK(meter_get(db, &arena, v.meter, &m));
	meter_change(db, &arena, &m, "test", T0 + 7);
	CHECK_INT(book_next_at(db), T0 + 7);
	clear_due();
	m.source = SOURCE_MINER;
	meter_change(db, &arena, &m, "test", T0 + 8);
	CHECK_INT(book_next_at(db), INT64_MAX);
}

/* ---- Messages that are no readings --------------------------------------- */

static int64_t
refused(const char *what, int64_t id)
{
	struct query *q = ARENA_NEW(&arena, struct query);

	q->sql = what;
	db_int(db, q, ":id", id);
	return db_number(db, q, NONE);
}

/* The first thousand characters of each, and the newest ten thousand. */
static void
check_refused(void)
{
	static const char *const size = "SELECT size_bytes FROM meter_refused"
	    " WHERE id = :id", *const length = "SELECT length(text) FROM"
	    " meter_refused WHERE id = :id", *const there = "SELECT count(*)"
	    " FROM meter_refused WHERE id >= :id", *const nobody = "SELECT"
	    " count(*) FROM meter_refused WHERE id = :id AND device = ''";
	static const size_t sizes[] = { 0, 999, 1000, 1001, 5000 };
	static struct query many = QUERY("WITH RECURSIVE s(n) AS (VALUES (6)"
	    " UNION ALL SELECT n + 1 FROM s WHERE n < 10001) INSERT INTO"
	    " meter_refused SELECT n, 0, 'd', 'r', 'w', 1, 'x' FROM s");
	char text[5001];

	memset(text, 'x', sizeof text);
	for (int i = 0; i < 5; i++) {
		meter_refuse(db, i ? "d" : NULL, "rule", "why", text,
		    sizes[i], T0);
		CHECK_INT(refused(size, i + 1), sizes[i]);
		CHECK_INT(refused(length, i + 1), i < 3 ? sizes[i] : 1000);
		CHECK_INT(refused(nobody, i + 1), i == 0);
	}
	CHECK_INT(counter_get(db, "meter_messages_rejected"), 5);
	CHECK(db_run(db, &many));
	CHECK_INT(refused(there, 0), 10001);
	meter_refuse(db, "d", "rule", "why", text, 1, T0);
	CHECK_INT(refused(there, 0), 10000);
	CHECK_INT(refused(there, 10002), 1);
	CHECK_INT(refused(size, 2), NONE);	/* the oldest go */
	CHECK_INT(refused(size, 3), 1000);
}

/* ---- Tickets ------------------------------------------------------------- */

/* What is found again is counted on its ticket, which is no second one. */
static void
check_tickets(void)
{
	struct ticket t;

	CHECK(ticket_open(db, TICKET_RESET, 1, T0, "text", T0));
	CHECK(!ticket_open(db, TICKET_RESET, 1, T0, "text", T0 + 5));
	CHECK(ticket_open(db, TICKET_RESET, 1, T0 + 1, "text", T0));
	CHECK(ticket_open(db, TICKET_RESET, 2, T0, "text", T0));
	CHECK(ticket_open(db, TICKET_SPIKE, 1, T0, "text", T0));
	CHECK_INT(ticket_count(db), 4);
	CHECK(ticket_get(db, &arena, 1, &t));
	CHECK(t.times == 2 && t.opened_at == T0 && t.seen_at == T0 + 5);
	t.state = TICKET_RESOLVED;
	ticket_change(db, &t);
	CHECK(!ticket_open(db, TICKET_RESET, 1, T0, "text", T0 + 9));
	CHECK_INT(ticket_count(db), 3);
	CHECK(!ticket_get(db, &arena, 99, &t));
}

int
main(void)
{
	arena_init(&arena, 16u << 20);
	db = store_open(":memory:");
	db_begin(db);
	check_make();
	check_polled();
	check_due();
	check_change();
	check_refused();
	check_tickets();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
