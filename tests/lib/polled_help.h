/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_POLLED_HELP_H
#define TESTS_LIB_POLLED_HELP_H

#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/polled.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* Books of miners and a plant, from the hour T0 on. */
#define HOUR	INT64_C(3600000)
#define T0	(INT64_C(1795168800000) - INT64_C(1795168800000) % HOUR)

static struct arena arena;
static struct db *db;
static struct polled polled;

static inline void
book(int64_t now, int rows)
{
	db_begin(db);
	while (polled_step(&polled, db, now, rows))
		;
	db_commit(db);
}

static inline int64_t
booked(int64_t miner, int64_t slot)
{
	char mac[24];
	struct meter m;
	struct slot s;

	snprintf(mac, sizeof mac, "02:00:00:00:00:%02x", (unsigned)miner);
	if (!meter_find(db, &arena, mac, METER_CHANNEL, &m) ||
	    !slot_get(db, m.id, slot, &s))
		return NONE;
	return s.energy_uwh;
}

/* A reading each 15 s of the first miners up to `last'. */
static inline void
add_readings(int64_t last, int64_t from, int64_t to)
{
	struct store_reading s;

	for (int64_t at = from; at < to; at += 15000)
		for (int64_t m = 1; m <= last; m++) {
			store_reading(&s, m, at);
			reading_add(db, &s.reading);
		}
}

#endif
