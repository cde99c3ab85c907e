/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "fcgi/http/etag.h"

/*
 * An ETag is a digest of what GET shows, so two clients cannot overwrite each
 * other: a change with If-Match is held against the tag of what GET would show
 * now.  That is found by calling the GET row's handler with a copy of the
 * request and throwing its text away, so no handler needs to know of tags.
 * Lists that are asked every two seconds have a cheaper tag, a revision
 * (request_fresh()), and answer 304 without reading a row.
 */

static bool
is_change(enum method m)
{
	return m == METHOD_PATCH || m == METHOD_PUT || m == METHOD_DELETE;
}

/* Whether the list of tags ("a", W/"b", *) holds ours. */
static bool
lists(const char *tags, const char *etag)
{
	return tags && (!strcmp(tags, "*") || strstr(tags, etag));
}

static const char *
tag_of(struct arena *a, const char *text, size_t len)
{
	unsigned char digest[16];
	char hash[2 * sizeof digest + 1];

	crypto_generichash(digest, sizeof digest,
	    (const unsigned char *)text, len, NULL, 0);
	sodium_bin2hex(hash, sizeof hash, digest, sizeof digest);
	return arena_printf(a, "\"%s\"", hash);
}

bool
request_fresh(struct request *r, const char *tag)
{
	const char *seen = arena_printf(r->arena, "%s?%s %s%s", r->path,
	    r->query ? r->query : "", tag, r->csv ? " csv" : "");

	r->etag = tag_of(r->arena, seen, strlen(seen));
	return lists(r->if_none_match, r->etag);
}

/* The row that shows what is at this address. */
static const struct route *
shown_by(const struct route *of)
{
	const struct route *row = routes;

	while (row->path && (strcmp(row->path, of->path) ||
	    row->method != METHOD_GET))
		row++;
	return row->path ? row : NULL;
}

bool
etag_guards(const struct route *row)
{
	return is_change(row->method) && shown_by(row);
}

/* The tag of what is there now; NULL and the status if there is none. */
static const char *
tag_now(const struct request *r, int *status)
{
	struct request look = *r;

	*status = 404;
	if (!(look.route = shown_by(r->route)))
		return NULL;
	look.method = METHOD_GET;
	look.query = look.if_none_match = NULL;
	look.csv = false;
	json_init(&look.out, r->arena);
	if ((*status = look.route->serve(&look)) != 200 || look.error)
		return NULL;
	return look.etag ? look.etag :
	    tag_of(r->arena, look.out.buf.text, look.out.buf.len);
}

int
etag_match(struct request *r)
{
	const char *now;
	int status;

	if (!r->if_match || !is_change(r->method))
		return 0;
	if (!shown_by(r->route))
		return request_fail(r, 412, "nothing at this address has an "
		    "ETag: leave If-Match out");
	now = tag_now(r, &status);
	if (now ? lists(r->if_match, now) :
	    status == 404 && r->method != METHOD_PUT)
		return 0;	/* the handler says that it is not there */
	return request_fail(r, 412, now ? "it has changed since you read it" :
	    "it is not there");
}

int
etag_answer(struct request *r, int status)
{
	enum answer_shape shape = r->route->shape;

	if (status != 200 || r->pushed || r->etag || r->live ||
	    (shape != RECORD && shape != RECORDS))
		return status;
	if (is_change(r->method)) {
		r->etag = tag_now(r, &status);
		return 200;
	}
	if (!method_reads(r->method))
		return status;
	r->etag = tag_of(r->arena, r->out.buf.text, r->out.buf.len);
	return lists(r->if_none_match, r->etag) ? 304 : status;
}
