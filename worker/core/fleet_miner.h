/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CORE_FLEET_MINER_H
#define WORKER_CORE_FLEET_MINER_H

#include <uthash.h>

#include "hive/alert/watch.h"
#include "hive/plan/plan.h"
#include "hive/site/site.h"
#include "worker/firmware/firmware.h"

struct change;

/*
 * A miner in memory, with what each room keeps of it between two polls: polls
 * whether it answers, control what it draws and was told, alerts what is
 * wrong with it.
 */

/* ---- Control ------------------------------------------------------------ */

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
#define CONTROL_NAME	33	/* a preset's name at most, terminated */

/* What control knows of it; worker/control/miner_state.h. */
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
	int		 dry;		/* noted in observe: index, STAY,
					 * STOP */

	/* of people */
	bool		 held;
	int64_t		 held_at;	/* since then */
	char		 circuit[81];
	int		 circuit_at;	/* among the balancer's, or -1 */
	int64_t		 circuit_age;	/* of circuit_at */
};

/* ---- Alerts ------------------------------------------------------------- */

/* Which rules are about a miner; the numbers are places in a fleet miner's
 * watch[]. */
enum miner_rule {
	MINER_LOST, MINER_FAILED, UNCONTROLLABLE, BOARD_MISSING, FAN_LOST,
	CHIP_HOT, HASHRATE_LOW, POOL_DEAD, RESTART_LOOP, TUNING_STUCK,
	MINER_RULES
};

/* What a fleet miner carries for the rules. */
struct miner_alerts {
	struct alert_watch	 watch[MINER_RULES];
	uint32_t		 fresh;	/* bits: began since the last step */
	uint32_t		 flooded;	/* bits: part of a flood */
	/* for the rules */
	int64_t			 chains;	/* of its model; 0: unknown */
	double			 usual_ths;	/* on this preset, or NaN */
	int64_t			 facts_ms;	/* when both were looked up */
	char			 preset[33];	/* that they are for */
	bool			 starting;	/* at the last reading */
	bool			 stopped;
	int64_t			 starts_ms[4];	/* its last starts */
	size_t			 next_start;
};

/* ---- The miner ---------------------------------------------------------- */

struct fleet_miner {
	int64_t		 row;
	char		 mac[18];
	char		 ip[16];	/* where it was seen last */
	const struct firmware *firmware;
	char		 model[41], version[33];
	double		 ths_per_miner;
	char		 key[65];	/* our API key there, "" for none */
	char		 unlock[129];	/* its own password, or "" */

	int64_t		 catalogue;	/* of its presets, or NONE */
	bool		 online, managed, conflict, retired;
	bool		 rescan;	/* ask everything again */
	bool		 key_bad;	/* the miner refused our key */
	int64_t		 catalogue_at;	/* wall clock; NONE: never read */
	int64_t		 clock_ms;	/* its clock less ours; NONE: it
					 * does not tell */
	uint64_t	 odd;		/* questions whose last answer had
					 * values that cannot be */
	bool		 boards;	/* it knows /boards, not /chains */

	/* monotonic ms */
	int64_t		 answered_ms;	/* last answer to a status poll */
	int64_t		 known_ms;	/* last answer to /info */
	int64_t		 next_probe_ms;	/* silent: not before */
	int64_t		 next_key_ms;	/* refused: not before */
	int64_t		 next_auth_ms;	/* our key is tried then */
	int		 misses;	/* status rounds without an answer */
	int		 silent;	/* probes without an answer */

	struct control	 control;	/* what the balancer knows of it */

	char		 rival_ip[16];	/* also claims this MAC */
	int64_t		 rival_ms;	/* when it did last */

	struct miner_alerts alerts;

	UT_hash_handle	 by_mac, by_ip;
};

/* Control knows nothing of it yet. */
void	control_begin(struct fleet_miner *);

/* Its credentials for a question. */
struct credentials credentials_of(const struct site *,
    const struct fleet_miner *);

#endif
