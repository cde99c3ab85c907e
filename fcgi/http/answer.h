/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_ANSWER_H
#define FCGI_HTTP_ANSWER_H

#include "hive/db/db.h"
#include "hive/site/site.h"

struct FCGX_Request;

/* What a process that answers keeps from one request to the next. */
struct responder {
	const struct site	*site;
	struct arena		 arena;		/* of one request */
	struct db		*db;		/* NULL: it is opened when asked
						 * for */
	int64_t			 looked_ms;	/* at the database's file */
};

/* One FastCGI request in, its answer out.  Everything it used is dropped
 * before the next one. */
void	answer_begin(struct responder *, const struct site *);
void	answer_one(struct responder *, struct FCGX_Request *);

#endif
