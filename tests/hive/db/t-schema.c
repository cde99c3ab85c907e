/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/db/outline.h"
#include "tests/lib/old_help.h"

/*
 * What counts as another schema: every word of every table, index, view and
 * trigger does, and how they are written does not.
 */
#define OBJECTS	256

static struct arena arena;
static char path[64];

struct made {
	char		*type, *name, *table, *sql;
};

static struct made made[OBJECTS];
static int objects;

/* ---- The words of a statement -------------------------------------------- */

static void
check_words(void)
{
	static const struct { const char *sql, *words; } pairs[] = {
		{ "CREATE TABLE t (a INTEGER, b TEXT)",
		    "create table t ( a integer , b text ) " },
		{ "create  table\tt(a INTEGER -- the a, 'really'\n,b /* ; ' */"
		    "TEXT)--", "create table t ( a integer , b text ) " },
		{ "CREATE TABLE \"T\" ([a] INTEGER, `b` TEXT)",
		    "create table t ( a integer , b text ) " },
		{ "CHECK (a IN ('Red -- no', 'it''s  /* x */'))",
		    "check ( a in ( 'Red -- no' , 'it''s  /* x */' ) ) " },
		{ "\"two words\" \"one\"\"and\"",
		    "\"two words\" \"one\"\"and\" " },
		{ "a<=b||x'0A'", "a <= b || x '0A' " },
		{ "/* never ended", "" }, { "-- likewise", "" }, { "", "" },
		{ "'never ended", "'never ended " },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		CHECK_TEXT(outline_words(&arena, pairs[i].sql),
		    pairs[i].words);
}

static sqlite3 *
memory(const char *sql)
{
	sqlite3 *lite;

	if (sqlite3_open(":memory:", &lite) != SQLITE_OK ||
	    sqlite3_exec(lite, sql, NULL, NULL, NULL) != SQLITE_OK)
		log_die("%s: %s", sqlite3_errmsg(lite), sql);
	return lite;
}

/* NULL: both ways lead to one outline. */
static const char *
between(const char *one, const char *other)
{
	sqlite3 *a = memory(one), *b = memory(other);
	const char *differs = outline_differs(&arena, a, b);

	sqlite3_close(a);
	sqlite3_close(b);
	return differs;
}

/* What a step does to a table leads to what schema.sql says of it. */
static void
check_ways(void)
{
	static const char want[] = "CREATE TABLE t (a INTEGER NOT NULL,"
	    " b TEXT, c INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (a)) STRICT,"
	    " WITHOUT ROWID; CREATE INDEX i ON t (b); CREATE TRIGGER g BEFORE"
	    " DELETE ON t BEGIN SELECT raise(ABORT, 'stays'); END;"
	    " CREATE VIEW v AS SELECT a FROM t";

	CHECK_TEXT(between(want, "CREATE TABLE t (a INTEGER NOT NULL,"
	    " b TEXT, -- told\n PRIMARY KEY (a)) STRICT, WITHOUT ROWID;"
	    " CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g BEFORE"
	    " DELETE ON t BEGIN SELECT raise(ABORT, 'stays'); END;"
	    " CREATE INDEX i ON t(b);"
	    " ALTER TABLE t ADD COLUMN c INTEGER NOT NULL DEFAULT 0"), NULL);
	CHECK_TEXT(between(want, "CREATE TABLE t2 (a INTEGER NOT NULL,"
	    " b TEXT, c INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (a))"
	    " STRICT, WITHOUT ROWID; ALTER TABLE t2 RENAME TO t;"
	    " CREATE INDEX i ON t (b); CREATE TRIGGER g BEFORE DELETE ON t"
	    " BEGIN SELECT raise(ABORT, 'stays'); END;"
	    " CREATE VIEW v AS SELECT a FROM t"), NULL);
	CHECK_TEXT(between(want, "CREATE TABLE old (a INTEGER NOT NULL,"
	    " b TEXT, c INTEGER NOT NULL DEFAULT 0, d ANY, PRIMARY KEY (a))"
	    " STRICT, WITHOUT ROWID; CREATE INDEX i ON old (b);"
	    " CREATE TRIGGER g BEFORE DELETE ON old"
	    " BEGIN SELECT raise(ABORT, 'stays'); END;"
	    " CREATE VIEW v AS SELECT a FROM old;"
	    " ALTER TABLE old DROP COLUMN d;"
	    " ALTER TABLE old RENAME TO t"), NULL);
	/* SQLite's own counts for its planner are nobody's tables */
	CHECK_TEXT(between(want, arena_printf(&arena, "%s; ANALYZE", want)),
	    NULL);
	CHECK_TEXT(between("CREATE TABLE a (x)", "CREATE TABLE b (x)"),
	    "table a is missing");
	CHECK_TEXT(between("", "CREATE TABLE b (x)"),
	    "table b is none of ours");
}

/* ---- Our own schema ------------------------------------------------------ */

static char *
column(sqlite3_stmt *s, int i)
{
	return arena_copy(&arena, (const char *)sqlite3_column_text(s, i));
}

static void
read_objects(void)
{
	sqlite3_stmt *s;
	sqlite3 *lite;

	if (sqlite3_open(path, &lite) != SQLITE_OK || sqlite3_prepare_v2(lite,
	    "SELECT type, name, tbl_name, sql FROM sqlite_schema"
	    " WHERE sql IS NOT NULL", -1, &s, NULL) != SQLITE_OK)
		log_die("%s", sqlite3_errmsg(lite));
	while (sqlite3_step(s) == SQLITE_ROW && objects < OBJECTS)
		made[objects++] = (struct made){ column(s, 0), column(s, 1),
		    column(s, 2), column(s, 3) };
	sqlite3_finalize(s);
	sqlite3_close(lite);
}

static char *
put_apart(char *to, const char *words)
{
	bool quoted = false;

	for (const char *p = words; *p; p++) {
		quoted ^= *p == '\'';
		if (*p == ' ' && !quoted)
			to = stpcpy(to, "\n/* ' */\t-- \"\n ");
		else
			*to++ = *p;
	}
	return stpcpy(to, ";\n");
}

/* Every word with comments and blanks around it; the last object comes
 * first, but tables before what stands on them. */
static char *
another_form(void)
{
	char *all = arena_take(&arena, 1 << 20), *to = all;

	for (int tables = 1; tables >= 0; tables--)
		for (int i = objects - 1; i >= 0; i--)
			if ((strcmp(made[i].type, "table") == 0) == tables)
				to = put_apart(to, outline_words(&arena,
				    made[i].sql));
	return arena_printf(&arena, "%s PRAGMA user_version = %d;"
	    "PRAGMA application_id = %d", all, db_schema_version(),
	    DB_APPLICATION);
}

static void
check_form(void)
{
	const char *error = NULL;
	struct db *db;

	remove_file(path);
	lite_do(path, another_form());
	CHECK((db = db_create(path, &error)) != NULL);
	CHECK_TEXT(error, NULL);
	db_close(db);
	CHECK((db = db_open_read(path, &error)) != NULL);
	db_close(db);
	remove_file(path);
}

/* ---- What is not ours ---------------------------------------------------- */

static void
set_sql(sqlite3 *lite, const char *name, const char *sql)
{
	sqlite3_stmt *s;

	sqlite3_prepare_v2(lite, "UPDATE sqlite_schema SET sql = ?"
	    " WHERE name = ?", -1, &s, NULL);
	sqlite3_bind_text(s, 1, sql, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 2, name, -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		log_die("%s", sqlite3_errmsg(lite));
	sqlite3_finalize(s);
}

/* Without one of its words an object is another: every seventh is tried. */
static void
check_words_count(void)
{
	struct db *db;
	const char *error;
	sqlite3 *ours, *bent;
	int words = 0, unseen = 0;

	db = db_create(path, &error);
	db_close(db);
	sqlite3_open(path, &ours);
	sqlite3_open(":memory:", &bent);
	for (int i = 0; i < objects; i++)
		sqlite3_exec(bent, made[i].sql, NULL, NULL, NULL);
	CHECK_TEXT(outline_differs(&arena, ours, bent), NULL);
	sqlite3_exec(bent, "PRAGMA writable_schema = ON", NULL, NULL, NULL);
	for (int i = 0; i < objects; i++) {
		const char *all = outline_words(&arena, made[i].sql);

		for (const char *p = all; *p; p = strchr(p, ' ') + 1) {
			const char *end = strchr(p, ' ') + 1;
			struct arena mark = { .limit = 64 << 20 };
			const char *says;

			if (++words % 7)
				continue;
			set_sql(bent, made[i].name, arena_printf(&mark,
			    "%.*s%s", (int)(p - all), all, end));
			says = outline_differs(&mark, ours, bent);
			unseen += !says || !strstr(says, made[i].name);
			arena_free(&mark);
		}
		set_sql(bent, made[i].name, made[i].sql);
	}
	sqlite3_close(bent);
	sqlite3_close(ours);
	CHECK(words > 2000);
	CHECK_INT(unseen, 0);
}

/* Whether so many ways to open the file are refused with these words. */
static bool
refused(size_t n, const char *said)
{
	static struct db *(*const ways[])(const char *, const char **) = {
	    db_create, db_open_read, db_open_older, db_open_frozen };

	for (size_t i = 0; i < n; i++) {
		const char *error = NULL;
		struct db *db = ways[i](path, &error);

		if (!db && !strcmp(error, said))
			continue;
		printf("# got:  %s\n# want: %s\n", db ? "open" : error, said);
		db_close(db);
		return false;
	}
	return true;
}

static bool
opens(void)
{
	const char *error = NULL;
	struct db *db = db_create(path, &error);
	bool open = db != NULL;

	db_close(db);
	return open;
}

/* Somebody changed the file by SQLite's own means: no program takes it, each
 * names what is another; when all is undone they take it again. */
static void
check_refused(void)
{
	int not_refused = 0;

	opens();
	for (int i = 0; i < objects; i++) {
		const struct made *m = &made[i];
		bool table = !strcmp(m->type, "table");

		lite_do(path, arena_printf(&arena, table ?
		    "ALTER TABLE %s ADD COLUMN odd TEXT" : !strcmp(m->type,
		    "view") ? "DROP VIEW %s" : !strcmp(m->type, "index") ?
		    "DROP INDEX %s" : "DROP TRIGGER %s", m->name));
		not_refused += !refused(i % 16 ? 1 : 4, arena_printf(&arena,
		    "its tables are not those of version %d: %s %s is %s",
		    db_schema_version(), m->type, m->name, table ?
		    "not as it was made" : "missing"));
		lite_do(path, table ? arena_printf(&arena,
		    "ALTER TABLE %s DROP COLUMN odd", m->name) : m->sql);
	}
	CHECK(opens());
	lite_do(path, "CREATE TRIGGER theirs AFTER INSERT ON event"
	    " BEGIN SELECT 1; END");
	CHECK(refused(4, arena_printf(&arena, "its tables are not those of "
	    "version %d: trigger theirs is none of ours",
	    db_schema_version())));
	remove_file(path);
	CHECK(objects > 100);
	CHECK_INT(not_refused, 0);
}

/* A trigger's body, a check, a type, an index's columns, a key: by hand. */
static void
check_bent(void)
{
	static const struct { const char *name, *was, *is; } bent[] = {
		{ "entry_kept", "ABORT", "FAIL" },
		{ "meter_turned", "old.direction", "new.direction" },
		{ "emergency", "'freeze'", "'freeze', 'more'" },
		{ "polling", "CHECK (one = 1)", "CHECK (one >= 1)" },
		{ "miner", "managed\t\tINTEGER NOT NULL DEFAULT 0",
		    "managed INTEGER NOT NULL DEFAULT 1" },
		{ "miner", "TEXT REFERENCES model", "TEXT REFERENCES user" },
		{ "rollup", "hashrate_mean_ths REAL",
		    "hashrate_mean_ths INTEGER" },
		{ "preset", "PRIMARY KEY (catalogue, position)",
		    "PRIMARY KEY (position, catalogue)" },
		{ "preset", "STRICT, ", "" },
		{ "alert_open", "UNIQUE ", "" },
		{ "alert_open", "WHERE ended_at IS NULL",
		    "WHERE ended_at IS NOT NULL" },
		{ "miner_now", "LEFT JOIN latest", "JOIN latest" },
	};

	for (size_t i = 0; i < sizeof bent / sizeof *bent; i++) {
		struct made *m = made;
		const char *at;
		sqlite3 *lite;

		while (strcmp(m->name, bent[i].name))
			m++;
		at = strstr(m->sql, bent[i].was);
		CHECK(at != NULL);
		opens();
		sqlite3_open(path, &lite);
		sqlite3_exec(lite, "PRAGMA writable_schema = ON", NULL, NULL,
		    NULL);
		set_sql(lite, m->name, arena_printf(&arena, "%.*s%s%s",
		    (int)(at - m->sql), m->sql, bent[i].is,
		    at + strlen(bent[i].was)));
		sqlite3_close(lite);
		CHECK(refused(4, arena_printf(&arena, "its tables are not "
		    "those of version %d: %s %s is not as it was made",
		    db_schema_version(), m->type, m->name)));
		remove_file(path);
	}
}

int
main(void)
{
	const char *error;

	arena_init(&arena, 256u << 20);
	snprintf(path, sizeof path, "/tmp/t-schema-%d.db", (int)getpid());
	check_words();
	check_ways();
	db_close(db_create(path, &error));
	read_objects();
	check_form();
	check_words_count();
	remove_file(path);
	check_refused();
	check_bent();
	arena_free(&arena);
	return tap_done();
}
