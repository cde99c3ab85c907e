/* SPDX-License-Identifier: ISC */
#ifndef TESTS_SIM_POST_H
#define TESTS_SIM_POST_H

#include <MQTTAsync.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "tests/sim/board.h"

/*
 * One simulated board at its broker: connecting under its name, telling what
 * it has made, keeping what was not acknowledged.  All is called by one
 * thread; Paho's own change states only, and ring the bell.
 */
#define WINDOW		20	/* messages of a board under way */
#define TICKETS		1024	/* of a board; far more than can be under way */

enum link { DOWN, TRYING, UP, LEAVING };

/* Where all boards go, and what they share. */
struct broker {
	const char	*uri, *ca_file, *prefix;
	char		 password[256];	/* of every board; "": none */
	struct arena	 text;		/* of the message that is made */
	sem_t		 bell;		/* rung by Paho's threads */
};

/* One message under way; Paho's threads only write `state'. */
struct flight {
	struct broker		*broker;
	struct board_reading	*reading;
	int64_t			 boot, seq;	/* it may be made anew */
	bool			 used;
	_Atomic int64_t		 state;		/* ticket << 2 | enum done */
};

/* What Paho is told of a message: it may send one that was in its queue when
 * the connection broke after the next one is made, and tell of it then, when
 * its flight is another message's. */
struct ticket {
	struct flight	*flight;
	int64_t		 number;
};

/* A board's connection. */
struct post {
	struct board		 board;
	struct broker		*broker;
	MQTTAsync		 client;
	_Atomic int		 link;
	struct flight		 flights[WINDOW];
	struct ticket		 tickets[TICKETS];
	int64_t			 tickets_n;
	int64_t			 retry_at, heartbeat_at;
	int64_t			 sent, acknowledged;
	bool			 said_online;
	char			 will[160];	/* its topic */
};

/* A board that was initialized gets a client; NULL, or what is wrong. */
const char *post_open(struct post *, struct broker *);
/* What is to be done at this time since the start. */
void	post_step(struct post *, int64_t now_ms);
/* Say offline and leave, if it is connected. */
void	post_leave(struct post *);

#endif
