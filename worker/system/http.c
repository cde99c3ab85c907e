/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "worker/system/http.h"

/*
 * libcurl's multi interface in our loop: it tells which descriptors it waits
 * for (on_socket) and for how long (on_timer), the loop calls back, and no
 * thread is needed.  A call that has ended is only queued; its `done' runs
 * later, in http_finish(), within the turn's transaction, so that what it
 * writes is committed with everything else.
 *
 * A slot is reused with its handle and its arena, and a second question on the
 * same connection is http_again() from within `done'.  on_connect() asks at the
 * socket itself whether an address is allowed: names, redirects and proxies
 * cannot lead around that.
 */

#define HEADERS_MOST	16384
#define ARENA_MOST	(16u << 20)
#define ARENA_KEEP	(512u << 10)	/* larger ones are given back */
#define TEXT_FIRST	8192

struct slot {
	struct http_call	 call;
	struct http		*http;
	CURL			*curl;
	struct curl_slist	*headers;
	size_t			 room, header_bytes;
	struct slot		*next;		/* spare, or answered */
};

/* A socket of libcurl's in our loop. */
struct line {
	struct watch	 watch;
	struct http	*http;
	struct line	*next;
};

struct http {
	CURLM		*multi;
	struct loop	*loop;
	struct timer	 timer;
	struct slot	*spare, *answered, **last;
	struct line	*lines;		/* spare ones */
	int		 in_flight, most;
	bool		(*allowed)(void *, uint32_t);
	void		*arg;
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
http_new(struct loop *loop, int most, bool (*allowed)(void *, uint32_t),
    void *arg)
{
	struct http *h = calloc(1, sizeof *h);

	curl_global_init(CURL_GLOBAL_DEFAULT);
	if (!h || !(h->multi = curl_multi_init()))
		log_die("cannot start libcurl");
	h->loop = loop;
	h->most = most;
	h->allowed = allowed;
	h->arg = arg;
	h->last = &h->answered;
	h->timer = (struct timer){ NEVER, timer_due, h, NULL };
	loop_timer(loop, &h->timer);
	curl_multi_setopt(h->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(h->multi, CURLMOPT_SOCKETDATA, h);
	curl_multi_setopt(h->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(h->multi, CURLMOPT_TIMERDATA, h);
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)most);
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
	return h->most - h->in_flight;
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
		arena_init(&s->call.arena, ARENA_MOST);
		s->http = h;
	}
	h->in_flight++;
	clear_request(&s->call);
	return &s->call;
}

static size_t
on_body(char *data, size_t one, size_t n, void *arg)
{
	struct slot *s = arg;
	struct http_call *call = &s->call;

	(void)one;
	if (call->len + n > HTTP_BODY_MOST) {
		call->why = "body over 256 kB";
		return 0;
	}
	if (call->len + n + 1 > s->room) {
		size_t room = s->room ? 4 * s->room : TEXT_FIRST;

		while (room < call->len + n + 1)
			room *= 4;
		call->text = memcpy(arena_take(&call->arena, room),
		    call->len ? call->text : "", call->len);
		s->room = room;
	}
	memcpy(call->text + call->len, data, n);
	call->text[call->len += n] = '\0';
	return n;
}

static size_t
on_header(char *data, size_t one, size_t n, void *arg)
{
	struct slot *s = arg;

	(void)one;
	if (n > 6 && n < 64 && !strncasecmp(data, "date:", 5)) {
		char text[64];

		memcpy(text, data + 5, n - 5);
		text[n - 5] = '\0';
		s->call.date_s = curl_getdate(text, NULL);
	}
	s->header_bytes += n;
	if (s->header_bytes <= HEADERS_MOST)
		return n;
	s->call.why = "headers over 16 kB";
	return 0;
}

static bool
may_connect(const struct slot *s, const struct curl_sockaddr *a)
{
	const struct sockaddr_in *in = (const void *)&a->addr;
	bool v4 = a->family == AF_INET;
	uint32_t ip = v4 ? ntohl(in->sin_addr.s_addr) : 0;

	if (s->http->allowed)
		return v4 && s->http->allowed(s->http->arg, ip);
	if (s->call.mail ? s->call.mail->tls :
	    !strncasecmp(s->call.url, "https:", 6))
		return true;
	return v4 && text_ipv4_near(ip);
}

static curl_socket_t
on_connect(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct slot *s = arg;

	(void)purpose;
	if (!may_connect(s, a)) {
		s->call.why = "address is not allowed";
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    a->protocol);
}

/* What holds for every call; see docs/decisions.md, "Hostile replies". */
static void
set_limits(struct slot *s)
{
	CURL *c = s->curl;

#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(c, CURLOPT_PROTOCOLS,
	    (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(c, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_connect);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, s);
	curl_easy_setopt(c, CURLOPT_PRIVATE, s);
}

static void
set_request(struct slot *s)
{
	struct http_call *call = &s->call;
	CURL *c = s->curl;

	curl_easy_setopt(c, CURLOPT_URL, call->url);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, call->connect_ms);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, call->timeout_ms);
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, (long)call->last);
	if (call->ca_file)
		curl_easy_setopt(c, CURLOPT_CAINFO, call->ca_file);
	if (call->mail) {
		s->headers = mail_set(c, call->mail);
		return;
	}
	for (int i = 0; i < HTTP_HEADERS && call->header[i]; i++)
		s->headers = curl_slist_append(s->headers, call->header[i]);
	if (call->body) {
		s->headers = curl_slist_append(s->headers,
		    "Content-Type: application/json");
		/* Small servers do not know 100-continue. */
		s->headers = curl_slist_append(s->headers, "Expect:");
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, call->body);
	}
	if (call->last)
		s->headers = curl_slist_append(s->headers,
		    "Connection: close");
	if (call->method)
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, call->method);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, s->headers);
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
	set_limits(s);
	set_request(s);
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
