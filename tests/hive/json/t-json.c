/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/json/json.h"
#include "tests/lib/tap.h"

/* Every kind of field, both ways, and every way to be wrong. */

struct fan {
	int64_t		 id, rpm;
};

static const struct field fan_fields[] = {
	FIELD(struct fan, id),
	FIELD(struct fan, rpm, .min = 0, .max = 20000),
	FIELDS_END
};

struct word {
	const char	*text;
};

static const struct field word_fields[] = {
	FIELD_AS(SCALAR, struct word, text),
	FIELDS_END
};

struct cap {
	const char	*model;
	int64_t		 power_w;
};

static const struct field cap_fields[] = {
	FIELD_AS(MAP_KEY, struct cap, model),
	FIELD_AS(SCALAR, struct cap, power_w),
	FIELDS_END
};

enum colour { COLOUR_NONE, COLOUR_RED, COLOUR_BLUE };

static const char *const colour_words[] = {
	[COLOUR_RED] = "red", [COLOUR_BLUE] = "dark blue", NULL
};

struct thing {
	const char	*name, *mode;
	int64_t		 power_w, energy_uwh, on, at;
	double		 hashrate_ths;
	bool		 managed;
	struct list	 fans, words, caps;
	const void	*best;
	enum colour	 colour;
};

static const struct field inner[] = {
	FIELD(struct thing, hashrate_ths),
	FIELDS_END
};

static const struct field fields[] = {
	FIELD(struct thing, name),
	FIELD(struct thing, power_w, .min = 0, .max = 20000),
	FIELD_AS("energy_wh", struct thing, energy_uwh, .scale = 6),
	FLAG(struct thing, on),
	TIME(struct thing, at),
	INSIDE("in", inner),
	FIELD(struct thing, managed),
	LIST(struct thing, fans, fan_fields, struct fan),
	LIST(struct thing, words, word_fields, struct word),
	MAP(struct thing, caps, cap_fields, struct cap),
	ONE(struct thing, best, fan_fields, struct fan),
	FIELD(struct thing, mode, .values = "off|observe|act"),
	WORD(struct thing, colour, colour),
	FIELDS_END
};

static struct arena arena;

/* The text read and written again, or what is wrong with it. */
static const char *
again(const char *text)
{
	struct thing t;
	struct json j;
	const char *error = json_read(&arena, text, strlen(text), fields, &t);

	if (error)
		return error;
	json_init(&j, &arena);
	json_record(&j, fields, &t);
	return json_done(&j);
}

static const char nothing[] = "{\"name\":null,\"power_w\":null,"
    "\"energy_wh\":null,\"on\":null,\"at\":null,\"in\":"
    "{\"hashrate_ths\":null},\"managed\":false,\"fans\":[],"
    "\"words\":[],\"caps\":{},\"best\":null,\"mode\":null,"
    "\"colour\":null}";

static void
check_lenient(void)
{
	CHECK_TEXT(again("{}"), nothing);
	CHECK_TEXT(again("{\"name\":5,\"power_w\":\"5\",\"on\":1,\"at\":{},"
	    "\"in\":[],\"managed\":null,\"fans\":7,\"odd\":1e999}"), nothing);
	CHECK_TEXT(again("{\"power_w\":20001,\"energy_wh\":1e30,"
	    "\"in\":{\"hashrate_ths\":1e999}}"), nothing);
}

static void
check_all_kinds(void)
{
	const char *text = "{\"name\":\"a<b\",\"power_w\":2620.0,"
	    "\"energy_wh\":123456789012.123457,\"on\":true,"
	    "\"at\":\"2026-11-20T12:15:14.25+02:00\",\"in\":"
	    "{\"hashrate_ths\":91.25},\"managed\":true,"
	    "\"fans\":[{\"id\":0,\"rpm\":5400},{\"id\":1}],"
	    "\"words\":[\"x\",\"y\"],\"caps\":{\"s19\":2950},"
	    "\"best\":{\"rpm\":7}}";
	struct thing t;

	CHECK(!json_read(&arena, text, strlen(text), fields, &t));
	CHECK_INT(t.energy_uwh, 123456789012123457);
	CHECK_INT(t.power_w, 2620);
	CHECK_INT(t.on, 1);
	CHECK_INT((long long)t.fans.n, 2);
	CHECK(((struct fan *)t.fans.v)[1].rpm == NONE);
	CHECK_TEXT(again(text), "{\"name\":\"a\\u003cb\",\"power_w\":2620,"
	    "\"energy_wh\":123456789012.123457,\"on\":true,"
	    "\"at\":\"2026-11-20T10:15:14.250Z\",\"in\":"
	    "{\"hashrate_ths\":91.25},\"managed\":true,"
	    "\"fans\":[{\"id\":0,\"rpm\":5400},{\"id\":1,\"rpm\":null}],"
	    "\"words\":[\"x\",\"y\"],\"caps\":{\"s19\":2950},"
	    "\"best\":{\"id\":null,\"rpm\":7},\"mode\":null,"
	    "\"colour\":null}");
}

