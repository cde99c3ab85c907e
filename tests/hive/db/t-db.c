/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/db/db.h"
#include "tests/lib/tap.h"

/* The database: what rules, readers and foreign or older files do to it. */

static char path[64];

static int64_t
settings(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM setting");

	return db_number(db, &q, -1);
}

static bool
set(struct db *db, const char *name)
{
	static struct query q = QUERY("INSERT INTO setting VALUES"
	    " (:name, 'x', 0)");

	db_text(db, &q, ":name", name);
	return db_run(db, &q);
}

static void
check_rules(void)
{
	const char *error;
	struct db *db = db_create(path, &error);

	CHECK(db != NULL);
	db_begin(db);
	CHECK(set(db, "a"));
	CHECK(!set(db, "a"));		/* a rule says no; nothing breaks */
	CHECK(db_commit(db));
	db_begin(db);
	CHECK(set(db, "b"));
	db_rollback(db);
	CHECK_INT(settings(db), 1);
	CHECK(!db_check(db, &(struct arena){ .limit = 1 << 20 }));
	db_checkpoint_all(db);
	db_close(db);
}

static void
check_readers(void)
{
	const char *error;
	struct db *db = db_open_read(path, &error);

	CHECK(db != NULL);
	CHECK_INT(settings(db), 1);
	CHECK(!set(db, "c"));		/* the file is read-only for it */
	CHECK(db_sick(db));
	db_close(db);
	CHECK(!db_open_read("/nonexistent/x.db", &error) && error);
}

static void
spoil(const char *sql)
{
	sqlite3 *lite;

	if (sqlite3_open(path, &lite) != SQLITE_OK ||
	    sqlite3_exec(lite, sql, NULL, NULL, NULL) != SQLITE_OK)
		printf("# sqlite3 said no: %s\n", sql);
	sqlite3_close(lite);
}

/* A number that the file holds, as anybody else sees it. */
static int
outside(const char *sql)
{
	sqlite3_stmt *s = NULL;
	sqlite3 *lite;
	int n = -1;

	if (sqlite3_open(path, &lite) == SQLITE_OK &&
	    sqlite3_prepare_v2(lite, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(lite);
	return n;
}

/* With its log and the log's index. */
static void
forget_file(void)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char file[80];

	for (int i = 0; i < 3; i++) {
		snprintf(file, sizeof file, "%s%s", path, tails[i]);
		unlink(file);
	}
}

#define STRING(x) STRING_OF(x)
#define STRING_OF(x) #x

/* Newer, foreign, and changed files are refused with a clear line. */
static void
check_foreign(void)
{
	char sql[80], want[80];
	const char *error;

	spoil("PRAGMA user_version = 99");
	CHECK(!db_create(path, &error));
	CHECK(strstr(error, "newer") != NULL);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d;"
	    "DROP TABLE size_day", db_schema_version());
	snprintf(want, sizeof want, "its tables are not those of version %d: "
	    "table size_day is missing", db_schema_version());
	spoil(sql);
	CHECK(!db_create(path, &error));
	CHECK_TEXT(error, want);
	spoil("PRAGMA application_id = 7");
	CHECK(!db_create(path, &error));
	CHECK_TEXT(error, "this is no PowerHive database");
	CHECK(!truncate(path, 100));
	CHECK(!db_create(path, &error));
}

/* A file on the way to its first version: all of it, or as it was. */
static void
check_steps(void)
{
	const char *error;
	struct db *db;

	/* whoever dies at it leaves something that can be gone on with */
	for (int i = 0; i < 40; i++) {
		pid_t child = fork();

		if (child == 0)
			_exit(db_create(path, &error) == NULL);
		usleep((useconds_t)(i * 700));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		CHECK((db = db_create(path, &error)) != NULL);
		db_close(db);
		if (i < 39)
			forget_file();
	}
	/* a step that cannot be done: the table is there already */
	forget_file();
	spoil("CREATE TABLE setting (mine TEXT)");
	CHECK(!db_create(path, &error));
	CHECK_TEXT(error, "this is no PowerHive database");
	spoil("PRAGMA application_id = " STRING(DB_APPLICATION));
	CHECK(!db_create(path, &error));
	CHECK(strstr(error, "already exists") != NULL);
	CHECK_INT(outside("PRAGMA user_version"), 0);
	CHECK_INT(outside("SELECT count(*) FROM sqlite_schema"), 1);
	spoil("DROP TABLE setting");
	CHECK((db = db_create(path, &error)) != NULL);
	db_close(db);
	CHECK_INT(outside("PRAGMA user_version"), db_schema_version());
}

int
main(void)
{
	snprintf(path, sizeof path, "/tmp/t-hive-%d.db", (int)getpid());
	check_rules();
	check_readers();
	check_foreign();
	forget_file();
	check_steps();
	forget_file();
	return tap_done();
}
