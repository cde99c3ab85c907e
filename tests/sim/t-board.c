/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/tap.h"
#include "tests/sim/board.h"

/* The simulated meter boards: what their registers do and what they say. */
#define WALL_MS	INT64_C(1795168800000)

static struct board a, b;
static struct arena arena;

static const char *
said(const struct board *board, const struct board_reading *r)
{
	struct json j;

	json_init(&j, &arena);
	board_text(board, r, &j);
	return json_done(&j);
}

static bool
holds(const struct board_reading *r, const char *part)
{
	const char *text = said(&a, r);

	if (strstr(text, part))
		return true;
	printf("# no %s in %s\n", part, text);
	return false;
}

static struct board_reading *
newest(struct board *board)
{
	return &board->kept[(board->made_n - 1) % BOARD_KEEPS];
}

/* The register is the sum of what was drawn, and time is no matter of the
 * steps in which it is told. */
static void
check_register(void)
{
	int64_t before;
	double drawn = 0;

	board_init(&a, 3, 7, WALL_MS, 10000, 0, 0);
	board_init(&b, 3, 7, WALL_MS, 10000, 0, 0);
	before = a.register_uwh;
	for (int64_t ms = 0; ms <= 3600000; ms += 250)
		board_step(&a, ms);
	for (int64_t ms = 0; ms <= 3600000; ms += 1000)
		board_step(&b, ms);
	for (int s = 0; s < 3600; s++)
		drawn += board_power_w(&a, s * 1000) / 3600;
	CHECK(llabs(a.register_uwh - b.register_uwh) < 20000);
	CHECK(llabs(a.register_uwh - before - (int64_t)(drawn * 1e6)) <
	    100000);
	CHECK_INT(a.made_n, 360);
	CHECK(a.register_uwh - before > 400 * 1000000);
	CHECK_INT(newest(&a)->seq, 360);
	CHECK_INT(newest(&a)->register_uwh % BOARD_ZERO_UWH, 0);
	CHECK_INT(a.expected_uwh,
	    newest(&a)->register_uwh - a.kept[0].register_uwh);
}

static void
check_restart(void)
{
	int64_t boot = a.boot, saved = a.saved_uwh, before = a.expected_uwh;

	CHECK(a.register_uwh - saved < BOARD_SAVE_UWH);
	CHECK(!board_command(&a, "restart", NULL, 0));
	CHECK_INT(a.register_uwh, saved);
	board_step(&a, a.now_ms + 10000);
	CHECK_INT(newest(&a)->boot, boot + 1);
	CHECK_INT(newest(&a)->seq, 1);
	CHECK_INT(newest(&a)->boot_register_uwh, saved);
	CHECK_INT(a.expected_uwh - before,
	    newest(&a)->register_uwh - saved);
	CHECK(!board_command(&a, "zero", NULL, 0));
	board_step(&a, a.now_ms + 10000);
	CHECK_INT(newest(&a)->boot_register_uwh, 0);
	CHECK(newest(&a)->register_uwh < 100 * 1000000);
}

static void
check_messages(void)
{
	struct board_reading *r = newest(&a);

	r->register_uwh = 1234567000;
	CHECK(holds(r, "\"energy_wh_total\":1234.567,"));
	CHECK(holds(r, "\"esp32_name\":\"esp32-03\""));
	CHECK(holds(r, "\"timestamp\":\"2026-11-20T11:00:"));
	CHECK(holds(r, "\"sequence_no\":1,"));
	CHECK(!board_command(&a, "text", NULL, 0));
	CHECK(holds(r, "\"energy_wh_total\":\"1234.567\","));
	CHECK(!board_command(&a, "ok", NULL, 0));
	CHECK(!board_command(&a, "negative", NULL, 0));
	CHECK(holds(r, "\"energy_wh_total\":-1234.567,"));
	CHECK(!board_command(&a, "clock", "1970", 0));
	CHECK(holds(r, "\"timestamp\":\"1970-01-01T00:00:"));
	CHECK(!board_command(&a, "clock", "none", 0));
	CHECK(!strstr(said(&a, r), "timestamp"));
	CHECK(!board_command(&a, "huge", NULL, 0));
	CHECK(strlen(said(&a, r)) > 100000);
	CHECK(!board_command(&a, "nan", NULL, 0));
	CHECK(holds(r, ":NaN,"));
	CHECK(!board_command(&a, "ok", NULL, 0));
	CHECK(board_command(&a, "melt", NULL, 0) != NULL);
}

/* What waits is kept, in order, and the oldest falls out of a full memory. */
static void
check_memory(void)
{
	struct board_reading *r;

	board_init(&a, 1, 1, WALL_MS, 1000, 0, 0);
	CHECK(!board_command(&a, "offline", NULL, 5000));
	board_step(&a, 4000);
	CHECK(!board_next(&a));
	board_step(&a, 6000);
	CHECK_INT(board_next(&a)->seq, 1);
	CHECK(!board_command(&a, "shuffle", NULL, 0));
	r = board_next(&a);
	CHECK_INT(r->seq, a.seq);
	r->sent = BOARD_ACKNOWLEDGED;
	board_tidy(&a);
	CHECK_INT(a.first, 0);
	for (int64_t n = a.first; n < a.made_n; n++)
		a.kept[n].sent = BOARD_ACKNOWLEDGED;
	board_tidy(&a);
	CHECK_INT(a.first, a.made_n);
	CHECK(!board_next(&a));
	board_step(&a, 6000 + (BOARD_KEEPS + 10) * 1000);
	CHECK_INT(a.made_n - a.first, BOARD_KEEPS);
	CHECK_INT(a.dropped, 10);
}

/* A board that has been there for an hour hands in what it kept. */
static void
check_history(void)
{
	board_init(&a, 1, 1, WALL_MS, 10000, 0, 3600000);
	board_step(&a, 0);
	CHECK(a.made_n > 12 && a.made_n < 60);
	CHECK(a.kept[0].at_ms >= WALL_MS - 3600000 &&
	    a.kept[0].at_ms < WALL_MS - 3500000);
	CHECK(a.kept[1].at_ms - a.kept[0].at_ms == 300000);
	CHECK(newest(&a)->at_ms > WALL_MS - 10000);
	board_step(&a, 60000);
	CHECK_INT(newest(&a)->at_ms - a.kept[a.made_n - 2].at_ms, 10000);
	CHECK(newest(&a)->register_uwh > a.kept[0].register_uwh);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	check_register();
	check_restart();
	check_messages();
	check_memory();
	check_history();
	arena_free(&arena);
	return tap_done();
}
