/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/order/access.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* Who may call: the text of a token, its time, and the scope of a user. */

#define NOW	INT64_C(1800000000000)

static struct arena arena;
static struct db *db;

/* A token's text that is like it but for one character. */
static bool
is_token_with(const char *text, int at, char c)
{
	unsigned char digest[32];
	char other[TOKEN_SIZE];

	memcpy(other, text, TOKEN_SIZE);
	other[at] = c;
	return token_digest(other, digest);
}

static void
check_text(void)
{
	char text[TOKEN_SIZE], longer[TOKEN_SIZE + 1], next[TOKEN_SIZE];
	char behind[TOKEN_SIZE + 8];
	unsigned char one[32], two[32];

	token_make(text);
	token_make(next);
	CHECK_INT(strlen(text), TOKEN_SIZE - 1);
	CHECK(!strncmp(text, "ph_", 3) && strcmp(text, next));
	CHECK(token_digest(text, one) && token_digest(text, two));
	CHECK(!memcmp(one, two, 32));
	CHECK(token_digest(next, two) && memcmp(one, two, 32));
	/* What lies behind its end is not looked at. */
	memset(behind, 'x', sizeof behind);
	memcpy(behind, text, TOKEN_SIZE);
	CHECK(token_digest(behind, two) && !memcmp(one, two, 32));
	memset(behind + TOKEN_SIZE, 'y', 8);
	CHECK(token_digest(behind, two) && !memcmp(one, two, 32));
	/* Mistyped: in the prefix, the secret, or the checksum. */
	CHECK(!is_token_with(text, 0, 'q'));
	CHECK(!is_token_with(text, 3, text[3] == 'A' ? 'B' : 'A'));
	CHECK(!is_token_with(text, 45, text[45] == 'A' ? 'B' : 'A'));
	CHECK(!is_token_with(text, TOKEN_SIZE - 2,
	    text[TOKEN_SIZE - 2] == 'A' ? 'B' : 'A'));
	/* Too short, too long, nothing. */
	CHECK(!is_token_with(text, TOKEN_SIZE - 2, '\0'));
	snprintf(longer, sizeof longer, "%sA", text);
	CHECK(!token_digest(longer, one));
	CHECK(!token_digest("", one));
}

static int64_t
keep(const char *text, enum scope scope, int64_t expires_at)
{
	unsigned char digest[32];
	struct token t = { .name = "probe", .scope = scope, .hint = "ph_12345",
	    .created_at = NOW, .created_by = "local", .expires_at = expires_at,
	    .revoked_at = NONE, .last_used_at = NONE };

	CHECK(token_digest(text, digest));
	t.digest = (struct blob){ digest, sizeof digest };
	return token_keep(db, &t);
}

static void
check_tokens(void)
{
	char text[TOKEN_SIZE], other[TOKEN_SIZE];
	struct token t;
	int64_t id;

	token_make(text);
	token_make(other);
	id = keep(text, SCOPE_OPERATE, NOW + 1000);
	CHECK(id > 0 && keep(other, SCOPE_READ, NOW + 1000) ==
	    id + 1);
	CHECK(token_find(db, &arena, text, NOW, &t) && t.id == id);
	CHECK_INT(t.scope, SCOPE_OPERATE);
	CHECK_INT(t.last_used_at, NONE);
	/* Its last millisecond, and the first that is too late. */
	CHECK(token_find(db, &arena, text, NOW + 999, &t));
	CHECK(!token_find(db, &arena, text, NOW + 1000, &t));
	CHECK(token_used(db, id, NOW + 5));
	CHECK(token_find(db, &arena, text, NOW + 6, &t));
	CHECK_INT(t.last_used_at, NOW + 5);

	CHECK(token_revoke(db, id, NOW + 7));
	CHECK(!token_revoke(db, id, NOW + 8));
	CHECK(!token_revoke(db, id + 99, NOW + 8));
	CHECK(!token_find(db, &arena, text, NOW + 8, &t));
	CHECK(token_find(db, &arena, other, NOW + 8, &t) && t.id == id + 1);
	token_make(text);
	CHECK(!token_find(db, &arena, text, NOW, &t));
}

static void
check_users(void)
{
	CHECK_INT(user_scope(db, "ana"), SCOPE_READ);
	user_keep(db, "ana", SCOPE_ADMIN, NOW);
	user_keep(db, "rui", SCOPE_OPERATE, NOW);
	CHECK_INT(user_scope(db, "ana"), SCOPE_ADMIN);
	CHECK_INT(user_scope(db, "rui"), SCOPE_OPERATE);
	user_keep(db, "ana", SCOPE_OPERATE, NOW + 1);
	CHECK_INT(user_scope(db, "ana"), SCOPE_OPERATE);
	CHECK(user_remove(db, "ana"));
	CHECK(!user_remove(db, "ana"));
	CHECK_INT(user_scope(db, "ana"), SCOPE_READ);
	CHECK_INT(user_scope(db, "rui"), SCOPE_OPERATE);
}

int
main(void)
{
	arena_init(&arena, 16 << 20);
	db = store_open(":memory:");
	check_text();
	db_begin(db);
	check_tokens();
	check_users();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
