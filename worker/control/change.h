/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CHANGE_H
#define WORKER_CHANGE_H

#include "hive/miner/command.h"
#include "hive/plan/plan.h"
#include "worker/firmware/firmware.h"

struct control_room;
struct db;
struct fleet;
struct turn;
struct unit;

/*
 * A change is a command on its way to a miner.  It is on record and durable
 * before it is sent; after the miner accepted it, it is read back, and only
 * what was read back is booked as done:
 *
 *	queued -> sent -> accepted -> confirmed
 *	                  |- not read back: sent once more, then failed
 *	                  `- wants a restart: one, from a queue with a pace
 *
 * A worker that starts again cannot know of what was queued or sent whether
 * it went out: it looks at the miner first, and tells it only if it has not
 * done it.
 *
 * In a hurry (the red band, the emergency stop) connections are many, waits
 * are short, and what cannot be confirmed in 10 s is stopped instead.
 */
enum change_step {
	CHANGE_QUEUED,		/* not durable, or waiting for a connection */
	CHANGE_ASKING,		/* a question is out */
	CHANGE_RESTART,		/* waits for its turn to restart mining */
	CHANGE_WAITING,		/* until it is read back again */
	CHANGE_ENDED		/* while the disk is sick: to be written down */
};

struct change {
	struct command		 cmd;		/* texts in `text' */
	char			 text[5][48];	/* of cmd */
	char			 who[64];
	struct unit		*unit;
	struct flight		*flight;	/* the question that is out */
	enum change_step	 step;
	bool			 raises, hurry, durable;
	bool			 emergency;	/* it is that stop's */
	bool			 told;		/* sent is to be written down */
	bool			 doubt;		/* it may have been sent */
	bool			 restart_before; /* the flag stood before */
	bool			 stops;		/* it is stopped instead */
	bool			 obeys;		/* its power comes down */
	bool			 fell;		/* it restarts: no load now */
	bool			 refused;	/* in the state it is in */
	int64_t			 from_w, to_w;
	int64_t			 sent_ms, ends_ms, next_ms;
	struct change		*next;		/* of all, oldest first */
};

#define CHANGE_RED_MS	10000	/* to be read back, in a hurry */
#define CHANGE_CALM_MS	60000	/* and otherwise */

struct changes {
	struct change	*first, *spare;
	size_t		 n;
	int64_t		 restart_ms;		/* when the next batch may go */
	int		 restarts;		/* left of this batch */
	int64_t		 drop_ms;		/* mean until a load in a hurry
						 * was seen to end */
};

/* Those that were in flight when the worker ended: reductions go on by being
 * read back, raises expire. */
void	changes_load(const struct turn *, struct control_room *);
/* Put one on record; NULL: the miner has one already, or the gate said no
 * (*wrong tells). */
struct change *change_begin(const struct turn *, struct control_room *,
    struct unit *, const struct command *, bool hurry, const char **wrong);
/* Whether it ends in a stop; nothing takes the place of such a one. */
bool	change_stops(const struct change *);
/* End the one in flight, as expired, to make place for a weightier. */
void	change_drop(const struct turn *, struct control_room *, struct unit *,
	    const char *why);
/* After the commit: send what is durable.  Reductions go also when the disk
 * is sick. */
void	changes_send(const struct turn *, struct control_room *, bool durable);
/* Within the turn: time-outs, and what is to be asked again. */
void	changes_turn(const struct turn *, struct control_room *);
int64_t	changes_next_ms(int64_t now_ms, const struct changes *);

/* What was told is stored only, and runs when mining restarts: so it must,
 * or, in a hurry, stop.  No question about it is out. */
void	change_wants_restart(struct flight *, struct change *);

/* worker/control/confirm.c: read back what the miner did, and end the change.
 * */
void	change_read_back(const struct turn *, struct control_room *,
	    struct change *);
void	change_fail(const struct turn *, struct control_room *, struct change *,
	    const char *why);
void	change_confirm(const struct turn *, struct control_room *,
	    struct change *);
/* Book cmd.state, cmd.result and cmd.ended_at, and take it off the list. */
void	change_end(struct db *, struct control_room *, struct change *);
/* It was answered: ask again in so long. */
void	change_wait(int64_t now_ms, struct change *, int64_t ms);

/* A new one at the end of the list; its command with its texts. */
struct change *change_new(struct fleet *, struct changes *);
void	change_copy(struct change *, const struct command *);
void	change_expire(const struct turn *, struct control_room *,
	    struct change *, const char *why);

/* worker/control/flight.c: a question out for a change.  The change may end
 * before the answer comes; then `change' is NULL. */
struct flight {
	const struct turn	*turn;
	struct control_room	*room;
	struct change		*change;
	const struct firmware	*firmware;
	struct http_call	*call;
};

/* Put a question about a change on a connection of its own; false: there is
 * no room now. */
bool	change_ask(const struct turn *, struct control_room *, struct change *,
	    enum question, void (*took)(struct http_call *, void *flight));
/* The next question on the same connection. */
void	flight_ask(struct flight *, enum question, bool last,
	    void (*took)(struct http_call *, void *flight));
/* The change of an answer, or NULL if it has ended; the question is not out
 * any more. */
struct change *flight_end(struct flight *);

#endif
