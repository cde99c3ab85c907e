/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/plant/plant.h"
#include "hive/reading/retention_pack.h"
#include "tests/lib/polled_help.h"

/* Which slot of polled meters is booked when, out of which rows, and what their
 * meters are. */

#define END(slot)	((slot) + SLOT_MS + POLLED_WAIT_MS)
#define WATT		3600		/* 1 Wh a second */

static void
poll(int64_t miner, int64_t at, int64_t watt)
{
	struct store_reading s;

	store_reading(&s, miner, at);
	s.reading.power_w = watt;
	reading_add(db, &s.reading);
}

static void
open_db(int64_t miners)
{
	db = store_open(":memory:");
	polled_forget(&polled);
	db_begin(db);
	store_miners(db, miners);
	db_commit(db);
}

/* The slot that comes next. */
static int64_t
next(void)
{
	static struct query q = QUERY("SELECT slot_at FROM polling");

	return db_number(db, &q, NONE);
}

/* How many calls it takes. */
static int
steps(int64_t now, int max)
{
	int n = 1;

	db_begin(db);
	while (polled_step(&polled, db, now, max))
		n++;
	db_commit(db);
	return n;
}

/* ---- When ---------------------------------------------------------------- */

/* At the first start history is left alone; what holds nothing is stepped
 * over. */
static void
check_slots(void)
{
	int64_t slot = T0 + 8 * (int64_t)SLOT_MS;

	open_db(1);
	db_begin(db);
	poll(1, T0 - 1000, WATT);
	poll(1, T0 + 1000, WATT);
	db_commit(db);
	book(T0 + 2000, 100);
	CHECK_INT(next(), T0);
	book(END(T0) - 1, 100);
	CHECK_INT(next(), T0);
	CHECK_INT(booked(1, T0), NONE);
	book(END(T0), 100);
	CHECK_INT(booked(1, T0), 1000000);	/* its first second */
	CHECK_INT(booked(1, T0 - SLOT_MS), NONE);
	/* Nobody says anything for two hours. */
	book(slot + 5000, 100);
	CHECK_INT(next(), slot);
	/* One that is to come is no sample yet. */
	db_begin(db);
	poll(1, slot + 2 * SLOT_MS, WATT);
	db_commit(db);
	book(slot + SLOT_MS + 7000, 100);
	CHECK_INT(next(), slot);
	book(END(slot), 100);
	CHECK_INT(next(), slot + SLOT_MS);
	book(slot + 5 * (int64_t)SLOT_MS - 1, 100);
	CHECK_INT(next(), slot + 4 * (int64_t)SLOT_MS);
	CHECK_INT(booked(1, slot + 2 * SLOT_MS), NONE);
	db_close(db);
}

/* The first slot that holds something after a long silence is booked when it is
 * waited for, and not a moment before; and what the database says is next goes
 * before what was begun. */
static void
check_jump(void)
{
	static struct query on = QUERY("UPDATE polling SET slot_at = :at");
	int64_t slot = T0 + 20 * (int64_t)SLOT_MS;

	for (int late = 0; late < 2; late++) {
		open_db(1);
		book(T0, 100);
		db_begin(db);
		poll(1, slot, WATT);
		poll(1, slot + 1000, WATT);
		db_commit(db);
		book(END(slot) - 1 + late, 100);
		CHECK_INT(booked(1, slot), late ? 1000000 : NONE);
		CHECK_INT(next(), late ? slot + SLOT_MS : slot);
		db_close(db);
	}
	open_db(1);
	book(T0, 100);
	db_begin(db);
	poll(1, T0, WATT);
	poll(1, T0 + 1000, WATT);
	CHECK(polled_step(&polled, db, END(T0), 1));
	db_int(db, &on, ":at", T0 + SLOT_MS);
	db_run(db, &on);
	db_commit(db);
	book(END(T0 + SLOT_MS), 100);
	CHECK_INT(booked(1, T0), NONE);
	db_close(db);
}

