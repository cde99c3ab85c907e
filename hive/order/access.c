/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/order/access.h"

#define SECRET		32
#define SECRET_TEXT	43
#define CHECK_TEXT	6
#define PREFIX		"ph_"
#define PREFIX_SIZE	3

const struct field token_fields[] = {
	FIELD(struct token, id),
	FIELD(struct token, name, .doc = "which program uses it"),
	WORD(struct token, scope, scope),
	FIELD(struct token, hint, .doc = "its first characters"),
	FIELD(struct token, digest),
	TIME(struct token, created_at),
	FIELD(struct token, created_by),
	TIME(struct token, expires_at),
	TIME(struct token, revoked_at),
	TIME(struct token, last_used_at),
	FIELDS_END
};

const struct field user_fields[] = {
	FIELD(struct user, name),
	WORD(struct user, scope, scope),
	TIME(struct user, created_at),
	FIELDS_END
};

/* Six characters that tell a mistyped token from a foreign one. */
static void
checksum(const char *secret_text, char check[CHECK_TEXT + 1])
{
	unsigned char digest[16];
	char text[sodium_base64_ENCODED_LEN(16,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

	crypto_generichash(digest, sizeof digest,
	    (const unsigned char *)secret_text, SECRET_TEXT, NULL, 0);
	sodium_bin2base64(text, sizeof text, digest, sizeof digest,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	memcpy(check, text, CHECK_TEXT);
	check[CHECK_TEXT] = '\0';
}

void
token_make(char text[TOKEN_SIZE])
{
	unsigned char secret[SECRET];

	randombytes_buf(secret, sizeof secret);
	/* The text goes on behind it.
	 * NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
	memcpy(text, PREFIX, PREFIX_SIZE);
	sodium_bin2base64(text + PREFIX_SIZE, SECRET_TEXT + 1, secret,
	    sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	checksum(text + PREFIX_SIZE, text + PREFIX_SIZE + SECRET_TEXT);
	sodium_memzero(secret, sizeof secret);
}

bool
token_digest(const char *text, unsigned char digest[32])
{
	char check[CHECK_TEXT + 1];

	if (strlen(text) != TOKEN_SIZE - 1 ||
	    strncmp(text, PREFIX, PREFIX_SIZE))
		return false;
	checksum(text + PREFIX_SIZE, check);
	if (sodium_memcmp(check, text + PREFIX_SIZE + SECRET_TEXT,
	    CHECK_TEXT))
		return false;
	crypto_generichash(digest, 32, (const unsigned char *)text,
	    TOKEN_SIZE - 1, NULL, 0);
	return true;
}

bool
token_find(struct db *db, struct arena *arena, const char *text, int64_t now,
    struct token *t)
{
	static struct query q = QUERY("SELECT * FROM token"
	    " WHERE digest = :digest AND revoked_at IS NULL"
	    " AND expires_at > :now");
	unsigned char digest[32];

	if (!token_digest(text, digest))
		return false;
	db_blob(db, &q, ":digest", (struct blob){ digest, sizeof digest });
	db_int(db, &q, ":now", now);
	return db_one(db, &q, arena, token_fields, t);
}

int64_t
token_keep(struct db *db, const struct token *t)
{
	static struct query q = QUERY("INSERT INTO token (name, scope, hint,"
	    " digest, created_at, created_by, expires_at) VALUES (:name,"
	    " :scope, :hint, :digest, :created_at, :created_by, :expires_at)"
	    " RETURNING id");

	db_bind(db, &q, token_fields, t);
	return db_number(db, &q, NONE);
}

bool
token_revoke(struct db *db, int64_t id, int64_t now)
{
	static struct query q = QUERY("UPDATE token SET revoked_at = :now"
	    " WHERE id = :id AND revoked_at IS NULL");

	db_int(db, &q, ":id", id);
	db_int(db, &q, ":now", now);
	return db_run(db, &q) && db_changed(db) == 1;
}

bool
token_used(struct db *db, int64_t id, int64_t now)
{
	static struct query q = QUERY("UPDATE token SET last_used_at = :now"
	    " WHERE id = :id");

	db_int(db, &q, ":id", id);
	db_int(db, &q, ":now", now);
	return db_run(db, &q) && db_changed(db) == 1;
}

struct query *
token_list(struct db *db)
{
	static struct query q = QUERY("SELECT * FROM token ORDER BY id DESC");

	(void)db;
	return &q;
}

enum scope
user_scope(struct db *db, const char *name)
{
	static struct query q = QUERY("SELECT * FROM user WHERE name = :name");
	struct user u;
	enum scope scope = SCOPE_READ;

	db_text(db, &q, ":name", name);
	if (db_row(db, &q, user_fields, &u))
		scope = u.scope;
	db_end(db, &q);
	return scope;
}

void
user_keep(struct db *db, const char *name, enum scope scope, int64_t now)
{
	static struct query q = QUERY("INSERT INTO user (name, scope,"
	    " created_at) VALUES (:name, :scope, :now) ON CONFLICT (name)"
	    " DO UPDATE SET scope = :scope");

	db_text(db, &q, ":name", name);
	db_text(db, &q, ":scope", scope_word(scope));
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

bool
user_remove(struct db *db, const char *name)
{
	static struct query q = QUERY("DELETE FROM user WHERE name = :name");

	db_text(db, &q, ":name", name);
	return db_run(db, &q) && db_changed(db) == 1;
}

struct query *
user_list(struct db *db)
{
	static struct query q = QUERY("SELECT * FROM user ORDER BY name");

	(void)db;
	return &q;
}
