/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_ENTRY_H
#define HIVE_LEDGER_ENTRY_H

#include "hive/db/db.h"
#include "hive/ledger/kind.h"

/*
 * The ledger's entries.  A slot of a meter gets one `base' entry and, when
 * later data or a person changes it, further ones that name the entry before
 * them in `corrects'; nothing is ever changed or deleted.  A slot's energy is
 * the sum of its entries, which table slot keeps at hand.
 *
 * The chain: hash = BLAKE2b-256 over the hash before it (32 noughts at
 * first) and the entry's fields: id, meter, slot_at, energy_uwh, corrects,
 * booked_at, first_at, last_at and samples as 8 bytes each, little endian
 * (absent: the least int64), then kind, quality, rule, actor, reason each
 * with a NUL behind it, then the evidence; personalised "powerhive-ledger".
 */
#define ENTRY_HASH	32

struct entry {
	int64_t		 id, meter, slot_at, energy_uwh;
	enum entry_kind	 kind;
	enum quality	 quality;
	const char	*rule;
	int64_t		 corrects, booked_at, first_at, last_at, samples;
	struct blob	 evidence;
	const char	*actor, *reason;
	struct blob	 hash;
	const char	*hash_hex, *evidence_hex;	/* entry_words() */
};

extern const struct field entry_fields[];	/* of the table */
extern const struct field entry_show[];		/* of the API */

/* Digests as hexadecimal text, for entry_show. */
void	entry_words(struct arena *, struct entry *);

/*
 * Append; fills id, corrects and booked_at (never before the last
 * one's).  Within a transaction.  False: the disk failed.
 */
bool	entry_add(struct db *, struct entry *, int64_t now);
/* The hash that the entry must have behind `before'. */
void	entry_hash(const struct entry *, const unsigned char before[],
	    unsigned char hash[ENTRY_HASH]);
bool	entry_get(struct db *, struct arena *, int64_t id, struct entry *);
/* The chain's end: id 0 and noughts when there is none. */
int64_t	entry_last(struct db *, unsigned char hash[ENTRY_HASH],
	    int64_t *booked_at);

int64_t	entry_newest(struct db *);	/* its id, or 0 */

/* Entries of slots in [since_at, until_at), booked at as_of_at at the
 * latest, by slot and id; meter NONE: all. */
struct query *entry_list(struct db *, int64_t meter, int64_t since_at,
	    int64_t until_at, int64_t as_of_at, int64_t limit);

/* What a slot of a meter has: the row of table slot. */
struct slot {
	int64_t		 meter, slot_at, energy_uwh, measured_uwh;
	enum quality	 quality;
	int64_t		 entry, entries;
};

extern const struct field slot_fields[];

bool	slot_get(struct db *, int64_t meter, int64_t slot_at, struct slot *);

/* The meter's first slot, or what is said for a meter without any. */
int64_t	slot_first(struct db *, int64_t meter, int64_t fallback);

/*
 * Net energy per slot, meter and place: what prices and sums are made of.
 * Every booked slot in [since_at, until_at) of the meter (NONE: of all), by
 * slot and meter, with the place that the meter was at in that slot.  Miners'
 * and plant sources' slots are among them: `source' tells, and `parent' the
 * meter that measures this one's energy as well; a sum of a place must choose
 * one level (the API sums meters of source message and plant, or miners, never
 * both).  Energy of exports has its sign: direction tells, energy_uwh is
 * positive either way.
 *
 *	struct query *q = slot_sums(db, NONE, since, until);
 *	struct slot_sum s;
 *	while (db_row(db, q, slot_sum_fields, &s))
 */
struct slot_sum {
	int64_t		 slot_at, meter;
	const char	*device, *channel;
	enum meter_source source;
	enum meter_direction direction;
	int64_t		 parent;
	const char	*location;	/* NULL: none was told */
	int64_t		 energy_uwh;
	enum quality	 quality;
	int64_t		 entries;	/* more than one: corrected */
};

extern const struct field slot_sum_fields[];

struct query *slot_sums(struct db *, int64_t meter, int64_t since_at,
	    int64_t until_at);
/* The same as it was known at that instant, from the entries. */
struct query *slot_sums_as_of(struct db *, int64_t meter, int64_t since_at,
	    int64_t until_at, int64_t as_of_at);

#endif
