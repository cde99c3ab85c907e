/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/json/json.h"
#include "hive/money/tariff.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

#define CENT	10000		/* millionths */
#define KWH	INT64_C(1000000000)
#define SLOTS	104

static struct arena arena;
static struct db *db;

static int64_t
at(const char *text)
{
	int64_t ms = 0;

	CHECK(price_instant(text, &ms));
	return ms;
}

static int64_t
date(const char *text)
{
	int64_t day = 0;

	CHECK(zone_date_read(text, &day));
	return day;
}

static struct cost_version
global(int64_t id, const char *from, int64_t cents)
{
	return (struct cost_version){ .id = id, .scope = PRICE_GLOBAL,
	    .meter = NONE, .cost_per_kwh = cents == NONE ? NONE :
	    cents * CENT, .currency = "EUR", .effective_from = at(from),
	    .effective_until = NONE, .created_by = "test" };
}

/* A day of the same energy in every slot, billed. */
static struct bill
bill_of(struct cost_version *v, size_t n, int64_t meter,
    const char *location, const char *day, int64_t uwh)
{
	struct list versions = { v, n };
	struct list pieces = tariff_day(&arena, &versions, meter, location,
	    date(day));
	struct slot_energy slots[SLOTS];
	struct slot_cost costs[SLOTS];
	int64_t sum = 0;
	struct bill b;
	size_t many = 0;

	for (int64_t t = zone_day_start(date(day));
	    t < zone_day_start(date(day) + 1); t += SLOT_MS)
		slots[many++] = (struct slot_energy){ t, uwh };
	tariff_bill(&pieces, slots, many, &b, costs);
	for (size_t i = 0; i < many; i++)
		sum += costs[i].cost == NONE ? 0 : costs[i].cost;
	CHECK_INT(sum, b.cost);
	CHECK_INT(b.uwh, uwh * (int64_t)many);
	return b;
}

static void
check_texts(void)
{
	CHECK_INT(price_minute("06:30"), 390);
	CHECK_INT(price_minute("24:00"), 1440);
	CHECK_INT(price_minute("24:15"), -1);
	CHECK_INT(price_minute("6:30"), -1);
	CHECK_INT(price_minute("06:60"), -1);
	CHECK_INT(price_weekdays("mon-fri"), 31);
	CHECK_INT(price_weekdays("sat,sun"), 96);
	CHECK_INT(price_weekdays("fri-mon"), 16 + 32 + 64 + 1);
	CHECK_INT(price_weekdays("mon,wed-thu"), 1 + 4 + 8);
	CHECK_INT(price_weekdays("monday"), 0);
	CHECK_INT(price_weekdays("xyz"), 0);
	CHECK_INT(price_weekdays("mon-"), 0);
}

/* One price; none; zero; below zero. */
static void
check_plain(void)
{
	struct cost_version v = global(1, "2026-11-01", 25);
	struct bill b = bill_of(&v, 1, 7, "hall", "2026-11-20", KWH);

	CHECK_INT(b.cost, 96 * 25 * CENT);
	CHECK(b.n == 1 && b.line[0].version == 1 && b.unpriced_uwh == 0);
	b = bill_of(&v, 1, 7, NULL, "2026-10-31", KWH);
	CHECK_INT(b.cost, 0);
	CHECK_INT(b.unpriced_uwh, 96 * KWH);
	CHECK(b.n == 1 && b.line[0].version == NONE);
	v.cost_per_kwh = 0;
	b = bill_of(&v, 1, 7, NULL, "2026-11-01", KWH);
	CHECK(b.cost == 0 && b.unpriced_uwh == 0 && b.line[0].version == 1);
	v.cost_per_kwh = -3 * CENT;
	b = bill_of(&v, 1, 7, NULL, "2026-11-01", KWH);
	CHECK_INT(b.cost, -96 * 3 * CENT);
}

