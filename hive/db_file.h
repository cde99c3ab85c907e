/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_FILE_H
#define HIVE_DB_FILE_H

#include <stdbool.h>

/* The file under hive/db.c: opening, schema, steps, care.  Nobody else
 * includes this. */
struct db;
struct query;
struct sqlite3;
struct sqlite3_stmt;

enum db_way { DB_READ, DB_WRITE, DB_FROZEN };

/* NULL and an open handle, or why not (and *lite may be half open). */
const char *db_file_open(struct sqlite3 **lite, const char *path,
    enum db_way);
struct sqlite3 *db_file_of(struct db *);
/* The query's statement; NULL while the database is too sick to prepare. */
struct sqlite3_stmt *db_prepared(struct db *, struct query *);

#endif
