/* SPDX-License-Identifier: ISC */
#ifndef CTL_BACKUP_MANIFEST_H
#define CTL_BACKUP_MANIFEST_H

#include "hive/json/json.h"

/*
 * A backup is a folder powerhive-YYYYMMDDTHHMMSSZ with the database and, as
 * far as they were there, the configuration, the web server's passwords and
 * the key of the miners' secrets; encrypted files end in .sealed.  The file
 * manifest.json says what must be in it.
 */
#define MANIFEST_NAME	"manifest.json"
#define SEALED		".sealed"

struct manifest_file {
	const char	*name;		/* powerhive.db, ... */
	int64_t		 bytes;		/* as it lies there */
	int64_t		 mode;		/* that it had before */
	const char	*digest;	/* BLAKE2b-256 as it lies there, hex */
};

/* To what it is encrypted. */
enum encryption {
	ENCRYPTION_UNSAID, ENCRYPTION_NO, ENCRYPTION_KEY,
	ENCRYPTION_PASSPHRASE
};

extern const char *const encryption_words[];

struct manifest {
	const char	*program;	/* powerhive */
	const char	*version;	/* of the program */
	int64_t		 made_at;
	int64_t		 schema;	/* of the database */
	enum encryption	 encrypted;
	struct list	 files;		/* struct manifest_file */
};

extern const struct field manifest_fields[];

/* NULL, or why not; everything is made durable. */
const char *manifest_write(struct arena *, const char *folder,
    const struct manifest *);
/* Reads it and checks every file's size and digest. */
const char *manifest_read(struct arena *, const char *folder,
    struct manifest *);
/* Bytes and digest of a file in the folder into *f. */
const char *manifest_measure(struct arena *, const char *folder,
    struct manifest_file *f);

#endif
