/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "tests/lib/tap.h"

/* Single messages, what becomes of them, and of the slots that they touch. */

#define NOW	INT64_C(1797775200000)	/* at a quarter of an hour */

static struct arena arena;
static struct db *db;

static void
book_all(void)
{
	while (book_step(db, &arena, NOW, 1))
		;
	arena_reset(&arena);
}

/* ---- Single messages ---------------------------------------------------- */

static const char *
verdict(const char *device, const char *text, int64_t at)
{
	static char word[40];
	struct meter_verdict v;
	enum meter_take t = meter_take(db, &arena, device, text, strlen(text),
	    at, &v);

	snprintf(word, sizeof word, "%s", t == METER_REJECTED ? v.rule :
	    meter_take_word(t));
	return word;
}

static void
check_verdicts(void)
{
	static const struct { const char *device, *text, *want; } cases[] = {
		{ "a", "{\"esp32_name\":\"a\",\"energy_wh_total\":1.5}",
		    "accepted" },
		/* The same minute, the same content, no clock: once. */
		{ "a", "{\"energy_wh_total\":1.500000}", "duplicate" },
		{ NULL, "{\"esp32_name\":\"a\",\"energy_wh_total\":15e-1}",
		    "duplicate" },
		{ "a", "{\"energy_wh_total\":1.6}", "accepted" },
		/* By boot and number. */
		{ "a", "{\"energy_wh_total\":2,\"boot\":7,"
		    "\"sequence_no\":1}", "accepted" },
		{ "a", "{\"energy_wh_total\":2,\"boot\":7,"
		    "\"sequence_no\":1,\"wifi_rssi\":-60}", "duplicate" },
		{ "a", "{\"energy_wh_total\":3,\"boot\":7,"
		    "\"sequence_no\":1}", "conflict" },
		{ "a", "{\"energy_wh_total\":3,\"boot\":8,"
		    "\"sequence_no\":1}", "accepted" },
		/* By clock and register; numbers that start anew are no
		 * conflict. */
		{ "a", "{\"energy_wh_total\":4,\"sequence_no\":1,"
		    "\"timestamp\":1790000000}", "accepted" },
		{ "a", "{\"energy_wh_total\":5,\"sequence_no\":1,"
		    "\"timestamp\":1790000030000}", "accepted" },
		{ "a", "{\"energy_wh_total\":5,\"sequence_no\":1,"
		    "\"timestamp\":\"2026-09-21T14:13:50Z\"}", "duplicate" },
		/* Clocks that cannot be right are no reason to refuse. */
		{ "a", "{\"energy_wh_total\":6,\"timestamp\":123000}",
		    "accepted" },
		{ "a", "{\"energy_wh_total\":7,\"timestamp\":"
		    "\"2099-01-01T00:00:00Z\"}", "accepted" },
		{ "a", "{\"energy_wh_total\":7,\"timestamp\":\"noon\"}",
		    "bad_time" },
		{ "a", "{\"energy_wh_total\":-1}", "bad_energy" },
		{ "a", "{\"energy_wh_total\":1e300}", "bad_energy" },
		{ "a", "{\"energy_wh_total\":\"12\"}", "bad_energy" },
		{ "a", "{\"energy_wh_total\":NaN}", "not_json" },
		{ "a", "{\"power_w\":-5}", "bad_power" },
		{ "a", "{\"power_w\":1e12}", "bad_power" },
		{ "a", "{\"power_w\":5,\"boot\":1.5e99}", "bad_boot" },
		{ "a", "{\"power_w\":5,\"boot\":\"x\"}", "bad_boot" },
		{ "a", "{\"energy_wh_total\":null}", "no_measure" },
		{ "a", "{\"switch_state\":{\"1\":true}}", "no_measure" },
		{ "a", "{\"power_w\":5,\"esp32_name\":\"b\"}",
		    "wrong_device" },
		{ NULL, "{\"power_w\":5}", "no_name" },
		{ NULL, "{\"power_w\":5,\"esp32_name\":7}", "bad_name" },
		{ "a", "{\"power_w\":5,\"switch_state\":[1,2],"
		    "\"status\":\"offline\",\"free_heap\":1e999}",
		    "accepted" },
		{ "a", "[]", "not_json" }, { "a", "", "not_json" },
		{ "a", "{\"power_w\":5", "not_json" },
	};

	db_begin(db);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_TEXT(verdict(cases[i].device, cases[i].text, NOW),
		    cases[i].want);
	/* Without a clock the next minute is another reading. */
	CHECK_TEXT(verdict("a", "{\"energy_wh_total\":1.5}", NOW + 60000),
	    "accepted");
	CHECK(db_commit(db));
}

