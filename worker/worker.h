/* SPDX-License-Identifier: ISC */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include "worker/core/health.h"
#include "worker/ledger/meter_mqtt.h"
#include "worker/order/orders.h"

/* When what is done now and then is due; worker/upkeep.c. */
struct upkeep {
	int64_t	beat_ms, care_ms, checkpoint_ms, watchdog_ms, mend_ms;
	int64_t	watchdog_every_ms, ballast_ms;
};

/*
 * The process: it owns the turn, what each room remembers, and what they
 * share.  Only the files beside this one know it; a room is handed its own.
 */
struct worker {
	struct turn		 turn;
	const char		*site_path;
	struct arena		 site_arena;
	struct site		 site;
	struct settings_kept	 settings;
	struct fleet		 fleet;
	struct secret_key	 secret;
	char			 folder[4096];	/* of the database */
	struct health		 health;

	struct arena		 arena;		/* until the end */
	struct loop		*loop;
	struct http		*outside;	/* the plant and the like */
	struct orders		*orders;

	struct round		 rounds[ROUNDS];
	struct control_room	 control;
	struct emergency_room	 emergency;
	struct alert_room	 alerts;
	struct poll_room	 polls;
	struct meters		 meters;
	struct books		 books;
	struct prices		 prices;
	struct rooms		 rooms;		/* for orders */

	struct upkeep		 due;
	bool			 lost_turn;	/* one was not written, and what
						 * it said is still believed */
	bool			 stopping, reload;
};

/* Hand out what is in it to those of its parts that need it; before all
 * else. */
void	worker_wire(struct worker *);

/*
 * The worker's life: open everything, take turns, close.
 *
 * A turn waits for the world, then does all that is ready in one
 * transaction: answers of miners, orders, rounds, heartbeat.  After the
 * commit the orders are answered.  No turn waits inside its transaction.
 */
void	worker_open(struct worker *);	/* ends the process if it cannot */
void	worker_turn(struct worker *);
void	worker_close(struct worker *);

/* worker/schedule.c: start what is due and step what runs, within the turn's
 * transaction. */
void	rounds_turn(struct worker *);
/* When the next round is due at the latest. */
int64_t	rounds_next_ms(const struct worker *);

#endif
