/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_FILE_H
#define HIVE_DB_FILE_H

#include <stdint.h>

/* The file under hive/db/db.c: opening and care.  Only the sources of hive/db
 * include this. */
struct db;
struct query;
struct sqlite3;
struct sqlite3_stmt;

enum db_way {
	DB_READ,	/* of our version only */
	DB_WRITE,	/* made, or brought to our version, if need be */
	DB_OLDER,	/* read, of our version or an older one */
	DB_FROZEN	/* the same, without the file's log */
};

/* NULL and an open handle, or why not (and *lite may be half open). */
const char *db_file_open(struct sqlite3 **lite, const char *path,
    enum db_way);
struct sqlite3 *db_file_of(struct db *);
/* The query's statement; NULL while the database is too sick to prepare. */
struct sqlite3_stmt *db_prepared(struct db *, struct query *);

/* The first column of the first row, or -1. */
int64_t	lite_number(struct sqlite3 *, const char *sql);
/* NULL, or SQLite's own words, which its next call may change. */
const char *lite_run(struct sqlite3 *, const char *sql);
/* The first thing that is wrong in the file, all of which is read. */
const char *lite_damage(struct sqlite3 *);

#endif
