/* SPDX-License-Identifier: ISC */
#ifndef HIVE_STATEMENT_H
#define HIVE_STATEMENT_H

#include "hive/chain.h"

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
	const char	*device, *channel, *source, *direction, *location;
	int64_t		 energy_uwh;
	int64_t		 slots, missing_slots;
	int64_t		 measured_slots, server_time_slots, estimated_slots;
	int64_t		 manual_uwh, corrections;
};

struct statement {
	const char	*site, *timezone, *period;
	int64_t		 from, to, made_at;
	struct list	 meters;	/* struct statement_meter */
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
/* Sign it: the text that is sent. */
const char *statement_sign(struct arena *, const struct chain_key *,
	    const struct statement *);
/* NULL: good, and *s is what it says; else why it is not. */
const char *statement_verify(struct arena *, const char *text, size_t len,
	    const struct chain_public *, struct signed_statement *s);

#endif
