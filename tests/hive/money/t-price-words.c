/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/zone.h"
#include "hive/money/price.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* What a person may write of a price, and what is said of it then. */

#define CENT	10000		/* millionths */

static struct arena arena;
static struct db *db;

static void
check_minutes(void)
{
	static const struct {
		const char *text;
		int minute;
	} cases[] = {
		{ "00:00", 0 }, { "00:01", 1 }, { "00:09", 9 },
		{ "01:00", 60 }, { "09:50", 590 }, { "10:00", 600 },
		{ "12:34", 754 }, { "23:59", 1439 }, { "24:00", 1440 },
		{ "24:01", -1 }, { "25:00", -1 }, { "99:59", -1 },
		{ "00:59", 59 }, { "00:60", -1 }, { "", -1 },
		{ "0000", -1 }, { "00:000", -1 }, { "x0:00", -1 },
		{ "0x:00", -1 }, { "00x00", -1 }, { "00:x0", -1 },
		{ "00:0x", -1 }, { "-1:00", -1 }, { "00:/0", -1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(price_minute(cases[i].text), cases[i].minute);
}

static void
check_weekdays(void)
{
	static const struct {
		const char *text;
		int days;	/* bit 0 is Monday; 0: refused */
	} cases[] = {
		{ "mon", 1 }, { "tue", 2 }, { "wed", 4 }, { "thu", 8 },
		{ "fri", 16 }, { "sat", 32 }, { "sun", 64 },
		{ "mon-sun", 127 }, { "mon-mon", 1 }, { "sun-mon", 65 },
		{ "sat-thu", 111 }, { "tue-mon", 127 }, { "mon,wed", 5 },
		{ "mon-tue,sat-sun", 99 }, { "sun,mon", 65 },
		{ "", 0 }, { "mo", 0 }, { "mon-", 0 }, { "mon-x", 0 },
		{ "mon-wedx", 0 }, { "mon wed", 0 }, { "monwed", 0 },
		{ "Mon", 0 }, { "x,mon", 0 }, { "mon,x", 0 }, { ",", 0 },
		{ "mon--wed", 0 }, { "mon-wed-fri", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(price_weekdays(cases[i].text), cases[i].days);
}

/* The second of two bands is the one that is tried; the first is good. */
static void
check_bands(void)
{
	static const struct {
		const char *weekdays, *begins, *ends;
		int64_t cost;
		const char *error;	/* begins with */
	} cases[] = {
		{ NULL, "00:00", "24:00", 0, NULL },
		{ NULL, "00:00", "00:01", -1, NULL },
		{ NULL, "00:01", "00:00", 1, NULL },
		{ NULL, "23:59", "24:00", 1, NULL },
		{ "mon", "10:00", "11:00", 1, NULL },
		{ NULL, "24:00", "01:00", 1, "begins" },
		{ NULL, "9:00", "10:00", 1, "begins" },
		{ NULL, "09:00", "24:01", 1, "ends" },
		{ NULL, "09:00", "09:00", 1, "ends" },
		{ "weekend", "09:00", "10:00", 1, "weekdays" },
		{ NULL, "09:00", "10:00", NONE, "a band" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_band b[2] = {
			{ 0, "good", "mon-fri", "06:00", "22:00", CENT },
			{ 1, "tried", cases[i].weekdays, cases[i].begins,
			    cases[i].ends, cases[i].cost } };
		struct list bands = { b, 2 };
		size_t which;
		const char *error = price_bands_error(&bands, &which);

		CHECK(!error == !cases[i].error);
		CHECK(!error || !strncmp(error, cases[i].error,
		    strlen(cases[i].error)));
		CHECK_INT(which, error ? 1 : 2);
	}
}

/* ---- Which versions people see -------------------------------------- */

static struct cost_version
version(int64_t id, const char *location, int64_t meter, int64_t from,
    int64_t until)
{
	return (struct cost_version){ .id = id, .location = location,
	    .meter = meter, .cost_per_kwh = CENT, .effective_from = from,
	    .effective_until = until, .overruled_by = 99 };
}

static void
check_scope(void)
{
	struct cost_version all[] = { version(1, NULL, NONE, 0, NONE),
	    version(2, "hall", NONE, 0, NONE),
	    version(3, "yard", NONE, 0, NONE), version(4, NULL, 1, 0, NONE),
	    version(5, NULL, 2, 0, NONE) };
	struct cost_version same;
	char hall[] = "hall";

	for (int i = 0; i < 5; i++)
		for (int k = 0; k < 5; k++)
			CHECK_INT(price_same_scope(&all[i], &all[k]), i == k);
	same = version(6, hall, NONE, 5, 7);
	CHECK(price_same_scope(&all[1], &same));
}

/* A version ends where the next one of its scope begins, if that is before
 * its own end. */
static void
check_show(void)
{
	static const struct {
		int64_t from, until;	/* of the other one */
		int64_t id;
		const char *location;
		int64_t ends, overruled;
		int64_t own;		/* end of the one that is shown */
	} cases[] = {
		{ 1000, NONE, 8, NULL, NONE, 8, NONE },
		{ 1000, NONE, 6, NULL, NONE, NONE, NONE },
		{ 1001, NONE, 8, NULL, 1001, NONE, NONE },
		{ 1001, NONE, 6, NULL, 1001, NONE, NONE },
		{ 999, NONE, 8, NULL, NONE, NONE, NONE },
		{ 1001, NONE, 8, "hall", NONE, NONE, NONE },
		{ 1000, NONE, 8, "hall", NONE, NONE, NONE },
		{ 1999, NONE, 8, NULL, 1999, NONE, 2000 },
		{ 2000, NONE, 8, NULL, 2000, NONE, 2000 },
		{ 2001, NONE, 8, NULL, 2000, NONE, 2000 },
		{ 999, 1500, 8, NULL, 2000, NONE, 2000 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_version v[2] = {
		    version(7, NULL, NONE, 1000, cases[i].own),
		    version(cases[i].id, cases[i].location, NONE,
			cases[i].from, cases[i].until) };
		struct list all = { v, 2 };
		struct cost_version seen = v[0];

		price_show(db, &arena, &all, &seen);
		CHECK_INT(seen.effective_until, cases[i].ends);
		CHECK_INT(seen.overruled_by, cases[i].overruled);
		CHECK_TEXT(seen.meter_name, NULL);
	}
}

/* Of several that follow the first, of several that overrule the last. */
static void
check_show_many(void)
{
	struct cost_version v[] = { version(1, NULL, NONE, 1000, NONE),
	    version(2, NULL, NONE, 3000, NONE),
	    version(3, NULL, NONE, 2000, NONE),
	    version(4, NULL, NONE, 1000, NONE),
	    version(5, NULL, NONE, 1000, NONE) };
	struct list all = { v, 5 };
	struct cost_version seen = v[0];

	price_show(db, &arena, &all, &seen);
	CHECK_INT(seen.effective_until, 2000);
	CHECK_INT(seen.overruled_by, 5);
	seen = v[4];
	price_show(db, &arena, &all, &seen);
	CHECK_INT(seen.overruled_by, NONE);
}

/* ---- The tables ------------------------------------------------------- */

/* As many bands as a request may have come back as they were written. */
static void
check_store(void)
{
	struct cost_band b[PRICE_BANDS];
	struct cost_version v = version(NONE, NULL, NONE, 1000, NONE);
	const struct cost_version *back;
	const struct cost_band *kept;
	struct list all;
	int64_t bad = 0;

	for (int i = 0; i < PRICE_BANDS; i++)
		b[i] = (struct cost_band){ 0, "hour", NULL,
		    arena_printf(&arena, "%02d:00", i),
		    arena_printf(&arena, "%02d:30", i), i };
	v.scope = PRICE_GLOBAL;
	v.currency = "EUR";
	v.created_by = "test";
	v.created_at = 5;
	price_add(db, &v);
	v.bands = (struct list){ b, PRICE_BANDS };
	price_add(db, &v);
	v.bands.n = 1;
	price_add(db, &v);
	all = price_list(db, &arena, 5);
	back = all.v;
	CHECK_INT(all.n, 3);
	CHECK_INT(back[0].bands.n, 0);
	CHECK_INT(back[1].bands.n, PRICE_BANDS);
	CHECK_INT(back[2].bands.n, 1);
	kept = back[1].bands.v;
	for (int i = 0; i < PRICE_BANDS; i++)
		bad += kept[i].position != i || kept[i].cost_per_kwh != i ||
		    strcmp(kept[i].begins, b[i].begins) ||
		    strcmp(kept[i].ends, b[i].ends);
	CHECK_INT(bad, 0);
	for (int i = 0; i < 3; i++)
		CHECK(back[i].id == i + 1 && back[i].overruled_by == NONE);
	CHECK_INT(price_list(db, &arena, 4).n, 0);
}

/* A meter's version is shown with the meter's name. */
static void
check_meter_name(void)
{
	int64_t meter = energy_meter(db, &arena, "board", "message", NULL);
	struct cost_version v = version(1, NULL, meter, 0, NONE);
	struct list all = { &v, 1 };

	price_show(db, &arena, &all, &v);
	CHECK_TEXT(v.meter_name, "board/main");
	v.meter = meter + 1;
	price_show(db, &arena, &all, &v);
	CHECK_TEXT(v.meter_name, NULL);
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	log_level(LOG_FAIL);
	CHECK(!zone_use("UTC"));
	db = store_open(":memory:");
	check_minutes();
	check_weekdays();
	check_bands();
	check_scope();
	check_show();
	check_show_many();
	check_store();
	check_meter_name();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
