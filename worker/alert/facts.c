/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/miner/command.h"
#include "hive/miner/model.h"
#include "hive/miner/preset_learned.h"
#include "worker/alert/alert.h"
#include "worker/core/turn.h"

#define FACTS_MS	600000
#define ORDERED_MS	300000	/* a start may come so long after its command */

void
alert_facts_miner(const struct turn *t, struct fleet_miner *u,
    const struct reading *r)
{
	struct miner_alerts *a = &u->alerts;
	const char *preset = r->preset ? r->preset : a->preset;
	bool other = strcmp(a->preset, preset) != 0;
	struct learned l;

	if (!other && a->facts_ms && t->now_ms - a->facts_ms < FACTS_MS)
		return;
	a->facts_ms = t->now_ms;
	snprintf(a->preset, sizeof a->preset, "%s", preset);
	a->chains = model_chains(t->db, u->model);
	a->usual_ths = learned_get(t->db, u->row, preset, &l) ?
	    l.usual_ths : NAN;
}

bool
alert_facts_ordered(const struct turn *t, const struct fleet_miner *u)
{
	return command_sent_since(t->db, u->row, t->wall_ms - ORDERED_MS);
}
