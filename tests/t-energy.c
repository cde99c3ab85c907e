/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/energy_sum.h"
#include "hive/period.h"
#include "hive/reconcile.h"
#include "hive/ticket.h"
#include "hive/verify.h"
#include "tests/energy_help.h"
#include "tests/tap.h"

/* Days of meters follow the ledger and the prices. */
#define KWH	INT64_C(1000000000)
#define METERS	6

static struct arena arena, scratch;
static struct db *db;
static int64_t meter[METERS], now, first, until;

/* What table energy_day should have, made anew from slots and prices. */
static int64_t
wrong_days(void)
{
	static struct energy_parts parts;
	struct list versions = price_list(db, &arena, now);
	struct rater r;
	int64_t wrong = 0, rows = 0, n = 0;
	static struct query count = QUERY("SELECT count(*) FROM energy_day");

	rater_open(&r, db, &versions);
	for (int i = 0; i < METERS; i++)
		for (int64_t day = first - 2; day < until + 2; day++) {
			energy_parts(&r, meter[i], i == 5 ? "export" :
			    "import", day, &parts);
			for (size_t k = 0; k < parts.n; k++) {
				struct energy_day d = energy_day_of(
				    &parts.part[k], day, meter[i], false);
				int64_t before;

				wrong += energy_day_keep(db, &d, &before);
				rows++;
			}
		}
	rater_close(&r);
	n = db_number(db, &count, 0);
	return wrong + (n != rows);
}

static struct energy_item
sum_of(const char *location, int64_t from_day, int64_t until_day)
{
	struct energy_ask ask = { .source = "message",
	    .location = location, .from_day = from_day,
	    .until_day = until_day, .now = now, .with_days = true };
	struct energy_item item;

	energy_sum(db, &arena, &ask, &item);
	return item;
}

static int64_t
truth(int i, int64_t from_day, int64_t until_day)
{
	int64_t sum = 0;

	for (int64_t t = zone_day_start(from_day);
	    t < zone_day_start(until_day); t += ZONE_SLOT_MS)
		sum += energy_of(meter[i], t);
	return sum;
}

static void
check_sums(void)
{
	struct energy_item all = sum_of(NULL, first, until), hall, one;
	const struct energy_item *d = all.devices.v, *day = all.days.v;
	int64_t want = 0, days = 0, cost = 0;

	for (int i = 0; i < METERS; i++)
		if (i != 4)	/* its parent is in the sum */
			want += truth(i, first, until) * (i == 5 ? -1 : 1);
	CHECK_INT(all.energy_uwh, want);
	CHECK_INT(all.devices.n, METERS);
	CHECK_INT(all.device_count, METERS - 1);
	CHECK(!d[4].counted && d[4].energy_uwh == truth(4, first, until));
	CHECK(d[5].energy_uwh < 0 && d[5].cost < 0);
	for (size_t i = 0; i < all.days.n; i++) {
		days += day[i].energy_uwh;
		cost += day[i].cost;
	}
	CHECK_INT(days, all.energy_uwh);
	CHECK_INT(cost, all.cost);
	CHECK_INT(all.slots, 5 * (96 + 100 + 96));
	CHECK_INT(all.missing_slots, 0);
	CHECK_TEXT(all.confidence, "high");
	CHECK_TEXT(day[1].date, "2026-10-25");
	CHECK_INT(day[1].slots, 500);
	hall = sum_of("hall", first, until);
	CHECK_INT(hall.energy_uwh, truth(0, first, until) +
	    truth(1, first, until));
	one = sum_of("nowhere", first, until);
	CHECK(one.energy_uwh == NONE && one.cost == NONE &&
	    one.devices.n == 0 && !one.confidence);
}

/* Late energy changes its day, whatever was rated before. */
static void
check_late(void)
{
	int64_t at = zone_day_start(first + 1) + 4 * ZONE_SLOT_MS;
	struct energy_item before = sum_of("yard", first, until), after;

	db_begin(db);
	energy_book(db, meter[2], at, 5 * KWH, "A", now);
	energy_book(db, meter[2], zone_day_start(until) + ZONE_SLOT_MS, KWH,
	    "E", now);
	db_commit(db);
	CHECK_INT(rating_behind(db), 2);
	energy_settle(db, &scratch, now);
	CHECK_INT(rating_behind(db), 0);
	after = sum_of("yard", first, until);
	CHECK_INT(after.energy_uwh - before.energy_uwh, 5 * KWH);
	CHECK_INT(after.corrected_slots, 1);
	after = sum_of("yard", until, until + 1);
	CHECK(after.slots == 1 && after.estimated_slots == 1);
	CHECK_INT(after.missing_slots, 95);
	CHECK_TEXT(after.confidence, "low");
	CHECK_INT(wrong_days(), 0);
}

