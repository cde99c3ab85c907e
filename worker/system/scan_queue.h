/* SPDX-License-Identifier: ISC */
#ifndef WORKER_FOUND_H
#define WORKER_FOUND_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The addresses that answered the scan and wait for a visit, in order, each
 * once; and those that are no miners and rest for an hour.
 */
void	found_reset(void);
void	found_put(uint32_t ip);
bool	found_take(uint32_t *ip);
bool	found_empty(void);

/* Leave this address alone until then (monotonic ms). */
void	found_rest(const char *ip, int64_t until_ms);
bool	found_rests(uint32_t ip, int64_t now_ms);
/* People asked to look again, everywhere. */
void	found_wake_all(void);

#endif
