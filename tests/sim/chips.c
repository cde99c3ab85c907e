/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>

#include "tests/sim/inside.h"

/*
 * Chips differ by their place and by birth, and drift slowly.  The firmware
 * knows three grades: grey is the usual one, orange lags, red is bad.  One
 * miner in twelve or so has one to three odd chips.
 */

enum { GREY, ORANGE, RED, MUTE };

/* Which odd chip this is, or GREY. */
static int
oddness(const struct farm *farm, const struct miner *m, int board, int chip)
{
	double share = noise_share(noise_key(m->noise, 50));
	int many = 1 + (int)(3 * noise_share(noise_key(m->noise, 51)));

	if (share * 100 >= farm->options.odd_percent)
		return GREY;
	for (int i = 0; i < many; i++) {
		uint64_t key = noise_key(m->noise, 52 + (uint64_t)i);

		if ((int)(noise_share(key) * BOARDS * m->model->chips) ==
		    board * m->model->chips + chip)
			return ORANGE + (int)(3 * noise_share(~key));
	}
	return GREY;
}

struct chip_count
miner_chip_count(const struct farm *farm, const struct miner *m, int board)
{
	struct chip_count n = { 0, 0, 0 };

	if (m->dead_boards & 1u << board || !miner_hashes(m) ||
	    farm->now_ms < m->hash_ms + 20000)
		return (struct chip_count){ .red = m->model->chips };
	for (int i = 0; i < m->model->chips; i++) {
		int odd = oddness(farm, m, board, i);

		n.red += odd == RED || odd == MUTE;
		n.orange += odd == ORANGE;
		n.grey += odd == GREY;
	}
	return n;
}

void
miner_chip(const struct farm *farm, const struct miner *m, int board,
    int chip, struct sim_chip *c)
{
	static const double share[] = { 1, 0.78, 0.35, 0 };
	static const char *const grades[] = { "grey", "orange", "red", "red" };
	uint64_t key = noise_key(m->noise,
	    1000 + (uint64_t)(board * m->model->chips + chip));
	double birth = 2 * noise_share(key) - 1;
	double wave = noise_wave(key, farm->now_ms, 900000);
	double x = (double)chip / m->model->chips;
	int odd = oddness(farm, m, board, chip);

	*c = (struct sim_chip){ .freq = m->model->freq, .grade = "red" };
	if (!miner_hashes(m) || m->dead_boards & 1u << board)
		return;
	c->hr_ghs = miner_hashrate_ths(m, farm->now_ms) * 1000 /
	    (miner_boards_alive(m) * m->model->chips) *
	    (1 + 0.03 * birth + 0.02 * wave) * share[odd];
	c->volt_mv = m->model->volt * 10 * 2 / m->model->chips;
	c->errors = odd == GREY ? (int)(3 * noise_share(~key)) :
	    odd * (int)((farm->now_ms - m->since_ms) / 60000 % 5000);
	if (odd == MUTE)
		return;
	/* Air enters at one end: the chips at the other are the hot ones. */
	c->temp_c = miner_chip_c(m, farm->now_ms, board) - 16 * (1 - x) -
	    1.5 * (1 - birth) + wave + (odd == RED ? 9 : 0);
	c->temp_c = floor(c->temp_c * 10) / 10;
	c->throttled = m->throttle < 100;
	if (farm->now_ms >= m->hash_ms + 20000)
		c->grade = grades[odd];
}
