/* SPDX-License-Identifier: ISC */
#ifndef WORKER_LEDGER_RATING_H
#define WORKER_LEDGER_RATING_H

#include "hive/money/rating.h"
#include "worker/ledger/posting.h"

/*
 * The worker's part in money: rating in small steps (hive/money/rating.h), and
 * those who wait for a run to end.
 */

#define RATING_WAITS	8

struct prices {
	struct books	*books;
	int64_t		 next_ms;
	bool		 stopped;	/* days of another zone are closed */
	struct arena	 arena;
	struct rating_wait {
		/* NULL: free */
		void	(*ended)(void *arg, const struct rating_run *);
		void	*arg;
		int64_t	 run, started_at;
	} waiting[RATING_WAITS];
	struct closing {
		bool			 busy;
		struct arena		 arena;
		struct rating_run	 run;
		struct statement_job	 job;
	} closing;			/* a month */
};

/* At the start: no order waits for a run. */
void	prices_open(const struct turn *, struct prices *);
void	prices_close(struct prices *);
/* A step when there is something to do; in the turn's transaction. */
void	prices_turn(const struct turn *, struct prices *);
/* When prices_turn() is to be called at the latest. */
int64_t	prices_next_ms(const struct prices *);
/* Something is there to be rated: at the next turn. */
void	prices_soon(struct prices *);

/*
 * Be told when the run has ended, in a turn's transaction; the run is NULL if
 * the commit of its turn failed, so that there is none.  False: too many wait
 * already.
 */
bool	prices_wait(int64_t wall_ms, struct prices *, int64_t run,
	    void (*ended)(void *arg, const struct rating_run *), void *arg);

#endif
