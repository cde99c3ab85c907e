/* SPDX-License-Identifier: ISC */
#ifndef CTL_BACKUP_ENCRYPT_H
#define CTL_BACKUP_ENCRYPT_H

#include <stdbool.h>

#include "hive/base/arena.h"

/*
 * Files of a backup, encrypted: to a public key (X25519; whoever makes the
 * backup cannot read it) or with a passphrase (Argon2id).  The file is
 *
 *	"PHSEAL1\n"
 *	'K', the stream's key in a sealed box (80 bytes), or
 *	'P', salt (16), rounds and bytes of memory of Argon2id (8 each, big
 *	     endian)
 *	the header (24) and the pieces of a libsodium secretstream
 *	     (XChaCha20-Poly1305): 64 KiB and 17 bytes each, the last shorter
 *
 * so that a change, a cut or an exchange of pieces is found.
 */
struct encrypt_key {
	const unsigned char *public_key;	/* 32 bytes, or NULL */
	const unsigned char *secret_key;	/* 32 bytes, to open */
	const char	*passphrase;		/* or NULL */
};

/* NULL, or why not.  `to' must not exist; it is made with mode 0600. */
const char *encrypt_file(struct arena *, const struct encrypt_key *,
    const char *from, const char *to);
const char *decrypt_file(struct arena *, const struct encrypt_key *,
    const char *from, const char *to);

/* A new secret key in a new file of mode 0600; its public key as hex. */
const char *encrypt_new_key(struct arena *, const char *path,
    const char **public_hex);
/* 64 hex digits; false: they are none. */
bool	encrypt_read_public(const char *hex, unsigned char key[32]);
/* The secret key in the file, and its public key. */
const char *encrypt_read_secret(struct arena *, const char *path,
    unsigned char secret[32], unsigned char public[32]);

#endif
