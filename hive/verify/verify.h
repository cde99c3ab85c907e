/* SPDX-License-Identifier: ISC */
#ifndef HIVE_VERIFY_VERIFY_H
#define HIVE_VERIFY_VERIFY_H

#include "hive/ledger/signed_head.h"

/*
 * Whether the books are what was booked.
 *
 *	chain		every entry's hash, from the first (quick: from the
 *			last good head) to the last; ids without holes
 *	signature	every head's signature, and that the chain has its hash
 *			where it says
 *	invariant	table slot is the sum of the entries; each slot begins
 *			with one base entry and each other entry names the one
 *			before it; no energy below nothing or above what the
 *			meter can; every entry has samples or a person
 *	rebuild		the readings, replayed, come to the booked slots, and
 *			each register's way to their sum; the slots, priced,
 *			to the days
 *
 * Whether meters add up to the one above them (I10) is the reconciliation's: a
 * load that nobody measures is no fault of the books.
 *
 * A finding names its place.  Read-only; the database may be in use.
 */
enum verify_kind {
	VERIFY_NONE, VERIFY_CHAIN, VERIFY_INVARIANT, VERIFY_SIGNATURE,
	VERIFY_REBUILD
};
#define VERIFY_KINDS	(VERIFY_REBUILD + 1)

extern const char *const verify_kind_words[];

/* TAIL: quick, and of the heads only the last: what the worker may do. */
enum verify_depth { VERIFY_TAIL, VERIFY_QUICK, VERIFY_FULL, VERIFY_ALL };

/*
 * Sums over slots, each weighted by a keyed hash of its meter and instant.
 * Those of the entries and those of table slot are the same only if every
 * slot is the sum of its entries, which one pass over each table tells; which
 * slot is wrong, if one is, a slower pass tells.  (id - corrects) of a slot's
 * entries adds up to its last id.
 */
struct verify_print {
	uint64_t	energy, measured, last, first, count;
};

#define VERIFY_FINDINGS	1000	/* the rest is only counted */

struct verify_finding {
	enum verify_kind kind;
	const char	*rule;		/* I1 to I11, hash, hole, ... */
	int64_t		 entry, meter, slot_at;		/* or NONE */
	const char	*text;
};

struct verify {
	enum verify_depth	 depth;
	int64_t			 as_of_at;	/* INT64_MAX: now */
	struct head_public	 public;
	/* Called now and then: entries done and all; may be NULL. */
	void			(*progress)(int64_t done, int64_t all);

	unsigned char		 key[16];	/* random, of this run */
	struct verify_print	 print;		/* of the entries */

	int64_t			 entries, heads, slots, meters;
	int64_t			 first, last;	/* entries looked at */
	int64_t			 not_replayed;	/* slots without readings */
	const char		*hash;		/* of the last, hexadecimal */
	int64_t			 energy_uwh;	/* of all entries */
	int64_t			 found[VERIFY_KINDS];
	struct list		 findings;	/* struct verify_finding */
};

extern const struct field verify_fields[];	/* of the report */

void	verify_run(struct db *, struct arena *, struct verify *);
/* The first kind of which something was found; VERIFY_NONE: all is well.  Its
 * number is what "ledger verify" ends with. */
enum verify_kind verify_status(const struct verify *);

/* For the parts of it. */
void	verify_note(struct verify *, struct arena *, enum verify_kind,
	    const struct verify_finding *);
void	verify_chain(struct db *, struct arena *, struct verify *);
void	verify_entry(struct verify *, struct arena *, const struct entry *);
void	verify_slots(struct db *, struct arena *, struct verify *);
void	verify_replay(struct db *, struct arena *, struct verify *);
void	verify_polled(struct db *, struct arena *, struct verify *);
/* Money: closed months; every day made again from slots and prices.  Nothing
 * is said while days are being rated.  The site's zone must be in force. */
void	verify_periods(struct db *, struct arena *, struct verify *);
void	verify_days(struct db *, struct arena *, struct verify *);

#endif
