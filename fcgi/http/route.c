/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "fcgi/http/auth.h"
#include "fcgi/http/etag.h"
#include "fcgi/http/problem.h"
#include "fcgi/http/route.h"
#include "hive/base/text.h"

/*
 * The way of each request, the same for all: path and row of routes[], body,
 * door and caller, scope, kind of body, query, If-Match, handler, ETag.  The
 * first that says no ends it with a problem.  Handlers therefore find their
 * arguments checked, and only say what is theirs.
 */

#define PATH_MAX 512

/* Match a path segment by segment, noting what the {names} stand for. */
static bool
matches(struct request *r, const char *pattern, const char *p)
{
	size_t n = 0;

	while (*pattern && *p)
		if (*pattern == '{') {
			size_t len = strcspn(p, "/");

			if (len == 0 || n == PARTS_MAX)
				return false;
			r->part[n++] = arena_text(r->arena, p, len);
			p += len;
			pattern += strcspn(pattern, "}") + 1;
		} else if (*pattern++ != *p++)
			return false;
	return !*pattern && !*p;
}

static bool
method_fits(enum method asked, enum method row)
{
	return asked == row || (asked == METHOD_HEAD && row == METHOD_GET);
}

bool
route_is_beside(const char *path)
{
	static const char metrics[] = "/metrics";
	const size_t n = sizeof metrics - 1;

	return !strncmp(path, metrics, n) && (!path[n] || path[n] == '/');
}

/* Behind /api, without a leading v1 and without ".csv"; NULL: none of ours. */
static const char *
own_path(struct request *r)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:._/@+-";
	const char *p = r->path;
	size_t n = strlen(p);

	if (n > PATH_MAX || p[strspn(p, plain)])
		return NULL;
	if (route_is_beside(p))
		return p;
	if (strncmp(p, "/api", 4) || (p[4] && p[4] != '/'))
		return NULL;
	p += 4;
	if (!strncmp(p, "/v1", 3) && (!p[3] || p[3] == '/'))
		p += 3;
	n = strlen(p);
	if (n > 4 && !strcmp(p + n - 4, ".csv")) {
		r->csv = true;
		p = arena_text(r->arena, p, n - 4);
	}
	return *p ? p : "/";
}

static const struct route *
find(struct request *r, const char **allow)
{
	const char *path = own_path(r);

	*allow = NULL;
	for (const struct route *row = routes; path && row->path; row++)
		if (matches(r, row->path, path)) {
			if (method_fits(r->method, row->method))
				return row;
			*allow = arena_printf(r->arena, "%s%s%s",
			    *allow ? *allow : "", *allow ? ", " : "",
			    method_words[row->method]);
		}
	return NULL;
}

/* ---- The query ---------------------------------------------------------- */

static const struct param *
param_of(const struct route *row, const char *name, size_t len)
{
	for (const struct param *p = row->params; p && p->name; p++)
		if (!strncmp(p->name, name, len) && !p->name[len])
			return p;
	return NULL;
}

static void
check_value(struct request *r, const struct param *p)
{
	if (p->kind == F_INT)
		request_int(r, p->name, 0, p->min, p->max);
	else if (p->kind == F_TIME)
		request_time(r, p->name, 0);
	else if (p->kind == F_FLAG)
		request_flag(r, p->name);
}

/* Every parameter must be one of the row's, and fit it. */
static void
check_query(struct request *r)
{
	for (const char *q = r->query; q && *q; ) {
		size_t len = strcspn(q, "=&");
		const struct param *p = param_of(r->route, q, len);

		if (!p)
			request_note(r, arena_printf(r->arena,
			    "the parameter \"%.*s\" is not known here",
			    (int)(len > 60 ? 60 : len), q), NULL);
		else
			check_value(r, p);
		q += strcspn(q, "&");
		q += *q == '&';
	}
}

static int
check_body(struct request *r)
{
	const char *type = r->content_type;

	if (!r->body_len || method_reads(r->method))
		return 0;
	if (type && (!strncasecmp(type, "application/json", 16) ||
	    !strncasecmp(type, "application/merge-patch+json", 28)))
		return 0;
	return request_fail(r, 415, "the body must be application/json");
}

static int
error_request(struct request *r)
{
	problem_write(r, 400, r->error, r->error_pointer);
	return 400;
}

int
route_serve(struct request *r)
{
	const char *allow;
	int status;

	r->route = find(r, &allow);
	if (r->take_body && (status = r->take_body(r, r->route ?
	    r->route->body_max : BODY_MAX)))
		return status;
	if (!r->db)
		return request_fail(r, 503, r->no_db);
	if ((status = auth_check(r)))
		return status;
	if (!r->route) {
		r->allow = allow;
		return allow ? request_fail(r, 405, "not with this method") :
		    request_fail(r, 404, "there is nothing at this address");
	}
	if (!scope_allows(r->scope, r->route->scope))
		return request_fail(r, 403, arena_printf(r->arena,
		    "this needs the scope \"%s\"",
		    scope_word(r->route->scope)));
	if ((status = check_body(r)))
		return status;
	r->csv = r->csv || (r->accept && strstr(r->accept, "text/csv"));
	check_query(r);
	if (r->error)
		return error_request(r);
	if ((status = etag_match(r)))
		return status;
	status = r->route->serve(r);
	return r->error ? error_request(r) : etag_answer(r, status);
}
