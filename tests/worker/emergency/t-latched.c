/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/hand_stop.h"
#include "worker/emergency/latch.h"

/*
 * What a stop leaves in its file and its row, which of the two is believed by
 * the worker after this one, and what a commit that failed means for both.
 */
#define MINERS	6

static char dir[] = "/tmp/t-latched-XXXXXX";

/* In place of the C library's: no test waits for a disk. */
int
fsync(int fd)
{
	(void)fd;
	return 0;
}

static int64_t
count(void)
{
	static struct query q = QUERY("SELECT count(*) FROM emergency"
	    " WHERE released_at IS NULL");

	return db_number(t->db, &q, 0);
}

static void
forget(void)
{
	db_begin(t->db);
	emergency_release(t->db, "user:test", t->wall_ms);
	CHECK(db_commit(t->db));
	latch_remove(room);
	*stop = (struct stop){ .id = NONE };
	*room = (struct emergency_room){ .control = room->control,
	    .folder = room->folder };
}

static void
put(const char *text)
{
	FILE *f = fopen(arena_printf(&b.arena, "%s/emergency-stop", dir),
	    "we");

	CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

/* ---- A worker that starts ----------------------------------------------- */

static const struct {
	const char *file;
	enum emergency_action row;	/* NONE: there is none */
	bool latched;
	enum emergency_action action;
	enum emergency_scope scope;
	const char *who;
} starts[] = {
	{ NULL, EMERGENCY_NONE, false,
	    EMERGENCY_NONE, EMERGENCY_NOBODY, NULL },
	{ "lowest managed ann\n", EMERGENCY_NONE, true,
	    EMERGENCY_LOWEST, EMERGENCY_MANAGED, "ann" },
	{ "lowest managed ann\n", EMERGENCY_FREEZE, true,
	    EMERGENCY_LOWEST, EMERGENCY_MANAGED, "ann" },
	{ "lowes", EMERGENCY_NONE, true,
	    EMERGENCY_STOP, EMERGENCY_ALL, "latch" },
	{ "lowes", EMERGENCY_FREEZE, true,
	    EMERGENCY_FREEZE, EMERGENCY_MANAGED, "bob" },
	{ NULL, EMERGENCY_FREEZE, true,
	    EMERGENCY_FREEZE, EMERGENCY_MANAGED, "bob" },
};

/* The file may be newer than the row, so it is believed where it is clear; a
 * row says more than a file that is not. */
static void
check_start(void)
{
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		struct emergency e;

		forget();
		if (starts[i].file)
			put(starts[i].file);
		db_begin(t->db);
		if (starts[i].row)
			emergency_begin(t->db, "bob", starts[i].row,
			    EMERGENCY_MANAGED, t->wall_ms);
		stop_load(t, room);
		CHECK(db_commit(t->db));
		CHECK_INT(stop->latched, starts[i].latched);
		CHECK_INT(stop->action, starts[i].action);
		CHECK_INT(stop->scope, starts[i].scope);
		CHECK_INT(count(), starts[i].latched);
		CHECK_INT(room->durable, starts[i].row != EMERGENCY_NONE);
		if (!emergency_now(t->db, &b.arena, &e))
			continue;
		CHECK_TEXT(stop->who, starts[i].who);
		CHECK_INT(e.id, stop->id);
		CHECK_INT(e.action, starts[i].action);
		CHECK_INT(e.scope, starts[i].scope);
		CHECK_TEXT(e.who, starts[i].who);
	}
	forget();
}

/* ---- Its row ------------------------------------------------------------ */

/* A row that was not there before this turn goes with its transaction; one
 * that was is still there.  What is not written yet is written again. */
static void
check_commits(void)
{
	static const struct {
		int64_t id;
		bool durable, unwritten, commit;
		int64_t then_id;
		bool then_durable, then_unwritten;
	} cases[] = {
		{ 7, false, true, true,		7, true, false },
		{ 7, false, true, false,	NONE, false, true },
		{ 7, true, true, true,		7, true, false },
		{ 7, true, true, false,		7, true, true },
		{ 7, true, false, false,	7, true, false },
		{ 7, true, false, true,		7, true, false },
		{ NONE, false, true, true,	NONE, false, true },
		{ NONE, false, true, false,	NONE, false, true },
		{ NONE, false, false, true,	NONE, false, false },
	};

	put("stop all ann\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		stop->id = cases[i].id;
		room->durable = cases[i].durable;
		room->unwritten = cases[i].unwritten;
		stop_committed(t, room, cases[i].commit);
		CHECK_INT(stop->id, cases[i].then_id);
		CHECK_INT(room->durable, cases[i].then_durable);
		CHECK_INT(room->unwritten, cases[i].then_unwritten);
		/* nobody has released it */
		CHECK_INT(latch_read(room), LATCH_READ);
		CHECK(!room->restarting);
	}
	forget();
}

