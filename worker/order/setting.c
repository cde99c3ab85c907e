/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/miner/circuit.h"
#include "hive/request/requests.h"
#include "hive/site/setting.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"

static const char *
told(struct arena *a, const struct settings *s, uint64_t bits)
{
	struct json j;

	json_init(&j, a);
	json_some(&j, setting_fields, s, bits);
	return json_done(&j);
}

static void
set(struct order_call *c, uint64_t given)
{
	c->old = told(c->arena, c->turn->settings, given);
	setting_keep(c->turn->db, c->arena, c->body, given, c->turn->wall_ms);
	settings_follow(c->turn->db, c->rooms->settings);
	c->rooms->control->balance_now = true;
	c->new = told(c->arena, c->turn->settings, given);
}

void
serve_settings_patch(struct order_call *c)
{
	set(c, c->given);
}

/* margin_fields[] has one row only: this one of the settings. */
void
serve_margin_set(struct order_call *c)
{
	const struct field *f = record_field(setting_fields,
	    margin_fields[0].name, strlen(margin_fields[0].name));

	set(c, UINT64_C(1) << (f - setting_fields));
}

void
serve_circuit_keep(struct order_call *c)
{
	struct circuit *request = c->body;
	struct circuit old;
	const char *error;

	if (strlen(c->order.target) > 60) {
		order_refuse(c, 422, "a name has 60 characters at most",
		    NULL);
		return;
	}
	request->name = c->order.target;
	if (circuit_get(c->turn->db, c->arena, request->name, &old)) {
		struct json j;

		json_init(&j, c->arena);
		json_record(&j, circuit_fields, &old);
		c->old = json_done(&j);
	}
	error = circuit_keep(c->turn->db, c->arena, request, c->turn->wall_ms);
	if (error)
		order_refuse(c, 422, error, "/parent");
	c->new = c->order.body;
	balance_follow(c->turn->db, &c->rooms->control->balancer);
}

void
serve_circuit_remove(struct order_call *c)
{
	struct circuit old;
	const char *error;

	if (!circuit_get(c->turn->db, c->arena, c->order.target, &old))
		order_refuse(c, 404, "no such circuit", NULL);
	else if ((error = circuit_remove(c->turn->db, c->order.target)))
		order_refuse(c, 409, error, NULL);
	balance_follow(c->turn->db, &c->rooms->control->balancer);
}
