/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_OUTLINE_H
#define HIVE_DB_OUTLINE_H

#include "hive/base/arena.h"

/*
 * The outline of a schema: each table, index, view and trigger as the words
 * of its SQL, without comments and blanks, in lower case except for quoted
 * texts, and with plain names unquoted.  So two files have one outline when
 * their columns (names, types, defaults, keys, checks, in this order),
 * indexes, views and triggers are the same, in whatever order and form they
 * were written.  A column that ALTER TABLE ADD COLUMN put behind the others
 * counts as one that CREATE TABLE named last, and a table that was made anew
 * and renamed as one that always had its name.
 */
struct sqlite3;

/* The words of one statement, in the arena. */
char	*outline_words(struct arena *, const char *sql);

/* NULL when both schemas have one outline, else a sentence that names the
 * first object in which the file differs from ours; in the arena. */
const char *outline_differs(struct arena *, struct sqlite3 *ours,
	    struct sqlite3 *file);

#endif
