/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ENERGY_RIG_H
#define TESTS_LIB_ENERGY_RIG_H

#include <stdlib.h>
#include <unistd.h>

#include "hive/order/access.h"
#include "tests/lib/energy_door.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/work_rig.h"
#include "worker/ledger/posting.h"
#include "worker/ledger/rating.h"

/*
 * The door with a worker behind it: what is asked through door_ask() is
 * served by the worker's own orders, in place of the socket, and its books
 * and prices go on while the test lets time pass.  Users "op" and "books"
 * have the scopes that they are called by.
 */
static struct rig rig;

static inline void
energy_pass(int64_t ms)
{
	rig.now_ms += ms;
	rig.worker.turn.now_ms += ms;
	rig.worker.turn.wall_ms += ms;
	door.now = rig.worker.turn.wall_ms;
	db_begin(door.db);
	books_turn(&rig.worker.turn, &rig.worker.books);
	prices_turn(&rig.worker.turn, &rig.worker.prices);
	db_commit(door.db);
}

/* Until nothing is left to book or to rate. */
static inline void
energy_rest(void)
{
	int turns = 0;

	do
		energy_pass(1000);
	while (!rating_idle(door.db) && ++turns < 1000);
	CHECK(rating_idle(door.db));
}

void
order_send(struct arena *a, const char *socket_path, const struct order *o,
    int timeout_ms, struct answer *answer)
{
	/* orders.c keeps its state of the connection there. */
	static _Alignas(16) char connection[4096];
	struct order_call *c = ARENA_NEW(a, struct order_call);

	(void)socket_path;
	(void)timeout_ms;
	*c = (struct order_call){ .turn = &rig.worker.turn,
	    .rooms = &rig.worker.rooms, .arena = a,
	    .order = *o, .connection = connection };
	db_begin(door.db);
	order_serve(c);
	db_commit(door.db);
	for (int i = 0; c->later && !c->answer.body && i < 1000; i++)
		energy_pass(10);
	*answer = c->answer;
}

/* A key of its own for the heads, which no folder keeps. */
static inline void
energy_key(void)
{
	char folder[] = "/tmp/t-energy-XXXXXX";
	bool fresh;

	CHECK(mkdtemp(folder) != NULL);
	CHECK_TEXT(head_key_open(&rig.worker.books.head_key, door.arena,
	    folder, &fresh), NULL);
	unlink(arena_printf(door.arena, "%s/ledger.key", folder));
	unlink(arena_printf(door.arena, "%s/ledger.pub", folder));
	CHECK_INT(rmdir(folder), 0);
}

static inline void
energy_open(const char *zone)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 1;
	o.net = "127.1.0.0/30";
	rig_open_farm(&rig, &o);
	rig.arena.limit = 1 << 30;
	rig.worker.turn.wall_ms = BENCH_WALL_MS;
	rig.worker.site.timezone = zone;
	CHECK_TEXT(zone_use(zone), NULL);
	door.db = rig.worker.turn.db;
	door.arena = &rig.arena;
	door.site = &rig.worker.site;
	door.now = BENCH_WALL_MS;
	db_begin(door.db);
	user_keep(door.db, "op", SCOPE_OPERATE, BENCH_WALL_MS);
	user_keep(door.db, "books", SCOPE_LEDGER, BENCH_WALL_MS);
	db_commit(door.db);
	prices_open(&rig.worker.turn, &rig.worker.prices);
}

#endif
