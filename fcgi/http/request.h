/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_REQUEST_H
#define FCGI_HTTP_REQUEST_H

#include "hive/base/scope.h"
#include "hive/db/db.h"
#include "hive/json/json.h"
#include "hive/order/order.h"
#include "hive/site/site.h"

/* The absent one: a method that no route has. */
enum method {
	METHOD_NONE, METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT,
	METHOD_PATCH, METHOD_DELETE
};

extern const char *const method_words[];

/*
 * A request, its answer and everything in between.  A handler reads its
 * arguments, asks the database, writes to `out' and returns the HTTP status.
 * Nothing is sent before it returns, so it may fail at any point.
 *
 * Arguments that do not fit are noted in `error' (the first one wins) and
 * replaced by their default; the router answers 400 with them after the
 * handler, whatever it returned.  A handler that changes something asks
 * `if (r->error) return 400' before it acts.
 */
#define PARTS_MAX	3

struct request {
	struct db	*db;		/* NULL: there is none to use ... */
	const char	*no_db;		/* ... and why */
	struct arena	*arena;
	const struct site *site;
	int64_t		 now;		/* wall clock, ms */

	enum method	 method;
	const char	*path, *query;
	/* Fills body and body_len with what was sent, so many bytes at the
	 * most: 0, or the status.  NULL: they are filled. */
	int		(*take_body)(struct request *, size_t max);
	const char	*body;		/* terminated; "" without one */
	size_t		 body_len;
	const char	*content_type, *accept, *if_none_match, *if_match;
	const char	*idempotency_key;
	const char	*gate;		/* basic or token: the door passed */
	const char	*user;		/* basic: checked by nginx */
	const char	*authorization;	/* token: "Bearer ph_..." */
	const char	*fetch_site, *origin, *host;
	const char	*address;	/* of the client */

	enum scope	 scope;		/* by auth.c */
	const char	*who;		/* user:alice, token:7 */
	const struct route *route;
	const char	*part[PARTS_MAX];	/* what {names} matched */
	bool		 csv;

	const char	*error, *error_pointer;

	struct json	 out;
	const char	*type;		/* content type; NULL: JSON */
	const char	*etag;		/* NULL: none */
	bool		 live;		/* never 304: that it answers tells */
	const char	*link, *location, *retry_after, *allow;
	const char	*disposition;	/* Content-Disposition */
	int64_t		 total;		/* X-Total-Count; NONE: none */
	void		(*push)(struct request *);	/* NULL: no streaming */
	void		*stream;	/* take_body()'s and push()'s own */
	bool		 pushed;	/* the answer's beginning is out */
	bool		 gone;		/* nobody reads any more */
};

/* Whether it only shows what there is: all others change something. */
bool	 method_reads(enum method);

/* Query parameters.  Absent: `fallback' (NULL for texts). */
const char *request_text(struct request *, const char *name);
int64_t	 request_int(struct request *, const char *name, int64_t fallback,
	    int64_t min, int64_t max);
int64_t	 request_time(struct request *, const char *name, int64_t fallback);
/* The number in the path's nth {name}; -1: it is none. */
int64_t	 request_id(struct request *, int nth);
/* 1, 0 or NONE. */
int64_t	 request_flag(struct request *, const char *name);
/* Note what is wrong; `pointer' NULL for a parameter. */
void	 request_note(struct request *, const char *why, const char *pointer);

/*
 * Set the strong ETag of a list from revisions and the query.  True: the
 * client has it already, return 304 at once.  For all else see etag.h.
 */
bool	 request_fresh(struct request *, const char *tag);

/* Answer with a problem (RFC 9457); the value is `status' again. */
int	 request_fail(struct request *, int status, const char *why);

/* Send an order with the request's body; 0: done, show the resource.  Else
 * the status of the answer that is written already. */
int	 request_order(struct request *, const char *order,
	    const char *target);

/* Send what is written when it is much: for answers that may be longer than
 * memory.  After the first time the status is 200 and cannot be another. */
void	 request_push(struct request *);

/* A record as the whole answer. */
int	 request_record(struct request *, const struct field *,
	    const void *record);

#endif
