/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "fcgi/http/route.h"
#include "hive/base/duration.h"
#include "hive/order/access.h"
#include "tests/bench/bench.h"
#include "tests/lib/energy_help.h"

/*
 * Money: a month of 1,000 meters rated again after a back-dated price, in
 * the worker's steps, each committed; then the API's answers about a day.
 */
#define METERS	1000
#define STEP	400
#define ASKED	200

static struct arena arena, scratch;
static struct site site;
static struct db *db;
static char path[64];
static int64_t first, until, now;

static double
wall_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What an entry and its slot are would take minutes; rating reads slots. */
static void
fill(int64_t meter)
{
	static struct query q = QUERY("INSERT INTO slot (meter, slot_at,"
	    " energy_uwh, measured_uwh, quality, entry, entries) VALUES"
	    " (:meter, :slot_at, :energy_uwh, :energy_uwh, 'A', 1, 1)");

	for (int64_t t = zone_day_start(first); t < zone_day_start(until);
	    t += SLOT_MS) {
		db_int(db, &q, ":meter", meter);
		db_int(db, &q, ":slot_at", t);
		db_int(db, &q, ":energy_uwh", energy_of(meter, t));
		db_run(db, &q);
	}
}

static void
make_month(void)
{
	db = store_open(path);
	zone_use("Europe/Lisbon");
	first = energy_date("2026-10-01");
	until = energy_date("2026-11-01");
	now = zone_day_start(until) + 3600000;
	db_begin(db);
	for (int i = 0; i < METERS; i++) {
		char name[16], place[16];

		snprintf(name, sizeof name, "esp-%04d", i);
		snprintf(place, sizeof place, "hall-%d", i / 50);
		fill(energy_meter(db, &arena, name, "message", place));
	}
	energy_price(db, "2026-01-01", NULL, NONE, 123457, 1000);
	user_keep(db, "reader", SCOPE_READ, 1000);
	db_commit(db);
	energy_settle(db, &scratch, now);
	db_checkpoint_all(db);
}

/* Two prices a day, and one that changed inside a slot. */
static void
bench_rating(void)
{
	struct rating_run run = { .kind = RUN_VERSION, .meter = NONE,
	    .version = NONE, .first_day = first, .last_day = until - 1,
	    .actor = "bench" };
	struct cost_band bands[2] = {
		{ 0, "peak", "mon-fri", "17:00", "21:10", 250000 },
		{ 1, "night", NULL, "22:00", "06:00", 50000 },
	};
	struct cost_version v = energy_price(db, "2026-09-30T10:05:00Z", NULL,
	    NONE, 150000, now);
	double cpu = bench_cpu_ms(), wall = wall_ms(), worst = 0;
	bool more = true;
	int steps = 0;

	v.bands = (struct list){ bands, 2 };
	v.created_at = now + 1;
	price_add(db, &v);
	db_begin(db);
	rating_start(db, &run, now);
	db_commit(db);
	for (; more; steps++) {
		double from = bench_cpu_ms(), took;

		db_begin(db);
		more = rating_step(db, &scratch, now, STEP);
		db_commit(db);
		arena_reset(&scratch);
		took = bench_cpu_ms() - from;
		worst = took > worst ? took : worst;
	}
	bench_print("rerate_month_1000_wall", (wall_ms() - wall) / 1e3, "s",
	    0);
	bench_print("rerate_month_1000", (bench_cpu_ms() - cpu) / 1e3, "s",
	    5);
	bench_print("rerate_steps", steps, "steps", 0);
	bench_print("rerate_worst_step", worst, "ms", 50);
}

static size_t
ask(const char *what, const char *query)
{
	struct request r = { .db = db, .arena = &scratch, .site = &site,
	    .now = now, .method = METHOD_GET, .path = what, .query = query,
	    .body = "", .total = NONE, .gate = "basic", .user = "reader" };
	size_t n;

	arena_reset(&scratch);
	json_init(&r.out, &scratch);
	if (route_serve(&r) != 200)
		log_die("refused path=%s %.*s", what, (int)r.out.buf.len,
		    r.out.buf.text);
	n = r.out.buf.len;
	db_rest(db);
	return n;
}

static void
bench_ask(const char *name, const char *what, const char *query, int times,
    double limit)
{
	double *took = calloc((size_t)times, sizeof *took);
	char label[80];
	size_t n = 0;

	for (int i = 0; i < times; i++) {
		double from = bench_cpu_ms();

		n = ask(what, query);
		took[i] = bench_cpu_ms() - from;
	}
	bench_median(took, (size_t)times);
	snprintf(label, sizeof label, "%s_p95", name);
	bench_print(label, took[times * 95 / 100], "ms", limit);
	snprintf(label, sizeof label, "%s_kB", name);
	bench_print(label, (double)n / 1e3, "kB", 0);
	free(took);
}

#define API "/api/power-analytics"

int
main(void)
{
	arena_init(&arena, 256 << 20);
	arena_init(&scratch, 1 << 30);
	site.currency = "EUR";
	snprintf(path, sizeof path, "bench-energy-%d.db", (int)getpid());
	make_month();
	bench_rating();
	bench_ask("summary_1000", API "/summary", "date=2026-10-25", ASKED,
	    20);
	bench_ask("summary_50", API "/summary",
	    "date=2026-10-25&classroom=hall-3", ASKED, 20);
	bench_ask("calendar_1000", API "/calendar", "month=2026-10", 20, 0);
	bench_ask("monthly_50", API "/monthly",
	    "month=2026-10&classroom=hall-3", 20, 0);
	bench_ask("timeline_day_1000", API "/timeline",
	    "start=2026-10-25&end=2026-10-25", 20, 0);
	bench_ask("csv_day_1000", API "/export-csv",
	    "start=2026-10-25&end=2026-10-25", 5, 0);
	db_close(db);
	unlink(path);
	arena_free(&scratch);
	return 0;
}
