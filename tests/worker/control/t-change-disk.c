/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/control_rig.h"

/* Changes while the disk is sick: what lowers goes out all the same, what
 * raises does not, and when the disk is well all of it comes on record. */
#define RED	true
#define CALM	false
#define MAN(what)	{ ORDER(what, REASON_MANUAL) }

static const struct command stop = MAN(ACTION_STOP);

static void
fill_disk(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");
	char *much = ARENA_MANY(&b.arena, char, 1 << 20);

	memset(much, 'x', (1 << 20) - 1);
	db_number(b.turn.db, &small, 0);
	db_begin(b.turn.db);
	tell(&b.turn, "test", NULL, much);
	db_commit(b.turn.db);
	CHECK(db_sick(b.turn.db));
}

static void
mend(void)
{
	CHECK_TEXT(db_mend(b.turn.db), NULL);
	CHECK(!db_sick(b.turn.db));
}

static int64_t
commands(void)
{
	static struct query q = QUERY("SELECT count(*) FROM command");

	return db_number(b.turn.db, &q, 0);
}

/* ---- Of one turn -------------------------------------------------------- */

/* The commit fails: a stop goes out, and comes on record in a later turn,
 * once. */
static void
check_lowers(void)
{
	rig_again();
	db_begin(b.turn.db);
	queue(1, &stop, CALM);
	db_rollback(b.turn.db);
	changes_send(&b.turn, &b.room, false);
	CHECK_TEXT(heard(1), "mining/stop");
	CHECK_INT(commands(), 0);
	turn();
	CHECK_INT(commands(), 1);
	CHECK_TEXT(state_of(1), "accepted");
	puppet(1)->state = "stopped";
	later(2000);
	CHECK_TEXT(state_of(1), "confirmed");
	CHECK_INT(commands(), 1);
}

/* What raises must be on record before, or a worker that starts again would
 * not know of it. */
static void
check_raises(void)
{
	rig_again();
	db_begin(b.turn.db);
	queue(1, &(struct command){ PRESET("3500", REASON_MANUAL) }, CALM);
	db_rollback(b.turn.db);
	changes_send(&b.turn, &b.room, false);
	CHECK_TEXT(heard(1), "");
	CHECK_TEXT(life_of(1), "none");
	turn();
	CHECK_TEXT(state_of(1), "expired");
	CHECK_TEXT(on_record(1).result, "it could not be written down");
}

/* It was durable before: a commit that fails later holds it back no more. */
static void
check_raise_before(void)
{
	struct command c = { PRESET("3500", REASON_MANUAL) };
	int64_t id;

	rig_again();
	puppet(1)->told = 0;
	give(1, &c, CALM);
	id = on_record(1).id;
	turn();
	changes_send(&b.turn, &b.room, false);
	puppet(1)->told = 200;
	heard(1);
	later(5000);
	CHECK_TEXT(heard(1), "status settings=3500");
	CHECK_TEXT(state_of(1), "accepted");
	CHECK_INT(on_record(1).id, id);
	CHECK_INT(commands(), 1);
}

/* ---- For longer --------------------------------------------------------- */

/* It is done while nothing can be written: the miner is free for the next
 * order, and nobody waits for anything. */
static void
check_free(void)
{
	rig_again();
	give(1, &stop, CALM);
	puppet(1)->state = "stopped";
	fill_disk();
	later(2000);
	CHECK_TEXT(life_of(1), "none");
	CHECK_INT(changes_next_ms(b.turn.now_ms, &b.room.changes), NEVER);
	CHECK(queue(1, &stop, CALM) != NULL);
	turn();
	mend();
	CHECK_TEXT(state_of(1), "accepted");
	turn();
	CHECK_INT(commands(), 2);
}

/* With the words of its end, and the instant. */
static void
check_words(void)
{
	struct command c;
	int64_t ended_at;

	rig_again();
	puppet(1)->stores = true;
	give(1, &(struct command){ PRESET("2000", REASON_OVER_TARGET) },
	    RED);
	puppet(1)->state = "stopped";
	fill_disk();
	later(1000);
	ended_at = b.turn.wall_ms;
	later(5000);
	mend();
	turn();
	c = on_record(1);
	CHECK_INT(c.state, COMMAND_CONFIRMED);
	CHECK_TEXT(c.result,
	    "stored, and stopped because it wanted a restart");
	CHECK_INT(c.ended_at, ended_at);
	CHECK(b.room.changes.first == NULL);
}

/* Given and done on a sick disk: its row is made when there is one again, and
 * belongs to the stop that has one since. */
static void
check_whole_life(void)
{
	struct command c = { ORDER(ACTION_STOP, REASON_EMERGENCY) };

	rig_again();
	fill_disk();
	give(1, &c, RED);
	give(2, &c, RED);
	give(3, &stop, CALM);
	CHECK_TEXT(heard(1), "mining/stop");
	puppet(1)->state = "stopped";
	later(1000);
	CHECK_TEXT(life_of(1), "none");
	CHECK_TEXT(life_of(2), "accepted");
	mend();
	CHECK_INT(commands(), 0);
	b.room.stop.id = 7;
	turn();
	CHECK_INT(commands(), 3);
	CHECK_TEXT(state_of(1), "confirmed");
	CHECK_INT(on_record(1).emergency, 7);
	CHECK_INT(on_record(2).emergency, 7);
	CHECK_INT(on_record(3).emergency, NONE);
	CHECK_INT(on_record(2).tries, 1);
	later(0);
	CHECK_INT(commands(), 3);
}

/* Tried without an answer while nothing could be written: that it was is on
 * record afterwards. */
static void
check_tries(void)
{
	rig_again();
	puppet(1)->told = 0;
	puppet(1)->after_ms = 100;
	give(1, &stop, CALM);
	fill_disk();
	later(100);
	later(100);
	mend();
	CHECK_INT(on_record(1).tries, 0);
	turn();
	CHECK_INT(on_record(1).tries, 1);
	CHECK_TEXT(state_of(1), "sent");
}

/* ---- Not more than is needed -------------------------------------------- */

/* A turn in which nothing happens writes nothing: it would cost a commit. */
static void
check_idle(void)
{
	static struct query q = QUERY("SELECT total_changes()");
	int64_t before;

	rig_again();
	puppet(1)->told = 0;
	give(1, &stop, CALM);
	turn();
	CHECK_INT(on_record(1).tries, 1);
	before = db_number(b.turn.db, &q, 0);
	later(1);
	later(1);
	CHECK_INT(db_number(b.turn.db, &q, 0), before);
}

int
main(void)
{
	char folder[] = "/tmp/t-change-disk-XXXXXX";
	char path[64];

	CHECK(mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/powerhive.db", folder);
	rig_database = path;
	rig_open(3);
	check_lowers();
	check_raises();
	check_raise_before();
	check_idle();
	check_free();
	check_words();
	check_whole_life();
	check_tries();
	rig_close();
	unlink(path);
	snprintf(path, sizeof path, "%s/powerhive.db-wal", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/powerhive.db-shm", folder);
	unlink(path);
	CHECK_INT(rmdir(folder), 0);
	return tap_done();
}
