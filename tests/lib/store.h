/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_STORE_H
#define TESTS_LIB_STORE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/db/db.h"
#include "hive/reading/reading.h"

/* What the tests of the measurements share: miners by plain SQL, and
 * readings of a made-up farm that depend on nothing but miner and instant. */

static inline struct db *
store_open(const char *path)
{
	const char *error;
	struct db *db = db_create(path, &error);

	if (!db)
		log_die("no database why=\"%s\"", error);
	return db;
}

static inline void
store_miners(struct db *db, int64_t n)
{
	static struct query q = QUERY("INSERT INTO miner (id, mac,"
	    " first_seen_at) VALUES (:id, :mac, 0)");
	char mac[24];

	for (int64_t i = 1; i <= n; i++) {
		snprintf(mac, sizeof mac, "02:00:00:%02x:%02x:%02x",
		    (unsigned)(i >> 16 & 255), (unsigned)(i >> 8 & 255),
		    (unsigned)(i & 255));
		db_int(db, &q, ":id", i);
		db_text(db, &q, ":mac", mac);
		db_run(db, &q);
	}
}

static inline uint64_t
store_noise(int64_t miner, int64_t at, uint64_t what)
{
	uint64_t z = (uint64_t)miner * 0x9e3779b97f4a7c15u ^
	    (uint64_t)at * 0xbf58476d1ce4e5b9u ^ what * 0x94d049bb133111ebu;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Between -most and most. */
static inline int64_t
store_drift(int64_t miner, int64_t at, uint64_t what, int64_t max)
{
	return (int64_t)(store_noise(miner, at, what) %
	    (uint64_t)(2 * max + 1)) - max;
}

struct store_reading {
	struct reading	 reading;
	struct fan	 fans[4];
	struct chain	 chains[3];
	struct pool	 pools[2];
};

/* A miner that wanders about 2,600 W; slow moves per ten minutes. */
static inline const struct reading *
store_reading(struct store_reading *s, int64_t miner, int64_t at)
{
	struct reading *r = &s->reading;
	int64_t slow = store_drift(miner, at / 600000, 1, 40);

	*r = (struct reading){ .miner = miner, .recorded_at = at,
	    .state = MINER_STATE_MINING, .state_time_s = at / 1000 % 100000,
	    .preset = "2620", .power_w = 2600 + slow +
	    store_drift(miner, at, 2, 6), .efficiency_jth = NAN,
	    .chip_max_c = 78 + slow / 20, .board_max_c = 62 + slow / 20,
	    .fans = { s->fans, 4 }, .chains = { s->chains, 3 },
	    .pools = { s->pools, 2 } };
	r->hashrate_ths = 90 + (double)slow / 40 +
	    (double)store_drift(miner, at, 3, 900) / 1000;
	for (int i = 0; i < 4; i++)
		s->fans[i] = (struct fan){ i, 5400 + 10 * (slow / 10) +
		    30 * store_drift(miner, at, 10 + (uint64_t)i, 1), "ok" };
	for (int i = 0; i < 3; i++)
		s->chains[i] = (struct chain){ i + 1, "mining",
		    r->hashrate_ths / 3 + (double)store_drift(miner, at,
		    20 + (uint64_t)i, 500) / 1000, r->power_w / 3 + i,
		    r->chip_max_c - i, r->board_max_c - i };
	s->pools[0] = (struct pool){ "pool.example:3333", "active" };
	s->pools[1] = (struct pool){ "spare.example:3333", "idle" };
	return r;
}

#endif
