/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>

#include "hive/base/log.h"
#include "hive/db/file.h"
#include "hive/db/row_count.h"

static const struct field name_fields[] = {
	FIELD(struct row_count, name),
	FIELDS_END
};

/* No parameter can stand for a table: its name is quoted into the text. */
static int64_t
count(struct db *db, const char *table)
{
	char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", table);
	sqlite3_stmt *s = NULL;
	int64_t rows = NONE;

	if (!sql)
		log_die("out of memory");
	if (sqlite3_prepare_v2(db_file_of(db), sql, -1, &s, NULL) ==
	    SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		rows = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_free(sql);
	return rows;
}

/* The statement that is read all the while holds the instant. */
struct list
row_counts(struct db *db, struct arena *a)
{
	static struct query number = QUERY("SELECT count(*) FROM"
	    " sqlite_schema");
	static struct query q = QUERY("SELECT name FROM sqlite_schema"
	    " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
	    " ORDER BY rowid LIMIT :max");
	int64_t max = db_number(db, &number, 0);
	struct row_count *v = ARENA_MANY(a, struct row_count, max), row;
	size_t n = 0;

	db_int(db, &q, ":max", max);
	while (db_row(db, &q, name_fields, &row))
		v[n++] = (struct row_count){ arena_copy(a, row.name),
		    count(db, row.name) };
	return (struct list){ v, n };
}