static int64_t
run_of(const char *kind, int64_t version, int64_t from_day,
    const char *location)
{
	struct rating_run run = { .kind = kind, .meter = NONE,
	    .version = version, .first_day = from_day,
	    .last_day = until + 100, .location = location,
	    .actor = "user:test" };
	int64_t id;

	db_begin(db);
	id = rating_start(db, &run, now);
	db_commit(db);
	return id;
}

/* A back-dated price: its run finds what changes. */
static void
check_price(void)
{
	struct energy_item before = sum_of(NULL, first, until), after;
	struct rating_run run;
	struct cost_version v;
	int64_t id, steps;

	now += 1000;
	v = energy_price(db, "2026-10-25", NULL, NONE, 250000, now);
	id = run_of("version", v.id, first + 1, NULL);
	steps = energy_settle(db, &scratch, now);
	CHECK(rating_get(db, &arena, id, &run));
	CHECK_TEXT(run.state, "done");
	CHECK_INT(run.done, run.total);
	/* meters at places with a price of their own stay as they are */
	CHECK_INT(run.changed, (METERS - 3) * 2 + 1);
	CHECK(steps >= 1 && run.ended_at == now && run.lines == 0);
	after = sum_of(NULL, first, until);
	CHECK_INT(after.unpriced_uwh, truth(2, first, first + 1) +
	    truth(3, first, first + 1));
	CHECK(after.cost > before.cost);
	CHECK_INT(wrong_days(), 0);
	/* the same again changes nothing */
	id = run_of("recalculate", NONE, 0, NULL);
	energy_settle(db, &scratch, now);
	CHECK(rating_get(db, &arena, id, &run));
	CHECK(run.changed == 0 && run.difference == 0 && run.done > 0);
	CHECK_INT(run.first_day, first);
	id = run_of("recalculate", NONE, 0, "hall");
	energy_settle(db, &scratch, now);
	CHECK(rating_get(db, &arena, id, &run));
	CHECK_INT(run.total, 2 * (until + 1 - first));
	id = run_of("recalculate", NONE, until + 50, NULL);
	CHECK(rating_get(db, &arena, id, &run));
	CHECK(run.total == 0 && !strcmp(run.state, "done"));
}

/* A meter is carried elsewhere at noon: its day has two rows. */
static void
check_move(void)
{
	int64_t noon = zone_day_start(first) + 48 * ZONE_SLOT_MS;
	struct energy_item hall, yard;

	db_begin(db);
	meter_place(db, meter[1], "yard", noon);
	db_commit(db);
	energy_settle(db, &scratch, now);
	hall = sum_of("hall", first, until);
	yard = sum_of("yard", first, first + 1);
	CHECK_INT(hall.slots, 96 + 100 + 96 + 48);
	CHECK_INT(yard.slots, 96 + 48);
	CHECK_INT(hall.missing_slots, 0);
	CHECK_INT(wrong_days(), 0);
}

/* A price that changes inside a slot, on a meter alone. */
static void
check_inside(void)
{
	struct energy_item before = sum_of(NULL, first, until), after;

	now += 1000;
	energy_price(db, "2026-10-25T10:05:00Z", NULL, meter[3], -1000000,
	    now);
	run_of("version", NONE, first, NULL);
	energy_settle(db, &scratch, now);
	after = sum_of(NULL, first, until);
	CHECK(after.cost < before.cost);
	CHECK_INT(after.energy_uwh, before.energy_uwh);
	CHECK_INT(wrong_days(), 0);
}

/* ---- Closed months ------------------------------------------------------ */

static int64_t
lines_sum(int64_t day, int64_t which)
{
	static struct query q = QUERY("SELECT sum(cost) FROM rating_line"
	    " WHERE day = :day AND meter = :meter");

	db_int(db, &q, ":day", day);
	db_int(db, &q, ":meter", which);
	return db_number(db, &q, 0);
}

static int64_t
day_cost(int64_t day, int64_t which)
{
	static struct query q = QUERY("SELECT sum(cost) FROM energy_day"
	    " WHERE day = :day AND meter = :meter");

	db_int(db, &q, ":day", day);
	db_int(db, &q, ":meter", which);
	return db_number(db, &q, 0);
}

static int64_t
wrong_lines(void)
{
	int64_t wrong = 0;

	for (int64_t day = first; day < until; day++)
		for (int i = 0; i < METERS; i++)
			wrong += lines_sum(day, meter[i]) !=
			    day_cost(day, meter[i]);
	return wrong;
}

