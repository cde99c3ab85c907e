/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SITE_SEAL_H
#define HIVE_SITE_SEAL_H

#include "hive/base/record.h"

/*
 * Secrets of others (miners' keys and passwords) at rest: XChaCha20-Poly1305
 * with a key that lies outside the database; the miner's MAC and the
 * column's name are bound to the sealed text, so that rows cannot be
 * swapped.  Only the worker and powerhivectl have the key.
 */
struct secret_key {
	unsigned char	 bytes[32];
};

/*
 * From the credential with the file's name in $CREDENTIALS_DIRECTORY, else
 * from the file; made there with mode 0400 if it is missing and `make' is
 * set.  NULL, or why not.
 */
const char *secret_load(struct secret_key *, const char *path, bool make);

struct blob secret_seal(struct arena *, const struct secret_key *,
    const char *mac, const char *column, const char *text);
/* NULL: it was not sealed with this key for this place. */
const char *secret_open(struct arena *, const struct secret_key *,
    const char *mac, const char *column, struct blob sealed);

#endif
