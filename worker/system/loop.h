/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_LOOP_H
#define WORKER_SYSTEM_LOOP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The worker's one thread waits here: descriptors and timers.  Callbacks only
 * note what is ready and start what does not wait; what writes the database
 * runs afterwards, in the turn's transaction (worker/turn.c).
 *
 * Times are monotonic milliseconds.
 */
struct loop;

/* A descriptor to watch; the owner keeps it where it is while it is added. */
struct watch {
	int	 fd;
	void	(*ready)(struct watch *, uint32_t events);
	void	*arg;
};

/* A timer is set again by its owner; at_ms NEVER: not set. */
#define NEVER INT64_MAX

struct timer {
	int64_t	 at_ms;
	void	(*due)(struct timer *, int64_t now_ms);
	void	*arg;
	struct timer *next;
};

struct loop *loop_new(void);
void	 loop_free(struct loop *);

/* events as epoll has them.  A descriptor is closed after loop_forget(). */
void	 loop_watch(struct loop *, struct watch *, uint32_t events);
void	 loop_change(struct loop *, struct watch *, uint32_t events);
void	 loop_forget(struct loop *, struct watch *);

/* Timers are added once and never taken away. */
void	 loop_timer(struct loop *, struct timer *);

/* Wait until something is ready, at most until wait_ms have passed, and run
 * the callbacks of all that is. */
void	 loop_wait(struct loop *, int64_t wait_ms);

#endif
