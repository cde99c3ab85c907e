/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ORDER_H
#define HIVE_ORDER_H

#include "hive/json.h"

/*
 * An order: what a responder or powerhivectl wants changed.  It goes over
 * the worker's unix socket; the worker checks the scope and the body again,
 * acts, commits, and only then answers.  An answer means: it is durable.
 *
 * On the wire each side sends one frame: four bytes of length (big endian)
 * and that many bytes of JSON, ORDER_MOST at most; one order a connection.
 */
#define ORDER_MOST	(2u << 20)

struct order {
	const char	*order;		/* a name of orders[] in the worker */
	const char	*who;		/* user:alice, token:7, local:0 */
	const char	*door;		/* basic, token, local */
	const char	*address;	/* of the client, or NULL */
	const char	*scope;		/* that the door gave it */
	const char	*target;	/* MAC, alias, ... or NULL */
	const char	*key;		/* Idempotency-Key, or NULL */
	const char	*if_match;	/* If-Match, or NULL */
	const char	*body;		/* JSON text as the client sent it */
};

struct answer {
	int64_t		 status;	/* as HTTP has them */
	const char	*why;		/* a sentence, when refused */
	const char	*pointer;	/* what in the body it is about */
	const char	*id;		/* of what was made */
	const char	*body;		/* JSON text for the client, or NULL */
};

extern const struct field order_fields[], answer_fields[];

/*
 * Send and wait.  Always fills the answer: without a worker (nobody
 * listens, no answer within timeout_ms) it has status 503.
 */
void	order_send(struct arena *, const char *socket_path,
	    const struct order *, int timeout_ms, struct answer *);

#endif
