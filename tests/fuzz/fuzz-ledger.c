/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"

/*
 * Meters' messages: any bytes are a reading or are refused with a rule; a
 * list of them is split without a byte outside of it; and whatever was taken
 * can be booked without a slot below nothing.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define NOW	INT64_C(1795168800000)

/* Two readings years apart make 200,000 slots, seconds for one input: so far
 * apart at most is what a million inputs have time for. */
#define SPAN_MS		INT64_C(864000000)

static struct arena arena;
static struct db *db;

static void
take(const char *device, const char *text, size_t len)
{
	struct meter_verdict v;
	enum meter_take t = meter_take(db, &arena, device, text, len, NOW,
	    &v);

	if ((t == METER_REJECTED || t == METER_CONFLICT) != (v.rule != NULL))
		abort();
	if (t != METER_REJECTED && v.meter == NONE)
		abort();
}

static int64_t
span_ms(void)
{
	static struct query q = QUERY("SELECT max(at) - min(at)"
	    " FROM meter_reading");

	return db_number(db, &q, 0);
}

static void
check_slots(void)
{
	static struct query q = QUERY("SELECT count(*) FROM slot WHERE"
	    " measured_uwh < 0 OR energy_uwh <> measured_uwh");

	if (db_number(db, &q, -1))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *error;
	const struct json_item *item;
	struct list items;

	if (size > 65536)
		return 0;
	if (!db) {
		arena_init(&arena, 256 << 20);
		log_level(LOG_FAIL);
		if (!(db = db_create(":memory:", &error)))
			abort();
	}
	arena_reset(&arena);
	db_begin(db);
	take("fuzz", text, size);
	take(NULL, text, size);
	if (json_items(&arena, text, size, 100, &items)) {
		item = items.v;
		for (size_t i = 0; i < items.n; i++) {
			if (item[i].text < text ||
			    item[i].text + item[i].len > text + size)
				abort();
			take(NULL, item[i].text, item[i].len);
		}
	}
	if (span_ms() <= SPAN_MS)
		while (book_step(db, &arena, NOW + 86400000, 1000))
			;
	check_slots();
	db_rollback(db);
	return 0;
}
