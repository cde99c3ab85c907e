/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_POST_H
#define HIVE_LEDGER_POST_H

#include "hive/ledger/meter.h"

/*
 * Booking: from readings to entries.  meter_take() marks what is new;
 * book_step() classifies the readings around it again, books each slot whose
 * end lies BOOK_WAIT_MS back, and corrects those that were booked before.
 * What cannot be booked yet stays marked, so a restart loses nothing.
 */
#define BOOK_WAIT_MS	120000

/*
 * Book meters that are due, until about `max' readings were looked at;
 * within a transaction.  True: more are due at once.  The arena is the
 * caller's to reset.
 */
bool	book_step(struct db *, struct arena *, int64_t now, int max);
/*
 * Where booking begins of what is due from an instant on: with the reading
 * *first, to book slots from slot_at on, which lies behind it.  False: with the
 * meter's first reading, of any kind, and its slot.
 */
bool	book_begins(struct db *, struct arena *, int64_t meter,
	    int64_t from_at, struct meter_reading *first, int64_t *slot_at);

/* When the next one is due, or NEVER-like INT64_MAX. */
int64_t	book_next_at(struct db *);

#endif
