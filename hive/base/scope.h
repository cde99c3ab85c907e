/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_SCOPE_H
#define HIVE_BASE_SCOPE_H

#include <stdbool.h>

/*
 * What a caller may do.  read < operate < admin; ledger stands beside them
 * and may read as well.
 */
enum scope { SCOPE_NONE, SCOPE_READ, SCOPE_OPERATE, SCOPE_ADMIN,
    SCOPE_LEDGER };
extern const char *const scope_words[];

/* SCOPE_NONE for a word that is none. */
enum scope scope_of(const char *word);
/* "none" for SCOPE_NONE. */
const char *scope_word(enum scope);
bool	scope_allows(enum scope has, enum scope needs);

#endif
