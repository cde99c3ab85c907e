/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "fcgi/http/auth.h"
#include "hive/base/duration.h"
#include "hive/order/access.h"

#define USED_MS HOUR_MS	/* a token's use is noted once an hour */
#define NOTE_MS 200

static bool
own_page(const struct request *r)
{
	const char *host;

	if (r->fetch_site && *r->fetch_site)
		return !strcmp(r->fetch_site, "same-origin") ||
		    !strcmp(r->fetch_site, "none");
	if (!r->origin || !*r->origin)
		return true;
	host = strstr(r->origin, "://");
	return host && r->host && !strcasecmp(host + 3, r->host);
}

static int
by_user(struct request *r)
{
	if (!r->user || !*r->user)
		return request_fail(r, 401, "no user was named");
	if (!method_reads(r->method) && !own_page(r))
		return request_fail(r, 403,
		    "a change must come from PowerHive's own page");
	r->scope = user_scope(r->db, r->user);
	r->who = arena_printf(r->arena, "user:%s", r->user);
	return 0;
}

/* The worker writes it down; whether it could is no matter here. */
static void
note_use(struct request *r, int64_t id)
{
	struct order o = { .order = "token_used", .who = r->who,
	    .door = "token", .scope = scope_word(r->scope),
	    .target = arena_printf(r->arena, "%lld", (long long)id) };
	struct answer a;

	order_send(r->arena, site_order_socket(r->arena, r->site), &o,
	    NOTE_MS, &a);
}

static int
by_token(struct request *r)
{
	const char *text = r->authorization;
	struct token t;

	if (!text || strncasecmp(text, "bearer ", 7))
		return request_fail(r, 401, "no token was sent");
	text += 7 + strspn(text + 7, " ");
	if (!token_find(r->db, r->arena, text, r->now, &t))
		return request_fail(r, 401,
		    "the token is unknown, expired or revoked");
	r->scope = t.scope;
	r->who = arena_printf(r->arena, "token:%lld", (long long)t.id);
	if (t.last_used_at == NONE || r->now - t.last_used_at > USED_MS)
		note_use(r, t.id);
	return 0;
}

int
auth_check(struct request *r)
{
	enum door door = words_value(door_words, r->gate);

	if (door == DOOR_BASIC)
		return by_user(r);
	if (door == DOOR_TOKEN)
		return by_token(r);
	return request_fail(r, 401, "the request came through no door");
}