static void
check_refused(void)
{
	static struct query count = QUERY("SELECT count(*) FROM"
	    " meter_refused WHERE rule = :rule");
	static char huge[10 << 20];
	struct meter_verdict v;
	struct ticket t;
	struct query *q;
	int n = 0;

	memset(huge, '1', sizeof huge);
	db_begin(db);
	CHECK(meter_take(db, &arena, "a", huge, sizeof huge, NOW, &v) ==
	    METER_REJECTED);
	CHECK_TEXT(v.rule, "too_long");
	db_text(db, &count, ":rule", "too_long");
	CHECK_INT(db_number(db, &count, 0), 1);
	db_text(db, &count, ":rule", "bad_energy");
	CHECK_INT(db_number(db, &count, 0), 3);
	CHECK(db_commit(db));
	q = ticket_list(db, "open", 1000);
	while (db_row(db, q, ticket_fields, &t))
		n += t.class == TICKET_CONFLICT;
	CHECK_INT(n, 1);
}

/* ---- Corrections, watermark, rules that change -------------------------- */

static void
say(const char *device, int64_t at, const char *wh, int64_t now)
{
	struct meter_verdict v;
	char text[160];

	snprintf(text, sizeof text, "{\"timestamp\":%lld,"
	    "\"energy_wh_total\":%s}", (long long)at, wh);
	meter_take(db, &arena, device, text, strlen(text), now, &v);
}

static int64_t
entries(int64_t meter, struct entry *last, int64_t slot_at)
{
	struct query *q = entry_list(db, meter, slot_at, slot_at + SLOT_MS,
	    INT64_MAX, 100);
	int64_t n = 0;

	for (struct entry e; db_row(db, q, entry_fields, &e); n++) {
		*last = e;
		record_keep(&arena, entry_fields, last);
	}
	return n;
}

static void
check_watermark(void)
{
	int64_t t = NOW - NOW % SLOT_MS;
	struct meter m;
	struct entry e, base;

	db_begin(db);
	say("w", t, "100", t);
	say("w", t + 600000, "110", t + 600000);
	while (book_step(db, &arena, t + SLOT_MS + BOOK_WAIT_MS - 1, 99))
		;
	CHECK(meter_find(db, &arena, "w", METER_CHANNEL, &m));
	CHECK_INT(entries(m.id, &e, t), 0);	/* the slot is not over */
	CHECK_INT(book_next_at(db), t + SLOT_MS + BOOK_WAIT_MS);
	while (book_step(db, &arena, t + SLOT_MS + BOOK_WAIT_MS, 99))
		;
	CHECK_INT(entries(m.id, &base, t), 1);
	CHECK_TEXT(entry_kind_words[base.kind], "base");
	CHECK_INT(base.energy_uwh, 10000000);
	CHECK_INT(base.samples, 2);
	CHECK_INT(book_next_at(db), INT64_MAX);

	/* Late: only the difference, with the name of what it corrects. */
	say("w", t + SLOT_MS + 300000, "120", t + 2 * SLOT_MS);
	while (book_step(db, &arena, t + 3 * SLOT_MS, 99))
		;
	CHECK_INT(entries(m.id, &e, t), 2);
	CHECK_TEXT(entry_kind_words[e.kind], "correction");
	CHECK_INT(e.energy_uwh, 5000000);
	CHECK_INT(e.corrects, base.id);
	CHECK_INT(entries(m.id, &e, t + SLOT_MS), 1);
	CHECK_INT(e.energy_uwh, 5000000);
	CHECK(db_commit(db));
}