static void
check_refused_texts(void)
{
	static const char *const texts[] = {
		"", "{", "[1,2", "nul", "{\"a\":1,}", "{\"a\":1,\"a\":2}",
		"{\"a\":01}", "{\"a\":1.}", "{\"a\":-}", "{\"a\":NaN}",
		"\"\xff\"", "{\"a\":\"\\ufdd012\"}",
		"{\"name\":\"\xef\xb7\x90" "5\"}", "[]", "5",
	};
	struct thing t;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		CHECK(json_read(&arena, texts[i], strlen(texts[i]), fields,
		    &t));
}

/* What is well formed, in a key that nobody reads. */
static const char *
read_odd(const char *open, int opens, const char *more, int mores,
    const char *close)
{
	struct thing t;
	struct buf b;

	buf_init(&b, &arena);
	buf_text(&b, "{\"odd\":");
	for (int i = 0; i < opens; i++)
		buf_text(&b, open);
	buf_byte(&b, '1');
	for (int i = 0; i < mores; i++)
		buf_text(&b, more);
	for (int i = 0; i < opens; i++)
		buf_text(&b, close);
	buf_byte(&b, '}');
	return json_read(&arena, buf_done(&b), b.len, fields, &t);
}

static void
check_bounds(void)
{
	CHECK_TEXT(read_odd("[", 31, "", 0, "]"), NULL);
	CHECK_TEXT(read_odd("[", 32, "", 0, "]"), "nested deeper than 32");
	CHECK_TEXT(read_odd("{\"a\":", 32, "", 0, "}"),
	    "nested deeper than 32");
	CHECK_TEXT(read_odd("[", 1, ",1", 99998, "]"), NULL);
	CHECK_TEXT(read_odd("[", 1, ",1", 99999, "]"),
	    "more than 100000 values");
}