/* Late energy while it is being closed goes into its own lines. */
static void
close_month(int64_t month)
{
	struct rating_run run;

	db_begin(db);
	CHECK_TEXT(period_close(db, month, "test", now, &run), NULL);
	CHECK(rating_closing(db, month) == run.id);
	CHECK(period_close(db, month, "test", now, &run) != NULL);
	CHECK(period_close(db, month + 1, "test", now, &run) != NULL);
	rating_step(db, &scratch, now, 3);
	energy_book(db, meter[0], zone_day_start(first), KWH, "A", now);
	db_commit(db);
	CHECK(!rating_waits(db));
	energy_settle(db, &scratch, now);
	CHECK(rating_waits(db) && period_due(db, &arena, &run));
	CHECK_INT(run.month, month);
	db_begin(db);
	energy_book(db, meter[0], zone_day_start(first), KWH, "A", now);
	CHECK(!rating_step(db, &scratch, now, 3));
	CHECK_INT(rating_behind(db), 1);
	period_keep(db, &(struct period){ .month = month, .closed_at = now,
	    .closed_by = "test", .statement = "{}" });
	db_commit(db);
	CHECK(!rating_waits(db));
}

static int64_t
later(int64_t month, int64_t *cost)
{
	struct query *q = rating_lines_later(db, month);
	struct rating_line l;
	int64_t n = 0;

	*cost = 0;
	while (db_row(db, q, rating_line_columns, &l)) {
		*cost += l.cost;
		n += (l.cost < 0) == !strcmp(l.kind, "credit");
	}
	return n;
}

static void
check_closed(void)
{
	static struct query change = QUERY("UPDATE rating_line SET cost = 0");
	static struct query open = QUERY("DELETE FROM period");
	int64_t october = zone_day_month(first), cost, all, before;

	now = zone_day_start(zone_month_day(october + 1)) + 87000000;
	close_month(october);
	CHECK(rating_closed(db, october) && !rating_closed(db, october + 1));
	CHECK_INT(wrong_lines(), 0);
	CHECK_INT(later(october, &cost) + later(october + 1, &cost), 0);
	energy_settle(db, &scratch, now);	/* the one that waited */
	CHECK(later(october + 1, &before) > 0 && before > 0);
	CHECK(!db_run(db, &change) && !db_run(db, &open));
	all = sum_of(NULL, first, until).cost;
	energy_price(db, "2026-10-25", "hall", NONE, 10000, now);
	run_of("version", NONE, first, NULL);
	energy_settle(db, &scratch, now);
	CHECK(later(october + 1, &cost) > 0);
	CHECK_INT(cost - before, sum_of(NULL, first, until).cost - all);
	CHECK(cost - before < 0);
	CHECK_INT(wrong_lines(), 0);
	/* late energy of a closed month */
	db_begin(db);
	energy_book(db, meter[0], zone_day_start(first), 3 * KWH, "A", now);
	db_commit(db);
	energy_settle(db, &scratch, now);
	CHECK_INT(wrong_lines(), 0);
	CHECK(later(october + 1, &all) > 0 && all > cost);
	CHECK_TEXT(energy_state(db, first, until, now), "closed");
	CHECK_TEXT(energy_state(db, until + 8, until + 9, now),
	    "provisional");
	CHECK_TEXT(energy_state(db, until + 5, until + 6, now), "booked");
}

/* Dropped and made again: the same. */
static void
check_again(void)
{
	static struct query drop = QUERY("DELETE FROM energy_day");
	static struct query forget = QUERY("DELETE FROM rating_state");
	struct energy_item before = sum_of(NULL, first, until), after;

	db_begin(db);
	db_run(db, &drop);
	db_run(db, &forget);
	db_commit(db);
	energy_settle(db, &scratch, now);
	after = sum_of(NULL, first, until);
	CHECK_INT(after.energy_uwh, before.energy_uwh);
	CHECK_INT(after.cost, before.cost);
	CHECK_INT(wrong_days(), 0);
	CHECK_INT(wrong_lines(), 0);
}

/* Money that somebody changed behind the books' back is found. */
static int64_t
found(enum verify_kind kind)
{
	struct verify v = { .as_of_at = INT64_MAX, .depth = VERIFY_ALL };

	verify_periods(db, &arena, &v);
	verify_days(db, &arena, &v);
	CHECK_INT(v.found[VERIFY_CHAIN], 0);
	return v.found[kind];
}

