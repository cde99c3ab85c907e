/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/pack.h"
#include "hive/reading/chips.h"

/*
 * A poll of a miner's chips is kept twice: packed, as one blob of table
 * chips, and its odd chips as rows of table odd_chip, which holds those of
 * each miner's last poll only.  So the fleet's odd chips are listed without
 * unpacking anything.
 */

#define CHAINS_MAX	16

/* A chip is odd from here on. */
#define HOT_C		90
#define MANY_ERRORS	100	/* in the firmware's count */
#define SLOW		0.5	/* of its chain's mean hashrate */

/* What was packed is read by the same tables: new fields go to the end. */
const struct field chip_fields[] = {
	FIELD(struct chip, id, .doc = "number of the chip, from 1"),
	FIELD(struct chip, hashrate_ghs, .scale = 1,
	    .doc = "hashrate, GH/s"),
	FIELD(struct chip, frequency_mhz, .doc = "clock, MHz"),
	FIELD(struct chip, voltage_mv, .doc = "voltage, mV"),
	FIELD(struct chip, temp_c, .doc = "temperature, C; 0: not measured"),
	FIELD(struct chip, errors, .doc = "hardware errors so far"),
	FIELD(struct chip, grade, .doc = "the firmware's: grey, orange, red"),
	FLAG(struct chip, throttled, .doc = "slowed down because of heat"),
	FIELDS_END
};

const struct field chip_chain_fields[] = {
	FIELD(struct chip_chain, id, .doc = "number of the board, from 1"),
	FIELD(struct chip_chain, state, .doc = "as the firmware says"),
	LIST(struct chip_chain, chips, chip_fields, struct chip,
	    .doc = "its chips in the order of their numbers"),
	FIELDS_END
};

const struct field telemetry_fields[] = {
	TIME(struct telemetry, recorded_at,
	    .doc = "when the telemetry round began"),
	LIST(struct telemetry, chains, chip_chain_fields, struct chip_chain,
	    .doc = "hashboards"),
	FIELDS_END
};

const struct field odd_chip_fields[] = {
	FIELD(struct odd_chip, miner, .doc = "MAC of the miner"),
	FIELD(struct odd_chip, name, .doc = "name of the miner"),
	FIELD(struct odd_chip, chain, .doc = "number of the board, from 1"),
	FIELD(struct odd_chip, chip, .doc = "number of the chip, from 1"),
	TIME(struct odd_chip, recorded_at, .doc = "when it was so"),
	FIELD(struct odd_chip, why,
	    .doc = "dead, hot, red, errors, slow or orange"),
	FIELD(struct odd_chip, grade, .doc = "the firmware's"),
	FIELD(struct odd_chip, temp_c, .doc = "temperature, C"),
	FIELD(struct odd_chip, hashrate_ghs, .doc = "hashrate, GH/s"),
	FIELD(struct odd_chip, errors, .doc = "hardware errors so far"),
	FIELDS_END
};

static bool
graded(const struct chip *c, const char *grade)
{
	return c->grade && !strcmp(c->grade, grade);
}

/* The worst word comes first.  Comparisons with an absent number are false. */
const char *
chip_odd(const struct chip *c, double mean_ghs)
{
	if (c->hashrate_ghs <= 0 && mean_ghs > 0)
		return "dead";
	if (c->temp_c >= HOT_C)
		return "hot";
	if (graded(c, "red"))
		return "red";
	if (c->errors >= MANY_ERRORS)
		return "errors";
	if (c->hashrate_ghs < SLOW * mean_ghs)
		return "slow";
	if (graded(c, "orange"))
		return "orange";
	return NULL;
}

static double
mean_ghs(const struct list *chips)
{
	const struct chip *c = chips->v;
	double sum = 0, n = 0;

	for (size_t i = 0; i < chips->n; i++)
		if (!isnan(c[i].hashrate_ghs)) {
			sum += c[i].hashrate_ghs;
			n++;
		}
	return n > 0 ? sum / n : NAN;
}

