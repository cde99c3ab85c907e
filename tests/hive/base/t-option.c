/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/option.h"
#include "tests/lib/tap.h"

/*
 * The parser of command lines, on a table with one option of each kind.
 */
#define LONG	(200u * 1024)	/* more than a system hands to a program */

static struct arena arena;

static const struct field keys[] = {
	{ .name = "colour", .kind = F_TEXT },
	{ .name = "size", .kind = F_TEXT },
	FIELDS_END
};

static const struct option rows[] = {
	{ .name = "flag", .doc = "a flag" },
	{ .name = "text", VALUE("TEXT", V_TEXT, .max = 9), .doc = "a text" },
	{ .name = "free", VALUE("TEXT", V_TEXT), .doc = "any text" },
	{ .name = "word", VALUE("WORD", V_WORD, .words = "red|blue"),
	    .doc = "a word" },
	{ .name = "whole", VALUE("N", V_WHOLE, .min = -2, .max = 30),
	    .doc = "a number" },
	{ .name = "real", VALUE("X", V_REAL, .min = 0.5, .max = 2),
	    .doc = "a number" },
	{ .name = "file", VALUE("FILE", V_FILE), .doc = "a file" },
	{ .name = "folder", VALUE("FOLDER", V_FOLDER), .doc = "a folder" },
	{ .name = "hex", VALUE("KEY", V_HEX, .min = 4), .doc = "a key" },
	{ .name = "mac", VALUE("MAC", V_MAC), .doc = "a miner" },
	{ .name = "ip", VALUE("IP", V_IPV4), .doc = "an address" },
	{ .name = "at", VALUE("TIME", V_INSTANT), .doc = "an instant" },
	{ .name = "until", VALUE("TIME", V_UNTIL), .doc = "an end" },
	{ .name = "pair", VALUE("KEY=VALUE", V_PAIR, .fields = keys),
	    .doc = "a pair", .many = true },
	OPTIONS_END
};

static const struct option common[] = {
	{ .name = "config", VALUE("FILE", V_FILE), .doc = "a file" },
	{ .name = "help", .doc = "help" },
	OPTIONS_END
};

static struct options o;
static char *line[16];
static int line_n;

/* The words up to a NULL; every text is a copy of its own size, so that a
 * byte read behind it is found. */
static void
begin(const char *const *words)
{
	for (int i = 0; i < line_n; i++)
		free(line[i]);
	for (line_n = 0; words[line_n]; line_n++)
		line[line_n] = strdup(words[line_n]);
	arena_reset(&arena);
	options_begin(&o, &arena, line_n, line);
	o.rows[0] = rows;
	o.rows[1] = common;
}

#define WORDS(...)	((const char *const []){ __VA_ARGS__, NULL })
#define READ(...)	(begin(WORDS(__VA_ARGS__)), options_read(&o))

static void
taken(void)
{
	CHECK_TEXT(READ("--flag", "one", "--text", "abc", "two", "--config=x"),
	    NULL);
	CHECK_TEXT(options_value(&o, "flag"), "");
	CHECK_TEXT(options_value(&o, "text"), "abc");
	CHECK_TEXT(options_value(&o, "config"), "x");
	CHECK_TEXT(options_value(&o, "word"), NULL);
	CHECK_TEXT(options_value(&o, "nothing"), NULL);
	CHECK_INT(o.words_n, 2);
	CHECK_TEXT(o.words[0], "one");
	CHECK_TEXT(o.words[1], "two");
	CHECK_TEXT(READ("--text=a=b", "-", "--whole", "-2"), NULL);
	CHECK_TEXT(options_value(&o, "text"), "a=b");
	CHECK_TEXT(o.words[0], "-");
	CHECK_INT(options_number(&o, "whole", 7), -2);
	CHECK_INT(options_number(&o, "real", 7), 7);
	CHECK_TEXT(READ("--text=--flag"), NULL);
	CHECK_TEXT(options_value(&o, "text"), "--flag");
	CHECK_TEXT(options_value(&o, "flag"), NULL);
	CHECK_TEXT(READ("--pair", "size=1", "--pair=size=2"), NULL);
	CHECK_TEXT(options_value(&o, "pair"), "size=2");
	CHECK_INT(o.said_n, 2);
	begin(WORDS("--flag"));
	options_begin(&o, &arena, 0, line);
	CHECK_TEXT(options_read(&o), NULL);
	options_begin(&o, &arena, -1, line + 1);
	CHECK_TEXT(options_read(&o), NULL);
}

