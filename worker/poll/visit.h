/* SPDX-License-Identifier: ISC */
#ifndef WORKER_POLL_VISIT_H
#define WORKER_POLL_VISIT_H

#include "worker/core/turn.h"
#include "worker/poll/poll.h"

/*
 * A visit: some questions to one host, one after the other, on one connection.
 * It lives in the call's arena and ends with the call.
 *
 * What the status of an answer means, for every question:
 *   2xx  the driver reads it;
 *   401  our key is no longer known there: one new key, then back off;
 *   403, 429  the password is refused: wait as told, never in a loop;
 *   else, or none: the host did not answer this question.
 */
struct visit {
	const struct turn	*turn;
	struct poll_room	*room;
	struct round		*round;
	struct fleet_miner		*miner;		/* NULL while unknown */
	const struct firmware	*firmware;
	char			 ip[16];
	struct http_call	*call;
	const char		*token, *key_new;
	void			*more;		/* the round's own */
};

/* Begin a visit at an address; there must be room in its http. */
struct visit *visit_begin(const struct turn *, struct poll_room *,
    struct round *, struct fleet_miner *, const char *ip);

/* Put a question; took() runs when it is answered.  The first goes out at
 * once, later ones when the running took() returns. */
void	visit_ask(struct visit *, enum question, bool last,
	    void (*took)(struct http_call *, void *visit));

/* NULL for 2xx, else what to say of it: "no answer: timed out", "HTTP 500". */
const char *visit_error(struct visit *);

/* After the driver has read an answer: values that it could not use are
 * counted, and named in the log when a miner begins to send such. */
void	visit_odd(struct visit *, enum question, const char *name,
	    const struct json_odd *);

#endif