/* What could not be written is written as soon as it can, and once. */
static void
check_written_later(void)
{
	struct emergency e;

	turn_now();
	CHECK_INT(count(), 0);
	db_begin(t->db);
	stop_all(t, room, EMERGENCY_FREEZE, EMERGENCY_ALL, "user:ann");
	db_rollback(t->db);
	stop_committed(t, room, false);
	CHECK(stop->latched && stop->id == NONE);
	CHECK_INT(count(), 0);
	turn_now();
	CHECK_INT(count(), 1);
	CHECK(emergency_now(t->db, &b.arena, &e) && e.id == stop->id);
	CHECK(!room->unwritten);
	/* its change was lost: the row still tells the stop before */
	db_begin(t->db);
	stop_all(t, room, EMERGENCY_LOWEST, EMERGENCY_ALL, "user:bob");
	db_rollback(t->db);
	stop_committed(t, room, false);
	CHECK_INT(stop->id, e.id);
	CHECK(emergency_now(t->db, &b.arena, &e));
	CHECK_TEXT(e.who, "user:ann");
	db_begin(t->db);
	stop_turn(t, room);
	CHECK(room->unwritten);
	stop_committed(t, room, db_commit(t->db));
	CHECK(emergency_now(t->db, &b.arena, &e));
	CHECK_TEXT(e.who, "user:bob");
	CHECK_INT(count(), 1);
	/* from then on nothing is left to write */
	stop_turn(t, room);
	CHECK(!room->unwritten);
	for (int i = 1; i <= MINERS; i++)
		hand_drop(i);
	forget();
}

/* ---- Whom it told ------------------------------------------------------- */

static void
note(void)
{
	stop_note(&b.worker.fleet, room);
}

/* Who was told by the stop is in the file once, with what it ran. */
static void
check_noted(void)
{
	struct latch_told *told;
	size_t n;

	db_begin(t->db);
	CHECK_INT(stop_all(t, room, EMERGENCY_STOP, EMERGENCY_ALL,
	    "user:ann"), MINERS);
	CHECK(db_commit(t->db));
	control_of(1)->noted = true;
	hand_drop(2);
	control_of(3)->change->emergency = false;
	control_of(4)->now = HAND_LOW;
	control_of(5)->now = -1;
	stop->latched = false;
	note();
	latch_told(room, &b.arena, &n);
	CHECK_INT((long long)n, 0);
	stop->latched = true;
	note();
	note();
	told = latch_told(room, &b.arena, &n);
	CHECK_INT((long long)n, 3);
	CHECK_TEXT(told[0].mac, mac_of(4));
	CHECK_TEXT(told[0].preset, "1000");
	CHECK_INT(told[0].action, ACTION_STOP);
	CHECK_TEXT(told[1].mac, mac_of(5));
	CHECK_TEXT(told[1].preset, "-");
	CHECK_TEXT(told[2].mac, mac_of(6));
	CHECK_TEXT(told[2].preset, "2000");
	for (int i = 1; i <= MINERS; i++)
		hand_drop(i);
	forget();
}

static void
check_all_noted(void)
{
	struct latch_told *told;
	size_t n;

	db_begin(t->db);
	stop_all(t, room, EMERGENCY_STOP, EMERGENCY_ALL, "user:ann");
	CHECK(db_commit(t->db));
	note();
	told = latch_told(room, &b.arena, &n);
	CHECK_INT((long long)n, MINERS);
	for (int i = 0; i < MINERS; i++)
		CHECK_TEXT(told[i].mac, mac_of(i + 1));
	for (int i = 1; i <= MINERS; i++)
		hand_drop(i);
	forget();
}

int
main(void)
{
	hand_stop_open(MINERS, false);
	CHECK(mkdtemp(dir) != NULL);
	snprintf(b.worker.folder, sizeof b.worker.folder, "%s", dir);
	check_start();
	check_commits();
	check_written_later();
	check_noted();
	for (int i = 1; i <= MINERS; i++)
		hand_mines(i);
	check_all_noted();
	rig_close(&b);
	CHECK_INT(rmdir(dir), 0);
	return tap_done();
}
