/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "hive/money/tariff.h"
#include "tests/lib/tap.h"

/* A price holds from its first millisecond to its last, on a day of UTC. */

#define CENT	10000		/* millionths */
#define KWH	INT64_C(1000000000)
#define DAY	20777		/* 2026-11-20, a Friday */
#define START	(DAY * DAY_MS)
#define CLOCK(h, m) (START + (h) * HOUR_MS + (m) * MINUTE_MS)

static struct arena arena;

static struct cost_version
version(int64_t id, int64_t from, int64_t cost)
{
	return (struct cost_version){ .id = id, .meter = NONE,
	    .cost_per_kwh = cost, .effective_from = from,
	    .effective_until = NONE };
}

static struct list
pieces_of(const struct cost_version *v, size_t n)
{
	struct list all = { (void *)v, n };

	return tariff_day(&arena, &all, 7, "hall", DAY);
}

/* What one slot of the day costs; NONE: nothing of it has a price. */
static struct slot_cost
slot_of(const struct cost_version *v, size_t n, int64_t at, int64_t uwh,
    struct bill *b)
{
	struct list pieces = pieces_of(v, n);
	struct slot_energy slot = { at, uwh };
	struct slot_cost cost;

	tariff_bill(&pieces, &slot, 1, b, &cost);
	return cost;
}

/* ---- When a version holds ----------------------------------------------- */

static void
check_pieces(void)
{
	struct cost_version v[3] = { version(1, START - DAY_MS, CENT),
	    version(2, START + DAY_MS, 2 * CENT),
	    version(3, START + DAY_MS - 1, 3 * CENT) };
	const struct price_piece *p;
	struct list all = pieces_of(v, 2);

	/* One that begins when the day ends has no part of it. */
	p = all.v;
	CHECK_INT(all.n, 1);
	CHECK(p->start_at == START && p->end_at == START + DAY_MS);
	CHECK(p->version == 1 && p->band == BAND_NONE);
	/* One that begins a millisecond before has that millisecond. */
	all = pieces_of(v, 3);
	p = all.v;
	CHECK_INT(all.n, 2);
	CHECK_INT(p[0].end_at, START + DAY_MS - 1);
	CHECK(p[1].version == 3 && p[1].start_at == p[0].end_at);
	CHECK_INT(p[1].end_at, START + DAY_MS);
	all = pieces_of(v, 0);
	p = all.v;
	CHECK(all.n == 1 && p->version == NONE && p->cost_per_kwh == NONE);
	CHECK(p->start_at == START && p->end_at == START + DAY_MS);
}

/* From its first millisecond up to the one at which it ends. */
static void
check_span(void)
{
	struct cost_version v[2] = { version(1, 0, CENT),
	    version(2, CLOCK(12, 0), 9 * CENT) };
	const struct price_piece *p;
	struct list all;

	v[1].effective_until = CLOCK(12, 7);
	all = pieces_of(v, 2);
	p = all.v;
	CHECK_INT(all.n, 3);
	CHECK(p[0].version == 1 && p[1].version == 2 && p[2].version == 1);
	CHECK(p[1].start_at == CLOCK(12, 0) && p[1].end_at == CLOCK(12, 7));
	/* It ended when the day began, and has nothing of it. */
	v[1].effective_from = START - HOUR_MS;
	v[1].effective_until = START;
	CHECK_INT(pieces_of(v, 2).n, 1);
	v[1].effective_until = START + 1;
	all = pieces_of(v, 2);
	p = all.v;
	CHECK(all.n == 2 && p->version == 2 && p->end_at == START + 1);
	/* The one before it is not extended by one that has ended. */
	v[0].effective_until = CLOCK(6, 0);
	v[1].effective_from = v[1].effective_until = CLOCK(6, 0);
	all = pieces_of(v, 2);
	p = all.v;
	CHECK(all.n == 2 && p[0].version == 1 && p[1].version == NONE);
	CHECK_INT(p[1].start_at, CLOCK(6, 0));
}

/* The one that began last counts, and of two that began together the one that
 * was entered later. */