static int64_t
count_of(int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_reading"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, 0);
}

/* A board that says far too much: booking gets on all the same. */
static void
check_flood(void)
{
	int64_t t = NOW - NOW % SLOT_MS;
	struct meter m;
	struct entry e;
	char wh[24];
	int steps = 0;

	db_begin(db);
	for (int i = 0; i < 6000; i++) {
		snprintf(wh, sizeof wh, "%d", 1000 + i);
		say("f", t + i * 300, wh, t + i * 300);
	}
	while (book_step(db, &arena, t + 4 * SLOT_MS, 1) && steps++ < 100)
		arena_reset(&arena);
	CHECK(steps < 100);
	CHECK(meter_find(db, &arena, "f", METER_CHANNEL, &m));
	CHECK_INT(entries(m.id, &e, t), 1);
	CHECK_INT(e.energy_uwh, 3000000000);
	CHECK_INT(entries(m.id, &e, t + SLOT_MS), 1);
	CHECK_INT(e.energy_uwh, 2999000000);
	for (int i = 0; i <= METER_SLOT_MAX; i++) {
		snprintf(wh, sizeof wh, "%d", 1000 + i);
		say("g", t + i * 80, wh, t + i * 80);
		arena_reset(&arena);
	}
	CHECK(meter_find(db, &arena, "g", METER_CHANNEL, &m));
	CHECK_INT(count_of(m.id), METER_SLOT_MAX);
	CHECK(db_commit(db));
}

/* A person narrows the meter's limit: its history is booked anew. */
static void
check_change(void)
{
	int64_t t = NOW - NOW % SLOT_MS;
	struct meter m;
	struct slot s;

	db_begin(db);
	for (int i = 0; i < 12; i++)
		say("c", t + i * 60000, i == 5 ? "40000" : "1000",
		    t + SLOT_MS);
	book_all();
	while (book_step(db, &arena, t + 2 * SLOT_MS, 99))
		;
	CHECK(meter_find(db, &arena, "c", METER_CHANNEL, &m));
	CHECK(slot_get(db, m.id, t, &s));
	/* Up to 40,000 and down again: with the widest limit a step and a
	 * restart, 39 + 1 kWh. */
	CHECK_INT(s.energy_uwh, 40000000000);
	m.power_most_w = 3000;
	meter_change(db, &arena, &m, "user:test", t + 2 * SLOT_MS);
	while (book_step(db, &arena, t + 2 * SLOT_MS, 99))
		;
	CHECK(slot_get(db, m.id, t, &s));
	CHECK_INT(s.energy_uwh, 0);
	CHECK_INT(m.version, 2);
	CHECK(db_commit(db));
}

static void
check_triggers(void)
{
	static struct query update = QUERY("UPDATE entry SET"
	    " energy_uwh = 0 WHERE id = 1");
	static struct query drop = QUERY("DELETE FROM entry WHERE id = 1");
	static struct query meter = QUERY("DELETE FROM meter WHERE id = 1");

	db_begin(db);
	CHECK(!db_run(db, &update));
	CHECK(!db_run(db, &drop));
	CHECK(!db_run(db, &meter));
	db_rollback(db);
}

int
main(void)
{
	const char *error;

	arena_init(&arena, 256u << 20);
	if (!(db = db_create(":memory:", &error)))
		log_die("no database why=\"%s\"", error);
	check_verdicts();
	check_refused();
	check_watermark();
	check_flood();
	check_change();
	check_triggers();
	db_close(db);
	return tap_done();
}
