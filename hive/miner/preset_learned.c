/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner/preset_learned.h"

const struct field learned_fields[] = {
	FIELD(struct learned, miner),
	FIELD(struct learned, preset),
	FIELD(struct learned, power_w),
	FIELD(struct learned, hashrate_ths),
	FIELD(struct learned, samples),
	FIELD(struct learned, usual_ths),
	FIELDS_END
};

/* What was usual fades by 2 % a day; it is written every two minutes. */
#define FADES "0.99997"

struct query *
learned_list(struct db *db)
{
	static struct query q = QUERY("SELECT miner, preset, power_w,"
	    " hashrate_ths, samples FROM learned ORDER BY miner, preset");

	(void)db;
	return &q;
}

void
learned_keep(struct db *db, const struct learned *l, int64_t now)
{
	static struct query q = QUERY("INSERT INTO learned (miner, preset,"
	    " power_w, hashrate_ths, usual_ths, samples, changed_at) VALUES"
	    " (:miner, :preset, :power_w, :hashrate_ths, :hashrate_ths,"
	    " :samples, :now) ON CONFLICT (miner, preset) DO UPDATE SET"
	    " power_w = excluded.power_w,"
	    " hashrate_ths = excluded.hashrate_ths,"
	    " usual_ths = CASE WHEN learned.usual_ths * " FADES
	    " > excluded.hashrate_ths THEN learned.usual_ths * " FADES
	    " ELSE excluded.hashrate_ths END,"
	    " samples = excluded.samples, changed_at = excluded.changed_at");

	db_bind(db, &q, learned_fields, l);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

bool
learned_get(struct db *db, int64_t miner, const char *preset,
    struct learned *l)
{
	static struct query q = QUERY("SELECT miner, power_w, hashrate_ths,"
	    " usual_ths, samples FROM learned WHERE miner = :miner"
	    " AND preset = :preset");

	db_int(db, &q, ":miner", miner);
	db_text(db, &q, ":preset", preset);
	return db_one(db, &q, NULL, learned_fields, l);
}
