/* SPDX-License-Identifier: ISC */
#ifndef WORKER_EMERGENCY_EMERGENCY_H
#define WORKER_EMERGENCY_EMERGENCY_H

#include <stdbool.h>
#include <stdint.h>

#include "hive/balance/balance.h"

struct control_room;
struct fleet;
struct stop;
struct turn;
struct fleet_miner;

/*
 * The emergency stop.  It is latched: in the database, and in a file beside
 * it, which needs no database that can be written; it outlives restarts until
 * a person releases it.  While it is latched, a miner in its scope that
 * appears or starts again is told again.
 *
 * What is in force stands in control's own struct stop; here is how far it is
 * with it.
 */
struct emergency_room {
	struct control_room	*control;
	const char		*folder;	/* of the latch; "": none */
	bool			 durable;	/* its row is */
	bool			 unwritten;	/* its last change is not */
	int64_t			 next_ms;	/* next look for miners that
						 * do not obey */
	bool			 releasing;	/* with this turn's commit */
	bool			 restarting;	/* after a release */
	int64_t			 restart_ms;
};

/* What is latched from before. */
void	stop_load(const struct turn *, struct emergency_room *);
/* Latch, and tell all miners in the scope; returns how many are told.  A stop
 * in force is changed to this one, and keeps the miners that it told before. */
int	stop_all(const struct turn *, struct emergency_room *,
    enum emergency_action, enum emergency_scope, const char *who);
/* It ends once that is durable.  False: none is in force. */
bool	stop_release(const struct turn *, struct emergency_room *,
	    const char *who);
/* A worker that starts goes on bringing back whom a stop told last that is
 * released; after changes_load(). */
void	stop_resume(const struct turn *, struct emergency_room *);
void	stop_turn(const struct turn *, struct emergency_room *);
/* worker/emergency/release.c: its part of the turn, the batch that is due. */
void	stop_restart(const struct turn *, struct emergency_room *);
/* worker/emergency/release.c: its release is durable. */
void	stop_released(const struct turn *, struct emergency_room *);
/* After the commit: whether the stop or its release is durable. */
void	stop_committed(const struct turn *, struct emergency_room *,
	    bool durable);
/* After a commit that failed, and after all is sent, since a sick disk may take
 * its time: note beside the database which miners it told. */
void	stop_note(struct fleet *, struct emergency_room *);
/* Whether the miner is in the scope; whether it does as it was told. */
bool	stop_concerns(const struct stop *, const struct fleet_miner *);
bool	stop_obeyed(const struct stop *, const struct fleet_miner *);
/* How many of the scope were told and have not obeyed yet. */
int	stop_left(const struct fleet *, const struct stop *);

#endif
