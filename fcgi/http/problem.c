/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/http/problem.h"

static const struct {
	int		 status;
	const char	*title, *name;
} problems[] = {
	{ 400, "Bad Request", "bad-request" },
	{ 401, "Unauthorized", "unauthorized" },
	{ 403, "Forbidden", "forbidden" },
	{ 404, "Not Found", "not-found" },
	{ 405, "Method Not Allowed", "method-not-allowed" },
	{ 409, "Conflict", "conflict" },
	{ 412, "Precondition Failed", "precondition-failed" },
	{ 413, "Content Too Large", "too-large" },
	{ 415, "Unsupported Media Type", "media-type" },
	{ 422, "Unprocessable Content", "unprocessable" },
	{ 429, "Too Many Requests", "too-many" },
	{ 500, "Internal Server Error", "internal" },
	{ 502, "Bad Gateway", "bad-gateway" },
	{ 503, "Service Unavailable", "unavailable" },
};

#define PROBLEMS (sizeof problems / sizeof *problems)

static size_t
row_of(int status)
{
	for (size_t i = 0; i < PROBLEMS; i++)
		if (problems[i].status == status)
			return i;
	return row_of(500);
}

const char *
problem_title(int status)
{
	return problems[row_of(status)].title;
}

void
problem_write(struct request *r, int status, const char *detail,
    const char *pointer)
{
	size_t row = row_of(status);
	struct json *j = &r->out;

	json_init(j, r->arena);
	r->type = "application/problem+json";
	r->etag = NULL;
	json_open(j, '{');
	json_pair(j, "type", arena_printf(r->arena, "/problems.html#%s",
	    problems[row].name));
	json_pair(j, "title", problems[row].title);
	json_pair_int(j, "status", status);
	json_pair(j, "detail", detail);
	json_pair(j, "instance", r->path);
	if (pointer) {
		json_key(j, "errors");
		json_open(j, '[');
		json_open(j, '{');
		json_pair(j, "pointer", pointer);
		json_pair(j, "detail", detail);
		json_close(j, '}');
		json_close(j, ']');
	}
	json_close(j, '}');
}
