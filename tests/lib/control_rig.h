/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_CONTROL_RIG_H
#define TESTS_LIB_CONTROL_RIG_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/service/event_log.h"
#include "hive/service/health.h"
#include "tests/lib/puppet.h"
#include "tests/lib/tap.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * worker/control on a rig of its own: a database in memory, a few miners of
 * one model that are puppets, and a clock that nobody but the test moves.  No
 * farm, no polls: a reading comes when the test says so.  For each row of a
 * table there is rig_again(), which takes no time.  Tests of the whole worker
 * have site_rig.h.
 *
 *	rig_open(2);
 *	give(1, &(struct command){ PRESET("2000", REASON_MANUAL) }, false);
 *	CHECK_TEXT(heard(1), "status settings=2000");
 *	later(2000);
 *	CHECK_TEXT(heard(1), "perf-summary");
 *	CHECK_TEXT(life_of(1), "accepted");
 *	rig_close();
 *
 * All is static: a test includes it once.
 */
#define RIG_NOW_MS	HOUR_MS			/* monotonic, at the start */
#define RIG_WALL_MS	INT64_C(1795168800000)	/* 2026-11-20T10:00:00Z */
#define RIG_MODEL	"s19jpro"

static struct control_rig {
	struct arena		 arena;
	struct turn		 turn;
	struct site		 site;
	struct site_plant	 plant;
	struct settings		 settings;
	struct fleet		 fleet;
	struct control_room	 room;
	int			 miners;
	int			 connections;	/* to miners, at most */
	bool			 balances;	/* the balancer takes turns */
	const char		*error;		/* why give() was refused */
} b;

/* A path, for a test that mends its database; else it is in memory. */
static const char *rig_database = ":memory:";

/* ---- The miners --------------------------------------------------------- */

/* Each draws what its label says.  A miner lists them as it likes. */
static const struct preset rig_presets[] = {
	{ "2000", "2000 watt ~ 80 TH", 2000, 80, true, false },
	{ "2500", "2500 watt ~ 95 TH", 2500, 95, true, false },
	{ "3000", "3000 watt ~ 110 TH", 3000, 110, true, false },
	{ "3500", "3500 watt ~ 120 TH", 3500, 120, true, false },
	{ "4000", "4000 watt ~ 130 TH", 4000, 130, true, true },
	{ "odd", "odd", NONE, NAN, true, false },
};

static inline struct fleet_miner *
miner_at(int number)
{
	return b.fleet.miners[number - 1];
}

static inline struct control *
control_of(int number)
{
	return &miner_at(number)->control;
}

static inline struct puppet *
puppet(int number)
{
	return &puppets[number];
}

/* Its reading comes, as of now. */
static inline void
reads(int number, enum miner_state state, const char *preset, int64_t power_w)
{
	control_read(&b.turn, &b.room, miner_at(number), &(struct reading){
	    .state = state, .state_time_s = 3600, .preset = preset,
	    .power_w = power_w, .hashrate_ths = 110 });
}

static inline void
add_miners(int64_t catalogue)
{
	static struct query q = QUERY("UPDATE miner SET managed = 1,"
	    " catalogue = :catalogue WHERE id = :row");

	for (int i = 1; i <= b.miners; i++) {
		const char *ip = arena_printf(&b.arena, "127.1.0.%d", i);
		int64_t row = miner_keep(b.turn.db, &(struct miner){
		    .row = NONE, .mac = arena_printf(&b.arena,
		    "02:00:00:00:00:%02x", (unsigned)i), .last_ip = ip,
		    .first_seen_at = b.turn.wall_ms, .model = RIG_MODEL,
		    .firmware = "vnish", .firmware_version = "1.3.3" });

		miner_came_online(b.turn.db, row, ip, b.turn.wall_ms);
		db_int(b.turn.db, &q, ":catalogue", catalogue);
		db_int(b.turn.db, &q, ":row", row);
		db_run(b.turn.db, &q);
	}
}

