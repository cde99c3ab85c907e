/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/ledger/post.h"
#include "hive/verify/verify.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/history.h"
#include "tests/lib/tap.h"

/*
 * Old readings go at any midnight, between others that come late and in any
 * order.  Of those that were accepted all must be booked as if none had gone,
 * slot by slot, whatever the boards said; and who verifies finds nothing.
 */

#define MIDNIGHT	(T0 - T0 % DAY_MS + DAY_MS)
#define DAYS		4
#define READINGS	120
#define NOW		(MIDNIGHT + 90 * DAY_MS)

static struct db *db;
static struct arena arena;
static int n, odd;
static int64_t said_at[READINGS];
static const char *text[READINGS];
static bool accepted[READINGS];
static struct {
	int64_t	seals, late, refused, uwh;
} seen;

/* ---- What a board says --------------------------------------------------- */

/* Now and then it is the beginning of a slot, or it is the same instant again,
 * or a while before the next midnight. */
static int64_t
next_instant(int64_t at)
{
	switch (dice(12)) {
	case 0:
		return at / SLOT_MS * SLOT_MS + SLOT_MS;
	case 1:
		return at;
	case 2:
		return at + dice(7200000);
	case 3:
		return at / DAY_MS * DAY_MS + DAY_MS - dice(1500000);
	default:
		return at + 1 + dice(300000);
	}
}

static void
make_text(int i, int64_t reg, int64_t boot, int64_t kind)
{
	const char *said = arena_printf(&arena, "{\"timestamp\":%lld",
	    (long long)said_at[i]);
	bool with_register = kind == 0 || dice(kind == 3 ? 3 : 9);

	if (with_register)
		said = arena_printf(&arena, "%s,\"energy_wh_total\":%lld.%03d",
		    said, (long long)(reg / 1000), (int)(reg % 1000));
	if (!with_register || (kind > 0 && dice(2)))
		said = arena_printf(&arena, "%s,\"power_w\":%d", said,
		    (int)dice(9000));
	if (kind == 1)
		said = arena_printf(&arena, "%s,\"boot\":%lld", said,
		    (long long)boot);
	text[i] = arena_printf(&arena, "%s}", said);
}

static void
make_board(void)
{
	int64_t now = MIDNIGHT - dice(7200000), reg = dice(1000000), boot = 1;
	int64_t kind = dice(4), calm = dice(2) ? 1000 : 8;

	n = 0;
	for (int end = 10 + (int)dice(READINGS - 10); n < end; n++) {
		said_at[n] = now = next_instant(now);
		if (now >= MIDNIGHT + DAYS * DAY_MS)
			break;
		reg = dice(calm) ? reg + dice(9000) : dice(2) ?
		    reg - dice(20000) : dice(2000000);
		reg = reg < 0 ? 0 : reg;
		boot += dice(9) == 0;
		make_text(n, reg, boot, kind);
	}
}

/* ---- What becomes of it -------------------------------------------------- */

static enum meter_take
say(const char *device, const char *what)
{
	struct meter_verdict v;

	return meter_take(db, &arena, device, what, strlen(what), NOW, &v);
}

static void
book(void)
{
	while (book_step(db, &arena, NOW, 1))
		;
}

/* The midnight up to which it is sealed now; was_at: before. */
static int64_t
seal(int64_t was_at)
{
	int64_t until_at = MIDNIGHT + dice(DAYS) * DAY_MS, entry;
	int steps = 0;

	book();
	entry = entry_newest(db);
	while (meter_seal(db, &arena, 1, until_at + DAY_MS) && ++steps < 99)
		;
	odd += steps == 99;
	seen.seals += entry_newest(db) > entry;
	return until_at > was_at ? until_at : was_at;
}

/* Nearly in order: each may come later than some that follow it. */
static void
take_board(void)
{
	int order[READINGS];
	int64_t spread = 1 + dice(12), sealed_at = 0;

	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = 0; i < n; i++) {
		int j = i + (int)dice(spread), k = order[i];

		if (j >= n || dice(3))
			continue;
		order[i] = order[j];
		order[j] = k;
	}
	for (int i = 0; i < n; i++) {
		enum meter_take got = say("sealed", text[order[i]]);

		accepted[order[i]] = got == METER_ACCEPTED;
		seen.refused += got == METER_REJECTED;
		seen.late += got == METER_ACCEPTED &&
		    said_at[order[i]] < sealed_at;
		if (dice(6) == 0)
			book();
		if (dice(8) == 0)
			sealed_at = seal(sealed_at);
	}
	book();
}

static int
differences(int64_t sealed, int64_t whole)
{
	int64_t slot_at = MIDNIGHT - DAY_MS;
	struct slot a, b;
	int wrong = 0;

	for (; slot_at < MIDNIGHT + DAYS * DAY_MS; slot_at += SLOT_MS) {
		bool is = slot_get(db, sealed, slot_at, &a);

		if (slot_get(db, whole, slot_at, &b)) {
			seen.uwh += b.energy_uwh;
			wrong += !is || a.energy_uwh != b.energy_uwh ||
			    a.quality != b.quality;
		} else
			wrong += is && a.energy_uwh;
	}
	return wrong;
}

static void
check_board(int board, uint64_t was)
{
	struct verify v = { .depth = VERIFY_ALL, .as_of_at = INT64_MAX };
	int64_t sealed = energy_narrow(db, &arena, "sealed", 200000, NOW);
	int64_t whole;
	int wrong;

	take_board();
	verify_replay(db, &arena, &v);
	whole = energy_narrow(db, &arena, "whole", 200000, NOW);
	for (int i = 0; i < n; i++)
		if (accepted[i])
			say("whole", text[i]);
	book();
	wrong = differences(sealed, whole);
	if ((wrong || v.found[VERIFY_REBUILD]) && odd++ < 5)
		printf("# board %d seed %llu: %d slots differ, %d found\n",
		    board, (unsigned long long)was, wrong,
		    (int)v.found[VERIFY_REBUILD]);
}

int
main(int argc, char **argv)
{
	int boards = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 300;

	arena_init(&arena, 256u << 20);
	db = store_open(":memory:");
	for (int i = 0; i < boards; i++) {
		uint64_t was = dice_seed;

		db_begin(db);
		make_board();
		check_board(i, was);
		db_rollback(db);
		arena_reset(&arena);
	}
	CHECK_INT(odd, 0);
	CHECK(seen.seals > boards && seen.late > boards &&
	    seen.refused > boards && seen.uwh > 0);
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
