/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_HAND_STOP_H
#define TESTS_LIB_HAND_STOP_H

#include "tests/lib/hand_rig.h"

/* The emergency stop over miners by hand (hand_rig.h). */
static struct turn *t;
static struct stop *stop;
static struct emergency_room *room;

static inline void
hand_stop_open(int miners, bool plant)
{
	hand_open(miners, plant);
	t = &b.worker.turn;
	stop = &b.worker.control.stop;
	room = &b.worker.emergency;
}

/* A turn of the emergency's room alone. */
static inline void
turn_now(void)
{
	db_begin(t->db);
	stop_turn(t, room);
	stop_committed(t, room, db_commit(t->db));
}

/* Those that wait for it come back, as far as they may now. */
static inline void
restart(void)
{
	room->restarting = true;
	room->restart_ms = t->now_ms;
	db_begin(t->db);
	stop_restart(t, room);
	CHECK(db_commit(t->db));
}

#endif
