/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/service/audit_log.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"
#include "worker/order/replay.h"

/*
 * One order, from its check to what it leaves behind.  order_serve() is the
 * same for all: decide() finds the outcome (scope, repetition, target, body,
 * handler; what differs is the row of order_kinds[]), then finish() keeps the
 * answer and writes the audit, whatever the outcome was.  Both are within the
 * turn's transaction.  What is answered is settled by order_committed(), when
 * it is known whether that transaction is on the disk.
 */

#define NOT_WRITTEN	"the database could not be written"

/* What an outcome leaves behind, as far as the order's row has it so: an entry
 * in the audit, and the answer for a repetition. */
static const struct {
	bool	 audited, kept;
} leaves[] = {
	[ORDER_UNREADABLE] = { false, false },	/* nobody's and nothing's */
	[ORDER_NOT_LOCAL] = { false, false },
	[ORDER_UNWRITABLE] = { false, false },
	[ORDER_UNKNOWN] = { false, false },	/* there is no row */
	[ORDER_FORBIDDEN] = { true, false },
	[ORDER_REPEATED] = { false, false },	/* or refused for its key */
	[ORDER_UNFIT] = { true, false },
	[ORDER_SERVED] = { true, true },
};

void
order_refuse(struct order_call *c, int status, const char *why,
    const char *pointer)
{
	c->answer = (struct answer){ .status = status, .why = why,
	    .pointer = pointer };
}

static const struct order_kind *
kind_of(const char *name)
{
	for (const struct order_kind *k = order_kinds; name && k->name; k++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

static bool
find_target(struct order_call *c, const struct order_kind *k)
{
	char mac[18];

	if (k->target == NOBODY)
		return true;
	if (!c->order.target) {
		order_refuse(c, 400, "the order has no target", NULL);
		return false;
	}
	if (k->target != MINER)
		return true;
	if (text_mac(mac, c->order.target))
		c->miner = fleet_by_mac(c->turn->fleet, mac);
	if (c->miner)
		return true;
	order_refuse(c, 404, "no miner has this MAC", NULL);
	return false;
}

static bool
read_body(struct order_call *c, const struct order_kind *k)
{
	const char *text = c->order.body ? c->order.body : "{}";
	struct json_error error;

	if (!k->fields)
		return true;
	c->body = arena_take(c->arena, k->size);
	if (json_read_strict(c->arena, text, strlen(text), k->fields,
	    c->body, &error)) {
		c->given = error.given;
		return true;
	}
	order_refuse(c, 400, error.line && !*error.pointer ?
	    arena_printf(c->arena, "line %d, column %d: %s", error.line,
	    error.column, error.why) : error.why, error.pointer);
	return false;
}

static void
write_audit(struct order_call *c, const struct order_kind *k)
{
	audit_add(c->turn->db, &(struct audit){ .id = NONE,
	    .at = c->turn->wall_ms,
	    .who = c->order.who ? c->order.who : "local",
	    .door = c->order.door ? c->order.door : "local",
	    .address = c->order.address, .action = k->name,
	    .target = c->order.target, .old = c->old, .new = c->new,
	    .result = c->answer.status });
}

/* Whether a repetition with the same key is answered from what was kept.  On a
 * sick disk an order that is served all the same cannot be kept. */
static bool
has_key(const struct order_call *c, const struct order_kind *k)
{
	return k->trace == AUDITED ||
	    (k->trace == ALWAYS && !db_sick(c->turn->db));
}

static enum order_outcome
decide(struct order_call *c, const struct order_kind *k)
{
	c->answer = (struct answer){ .status = 200 };
	if (db_sick(c->turn->db) && !(k && k->trace == ALWAYS)) {
		order_refuse(c, 503, NOT_WRITTEN, NULL);
		return ORDER_UNWRITABLE;
	}
	if (!k) {
		order_refuse(c, 404, "the worker knows no such order", NULL);
		return ORDER_UNKNOWN;
	}
	if (!scope_allows(scope_of(c->order.scope), k->scope)) {
		order_refuse(c, 403, "your scope does not allow this", NULL);
		return ORDER_FORBIDDEN;
	}
	if (has_key(c, k) && idempotency_known(c))
		return ORDER_REPEATED;
	if (!find_target(c, k) || !read_body(c, k))
		return ORDER_UNFIT;
	k->serve(c);
	return ORDER_SERVED;
}

static void
finish(struct order_call *c, const struct order_kind *k,
    enum order_outcome outcome)
{
	if (leaves[outcome].kept && has_key(c, k))
		idempotency_keep(c);
	if (leaves[outcome].audited && k->trace != QUIET)
		write_audit(c, k);
}

void
order_serve(struct order_call *c)
{
	const struct order_kind *k = kind_of(c->order.order);

	finish(c, k, c->refused != ORDER_OPEN ? c->refused : decide(c, k));
}

static void
tell_log(const struct order_call *c, const struct order_kind *k)
{
	/* Orders that come all day are logged only when they are refused. */
	if (k && k->trace == QUIET && c->answer.status < 300)
		return;
	log_info("order answered order=%s who=%s target=%s status=%d"
	    " why=\"%s\"", c->order.order ? c->order.order : "?",
	    c->order.who ? c->order.who : "?",
	    c->order.target ? c->order.target : "-", (int)c->answer.status,
	    c->answer.why ? c->answer.why : "");
}

/* Orders that are served on a sick disk too have had their effect, so a failed
 * commit does not make them fail. */
void
order_committed(struct order_call *c, bool durable)
{
	const struct order_kind *k = kind_of(c->order.order);

	if (!durable && !(k && k->trace == ALWAYS))
		order_refuse(c, 503, NOT_WRITTEN, NULL);
	tell_log(c, k);
}
