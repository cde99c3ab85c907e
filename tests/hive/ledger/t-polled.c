/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/polled.h"
#include "hive/plant/plant.h"
#include "hive/reading/retention_pack.h"
#include "hive/request/meter.h"
#include "hive/verify/verify.h"
#include "tests/lib/polled_help.h"

/* Miners and the plant as meters: from status rows to entries. */

#define MINERS	5
#define SLOTS	8

/* 1 mW s is 1 mJ: twice the mean power, by ms, over 7,200 makes uWh.  The
 * oracle goes second by second. */
static int64_t
power(int64_t miner, int64_t at)
{
	struct store_reading s;

	return miner == 2 && at < T0 + HOUR ? 0 :
	    store_reading(&s, miner, at)->power_w;
}

/* Miner 3 is silent from minute 20 to 35, miner 4 has no power for a while,
 * miner 5 comes an hour later. */
static bool
silent(int64_t miner, int64_t at)
{
	int64_t minute = (at - T0) / 60000;

	return (miner == 3 && minute >= 20 && minute < 35) ||
	    (miner == 5 && minute < 60);
}

static bool
powerless(int64_t miner, int64_t at)
{
	return miner == 4 && at - T0 >= 600000 && at - T0 < 660000;
}

static void
make_readings(int64_t from, int64_t to)
{
	struct store_reading s;

	for (int64_t at = from; at < to; at += 15000)
		for (int64_t m = 1; m <= MINERS; m++) {
			if (silent(m, at))
				continue;
			store_reading(&s, m, at);
			s.reading.power_w = powerless(m, at) ? NONE :
			    power(m, at);
			reading_add(db, &s.reading);
		}
}

/* Twice the energy in mJ, added ms by ms, in steps of 1 s. */
static int64_t
oracle(int64_t miner, int64_t slot)
{
	int64_t fine = 0;

	for (int64_t t = slot; t < slot + SLOT_MS; t += 1000) {
		int64_t a = t - t % 15000, b = a + 15000;

		while (silent(miner, a) && a > t - 150000)
			a -= 15000;
		while (silent(miner, b) && b < t + 150000)
			b += 15000;
		if (b - a > POLLED_GAP_MS || silent(miner, a) ||
		    silent(miner, b) || powerless(miner, a) ||
		    powerless(miner, b))
			continue;
		fine += (power(miner, a) + power(miner, b)) * 1000 * 1000;
	}
	return (fine + 3600) / 7200;
}

static void
check_slots(int64_t from, int64_t to)
{
	int error = 0, right = 0;

	for (int64_t slot = from; slot < to; slot += SLOT_MS)
		for (int64_t m = 1; m <= MINERS; m++) {
			int64_t want = oracle(m, slot), got = booked(m, slot);

			if (want == 0 && got == NONE)
				continue;
			error += want != got;
			right += want == got;
			if (want != got)
				printf("# miner %d slot %d: %lld of %lld\n",
				    (int)m, (int)((slot - T0) / SLOT_MS),
				    (long long)got, (long long)want);
		}
	CHECK_INT(error, 0);
	CHECK(right > 0);
}

static void
check_live(void)
{
	book(T0, 100);			/* notes where to begin */
	make_readings(T0, T0 + SLOT_MS + POLLED_WAIT_MS);
	book(T0 + SLOT_MS + POLLED_WAIT_MS - 1, 7);
	CHECK_INT(booked(1, T0), NONE);
	/* Interrupted in the middle, as by a restart. */
	db_begin(db);
	for (int i = 0; i < 20; i++)
		polled_step(&polled, db, T0 + SLOT_MS + POLLED_WAIT_MS, 7);
	db_commit(db);
	polled_forget(&polled);
	book(T0 + SLOT_MS + POLLED_WAIT_MS, 7);
	check_slots(T0, T0 + SLOT_MS);
	make_readings(T0 + SLOT_MS + POLLED_WAIT_MS, T0 + HOUR);
	book(T0 + 3 * SLOT_MS + POLLED_WAIT_MS, 1000);
	check_slots(T0, T0 + 3 * SLOT_MS);
}

/* The worker was down: the hours are packed when it comes to them. */
static void
check_packed(void)
{
	int64_t end = T0 + SLOTS * (int64_t)SLOT_MS;

	make_readings(T0 + HOUR, end + HOUR);
	db_begin(db);
	while (retention_pack(db, T0 + HOUR + 1200000))
		;
	db_commit(db);
	book(end + 1200000, 1000);
	check_slots(T0, end);
}

static bool
channel(const char *name, struct meter *m, int64_t slot_at, int64_t *uwh)
{
	struct slot s = { .energy_uwh = NONE };
	bool there = meter_find(db, &arena, "plant", name, m);

	if (there)
		slot_get(db, m->id, slot_at, &s);
	*uwh = s.energy_uwh;
	return there;
}

#define MWH(kw)	((kw) * INT64_C(1000000000) / 4)

