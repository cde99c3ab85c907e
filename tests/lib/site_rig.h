/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_SITE_RIG_H
#define TESTS_LIB_SITE_RIG_H

#include <stdio.h>
#include <string.h>

#include "hive/balance/balance.h"
#include "hive/miner/command.h"
#include "tests/lib/tap.h"
#include "tests/lib/work_rig.h"

/*
 * What tests of the whole worker say again and again: one rig (see
 * work_rig.h) with a site on it, its miners by their numbers, what is true
 * of them, what the worker has on record, and orders of a person.  All is
 * static: each test includes it once.
 */
static struct rig b;

/* ---- The farm ------------------------------------------------------------ */

/* One model in one subnet, every preset tuned, a plant without trips. */
static inline void
steady_farm(struct farm_options *o, int miners)
{
	farm_defaults(o);
	o->miners = miners;
	o->model = "s19jpro";
	o->net = "127.1.0.0/24";
	o->shape = PLANT_STEADY;
	o->trip_first_ms = -1;
	o->tuned_percent = 100;
	o->plant_period_ms = 15000;
}

/* The same, and its miners work and do as they are told until farm() says
 * otherwise. */
static inline void
willing_farm(struct farm_options *o, int miners)
{
	steady_farm(o, miners);
	o->dead_percent = o->switcher_percent = 0;
	o->ignored_percent = o->refused_percent = 0;
	o->restart_percent = o->late_percent = 0;
}

/* The rig with a willing farm of which all miners were found and read;
 * firmware NULL: the usual one. */
static inline void
open_willing(int miners, const char *firmware)
{
	struct farm_options o;

	willing_farm(&o, miners);
	if (firmware)
		o.firmware = firmware;
	rig_open_farm(&b, &o);
	rig_run(&b, 120000);
}

/* Something happens to miners or plant, as farm_command() has it. */
static inline void
farm(const char *line)
{
	CHECK_TEXT(farm_command(b.farm, line), NULL);
}

static inline struct sim_miner
truth(int number)
{
	struct sim_miner s = { .number = 0 };

	farm_miner(b.farm, number, &s);
	return s;
}

static inline const char *
mac_of(int number)
{
	struct sim_miner s = truth(number);

	return arena_copy(&b.arena, s.mac);
}

/* How many are stopped, and how many are not. */
static inline int
stopped(void)
{
	struct sim_miner s;
	int n = 0;

	for (int i = 1; farm_miner(b.farm, i, &s); i++)
		n += !strcmp(s.state, "stopped");
	return n;
}

static inline int
mining(void)
{
	return farm_miners(b.farm) - stopped();
}

/* What miners were asked to do since the serial number; miner 0: all.  The
 * path is whole, or as it begins: "/api/v1/mining/" is all of these. */
static inline int
writes(int64_t since, int number, const char *path)
{
	int n = 0;

	for (int64_t i = since; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		n += (!number || w->miner == number) &&
		    !strncmp(w->path, path, strlen(path));
	}
	return n;
}

/* Requests that a miner got another time since the serial number. */
static inline int
twice(int64_t since, int number)
{
	int n = 0;

	for (int64_t i = since; i < farm_writes(b.farm); i++)
		for (int64_t k = since; k < i; k++) {
			const struct sim_write *x = farm_write(b.farm, i);
			const struct sim_write *y = farm_write(b.farm, k);

			n += (!number || x->miner == number) &&
			    x->miner == y->miner &&
			    !strcmp(x->path, y->path) &&
			    !strcmp(x->body, y->body);
		}
	return n;
}

/* ---- What the worker knows ----------------------------------------------- */

static inline struct fleet_miner *
miner_of(int number)
{
	return fleet_met(&b.worker.fleet, mac_of(number));
}

static inline struct control *
control_of(int number)
{
	return &miner_of(number)->control;
}

/* As people are shown it. */
static inline struct miner
miner(int number)
{
	struct miner m = { .row = NONE };

	miner_show(b.worker.turn.db, &b.arena, mac_of(number), &m);
	return m;
}

static inline const struct latest *
latest(int number)
{
	return miner(number).latest_status;
}

static inline struct miner_sums
sums(void)
{
	struct miner_sums s;

	miner_sum(b.worker.turn.db, &s);
	return s;
}

static inline struct balance
balance(void)
{
	struct balance s = { .status = BALANCE_UNKNOWN };

	balance_show(b.worker.turn.db, &b.arena, &s);
	return s;
}

/* The last command of a person. */
static inline struct command
last_command(void)
{
	static struct query q = QUERY("SELECT max(id) FROM command"
	    " WHERE who = 'user:test'");
	struct command c = { .id = NONE };

	CHECK(command_get(b.worker.turn.db, &b.arena,
	    db_number(b.worker.turn.db, &q, 0), &c));
	return c;
}

/* The disk is full from here on. */
static inline void
fill_disk(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");
	char *text = arena_take(&b.arena, 1 << 20);

	memset(text, 'x', (1 << 20) - 1);
	db_number(b.worker.turn.db, &small, 0);
	tell(&b.worker.turn, "test", NULL, text);
	CHECK(db_sick(b.worker.turn.db));
}

/* ---- What people want ---------------------------------------------------- */

/* The status of the answer. */
static inline int
order(const char *name, const char *target, const char *body)
{
	struct answer a = rig_order(&b, name, target, body);

	if (a.why)
		printf("# %s %s: %d %s\n", name, body ? body : "",
		    (int)a.status, a.why);
	return (int)a.status;
}

static inline int
order_to(int number, const char *action)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"%s\"}", action));
}

static inline int
tell_preset(int number, const char *preset)
{
	return order("command", mac_of(number), arena_printf(&b.arena,
	    "{\"action\":\"preset\",\"preset\":\"%s\"}", preset));
}

/* Settings, as JSON. */
static inline void
set(const char *body)
{
	CHECK_INT(order("settings_patch", NULL, body), 200);
}

/* How high the model of steady_farm() may go; NULL: nobody has said. */
static inline void
set_limit(const char *preset)
{
	CHECK_INT(order("model_patch", "s19jpro", preset ?
	    arena_printf(&b.arena, "{\"max_preset\":\"%s\"}", preset) :
	    "{\"max_preset\":null}"), 200);
}

/* All miners are the balancer's, and nobody holds one. */
static inline void
manage(void)
{
	CHECK_INT(order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true,\"hold\":null}}"), 200);
}

#endif