/* An hour that may be packed is read miner by miner, twenty a step. */
static void
check_steps(void)
{
	int64_t late = T0 + SLOT_MS + 540000;

	for (int packed = 0; packed < 2; packed++) {
		open_db(21);
		book(T0, 100);
		db_begin(db);
		for (int64_t m = 1; m <= 21; m++) {
			poll(m, T0, WATT);
			poll(m, T0 + 1000, WATT);
		}
		db_commit(db);
		CHECK_INT(steps(late + packed, 1000), packed ? 3 : 2);
		CHECK_INT(booked(1, T0), 1000000);
		CHECK_INT(booked(21, T0), 1000000);
		CHECK_INT(next(), T0 + SLOT_MS);
		db_close(db);
	}
	/* Two rows each: a whole number of steps, and one that finds none. */
	open_db(2);
	book(T0, 100);
	db_begin(db);
	for (int64_t m = 1; m <= 2; m++) {
		poll(m, T0, WATT);
		poll(m, T0 + 1000, WATT);
	}
	db_commit(db);
	CHECK_INT(steps(END(T0), 2), 4);
	CHECK_INT(booked(2, T0), 1000000);
	db_close(db);
}

/* ---- Out of which rows --------------------------------------------------- */

/* Two minutes are bridged on both sides, to the millisecond, fresh or packed;
 * of an hour that is packed no quarter is passed over. */
static void
check_edges(void)
{
	for (int packed = 0; packed < 2; packed++) {
		int64_t slot = T0 + HOUR + SLOT_MS, end = slot + SLOT_MS;

		open_db(2);
		book(slot, 100);
		db_begin(db);
		poll(1, slot - 119999, WATT);
		poll(1, slot + 1, WATT);
		poll(1, end - 1, WATT);
		poll(1, end + 119999, WATT);
		poll(2, slot - 120000, WATT);
		poll(2, slot + 1, WATT);
		/* The last one is never packed: it is another slot's. */
		poll(2, end + 60000, WATT);
		while (packed && retention_pack(db, slot + HOUR + 900000))
			;
		db_commit(db);
		book(packed ? slot + HOUR + 900000 : END(slot), 100);
		/* 1 ms at each end. */
		CHECK_INT(booked(1, slot), 2000);
		CHECK_INT(booked(2, slot), NONE);
		db_close(db);
	}
}

/* Rows of a miner that is no longer there are nobody's. */
static void
check_stranger(void)
{
	static struct query drop = QUERY("DELETE FROM miner WHERE id = 2");

	open_db(3);
	book(T0, 100);
	db_begin(db);
	db_run(db, &drop);
	for (int i = 0; i < 3; i++) {
		poll(1, T0 + i * 10000, WATT);
		poll(2, T0 + i * 10000 + 1, 9 * WATT);
		poll(3, T0 + i * 10000, 2 * WATT);
		poll(99, T0 + i * 10000 + 2, 9 * WATT);
	}
	db_commit(db);
	book(END(T0), 100);
	CHECK_INT(booked(1, T0), 20000000);
	CHECK_INT(booked(2, T0), NONE);
	CHECK_INT(booked(3, T0), 40000000);
	db_close(db);
}

/* ---- Their meters -------------------------------------------------------- */

static int64_t
places(int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_place"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return db_number(db, &q, NONE);
}

/* A place is noted once, when it is told or changes. */
static void
check_places(void)
{
	static struct query move = QUERY("UPDATE miner SET location = :at"
	    " WHERE id = 1");
	static const struct { const char *at; int64_t places; } cases[] = {
		{ NULL, 0 }, { "A", 1 }, { "A", 1 }, { "B", 2 }, { NULL, 3 },
		{ NULL, 3 },
	};

	open_db(1);
	book(T0, 100);
	for (int i = 0; i < 6; i++) {
		int64_t slot = T0 + i * (int64_t)SLOT_MS;
		struct meter m;

		db_begin(db);
		db_text(db, &move, ":at", cases[i].at);
		db_run(db, &move);
		poll(1, slot, WATT);
		poll(1, slot + 1000, WATT);
		db_commit(db);
		book(END(slot), 100);
		CHECK(meter_find(db, &arena, "02:00:00:00:00:01",
		    METER_CHANNEL, &m));
		CHECK_TEXT(m.location, cases[i].at);
		CHECK_INT(places(m.id), cases[i].places);
		CHECK_INT(m.parent, NONE);
	}
	db_close(db);
}

