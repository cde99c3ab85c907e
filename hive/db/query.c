/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/db/inside.h"

/*
 * Statements and their rows.  A query is prepared at its first use and linked
 * into its database, so that a database which is closed or mended can finalize
 * all of them.  A row's columns go to the fields of their names; which field
 * each goes to is found once a query and table.  bind.c is the way in.
 */

sqlite3_stmt *
db_prepared(struct db *db, struct query *q)
{
	int rc;

	if (q->stmt)
		return q->stmt;
	rc = sqlite3_prepare_v3(db->lite, q->sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
	if (rc != SQLITE_OK) {
		db_trouble(db, rc, q->sql);
		return NULL;
	}
	if (sqlite3_column_count(q->stmt) > QUERY_COLUMNS ||
	    sqlite3_bind_parameter_count(q->stmt) >= QUERY_COLUMNS)
		log_die("too many columns sql=\"%s\"", q->sql);
	q->next = db->prepared;
	db->prepared = q;
	return q->stmt;
}

void
db_finalize_all(struct db *db)
{
	struct query *next;

	for (struct query *q = db->prepared; q; q = next) {
		next = q->next;
		sqlite3_finalize(q->stmt);
		q->stmt = NULL;
		for (size_t i = 0; i < sizeof q->map / sizeof *q->map; i++)
			q->map[i].fields = NULL;
	}
	db->prepared = NULL;
}

/* One that we do not know, a later version wrote: it is absent, and told once
 * a statement. */
static void
word(struct query *q, int i, const struct field *f, void *record)
{
	const char *s = (const char *)sqlite3_column_text(q->stmt, i);
	unsigned value = words_value(f->words, s);
	char shown[64];

	AT(record, f, unsigned) = value;
	if (value || q->odd)
		return;
	q->odd = true;
	text_one_line(shown, sizeof shown, s ? s : "");
	log_warn("unknown word in the database column=%s word=\"%s\""
	    " sql=\"%s\"", f->name, shown, q->sql);
}

static void
column(struct query *q, int i, const struct field *f, void *record)
{
	sqlite3_stmt *s = q->stmt;

	if (sqlite3_column_type(s, i) == SQLITE_NULL)
		return;
	switch (f->kind) {
	case F_TEXT:
	case F_RAW:
		AT(record, f, const char *) =
		    (const char *)sqlite3_column_text(s, i);
		break;
	case F_WORD:
		word(q, i, f, record);
		break;
	case F_INT:
	case F_FLAG:
	case F_TIME:
		AT(record, f, int64_t) = sqlite3_column_int64(s, i);
		break;
	case F_REAL:
		AT(record, f, double) = sqlite3_column_double(s, i);
		break;
	case F_BOOL:
		AT(record, f, bool) = sqlite3_column_int(s, i) != 0;
		break;
	case F_BLOB:
		AT(record, f, struct blob) = (struct blob){
		    sqlite3_column_blob(s, i),
		    (size_t)sqlite3_column_bytes(s, i) };
		break;
	default:
		break;
	}
}

void
db_end(struct db *db, struct query *q)
{
	(void)db;
	if (!q->stmt)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
}

/* One row on; *refused: a rule of the schema says no. */
static bool
step(struct db *db, struct query *q, bool *refused)
{
	sqlite3_stmt *stmt = db_prepared(db, q);
	int rc;

	*refused = true;
	if (stmt && db->wanted && !sqlite3_stmt_readonly(stmt))
		db_first_write(db);
	if (!stmt || (db->sick && db->writer))
		return false;
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		return true;
	*refused = rc != SQLITE_DONE;
	if (*refused && (rc & 0xff) != SQLITE_CONSTRAINT)
		db_trouble(db, rc, q->sql);
	db_end(db, q);
	return false;
}

static void
fill(struct query *q, struct query_map *m, const struct field *fields,
    void *record)
{
	int n = sqlite3_column_count(q->stmt);

	if (m->fields != fields)
		for (int i = 0; i < n; i++) {
			const char *name = sqlite3_column_name(q->stmt, i);

			m->column[i] =
			    record_field(fields, name, strlen(name));
		}
	m->fields = fields;
	record_clear(fields, record);
	for (int i = 0; i < n; i++)
		if (m->column[i])
			column(q, i, m->column[i], record);
}

bool
db_row(struct db *db, struct query *q, const struct field *fields,
    void *record)
{
	bool refused;

	if (!step(db, q, &refused))
		return false;
	fill(q, &q->map[0], fields, record);
	return true;
}

void
db_also(struct db *db, struct query *q, const struct field *fields,
    void *record)
{
	(void)db;
	fill(q, &q->map[1], fields, record);
}

bool
db_one(struct db *db, struct query *q, struct arena *arena,
    const struct field *fields, void *record)
{
	bool found = db_row(db, q, fields, record);

	if (found && arena)
		record_keep(arena, fields, record);
	db_end(db, q);
	return found;
}

int64_t
db_number(struct db *db, struct query *q, int64_t fallback)
{
	int64_t n = fallback;
	bool refused;

	if (step(db, q, &refused) &&
	    sqlite3_column_type(q->stmt, 0) != SQLITE_NULL)
		n = sqlite3_column_int64(q->stmt, 0);
	db_end(db, q);
	return n;
}

bool
db_run(struct db *db, struct query *q)
{
	bool refused;

	while (step(db, q, &refused))
		;
	return !refused;
}

int64_t
db_changed(struct db *db)
{
	return sqlite3_changes64(db->lite);
}

void
db_rest(struct db *db)
{
	for (struct query *q = db->prepared; q; q = q->next)
		if (sqlite3_stmt_busy(q->stmt))
			db_end(db, q);
}
