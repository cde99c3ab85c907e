/* SPDX-License-Identifier: ISC */
#ifndef WORKER_STOP_ALL_H
#define WORKER_STOP_ALL_H

#include "worker/worker.h"

/*
 * powerhived --stop-all: the emergency stop when no worker answers.  It sets
 * the latch, takes the worker's place by its lock, tells every miner in the
 * scope through the same gate and driver, prints the counts, and ends when
 * all have obeyed or after 30 s.  It needs a database that can be read, not
 * one that can be written; the next worker finds the latch.
 *
 * Returns the exit status: 0 only when all have obeyed.
 */
int	stop_all_alone(struct worker *, enum emergency_action,
	    enum emergency_scope);

#endif
