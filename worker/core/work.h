/* SPDX-License-Identifier: ISC */
#ifndef WORKER_WORK_H
#define WORKER_WORK_H

#include "hive/ledger/signed_head.h"
#include "hive/reading/retention.h"
#include "hive/service/health.h"
#include "hive/site/setting.h"
#include "hive/site/site.h"
#include "worker/control/balance.h"
#include "worker/control/change.h"
#include "worker/control/plant.h"
#include "worker/core/fleet.h"
#include "worker/emergency/emergency.h"
#include "worker/system/http.h"
#include "worker/system/scan.h"

/* What is known of the meters' broker (worker/ledger/meter_mqtt.c). */
struct broker_state {
	bool	 wanted, up;
	char	 why[160];		/* the last trouble */
	int64_t	 dropped;		/* messages, in the last hours */
	int64_t	 dropped_ms;		/* when that was told; 0: never */
};

/*
 * Everything the worker holds, handed from hand to hand.  The two clocks are
 * read once a turn, in main.c: now_ms is monotonic and is what ages, timers
 * and back-offs use; wall_ms is only written down.
 */
struct work {
	struct arena		 site_arena;
	struct site		 site;
	const char		*site_path;
	struct db		*db;
	struct arena		 settings_arena;
	struct settings		 settings;
	struct secret_key	 secret;
	struct chain_key	 chain_key;
	struct chain_public	 chain_public;	/* and those before it */
	struct fleet		 fleet;
	struct loop		*loop;
	struct http		*http;		/* polls */
	struct http		*outside;	/* the plant and the like */
	struct http		*commands;	/* to miners */
	struct plant		 plant;
	struct balancer		 balancer;
	struct changes		 changes;
	struct stop		 stop;
	bool			 balance_now;	/* do not wait for the tick */
	struct scan		*scan;
	int			 visiting;	/* miners, for discovery */
	struct orders		*orders;
	struct mqtt		*mqtt;		/* NULL: no meters by MQTT */
	struct broker_state	 broker;
	struct worker_state	 state;
	int64_t			 now_ms, wall_ms;
	char			 folder[4096];	/* of the database */
	int64_t			 sick_turns;	/* since the disk failed */
	bool			 lost_turn;	/* one was not written, and what
						 * it said is still believed */
	int64_t			 dropped;	/* readings not kept then */
	int64_t			 crashes;	/* in the hour before us */
	bool			 stopping, reload;
	bool			 miners_changed, models_changed;
};

/*
 * A round is one pass over the farm.  The table rounds[] in worker/schedule.c
 * is the whole schedule: `start' begins a pass when it is due, `step' is
 * called each turn while the pass runs and says when it has ended.
 */
struct round {
	const char		*name;
	/* 0: this site has no such round */
	int64_t			(*interval_ms)(const struct site *);
	void			(*start)(struct work *, struct round *);
	/* True: the pass has come to its end. */
	bool			(*step)(struct work *, struct round *);

	bool			 running, late;
	int64_t			 at_ms, wall_ms;	/* this pass began */
	int64_t			 asked, kept, lost, passes;
};

extern struct round rounds[];

/* Start what is due and step what runs, within the turn's transaction. */
void	rounds_turn(struct work *);
/* When the next round is due at the latest. */
int64_t	rounds_next_ms(const struct work *);

/* worker/poll/discover.c: who is out there. */
void	discover_start(struct work *, struct round *);
bool	discover_step(struct work *, struct round *);
/* Ask this unit everything again, soon. */
void	discover_again(struct work *, struct unit *);

/* worker/poll/status.c and worker/poll/telemetry.c */
void	status_start(struct work *, struct round *);
bool	status_step(struct work *, struct round *);
void	telemetry_start(struct work *, struct round *);
bool	telemetry_step(struct work *, struct round *);

/* The unit's credentials for a question. */
struct whom whom_of(const struct work *, const struct unit *);

/* worker/control/power_log.c: after a cycle of the balancer, how power stands.
 * */
void	power_status(struct work *);

/* worker/order/setting.c: the settings have changed in the database.  A sick
 * one tells nothing, here and where else the worker follows it: what was
 * known stays. */
void	settings_follow(struct work *);

/* An event of a miner: recorded and logged. */
void	tell(struct work *, const char *kind, const struct unit *,
	    const char *text);

#endif
