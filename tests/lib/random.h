/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_RANDOM_H
#define TESTS_LIB_RANDOM_H

#include <stdint.h>

/* The same numbers after the same seed, on every machine. */
static uint64_t seed;

/* From 0 to less than 1. */
static inline double
share(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (double)(seed >> 11) / 9007199254740992.0;
}

/* From 0 to less than n. */
static inline int
below(int n)
{
	return (int)(share() * n);
}

#endif
