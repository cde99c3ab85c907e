/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_RATING_H
#define HIVE_MONEY_RATING_H

#include "hive/money/energy.h"

/*
 * Rating: table energy_day follows the ledger and the prices.
 *
 * New entries are found by their ids, so nobody has to tell.  A new price, a
 * meter that was moved, or a person's recalculation is a run over days; both
 * go in small steps, each in the caller's transaction, and a restart loses
 * nothing.
 *
 * A closed month's lines are never changed: when one of its days comes out
 * otherwise, the difference is booked as a credit or debit in the month that
 * is open now, naming the run.
 */
/* What made it: a new price, a person, a meter that moved, a month's close. */
enum run_kind {
	RUN_NONE, RUN_VERSION, RUN_RECALCULATE, RUN_PLACE, RUN_CLOSE
};

extern const char *const run_kind_words[];

enum run_state { RUN_STATELESS, RUN_RUNNING, RUN_DONE };
extern const char *const run_state_words[];

/* Whether a person's order is answered when its run is done, or when it has
 * begun; the word is the order's target. */
enum run_answer { RUN_ANSWERLESS, RUN_WAIT, RUN_LATER };
extern const char *const run_answer_words[];

struct rating_run {
	int64_t		 id;
	enum run_kind	 kind;
	enum run_state	 state;
	const char	*location;	/* NULL: of all */
	int64_t		 meter, version;
	int64_t		 month;		/* of kind close; NONE */
	int64_t		 first_day, last_day;	/* both included */
	int64_t		 at_day, after_meter;
	int64_t		 total, done, changed, lines;
	int64_t		 difference;	/* of the cost, millionths */
	const char	*actor, *reason;
	int64_t		 started_at, ended_at;

	const char	*first_date, *last_date;	/* when shown */
	int64_t		 progress_percent;
};

extern const struct field rating_run_columns[];

/* Begin a run; kind, location, meter, version, days (month, for a close),
 * actor and reason are the caller's.  Days after today are left away; none
 * left: it is done at once.  The run's id. */
int64_t	rating_start(struct db *, struct rating_run *, int64_t now);
bool	rating_get(struct db *, struct arena *, int64_t id,
	    struct rating_run *);
/* Newest first. */
struct query *rating_list(struct db *, int64_t limit);
/* The run that closes this month, until the month is closed; or NONE. */
int64_t	rating_closing(struct db *, int64_t month);

/* Whether a month's days are written down and its statement is not made yet:
 * nothing is rated until it is, so that both say the same. */
bool	rating_waits(struct db *);

/*
 * Rate up to `max' days of meters; between db_begin() and db_commit().
 * True: there is more to do at once.  The arena is the caller's to reset.
 */
bool	rating_step(struct db *, struct arena *, int64_t now, int max);
/* Whether a step would find nothing to do. */
bool	rating_idle(struct db *);
/* How many entries are not in energy_day yet. */
int64_t	rating_behind(struct db *);

/*
 * Days are those of this zone from now on.  If they were another's, all are
 * dropped to be rated again; false: months are closed already, so the site
 * must keep its zone, and nothing may be rated.
 */
bool	rating_zone(struct db *, struct arena *, const char *zone);

/* ---- Lines -------------------------------------------------------------- */

enum line_kind { LINE_NONE, LINE_BASE, LINE_CREDIT, LINE_DEBIT };
extern const char *const line_kind_words[];

struct rating_line {
	int64_t		 id, run, month, day, meter;
	const char	*location;
	int64_t		 version, band;
	enum line_kind	 kind;
	int64_t		 energy_uwh, cost, booked_at;
};

extern const struct field rating_line_columns[];

/* Credits and debits that were booked in that month. */
struct query *rating_lines_later(struct db *, int64_t month);
/* Whether the month is closed. */
bool	rating_closed(struct db *, int64_t month);

#endif
