/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/pack.h"
#include "hive/reading/rollup.h"

const struct field rollup_fields[] = {
	TIME(struct rollup, hour_at),
	FIELD(struct rollup, miner),
	FIELD(struct rollup, readings),
	FIELD(struct rollup, power_least_w),
	FIELD(struct rollup, power_mean_w),
	FIELD(struct rollup, power_most_w),
	FIELD(struct rollup, hashrate_mean_ths),
	FIELD(struct rollup, chip_max_c),
	FIELD(struct rollup, mining_s),
	FIELDS_END
};

static void
powers(struct rollup *u, const struct reading *r, size_t n)
{
	int64_t known = 0;
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t w = r[i].power_w;

		if (w == NONE)
			continue;
		if (known == 0 || w < u->power_least_w)
			u->power_least_w = w;
		if (known == 0 || w > u->power_most_w)
			u->power_most_w = w;
		sum += (double)w;
		known++;
	}
	if (known)
		u->power_mean_w = pack_fixed(sum / (double)known, 1);
}

static int64_t
mining_s(const struct reading *r, size_t n)
{
	int64_t min = MINUTE_MS, ms = 0, end = r[0].recorded_at;

	end = hour_of(end) + HOUR_MS;
	for (size_t i = 1; i < n; i++) {
		int64_t pause = r[i].recorded_at - r[i - 1].recorded_at;

		if (i == 1 || pause < min)
			min = pause;
	}
	min = 2 * min > MINUTE_MS ? 2 * min : MINUTE_MS;
	for (size_t i = 0; i < n; i++) {
		int64_t next = i + 1 < n ? r[i + 1].recorded_at : end;
		int64_t stands = next - r[i].recorded_at;

		if (r[i].state == MINER_STATE_MINING)
			ms += stands < min ? stands : min;
	}
	return ms / 1000;
}

void
rollup_make(struct rollup *u, const struct reading *r, size_t n)
{
	double sum = 0;
	int known = 0;

	record_clear(rollup_fields, u);
	u->hour_at = hour_of(r[0].recorded_at);
	u->miner = r[0].miner;
	u->readings = (int64_t)n;
	powers(u, r, n);
	for (size_t i = 0; i < n; i++) {
		if (!isnan(r[i].hashrate_ths)) {
			sum += r[i].hashrate_ths;
			known++;
		}
		if (r[i].chip_max_c > u->chip_max_c)	/* NONE is least */
			u->chip_max_c = r[i].chip_max_c;
	}
	if (known)
		u->hashrate_mean_ths = sum / known;
	u->mining_s = mining_s(r, n);
}

void
rollup_keep(struct db *db, const struct rollup *u)
{
	static struct query q = QUERY("INSERT INTO rollup (hour_at, miner,"
	    " readings, power_least_w, power_mean_w, power_most_w,"
	    " hashrate_mean_ths, chip_max_c, mining_s) VALUES (:hour_at,"
	    " :miner, :readings, :power_least_w, :power_mean_w,"
	    " :power_most_w, :hashrate_mean_ths, :chip_max_c, :mining_s)"
	    " ON CONFLICT (miner, hour_at) DO UPDATE SET"
	    " readings = excluded.readings,"
	    " power_least_w = excluded.power_least_w,"
	    " power_mean_w = excluded.power_mean_w,"
	    " power_most_w = excluded.power_most_w,"
	    " hashrate_mean_ths = excluded.hashrate_mean_ths,"
	    " chip_max_c = excluded.chip_max_c,"
	    " mining_s = excluded.mining_s");

	db_bind(db, &q, rollup_fields, u);
	db_run(db, &q);
}