static void
two_dashes(void)
{
	CHECK_TEXT(READ("--flag", "--", "--text", "--", "-x"), NULL);
	CHECK_TEXT(options_value(&o, "text"), NULL);
	CHECK_INT(o.words_n, 3);
	CHECK_TEXT(o.words[0], "--text");
	CHECK_TEXT(o.words[1], "--");
	CHECK_TEXT(READ("--"), NULL);
	CHECK_INT(o.words_n, 0);
	CHECK_TEXT(READ("--text", "--", "x"),
	    "--text needs a value: --text TEXT");
}

static void
lead(void)
{
	begin(WORDS("--config", "x", "stop", "--flag"));
	CHECK_TEXT(options_lead(&o), NULL);
	CHECK_TEXT(*o.next, "stop");
	CHECK_TEXT(options_value(&o, "config"), "x");
	o.next++;
	CHECK_TEXT(options_read(&o), NULL);
	CHECK_TEXT(options_value(&o, "flag"), "");
	begin(WORDS("--", "--config", "x"));
	CHECK_TEXT(options_lead(&o), NULL);
	CHECK_TEXT(*o.next, "--config");
	CHECK_TEXT(options_read(&o), NULL);
	CHECK_INT(o.words_n, 2);
}

static void
not_known(void)
{
	CHECK_TEXT(READ("--flga"), "--flga is not known; did you mean "
	    "--flag?");
	CHECK_TEXT(o.unknown, "--flga");
	CHECK_TEXT(READ("--fl"), "--fl is not known; did you mean --flag?");
	CHECK_TEXT(READ("--fold=x"), "--fold is not known; did you mean "
	    "--folder?");
	CHECK_TEXT(READ("--confg", "x"), "--confg is not known; did you mean "
	    "--config?");
	CHECK_TEXT(READ("--xyzzyplugh"), "--xyzzyplugh is not known; see "
	    "--help");
	CHECK_TEXT(READ("--=x"), "-- is not known; see --help");
	CHECK_TEXT(READ("-f"), "-f is not known; did you mean --flag?");
	CHECK_TEXT(READ("-flag"), "-flag is not known; did you mean --flag?");
	CHECK_TEXT(READ("--FLAG"), "--FLAG is not known; see --help");
	CHECK_TEXT(READ("--\xff\n\x1b[2J"), "--\\xff\\x0a\\x1b[2J is not "
	    "known; see --help");
}

static void
refused(void)
{
	CHECK_TEXT(READ("--flag=1"), "--flag takes no value");
	CHECK_TEXT(READ("--flag="), "--flag takes no value");
	CHECK_TEXT(READ("--text"), "--text needs a value: --text TEXT");
	CHECK_TEXT(READ("--text="), "--text needs a value: --text TEXT");
	CHECK_TEXT(READ("--text", ""), "--text needs a value: --text TEXT");
	CHECK_TEXT(READ("--text", "--flag"),
	    "--text needs a value: --text TEXT");
	CHECK_TEXT(READ("--flag", "--flag"), "--flag is given twice");
	CHECK_TEXT(READ("--text=a", "x", "--text=a"), "--text is given twice");
	CHECK_TEXT(READ("--config=a", "--config", "b"),
	    "--config is given twice");
}

static void
values(void)
{
	CHECK_TEXT(READ("--text=123456789"), NULL);
	CHECK_TEXT(READ("--text=1234567890"), "--text is longer than 9 bytes");
	CHECK_TEXT(READ("--text=\xc3\x28"), "--text is no UTF-8 text");
	CHECK_TEXT(READ("--word=blue"), NULL);
	CHECK_TEXT(READ("--word=blu"), "--word must be one of red|blue, not "
	    "blu");
	CHECK_TEXT(READ("--word=red|blue"), "--word must be one of red|blue, "
	    "not red|blue");
	CHECK_TEXT(READ("--file=\xff"), NULL);
	CHECK_TEXT(READ("--folder=."), NULL);
	CHECK_TEXT(READ("--hex=0aF9"), NULL);
	CHECK_TEXT(READ("--hex=0aF"), "--hex must be 4 digits from 0 to f, "
	    "not 0aF");
	CHECK(READ("--hex=0aFg"));
	CHECK_TEXT(READ("--mac=02-00-00-00-00-0A"), NULL);
	CHECK_TEXT(READ("--mac=02"), "--mac must be like 02:00:00:00:00:0a: "
	    "02 is no MAC address");
	CHECK_TEXT(READ("--ip=10.0.0.1"), NULL);
	CHECK_TEXT(READ("--ip=10.0.0.256"), "--ip must be like 10.20.0.7: "
	    "10.0.0.256 is no IPv4 address");
	CHECK_TEXT(READ("--at=2026-11-20T10:00:00Z"), NULL);
	CHECK_TEXT(READ("--at=yesterday"), "--at must be an RFC 3339 instant "
	    "or unix seconds, of the years 1970 to 2199, not yesterday");
	CHECK_TEXT(READ("--pair=colour="), NULL);
	CHECK_TEXT(READ("--pair=colour"), "--pair must have a value: colour "
	    "is no KEY=VALUE");
}

