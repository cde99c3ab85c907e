/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "hive/money/period.h"
#include "worker/core/turn.h"
#include "worker/ledger/posting.h"
#include "worker/ledger/rating.h"

/*
 * Rating runs beside everything else, a step a turn.  Two things hang on it:
 * orders that are answered only when their run has ended (a recalculation says
 * what it changed), and the closing of a month, which goes run, lines,
 * statement: the run writes the month's lines down, then no day is rated until
 * the statement that counts them is signed.
 */

#define ENTRY_LOOK_MS	1000	/* between two looks for new entries */
#define STEP_DAYS	400	/* days of meters in a step: 12 to 20 ms */

void
prices_open(const struct turn *t, struct prices *prices)
{
	for (int i = 0; i < RATING_WAITS; i++)
		prices->waiting[i].ended = NULL;
	prices->next_ms = t->now_ms;
	prices->closing.busy = false;
	if (!prices->arena.limit)
		arena_init(&prices->arena, 64 << 20);
	db_begin(t->db);
	prices->stopped = !rating_zone(t->db, &prices->arena,
	    t->site->timezone);
	if (!db_commit(t->db))
		prices->stopped = true;
	arena_reset(&prices->arena);
	if (prices->stopped)
		log_error("nothing is rated: months are closed in another "
		    "time zone zone=%s", t->site->timezone);
}

void
prices_soon(struct prices *prices)
{
	prices->next_ms = 0;
}

int64_t
prices_next_ms(const struct prices *prices)
{
	return prices->next_ms;
}

bool
prices_wait(int64_t wall_ms, struct prices *prices, int64_t run,
    void (*ended)(void *arg, const struct rating_run *), void *arg)
{
	for (int i = 0; i < RATING_WAITS; i++)
		if (!prices->waiting[i].ended) {
			prices->waiting[i] = (struct rating_wait){ ended, arg,
			    run, wall_ms };
			prices_soon(prices);
			return true;
		}
	return false;
}

static void
tell_those(struct db *db, struct prices *prices)
{
	for (int i = 0; i < RATING_WAITS; i++) {
		struct rating_wait *wait = &prices->waiting[i];
		struct rating_run run;

		if (!wait->ended)
			continue;
		if (!rating_get(db, &prices->arena, wait->run, &run) ||
		    run.started_at != wait->started_at)
			wait->ended(wait->arg, NULL);
		else if (run.ended_at == NONE)
			continue;
		else
			wait->ended(wait->arg, &run);
		wait->ended = NULL;
	}
	arena_reset(&prices->arena);
}

static void
tell_ended(const struct turn *t)
{
	struct query *q = rating_list(t->db, 4);
	struct rating_run run;

	while (db_row(t->db, q, rating_run_columns, &run))
		if (run.ended_at == t->wall_ms)
			log_info("rating ended run=%lld kind=%s days=%lld"
			    " changed=%lld lines=%lld ms=%lld",
			    (long long)run.id, run_kind_words[run.kind],
			    (long long)run.done,
			    (long long)run.changed, (long long)run.lines,
			    (long long)(run.ended_at - run.started_at));
}

/* ---- Closing a month ---------------------------------------------------- */

static void
closed(const struct turn *t, struct statement_job *j, const char *text)
{
	struct prices *prices = j->arg;
	struct closing *c = &prices->closing;

	c->busy = false;
	if (!text) {
		log_error("month is closed already period=%s",
		    c->job.s.period);
		return;
	}
	period_keep(t->db, &(struct period){ .month = c->run.month,
	    .closed_at = t->wall_ms, .closed_by = c->run.actor,
	    .statement = text });
	log_info("month closed period=%s by=%s", c->job.s.period,
	    c->run.actor);
	prices_soon(prices);
}

/* When its days are written down, its statement is made. */
static void
close_month(const struct turn *t, struct prices *prices)
{
	struct closing *c = &prices->closing;
	char *period;

	if (c->busy)
		return;
	if (!c->arena.limit)
		arena_init(&c->arena, 256u << 20);
	arena_reset(&c->arena);
	if (!period_due(t->db, &c->arena, &c->run))
		return;
	period = arena_take(&c->arena, ZONE_DATE_SIZE);
	zone_month_show(period, c->run.month);
	c->job = (struct statement_job){ .arena = &c->arena,
	    .reason = "close", .closes = true, .made = closed,
	    .arg = prices };
	c->busy = statement_begin(t, prices->books, &c->job, period);
}

void
prices_turn(const struct turn *t, struct prices *prices)
{
	bool more;

	if (t->now_ms < prices->next_ms)
		return;
	prices->next_ms = t->now_ms + ENTRY_LOOK_MS;
	if (prices->stopped || db_sick(t->db))
		return;
	if (rating_waits(t->db))
		close_month(t, prices);
	if (rating_idle(t->db)) {
		tell_those(t->db, prices);
		return;
	}
	more = rating_step(t->db, &prices->arena, t->wall_ms, STEP_DAYS);
	arena_reset(&prices->arena);
	tell_ended(t);
	tell_those(t->db, prices);
	if (more)
		prices->next_ms = t->now_ms;
}

void
prices_close(struct prices *prices)
{
	arena_free(&prices->arena);
	arena_free(&prices->closing.arena);
}
