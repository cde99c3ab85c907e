/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/arena.h"
#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/db/db.h"
#include "hive/db/migrate.h"
#include "hive/db/outline.h"

/*
 * Whether a file is ours, which version it has, and whether it has that
 * version's tables, by comparing outlines with our schema made in memory.  A
 * writer brings an older file up: read through for damage first, then all
 * steps in one transaction, which ends with the same comparison.  So it has
 * the one version or the other, and nothing between.  A reader who may read
 * an older file gets our views over its tables, for his connection only.
 */

static const char schema[] =
#include "hive/db/schema.inc"
;
static const char step_2[] =
#include "hive/db/step-2.inc"
;

static const char *const steps[] = {
	/* [n]: from version n to n + 1; of the empty file, to the newest. */
	schema,
	step_2,
};

#define NEWEST ((int)(sizeof steps / sizeof *steps))

int
db_schema_version(void)
{
	return NEWEST;
}

/* Our own schema, in memory; the caller closes it. */
static sqlite3 *
made_in_memory(void)
{
	sqlite3 *lite;

	if (sqlite3_open(":memory:", &lite) != SQLITE_OK ||
	    lite_run(lite, schema))
		log_die("the schema is wrong why=\"%s\"",
		    sqlite3_errmsg(lite));
	return lite;
}

/* NULL when the file has the newest version's tables and all the rest. */
static const char *
compare(sqlite3 *lite)
{
	static char why[200];
	struct arena arena;
	sqlite3 *ours = made_in_memory();
	const char *error;

	arena_init(&arena, 16 << 20);
	error = outline_differs(&arena, ours, lite);
	if (error)
		snprintf(why, sizeof why, "its tables are not those of "
		    "version %d: %s", NEWEST, error);
	arena_free(&arena);
	sqlite3_close(ours);
	return error ? why : NULL;
}

/* ---- Steps to the newest version ---- */

/* So that the page's log tells it, in the transaction that did it. */
static const char *
journal(sqlite3 *lite, int from)
{
	char text[100];
	sqlite3_stmt *s;
	int rc;

	snprintf(text, sizeof text, "The database was brought from version "
	    "%d to version %d.", from, NEWEST);
	if (sqlite3_prepare_v2(lite, "INSERT INTO event (at, kind, text)"
	    " VALUES (?, 'migrated', ?)", -1, &s, NULL) != SQLITE_OK)
		return sqlite3_errmsg(lite);
	sqlite3_bind_int64(s, 1, day_wall_ms());
	sqlite3_bind_text(s, 2, text, -1, SQLITE_STATIC);
	rc = sqlite3_step(s);
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? NULL : sqlite3_errmsg(lite);
}

/* Within a transaction: the steps, and that they led where they should. */
static const char *
climb(sqlite3 *lite, int from)
{
	const char *error = NULL;
	char mark[100];

	if (from == 0)
		error = lite_run(lite, schema);
	for (int n = from; n > 0 && n < NEWEST && !error; n++)
		error = lite_run(lite, steps[n]);
	snprintf(mark, sizeof mark, "PRAGMA user_version = %d;"
	    "PRAGMA application_id = %d", NEWEST, DB_APPLICATION);
	if (!error)
		error = lite_run(lite, mark);
	if (!error && from > 0)
		error = journal(lite, from);
	return error ? error : compare(lite);
}

/* All steps or none; the reason is kept from what rolling back says. */
static const char *
climb_or_stay(sqlite3 *lite, int from)
{
	static char why[300];
	const char *error = lite_run(lite, "BEGIN IMMEDIATE");

	if (!error)
		error = climb(lite, from);
	if (!error)
		error = lite_run(lite, "COMMIT");
	if (!error)
		return NULL;
	snprintf(why, sizeof why, "it stays at version %d and could not be "
	    "brought to %d: %s", from, NEWEST, error);
	if (!sqlite3_get_autocommit(lite))
		sqlite3_exec(lite, "ROLLBACK", NULL, NULL, NULL);
	return why;
}

/* What is damaged is not made worse. */
static const char *
migrate(sqlite3 *lite, int from)
{
	static char why[300];
	const char *error;

	if (from == 0)
		return climb_or_stay(lite, 0);
	log_info("database is read through before it is migrated from=%d "
	    "to=%d", from, NEWEST);
	if ((error = lite_damage(lite))) {
		snprintf(why, sizeof why, "it is damaged and stays at version"
		    " %d; restore a backup: %s", from, error);
		return why;
	}
	if ((error = climb_or_stay(lite, from)))
		return error;
	log_info("database was migrated from=%d to=%d", from, NEWEST);
	return NULL;
}

/* ---- An older version that nobody may change now ---- */

/* Our views, over its tables and for this connection only: so that an
 * emergency stop finds the miners in a file that was not migrated. */
static const char *
lend_views(sqlite3 *lite)
{
	static const char made[] = "CREATE VIEW ";
	sqlite3 *ours = made_in_memory();
	const char *error = NULL;
	struct arena arena;
	sqlite3_stmt *s;

	arena_init(&arena, 1 << 20);
	sqlite3_prepare_v2(ours, "SELECT sql FROM sqlite_schema"
	    " WHERE type = 'view'", -1, &s, NULL);
	while (!error && sqlite3_step(s) == SQLITE_ROW)
		error = lite_run(lite, arena_printf(&arena, "CREATE TEMP VIEW "
		    "%s", (const char *)sqlite3_column_text(s, 0) +
		    sizeof made - 1));
	sqlite3_finalize(s);
	arena_free(&arena);
	sqlite3_close(ours);
	return error;
}

static const char *
check_older(sqlite3 *lite, int version, enum db_way way)
{
	static char why[160];

	if (way == DB_WRITE)
		return migrate(lite, version);
	if (version > 0 && (way == DB_OLDER || way == DB_FROZEN))
		return lend_views(lite);
	if (version == 0)
		return "the worker has not prepared it yet";
	snprintf(why, sizeof why, "it has version %d, and this program needs "
	    "%d: the worker has to migrate it first, which it does when it "
	    "starts", version, NEWEST);
	return why;
}

const char *
schema_check(sqlite3 *lite, enum db_way way)
{
	static char why[200];
	int64_t version = lite_number(lite, "PRAGMA user_version");
	int64_t mark = lite_number(lite, "PRAGMA application_id");
	int64_t tables = lite_number(lite,
	    "SELECT count(*) FROM sqlite_schema");

	if (version < 0 || mark < 0 || tables < 0)
		return sqlite3_errmsg(lite);
	if (mark != DB_APPLICATION && !(mark == 0 && tables == 0))
		return "this is no PowerHive database";
	if (version > NEWEST) {
		snprintf(why, sizeof why, "it has version %d and is newer "
		    "than this program, which knows %d: install the newer "
		    "program, or restore a backup made before the upgrade",
		    (int)version, NEWEST);
		return why;
	}
	return version < NEWEST ? check_older(lite, (int)version, way) :
	    compare(lite);
}