static void
numbers(void)
{
	static const char *const bad[] = { "3x", "x", "-", "1.5", "0x1f", " 3",
	    "3 ", "+3", "1e1", "--", "31", "-3", "99999999999999999999",
	    "-99999999999999999999" };
	static const char *const bad_real[] = { "0.4", "2.1", "nan", "inf",
	    "0x1", " 1", "1 ", "1,5", "e", "-", ".", "1e999" };
	char text[64];

	CHECK_TEXT(READ("--whole", "30"), NULL);
	CHECK_TEXT(READ("--whole=3x"), "--whole must be a whole number from "
	    "-2 to 30, not 3x");
	CHECK_TEXT(READ("--whole=31"), "--whole must be from -2 to 30, not "
	    "31");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(text, sizeof text, "--whole=%s", bad[i]);
		CHECK(READ(text));
	}
	CHECK_TEXT(READ("--real=5e-1"), NULL);
	for (size_t i = 0; i < sizeof bad_real / sizeof *bad_real; i++) {
		snprintf(text, sizeof text, "--real=%s", bad_real[i]);
		CHECK(READ(text));
	}
}

static void
until(void)
{
	int64_t at = 0;

	CHECK(value_until("90m", 1000, &at));
	CHECK_INT(at, 1000 + 90 * 60000);
	CHECK(value_until("3d", 0, &at));
	CHECK_INT(at, 3 * 86400000LL);
	CHECK(value_until("1970-01-01T00:00:01Z", 5, &at));
	CHECK_INT(at, 1000);
	CHECK(!value_until("0h", 0, &at));
	CHECK(!value_until("-1h", 0, &at));
	CHECK(!value_until("h", 0, &at));
	CHECK(!value_until("100000d", 0, &at));
	CHECK(!value_until("99999999999999999999d", 0, &at));
	CHECK(READ("--until=soon"));
	CHECK_TEXT(READ("--until=2h"), NULL);
}

static void
very_long(void)
{
	char *text = malloc(LONG + 16);
	const char *error;

	memset(text, 'x', LONG + 15);
	text[LONG + 15] = '\0';
	memcpy(text, "--", 2);
	error = READ(text);
	CHECK(error && strlen(error) < 200);
	memcpy(text, "--free=", 7);
	CHECK_TEXT(READ(text), "--free is longer than 65536 bytes");
	memcpy(text, "--file=", 7);
	CHECK_TEXT(READ(text), "--file is longer than a path can be, 4095 "
	    "bytes");
	memcpy(text, "--word=", 7);
	error = READ(text);
	CHECK(error && strlen(error) < 200 && strstr(error, "xxx..."));
	memset(text, '7', LONG);
	memcpy(text, "--whole=", 8);
	CHECK(READ(text));
	/* A cut does not fall into a character. */
	for (size_t i = 0; i < LONG; i += 2)
		memcpy(text + i, "\xc3\xa4", 2);
	memcpy(text, "--word=z", 8);
	error = READ(text);
	CHECK(error && !strstr(error, "\\x"));
	free(text);
}

/* ---- Words, what is needed, rules ---------------------------------------- */

static const struct operand two[] = {
	{ VALUE("MAC", V_MAC), .needed = true },
	{ VALUE("ACTION", V_WORD, .words = "go|halt") },
	OPERANDS_END
};

/* The words of an enum say what may be said, as a text with bars does. */
static void
words_of_an_enum(void)
{
	static const char *const colour_words[] = { NULL, "red", "green",
	    "blue", NULL };
	static const struct value colour = { .name = "COLOUR", .kind = V_WORD,
	    .of = colour_words };
	static const struct value text = { .name = "TEXT", .kind = V_TEXT };

	CHECK_TEXT(value_words(&arena, &colour), "red|green|blue");
	CHECK_TEXT(value_words(&arena, &text), NULL);
	CHECK_TEXT(value_told(&arena, &colour), "one of red, green and blue");
	CHECK_TEXT(value_check(&arena, &colour, "green"), NULL);
	CHECK_TEXT(value_check(&arena, &colour, "gree"), "must be one of "
	    "red|green|blue, not gree");
}

static const struct operand several[] = {
	{ VALUE("NAME", V_TEXT), .needed = true },
	{ VALUE("KEY=VALUE", V_PAIR), .needed = true, .many = 2 },
	OPERANDS_END
};

#define CHECKED(operands, rules, ...)					\
	(READ(__VA_ARGS__) ? "not read" :				\
	options_check(&o, (operands), (rules)))

