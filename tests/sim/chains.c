/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "tests/sim/inside.h"

static void
sensors(struct ask *a, int board)
{
	const struct miner *m = a->miner;
	bool dead = m->dead_boards & 1u << board;
	int hot = (int)miner_chip_c(m, a->farm->now_ms, board);
	struct json *j = &a->out;

	json_key(j, "sensors");
	json_open(j, '[');
	for (int i = 0; i < 4; i++) {
		json_open(j, '{');
		json_pair(j, "state", dead ? "error" : "measure");
		json_pair_int(j, "board", dead ? 0 : hot - 26 + 3 * i);
		json_pair_int(j, "chip", dead ? 0 : hot - 9 + 3 * i);
		json_pair_int(j, "loc", m->model->chips * (i + 1) / 5);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
chip_fields(struct ask *a, int board, int chip)
{
	struct json *j = &a->out;
	struct sim_chip c;

	miner_chip(a->farm, a->miner, board, chip, &c);
	json_open(j, '{');
	json_pair_int(j, "id", chip + 1);
	json_key(j, "hr");
	json_number(j, c.hr_ghs);
	json_pair_int(j, "freq", c.freq);
	json_pair_int(j, "volt", c.volt_mv);
	json_key(j, "temp");
	json_number(j, c.temp_c);
	json_pair_int(j, "errs", c.errors);
	json_pair(j, "grade", c.grade);
	json_pair_bool(j, "throttled", c.throttled);
	json_close(j, '}');
}

static void
board_object(struct ask *a, int board)
{
	const struct miner *m = a->miner;
	bool dead = m->dead_boards & 1u << board;
	int alive = miner_boards_alive(m);
	double ghs = dead || !alive ? 0 : 1000.0 / alive;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_int(j, "id", board + 1);
	json_key(j, "status");
	json_open(j, '{');
	json_pair(j, "state", dead ? "failure" : miner_hashes(m) ? "mining" :
	    "stopped");
	if (dead)
		json_pair(j, "failure_message",
		    faults_text(m, "No chips found"));
	json_close(j, '}');
	json_key(j, "hr_realtime");
	json_number(j, ghs * miner_hashrate_ths(m, a->farm->now_ms));
	json_key(j, "hr_nominal");
	json_number(j, ghs * miner_level_ths(m));
	json_key(j, "freq");
	json_number(j, dead ? 0 : m->model->freq);
	sensors(a, board);
	json_key(j, "chips");
	json_open(j, '[');
	for (int i = 0; !dead && i < m->model->chips; i++)
		chip_fields(a, board, i);
	json_close(j, ']');
	json_close(j, '}');
}

/* /chains and, on newer firmware, /boards: the same list.  Nothing is found
 * on a failed miner. */
void
sim_get_chains(struct ask *a)
{
	json_open(&a->out, '[');
	for (int i = 0; a->miner->state != FAILURE && i < BOARDS; i++)
		board_object(a, i);
	json_close(&a->out, ']');
	ask_json(a);
}

static void
short_chip(struct ask *a, int board, int chip)
{
	struct json *j = &a->out;
	struct sim_chip c;

	miner_chip(a->farm, a->miner, board, chip, &c);
	json_open(j, '{');
	json_pair_int(j, "id", chip + 1);
	json_pair_int(j, "freq", c.freq);
	json_pair_int(j, "temp", (int64_t)c.temp_c);
	json_key(j, "hashrate");
	json_number(j, c.hr_ghs);
	json_pair_int(j, "errors", c.errors);
	json_pair(j, "status", c.grade);
	json_close(j, '}');
}

void
sim_get_chips(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_int(j, "chips_per_chain", m->model->chips);
	json_key(j, "chains");
	json_open(j, '[');
	for (int i = 0; m->state != FAILURE && i < BOARDS; i++) {
		json_open(j, '{');
		json_pair_int(j, "id", i + 1);
		json_key(j, "chips");
		json_open(j, '[');
		for (int c = 0; c < m->model->chips; c++)
			short_chip(a, i, c);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
	ask_json(a);
}

void
sim_get_factory_info(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_open(j, '{');
	json_key(j, "hr_stock");
	json_number(j, m->model->stock_ths * 1000);
	json_pair_bool(j, "has_pics", m->number % 2);
	json_pair(j, "psu_model", NULL);
	json_pair(j, "psu_serial", NULL);
	json_key(j, "chains");
	json_open(j, '[');
	for (int i = 0; m->state != FAILURE && i < BOARDS; i++) {
		json_open(j, '{');
		json_pair_int(j, "id", i + 1);
		json_pair(j, "board_model", "SIMBOARD");
		json_pair(j, "serial", arena_printf(a->arena,
		    "SIM%06d%d", m->number, i + 1));
		json_pair_int(j, "chip_bin", 1 + m->number % 4);
		json_pair_int(j, "freq", m->model->freq);
		json_pair_int(j, "volt", m->model->volt);
		json_key(j, "hashrate");
		json_number(j, m->model->stock_ths * 1000 / BOARDS);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
	ask_json(a);
}
