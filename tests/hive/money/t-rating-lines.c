/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/rating_line.h"
#include "tests/lib/energy_utc.h"

/* What a day's bill says and its lines do not say yet is booked: as base lines
 * while the month is being closed, later as credits and debits. */

#define METER	7
#define NOW	CLOCK(20, 12, 0)	/* in December */

static struct energy_parts parts;

/* The day's only part: so much at a price. */
static struct bill_line *
bill(int64_t version, int64_t uwh, int64_t cost)
{
	struct bill *b = &parts.part[0].bill;

	parts.n = 1;
	parts.part[0].location = "hall";
	b->n = 1;
	b->line[0] = (struct bill_line){ version, BAND_NONE, CENT, uwh, cost };
	return b->line;
}

static int64_t
book(int64_t day, bool base, bool all)
{
	struct line_call c = { .run = 3, .day = DAY(day), .meter = METER,
	    .now = NOW, .base = base, .all = all };

	return rating_lines_book(db, &arena, &c, &parts);
}

/* The last line that was booked, if there are n of the day. */
static struct rating_line
last_of(int64_t day, int64_t n)
{
	static struct query many = QUERY("SELECT count(*) FROM rating_line"
	    " WHERE day = :day");
	static struct query q = QUERY("SELECT * FROM rating_line"
	    " WHERE day = :day ORDER BY id DESC LIMIT 1");
	struct rating_line l;

	record_clear(rating_line_columns, &l);
	db_int(db, &many, ":day", DAY(day));
	CHECK_INT(db_number(db, &many, NONE), n);
	db_int(db, &q, ":day", DAY(day));
	db_one(db, &q, &arena, rating_line_columns, &l);
	return l;
}

static void
check_base(void)
{
	struct rating_line l;

	bill(4, 3 * KWH, 60 * CENT);
	/* Not yet: the run that closes the month will come to it. */
	CHECK_INT(book(0, true, false), 0);
	last_of(0, 0);
	CHECK_INT(book(0, true, true), 1);
	l = last_of(0, 1);
	CHECK(l.kind == LINE_BASE && l.month == MONTH && l.day == DAY(0));
	CHECK(l.run == 3 && l.meter == METER && l.booked_at == NOW);
	CHECK(l.version == 4 && l.band == BAND_NONE);
	CHECK(l.energy_uwh == 3 * KWH && l.cost == 60 * CENT);
	CHECK_TEXT(l.location, "hall");
	CHECK_INT(book(0, true, true), 0);
	CHECK_INT(book(0, false, false), 0);
	/* Late energy while it is still being closed. */
	bill(4, 4 * KWH, 80 * CENT);
	CHECK_INT(book(0, true, false), 1);
	l = last_of(0, 2);
	CHECK(l.kind == LINE_BASE && l.energy_uwh == KWH);
	CHECK(l.month == MONTH && l.cost == 20 * CENT);
}

/* Who pays less afterwards is credited; what costs nothing either way goes by
 * its energy. */
static void
check_kinds(void)
{
	static const struct {
		int64_t uwh, cost;	/* more than before */
		enum line_kind kind;	/* NONE: nothing is booked */
	} cases[] = {
		{ 5, 1, LINE_DEBIT }, { 5, -1, LINE_CREDIT },
		{ -5, 1, LINE_DEBIT }, { -5, -1, LINE_CREDIT },
		{ 0, 1, LINE_DEBIT }, { 0, -1, LINE_CREDIT },
		{ 1, 0, LINE_DEBIT }, { -1, 0, LINE_CREDIT },
		{ 0, 0, LINE_NONE },
	};
	int64_t uwh = KWH, cost = CENT, n = 1;

	bill(4, uwh, cost);
	CHECK_INT(book(1, true, true), 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rating_line l;
		bool any = cases[i].kind != LINE_NONE;

		bill(4, uwh += cases[i].uwh, cost += cases[i].cost);
		CHECK_INT(book(1, false, false), any);
		l = last_of(1, n += any);
		if (!any)
			continue;
		CHECK_INT(l.kind, cases[i].kind);
		CHECK_INT(l.energy_uwh, cases[i].uwh);
		CHECK_INT(l.cost, cases[i].cost);
		CHECK(l.month == MONTH + 1 && l.day == DAY(1));
	}
}

/* Another price: what the day had by the old one is taken back. */
static void
check_other_price(void)
{
	struct rating_line l;
	struct bill_line *b;

	bill(4, KWH, 30 * CENT);
	CHECK_INT(book(2, true, true), 1);
	bill(5, KWH, 20 * CENT);
	CHECK_INT(book(2, false, false), 2);
	l = last_of(2, 3);
	CHECK(l.version == 4 && l.kind == LINE_CREDIT);
	CHECK(l.energy_uwh == -KWH && l.cost == -30 * CENT);
	/* A band, a place and no price at all are lines of their own. */
	b = bill(5, KWH, 20 * CENT);
	b->band = 0;
	CHECK_INT(book(2, false, false), 2);
	b->version = NONE;
	b->band = BAND_NONE;
	b->cost = 0;
	CHECK_INT(book(2, false, false), 2);
	parts.part[0].location = NULL;
	CHECK_INT(book(2, false, false), 2);
	l = last_of(2, 9);
	CHECK(l.version == 0 && l.kind == LINE_CREDIT && l.cost == 0);
	CHECK_TEXT(l.location, "hall");
	CHECK_INT(book(2, false, false), 0);
	/* All of it is taken back. */
	parts.n = 0;
	CHECK_INT(book(2, false, false), 1);
	CHECK_INT(last_of(2, 10).energy_uwh, -KWH);
}

/* Two places at the same price, and more prices than are made room for. */
static void
check_many(void)
{
	struct query *q;
	struct rating_line l;
	int64_t n = 0, bad = 0;

	parts.n = 2;
	for (int i = 0; i < 2; i++) {
		struct energy_part *p = &parts.part[i];

		p->location = i ? "yard" : "hall";
		p->bill.n = 20;
		for (int k = 0; k < 20; k++)
			p->bill.line[k] = (struct bill_line){ k + 1,
			    k % 2 ? 0 : BAND_NONE, CENT, 100 * i + k + 1,
			    -k - 1 };
	}
	CHECK_INT(book(3, false, false), 0);
	CHECK_INT(book(3, false, true), 40);
	CHECK_INT(book(3, false, true), 0);
	q = rating_lines_later(db, MONTH + 1);
	while (db_row(db, q, rating_line_columns, &l)) {
		int64_t i = n / 20, k = n % 20;

		if (l.day != DAY(3))
			continue;
		bad += strcmp(l.location, i ? "yard" : "hall") ||
		    l.version != k + 1 || l.energy_uwh != 100 * i + k + 1 ||
		    l.cost != -k - 1 || l.kind != LINE_CREDIT;
		n++;
	}
	CHECK(n == 40 && bad == 0);
}

/* In the same place by the same price twice: one line. */
static void
check_joined(void)
{
	struct rating_line l;

	bill(4, KWH, 2 * CENT);
	parts.part[0].bill.n = 2;
	parts.part[0].bill.line[1] = (struct bill_line){ 4, BAND_NONE, CENT,
	    KWH, 3 * CENT };
	CHECK_INT(book(4, true, true), 1);
	l = last_of(4, 1);
	CHECK(l.energy_uwh == 2 * KWH && l.cost == 5 * CENT);
}

int
main(void)
{
	utc_open();
	check_base();
	check_kinds();
	check_other_price();
	check_many();
	check_joined();
	utc_close();
	return tap_done();
}
