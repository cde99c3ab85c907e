/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ORDER_ORDER_H
#define HIVE_ORDER_ORDER_H

#include "hive/json/json.h"

/*
 * An order: what a responder or powerhivectl wants changed.  It goes over
 * the worker's unix socket; the worker checks the scope and the body again,
 * acts, commits, and only then answers.  An answer means: it is durable.
 *
 * On the wire a frame is four bytes of length (big endian) and that many bytes
 * of JSON, ORDER_MOST at most; one order a connection.  The worker speaks
 * first: an answer with status 100, or why it hears nobody.  Then comes the
 * order, then its answer.  A socket that systemd keeps takes connections also
 * while no worker lives: the greeting is the sign of life, and what was not
 * greeted has ordered nothing, also when a worker comes later.
 */
#define ORDER_MAX	(4u << 20)	/* the plan of 10,000 miners: 2.5 MB */
#define ORDER_GREETING_MS 1000		/* a worker that is well needs 50 */

/* Through which door an order came.  In a frame it is a word: one that we do
 * not know must not be taken for none, which is local. */
enum door { DOOR_NONE, DOOR_BASIC, DOOR_TOKEN, DOOR_LOCAL };
extern const char *const door_words[];

struct order {
	const char	*order;		/* a name of order_kinds[] */
	const char	*who;		/* user:alice, token:7, local:0 */
	const char	*door;		/* basic, token, local */
	const char	*address;	/* of the client, or NULL */
	const char	*scope;		/* that the door gave it */
	const char	*target;	/* MAC, alias, ... or NULL */
	const char	*key;		/* Idempotency-Key, or NULL */
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
 * A frame on its way through a non-blocking socket, in either direction;
 * its bytes are in the arena.  Start reading with a cleared one.  MORE: the
 * socket has no more now, call again when poll() says so.
 */
struct order_frame {
	unsigned char	 head[4];	/* what is read first */
	char		*bytes;		/* head and JSON, terminated */
	size_t		 size, at;	/* of all; done so far */
};

enum order_frame_state { FRAME_MORE, FRAME_DONE, FRAME_BROKEN };

/* False: longer than ORDER_MOST. */
bool	order_frame_make(struct arena *, struct order_frame *,
	    const struct field *, const void *record);
enum order_frame_state order_frame_write(struct order_frame *, int fd);
enum order_frame_state order_frame_read(struct arena *,
	    struct order_frame *, int fd);
/* Fill the record from a frame that is done; false: no such JSON. */
bool	order_frame_take(struct arena *, const struct order_frame *,
	    const struct field *, void *record);

/* The worker's first word on a connection; why: NULL, or why it ends here. */
bool	order_greet(struct arena *, int fd, const char *why);

/*
 * Send and wait.  Always fills the answer: without a worker (nobody listens,
 * no greeting within ORDER_GREETING_MS, no answer within timeout_ms) it has
 * status 503.
 */
void	order_send(struct arena *, const char *socket_path,
	    const struct order *, int timeout_ms, struct answer *);

#endif
