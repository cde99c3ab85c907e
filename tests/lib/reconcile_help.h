/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_RECONCILE_HELP_H
#define TESTS_LIB_RECONCILE_HELP_H

#include "hive/base/log.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "hive/verify/reconcile.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* Books, and what is found in them. */
#define DAY	INT64_C(86400000)
#define T0	(INT64_C(1795168800000) - INT64_C(1795168800000) % DAY)

static struct arena arena;
static struct db *db;
static struct head_public public = { .n = 1 };
static struct reconcile reconcile;

static inline void
books_new(void)
{
	const char *error;

	arena_init(&arena, 512u << 20);
	log_level(LOG_FAIL);
	if (!(db = db_create(":memory:", &error)))
		log_die("%s", error);
}

static inline void
turn(int64_t now)
{
	db_begin(db);
	while (book_step(db, &arena, now, 5000))
		;
	while (reconcile_step(&reconcile, db, &arena, &public, now))
		;
	db_commit(db);
}

/* Tickets of the class and meter; *t the last of them. */
static inline int
tickets(enum ticket_class class, const char *device, struct ticket *t)
{
	int64_t id = energy_meter_of(db, &arena, device);
	struct query *q = ticket_list(db, NULL, 10000);
	struct ticket each;
	int n = 0;

	while (db_row(db, q, ticket_fields, &each))
		if (each.class == class && each.meter == id) {
			*t = each;
			record_keep(&arena, ticket_fields, t);
			n++;
		}
	return n;
}

static inline void
look(int64_t at)
{
	db_begin(db);
	reconcile_begin(db, RECONCILE_REQUEST, "user:test", at);
	db_commit(db);
	turn(at);
}

#endif