/* What a worker does when it starts, in the order of worker/control_loop.c. */
static inline void
rig_begin(void)
{
	fleet_init(&b.fleet);
	fleet_load(&b.fleet, b.turn.db, NULL, b.turn.now_ms);
	b.room = (struct control_room){ .stop.id = NONE };
	b.room.commands = http_new(NULL, b.connections, NULL, NULL);
	b.room.outside = http_new(NULL, 2, NULL, NULL);
	plant_begin(&b.turn, &b.room.plant);
	balance_begin(&b.turn, &b.room);
	control_load(&b.turn);
	for (int i = 1; i <= b.miners; i++) {
		struct control *k = control_of(i);

		snprintf(miner_at(i)->key, sizeof miner_at(i)->key,
		    "key-of-%d", i);
		k->ratio = 1;
		for (int p = 0; p < k->n; p++)
			k->presets[p].power_w = k->presets[p].label_w;
	}
	db_begin(b.turn.db);
	changes_load(&b.turn, &b.room);
	db_commit(b.turn.db);
}

/* ---- The plant ---------------------------------------------------------- */

/* A reading of it was accepted just now. */
static inline void
plant_says(int64_t generation_w, int64_t container_w)
{
	struct plant *p = &b.room.plant;

	p->source_at = b.turn.wall_ms;
	p->seen_ms = b.turn.now_ms;
	p->late_ms = 0;
	p->generation_w = generation_w;
	p->container_w = container_w;
	p->accepted++;
	p->in_a_row++;
	p->news = true;
}

/* Fresh data, and the balancer in CONTROL. */
static inline void
plant_is_sound(void)
{
	plant_says(90000, 0);
	b.room.balancer.state = BALANCE_CONTROL;
	b.room.balancer.begun = true;
}

/* ---- The rig ------------------------------------------------------------ */

static inline void
rig_store(void)
{
	struct list list = { (void *)(uintptr_t)rig_presets,
	    sizeof rig_presets / sizeof *rig_presets };

	db_begin(b.turn.db);
	model_seen(b.turn.db, RIG_MODEL, "S19j Pro", 3, 126,
	    b.turn.wall_ms);
	add_miners(catalogue_keep(b.turn.db, RIG_MODEL, list));
	CHECK_TEXT(model_limit(b.turn.db, &b.arena, RIG_MODEL, "3500",
	    b.turn.wall_ms), NULL);
	CHECK(db_commit(b.turn.db));
}

/* What holds for each test, whatever the one before did. */
static inline void
rig_usual(void)
{
	puppets_begin();
	b.connections = 64;
	b.balances = false;
	b.site = site_defaults;
	b.plant = site_plant_defaults;
	b.plant.plant_id = "p";
	b.plant.period_s = 15;
	b.plant.nameplate_kw = 100;
	b.plant.meter_includes_miners = 0;
	b.site.plant = &b.plant;
	b.settings = setting_defaults;
	b.settings.balancer_mode = BALANCER_ACT;
}

static inline void
rig_read(void)
{
	for (int i = 1; i <= b.miners; i++)
		reads(i, MINER_STATE_MINING, "3000", 3000);
	plant_is_sound();
}

/* So many miners which mine on "3000", are managed, held by nobody, and were
 * read just now; at most "3500" is allowed, the balancer acts, and the plant's
 * data are fresh and sound. */
static inline void
rig_open(int miners)
{
	const char *error;

	memset(&b, 0, sizeof b);
	arena_init(&b.arena, 1 << 24);
	log_level(LOG_FAIL);
	rig_usual();
	b.miners = miners;
	b.turn = (struct turn){ .now_ms = RIG_NOW_MS,
	    .wall_ms = RIG_WALL_MS, .site = &b.site,
	    .settings = &b.settings, .fleet = &b.fleet };
	fake_time(b.turn.now_ms);
	if (!(b.turn.db = db_create(rig_database, &error)))
		log_die("%s", error);
	rig_store();
	rig_begin();
	rig_read();
}

static inline void
rig_end(void)
{
	http_free(b.room.commands);
	http_free(b.room.outside);
	arena_free(&b.room.balancer.arena);
	arena_free(&b.room.balancer.plans);
	fleet_free(&b.fleet);
}

static inline void
rig_close(void)
{
	rig_end();
	db_close(b.turn.db);
	arena_free(&b.arena);
}

/* kill -9 and a new worker: what is on record stays, what was out to miners is
 * not heard of again.  No miner was read yet. */
