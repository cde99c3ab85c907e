/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_SCAN_H
#define WORKER_SYSTEM_SCAN_H

#include "hive/base/arena.h"
#include "worker/system/loop.h"

/*
 * The light scan: who answers a TCP connection at all.  Non-blocking connects
 * in one thread, each with the same time-out, so that deadlines are a queue.
 *
 * Two sources: addresses that are asked for by name come first (known
 * miners); the sweep of all the ranges goes on behind them, as far as the
 * pace allows.  For ranges that lie on one of our own links the pace is what
 * the kernel's neighbour table can hold: a dead address keeps an entry for
 * about 3 s, and past gc_thresh3 live miners look dead (measured).  Ranges
 * behind a router have no such limit.
 *
 * One scan that misses means nothing.
 */
struct scan;

struct scan_options {
	int64_t		 port, timeout_ms;
	int		 in_flight;
	/* Whether the sweep leaves this address out (excluded, known, or an
	 * unknown host that is left alone for now). */
	bool		(*skip)(void *arg, uint32_t ip);
	/* A host answered; `named': the address was asked for. */
	void		(*found)(void *arg, uint32_t ip, bool named);
	/* No host answered at an address that was asked for. */
	void		(*silent)(void *arg, uint32_t ip);
	void		*arg;
};

struct scan *scan_new(struct loop *, const struct scan_options *);
void	 scan_free(struct scan *);
/* Other time-outs or port, from the next connection on. */
void	 scan_change(struct scan *, int64_t port, int64_t timeout_ms);

/* The ranges of the next sweep, first and last of each; copied. */
void	 scan_ranges(struct scan *, const uint32_t (*ranges)[2], size_t n);
/* Begin a sweep; false if one is under way. */
bool	 scan_sweep(struct scan *);
/* Ask this address before the sweep goes on. */
void	 scan_name(struct scan *, uint32_t ip);

/* Open connections as far as the pace allows, end those that are late. */
void	 scan_turn(struct scan *, int64_t now_ms);

/* Nothing named is waited for. */
bool	 scan_named_done(const struct scan *);

struct scan_progress {
	int64_t		 addresses, done;	/* of this sweep */
	int64_t		 left_s;		/* NONE when not known */
	bool		 running;
};

struct scan_progress scan_progress(const struct scan *, int64_t now_ms);

#endif
