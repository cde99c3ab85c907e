/* SPDX-License-Identifier: ISC */
#ifndef CTL_ACCESS_HTPASSWD_H
#define CTL_ACCESS_HTPASSWD_H

#include <sys/types.h>

#include <stdbool.h>

#include "hive/base/arena.h"

/*
 * The web server's password file: a line "name:hash" a person.
 * Lines that we do not understand stay as they are.  Every change replaces
 * the file whole, keeps its group, and is made under a lock on its folder.
 */

/* The lines' names in the arena, each terminated, an empty one at the end;
 * NULL: *error says why; a missing file has none. */
const char *htpasswd_names(struct arena *, const char *path,
    const char **error);
/* Whether the list holds the name. */
bool	htpasswd_has(const char *names, const char *name);
/* Put the person's password there, or with NULL take the line away. */
const char *htpasswd_set(struct arena *, const char *path,
    const char *name, const char *password);

/* The web server's group, when we may give files to it; else -1. */
gid_t	htpasswd_group(void);
/* A SHA-512-crypt hash with a fresh salt; NULL: the library refuses. */
const char *htpasswd_hash(struct arena *, const char *password);
/* 100 random bits in four groups of letters and digits that are not easily
 * mistaken. */
const char *htpasswd_make(struct arena *);

#endif
