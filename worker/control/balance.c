/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <time.h>

#include "hive/base/duration.h"
#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * One cycle of the balancer: take a snapshot of all miners, let hive/plan
 * decide, write the decision down, and have it carried out (balance_move.c).
 *
 * A cycle is due at each accepted reading of the plant, at each tick of the
 * site's interval, and soon after something urgent (a person's order, an
 * emergency).  Between cycles, while commands are under way, people are shown
 * how the load moves, and nothing is decided.  Each second the bounds of what
 * the miners draw are noted for budget.c.
 *
 * The same balance_plan() answers what people ask ("what would you do?") and
 * how much a raise by a person or after an emergency may add, so that nobody
 * raises what the next cycle would take back.
 */

#define HURRY_MS	1000	/* between two cycles at the least */
#define SHOWN_MS	3000	/* between two looks while commands are under
				 * way */

/* ---- The snapshot ------------------------------------------------------- */

void
balance_follow(struct db *db, struct balancer *b)
{
	struct list list;
	const struct circuit *c;

	if (db_sick(db))
		return;
	if (!b->arena.limit)
		arena_init(&b->arena, 16 << 20);
	arena_reset(&b->arena);
	list = circuit_list(db, &b->arena);
	c = list.v;
	b->n_circuits = list.n;
	b->circuits = ARENA_MANY(&b->arena, struct plan_circuit, list.n + 1);
	b->circuits_age++;
	for (size_t i = 0; i < list.n; i++) {
		b->circuits[i] = (struct plan_circuit){ .name = c[i].name,
		    .parent = -1, .limit_w = c[i].limit_w,
		    .phase = (int)c[i].phase - PHASE_L1 };
		for (size_t up = 0; c[i].parent && up < i; up++)
			if (!strcmp(c[up].name, c[i].parent))
				b->circuits[i].parent = (int)up;
	}
}

static int
circuit_of(const struct balancer *b, struct fleet_miner *u)
{
	struct control *c = &u->control;

	if (c->circuit_age != b->circuits_age) {
		c->circuit_age = b->circuits_age;
		c->circuit_at = -1;
		for (size_t i = 0; *c->circuit && i < b->n_circuits; i++)
			if (!strcmp(b->circuits[i].name, c->circuit))
				c->circuit_at = (int)i;
	}
	return c->circuit_at;
}

static void
snapshot(const struct turn *t, struct control_room *room, struct arena *a,
    struct plan *p)
{
	p->miners = ARENA_MANY(a, struct plan_miner, t->fleet->n + 1);
	p->n = 0;
	p->n_circuits = room->balancer.n_circuits;
	p->circuits = ARENA_MANY(a, struct plan_circuit, p->n_circuits + 1);
	if (p->n_circuits)
		memcpy(p->circuits, room->balancer.circuits,
		    p->n_circuits * sizeof *p->circuits);
	for (size_t i = 0; i < t->fleet->n; i++) {
		struct fleet_miner *u = t->fleet->miners[i];
		struct plan_miner *m = &p->miners[p->n];

		if (u->retired)
			continue;
		control_snapshot(t, u, m);
		m->limit_w = gate_limit_w(t->site, &room->limits, u,
		    &m->capped);
		m->circuit = circuit_of(&room->balancer, u);
		p->n++;
	}
}

static void
shed_in_red(struct cycle *c)
{
	if (c->plan.band == BAND_RED && c->state != BALANCE_STOP &&
	    c->state != BALANCE_INIT)
		c->state = BALANCE_SHED;
}

void
balance_plan(const struct turn *t, struct control_room *room, struct arena *a,
    struct cycle *c)
{
	budget_find(t, room, c);
	snapshot(t, room, a, &c->plan);
	plan_make(a, &c->plan);
	shed_in_red(c);
}

struct headroom
balance_room(const struct turn *t, struct control_room *room, struct arena *a)
{
	struct cycle c;

	balance_plan(t, room, a, &c);
	if (!c.plan.may_raise)
		return (struct headroom){ 0, 0, false };
	return (struct headroom){ c.plan.target_up_w -
	    c.plan.target_up_w / 500 - c.plan.pessimist_w, c.plan.ramp_up_w,
	    c.plan.ramp_full };
}

bool
balance_take(struct headroom *r, int64_t w)
{
	if (w > r->w || (w > r->ramp_w && !r->ramp_full))
		return false;
	r->w -= w;
	r->ramp_w -= w;
	r->ramp_full = false;
	return true;
}

/* ---- The cycle ---------------------------------------------------------- */

static int64_t
cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* HOLD and SHED end with two readings of the plant that are accepted after they
 * began. */
static bool
waits(enum balance_state state)
{
	return state == BALANCE_HOLD || state == BALANCE_SHED;
}

