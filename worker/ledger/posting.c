/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/ledger/meter.h"
#include "hive/ledger/polled.h"
#include "hive/ledger/post.h"
#include "hive/verify/reconcile.h"
#include "worker/ledger/posting.h"

#define LOOK_MS		1000	/* between two looks at what is due */
#define READINGS_MOST	2000	/* in one turn */
#define HOUR_MS		3600000
#define MINUTE_MS	60000

static struct {
	struct arena	 arena;
	int64_t		 at_ms;
	int64_t		 hour;		/* of the last head */
	int64_t		 minute;	/* of the last look for old ones */
} books;

void
books_turn(struct work *w)
{
	bool more;

	if (db_sick(w->db))
		polled_forget();
	if (books_next_ms(w) > w->now_ms || db_sick(w->db))
		return;
	if (!books.arena.limit)
		arena_init(&books.arena, 512u << 20);
	more = book_step(w->db, &books.arena, w->wall_ms, READINGS_MOST);
	more |= statement_turn(w);
	polled_includes(w->site.plant &&
	    w->site.plant->meter_includes_miners == 1);
	more |= polled_step(w->db, w->wall_ms, READINGS_MOST);
	more |= reconcile_step(w->db, &books.arena, &w->chain_public,
	    w->wall_ms);
	if (books.minute != w->wall_ms / MINUTE_MS &&
	    !meter_seal(w->db, &books.arena, w->site.meter_readings_days,
	    w->wall_ms))
		books.minute = w->wall_ms / MINUTE_MS;
	if (books.hour != w->wall_ms / HOUR_MS) {
		books_sign(w, &books.arena, books.hour ? "hour" : "start");
		books.hour = w->wall_ms / HOUR_MS;
	}
	arena_reset(&books.arena);
	books.at_ms = w->now_ms + (more ? 0 : LOOK_MS);
}

int64_t
books_next_ms(const struct work *w)
{
	return books.at_ms > w->now_ms && books.at_ms <= w->now_ms + LOOK_MS ?
	    books.at_ms : w->now_ms;
}
