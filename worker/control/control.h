/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_CONTROL_H
#define WORKER_CONTROL_CONTROL_H

#include "worker/control/balance.h"
#include "worker/control/change.h"
#include "worker/control/gate.h"
#include "worker/control/plant.h"

/* The emergency stop in force, which control heeds; worker/emergency says
 * it. */
struct stop {
	bool		 latched;
	int64_t		 id;		/* in table emergency; NONE: no row */
	enum emergency_action action;
	enum emergency_scope scope;
	char		 who[64];
};

/* What control remembers from turn to turn. */
struct control_room {
	struct plant		 plant;
	struct balancer		 balancer;
	bool			 balance_now;	/* do not wait for the tick */
	struct changes		 changes;
	struct model_limits	 limits;
	struct stop		 stop;
	struct http		*commands;	/* to miners */
	struct http		*outside;	/* to the plant */
};

/* worker/control/power_log.c: how power stands, after a cycle. */
void	power_status(const struct turn *, struct balancer *);

#endif
