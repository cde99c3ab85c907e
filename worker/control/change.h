/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_CHANGE_H
#define WORKER_CONTROL_CHANGE_H

#include "hive/base/duration.h"
#include "hive/miner/command.h"
#include "hive/plan/plan.h"
#include "worker/control/life.h"
#include "worker/firmware/firmware.h"

struct control_room;
struct db;
struct fleet;
struct turn;
struct fleet_miner;

/*
 * A change is a command on its way to a miner.  It is on record and durable
 * before it is sent; after the miner accepted it, it is read back, and only
 * what was read back is booked as done.  How far it is and what may follow is
 * a table: worker/control/life.h.
 *
 * A worker that starts again cannot know of what was queued or sent whether
 * it went out: it looks at the miner first, and tells it only if it has not
 * done it.
 *
 * In a hurry (the red band, the emergency stop) connections are many, waits
 * are short, and what cannot be confirmed in 10 s is stopped instead.
 */
struct change {
	struct command		 cmd;		/* texts in `text' */
	char			 text[3][48];	/* of cmd */
	char			 who[64];
	struct fleet_miner		*miner;
	struct flight		*flight;	/* the question that is out */
	enum life		 life;
	/* what kind of change it is */
	bool			 raises, hurry;
	bool			 emergency;	/* it is that stop's */
	/* what its row has: the row may be lost with its transaction */
	int64_t			 durable_id;	/* NONE: it is not yet */
	int64_t			 told_tries;	/* of cmd.tries */
	int64_t			 from_w, to_w;
	int64_t			 sent_ms, ends_ms, next_ms;
	struct change		*next;		/* of all, oldest first */
};

#define CHANGE_RED_MS	10000	/* to be read back, in a hurry */
#define CHANGE_CALM_MS	MINUTE_MS	/* and otherwise */

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
 * (*error tells). */
struct change *change_begin(const struct turn *, struct control_room *,
    struct fleet_miner *, const struct command *, bool hurry,
    const char **error);
/* Whether it ends in a stop; nothing takes the place of such a one. */
bool	change_stops(const struct change *);
/* What is read back before it is done: of one that became a stop its state. */
enum proof change_proof(const struct change *);
/* Whether it waits to be told, or to restart its miner. */
bool	change_unsent(const struct change *);
/* End the one in flight, as expired, to make place for a weightier. */
void	change_drop(const struct turn *, struct control_room *,
    struct fleet_miner *,
	    const char *why);
/* After the commit: send what is durable.  Reductions go also when the disk
 * is sick. */
void	changes_send(const struct turn *, struct control_room *, bool durable);
/* Within the turn: time-outs, and what is to be asked again. */
void	changes_turn(const struct turn *, struct control_room *);
int64_t	changes_next_ms(int64_t now_ms, const struct changes *);

/* It happened: where it is now, and what is shown of it.  False: it cannot
 * happen then, which is a fault of the program and logged. */
bool	change_step(struct change *, enum happening);
/* It begins there. */
void	change_enter(struct change *, enum life);
/* Book cmd.result and cmd.ended_at, and take it off the list. */
void	change_end(struct db *, struct control_room *, struct change *);
/* It was answered: ask again in so long. */
void	change_wait(int64_t now_ms, struct change *, int64_t ms);

/* A new one at the end of the list; its command with its texts. */
struct change *change_new(struct fleet *, struct changes *);
void	change_copy(struct change *, const struct command *);

/* worker/control/send.c: tell a miner. */
void	change_send(const struct turn *, struct control_room *,
	    struct change *);
void	change_restart(const struct turn *, struct control_room *,
	    struct change *);
/* What was told is stored only, and runs when mining restarts: so it must,
 * or, in a hurry, stop.  No question about it is out. */
void	change_stored(struct flight *, struct change *);

/* worker/control/read_back.c: read back what the miner did. */
void	change_read_back(const struct turn *, struct control_room *,
	    struct change *);

/* worker/control/confirm.c: the end of a change, good or bad. */
void	change_confirm(const struct turn *, struct control_room *,
	    struct change *);
void	change_fail(const struct turn *, struct control_room *, struct change *,
	    const char *why);
void	change_expire(const struct turn *, struct control_room *,
	    struct change *, const char *why);
/* How long a load that is shed in a hurry by a preset goes on; a stop is
 * always quick. */
void	change_note_drop(struct changes *, int64_t ms);
/* It runs at the throttle that it was told. */
void	change_note_throttle(int64_t now_ms, const struct change *);

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
