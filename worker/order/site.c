/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/base/duration.h"
#include "worker/control/gate.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"
#include "worker/system/scan_queue.h"

void
serve_model_patch(struct order_call *c)
{
	const struct model_request *request = c->body;
	struct model m;
	const char *error;

	if (!model_get(c->turn->db, c->arena, c->order.target, &m)) {
		order_refuse(c, 404, "no such model", NULL);
		return;
	}
	if (!c->given)
		return;
	error = model_limit(c->turn->db, c->arena, m.alias, request->max_preset,
	    c->turn->wall_ms);
	if (error) {
		order_refuse(c, 422, error, "/max_preset");
		return;
	}
	c->old = m.max_preset ? arena_printf(c->arena,
	    "{\"max_preset\":\"%s\"}", m.max_preset) : "{\"max_preset\":null}";
	c->new = c->order.body;
	c->turn->fleet->models_changed = true;
	gate_follow(c->turn->db, &c->rooms->control->limits);
}

/* Look everywhere again, also at unknown hosts that are left alone, and read
 * the presets of all miners. */
void
serve_scan(struct order_call *c)
{
	struct fleet *f = c->turn->fleet;

	found_wake_all(c->rooms->polls->found);
	for (size_t i = 0; i < f->n; i++)
		if (!f->miners[i]->retired)
			discover_again(c->rooms->polls, f->miners[i]);
	if (!c->rooms->rounds[ROUND_DISCOVERY].running)
		c->rooms->rounds[ROUND_DISCOVERY].at_ms = 0;	/* due now */
	c->answer.status = 202;
}

#define CLOCK_OFF_MS MINUTE_MS

/* How far the miners' clocks are from ours, by the Date of their answers. */
void
serve_clocks(struct order_call *c)
{
	struct fleet *f = c->turn->fleet;
	const struct fleet_miner *worst = NULL;
	int64_t asked = 0, off = 0;
	struct json j;

	for (size_t i = 0; i < f->n; i++) {
		const struct fleet_miner *u = f->miners[i];

		if (u->retired || u->clock_ms == NONE)
			continue;
		asked++;
		off += llabs(u->clock_ms) > CLOCK_OFF_MS;
		if (!worst || llabs(u->clock_ms) > llabs(worst->clock_ms))
			worst = u;
	}
	json_init(&j, c->arena);
	json_open(&j, '{');
	json_pair_int(&j, "plant_offset_ms", c->rooms->control->plant.clock_ms);
	json_pair_int(&j, "miners", asked);
	json_pair_int(&j, "miners_off", off);
	json_pair_int(&j, "worst_offset_ms", worst ? worst->clock_ms : NONE);
	json_pair(&j, "worst_miner", worst ? worst->mac : NULL);
	json_close(&j, '}');
	c->answer.body = json_done(&j);
}
