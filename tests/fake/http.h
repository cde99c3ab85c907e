/* SPDX-License-Identifier: ISC */
#ifndef TESTS_FAKE_HTTP_H
#define TESTS_FAKE_HTTP_H

#include "worker/system/http.h"

/*
 * worker/system/http.h without sockets: a test links this instead of
 * worker/system/http.c. Each call is answered by fake_answer(), which the test
 * defines: it sets status, text and len (or why) and says after how many
 * milliseconds of the test's own clock.  The clock is moved by fake_time().
 */
int64_t	fake_answer(struct http_call *, int64_t now_ms);
void	fake_time(int64_t now_ms);
/* When the next answer is due; NEVER: none is. */
int64_t	fake_next_ms(void);
/* Calls sent since the start. */
int64_t	fake_sent(void);

/* The simulated farm's answer to a call to one of its miners. */
struct farm;
int64_t	fake_from_farm(struct farm *, struct http_call *, int64_t now_ms);

/* Where the fake farm's plant answers. */
#define FAKE_PLANT_IP	UINT32_C(0x7f000001)

#endif
