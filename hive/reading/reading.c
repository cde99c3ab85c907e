/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/json/json.h"
#include "hive/reading/fans_and_boards.h"
#include "hive/reading/reading.h"

#define DECIMALS 3	/* of a hashrate that is kept: GH/s */
#define GHS	1000.0

/* What was packed is read by the same tables: new fields go to the end. */
const char *const miner_state_words[] = {
	[MINER_STATE_MINING] = "mining",
	[MINER_STATE_TUNING] = "auto-tuning",
	[MINER_STATE_INITIALIZING] = "initializing",
	[MINER_STATE_STARTING] = "starting",
	[MINER_STATE_RESTARTING] = "restarting",
	[MINER_STATE_STOPPING] = "shutting-down",
	[MINER_STATE_STOPPED] = "stopped",
	[MINER_STATE_FAILURE] = "failure",
	[MINER_STATE_UNKNOWN] = "unknown", NULL
};

const struct field fan_fields[] = {
	FIELD(struct fan, id, .doc = "number of the fan, from 0"),
	FIELD(struct fan, rpm, .doc = "turns in a minute"),
	FIELD(struct fan, status, .doc = "ok or lost"),
	FIELDS_END
};

const struct field chain_fields[] = {
	FIELD(struct chain, id, .doc = "number of the board, from 1"),
	FIELD(struct chain, state, .doc = "as the firmware says"),
	FIELD(struct chain, hashrate_ths, .scale = DECIMALS,
	    .doc = "hashrate, TH/s"),
	FIELD(struct chain, power_w, .doc = "power of the board, W"),
	FIELD(struct chain, chip_max_c, .doc = "hottest chip, C"),
	FIELD(struct chain, board_max_c, .doc = "hottest sensor, C"),
	FIELDS_END
};

const struct field pool_fields[] = {
	FIELD(struct pool, url, .doc = "host and port, no credentials"),
	FIELD(struct pool, status, .doc = "as the firmware says"),
	FIELDS_END
};

#define READING_ROW							\
	TIME(struct reading, recorded_at,				\
	    .doc = "when the status round began"),			\
	WORD(struct reading, state, miner_state,			\
	    .doc = "mining, stopped, failure, ...; unknown"),		\
	FIELD(struct reading, state_time_s,				\
	    .doc = "time in that state, s"),				\
	FIELD(struct reading, preset, .doc = "preset that runs"),	\
	FIELD(struct reading, hashrate_ths, .scale = DECIMALS,		\
	    .doc = "hashrate, TH/s"),					\
	FIELD(struct reading, power_w,					\
	    .doc = "power as the miner says, W; 0 just after a start"),	\
	FIELD(struct reading, chip_max_c, .doc = "hottest chip, C"),	\
	FIELD(struct reading, board_max_c,				\
	    .doc = "hottest sensor of the boards, C")

const struct field reading_columns[] = {
	FIELD(struct reading, miner),
	READING_ROW,
	FIELD(struct reading, boards),
	FIELDS_END
};

const struct field reading_fields[] = {
	READING_ROW,
	FIELD(struct reading, efficiency_jth,
	    .doc = "power by hashrate, J/TH"),
	LIST(struct reading, fans, fan_fields, struct fan,
	    .doc = "empty in means and when the miner named none"),
	LIST(struct reading, chains, chain_fields, struct chain,
	    .doc = "hashboards; empty as fans"),
	LIST(struct reading, pools, pool_fields, struct pool,
	    .doc = "kept of the latest reading only"),
	FIELDS_END
};

const struct field latest_fields[] = {
	TIME(struct latest, recorded_at, .doc = "when the round began"),
	WORD(struct latest, state, miner_state,
	    .doc = "mining, stopped, failure, ...; unknown"),
	FIELD(struct latest, state_time_s, .doc = "time in that state, s"),
	FIELD(struct latest, preset, .doc = "preset that runs"),
	FIELD(struct latest, hashrate_ths, .doc = "hashrate, TH/s"),
	FIELD(struct latest, power_w,
	    .doc = "power as the miner says, W; 0 just after a start"),
	FIELD(struct latest, efficiency_jth,
	    .doc = "power by hashrate, J/TH"),
	FIELD(struct latest, chip_max_c, .doc = "hottest chip, C"),
	FIELD(struct latest, board_max_c,
	    .doc = "hottest sensor of the boards, C"),
	LIST(struct latest, fans, fan_fields, struct fan, .doc = "fans"),
	LIST(struct latest, chains, chain_fields, struct chain,
	    .doc = "hashboards"),
	RAW(struct latest, pools, .sub = pool_fields,
	    .doc = "pools, without credentials"),
	FIELD(struct latest, boards),
	FIELDS_END
};

double
reading_efficiency_jth(int64_t power_w, double hashrate_ths)
{
	/* 0 W while it hashes is a miner that does not know yet. */
	return power_w != NONE && power_w > 0 && hashrate_ths > 0 ?
	    (double)power_w / hashrate_ths : NAN;
}

void
latest_show(struct arena *arena, struct latest *l)
{
	boards_unpack(arena, l->boards, &l->fans, &l->chains);
	l->boards = (struct blob){ NULL, 0 };
	l->efficiency_jth =
	    reading_efficiency_jth(l->power_w, l->hashrate_ths);
}

static void
latest_keep(struct db *db, const struct reading *r)
{
	static struct query q = QUERY("INSERT INTO latest (miner, recorded_at)"
	    " VALUES (:miner, :recorded_at) ON CONFLICT (miner) DO UPDATE SET"
	    " recorded_at = excluded.recorded_at");

	db_bind(db, &q, reading_columns, r);
	db_run(db, &q);
}

static void
pools_keep(struct db *db, struct arena *arena, const struct reading *r)
{
	static struct query q = QUERY("INSERT INTO pools (miner, pools)"
	    " VALUES (:miner, :pools) ON CONFLICT (miner) DO UPDATE SET"
	    " pools = excluded.pools WHERE excluded.pools <> pools.pools");
	struct json j;

	json_init(&j, arena);
	json_field(&j, record_field(reading_fields, "pools", 5), r);
	db_int(db, &q, ":miner", r->miner);
	db_text(db, &q, ":pools", json_done(&j));
	db_run(db, &q);
}

bool
reading_add(struct db *db, const struct reading *reading)
{
	static struct query q = QUERY("INSERT INTO reading (recorded_at,"
	    " miner, state, state_time_s, preset, hashrate_ths, power_w,"
	    " chip_max_c, board_max_c, boards) VALUES (:recorded_at, :miner,"
	    " :state, :state_time_s, :preset, :hashrate_ths, :power_w,"
	    " :chip_max_c, :board_max_c, :boards)"
	    " ON CONFLICT (recorded_at, miner) DO NOTHING");
	static struct arena scratch = { .limit = 1 << 20 };
	struct reading r = *reading;

	arena_reset(&scratch);
	r.hashrate_ths = unpack_fixed(pack_fixed(r.hashrate_ths, GHS), GHS);
	r.boards = boards_pack(&scratch, &r);
	db_bind(db, &q, reading_columns, &r);
	if (!db_run(db, &q) || db_changed(db) == 0)
		return false;
	latest_keep(db, &r);
	pools_keep(db, &scratch, &r);
	return true;
}
