/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_ANSWER_H
#define FCGI_HTTP_ANSWER_H

#include "hive/site/site.h"

struct FCGX_Request;

/* One FastCGI request in, its answer out.  Everything it used is dropped
 * before the next one. */
void	answer_begin(const struct site *);
void	answer_one(struct FCGX_Request *);

#endif
