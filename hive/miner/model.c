/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/miner/model.h"

const struct field preset_power_fields[] = {
	FIELD(struct preset_power, preset),
	FIELD(struct preset_power, power_w, .doc = "label, W"),
	FIELD(struct preset_power, hashrate_ths, .doc = "label, TH/s"),
	FIELD(struct preset_power, learned_power_w,
	    .doc = "measured, W, mean of its miners; null until it is known"),
	FIELD(struct preset_power, learned_hashrate_ths,
	    .doc = "the same, TH/s"),
	FIELDS_END
};

const struct field model_fields[] = {
	FIELD(struct model, alias, .doc = "as the firmware names it"),
	FIELD(struct model, name, .doc = "as people name it"),
	FIELD(struct model, max_preset,
	    .doc = "the highest preset that may be set; null: no raise"),
	LIST(struct model, presets, word_fields, struct word,
	    .doc = "names of all presets that its miners offer"),
	LIST(struct model, presets_power, preset_power_fields,
	    struct preset_power, .doc = "what each preset draws and gives"),
	FIELD(struct model, miners, .doc = "in service"),
	TIME(struct model, created_at),
	FIELDS_END
};

void
model_seen(struct db *db, const char *alias, const char *name,
    int64_t chains, int64_t chips_per_chain, int64_t now)
{
	static struct query q = QUERY("INSERT INTO model (alias, name, chains,"
	    " chips_per_chain, created_at, changed_at) VALUES (:alias, :name,"
	    " :chains, :chips, :now, :now) ON CONFLICT (alias) DO UPDATE SET"
	    " name = coalesce(:name, name),"
	    " chains = coalesce(:chains, chains),"
	    " chips_per_chain = coalesce(:chips, chips_per_chain)");

	db_text(db, &q, ":alias", alias);
	db_text(db, &q, ":name", name);
	db_int(db, &q, ":chains", chains);
	db_int(db, &q, ":chips", chips_per_chain);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

/* ---- The union of its miners' presets ----------------------------------- */

#define UNION								\
	" FROM preset p WHERE p.catalogue IN (SELECT catalogue"		\
	" FROM miner WHERE model = :alias AND retired_at IS NULL)"

static void
add_presets(struct db *db, struct arena *arena, struct model *m)
{
	static struct query count = QUERY("SELECT count(DISTINCT name)" UNION);
	/* The same name may be labelled differently: the larger counts. */
	static struct query q = QUERY("SELECT name AS preset,"
	    " max(power_w) AS power_w, max(hashrate_ths) AS hashrate_ths,"
	    " max(mean_w) AS learned_power_w,"
	    " max(mean_ths) AS learned_hashrate_ths FROM (SELECT p.*"
	    UNION ") AS offered LEFT JOIN (SELECT l.preset AS of_preset,"
	    " CAST(avg(l.power_w) AS INTEGER) AS mean_w,"
	    " avg(l.hashrate_ths) AS mean_ths FROM learned l"
	    " JOIN miner m ON m.id = l.miner WHERE m.model = :alias"
	    " AND m.retired_at IS NULL GROUP BY l.preset) AS known"
	    " ON of_preset = name GROUP BY name ORDER BY max(power_w), name");
	struct preset_power *power;
	struct word *words;
	size_t n;

	db_text(db, &count, ":alias", m->alias);
	n = (size_t)db_number(db, &count, 0);
	power = ARENA_MANY(arena, struct preset_power, n);
	words = ARENA_MANY(arena, struct word, n);
	db_text(db, &q, ":alias", m->alias);
	for (size_t i = 0; i < n &&
	    db_row(db, &q, preset_power_fields, &power[i]); i++) {
		record_keep(arena, preset_power_fields, &power[i]);
		words[i].text = power[i].preset;
	}
	db_end(db, &q);
	m->presets = (struct list){ words, n };
	m->presets_power = (struct list){ power, n };
}

#define MODEL								\
	"SELECT alias, name, max_preset, created_at, (SELECT count(*)"	\
	" FROM miner WHERE model = alias AND retired_at IS NULL)"	\
	" AS miners FROM model"

bool
model_get(struct db *db, struct arena *arena, const char *alias,
    struct model *m)
{
	static struct query q = QUERY(MODEL " WHERE alias = :alias");

	db_text(db, &q, ":alias", alias);
	if (!db_one(db, &q, arena, model_fields, m))
		return false;
	add_presets(db, arena, m);
	return true;
}

struct list
model_list(struct db *db, struct arena *arena)
{
	static struct query count = QUERY("SELECT count(*) FROM model");
	static struct query q = QUERY(MODEL " ORDER BY alias");
	struct list l = { NULL, (size_t)db_number(db, &count, 0) };
	struct model *m = ARENA_MANY(arena, struct model, l.n);

	l.v = m;
	for (size_t i = 0; i < l.n && db_row(db, &q, model_fields, &m[i]);
	    i++)
		record_keep(arena, model_fields, &m[i]);
	db_end(db, &q);
	for (size_t i = 0; i < l.n; i++)
		add_presets(db, arena, &m[i]);
	return l;
}

const char *
model_limit(struct db *db, struct arena *arena, const char *alias,
    const char *max_preset, int64_t now)
{
	static struct query q = QUERY("UPDATE model SET max_preset = :preset,"
	    " changed_at = :now WHERE alias = :alias");
	const struct preset_power *p;
	struct model m;
	bool known = max_preset == NULL;

	if (!model_get(db, arena, alias, &m))
		return "no such model";
	p = m.presets_power.v;
	for (size_t i = 0; !known && i < m.presets_power.n; i++)
		if (!strcmp(p[i].preset, max_preset)) {
			if (p[i].power_w == NONE)
				return "this preset names no wattage: it "
				    "cannot be a limit";
			known = true;
		}
	if (!known)
		return "no miner of this model offers this preset";
	db_text(db, &q, ":preset", max_preset);
	db_text(db, &q, ":alias", alias);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
	return NULL;
}

int64_t
model_chains(struct db *db, const char *alias)
{
	static struct query q = QUERY("SELECT chains FROM model"
	    " WHERE alias = :alias");

	db_text(db, &q, ":alias", alias);
	return db_number(db, &q, 0);
}

struct query *
model_limits(struct db *db)
{
	static struct query q = QUERY("SELECT m.alias AS alias,"
	    " (SELECT min(p.power_w) FROM preset p WHERE p.name = m.max_preset"
	    " AND p.catalogue IN (SELECT catalogue FROM miner WHERE model ="
	    " m.alias AND retired_at IS NULL)) AS power_w FROM model m"
	    " WHERE m.max_preset IS NOT NULL");

	(void)db;
	return &q;
}
