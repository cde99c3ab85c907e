/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_PROBLEM_H
#define FCGI_HTTP_PROBLEM_H

#include "fcgi/http/request.h"

/*
 * Replace what was written by a problem (RFC 9457): type, title, status,
 * detail, instance, and errors[] with a JSON pointer when it is about a part
 * of the body.
 */
void	problem_write(struct request *, int status, const char *detail,
	    const char *pointer);

/* "Not Found" */
const char *problem_title(int status);

#endif
