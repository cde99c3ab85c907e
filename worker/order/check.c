/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/service/audit_log.h"
#include "worker/core/turn.h"
#include "worker/order/check.h"
#include "worker/order/replay.h"

/*
 * order_serve() is the same for all orders: scope, repetition, target, body,
 * handler, audit.  What differs is the row of order_kinds[].
 */

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

void
order_serve(struct order_call *c)
{
	const struct order_kind *k = kind_of(c->order.order);

	c->answer = (struct answer){ .status = 200 };
	if (db_sick(c->turn->db) && !(k && k->trace == ALWAYS)) {
		order_refuse(c, 503, ORDER_NOT_WRITTEN, NULL);
		return;
	}
	if (!k)
		order_refuse(c, 404, "the worker knows no such order", NULL);
	else if (!scope_allows(scope_of(c->order.scope), k->scope))
		order_refuse(c, 403, "your scope does not allow this", NULL);
	else if (has_key(c, k) && idempotency_known(c))
		return;
	else if (find_target(c, k) && read_body(c, k)) {
		k->serve(c);
		if (has_key(c, k))
			idempotency_keep(c);
	}
	if (k && k->trace != QUIET)
		write_audit(c, k);
}

/* The order in the log, once it is known whether it is durable. */
void
order_tell(const struct order_call *c)
{
	const struct order_kind *k = kind_of(c->order.order);

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
bool
order_answers_always(const struct order_call *c)
{
	const struct order_kind *k = kind_of(c->order.order);

	return k && k->trace == ALWAYS;
}
