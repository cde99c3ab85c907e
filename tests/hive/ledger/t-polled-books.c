/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <malloc.h>

#include "hive/base/duration.h"
#include "hive/ledger/post.h"
#include "hive/miner/update.h"
#include "hive/reading/retention_pack.h"
#include "hive/request/meter.h"
#include "hive/verify/verify.h"
#include "tests/lib/polled_help.h"

/* Who may write in the books of polled meters, and how they catch up. */

/* ---- Who may write in their books --------------------------------------- */

#define M1	"02:00:00:00:00:01"

static void
say(const char *device, int64_t at, const char *wh, const char *rule)
{
	const char *text = arena_printf(&arena, "{\"esp32_name\":\"%s\","
	    "\"energy_wh_total\":%s,\"timestamp\":%lld}", device, wh,
	    (long long)at);
	struct meter_verdict v;

	meter_take(db, &arena, NULL, text, strlen(text), at, &v);
	CHECK_TEXT(v.rule, rule);
}

static int64_t
entries(void)
{
	static struct query q = QUERY("SELECT count(*) FROM entry");

	return db_number(db, &q, 0);
}

/* A board that calls itself a miner or the plant is refused, and so is a
 * person who swaps a register that there is not. */
static void
check_unknown_hosts(void)
{
	struct meter_swap swap = { .at = T0 + SLOT_MS, .closing_wh = 1000000,
	    .opening_wh = 0, .reason = "test" };
	int64_t before = entries(), was = booked(1, T0);
	struct meter_request request;
	const char *pointer;
	struct meter m;

	db_begin(db);
	say(M1, T0 + 60000, "1000", "polled");
	say(M1, T0 + 120000, "1001", "polled");
	say("plant", T0 + 60000, "1000", "polled");
	CHECK(meter_find(db, &arena, M1, METER_CHANNEL, &m));
	CHECK_TEXT(meter_swap(db, &m, &swap, T0 + HOUR),
	    "it is polled and has no register");
	record_clear(meter_request_fields, &request);
	record_clear(meter_fields, &m);
	m.device = M1;
	CHECK(meter_request(db, &arena, &m, &request, meter_request_fields, 0,
	    "user:test", T0, &pointer) && !strcmp(pointer, "device"));
	while (book_step(db, &arena, T0 + 30 * HOUR, 100))
		;
	db_commit(db);
	CHECK_INT(entries(), before);
	CHECK_INT(booked(1, T0), was);
}

/* A board had the name before the miner came: each keeps its own books. */
static void
check_namesake(void)
{
	static struct query q = QUERY("INSERT INTO miner (id, mac,"
	    " first_seen_at) VALUES (7, 'aa:00:00:00:00:07', 0)");
	static struct query sum = QUERY("SELECT count(*) FROM entry e JOIN"
	    " meter m ON m.id = e.meter WHERE m.device ="
	    " 'aa:00:00:00:00:07' AND m.source = :source");
	int64_t slot = T0 + 12 * (int64_t)SLOT_MS;
	struct store_reading s;

	db_begin(db);
	say("aa:00:00:00:00:07", slot, "1", NULL);
	db_run(db, &q);
	for (int64_t at = slot; at < slot + 2 * SLOT_MS; at += 60000) {
		store_reading(&s, 7, at);
		reading_add(db, &s.reading);
	}
	db_commit(db);
	book(slot + SLOT_MS + POLLED_WAIT_MS, 1000);
	db_text(db, &sum, ":source", "message");
	CHECK_INT(db_number(db, &sum, 0), 0);
	db_text(db, &sum, ":source", "miner");
	CHECK_INT(db_number(db, &sum, 0), 1);
}

/* ---- Catching up -------------------------------------------------------- */

#define MANY	200
#define GROWTH_KB	5000	/* with all miners and boards at once: more */

/* Of the sanitizer's runtime, whose headers are seldom there. */
size_t	__sanitizer_get_current_allocated_bytes(void);

/* That is taken and not given back: arenas keep what they once had. */
static int64_t
memory_kb(void)
{
#ifdef __SANITIZE_ADDRESS__
	return (int64_t)(__sanitizer_get_current_allocated_bytes() / 1024);
#else
	struct mallinfo2 m = mallinfo2();

	return (int64_t)((m.uordblks + m.hblkhd) / 1024);
#endif
}

/* A packed hour of many miners needs no more memory than that of one. */
static void
check_memory(void)
{
	static struct query n = QUERY("SELECT count(*) FROM slot");
	int64_t before_kb;

	db = store_open(":memory:");
	book(T0, 100);
	db_begin(db);
	store_miners(db, MANY);
	add_readings(MANY, T0, T0 + HOUR);
	while (retention_pack(db, T0 + 2 * HOUR))
		;
	db_commit(db);
	before_kb = memory_kb();
	book(T0 + 2 * HOUR, 1000);
	CHECK(memory_kb() - before_kb < GROWTH_KB);
	printf("# catching up took %lld kB\n",
	    (long long)(memory_kb() - before_kb));
	CHECK_INT(db_number(db, &n, 0), MANY * 4);
	db_close(db);
}

/* A replacement is another machine: the old one's books rest on what it told
 * itself, and its last slot is booked to its end. */
static void
check_replaced(void)
{
	struct verify v = { .depth = VERIFY_ALL, .as_of_at = INT64_MAX };
	int64_t slot = T0 + 8 * (int64_t)SLOT_MS, half = slot + SLOT_MS / 2;
	static struct query q = QUERY("INSERT INTO miner (id, mac,"
	    " first_seen_at) VALUES (2, '02:00:00:00:00:02', 0)");
	struct store_reading s;
	struct meter m;

	db_begin(db);
	db_run(db, &q);
	add_readings(1, slot - SLOT_MS, half);
	miner_replace(db, 1, 2, half);
	for (int64_t at = half; at < slot + 2 * SLOT_MS; at += 15000)
		reading_add(db, store_reading(&s, 2, at));
	db_commit(db);
	book(slot + SLOT_MS + POLLED_WAIT_MS, 1000);
	CHECK(booked(1, slot) > 0 && booked(2, slot) > 0);
	CHECK(booked(1, slot - SLOT_MS) > 0);
	CHECK_INT(booked(2, slot - SLOT_MS), NONE);
	verify_run(db, &arena, &v);
	CHECK_INT(verify_status(&v), 0);
	CHECK_INT((int64_t)v.findings.n, 0);
	CHECK(meter_find(db, &arena, M1, METER_CHANNEL, &m));
	CHECK_INT(m.retired_at, NONE);
}

int
main(void)
{
	arena_init(&arena, 256u << 20);
	check_memory();
	db = store_open(":memory:");
	book(T0, 100);
	db_begin(db);
	store_miners(db, 1);
	add_readings(1, T0, T0 + 2 * SLOT_MS);
	db_commit(db);
	book(T0 + SLOT_MS + POLLED_WAIT_MS, 1000);
	CHECK(booked(1, T0) > 0);
	check_unknown_hosts();
	check_replaced();
	check_namesake();
	db_close(db);
	return tap_done();
}
