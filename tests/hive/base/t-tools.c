/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/text.h"
#include "hive/db/db.h"
#include "tests/lib/tap.h"

/* The tools under the nouns: texts, instants, the database. */

static void
check_texts(void)
{
	static const struct { const char *in, *out; } lines[] = {
		{ "plain ~ text", "plain ~ text" },
		{ "a\nb\tc\x1b[31m", "a\\x0ab\\x09c\\x1b[31m" },
		{ "\xc2\x85 \xe2\x80\xa8 \xff \xc3\xa9",
		    "\\xc2\\x85 \\xe2\\x80\\xa8 \\xff \xc3\xa9" },
	};
	char to[64];

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		text_one_line(to, sizeof to, lines[i].in);
		CHECK_TEXT(to, lines[i].out);
	}
	CHECK_INT((long long)text_one_line(to, 6, "abc\ndef"), 3);
	CHECK(text_is_utf8("\xf0\x9f\x90\x9d", 4));
	CHECK(!text_is_utf8("\xc0\xaf", 2));		/* overlong */
	CHECK(!text_is_utf8("\xed\xa0\x80", 3));	/* surrogate */
	CHECK(!text_is_utf8("\xf4\x90\x80\x80", 4));	/* past the end */
	CHECK_INT(text_distance("managed", "manged"), 1);
	CHECK_INT(text_distance("", "abc"), 3);
}

static void
check_macs(void)
{
	static const char *const good[] = { "02:AB:cd:00:11:22",
	    "02-ab-cd-00-11-22", "02%3Aab%3acd%3A00%3A11%3A22",
	    "02abcd001122" };
	static const char *const bad[] = { "", "02:ab:cd:00:11",
	    "02:ab:cd:00:11:22:33", "00:00:00:00:00:00",
	    "01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "02:ab:cd:00:11:2g",
	    "02:ab:cd:00:11:22 " };
	char mac[18];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(text_mac(mac, good[i]));
		CHECK_TEXT(mac, "02:ab:cd:00:11:22");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!text_mac(mac, bad[i]));
}

static void
check_days(void)
{
	static const struct { const char *text; int64_t ms; } good[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-20T10:15:14.286517Z", 1795169714286 },
		{ "2026-11-20T12:15:14+02:00", 1795169714000 },
		{ "2024-02-29T23:59:59.9-00:30", 1709252999900 },
		{ "1795169714", 1795169714000 }, { "1795169714.5",
		    1795169714500 },
	};
	static const char *const bad[] = { "", "2026-13-01T00:00:00Z",
	    "2026-11-20", "2026-11-20T10:15:14", "yesterday",
	    "99999999999999", "2026-11-20T10:15:14Zx" };
	static const struct { const char *text; bool good; } asked[] = {
		{ "0", true }, { "7258118399", true },
		{ "1970-01-01T00:00:00+14:00", true },
		{ "2199-12-31T23:59:59.999-12:00", true },
		{ "2200-01-02T00:00:00Z", false },
		{ "1969-12-30T23:59:59Z", false }, { "7258204800", false },
		{ "253402300799", false }, { "9223372036854775808", false },
		{ "9999-12-31T23:59:59Z", false },
		{ "0000-01-01T00:00:00Z", false }, { "yesterday", false },
	};
	char text[DAY_TEXT_SIZE];
	int64_t ms;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(day_read(good[i].text, &ms));
		CHECK_INT(ms, good[i].ms);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!day_read(bad[i], &ms));
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		CHECK_INT(day_read_asked(asked[i].text, &ms), asked[i].good);
	day_show(text, INT64_MAX);
	CHECK_TEXT(text, "9999-12-31T23:59:59.999Z");
	day_show(text, INT64_MIN);
	CHECK_TEXT(text, "0000-01-01T00:00:00.000Z");
	day_show(text, 1795169714286);
	CHECK_TEXT(text, "2026-11-20T10:15:14.286Z");
	day_show(text, -1);
	CHECK_TEXT(text, "1969-12-31T23:59:59.999Z");
	for (int64_t at = -1000000000000; at < 5000000000000;
	    at += 86399999999) {
		day_show(text, at);
		if (at >= 0 && (!day_read(text, &ms) || ms != at))
			break;
		if (at > 4900000000000)
			CHECK(ms == at);
	}
}

/* ---- The database -------------------------------------------------------- */

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
	check_texts();
	check_macs();
	check_days();
	check_rules();
	check_readers();
	check_foreign();
	forget_file();
	check_steps();
	forget_file();
	return tap_done();
}
