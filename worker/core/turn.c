/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "hive/service/event_log.h"
#include "worker/core/turn.h"

void
tell(const struct turn *t, const char *kind, const struct fleet_miner *u,
    const char *text)
{
	event_add(t->db, t->wall_ms, kind, u ? u->row : NONE, text);
	log_info("miner %s mac=%s ip=%s model=%s text=\"%s\"", kind,
	    u ? u->mac : "-", u ? u->ip : "-", u ? u->model : "-", text);
}

void
settings_follow(struct db *db, struct settings_kept *k)
{
	if (db_sick(db))
		return;
	if (!k->arena.limit)
		arena_init(&k->arena, 1 << 20);
	arena_reset(&k->arena);
	setting_load(db, &k->arena, &k->settings);
}
