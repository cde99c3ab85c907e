/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/text.h"
#include "tests/fake_http.h"

#define SLOTS 256

struct slot {
	struct http_call	 call;
	bool			 used, waiting;
	int64_t			 at_ms, sent_ms;
};

struct http {
	struct slot	slots[SLOTS];
	int		most, used;
	bool		(*allowed)(void *, uint32_t);
	void		*arg;
};

static struct http the_http;
static int64_t clock_ms, sent;

void
fake_time(int64_t now_ms)
{
	clock_ms = now_ms;
}

int64_t
fake_sent(void)
{
	return sent;
}

int64_t
fake_next_ms(void)
{
	int64_t next = NEVER;

	for (int i = 0; i < SLOTS; i++)
		if (the_http.slots[i].waiting && the_http.slots[i].at_ms < next)
			next = the_http.slots[i].at_ms;
	return next;
}

struct http *
http_new(struct loop *loop, int most, bool (*allowed)(void *, uint32_t),
    void *arg)
{
	(void)loop;
	the_http = (struct http){ .most = most < SLOTS ? most : SLOTS,
	    .allowed = allowed, .arg = arg };
	for (int i = 0; i < SLOTS; i++)
		arena_init(&the_http.slots[i].call.arena, 16 << 20);
	return &the_http;
}

void
http_free(struct http *h)
{
	for (int i = 0; i < SLOTS; i++)
		arena_free(&h->slots[i].call.arena);
}

int
http_room(struct http *h)
{
	return h->most - h->used;
}

static void
clear(struct http_call *c)
{
	struct arena keep = c->arena;

	*c = (struct http_call){ .arena = keep };
}

struct http_call *
http_call(struct http *h)
{
	struct slot *s = h->slots;

	while (s->used)
		s++;
	s->used = true;
	h->used++;
	clear(&s->call);
	return &s->call;
}

/* The address in the URL, which is all that these URLs have. */
static bool
is_allowed(struct http *h, const char *url)
{
	char host[16] = "";
	uint32_t ip;

	return sscanf(url, "http://%15[0-9.]", host) == 1 &&
	    text_ipv4(host, &ip) && h->allowed(h->arg, ip);
}

void
http_send(struct http *h, struct http_call *call,
    void (*done)(struct http_call *, void *), void *arg)
{
	struct slot *s = (struct slot *)call;
	int64_t wait = 0;

	call->done = done;
	call->arg = arg;
	call->again = false;
	call->text = arena_take(&call->arena, 1);
	sent++;
	if (!is_allowed(h, call->url))
		call->why = "address is not allowed";
	else
		wait = fake_answer(call, clock_ms);
	if (wait > call->timeout_ms) {
		wait = call->timeout_ms;
		call->status = 0;
		call->why = "timed out";
	}
	s->waiting = true;
	s->sent_ms = clock_ms;
	s->at_ms = clock_ms + wait;
}

void
http_again(struct http_call *call, void (*done)(struct http_call *, void *),
    void *arg)
{
	clear(call);
	call->done = done;
	call->arg = arg;
	call->again = true;
}

bool
http_ready(struct http *h)
{
	(void)h;
	return fake_next_ms() <= clock_ms;
}

static void
finish(struct http *h, struct slot *s)
{
	struct http_call *call = &s->call;

	s->waiting = false;
	call->ms = (long)(clock_ms - s->sent_ms);
	call->again = false;
	call->done(call, call->arg);
	if (call->again) {
		http_send(h, call, call->done, call->arg);
		return;
	}
	arena_reset(&call->arena);
	s->used = false;
	h->used--;
}

void
http_finish(struct http *h)
{
	for (int i = 0; i < SLOTS; i++)
		if (h->slots[i].waiting && h->slots[i].at_ms <= clock_ms)
			finish(h, &h->slots[i]);
}
