/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "hive/db/db.h"
#include "tests/lib/tap.h"

/* Enums in rows: written as words, read back, and what a later version may
 * have written. */

enum value { VALUE_NONE, VALUE_LOW, VALUE_HIGH };

static const char *const value_words[] = {
	[VALUE_LOW] = "low", [VALUE_HIGH] = "high", NULL
};

struct row {
	const char	*name;
	enum value	 value;
};

static const struct field row_fields[] = {
	FIELD(struct row, name),
	WORD(struct row, value, value),
	FIELDS_END
};

static char path[64], told[64];
static struct arena arena;

static bool
put(struct db *db, const char *name, enum value value)
{
	static struct query q = QUERY("INSERT INTO setting (name, value,"
	    " changed_at) VALUES (:name, :value, 0)");
	struct row r = { name, value };

	db_bind(db, &q, row_fields, &r);
	return db_run(db, &q);
}

/* The row as anybody reads it. */
static const char *
text_of(struct db *db, const char *name)
{
	static const struct field text_fields[] = {
		FIELD(struct row, name), FIELDS_END
	};
	static struct query q = QUERY("SELECT value AS name FROM setting"
	    " WHERE name = :name");
	struct row r = { NULL, VALUE_NONE };

	db_text(db, &q, ":name", name);
	db_one(db, &q, &arena, text_fields, &r);
	return r.name;
}

static enum value
value_of(struct db *db, const char *name)
{
	static struct query q = QUERY("SELECT name, value FROM setting"
	    " WHERE name = :name");
	struct row r;

	db_text(db, &q, ":name", name);
	return db_one(db, &q, &arena, row_fields, &r) ? r.value : 99;
}

static void
check_round(struct db *db)
{
	db_begin(db);
	CHECK(put(db, "a", VALUE_LOW));
	CHECK(put(db, "b", VALUE_HIGH));
	CHECK(!put(db, "c", VALUE_NONE));	/* NULL, which may not be */
	CHECK(db_commit(db));
	CHECK_TEXT(text_of(db, "a"), "low");
	CHECK_TEXT(text_of(db, "b"), "high");
	CHECK_INT(value_of(db, "a"), VALUE_LOW);
	CHECK_INT(value_of(db, "b"), VALUE_HIGH);
}

static void
spoil(struct db *db, const char *value)
{
	static struct query q = QUERY("UPDATE setting SET value = :value"
	    " WHERE name = 'a'");

	db_begin(db);
	db_text(db, &q, ":value", value);
	CHECK(db_run(db, &q) && db_commit(db));
}

/* How many lines of standard error hold that text. */
static int
lines_with(const char *text)
{
	FILE *f = fopen(told, "r");
	char line[512];
	int n = 0;

	while (f && fgets(line, sizeof line, f))
		n += strstr(line, text) != NULL;
	if (f)
		fclose(f);
	return n;
}

/* It is absent, and told once, however often it is read. */
static void
check_unknown(struct db *db)
{
	int fd = open(told, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int kept = dup(STDERR_FILENO);

	spoil(db, "highest\nof all");
	dup2(fd, STDERR_FILENO);
	for (int i = 0; i < 3; i++)
		CHECK_INT(value_of(db, "a"), VALUE_NONE);
	CHECK_INT(value_of(db, "b"), VALUE_HIGH);
	dup2(kept, STDERR_FILENO);
	close(fd);
	close(kept);
	CHECK_INT(lines_with("unknown word in the database column=value"), 1);
	CHECK_INT(lines_with("word=\"highest\\x0aof all\""), 1);
	spoil(db, "low");
	CHECK_INT(value_of(db, "a"), VALUE_LOW);
}

int
main(void)
{
	const char *error;
	struct db *db;

	arena_init(&arena, 1 << 20);
	snprintf(path, sizeof path, "/tmp/t-words-%d.db", (int)getpid());
	snprintf(told, sizeof told, "/tmp/t-words-%d.log", (int)getpid());
	db = db_create(path, &error);
	CHECK(db != NULL);
	if (db) {
		check_round(db);
		check_unknown(db);
		db_close(db);
	}
	unlink(path);
	unlink(told);
	return tap_done();
}