static void
check_strict(void)
{
	static const struct {
		const char *text, *why, *pointer;
		int line, column;
	} cases[] = {
		{ "{\"nam\":1}", "is not known; did you mean \"name\"?",
		    "/nam", 1, 2 },
		{ "{\n \"name\": 5}", "must be a text", "/name", 2, 2 },
		{ "{\"power_w\":1.5}", "must be a whole number", "/power_w",
		    1, 2 },
		{ "{\"power_w\":20001}", "must be from 0 to 20000", "/power_w",
		    1, 2 },
		{ "{\"fans\":[{},\n{\"rmp\":1}]}",
		    "is not known; did you mean \"rpm\"?", "/fans/1/rmp",
		    2, 2 },
		{ "{\"mode\":\"ok\"}", "must be one of off|observe|act",
		    "/mode", 1, 2 },
		{ "{\"colour\":\"blue\"}", "must be one of red|dark blue",
		    "/colour", 1, 2 },
		{ "{\"colour\":\"\"}", "must be one of red|dark blue",
		    "/colour", 1, 2 },
		{ "{\"colour\":1}", "must be a text", "/colour", 1, 2 },
		{ "{\"on\":1}", "must be true or false", "/on", 1, 2 },
		{ "{\"caps\":{\"a/b\":true}}", "must be a whole number",
		    "/caps/a~1b", 1, 10 },
		{ "{\n\"on\": tru}", NULL, "", 2, 10 },
		{ "{\"power_w\":12,\n\"on\": tru}", NULL, "", 2, 10 },
		{ "{\"on\" 1.50}", "':' expected near '1.50'", "", 1, 11 },
		{ "{\"on\":true 1 \"x\"}", "'}' expected near '1'", "",
		    1, 13 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_error w;
		struct thing t;

		CHECK(!json_read_strict(&arena, cases[i].text,
		    strlen(cases[i].text), fields, &t, &w));
		if (cases[i].why)
			CHECK_TEXT(w.why, cases[i].why);
		CHECK_TEXT(w.pointer, cases[i].pointer);
		CHECK_INT(w.line, cases[i].line);
		CHECK_INT(w.column, cases[i].column);
	}
}

/* A word is an enum here and a word there; from a machine, one that is none
 * of them is absent and counted. */
static void
check_words(void)
{
	static const struct {
		const char *text;
		enum colour is;
		int odd;
	} cases[] = {
		{ "{\"colour\":\"red\"}", COLOUR_RED, 0 },
		{ "{\"colour\":\"dark blue\"}", COLOUR_BLUE, 0 },
		{ "{\"colour\":null}", COLOUR_NONE, 0 },
		{ "{\"colour\":\"dark\"}", COLOUR_NONE, 1 },
		{ "{\"colour\":\"redder\"}", COLOUR_NONE, 1 },
		{ "{\"colour\":7}", COLOUR_NONE, 1 },
	};
	struct json_error w;
	struct json_odd odd;
	struct thing t;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *s = cases[i].text;

		CHECK(!json_read_odd(&arena, s, strlen(s), fields, &t, &odd));
		CHECK_INT(t.colour, cases[i].is);
		CHECK_INT(odd.n, cases[i].odd);
		if (cases[i].odd == 0) {
			CHECK(json_read_strict(&arena, s, strlen(s), fields,
			    &t, &w));
			CHECK(strstr(again(s), s + 1) != NULL);
		}
	}
}

static void
check_given(void)
{
	const char *text = "{\"on\":null,\"name\":\"x\"}";
	struct json_error w;
	struct thing t;

	CHECK(json_read_strict(&arena, text, strlen(text), fields, &t, &w));
	CHECK_INT((long long)w.given, 1 | 8);
	CHECK(t.on == NONE);
}

static void
check_fixed(void)
{
	static const struct {
		const char *text;
		int scale;
		int64_t n;
	} cases[] = {
		{ "0", 6, 0 }, { "-0.0000005", 6, -1 }, { "1e3", 0, 1000 },
		{ "12.3456", 2, 1235 }, { "-3.5", 0, -4 },
		{ "9223372036854775807", 0, INT64_MAX },
		{ "1E-2", 6, 10000 }, { "9223372036854.775807", 6, INT64_MAX },
	};
	int64_t n;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK(json_fixed(cases[i].text, cases[i].scale, &n));
		CHECK_INT(n, cases[i].n);
	}
	CHECK(!json_fixed("9223372036854775808", 0, &n));
	CHECK(!json_fixed("9223372036854.775808", 6, &n));
	CHECK(!json_fixed("1e400", 0, &n));
	CHECK(!json_fixed("", 0, &n) && !json_fixed("null", 0, &n));
}

/* What we write is JSON whatever the text is made of. */
static void
check_bytes(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "caf\xc3\xa9 \xf0\x9f\x90\x9d",
		    "\"caf\xc3\xa9 \xf0\x9f\x90\x9d\"" },
		{ "a\xcc", "\"a\xef\xbf\xbd\"" },
		{ "\xef\xb7\x90z", "\"\xef\xbf\xbdz\"" },
		{ "\xe2\x80z", "\"\xef\xbf\xbd\xef\xbf\xbdz\"" },
		{ "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd"
		    "\xef\xbf\xbd\"" },
		{ "\xe2\x80\xa8\x7f<", "\"\\u2028\\u007f\\u003c\"" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json j;

		json_init(&j, &arena);
		json_text(&j, cases[i].text);
		CHECK_TEXT(json_done(&j), cases[i].want);
	}
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	check_lenient();
	check_all_kinds();
	check_refused_texts();
	check_bounds();
	check_strict();
	check_words();
	check_given();
	check_fixed();
	check_bytes();
	arena_free(&arena);
	return tap_done();
}
