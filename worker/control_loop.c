/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/control/gate.h"
#include "worker/control_loop.h"

void
steer_open(struct work *w, struct http *commands)
{
	w->commands = commands;
	w->changes = (struct changes){ .first = NULL };
	w->lost_turn = false;
	settings_follow(w);
	plant_begin(w);
	balance_begin(w);
	control_load(w);
	db_begin(w->db);
	stop_load(w);
	changes_load(w);
	db_commit(w->db);
}

void
steer_close(struct work *w)
{
	http_free(w->commands);
	arena_free(&w->settings_arena);
	arena_free(&w->balancer.arena);
}

/* What people were told was not written is not in force either. */
static void
take_back(struct work *w)
{
	w->lost_turn = false;
	settings_follow(w);
	gate_follow(w);
	balance_follow(w);
}

void
steer_turn(struct work *w)
{
	if (w->lost_turn && !db_sick(w->db))
		take_back(w);
	http_finish(w->commands);
	stop_turn(w);
	changes_turn(w);
	balance_turn(w);
}

void
steer_send(struct work *w, bool durable)
{
	w->lost_turn |= !durable;
	stop_committed(w, durable);
	changes_send(w, durable);
	if (!durable)
		stop_note(w);
}

int64_t
steer_next_ms(const struct work *w)
{
	int64_t next = changes_next_ms(w);
	int64_t balance = balance_next_ms(w);

	if (http_ready(w->commands))
		return w->now_ms;
	if (balance < next)
		next = balance;
	if (w->stop.latched && w->stop.next_ms < next)
		next = w->stop.next_ms;
	if (w->stop.restarting && w->stop.restart_ms < next)
		next = w->stop.restart_ms;
	return next;
}
