/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/text.h"
#include "tests/fake/http.h"

#define SLOTS 640
#define HTTPS 4

struct slot {
	struct http_call	 call;
	bool			 used, waiting;
	int64_t			 at_ms, sent_ms;
};

struct http {
	struct slot	slots[SLOTS];
	int		max, used;	/* most 0: this one is free */
	bool		(*allowed)(void *, uint32_t);
	void		*arg;
};

static struct http all[HTTPS];
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

static int64_t
next_of(const struct http *h)
{
	int64_t next = NEVER;

	for (int i = 0, left = h->used; i < SLOTS && left; i++) {
		left -= h->slots[i].used;
		if (h->slots[i].waiting && h->slots[i].at_ms < next)
			next = h->slots[i].at_ms;
	}
	return next;
}

int64_t
fake_next_ms(void)
{
	int64_t next = NEVER;

	for (struct http *h = all; h < all + HTTPS; h++)
		if (h->max && next_of(h) < next)
			next = next_of(h);
	return next;
}

struct http *
http_new(struct loop *loop, int max, bool (*allowed)(void *, uint32_t),
    void *arg)
{
	struct http *h = all;

	(void)loop;
	while (h->max)
		h++;
	*h = (struct http){ .max = max < SLOTS ? max : SLOTS,
	    .allowed = allowed, .arg = arg };
	for (int i = 0; i < SLOTS; i++)
		arena_init(&h->slots[i].call.arena, 16 << 20);
	return h;
}

void
http_free(struct http *h)
{
	for (int i = 0; i < SLOTS; i++)
		arena_free(&h->slots[i].call.arena);
	h->max = 0;
}

int
http_room(struct http *h)
{
	return h->max - h->used;
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

	return sscanf(url, "%*[a-z]://%15[0-9.]", host) == 1 &&
	    text_ipv4(host, &ip) && (!h->allowed || h->allowed(h->arg, ip));
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
	return next_of(h) <= clock_ms;
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
	for (int i = 0; i < SLOTS && h->used; i++)
		if (h->slots[i].waiting && h->slots[i].at_ms <= clock_ms)
			finish(h, &h->slots[i]);
}
