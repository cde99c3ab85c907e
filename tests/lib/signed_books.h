/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_SIGNED_BOOKS_H
#define TESTS_LIB_SIGNED_BOOKS_H

#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "hive/ledger/post.h"
#include "hive/money/statement.h"
#include "hive/request/meter.h"
#include "hive/verify/verify.h"
#include "tests/lib/tap.h"

/* Books of twelve meters with their signed heads, and a handle of SQLite's own
 * to change them past the ledger. */
#define T0	INT64_C(1795168800000)
#define METERS	12
#define SLOTS	60

static char folder[64], path[96];
static struct arena arena, scratch;
static struct head_key key;
static struct head_public public;
static struct db *db;
static sqlite3 *raw;
static uint64_t seed = 88172645463325252u;

static inline int64_t
dice(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)n);
}

static inline void
sql(const char *format, ...)
{
	char text[1000];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	if (sqlite3_exec(raw, text, NULL, NULL, NULL) != SQLITE_OK)
		printf("# %s: %s\n", text, sqlite3_errmsg(raw));
}

/* ---- The books ---------------------------------------------------------- */

static inline void
say(int meter, int64_t at, int64_t wh, int64_t now)
{
	struct meter_verdict v;
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld,"
	    "\"energy_wh_total\":%lld}", (long long)at, (long long)wh);

	meter_take(db, &arena, arena_printf(&arena, "m%d", meter), text,
	    strlen(text), now, &v);
}

static inline void
book(int64_t now)
{
	while (book_step(db, &scratch, now, 1000))
		arena_reset(&scratch);
}

static inline void
sign(int64_t now)
{
	struct ledger_head h;

	CHECK(head_sign(db, &arena, &key, "hour", false, now, &h));
	CHECK(!head_sign(db, &arena, &key, "hour", false, now, &h));
}

/* Meters that report every ten minutes; the second one's third hour is late;
 * a person adds something. */
static inline void
make_books(void)
{
	struct entry_request w = { .meter = 3, .from = T0,
	    .to = T0 + 4 * SLOT_MS, .energy_wh = -7000001,
	    .reason = "a check meter said less", .ticket = NONE };
	struct entry last;
	int64_t at = T0, end = T0 + SLOTS * (int64_t)SLOT_MS;

	db_begin(db);
	for (int n = 0; at <= end; at += 600000, n++) {
		for (int m = 1; m <= METERS; m++)
			if (m != 2 || n / 6 != 3)
				say(m, at, 1000 * m + n * m * 10, at);
		book(at);
		if (n % 15 == 14)
			sign(at);
	}
	for (int n = 18; n < 24; n++)
		say(2, T0 + n * 600000, 2000 + n * 20 + n % 2, end);
	book(end + SLOT_MS);
	CHECK(!entry_request(db, &arena, &w, "user:book", end, &last));
	sign(end + SLOT_MS);
	say(1, end + 600000, 1000000, end + SLOT_MS);
	book(end + 3 * SLOT_MS);
	CHECK(db_commit(db));
}

static inline struct verify
verify(enum verify_depth depth)
{
	struct verify v = { .depth = depth, .as_of_at = INT64_MAX };

	arena_reset(&scratch);
	v.public = public;
	verify_run(db, &scratch, &v);
	db_rest(db);
	return v;
}

static inline bool
names(const struct verify *v, int64_t entry)
{
	const struct verify_finding *f = v->findings.v;

	for (size_t i = 0; i < v->findings.n; i++)
		if (f[i].entry == entry)
			return true;
	return false;
}

static inline int64_t
entries(void)
{
	static struct query q = QUERY("SELECT count(*) FROM entry");

	return db_number(db, &q, 0);
}

static inline void
books_open(void)
{
	const char *error;
	bool fresh;

	arena_init(&arena, 256u << 20);
	arena_init(&scratch, 256u << 20);
	snprintf(folder, sizeof folder, "/tmp/t-verify-%d", (int)getpid());
	snprintf(path, sizeof path, "%s/x.db", folder);
	mkdir(folder, 0700);
	CHECK_TEXT(head_key_open(&key, &arena, folder, &fresh), NULL);
	CHECK(fresh);
	CHECK_TEXT(head_public_read(&public, arena_printf(&arena,
	    "%s/ledger.pub", folder)), NULL);
	if (!(db = db_create(path, &error)) ||
	    sqlite3_open(path, &raw) != SQLITE_OK)
		log_die("no database why=\"%s\"", error);
	make_books();
}

static inline int
books_close(void)
{
	sqlite3_close(raw);
	db_close(db);
	for (int i = 0; i < 6; i++)
		unlink(arena_printf(&arena, "%s/%s", folder, (const char
		    *const []){ "x.db", "x.db-wal", "x.db-shm", "ledger.key",
		    "ledger.pub", "ledger.pub.new" }[i]));
	rmdir(folder);
	return tap_done();
}

#endif
