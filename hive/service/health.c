/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/service/health.h"


const char *const broker_words[] = {
	[BROKER_CONNECTED] = "connected", [BROKER_LOST] = "lost", NULL
};

const struct field worker_state_fields[] = {
	FIELD(struct worker_state, epoch),
	FIELD(struct worker_state, pid),
	TIME(struct worker_state, started_at),
	TIME(struct worker_state, seen_at, .doc = "last heartbeat"),
	FIELD(struct worker_state, version),
	FIELD(struct worker_state, scan_addresses),
	FIELD(struct worker_state, scan_done),
	FIELD(struct worker_state, scan_left_s),
	FIELD(struct worker_state, size_bytes),
	FIELD(struct worker_state, growth_bytes_per_day),
	WORD(struct worker_state, broker, broker),
	FIELDS_END
};

const struct field round_state_fields[] = {
	FIELD(struct round_state, name),
	FIELD(struct round_state, interval_s),
	TIME(struct round_state, started_at, .doc = "last pass began"),
	TIME(struct round_state, ok_at, .doc = "last pass came to its end"),
	FIELD(struct round_state, asked, .doc = "in the last pass"),
	FIELD(struct round_state, kept, .doc = "answers that were used"),
	FIELD(struct round_state, lost, .doc = "no usable answer"),
	FIELD(struct round_state, ms, .doc = "the last pass took"),
	FIELD(struct round_state, rounds, .doc = "since the worker started"),
	FIELDS_END
};

const struct field counter_fields[] = {
	FIELD(struct counter, name),
	FIELD(struct counter, n),
	FIELDS_END
};

const struct field unknown_host_fields[] = {
	FIELD(struct unknown_host, ip),
	TIME(struct unknown_host, found_at),
	FIELD(struct unknown_host, why),
	FIELDS_END
};

bool
worker_state_get(struct db *db, struct arena *arena, struct worker_state *s)
{
	static struct query q = QUERY("SELECT * FROM worker WHERE one = 1");

	return db_one(db, &q, arena, worker_state_fields, s);
}

int64_t
worker_begin(struct db *db, const char *version, int64_t pid, int64_t now)
{
	static struct query q = QUERY("INSERT INTO worker (one, epoch, pid,"
	    " started_at, seen_at, version) VALUES (1, 1, :pid, :now, :now,"
	    " :version) ON CONFLICT (one) DO UPDATE SET epoch = epoch + 1,"
	    " pid = :pid, started_at = :now, seen_at = :now,"
	    " ended_at = NULL, version = :version RETURNING epoch");

	db_int(db, &q, ":pid", pid);
	db_int(db, &q, ":now", now);
	db_text(db, &q, ":version", version);
	return db_number(db, &q, 0);
}

bool
worker_crashed(struct db *db)
{
	static struct query q = QUERY("SELECT count(*) FROM worker"
	    " WHERE ended_at IS NULL");

	return db_number(db, &q, 0) > 0;
}

void
worker_end(struct db *db, int64_t epoch, int64_t now)
{
	static struct query q = QUERY("UPDATE worker SET ended_at = :now"
	    " WHERE epoch = :epoch");

	db_int(db, &q, ":now", now);
	db_int(db, &q, ":epoch", epoch);
	db_run(db, &q);
}

bool
worker_beat(struct db *db, const struct worker_state *s)
{
	static struct query q = QUERY("UPDATE worker SET seen_at = :seen_at,"
	    " scan_addresses = :scan_addresses, scan_done = :scan_done,"
	    " scan_left_s = :scan_left_s, size_bytes = :size_bytes,"
	    " growth_bytes_per_day = :growth_bytes_per_day, broker = :broker"
	    " WHERE one = 1 AND epoch = :epoch");

	db_bind(db, &q, worker_state_fields, s);
	return db_run(db, &q) && db_changed(db) == 1;
}

void
round_keep(struct db *db, const struct round_state *s)
{
	static struct query q = QUERY("INSERT INTO round (name, interval_s,"
	    " started_at, ok_at, asked, kept, lost, ms, rounds) VALUES"
	    " (:name, :interval_s, :started_at, :ok_at, :asked, :kept, :lost,"
	    " :ms, :rounds) ON CONFLICT (name) DO UPDATE SET"
	    " interval_s = :interval_s, started_at = :started_at,"
	    " ok_at = coalesce(:ok_at, ok_at), asked = :asked, kept = :kept,"
	    " lost = :lost, ms = :ms, rounds = :rounds");

	db_bind(db, &q, round_state_fields, s);
	db_run(db, &q);
}

struct query *
round_list(struct db *db)
{
	static struct query q = QUERY("SELECT * FROM round ORDER BY name");

	(void)db;
	return &q;
}

void
counter_add(struct db *db, const char *name, int64_t n)
{
	static struct query q = QUERY("INSERT INTO counter (name, n)"
	    " VALUES (:name, :n) ON CONFLICT (name) DO UPDATE SET"
	    " n = counter.n + :n");

	db_text(db, &q, ":name", name);
	db_int(db, &q, ":n", n);
	db_run(db, &q);
}

int64_t
counter_get(struct db *db, const char *name)
{
	static struct query q = QUERY("SELECT n FROM counter"
	    " WHERE name = :name");

	db_text(db, &q, ":name", name);
	return db_number(db, &q, NONE);
}

struct query *
counter_list(struct db *db)
{
	static struct query q = QUERY("SELECT * FROM counter ORDER BY name");

	(void)db;
	return &q;
}

void
unknown_host_keep(struct db *db, const struct unknown_host *s)
{
	static struct query q = QUERY("INSERT INTO stranger (ip, found_at, why)"
	    " VALUES (:ip, :found_at, :why) ON CONFLICT (ip) DO UPDATE SET"
	    " found_at = :found_at, why = :why");

	db_bind(db, &q, unknown_host_fields, s);
	db_run(db, &q);
}

void
unknown_host_forget(struct db *db, int64_t before_at)
{
	static struct query q = QUERY("DELETE FROM stranger"
	    " WHERE found_at < :before");

	db_int(db, &q, ":before", before_at);
	db_run(db, &q);
}

struct query *
unknown_host_list(struct db *db)
{
	static struct query q = QUERY("SELECT * FROM stranger ORDER BY ip");

	(void)db;
	return &q;
}

int64_t
size_note(struct db *db, int64_t now, int64_t bytes)
{
	static struct query note = QUERY("INSERT INTO size_day (day, bytes)"
	    " VALUES (:day, :bytes) ON CONFLICT (day) DO UPDATE SET"
	    " bytes = :bytes");
	static struct query growth = QUERY("SELECT CASE WHEN count(*) > 1 THEN"
	    " (max(bytes) - min(bytes)) / (max(day) - min(day)) END"
	    " FROM size_day WHERE day BETWEEN :day - 7 AND :day");
	int64_t day = now / DAY_MS;

	db_int(db, &note, ":day", day);
	db_int(db, &note, ":bytes", bytes);
	db_run(db, &note);
	db_int(db, &growth, ":day", day);
	return db_number(db, &growth, NONE);
}
