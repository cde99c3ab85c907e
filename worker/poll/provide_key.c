/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/miner/update.h"
#include "hive/service/health.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/discover.h"

/*
 * How a miner gets a key of ours: unlock it by the password, look through its
 * keys for one that we made before, else add a new one, and keep that sealed in
 * the database.  Each try may count against the owner: after a wrong password
 * the firmware locks everybody out for a while.  So a refusal is never repeated
 * within an hour, or until a person has set another password, and any other
 * trouble not within five minutes.
 */

#define REFUSED_MS	HOUR_MS	/* a wrong password is not tried sooner */
#define TROUBLE_MS	300000

struct providing {
	void	(*then)(struct visit *);
};

bool
provide_wanted(const struct visit *v)
{
	const struct fleet_miner *u = v->miner;

	return (!*u->key || u->key_bad) && v->turn->now_ms >= u->next_key_ms;
}

static void
end(struct visit *v, const char *trouble, int64_t wait_ms)
{
	struct providing *p = v->more;
	struct fleet_miner *u = v->miner;

	if (trouble) {
		u->next_key_ms = v->turn->now_ms + wait_ms;
		miner_set_trouble(v->turn->db, u->row, trouble);
		counter_add(v->turn->db, "key_refused", 1);
		tell(v->turn, "no key", u, trouble);
		v->turn->fleet->miners_changed = true;
	}
	p->then(v);
}

static void
keep(struct visit *v, const char *key)
{
	struct fleet_miner *u = v->miner;

	if (strlen(key) >= sizeof u->key) {
		end(v, "the key is too long", TROUBLE_MS);
		return;
	}
	snprintf(u->key, sizeof u->key, "%s", key);
	u->key_bad = false;
	miner_set_key(v->turn->db, u->row, secret_seal(&v->call->arena,
	    v->room->secret, u->mac, "sealed_key", key));
	v->turn->fleet->miners_changed = true;
	end(v, NULL, 0);
}

static void
took_added(struct http_call *c, void *arg)
{
	struct visit *v = arg;

	(void)c;
	if (visit_error(v))
		end(v, "the miner refused a new key", TROUBLE_MS);
	else
		keep(v, v->key_new);
}

/* 16 random bytes in lower-case hex: every version takes that. */
static const char *
new_key(struct arena *a)
{
	unsigned char bytes[16];
	char *hex = arena_take(a, 2 * sizeof bytes + 1);

	randombytes_buf(bytes, sizeof bytes);
	return sodium_bin2hex(hex, 2 * sizeof bytes + 1, bytes, sizeof bytes);
}

static void
took_keys(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	const char *known = NULL;

	if (visit_error(v) || v->firmware->key(&c->arena, c, &known)) {
		end(v, "the miner does not list its keys", TROUBLE_MS);
		return;
	}
	if (known) {
		keep(v, known);
		return;
	}
	v->key_new = new_key(&c->arena);
	visit_ask(v, ASK_KEY_ADD, false, took_added);
}

/* A refused password is never tried in a loop: the owner would be locked out as
 * well. */
static void
refused(struct visit *v)
{
	struct http_call *c = v->call;
	int64_t wait_s = v->firmware->lockout_s(&c->arena, c);
	int64_t wait_ms = wait_s == NONE ? 0 : wait_s * 1000;

	if (c->status == 403 && wait_ms < REFUSED_MS)
		wait_ms = REFUSED_MS;
	if (wait_ms < TROUBLE_MS)
		wait_ms = TROUBLE_MS;
	end(v, c->status == 403 ? "the unlock password is wrong" :
	    "the miner allows no further try now", wait_ms);
}

static void
took_token(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	const char *error;

	if (c->status == 403 || c->status == 429) {
		refused(v);
		return;
	}
	error = visit_error(v);
	if (!error)
		error = v->firmware->token(&c->arena, c, &v->token);
	if (error)
		end(v, "the miner could not be unlocked", TROUBLE_MS);
	else
		visit_ask(v, ASK_KEYS, false, took_keys);
}

void
provide(struct visit *v, void (*then)(struct visit *))
{
	struct providing *p = ARENA_NEW(&v->call->arena, struct providing);

	p->then = then;
	v->more = p;
	visit_ask(v, ASK_UNLOCK, false, took_token);
}