/* Its sums, and each source that it names. */
static void
check_plant(void)
{
	int64_t end = T0 + (SLOTS + 3) * (int64_t)SLOT_MS, id, uwh;
	int64_t slot = T0 + (SLOTS + 2) * (int64_t)SLOT_MS;
	struct meter m;

	db_begin(db);
	for (int64_t at = slot - 300000; at < end + 300000; at += 60000)
		plant_add(db, &(struct plant_reading){ .recorded_at = at +
		    5000, .source_at = at, .generation_w = 2000000,
		    .container_w = NONE, .available_w = NONE,
		    .sources = at < slot + SLOT_MS / 2 ?
		    "[{\"name\":\"hydro\",\"kind\":\"generation\","
		    "\"kw\":1500.004,\"status\":\"success\"},"
		    "{\"name\":\"sun\",\"kind\":\"generation\","
		    "\"kw\":500,\"status\":\"success\"}]" :
		    "[{\"name\":\"hydro\",\"kind\":\"generation\","
		    "\"kw\":2000,\"status\":\"success\"},"
		    "{\"name\":\"sun\",\"kind\":\"generation\","
		    "\"kw\":null,\"status\":null}]",
		    .state = at == slot + 300000 ? PLANT_STALE : PLANT_FRESH });
	db_commit(db);
	book(end + POLLED_WAIT_MS, 1000);
	CHECK(channel("generation", &m, slot, &uwh));
	CHECK_TEXT(meter_direction_words[m.direction], "generation");
	CHECK_INT(uwh, MWH(2000));
	id = m.id;
	CHECK(!channel("containers", &m, slot, &uwh));
	CHECK(channel("generation/hydro", &m, slot, &uwh));
	CHECK_TEXT(meter_direction_words[m.direction], "generation");
	CHECK_INT(m.parent, id);
	/* Eight minutes of 1,500 kW, one on the way up, six of 2,000: the
	 * step before half past seven is the last of the lower. */
	CHECK_INT(uwh, (INT64_C(1500004) * 2 * 7 + INT64_C(3500004) +
	    INT64_C(4000000) * 7) * 60000 * 1000 / 7200);
	CHECK(channel("generation/sun", &m, slot, &uwh));
	CHECK_INT(uwh, INT64_C(500) * 7 * 1000000000 / 60);
}

/* What the containers' meter includes stands below it. */
static void
check_parent(void)
{
	int64_t slot = T0 + (SLOTS + 6) * (int64_t)SLOT_MS;
	static struct query q = QUERY("INSERT INTO miner (id, mac,"
	    " first_seen_at) VALUES (6, '02:00:00:00:00:06', 0)");
	struct store_reading s;
	struct meter m, above;

	polled.includes = true;
	CHECK(meter_find(db, &arena, "02:00:00:00:00:01", METER_CHANNEL, &m));
	db_begin(db);
	meter_change(db, &arena, &m, "user:test", slot);
	db_run(db, &q);
	for (int64_t at = slot; at < slot + 2 * SLOT_MS; at += 60000) {
		store_reading(&s, 6, at);
		reading_add(db, &s.reading);
		plant_add(db, &(struct plant_reading){ .recorded_at = at,
		    .source_at = at, .generation_w = NONE,
		    .container_w = 30000, .available_w = NONE,
		    .sources = "[]", .state = PLANT_FRESH });
	}
	db_commit(db);
	book(slot + SLOT_MS + POLLED_WAIT_MS, 1000);
	CHECK(meter_find(db, &arena, "plant", "containers", &above));
	CHECK(meter_find(db, &arena, "02:00:00:00:00:06", METER_CHANNEL, &m));
	CHECK_INT(m.parent, above.id);
	/* So do those that were there before it, but where a person says. */
	CHECK(meter_find(db, &arena, "02:00:00:00:00:01", METER_CHANNEL, &m));
	CHECK_INT(m.parent, NONE);
	CHECK(meter_find(db, &arena, "02:00:00:00:00:02", METER_CHANNEL, &m));
	CHECK(m.parent == above.id && m.version == 2);
	polled.includes = false;
}

/* One slot each, the first, reaches before what is kept; of the plant as
 * many as are said. */
static int64_t
not_replayed(int64_t plant)
{
	static struct query q = QUERY("SELECT count(*) FROM slot WHERE"
	    " slot_at = :first");

	db_int(db, &q, ":first", T0);
	return db_number(db, &q, 0) + plant;
}

