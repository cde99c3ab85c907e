/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_BOOKS_HELP_H
#define TESTS_LIB_BOOKS_HELP_H

#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "tests/lib/history.h"
#include "tests/lib/tap.h"

/* Books in a file, the boards of history.h before them. */
#define NOW	(T0 + INT64_C(90) * 86400000)

static struct {
	struct db	*db;
	struct arena	 arena;
	char		 path[64];
	int64_t		 odd;		/* verdicts that were not expected */
} books;

static inline void
books_open(void)
{
	const char *error;

	if (!(books.db = db_create(books.path, &error)))
		log_die("no database why=\"%s\"", error);
}

static inline void
books_remove(void)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char name[80];

	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof name, "%s%s", books.path, tails[i]);
		unlink(name);
	}
}

static inline void
books_make(const char *name)
{
	snprintf(books.path, sizeof books.path, "/tmp/%s-%d.db", name,
	    (int)getpid());
	books_remove();
	arena_init(&books.arena, 256u << 20);
	books_open();
}

/* A message, as said by this device. */
static inline enum meter_take
books_take(const char *device, const char *text, struct meter_verdict *v)
{
	char named[320];

	snprintf(named, sizeof named, "{\"esp32_name\":\"%s\"%s", device,
	    strchr(text, ','));
	return meter_take(books.db, &books.arena, device, named,
	    strlen(named), NOW, v);
}

/* The same; what is wanted as accepted may be a duplicate. */
static inline void
books_want(const char *device, const char *text, enum meter_take want)
{
	struct meter_verdict v;
	enum meter_take got = books_take(device, text, &v);

	if (got == want || (want == METER_ACCEPTED && got == METER_DUPLICATE))
		return;
	books.odd++;
	printf("# %s %s: %s %s\n", device, text, meter_take_word(got),
	    v.why ? v.why : "");
}

static inline void
books_book(void)
{
	while (book_step(books.db, &books.arena, NOW, 1))
		;
	arena_reset(&books.arena);
}

/* What a meter's slots hold, and the sum of it; NONE: there is no meter. */
static inline int64_t
books_slots(const char *device, int64_t slot[SLOTS])
{
	int64_t sum = 0, first = T0 - T0 % SLOT_MS;
	struct slot_sum s;
	struct meter m;
	struct query *q;

	memset(slot, 0, SLOTS * sizeof *slot);
	if (!meter_find(books.db, &books.arena, device, METER_CHANNEL, &m))
		return NONE;
	q = slot_sums(books.db, m.id, 0, INT64_MAX);
	while (db_row(books.db, q, slot_sum_fields, &s)) {
		sum += s.energy_uwh;
		slot[(s.slot_at - first) / SLOT_MS] = s.energy_uwh;
	}
	return sum;
}

/* The first slot that differs from the oracle's, or -1. */
static inline int
books_difference(const char *device, int64_t *booked)
{
	int64_t slot[SLOTS], sum = books_slots(device, slot);

	*booked = sum == NONE ? 0 : sum;
	if (sum == NONE)
		return 0;
	for (int i = 0; i < SLOTS; i++)
		if (slot[i] != history.slot[i])
			return i;
	return -1;
}

#endif
