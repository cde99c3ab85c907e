/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/ledger/classify.h"
#include "tests/lib/history.h"

struct history history;
uint64_t dice_seed = 88172645463325252u;

int64_t
dice(int64_t n)
{
	dice_seed ^= dice_seed << 13;
	dice_seed ^= dice_seed >> 7;
	dice_seed ^= dice_seed << 17;
	return (int64_t)(dice_seed % (uint64_t)n);
}

void
dice_shuffle(int *order, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = (int)dice(i + 1), k = order[i];

		order[i] = order[j];
		order[j] = k;
	}
}

/* A board: its register, what of it is saved, and its clock. */
static struct {
	int64_t	 at, reg, saved, boot, seq, boot_reg, boot_at;
	int64_t	 power;			/* W */
	int64_t	 told_at, told_reg;	/* of the last message */
	bool	 told;
} board;

static void
message(int64_t reg)
{
	char at[DAY_TEXT_SIZE];

	day_show(at, board.at);
	snprintf(history.text[history.n++], sizeof *history.text,
	    "{\"esp32_name\":\"x\",\"timestamp\":\"%s\","
	    "\"energy_wh_total\":%lld.%06lld,\"boot\":%lld,"
	    "\"sequence_no\":%lld,\"boot_energy_wh\":%lld.%06lld}", at,
	    (long long)(reg / 1000000), (long long)(reg % 1000000),
	    (long long)board.boot, (long long)board.seq++,
	    (long long)(board.boot_reg / 1000000),
	    (long long)(board.boot_reg % 1000000));
}

/* The oracle's edge: how much of the step lies before the instant. */
static int64_t
before(int64_t edge, int64_t uwh)
{
	if (edge <= board.told_at)
		return 0;
	if (edge >= board.at)
		return uwh;
	return (int64_t)((__int128)uwh * (edge - board.told_at) /
	    (board.at - board.told_at));
}

static void
oracle(int64_t uwh)
{
	int64_t first = T0 - T0 % SLOT_MS;

	for (int i = 0; i < SLOTS; i++)
		history.slot[i] += before(first + (i + 1) * SLOT_MS, uwh) -
		    before(first + i * SLOT_MS, uwh);
	history.total += uwh;
}

/* The board tells its register, and the oracle what that must count. */
static void
tell(void)
{
	if (board.told)
		oracle(board.boot_reg < board.told_reg &&
		    board.boot_at > board.told_at ?
		    board.reg - board.boot_reg :
		    board.reg - board.told_reg);
	message(board.reg);
	board.told = true;
	board.told_at = board.at;
	board.told_reg = board.reg;
}

static void
restart(void)
{
	int64_t how = dice(3);

	board.boot++;
	board.seq = 0;
	board.reg = how == 0 ? 0 : how == 1 ? board.saved : board.reg;
	board.saved = board.boot_reg = board.reg;
	board.boot_at = board.at;
}

static void
pass(int64_t ms)
{
	board.at += ms;
	board.reg += board.power * 1000 * ms / 3600;	/* W x ms in uWh */
	if (board.reg - board.saved > 10000000)
		board.saved = board.reg - dice(10000000);
}

void
history_make(void)
{
	int64_t steps = 20 + dice(120);

	memset(&history, 0, sizeof history);
	memset(&board, 0, sizeof board);
	board.at = T0 + dice(3000000);
	board.reg = dice(2) ? dice(90000000000) : dice(50000000);
	board.boot_reg = board.saved = board.reg;
	for (int64_t i = 0; i < steps; i++) {
		board.power = dice(9000);
		pass(1000 + dice(dice(20) ? 120000 : 12000000));
		if (dice(12) == 0) {
			restart();
			pass(1 + dice(5000));
		}
		if (board.at > T0 + (SLOTS - 2) * (int64_t)SLOT_MS)
			break;
		tell();
		/* A flash of zero or of much, known by nobody after it. */
		if (i > 3 && i < steps - 4 && dice(25) == 0 &&
		    board.reg > 4000000000) {
			board.at += 7;
			message(dice(2) ? 0 : board.reg + 90000000000000);
		}
	}
}
