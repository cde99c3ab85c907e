/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/statement.h"
#include "tests/lib/energy_rig.h"

/* Orders of money that end in a later turn, and what happens before it. */
#define METERS	50	/* more than a statement takes in one turn */

static struct order_call
call(const char *order, const char *target, const char *body)
{
	static _Alignas(16) char connection[4096];
	struct order_call c = { .turn = &rig.worker.turn,
	    .rooms = &rig.worker.rooms, .arena = door.arena,
	    .order = { .order = order, .target = target, .body = body,
	    .scope = "ledger", .who = "user:test", .door = "token" },
	    .connection = connection };

	return c;
}

#define DAYS	"{\"start\":\"2026-10-24\",\"end\":\"2026-10-26\"}"

/* The transaction of the order's own turn fails: who waits is told, and his
 * place is free again. */
static void
check_lost(void)
{
	struct order_call c[20];

	for (int i = 0; i < 20; i++) {
		c[i] = call("recalculate", "wait", DAYS);
		db_begin(door.db);
		order_serve(&c[i]);
		db_rollback(door.db);
		CHECK(c[i].later);
		for (int k = 0; k < 3; k++)
			energy_pass(1000);
		CHECK_INT(c[i].answer.status, 503);
	}
	/* The next run has the number of the lost one. */
	c[0] = call("recalculate", "wait", DAYS);
	db_begin(door.db);
	order_serve(&c[0]);
	db_rollback(door.db);
	rig.worker.turn.wall_ms += 5;
	c[1] = call("recalculate", "wait", DAYS);
	db_begin(door.db);
	order_serve(&c[1]);
	db_commit(door.db);
	energy_rest();
	energy_pass(1000);
	CHECK_INT(c[0].answer.status, 503);
	CHECK_INT(c[1].answer.status, 200);
}

static const char *made;

static void
keep(const struct turn *t, struct statement_job *j, const char *text)
{
	(void)t;
	(void)j;
	made = text;
}

/* The configuration is read anew while a statement is being made. */
static void
check_reload(void)
{
	char name[] = "hill side";
	struct statement_job job = { .arena = door.arena,
	    .reason = "request", .made = keep };

	rig.worker.site.name = name;
	CHECK(statement_begin(&rig.worker.turn, &rig.worker.books, &job,
	    "2026-10"));
	db_begin(door.db);
	CHECK(statement_turn(&rig.worker.turn, &rig.worker.books));
	memset(name, 'x', sizeof name - 1);
	while (statement_turn(&rig.worker.turn, &rig.worker.books))
		;
	db_commit(door.db);
	CHECK(made && strstr(made, "\"hill side\""));
}

static void
make_books(void)
{
	int64_t first, meter;

	energy_open("Europe/Lisbon");
	first = energy_date("2026-10-24");
	energy_key();
	db_begin(door.db);
	for (int i = 0; i < METERS; i++) {
		meter = energy_meter(door.db, door.arena, arena_printf(
		    door.arena, "m%d", i), "message", "hall");
		energy_book(door.db, meter, zone_day_start(first), 1000, "A",
		    door.now);
	}
	db_commit(door.db);
	energy_rest();
}

int
main(void)
{
	make_books();
	check_lost();
	check_reload();
	rig_close(&rig);
	return tap_done();
}
