/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/money/period.h"
#include "hive/money/statement.h"
#include "worker/core/turn.h"
#include "worker/ledger/posting.h"

/*
 * A statement of a month looks at every slot of every meter in it, so it is
 * made a few meters a turn; that of a small site within its order.
 */
#define METERS_A_TURN	20

/* A statement names a signed head that covers every entry which it counts. */
static void
put_head(const struct turn *t, struct books *books, struct statement_job *j)
{
	struct ledger_head h;

	if (!head_sign(t->db, j->arena, &books->head_key, j->reason, false,
	    t->wall_ms, &h) && !head_get(t->db, j->arena, &h))
		return;
	j->s.head_entry = h.entry;
	j->s.head_at = h.at;
	j->s.head_hash = h.hash_hex;
	j->s.head_signature = h.signature_hex;
}

/* True: it is made. */
static bool
step(const struct turn *t, struct books *books, struct statement_job *j)
{
	struct statement_meter *line = j->s.meters.v;

	for (int i = 0; i < METERS_A_TURN && j->done < j->s.meters.n; i++) {
		statement_line(t->db, j->arena, line[j->done].meter,
		    j->s.from, j->s.to, &line[j->done]);
		j->done++;
	}
	if (j->done < j->s.meters.n)
		return false;
	statement_money(t->db, j->arena, &j->s, t->wall_ms);
	if (j->closes)
		j->s.state = FINALITY_CLOSED;
	put_head(t, books, j);
	j->made(t, j, statement_sign(t->db, j->arena, &books->head_key,
	    &j->s));
	return true;
}

bool
statement_begin(const struct turn *t, struct books *books,
    struct statement_job *j, const char *period)
{
	/* The configuration may be read anew before it is made. */
	j->s = (struct statement){ .site = arena_copy(j->arena,
	    t->site->name), .timezone = arena_copy(j->arena,
	    t->site->timezone), .currency = arena_copy(j->arena,
	    t->site->currency), .period = period, .made_at = t->wall_ms,
	    .head_entry = NONE, .head_at = NONE, .total_uwh = NONE,
	    .total_cost = NONE };
	j->done = 0;
	if (!statement_period(period, &j->s.from, &j->s.to))
		return false;
	j->s.meters = statement_meters(t->db, j->arena);
	j->next = books->jobs;
	books->jobs = j;
	return true;
}

bool
statement_turn(const struct turn *t, struct books *books)
{
	struct statement_job *j = books->jobs;

	if (!j)
		return false;
	books->jobs = j->next;
	if (!step(t, books, j)) {
		j->next = books->jobs;
		books->jobs = j;
	}
	return books->jobs != NULL;
}

/* ---- Heads -------------------------------------------------------------- */

void
books_sign(const struct turn *t, struct books *books, struct arena *arena,
    const char *reason)
{
	struct ledger_head h;

	if (head_sign(t->db, arena, &books->head_key, reason, false,
	    t->wall_ms, &h))
		log_info("ledger head signed head=%lld entry=%lld hash=%s"
		    " signature=%s", (long long)h.id, (long long)h.entry,
		    h.hash_hex, h.signature_hex);
}