/* The slot of a miner and of the plant: what is said of their meters. */
static void
check_meters(void)
{
	static const struct {
		const char	*device, *channel, *source, *direction, *above;
		int64_t		 most_w, error_permille;
	} want[] = {
		{ "02:00:00:00:00:01", METER_CHANNEL, "miner", "import",
		    "containers", 20000, 50 },
		{ "plant", "generation", "plant", "generation", NULL,
		    METER_POWER_LIMIT_W, 20 },
		{ "plant", "containers", "plant", "import", NULL,
		    METER_POWER_LIMIT_W, 20 },
		{ "plant", "generation/sun", "plant", "generation",
		    "generation", METER_POWER_LIMIT_W, 20 },
		{ "plant", "containers/c1", "plant", "import", "containers",
		    METER_POWER_LIMIT_W, 20 },
	};
	struct meter m, above;

	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		CHECK(meter_find(db, &arena, want[i].device, want[i].channel,
		    &m));
		CHECK_TEXT(meter_source_words[m.source], want[i].source);
		CHECK_TEXT(meter_direction_words[m.direction],
		    want[i].direction);
		CHECK_INT(m.power_most_w, want[i].most_w);
		CHECK_INT(m.error_permille, want[i].error_permille);
		CHECK_INT(m.gap_most_s, 120);
		CHECK(!want[i].above || meter_find(db, &arena, "plant",
		    want[i].above, &above));
		CHECK_INT(m.parent, want[i].above ? above.id : NONE);
	}
}

static const char *
rule_of(const char *device, const char *channel, int64_t slot)
{
	struct entry e = { .rule = NULL };
	struct query *q;
	struct meter m;

	CHECK(meter_find(db, &arena, device, channel, &m));
	q = entry_list(db, m.id, slot, slot + 1, INT64_MAX, 10);
	while (db_row(db, q, entry_fields, &e))
		record_keep(&arena, entry_fields, &e);
	return e.rule;
}

/* A person says what stands above the second miner's meter. */
static void
set_parent(int64_t parent)
{
	struct meter m;

	db_begin(db);
	CHECK(meter_find(db, &arena, "02:00:00:00:00:02", METER_CHANNEL, &m));
	m.parent = parent;
	meter_change(db, &arena, &m, "user:test", T0 + SLOT_MS);
	db_commit(db);
}

static void
check_parent(const char *device, const char *channel, int64_t parent,
    int64_t version)
{
	struct meter m;

	CHECK(meter_find(db, &arena, device, channel, &m));
	CHECK_INT(m.parent, parent);
	CHECK_INT(m.version, version);
}

/* Two slots of the plant and of its miners, which the containers' meter
 * measures as well, until somebody says that it does not. */
static void
check_plant(void)
{
	struct meter sum, containers;

	open_db(2);
	book(T0, 100);
	polled.includes = true;
	db_begin(db);
	for (int64_t at = T0; at <= T0 + 2 * SLOT_MS; at += 60000) {
		plant_add(db, &(struct plant_reading){ .recorded_at = at,
		    .source_at = at, .generation_w = 50000,
		    .container_w = 30000, .available_w = NONE,
		    .sources = "[{\"name\":\"sun\",\"kind\":\"generation\","
		    "\"kw\":50},{\"name\":\"c1\",\"kind\":\"consumption\","
		    "\"kw\":30}]", .state = PLANT_FRESH });
		if (at > T0 + SLOT_MS + 60000)
			continue;
		poll(1, at, WATT);
		poll(2, at, WATT);
	}
	db_commit(db);
	book(END(T0), 100);
	check_meters();
	CHECK_TEXT(rule_of("plant", "generation", T0), "power");
	CHECK_TEXT(rule_of("plant", "containers/c1", T0), "power");
	CHECK(meter_find(db, &arena, "plant", "generation", &sum));
	CHECK(meter_find(db, &arena, "plant", "containers", &containers));
	check_parent("02:00:00:00:00:02", METER_CHANNEL, containers.id, 1);
	set_parent(sum.id);
	polled.includes = false;
	book(END(T0 + SLOT_MS), 100);
	CHECK_TEXT(rule_of("plant", "generation/sun", T0 + SLOT_MS), "power");
	CHECK_TEXT(rule_of("02:00:00:00:00:01", METER_CHANNEL,
	    T0 + SLOT_MS), "part");
	check_parent("02:00:00:00:00:01", METER_CHANNEL, NONE, 2);
	check_parent("02:00:00:00:00:02", METER_CHANNEL, sum.id, 2);
	check_parent("plant", "generation/sun", sum.id, 1);
	check_parent("plant", "containers/c1", containers.id, 1);
	check_parent("plant", "containers", NONE, 1);
	db_close(db);
}

int
main(void)
{
	arena_init(&arena, 64u << 20);
	check_slots();
	check_jump();
	check_steps();
	check_edges();
	check_stranger();
	check_places();
	check_plant();
	polled_free(&polled);
	return tap_done();
}
