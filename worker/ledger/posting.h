/* SPDX-License-Identifier: ISC */
#ifndef WORKER_BOOKS_H
#define WORKER_BOOKS_H

#include "hive/money/statement.h"
#include "worker/core/work.h"

/*
 * The ledger's part of a turn: what is due is booked, in steps that leave
 * time for everything else, and each hour the chain's head is signed.
 */
void	books_turn(struct work *);	/* within the transaction */
int64_t	books_next_ms(const struct work *);

/* worker/ledger/statement.c: sign what is new; go on with statements that are
 * being made, true: there is more to do at once. */
void	books_sign(struct work *, struct arena *, const char *reason);
bool	statement_turn(struct work *);

/* A statement in the making; lives until made() was called with its text. */
struct statement_job {
	struct statement_job	*next;
	struct arena		*arena;
	const char		*reason;	/* of the head */
	bool			 closes;	/* its period is closed by it */
	void			(*made)(struct work *, struct statement_job *,
				    const char *text);
	void			*arg;
	struct statement	 s;
	size_t			 done;
};

/* Begin one of this period; false: it is none. */
bool	statement_begin(struct work *, struct statement_job *,
	    const char *period);

#endif
