/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_BALANCE_H
#define WORKER_CONTROL_BALANCE_H

#include "hive/balance/balance.h"
#include "hive/miner/circuit.h"
#include "hive/plan/plan.h"

struct control_room;
struct db;
struct plant;
struct turn;

/*
 * The balancer: at each new reading of the plant, at each tick and when
 * something went wrong, one snapshot is taken, one plan is made
 * (hive/plan/plan.h), carried out or only observed, and written down as one
 * decision.
 *
 * States: INIT, until two readings were accepted and the miners are known;
 * CONTROL; HOLD, no raise because something is not known; SHED, load goes
 * down; STOP, latched by a person.  What fails moves it to the right; HOLD
 * and SHED go back after two accepted readings in a row.
 */
#define BUDGETS_KEPT	2048
#define DRAWS_KEPT	512

struct balancer {
	enum balance_state state;
	bool		 begun;			/* INIT is over */
	int64_t		 started_ms, cycle_ms, second_ms;
	/* what was available at each accepted reading */
	struct { int64_t at_ms, w; } budgets[BUDGETS_KEPT];
	size_t		 n_budgets;
	/* the bounds of what the miners drew, second by second */
	struct drawn { int64_t at_ms, min_w, max_w; } draws[DRAWS_KEPT];
	size_t		 n_draws;
	int64_t		 other_w;		/* load beside the miners; NONE:
						 * not known yet */
	int64_t		 other_ms;		/* when it was sure; 0: never */
	/* what may still be raised and lowered this minute */
	double		 ramp_up_w, ramp_down_w;
	bool		 ramp_full;		/* all of a minute's is there */
	int64_t		 ramp_ms;
	int64_t		 start_ms;		/* when the next may start */
	/* circuits in memory */
	struct arena	 arena;
	struct plan_circuit *circuits;
	size_t		 n_circuits;
	int64_t		 circuits_age;		/* counts their changes */
	int64_t		 hour_at;		/* roll-ups are kept to here */
	int64_t		 available_w, target_w;	/* of the last cycle */
	/* as people last saw it; none: they did not yet */
	enum balance_status status;
	enum band	 band;
	int64_t		 drawn_w, expected_w;
	int64_t		 decision;		/* its row */
	int64_t		 shown_ms;		/* when people last saw it */
	bool		 moving;		/* with commands under way */
	int64_t		 logged_ms;		/* cycle that the log tells */
	struct arena	 plans;			/* of one plan at a time */
};

/* What a cycle begins with, and what it came to. */
struct cycle {
	struct plan	 plan;
	int64_t		 age_ms;
	bool		 fresh;
	enum balance_state state;
};

void	balance_begin(const struct turn *, struct control_room *);
/* Circuits have changed in the database. */
void	balance_follow(struct db *, struct balancer *);
/* Once a turn: a cycle when one is due. */
void	balance_turn(const struct turn *, struct control_room *);
int64_t	balance_next_ms(const struct turn *, const struct control_room *);
/* A plan without acting on it; for what people ask. */
void	balance_plan(const struct turn *, struct control_room *, struct arena *,
	    struct cycle *);
/* What raises may add now, in W: below the target, and on the ramp.  A ramp
 * that is full lets one raise pass that is larger than it. */
struct headroom {
	int64_t		 w, ramp_w;
	bool		 ramp_full;
};

struct headroom balance_room(const struct turn *, struct control_room *,
    struct arena *);
/* False: so much does not fit. */
bool	balance_take(struct headroom *, int64_t w);

/* worker/control/balance_record.c: a decision's row, whose id is returned; and
 * how things stand now. */
int64_t	cycle_record(const struct turn *, struct plant *, struct arena *,
	    const struct cycle *, enum decision_cause, int64_t us);
void	cycle_show(const struct turn *, struct control_room *, struct arena *,
	    const struct cycle *);

/* worker/control/balance_move.c: the plan's moves are told, or only noted, by
 * the mode. */
void	cycle_carry_out(const struct turn *, struct control_room *,
	    struct cycle *, int64_t decision);

/* worker/control/budget.c: what may be drawn.  Fills the given part of the plan
 * but for its miners. */
void	budget_find(const struct turn *, struct control_room *, struct cycle *);
/* The plant's data are fresh and the last cycle had nothing in doubt. */
bool	budget_sound(const struct turn *, const struct control_room *);
/* A reading was accepted. */
void	budget_note(const struct turn *, struct control_room *);
/* Each second: what the miners draw. */
void	budget_draws(const struct turn *, struct balancer *);
/* What was raised and lowered counts against the ramps. */
void	budget_spend(struct balancer *, int64_t up_w, int64_t down_w);

#endif
