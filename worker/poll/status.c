/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/log.h"
#include "worker/poll/pass.h"
#include "worker/poll/visit.h"

/*
 * The status round: every miner that is online, managed or not, is asked for
 * its summary and for the preset that runs.  The answers are gathered and
 * kept together, a second's worth in one transaction.
 */
#define GONE_MISSES	3
#define GONE_MS		45000
#define BATCH_MOST	2048
#define BATCH_MS	1000

static struct pass pass;

static struct {
	struct arena	 arena;
	struct reading	 readings[BATCH_MOST];
	size_t		 n;
	int64_t		 since_ms;
} batch;

/* ---- Keeping ------------------------------------------------------------ */

static struct list
copy_list(struct arena *a, struct list from, const struct field *fields,
    size_t size)
{
	struct list to = { arena_take(a, from.n * size + 1), from.n };

	if (from.n)
		memcpy(to.v, from.v, from.n * size);
	for (size_t i = 0; i < to.n; i++)
		record_keep(a, fields, (char *)to.v + i * size);
	return to;
}

static void
gather(struct work *w, const struct reading *from)
{
	struct reading *r = &batch.readings[batch.n];
	struct arena *a = &batch.arena;

	if (batch.n++ == 0)
		batch.since_ms = w->now_ms;
	*r = *from;
	r->state = arena_copy(a, from->state);
	r->preset = arena_copy(a, from->preset);
	r->fans = copy_list(a, from->fans, fan_fields, sizeof(struct fan));
	r->chains = copy_list(a, from->chains, chain_fields,
	    sizeof(struct chain));
	r->pools = copy_list(a, from->pools, pool_fields,
	    sizeof(struct pool));
}

static void
flush(struct work *w)
{
	for (size_t i = 0; i < batch.n; i++)
		if (!reading_add(w->db, &batch.readings[i]))
			w->dropped++;
	w->miners_changed |= batch.n > 0;
	batch.n = 0;
	arena_reset(&batch.arena);
}

/* ---- Asking ------------------------------------------------------------- */

static void
no_reading(struct work *w, struct unit *u, const char *why)
{
	u->misses++;
	log_debug("no reading mac=%s ip=%s why=\"%s\"", u->mac, u->ip, why);
	if (!u->online || u->retired || u->misses < GONE_MISSES ||
	    w->now_ms - u->answered_ms < GONE_MS)
		return;
	u->online = false;
	miner_went_offline(w->db, u->row, why);
	w->miners_changed = true;
	tell(w, "offline", u, why);
}

static void
missed(struct visit *v, const char *why)
{
	v->round->lost++;
	no_reading(v->work, v->unit, why);
	pass_left(&pass);
}

static void
took_perf(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct reading *r = v->more;

	if (visit_wrong(v) || v->firmware->perf(&c->arena, c, &r->preset))
		r->preset = NULL;
	if (batch.n == BATCH_MOST)
		flush(v->work);
	gather(v->work, r);
	alerts_reading(v->work, v->unit, r);
	control_read(v->work, v->unit, r);
	v->round->kept++;
	pass_left(&pass);
}

static void
took_summary(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct unit *u = v->unit;
	struct reading *r = ARENA_NEW(&c->arena, struct reading);
	const char *wrong = visit_wrong(v);

	if (c->status == 401)
		u->key_bad = true;
	if (!wrong) {
		wrong = v->firmware->summary(&c->arena, c, u->ths_per_unit, r);
		visit_odd(v, ASK_SUMMARY, "/summary");
		if (wrong)
			counter_add(v->work->db, "summaries_refused", 1);
	}
	if (wrong) {
		missed(v, wrong);
		return;
	}
	r->miner = u->row;
	r->recorded_at = v->round->wall_ms;
	u->misses = 0;
	u->answered_ms = v->work->now_ms;
	v->more = r;
	visit_ask(v, ASK_PERF, true, took_perf);
}

static bool
ask(struct work *w, struct round *r, struct unit *u)
{
	if (!*u->ip) {
		no_reading(w, u, "another miner has its address");
		return false;
	}
	visit_ask(visit_begin(w, r, u, u->ip), ASK_SUMMARY, false,
	    took_summary);
	return true;
}

void
status_start(struct work *w, struct round *r)
{
	if (!batch.arena.limit)
		arena_init(&batch.arena, 64 << 20);
	pass_start(&pass, w, r);
}

bool
status_step(struct work *w, struct round *r)
{
	bool ended = pass_step(&pass, w, r, ask);

	if (batch.n && (ended || w->now_ms - batch.since_ms >= BATCH_MS))
		flush(w);
	return ended;
}
