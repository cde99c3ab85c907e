/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/control/miner_state.h"
#include "worker/control_loop.h"

void
steer_open(struct worker *w, struct http *commands)
{
	const struct turn *t = &w->turn;

	w->control.commands = commands;
	w->control.changes = (struct changes){ .first = NULL };
	w->lost_turn = false;
	settings_follow(t->db, &w->settings);
	plant_begin(t, &w->control.plant);
	balance_begin(t, &w->control);
	control_load(t);
	db_begin(t->db);
	stop_load(t, &w->emergency);
	changes_load(t, &w->control);
	stop_resume(t, &w->emergency);
	db_commit(t->db);
}

void
steer_close(struct worker *w)
{
	http_free(w->control.commands);
	arena_free(&w->settings.arena);
	arena_free(&w->control.balancer.arena);
	arena_free(&w->control.balancer.plans);
}

/* The last turn was not committed, and its orders were refused: what is in
 * force is read from the database again. */
static void
take_back(struct worker *w)
{
	struct db *db = w->turn.db;

	w->lost_turn = false;
	settings_follow(db, &w->settings);
	gate_follow(db, &w->control.limits);
	balance_follow(db, &w->control.balancer);
}

void
steer_turn(struct worker *w)
{
	if (w->lost_turn && !db_sick(w->turn.db))
		take_back(w);
	http_finish(w->control.commands);
	stop_turn(&w->turn, &w->emergency);
	changes_turn(&w->turn, &w->control);
	balance_turn(&w->turn, &w->control);
}

void
steer_send(struct worker *w, bool durable)
{
	w->lost_turn |= !durable;
	stop_committed(&w->turn, &w->emergency, durable);
	changes_send(&w->turn, &w->control, durable);
	if (!durable)
		stop_note(&w->fleet, &w->emergency);
}

int64_t
steer_next_ms(const struct worker *w)
{
	int64_t next = changes_next_ms(w->turn.now_ms, &w->control.changes);
	int64_t balance = balance_next_ms(&w->turn, &w->control);
	const struct emergency_room *e = &w->emergency;

	if (http_ready(w->control.commands))
		return w->turn.now_ms;
	if (balance < next)
		next = balance;
	if (w->control.stop.latched && e->next_ms < next)
		next = e->next_ms;
	if (e->restarting && e->restart_ms < next)
		next = e->restart_ms;
	return next;
}
