/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_LIFE_H
#define WORKER_CONTROL_LIFE_H

#include <stdbool.h>
#include <stddef.h>

#include "hive/base/arena.h"
#include "hive/miner/command.h"

/*
 * The life of a change as a table: where it is, what happens to it, and where
 * that leads.  It is all that is remembered of how far a change is; nothing
 * here knows time, the database or the network.  docs/change-life.txt shows
 * the table, life_draw() writes it.
 */
enum life {
	LIFE_NONE,		/* no such life: an event led nowhere */
	LIFE_QUEUED,		/* waits for a connection */
	LIFE_DOUBT,		/* found when the worker started: it may have
				 * been told, the miner is asked */
	LIFE_DOUBT_STARTING,	/* and that miner is starting */
	LIFE_LOOKING,		/* whether the miner wanted a restart before a
				 * preset of ours is asked */
	LIFE_TOLD,		/* and no answer yet */
	LIFE_TOLD_FLAGGED,	/* likewise: it wanted a restart before */
	LIFE_AGAIN,		/* waits to be told once more */
	LIFE_REFUSED,		/* in the state the miner was in: its state
				 * will tell */
	LIFE_ACCEPTED,		/* being read back */
	LIFE_STARTING,		/* the miner restarts: no load for now */
	LIFE_COMING_DOWN,	/* it shows what it was told, and its power is
				 * still to follow */
	LIFE_RESTART,		/* stored only: waits for its turn to restart
				 * mining */
	LIFE_RESTARTING,	/* told to, and no answer yet */
	LIFE_STOPPING,		/* stored only, in a hurry: told to stop
				 * instead, and no answer yet */
	LIFE_STOP_AGAIN,	/* waits to be told that once more */
	LIFE_STOPPED,		/* accepted that: being read back */
	LIFE_CONFIRMED,
	LIFE_FAILED,
	LIFE_EXPIRED,
	LIVES
};

enum happening {
	LIFE_LOOKS,		/* the state before is asked first */
	LIFE_TELLS,		/* it is put to the miner */
	LIFE_FLAG_STOOD,	/* it is, and the miner wanted a restart */
	LIFE_ACCEPTS,		/* the answer is yes */
	LIFE_REFUSES,		/* no, in the state it is in */
	LIFE_LOST,		/* no answer or another no; it may try again */
	LIFE_STORES,		/* stored only, until mining restarts */
	LIFE_STORES_STOP,	/* likewise, and in a hurry: it is to stop */
	LIFE_NOT_YET,		/* the miner does not show it yet */
	LIFE_SHOWS,		/* it does, and its power is to come down */
	LIFE_DRAWS,		/* its power did not */
	LIFE_STARTS,		/* the miner is starting */
	LIFE_STANDS,		/* it is stopped already, with it stored */
	LIFE_OTHER,		/* it does not do this: it is to be told */
	LIFE_LATE,		/* its time is over, and it may try again */
	LIFE_DONE,		/* read back */
	LIFE_FAILS,
	LIFE_DROPS,		/* something else takes its place */
	HAPPENINGS
};

/* What the turn does for it when its time has come. */
enum due {
	DUE_ANSWER,		/* nothing: a question is out */
	DUE_TELL, DUE_READ, DUE_RESTART,
	DUE_RECORD		/* its end, while the disk is sick */
};

struct life_row {
	const char		*name;
	/* What people are shown.  What they have seen already stays: a change
	 * that was accepted once is shown so while it is told again. */
	enum command_state	 shown;
	enum due		 due;
	bool			 starting;	/* the miner draws nothing */
	bool			 stops;		/* instead of what it was */
};

extern const struct life_row lives[LIVES];
extern const char *const happenings[HAPPENINGS];

/* LIFE_NONE: that cannot happen then. */
enum life life_next(enum life, enum happening);
bool	life_ended(enum life);
/* The table as text: each state with its arrows. */
const char *life_draw(struct arena *);

#endif
