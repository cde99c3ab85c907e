/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/polled.h"
#include "hive/ledger/post.h"
#include "hive/verify/verify.h"
#include "tests/bench/bench.h"
#include "tests/lib/store.h"
#include "worker/order/orders.h"

/* The ledger: readings in by lists of 1,000, the chain verified.  CPU times,
 * and what passed on the wall, for commits wait for the disk. */

#define T0	(INT64_C(1795168800000) - INT64_C(1795168800000) % SLOT_MS)
#define BATCHES	60
#define BATCH	1000

static struct arena arena;
static char path[64];
static struct turn turn;

static void
unlink_all(void)
{
	char name[80];

	unlink(path);
	snprintf(name, sizeof name, "%s-wal", path);
	unlink(name);
	snprintf(name, sizeof name, "%s-shm", path);
	unlink(name);
}

/* ---- Ingest ------------------------------------------------------------- */

/* One reading of each of 1,000 boards, or 1,000 readings of one board. */
static const char *
batch(int n, bool one_board)
{
	struct json j;
	char at[DAY_TEXT_SIZE];

	json_init(&j, &arena);
	json_open(&j, '[');
	for (int i = 0; i < BATCH; i++) {
		int64_t seq = one_board ? n * BATCH + i : n;

		day_show(at, T0 + seq * 30000);
		json_raw(&j, arena_printf(&arena, "{\"esp32_name\":"
		    "\"board-%04d\",\"classroom\":\"Lab %d\",\"timestamp\":"
		    "\"%s\",\"power_w\":%d.5,\"energy_wh_total\":%lld.%03d,"
		    "\"boot\":3,\"sequence_no\":%lld,\"boot_energy_wh\":10,"
		    "\"uptime_seconds\":%lld,\"switch_state\":{\"1\":true,"
		    "\"2\":false},\"status\":\"online\",\"firmware_ver\":"
		    "\"2.1.0\",\"wifi_rssi\":-61,\"free_heap\":180000}",
		    one_board ? 9999 : i, i % 40, at, 1200 + i % 300,
		    (long long)(1000 + seq * 10), i, (long long)seq,
		    (long long)(60 + seq * 30)));
	}
	json_close(&j, ']');
	return json_done(&j);
}

/* The order as it comes from the responder: JSON in JSON, in a frame. */
static void
serve(const char *body)
{
	struct order o = { .order = "meter_telemetry", .scope = "ledger",
	    .who = "token:1", .door = "token", .body = body };
	struct order_call c = { .turn = &turn, .arena = &arena };
	struct order_frame frame;

	if (!order_frame_make(&arena, &frame, order_fields, &o) ||
	    !order_frame_take(&arena, &frame, order_fields, &c.order))
		log_die("no order");
	db_begin(turn.db);
	order_serve(&c);
	if (c.answer.status != 200 || !db_commit(turn.db))
		log_die("refused why=\"%s\"", c.answer.why);
}

static void
book(void)
{
	bool more = true;

	while (more) {
		db_begin(turn.db);
		more = book_step(turn.db, &arena, turn.wall_ms,
		    2000);
		db_commit(turn.db);
	}
}

static void
bench_ingest(const char *name, bool one_board)
{
	static const char *body[BATCHES];
	const double n = BATCHES * BATCH;
	double worst = 0, cpu, taken;
	int64_t began;

	arena_reset(&arena);
	turn.db = store_open(path);
	turn.wall_ms = T0 + 40 * INT64_C(86400000);
	for (int i = 0; i < BATCHES; i++)
		body[i] = batch(i, one_board);
	began = day_mono_ms();
	cpu = bench_cpu_ms();
	for (int i = 0; i < BATCHES; i++) {
		double from = bench_cpu_ms();

		serve(body[i]);
		from = bench_cpu_ms() - from;
		worst = from > worst ? from : worst;
	}
	taken = bench_cpu_ms();
	book();
	bench_print(arena_printf(&arena, "ledger_%s_cpu_a_reading", name),
	    (bench_cpu_ms() - cpu) * 1000 / n, "us", 100);
	bench_print(arena_printf(&arena, "ledger_%s_of_it_booking", name),
	    (bench_cpu_ms() - taken) * 1000 / n, "us", 0);
	bench_print(arena_printf(&arena, "ledger_%s_on_the_wall", name),
	    (double)(day_mono_ms() - began) * 1000 / n, "us", 0);
	bench_print(arena_printf(&arena, "ledger_%s_worst_batch", name),
	    worst, "ms", 50);
	/* The same again: every one is known. */
	cpu = bench_cpu_ms();
	for (int i = 0; i < BATCHES; i++)
		serve(body[i]);
	bench_print(arena_printf(&arena, "ledger_%s_repeated", name),
	    (bench_cpu_ms() - cpu) * 1000 / n, "us", 0);
	bench_print(arena_printf(&arena, "ledger_%s_bytes_a_reading", name),
	    (double)db_size_bytes(turn.db) / n, "B", 0);
	db_close(turn.db);
	unlink_all();
}

