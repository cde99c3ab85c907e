/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tests/sim/inside.h"

#define TRIES 5
#define LOCKED_MS 60000

struct secret {
	const char	*pw, *key, *description;
};

static const struct field secret_fields[] = {
	FIELD(struct secret, pw),
	FIELD(struct secret, key),
	FIELD(struct secret, description),
	FIELDS_END
};

/* The session that the header names, bare or behind "Bearer". */
static struct session *
session_of(const struct ask *a)
{
	const char *token = a->request->authorization;

	if (!token || a->miner->faults & NO_CREDENTIALS)
		return NULL;
	if (!strncmp(token, "Bearer ", 7))
		token += 7;
	for (int i = 0; i < TOKENS; i++) {
		struct session *s = &a->miner->sessions[i];

		if (s->until_ms > a->farm->now_ms && !strcmp(s->token, token))
			return s;
	}
	return NULL;
}

static struct api_key *
key_named(const struct ask *a, const char *text)
{
	for (int i = 0; text && *text && i < KEYS; i++)
		if (!strcmp(a->miner->keys[i].key, text))
			return &a->miner->keys[i];
	return NULL;
}

bool
sim_auth_bearer(const struct ask *a)
{
	return session_of(a) != NULL;
}

bool
sim_auth_any(const struct ask *a)
{
	if (a->miner->faults & NO_CREDENTIALS)
		return false;
	return session_of(a) || key_named(a, a->request->api_key);
}

static void
refuse(struct ask *a, int status, int64_t timeout_s)
{
	if (a->miner->firmware->dialect == OLD) {
		ask_status(a, status);
		return;
	}
	json_open(&a->out, '{');
	if (timeout_s > 0)
		json_pair_int(&a->out, "unlock_timeout", timeout_s);
	json_close(&a->out, '}');
	ask_json(a);
	a->reply->status = status;
}

static void
error_password(struct ask *a)
{
	struct miner *m = a->miner;

	if (++m->error_passwords >= TRIES && m->firmware->dialect != OLD) {
		m->error_passwords = 0;
		m->locked_until_ms = a->farm->now_ms + LOCKED_MS;
		refuse(a, 429, LOCKED_MS / 1000);
	} else
		refuse(a, 403, 0);
}

/* 32 letters and digits, as opaque as the real ones. */
static void
make_token(struct ask *a, struct session *s)
{
	static const char set[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	uint64_t key = noise_key(a->miner->noise,
	    10000 + (uint64_t)a->miner->tokens_made++);

	for (int i = 0; i < 32; i++)
		s->token[i] = set[noise_key(key, (uint64_t)i) %
		    (sizeof set - 1)];
	s->until_ms = a->farm->now_ms + a->farm->options.token_ms;
}

void
sim_auth_unlock(struct ask *a)
{
	struct miner *m = a->miner;
	struct session *s = m->sessions;
	struct secret q;

	if (!ask_body(a, secret_fields, &q))
		return;
	if (a->farm->now_ms < m->locked_until_ms) {
		refuse(a, 429, (m->locked_until_ms - a->farm->now_ms + 999) /
		    1000);
		return;
	}
	if (!q.pw || strcmp(q.pw, m->password)) {
		error_password(a);
		return;
	}
	m->error_passwords = 0;
	/* The oldest session gives way. */
	for (int i = 1; i < TOKENS; i++)
		if (m->sessions[i].until_ms < s->until_ms)
			s = &m->sessions[i];
	make_token(a, s);
	json_open(&a->out, '{');
	json_pair(&a->out, "token", s->token);
	json_close(&a->out, '}');
	ask_json(a);
}

void
sim_auth_lock(struct ask *a)
{
	session_of(a)->until_ms = 0;
	ask_status(a, 200);
}

void
sim_auth_lock_others(struct ask *a)
{
	struct session *own = session_of(a);
	struct secret q;

	if (!ask_body(a, secret_fields, &q))
		return;
	if (!q.pw || strcmp(q.pw, a->miner->password)) {
		ask_error(a, 400, "wrong password");
		return;
	}
	for (int i = 0; i < TOKENS; i++)
		if (&a->miner->sessions[i] != own)
			a->miner->sessions[i].until_ms = 0;
	ask_status(a, 200);
}

void
sim_auth_check(struct ask *a)
{
	json_open(&a->out, '{');
	json_close(&a->out, '}');
	ask_json(a);
	if (!sim_auth_any(a))
		a->reply->status = 401;
}

void
sim_auth_keys(struct ask *a)
{
	json_open(&a->out, '[');
	for (int i = 0; i < KEYS; i++) {
		const struct api_key *k = &a->miner->keys[i];

		if (!*k->key)
			continue;
		json_open(&a->out, '{');
		json_pair(&a->out, "key", k->key);
		json_pair(&a->out, "description", k->description);
		json_close(&a->out, '}');
	}
	json_close(&a->out, ']');
	ask_json(a);
}

static bool
is_key(const char *text)
{
	size_t n = 0;

	while (isxdigit((unsigned char)text[n]))
		n++;
	return n == 32 && !text[n];
}

static const char *
keep_key(struct miner *m, struct api_key *k, const struct secret *q)
{
	const char *what = k ? "updated" : "inserted";

	if (k && !strcmp(k->description, q->description))
		return "nochanges";
	for (int i = 0; !k && i < KEYS; i++)
		if (!*m->keys[i].key)
			k = &m->keys[i];
	if (!k)
		return NULL;
	snprintf(k->key, sizeof k->key, "%s", q->key);
	snprintf(k->description, sizeof k->description, "%s", q->description);
	return what;
}

void
sim_auth_keys_add(struct ask *a)
{
	const char *what;
	struct secret q;

	if (!ask_body(a, secret_fields, &q))
		return;
	if (!q.key || !is_key(q.key)) {
		ask_error(a, 422, "Wrong apikey format");
		return;
	}
	if (!q.description)
		q.description = "";
	if (!(what = keep_key(a->miner, key_named(a, q.key), &q))) {
		ask_error(a, 500, "no room for another key");
		return;
	}
	json_open(&a->out, '{');
	json_pair(&a->out, "status", what);
	json_close(&a->out, '}');
	ask_json(a);
}

void
sim_auth_keys_delete(struct ask *a)
{
	struct secret q;
	struct api_key *k;

	if (!ask_body(a, secret_fields, &q))
		return;
	if ((k = key_named(a, q.key)))
		*k = (struct api_key){ .key = "" };
	ask_status(a, 200);
}
