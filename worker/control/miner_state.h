/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_H
#define WORKER_CONTROL_H

#include "hive/plan/plan.h"
#include "hive/reading/reading.h"

struct work;
struct unit;
struct command;

/*
 * What the balancer knows of a miner between two readings: which state it is
 * in, what it draws, what it has learned of its presets, and when it was
 * changed last.  It follows readings and commands; nothing here is sent.
 */
enum control_state {
	STATE_UNKNOWN,
	STATE_MINING,
	STATE_TUNING,
	STATE_STARTING,		/* initializing, starting, restarting */
	STATE_STOPPING,
	STATE_STOPPED,
	STATE_FAILURE
};

#define RAISES_KEPT	60	/* max_changes_per_miner_hour at most */
#define CONTROL_STABLE	3	/* quiet readings, to be called stable */
#define CONTROL_NAME	33	/* a preset's name at most, terminated */
#define CONTROL_NOTHING_W 100	/* less is no mining */

struct control {
	/* of the last reading */
	int64_t		 read_ms;	/* 0: never */
	enum control_state state;
	int64_t		 state_time_s;
	int64_t		 power_w;	/* as it says; NONE */
	int64_t		 stable_w;	/* mean of the last quiet readings */
	int		 stable;	/* how many of them */
	double		 hashrate_ths;

	/* of its list */
	int64_t		 catalogue;	/* id; NONE: none read */
	struct plan_preset *presets;
	int		*samples;	/* learned, by preset */
	char		(*names)[CONTROL_NAME]; /* of the presets */
	int		 room;		/* for so many */
	int		 n, now;	/* now: -1 unknown or "disabled" */
	bool		 disabled;	/* it runs on full stock power */
	double		 ratio;		/* what it draws of a label */
	double		 ratio_ths;	/* what it hashes of a label */
	int		 ratio_n;

	/* of our commands */
	struct change	*change;	/* in flight, or NULL */
	int64_t		 changed_ms;	/* its last; 0: never */
	int64_t		 raised_ms[RAISES_KEPT];
	int64_t		 backs_off_ms;	/* no raise before */
	int		 disobeyed;	/* times in a row */
	bool		 ours;		/* its being stopped is our doing */
	int64_t		 told_ms;	/* by the emergency stop */
	const char	*refused;	/* why it could not be told so */
	bool		 noted;		/* in its file: latch.h */
	enum { BACK_NONE, BACK_START, BACK_PRESET } back;
	int		 back_to;	/* after a release: that preset */
	bool		 back_held;	/* held when the stop told it */
	int		 wanted;	/* last confirmed; -1 */
	int		 stored;	/* accepted, not run yet; -1 */
	int64_t		 stored_ms;
	int64_t		 throttle;	/* % of its preset; NONE: all of it */
	int64_t		 throttle_ms;
	int		 dry;		/* last seen only: index, STAY, STOP */

	/* of people */
	bool		 held;
	int64_t		 held_at;	/* since then */
	char		 circuit[81];
	int		 circuit_at;	/* among the balancer's, or -1 */
	int64_t		 circuit_age;	/* of circuit_at */
};

void	control_begin(struct unit *);
/* Its list of presets and what was learned of them; after a change of the
 * catalogue, and at the start. */
void	control_list(struct work *, struct unit *, int64_t catalogue);
/* All that was learned, once the fleet is loaded. */
void	control_load(struct work *);
/* A reading came. */
void	control_read(struct work *, struct unit *, const struct reading *);
/* It accepted a preset, and runs it from its next start on at the latest. */
void	control_stored(const struct work *, struct unit *, const char *name);
/* It was raised then. */
void	control_raised(struct control *, int64_t ms);
/* A preset's index in its list, or -1. */
int	control_preset(const struct control *, const char *name);
/* Its lowest preset, never "disabled", or -1. */
int	control_lowest(const struct control *);
enum control_state control_state(const char *word);

/* Its part of a plan.  round_ms: how often it is read. */
void	control_snapshot(const struct work *, const struct unit *,
	    struct plan_miner *);
/* What it would draw once it starts: the most, if that is not known. */
int64_t	control_start_w(const struct unit *);
/* What it will draw after a command; NONE: no other than before. */
int64_t	control_after_w(const struct unit *, const struct command *);
/* How many TH/s more it will have after it; NAN: not known, or no other. */
double	control_delta_ths(const struct unit *, const struct command *);
/* What it would draw now for good, as far as is known. */
int64_t	control_settled_w(const struct unit *);

/* What it draws at this moment is between these two. */
void	control_between(const struct work *, const struct unit *,
	    int64_t *least_w, int64_t *most_w);

#endif
