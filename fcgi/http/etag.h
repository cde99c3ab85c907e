/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_ETAG_H
#define FCGI_HTTP_ETAG_H

#include "fcgi/http/route.h"

/*
 * ETags, for all routes alike.  A resource's tag is a digest of its text as
 * GET shows it; a list whose handler knows a cheaper one (request_fresh())
 * keeps that.
 */

/* Whether the row is a change of what GET shows at its address. */
bool	etag_guards(const struct route *);
/* Before a change: If-Match must be the tag of what GET shows at the same
 * address now.  0, or 412, which is written. */
int	etag_match(struct request *);
/* After the handler: give the answer its tag, a change that of what GET shows
 * from now on.  The status again, or 304 when the client has it. */
int	etag_answer(struct request *, int status);

#endif
