/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_ROUTE_H
#define FCGI_HTTP_ROUTE_H

#include "fcgi/http/request.h"

/*
 * The API is a table: one row is one operation, and the row is dispatch,
 * permission, validation of the query and documentation (openapi.c).
 *
 * The path is what stands behind /api or beside it (route_is_beside()); {name}
 * matches one segment.
 */
enum answer_shape {
	NOTHING,
	RECORD,
	RECORDS,
	FREE,			/* JSON without a table of its fields */
	FREE_OR_DONE,		/* FREE; 200 when nothing is left to wait for */
	FREE_TO_LIST		/* FREE; the body may be a list of such, too */
};

struct param {
	const char	*name;
	enum kind	 kind;		/* F_TEXT, F_INT, F_TIME, F_FLAG */
	int64_t		 min, max;
	const char	*doc;
};

#define BODY_MAX	65536	/* bytes, where no row says otherwise */

#define PARAMS_END { NULL, F_END, 0, 0, NULL }

struct route {
	enum method	 method;
	const char	*path;
	enum scope	 scope;		/* the least that may call it */
	int		(*serve)(struct request *);
	const struct param *params;	/* NULL: it takes none */
	const struct field *body;	/* NULL: it takes none */
	size_t		 body_max;	/* bytes that may be sent */
	enum answer_shape shape;
	const struct field *answer;	/* of RECORD and RECORDS */
	int		 status;	/* when it succeeds */
	const char	*tag, *doc;
};

extern const struct route routes[];

/* Does this path stand beside /api, and not behind it?  /metrics does, where
 * Prometheus looks for it. */
bool	route_is_beside(const char *path);
/* Find the row, check door, scope and query, call the handler; returns the
 * status, with the answer in r->out. */
int	route_serve(struct request *);

#endif
