/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/found.h"
#include "worker/orders.h"

void
serve_model_patch(struct order_call *c)
{
	const struct model_wish *wish = c->body;
	struct model m;
	const char *wrong;

	if (!model_get(c->work->db, c->arena, c->order.target, &m)) {
		order_refuse(c, 404, "no such model", NULL);
		return;
	}
	if (!c->given)
		return;
	wrong = model_limit(c->work->db, c->arena, m.alias, wish->max_preset,
	    c->work->wall_ms);
	if (wrong) {
		order_refuse(c, 422, wrong, "/max_preset");
		return;
	}
	c->old = m.max_preset ? arena_printf(c->arena,
	    "{\"max_preset\":\"%s\"}", m.max_preset) : "{\"max_preset\":null}";
	c->new = c->order.body;
	c->work->models_changed = true;
}

/* Look everywhere again: strangers as well, and presets of all. */
void
serve_scan(struct order_call *c)
{
	struct fleet *f = &c->work->fleet;

	found_wake_all();
	for (size_t i = 0; i < f->n; i++)
		if (!f->units[i]->retired)
			discover_again(c->work, f->units[i]);
	for (struct round *r = rounds; r->name; r++)
		if (r->start == discover_start)
			r->at_ms = 0;	/* due now */
	c->answer.status = 202;
}
