/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_API_RIG_H
#define TESTS_LIB_API_RIG_H

#include "fcgi/http/route.h"
#include "hive/order/access.h"
#include "tests/lib/site_rig.h"

/*
 * Both programs in one process: a miner's reply goes in at one end, the
 * API's bytes come out at the other, and an order goes back.  The order
 * socket is replaced by a call.
 */
static struct request r;	/* the last one, with its answer */
static bool worker_down;

void
order_send(struct arena *a, const char *socket_path, const struct order *o,
    int timeout_ms, struct answer *answer)
{
	struct order_call c = { .turn = &b.worker.turn,
	    .rooms = &b.worker.rooms, .arena = a, .order = *o };

	(void)socket_path;
	(void)timeout_ms;
	if (worker_down) {
		*answer = (struct answer){ .status = 503,
		    .why = "the worker does not answer" };
		return;
	}
	db_begin(b.worker.turn.db);
	order_serve(&c);
	if (b.worker.fleet.miners_changed)
		revision_bump(b.worker.turn.db, "miners");
	if (b.worker.fleet.models_changed)
		revision_bump(b.worker.turn.db, "models");
	b.worker.fleet.miners_changed = b.worker.fleet.models_changed = false;
	db_commit(b.worker.turn.db);
	*answer = c.answer;
}

/* A request by the user "op" (operate) unless it was filled in before. */
static inline int
ask(const char *method, const char *path, const char *query,
    const char *body)
{
	int status;

	r.db = b.worker.turn.db;
	r.arena = &b.arena;
	r.site = &b.worker.site;
	r.now = BENCH_WALL_MS + b.now_ms;
	r.method = words_value(method_words, method);
	r.path = path;
	r.query = query;
	r.body = body ? body : "";
	r.body_len = strlen(r.body);
	r.content_type = body ? "application/json" : NULL;
	r.total = NONE;
	if (!r.gate)
		r.gate = "basic";
	if (!r.user)
		r.user = "op";
	json_init(&r.out, &b.arena);
	status = route_serve(&r);
	json_done(&r.out);
	db_rest(b.worker.turn.db);
	return status;
}

static inline int
plain(const char *method, const char *path, const char *query,
    const char *body)
{
	r = (struct request){ .db = NULL };
	return ask(method, path, query, body);
}

static inline int
as(const char *user, const char *method, const char *path, const char *body)
{
	r = (struct request){ .user = user };
	return ask(method, path, NULL, body);
}

static inline const char *
path_of(int number, const char *more)
{
	return arena_printf(&b.arena, "/api/miners/%s%s", mac_of(number),
	    more);
}

static inline bool
says(const char *text)
{
	return strstr(r.out.buf.text, text) != NULL;
}

/* 20 miners of many kinds; "op" may operate, "boss" may all. */
static inline void
api_open(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 20;
	o.net = "127.1.0.0/27";
	o.odd_percent = 50;
	rig_open_farm(&b, &o);
	rig_run(&b, 130000);
	db_begin(b.worker.turn.db);
	user_keep(b.worker.turn.db, "op", SCOPE_OPERATE, BENCH_WALL_MS);
	user_keep(b.worker.turn.db, "boss", SCOPE_ADMIN, BENCH_WALL_MS);
	db_commit(b.worker.turn.db);
}

#endif
