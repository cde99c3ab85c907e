/* SPDX-License-Identifier: ISC */
#ifndef WORKER_POLL_POLL_H
#define WORKER_POLL_POLL_H

#include "hive/reading/chips.h"
#include "hive/reading/reading.h"
#include "worker/poll/pass.h"

struct alert_room;
struct control_room;
struct health;
struct http;
struct round;
struct scan;
struct scan_queue;
struct secret_key;
struct turn;
struct fleet_miner;

/*
 * The rounds over the miners: who is there, what it draws, how its chips are.
 * Answers are gathered and kept together, a second's worth at a time.
 */
#define STATUS_BATCH	2048
#define CHIPS_BATCH	64

struct poll_room {
	struct control_room	*control;	/* who hears of readings */
	struct alert_room	*alerts;
	struct health		*health;
	const struct secret_key	*secret;	/* of the miners' keys */
	struct http		*http;
	struct scan		*scan;
	struct scan_queue	*found;		/* who answered the scan */
	int			 visiting;	/* miners, for discovery */
	struct status_round {
		struct pass	 pass;
		struct arena	 arena;		/* of the readings */
		struct reading	 readings[STATUS_BATCH];
		size_t		 n;
		int64_t		 since_ms;
	} status;
	struct telemetry_round {
		struct pass	 pass;
		struct arena	 arena;		/* of the polls */
		struct telemetry polls[CHIPS_BATCH];
		size_t		 n;
		int64_t		 since_ms;
	} telemetry;
};

void	poll_close(struct poll_room *);

/* worker/poll/discover.c: who is out there. */
void	discover_start(const struct turn *, struct poll_room *);
bool	discover_step(const struct turn *, struct poll_room *, struct round *);
/* Ask this miner everything again, soon. */
void	discover_again(struct poll_room *, struct fleet_miner *);

/* worker/poll/status.c and worker/poll/telemetry.c */
void	status_start(struct status_round *);
bool	status_step(const struct turn *, struct poll_room *, struct round *);
void	telemetry_start(struct telemetry_round *);
bool	telemetry_step(const struct turn *, struct poll_room *, struct round *);

#endif
