/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "tests/sim/inside.h"
#include "tests/sim/serve.h"

#define FOLLOW_MS 200	/* between two looks at who is reachable */

void
serve_watch(struct server *s, struct source *source, uint32_t events, int how)
{
	struct epoll_event e = { .events = events, .data.ptr = source };

	if (epoll_ctl(s->epoll, how, source->fd, &e))
		log_die("epoll_ctl: %s", strerror(errno));
}

/* As many files as we may have; how many connections that leaves. */
static const char *
raise_limit(struct server *s)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r))
		return strerror(errno);
	r.rlim_cur = r.rlim_max;
	setrlimit(RLIMIT_NOFILE, &r);
	if (r.rlim_cur > 1 << 20)
		r.rlim_cur = 1 << 20;
	s->conns_max = (int)r.rlim_cur - farm_miners(s->farm) - 64;
	return s->conns_max < 16 ?
	    "too few open files are allowed for that many miners" : NULL;
}

const char *
serve_open(struct server *s, struct farm *farm, int64_t wall_ms,
    const struct serve_options *o)
{
	const char *error;

	*s = (struct server){ .farm = farm, .plant_port = o->plant_port,
	    .plant = { PLANT_DOOR, -1 }, .control = { CONTROL_DOOR, -1 },
	    .wall_ms = wall_ms, .start_ms = day_mono_ms() };
	arena_init(&s->arena, (size_t)1 << 30);
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (s->epoll < 0)
		return strerror(errno);
	if ((error = raise_limit(s)) ||
	    (error = control_open(s, o->control)) ||
	    (error = doors_open(s, o->port)))
		return error;
	s->plant.fd = listen_at(INADDR_LOOPBACK, &s->plant_port, 32, &error);
	if (s->plant.fd < 0)
		return error;
	serve_watch(s, &s->plant, EPOLLIN, EPOLL_CTL_ADD);
	return NULL;
}

static void
plant_accept(struct server *s)
{
	int one = 1, fd;

	while ((fd = accept4(s->plant.fd, NULL, NULL,
	    SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		conn_new(s, fd, 0, true);
	}
}

static void
handle(struct server *s, struct source *source, uint32_t events)
{
	/* Closed by an event before this one. */
	if (source->fd < 0)
		return;
	switch (source->kind) {
	case DOOR:
		doors_accept(s, (struct door *)source);
		break;
	case PLANT_DOOR:
		plant_accept(s);
		break;
	case CONTROL_DOOR:
		control_accept(s);
		break;
	case CONTROL:
		control_event(s, source);
		break;
	case CONN:
		conn_event(s, (struct conn *)source, events);
	}
}

static int
wait_ms(const struct server *s, int64_t due_ms)
{
	int64_t ms = due_ms - farm_now(s->farm);

	return (int)(ms > FOLLOW_MS ? FOLLOW_MS : ms < 0 ? 0 : ms);
}

void
serve_run(struct server *s, const volatile int *stop)
{
	struct epoll_event e[256];
	int64_t due_ms = 0;

	while (!*stop) {
		int n = epoll_wait(s->epoll, e, 256, wait_ms(s, due_ms));
		const char *trouble;

		farm_advance(s->farm, day_mono_ms() - s->start_ms);
		for (int i = 0; i < n; i++)
			handle(s, e[i].data.ptr, e[i].events);
		due_ms = conn_due(s);
		if (farm_now(s->farm) >= s->doors_due_ms) {
			doors_follow(s);
			s->doors_due_ms = farm_now(s->farm) + FOLLOW_MS;
		}
		if ((trouble = farm_trouble(s->farm)))
			log_warn("script: %s", trouble);
	}
}

void
serve_close(struct server *s)
{
	if (s->control_path)
		unlink(s->control_path);
	while (s->conns)
		conn_drop(s, s->conns, false);
	while (s->waiting)
		conn_drop(s, s->waiting, false);
	for (struct conn *c = s->spare; c; c = c->next) {
		arena_free(&c->arena);
		arena_free(&c->large);
	}
	if (s->epoll >= 0)
		close(s->epoll);
	arena_free(&s->arena);
}
