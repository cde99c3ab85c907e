/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/sim/inside.h"
#include "tests/sim/serve.h"

/* A list of its own for those that wait for their time: it is looked through
 * at every turn, and is short. */
static struct conn **
list_of(struct server *s, const struct conn *c)
{
	return c->state == WAITING ? &s->waiting : &s->conns;
}

static void
link_in(struct server *s, struct conn *c)
{
	struct conn **list = list_of(s, c);

	c->next = *list;
	c->prev = NULL;
	if (*list)
		(*list)->prev = c;
	*list = c;
}

static void
link_out(struct server *s, struct conn *c)
{
	if (c->prev)
		c->prev->next = c->next;
	else
		*list_of(s, c) = c->next;
	if (c->next)
		c->next->prev = c->prev;
}

static void
become(struct server *s, struct conn *c, enum conn_state state)
{
	bool moves = (c->state == WAITING) != (state == WAITING);

	if (moves)
		link_out(s, c);
	c->state = state;
	if (moves)
		link_in(s, c);
}

void
conn_new(struct server *s, int fd, uint32_t ip, bool plant)
{
	struct conn *c = s->spare;

	if (s->conns_n >= s->conns_max) {
		close(fd);
		return;
	}
	if (c)
		s->spare = c->next;
	else {
		c = ARENA_NEW(&s->arena, struct conn);
		arena_init(&c->arena, 64 << 20);
		arena_init(&c->large, 1 << 20);
	}
	c->source = (struct source){ CONN, fd };
	s->conns_n++;
	c->plant = plant;
	c->ip = ip;
	c->state = READING;
	link_in(s, c);
	c->in = c->room;
	c->in_room = sizeof c->room;
	c->in_len = c->used = 0;
	c->events = EPOLLIN;
	serve_watch(s, &c->source, c->events, EPOLL_CTL_ADD);
}

void
conn_drop(struct server *s, struct conn *c, bool reset)
{
	struct linger hard = { 1, 0 };

	if (reset)
		setsockopt(c->source.fd, SOL_SOCKET, SO_LINGER, &hard,
		    sizeof hard);
	close(c->source.fd);
	c->source.fd = -1;
	link_out(s, c);
	c->next = s->spare;
	s->spare = c;
	s->conns_n--;
	arena_reset(&c->arena);
	arena_reset(&c->large);
}

static void
drop_from(struct server *s, struct conn *c, uint32_t ip)
{
	for (struct conn *next; c; c = next) {
		next = c->next;
		if (!c->plant && c->ip == ip)
			conn_drop(s, c, true);
	}
}

void
conn_drop_all(struct server *s, uint32_t ip)
{
	drop_from(s, s->conns, ip);
	drop_from(s, s->waiting, ip);
}

static void
want(struct server *s, struct conn *c, uint32_t events)
{
	if (c->events == events)
		return;
	c->events = events;
	serve_watch(s, &c->source, events, EPOLL_CTL_MOD);
}

/* How much of the body goes out. */
static size_t
body_len(const struct conn *c)
{
	return c->reply.end == SIM_CUT ? c->reply.cut_after : c->reply.len;
}

/* False: the connection is gone. */
static bool
write_some(struct server *s, struct conn *c)
{
	size_t all = c->head_len + body_len(c);
	int turns = 0;

	while (c->sent < all) {
		struct iovec v[2] = {
			{ c->head, c->head_len },
			{ (char *)(uintptr_t)c->reply.body, body_len(c) }
		};
		int first = c->sent >= c->head_len;
		size_t skip = c->sent - (first ? c->head_len : 0);
		struct msghdr m = { .msg_iov = v + first,
		    .msg_iovlen = (size_t)(2 - first) };
		ssize_t n;

		v[first].iov_base = (char *)v[first].iov_base + skip;
		v[first].iov_len -= skip;
		n = sendmsg(c->source.fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
			want(s, c, EPOLLOUT);
			return true;
		}
		if (n < 0) {
			conn_drop(s, c, false);
			return false;
		}
		c->sent += (size_t)n;
		if (c->reply.end != SIM_ENDLESS || c->sent < all)
			continue;
		c->sent = c->head_len;
		/* The others want to be served as well. */
		if (++turns == 16) {
			want(s, c, EPOLLOUT);
			return true;
		}
	}
	return true;
}

