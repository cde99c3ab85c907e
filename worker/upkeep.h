/* SPDX-License-Identifier: ISC */
#ifndef WORKER_UPKEEP_H
#define WORKER_UPKEEP_H

#include "worker/worker.h"

/* What a worker does now and then to stay well. */
void	heartbeat_turn(struct worker *);
int64_t	heartbeat_next_ms(const struct worker *);
/* Old readings go, in steps. */
void	retention_turn(struct worker *);
int64_t	retention_next_ms(const struct worker *);
/* Before the transaction of a turn with a sick disk. */
void	mend(struct worker *);
/* Within the first that may succeed again. */
void	recovery_turn(struct worker *);
/* Those who keep copies learn what has changed. */
void	revisions_turn(struct worker *);

/* After the commit. */
void	ballast_after(struct worker *, bool durable);
void	checkpoint_after(struct worker *, bool durable);
void	watchdog_open(struct worker *);
void	watchdog_after(struct worker *, bool durable);

#endif
