/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/miner/circuit.h"

#define KW		3
#define DEEP_MAX	8
#define CIRCUITS_MAX	1000

const char *const phase_words[] = {
	[PHASE_L1] = "L1", [PHASE_L2] = "L2", [PHASE_L3] = "L3", NULL
};

const struct field circuit_fields[] = {
	FIELD(struct circuit, name),
	FIELD(struct circuit, parent, .max = 60,
	    .doc = "the circuit that feeds it"),
	FIELD_AS("limit_kw", struct circuit, limit_w, .scale = KW,
	    .min = 0, .max = 1000000000,
	    .doc = "kW that its miners may draw; null: only a group"),
	WORD(struct circuit, phase, phase),
	FIELD(struct circuit, miners),
	FIELD(struct circuit, load_w, .doc = "W of its miners, as they say"),
	FIELDS_END
};

static const struct field columns[] = {
	FIELD(struct circuit, name),
	FIELD(struct circuit, parent),
	FIELD(struct circuit, limit_w),
	WORD(struct circuit, phase, phase),
	FIELD(struct circuit, miners),
	FIELD(struct circuit, load_w),
	FIELDS_END
};

#define CIRCUIT								\
	"SELECT c.*, (SELECT count(*) FROM miner m WHERE m.circuit ="	\
	" c.name AND m.retired_at IS NULL) AS miners, (SELECT"		\
	" sum(r.power_w) FROM miner m JOIN latest l ON l.miner = m.id"	\
	" JOIN reading r ON r.recorded_at = l.recorded_at AND r.miner ="\
	" m.id WHERE m.circuit = c.name AND m.online = 1) AS load_w"	\
	" FROM circuit c"

/* How many stand above it, at most DEEP_MOST. */
static int
depth(const struct circuit *c, const struct circuit *all, size_t n)
{
	int deep = 0;

	while (c->parent && deep < DEEP_MAX) {
		const struct circuit *up = NULL;

		for (size_t i = 0; i < n && !up; i++)
			if (!strcmp(all[i].name, c->parent))
				up = &all[i];
		if (!up)
			break;
		c = up;
		deep++;
	}
	return deep;
}

struct list
circuit_list(struct db *db, struct arena *a)
{
	static struct query q = QUERY(CIRCUIT " ORDER BY c.name");
	struct circuit *all = ARENA_MANY(a, struct circuit, CIRCUITS_MAX);
	struct circuit *sorted = ARENA_MANY(a, struct circuit,
	    CIRCUITS_MAX);
	size_t n = 0, to = 0;

	while (n < CIRCUITS_MAX && db_row(db, &q, columns, &all[n]))
		record_keep(a, columns, &all[n++]);
	db_end(db, &q);
	for (int deep = 0; deep <= DEEP_MAX; deep++)
		for (size_t i = 0; i < n; i++)
			if (depth(&all[i], all, n) == deep)
				sorted[to++] = all[i];
	return (struct list){ sorted, to };
}

bool
circuit_get(struct db *db, struct arena *a, const char *name,
    struct circuit *c)
{
	static struct query q = QUERY(CIRCUIT " WHERE c.name = :name");

	db_text(db, &q, ":name", name);
	return db_one(db, &q, a, columns, c);
}

/* NULL when `name' may stand below `parent'. */
static const char *
may_hang(struct db *db, struct arena *a, const char *name, const char *parent)
{
	struct circuit up;

	for (int deep = 0; parent; deep++) {
		if (!strcmp(parent, name))
			return "a circuit cannot feed itself";
		if (deep == DEEP_MAX)
			return "circuits go eight deep at most";
		if (!circuit_get(db, a, parent, &up))
			return "no circuit has the parent's name";
		parent = up.parent;
	}
	return NULL;
}

const char *
circuit_keep(struct db *db, struct arena *a, const struct circuit *c,
    int64_t now)
{
	static struct query q = QUERY("INSERT INTO circuit (name, parent,"
	    " limit_w, phase, changed_at) VALUES (:name, :parent, :limit_w,"
	    " :phase, :now) ON CONFLICT (name) DO UPDATE SET"
	    " parent = excluded.parent, limit_w = excluded.limit_w,"
	    " phase = excluded.phase, changed_at = excluded.changed_at");
	const char *error = may_hang(db, a, c->name, c->parent);

	if (error)
		return error;
	db_bind(db, &q, columns, c);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
	return NULL;
}

const char *
circuit_remove(struct db *db, const char *name)
{
	static struct query below = QUERY("SELECT count(*) FROM circuit"
	    " WHERE parent = :name");
	static struct query fed = QUERY("SELECT count(*) FROM miner"
	    " WHERE circuit = :name AND retired_at IS NULL");
	static struct query q = QUERY("DELETE FROM circuit"
	    " WHERE name = :name");

	db_text(db, &below, ":name", name);
	if (db_number(db, &below, 0))
		return "another circuit hangs on it";
	db_text(db, &fed, ":name", name);
	if (db_number(db, &fed, 0))
		return "miners are on it";
	db_text(db, &q, ":name", name);
	db_run(db, &q);
	return NULL;
}