static void
check_verify(void)
{
	static struct query day = QUERY("UPDATE energy_day SET cost = cost + 1"
	    " WHERE day = :day AND meter = :meter");
	static struct query back = QUERY("UPDATE energy_day SET"
	    " cost = cost - 1 WHERE day = :day AND meter = :meter");
	static struct query lost = QUERY("DELETE FROM energy_day"
	    " WHERE day = :day AND meter = :meter");
	static struct query line = QUERY("INSERT INTO rating_line (month, day,"
	    " meter, location, version, band, kind, energy_uwh, cost,"
	    " booked_at) VALUES (0, :day, :meter, '', 1, -1, 'credit', 0,"
	    " -1, 0)");
	struct query *tries[] = { &day, &back, &line, &lost };
	int64_t rebuilt[] = { 1, 0, 0, 1 }, lines[] = { 1, 0, 1, 1 };

	CHECK_INT(found(VERIFY_REBUILD) + found(VERIFY_INVARIANT), 0);
	CHECK_INT(found(VERIFY_SIGNATURE), 1);	/* "{}" is no statement */
	for (int i = 0; i < 4; i++) {
		db_begin(db);
		db_int(db, tries[i], ":day", first);
		db_int(db, tries[i], ":meter", meter[0]);
		CHECK(db_run(db, tries[i]));
		db_commit(db);
		CHECK_INT(found(VERIFY_REBUILD), rebuilt[i]);
		CHECK_INT(found(VERIFY_INVARIANT), lines[i]);
	}
}

/* Energy without a price is a ticket, once; a price for it ends it. */
static int
rate_gaps(const char *state)
{
	struct query *q = ticket_list(db, state, 100);
	struct ticket t;
	int n = 0;

	while (db_row(db, q, ticket_fields, &t))
		n += !strcmp(t.class, "rate-gap");
	return n;
}

static void
reconcile(int64_t day)
{
	struct reconcile r = { .db = db, .arena = &arena, .now = now,
	    .from = zone_day_start(day), .to = zone_day_start(day + 1) };

	db_begin(db);
	reconcile_prices(&r);
	db_commit(db);
}

static void
check_rate_gap(void)
{
	CHECK(sum_of(NULL, first, first + 1).unpriced_uwh > 0);
	reconcile(first);
	reconcile(first);
	CHECK_INT(rate_gaps("open"), 1);
	reconcile(first + 1);		/* is priced, the one before is not */
	CHECK_INT(rate_gaps("open"), 1);
	now += 1000;
	energy_price(db, "2026-01-01", NULL, NONE, 200000, now);
	run_of("version", NONE, first, NULL);
	energy_settle(db, &scratch, now);
	reconcile(first + 1);
	CHECK(rate_gaps("open") == 0 && rate_gaps("resolved") == 1);
}

static void
make_site(void)
{
	static const char *const names[METERS] = { "a1", "a2", "b1", "c1",
	    "c2", "x1" };
	static const char *const places[METERS] = { "hall", "hall", "yard",
	    "roof", "roof", "sun" };
	static struct query parent = QUERY("UPDATE meter SET parent = :parent"
	    " WHERE id = :id");
	static struct query turn = QUERY("UPDATE meter SET"
	    " direction = 'export' WHERE id = :id");

	CHECK(zone_use("Europe/Lisbon") == NULL);
	first = energy_date("2026-10-24");
	until = first + 3;
	now = zone_day_start(until + 2) + 3600000;
	db_begin(db);
	for (int i = 0; i < METERS; i++) {
		meter[i] = energy_meter(db, &arena, names[i], "message",
		    places[i]);
		energy_fill(db, meter[i], first, until, now);
	}
	db_int(db, &parent, ":parent", meter[3]);
	db_int(db, &parent, ":id", meter[4]);
	db_run(db, &parent);
	db_int(db, &turn, ":id", meter[5]);
	db_run(db, &turn);
	energy_price(db, "2026-10-01", "hall", NONE, 123457, now);
	energy_price(db, "2026-10-01", "hall", NONE, 123456, now);
	energy_price(db, "2026-10-01", "sun", NONE, 90000, now);
	db_commit(db);
	CHECK_TEXT(energy_source(db, NULL), "message");
	energy_settle(db, &scratch, now);
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	arena_init(&scratch, 64 << 20);
	log_level(LOG_FAIL);
	db = store_open(":memory:");
	make_site();
	CHECK_INT(wrong_days(), 0);
	check_sums();
	check_late();
	check_price();
	check_move();
	check_inside();
	check_closed();
	check_again();
	check_rate_gap();
	check_verify();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
