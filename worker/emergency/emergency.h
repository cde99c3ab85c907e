/* SPDX-License-Identifier: ISC */
#ifndef WORKER_EMERGENCY_H
#define WORKER_EMERGENCY_H

#include <stdbool.h>
#include <stdint.h>

struct command;
struct work;
struct unit;

/*
 * The emergency stop.  It is latched: in the database, and in a file beside
 * it, which needs no database that can be written; it outlives restarts until
 * a person releases it.  While it is latched, a miner in its scope that
 * appears or starts again is told again.
 */
struct stop {
	bool		 latched;
	int64_t		 id;		/* in table emergency; NONE: no row */
	bool		 durable;	/* its row is */
	bool		 unwritten;	/* its last change is not */
	char		 action[8];	/* stop, lowest, freeze */
	char		 scope[8];	/* all, managed */
	char		 who[64];
	int64_t		 next_ms;	/* look for those who do not obey */
	bool		 releasing;	/* with this turn's commit */
	bool		 restarting;	/* after a release */
	int64_t		 restart_ms;
};

/* What is latched from before. */
void	stop_load(struct work *);
/* Latch, and tell all in the scope; returns how many are told.  While one is
 * in force it goes on as this says, with those that it told before. */
int	stop_all(struct work *, const char *action, const char *scope,
    const char *who);
/* It ends once that is durable.  False: none is in force. */
bool	stop_release(struct work *, const char *who);
/* The last that this miner was told was told by a stop that is released: a
 * worker that starts goes on bringing it back. */
void	stop_told_last(struct work *, struct unit *, const struct command *);
void	stop_turn(struct work *);
/* worker/emergency/release.c: its part of the turn, the batch that is due. */
void	stop_restart(struct work *);
/* worker/emergency/release.c: its release is durable. */
void	stop_released(struct work *);
/* After the commit: what of it is durable. */
void	stop_committed(struct work *, bool durable);
/* After a commit that failed, and once all is sent, as a sick disk may take
 * its time: note beside the database whom it told. */
void	stop_note(struct work *);
/* Whether the miner is in the scope; whether it does as it was told. */
bool	stop_concerns(const struct work *, const struct unit *);
bool	stop_obeyed(const struct work *, const struct unit *);
/* How many of the scope were told and have not obeyed yet. */
int	stop_left(const struct work *);

#endif
