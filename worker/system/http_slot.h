/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_HTTP_SLOT_H
#define WORKER_SYSTEM_HTTP_SLOT_H

#include <curl/curl.h>

#include "worker/system/http.h"

/*
 * What http.c and http_request.c share and nobody else sees: all calls, and a
 * call with its handle of libcurl's.
 */
struct slot {
	struct http_call	 call;
	struct http		*http;
	CURL			*curl;
	struct curl_slist	*headers;
	size_t			 room, header_bytes;
	struct slot		*next;		/* spare, or answered */
};

struct http {
	CURLM		*multi;
	struct loop	*loop;
	struct timer	 timer;
	struct slot	*spare, *answered, **last;
	struct line	*lines;		/* spare ones */
	int		 in_flight, max;
	bool		(*allowed)(void *, uint32_t);
	void		*arg;
};

/* worker/system/http_request.c: to the slot's handle, what holds for every call
 * and what this one asks. */
void	http_set_limits(struct slot *);
void	http_set_request(struct slot *);

#endif