/* At midnight of the site, not of UTC; and in the middle of a slot. */
static void
check_changes(void)
{
	struct cost_version v[2] = { global(1, "2026-11-01", 10),
	    global(2, "2026-11-20", 30) };
	struct bill b = bill_of(v, 2, 7, NULL, "2026-11-19", KWH);

	CHECK_INT(b.cost, 96 * 10 * CENT);
	b = bill_of(v, 2, 7, NULL, "2026-11-20", KWH);
	CHECK_INT(b.cost, 96 * 30 * CENT);
	/* a third of the slot that begins at noon */
	v[1].effective_from = zone_day_start(date("2026-11-20")) +
	    43200000 + 300000;
	b = bill_of(v, 2, 7, NULL, "2026-11-20", 3 * KWH);
	CHECK_INT(b.n, 2);
	CHECK_INT(b.line[0].uwh, 48 * 3 * KWH + KWH);
	CHECK_INT(b.cost, (48 * 3 + 1) * 10 * CENT +
	    (47 * 3 + 2) * 30 * CENT);
	/* one that ends: the one before holds again */
	v[1].effective_from = zone_day_start(date("2026-11-20"));
	v[1].effective_until = v[1].effective_from + 3600000;
	b = bill_of(v, 2, 7, NULL, "2026-11-20", KWH);
	CHECK_INT(b.cost, 4 * 30 * CENT + 92 * 10 * CENT);
}

static void
check_scopes(void)
{
	struct cost_version v[5] = { global(1, "2026-11-01", 10),
	    global(2, "2026-11-01", 20), global(3, "2026-11-01", 30),
	    global(4, "2026-11-10", NONE), global(5, "2026-11-01", 11) };

	v[1].location = "hall";
	v[2].meter = 7;
	v[3].meter = 7;		/* hands on from the tenth */
	CHECK_INT(bill_of(v, 4, 7, "hall", "2026-11-02", KWH).cost,
	    96 * 30 * CENT);
	CHECK_INT(bill_of(v, 4, 8, "hall", "2026-11-02", KWH).cost,
	    96 * 20 * CENT);
	CHECK_INT(bill_of(v, 4, 8, "yard", "2026-11-02", KWH).cost,
	    96 * 10 * CENT);
	CHECK_INT(bill_of(v, 4, 8, NULL, "2026-11-02", KWH).cost,
	    96 * 10 * CENT);
	CHECK_INT(bill_of(v, 4, 7, "hall", "2026-11-10", KWH).cost,
	    96 * 20 * CENT);
	/* entered later with the same beginning: it counts */
	CHECK_INT(bill_of(v, 5, 8, NULL, "2026-11-02", KWH).cost,
	    96 * 11 * CENT);
	CHECK(tariff_has_meter(&(struct list){ v, 5 }, 7));
	CHECK(!tariff_has_meter(&(struct list){ v, 5 }, 8));
}

static void
check_bands(void)
{
	struct cost_band bands[2] = {
		{ 0, "peak", "mon-fri", "17:00", "21:10", 50 * CENT },
		{ 1, "night", NULL, "22:00", "06:00", 5 * CENT },
	};
	struct cost_version v = global(1, "2026-01-01", 20);
	struct bill b;
	size_t which;

	v.bands = (struct list){ bands, 2 };
	CHECK(price_bands_error(&v.bands, &which) == NULL);
	b = bill_of(&v, 1, 1, NULL, "2026-11-20", 3 * KWH);	/* Friday */
	CHECK_INT(b.n, 3);
	CHECK_INT(b.line[0].band, 1);
	CHECK_INT(b.line[0].uwh, 32 * 3 * KWH);
	CHECK_INT(b.line[2].uwh, (16 * 3 + 2) * KWH);
	CHECK_INT(b.line[2].cost, (16 * 3 + 2) * 50 * CENT);
	b = bill_of(&v, 1, 1, NULL, "2026-11-21", 3 * KWH);
	CHECK_INT(b.n, 2);
	/* the night of the short day has 7 hours, of the long one 9 */
	b = bill_of(&v, 1, 1, NULL, "2026-03-29", KWH);
	CHECK_INT(b.line[0].uwh, 28 * KWH);
	b = bill_of(&v, 1, 1, NULL, "2026-10-25", KWH);
	CHECK_INT(b.line[0].uwh, 36 * KWH);
	bands[1].ends = "22:00";
	CHECK(price_bands_error(&v.bands, &which) != NULL && which == 1);
	bands[0].weekdays = "weekend";
	CHECK(price_bands_error(&v.bands, &which) != NULL && which == 0);
}

