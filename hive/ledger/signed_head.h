/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_SIGNED_HEAD_H
#define HIVE_LEDGER_SIGNED_HEAD_H

#include "hive/ledger/entry.h"
#include "hive/site/seal.h"

/*
 * Heads of the ledger's hash chain, signed with Ed25519.  A head says: up to
 * this entry the hash chain has this hash.  Somebody who can write the database
 * can rewrite the whole hash chain, but not sign it.  That its end was cut off,
 * heads included, shows by any head that was kept elsewhere: each is written to
 * the log, and stands in every statement.
 *
 * The secret key is the file ledger.key beside the database (32 bytes, mode
 * 0400, or the systemd credential of that name), which only the worker reads.
 * ledger.pub beside it holds the public ones in hexadecimal, a line each: a
 * site that lost its key goes on with a new one, and heads of the old one stay
 * good.
 *
 * Signed is "powerhive-ledger-head" with its NUL, then entry and at as 8 bytes
 * each, little endian, then the hash.
 */
struct head_key {
	unsigned char	secret[64], public[32];
};

#define CHAIN_KEYS	16

struct head_public {
	unsigned char	key[CHAIN_KEYS][32];
	size_t		n;
};

/* Read the keys, or make them; NULL, or why not.  *fresh: the public key was
 * not in ledger.pub and is now. */
const char *head_key_open(struct head_key *, struct arena *,
	    const char *folder, bool *fresh);
/* Read public keys from a file; NULL, or why not. */
const char *head_public_read(struct head_public *, const char *path);

struct ledger_head {
	int64_t		 id, at, entry;
	struct blob	 hash;
	const char	*reason;	/* hour, start, close, request */
	struct blob	 signature;
	const char	*hash_hex, *signature_hex;
};

extern const struct field ledger_head_fields[];	/* of the table */
extern const struct field ledger_head_show[];	/* of the API */

/*
 * Sign the chain's end, within a transaction.  Without `again' nothing is
 * done when the last head covers it already.  True: *head is a new one.
 */
bool	head_sign(struct db *, struct arena *, const struct head_key *,
	    const char *reason, bool again, int64_t now,
	    struct ledger_head *);
/* The last one; false: there is none. */
bool	head_get(struct db *, struct arena *, struct ledger_head *);
/* By id, from the first. */
struct query *head_gets(struct db *);
bool	head_get_good(const struct ledger_head *,
	    const struct head_public *);

/* Sign and check any text in the chain's name. */
void	head_sign_text(const struct head_key *, const char *text, size_t n,
	    unsigned char signature[64]);
bool	head_text_good(const struct head_public *, const char *text,
	    size_t n, const unsigned char signature[64]);

const char *head_hex(struct arena *, const void *, size_t n);
bool	head_unhex(const char *, unsigned char *to, size_t n);

#endif
