/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "tests/sim/serve.h"

#define TRIES 20	/* for a port that is free on every address */

static struct sockaddr_in
address(uint32_t ip, int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(ip) };
}

int
listen_at(uint32_t ip, int *port, int backlog, const char **error)
{
	struct sockaddr_in a = address(ip, *port);
	socklen_t len = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    0);
	int one = 1;

	if (fd < 0) {
		*error = strerror(errno);
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, (struct sockaddr *)&a, sizeof a) ||
	    listen(fd, backlog) ||
	    getsockname(fd, (struct sockaddr *)&a, &len)) {
		*error = strerror(errno);
		close(fd);
		return -1;
	}
	*port = ntohs(a.sin_port);
	return fd;
}

static void
open_door(struct server *s, struct door *d, const char **error)
{
	d->source.kind = DOOR;
	d->source.fd = listen_at(d->ip, &s->port, 128, error);
	if (d->source.fd >= 0)
		serve_watch(s, &d->source, EPOLLIN, EPOLL_CTL_ADD);
}

static void
close_door(struct door *d)
{
	if (d->source.fd >= 0)
		close(d->source.fd);
	d->source.fd = -1;
	if (d->fill >= 0)
		close(d->fill);
	d->fill = -1;
}

/* The queue for connections that nobody accepts has room for one, and that is
 * ours: the kernel then drops whatever knocks, as if nobody were there. */
static void
silence_door(struct server *s, struct door *d)
{
	struct sockaddr_in a = address(d->ip, s->port);
	const char *error;

	d->source.fd = listen_at(d->ip, &s->port, 0, &error);
	if (d->source.fd < 0)
		return;
	d->fill = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    0);
	if (d->fill >= 0 && connect(d->fill, (struct sockaddr *)&a,
	    sizeof a) && errno != EINPROGRESS) {
		close(d->fill);
		d->fill = -1;
	}
}

static const char *
open_all(struct server *s)
{
	const char *error = NULL;

	for (int i = 0; i < farm_miners(s->farm) && !error; i++) {
		struct sim_miner m;

		farm_miner(s->farm, i + 1, &m);
		s->doors[i] = (struct door){ .source = { DOOR, -1 },
		    .ip = m.ip, .state = SIM_OPEN, .fill = -1 };
		open_door(s, &s->doors[i], &error);
	}
	return error;
}

const char *
doors_open(struct server *s, int port)
{
	const char *error;

	s->doors = ARENA_MANY(&s->arena, struct door, farm_miners(s->farm));
	for (int i = 0; i < farm_miners(s->farm); i++)
		s->doors[i] = (struct door){ .source = { DOOR, -1 },
		    .fill = -1 };
	s->port = port;
	error = open_all(s);
	for (int i = 0; !port && error && i < TRIES; i++) {
		for (int n = 0; n < farm_miners(s->farm); n++)
			close_door(&s->doors[n]);
		s->port = 0;
		error = open_all(s);
	}
	return error;
}

void
doors_follow(struct server *s)
{
	const char *error = NULL;

	for (int i = 0; i < farm_miners(s->farm); i++) {
		struct door *d = &s->doors[i];
		struct sim_miner m;
		enum sim_door state;

		farm_miner(s->farm, i + 1, &m);
		state = farm_door(s->farm, m.ip);
		if (state == d->state && m.ip == d->ip)
			continue;
		close_door(d);
		/* What was silent keeps its connections, unanswered. */
		if (state != SIM_SILENT || m.ip != d->ip)
			conn_drop_all(s, d->ip);
		d->ip = m.ip;
		d->state = state;
		if (state == SIM_OPEN)
			open_door(s, d, &error);
		else if (state == SIM_SILENT)
			silence_door(s, d);
	}
}

void
doors_accept(struct server *s, struct door *d)
{
	int one = 1, fd;

	while ((fd = accept4(d->source.fd, NULL, NULL,
	    SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		conn_new(s, fd, d->ip, false);
	}
}
