/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ORDER_ACCESS_H
#define HIVE_ORDER_ACCESS_H

#include "hive/base/scope.h"
#include "hive/db/db.h"

/*
 * Who may call: people (nginx checks their password, the scope is here) and
 * programs (tokens).  A token is "ph_" + 43 base64url characters of 256
 * random bits + 6 of checksum; only its BLAKE2b-256 is kept.
 */
#define TOKEN_SIZE	53	/* 3 + 43 + 6 and NUL */

struct token {
	int64_t		 id;
	const char	*name;
	enum scope	 scope;
	const char	*hint;		/* its first 8 characters */
	struct blob	 digest;
	int64_t		 created_at;
	const char	*created_by;
	int64_t		 expires_at, revoked_at, last_used_at;
};

struct user {
	const char	*name;
	enum scope	 scope;
	int64_t		 created_at;
};

extern const struct field token_fields[], user_fields[];

/* A new token's text, from the system's randomness. */
void	token_make(char text[TOKEN_SIZE]);
/* False: it cannot be one of ours (form or checksum), no look-up needed. */
bool	token_digest(const char *text, unsigned char digest[32]);
/* The token's row, if it is neither expired nor revoked. */
bool	token_find(struct db *, struct arena *, const char *text, int64_t now,
	    struct token *);
int64_t	token_keep(struct db *, const struct token *);	/* returns its id */
bool	token_revoke(struct db *, int64_t id, int64_t now);
bool	token_used(struct db *, int64_t id, int64_t now);
struct query *token_list(struct db *);

/* The user's scope; `read' for a name without a row. */
enum scope user_scope(struct db *, const char *name);
void	user_keep(struct db *, const char *name, enum scope, int64_t now);
bool	user_remove(struct db *, const char *name);
struct query *user_list(struct db *);

#endif
