/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ENERGY_HELP_H
#define TESTS_LIB_ENERGY_HELP_H

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/money/price.h"
#include "hive/money/rating.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* What the tests of energy and money share: meters, booked slots, prices. */

static inline int64_t
energy_date(const char *text)
{
	int64_t day = 0;

	if (!zone_date_read(text, &day))
		log_die("no date text=\"%s\"", text);
	return day;
}

static inline int64_t
energy_meter(struct db *db, struct arena *a, const char *device,
    const char *source, const char *location)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = device;
	m.channel = "main";
	m.source = words_value(meter_source_words, source);
	m.location = location;
	return meter_make(db, a, &m, "test", 0);
}

/* A board whose circuit carries so much; it has said nothing yet. */
static inline int64_t
energy_narrow(struct db *db, struct arena *a, const char *device,
    int64_t power_w, int64_t now)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = device;
	m.power_most_w = power_w;
	return meter_make(db, a, &m, "user:test", now);
}

/* The board's only register, which is there. */
static inline int64_t
energy_meter_of(struct db *db, struct arena *a, const char *device)
{
	struct meter m = { .id = NONE };

	CHECK(meter_find(db, a, device, METER_CHANNEL, &m));
	return m.id;
}

/* An entry of a slot, as booking would make it. */
static inline void
energy_book(struct db *db, int64_t meter, int64_t slot_at, int64_t uwh,
    const char *quality, int64_t now)
{
	struct entry e = { .meter = meter, .slot_at = slot_at,
	    .energy_uwh = uwh, .kind = ENTRY_BASE,
	    .quality = words_value(quality_words, quality),
	    .rule = "plain", .first_at = slot_at,
	    .last_at = slot_at + SLOT_MS, .samples = 2 };

	entry_add(db, &e, now);
}

/* Energy that depends on nothing but meter and slot. */
static inline int64_t
energy_of(int64_t meter, int64_t slot_at)
{
	return (int64_t)(store_noise(meter, slot_at, 99) % 900000000u) +
	    (slot_at / SLOT_MS % 7 ? 100000000 : 1);
}

/* All slots of days [from, until). */
static inline void
energy_fill(struct db *db, int64_t meter, int64_t from_day,
    int64_t until_day, int64_t now)
{
	for (int64_t t = zone_day_start(from_day);
	    t < zone_day_start(until_day); t += SLOT_MS)
		energy_book(db, meter, t, energy_of(meter, t), "A", now);
}

static inline struct cost_version
energy_price(struct db *db, const char *from, const char *location,
    int64_t meter, int64_t millionths, int64_t now)
{
	struct cost_version v = { .meter = meter, .location = location,
	    .scope = meter != NONE ? PRICE_METER : location ? PRICE_LOCATION :
		PRICE_GLOBAL, .cost_per_kwh = millionths, .currency = "USD",
	    .effective_until = NONE, .created_by = "test",
	    .created_at = now };

	if (!price_instant(from, &v.effective_from))
		log_die("no instant text=\"%s\"", from);
	price_add(db, &v);
	return v;
}

/* Until nothing is left to rate; the steps it took. */
static inline int
energy_settle(struct db *db, struct arena *a, int64_t now)
{
	int steps = 1;

	for (;; steps++) {
		bool more;

		db_begin(db);
		more = rating_step(db, a, now, 64);
		db_commit(db);
		arena_reset(a);
		if (!more)
			return steps;
	}
}

/* What is booked of a meter, or of all (NONE), in slots [since, until). */
static inline int64_t
energy_booked_uwh(struct db *db, int64_t meter, int64_t since, int64_t until)
{
	struct query *q = slot_sums(db, meter, since, until);
	struct slot_sum s;
	int64_t uwh = 0;

	while (db_row(db, q, slot_sum_fields, &s))
		uwh += s.energy_uwh;
	return uwh;
}

#endif
