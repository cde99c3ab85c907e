/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_HTTP_H
#define WORKER_SYSTEM_HTTP_H

#include <stdbool.h>

#include "hive/alert/mail.h"
#include "hive/base/arena.h"
#include "worker/system/loop.h"

/*
 * Calls to miners and to the plant: many at once, one thread.
 *
 * A call is one visit to one host, with an arena of its own.  When it is
 * answered, `done' runs in the turn's transaction; it may fill in the next
 * request and http_again() to ask the same host on the same connection, or
 * return, and then the visit and its arena are free again.
 *
 * Whatever answers is hostile: a body over 256 kB, headers over 16 kB, a
 * redirect, another protocol, an address outside `allowed' end the call with
 * status 0 and a reason.  A mail that was handed over has its server's last
 * status, which is 2xx as well.
 *
 * http.c does this with libcurl; tests link tests/fake/http.c instead, which
 * answers from a script and needs neither sockets nor time.
 */
#define HTTP_BODY_MAX	262144
#define HTTP_HEADERS	4

struct http_call {
	struct arena	 arena;

	/* the request; http_call() and http_again() begin with it empty */
	const char	*method;	/* NULL: GET, or POST with a body */
	const char	*url;
	const char	*header[HTTP_HEADERS];	/* "x-api-key: ..." */
	const char	*body;		/* sent as JSON; "" is an empty POST */
	struct mail	*mail;		/* to hand over there instead */
	const char	*ca_file;	/* NULL: the system's */
	long		 connect_ms, timeout_ms;
	bool		 last;		/* no further call on this connection */

	/* the answer */
	int		 status;	/* 0: none, `why' tells */
	const char	*why;
	char		*text;		/* terminated */
	size_t		 len;
	long		 ms;		/* it took */
	int64_t		 date_s;	/* Date header, unix seconds; 0: none */

	void		(*done)(struct http_call *, void *arg);
	void		*arg;
	bool		 again;		/* set by http_again() */
};

struct http;

/*
 * At most so many calls in flight; allowed(ip in host order) is asked before
 * each connection.  Without it, calls go anywhere by TLS, and without TLS to
 * this machine and to private addresses.
 */
struct http *http_new(struct loop *, int in_flight,
    bool (*allowed)(void *arg, uint32_t ip), void *arg);
void	 http_free(struct http *);

/* How many calls may be begun now. */
int	 http_room(struct http *);
/* A new visit; there must be room. */
struct http_call *http_call(struct http *);
void	 http_send(struct http *, struct http_call *,
	    void (*done)(struct http_call *, void *arg), void *arg);
/* From within done: the same visit's next request, which the caller fills in
 * afterwards and which is sent when done returns. */
void	 http_again(struct http_call *,
	    void (*done)(struct http_call *, void *arg), void *arg);

/* Whether calls are answered and wait for http_finish(). */
bool	 http_ready(struct http *);
/* Run `done' of every call that is answered. */
void	 http_finish(struct http *);

#endif
