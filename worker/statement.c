/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/log.h"
#include "hive/meter.h"
#include "hive/reconcile.h"
#include "hive/statement.h"
#include "worker/books.h"
#include "worker/orders.h"

/*
 * A statement of a month looks at every slot of every meter in it, so it is
 * made a few meters a turn; that of a small site within its order.
 */
#define METERS_A_TURN	20

static struct job {
	struct job		*next;
	struct order_call	*call;
	struct statement	 s;
	size_t			 done;
} *jobs;

static struct list
all_meters(struct db *db, struct arena *arena)
{
	static struct query n = QUERY("SELECT count(*) FROM meter");
	static struct query q = QUERY("SELECT id FROM meter ORDER BY id");
	int64_t most = db_number(db, &n, 0);
	struct statement_meter *line = ARENA_MANY(arena,
	    struct statement_meter, most + 1);
	struct list all = { line, 0 };
	struct meter m;

	while ((int64_t)all.n < most && db_row(db, &q, meter_fields, &m))
		line[all.n++].meter = m.id;
	db_end(db, &q);
	return all;
}

/* A statement ends in a head that covers all that it counts. */
static void
put_head(struct work *w, struct job *j)
{
	struct ledger_head h;

	if (!chain_sign(w->db, j->call->arena, &w->chain_key, "request",
	    false, w->wall_ms, &h) &&
	    !chain_head(w->db, j->call->arena, &h))
		return;
	j->s.head_entry = h.entry;
	j->s.head_at = h.at;
	j->s.head_hash = h.hash_hex;
	j->s.head_signature = h.signature_hex;
}

/* True: it is made. */
static bool
step(struct work *w, struct job *j)
{
	struct statement_meter *line = j->s.meters.v;
	struct order_call *c = j->call;

	for (int i = 0; i < METERS_A_TURN && j->done < j->s.meters.n; i++) {
		statement_line(w->db, c->arena, line[j->done].meter,
		    j->s.from, j->s.to, &line[j->done]);
		j->done++;
	}
	if (j->done < j->s.meters.n)
		return false;
	put_head(w, j);
	c->answer.body = statement_sign(c->arena, &w->chain_key, &j->s);
	return true;
}

void
serve_ledger_statement(struct order_call *c)
{
	struct job *j = ARENA_NEW(c->arena, struct job);
	const struct site *site = &c->work->site;

	*j = (struct job){ .call = c, .s = { .site = site->name,
	    .timezone = site->timezone, .period = c->order.target,
	    .made_at = c->work->wall_ms, .head_entry = NONE,
	    .head_at = NONE } };
	if (!statement_period(c->order.target, &j->s.from, &j->s.to)) {
		order_refuse(c, 400, "a period is a month, 2026-11, or a day,"
		    " 2026-11-20", NULL);
		return;
	}
	j->s.meters = all_meters(c->work->db, c->arena);
	if (step(c->work, j))
		return;
	j->next = jobs;
	jobs = j;
	c->later = true;
}

bool
statement_turn(struct work *w)
{
	struct job *j = jobs;

	if (j && step(w, j)) {
		jobs = j->next;
		order_done(j->call);
	}
	return jobs != NULL;
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
