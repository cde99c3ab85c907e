/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/money/price.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* A request for a price becomes a version, or is refused at the place in it
 * that is wrong. */

#define CENT	10000		/* millionths */

static struct arena arena;
static struct db *db;
static int64_t board, twin;

static const char *
from_request(const struct cost_request *w, struct cost_version *v,
    const char **pointer)
{
	return price_from_request(db, &arena, w, "EUR", v, pointer);
}

static void
check_scopes(void)
{
	static const struct {
		const char *location, *classroom, *meter;
		enum price_scope scope;
		const char *place;
	} cases[] = {
		{ NULL, NULL, NULL, PRICE_GLOBAL, NULL },
		{ "hall", NULL, NULL, PRICE_LOCATION, "hall" },
		{ NULL, "yard", NULL, PRICE_LOCATION, "yard" },
		{ "hall", "hall", NULL, PRICE_LOCATION, "hall" },
		{ "all", NULL, NULL, PRICE_GLOBAL, NULL },
		{ NULL, "all", NULL, PRICE_GLOBAL, NULL },
		{ NULL, NULL, "board", PRICE_METER, NULL },
		{ "all", NULL, "board/main", PRICE_METER, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_request w = { .cost_per_kwh = CENT,
		    .effective_from = "2026-11-01",
		    .location = cases[i].location,
		    .classroom = cases[i].classroom,
		    .meter = cases[i].meter };
		struct cost_version v;
		const char *pointer;

		CHECK_TEXT(from_request(&w, &v, &pointer), NULL);
		CHECK_TEXT(pointer, NULL);
		CHECK_INT(v.scope, cases[i].scope);
		CHECK_TEXT(v.location, cases[i].place);
		CHECK_INT(v.meter, cases[i].meter ? board : NONE);
		CHECK_INT(v.effective_until, NONE);
		CHECK(v.id == NONE && v.overruled_by == NONE);
	}
}

static void
check_refusals(void)
{
	static const struct {
		struct cost_request w;
		const char *pointer;
	} cases[] = {
		{ { .location = "hall", .classroom = "yard" }, "/location" },
		{ { .location = "hall", .meter = "board" }, "/location" },
		{ { .classroom = "hall", .meter = "board" }, "/location" },
		{ { .meter = "nobody" }, "/meter" },
		{ { .effective_from = "soon" }, "/effective_from" },
		{ { .effective_from = "1969-12-31T23:59:59.999Z" },
		    "/effective_from" },
		{ { .effective_until = "soon" }, "/effective_until" },
		{ { .effective_until = "2026-11-01" }, "/effective_until" },
		{ { .effective_until = "2026-10-31T23:59:59.999Z" },
		    "/effective_until" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cost_request w = cases[i].w;
		struct cost_version v;
		const char *pointer;

		w.cost_per_kwh = CENT;
		if (!w.effective_from)
			w.effective_from = "2026-11-01";
		CHECK(from_request(&w, &v, &pointer) != NULL);
		CHECK_TEXT(pointer, cases[i].pointer);
	}
}

/* The first instant that there is, and a millisecond's price. */
static void
check_spans(void)
{
	struct cost_request w = { .cost_per_kwh = CENT,
	    .effective_from = "1970-01-01",
	    .effective_until = "1970-01-01T00:00:00.001Z" };
	struct cost_version v;
	const char *pointer;

	CHECK_TEXT(from_request(&w, &v, &pointer), NULL);
	CHECK(v.effective_from == 0 && v.effective_until == 1);
}

static void
check_bands(void)
{
	struct cost_band b[2] = {
		{ 0, "day", NULL, "06:00", "22:00", CENT },
		{ 1, "none", NULL, "07:00", "07:00", CENT } };
	struct cost_request w = { .cost_per_kwh = CENT,
	    .effective_from = "2026-11-01", .bands = { b, 2 } };
	struct cost_version v;
	const char *pointer;

	CHECK(from_request(&w, &v, &pointer) != NULL);
	CHECK_TEXT(pointer, "/bands/1");
	w.bands.n = 1;
	CHECK_TEXT(from_request(&w, &v, &pointer), NULL);
	CHECK_TEXT(pointer, NULL);
	CHECK_INT(v.bands.n, 1);
	/* Outside of its bands it would have no price. */
	w.cost_per_kwh = NONE;
	CHECK(from_request(&w, &v, &pointer) != NULL);
	CHECK_TEXT(pointer, "/cost_per_kwh");
	w.bands.n = 0;
	CHECK_TEXT(from_request(&w, &v, &pointer), NULL);
	CHECK_INT(v.cost_per_kwh, NONE);
}

/* A site has one currency, for ever. */
static void
check_currency(void)
{
	struct cost_request w = { .cost_per_kwh = CENT,
	    .effective_from = "2026-11-01" };
	struct cost_version v;
	const char *pointer;

	CHECK(price_from_request(db, &arena, &w, NULL, &v, &pointer) != NULL);
	CHECK_TEXT(pointer, NULL);
	CHECK_TEXT(price_from_request(db, &arena, &w, "EUR", &v,
	    &pointer), NULL);
	CHECK_TEXT(price_from_request(db, &arena, &w, "USD", &v,
	    &pointer), NULL);
	v.created_by = "test";
	v.created_at = 1;
	price_add(db, &v);
	CHECK_TEXT(price_from_request(db, &arena, &w, "USD", &v,
	    &pointer), NULL);
	CHECK(price_from_request(db, &arena, &w, "EUR", &v, &pointer) != NULL);
	CHECK_TEXT(pointer, NULL);
}

/* By number, board, or board and register; never by a part of them, and not
 * where two would do. */
static void
check_meters(void)
{
	const char *number = arena_printf(&arena, "%lld", (long long)board);

	CHECK_INT(price_meter(db, &arena, number), board);
	CHECK_INT(price_meter(db, &arena, "board"), board);
	CHECK_INT(price_meter(db, &arena, "board/main"), board);
	CHECK_INT(price_meter(db, &arena, "twin"), NONE);
	CHECK_INT(price_meter(db, &arena, "twin/main"), twin);
	CHECK_INT(price_meter(db, &arena, "twin/spare"), twin + 1);
	CHECK_INT(price_meter(db, &arena, "nobody"), NONE);
	CHECK_INT(price_meter(db, &arena, ""), NONE);
	CHECK_INT(price_meter(db, &arena, "0"), NONE);
	CHECK_INT(price_meter(db, &arena, "1x"), NONE);
	CHECK_INT(price_meter(db, &arena, "99"), NONE);
	CHECK_TEXT(price_place(NULL), NULL);
	CHECK_TEXT(price_place("all"), NULL);
	CHECK_TEXT(price_place("hall"), "hall");
}

int
main(void)
{
	struct meter spare;

	arena_init(&arena, 16 << 20);
	log_level(LOG_FAIL);
	CHECK(!zone_use("UTC"));
	db = store_open(":memory:");
	board = energy_meter(db, &arena, "board", "message", NULL);
	twin = energy_meter(db, &arena, "twin", "message", NULL);
	CHECK(board == 1 && meter_get(db, &arena, twin, &spare));
	spare.channel = "spare";
	CHECK_INT(meter_make(db, &arena, &spare, "test", 0), twin + 1);
	check_meters();
	check_scopes();
	check_refusals();
	check_spans();
	check_bands();
	check_currency();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
