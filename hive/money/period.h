/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_PERIOD_H
#define HIVE_MONEY_PERIOD_H

#include "hive/money/rating.h"

/* How far a month is; it can be closed when it is over. */
enum period_state {
	PERIOD_STATELESS, PERIOD_OPEN, PERIOD_OVER, PERIOD_CLOSING,
	PERIOD_CLOSED
};

extern const char *const period_state_words[];

/*
 * Months, and their closing.  A month that is over is closed by a person:
 * its days are rated once more, each day's lines are written down
 * (hive/money/rating.h), and the signed statement is kept.  From then on
 * nothing of it changes; what comes later is a credit or debit in the month
 * that is open then.
 */
struct period {
	int64_t		 month;
	int64_t		 closed_at;
	const char	*closed_by;
	int64_t		 entry;		/* the ledger's last one then */
	const char	*statement;	/* hive/money/statement.h */

	const char	*period;	/* when shown */
	enum period_state state;
	int64_t		 starts_at, ends_at;
	int64_t		 later, later_cost;	/* credits and debits in it */
};

extern const struct field period_fields[];	/* of the API */

/* Begin to close it; NULL, or why not (a sentence).  *run is its pass. */
const char *period_close(struct db *, int64_t month, const char *actor,
	    int64_t now, struct rating_run *run);
/* A month whose days are written down and that has no statement yet; the run
 * is in the arena.  False: there is none. */
bool	period_due(struct db *, struct arena *, struct rating_run *);
/* It is closed. */
void	period_keep(struct db *, const struct period *);
/* A closed month with its statement; false: it is not closed. */
bool	period_get(struct db *, struct arena *, int64_t month,
	    struct period *);
/* The statement that a closed month was given, by its text (2026-11), in the
 * arena: the only one that there is.  NULL: none was. */
const char *period_statement(struct db *, struct arena *, const char *text);
/* Closed months, with their statements. */
struct query *period_closed(struct db *);
extern const struct field period_columns[];	/* of its rows */
/* Months with energy, newest first, and this one: struct period. */
struct list period_list(struct db *, struct arena *, int64_t now);

#endif
