/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_AUTH_H
#define FCGI_HTTP_AUTH_H

#include "fcgi/http/request.h"

/*
 * Who calls.  nginx sets the gate and nobody else can: `basic' means that it
 * has checked the password of `user', `token' that nothing was checked yet.
 * Sets r->scope and r->who; 0, or the status to answer with.
 *
 * Browsers send a password along to any page's requests, so a change through
 * `basic' must come from our own page: Sec-Fetch-Site same-origin or none,
 * else an Origin that is ours; neither header means no browser.
 */
int	auth_check(struct request *);

#endif
