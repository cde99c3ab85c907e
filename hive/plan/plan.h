/* SPDX-License-Identifier: ISC */
#ifndef HIVE_PLAN_PLAN_H
#define HIVE_PLAN_PLAN_H

#include "hive/miner/action.h"
#include "hive/miner/reason.h"
#include "hive/plan/knapsack.h"
#include "hive/site/setting.h"

/*
 * One cycle of the balancer as a pure function: what is known about the plant
 * and the miners goes in, what each miner is to do comes out.  The worker acts
 * on it, GET /api/balance/plan shows it, tests feed it tables.
 *
 * Powers of a miner are estimates in W at the wall:
 *
 *	draws_w		what it draws now, as far as it says
 *	expected_w	when every change under way has landed; shedding looks
 *			at it, so that the same is not shed twice
 *	pessimist_w	a raise counts from when it was decided, a reduction
 *			when it was read back; raising looks at it
 */

/* How near the miners are to what may be drawn. */
enum band {
	BAND_ABSENT, BAND_UNKNOWN,	/* nothing of the plant is known yet */
	BAND_GREEN, BAND_HEADROOM, BAND_YELLOW, BAND_RED
};

extern const char *const band_words[];

/* What a preset means for this one miner. */
struct plan_preset {
	const char	*name;
	int64_t		 label_w;	/* NONE: unreadable */
	int64_t		 power_w;	/* learned, or label x its ratio */
	double		 label_ths;	/* 0: not told */
	double		 hashrate_ths;	/* as power_w */
	bool		 modded_psu;	/* needs a modified power supply */
};

enum plan_phase {
	PLAN_SETTLED,		/* mining or tuning; it may be told */
	PLAN_MOVING,		/* starting, restarting, stopping */
	PLAN_FLIGHT,		/* a change is under way */
	PLAN_STOPPED,		/* stopped by us; it may be started */
	PLAN_RESTING,		/* stopped by somebody else */
	PLAN_DEAD,		/* failure */
	PLAN_SILENT		/* it does not answer, or not enough */
};

#define PLAN_STANDBY_W	20	/* a stopped miner draws so much */
#define PLAN_STAY	(-1)
#define PLAN_STOP	(-2)

struct plan_miner {
	void			*who;		/* the caller's */
	const char		*mac;
	bool			 managed, held;
	const char		*barred;	/* why we may not talk to it */
	bool			 capped;	/* limit_w is a person's */
	enum plan_phase		 phase;
	const struct plan_preset *presets;
	int			 n;
	int			 now;		/* the one it has; -1: none of
						 * them, or stopped */
	int64_t			 limit_w;	/* no preset above it, ever */
	int64_t			 draws_w, expected_w, pessimist_w;
	double			 hashrate_ths;	/* expected of `now' */
	int64_t			 since_ms;	/* since its last change */
	int			 raises;	/* in the last hour */
	bool			 backs_off;	/* it refused to obey */
	bool			 throttled;	/* it runs on less than `now' */
	bool			 stopping;	/* told so, in a hurry */
	bool			 throttling;	/* likewise: only a stop is
						 * more */
	int			 circuit;	/* index, or -1 */

	/* the plan */
	int			 to;		/* preset, STAY or STOP */
	int64_t			 to_w;
	double			 delta_ths;
	enum reason		 reason;
	const char		*left_out;	/* why it may not be moved */
	int			 order;		/* of execution, from 1 */
};

struct plan_circuit {
	const char	*name;
	int		 parent;		/* index, or -1 */
	int64_t		 limit_w;		/* NONE: none */
	int		 phase;			/* 0 to 2; -1: none */
	int64_t		 expected_w, pessimist_w;	/* below it */
};

struct plan {
	/* given */
	const struct settings	*settings;
	struct plan_miner	*miners;
	size_t			 n;
	struct plan_circuit	*circuits;
	size_t			 n_circuits;
	bool			 have;		/* any accepted reading */
	bool			 may_raise;	/* fresh, settled, no doubt */
	bool			 blind;		/* the stale descent runs */
	bool			 critical;	/* generation is critical */
	bool			 stop_only;	/* red: stop, no presets */
	int64_t			 available_w, target_w, target_up_w;
	int64_t			 ramp_up_w, ramp_down_w;	/* left now */
	bool			 ramp_full;	/* no raise for a minute: one
						 * that is larger may pass */
	int			 starts;	/* that may begin now */
	int64_t			 phase_w[3];	/* pessimist, by phase */

	/* found */
	enum band		 band;
	enum reason		 reason;	/* of the moves */
	int64_t			 draws_w, expected_w, pessimist_w;
	int64_t			 managed_w, unmanaged_w, silent_w, flight_w;
	int64_t			 fixed_w, cap_w;
	size_t			 movable, managed, silent, known;
	struct solution		 solution;
	int			 downs, ups;
	int64_t			 down_w, up_w;
};

/* Add up what the miners draw, find band and reason, move no miner. */
void	plan_look(struct plan *);
/* Fill `to' and what is found. */
void	plan_make(struct arena *, struct plan *);
/* W around the target in which nothing is done. */
int64_t	plan_tolerance_w(const struct settings *, int64_t target_w);
/* What this miner is to be told; ACTION_NONE: nothing. */
enum action plan_action(const struct plan_miner *);

#endif
