/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"

/* The questions to a miner that a change needs, on a connection of its own. */

#define RED_CONNECT_MS	2000
#define RED_TOTAL_MS	4000
#define CALM_CONNECT_MS	3000
#define CALM_TOTAL_MS	8000

static void
fill(struct flight *f, enum question q, bool last)
{
	struct change *c = f->change;
	struct credentials credentials = credentials_of(f->turn->site,
	    c->miner);

	credentials.preset = c->cmd.preset;
	credentials.percent = c->cmd.percent;
	f->firmware->ask(f->call, q, &credentials);
	f->call->connect_ms = c->hurry ? RED_CONNECT_MS : CALM_CONNECT_MS;
	f->call->timeout_ms = c->hurry ? RED_TOTAL_MS : CALM_TOTAL_MS;
	f->call->last = last;
}

bool
change_ask(const struct turn *t, struct control_room *room, struct change *c,
    enum question q, void (*took)(struct http_call *, void *))
{
	struct flight *f;
	struct http_call *call;

	if (http_room(room->commands) == 0 || !*c->miner->ip)
		return false;
	call = http_call(room->commands);
	f = ARENA_NEW(&call->arena, struct flight);
	*f = (struct flight){ t, room, c, c->miner->firmware ?
	    c->miner->firmware : firmwares[0], call };
	c->flight = f;
	fill(f, q, false);
	http_send(room->commands, call, took, f);
	return true;
}

void
flight_ask(struct flight *f, enum question q, bool last,
    void (*took)(struct http_call *, void *))
{
	f->change->flight = f;
	http_again(f->call, took, f);
	fill(f, q, last);
}

struct change *
flight_end(struct flight *f)
{
	if (f->change)
		f->change->flight = NULL;
	return f->change;
}
