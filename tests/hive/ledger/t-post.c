/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/lib/books_help.h"
#include "tests/lib/energy_help.h"

/*
 * From messages to net slots: random histories, their messages repeated and
 * shuffled, must come to what the oracle says, to the micro-Wh.
 */

/* Everything once, some of it twice, in any order, booked now and then. */
static void
take_history(const char *device)
{
	int order[2 * MESSAGES], n = 0;

	for (int i = 0; i < history.n; i++) {
		order[n++] = i;
		if (dice(10) < 3)
			order[n++] = i;
	}
	dice_shuffle(order, n);
	for (int i = 0; i < n; i++) {
		books_want(device, history.text[order[i]], METER_ACCEPTED);
		if (dice(20) == 0)
			books_book();
	}
	books_book();
}

static void
check_histories(int n)
{
	int error = 0, at;
	char device[32];
	int64_t booked, nets = 0;

	for (int i = 0; i < n; i++) {
		uint64_t was = dice_seed;

		snprintf(device, sizeof device, "board-%d", i);
		history_make();
		db_begin(books.db);
		take_history(device);
		db_commit(books.db);
		at = books_difference(device, &booked);
		nets += booked;
		if (at < 0 && booked == history.total)
			continue;
		if (error++ < 5)
			printf("# history %d seed %llu: slot %d, %lld of"
			    " %lld uWh\n", i, (unsigned long long)was, at,
			    (long long)booked, (long long)history.total);
	}
	CHECK_INT(error, 0);
	CHECK(nets > 0);
	CHECK_INT(book_next_at(books.db), INT64_MAX);
}

/*
 * Boards that tell any nonsense: nobody knows the truth, but whatever is made
 * of it must not depend on the order in which it came, nor on when it was
 * booked.
 */
static void
make_nonsense(void)
{
	int n = 10 + (int)dice(60);
	int64_t at = T0, reg = dice(1000000), boot = 1, kind = dice(4);

	memset(&history, 0, sizeof history);
	for (int i = 0; i < n; i++) {
		char *to = history.text[history.n++];
		int room = sizeof *history.text, m;

		at += 1 + dice(dice(8) ? 90000 : 7200000);
		reg = dice(6) ? reg + dice(3000) : dice(2) ? reg -
		    dice(20000) : dice(2000000);
		reg = reg < 0 ? 0 : reg;
		boot += dice(9) == 0;
		m = snprintf(to, (size_t)room, "{\"esp32_name\":\"x\","
		    "\"timestamp\":%lld", (long long)at);
		if (dice(8) || kind == 0)
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"energy_wh_total\":%lld.%03lld",
			    (long long)(reg / 1000), (long long)(reg % 1000));
		if (kind > 0 && dice(2))
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"power_w\":%lld", (long long)dice(9000));
		if (kind == 2)
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"uptime_seconds\":%lld", (long long)dice(400));
		if (kind == 3 || kind == 0)
			m += snprintf(to + m, (size_t)(room - m),
			    ",\"boot\":%lld", (long long)boot);
		snprintf(to + m, (size_t)(room - m), "}");
	}
}

/* Not all of it is taken for a reading. */
static void
take_nonsense(const char *device, bool in_order)
{
	int order[MESSAGES];
	struct meter_verdict v;

	for (int i = 0; i < history.n; i++)
		order[i] = i;
	if (!in_order)
		dice_shuffle(order, history.n);
	for (int i = 0; i < history.n; i++) {
		books_take(device, history.text[order[i]], &v);
		if (!in_order && dice(4) == 0)
			books_book();
	}
	books_book();
}

static void
narrow(const char *device)
{
	struct meter m;

	if (!meter_find(books.db, &books.arena, device, METER_CHANNEL, &m))
		return;
	m.power_most_w = 20000;
	meter_change(books.db, &books.arena, &m, "user:test", NOW);
}

static void
check_nonsense(int n)
{
	int error = 0, compared = 0;
	char sorted[32], mixed[32];
	int64_t booked, nets = 0;

	for (int i = 0; i < n; i++) {
		uint64_t was = dice_seed;

		snprintf(sorted, sizeof sorted, "sorted-%d", i);
		snprintf(mixed, sizeof mixed, "mixed-%d", i);
		make_nonsense();
		db_begin(books.db);
		take_nonsense(sorted, true);
		narrow(sorted);
		books_book();
		energy_narrow(books.db, &books.arena, mixed, 20000, NOW);
		take_nonsense(mixed, false);
		db_commit(books.db);
		if (books_slots(sorted, history.slot) == NONE)
			continue;
		compared++;
		if (books_difference(mixed, &booked) >= 0 && error++ < 5)
			printf("# nonsense %d seed %llu\n", i,
			    (unsigned long long)was);
		nets += booked;
	}
	CHECK_INT(error, 0);
	CHECK(2 * compared > n && nets > 0);
}

/* What is in the order of its instants is booked once, and never again. */
static void
check_once(void)
{
	static struct query q = QUERY("SELECT count(*) FROM entry WHERE"
	    " kind = 'correction' AND meter = :meter");
	struct meter m;
	int64_t booked;

	history_make();
	db_begin(books.db);
	for (int i = 0; i < history.n; i++)
		books_want("orderly", history.text[i], METER_ACCEPTED);
	books_book();
	for (int i = 0; i < history.n; i++)
		books_want("orderly", history.text[i], METER_DUPLICATE);
	books_book();
	CHECK(db_commit(books.db));
	CHECK_INT(books_difference("orderly", &booked), -1);
	CHECK(booked == history.total && booked > 0);
	CHECK(meter_find(books.db, &books.arena, "orderly", METER_CHANNEL, &m));
	db_int(books.db, &q, ":meter", m.id);
	CHECK_INT(db_number(books.db, &q, -1), 0);
}

int
main(int argc, char **argv)
{
	int histories = argc > 1 ? atoll(argv[1]) > 0 ?
	    (int)atoll(argv[1]) : 1 : 1000;

	books_make("t-books");
	check_once();
	check_histories(histories);
	check_nonsense(histories / 2 + 1);
	CHECK_INT(books.odd, 0);
	db_close(books.db);
	books_remove();
	return tap_done();
}
