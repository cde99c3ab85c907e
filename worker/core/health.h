/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CORE_HEALTH_H
#define WORKER_CORE_HEALTH_H

#include "hive/service/health.h"

/* How the worker itself is, for its heartbeat and for the alerts. */
struct health {
	struct worker_state	 state;		/* of its row */
	int64_t			 crashes;	/* in the hour before us */
	int64_t			 sick_turns;	/* since the disk failed */
	int64_t			 dropped;	/* readings not kept then */
	struct broker_state {
		bool	 wanted, up;
		char	 why[160];		/* the last trouble */
		int64_t	 dropped;		/* messages, in the last
						 * hours */
		int64_t	 dropped_ms;		/* when that was told; 0:
						 * never */
	} broker;				/* the meters' */
};

#endif
