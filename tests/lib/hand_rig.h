/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_HAND_RIG_H
#define TESTS_LIB_HAND_RIG_H

#include <math.h>

#include "hive/base/text.h"
#include "hive/miner/model.h"
#include "hive/miner/update.h"
#include "tests/lib/site_rig.h"
#include "worker/control/miner_state.h"

/*
 * Miners by hand: the worker on its rig (see site_rig.h) with miners that
 * nobody polls, so that a test says what is known of each and no time has to
 * pass.  Miner n is the farm's at its address; it mines on its middle preset
 * of three, draws what the label says, and its model may have all three.
 *
 *	1000	10 TH/s		2000	20 TH/s		3000	30 TH/s
 */
enum { HAND_LOW, HAND_MIDDLE, HAND_HIGH };

static inline int64_t
hand_presets(void)
{
	struct preset p[] = {
		{ "1000", "1000 watt ~ 10 TH", 1000, 10, true, false },
		{ "2000", "2000 watt ~ 20 TH", 2000, 20, true, false },
		{ "3000", "3000 watt ~ 30 TH", 3000, 30, true, false },
	};

	return catalogue_keep(b.worker.turn.db, "s19jpro",
	    (struct list){ p, 3 });
}

/* Put a miner in its first state again; what is on its way to it stays. */
static inline struct control *
hand_mines(int number)
{
	struct fleet_miner *u = miner_of(number);
	struct control *k = &u->control;

	u->online = true;
	k->state = STATE_MINING;
	k->read_ms = b.worker.turn.now_ms;
	k->power_w = k->stable_w = NONE;
	k->now = HAND_MIDDLE;
	k->stored = k->wanted = -1;
	k->throttle = NONE;
	return k;
}

static inline void
hand_miner(int number, int64_t catalogue)
{
	struct sim_miner s = truth(number);
	struct fleet_miner *u = fleet_add(&b.worker.fleet, s.mac);
	struct miner m;
	char ip[16];

	text_ipv4_show(ip, s.ip);
	record_clear(miner_columns, &m);
	m.mac = u->mac;
	m.ip = m.last_ip = ip;
	m.model = "s19jpro";
	m.firmware = "vnish";
	m.firmware_version = "1.2.6";
	m.first_seen_at = m.last_seen_at = b.worker.turn.wall_ms;
	u->row = miner_keep(b.worker.turn.db, &m);
	miner_set_catalogue(b.worker.turn.db, u->row, catalogue,
	    b.worker.turn.wall_ms);
	u->firmware = firmware_by_name("vnish");
	fleet_move(&b.worker.fleet, u, ip);
	snprintf(u->model, sizeof u->model, "s19jpro");
	snprintf(u->version, sizeof u->version, "1.2.6");
	snprintf(u->key, sizeof u->key, "key of %d", number);
	u->control.ratio = 1;
	control_list(&b.worker.turn, u, catalogue);
	hand_mines(number);
}

static inline void
hand_open(int miners, bool plant)
{
	struct farm_options o;
	int64_t catalogue;

	willing_farm(&o, miners);
	if (!plant)
		o.plant_key = NULL;
	rig_open_farm(&b, &o);
	db_begin(b.worker.turn.db);
	model_seen(b.worker.turn.db, "s19jpro", "Antminer S19j Pro", 3, 114,
	    b.worker.turn.wall_ms);
	catalogue = hand_presets();
	for (int i = 1; i <= miners; i++)
		hand_miner(i, catalogue);
	CHECK(db_commit(b.worker.turn.db));
	set_limit("3000");
}

/* Time goes on, and nothing else happens. */
static inline void
hand_wait(int64_t ms)
{
	b.now_ms += ms;
	b.worker.turn.now_ms += ms;
	b.worker.turn.wall_ms += ms;
}

/* Nothing is on its way to a miner. */
static inline void
hand_drop(int number)
{
	db_begin(b.worker.turn.db);
	change_drop(&b.worker.turn, &b.worker.control, miner_of(number),
	    "the test goes on");
	CHECK(db_commit(b.worker.turn.db));
}

/* A command as `who' would give it. */
static inline struct command
hand_command(enum action action, const char *preset)
{
	return (struct command){ .id = NONE, .percent = NONE,
	    .action = action, .preset = preset, .who = "user:test",
	    .reason = REASON_MANUAL, .decision = NONE, .emergency = NONE,
	    .old_w = NONE, .new_w = NONE, .delta_ths = NAN };
}

/* How many have a change on its way. */
static inline int
hand_begun(void)
{
	int n = 0;

	for (size_t i = 0; i < b.worker.fleet.n; i++)
		n += b.worker.fleet.miners[i]->control.change != NULL;
	return n;
}

/* The plant has said so much of itself, and the balancer has it in hand. */
static inline void
hand_plant(int64_t generation_w)
{
	struct plant *p = &b.worker.control.plant;
	struct balancer *k = &b.worker.control.balancer;

	p->accepted = p->in_a_row = 2;
	p->source_at = b.worker.turn.wall_ms;
	p->seen_ms = b.worker.turn.now_ms;
	p->late_ms = 0;
	p->generation_w = generation_w;
	p->container_w = 0;
	k->begun = true;
	k->state = BALANCE_CONTROL;
	k->other_w = 0;
	k->n_budgets = 0;
	k->ramp_ms = b.worker.turn.now_ms;
}

static inline bool
hand_says(const struct answer *a, const char *text)
{
	bool found = a->body && strstr(a->body, text) != NULL;

	if (!found)
		printf("# %s is not in %s\n", text, a->body ? a->body : "-");
	return found;
}

#endif
