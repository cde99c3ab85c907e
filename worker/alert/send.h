/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ALERT_SEND_H
#define WORKER_ALERT_SEND_H

#include "hive/alert/notice.h"

struct alert_room;
struct site;
struct turn;
struct alert_rule;
struct http_call;

/*
 * Telling people: over each channel that the site has, what waits there is
 * sent in one piece, again after a failure (10 s, doubled up to 15 min), and
 * taken off the record in the turn in which it was taken.  So it is told at
 * least once, and after a crash perhaps twice.
 */

#define ALERT_CHANNELS	2
#define ALERT_ONCE	50	/* in one piece */

struct channel {
	enum notice_channel channel;
	bool		 busy;
	int64_t		 fails;
	int64_t		 next_ms;
	/* What is under way on it; one at a time. */
	struct sending {
		const struct turn	*turn;
		struct alert_sender	*sender;
		struct channel		*channel;
		size_t			 n;
		int64_t			 id[ALERT_ONCE], queued_at[ALERT_ONCE];
	} sending;
};

struct alert_sender {
	struct http	*outside;
	struct channel	 channels[ALERT_CHANNELS];
	int64_t		 next_ms, beat_ms;
	bool		 beating, told_sick;
};

/* An alert has `began' or `ended': queue it where it is loud enough. */
void	alert_tell(const struct turn *, struct alert_sender *, int64_t id,
	    const struct alert_rule *, const char *kind);
/* A text for all channels, through the queue: `report'. */
void	alert_tell_text(const struct turn *, struct alert_sender *,
	    const char *kind, const char *text);
/* Send what is due. */
void	alert_send_step(const struct turn *, struct alert_room *);
int64_t	alert_send_next_ms(const struct site *, const struct alert_sender *);
/* The database is sick: what cannot be queued is told from memory, once. */
void	alert_send_sick(const struct turn *, struct alert_sender *);
/* At the start. */
void	alert_send_begin(int64_t now_ms, struct alert_sender *);

/* Send this one now, past the queue; done as http_send() has it.  NULL, or
 * why not. */
const char *alert_send_now(const struct site *, struct alert_sender *,
    enum notice_channel, const struct notice *,
    void (*done)(struct http_call *, void *arg), void *arg);
/* NULL, or what to say of a call that was answered. */
const char *alert_send_error(struct http_call *);

#endif
