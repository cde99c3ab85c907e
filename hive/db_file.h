/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_FILE_H
#define HIVE_DB_FILE_H

#include <stdbool.h>

/* The file under hive/db.c: opening, schema, steps, care.  Nobody else
 * includes this. */
struct db;
struct sqlite3;

/* NULL and an open handle, or why not (and *lite may be half open). */
const char *db_file_open(struct sqlite3 **lite, const char *path,
    bool writer);
struct sqlite3 *db_file_of(struct db *);

#endif
