/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/base/duration.h"
#include "hive/order/access.h"
#include "tests/lib/hand_rig.h"

/* Who may call: tokens and how long they last, people and their names. */

static struct turn *t;

static int64_t
of_token(int64_t id, const char *what)
{
	static struct query expires = QUERY("SELECT expires_at FROM token"
	    " WHERE id = :id");
	static struct query revoked = QUERY("SELECT revoked_at FROM token"
	    " WHERE id = :id");
	static struct query used = QUERY("SELECT last_used_at FROM token"
	    " WHERE id = :id");
	struct query *q = !strcmp(what, "expires") ? &expires :
	    !strcmp(what, "revoked") ? &revoked : &used;

	db_int(t->db, q, ":id", id);
	return db_number(t->db, q, NONE);
}

static int64_t
token(const char *days)
{
	struct answer a = rig_order(&b, "token_create", NULL,
	    arena_printf(&b.arena, "{\"name\":\"scales\",\"scope\":\"read\""
	    "%s}", days));

	CHECK_INT(a.status, 201);
	CHECK(a.id && strstr(a.body, "\"token\":\"ph_") != NULL);
	return a.id ? strtoll(a.id, NULL, 10) : NONE;
}

static void
check_tokens(void)
{
	int64_t id = token(""), day = token(",\"days\":1");

	CHECK_INT(of_token(id, "expires"), t->wall_ms + 90 * DAY_MS);
	CHECK_INT(of_token(day, "expires"), t->wall_ms + DAY_MS);
	CHECK_INT(of_token(token(",\"days\":365"), "expires"), t->wall_ms +
	    365 * DAY_MS);
	CHECK_INT(order("token_used", arena_printf(&b.arena, "%d", (int)id),
	    NULL), 200);
	CHECK_INT(of_token(id, "used"), t->wall_ms);
	CHECK_INT(order("token_used", "987654", NULL), 404);
	/* only a number, and all of it, names a token */
	CHECK_INT(order("token_revoke", arena_printf(&b.arena, "%dx",
	    (int)id), NULL), 404);
	CHECK_INT(of_token(id, "revoked"), NONE);
	CHECK_INT(order("token_revoke", "987654", NULL), 404);
	CHECK_INT(order("token_revoke", arena_printf(&b.arena, "%d", (int)id),
	    NULL), 204);
	CHECK_INT(of_token(id, "revoked"), t->wall_ms);
	CHECK_INT(of_token(day, "revoked"), NONE);
	CHECK_INT(order("token_revoke", arena_printf(&b.arena, "%d", (int)id),
	    NULL), 404);
}

/* A name stands in a file of lines "NAME:HASH", and in the log. */
static void
check_people(void)
{
	static const struct {
		const char *name;
		int status;
	} cases[] = {
		{ "ann", 200 }, { "Ann.B_c-d+e@f9", 200 }, { "a", 200 },
		{ "", 400 }, { " ", 400 }, { ":", 400 }, { "ann:x", 400 },
		{ "ann b", 400 }, { "ann/", 400 }, { "\\u00e4nn", 400 },
		{ "ann\\n", 400 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = rig_order(&b, "user_keep", NULL,
		    arena_printf(&b.arena, "{\"name\":\"%s\",\"scope\":"
		    "\"operate\"}", cases[i].name));

		CHECK_INT(a.status, cases[i].status);
		CHECK_TEXT(a.pointer, a.status == 400 ? "/name" : NULL);
	}
	CHECK_INT(user_scope(t->db, "ann"), SCOPE_OPERATE);
	CHECK_INT(order("user_remove", "nobody", NULL), 404);
	CHECK_INT(order("user_remove", "ann", NULL), 204);
	CHECK_INT(user_scope(t->db, "ann"), SCOPE_READ);
	CHECK_INT(order("user_remove", "ann", NULL), 404);
}

int
main(void)
{
	hand_open(1, false);
	t = &b.worker.turn;
	check_tokens();
	check_people();
	rig_close(&b);
	return tap_done();
}
