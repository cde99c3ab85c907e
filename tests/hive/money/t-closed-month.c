/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/polled.h"
#include "hive/ledger/ticket.h"
#include "hive/money/period.h"
#include "hive/verify/reconcile.h"
#include "hive/verify/verify.h"
#include "tests/lib/energy_site.h"

/* A month is closed for ever: what comes later is booked beside it. */

/* Days as entangled as t-energy.c makes them: late energy, a back-dated
 * price, a meter that moves at noon, a price that begins inside a slot. */
static void
make_changes(void)
{
	int64_t noon = zone_day_start(first) + 48 * SLOT_MS;

	db_begin(db);
	energy_book(db, meter[2], zone_day_start(first + 1), 5 * KWH, "A",
	    now);
	energy_book(db, meter[2], zone_day_start(until) + SLOT_MS, KWH,
	    "E", now);
	meter_place(db, meter[1], "yard", noon);
	energy_price(db, "2026-10-25", NULL, NONE, 250000, now);
	energy_price(db, "2026-10-25T10:05:00Z", NULL, meter[3], -1000000,
	    now);
	db_commit(db);
	site_run("version", NONE, first, NULL);
	site_rest();
	CHECK_INT(site_error_days(), 0);
}

/* Days of meters whose lines come to something else than their rows. */
static int64_t
error_lines(void)
{
	static struct query q = QUERY("SELECT coalesce((SELECT sum(cost) FROM"
	    " rating_line WHERE day = :day AND meter = :meter), 0) <>"
	    " coalesce((SELECT sum(cost) FROM energy_day WHERE day = :day"
	    " AND meter = :meter), 0)");
	int64_t error = 0;

	for (int64_t day = first; day < until; day++)
		for (int i = 0; i < METERS; i++) {
			db_int(db, &q, ":day", day);
			db_int(db, &q, ":meter", meter[i]);
			error += db_number(db, &q, 1);
		}
	return error;
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
	site_rest();
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

/* The lines booked there for closed months; -1: one is called by the other
 * sign's word. */
static int64_t
later(int64_t month, int64_t *cost)
{
	struct query *q = rating_lines_later(db, month);
	struct rating_line l;
	int64_t n = 0, error = 0;

	*cost = 0;
	while (db_row(db, q, rating_line_columns, &l)) {
		*cost += l.cost;
		error += (l.cost < 0) != (l.kind == LINE_CREDIT);
		n++;
	}
	return error ? -1 : n;
}

/* Not before its last slot is booked, of miners as well. */
static void
check_over(int64_t month)
{
	int64_t end = zone_day_start(zone_month_day(month + 1));
	struct rating_run run;

	db_begin(db);
	CHECK_TEXT(period_close(db, month, "test", end + POLLED_WAIT_MS - 1,
	    &run), "this month is not over yet");
	CHECK_TEXT(period_close(db, month, "test", end + POLLED_WAIT_MS,
	    &run), NULL);
	db_rollback(db);
}

static void
check_closed(void)
{
	static struct query change = QUERY("UPDATE rating_line SET cost = 0");
	static struct query open = QUERY("DELETE FROM period");
	int64_t october = zone_day_month(first), cost, all, before;

	now = zone_day_start(zone_month_day(october + 1)) + 87000000;
	check_over(october);
	close_month(october);
	CHECK(rating_closed(db, october) && !rating_closed(db, october + 1));
	CHECK_INT(error_lines(), 0);
	CHECK_INT(later(october, &cost), 0);
	CHECK_INT(later(october + 1, &cost), 0);
	site_rest();		/* the one that waited */
	CHECK(later(october + 1, &before) > 0 && before > 0);
	CHECK(!db_run(db, &change) && !db_run(db, &open));
	all = site_sum(NULL, first, until).cost;
	energy_price(db, "2026-10-25", "hall", NONE, 10000, now);
	site_run("version", NONE, first, NULL);
	site_rest();
	CHECK(later(october + 1, &cost) > 0);
	CHECK_INT(cost - before, site_sum(NULL, first, until).cost - all);
	CHECK(cost - before < 0);
	CHECK_INT(error_lines(), 0);
	/* late energy of a closed month */
	db_begin(db);
	energy_book(db, meter[0], zone_day_start(first), 3 * KWH, "A", now);
	db_commit(db);
	site_rest();
	CHECK_INT(error_lines(), 0);
	CHECK(later(october + 1, &all) > 0 && all > cost);
	CHECK_INT(energy_state(db, first, until, now), FINALITY_CLOSED);
	CHECK_INT(energy_state(db, until + 8, until + 9, now),
	    FINALITY_PROVISIONAL);
	CHECK_INT(energy_state(db, until + 5, until + 6, now), FINALITY_BOOKED);
}

/* Dropped and made again: the same. */
static void
check_again(void)
{
	static struct query drop = QUERY("DELETE FROM energy_day");
	static struct query forget = QUERY("DELETE FROM rating_state");
	struct energy_item before = site_sum(NULL, first, until), after;

	db_begin(db);
	CHECK(db_run(db, &drop) && db_run(db, &forget));
	db_commit(db);
	CHECK_INT(site_sum(NULL, first, until).energy_uwh, NONE);
	site_rest();
	after = site_sum(NULL, first, until);
	CHECK_INT(after.energy_uwh, before.energy_uwh);
	CHECK_INT(after.cost, before.cost);
	CHECK_INT(site_error_days(), 0);
	CHECK_INT(error_lines(), 0);
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
		n += t.class == TICKET_RATE_GAP;
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
	CHECK(site_sum(NULL, first, first + 1).unpriced_uwh > 0);
	reconcile(first);
	reconcile(first);
	CHECK_INT(rate_gaps("open"), 1);
	reconcile(first + 1);		/* is priced, the one before is not */
	CHECK_INT(rate_gaps("open"), 1);
	now += 1000;
	energy_price(db, "2026-01-01", NULL, NONE, 200000, now);
	site_run("version", NONE, first, NULL);
	site_rest();
	reconcile(first + 1);
	CHECK(rate_gaps("open") == 0 && rate_gaps("resolved") == 1);
}

int
main(void)
{
	site_make();
	make_changes();
	check_closed();
	check_again();
	check_rate_gap();
	check_verify();
	site_close();
	return tap_done();
}
