/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hive/base/log.h"
#include "hive/db/inside.h"

/*
 * Opening, transactions, and what becomes of errors.
 *
 * db_begin() only wishes for a transaction; the first statement that writes
 * opens it (db_first_write()), so a turn that writes nothing costs nothing.  An
 * error of the disk makes the database sick: from then on each step says "no
 * row", the turn goes on to its end, and db_commit() rolls back and says false.
 * Any other error is a fault of ours and ends the process.
 */

static struct db *
opened(const char *path, enum db_way way, const char **error)
{
	struct db *db = calloc(1, sizeof *db);
	static char why[400];

	if (!db || !(db->path = strdup(path)))
		log_die("out of memory");
	db->way = way;
	db->writer = way == DB_WRITE;
	if ((*error = db_file_open(&db->lite, path, way))) {
		/* SQLite's words go with its handle. */
		snprintf(why, sizeof why, "%s", *error);
		*error = why;
		db_close(db);
		return NULL;
	}
	stat(path, &db->file);
	return db;
}

struct db *
db_create(const char *path, const char **error)
{
	return opened(path, DB_WRITE, error);
}

struct db *
db_open_read(const char *path, const char **error)
{
	return opened(path, DB_READ, error);
}

struct db *
db_open_older(const char *path, const char **error)
{
	return opened(path, DB_OLDER, error);
}

struct db *
db_open_frozen(const char *path, const char **error)
{
	return opened(path, DB_FROZEN, error);
}

void
db_close(struct db *db)
{
	if (!db)
		return;
	db_finalize_all(db);
	sqlite3_close(db->lite);
	free(db->path);
	free(db);
}

/* A full or failing disk is no bug: the database is sick until mended. */
static bool
is_disk(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_NOMEM:
	case SQLITE_BUSY:
		return true;
	default:
		return false;
	}
}

void
db_trouble(struct db *db, int rc, const char *sql)
{
	if (!is_disk(rc))
		log_die("database failed why=\"%s\" sql=\"%s\"",
		    sqlite3_errmsg(db->lite), sql);
	if (!db->sick)
		log_error("database is sick why=\"%s\" code=%d sql=\"%s\"",
		    sqlite3_errmsg(db->lite), rc, sql);
	db->sick = true;
}

static bool
script(struct db *db, const char *sql)
{
	int rc = sqlite3_exec(db->lite, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		db_trouble(db, rc, sql);
	return rc == SQLITE_OK;
}

void
db_begin(struct db *db)
{
	db->wanted = !db->sick;
}

void
db_first_write(struct db *db)
{
	db->wanted = false;
	script(db, "BEGIN IMMEDIATE");
}

void
db_rollback(struct db *db)
{
	db_rest(db);
	db->wanted = false;
	if (!sqlite3_get_autocommit(db->lite))
		sqlite3_exec(db->lite, "ROLLBACK", NULL, NULL, NULL);
}

bool
db_commit(struct db *db)
{
	bool nothing = db->wanted;

	db->wanted = false;
	if (!db->sick && (nothing || script(db, "COMMIT")))
		return true;
	db_rollback(db);
	return false;
}

bool
db_is_current(struct db *db)
{
	struct stat now;

	return stat(db->path, &now) == 0 && now.st_ino == db->file.st_ino &&
	    now.st_dev == db->file.st_dev &&
	    db_version(db) == db_schema_version();
}

bool
db_sick(struct db *db)
{
	return db->sick;
}

const char *
db_mend(struct db *db)
{
	const char *error;

	db_rollback(db);
	db_finalize_all(db);
	sqlite3_close(db->lite);
	db->lite = NULL;
	error = db_file_open(&db->lite, db->path, db->way);
	db->sick = error != NULL;
	stat(db->path, &db->file);
	return error;
}

sqlite3 *
db_file_of(struct db *db)
{
	return db->lite;
}
