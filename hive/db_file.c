/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "hive/db.h"
#include "hive/db_file.h"
#include "hive/log.h"

/* The schema of a new file, and one step from each older version. */
static const char schema[] =
#include "hive/schema.inc"
;

static const char *const steps[] = {
	/* [n]: from version n to n + 1; 0 is the empty file. */
	schema,
};

#define NEWEST ((int)(sizeof steps / sizeof *steps))

int
db_schema_version(void)
{
	return NEWEST;
}

const char *
db_library_version(void)
{
	return sqlite3_libversion();
}

static int64_t
number(sqlite3 *lite, const char *sql)
{
	sqlite3_stmt *s;
	int64_t n = -1;

	if (sqlite3_prepare_v2(lite, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

static const char *
run(sqlite3 *lite, const char *sql)
{
	return sqlite3_exec(lite, sql, NULL, NULL, NULL) == SQLITE_OK ? NULL :
	    sqlite3_errmsg(lite);
}

/* BLAKE2b of every statement of sqlite_schema, as hex. */
static const char *
outline(sqlite3 *lite, char hex[65])
{
	crypto_generichash_state hash;
	unsigned char digest[32];
	sqlite3_stmt *s;

	crypto_generichash_init(&hash, NULL, 0, sizeof digest);
	if (sqlite3_prepare_v2(lite, "SELECT type, name, tbl_name, sql FROM"
	    " sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
	    " ORDER BY type, name", -1, &s, NULL) != SQLITE_OK)
		return sqlite3_errmsg(lite);
	while (sqlite3_step(s) == SQLITE_ROW)
		for (int i = 0; i < 4; i++)
			crypto_generichash_update(&hash,
			    sqlite3_column_text(s, i),
			    (unsigned long long)sqlite3_column_bytes(s, i));
	sqlite3_finalize(s);
	crypto_generichash_final(&hash, digest, sizeof digest);
	sodium_bin2hex(hex, 65, digest, sizeof digest);
	return NULL;
}

/* The outline that our own schema has, made once in memory. */
static const char *
our_outline(char hex[65])
{
	static char ours[65];
	const char *wrong = NULL;
	sqlite3 *lite;

	if (!*ours) {
		sqlite3_open(":memory:", &lite);
		if (!(wrong = run(lite, schema)))
			wrong = outline(lite, ours);
		if (wrong)
			log_die("the schema is wrong why=\"%s\"", wrong);
		sqlite3_close(lite);
	}
	memcpy(hex, ours, 65);
	return wrong;
}

/* Reads the whole file: not at every start. */
static const char *
damage(sqlite3 *lite)
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

/* All steps or none; what is damaged is not made worse. */
static const char *
migrate(sqlite3 *lite, int version)
{
	const char *wrong = damage(lite);
	char mark[64];

	if (!wrong)
		wrong = run(lite, "BEGIN IMMEDIATE");
	for (; !wrong && version < NEWEST; version++)
		wrong = run(lite, steps[version]);
	snprintf(mark, sizeof mark, "PRAGMA user_version = %d", NEWEST);
	if (!wrong)
		wrong = run(lite, mark);
	snprintf(mark, sizeof mark, "PRAGMA application_id = %d",
	    DB_APPLICATION);
	if (!wrong)
		wrong = run(lite, mark);
	return wrong ? wrong : run(lite, "COMMIT");
}

/* In the time of a few pages, however large the file is. */
static const char *
check(sqlite3 *lite, bool writer)
{
	static char why[160];
	char hex[65], ours[65];
	int64_t version = number(lite, "PRAGMA user_version");
	int64_t mark = number(lite, "PRAGMA application_id");
	int64_t tables = number(lite, "SELECT count(*) FROM sqlite_schema");
	const char *wrong;

	if (version < 0 || mark < 0 || tables < 0)
		return sqlite3_errmsg(lite);
	if (mark != DB_APPLICATION && !(mark == 0 && tables == 0))
		return "this is no PowerHive database";
	if (version > NEWEST) {
		snprintf(why, sizeof why, "its schema %d is newer than this "
		    "program's %d", (int)version, NEWEST);
		return why;
	}
	if (version < NEWEST && !writer)
		return "the worker has not prepared it yet";
	if (version < NEWEST && (wrong = migrate(lite, (int)version)))
		return wrong;
	if ((wrong = outline(lite, hex)) || (wrong = our_outline(ours)))
		return wrong;
	return strcmp(hex, ours) ? "its tables are not those of its version" :
	    NULL;
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
	const char *wrong;

	frozen_uri(uri, sizeof uri, path);
	rc = way == DB_FROZEN ? sqlite3_open_v2(uri, lite, how |
	    SQLITE_OPEN_URI, NULL) : sqlite3_open_v2(path, lite, how, NULL);

	if (rc != SQLITE_OK)
		return sqlite3_errmsg(*lite);
	sqlite3_extended_result_codes(*lite, 1);
	sqlite3_busy_timeout(*lite, 3000);
	guard(*lite);
	if (writer && (wrong = run(*lite, "PRAGMA page_size = 8192;"
	    "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"
	    "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
	    /* Where a slow reader let the log grow, it shrinks again. */
	    "PRAGMA journal_size_limit = 67108864")))
		return wrong;
	if ((wrong = run(*lite, "PRAGMA foreign_keys = ON;"
	    "PRAGMA wal_autocheckpoint = 0; PRAGMA cell_size_check = ON;"
	    "PRAGMA temp_store = MEMORY")))
		return wrong;
	if (writer)
		sqlite3_file_control(*lite, "main", SQLITE_FCNTL_PERSIST_WAL,
		    &on);
	if ((wrong = check(*lite, writer)))
		return wrong;
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
	run(db_file_of(db), sql);
}

int64_t
db_size_bytes(struct db *db)
{
	return number(db_file_of(db), "PRAGMA page_count") *
	    number(db_file_of(db), "PRAGMA page_size");
}

int64_t
db_free_pages(struct db *db)
{
	return number(db_file_of(db), "PRAGMA freelist_count");
}

const char *
db_copy(struct db *db, const char *path)
{
	sqlite3 *lite = db_file_of(db);
	const char *wrong = NULL;
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(lite, "VACUUM INTO ?", -1, &s, NULL) !=
	    SQLITE_OK)
		return sqlite3_errmsg(lite);
	sqlite3_bind_text(s, 1, path, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(s) != SQLITE_DONE)
		wrong = sqlite3_errmsg(lite);
	sqlite3_finalize(s);
	return wrong;
}

const char *
db_check(struct db *db, struct arena *arena)
{
	const char *wrong = damage(db_file_of(db));

	return wrong ? arena_copy(arena, wrong) : NULL;
}