static void
check_order(void)
{
	struct cost_version v[3] = { version(1, 2000, CENT),
	    version(2, 1000, 2 * CENT), version(3, 2000, 3 * CENT) };
	const struct price_piece *p;

	p = pieces_of(v, 2).v;
	CHECK_INT(p->version, 1);
	p = pieces_of(v, 3).v;
	CHECK_INT(p->version, 3);
	v[2].effective_from = 1999;
	p = pieces_of(v, 3).v;
	CHECK_INT(p->version, 1);
	/* Narrower goes before wider, unless it has no price. */
	v[1].location = "hall";
	p = pieces_of(v, 3).v;
	CHECK_INT(p->version, 2);
	v[1].cost_per_kwh = NONE;
	p = pieces_of(v, 3).v;
	CHECK_INT(p->version, 1);
	v[0].cost_per_kwh = NONE;	/* and hides the one before it */
	p = pieces_of(v, 3).v;
	CHECK_INT(p->version, NONE);
}

/* ---- Bands -------------------------------------------------------------- */

static void
check_band_edges(void)
{
	static const struct {
		const char *weekdays, *begins, *ends;
		int64_t minutes;	/* of the Friday */
		int64_t first;		/* minute that is in it; or -1 */
	} cases[] = {
		{ NULL, "10:00", "10:15", 15, 600 },
		{ NULL, "10:07", "10:08", 1, 607 },
		{ NULL, "00:00", "24:00", 1440, 0 },
		{ NULL, "00:00", "00:01", 1, 0 },
		{ NULL, "23:59", "24:00", 1, 1439 },
		{ NULL, "23:59", "00:01", 2, 0 },
		{ NULL, "12:00", "11:59", 1439, 0 },
		{ "fri", "10:00", "11:00", 60, 600 },
		{ "thu", "10:00", "11:00", 0, -1 },
		{ "sat-thu", "10:00", "11:00", 0, -1 },
		{ "sat-fri", "22:00", "06:00", 480, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_band band = { 0, "x", cases[i].weekdays,
		    cases[i].begins, cases[i].ends, 5 * CENT };
		struct cost_version v = version(1, 0, CENT);
		int64_t minutes = 0, first = -1;
		const struct price_piece *p;
		struct list all;

		v.bands = (struct list){ &band, 1 };
		all = pieces_of(&v, 1);
		p = all.v;
		for (size_t k = 0; k < all.n; k++, p++) {
			if (p->band != 0)
				continue;
			minutes += (p->end_at - p->start_at) / MINUTE_MS;
			if (first < 0)
				first = (p->start_at - START) / MINUTE_MS;
			CHECK_INT(p->cost_per_kwh, 5 * CENT);
		}
		CHECK_INT(minutes, cases[i].minutes);
		CHECK_INT(first, cases[i].first);
	}
}

/* Of two bands that fit the first counts. */
static void
check_band_order(void)
{
	struct cost_band bands[2] = {
		{ 0, "noon", NULL, "11:50", "12:10", 5 * CENT },
		{ 1, "day", NULL, "06:00", "22:00", 2 * CENT } };
	struct cost_version v = version(1, 0, CENT);
	static const int64_t want[][2] = { { 0, BAND_NONE }, { 360, 1 },
	    { 710, 0 }, { 730, 1 }, { 1320, BAND_NONE } };
	const struct price_piece *p;
	struct list all;

	v.bands = (struct list){ bands, 2 };
	all = pieces_of(&v, 1);
	p = all.v;
	CHECK_INT(all.n, 5);
	for (size_t i = 0; i < all.n && i < 5; i++) {
		CHECK_INT(p[i].start_at, START + want[i][0] * MINUTE_MS);
		CHECK_INT(p[i].band, want[i][1]);
	}
}

/* A price for each half of 24 hours: more pieces than are made room for. */
static void
check_many_pieces(void)
{
	struct cost_band bands[PRICE_BANDS];
	struct cost_version v = version(1, 0, CENT);
	const struct price_piece *p;
	struct list all;
	int64_t bad = 0;

	for (int i = 0; i < PRICE_BANDS; i++)
		bands[i] = (struct cost_band){ i, "half", NULL,
		    arena_printf(&arena, "%02d:30", i),
		    arena_printf(&arena, "%02d:00", i + 1), i };
	v.bands = (struct list){ bands, PRICE_BANDS };
	all = pieces_of(&v, 1);
	CHECK_INT(all.n, 48);
	p = all.v;
	for (int i = 0; i < 48; i++)
		bad += p[i].start_at != CLOCK(0, 30 * i) ||
		    p[i].end_at != CLOCK(0, 30 * i + 30) ||
		    p[i].band != (i % 2 ? i / 2 : BAND_NONE);
	CHECK_INT(bad, 0);
}

/* ---- What a slot costs -------------------------------------------------- */

/* Half a millionth goes to the even one, either way; 1 per kWh makes 10^9
 * uWh a millionth. */
static void
check_half_to_even(void)
{
	static const struct {
		int64_t uwh, cost;
	} cases[] = {
		{ 0, 0 }, { 1, 0 }, { 499999999, 0 }, { 500000000, 0 },
		{ 500000001, 1 }, { 999999999, 1 }, { 1000000000, 1 },
		{ 1499999999, 1 }, { 1500000000, 2 }, { 1500000001, 2 },
		{ 2499999999, 2 }, { 2500000000, 2 }, { 2500000001, 3 },
		{ -499999999, 0 }, { -500000000, 0 }, { -500000001, -1 },
		{ -1500000000, -2 }, { -2500000000, -2 },
		{ -2500000001, -3 }, { -999999999, -1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_version v = version(1, 0, 1);
		struct bill b;
		struct slot_cost c = slot_of(&v, 1, CLOCK(3, 0), cases[i].uwh,
		    &b);

		CHECK_INT(c.cost, cases[i].cost);
		CHECK_INT(b.cost, cases[i].cost);
		CHECK_INT(b.line[0].cost, cases[i].cost);
	}
}

/* A slot that is cut: its first part is rounded down, also where energy is
 * less than nothing, and the parts make the slot. */
static void
check_cut(void)
{
	static const struct {
		int64_t after_ms, uwh, first;	/* of the price before */
	} cases[] = {
		{ 1, 1, 0 }, { 899999, 1, 0 }, { 1, 900000, 1 },
		{ 300000, 3, 1 }, { 300000, 4, 1 }, { 600000, 4, 2 },
		{ 300000, -3, -1 }, { 300000, -4, -2 }, { 1, -1, -1 },
		{ 899999, -1, -1 }, { 450000, 900001, 450000 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_version v[2] = { version(1, 0, CENT),
		    version(2, CLOCK(3, 0) + cases[i].after_ms, 2 * CENT) };
		struct bill b;

		slot_of(v, 2, CLOCK(3, 0), cases[i].uwh, &b);
		CHECK_INT(b.n, 2);
		CHECK_INT(b.line[0].uwh, cases[i].first);
		CHECK_INT(b.line[1].uwh, cases[i].uwh - cases[i].first);
		CHECK_INT(b.uwh, cases[i].uwh);
	}
}

/* A slot has no cost where it has no price, whatever the one before it had. */
static void
check_slots(void)
{
	struct cost_version v[2] = { version(1, CLOCK(10, 0), 10 * CENT),
	    version(2, CLOCK(10, 45), 20 * CENT) };
	struct slot_energy slots[6];
	struct slot_cost c[6];
	struct list pieces;
	struct bill b;
	static const int64_t want[6][2] = { { NONE, KWH },
	    { 10 * CENT, 0 }, { 10 * CENT, 0 }, { NONE, KWH },
	    { 40 * CENT / 3, KWH / 3 }, { NONE, KWH } };

	v[0].effective_until = CLOCK(10, 30);
	v[1].effective_until = CLOCK(10, 55);
	for (int i = 0; i < 6; i++)
		slots[i] = (struct slot_energy){ CLOCK(9, 45 + 15 * i), KWH };
	pieces = pieces_of(v, 2);
	tariff_bill(&pieces, slots, 6, &b, c);
	for (int i = 0; i < 6; i++) {
		CHECK_INT(c[i].cost, want[i][0]);
		/* the third that the price leaves is rounded up */
		CHECK_INT(c[i].unpriced_uwh, want[i][1] + (i == 4));
	}
	CHECK_INT(b.cost, 20 * CENT + 40 * CENT / 3);
	CHECK_INT(b.unpriced_uwh, 3 * KWH + KWH / 3 + 1);
	CHECK_INT(b.uwh, 6 * KWH);
	CHECK_INT(b.n, 3);
	/* No slot: no line, no cost. */
	tariff_bill(&pieces, slots, 0, &b, NULL);
	CHECK(b.n == 0 && b.cost == 0 && b.uwh == 0);
}

/* Each slot's share is what the day's total grows by: 0.4 + 0.4 + 0.4. */
static void
check_shares(void)
{
	struct cost_version v[2] = { version(1, 0, 1),
	    version(2, CLOCK(0, 30), 1) };
	struct slot_energy slots[3];
	static const int64_t want[3] = { 0, 1, 0 };
	struct slot_cost c[3];
	struct list pieces = pieces_of(v, 2);
	struct bill b;

	for (int i = 0; i < 3; i++)
		slots[i] = (struct slot_energy){ CLOCK(0, 15 * i),
		    400000000 };
	tariff_bill(&pieces, slots, 3, &b, c);
	for (int i = 0; i < 3; i++)
		CHECK_INT(c[i].cost, want[i]);
	CHECK(b.cost == 1 && b.n == 2);
	CHECK(b.line[0].cost == 1 && b.line[1].cost == 0);
}

/* A day of more prices than a bill has lines: the last line takes the rest,
 * and nothing is lost. */
static void
check_many_lines(void)
{
	struct cost_version v[96];
	struct slot_energy slots[96];
	struct list pieces;
	struct bill b;
	int64_t bad = 0, cost = 0;

	for (int i = 0; i < 96; i++) {
		v[i] = version(i + 1, CLOCK(0, 15 * i), (i + 1) * CENT);
		slots[i] = (struct slot_energy){ CLOCK(0, 15 * i), KWH };
	}
	for (size_t n = BILL_LINES - 1; n <= BILL_LINES + 1; n++) {
		pieces = pieces_of(v, n);
		tariff_bill(&pieces, slots, n, &b, NULL);
		CHECK_INT(b.n, n < BILL_LINES ? n : BILL_LINES);
		CHECK_INT(b.uwh, (int64_t)n * KWH);
		CHECK_INT(b.cost, (int64_t)(n * (n + 1) / 2) * CENT);
	}
	pieces = pieces_of(v, 96);
	tariff_bill(&pieces, slots, 96, &b, NULL);
	for (int i = 0; i < BILL_LINES - 1; i++) {
		bad += b.line[i].uwh != KWH ||
		    b.line[i].cost != (i + 1) * CENT ||
		    b.line[i].version != i + 1;
		cost += b.line[i].cost;
	}
	CHECK_INT(bad, 0);
	CHECK_INT(b.line[BILL_LINES - 1].uwh, 33 * KWH);
	CHECK_INT(b.cost, 96 * 97 / 2 * CENT);
	CHECK_INT(b.line[BILL_LINES - 1].cost, b.cost - cost);
}

/* A price that comes again goes on with its line. */
static void
check_same_line(void)
{
	struct cost_band bands[2] = {
		{ 0, "even", NULL, "00:00", "00:15", 2 * CENT },
		{ 1, "odd", NULL, "00:45", "01:00", 3 * CENT } };
	struct cost_version v = version(1, 0, CENT);
	struct slot_energy slots[5];
	struct list pieces;
	struct bill b;
	static const int64_t want[3][2] = { { 0, KWH }, { BAND_NONE, 3 * KWH },
	    { 1, KWH } };

	v.bands = (struct list){ bands, 2 };
	for (int i = 0; i < 5; i++)
		slots[i] = (struct slot_energy){ CLOCK(0, 15 * i), KWH };
	pieces = pieces_of(&v, 1);
	tariff_bill(&pieces, slots, 5, &b, NULL);
	CHECK_INT(b.n, 3);
	for (size_t i = 0; i < 3; i++) {
		CHECK_INT(b.line[i].band, want[i][0]);
		CHECK_INT(b.line[i].uwh, want[i][1]);
		CHECK_INT(b.line[i].version, 1);
	}
	CHECK_INT(b.cost, (2 + 3 + 3) * CENT);
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	log_level(LOG_FAIL);
	CHECK(!zone_use("UTC"));
	check_pieces();
	check_span();
	check_order();
	check_band_edges();
	check_band_order();
	check_many_pieces();
	check_half_to_even();
	check_cut();
	check_slots();
	check_shares();
	check_many_lines();
	check_same_line();
	arena_free(&arena);
	return tap_done();
}
