/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ctl/control/control.h"
#include "hive/miner/model.h"

static const char *
presets_of(struct ctl *c, const struct model *m)
{
	const struct word *w = m->presets.v;
	const char *text = "";

	for (size_t i = 0; i < m->presets.n; i++)
		text = arena_printf(&c->arena, "%s%s%s", text, i ? " " : "",
		    ctl_text(c, w[i].text));
	return *text ? text : "-";
}

int
model_list_run(struct ctl *c)
{
	const struct model *m;
	int status = ctl_db(c);
	struct listing l;
	struct list list;

	if (status)
		return status;
	list = model_list(c->db, &c->arena);
	m = list.v;
	LISTING(&l, c, model_fields, "ALIAS", "NAME", "MINERS", "MAXIMUM",
	    "PRESETS");
	for (size_t i = 0; i < list.n; i++)
		if (listing_row(&l, &m[i]))
			TABLE_ADD(&l.table, ctl_text(c, m[i].alias),
			    ctl_text(c, m[i].name), ctl_int(c, m[i].miners),
			    ctl_text(c, m[i].max_preset),
			    presets_of(c, &m[i]));
	return listing_end(&l);
}

int
model_limit_run(struct ctl *c)
{
	const char *preset = c->argv[1];
	struct answer answer;
	struct json body;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "max_preset", strcmp(preset, "none") ? preset :
	    NULL);
	json_close(&body, '}');
	return ctl_order(c, "model_patch", c->argv[0], json_done(&body),
	    &answer);
}
