/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_HISTORY_H
#define TESTS_LIB_HISTORY_H

#include <stdint.h>

/*
 * Random histories of boards that restart, roll back, fall silent and tell
 * nonsense: what they say, and what an oracle that knows the truth books for
 * it, to the micro-Wh.
 */
#define T0		INT64_C(1790000100000)	/* in the middle of a slot */
#define SLOTS		600
#define MESSAGES	400

/* The last one that was made. */
extern struct history {
	int64_t	 slot[SLOTS];		/* by the oracle, from T0's on */
	int64_t	 total;
	char	 text[MESSAGES][256];
	int	 n;
} history;

void	history_make(void);

/* All chance here comes from this seed. */
extern uint64_t dice_seed;

/* From 0 to n - 1. */
int64_t	dice(int64_t n);
void	dice_shuffle(int *order, int n);

#endif
