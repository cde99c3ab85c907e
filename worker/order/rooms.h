/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ORDER_ROOMS_H
#define WORKER_ORDER_ROOMS_H

#include "worker/alert/alert.h"
#include "worker/control/control.h"
#include "worker/core/round.h"
#include "worker/emergency/emergency.h"
#include "worker/ledger/rating.h"
#include "worker/poll/poll.h"

/* An order may concern any room; nobody else is given them all. */
struct rooms {
	struct settings_kept	*settings;
	struct round		*rounds;	/* ROUNDS of them */
	struct control_room	*control;
	struct emergency_room	*emergency;
	struct alert_room	*alerts;
	struct poll_room	*polls;
	struct books		*books;
	struct prices		*prices;
};

#endif
