/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/miner/update.h"
#include "hive/service/health.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/discover.h"

/*
 * Which miner an address belongs to.  The MAC decides, and two addresses may
 * claim one MAC: an address that was given to another host, a miner that moved,
 * or two miners with one MAC (a cloned board).
 *
 * As long as the miner answers at its own address, another claim only makes
 * that address its rival.  If its own address then falls silent, the rival is
 * where the miner has moved to; if its own address still claims the MAC, both
 * do: that is a conflict, and such a miner is sent no command until one of them
 * is gone.
 */

#define RIVAL_MS	100000	/* a claim counts so long */
#define FRESH_MS	45000	/* a miner that answered since is where it is */

static void
note_row(struct visit *v, struct fleet_miner *u, const struct info *info)
{
	struct miner m = { .row = u->row, .mac = u->mac, .last_ip = v->ip,
	    .model = info->model, .firmware = v->firmware->name,
	    .firmware_version = info->version, .serial = info->serial,
	    .first_seen_at = v->turn->wall_ms,
	    .hold_since_at = NONE, .hold_until_at = NONE,
	    .last_seen_at = NONE, .catalogue = NONE, .catalogue_at = NONE,
	    .retired_at = NONE };

	if (info->model)
		model_seen(v->turn->db, info->model, info->name, NONE, NONE,
		    v->turn->wall_ms);
	u->row = miner_keep(v->turn->db, &m);
	u->firmware = v->firmware;
	u->ths_per_miner = info->ths_per_miner;
	snprintf(u->model, sizeof u->model, "%s",
	    info->model ? info->model : "");
	snprintf(u->version, sizeof u->version, "%s",
	    info->version ? info->version : "");
	v->turn->fleet->miners_changed = true;
}

/* A MAC that this process has not met: a new miner, or one retired long ago.
 * NULL: too many. */
static struct fleet_miner *
meet(struct visit *v, const struct info *info)
{
	const struct turn *t = v->turn;
	struct fleet_miner *u;
	struct miner m;

	if (t->fleet->n >= FLEET_MAX) {
		counter_add(t->db, "miners_not_taken_in", 1);
		return NULL;
	}
	u = fleet_add(t->fleet, info->mac);
	u->answered_ms = t->now_ms;
	if (miner_get(t->db, &v->call->arena, info->mac, &m) &&
	    m.retired_at != NONE) {
		u->row = m.row;
		u->retired = true;
		return u;
	}
	fleet_move(t->fleet, u, v->ip);
	note_row(v, u, info);
	tell(t, "found", u, arena_printf(&v->call->arena,
	    "found at %s, model %s", v->ip, info->model ? info->model : "?"));
	return u;
}

static bool
same_facts(const struct fleet_miner *u, const struct info *info)
{
	return u->row != NONE && u->firmware &&
	    !strcmp(u->model, info->model ? info->model : "") &&
	    !strcmp(u->version, info->version ? info->version : "");
}

static void
move(struct visit *v, struct fleet_miner *u)
{
	if (*u->ip)
		tell(v->turn, "moved", u, arena_printf(&v->call->arena,
		    "moved from %s to %s", u->ip, v->ip));
	fleet_move(v->turn->fleet, u, v->ip);
	*u->rival_ip = '\0';
}

static void
conflict(const struct turn *t, struct fleet_miner *u, bool yes)
{
	char text[80];

	if (u->conflict == yes)
		return;
	u->conflict = yes;
	miner_set_conflict(t->db, u->row, yes);
	t->fleet->miners_changed = true;
	snprintf(text, sizeof text, yes ? "%s and %s both claim this MAC" :
	    "no longer claimed twice", u->ip, u->rival_ip);
	tell(t, "conflict", u, text);
}

static void
come_online(struct visit *v, struct fleet_miner *u)
{
	const struct turn *t = v->turn;

	miner_came_online(t->db, u->row, v->ip, t->wall_ms);
	t->fleet->miners_changed = true;
	u->misses = 0;
	u->answered_ms = t->now_ms;
	if (!u->online)
		tell(t, "online", u, arena_printf(&v->call->arena,
		    "answers at %s", v->ip));
	u->online = true;
}

struct fleet_miner *
claim(struct visit *v, const struct info *info)
{
	const struct turn *t = v->turn;
	struct fleet_miner *u = fleet_met(t->fleet, info->mac);

	if (!u)
		u = meet(v, info);
	if (!u || u->retired)
		return NULL;
	if (strcmp(u->ip, v->ip)) {
		bool fresh = *u->ip && (u->online || u->conflict) &&
		    t->now_ms - u->answered_ms < FRESH_MS;

		if (fresh) {	/* its own address is asked again first */
			snprintf(u->rival_ip, sizeof u->rival_ip, "%s", v->ip);
			u->rival_ms = t->now_ms;
			return NULL;
		}
		move(v, u);
		note_row(v, u, info);
		u->online = false;
	} else if (*u->rival_ip && t->now_ms - u->rival_ms < RIVAL_MS)
		conflict(t, u, true);
	if (!same_facts(u, info)) {
		u->catalogue_at = NONE;	/* other firmware, other presets */
		note_row(v, u, info);
	}
	if (!u->online)
		come_online(v, u);
	u->known_ms = t->now_ms;
	u->silent = 0;
	return u;
}

void
claim_lost(int64_t now_ms, struct fleet_miner *u)
{
	if (*u->rival_ip && now_ms - u->rival_ms < RIVAL_MS)
		u->answered_ms = now_ms - FRESH_MS;
}

void
claim_forget(const struct turn *t, struct fleet_miner *u)
{
	if (*u->rival_ip && t->now_ms - u->rival_ms >= RIVAL_MS) {
		conflict(t, u, false);
		*u->rival_ip = '\0';
	} else if (u->conflict && !*u->rival_ip)
		conflict(t, u, false);
}
