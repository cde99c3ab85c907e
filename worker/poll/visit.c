/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "hive/base/log.h"
#include "hive/json/json.h"
#include "hive/service/health.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/visit.h"

struct visit *
visit_begin(const struct turn *t, struct poll_room *room, struct round *round,
    struct fleet_miner *u, const char *ip)
{
	struct http_call *call = http_call(room->http);
	struct visit *v = ARENA_NEW(&call->arena, struct visit);

	*v = (struct visit){ .turn = t, .room = room, .round = round,
	    .miner = u, .call = call };
	snprintf(v->ip, sizeof v->ip, "%s", ip);
	v->firmware = u && u->firmware ? u->firmware : firmwares[0];

	return v;
}

void
visit_ask(struct visit *v, enum question q, bool last,
    void (*took)(struct http_call *, void *))
{
	struct credentials credentials = { .ip = v->ip, .port =
	    v->turn->site->miner_port, .unlock =
	    v->turn->site->unlock_password };
	bool first = v->call->done == NULL;

	if (v->miner)
		credentials = credentials_of(v->turn->site, v->miner);
	credentials.ip = v->ip;
	credentials.token = v->token;
	credentials.key_new = v->key_new;
	if (!first)
		http_again(v->call, took, v);
	v->firmware->ask(v->call, q, &credentials);
	v->call->connect_ms = v->turn->site->miner_probe_timeout_ms;
	if (q == ASK_INFO || q == ASK_MODEL)
		v->call->timeout_ms = v->turn->site->miner_probe_timeout_ms;
	v->call->last = last;
	if (first)
		http_send(v->room->http, v->call, took, v);
}

const char *
visit_error(struct visit *v)
{
	struct http_call *c = v->call;

	if (c->status >= 200 && c->status < 300)
		return NULL;
	return c->status ?
	    arena_printf(&c->arena, "HTTP %d", c->status) :
	    arena_printf(&c->arena, "no answer: %s", c->why ? c->why : "");
}

void
visit_odd(struct visit *v, enum question q, const char *name,
    const struct json_odd *odd)
{
	uint64_t bit = (uint64_t)1 << q;
	struct fleet_miner *u = v->miner;

	if (odd->n == 0) {
		u->odd &= ~bit;
		return;
	}
	counter_add(v->turn->db, "values_refused", odd->n);
	if (!(u->odd & bit))
		log_warn("values refused mac=%s reply=%s values=%lld"
		    " field=%s why=\"%s\"", u->mac, name, (long long)odd->n,
		    odd->where, odd->why);
	u->odd |= bit;
}
