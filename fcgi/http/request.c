/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "fcgi/http/problem.h"
#include "fcgi/http/request.h"
#include "hive/base/instant.h"
#include "hive/base/text.h"

#define PUSH_BYTES	65536
#define ORDER_MS 9000	/* the web server waits for 10 s */

const char *const method_words[] = {
	[METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST",
	[METHOD_PUT] = "PUT", [METHOD_PATCH] = "PATCH",
	[METHOD_DELETE] = "DELETE", NULL
};

bool
method_reads(enum method m)
{
	return m == METHOD_GET || m == METHOD_HEAD;
}

/* "%3A" and "+" as they are meant. */
static const char *
decoded(struct arena *a, const char *s, size_t n)
{
	char *text = arena_take(a, n + 1), *to = text;

	for (size_t i = 0; i < n; i++) {
		bool escape = s[i] == '%' && i + 2 < n;
		int high = escape ? text_hex_digit(s[i + 1]) : -1;
		int low = escape ? text_hex_digit(s[i + 2]) : -1;

		if (high >= 0 && low >= 0) {
			*to++ = (char)(high * 16 + low);
			i += 2;
		} else
			*to++ = s[i] == '+' ? ' ' : s[i];
	}
	return text;
}

const char *
request_text(struct request *r, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = r->query; p && *p; p = strchr(p, '&')) {
		p += *p == '&';
		if (!strncmp(p, name, n) && p[n] == '=')
			return decoded(r->arena, p + n + 1,
			    strcspn(p + n + 1, "&"));
	}
	return NULL;
}

void
request_note(struct request *r, const char *why, const char *pointer)
{
	if (r->error)
		return;
	r->error = why;
	r->error_pointer = pointer;
}

int64_t
request_int(struct request *r, const char *name, int64_t fallback,
    int64_t min, int64_t max)
{
	const char *s = request_text(r, name);
	char *end;
	long long n;

	if (!s)
		return fallback;
	n = strtoll(s, &end, 10);
	if (end == s || *end || n < min || n > max) {
		request_note(r, arena_printf(r->arena,
		    "%s must be a whole number from %lld to %lld", name,
		    (long long)min, (long long)max), NULL);
		return fallback;
	}
	return n;
}

int64_t
request_id(struct request *r, int nth)
{
	char *end;
	long long n = strtoll(r->part[nth], &end, 10);

	return end == r->part[nth] || *end || n < 0 ? -1 : n;
}

int64_t
request_time(struct request *r, const char *name, int64_t fallback)
{
	const char *s = request_text(r, name);
	int64_t ms = fallback;

	if (s && !day_read_asked(s, &ms))
		request_note(r, arena_printf(r->arena, "%s must be an RFC "
		    "3339 instant or unix seconds, of the years " DAY_YEARS,
		    name), NULL);
	return ms;
}

int64_t
request_flag(struct request *r, const char *name)
{
	const char *s = request_text(r, name);

	if (!s)
		return NONE;
	if (!strcmp(s, "true") || !strcmp(s, "1"))
		return 1;
	if (strcmp(s, "false") && strcmp(s, "0"))
		request_note(r, arena_printf(r->arena,
		    "%s must be true or false", name), NULL);
	return 0;
}

int
request_fail(struct request *r, int status, const char *why)
{
	problem_write(r, status, why, NULL);
	return status;
}

int
request_order(struct request *r, const char *order, const char *target)
{
	struct order o = { .order = order, .who = r->who, .door = r->gate,
	    .address = r->address, .scope = scope_word(r->scope),
	    .target = target, .key = r->idempotency_key,
	    .body = r->body_len ? r->body : NULL };
	struct answer a;

	order_send(r->arena, site_order_socket(r->arena, r->site), &o,
	    ORDER_MS, &a);
	if (a.status == 503)
		r->retry_after = "2";
	if (a.status < 200 || a.status >= 300) {
		problem_write(r, (int)a.status, a.why, a.pointer);
		return (int)a.status;
	}
	if (a.body) {
		json_raw(&r->out, a.body);
		return (int)a.status;
	}
	return a.status == 200 ? 0 : (int)a.status;
}

void
request_push(struct request *r)
{
	if (r->push && r->out.buf.len >= PUSH_BYTES)
		r->push(r);
}

int
request_record(struct request *r, const struct field *fields,
    const void *record)
{
	json_record(&r->out, fields, record);
	return 200;
}
