/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcgiapp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/http/answer.h"
#include "fcgi/http/route.h"
#include "hive/base/instant.h"
#include "hive/base/log.h"

/*
 * Between libfcgi and the router: variables that nginx has set become a struct
 * request, what the handler wrote becomes an answer.  Nothing is sent before
 * the handler returns, so that it may fail at any point; only answers that are
 * pushed in pieces (long CSV) have sent their head before.  A database that is
 * away or sick is opened anew at the next request.
 */

#define ARENA_MAX	(256u << 20)
#define ARENA_KEEP	(8u << 20)
#define FILE_LOOK_MS	1000	/* between two looks at the file */

void
answer_begin(struct responder *p, const struct site *site)
{
	*p = (struct responder){ .site = site };
	arena_init(&p->arena, ARENA_MAX);
}

static const char *
param(FCGX_Request *f, const char *name)
{
	return FCGX_GetParam(name, f->envp);
}

static const char *
needed(FCGX_Request *f, const char *name)
{
	const char *value = param(f, name);

	return value ? value : "";
}

/* Exactly CONTENT_LENGTH bytes; the status if that cannot be. */
static int
take_body(struct request *r, size_t max)
{
	FCGX_Request *f = r->stream;
	const char *said = param(f, "CONTENT_LENGTH");
	char *end, *text;
	long len = said && *said ? strtol(said, &end, 10) : 0;

	if (len == 0)
		return 0;
	if (len < 0 || *end)
		return request_fail(r, 400, "the length is no number");
	if ((size_t)len > max)
		return request_fail(r, 413, "the body is too large");
	text = arena_take(r->arena, (size_t)len + 1);
	if (FCGX_GetStr(text, (int)len, f->in) != len)
		return request_fail(r, 400, "the body ended early");
	r->body = text;
	r->body_len = (size_t)len;
	return 0;
}

static void
header(FCGX_Request *f, const char *name, const char *value)
{
	/* No text from outside may end a header line. */
	if (value && !strpbrk(value, "\r\n"))
		FCGX_FPrintF(f->out, "%s: %s\r\n", name, value);
}

static void
send_head(FCGX_Request *f, const struct request *r, int status, bool empty)
{
	FCGX_FPrintF(f->out, "Status: %d\r\n", status);
	header(f, "ETag", r->etag);
	header(f, "Link", r->link);
	header(f, "Allow", r->allow);
	header(f, "Location", r->location);
	header(f, "Retry-After", r->retry_after);
	if (r->total != NONE)
		FCGX_FPrintF(f->out, "X-Total-Count: %lld\r\n",
		    (long long)r->total);
	if (!empty)
		header(f, "Content-Type", r->type ? r->type :
		    "application/json");
	header(f, "Content-Disposition", status == 200 ? r->disposition :
	    NULL);
}

/* A piece of an answer whose length is not known yet. */
static void
push(struct request *r)
{
	FCGX_Request *f = r->stream;

	if (!r->pushed) {
		send_head(f, r, 200, false);
		FCGX_PutS("\r\n", f->out);
	}
	r->pushed = true;
	if (r->method != METHOD_HEAD)
		r->gone = FCGX_PutStr(r->out.buf.text, (int)r->out.buf.len,
		    f->out) < 0;
	r->out.buf.len = 0;
}

static void
send_answer(FCGX_Request *f, struct request *r, int status)
{
	bool empty = status == 204 || status == 304 || !r->out.buf.len;

	if (r->pushed) {
		push(r);
		return;
	}
	send_head(f, r, status, empty);
	FCGX_FPrintF(f->out, "Content-Length: %lld\r\n\r\n",
	    (long long)(empty ? 0 : r->out.buf.len));
	if (!empty && r->method != METHOD_HEAD)
		FCGX_PutStr(r->out.buf.text, (int)r->out.buf.len, f->out);
}

/* Looked at once a second: it costs an eighth of an unchanged list. */
static bool
is_another(struct responder *p, int64_t now_ms)
{
	if (now_ms >= p->looked_ms && now_ms < p->looked_ms + FILE_LOOK_MS)
		return false;
	p->looked_ms = now_ms;
	return !db_is_current(p->db);
}

/* Open when it is there; anew when it is sick, was restored, or a worker of
 * another version has brought it to his.  NULL, or why there is none. */
static const char *
need_database(struct responder *p, int64_t now_ms)
{
	const char *path = p->site->database_path, *error;

	if (p->db && (db_sick(p->db) || is_another(p, now_ms))) {
		db_close(p->db);
		p->db = NULL;
	}
	if (p->db || (p->db = db_open_read(path, &error)))
		return NULL;
	log_warn("cannot read the database why=\"%s\"", error);
	return access(path, F_OK) ? "the database is not there yet" :
	    arena_printf(&p->arena, "the database cannot be used: %s", error);
}

void
answer_one(struct responder *p, FCGX_Request *f)
{
	struct request r = {
		.arena = &p->arena, .site = p->site,
		.now = day_wall_ms(), .total = NONE,
		.method = words_value(method_words,
		    param(f, "REQUEST_METHOD")),
		.path = needed(f, "DOCUMENT_URI"),
		.query = param(f, "QUERY_STRING"),
		.content_type = param(f, "CONTENT_TYPE"),
		.accept = param(f, "HTTP_ACCEPT"),
		.if_none_match = param(f, "HTTP_IF_NONE_MATCH"),
		.if_match = param(f, "HTTP_IF_MATCH"),
		.idempotency_key = param(f, "HTTP_IDEMPOTENCY_KEY"),
		.gate = param(f, "PH_GATE"),
		.user = param(f, "REMOTE_USER"),
		.authorization = param(f, "HTTP_AUTHORIZATION"),
		.fetch_site = param(f, "HTTP_SEC_FETCH_SITE"),
		.origin = param(f, "HTTP_ORIGIN"),
		.host = param(f, "HTTP_HOST"),
		.address = param(f, "REMOTE_ADDR"),
		.body = "", .take_body = take_body, .push = push,
		.stream = f,
	};
	int status;

	r.no_db = need_database(p, r.now);
	r.db = p->db;
	json_init(&r.out, r.arena);
	status = route_serve(&r);
	if (r.db && db_sick(r.db) && !r.pushed) {
		r.retry_after = "2";
		status = request_fail(&r, 503, "the database cannot be read");
	}
	send_answer(f, &r, status);
	if (r.db)
		db_rest(r.db);
	if (p->arena.used > ARENA_KEEP)
		arena_free(&p->arena);
	else
		arena_reset(&p->arena);
}