/* ---- Polled ------------------------------------------------------------- */

static void
bench_polled(void)
{
	static struct polled polled;
	struct store_reading s;
	double worst = 0, all = 0;
	bool more = true;
	struct db *db = store_open(path);

	arena_reset(&arena);
	db_begin(db);
	store_miners(db, 1000);
	polled_step(&polled, db, T0, 1);
	for (int64_t at = T0; at <= T0 + SLOT_MS + POLLED_WAIT_MS;
	    at += 15000)
		for (int64_t m = 1; m <= 1000; m++)
			reading_add(db, store_reading(&s, m, at));
	db_commit(db);
	while (more) {
		double from = bench_cpu_ms(), took;

		db_begin(db);
		more = polled_step(&polled, db,
		    T0 + SLOT_MS + POLLED_WAIT_MS, 2000);
		db_commit(db);
		took = bench_cpu_ms() - from;
		all += took;
		worst = took > worst ? took : worst;
	}
	bench_print("ledger_slot_of_1000_miners", all, "ms", 0);
	bench_print("ledger_slot_worst_step", worst, "ms", 50);
	db_close(db);
	unlink_all();
}

/* ---- Verify ------------------------------------------------------------- */

static void
bench_verify(int64_t entries)
{
	struct verify v = { .depth = VERIFY_QUICK, .as_of_at = INT64_MAX };
	struct db *db = store_open(path);
	struct meter m;
	double began, scale = (double)entries / 1e7;

	arena_reset(&arena);
	db_begin(db);
	for (int i = 0; i < 1000; i++) {
		record_clear(meter_fields, &m);
		m.device = arena_printf(&arena, "m%d", i);
		meter_make(db, &arena, &m, "bench", T0);
	}
	began = bench_cpu_ms();
	for (int64_t i = 0; i < entries; i++) {
		struct entry e = { .meter = 1 + i % 1000,
		    .slot_at = T0 + i / 1000 * SLOT_MS, .kind = ENTRY_BASE,
		    .quality = QUALITY_MEASURED, .rule = "plain", .samples = 31,
		    .energy_uwh = 250000000 + i % 977, .first_at = T0 + i,
		    .last_at = T0 + i + SLOT_MS };

		entry_add(db, &e, T0 + i);
		if (i % 10000 == 9999) {
			db_commit(db);
			db_checkpoint(db);
			db_begin(db);
		}
	}
	db_commit(db);
	bench_print("ledger_entry_added", (bench_cpu_ms() - began) *
	    1000 / (double)entries, "us", 0);
	began = bench_cpu_ms();
	verify_run(db, &arena, &v);
	bench_print("ledger_verify_chain", (bench_cpu_ms() - began) /
	    1e3, "s", 10 * scale);
	v = (struct verify){ .depth = VERIFY_FULL, .as_of_at = INT64_MAX };
	began = bench_cpu_ms();
	verify_run(db, &arena, &v);
	bench_print("ledger_verify_full", (bench_cpu_ms() - began) /
	    1e3, "s", 0);
	if (v.entries != entries || verify_status(&v))
		log_die("not well status=%d", verify_status(&v));
	bench_print("ledger_bytes_an_entry", (double)db_size_bytes(db) /
	    (double)entries, "B", 0);
	db_close(db);
	unlink_all();
}

int
main(int argc, char **argv)
{
	arena_init(&arena, (size_t)4 << 30);
	snprintf(path, sizeof path, "/tmp/bench-ledger-%d.db", (int)getpid());
	bench_ingest("1000_boards", false);
	bench_ingest("1_board", true);
	bench_polled();
	bench_verify(argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000);
	return 0;
}
