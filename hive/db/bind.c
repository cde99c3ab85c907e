/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/db/db.h"
#include "hive/db/file.h"

/* The number of a parameter; 0 while the database is too sick to prepare. */
static int
index_of(struct db *db, struct query *q, const char *name)
{
	sqlite3_stmt *stmt = db_prepared(db, q);
	int i = stmt ? sqlite3_bind_parameter_index(stmt, name) : 0;

	if (stmt && i == 0)
		log_die("no parameter %s sql=\"%s\"", name, q->sql);
	if (stmt && sqlite3_stmt_busy(stmt))
		log_die("query bound while it is read sql=\"%s\"", q->sql);
	return i;
}

void
db_text(struct db *db, struct query *q, const char *name, const char *s)
{
	int i = index_of(db, q, name);

	if (i)
		sqlite3_bind_text(q->stmt, i, s, -1, SQLITE_TRANSIENT);
}

static void
bind_int(struct query *q, int i, int64_t n)
{
	if (n == NONE)
		sqlite3_bind_null(q->stmt, i);
	else
		sqlite3_bind_int64(q->stmt, i, n);
}

void
db_int(struct db *db, struct query *q, const char *name, int64_t n)
{
	int i = index_of(db, q, name);

	if (i)
		bind_int(q, i, n);
}

void
db_real(struct db *db, struct query *q, const char *name, double x)
{
	int i = index_of(db, q, name);

	if (i)
		sqlite3_bind_double(q->stmt, i, x);	/* NaN: NULL */
}

void
db_blob(struct db *db, struct query *q, const char *name, struct blob b)
{
	int i = index_of(db, q, name);

	if (i)
		sqlite3_bind_blob64(q->stmt, i, b.p, b.n, SQLITE_TRANSIENT);
}

static void
bind_field(struct query *q, int i, const struct field *f, const void *record)
{
	struct blob blob;

	switch (f->kind) {
	case F_TEXT:
	case F_RAW:
		sqlite3_bind_text(q->stmt, i, AT_CONST(record, f, char *), -1,
		    SQLITE_TRANSIENT);
		break;
	case F_WORD:
		sqlite3_bind_text(q->stmt, i, record_text(f, record), -1,
		    SQLITE_STATIC);
		break;
	case F_INT:
	case F_FLAG:
	case F_TIME:
		bind_int(q, i, AT_CONST(record, f, int64_t));
		break;
	case F_REAL:
		sqlite3_bind_double(q->stmt, i, AT_CONST(record, f, double));
		break;
	case F_BOOL:
		bind_int(q, i, AT_CONST(record, f, bool));
		break;
	case F_BLOB:
		blob = AT_CONST(record, f, struct blob);
		sqlite3_bind_blob64(q->stmt, i, blob.p, blob.n,
		    SQLITE_TRANSIENT);
		break;
	default:
		break;
	}
}

/* Which field each parameter takes is found once a query and table. */
static void
map_parameters(struct query *q, struct query_map *m,
    const struct field *fields, int n)
{
	for (int i = 1; i <= n; i++) {
		const char *name = sqlite3_bind_parameter_name(q->stmt, i);

		m->column[i] = record_field(fields, name + 1,
		    strlen(name + 1));
	}
	m->fields = fields;
}

void
db_bind(struct db *db, struct query *q, const struct field *fields,
    const void *record)
{
	sqlite3_stmt *stmt = db_prepared(db, q);
	int n = stmt ? sqlite3_bind_parameter_count(stmt) : 0;
	struct query_map *m = &q->map[2];

	if (stmt && sqlite3_stmt_busy(stmt))
		log_die("query bound while it is read sql=\"%s\"", q->sql);
	if (stmt && m->fields != fields)
		map_parameters(q, m, fields, n);
	for (int i = 1; i <= n; i++)
		if (m->column[i])
			bind_field(q, i, m->column[i], record);
}
