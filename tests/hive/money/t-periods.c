/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/classify.h"
#include "hive/money/period.h"
#include "tests/lib/energy_utc.h"

/* Months as people see them: open, over, closing, closed. */

#define ENDS	CLOCK(11, 0, 0)		/* November does */
#define OVER	(ENDS + SLOT_WAIT_MS)

static struct period
month_at(int64_t now, size_t n)
{
	struct list all = period_list(db, &arena, now);

	CHECK(all.n > n);
	return ((struct period *)all.v)[n];
}

/* No energy at all: there is this month. */
static void
check_empty(void)
{
	struct list all = period_list(db, &arena, CLOCK(0, 0, 0));
	struct period *p = all.v;

	CHECK_INT(all.n, 1);
	CHECK_TEXT(p->period, "2026-11");
	CHECK_INT(p->state, PERIOD_OPEN);
	CHECK(p->month == MONTH && p->closed_at == NONE && !p->statement);
	CHECK(p->starts_at == CLOCK(-19, 0, 0) && p->ends_at == ENDS);
	CHECK(p->later == 0 && p->later_cost == 0);
}

/* From the first month with energy to this one, newest first. */
static void
check_months(void)
{
	static const char *const names[] = { "2027-02", "2027-01", "2026-12",
	    "2026-11" };
	struct list all;
	struct period *p;

	utc_book(utc_meter("a", NULL), CLOCK(10, 23, 45), KWH);
	CHECK_INT(period_list(db, &arena, ENDS - 1).n, 1);
	CHECK_INT(period_list(db, &arena, ENDS).n, 2);
	all = period_list(db, &arena, CLOCK(100, 0, 0));
	p = all.v;
	CHECK_INT(all.n, 4);
	for (size_t i = 0; i < all.n && i < 4; i++) {
		CHECK_TEXT(p[i].period, names[i]);
		CHECK_INT(p[i].month, MONTH + 3 - (int64_t)i);
		CHECK(i == 0 || p[i].ends_at == p[i - 1].starts_at);
		CHECK_INT(p[i].state, i ? PERIOD_OVER : PERIOD_OPEN);
	}
	/* A clock that was set back: energy is there, and no month yet. */
	CHECK_INT(period_list(db, &arena, CLOCK(-30, 0, 0)).n, 0);
}

/* It can be closed when its last slot should be booked, and once. */
static void
check_closing(void)
{
	struct rating_run run, due;
	struct period p;

	CHECK_INT(month_at(OVER - 1, 1).state, PERIOD_OPEN);
	CHECK_INT(month_at(OVER, 1).state, PERIOD_OVER);
	CHECK_TEXT(period_close(db, MONTH, "user:x", OVER - 1, &run),
	    "this month is not over yet");
	CHECK_TEXT(period_close(db, MONTH, "user:x", OVER, &run), NULL);
	CHECK(run.kind == RUN_CLOSE && run.month == MONTH);
	CHECK_INT(month_at(OVER, 1).state, PERIOD_CLOSING);
	CHECK_TEXT(period_close(db, MONTH, "user:x", OVER, &run),
	    "this month is being closed");
	CHECK(!period_due(db, &arena, &due));
	energy_settle(db, &scratch, OVER);
	CHECK(period_due(db, &arena, &due) && due.month == MONTH);
	CHECK_TEXT(due.actor, "user:x");
	period_keep(db, &(struct period){ .month = MONTH, .closed_at = OVER,
	    .closed_by = "user:x", .statement = "{\"a\":1}" });
	CHECK(!period_due(db, &arena, &due));
	CHECK_TEXT(period_close(db, MONTH, "user:x", OVER, &run),
	    "this month is closed");
	p = month_at(OVER, 1);
	CHECK_INT(p.state, PERIOD_CLOSED);
	CHECK(p.closed_at == OVER && p.entry == entry_newest(db));
	CHECK_TEXT(p.closed_by, "user:x");
	CHECK_INT(month_at(OVER, 0).state, PERIOD_OPEN);
	CHECK_INT(month_at(OVER, 0).closed_at, NONE);
}

/* The statement that it was given, under the month's name alone. */
static void
check_statement(void)
{
	struct period p;

	CHECK_TEXT(period_statement(db, &arena, "2026-11"), "{\"a\":1}");
	CHECK_TEXT(period_statement(db, &arena, "2026-12"), NULL);
	CHECK_TEXT(period_statement(db, &arena, "2026-11-20"), NULL);
	CHECK_TEXT(period_statement(db, &arena, "November"), NULL);
	CHECK_TEXT(period_statement(db, &arena, ""), NULL);
	CHECK(period_get(db, &arena, MONTH, &p) && p.month == MONTH);
	CHECK(!period_get(db, &arena, MONTH - 1, &p));
}

/* What December has of November: a second kWh at 30 cents. */
static void
check_later(void)
{
	struct period p;

	utc_price(0, NULL, NONE, 30 * CENT);
	energy_book(db, 1, CLOCK(10, 23, 45), KWH, "A", OVER + 1);
	energy_settle(db, &scratch, OVER + 1);
	p = month_at(OVER + 1, 0);
	CHECK_TEXT(p.period, "2026-12");
	/* one without a price goes, one with it comes */
	CHECK(p.later == 2 && p.later_cost == 60 * CENT);
	CHECK_INT(month_at(OVER + 1, 1).later, 0);
}

/* A hundred years of months are shown. */
static void
check_oldest(void)
{
	int64_t now = day_of_civil(2126, 11, 20) * DAY_MS;
	struct list all = period_list(db, &arena, now);
	const struct period *p = all.v;

	CHECK_INT(all.n, 1201);
	CHECK_TEXT(p[1200].period, "2026-11");
	CHECK_TEXT(p[0].period, "2126-11");
	all = period_list(db, &arena, now + 11 * DAY_MS);
	p = all.v;
	CHECK_INT(all.n, 1201);
	CHECK_TEXT(p[1200].period, "2026-12");
	all = period_list(db, &arena, now - 21 * DAY_MS);
	p = all.v;
	CHECK_INT(all.n, 1200);
	CHECK_TEXT(p[1199].period, "2026-11");
	CHECK_INT(p[1199].state, PERIOD_CLOSED);
}

int
main(void)
{
	utc_open();
	check_empty();
	check_months();
	check_closing();
	check_statement();
	check_later();
	check_oldest();
	utc_close();
	return tap_done();
}
