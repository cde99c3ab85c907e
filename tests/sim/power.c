/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>

#include "tests/sim/inside.h"

#define DARK_W 90	/* control board and fans while boards start */
#define STANDBY_W 14

int
miner_boards_alive(const struct miner *m)
{
	return BOARDS - __builtin_popcount(m->dead_boards & 7);
}

/* Of the power that the running preset means, how much is there. */
static double
part(const struct miner *m)
{
	return miner_boards_alive(m) / (double)BOARDS * m->throttle / 100;
}

double
miner_level_w(const struct miner *m)
{
	const struct sim_preset *p = &m->model->presets[m->preset];
	double full = (p->w ? p->w : m->model->stock_w) * m->ratio;

	return DARK_W + (full - DARK_W) * part(m);
}

double
miner_level_ths(const struct miner *m)
{
	const struct sim_preset *p = &m->model->presets[m->preset];
	double luck = 0.97 + 0.05 * noise_share(noise_key(m->noise, 11));

	return (p->w ? p->ths : m->model->stock_ths) * luck * part(m);
}

/* Where the power goes in this state. */
static double
goal_w(const struct miner *m)
{
	switch (m->state) {
	case STARTING:
	case MINING:
	case TUNING:
		return miner_level_w(m);
	case INITIALIZING:
	case RESTARTING:
		return DARK_W;
	case BOOTING:
		return m->until_ms == NEVER ? 0 : STANDBY_W;
	default:
		return STANDBY_W;
	}
}

/* How far the bend has come, 0..1. */
static double
bent(const struct miner *m, int64_t at)
{
	double x;

	if (at >= m->ramp_end_ms)
		return 1;
	x = (double)(at - m->ramp_ms) / (double)(m->ramp_end_ms - m->ramp_ms);
	return x < 0 ? 0 : x * x * (3 - 2 * x);
}

/* The short overshoot after a start, and the wander of every power supply. */
static double
unrest(const struct miner *m, int64_t at)
{
	double x = 0.004 * noise_wave(m->noise, at, 60000) +
	    0.006 * noise_wave(noise_key(m->noise, 1), at, 3600000);

	if (m->state == TUNING)
		x += 0.06 * noise_wave(noise_key(m->noise, 2), at, 25000);
	if (m->over > 0 && at > m->ramp_end_ms)
		x += m->over * exp(-(double)(at - m->ramp_end_ms) / 15000);
	return x;
}

double
miner_power_w(const struct miner *m, int64_t at)
{
	double goal = goal_w(m);

	if (goal > DARK_W)
		goal *= 1 + unrest(m, at);
	return m->from_w + (goal - m->from_w) * bent(m, at);
}

double
miner_shown_w(const struct farm *farm, const struct miner *m)
{
	double wobble = 0.005 * noise_wave(noise_key(m->noise, 3),
	    farm->now_ms, 5000);

	if (!miner_hashes(m) || farm->now_ms < m->shown_ms)
		return 0;
	return miner_power_w(m, farm->now_ms) *
	    (1 + wobble + farm->options.report_bias);
}

double
miner_hashrate_ths(const struct miner *m, int64_t at)
{
	double goal, x;

	if (!miner_hashes(m) || m->faults & ZERO_HASH || at <= m->hash_ms)
		return 0;
	goal = miner_level_ths(m);
	x = m->from_ths + (goal - m->from_ths) * bent(m, at);
	x *= 1 - exp(-(double)(at - m->hash_ms) / 15000);
	x *= 1 + 0.015 * noise_wave(noise_key(m->noise, 4), at, 20000);
	if (m->state == TUNING)
		x *= 0.7 + 0.3 * noise_wave(noise_key(m->noise, 5), at, 45000);
	return x;
}

static double
air_c(const struct miner *m, int64_t at)
{
	return 24 + m->hot_c + 4 * noise_share(noise_key(m->noise, 12)) +
	    3 * noise_wave(noise_key(m->noise, 6), at, 5400000);
}

/* The hottest chip of one board; boards differ a little for ever. */
double
miner_chip_c(const struct miner *m, int64_t at, int board)
{
	double rise = 46 * miner_power_w(m, at) / m->model->stock_w;
	double own = 4 * noise_share(noise_key(m->noise, 20 + (uint64_t)board));

	if (m->dead_boards & 1u << board)
		return air_c(m, at);
	if (m->lost_fans)
		rise *= 1 + 0.12 * __builtin_popcount(m->lost_fans);
	return air_c(m, at) + rise + own;
}

double
miner_hottest_c(const struct miner *m, int64_t at)
{
	double max = 0;

	for (int i = 0; i < BOARDS; i++)
		max = fmax(max, miner_chip_c(m, at, i));
	return max;
}

int
miner_fan_duty(const struct miner *m, int64_t at)
{
	double duty = 20 + 1.5 * (miner_hottest_c(m, at) - 35);

	if (!m->model->fans || m->state == BOOTING)
		return 0;
	return (int)fmax(10, fmin(100, duty));
}

int
miner_fan_rpm(const struct miner *m, int64_t at, int fan)
{
	double own = 0.97 + 0.06 *
	    noise_share(noise_key(m->noise, 30 + (uint64_t)fan));
	int rpm = (int)(600 + 56 * miner_fan_duty(m, at) * own);

	if (m->lost_fans & 1u << fan)
		return 0;
	return rpm / 30 * 30;
}
