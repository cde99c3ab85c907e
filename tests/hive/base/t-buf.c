/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/buf.h"
#include "tests/lib/tap.h"

/* A text that grows: every way to write to it, at the edge of its room. */

static struct arena arena;

static void
check_pieces(void)
{
	struct buf b;

	buf_init(&b, &arena);
	CHECK_TEXT(buf_done(&b), "");
	CHECK_INT((long long)b.len, 0);
	buf_text(&b, "a line");
	buf_byte(&b, '\n');
	buf_bytes(&b, "and more", 3);
	buf_printf(&b, " %d %s", 7, "days");
	CHECK_TEXT(buf_done(&b), "a line\nand 7 days");
	buf_text(&b, ".");
	CHECK_TEXT(buf_done(&b), "a line\nand 7 days.");
	CHECK_INT((long long)b.len, 18);
}

/* A NUL is a byte like any other. */
static void
check_any_bytes(void)
{
	struct buf b;

	buf_init(&b, &arena);
	buf_bytes(&b, "\0\0", 2);
	buf_byte(&b, '\0');
	buf_text(&b, "x");
	CHECK_INT((long long)b.len, 4);
	CHECK(!memcmp(b.text, "\0\0\0x", 4));
}

/* `left' bytes are left: each way writes eight. */
static void
check_edge(size_t left)
{
	for (int way = 0; way < 4; way++) {
		size_t filled;
		struct buf b;

		buf_init(&b, &arena);
		filled = b.room - left;
		for (size_t i = 0; i < filled; i++)
			buf_byte(&b, (char)('a' + i % 26));
		if (way == 0)
			buf_bytes(&b, "12345678", 8);
		else if (way == 1)
			buf_text(&b, "12345678");
		else if (way == 2)
			buf_printf(&b, "%d", 12345678);
		else
			for (const char *p = "12345678"; *p; p++)
				buf_byte(&b, *p);
		CHECK_TEXT(buf_done(&b) + filled, "12345678");
		CHECK(b.len == filled + 8 && b.text[filled - 1] ==
		    (char)('a' + (filled - 1) % 26));
	}
}

static void
check_long(void)
{
	char longer[20000];
	struct buf b;

	memset(longer, 'l', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	buf_init(&b, &arena);
	buf_printf(&b, "<%s>", longer);
	CHECK_INT((long long)b.len, 20001);
	CHECK_TEXT(buf_done(&b) + 19998, "ll>");
}

static void
check_reserve(void)
{
	struct buf b;
	char *text;

	buf_init(&b, &arena);
	buf_text(&b, "kept");
	buf_reserve(&b, 100000);
	CHECK_INT((long long)b.room, 100004);
	text = b.text;
	for (int i = 0; i < 100000; i++)
		buf_byte(&b, 'r');
	CHECK(b.text == text && b.len == 100004);
	buf_reserve(&b, 0);
	CHECK(b.text == text);
	CHECK(!strncmp(buf_done(&b), "keptrrr", 7));
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	check_pieces();
	check_any_bytes();
	for (size_t left = 0; left < 11; left++)
		check_edge(left);
	check_long();
	check_reserve();
	arena_free(&arena);
	return tap_done();
}
