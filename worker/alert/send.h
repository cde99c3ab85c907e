/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ALERT_SEND_H
#define WORKER_ALERT_SEND_H

#include "hive/alert/notice.h"

struct work;
struct alert_rule;
struct http_call;

/*
 * Telling people: over each channel that the site has, what waits there is
 * sent in one piece, again after a failure (10 s, doubled up to 15 min), and
 * taken off the record in the turn in which it was taken.  So it is told at
 * least once, and after a crash perhaps twice.
 */

/* An alert has `began' or `ended': queue it where it is loud enough. */
void	alert_tell(struct work *, int64_t id, const struct alert_rule *,
	    const char *kind);
/* A text for all channels, through the queue: `report'. */
void	alert_tell_text(struct work *, const char *kind, const char *text);
/* Send what is due. */
void	alert_send_step(struct work *);
int64_t	alert_send_next_ms(const struct work *);
/* The database is sick: what cannot be queued is told from memory, once. */
void	alert_send_sick(struct work *);
/* At the start. */
void	alert_send_begin(struct work *);

/* Send this one now, past the queue; done as http_send() has it.  NULL, or
 * why not. */
const char *alert_send_now(struct work *, const char *channel,
    const struct notice *, void (*done)(struct http_call *, void *arg),
    void *arg);
/* NULL, or what to say of a call that was answered. */
const char *alert_send_wrong(const struct http_call *);

#endif
