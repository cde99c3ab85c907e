/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/access/access.h"
#include "hive/base/instant.h"
#include "hive/order/access.h"

#define DAYS		90

/* What the worker answers, once. */
struct made {
	const char	*token;
	int64_t		 expires_at;
};

static const struct field made_fields[] = {
	FIELD(struct made, token),
	TIME(struct made, expires_at),
	FIELDS_END
};

int
token_create_run(struct ctl *c)
{
	int64_t days = ctl_number(c, "days", DAYS);
	struct answer answer;
	struct made made;
	struct json body;
	int status;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "name", c->argv[0]);
	json_pair(&body, "scope", ctl_value(c, "scope"));
	json_pair_int(&body, "days", days);
	json_close(&body, '}');
	status = ctl_order(c, "token_create", NULL, json_done(&body),
	    &answer);
	if (status)
		return status;
	if (!answer.body || json_read(&c->arena, answer.body,
	    strlen(answer.body), made_fields, &made) || !made.token)
		return ctl_fail(EX_PROTOCOL, "the worker's answer holds "
		    "no token");
	printf("id: %s\ntoken: %s\nexpires: %s\n", ctl_text(c, answer.id),
	    ctl_text(c, made.token), ctl_time(c, made.expires_at));
	return 0;
}

static const char *
token_state(const struct token *t, int64_t now)
{
	return t->revoked_at != NONE ? "revoked" :
	    t->expires_at <= now ? "expired" : "good";
}

static const char *
hint_of(struct ctl *c, const struct token *t)
{
	return arena_printf(&c->arena, "%s...", ctl_text(c, t->hint));
}

int
token_list_run(struct ctl *c)
{
	int status = ctl_db(c);
	int64_t now = day_wall_ms();
	struct listing l;
	struct query *q;
	struct token token;

	if (status)
		return status;
	LISTING(&l, c, token_fields, "ID", "NAME", "SCOPE", "TOKEN", "STATE",
	    "EXPIRES", "LAST USED", "MADE BY");
	q = token_list(c->db);
	while (db_row(c->db, q, token_fields, &token))
		if (listing_row(&l, &token))
			TABLE_ADD(&l.table, ctl_int(c, token.id),
			    ctl_text(c, token.name),
			    ctl_text(c, scope_words[token.scope]),
			    hint_of(c, &token), token_state(&token, now),
			    ctl_time(c, token.expires_at),
			    ctl_time(c, token.last_used_at),
			    ctl_text(c, token.created_by));
	return listing_end(&l);
}

int
token_revoke_run(struct ctl *c)
{
	struct answer answer;

	return ctl_order(c, "token_revoke", c->argv[0], NULL, &answer);
}
