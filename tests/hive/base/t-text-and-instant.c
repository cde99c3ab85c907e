/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/instant.h"
#include "hive/base/text.h"
#include "tests/lib/tap.h"

/* Texts, MACs and instants, well formed and not. */

static void
check_texts(void)
{
	static const struct { const char *in, *out; } lines[] = {
		{ "plain ~ text", "plain ~ text" },
		{ "a\nb\tc\x1b[31m", "a\\x0ab\\x09c\\x1b[31m" },
		{ "\xc2\x85 \xe2\x80\xa8 \xff \xc3\xa9",
		    "\\xc2\\x85 \\xe2\\x80\\xa8 \\xff \xc3\xa9" },
	};
	char to[64];

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		text_one_line(to, sizeof to, lines[i].in);
		CHECK_TEXT(to, lines[i].out);
	}
	CHECK_INT((long long)text_one_line(to, 6, "abc\ndef"), 3);
	CHECK(text_is_utf8("\xf0\x9f\x90\x9d", 4));
	CHECK(!text_is_utf8("\xc0\xaf", 2));		/* overlong */
	CHECK(!text_is_utf8("\xed\xa0\x80", 3));	/* surrogate */
	CHECK(!text_is_utf8("\xf4\x90\x80\x80", 4));	/* past the end */
	CHECK_INT(text_distance("managed", "manged"), 1);
	CHECK_INT(text_distance("", "abc"), 3);
}

static void
check_macs(void)
{
	static const char *const good[] = { "02:AB:cd:00:11:22",
	    "02-ab-cd-00-11-22", "02%3Aab%3acd%3A00%3A11%3A22",
	    "02abcd001122" };
	static const char *const bad[] = { "", "02:ab:cd:00:11",
	    "02:ab:cd:00:11:22:33", "00:00:00:00:00:00",
	    "01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "02:ab:cd:00:11:2g",
	    "02:ab:cd:00:11:22 " };
	char mac[18];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(text_mac(mac, good[i]));
		CHECK_TEXT(mac, "02:ab:cd:00:11:22");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!text_mac(mac, bad[i]));
}

static void
check_days(void)
{
	static const struct { const char *text; int64_t ms; } good[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-20T10:15:14.286517Z", 1795169714286 },
		{ "2026-11-20T12:15:14+02:00", 1795169714000 },
		{ "2024-02-29T23:59:59.9-00:30", 1709252999900 },
		{ "1795169714", 1795169714000 }, { "1795169714.5",
		    1795169714500 },
	};
	static const char *const bad[] = { "", "2026-13-01T00:00:00Z",
	    "2026-11-20", "2026-11-20T10:15:14", "yesterday",
	    "99999999999999", "2026-11-20T10:15:14Zx" };
	static const struct { const char *text; bool good; } asked[] = {
		{ "0", true }, { "7258118399", true },
		{ "1970-01-01T00:00:00+14:00", true },
		{ "2199-12-31T23:59:59.999-12:00", true },
		{ "2200-01-02T00:00:00Z", false },
		{ "1969-12-30T23:59:59Z", false }, { "7258204800", false },
		{ "253402300799", false }, { "9223372036854775808", false },
		{ "9999-12-31T23:59:59Z", false },
		{ "0000-01-01T00:00:00Z", false }, { "yesterday", false },
	};
	char text[DAY_TEXT_SIZE];
	int64_t ms;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(day_read(good[i].text, &ms));
		CHECK_INT(ms, good[i].ms);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!day_read(bad[i], &ms));
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		CHECK_INT(day_read_asked(asked[i].text, &ms), asked[i].good);
	day_show(text, INT64_MAX);
	CHECK_TEXT(text, "9999-12-31T23:59:59.999Z");
	day_show(text, INT64_MIN);
	CHECK_TEXT(text, "0000-01-01T00:00:00.000Z");
	day_show(text, 1795169714286);
	CHECK_TEXT(text, "2026-11-20T10:15:14.286Z");
	day_show(text, -1);
	CHECK_TEXT(text, "1969-12-31T23:59:59.999Z");
	for (int64_t at = -1000000000000; at < 5000000000000;
	    at += 86399999999) {
		day_show(text, at);
		if (at >= 0 && (!day_read(text, &ms) || ms != at))
			break;
		if (at > 4900000000000)
			CHECK(ms == at);
	}
}

static void
check_same(void)
{
	char again[] = "dam";

	CHECK(text_same("dam", again));
	CHECK(!text_same("dam", "damp"));
	CHECK(!text_same("dam", NULL));
	CHECK(!text_same(NULL, "dam"));
	CHECK(!text_same(NULL, ""));
	CHECK(text_same(NULL, NULL));
}

int
main(void)
{
	check_texts();
	check_same();
	check_macs();
	check_days();
	return tap_done();
}
