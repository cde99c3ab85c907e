/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_WORK_RIG_H
#define TESTS_LIB_WORK_RIG_H

#include "tests/sim/farm.h"
#include "worker/order/orders.h"
#include "worker/worker.h"

/*
 * The worker on a rig: its own code with a database in memory, the
 * simulated farm behind tests/fake, and a clock that jumps from event to event.
 * An hour of a farm takes as long as it computes.
 */
struct rig {
	struct worker	 worker;
	struct farm	*farm;
	struct arena	 arena;
	int64_t		 now_ms;	/* of the farm; 0 at the start */
	int64_t		 turns;
	/* Answers calls to BENCH_OUTSIDE as fake_answer() does; or NULL. */
	int64_t		 (*outside)(struct http_call *);
};

#define BENCH_OUTSIDE "127.0.0.2"

/* A path, for a test that mends its database; else it is in memory. */
extern const char *rig_database;

/* A farm by these options, its network as the only subnet. */
void	rig_open_farm(struct rig *, struct farm_options *);
void	rig_close(struct rig *);
/* The worker is killed between two rounds and started again; what it had in
 * memory is gone, the database is not. */
void	rig_restart(struct rig *);
/* Let so much time pass. */
void	rig_run(struct rig *, int64_t ms);
/* kill -9 and a new worker: what is on record stays, what was out to miners
 * is not heard of again. */
void	rig_kill(struct rig *);
/* Serve an order as orders.c would, with scope admin. */
struct answer rig_order(struct rig *, const char *order,
    const char *target, const char *body);

/* How often the scan was told to look at this address by name. */
int64_t	rig_named(uint32_t ip);
/* For tests/fake/scan.c: whether a connection is accepted there now. */
bool	rig_open(uint32_t ip);

/* Where the worker's wall clock begins: 2026-11-20T10:00:00Z. */
#define BENCH_WALL_MS INT64_C(1795168800000)

#endif
