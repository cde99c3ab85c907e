/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/alert/alert.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/health.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/pass.h"
#include "worker/poll/visit.h"

/*
 * The status round: every miner that is online, managed or not, is asked for
 * its summary and for the preset that runs.  The answers are gathered and
 * kept together, a second's worth in one transaction.
 */
#define GONE_MISSES	3
#define GONE_MS		45000
#define BATCH_MS	1000

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
gather(int64_t now_ms, struct status_round *batch, const struct reading *from)
{
	struct reading *r = &batch->readings[batch->n];
	struct arena *a = &batch->arena;

	if (batch->n++ == 0)
		batch->since_ms = now_ms;
	*r = *from;
	r->state = from->state;
	r->preset = arena_copy(a, from->preset);
	r->fans = copy_list(a, from->fans, fan_fields, sizeof(struct fan));
	r->chains = copy_list(a, from->chains, chain_fields,
	    sizeof(struct chain));
	r->pools = copy_list(a, from->pools, pool_fields,
	    sizeof(struct pool));
}

static void
flush(const struct turn *t, struct poll_room *room)
{
	struct status_round *batch = &room->status;

	for (size_t i = 0; i < batch->n; i++)
		if (!reading_add(t->db, &batch->readings[i]))
			room->health->dropped++;
	t->fleet->miners_changed |= batch->n > 0;
	batch->n = 0;
	arena_reset(&batch->arena);
}

/* ---- Asking ------------------------------------------------------------- */

static void
no_reading(const struct turn *t, struct fleet_miner *u, const char *why)
{
	u->misses++;
	log_debug("no reading mac=%s ip=%s why=\"%s\"", u->mac, u->ip, why);
	if (!u->online || u->retired || u->misses < GONE_MISSES ||
	    t->now_ms - u->answered_ms < GONE_MS)
		return;
	u->online = false;
	miner_went_offline(t->db, u->row, why);
	t->fleet->miners_changed = true;
	tell(t, "offline", u, why);
}

static void
missed(struct visit *v, const char *why)
{
	v->round->lost++;
	no_reading(v->turn, v->miner, why);
	pass_left(&v->room->status.pass);
}

static void
took_perf(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct reading *r = v->more;

	if (visit_error(v) || v->firmware->perf(&c->arena, c, &r->preset))
		r->preset = NULL;
	if (v->room->status.n == STATUS_BATCH)
		flush(v->turn, v->room);
	gather(v->turn->now_ms, &v->room->status, r);
	alerts_reading(v->turn, v->room->alerts, v->miner, r);
	control_read(v->turn, v->room->control, v->miner, r);
	v->round->kept++;
	pass_left(&v->room->status.pass);
}

static void
took_summary(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct fleet_miner *u = v->miner;
	struct reading *r = ARENA_NEW(&c->arena, struct reading);
	const char *error = visit_error(v);
	struct json_odd odd;

	if (c->status == 401)
		u->key_bad = true;
	if (!error) {
		error = v->firmware->summary(&c->arena, c, u->ths_per_miner, r,
		    &odd);
		visit_odd(v, ASK_SUMMARY, "/summary", &odd);
		if (error)
			counter_add(v->turn->db, "summaries_refused", 1);
	}
	if (error) {
		missed(v, error);
		return;
	}
	r->miner = u->row;
	r->recorded_at = v->round->wall_ms;
	u->misses = 0;
	u->answered_ms = v->turn->now_ms;
	v->more = r;
	visit_ask(v, ASK_PERF, true, took_perf);
}

static bool
ask(const struct turn *t, struct poll_room *room, struct round *r,
    struct fleet_miner *u)
{
	if (!*u->ip) {
		no_reading(t, u, "another miner has its address");
		return false;
	}
	visit_ask(visit_begin(t, room, r, u, u->ip), ASK_SUMMARY, false,
	    took_summary);
	return true;
}

void
status_start(struct status_round *batch)
{
	if (!batch->arena.limit)
		arena_init(&batch->arena, 64 << 20);
	pass_start(&batch->pass);
}

bool
status_step(const struct turn *t, struct poll_room *room, struct round *r)
{
	struct status_round *batch = &room->status;
	bool ended = pass_step(&batch->pass, t, room, r, ask);

	if (batch->n && (ended || t->now_ms - batch->since_ms >= BATCH_MS))
		flush(t, room);
	return ended;
}
