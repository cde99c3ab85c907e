/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>
#include <unistd.h>

#include "hive/db/file.h"
#include "hive/db/row_count.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* Every table that the file has is counted, whatever it is called. */

static struct arena arena;

static int64_t
rows_of(struct list counts, const char *table)
{
	const struct row_count *row = counts.v;

	for (size_t i = 0; i < counts.n; i++)
		if (!strcmp(row[i].name, table))
			return row[i].rows;
	return NONE;
}

static int64_t
tables(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM pragma_table_list"
	    " WHERE schema = 'main' AND type = 'table'"
	    " AND name NOT LIKE 'sqlite%'");

	return db_number(db, &q, 0);
}

static void
check_counts(struct db *db)
{
	struct list counts = row_counts(db, &arena);
	const struct row_count *row = counts.v;

	CHECK_INT((long long)counts.n, tables(db));
	CHECK(counts.n > 50);
	for (size_t i = 0; i < counts.n; i++)
		CHECK(row[i].rows != NONE);
	CHECK_INT(rows_of(counts, "miner"), 7);
	CHECK_INT(rows_of(counts, "reading"), 0);
	CHECK_INT(rows_of(counts, "slot"), 0);
	CHECK_INT(rows_of(counts, "sqlite_sequence"), NONE);
}

/* A table that a later schema brings, with a name that has to be quoted. */
static void
check_odd_name(struct db *db)
{
	CHECK_INT(sqlite3_exec(db_file_of(db), "CREATE TABLE"
	    " \"an \"\" odd; -- 'name\" (x); INSERT INTO"
	    " \"an \"\" odd; -- 'name\" VALUES (1), (2)", NULL, NULL, NULL),
	    SQLITE_OK);
	CHECK_INT(rows_of(row_counts(db, &arena), "an \" odd; -- 'name"), 2);
}

int
main(void)
{
	char path[64];
	struct db *db;

	snprintf(path, sizeof path, "/tmp/t-row-count-%d.db", (int)getpid());
	arena_init(&arena, 1 << 20);
	db = store_open(path);
	store_miners(db, 7);
	check_counts(db);
	check_odd_name(db);
	db_close(db);
	for (const char *const *end = (const char *const []){ "", "-wal",
	    "-shm", NULL }; *end; end++)
		unlink(arena_printf(&arena, "%s%s", path, *end));
	arena_free(&arena);
	return tap_done();
}
