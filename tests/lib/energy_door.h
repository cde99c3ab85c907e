/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ENERGY_DOOR_H
#define TESTS_LIB_ENERGY_DOOR_H

#include "fcgi/http/route.h"
#include "tests/lib/tap.h"

/*
 * Energy asked for through the API's routes, without a server: who asks sets
 * db, arena, site and now; the request stays, with its answer, until the next
 * one.
 */
static struct {
	struct db		*db;
	struct arena		*arena;
	const struct site	*site;
	int64_t			 now;
	struct request		 r;
} door;

/* The path is below /api/power-analytics; the answer's status. */
static inline int
door_ask(const char *user, const char *method, const char *path,
    const char *query, const char *body)
{
	int status;

	door.r = (struct request){ .db = door.db, .arena = door.arena,
	    .site = door.site, .now = door.now,
	    .method = words_value(method_words, method), .query = query,
	    .body = body ? body : "",
	    .path = arena_printf(door.arena, "/api/power-analytics%s", path),
	    .total = NONE, .content_type = body ? "application/json" : NULL,
	    .gate = "basic", .user = user };
	door.r.body_len = strlen(door.r.body);
	json_init(&door.r.out, door.arena);
	status = route_serve(&door.r);
	json_done(&door.r.out);
	db_rest(door.db);
	return status;
}

/* As user "reader". */
static inline int
door_get(const char *path, const char *query)
{
	return door_ask("reader", "GET", path, query, NULL);
}

static inline bool
door_says(const char *text)
{
	bool there = strstr(door.r.out.buf.text, text) != NULL;

	if (!there)
		printf("# %.600s\n# lacks %s\n", door.r.out.buf.text, text);
	return there;
}

/* The number that the answer says of a key, x 10^scale; NONE: null or no
 * such key. */
static inline int64_t
door_told(const char *key, int scale)
{
	const char *at = strstr(door.r.out.buf.text, arena_printf(door.arena,
	    "\"%s\":", key));
	int64_t n;

	return at && json_fixed(at + strlen(key) + 3, scale, &n) ? n : NONE;
}

#endif
