/* SPDX-License-Identifier: ISC */
#ifndef HIVE_MINER_COMMAND_H
#define HIVE_MINER_COMMAND_H

#include "hive/db/db.h"
#include "hive/miner/action.h"
#include "hive/miner/reason.h"

/* How far a command is; see struct command for which follows which. */
enum command_state {
	COMMAND_NONE, COMMAND_QUEUED, COMMAND_SENT, COMMAND_ACCEPTED,
	COMMAND_CONFIRMED, COMMAND_FAILED, COMMAND_EXPIRED
};

extern const char *const command_state_words[];

/* Which part of the worker told a miner something by itself; the absent one
 * stands for a person, whose name is no word of ours: user:NAME, local:0. */
enum teller {
	TELLER_PERSON, TELLER_BALANCER, TELLER_RELEASE, TELLER_LATCH,
	TELLER_STOP_ALL
};

extern const char *const teller_words[];

/*
 * What a miner was told.  A command is on record and durable before it is
 * sent, so that a worker that starts again knows what is in flight:
 *
 *	queued -> sent -> accepted -> confirmed | failed
 *	queued -> expired
 *
 * `confirmed' means read back from the miner, never its 200 alone.
 */
struct command {
	int64_t		 id, at, row;		/* row: of the miner */
	const char	*miner;			/* its MAC, when read */
	enum action	 action;
	const char	*preset;
	int64_t		 percent;
	const char	*who;		/* a teller's word or a person */
	enum reason	 reason;
	int64_t		 decision, emergency;
	const char	*old_preset;
	int64_t		 old_w, new_w;
	double		 delta_ths;
	int64_t		 dry;			/* flag */
	enum command_state state;
	const char	*result;
	int64_t		 tries, sent_at, accepted_at, ended_at;
};

extern const struct field command_fields[];

/* Whether a person or a part of the worker told it. */
enum teller command_teller(const struct command *);
/* Returns its id, or NONE. */
int64_t	command_add(struct db *, const struct command *);
/* Its state, result, tries and instants. */
void	command_set(struct db *, const struct command *);
/* It belongs to an emergency stop from now on. */
void	command_adopt(struct db *, const struct command *);
/* Whether the miner was told something since then. */
bool	command_sent_since(struct db *, int64_t row, int64_t since_at);
bool	command_get(struct db *, struct arena *, int64_t id,
    struct command *);
/* Newest first, with ids below that one; mac and state may be NULL, decision
 * NONE. */
struct query *command_list(struct db *, const char *mac, const char *state,
    int64_t decision, int64_t below, int64_t limit);
/* Step through either. */
bool	command_next(struct db *, struct query *, struct command *);
/* All that have not ended, oldest first, and how many these are. */
struct query *command_open(struct db *);
int64_t	command_open_count(struct db *);
/* The last of each miner that was sent. */
struct query *command_last(struct db *);
/* The last preset that each miner accepted. */
struct query *command_stored(struct db *);
/* Those that raised and were sent since then, oldest first. */
struct query *command_raises(struct db *, int64_t since_at);
/* All commands of an emergency stop, oldest first, without those of miners that
 * a person has told something since. */
struct query *command_emergency(struct db *, int64_t emergency);
/* Keep a row's texts in the arena. */
void	command_keep(struct arena *, struct command *);

/* As GET /api/balance/events shows each change of a miner, the balancer's and
 * people's: by the names of an older PowerHive, beside the site's state when it
 * was decided. */
struct balance_event {
	int64_t		 id;
	const char	*miner_id, *old_preset, *new_preset;
	int64_t		 old_power, new_power;
	enum reason	 reason;
	int64_t		 total_consumption_before, total_consumption_after;
	int64_t		 available_power, target_power;
	int64_t		 success;		/* flag; NONE: still open */
	const char	*error_message;
	int64_t		 recorded_at;
	enum action	 action;
	enum command_state state;
	const char	*who;
	double		 delta_ths;
	int64_t		 dry, decision;
};

extern const struct field balance_event_fields[];

/* Newest first, with ids below that one; mac may be NULL. */
struct query *balance_event_list(struct db *, const char *mac,
    int64_t below, int64_t limit);

#endif
