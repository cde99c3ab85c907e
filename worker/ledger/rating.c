/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "hive/base/zone.h"
#include "hive/money/period.h"
#include "worker/ledger/posting.h"
#include "worker/ledger/rating.h"

#define LOOK_MS		1000	/* between two looks for new entries */
#define STEP_DAYS	400	/* days of meters in a step: 12 to 20 ms */
#define WAITING		8

static struct {
	int64_t		 next_ms;
	bool		 stopped;	/* days of another zone are closed */
	struct arena	 arena;
	struct waiting {
		struct order_call	*call;	/* NULL: free */
		int64_t			 run, started_at;
		void			(*answer)(struct order_call *,
					    const struct rating_run *);
	} waiting[WAITING];
} prices;

static struct {
	bool			 busy;
	struct arena		 arena;
	struct rating_run	 run;
	struct statement_job	 job;
} closing;

void
prices_open(struct work *w)
{
	for (int i = 0; i < WAITING; i++)
		prices.waiting[i].call = NULL;
	prices.next_ms = w->now_ms;
	closing.busy = false;
	if (!prices.arena.limit)
		arena_init(&prices.arena, 64 << 20);
	db_begin(w->db);
	prices.stopped = !rating_zone(w->db, &prices.arena,
	    w->site.timezone);
	if (!db_commit(w->db))
		prices.stopped = true;
	arena_reset(&prices.arena);
	if (prices.stopped)
		log_error("nothing is rated: months are closed in another "
		    "time zone zone=%s", w->site.timezone);
}

void
prices_soon(void)
{
	prices.next_ms = 0;
}

int64_t
prices_next_ms(const struct work *w)
{
	(void)w;
	return prices.next_ms;
}

bool
prices_wait(struct order_call *c, int64_t run,
    void (*answer)(struct order_call *, const struct rating_run *))
{
	for (int i = 0; i < WAITING; i++)
		if (!prices.waiting[i].call) {
			prices.waiting[i] = (struct waiting){ c, run,
			    c->work->wall_ms, answer };
			c->later = true;
			prices_soon();
			return true;
		}
	return false;
}

static void
answer_those(struct work *w)
{
	for (int i = 0; i < WAITING; i++) {
		struct waiting *wait = &prices.waiting[i];
		struct rating_run run;

		if (!wait->call)
			continue;
		/* The commit of its turn failed: there is no such run. */
		if (!rating_get(w->db, wait->call->arena, wait->run, &run) ||
		    run.started_at != wait->started_at)
			order_refuse(wait->call, 503, "the database could not"
			    " be written", NULL);
		else if (run.ended_at == NONE)
			continue;
		else
			wait->answer(wait->call, &run);
		order_done(wait->call);
		wait->call = NULL;
	}
}

static void
tell_ended(struct work *w)
{
	struct query *q = rating_list(w->db, 4);
	struct rating_run run;

	while (db_row(w->db, q, rating_run_columns, &run))
		if (run.ended_at == w->wall_ms)
			log_info("rating ended run=%lld kind=%s days=%lld"
			    " changed=%lld lines=%lld ms=%lld",
			    (long long)run.id, run.kind, (long long)run.done,
			    (long long)run.changed, (long long)run.lines,
			    (long long)(run.ended_at - run.started_at));
}

/* ---- Closing a month ---------------------------------------------------- */

static void
closed(struct work *w, struct statement_job *j, const char *text)
{
	(void)j;
	closing.busy = false;
	if (!text) {
		log_error("month is closed already period=%s",
		    closing.job.s.period);
		return;
	}
	period_keep(w->db, &(struct period){ .month = closing.run.month,
	    .closed_at = w->wall_ms, .closed_by = closing.run.actor,
	    .statement = text });
	log_info("month closed period=%s by=%s", closing.job.s.period,
	    closing.run.actor);
	prices_soon();
}

/* When its days are written down, its statement is made. */
static void
close_month(struct work *w)
{
	char *period;

	if (closing.busy)
		return;
	if (!closing.arena.limit)
		arena_init(&closing.arena, 256u << 20);
	arena_reset(&closing.arena);
	if (!period_due(w->db, &closing.arena, &closing.run))
		return;
	period = arena_take(&closing.arena, ZONE_DATE_SIZE);
	zone_month_show(period, closing.run.month);
	closing.job = (struct statement_job){ .arena = &closing.arena,
	    .reason = "close", .closes = true, .made = closed };
	closing.busy = statement_begin(w, &closing.job, period);
}

void
prices_turn(struct work *w)
{
	bool more;

	if (w->now_ms < prices.next_ms)
		return;
	prices.next_ms = w->now_ms + LOOK_MS;
	if (prices.stopped || db_sick(w->db))
		return;
	if (rating_waits(w->db))
		close_month(w);
	if (rating_idle(w->db)) {
		answer_those(w);
		return;
	}
	more = rating_step(w->db, &prices.arena, w->wall_ms, STEP_DAYS);
	arena_reset(&prices.arena);
	tell_ended(w);
	answer_those(w);
	if (more)
		prices.next_ms = w->now_ms;
}
