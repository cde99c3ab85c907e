/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/alert/alert.h"
#include "worker/alert/send.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"

void
serve_alert_acknowledge(struct order_call *c)
{
	char *end;
	long long id = strtoll(c->order.target, &end, 10);
	struct alert a;

	if (*end || !alert_get(c->turn->db, c->arena, id, &a)) {
		order_refuse(c, 404, "no such alert", NULL);
		return;
	}
	if (a.ended_at != NONE)
		order_refuse(c, 409, "the alert is over", NULL);
	else		/* the first person stays on record */
		alert_acknowledge(c->turn->db, id,
		    c->order.who ? c->order.who : "local", c->turn->wall_ms);
}

static void
tested(struct http_call *http, void *arg)
{
	struct order_call *c = arg;
	const struct alert_test_request *request = c->body;
	const char *error = alert_send_error(http);
	struct json j;

	if (error) {
		order_refuse(c, 502, arena_printf(c->arena,
		    "the test was not taken: %s", error), "/channel");
		order_done(c);
		return;
	}
	json_init(&j, c->arena);
	json_open(&j, '{');
	json_pair(&j, "channel", notice_channel_words[request->channel]);
	json_pair(&j, "status", "sent");
	json_pair_int(&j, "ms", http->ms);
	json_close(&j, '}');
	c->answer.body = json_done(&j);
	order_done(c);
}

void
serve_alert_test(struct order_call *c)
{
	const struct alert_test_request *request = c->body;
	struct notice n = { .kind = "test", .subject = "a test",
	    .text = arena_printf(c->arena, "This is a test, sent by %s.  "
	    "Nothing is wrong.", c->order.who ? c->order.who : "local"),
	    .now = c->turn->wall_ms };
	const char *error = alert_send_now(c->turn->site,
	    &c->rooms->alerts->sender, request->channel, &n, tested, c);

	if (error)
		order_refuse(c, 422, error, "/channel");
	else
		c->later = true;
}
