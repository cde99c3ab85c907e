/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/order/access.h"
#include "tests/lib/energy_same.h"

/*
 * Three days around a change of the clocks, in zones that differ in whole,
 * half and three quarters of hours: every way to ask for them says the same,
 * and that is what the slots between their midnights come to, at a price that
 * changes at the second midnight and again within a slot of the third day.
 */
#define DAYS	3
#define METERS	3
#define LATER_MS	(INT64_C(36000000) + 441000)	/* 10:07:21 */

static struct arena arena;
static struct site site = { .currency = "USD" };
static const char *const places[METERS] = { "hall", "hall", "yard" };
static const int64_t price[DAYS] = { 123457, 345678, 98765 };

static const struct zone_case {
	const char	*zone, *date, *begins;
	int		 slots[DAYS];
} cases[] = {
	{ "Asia/Kolkata", "2026-10-24", "2026-10-23T18:30:00Z",
	    { 96, 96, 96 } },
	{ "Asia/Kathmandu", "2026-10-24", "2026-10-23T18:15:00Z",
	    { 96, 96, 96 } },
	{ "America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00Z",
	    { 96, 92, 96 } },
	{ "America/Sao_Paulo", "2019-02-15", "2019-02-15T02:00:00Z",
	    { 96, 100, 96 } },
	{ "Europe/Lisbon", "2026-03-28", "2026-03-28T00:00:00Z",
	    { 96, 92, 96 } },
	{ "Europe/Lisbon", "2026-10-24", "2026-10-23T23:00:00Z",
	    { 96, 100, 96 } },
	{ "Australia/Lord_Howe", "2026-10-03", "2026-10-02T13:30:00Z",
	    { 96, 94, 96 } },
	{ "Australia/Lord_Howe", "2026-04-04", "2026-04-03T13:00:00Z",
	    { 96, 98, 96 } },
};

static int64_t
half_even(__int128 n)
{
	const int64_t kwh = 1000000000;
	int64_t whole = (int64_t)(n / kwh), left = (int64_t)(n % kwh);

	return whole + (2 * left > kwh || (2 * left == kwh && whole % 2));
}

/* What the meter's day is and costs, from nothing but the slots. */
static struct energy_total
truth(int64_t meter, int64_t begins, const struct zone_case *c, int day)
{
	struct energy_total t = { 0 };
	int64_t change = INT64_MAX, at = begins;
	__int128 exact = 0;

	for (int i = 0; i < day; i++)
		at += c->slots[i] * (int64_t)SLOT_MS;
	if (day == 2)
		change = at + LATER_MS;
	for (int i = 0; i < c->slots[day]; i++, at += SLOT_MS) {
		int64_t uwh = energy_of(meter, at), before = uwh;

		if (change <= at)
			before = 0;
		else if (change < at + SLOT_MS)
			before = uwh * (change - at) / SLOT_MS;
		t.uwh += uwh;
		exact += (__int128)before * price[day ? 1 : 0] +
		    (__int128)(uwh - before) * price[2];
	}
	t.cost = half_even(exact);
	return t;
}

static void
make_books(struct db *db, const struct zone_case *c, int64_t meter[METERS])
{
	int64_t first = energy_date(c->date);
	char text[DAY_TEXT_SIZE];

	user_keep(db, "reader", SCOPE_READ, 1000);
	for (int i = 0; i < METERS; i++) {
		meter[i] = energy_meter(db, &arena, arena_printf(&arena,
		    "esp-%d", i), "message", places[i]);
		energy_fill(db, meter[i], first, first + DAYS, door.now);
	}
	energy_price(db, "2017-01-01", NULL, NONE, price[0], 1000);
	zone_date_show(text, first + 1);
	energy_price(db, text, NULL, NONE, price[1], 2000);
	day_show(text, zone_day_start(first + 2) + LATER_MS);
	energy_price(db, text, NULL, NONE, price[2], 3000);
}

static void
check_case(const struct zone_case *c)
{
	int64_t first, begins = 0, meter[METERS];
	struct energy_total all = { 0 }, hall = { 0 }, got;

	CHECK_TEXT(zone_use(c->zone), NULL);
	site.timezone = c->zone;
	door.db = store_open(":memory:");
	first = energy_date(c->date);
	CHECK(day_read(c->begins, &begins));
	db_begin(door.db);
	make_books(door.db, c, meter);
	db_commit(door.db);
	energy_settle(door.db, &arena, door.now);
	for (int i = 0; i < METERS; i++)
		for (int day = 0; day < DAYS; day++) {
			got = truth(meter[i], begins, c, day);
			energy_plus(&all, &got);
			if (i < 2)
				energy_plus(&hall, &got);
		}
	printf("# %s %s\n", c->zone, c->date);
	got = energy_same(NULL, first, DAYS);
	CHECK_INT(got.uwh, all.uwh);
	CHECK_INT(got.cost, all.cost);
	CHECK_INT(got.unpriced_uwh, 0);
	got = energy_same("hall", first, DAYS);
	CHECK_INT(got.uwh, hall.uwh);
	CHECK_INT(got.cost, hall.cost);
	db_close(door.db);
}

int
main(void)
{
	arena_init(&arena, 256 << 20);
	log_level(LOG_FAIL);
	door.arena = &arena;
	door.site = &site;
	door.now = INT64_C(1795168800000);	/* 2026-11-20T10:00:00Z */
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i]);
	arena_free(&arena);
	return tap_done();
}
