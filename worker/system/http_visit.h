/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_HTTP_VISIT_H
#define WORKER_SYSTEM_HTTP_VISIT_H

#include <curl/curl.h>

#include "worker/system/http.h"

/*
 * What http.c and http_request.c share and nobody else sees: all calls, and a
 * call with its handle of libcurl's.
 */
struct http_visit {
	struct http_call	 call;
	struct http		*http;
	CURL			*curl;
	struct curl_slist	*headers;
	size_t			 room, header_bytes;
	struct http_visit		*next;		/* spare, or answered */
};

struct http {
	CURLM		*multi;
	struct loop	*loop;
	struct timer	 timer;
	struct http_visit	*spare, *answered, **last;
	struct http_socket *sockets;	/* spare ones */
	int		 in_flight, max;
	bool		(*allowed)(void *, uint32_t);
	void		*arg;
};

/* worker/system/http_request.c: to the visit's handle, what holds for every
 * call and what this one asks. */
void	http_set_limits(struct http_visit *);
void	http_set_request(struct http_visit *);

#endif
