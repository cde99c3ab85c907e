/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/values_rig.h"

/*
 * Values that nobody means: every parameter, every {name} in a path and every
 * field of a body that the table of routes has, with dates and numbers that
 * reach far out.  Whatever is asked for, the answer is there after a bounded
 * number of SQLite's steps and says 2xx or 4xx.
 */
static const char *const values[] = { "0000-00", "0000-01", "0001-01",
	"0001-01-01", "1969-12", "1969-12-31", "1970-01", "1970-01-01",
	"2199-12", "2199-12-31", "2200-01", "2200-01-01", "9999-12",
	"9999-12-31", "10000-01", "10000-01-01", "2024-02-29", "2026-02-29",
	"2100-02-29", "2026-10-24", "2026-10", "2011-12-30", "2018-11-04",
	"2018-11-04T00:30:00-03:00", "2026-03-29T01:30:00Z",
	"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z",
	"1969-12-31T23:59:59Z", "2026-10-24T00:00:00+23:59", "-1", "0", "1",
	"12", "13", "50", "1440", "2147483647", "2147483648", "253402300799",
	"253402300800", "9223372036854775807", "9223372036854775808",
	"-9223372036854775808", "18446744073709551616", "1e308", "-1e308",
	"1e-308", "1e999999999", "0.5", "NaN", "Infinity", "true", "null", "",
	NULL };

/* Of two neighbours, since and until or year and month, any with any. */
static const char *const pairs[] = { "1970-01-01", "2199-12-31",
	"2026-10-24", "2026-10", "9999-12-31", "0001-01-01", "0", "1", "9999",
	"7258118399", "253402300799", "9223372036854775807", NULL };

static const char *
digits(void)
{
	static char text[4097];

	memset(text, '9', sizeof text - 1);
	return text;
}

/* ---- Queries and paths -------------------------------------------------- */

static void
ask_query(const struct route *row, const char *query)
{
	arena_reset(door.arena);
	ask(row, path_with(row, -1, NULL), query, NULL);
}

static void
try_params(const struct route *row)
{
	char query[5000];

	for (const struct param *p = row->params; p && p->name; p++) {
		for (int i = 0; values[i]; i++) {
			snprintf(query, sizeof query, "%s=%s", p->name,
			    values[i]);
			ask_query(row, query);
		}
		snprintf(query, sizeof query, "%s=%s", p->name, digits());
		ask_query(row, query);
		for (int i = 0; p[1].name && pairs[i]; i++)
			for (int k = 0; pairs[k]; k++) {
				snprintf(query, sizeof query, "%s=%s&%s=%s",
				    p->name, pairs[i], p[1].name, pairs[k]);
				ask_query(row, query);
			}
	}
}

static void
try_path(const struct route *row)
{
	int nth = 0;

	for (const char *p = row->path; (p = strchr(p, '{')); p++, nth++) {
		for (int i = 0; values[i]; i++) {
			arena_reset(door.arena);
			ask(row, path_with(row, nth, values[i]), NULL,
			    row->body ? "{}" : NULL);
		}
		arena_reset(door.arena);
		ask(row, path_with(row, nth, digits()), NULL, NULL);
	}
}

/* ---- Bodies ------------------------------------------------------------- */

static bool
is_scalar(const struct field *f)
{
	return f->kind == F_TEXT || f->kind == F_INT || f->kind == F_REAL ||
	    f->kind == F_TIME || f->kind == F_FLAG || f->kind == F_BOOL;
}

/* An object, or a list of objects. */
static bool
has_inside(const struct field *f)
{
	return (f->kind == F_ONE || f->kind == F_LIST) &&
	    !record_field(f->sub, SCALAR, 0);
}

static int
scalars(const struct field *f)
{
	int all = 0;

	for (; f->name; f++)
		all += is_scalar(f) ? 1 : has_inside(f) ? scalars(f->sub) : 0;
	return all;
}

/* Something that fits, so that the field beside it is looked at. */
static void
put_good(struct json *j, const struct field *f)
{
	if (f->kind == F_TEXT && f->values)
		json_text(j, arena_text(j->buf.arena, f->values,
		    strcspn(f->values, "|")));
	else if (f->kind == F_TEXT)
		json_text(j, f->max == 5 ? "12:00" : "2026-10-24");
	else if (f->kind == F_TIME)
		json_text(j, !strcmp(f->name, "to") ?
		    "2026-10-24T13:00:00Z" : "2026-10-24T12:00:00Z");
	else if (f->kind == F_LIST)
		json_raw(j, arena_printf(j->buf.arena, "[\"%s\"]", mac));
	else
		json_raw(j, f->kind == F_FLAG || f->kind == F_BOOL ?
		    "false" : "1");
}