static void
cycle(const struct turn *t, struct control_room *room,
    enum decision_cause cause)
{
	struct arena *a = &room->balancer.plans;
	int64_t from_us = cpu_us();
	bool off = t->settings->balancer_mode == BALANCER_OFF;
	struct cycle c;

	balance_plan(t, room, a, &c);
	room->balancer.decision = cycle_record(t, &room->plant, a, &c, cause,
	    cpu_us() - from_us);
	if (!off && c.state != BALANCE_STOP && (c.state != BALANCE_INIT ||
	    c.plan.blind))
		cycle_carry_out(t, room, &c, room->balancer.decision);
	cycle_show(t, room, a, &c);
	if (!waits(room->balancer.state) && waits(c.state))
		room->plant.in_a_row = 0;
	room->balancer.state = c.state;
	room->balancer.available_w = c.plan.available_w;
	room->balancer.target_w = c.plan.target_w;
	arena_reset(a);
}

/* While commands are under way people see the load move between two cycles;
 * nothing is decided. */
static void
show_again(const struct turn *t, struct control_room *room)
{
	struct balancer *b = &room->balancer;
	struct cycle c;

	if ((!room->changes.first && !b->moving) ||
	    t->now_ms - b->shown_ms < SHOWN_MS)
		return;
	budget_find(t, room, &c);
	snapshot(t, room, &b->plans, &c.plan);
	plan_look(&c.plan);
	shed_in_red(&c);
	cycle_show(t, room, &b->plans, &c);
	arena_reset(&b->plans);
}

/* The load beside the miners when the last worker ended, by its decisions, and
 * when the last of these was made. */
static int64_t
last_other_w(struct db *db, int64_t *at)
{
	struct query *q = decision_list(db, NONE, NONE, NONE, 20);
	struct decision d;
	int64_t other_w = NONE;

	*at = 0;
	while (db_row(db, q, decision_fields, &d)) {
		if (d.at > *at)
			*at = d.at;
		if (other_w == NONE && d.available_w != NONE &&
		    d.age_ms != NONE && d.age_ms < 90000)
			other_w = d.generation_w > d.available_w ?
			    d.generation_w - d.available_w : 0;
	}
	return other_w;
}

void
balance_begin(const struct turn *t, struct control_room *room)
{
	int64_t last_at;

	room->balancer = (struct balancer){ .state = BALANCE_INIT,
	    .started_ms = t->now_ms, .ramp_ms = t->now_ms,
	    .cycle_ms = t->now_ms, .second_ms = t->now_ms,
	    .decision = NONE };
	arena_init(&room->balancer.plans, 512 << 20);
	room->balance_now = false;
	room->balancer.other_w = last_other_w(t->db, &last_at);
	room->balancer.hour_at = last_at - last_at % HOUR_MS;
	balance_follow(t->db, &room->balancer);
	gate_follow(t->db, &room->limits);
}

/* Each full hour once, also the one in which the worker before us ended. */
static void
keep_hour(const struct turn *t, struct balancer *balancer)
{
	int64_t hour_at = t->wall_ms - t->wall_ms % HOUR_MS;

	if (balancer->hour_at && hour_at > balancer->hour_at)
		site_hour_keep(t->db, balancer->hour_at);
	balancer->hour_at = hour_at;
}

void
balance_turn(const struct turn *t, struct control_room *room)
{
	struct balancer *b = &room->balancer;
	bool tick = t->now_ms - b->cycle_ms >= t->site->balancer_s * 1000;
	bool urgent = room->balance_now && t->now_ms - b->cycle_ms >= HURRY_MS;

	if (t->now_ms - b->second_ms >= SECOND_MS) {
		b->second_ms = t->now_ms;
		budget_draws(t, &room->balancer);
		keep_hour(t, &room->balancer);
	}
	if (!t->site->plant)
		return;
	if (!room->plant.news && !tick && !urgent) {
		show_again(t, room);
		return;
	}
	if (room->plant.news)
		budget_note(t, room);
	b->cycle_ms = t->now_ms;
	cycle(t, room, room->plant.news ? CAUSE_READING : urgent ?
	    CAUSE_ORDER : CAUSE_TICK);
	room->plant.news = room->balance_now = false;
}

int64_t
balance_next_ms(const struct turn *t, const struct control_room *room)
{
	const struct balancer *b = &room->balancer;
	int64_t next = b->second_ms + SECOND_MS;

	if (!t->site->plant)
		return NEVER;
	if (room->plant.news)
		return t->now_ms;
	if (room->balance_now && b->cycle_ms + HURRY_MS < next)
		next = b->cycle_ms + HURRY_MS;
	return b->cycle_ms + t->site->balancer_s * 1000 < next ?
	    b->cycle_ms + t->site->balancer_s * 1000 : next;
}
