/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <string.h>

#include "hive/plant/plant.h"
#include "tests/lib/tap.h"

/*
 * What plant_read() makes of the two formats: how many sources, which of
 * them, in which unit, and of a list which row.
 */
static struct arena arena;
static struct plant_said said;		/* of the last read_text() */

static const char *
read_text(const char *text, bool kw)
{
	return plant_read(&arena, text, strlen(text), kw, &said);
}

static const struct plant_source *
source(size_t i)
{
	return (const struct plant_source *)said.sources.v + i;
}

/* Thousandths of a kW are W; what is less is rounded, half away from 0. */
static void
units(void)
{
	static const struct {
		const char	*value;
		bool		 kw;
		int64_t		 want_w;
	} units[] = {
		{ "1", true, 1000 }, { "0", true, 0 },
		{ "0.0004", true, 0 }, { "0.0005", true, 1 },
		{ "1.0004", true, 1000 }, { "1.0005", true, 1001 },
		{ "-1.0004", true, -1000 }, { "-1.0005", true, -1001 },
		{ "-0.0004", true, 0 }, { "-0.0005", true, -1 },
		{ "1", false, 1000000 }, { "0.000001", false, 1 },
		{ "-0.25", false, -250000 },
		{ "null", true, NONE }, { "null", false, NONE },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		CHECK(!read_text(arena_printf(&arena, "{\"reading\":{"
		    "\"consumption\":{\"box\":{\"value_mw\":%s}},\"totals\":"
		    "{\"consumption_mw\":%s}}}", units[i].value,
		    units[i].value), units[i].kw));
		CHECK_INT(source(0)->value_w, units[i].want_w);
		CHECK_INT(said.container_w, units[i].want_w);
		CHECK_INT(said.generation_w, NONE);
	}
}

/* An object "reading" with maps: generators first, in their order. */
static void
maps(void)
{
	CHECK(!read_text("{\"reading\":{\"plant_id\":\"north\","
	    "\"collection_timestamp\":\"2026-11-20T10:00:00Z\","
	    "\"generation\":{\"weir\":{\"value_mw\":900,\"status\":"
	    "\"success\",\"source_timestamp\":\"2026-11-20T09:59:58Z\"}},"
	    "\"consumption\":{\"a\":{\"value_mw\":1},\"b\":{\"value_mw\":2},"
	    "\"c\":{\"value_mw\":3,\"status\":\"error\"}},\"trust\":{"
	    "\"confidence_score\":0.5,\"status\":\"degraded\"}}}", true));
	CHECK_INT(said.sources.n, 4);
	CHECK_TEXT(source(0)->name, "weir");
	CHECK(source(0)->generates && !source(1)->generates);
	CHECK_INT(source(0)->at, INT64_C(1795168798000));
	CHECK_TEXT(source(0)->status, "success");
	CHECK_TEXT(source(3)->name, "c");
	CHECK_INT(source(3)->value_w, 3000);
	CHECK_TEXT(source(3)->status, "error");
	CHECK_INT(source(3)->at, NONE);
	CHECK_TEXT(said.plant_id, "north");
	CHECK_INT(said.at, INT64_C(1795168800000));
	CHECK(fabs(said.trust - 0.5) < 1e-9);
	CHECK_TEXT(said.trust_status, "degraded");
}

/* Any of its three parts makes it a reading. */
static void
parts(void)
{
	CHECK(!read_text("{\"reading\":{\"generation\":{\"weir\":{"
	    "\"value_mw\":900}}}}", true));
	CHECK_INT(said.sources.n, 1);
	CHECK(source(0)->generates);
	CHECK(!read_text("{\"reading\":{\"consumption\":{\"box\":{"
	    "\"value_mw\":80}}}}", true));
	CHECK_INT(said.sources.n, 1);
	CHECK(!source(0)->generates);
	CHECK(!read_text("{\"reading\":{\"totals\":{\"generation_mw\":0"
	    "}}}", true));
	CHECK_INT(said.sources.n, 0);
	CHECK_INT(said.generation_w, 0);
	CHECK_TEXT(read_text("{\"reading\":{\"plant_id\":\"north\"}}", true),
	    "neither \"reading\" nor \"data\" in the answer");
	CHECK_TEXT(read_text("{\"data\":[]}", true),
	    "neither \"reading\" nor \"data\" in the answer");
}

/* Rows of format A, the containers' names telling which one was taken. */
#define ROW(at, containers)						\
	"{\"timestamp\":\"2026-11-20T" at "Z\",\"plant_id\":\"x\","	\
	"\"total_generation\":1200,\"container_consumption\":{"		\
	containers "}}"

static void
list_of_rows(void)
{
	CHECK(!read_text("{\"data\":[" ROW("09:58:00", "\"a\":1") ","
	    ROW("10:00:00", "\"b\":2,\"c\":3") "," ROW("09:59:00",
	    "\"d\":4") "]}", true));
	CHECK_INT(said.at, INT64_C(1795168800000));
	CHECK_INT(said.sources.n, 3);
	CHECK_TEXT(source(0)->name, "generation");
	CHECK(source(0)->generates && !source(1)->generates);
	CHECK_INT(source(0)->value_w, 1200000);
	CHECK_INT(said.generation_w, 1200000);
	CHECK_INT(said.container_w, NONE);
	CHECK_TEXT(source(2)->name, "c");
	CHECK_INT(source(2)->value_w, 3000);
	for (size_t i = 0; i < said.sources.n; i++) {
		CHECK_TEXT(source(i)->status, "success");
		CHECK_INT(source(i)->at, said.at);
	}
	CHECK(isnan(said.trust) && !said.trust_status);
}

/* The list is newest first: of rows of one instant the first counts, and a
 * row without an instant only where no other has one. */
static void
newest_row(void)
{
	CHECK(!read_text("{\"data\":[" ROW("10:00:00", "\"first\":1") ","
	    ROW("10:00:00", "\"second\":2") "]}", true));
	CHECK_TEXT(source(1)->name, "first");
	CHECK(!read_text("{\"data\":[{\"total_generation\":7},"
	    ROW("09:00:00", "") "]}", true));
	CHECK_INT(said.sources.n, 1);
	CHECK_INT(source(0)->value_w, 1200000);
	CHECK(!read_text("{\"data\":[{\"total_generation\":7}]}", true));
	CHECK_INT(source(0)->value_w, 7000);
	CHECK_INT(said.at, NONE);
}

int
main(void)
{
	arena_init(&arena, 1 << 20);
	units();
	maps();
	parts();
	list_of_rows();
	newest_row();
	arena_free(&arena);
	return tap_done();
}