/* What is needed, whom it is about, and the nth scalar field, at any depth,
 * with the value. */
static void
put_body(struct json *j, const struct field *f, int nth, const char *value)
{
	json_open(j, '{');
	for (; f->name; f++) {
		int all = is_scalar(f) ? 1 : has_inside(f) ?
		    scalars(f->sub) : 0;
		bool here = nth >= 0 && nth < all;
		bool given = here || f->needed || (f->kind == F_LIST && !all);

		if (given)
			json_key(j, f->name);
		if (here && is_scalar(f))
			json_raw(j, value);
		else if (has_inside(f) && given) {
			if (f->kind == F_LIST)
				json_open(j, '[');
			put_body(j, f->sub, nth, value);
			if (f->kind == F_LIST)
				json_close(j, ']');
		} else if (given)
			put_good(j, f);
		nth -= all;
	}
	json_close(j, '}');
}

static void
ask_body(const struct route *row, int nth, const char *value)
{
	struct json j;

	json_init(&j, door.arena);
	put_body(&j, row->body, nth, value);
	ask(row, path_with(row, -1, NULL), NULL, json_done(&j));
}

/* What an order left behind is worked off. */
static void
pass(const struct route *row)
{
	struct answer released;

	snprintf(asking, sizeof asking, "the turns after %s %s",
	    method_words[row->method], row->path);
	/* Or an emergency stop would refuse what comes next. */
	order_send(door.arena, "", &(struct order){ .scope = "admin",
	    .order = "emergency_release" }, 0, &released);
	for (int i = 0; i < 4; i++) {
		steps = 0;
		alarm(HANGS_S);
		energy_pass(1000);
	}
}

static void
try_body(const struct route *row)
{
	int fields = row->body ? scalars(row->body) : 0;

	for (int nth = 0; nth < fields; nth++) {
		arena_reset(door.arena);
		for (int i = 0; values[i]; i++) {
			ask_body(row, nth, *values[i] ? values[i] : "\"\"");
			ask_body(row, nth, arena_printf(door.arena, "\"%s\"",
			    values[i]));
		}
		ask_body(row, nth, digits());
		ask_body(row, nth, arena_printf(door.arena, "\"%s\"",
		    digits()));
		pass(row);
	}
}

static void
try_all(void)
{
	for (const struct route *row = routes; row->path; row++) {
		n = (struct tally){ 0 };
		try_params(row);
		try_path(row);
		try_body(row);
		if (n.asked == 0)
			continue;
		printf("# %s %s: %d asked, %d good, %d refused\n",
		    method_words[row->method], row->path, n.asked, n.good,
		    n.refused);
		CHECK_INT(n.error, 0);
		/* All of them refused would try nothing. */
		CHECK(n.good > 0 || !row->params);
	}
}

/* Sums and buckets again where dates were left out, begin at one o'clock or
 * have an hour twice. */
static void
try_zone(const char *zone)
{
	CHECK_TEXT(zone_use(zone), NULL);
	rig.worker.site.timezone = zone;
	n = (struct tally){ 0 };
	for (const struct route *row = routes; row->path; row++)
		if (!strncmp(row->path, "/power-analytics/", 17))
			try_params(row);
	CHECK_INT(n.error, 0);
	CHECK(n.good > 1000);
}

/* ---- By name ------------------------------------------------------------ */

#define YEARS "of the years 1970 to 2199"

