/* SPDX-License-Identifier: ISC */
#ifndef TESTS_SIM_BOARD_H
#define TESTS_SIM_BOARD_H

#include "hive/json/json.h"

/*
 * A simulated ESP32 board that meters a circuit and speaks MQTT.  Nothing
 * here opens a socket or reads a clock: board_step() is told the time and
 * makes readings, board_text() writes one as the message a board sends.
 *
 * The register counts what the circuit drew, in whole mWh, and is saved every
 * 10 Wh as a board saves its own in flash: a restart loses what came after.
 * `boot' goes up with each start and boot_energy_wh says with which register
 * it began, so that nothing has to be guessed.
 */
#define BOARD_KEEPS	4096	/* readings while the broker is away */
#define BOARD_SAVE_UWH	INT64_C(10000000)
#define BOARD_ZERO_UWH	INT64_C(1000)	/* the register's step */

enum board_fault {
	BOARD_OFFLINE = 1 << 0,		/* no broker; readings are kept */
	BOARD_DEAD = 1 << 1,		/* no readings */
	BOARD_TWICE = 1 << 2,		/* each message is sent twice */
	BOARD_SHUFFLE = 1 << 3,		/* newest first */
	BOARD_CLOCK_1970 = 1 << 4,	/* the clock was never set */
	BOARD_CLOCK_MILLIS = 1 << 5,	/* timestamp: ms since the start */
	BOARD_CLOCK_AHEAD = 1 << 6,	/* an hour */
	BOARD_CLOCK_2099 = 1 << 7,
	BOARD_NO_CLOCK = 1 << 8,	/* no timestamp at all */
	BOARD_OLD = 1 << 9,		/* an old firmware: no boot, no seq */
	BOARD_SPIKE = 1 << 10,		/* every tenth register is absurd */
	BOARD_NEGATIVE = 1 << 11,
	BOARD_TEXT = 1 << 12,		/* numbers as text */
	BOARD_NAN = 1 << 13,
	BOARD_RUBBISH = 1 << 14,	/* no JSON */
	BOARD_HUGE = 1 << 15,		/* 100 kB */
	BOARD_OTHER_NAME = 1 << 16	/* the body says another device */
};
#define BOARD_FAULTS 17

enum board_sent { BOARD_WAITS, BOARD_SENT, BOARD_ACKNOWLEDGED };

struct board_reading {
	int64_t		 at_ms;		/* wall clock, right */
	int64_t		 boot, seq, uptime_ms;
	int64_t		 register_uwh, boot_register_uwh, power_milliw;
	enum board_sent	 sent;
	int		 copies;	/* still to send beside the first */
};

struct board {
	int			 number;
	char			 name[24], place[24];
	uint64_t		 noise;
	double			 base_w;
	int64_t			 period_ms, now_ms, next_ms;
	int64_t			 wall_ms;	/* at now_ms 0 */
	int64_t			 rest_uj;	/* below a micro-Wh */
	int64_t			 register_uwh, saved_uwh;
	int64_t			 boot_register_uwh, boot, seq, boot_ms;
	unsigned		 faults;
	int64_t			 until_ms[BOARD_FAULTS];
	/* What it keeps: made[first] .. made[made_n - 1], modulo. */
	struct board_reading	 kept[BOARD_KEEPS];
	int64_t			 first, made_n, dropped, max;
	/* What a ledger of all its readings must hold. */
	int64_t			 last_uwh, expected_uwh;
	bool			 began;
};

/* period_ms between two readings; most: readings in all, 0: no end;
 * history_ms: it began so long before time 0, with a reading every 5
 * minutes that it has kept. */
void	board_init(struct board *, int number, uint64_t seed,
	    int64_t wall_ms, int64_t period_ms, int64_t max,
	    int64_t history_ms);
/* Time goes on; readings that fall due are made. */
void	board_step(struct board *, int64_t now_ms);
/* "restart", "clock millis", "offline" for for_ms (0: until "ok"). */
const char *board_command(struct board *, const char *fault,
	    const char *argument, int64_t for_ms);
/* The next reading to send, or NULL. */
struct board_reading *board_next(struct board *);
/* Forget what is acknowledged at the old end. */
void	board_tidy(struct board *);
void	board_text(const struct board *, const struct board_reading *,
	    struct json *);
double	board_power_w(const struct board *, int64_t now_ms);

#endif
