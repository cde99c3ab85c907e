/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/money/period.h"
#include "hive/money/statement.h"
#include "hive/verify/reconcile.h"
#include "worker/ledger/posting.h"
#include "worker/order/orders.h"

/*
 * A statement of a month looks at every slot of every meter in it, so it is
 * made a few meters a turn; that of a small site within its order.
 */
#define METERS_A_TURN	20

static struct statement_job *jobs;

/* A statement ends in a head that covers all that it counts. */
static void
put_head(struct work *w, struct statement_job *j)
{
	struct ledger_head h;

	if (!chain_sign(w->db, j->arena, &w->chain_key, j->reason, false,
	    w->wall_ms, &h) && !chain_head(w->db, j->arena, &h))
		return;
	j->s.head_entry = h.entry;
	j->s.head_at = h.at;
	j->s.head_hash = h.hash_hex;
	j->s.head_signature = h.signature_hex;
}

/* True: it is made. */
static bool
step(struct work *w, struct statement_job *j)
{
	struct statement_meter *line = j->s.meters.v;

	for (int i = 0; i < METERS_A_TURN && j->done < j->s.meters.n; i++) {
		statement_line(w->db, j->arena, line[j->done].meter,
		    j->s.from, j->s.to, &line[j->done]);
		j->done++;
	}
	if (j->done < j->s.meters.n)
		return false;
	statement_money(w->db, j->arena, &j->s, w->wall_ms);
	if (j->closes)
		j->s.state = STATEMENT_CLOSED;
	put_head(w, j);
	j->made(w, j, statement_sign(w->db, j->arena, &w->chain_key, &j->s));
	return true;
}

bool
statement_begin(struct work *w, struct statement_job *j, const char *period)
{
	/* The configuration may be read anew before it is made. */
	j->s = (struct statement){ .site = arena_copy(j->arena,
	    w->site.name), .timezone = arena_copy(j->arena,
	    w->site.timezone), .currency = arena_copy(j->arena,
	    w->site.currency), .period = period, .made_at = w->wall_ms,
	    .head_entry = NONE, .head_at = NONE, .total_uwh = NONE,
	    .total_cost = NONE };
	j->done = 0;
	if (!statement_period(period, &j->s.from, &j->s.to))
		return false;
	j->s.meters = statement_meters(w->db, j->arena);
	j->next = jobs;
	jobs = j;
	return true;
}

bool
statement_turn(struct work *w)
{
	struct statement_job *j = jobs;

	if (!j)
		return false;
	jobs = j->next;
	if (!step(w, j)) {
		j->next = jobs;
		jobs = j;
	}
	return jobs != NULL;
}

/* ---- For who asks ------------------------------------------------------- */

static void
answer(struct work *w, struct statement_job *j, const char *text)
{
	struct order_call *c = j->arg;

	(void)w;
	c->answer.body = text;
	if (c->later)
		order_done(c);
}

/* As its figures are known now. */
void
serve_ledger_statement_again(struct order_call *c)
{
	struct statement_job *j;
	int64_t from, to;

	if (!statement_period(c->order.target, &from, &to)) {
		order_refuse(c, 400, "a period is a month, 2026-11, or a day,"
		    " 2026-11-20, of the years " DAY_YEARS, NULL);
		return;
	}
	if (from > c->work->wall_ms) {
		order_refuse(c, 400, "the period has not begun", NULL);
		return;
	}
	j = ARENA_NEW(c->arena, struct statement_job);
	*j = (struct statement_job){ .arena = c->arena, .made = answer,
	    .arg = c, .reason = "request" };
	statement_begin(c->work, j, c->order.target);
	statement_turn(c->work);
	c->later = !c->answer.body;
}

/* Of a closed month the one that was signed when it was closed. */
void
serve_ledger_statement(struct order_call *c)
{
	c->answer.body = period_statement(c->work->db, c->arena,
	    c->order.target);
	if (!c->answer.body)
		serve_ledger_statement_again(c);
}

/* ---- Heads -------------------------------------------------------------- */

void
books_sign(struct work *w, struct arena *arena, const char *reason)
{
	struct ledger_head h;

	if (chain_sign(w->db, arena, &w->chain_key, reason, false,
	    w->wall_ms, &h))
		log_info("ledger head signed head=%lld entry=%lld hash=%s"
		    " signature=%s", (long long)h.id, (long long)h.entry,
		    h.hash_hex, h.signature_hex);
}

void
serve_ledger_sign(struct order_call *c)
{
	struct ledger_head h;
	struct json j;

	if (!chain_sign(c->work->db, c->arena, &c->work->chain_key,
	    "request", true, c->work->wall_ms, &h)) {
		order_refuse(c, 409, "the ledger is empty", NULL);
		return;
	}
	json_init(&j, c->arena);
	json_record(&j, ledger_head_show, &h);
	c->answer.body = json_done(&j);
}

void
serve_ledger_reconcile(struct order_call *c)
{
	struct reconcile_run run;
	struct json j;
	int64_t id = reconcile_begin(c->work->db, RECONCILE_REQUEST,
	    c->order.who ? c->order.who : "local", c->work->wall_ms);

	if (!reconcile_get(c->work->db, c->arena, id, &run)) {
		order_refuse(c, 503, "the database could not be written",
		    NULL);
		return;
	}
	json_init(&j, c->arena);
	json_record(&j, reconcile_fields, &run);
	c->answer = (struct answer){ .status = 202, .body = json_done(&j),
	    .id = arena_printf(c->arena, "%lld", (long long)id) };
}
