/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/retire_key.h"

struct leaving {
	struct visit	*visit;
	struct credentials	 credentials;
	const char	*mac;
};

static void took_deleted(struct http_call *, void *);

static void
ask(struct leaving *l, enum question q, bool last,
    void (*took)(struct http_call *, void *))
{
	struct http_call *c = l->visit->call;

	http_again(c, took, l);
	l->visit->firmware->ask(c, q, &l->credentials);
	c->connect_ms = l->visit->turn->site->miner_probe_timeout_ms;
	c->last = last;
}

static void
took_locked(struct http_call *c, void *arg)
{
	(void)c;
	(void)arg;
}

static void
took_deleted(struct http_call *c, void *arg)
{
	struct leaving *l = arg;
	const char *error = visit_error(l->visit);

	(void)c;
	if (error)
		log_warn("our key stays on the miner mac=%s why=\"%s\"",
		    l->mac, error);
	ask(l, ASK_LOCK, true, took_locked);
}

static void
took_token(struct http_call *c, void *arg)
{
	struct leaving *l = arg;

	if (visit_error(l->visit) ||
	    l->visit->firmware->token(&c->arena, c, &l->credentials.token))
		log_warn("our key stays on the miner mac=%s why=\"cannot "
		    "unlock\"", l->mac);
	else
		ask(l, ASK_KEY_DELETE, false, took_deleted);
}

void
retire_key(const struct turn *t, struct poll_room *room,
    const struct fleet_miner *u)
{
	struct visit *v;
	struct leaving *l;
	struct arena *a;

	if (!u->online || !*u->ip || !*u->key || http_room(room->http) < 1)
		return;
	v = visit_begin(t, room, NULL, NULL, u->ip);
	a = &v->call->arena;
	l = ARENA_NEW(a, struct leaving);
	*l = (struct leaving){ v, credentials_of(t->site, u),
	    arena_copy(a, u->mac) };
	/* The miner may have changed before the answers are here. */
	l->credentials.ip = arena_copy(a, u->ip);
	l->credentials.key = NULL;
	l->credentials.unlock = arena_copy(a, l->credentials.unlock);
	l->credentials.key_new = arena_copy(a, u->key);
	v->firmware = u->firmware;
	v->firmware->ask(v->call, ASK_UNLOCK, &l->credentials);
	v->call->connect_ms = t->site->miner_probe_timeout_ms;
	http_send(room->http, v->call, took_token, l);
}
