/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "tests/lib/reconcile_help.h"

/* A plant, its containers, miners: what is below a meter and the meter. */

static int64_t
polled(const char *device, const char *source, int64_t parent,
    int64_t error_permille, int64_t loss_permille)
{
	struct meter m;
	int64_t id;

	record_clear(meter_fields, &m);
	m.device = device;
	m.source = words_value(meter_source_words, source);
	m.parent = parent;
	m.error_permille = error_permille;
	m.loss_permille = loss_permille;
	m.resolution_uwh = 1;
	db_begin(db);
	id = meter_make(db, &arena, &m, "ledger", T0);
	db_commit(db);
	return id;
}

static void
book_slots(int64_t meter, int from, int to, int64_t wh)
{
	db_begin(db);
	for (int i = from; i < to; i++) {
		struct entry e = { .meter = meter, .slot_at = T0 + i *
		    (int64_t)SLOT_MS, .energy_uwh = wh * 1000000,
		    .kind = ENTRY_BASE, .quality = QUALITY_MEASURED,
		    .rule = "power", .first_at = T0,
		    .last_at = T0 + SLOT_MS, .samples = 61,
		    .evidence = { "x", 1 } };

		entry_add(db, &e, T0 + DAY);
	}
	db_commit(db);
}

/* The plant has 3 % more than its containers: too much for their classes, but
 * not with the loss that is known.  Container and miners agree, one of which
 * is off all day; of another the container knows nothing at noon. */
static void
check_plant(void)
{
	int64_t at = T0 + DAY + 18 * 3600000;
	int64_t feed = polled("feed", "plant", NONE, 5, 0);
	int64_t cable = polled("cable", "plant", NONE, 5, 20);
	int64_t box = polled("box", "plant", feed, 5, 0);
	int64_t far = polled("far", "plant", cable, 5, 0);
	int64_t miner[3];
	struct ticket t;

	miner[0] = polled("m1", "miner", box, 10, 0);
	miner[1] = polled("m2", "miner", box, 10, 0);
	miner[2] = polled("m3", "miner", box, 10, 0);
	book_slots(feed, 0, 96, 1030);
	book_slots(cable, 0, 96, 1030);
	book_slots(box, 0, 96, 1000);
	book_slots(far, 0, 96, 1000);
	book_slots(miner[0], 0, 96, 500);
	book_slots(miner[1], 0, 48, 497);
	look(at);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "feed", &t), 1);
	CHECK_TEXT(t.text, "the meters below it have 2880 Wh less than it,"
	    " and their classes allow 974");
	CHECK_INT(tickets(TICKET_SUM_CHECK, "cable", &t), 0);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "box", &t), 0);
	/* The third is back from noon on, and draws what the box has not. */
	book_slots(miner[2], 48, 96, 600);
	look(at + 60000);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "box", &t), 1);
	CHECK_TEXT(t.text, "the meters below it have 4656 Wh more than it,"
	    " and their classes allow 1486");
}

/* The plant's own sources below it are a level of their own: boxes and miners
 * both add up to the whole. */
static void
check_levels(void)
{
	int64_t at = T0 + DAY + 18 * 3600000 + 600000;
	int64_t feed = polled("all-boxes", "plant", NONE, 5, 0);
	int64_t box[2], miner[2];
	struct ticket t;

	for (int i = 0; i < 2; i++) {
		box[i] = polled(i ? "box-2" : "box-1", "plant", feed, 5, 0);
		miner[i] = polled(i ? "l2" : "l1", "miner", feed, 10, 0);
		book_slots(box[i], 0, 96, 500);
		book_slots(miner[i], 0, i ? 90 : 96, 500);
	}
	book_slots(feed, 0, 96, 1000);
	look(at);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "all-boxes", &t), 0);
	book_slots(box[0], 0, 1, 2000);
	look(at + 60000);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "all-boxes", &t), 1);
	CHECK_TEXT(t.text, "the meters below it have 2000 Wh more than it,"
	    " and their classes allow 970");
}

#define MANY	1000

/* A container of many miners is added up in steps, to the same sum. */
static void
check_steps(void)
{
	int64_t at = T0 + DAY + 3600000, id, steps = 0;
	int64_t box = polled("many", "plant", NONE, 5, 0);
	struct reconcile_run run;
	struct ticket t;

	for (int i = 0; i < MANY; i++)
		book_slots(polled(arena_printf(&arena, "many-%d", i), "miner",
		    box, 10, 0), 0, 96, 1);
	book_slots(box, 0, 96, MANY + 100);
	db_begin(db);
	id = reconcile_begin(db, RECONCILE_REQUEST, NULL, at);
	do {
		reconcile_step(&reconcile, db, &arena, &public, at);
		CHECK(reconcile_get(db, &arena, id, &run));
		steps += run.cursor == box - 1;
	} while (run.cursor < box);
	db_commit(db);
	CHECK(steps >= 2);
	CHECK_INT(tickets(TICKET_SUM_CHECK, "many", &t), 1);
	CHECK_TEXT(t.text, "the meters below it have 9600 Wh less than it,"
	    " and their classes allow 1488");
	turn(at + 1000);
}

int
main(void)
{
	books_new();
	check_plant();
	check_levels();
	check_steps();
	db_close(db);
	return tap_done();
}
