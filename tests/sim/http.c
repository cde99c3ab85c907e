/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "tests/sim/serve.h"

/* The value of a header's line, or NULL if it is another header. */
static const char *
header(const char *line, const char *name)
{
	size_t n = strlen(name);

	if (strncasecmp(line, name, n) || line[n] != ':')
		return NULL;
	return line + n + 1 + strspn(line + n + 1, " \t");
}

/* Target into path and query. */
static bool
request_line(char *line, struct http_request *r)
{
	char *target = strchr(line, ' '), *version, *query;

	if (!target || !(version = strchr(target + 1, ' ')))
		return false;
	*target++ = *version++ = '\0';
	if (*target != '/' || strncmp(version, "HTTP/1.", 7))
		return false;
	if ((query = strchr(target, '?')))
		*query++ = '\0';
	r->ask.method = line;
	r->ask.path = target;
	r->ask.query = query ? query : "";
	r->close = !strcmp(version, "HTTP/1.0");
	return true;
}

/* One header; the status that it is refused with, or 0. */
static long
take_header(const char *line, struct http_request *r)
{
	const char *value;

	if ((value = header(line, "content-length"))) {
		char *end;
		long long n = strtoll(value, &end, 10);

		if (end == value || *end || n < 0)
			return -400;
		if (n > BODY_MAX)
			return -413;
		r->ask.len = (size_t)n;
	} else if (header(line, "transfer-encoding"))
		return -411;
	else if ((value = header(line, "connection")))
		r->close |= !strcasecmp(value, "close");
	else if ((value = header(line, "x-api-key")))
		r->ask.api_key = value;
	else if ((value = header(line, "authorization")))
		r->ask.authorization = value;
	return 0;
}

static long
take_head(char *head, struct http_request *r)
{
	char *line = head, *end = strstr(line, "\r\n");
	long refused = 0;

	if (end)
		*end = '\0';
	if (!request_line(line, r))
		return -400;
	while (end && !refused) {
		line = end + 2;
		if ((end = strstr(line, "\r\n")))
			*end = '\0';
		refused = take_header(line, r);
	}
	return refused;
}

long
http_parse(char *text, size_t len, struct arena *arena,
    struct http_request *r)
{
	char *end = memmem(text, len, "\r\n\r\n", 4);
	size_t head_len;
	long refused;

	*r = (struct http_request){ .close = false };
	if (!end)
		return len > HEAD_MAX ? -431 : 0;
	head_len = (size_t)(end - text);
	if (head_len > HEAD_MAX)
		return -431;
	/* The texts are kept apart: the buffer moves on. */
	refused = take_head(arena_text(arena, text, head_len), r);
	if (refused)
		return refused;
	if (len - head_len - 4 < r->ask.len)
		return 0;
	r->ask.body = arena_text(arena, end + 4, r->ask.len);
	return (long)(head_len + 4 + r->ask.len);
}

static const char *
reason(int status)
{
	static const struct {
		int		 status;
		const char	*text;
	} rows[] = {
		{ 200, "OK" }, { 400, "Bad Request" },
		{ 401, "Unauthorized" }, { 403, "Forbidden" },
		{ 404, "Not Found" }, { 405, "Method Not Allowed" },
		{ 409, "Conflict" }, { 422, "Unprocessable Entity" },
		{ 429, "Too Many Requests" },
		{ 500, "Internal Server Error" }, { 0, "Other" }
	};
	int i = 0;

	while (rows[i].status && rows[i].status != status)
		i++;
	return rows[i].text;
}

void
http_head(struct conn *c, int64_t wall_ms)
{
	const struct sim_reply *r = &c->reply;
	time_t wall = (time_t)((wall_ms + r->clock_ms) / 1000);
	char date[40], length[48] = "", type[64] = "";
	struct tm tm;

	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT",
	    gmtime_r(&wall, &tm));
	if (r->end != SIM_ENDLESS)
		snprintf(length, sizeof length, "Content-Length: %lld\r\n",
		    (long long)r->says_len);
	if (r->type)
		snprintf(type, sizeof type, "Content-Type: %s\r\n", r->type);
	c->head_len = (size_t)snprintf(c->head, sizeof c->head,
	    "HTTP/1.1 %d %s\r\nServer: sim\r\nDate: %s\r\n%s%s%s%s"
	    "Connection: %s\r\n\r\n", r->status, reason(r->status), date,
	    type, length, r->header ? r->header : "",
	    r->header ? "\r\n" : "", c->close ? "close" : "keep-alive");
}
