/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/reading/retention.h"
#include "hive/reading/retention_pack.h"


/*
 * Free pages are used again by the next hour's rows, and giving one back
 * costs writing another to its place: so a quarter of the file, or 64 MB of
 * a small one, may be free.
 */
#define SPARE_PART	4
#define SPARE_BYTES	(64 << 20)
#define PAGE_BYTES	8192
#define PAGES_A_STEP	64

/* Up to 2,000 rows of the oldest instant, by the key (instant, miner). */
static bool
old_chips(struct db *db, int64_t before_at)
{
	static struct query oldest = QUERY(
	    "SELECT min(recorded_at) FROM chips");
	static struct query q = QUERY("DELETE FROM chips"
	    " WHERE recorded_at = :at AND miner <= coalesce((SELECT miner"
	    " FROM chips WHERE recorded_at = :at ORDER BY miner"
	    " LIMIT 1 OFFSET 1999), 9223372036854775807)");
	int64_t at = db_number(db, &oldest, before_at);

	if (at >= before_at)
		return false;
	db_int(db, &q, ":at", at);
	return db_run(db, &q);
}

static bool
old_hours(struct db *db, int64_t before_at)
{
	static struct query oldest = QUERY(
	    "SELECT min(hour_at) FROM reading_hour");
	static struct query q = QUERY("DELETE FROM reading_hour"
	    " WHERE hour_at = :at AND miner <= coalesce((SELECT miner"
	    " FROM reading_hour WHERE hour_at = :at ORDER BY miner"
	    " LIMIT 1 OFFSET 499), 9223372036854775807)");
	int64_t at = db_number(db, &oldest, before_at);

	if (at >= before_at)
		return false;
	db_int(db, &q, ":at", at);
	return db_run(db, &q);
}

struct number {
	int64_t n;
};

static const struct field number_fields[] = {
	FIELD(struct number, n),
	FIELDS_END
};

/* Two days at most of one miner; roll-ups are kept by miner, then hour. */
static void
old_rollups_of(struct db *db, int64_t miner, int64_t before_at)
{
	static struct query oldest = QUERY("SELECT min(hour_at) FROM rollup"
	    " WHERE miner = :miner");
	static struct query q = QUERY("DELETE FROM rollup"
	    " WHERE miner = :miner AND hour_at < :before");
	int64_t at;

	db_int(db, &oldest, ":miner", miner);
	at = db_number(db, &oldest, before_at) + 2 * DAY_MS;
	db_int(db, &q, ":miner", miner);
	db_int(db, &q, ":before", at < before_at ? at : before_at);
	db_run(db, &q);
}

static bool
old_rollups(struct db *db, int64_t before_at)
{
	static struct query q = QUERY("SELECT id AS n FROM miner m WHERE"
	    " EXISTS (SELECT 1 FROM rollup u WHERE u.miner = m.id"
	    " AND u.hour_at < :before) LIMIT 40");
	struct number miner[40];
	int n = 0;

	db_int(db, &q, ":before", before_at);
	while (n < 40 && db_row(db, &q, number_fields, &miner[n]))
		n++;
	db_end(db, &q);
	for (int i = 0; i < n; i++)
		old_rollups_of(db, miner[i].n, before_at);
	return n > 0;
}

/* What the balancer has written, rows that refer to others first.  Commands
 * that were only observed go with the plant's readings. */
static bool
old_control(struct db *db, int64_t raw_at, int64_t before_at)
{
	static struct query readings = QUERY("DELETE FROM plant_reading"
	    " WHERE id IN (SELECT id FROM plant_reading"
	    " WHERE recorded_at < :before ORDER BY recorded_at LIMIT 500)");
	static struct query commands = QUERY("DELETE FROM command"
	    " WHERE id IN (SELECT id FROM command WHERE ended_at <"
	    " CASE dry WHEN 1 THEN :raw ELSE :before END"
	    " ORDER BY id LIMIT 500)");
	static struct query decisions = QUERY("DELETE FROM decision"
	    " WHERE id IN (SELECT id FROM decision WHERE at < :before"
	    " AND NOT EXISTS (SELECT 1 FROM command WHERE decision ="
	    " decision.id) ORDER BY at LIMIT 500)");
	int64_t n = 0;

	db_int(db, &readings, ":before", raw_at);
	if (db_run(db, &readings))
		n += db_changed(db);
	db_int(db, &commands, ":before", before_at);
	db_int(db, &commands, ":raw", raw_at);
	if (db_run(db, &commands))
		n += db_changed(db);
	db_int(db, &decisions, ":before", before_at);
	if (db_run(db, &decisions))
		n += db_changed(db);
	return n > 0;
}

static bool
old_site_hours(struct db *db, int64_t before_at)
{
	static struct query q = QUERY("DELETE FROM site_hour"
	    " WHERE hour_at < :before");

	db_int(db, &q, ":before", before_at);
	return db_run(db, &q) && db_changed(db) > 0;
}

/* Lists that no miner points to any more, a hundred at a time. */
static bool
old_catalogues(struct db *db)
{
#define UNUSED "id NOT IN (SELECT catalogue FROM miner WHERE catalogue"	\
	" IS NOT NULL) ORDER BY id LIMIT 100"
	static struct query presets = QUERY("DELETE FROM preset"
	    " WHERE catalogue IN (SELECT id FROM catalogue WHERE " UNUSED ")");
	static struct query lists = QUERY("DELETE FROM catalogue"
	    " WHERE id IN (SELECT id FROM catalogue WHERE " UNUSED ")");

	return db_run(db, &presets) && db_run(db, &lists) &&
	    db_changed(db) > 0;
}

static bool
give_back(struct db *db)
{
	int64_t spare = db_size_bytes(db) / SPARE_PART;

	if (spare < SPARE_BYTES)
		spare = SPARE_BYTES;
	if (db_free_pages(db) * PAGE_BYTES <= spare)
		return false;
	db_give_back(db, PAGES_A_STEP);
	return true;
}

/* Roll-ups go by the day: once a day is often enough to look for them. */
bool
retention_step(struct db *db, const struct retention *r, int64_t now)
{
	int64_t today = now - now % DAY_MS;

	return retention_pack(db, now) ||
	    old_chips(db, now - r->chips_days * DAY_MS) ||
	    old_hours(db, now - r->readings_days * DAY_MS) ||
	    old_rollups(db, today - r->rollups_days * DAY_MS) ||
	    old_control(db, now - r->readings_days * DAY_MS,
	    today - r->rollups_days * DAY_MS) ||
	    old_site_hours(db, today - r->rollups_days * DAY_MS) ||
	    old_catalogues(db) ||
	    give_back(db);
}
