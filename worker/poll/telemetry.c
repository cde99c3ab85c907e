/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/core/health.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/pass.h"
#include "worker/poll/visit.h"

/*
 * The telemetry round: the chips of every miner that is online.  Newer
 * firmware calls the same list /boards: what a miner knew last time is asked
 * first.
 */
#define BATCH_MS	1000

static void
flush(struct db *db, struct poll_room *room)
{
	struct telemetry_round *batch = &room->telemetry;

	for (size_t i = 0; i < batch->n; i++)
		if (!telemetry_add(db, &batch->polls[i]))
			room->health->dropped++;
	batch->n = 0;
	arena_reset(&batch->arena);
}

static void took_chains(struct http_call *, void *);

static void
put_question(struct visit *v)
{
	visit_ask(v, v->miner->boards ? ASK_BOARDS : ASK_CHAINS, false,
	    took_chains);
}

static void
keep(struct visit *v)
{
	struct telemetry_round *batch = &v->room->telemetry;
	struct http_call *c = v->call;
	struct json_odd odd;
	struct telemetry *t;
	const char *error;

	if (batch->n == CHIPS_BATCH)
		flush(v->turn->db, v->room);
	t = &batch->polls[batch->n];
	error = v->firmware->chains(&batch->arena, c, t, &odd);
	visit_odd(v, ASK_CHAINS, "/chains", &odd);
	if (error) {
		if (batch->n == 0)	/* nothing will flush it */
			arena_reset(&batch->arena);
		v->round->lost++;
		counter_add(v->turn->db, "chains_refused", 1);
		log_warn("no chips mac=%s why=\"%s\"", v->miner->mac, error);
		return;
	}
	t->miner = v->miner->row;
	t->recorded_at = v->round->wall_ms;
	if (batch->n++ == 0)
		batch->since_ms = v->turn->now_ms;
	v->round->kept++;
}

static void
took_chains(struct http_call *c, void *arg)
{
	struct visit *v = arg;

	if (c->status == 404 && !v->more) {
		v->more = v;		/* once */
		v->miner->boards = !v->miner->boards;
		put_question(v);
		return;
	}
	if (visit_error(v))
		v->round->lost++;
	else
		keep(v);
	pass_left(&v->room->telemetry.pass);
}

static bool
ask(const struct turn *t, struct poll_room *room, struct round *r,
    struct fleet_miner *u)
{
	if (!*u->ip)
		return false;
	put_question(visit_begin(t, room, r, u, u->ip));
	return true;
}

void
telemetry_start(struct telemetry_round *batch)
{
	if (!batch->arena.limit)
		arena_init(&batch->arena, 64 << 20);
	pass_start(&batch->pass);
}

bool
telemetry_step(const struct turn *t, struct poll_room *room, struct round *r)
{
	struct telemetry_round *batch = &room->telemetry;
	bool ended = pass_step(&batch->pass, t, room, r, ask);

	if (batch->n && (ended || t->now_ms - batch->since_ms >= BATCH_MS))
		flush(t->db, room);
	return ended;
}
