/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <sys/epoll.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "worker/system/http_slot.h"

/*
 * libcurl's multi interface in our loop: it tells which descriptors it waits
 * for (on_socket) and for how long (on_timer), the loop calls back, and no
 * thread is needed.  A call that has ended is only queued; its `done' runs
 * later, in http_finish(), within the turn's transaction, so that what it
 * writes is committed with everything else.
 *
 * A slot is reused with its handle and its arena, and a second question on the
 * same connection is http_again() from within `done'.
 */

#define ARENA_MAX	(16u << 20)
#define ARENA_KEEP	(512u << 10)	/* larger ones are given back */

/* A socket of libcurl's in our loop. */
struct line {
	struct watch	 watch;
	struct http	*http;
	struct line	*next;
};

/* ---- libcurl's sockets and timer in our loop ---------------------------- */

static void finish_slot(struct http *, CURL *, CURLcode);

static void
collect(struct http *h)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)))
		if (m->msg == CURLMSG_DONE)
			finish_slot(h, m->easy_handle, m->data.result);
}

static void
socket_ready(struct watch *w, uint32_t events)
{
	struct line *l = w->arg;
	struct http *h = l->http;
	int what = 0, running;

	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		what |= CURL_CSELECT_IN;
	if (events & EPOLLOUT)
		what |= CURL_CSELECT_OUT;
	if (events & EPOLLERR)
		what |= CURL_CSELECT_ERR;
	curl_multi_socket_action(h->multi, w->fd, what, &running);
	collect(h);
}

static struct line *
new_line(struct http *h)
{
	struct line *l = h->lines;

	if (l)
		h->lines = l->next;
	else if (!(l = calloc(1, sizeof *l)))
		log_die("out of memory");
	return l;
}

static int
on_socket(CURL *curl, curl_socket_t fd, int what, void *arg, void *known)
{
	static const uint32_t events[] = {
		[CURL_POLL_IN] = EPOLLIN,
		[CURL_POLL_OUT] = EPOLLOUT,
		[CURL_POLL_INOUT] = EPOLLIN | EPOLLOUT,
	};
	struct http *h = arg;
	struct line *l = known;

	(void)curl;
	if (what == CURL_POLL_REMOVE) {
		if (!l)
			return 0;
		loop_forget(h->loop, &l->watch);
		l->next = h->lines;
		h->lines = l;
		curl_multi_assign(h->multi, fd, NULL);
	} else if (!l) {
		l = new_line(h);
		l->http = h;
		l->watch = (struct watch){ fd, socket_ready, l };
		loop_watch(h->loop, &l->watch, events[what]);
		curl_multi_assign(h->multi, fd, l);
	} else
		loop_change(h->loop, &l->watch, events[what]);
	return 0;
}

static int
on_timer(CURLM *multi, long ms, void *arg)
{
	struct http *h = arg;

	(void)multi;
	h->timer.at_ms = ms < 0 ? NEVER : day_mono_ms() + ms;
	return 0;
}

static void
timer_due(struct timer *t, int64_t now_ms)
{
	struct http *h = t->arg;
	int running;

	(void)now_ms;
	curl_multi_socket_action(h->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	collect(h);
}

struct http *
http_new(struct loop *loop, int max, bool (*allowed)(void *, uint32_t),
    void *arg)
{
	struct http *h = calloc(1, sizeof *h);

	curl_global_init(CURL_GLOBAL_DEFAULT);
	if (!h || !(h->multi = curl_multi_init()))
		log_die("cannot start libcurl");
	h->loop = loop;
	h->max = max;
	h->allowed = allowed;
	h->arg = arg;
	h->last = &h->answered;
	h->timer = (struct timer){ NEVER, timer_due, h, NULL };
	loop_timer(loop, &h->timer);
	curl_multi_setopt(h->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(h->multi, CURLMOPT_SOCKETDATA, h);
	curl_multi_setopt(h->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(h->multi, CURLMOPT_TIMERDATA, h);
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)max);
	curl_multi_setopt(h->multi, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
	return h;
}

static void
free_slots(struct http *h, struct slot *s)
{
	struct slot *next;

	for (; s; s = next) {
		next = s->next;
		curl_multi_remove_handle(h->multi, s->curl);
		curl_easy_cleanup(s->curl);
		arena_free(&s->call.arena);
		free(s);
	}
}

void
http_free(struct http *h)
{
	struct line *next;

	free_slots(h, h->spare);
	free_slots(h, h->answered);
	curl_multi_cleanup(h->multi);
	for (struct line *l = h->lines; l; l = next) {
		next = l->next;
		free(l);
	}
	free(h);
}

/* ---- One call ----------------------------------------------------------- */

int
http_room(struct http *h)
{
	return h->max - h->in_flight;
}

static void
clear_request(struct http_call *c)
{
	struct arena keep = c->arena;

	*c = (struct http_call){ .arena = keep };
}

struct http_call *
http_call(struct http *h)
{
	struct slot *s = h->spare;

	if (s)
		h->spare = s->next;
	else {
		s = calloc(1, sizeof *s);
		if (!s || !(s->curl = curl_easy_init()))
			log_die("out of memory");
		arena_init(&s->call.arena, ARENA_MAX);
		s->http = h;
	}
	h->in_flight++;
	clear_request(&s->call);
	return &s->call;
}

void
http_send(struct http *h, struct http_call *call,
    void (*done)(struct http_call *, void *), void *arg)
{
	struct slot *s = (struct slot *)call;

	call->done = done;
	call->arg = arg;
	call->again = false;
	s->room = s->header_bytes = 0;
	curl_easy_reset(s->curl);
	http_set_limits(s);
	http_set_request(s);
	curl_multi_add_handle(h->multi, s->curl);
}

void
http_again(struct http_call *call, void (*done)(struct http_call *, void *),
    void *arg)
{
	clear_request(call);
	call->done = done;
	call->arg = arg;
	call->again = true;
}

/* The call is answered: it waits for the turn's transaction. */
static void
finish_slot(struct http *h, CURL *curl, CURLcode result)
{
	struct slot *s;
	struct http_call *call;
	curl_off_t us = 0;
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&s);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &us);
	curl_multi_remove_handle(h->multi, curl);
	call = &s->call;
	call->ms = (long)(us / 1000);
	call->status = result == CURLE_OK ? (int)status : 0;
	if (result != CURLE_OK && !call->why)
		call->why = curl_easy_strerror(result);
	if (!call->text)
		call->text = arena_take(&call->arena, 1);
	curl_slist_free_all(s->headers);
	s->headers = NULL;
	s->next = NULL;
	*h->last = s;
	h->last = &s->next;
}

bool
http_ready(struct http *h)
{
	return h->answered != NULL;
}

static void
give_back(struct http *h, struct slot *s)
{
	if (s->call.arena.used > ARENA_KEEP)
		arena_free(&s->call.arena);
	else
		arena_reset(&s->call.arena);
	s->next = h->spare;
	h->spare = s;
	h->in_flight--;
}

void
http_finish(struct http *h)
{
	struct slot *s;

	while ((s = h->answered)) {
		struct http_call *call = &s->call;

		if (!(h->answered = s->next))
			h->last = &h->answered;
		call->again = false;
		call->done(call, call->arg);
		if (!call->again)
			give_back(h, s);
		else
			http_send(h, call, call->done, call->arg);
	}
}
