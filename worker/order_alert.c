/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/alert.h"
#include "worker/orders.h"

void
serve_alert_acknowledge(struct order_call *c)
{
	char *end;
	long long id = strtoll(c->order.target, &end, 10);
	struct alert a;

	if (*end || !alert_get(c->work->db, c->arena, id, &a)) {
		order_refuse(c, 404, "no such alert", NULL);
		return;
	}
	if (a.ended_at != NONE)
		order_refuse(c, 409, "the alert is over", NULL);
	else		/* who was first stays on record */
		alert_acknowledge(c->work->db, id,
		    c->order.who ? c->order.who : "local", c->work->wall_ms);
}
