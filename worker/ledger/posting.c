/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/polled.h"
#include "hive/ledger/post.h"
#include "hive/verify/reconcile.h"
#include "worker/core/turn.h"
#include "worker/ledger/posting.h"

/*
 * The ledger's work of a turn, in this order: book what boards have sent, go on
 * with statements, book what was polled, reconcile, delete old readings, and
 * each hour sign the end of the hash chain.  Each does a bounded piece and says
 * whether there is more; then the next turn comes at once.  On a sick disk
 * nothing is booked, and what polled_step() has read is forgotten, because it
 * was read for a transaction that is gone.
 */

#define POSTING_LOOK_MS	1000	/* between two looks at what is due */
#define READINGS_MAX	2000	/* in one turn */

void
books_turn(const struct turn *t, struct books *books)
{
	bool more;

	if (db_sick(t->db))
		polled_forget(&books->polled);
	if (books_next_ms(t->now_ms, books) > t->now_ms || db_sick(t->db))
		return;
	if (!books->arena.limit)
		arena_init(&books->arena, 512u << 20);
	more = book_step(t->db, &books->arena, t->wall_ms, READINGS_MAX);
	more |= statement_turn(t, books);
	books->polled.includes = t->site->plant &&
	    t->site->plant->meter_includes_miners == 1;
	more |= polled_step(&books->polled, t->db, t->wall_ms, READINGS_MAX);
	more |= reconcile_step(&books->reconcile, t->db, &books->arena,
	    &books->head_public, t->wall_ms);
	if (books->minute != t->wall_ms / MINUTE_MS &&
	    !meter_seal(t->db, &books->arena, t->site->meter_readings_days,
	    t->wall_ms))
		books->minute = t->wall_ms / MINUTE_MS;
	if (books->hour != t->wall_ms / HOUR_MS) {
		books_sign(t, books, &books->arena, books->hour ? "hour" :
		    "start");
		books->hour = t->wall_ms / HOUR_MS;
	}
	arena_reset(&books->arena);
	books->at_ms = t->now_ms + (more ? 0 : POSTING_LOOK_MS);
}

int64_t
books_next_ms(int64_t now_ms, const struct books *books)
{
	return books->at_ms > now_ms && books->at_ms <= now_ms +
	    POSTING_LOOK_MS ? books->at_ms : now_ms;
}

void
books_close(struct books *books)
{
	arena_free(&books->arena);
	polled_free(&books->polled);
}
