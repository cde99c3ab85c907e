/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_UPDATE_H
#define HIVE_MINER_UPDATE_H

#include "hive/miner/miner.h"

/*
 * What the worker changes about a miner, one fact a function.  Within a
 * transaction; the caller bumps the revision "miners" once for all of them.
 */
void	miner_set_key(struct db *, int64_t row, struct blob sealed_key);
/* Why there is no key; NULL: no trouble. */
void	miner_set_trouble(struct db *, int64_t row, const char *why);
void	miner_set_catalogue(struct db *, int64_t row, int64_t catalogue,
	    int64_t now);
void	miner_set_conflict(struct db *, int64_t row, bool conflict);

/* What people may set; bit n of `given' is row n of miner_request_fields. */
struct miner_request {
	uint64_t	 given;		/* below the top: bits GIVEN_ */
	const char	*name, *location, *circuit;
	int64_t		 managed;	/* flag */
	const char	*unlock_pass;
	const void	*hold;		/* struct hold_request; NULL: release */
};

struct hold_request {
	const char	*reason;
	int64_t		 until;
};

extern const struct field miner_request_fields[];
enum miner_request_bit { GIVEN_NAME = 1, GIVEN_LOCATION = 2, GIVEN_CIRCUIT = 4,
    GIVEN_MANAGED = 8, GIVEN_UNLOCK = 16, GIVEN_HOLD = 32 };

/* All but the password, which is sealed by the caller. */
void	miner_set_request(struct db *, int64_t row,
    const struct miner_request *,
	    uint64_t given, int64_t now);
void	miner_set_unlock(struct db *, int64_t row, struct blob sealed);

/* Release the holds whose time has come; true if there were any. */
bool	miner_end_holds(struct db *, int64_t now);

void	miner_retire(struct db *, int64_t row, int64_t now);
/*
 * The new miner takes the old one's place: its name, location, circuit and
 * managed flag, and its history is shown before the new one's own.  The old one
 * is retired; what it measured stays under its name, for the ledger's entries
 * rest on it.
 */
void	miner_replace(struct db *, int64_t old_row, int64_t new_row,
	    int64_t now);

#endif
