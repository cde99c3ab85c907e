/* SPDX-License-Identifier: ISC */
#ifndef WORKER_LEDGER_POSTING_H
#define WORKER_LEDGER_POSTING_H

#include "hive/ledger/polled.h"
#include "hive/ledger/signed_head.h"
#include "hive/money/statement.h"
#include "hive/verify/reconcile.h"

struct turn;

/*
 * The ledger's part of a turn: what is due is booked, in steps that leave
 * time for everything else, and each hour the chain's head is signed.
 */
struct books {
	struct head_key	 head_key;	/* signs the heads */
	struct head_public	 head_public;	/* and those before it */
	struct arena		 arena;		/* of one step */
	int64_t			 at_ms;		/* the next step */
	int64_t			 hour;		/* of the last head */
	int64_t			 minute;	/* of the last look for old
						 * readings */
	struct polled		 polled;
	struct reconcile	 reconcile;
	struct statement_job	*jobs;
};

void	books_close(struct books *);
/* Within the transaction. */
void	books_turn(const struct turn *, struct books *);
int64_t	books_next_ms(int64_t now_ms, const struct books *);

/* worker/ledger/statement.c: sign what is new; go on with statements that are
 * being made, true: there is more to do at once. */
void	books_sign(const struct turn *, struct books *, struct arena *,
	    const char *reason);
bool	statement_turn(const struct turn *, struct books *);

/* A statement in the making; lives until made() was called with its text. */
struct statement_job {
	struct statement_job	*next;
	struct arena		*arena;
	const char		*reason;	/* of the head */
	bool			 closes;	/* its period is closed by it */
	void			(*made)(const struct turn *,
	    struct statement_job *, const char *text);
	void			*arg;
	struct statement	 s;
	size_t			 done;
};

/* Begin one of this period; false: it is none. */
bool	statement_begin(const struct turn *, struct books *,
	    struct statement_job *, const char *period);

#endif
