/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_SCAN_QUEUE_H
#define WORKER_SYSTEM_SCAN_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "hive/base/arena.h"

/*
 * The addresses that answered the scan and wait for a visit, in order, each
 * once; and those that are no miners and rest for an hour.
 */
struct scan_queue;

/* An empty one, in the arena. */
struct scan_queue *scan_queue_new(struct arena *);

void	found_put(struct scan_queue *, uint32_t ip);
bool	found_take(struct scan_queue *, uint32_t *ip);
bool	found_empty(const struct scan_queue *);

/* Leave this address alone until then (monotonic ms). */
void	found_rest(struct scan_queue *, const char *ip, int64_t until_ms);
bool	found_rests(struct scan_queue *, uint32_t ip, int64_t now_ms);
/* People asked to look again, everywhere. */
void	found_wake_all(struct scan_queue *);

#endif
