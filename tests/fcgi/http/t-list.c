/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fcgi/http/list.h"
#include "hive/base/log.h"
#include "tests/lib/tap.h"

/*
 * Lists without a database: long ones in the memory that a request has, and
 * pages that give every row once.
 */

#define ARENA_MAX	(256u << 20)	/* as fcgi/http/answer.c has it */

struct thing {
	int64_t		 id, energy_uwh, at, samples;
	const char	*hash, *kind;
};

static const struct field thing_fields[] = {
	FIELD(struct thing, id),
	FIELD(struct thing, energy_uwh),
	TIME(struct thing, at),
	FIELD(struct thing, samples),
	FIELD(struct thing, hash),
	FIELD(struct thing, kind),
	FIELDS_END
};

static struct arena arena;
static struct request r;

static void
begin(const char *query, bool csv)
{
	arena_reset(&arena);
	r = (struct request){ .arena = &arena, .path = "/api/things",
	    .query = query, .csv = csv, .total = NONE };
	json_init(&r.out, &arena);
}

static struct thing
thing(int64_t id)
{
	return (struct thing){ .id = id, .energy_uwh = id * 7919 % 100003,
	    .at = id * 1000, .samples = id % 3 ? id : NONE,
	    .hash = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978879"
	    "6a5b4c3d2e1f0", .kind = "base" };
}

static int
list_of(int64_t n, int64_t limit)
{
	struct list_out l;

	list_begin(&l, &r, thing_fields, sizeof(struct thing), limit);
	for (int64_t i = 1; i <= n; i++) {
		struct thing t = thing(i);

		list_row(&l, &t);
	}
	return list_end(&l);
}

static long
lines(void)
{
	long n = 0;

	for (const char *p = json_done(&r.out); (p = strchr(p, '\n')); p++)
		n++;
	return n;
}

/* As many rows as are listed at all, sorted and as a table. */
static void
check_long(void)
{
	begin("sort=-energy_uwh&limit=3", false);
	CHECK_INT(list_of(LISTED_MAX, 1000), 200);
	CHECK_INT(r.total, LISTED_MAX);
	CHECK(!strncmp(json_done(&r.out), "[{\"id\":", 7));
	CHECK(strstr(r.out.buf.text, "\"energy_uwh\":100002,") != NULL);
	CHECK_TEXT(r.link, "</api/things?sort=-energy_uwh&limit=3&cursor=3>;"
	    " rel=\"next\"");
	begin("sort=energy_uwh&limit=100000", false);
	CHECK_INT(list_of(LISTED_MAX, 1000), 200);
	CHECK(r.out.buf.len > 100 * (size_t)LISTED_MAX && !r.link);
	begin("limit=100000", true);
	CHECK_INT(list_of(LISTED_MAX, 1000), 200);
	CHECK_INT(lines(), LISTED_MAX + 1);
	CHECK(strstr(r.out.buf.text, "\n1,7919,1970-01-01T00:00:01.000Z,1,0f"));
	CHECK(strstr(r.out.buf.text, "\n3,23757,1970-01-01T00:00:03.000Z,,0f"));
}

/* More is refused in words, and does not end the process. */
static void
check_too_long(void)
{
	begin("sort=energy_uwh", false);
	CHECK_INT(list_of(LISTED_MAX + 1, 1000), 400);
	CHECK_TEXT(r.error, "there are too many rows to sort: ask for less "
	    "time");
	begin(NULL, false);
	CHECK_INT(list_of(4 * LISTED_MAX, 10 * LISTED_MAX), 200);
	CHECK_INT(r.total, 4 * LISTED_MAX);
	begin(NULL, false);
	CHECK_INT(list_of(20 * LISTED_MAX, 100 * LISTED_MAX), 400);
	CHECK_TEXT(r.error, "the answer would be too long: ask for fewer rows "
	    "or fields, or for less time");
}

int
main(void)
{
	log_level(LOG_FAIL);
	arena_init(&arena, ARENA_MAX);
	check_long();
	check_too_long();
	arena_free(&arena);
	return tap_done();
}