static void
operands(void)
{
	const char *mac = "02:00:00:00:00:01";

	CHECK_TEXT(CHECKED(two, NULL, mac), NULL);
	CHECK_TEXT(CHECKED(two, NULL, mac, "go"), NULL);
	CHECK_TEXT(CHECKED(two, NULL, "--flag"), "needs MAC");
	CHECK_TEXT(CHECKED(two, NULL, "x"), "MAC must be like "
	    "02:00:00:00:00:0a: x is no MAC address");
	CHECK_TEXT(CHECKED(two, NULL, ""), "MAC is empty");
	CHECK_TEXT(CHECKED(two, NULL, mac, "run"), "run: an action is one of "
	    "go and halt");
	CHECK_TEXT(CHECKED(two, NULL, mac, "go", "x"),
	    "takes no more words: x");
	CHECK_TEXT(CHECKED(NULL, NULL, ""), "takes no more words: \"\"");
	CHECK_TEXT(CHECKED(several, NULL, "n"), "needs KEY=VALUE");
	CHECK_TEXT(CHECKED(several, NULL, "n", "a=1", "b=2"), NULL);
	CHECK_TEXT(CHECKED(several, NULL, "n", "a=1", "b"), "KEY=VALUE must "
	    "have a value: b is no KEY=VALUE");
	CHECK_TEXT(CHECKED(several, NULL, "n", "a=1", "b=2", "c=3"),
	    "takes no more words: c=3");
}

static void
needed(void)
{
	static const struct option need[] = {
		{ .name = "to", VALUE("FILE", V_FILE), .doc = "a file",
		    .needed = true },
		OPTIONS_END
	};

	begin(WORDS("--flag"));
	o.rows[1] = need;
	CHECK_TEXT(options_read(&o), NULL);
	CHECK_TEXT(options_check(&o, NULL, NULL), "needs --to FILE");
	begin(WORDS("--to", "x"));
	o.rows[1] = need;
	CHECK_TEXT(options_all(&o, NULL), NULL);
}

static void
rules(void)
{
	static const struct option_rule one[] = {
		{ RULE_ONE, "flag|text|MAC" }, RULES_END
	}, max[] = {
		{ RULE_ONE_MAX, "flag|text" }, RULES_END
	}, with[] = {
		{ RULE_ONLY_WITH, "flag|text" },
		{ RULE_ONLY_WITH, "free|ACTION=go" },
		RULES_END
	};
	const char *mac = "02:00:00:00:00:01";

	CHECK_TEXT(CHECKED(NULL, one, "--ip=1.2.3.4"), "say either --flag, "
	    "--text or MAC");
	CHECK_TEXT(CHECKED(two, one, mac), NULL);
	CHECK_TEXT(CHECKED(two, one, mac, "--flag"), "say either --flag, "
	    "--text or MAC");
	CHECK_TEXT(CHECKED(NULL, one, "--flag"), NULL);
	CHECK_TEXT(CHECKED(NULL, max, "--ip=1.2.3.4"), NULL);
	CHECK_TEXT(CHECKED(NULL, max, "--flag", "--text=x"), "say only one "
	    "of --flag or --text");
	CHECK_TEXT(CHECKED(NULL, with, "--text=x"), NULL);
	CHECK_TEXT(CHECKED(NULL, with, "--flag", "--text=x"), NULL);
	CHECK_TEXT(CHECKED(NULL, with, "--flag"), "--flag goes only with "
	    "--text");
	CHECK_TEXT(CHECKED(two, with, mac, "go", "--free=x"), NULL);
	CHECK_TEXT(CHECKED(two, with, mac, "halt", "--free=x"), "--free goes "
	    "only with ACTION=go");
	CHECK_TEXT(CHECKED(two, with, mac, "--free=x"), "--free goes only "
	    "with ACTION=go");
}

static void
help(void)
{
	CHECK_TEXT(operands_usage(&arena, two), "MAC [ACTION]");
	CHECK_TEXT(operands_usage(&arena, several), "NAME KEY=VALUE...");
	CHECK_TEXT(operands_usage(&arena, NULL), "");
	CHECK_TEXT(options_usage(&arena, common), " [--config FILE] [--help]");
	CHECK_TEXT(value_told(&arena, &option_row(rows, "pair", 4)->value),
	    "a key, =, and its value; keys: colour, size");
	CHECK_TEXT(value_told(&arena, &option_row(rows, "whole", 5)->value),
	    "a whole number from -2 to 30");
	CHECK(!option_row(rows, "whol", 4));
	for (const struct option *row = rows; row->name; row++)
		CHECK(row->value.kind == V_NONE ||
		    *value_told(&arena, &row->value));
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	taken();
	two_dashes();
	lead();
	not_known();
	refused();
	values();
	numbers();
	until();
	very_long();
	words_of_an_enum();
	operands();
	needed();
	rules();
	help();
	begin(WORDS("x"));
	free(line[0]);
	arena_free(&arena);
	return tap_done();
}
