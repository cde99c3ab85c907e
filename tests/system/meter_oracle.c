/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"

/*
 * For the tests of whole systems: what a database holds of each meter that
 * sent messages, as JSON.
 *
 *	meter_oracle DATABASE		how many readings of which boots
 *	meter_oracle DATABASE COPY	and what they come to, booked to the
 *					end in a copy
 */
struct held {
	const char	*device;
	int64_t		 boot, readings, low, high, numbers;
};

static const struct field held_fields[] = {
	FIELD(struct held, device),
	FIELD(struct held, boot),
	FIELD(struct held, readings),
	FIELD(struct held, low),
	FIELD(struct held, high),
	FIELD(struct held, numbers),
	FIELDS_END
};

/* Numbers that are not there, behind `low' and before `high', and when these
 * two were measured and received. */
struct gap {
	const char	*device;
	int64_t		 boot, low, high, low_at, high_at;
	int64_t		 low_received_at, high_received_at;
};

static const struct field gap_fields[] = {
	FIELD(struct gap, device),
	FIELD(struct gap, boot),
	FIELD(struct gap, low),
	FIELD(struct gap, high),
	TIME(struct gap, low_at),
	TIME(struct gap, high_at),
	TIME(struct gap, low_received_at),
	TIME(struct gap, high_received_at),
	FIELDS_END
};

struct total {
	const char	*device;
	int64_t		 booked_uwh;
};

static const struct field total_fields[] = {
	FIELD(struct total, device),
	FIELD(struct total, booked_uwh),
	FIELDS_END
};

static void
show_held(struct db *db, struct json *j)
{
	static struct query q = QUERY("SELECT m.device AS device,"
	    " r.boot AS boot, count(*) AS readings, min(r.sequence_no) AS low,"
	    " max(r.sequence_no) AS high, count(DISTINCT r.sequence_no)"
	    " AS numbers FROM meter_reading r JOIN meter m ON m.id = r.meter"
	    " GROUP BY m.device, r.boot ORDER BY m.device, r.boot");
	struct held h;

	json_key(j, "held");
	json_open(j, '[');
	while (db_row(db, &q, held_fields, &h))
		json_record(j, held_fields, &h);
	json_close(j, ']');
}

static void
show_gaps(struct db *db, struct json *j)
{
	static struct query q = QUERY("SELECT m.device AS device,"
	    " r.boot AS boot, r.low AS low, r.sequence_no AS high,"
	    " r.low_at AS low_at, r.at AS high_at, r.low_received_at AS"
	    " low_received_at, r.received_at AS high_received_at FROM (SELECT"
	    " meter, boot, sequence_no, at, received_at, lag(sequence_no)"
	    " OVER w AS low, lag(at) OVER w AS low_at, lag(received_at)"
	    " OVER w AS low_received_at FROM meter_reading WINDOW w AS"
	    " (PARTITION BY meter, boot ORDER BY sequence_no)) r JOIN meter m"
	    " ON m.id = r.meter WHERE r.sequence_no > r.low + 1");
	struct gap g;

	json_key(j, "gaps");
	json_open(j, '[');
	while (db_row(db, &q, gap_fields, &g))
		json_record(j, gap_fields, &g);
	json_close(j, ']');
}

static void
show_refused(struct db *db, struct json *j)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_refused");

	json_pair_int(j, "refused", db_number(db, &q, 0));
}

static void
show_totals(struct db *db, struct json *j)
{
	static struct query q = QUERY("SELECT m.device AS device,"
	    " (SELECT sum(e.energy_uwh) FROM entry e WHERE e.meter = m.id)"
	    " AS booked_uwh FROM meter m WHERE m.source = 'message'"
	    " ORDER BY m.device");
	struct total t;

	json_key(j, "totals");
	json_open(j, '[');
	while (db_row(db, &q, total_fields, &t))
		json_record(j, total_fields, &t);
	json_close(j, ']');
}

/* All that waits to be booked, as if an hour had passed. */
static void
book_all(struct db *db)
{
	int64_t now = day_wall_ms() + 3600000;
	struct arena a;
	bool more = true;

	arena_init(&a, 1 << 30);
	while (more) {
		arena_reset(&a);
		db_begin(db);
		more = book_step(db, &a, now, 100);
		if (!db_commit(db))
			log_die("cannot book");
	}
	arena_free(&a);
}

int
main(int argc, char **argv)
{
	const char *error;
	struct arena a;
	struct json j;
	struct db *db;

	if (argc < 2 || !(db = db_open_read(argv[1], &error)))
		log_exit(1, "meter_oracle: %s", argc < 2 ? "which?" : error);
	if (argc > 2) {
		if ((error = db_copy(db, argv[2])))
			log_exit(1, "meter_oracle: %s", error);
		db_close(db);
		if (!(db = db_create(argv[2], &error)))
			log_exit(1, "meter_oracle: %s", error);
		book_all(db);
	}
	arena_init(&a, 1 << 30);
	json_init(&j, &a);
	json_open(&j, '{');
	show_held(db, &j);
	show_refused(db, &j);
	if (argc > 2) {
		show_gaps(db, &j);
		show_totals(db, &j);
	}
	json_close(&j, '}');
	printf("%s\n", json_done(&j));
	db_close(db);
	arena_free(&a);
	return 0;
}
