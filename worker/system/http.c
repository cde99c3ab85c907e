/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <sys/epoll.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "worker/system/http_visit.h"

/*
 * libcurl's multi interface in our loop: it tells which descriptors it waits
 * for (on_socket) and for how long (on_timer), the loop calls back, and no
 * thread is needed.  A call that has ended is only queued; its `done' runs
 * later, in http_finish(), within the turn's transaction, so that what it
 * writes is committed with everything else.
 *
 * A visit is reused with its handle and its arena, and a second question on the
 * same connection is http_again() from within `done'.
 */

#define ARENA_MAX	(16u << 20)
#define ARENA_KEEP	(512u << 10)	/* larger ones are given back */

/* A socket of libcurl's in our loop. */
struct http_socket {
	struct watch	 watch;
	struct http	*http;
	struct http_socket	*next;
};

/* ---- libcurl's sockets and timer in our loop ---------------------------- */

static void finish_visit(struct http *, CURL *, CURLcode);

static void
collect(struct http *h)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)))
		if (m->msg == CURLMSG_DONE)
			finish_visit(h, m->easy_handle, m->data.result);
}

static void
socket_ready(struct watch *w, uint32_t events)
{
	struct http_socket *s = w->arg;
	struct http *h = s->http;
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

static struct http_socket *
new_socket(struct http *h)
{
	struct http_socket *s = h->sockets;

	if (s)
		h->sockets = s->next;
	else if (!(s = calloc(1, sizeof *s)))
		log_die("out of memory");
	return s;
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
	struct http_socket *s = known;

	(void)curl;
	if (what == CURL_POLL_REMOVE) {
		if (!s)
			return 0;
		loop_forget(h->loop, &s->watch);
		s->next = h->sockets;
		h->sockets = s;
		curl_multi_assign(h->multi, fd, NULL);
	} else if (!s) {
		s = new_socket(h);
		s->http = h;
		s->watch = (struct watch){ fd, socket_ready, s };
		loop_watch(h->loop, &s->watch, events[what]);
		curl_multi_assign(h->multi, fd, s);
	} else
		loop_change(h->loop, &s->watch, events[what]);
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
free_visits(struct http *h, struct http_visit *v)
{
	struct http_visit *next;

	for (; v; v = next) {
		next = v->next;
		curl_multi_remove_handle(h->multi, v->curl);
		curl_easy_cleanup(v->curl);
		arena_free(&v->call.arena);
		free(v);
	}
}

void
http_free(struct http *h)
{
	struct http_socket *next;

	free_visits(h, h->spare);
	free_visits(h, h->answered);
	curl_multi_cleanup(h->multi);
	for (struct http_socket *s = h->sockets; s; s = next) {
		next = s->next;
		free(s);
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
	struct http_visit *v = h->spare;

	if (v)
		h->spare = v->next;
	else {
		v = calloc(1, sizeof *v);
		if (!v || !(v->curl = curl_easy_init()))
			log_die("out of memory");
		arena_init(&v->call.arena, ARENA_MAX);
		v->http = h;
	}
	h->in_flight++;
	clear_request(&v->call);
	return &v->call;
}

void
http_send(struct http *h, struct http_call *call,
    void (*done)(struct http_call *, void *), void *arg)
{
	struct http_visit *v = (struct http_visit *)call;

	call->done = done;
	call->arg = arg;
	call->again = false;
	v->room = v->header_bytes = 0;
	curl_easy_reset(v->curl);
	http_set_limits(v);
	http_set_request(v);
	curl_multi_add_handle(h->multi, v->curl);
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
finish_visit(struct http *h, CURL *curl, CURLcode result)
{
	struct http_visit *v;
	struct http_call *call;
	curl_off_t us = 0;
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&v);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &us);
	curl_multi_remove_handle(h->multi, curl);
	call = &v->call;
	call->ms = (long)(us / 1000);
	call->status = result == CURLE_OK ? (int)status : 0;
	if (result != CURLE_OK && !call->why)
		call->why = curl_easy_strerror(result);
	if (!call->text)
		call->text = arena_take(&call->arena, 1);
	curl_slist_free_all(v->headers);
	v->headers = NULL;
	v->next = NULL;
	*h->last = v;
	h->last = &v->next;
}

bool
http_ready(struct http *h)
{
	return h->answered != NULL;
}

static void
give_back(struct http *h, struct http_visit *v)
{
	if (v->call.arena.used > ARENA_KEEP)
		arena_free(&v->call.arena);
	else
		arena_reset(&v->call.arena);
	v->next = h->spare;
	h->spare = v;
	h->in_flight--;
}

void
http_finish(struct http *h)
{
	struct http_visit *v;

	while ((v = h->answered)) {
		struct http_call *call = &v->call;

		if (!(h->answered = v->next))
			h->last = &h->answered;
		call->again = false;
		call->done(call, call->arg);
		if (!call->again)
			give_back(h, v);
		else
			http_send(h, call, call->done, call->arg);
	}
}
