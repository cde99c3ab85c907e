/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/service/event_log.h"
#include "hive/verify/verify.h"
#include "tests/lib/api_rig.h"
#include "tests/lib/old_help.h"

/*
 * Databases of earlier releases, opened by today's programs: every row is
 * still there, the books are right, the API answers from them, and the
 * worker goes on with its farm.
 */
static char path[64], before[72];	/* before: the same, not migrated */
static struct arena arena;

/* ---- Every row ----------------------------------------------------------- */

/* The old table's columns, in its order: later ones are not asked for. */
static const char *
columns_of(sqlite3 *lite, const char *table)
{
	const char *all = "";
	sqlite3_stmt *s;

	sqlite3_prepare_v2(lite, "SELECT name FROM pragma_table_info(?, 'old')",
	    -1, &s, NULL);
	sqlite3_bind_text(s, 1, table, -1, SQLITE_STATIC);
	while (sqlite3_step(s) == SQLITE_ROW)
		all = arena_printf(&arena, "%s%s\"%s\"", all, *all ? ", " : "",
		    (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	return all;
}

static int64_t
number_of(sqlite3 *lite, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(lite, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	else
		printf("# %s: %s\n", sql, sqlite3_errmsg(lite));
	sqlite3_finalize(s);
	return n;
}

/* Rows of the old table that are not in ours; -1: the table is empty. */
static int64_t
rows_lost(sqlite3 *lite, const char *table)
{
	const char *columns = columns_of(lite, table);

	if (number_of(lite, arena_printf(&arena,
	    "SELECT count(*) FROM old.\"%s\"", table)) == 0)
		return -1;
	return number_of(lite, arena_printf(&arena, "SELECT count(*) FROM"
	    " (SELECT %s FROM old.\"%s\" EXCEPT SELECT %s FROM main.\"%s\")",
	    columns, table, columns, table));
}

static void
check_rows(void)
{
	int tables = 0, empty = 0, lost = 0;
	sqlite3_stmt *s;
	sqlite3 *lite;

	sqlite3_open(path, &lite);
	CHECK(sqlite3_exec(lite, arena_printf(&arena,
	    "ATTACH '%s' AS old", before), NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_prepare_v2(lite, "SELECT name FROM old.sqlite_schema"
	    " WHERE type = 'table'", -1, &s, NULL);
	for (; sqlite3_step(s) == SQLITE_ROW; tables++) {
		const char *table = (const char *)sqlite3_column_text(s, 0);
		int64_t n = rows_lost(lite, table);

		if (n)
			printf("# %s: %d\n", table, (int)n);
		empty += n < 0;
		lost += n > 0;
	}
	sqlite3_finalize(s);
	CHECK(tables > 50);
	CHECK_INT(empty, 0);
	CHECK_INT(lost, 0);
	CHECK_INT(number_of(lite, "SELECT count(*) - (SELECT count(*)"
	    " FROM old.event) FROM event"), 1);
	sqlite3_close(lite);
}

/* ---- Before and after the migration -------------------------------------- */

/* Not migrated it is refused with a word, and lends its miners. */
static void
check_before(int version)
{
	struct miner_parts parts = MINER_PARTS;
	const char *error;
	struct miner m = { .row = NONE };
	struct db *db;
	int n = 0;

	CHECK(!db_open_read(path, &error));
	CHECK(strstr(error, arena_printf(&arena, "it has version %d, and this "
	    "program needs %d: the worker has to migrate it first", version,
	    db_schema_version())) != NULL);
	for (int frozen = 0; frozen < 2; frozen++, n = 0) {
		db = frozen ? db_open_frozen(path, &error) :
		    db_open_older(path, &error);
		CHECK(db != NULL);
		CHECK_INT(db_version(db), version);
		for (struct query *list = miner_list(db, "");
		    miner_next(db, list, &m, &parts);)
			n++;
		CHECK_INT(n, lite_ask(path, "SELECT count(*) FROM miner"
		    " WHERE retired_at IS NULL"));
		db_close(db);
	}
	CHECK_INT(lite_ask(path, "PRAGMA user_version"), version);
}

static void
check_migration(int version)
{
	static struct query q = QUERY("SELECT id FROM event"
	    " WHERE kind = 'migrated'");
	const char *error;
	struct db *db = db_create(path, &error);
	struct event e = { .id = NONE };

	CHECK(db != NULL);
	CHECK_INT(db_version(db), db_schema_version());
	CHECK(db_is_current(db));
	CHECK(event_get(db, &arena, db_number(db, &q, NONE), &e));
	CHECK_TEXT(e.text, arena_printf(&arena, "The database was brought "
	    "from version %d to version %d.", version, db_schema_version()));
	db_close(db);
	/* once is enough */
	db_close(db_create(path, &error));
	CHECK_INT(lite_ask(path, "SELECT count(*) FROM event"
	    " WHERE kind = 'migrated'"), 1);
}

static void
check_books(struct db *db, const char *sql_file)
{
	struct verify v = { .as_of_at = INT64_MAX, .depth = VERIFY_ALL };
	const struct verify_finding *f;

	CHECK_TEXT(head_public_read(&v.public, arena_printf(&arena,
	    "%.*s.pub", (int)(strlen(sql_file) - 4), sql_file)), NULL);
	CHECK_TEXT(zone_use("UTC"), NULL);
	verify_run(db, &arena, &v);
	CHECK_INT(verify_status(&v), 0);
	CHECK_INT(v.entries, lite_ask(path, "SELECT count(*) FROM entry"));
	CHECK(v.entries >= lite_ask(before, "SELECT count(*) FROM entry"));
	CHECK(v.heads > 2);
	f = v.findings.v;
	for (size_t i = 0; i < v.findings.n; i++)
		printf("# %s %s %s\n", verify_kind_words[f[i].kind],
		    f[i].rule, f[i].text);
}

/* ---- The API ------------------------------------------------------------- */

/* What stands for {id} in a path is a row of this table. */
static const char *
id_of(const char *route)
{
	static const char *const kinds[][2] = {
		{ "decisions", "SELECT max(id) FROM decision" },
		{ "commands", "SELECT max(id) FROM command" },
		{ "recalculate", "SELECT max(id) FROM rating_run" },
		{ "meters", "SELECT max(id) FROM meter" },
		{ "reconciliations", "SELECT max(id) FROM reconciliation" },
		{ "events", "SELECT max(id) FROM event" },
		{ "alerts", "SELECT max(id) FROM alert WHERE flood IS NULL" },
		{ "audit", "SELECT max(id) FROM audit" },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strstr(route, kinds[i][0]))
			return arena_printf(&arena, "%lld", (long long)
			    lite_ask(path, kinds[i][1]));
	return "1";
}

static const char *
first_miner(void)
{
	static struct query q = QUERY("SELECT mac FROM miner"
	    " WHERE retired_at IS NULL ORDER BY mac");
	struct miner m = { .row = NONE };

	db_one(b.worker.turn.db, &q, &arena, miner_columns, &m);
	return m.mac;
}

static const char *
filled(const char *route)
{
	const char *hole = strchr(route, '{'), *part;

	if (!hole)
		return arena_printf(&arena, "/api%s", route);
	part = !strncmp(hole, "{mac}", 5) ? first_miner() :
	    !strncmp(hole, "{alias}", 7) ? "s19kpro" :
	    !strncmp(hole, "{name}", 6) ? "feeder-1" : id_of(route);
	return arena_printf(&arena, "/api%.*s%s%s", (int)(hole - route),
	    route, part, strchr(hole, '}') + 1);
}

static const char *
query_of(const char *route)
{
	static const char *const queries[][2] = {
		{ "/statement", "period=2026-10" },
		{ "/timeline", "start=2026-10-20&end=2026-11-05&bucket=60" },
		{ "/export-csv", "start=2026-10-20&end=2026-11-05" },
		{ "/readings", "meter=lab-2&from=2026-10-01T00:00:00Z" },
	};

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		if (strstr(route, queries[i][0]))
			return queries[i][1];
	return NULL;
}

static void
check_api(void)
{
	static const char *const told[][2] = {
		{ "/api/power-analytics/periods", "\"2026-10\"" },
		{ "/api/audit", "\"emergency" },
		{ "/api/circuits", "\"feeder-1\"" },
		{ "/api/power-analytics/tickets", "\"acknowledged\"" },
		{ "/api/events", "\"migrated\"" },
	};
	int asked = 0;

	for (const struct route *t = routes; t->path; t++) {
		int status, want = strcmp(t->path, "/balance/emergency") ?
		    t->status : 404;		/* it was released */

		if (t->method != METHOD_GET || !strcmp(t->path, "/readyz"))
			continue;
		r = (struct request){ .user = "admin" };
		status = ask("GET", filled(t->path), query_of(t->path), NULL);
		if (status != want)
			printf("# %s\n# %s\n", filled(t->path), r.out.buf.text);
		CHECK_INT(status, want);
		asked++;
	}
	CHECK(asked > 40);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		CHECK_INT(as("admin", "GET", told[i][0], NULL), 200);
		CHECK(says(told[i][1]));
	}
}

/* ---- The worker ---------------------------------------------------------- */

/* The farm that the database knows, at the instant when it ends. */
static void
open_work(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 6;
	o.net = "127.1.0.0/28";
	rig_database = path;
	rig_open_farm(&b, &o);
	b.now_ms = lite_ask(path, "SELECT max(seen_at) FROM worker") -
	    BENCH_WALL_MS + 60000;
	if (b.now_ms < 0)
		b.now_ms = 0;
}

static void
check_work(void)
{
	int64_t readings = lite_ask(path, "SELECT max(recorded_at)"
	    " FROM reading"), decisions = lite_ask(path,
	    "SELECT max(id) FROM decision"), known = lite_ask(path,
	    "SELECT count(*) FROM miner");

	rig_run(&b, 300000);
	CHECK(lite_ask(path, "SELECT max(recorded_at) FROM reading") >
	    readings + 200000);
	CHECK(lite_ask(path, "SELECT max(id) FROM decision") > decisions);
	CHECK_INT(lite_ask(path, "SELECT count(*) FROM rating_due"), 0);
	CHECK(lite_ask(path, "SELECT count(*) FROM miner WHERE online") >= 4);
	CHECK(lite_ask(path, "SELECT count(*) FROM miner") <= known + 2);
	CHECK(!db_sick(b.worker.turn.db));
}

int
main(void)
{
	glob_t all = old_files();

	arena_init(&arena, 256u << 20);
	log_level(LOG_FAIL);
	snprintf(path, sizeof path, "/tmp/t-old-%d.db", (int)getpid());
	snprintf(before, sizeof before, "%s.before", path);
	for (size_t i = 0; i < all.gl_pathc; i++) {
		const char *file = all.gl_pathv[i];
		int version;

		printf("# %s\n", file);
		old_make(file, path);
		old_make(file, before);
		version = (int)lite_ask(path, "PRAGMA user_version");
		if (version < db_schema_version()) {
			check_before(version);
			check_migration(version);
			check_rows();
		}
		open_work();
		check_books(b.worker.turn.db, file);
		check_api();
		check_work();
		check_api();
		check_books(b.worker.turn.db, file);
		rig_close(&b);
		remove_file(path);
		remove_file(before);
	}
	CHECK(all.gl_pathc > 0);
	globfree(&all);
	arena_free(&arena);
	return tap_done();
}