/* The reply is out: next request, or the end. */
static bool
finish(struct server *s, struct conn *c)
{
	if (c->reply.end != SIM_WHOLE || c->close) {
		conn_drop(s, c, false);
		return false;
	}
	c->in_len -= c->used;
	memmove(c->in, c->in + c->used, c->in_len);
	c->used = 0;
	if (c->in != c->room && c->in_len <= sizeof c->room) {
		memcpy(c->room, c->in, c->in_len);
		c->in = c->room;
		c->in_room = sizeof c->room;
		arena_reset(&c->large);
	}
	arena_reset(&c->arena);
	become(s, c, READING);
	want(s, c, EPOLLIN);
	return true;
}

/* True: the connection is there and ready for another request. */
static bool
send_reply(struct server *s, struct conn *c)
{
	if (c->reply.end == SIM_HANG || c->reply.end == SIM_NO_DOOR ||
	    (c->reply.end == SIM_CUT && !c->reply.cut_after)) {
		conn_drop(s, c, c->reply.end == SIM_NO_DOOR);
		return false;
	}
	become(s, c, WRITING);
	c->sent = 0;
	http_head(c, s->wall_ms + farm_now(s->farm));
	if (!write_some(s, c) || c->sent < c->head_len + body_len(c))
		return false;
	return finish(s, c);
}

static void
refuse(struct conn *c, int status)
{
	c->reply = (struct sim_reply){ .end = SIM_WHOLE, .status = status,
	    .body = "" };
	c->close = true;
	c->used = c->in_len;
}

/* True: a reply went out and the buffer may hold another request. */
static bool
one_request(struct server *s, struct conn *c)
{
	struct http_request r;
	long n = http_parse(c->in, c->in_len, &c->arena, &r);

	if (!n) {
		arena_reset(&c->arena);
		return false;
	}
	c->close = r.close;
	c->used = (size_t)(n < 0 ? 0 : n);
	if (n < 0)
		refuse(c, (int)-n);
	else if (c->plant)
		farm_plant_ask(s->farm, &c->arena, &r.ask, &c->reply);
	else
		farm_ask(s->farm, &c->arena, c->ip, &r.ask, &c->reply);
	c->close |= c->reply.close;
	if (c->reply.delay_ms > 0) {
		become(s, c, WAITING);
		c->due_ms = farm_now(s->farm) + c->reply.delay_ms;
		want(s, c, EPOLLRDHUP);
		return false;
	}
	return send_reply(s, c);
}

static void
make_room(struct conn *c)
{
	char *more;

	if (c->in_len < c->in_room || c->in != c->room)
		return;
	more = arena_take(&c->large, HEAD_MAX + BODY_MAX + 16);
	memcpy(more, c->in, c->in_len);
	c->in = more;
	c->in_room = HEAD_MAX + BODY_MAX + 16;
}

static void
read_some(struct server *s, struct conn *c)
{
	ssize_t n;

	make_room(c);
	n = recv(c->source.fd, c->in + c->in_len, c->in_room - c->in_len,
	    MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		conn_drop(s, c, false);
		return;
	}
	c->in_len += (size_t)n;
	if (!c->plant && farm_door(s->farm, c->ip) == SIM_SILENT) {
		become(s, c, MUTE);
		want(s, c, 0);
		return;
	}
	while (one_request(s, c) && c->in_len)
		;
}

void
conn_event(struct server *s, struct conn *c, uint32_t events)
{
	if (events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP))
		conn_drop(s, c, false);
	else if (c->state == READING && events & EPOLLIN)
		read_some(s, c);
	else if (c->state == WRITING && events & EPOLLOUT) {
		if (write_some(s, c) &&
		    c->sent == c->head_len + body_len(c) && finish(s, c))
			while (c->in_len && one_request(s, c))
				;
	}
}

int64_t
conn_due(struct server *s)
{
	int64_t now = farm_now(s->farm), next_due = NEVER;
	struct conn *next;

	for (struct conn *c = s->waiting; c; c = next) {
		next = c->next;
		if (c->due_ms > now) {
			next_due = c->due_ms < next_due ? c->due_ms :
			    next_due;
			continue;
		}
		if (send_reply(s, c))
			while (c->in_len && one_request(s, c))
				;
	}
	return next_due;
}
