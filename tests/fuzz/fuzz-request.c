/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fcgi/http/route.h"
#include "hive/order/access.h"

/*
 * Any bytes as a request: lines of method, path, query, user, type and the
 * body, against an empty database and a worker that refuses.  Every answer
 * has a known status, and JSON answers are JSON.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

void
order_send(struct arena *a, const char *path, const struct order *o, int ms,
    struct answer *answer)
{
	(void)a;
	(void)path;
	(void)o;
	(void)ms;
	*answer = (struct answer){ .status = 503, .why = "nobody there" };
}

static struct db *
database(void)
{
	static struct db *db;
	const char *error;

	if (!db) {
		db = db_create(":memory:", &error);
		db_begin(db);
		user_keep(db, "boss", SCOPE_ADMIN, 0);
		db_commit(db);
	}
	return db;
}

static const char *
line(char **p)
{
	char *s = *p;

	*p += strcspn(*p, "\n");
	if (**p)
		*(*p)++ = '\0';
	return s;
}

static void
check(struct request *r, int status)
{
	static const int known[] = { 200, 201, 202, 204, 304, 400, 401, 403,
	    404, 405, 412, 415, 422, 503 };
	static const struct field any[] = { FIELDS_END };
	bool is_known = false;
	char none;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		is_known |= status == known[i];
	if (!is_known)
		abort();
	if (r->out.buf.len && r->out.buf.text[0] == '{' &&
	    json_read(r->arena, r->out.buf.text, r->out.buf.len, any, &none))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct arena a;
	struct site site = { .run_path = "/nowhere" };
	struct request r = { .now = 1, .total = NONE, .gate = "basic" };
	char *p;
	int status;

	if (len > 8192)
		return 0;
	if (!a.limit)
		arena_init(&a, 256 << 20);
	arena_reset(&a);
	p = arena_text(&a, (const char *)data, len);
	r.db = database();
	r.arena = &a;
	r.site = &site;
	r.method = words_value(method_words, line(&p));
	r.path = line(&p);
	r.query = line(&p);
	r.user = line(&p);
	r.content_type = line(&p);
	r.body = p;
	r.body_len = strlen(p);
	json_init(&r.out, &a);
	status = route_serve(&r);
	check(&r, status);
	db_rest(r.db);
	return 0;
}
