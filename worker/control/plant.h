/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_PLANT_H
#define WORKER_CONTROL_PLANT_H

#include "hive/plant/plant.h"
#include "worker/system/loop.h"

struct control_room;
struct round;
struct turn;

/*
 * The plant as the worker knows it: polled every plant_seconds, each answer
 * judged by the gate (hive/plant/plant.h), the last accepted reading kept with
 * the age that our own clock gives it.
 */
struct plant {
	struct plant_gate	 gate;
	bool			 asking;	/* a poll is out */
	int64_t			 accepted;	/* since the start */
	int64_t			 in_a_row;	/* accepted after a refusal */
	bool			 news;		/* accepted, not yet used */
	/* the last accepted */
	int64_t			 source_at, generation_w, container_w;
	int64_t			 seen_ms;	/* monotonic, when it came */
	int64_t			 late_ms;	/* its age when it came */
	/* the newest, accepted or not */
	enum plant_state	 state;		/* PLANT_NONE: none yet */
	char			 reason[200];
	bool			 clock_doubt;	/* it came from the future */
	int64_t			 clock_ms;	/* its clock less ours by the
						 * Date header; or NONE */
	int64_t			 trouble;	/* polls without an answer */
};

/* Called once the configuration is read; the last accepted reading on record
 * is where a blind descent would begin. */
void	plant_begin(const struct turn *, struct plant *);
/* How old the last accepted reading is; NEVER: there is none. */
int64_t	plant_age_ms(const struct plant *, int64_t now_ms);

/* The round "plant". */
void	plant_start(const struct turn *, struct control_room *, struct round *);
bool	plant_step(struct plant *);

#endif
