/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_RETENTION_HELP_H
#define TESTS_LIB_RETENTION_HELP_H

#include "hive/base/duration.h"
#include "hive/reading/retention.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* A small farm whose readings are kept, and what retention leaves of them.
 * All is static: each test includes it once. */
#define T0	(1800000000000 - 1800000000000 % (24 * (int64_t)HOUR_MS))
#define DAY	(24 * (int64_t)HOUR_MS)
#define MINERS	21		/* more than a step packs */
#define FOREVER	{ 10000, 10000, 10000 }

static struct arena arena;
static struct db *db;

static inline void
add(int64_t miner, int64_t at)
{
	struct store_reading s;

	db_begin(db);
	reading_add(db, store_reading(&s, miner, at));
	CHECK(db_commit(db));
}

/* A round of all miners from `first' on. */
static inline void
add_round(int64_t first, int64_t at)
{
	struct store_reading s;

	db_begin(db);
	for (int64_t m = first; m <= MINERS; m++)
		reading_add(db, store_reading(&s, m, at));
	db_commit(db);
}

static inline int
keep_all(const struct retention *r, int64_t now)
{
	bool more = true;
	int steps = 0;

	while (more && steps < 100000) {
		db_begin(db);
		more = retention_step(db, r, now);
		db_commit(db);
		steps++;
	}
	return steps;
}

static inline int64_t
number(struct query *q)
{
	return db_number(db, q, 0);
}

static inline int64_t
rows(void)
{
	static struct query q = QUERY("SELECT count(*) FROM reading");

	return number(&q);
}

static inline int64_t
hours(void)
{
	static struct query q = QUERY("SELECT count(*) FROM reading_hour");

	return number(&q);
}

static inline int64_t
packed(void)
{
	static struct query q = QUERY("SELECT sum(readings)"
	    " FROM reading_hour");

	return number(&q);
}

static inline int64_t
rollups(void)
{
	static struct query q = QUERY("SELECT count(*) FROM rollup");

	return number(&q);
}

/* Whether a miner's whole history is what was added: every `step_ms' from
 * `since' to before `until', newest first, field by field. */
static inline bool
whole(int64_t miner, int64_t since, int64_t until, int64_t step_ms)
{
	struct list list = reading_history(db, &arena, miner, since, until,
	    1 << 20, 0);
	const struct reading *r = list.v, *want;
	int64_t at = since + (until - since - 1) / step_ms * step_ms;
	struct store_reading s;
	bool same = (int64_t)list.n == (until - since + step_ms - 1) / step_ms;

	for (size_t i = 0; same && i < list.n; i++, at -= step_ms) {
		const struct chain *chain = r[i].chains.v;
		const struct fan *fan = r[i].fans.v;

		want = store_reading(&s, miner, at);
		same = r[i].recorded_at == at &&
		    r[i].power_w == want->power_w &&
		    r[i].state_time_s == want->state_time_s &&
		    !strcmp(r[i].preset, "2620") &&
		    fabs(r[i].hashrate_ths - want->hashrate_ths) < 0.0006 &&
		    r[i].fans.n == 4 && fan[3].rpm == s.fans[3].rpm &&
		    r[i].chains.n == 3 &&
		    chain[1].power_w == s.chains[1].power_w;
	}
	arena_reset(&arena);
	return same;
}

static inline bool
all_whole(int64_t since, int64_t until, int64_t step_ms)
{
	bool same = true;

	for (int64_t m = 1; m <= MINERS; m++)
		same &= whole(m, since, until, step_ms);
	return same;
}

static inline void
open_new(const char *path)
{
	db = store_open(path);
	store_miners(db, MINERS);
}

#endif