static void
odd_keep(struct db *db, const struct telemetry *t, int64_t chain,
    const struct chip *c, const char *why)
{
	static struct query q = QUERY("INSERT INTO odd_chip (miner, chain,"
	    " chip, recorded_at, why, grade, temp_c, hashrate_ghs, errors)"
	    " VALUES (:row, :chain, :chip, :recorded_at, :why, :grade,"
	    " :temp_c, :hashrate_ghs, :errors)"
	    " ON CONFLICT (miner, chain, chip) DO NOTHING");

	db_bind(db, &q, chip_fields, c);
	db_int(db, &q, ":row", t->miner);
	db_int(db, &q, ":chain", chain);
	db_int(db, &q, ":chip", c->id);
	db_int(db, &q, ":recorded_at", t->recorded_at);
	db_text(db, &q, ":why", why);
	db_run(db, &q);
}

static void
odd_replace(struct db *db, const struct telemetry *t)
{
	static struct query q = QUERY(
	    "DELETE FROM odd_chip WHERE miner = :miner");
	const struct chip_chain *chain = t->chains.v;

	db_int(db, &q, ":miner", t->miner);
	db_run(db, &q);
	for (size_t i = 0; i < t->chains.n; i++, chain++) {
		const struct chip *c = chain->chips.v;
		double mean = mean_ghs(&chain->chips);

		for (size_t k = 0; k < chain->chips.n; k++) {
			const char *why = chip_odd(c + k, mean);

			if (why && chain->id != NONE && c[k].id != NONE)
				odd_keep(db, t, chain->id, c + k, why);
		}
	}
}

static size_t
no_more(size_t n, size_t max)
{
	return n < max ? n : max;
}

struct blob
telemetry_pack(struct arena *arena, const struct telemetry *t)
{
	const struct chip_chain *chain = t->chains.v;
	const void *chains[CHAINS_MAX], **chips;
	int64_t count[CHAINS_MAX];
	size_t n = no_more(t->chains.n, CHAINS_MAX), all = 0;
	struct pack k;

	for (size_t i = 0; i < n; i++) {
		chains[i] = chain + i;
		count[i] = (int64_t)no_more(chain[i].chips.n, CHIPS_MAX);
	}
	chips = ARENA_MANY(arena, const void *, n * CHIPS_MAX);
	for (size_t i = 0; i < n; i++)
		for (int64_t c = 0; c < count[i]; c++)
			chips[all++] = (struct chip *)chain[i].chips.v + c;
	pack_begin(&k, arena);
	pack_number(&k, (int64_t)n);
	pack_records(&k, chip_chain_fields, chains, n);
	pack_column(&k, count, n);
	pack_records(&k, chip_fields, chips, all);
	return pack_end(&k);
}

bool
telemetry_add(struct db *db, const struct telemetry *t)
{
	static struct query q = QUERY("INSERT INTO chips (recorded_at, miner,"
	    " data) VALUES (:recorded_at, :miner, :data)"
	    " ON CONFLICT (recorded_at, miner) DO NOTHING");
	static struct arena scratch = { .limit = 16 << 20 };

	arena_reset(&scratch);
	db_int(db, &q, ":recorded_at", t->recorded_at);
	db_int(db, &q, ":miner", t->miner);
	db_blob(db, &q, ":data", telemetry_pack(&scratch, t));
	if (!db_run(db, &q) || db_changed(db) == 0)
		return false;
	odd_replace(db, t);
	return true;
}

/* The chips of all chains, after their chains; false: the blob is broken. */
static bool
unpack_chips(struct unpack *u, struct arena *arena, struct telemetry *t)
{
	struct chip_chain *chain = t->chains.v;
	int64_t count[CHAINS_MAX];
	void **records = ARENA_MANY(u->scratch, void *,
	    CHAINS_MAX * CHIPS_MAX);
	size_t all = 0;

	unpack_column(u, count, t->chains.n);
	for (size_t i = 0; i < t->chains.n; i++) {
		struct chip *c;

		if (count[i] < 0 || count[i] > CHIPS_MAX)
			return false;
		chain[i].chips.n = (size_t)count[i];
		chain[i].chips.v = c = ARENA_MANY(arena, struct chip, count[i]);
		for (int64_t k = 0; k < count[i]; k++)
			records[all++] = c + k;
	}
	unpack_records(u, arena, chip_fields, records, all);
	return unpack_end(u);
}

