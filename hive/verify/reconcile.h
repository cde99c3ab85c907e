/* SPDX-License-Identifier: ISC */
#ifndef HIVE_VERIFY_RECONCILE_H
#define HIVE_VERIFY_RECONCILE_H

#include "hive/ledger/signed_head.h"
#include "hive/ledger/ticket.h"

/*
 * Reconciliation: looking for what the books cannot know by themselves.
 * What is found is a ticket (hive/ledger/ticket.h), once; nothing is booked
 * here.
 *
 *	missing		a board that is not announced as off says nothing
 *	clock		its instants cannot be right, ours are taken
 *	held		a reading is odd, and no other came to explain it
 *	gap		quarters of an hour of yesterday are not booked
 *	flat-line	it tells power, and its register stands still
 *	use-while-off	energy while all its switches are off
 *	sum-check	what is below a meter does not add up to it, within
 *			the errors of their classes and the known loss
 *	rate-gap	energy of yesterday has no price, and the site has some
 *	chain		the newest part of the chain is not what was signed
 *
 * (conflict, spike, reset and too-old are found when readings come.)
 *
 * A run goes through all meters, a few a step.  Each minute the first three
 * are looked for, and a run that found nothing leaves no row; each night from
 * 02:00 of the site's zone on, and on request, all of them in the day before.
 * Days whose night was missed are made up for, up to 31 of them.
 */
enum reconcile_kind {
	RECONCILE_NONE, RECONCILE_MINUTE, RECONCILE_NIGHT, RECONCILE_REQUEST
};

extern const char *const reconcile_kind_words[];

struct reconcile_run {
	int64_t		 id;
	enum reconcile_kind kind;
	const char	*actor;		/* of a request */
	int64_t		 started_at, ended_at;
	int64_t		 day;		/* looked at; days since 1970 */
	int64_t		 cursor;	/* meters up to it are done */
	int64_t		 meters, checks, found, opened, closed;
};

extern const struct field reconcile_fields[];

/* The run of each minute; it is in memory until it finds something. */
struct reconcile_minute {
	struct db		*db;
	struct reconcile_run	 run;
	int64_t			 at;		/* when it began */
	bool			 running;
};

/* What is below a meter in one quarter of an hour, or in a day. */
struct reconcile_below {
	int64_t	level, slot_at, meters, uwh, error_uwh, last;
};

#define RECONCILE_LEVELS	2	/* the plant's own meters; others */
#define RECONCILE_SLOTS		112	/* in a day, whatever its zone does */

/* The meter whose sum is being made; lost at a restart, and begun again. */
struct reconcile_sums {
	struct db		*db;
	int64_t			 run, meter;
	int64_t			 after;		/* the last below it */
	int64_t			 wanted[RECONCILE_LEVELS];	/* meters */
	struct reconcile_below	 slot[RECONCILE_LEVELS][RECONCILE_SLOTS];
};

/* What the checks share.  The caller keeps it from step to step, all zero at
 * first; what stands before `run' is set anew by each step. */
struct reconcile {
	struct db		*db;
	struct arena		*arena;
	const struct head_public *public;
	int64_t			 now;
	int64_t			 from, to;	/* the day looked at */
	int64_t			 rows_left;	/* of slots, in this step */
	struct reconcile_run	 run;
	struct reconcile_minute	 minute;
	struct reconcile_sums	 sums;
};

/*
 * Begin what is due and go on with what runs, within a transaction; true:
 * there is more to do at once.  Reads the site's zone.  The key: with which
 * the last head was signed.
 */
bool	reconcile_step(struct reconcile *, struct db *, struct arena *,
	    const struct head_public *, int64_t now);
/* Begin one; its id, NONE if the disk failed. */
int64_t	reconcile_begin(struct db *, enum reconcile_kind, const char *actor,
	    int64_t now);
/* Newest first. */
struct query *reconcile_list(struct db *, int64_t limit);
bool	reconcile_get(struct db *, struct arena *, int64_t id,
	    struct reconcile_run *);

/* A run does not end, or the last night's is missing. */
bool	reconcile_late(struct db *, int64_t now);

/* hive/verify/reconcile_checks.c; of one meter. */
struct meter;
void	reconcile_state(struct reconcile *, const struct meter *);
/* False: the step is full; call it again for the same meter. */
bool	reconcile_day(struct reconcile *, const struct meter *);
/* hive/verify/reconcile_sums.c */
bool	reconcile_sum(struct reconcile *, const struct meter *);
/* hive/verify/reconcile_prices.c; of the site. */
void	reconcile_prices(struct reconcile *);
/* Note what was found, or that it is over. */
void	reconcile_found(struct reconcile *, enum ticket_class, int64_t meter,
	    int64_t window_at, const char *text);
void	reconcile_over(struct reconcile *, enum ticket_class, int64_t meter,
	    const char *how);

#endif
