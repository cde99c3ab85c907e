/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_TICKET_H
#define HIVE_LEDGER_TICKET_H

#include "hive/db/db.h"

/*
 * What a person has to look at.  A class, a meter and a window make one
 * ticket: what is found again is counted on it, never raised a second time,
 * not even when it was resolved.
 */
enum ticket_state {
	TICKET_NONE, TICKET_OPEN, TICKET_ACKNOWLEDGED, TICKET_RESOLVED
};

extern const char *const ticket_state_words[];

/* The first four are found when a reading comes or is booked, the others by
 * hive/verify/reconcile.h, which says what each means. */
enum ticket_class {
	TICKET_CLASS_NONE, TICKET_CONFLICT, TICKET_SPIKE, TICKET_RESET,
	TICKET_TOO_OLD, TICKET_MISSING, TICKET_CLOCK, TICKET_HELD, TICKET_GAP,
	TICKET_FLAT_LINE, TICKET_USE_WHILE_OFF, TICKET_SUM_CHECK,
	TICKET_RATE_GAP, TICKET_CHAIN
};

extern const char *const ticket_class_words[];

struct ticket {
	int64_t		 id;
	enum ticket_class class;
	int64_t		 meter;		/* 0: of the whole ledger */
	int64_t		 window_at;
	enum ticket_state state;
	const char	*text;
	int64_t		 opened_at, seen_at, times, changed_at;
	const char	*actor, *resolution;
	int64_t		 entry;
};

extern const struct field ticket_fields[];

/* True: it is a new one. */
bool	ticket_open(struct db *, enum ticket_class, int64_t meter,
	    int64_t window_at, const char *text, int64_t now);
bool	ticket_get(struct db *, struct arena *, int64_t id, struct ticket *);
/* Newest first; state NULL: all. */
struct query *ticket_list(struct db *, const char *state, int64_t limit);
/* How many are open. */
int64_t	ticket_count(struct db *);
void	ticket_change(struct db *, const struct ticket *);

#endif