static void
check_named(void)
{
	static const struct {
		const char *path, *query;
		int status;
		const char *says;
	} cases[] = {
		{ "/statement", "period=9999-12", 400,
		    "a period is a month, 2026-11, or a day, 2026-11-20, "
		    YEARS },
		{ "/statement", "period=2200-01-01", 400, YEARS },
		{ "/statement", "period=0000-01", 400, YEARS },
		{ "/statement", "period=2027-01", 400,
		    "the period has not begun" },
		{ "/statement", "period=2199-12-31&again=1", 400,
		    "the period has not begun" },
		{ "/statement", "period=1970-02", 200,
		    "\"total_uwh\":null,\"total_cost\":null" },
		{ "/monthly", "year=9999&month=12", 400,
		    "year must be a whole number from 1970 to 2199" },
		{ "/monthly", "month=9999-12", 400, "month must be 1 to 12 " },
		{ "/monthly", "year=2199&month=12", 200,
		    "\"total_wh\":null" },
		{ "/calendar", "year=9999", 400, "year must be" },
		{ "/calendar", "month=2199-12", 200,
		    "\"date\":\"2199-12-31\"" },
		{ "/summary", "date=9999-12-31", 400, "date must be like "
		    "2026-11-20, " YEARS },
		{ "/summary", "date=2199-12-31", 200, "\"total_wh\":null" },
		{ "/timeline", "start=9999-12-30&end=9999-12-31", 400,
		    "start must be a date" },
		{ "/timeline", "start=2199-12-01&end=2199-12-31&bucket=1440",
		    200, "\"data_points\":31," },
		{ "/export-csv", "start=2026-10-01&end=9999-12-31", 400,
		    "end must be a date" },
		{ "/export-csv", "start=1970-02-01&end=2199-12-31", 200,
		    "2026-10-24," },
		{ "/entries", "from=9999-12-31T23:59:59Z", 400,
		    "from must be an RFC 3339 instant or unix seconds, "
		    YEARS },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(asking, sizeof asking, "%s?%s", cases[i].path,
		    cases[i].query);
		steps = 0;
		alarm(HANGS_S);
		CHECK_INT(door_get(cases[i].path, cases[i].query),
		    cases[i].status);
		CHECK(door_says(cases[i].says));
	}
}

static void
post(const char *path, const char *body, int status, const char *says)
{
	snprintf(asking, sizeof asking, "%s %s", path, body);
	steps = 0;
	alarm(HANGS_S);
	CHECK_INT(door_ask("boss", "POST", path, NULL, body), status);
	CHECK(door_says(says));
}

/* A swap decides since when the next reading is booked, slot by slot. */
static void
check_bodies(void)
{
	post("/meters/1/swap", "{\"at\":\"1970-01-01T00:00:00Z\","
	    "\"closing_wh\":5,\"opening_wh\":0,\"reason\":\"x\"}", 422,
	    "it must have happened after 2019");
	post("/meters/1/swap", "{\"at\":\"9999-12-31T00:00:00Z\","
	    "\"closing_wh\":5,\"opening_wh\":0,\"reason\":\"x\"}", 400,
	    "must be an RFC 3339 instant " YEARS);
	post("/cost-versions", "{\"cost_per_kwh\":1,"
	    "\"effective_from\":\"9999-12-31\"}", 400,
	    "must be a date like 2026-11-20, or an RFC 3339 instant, " YEARS);
	post("/recalculate", "{\"start\":\"2026-10-24\","
	    "\"end\":\"9999-12-31\"}", 400, "\"pointer\":\"/end\"");
	post("/periods", "{\"period\":\"9999-12\"}", 400,
	    "must be a month, like 2026-10, " YEARS);
	post("/periods", "{\"period\":\"2199-12\"}", 409,
	    "this month is not over yet");
	post("/telemetry", "{\"esp32_name\":\"late\",\"energy_wh_total\":1,"
	    "\"timestamp\":9223372036854775807}", 200, "\"accepted\"");
	CHECK_INT(door_get("/readings", "meter=late"), 200);
	CHECK(door_says("\"device_at\":\"9999-12-31T23:59:59.999Z\"") &&
	    door_says("\"guessed\":true"));
}

int
main(void)
{
	static struct arena own;
	struct sim_miner s;

	sqlite3_auto_extension((void (*)(void))watch);
	signal(SIGALRM, give_up);
	open_site();
	arena_init(&own, 1 << 30);
	door.arena = &own;
	CHECK(farm_miner(rig.farm, 1, &s));
	snprintf(mac, sizeof mac, "%s", s.mac);
	check_named();
	check_bodies();
	try_all();
	try_zone("Pacific/Apia");
	try_zone("Europe/Lisbon");
	energy_rest();
	alarm(0);
	printf("# at most %lld steps of SQLite\n", (long long)max);
	arena_free(&own);
	rig_close(&rig);
	return tap_done();
}