/* ---- Against a plainer way to say the same ------------------------------ */

static uint64_t seed = 88172645463325252u;

static int64_t
chance(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)n);
}

#define VERSIONS 6

/* By whole minutes, so that minutes are an exact measure. */
static void
make_versions(struct cost_version *v, struct cost_band (*bands)[3],
    int64_t start)
{
	static const char *const days[] = { NULL, "mon-wed", "sat,sun,fri" };

	for (int i = 0; i < VERSIONS; i++) {
		v[i] = (struct cost_version){ .id = i + 1, .meter = NONE,
		    .cost_per_kwh = chance(5) ? chance(900000) - 200000 :
		    NONE, .effective_until = NONE };
		v[i].effective_from = start + (chance(2880) - 1440) * 60000;
		if (!chance(3))
			v[i].effective_until = v[i].effective_from +
			    (1 + chance(900)) * 60000;
		if (!chance(3))
			v[i].meter = 7;
		else if (!chance(3))
			v[i].location = "hall";
		for (int b = 0; b < 3; b++)
			bands[i][b] = (struct cost_band){ b, "x",
			    days[chance(3)], arena_printf(&arena,
			    "%02d:%02d", (int)chance(24), (int)chance(60)),
			    arena_printf(&arena, "%02d:%02d",
			    (int)chance(24), (int)chance(60)),
			    chance(900000) };
		v[i].bands = (struct list){ bands[i], (size_t)chance(4) };
	}
}

static int64_t
plain_price(const struct cost_version *v, int64_t t)
{
	const struct cost_version *best = NULL;
	int minute = zone_minute(t), day = 1 << zone_weekday(zone_day(t));

	for (int width = 0; width < 3; width++) {
		best = NULL;
		for (int i = 0; i < VERSIONS; i++) {
			int w = v[i].meter == 7 ? 0 : v[i].location ? 1 : 2;

			if (w == width && v[i].effective_from <= t &&
			    (v[i].effective_until == NONE ||
			    t < v[i].effective_until) && (!best ||
			    best->effective_from <= v[i].effective_from))
				best = &v[i];
		}
		if (best && best->cost_per_kwh != NONE)
			break;
		best = NULL;
	}
	for (size_t i = 0; best && i < best->bands.n; i++) {
		const struct cost_band *b = best->bands.v;
		int from = price_minute(b[i].begins);
		int to = price_minute(b[i].ends);
		bool in = from < to ? minute >= from && minute < to :
		    minute >= from || minute < to;

		if (in && (!b[i].weekdays ||
		    (price_weekdays(b[i].weekdays) & day)))
			return b[i].cost_per_kwh;
	}
	return best ? best->cost_per_kwh : NONE;
}

static int64_t
floor_part(int64_t uwh, int64_t minutes)
{
	int64_t n = uwh * minutes;

	return n / 15 - (n % 15 < 0);
}

/* Minute by minute; true if the bill says the same. */
static bool
agrees(const struct cost_version *v, const struct slot_energy *slots,
    size_t n, const struct bill *b, const struct slot_cost *costs)
{
	__int128 exact = 0;
	int64_t unpriced = 0, none = 0, sum = 0, lines = 0;
	int64_t lines_uwh = 0;
	__int128 off;

	/* parts are cut where prices change, not at minutes: add equals */
	for (size_t i = 0; i < n; i++) {
		int from = 0;

		for (int m = 1; m <= 15; m++) {
			int64_t t = slots[i].slot_at + (m - 1) * 60000;
			int64_t p = plain_price(v, t), part;

			if (m < 15 && plain_price(v, t + 60000) == p)
				continue;
			part = floor_part(slots[i].uwh, m) -
			    floor_part(slots[i].uwh, from);
			from = m;
			if (p == NONE)
				unpriced += part;
			else
				exact += (__int128)part * p;
		}
		sum += costs[i].cost == NONE ? 0 : costs[i].cost;
		none += costs[i].unpriced_uwh;
	}
	for (size_t i = 0; i < b->n; i++) {
		lines += b->line[i].cost;
		lines_uwh += b->line[i].uwh;
	}
	off = exact - (__int128)b->cost * KWH;
	return unpriced == b->unpriced_uwh && unpriced == none &&
	    sum == b->cost &&
	    lines == b->cost && lines_uwh == b->uwh &&
	    2 * (off < 0 ? -off : off) <= KWH;
}