void
telemetry_unpack(struct arena *arena, struct blob blob, struct telemetry *t)
{
	void *records[CHAINS_MAX];
	struct chip_chain *chain;
	struct unpack u;

	unpack_begin(&u, blob);
	t->chains.n = (size_t)unpack_number(&u, 0, CHAINS_MAX);
	t->chains.v = chain =
	    ARENA_MANY(arena, struct chip_chain, t->chains.n);
	for (size_t i = 0; i < t->chains.n; i++)
		records[i] = chain + i;
	unpack_records(&u, arena, chip_chain_fields, records, t->chains.n);
	if (!unpack_chips(&u, arena, t))
		t->chains.n = 0;
}

/* Columns of table chips. */
struct chips_row {
	int64_t		 recorded_at, miner;
	struct blob	 data;
};

static const struct field chips_columns[] = {
	FIELD(struct chips_row, recorded_at),
	FIELD(struct chips_row, miner),
	FIELD(struct chips_row, data),
	FIELDS_END
};

struct list
telemetry_history(struct db *db, struct arena *arena, int64_t miner,
    int64_t since_at, int64_t until_at, int64_t limit)
{
	/* Kept by instant, then miner, so go from instant to instant. */
	static struct query q = QUERY("WITH RECURSIVE"
	    " stood (id, until_at) AS MATERIALIZED (SELECT id, until_at"
	    " FROM miner_succession WHERE miner = :miner),"
	    " tick (at) AS (SELECT max(recorded_at) FROM chips"
	    " WHERE recorded_at < :until_at UNION ALL "
	    "SELECT (SELECT max(recorded_at) FROM chips"
	    " WHERE recorded_at < tick.at) FROM tick"
	    " WHERE tick.at > :since_at) "
	    "SELECT c.* FROM tick CROSS JOIN stood CROSS JOIN chips c"
	    " ON c.recorded_at = tick.at AND c.miner = stood.id"
	    " WHERE tick.at >= :since_at AND tick.at < stood.until_at"
	    " LIMIT :limit");
	struct list list = { NULL, 0 };
	struct chips_row row;
	size_t room = 0;

	db_int(db, &q, ":miner", miner);
	db_int(db, &q, ":since_at", since_at);
	db_int(db, &q, ":until_at", until_at);
	db_int(db, &q, ":limit", limit > 0 ? limit : 0);
	while (db_row(db, &q, chips_columns, &row)) {
		struct telemetry *t = list.v;

		if (list.n == room) {
			room = room ? 2 * room : 16;
			t = ARENA_MANY(arena, struct telemetry, room);
			if (list.n)
				memcpy(t, list.v, list.n * sizeof *t);
			list.v = t;
		}
		t += list.n++;
		*t = (struct telemetry){ row.miner, row.recorded_at,
		    { NULL, 0 } };
		telemetry_unpack(arena, row.data, t);
	}
	return list;
}

struct query *
odd_chips(struct db *db, int64_t limit)
{
	static struct query q = QUERY("SELECT m.mac AS miner, m.name AS name,"
	    " o.chain AS chain, o.chip AS chip, o.recorded_at AS recorded_at,"
	    " o.why AS why, o.grade AS grade, o.temp_c AS temp_c,"
	    " o.hashrate_ghs AS hashrate_ghs, o.errors AS errors"
	    " FROM odd_chip o JOIN miner m ON m.id = o.miner"
	    " WHERE m.retired_at IS NULL"
	    " ORDER BY coalesce(o.temp_c, -1000) DESC, m.mac, o.chain, o.chip"
	    " LIMIT :limit");

	db_int(db, &q, ":limit", limit);
	return &q;
}