static void
check_verify(void)
{
	static struct query spoil = QUERY("UPDATE reading SET power_w ="
	    " power_w + 1 WHERE miner = 1 AND recorded_at = :at");
	static struct query plant = QUERY("UPDATE plant_reading SET sources ="
	    " replace(sources, '2000', '2001') WHERE recorded_at = :at");
	static struct query drop = QUERY("DELETE FROM plant_reading");
	static struct query slots = QUERY("SELECT count(*) FROM slot s JOIN"
	    " meter m ON m.id = s.meter WHERE m.source = 'plant'");
	int64_t slot = T0 + (SLOTS + 2) * (int64_t)SLOT_MS;
	struct verify v = { .depth = VERIFY_ALL, .as_of_at = INT64_MAX };

	verify_run(db, &arena, &v);
	CHECK_INT(verify_status(&v), 0);
	CHECK_INT(v.meters, MINERS + 3);
	CHECK_INT(v.not_replayed, not_replayed(3));
	db_begin(db);
	db_int(db, &spoil, ":at", T0 + 7 * (int64_t)SLOT_MS + 60000);
	CHECK(db_run(db, &spoil) && db_changed(db) == 1);
	db_commit(db);
	v = (struct verify){ .depth = VERIFY_ALL, .as_of_at = INT64_MAX };
	verify_run(db, &arena, &v);
	CHECK_INT(verify_status(&v), 4);
	CHECK_INT(((const struct verify_finding *)v.findings.v)->slot_at,
	    T0 + 7 * (int64_t)SLOT_MS);
	/* A source of the plant, behind the gate. */
	db_begin(db);
	db_int(db, &plant, ":at", slot + 605000);
	CHECK(db_run(db, &plant) && db_changed(db) == 1);
	db_commit(db);
	v = (struct verify){ .depth = VERIFY_ALL, .as_of_at = INT64_MAX };
	verify_run(db, &arena, &v);
	CHECK_INT((int64_t)v.findings.n, 2);
	CHECK_INT(((const struct verify_finding *)v.findings.v)[1].slot_at,
	    slot);
	/* What is no longer kept is said. */
	db_begin(db);
	db_run(db, &drop);
	db_commit(db);
	v = (struct verify){ .depth = VERIFY_ALL, .as_of_at = INT64_MAX };
	verify_run(db, &arena, &v);
	CHECK_INT((int64_t)v.findings.n, 1);
	CHECK_INT(v.not_replayed, not_replayed(db_number(db, &slots, 0)));
}

/* A person's entry that comes first takes nothing from the miner's. */
static void
check_manual(void)
{
	int64_t slot = T0 + (SLOTS + 12) * (int64_t)SLOT_MS, fine;
	struct entry_request w = { .from = slot, .to = slot + SLOT_MS,
	    .energy_wh = 5, .reason = "test", .ticket = NONE };
	static struct query back = QUERY("UPDATE polling SET"
	    " slot_at = :slot");
	struct verify v = { .depth = VERIFY_ALL, .as_of_at = INT64_MAX };
	struct entry e;
	struct meter m;
	struct slot s;

	CHECK(meter_find(db, &arena, "02:00:00:00:00:01", METER_CHANNEL, &m));
	w.meter = m.id;
	db_begin(db);
	CHECK_TEXT(entry_request(db, &arena, &w, "user:test", slot + SLOT_MS,
	    &e), NULL);
	make_readings(slot, slot + 2 * SLOT_MS);
	db_commit(db);
	fine = oracle(1, slot);
	book(slot + SLOT_MS + POLLED_WAIT_MS, 1000);
	CHECK_INT(booked(1, slot), fine + 5);
	CHECK(slot_get(db, m.id, slot, &s));
	CHECK_INT(s.measured_uwh, fine);
	CHECK_INT(s.entries, 2);
	/* Once, also when a crash came before the slot was done. */
	db_int(db, &back, ":slot", slot);
	db_run(db, &back);
	polled_forget(&polled);
	book(slot + SLOT_MS + POLLED_WAIT_MS, 1000);
	CHECK_INT(booked(1, slot), fine + 5);
	/* Both are replayed; check_verify() left one that was spoilt. */
	verify_run(db, &arena, &v);
	CHECK_INT((int64_t)v.findings.n, 1);
}

/* Where the miner is now is where its energy goes from now on. */
static void
check_place(void)
{
	static struct query move = QUERY("UPDATE miner SET location = 'B2'"
	    " WHERE id = 1");
	int64_t slot = T0 + (SLOTS + 3) * (int64_t)SLOT_MS;
	struct query *q;
	struct slot_sum s;
	int there = 0, elsewhere = 0;
	struct meter m;

	db_begin(db);
	db_run(db, &move);
	make_readings(T0 + 3 * HOUR, T0 + 4 * HOUR);
	db_commit(db);
	book(slot + 2 * SLOT_MS + POLLED_WAIT_MS, 1000);
	meter_find(db, &arena, "02:00:00:00:00:01", METER_CHANNEL, &m);
	q = slot_sums(db, m.id, 0, INT64_MAX);
	while (db_row(db, q, slot_sum_fields, &s)) {
		there += s.location && !strcmp(s.location, "B2");
		elsewhere += !s.location;
	}
	CHECK(there >= 1);
	CHECK(elsewhere >= SLOTS);
}

int
main(void)
{
	arena_init(&arena, 256u << 20);
	db = store_open(":memory:");
	db_begin(db);
	store_miners(db, MINERS);
	db_commit(db);
	check_live();
	check_packed();
	check_plant();
	check_verify();
	check_place();
	check_parent();
	check_manual();
	db_close(db);
	return tap_done();
}
