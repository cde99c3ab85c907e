/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/order/access.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"


void
serve_token_create(struct order_call *c)
{
	const struct token_request *request = c->body;
	unsigned char digest[32];
	char text[TOKEN_SIZE];
	struct token t = { .id = NONE, .name = request->name,
	    .scope = request->scope, .created_at = c->turn->wall_ms,
	    .created_by = c->order.who ? c->order.who : "local",
	    .revoked_at = NONE, .last_used_at = NONE };
	struct json j;

	token_make(text);
	token_digest(text, digest);
	t.hint = arena_text(c->arena, text, 8);
	t.digest = (struct blob){ digest, sizeof digest };
	t.expires_at = t.created_at +
	    (request->days == NONE ? 90 : request->days) * DAY_MS;
	t.id = token_keep(c->turn->db, &t);
	revision_bump(c->turn->db, "tokens");
	json_init(&j, c->arena);
	json_open(&j, '{');
	json_fields(&j, token_fields, &t, UINT64_MAX);
	json_pair(&j, "token", text);
	json_close(&j, '}');
	c->answer = (struct answer){ .status = 201,
	    .id = arena_printf(c->arena, "%lld", (long long)t.id),
	    .body = json_done(&j) };
	c->new = arena_printf(c->arena, "{\"id\":%lld}", (long long)t.id);
	sodium_memzero(text, sizeof text);
}

void
serve_token_revoke(struct order_call *c)
{
	char *end;
	long long id = strtoll(c->order.target, &end, 10);

	if (*end || !token_revoke(c->turn->db, id, c->turn->wall_ms)) {
		order_refuse(c, 404, "no such token in force", NULL);
		return;
	}
	revision_bump(c->turn->db, "tokens");
	c->answer.status = 204;
}

/* Responders say so at most once an hour a token. */
void
serve_token_used(struct order_call *c)
{
	if (!token_used(c->turn->db, strtoll(c->order.target, NULL, 10),
	    c->turn->wall_ms))
		order_refuse(c, 404, "no such token", NULL);
}

/* A name that may stand in an htpasswd file and in a log; it is not empty. */
static bool
is_user_name(const char *s)
{
	return !s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@+-")];
}

void
serve_user_keep(struct order_call *c)
{
	const struct user_request *request = c->body;

	if (!is_user_name(request->name)) {
		order_refuse(c, 400, "may hold letters, digits and . _ @ + -",
		    "/name");
		return;
	}
	user_keep(c->turn->db, request->name, request->scope,
	    c->turn->wall_ms);
	c->new = c->order.body;
}

void
serve_user_remove(struct order_call *c)
{
	if (!user_remove(c->turn->db, c->order.target))
		order_refuse(c, 404, "no such user", NULL);
	else
		c->answer.status = 204;
}