static inline void
rig_restart(void)
{
	rig_end();
	rig_begin();
}

/* No command was ever given, nothing was decided, nothing learned. */
static inline void
rig_forget(void)
{
	static struct query all[] = { QUERY("DELETE FROM command"),
	    QUERY("DELETE FROM decision"), QUERY("DELETE FROM site_hour"),
	    QUERY("DELETE FROM learned") };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		db_run(b.turn.db, &all[i]);
}

/* As rig_open() left it, for the next row of a table.  Only the clock,
 * counters and events stay. */
static inline void
rig_again(void)
{
	rig_end();
	rig_forget();
	rig_usual();
	rig_begin();
	rig_read();
}

/* ---- Time --------------------------------------------------------------- */

/* One turn at this instant, as worker/control_loop.c has it. */
static inline void
turn(void)
{
	db_begin(b.turn.db);
	http_finish(b.room.commands);
	changes_turn(&b.turn, &b.room);
	if (b.balances)
		balance_turn(&b.turn, &b.room);
	changes_send(&b.turn, &b.room, db_commit(b.turn.db));
}

/* The clock moves on by so much; then turns, until nothing is left to do at
 * that instant. */
static inline void
later(int64_t ms)
{
	b.turn.now_ms += ms;
	b.turn.wall_ms += ms;
	fake_time(b.turn.now_ms);
	do
		turn();
	while (http_ready(b.room.commands));
}

/* ---- Orders ------------------------------------------------------------- */

/* The first fields of a struct command; who gave it follows from why. */
#define ORDER(what, why)						\
	.id = NONE, .percent = NONE, .decision = NONE,			\
	.emergency = NONE, .old_w = NONE, .new_w = NONE,		\
	.delta_ths = NAN, .action = (what), .reason = (why),		\
	.who = (why) == REASON_MANUAL ? "user:test" : "balancer"
#define PRESET(name, why)	ORDER(ACTION_PRESET, why), .preset = (name)

/* It is put on record, and not sent yet; NULL: it was refused, and b.error
 * tells why. */
static inline struct change *
queue(int number, const struct command *c, bool hurry)
{
	return change_begin(&b.turn, &b.room, miner_at(number), c, hurry,
	    &b.error);
}

/* On record, committed and sent, and what is answered at once was. */
static inline struct change *
give(int number, const struct command *c, bool hurry)
{
	struct change *change;

	db_begin(b.turn.db);
	change = queue(number, c, hurry);
	changes_send(&b.turn, &b.room, db_commit(b.turn.db));
	while (http_ready(b.room.commands))
		turn();
	return change;
}

/* Where its change is: "accepted", ...; "none": there is none under way. */
static inline const char *
life_of(int number)
{
	const struct change *c = control_of(number)->change;

	return c ? lives[c->life].name : "none";
}

/* Its last command as it stands on record. */
static inline struct command
on_record(int number)
{
	static struct query q = QUERY("SELECT max(id) FROM command"
	    " WHERE miner = :row");
	struct command c = { .id = NONE };

	db_int(b.turn.db, &q, ":row", miner_at(number)->row);
	command_get(b.turn.db, &b.arena, db_number(b.turn.db, &q, NONE), &c);
	return c;
}

static inline const char *
state_of(int number)
{
	enum command_state s = on_record(number).state;

	return s == COMMAND_NONE ? "none" : command_state_words[s];
}

/* The last that was told of it: "KIND: TEXT"; NULL: nothing. */
static inline const char *
event_of(int number)
{
	struct query *q = event_list(b.turn.db, miner_at(number)->mac,
	    INT64_MAX, 1);
	const char *text = NULL;
	struct event e;

	if (db_row(b.turn.db, q, event_fields, &e))
		text = arena_printf(&b.arena, "%s: %s", e.kind, e.text);
	db_end(b.turn.db, q);
	return text;
}

/* Each of these tests, to a NULL, begins at the same time and knows nothing of
 * the one before it. */
static inline void
rig_each(int miners, void (*before)(void), void (*const tests[])(void))
{
	rig_open(miners);
	for (int i = 0; tests[i]; i++) {
		b.turn.now_ms = RIG_NOW_MS;
		rig_again();
		if (before)
			before();
		tests[i]();
	}
	rig_close();
}

#endif
