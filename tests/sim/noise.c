/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/sim/inside.h"

/* The finaliser of splitmix64. */
uint64_t
noise_key(uint64_t a, uint64_t b)
{
	uint64_t x = a ^ (b * 0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

double
noise_share(uint64_t key)
{
	return (double)(noise_key(key, 0x5ca1ab1e) >> 11) * 0x1p-53;
}

double
noise_wave(uint64_t key, int64_t ms, int64_t period_ms)
{
	/* Far from zero, so that times before the start work as well. */
	int64_t t = ms + 4000000 * period_ms;
	int64_t n = t / period_ms;
	double part = (double)(t % period_ms) / (double)period_ms;
	double a = 2 * noise_share(noise_key(key, (uint64_t)n)) - 1;
	double b = 2 * noise_share(noise_key(key, (uint64_t)n + 1)) - 1;

	return a + (b - a) * part * part * (3 - 2 * part);
}
