/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MONEY_STATEMENT_H
#define HIVE_MONEY_STATEMENT_H

#include "hive/ledger/signed_head.h"
#include "hive/money/energy_sum.h"

/*
 * A statement: what each meter measured in a period, with the chain's head,
 * signed with the ledger's key.  Who has the public key can check it without
 * the database, and check a database against it later: the chain must have
 * the head's hash where the head says.
 *
 * Signed is the statement as json_record() writes it by statement_fields, so
 * blanks do not matter and everything else does.
 */
struct statement_meter {
	int64_t		 meter;
	const char	*device, *channel, *location;
	enum meter_source source;
	enum meter_direction direction;
	int64_t		 energy_uwh;
	int64_t		 slots, missing_slots;
	int64_t		 measured_slots, server_time_slots, estimated_slots;
	int64_t		 manual_uwh, corrections;
	int64_t		 cost, unpriced_uwh;	/* millionths; NONE: no price */
};

enum later_kind { LATER_NONE, LATER_CREDIT, LATER_DEBIT };

extern const char *const later_kind_words[];

/* A credit or debit for a month that was closed before. */
struct statement_later {
	const char	*date, *location;
	enum later_kind	 kind;
	int64_t		 meter, version, band;
	int64_t		 energy_uwh, cost, booked_at;
};

struct statement {
	const char	*site, *timezone, *period;
	int64_t		 from, to, made_at;
	enum finality	 state;
	const char	*currency;
	enum meter_source source;	/* whose meters make the sum */
	int64_t		 total_uwh, total_cost, total_unpriced_uwh;
	int64_t		 total_meters;
	enum confidence	 confidence;
	struct list	 meters;	/* struct statement_meter */
	struct list	 later;		/* struct statement_later */
	int64_t		 head_entry, head_at;
	const char	*head_hash, *head_signature;
};

extern const struct field statement_fields[];

/* What is sent: the statement, its signature, the key that made it. */
struct signed_statement {
	const void	*statement;	/* struct statement */
	const char	*signature, *public_key;
};

extern const struct field signed_statement_fields[];

/* "2026-11" or "2026-11-20" of the site's zone; false: neither. */
bool	statement_period(const char *, int64_t *from, int64_t *to);
/* One meter's line; slots of the period that have passed and that it has not
 * are missing, from its first one on. */
void	statement_line(struct db *, struct arena *, int64_t meter,
	    int64_t from, int64_t to, struct statement_meter *);
/* All meters there are, to be filled by statement_line(). */
struct list statement_meters(struct db *, struct arena *);
/* Its sums (hive/money/energy_sum.h), and what it has of closed months; from
 * and to must be set. */
void	statement_money(struct db *, struct arena *, struct statement *,
	    int64_t now);
/*
 * Sign it: the text that is sent.  FINALITY_CLOSED is final: of a month it
 * is signed once, when the month is closed, and kept (hive/money/period.h), and
 * of a day never.  NULL: it says so and may not.
 */
const char *statement_sign(struct db *, struct arena *,
	    const struct head_key *, const struct statement *);
/* NULL: good, and *s is what it says; else why it is not. */
const char *statement_verify(struct arena *, const char *text, size_t len,
	    const struct head_public *, struct signed_statement *s);

#endif
