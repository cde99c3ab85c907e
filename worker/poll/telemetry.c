/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/poll/pass.h"
#include "worker/poll/visit.h"

/*
 * The telemetry round: the chips of every miner that is online.  Newer
 * firmware calls the same list /boards: what a miner knew last time is asked
 * first.
 */
#define BATCH_MOST	64
#define BATCH_MS	1000

static struct pass pass;

static struct {
	struct arena		 arena;
	struct telemetry	 polls[BATCH_MOST];
	size_t			 n;
	int64_t			 since_ms;
} batch;

static void
flush(struct work *w)
{
	for (size_t i = 0; i < batch.n; i++)
		if (!telemetry_add(w->db, &batch.polls[i]))
			w->dropped++;
	batch.n = 0;
	arena_reset(&batch.arena);
}

static void took_chains(struct http_call *, void *);

static void
put_question(struct visit *v)
{
	visit_ask(v, v->unit->boards ? ASK_BOARDS : ASK_CHAINS, false,
	    took_chains);
}

static void
keep(struct visit *v)
{
	struct http_call *c = v->call;
	struct telemetry *t;
	const char *wrong;

	if (batch.n == BATCH_MOST)
		flush(v->work);
	t = &batch.polls[batch.n];
	wrong = v->firmware->chains(&batch.arena, c, t);
	visit_odd(v, ASK_CHAINS, "/chains");
	if (wrong) {
		if (batch.n == 0)	/* nothing will flush it */
			arena_reset(&batch.arena);
		v->round->lost++;
		counter_add(v->work->db, "chains_refused", 1);
		log_warn("no chips mac=%s why=\"%s\"", v->unit->mac, wrong);
		return;
	}
	t->miner = v->unit->row;
	t->recorded_at = v->round->wall_ms;
	if (batch.n++ == 0)
		batch.since_ms = v->work->now_ms;
	v->round->kept++;
}

static void
took_chains(struct http_call *c, void *arg)
{
	struct visit *v = arg;

	if (c->status == 404 && !v->more) {
		v->more = v;		/* once */
		v->unit->boards = !v->unit->boards;
		put_question(v);
		return;
	}
	if (visit_wrong(v))
		v->round->lost++;
	else
		keep(v);
	pass_left(&pass);
}

static bool
ask(struct work *w, struct round *r, struct unit *u)
{
	if (!*u->ip)
		return false;
	put_question(visit_begin(w, r, u, u->ip));
	return true;
}

void
telemetry_start(struct work *w, struct round *r)
{
	if (!batch.arena.limit)
		arena_init(&batch.arena, 64 << 20);
	pass_start(&pass, w, r);
}

bool
telemetry_step(struct work *w, struct round *r)
{
	bool ended = pass_step(&pass, w, r, ask);

	if (batch.n && (ended || w->now_ms - batch.since_ms >= BATCH_MS))
		flush(w);
	return ended;
}
