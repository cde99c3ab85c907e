/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "hive/db/db.h"
#include "hive/db/file.h"
#include "hive/db/migrate.h"

const char *
db_library_version(void)
{
	return sqlite3_libversion();
}

int64_t
lite_number(sqlite3 *lite, const char *sql)
{
	sqlite3_stmt *s;
	int64_t n = -1;

	if (sqlite3_prepare_v2(lite, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

const char *
lite_run(sqlite3 *lite, const char *sql)
{
	return sqlite3_exec(lite, sql, NULL, NULL, NULL) == SQLITE_OK ? NULL :
	    sqlite3_errmsg(lite);
}

const char *
lite_damage(sqlite3 *lite)
{
	static char why[200];
	const char *said = NULL;
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(lite, "PRAGMA quick_check(1)", -1, &s, NULL) ==
	    SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		said = (const char *)sqlite3_column_text(s, 0);
	snprintf(why, sizeof why, "%s", said ? said : sqlite3_errmsg(lite));
	sqlite3_finalize(s);
	return strcmp(why, "ok") ? why : NULL;
}

static void
guard(sqlite3 *lite)
{
	sqlite3_db_config(lite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(lite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(lite, SQLITE_LIMIT_LENGTH, 4 << 20);
}

/* Immutable is said by a URI, in which these have a meaning. */
static void
frozen_uri(char *to, size_t size, const char *path)
{
	size_t n = (size_t)snprintf(to, size, "file:");

	for (; *path && n + 16 < size; path++)
		n += (size_t)snprintf(to + n, size - n,
		    strchr("?#%", *path) ? "%%%02X" : "%c", *path);
	snprintf(to + n, size - n, "?immutable=1");
}

const char *
db_file_open(sqlite3 **lite, const char *path, enum db_way way)
{
	bool writer = way == DB_WRITE;
	char uri[4200];
	/* One thread in every program that opens it. */
	int on = 1, rc, how = SQLITE_OPEN_NOMUTEX | (writer ?
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE :
	    SQLITE_OPEN_READONLY);
	const char *error;

	frozen_uri(uri, sizeof uri, path);
	rc = way == DB_FROZEN ? sqlite3_open_v2(uri, lite, how |
	    SQLITE_OPEN_URI, NULL) : sqlite3_open_v2(path, lite, how, NULL);

	if (rc != SQLITE_OK)
		return sqlite3_errmsg(*lite);
	sqlite3_extended_result_codes(*lite, 1);
	sqlite3_busy_timeout(*lite, 3000);
	guard(*lite);
	if (writer && (error = lite_run(*lite, "PRAGMA page_size = 8192;"
	    "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"
	    "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
	    /* Where a slow reader let the log grow, it shrinks again. */
	    "PRAGMA journal_size_limit = 67108864")))
		return error;
	if ((error = lite_run(*lite, "PRAGMA foreign_keys = ON;"
	    "PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON;"
	    "PRAGMA temp_store = MEMORY")))
		return error;
	if (writer)
		sqlite3_file_control(*lite, "main", SQLITE_FCNTL_PERSIST_WAL,
		    &on);
	if ((error = schema_check(*lite, way)))
		return error;
	/* VACUUM INTO, made by readers for a backup, needs one. */
	if (writer)
		sqlite3_limit(*lite, SQLITE_LIMIT_ATTACHED, 0);
	return NULL;
}

void
db_checkpoint(struct db *db)
{
	sqlite3_wal_checkpoint_v2(db_file_of(db), NULL,
	    SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

void
db_checkpoint_all(struct db *db)
{
	sqlite3_wal_checkpoint_v2(db_file_of(db), NULL,
	    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

void
db_give_back(struct db *db, int pages)
{
	char sql[64];

	snprintf(sql, sizeof sql, "PRAGMA incremental_vacuum(%d)", pages);
	lite_run(db_file_of(db), sql);
}

int
db_version(struct db *db)
{
	static struct query q = QUERY("PRAGMA user_version");

	return (int)db_number(db, &q, -1);
}

int64_t
db_size_bytes(struct db *db)
{
	return lite_number(db_file_of(db), "PRAGMA page_count") *
	    lite_number(db_file_of(db), "PRAGMA page_size");
}

int64_t
db_free_pages(struct db *db)
{
	return lite_number(db_file_of(db), "PRAGMA freelist_count");
}

const char *
db_copy(struct db *db, const char *path)
{
	sqlite3 *lite = db_file_of(db);
	const char *error = NULL;
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(lite, "VACUUM INTO ?", -1, &s, NULL) !=
	    SQLITE_OK)
		return sqlite3_errmsg(lite);
	sqlite3_bind_text(s, 1, path, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(s) != SQLITE_DONE)
		error = sqlite3_errmsg(lite);
	sqlite3_finalize(s);
	return error;
}

const char *
db_check(struct db *db, struct arena *arena)
{
	const char *error = lite_damage(db_file_of(db));

	return error ? arena_copy(arena, error) : NULL;
}
