/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/instant.h"
#include "hive/money/period.h"
#include "hive/money/statement.h"
#include "hive/verify/reconcile.h"
#include "worker/core/turn.h"
#include "worker/ledger/posting.h"
#include "worker/order/orders.h"

static void
answer(const struct turn *t, struct statement_job *j, const char *text)
{
	struct order_call *c = j->arg;

	(void)t;
	c->answer.body = text;
	if (c->later)
		order_done(c);
}

/* The statement of a period with the figures that are known now. */
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
	if (from > c->turn->wall_ms) {
		order_refuse(c, 400, "the period has not begun", NULL);
		return;
	}
	j = ARENA_NEW(c->arena, struct statement_job);
	*j = (struct statement_job){ .arena = c->arena, .made = answer,
	    .arg = c, .reason = "request" };
	if (!statement_begin(c->turn, c->rooms->books, j, c->order.target)) {
		order_refuse(c, 400, "this period has no statement", NULL);
		return;
	}
	statement_turn(c->turn, c->rooms->books);
	c->later = !c->answer.body;
}

/* The statement of a period; of a closed month the one that was signed at its
 * closing. */
void
serve_ledger_statement(struct order_call *c)
{
	c->answer.body = period_statement(c->turn->db, c->arena,
	    c->order.target);
	if (!c->answer.body)
		serve_ledger_statement_again(c);
}

void
serve_ledger_sign(struct order_call *c)
{
	struct ledger_head h;
	struct json j;

	if (!head_sign(c->turn->db, c->arena, &c->rooms->books->head_key,
	    "request", true, c->turn->wall_ms, &h)) {
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
	int64_t id = reconcile_begin(c->turn->db, RECONCILE_REQUEST,
	    c->order.who ? c->order.who : "local", c->turn->wall_ms);

	if (!reconcile_get(c->turn->db, c->arena, id, &run)) {
		order_refuse(c, 503, "the database could not be written",
		    NULL);
		return;
	}
	json_init(&j, c->arena);
	json_record(&j, reconcile_fields, &run);
	c->answer = (struct answer){ .status = 202, .body = json_done(&j),
	    .id = arena_printf(c->arena, "%lld", (long long)id) };
}
