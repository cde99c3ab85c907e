/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_POST_HELP_H
#define TESTS_LIB_POST_HELP_H

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* Boards that say something at so many seconds after T0, and their books. */
#define T0	(SLOT_MS * INT64_C(1994600))
#define NOW	(T0 + DAY_MS)
#define WH	INT64_C(1000000)

static struct arena arena;
static struct db *db;

/* "e1000 p60 b2": Wh, W and the count of starts, so many seconds after T0. */
static inline void
say(const char *device, int64_t at_s, const char *what)
{
	const char *names[256] = { ['e'] = "energy_wh_total",
	    ['p'] = "power_w", ['b'] = "boot" };
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld",
	    (long long)(T0 + at_s * 1000));
	struct meter_verdict v;

	for (; *what; what += strcspn(what, " "), what += *what == ' ')
		text = arena_printf(&arena, "%s,\"%s\":%.*s", text,
		    names[(unsigned char)*what], (int)strcspn(what, " ") - 1,
		    what + 1);
	text = arena_printf(&arena, "%s}", text);
	CHECK_INT(meter_take(db, &arena, device, text, strlen(text), NOW, &v),
	    METER_ACCEPTED);
}

static inline int64_t
meter_of(const char *device)
{
	return energy_meter_of(db, &arena, device);
}

/* What a meter says many times, each so many seconds: Wh that grow by so many,
 * and by a jump each second time; or W.  By SQL, for there are thousands. */
struct many {
	const char	*device;
	int64_t		 from_s, each_s, n, wh, more_wh, watt, jump_wh;
};

static inline void
say_many(const struct many *m)
{
	static struct query q = QUERY("WITH RECURSIVE s(n) AS (VALUES (0)"
	    " UNION ALL SELECT n + 1 FROM s WHERE n + 1 < :n)"
	    " INSERT INTO meter_reading (meter, key, at, received_at, guessed,"
	    " register_uwh, power_milliw, opens, digest, state, rule,"
	    " counted_uwh) SELECT :meter, CAST(printf('%010d%07d', (:first +"
	    " n * :step) / 1000, n) AS BLOB), :first + n * :step, :first, 0,"
	    " 1000000 * (:wh + n * :more + n / 2 * :jump), :watt * 1000, 0,"
	    " x'00', 0, 0, 0 FROM s");
	int64_t first = T0 + m->from_s * 1000, step = m->each_s * 1000;

	db_int(db, &q, ":n", m->n);
	db_int(db, &q, ":meter", meter_of(m->device));
	db_int(db, &q, ":first", first);
	db_int(db, &q, ":step", step);
	db_int(db, &q, ":wh", m->watt ? NONE : m->wh);
	db_int(db, &q, ":more", m->more_wh);
	db_int(db, &q, ":jump", m->jump_wh);
	db_int(db, &q, ":watt", m->watt ? m->watt : NONE);
	CHECK(db_run(db, &q));
	meter_due(db, meter_of(m->device), first, first + step * (m->n - 1),
	    NOW);
}

static inline void
book(void)
{
	for (int i = 0; book_step(db, &arena, NOW, 1) && i < 50; i++)
		;
	CHECK_INT(book_next_at(db), INT64_MAX);
}

/* Of slots from one on and before another, counted from T0. */
static inline int64_t
wh_of(const char *device, int from, int until)
{
	struct query *q = slot_sums(db, meter_of(device), T0 + from *
	    (int64_t)SLOT_MS, T0 + until * (int64_t)SLOT_MS);
	struct slot_sum s;
	int64_t uwh = 0;

	while (db_row(db, q, slot_sum_fields, &s))
		uwh += s.energy_uwh;
	return uwh / WH;
}

/* The entries of one slot, "base A 10 correction E -3", in Wh. */
static inline const char *
entries(const char *device, int slot)
{
	int64_t at = T0 + slot * (int64_t)SLOT_MS;
	struct query *q = entry_list(db, meter_of(device), at, at + 1,
	    INT64_MAX, 100);
	const char *text = "";
	struct entry e;

	while (db_row(db, q, entry_fields, &e))
		text = arena_printf(&arena, "%s%s%s %s %lld", text,
		    *text ? " " : "", entry_kind_words[e.kind],
		    quality_words[e.quality], (long long)(e.energy_uwh / WH));
	return text;
}

#endif
