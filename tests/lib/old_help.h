/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_OLD_HELP_H
#define TESTS_LIB_OLD_HELP_H

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/db/db.h"
#include "tests/lib/tap.h"

/*
 * Databases of earlier releases: tests/old/VERSION.sql, each with the keys
 * that signed its heads, VERSION.pub.  Who adds one there has it tried.  All
 * else here is SQLite itself, past our own code.
 */
static inline glob_t
old_files(void)
{
	char pattern[4096];
	const char *top = getenv("srcdir");
	glob_t all;

	snprintf(pattern, sizeof pattern, "%s/tests/old/*.sql",
	    top ? top : ".");
	if (glob(pattern, 0, NULL, &all))
		log_die("no old databases at %s", pattern);
	return all;
}

static inline char *
whole_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text;
	long n;

	if (!f || fseek(f, 0, SEEK_END) || (n = ftell(f)) < 0)
		log_die("cannot read %s", path);
	rewind(f);
	text = calloc(1, (size_t)n + 1);
	if (!text || fread(text, 1, (size_t)n, f) != (size_t)n)
		log_die("cannot read %s", path);
	fclose(f);
	return text;
}

/* With its log and the log's index. */
static inline void
remove_file(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	char file[4096];

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(file, sizeof file, "%s%s", path, tails[i]);
		unlink(file);
	}
}

static inline void
lite_do(const char *path, const char *sql)
{
	sqlite3 *lite;

	if (sqlite3_open(path, &lite) != SQLITE_OK ||
	    sqlite3_exec(lite, "PRAGMA synchronous = OFF", NULL, NULL,
	    NULL) != SQLITE_OK ||
	    sqlite3_exec(lite, sql, NULL, NULL, NULL) != SQLITE_OK)
		log_die("%s: %s", path, sqlite3_errmsg(lite));
	sqlite3_close(lite);
}

/* The first column of the first row, as a number; -1: there is none. */
static inline int64_t
lite_ask(const char *path, const char *sql)
{
	sqlite3_stmt *s = NULL;
	sqlite3 *lite;
	int64_t n = -1;

	if (sqlite3_open(path, &lite) == SQLITE_OK &&
	    sqlite3_prepare_v2(lite, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(lite);
	return n;
}

/* A file as the release left it at a clean stop. */
static inline void
old_make(const char *sql_file, const char *path)
{
	char *sql = whole_file(sql_file);

	remove_file(path);
	lite_do(path, sql);
	lite_do(path, "PRAGMA journal_mode = WAL");
	free(sql);
}

#endif