static void
check_random(const char *zone, const char *from)
{
	int64_t error = 0, split = 0;

	CHECK(zone_use(zone) == NULL);
	for (int round = 0; round < 300; round++) {
		struct cost_version v[VERSIONS];
		struct cost_band bands[VERSIONS][3];
		int64_t day = date(from) + round % 30;
		struct list versions = { v, VERSIONS }, pieces;
		struct slot_energy slots[SLOTS];
		struct slot_cost costs[SLOTS];
		struct bill b;
		size_t n = 0;

		arena_reset(&arena);
		make_versions(v, bands, zone_day_start(day));
		pieces = tariff_day(&arena, &versions, 7, "hall", day);
		split += pieces.n > 1;
		for (int64_t t = zone_day_start(day);
		    t < zone_day_start(day + 1); t += SLOT_MS)
			if (chance(10))
				slots[n++] = (struct slot_energy){ t,
				    chance(2000000000) - 100000000 };
		tariff_bill(&pieces, slots, n, &b, costs);
		error += !agrees(v, slots, n, &b, costs);
	}
	CHECK_INT(error, 0);
	CHECK(split > 200);
}

/* ---- The tables --------------------------------------------------------- */

static void
check_store(void)
{
	struct cost_band band = { 9, "night", "mon-fri", "22:00", "06:00",
	    -CENT };
	struct cost_version v = global(NONE, "2026-11-01", 12), *back;
	static struct query change = QUERY(
	    "UPDATE cost_version SET cost_per_kwh = 1");
	static struct query drop = QUERY("DELETE FROM cost_band");
	struct list all;

	v.scope = PRICE_LOCATION;
	v.location = "hall";
	v.bands = (struct list){ &band, 1 };
	v.created_at = 1000;
	CHECK(price_currency(db, &arena) == NULL);
	price_add(db, &v);
	CHECK_INT(v.id, 1);
	v.cost_per_kwh = NONE;
	v.created_at = 2000;
	price_add(db, &v);
	CHECK_INT(price_list(db, &arena, 1999).n, 1);
	all = price_list(db, &arena, 2000);
	CHECK_INT(all.n, 2);
	back = all.v;
	CHECK(back[0].cost_per_kwh == 12 * CENT &&
	    back[1].cost_per_kwh == NONE);
	CHECK_TEXT(back[0].location, "hall");
	CHECK(back[0].meter == NONE && back[0].effective_until == NONE);
	CHECK_INT(back[1].bands.n, 1);
	CHECK_TEXT(((struct cost_band *)back[1].bands.v)->ends, "06:00");
	CHECK_TEXT(price_currency(db, &arena), "EUR");
	CHECK(!db_run(db, &change));
	CHECK(!db_run(db, &drop));
	v.scope = PRICE_GLOBAL;	/* and yet a location */
	v.created_at = 3000;
	price_add(db, &v);
	CHECK_INT(price_list(db, &arena, 9000).n, 2);
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	db = store_open(":memory:");
	CHECK(zone_use("Europe/Lisbon") == NULL);
	check_texts();
	check_plain();
	check_changes();
	check_scopes();
	check_bands();
	check_store();
	check_random("Europe/Lisbon", "2026-03-15");
	check_random("Asia/Kolkata", "2026-01-01");
	check_random("America/Sao_Paulo", "2018-10-20");
	check_random("Australia/Lord_Howe", "2026-03-20");
	check_random("UTC", "2026-01-01");
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
