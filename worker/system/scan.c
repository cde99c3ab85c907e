/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/base/record.h"
#include "worker/system/neighbour.h"
#include "worker/system/scan.h"

/*
 * Connections are begun without waiting and all have the same time-out, so
 * those under way are a ring: only its oldest end can be late.  A connection
 * that is made says that a host is there, and is closed at once; nothing is
 * sent.
 *
 * Addresses asked for by name come first, then the sweep goes on.  Its pace on
 * our own links is an allowance of connections, which grows with time by what
 * the kernel's neighbour table can take (neighbour.c); one that does not fit
 * now is tried again in the next turn.
 */

#define BURST		512	/* connections opened in one turn */
#define SKIPS		2048	/* addresses passed over in one turn */
#define NAMED_MAX	65536
#define IN_FLIGHT_MAX	16384
#define IN_FLIGHT_MIN	16	/* however few files one may open */
#define RANGES_MAX	256

/* One connection being made; free ones have watch.fd -1. */
struct try {
	struct watch	 watch;
	struct scan	*scan;
	uint32_t	 ip;
	bool		 named;
	int64_t		 late_ms;
};

struct scan {
	struct arena		 arena;
	struct loop		*loop;
	struct scan_options	 with;
	struct timer		 timer;

	/* A ring: tries are made and end late in the same order. */
	struct try		*tries;
	size_t			 first, used, room;
	int			 open;

	uint32_t		 named[NAMED_MAX];
	size_t			 named_first, named_n;
	int			 named_open;

	uint32_t		 ranges[RANGES_MAX][2];
	size_t			 ranges_n, range;
	uint32_t		 next;
	bool			 sweeping;
	int64_t			 addresses, done, began_ms;

	struct neighbours	 neighbours;
	double			 allowance;	/* on-link connects now */
	int64_t			 paced_ms;
};

static void
timer_due(struct timer *t, int64_t now_ms)
{
	scan_turn(t->arg, now_ms);
}

struct scan *
scan_new(struct loop *loop, const struct scan_options *with)
{
	static struct scan scan;
	struct scan *s = &scan;

	*s = (struct scan){ .loop = loop, .with = *with };
	arena_init(&s->arena, 64 << 20);
	if (s->with.in_flight > IN_FLIGHT_MAX)
		s->with.in_flight = IN_FLIGHT_MAX;
	if (s->with.in_flight < IN_FLIGHT_MIN)
		s->with.in_flight = IN_FLIGHT_MIN;
	s->room = (size_t)s->with.in_flight;
	s->tries = ARENA_MANY(&s->arena, struct try, s->room);
	for (size_t i = 0; i < s->room; i++)
		s->tries[i].watch.fd = -1;
	s->timer = (struct timer){ NEVER, timer_due, s, NULL };
	loop_timer(loop, &s->timer);
	return s;
}

static void
end(struct try *t)
{
	struct scan *s = t->scan;

	if (t->watch.fd < 0)
		return;
	loop_forget(s->loop, &t->watch);
	close(t->watch.fd);
	t->watch.fd = -1;
	s->open--;
	s->named_open -= t->named;
	s->done += !t->named;
}

void
scan_free(struct scan *s)
{
	for (; s->used; s->used--, s->first = (s->first + 1) % s->room)
		end(&s->tries[s->first]);
	arena_free(&s->arena);
}

void
scan_change(struct scan *s, int64_t port, int64_t timeout_ms)
{
	s->with.port = port;
	s->with.timeout_ms = timeout_ms;
}

void
scan_ranges(struct scan *s, const uint32_t (*ranges)[2], size_t n)
{
	if (n > RANGES_MAX) {
		log_warn("only the first %d ranges are scanned", RANGES_MAX);
		n = RANGES_MAX;
	}
	if (n)
		memcpy(s->ranges, ranges, n * sizeof *ranges);
	s->ranges_n = n;
	s->sweeping = false;
}

bool
scan_sweep(struct scan *s)
{
	if (s->sweeping || s->ranges_n == 0)
		return false;
	s->sweeping = true;
	s->range = 0;
	s->next = s->ranges[0][0];
	s->addresses = s->done = 0;
	s->began_ms = day_mono_ms();
	for (size_t i = 0; i < s->ranges_n; i++)
		s->addresses += (int64_t)s->ranges[i][1] - s->ranges[i][0] + 1;
	return true;
}

void
scan_name(struct scan *s, uint32_t ip)
{
	if (s->named_n == NAMED_MAX)
		return;
	s->named[(s->named_first + s->named_n++) % NAMED_MAX] = ip;
}

/* ---- One connection ----------------------------------------------------- */

static void
answered(struct watch *w, uint32_t events)
{
	struct try *t = w->arg;
	struct scan *s = t->scan;
	uint32_t ip = t->ip;
	bool named = t->named;

	end(t);
	if (!(events & (EPOLLERR | EPOLLHUP)))
		s->with.found(s->with.arg, ip, named);
	else if (named)
		s->with.silent(s->with.arg, ip);
}

/* False: out of descriptors, try later. */
static bool
open_try(struct scan *s, uint32_t ip, bool named, int64_t now_ms)
{
	struct try *t = &s->tries[(s->first + s->used) % s->room];
	struct sockaddr_in to = { .sin_family = AF_INET,
	    .sin_port = htons((uint16_t)s->with.port),
	    .sin_addr.s_addr = htonl(ip) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    0);

	if (fd < 0)
		return false;
	if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 &&
	    errno != EINPROGRESS) {
		close(fd);
		s->done += !named;
		if (named)
			s->with.silent(s->with.arg, ip);
		return true;
	}
	*t = (struct try){ { fd, answered, t }, s, ip, named,
	    now_ms + s->with.timeout_ms };
	s->used++;
	s->open++;
	s->named_open += named;
	loop_watch(s->loop, &t->watch, EPOLLOUT);
	return true;
}

static void
end_late(struct scan *s, int64_t now_ms)
{
	while (s->used) {
		struct try *t = &s->tries[s->first];
		uint32_t ip = t->ip;
		bool silent = t->watch.fd >= 0 && t->named;

		if (t->watch.fd >= 0 && t->late_ms > now_ms)
			break;
		end(t);
		s->first = (s->first + 1) % s->room;
		s->used--;
		if (silent)
			s->with.silent(s->with.arg, ip);
	}
}

/* ---- The sweep ---------------------------------------------------------- */

/* False: the sweep is through, or has gone far enough in this turn. */
static bool
next_address(struct scan *s, uint32_t *ip, int *skips)
{
	while (s->sweeping && s->range < s->ranges_n && (*skips)-- > 0) {
		uint32_t last = s->ranges[s->range][1];

		*ip = s->next;
		if (s->next < last) {
			s->next++;
		} else if (++s->range < s->ranges_n)
			s->next = s->ranges[s->range][0];
		if (!s->with.skip(s->with.arg, *ip))
			return true;
		s->done++;
	}
	return false;
}

/* What the neighbour table can take since the last look. */
static void
pace(struct scan *s, int64_t now_ms)
{
	double rate;

	if (now_ms - s->neighbours.read_ms >= 1000 || !s->neighbours.read_ms)
		neighbours_read(&s->neighbours, now_ms);
	rate = neighbours_rate(&s->neighbours);
	s->allowance += rate * (double)(now_ms - s->paced_ms) / 1000;
	/* A burst would fill the table at once. */
	if (s->allowance > rate / 20)
		s->allowance = rate / 20;
	s->paced_ms = now_ms;
}

static bool
may_open(struct scan *s, uint32_t ip)
{
	if (!neighbours_on_link(&s->neighbours, ip))
		return true;
	if (s->allowance < 1)
		return false;
	s->allowance--;
	return true;
}

static int
open_named(struct scan *s, int64_t now_ms)
{
	int n = 0;

	for (; s->named_n && s->used < s->room && n < BURST; n++) {
		if (!open_try(s, s->named[s->named_first], true, now_ms))
			break;
		s->named_first = (s->named_first + 1) % NAMED_MAX;
		s->named_n--;
	}
	return n;
}

static void
open_sweep(struct scan *s, int burst, int64_t now_ms)
{
	int skips = SKIPS + burst;
	uint32_t ip;

	for (; burst > 0 && s->used < s->room; burst--) {
		size_t range = s->range;
		uint32_t next = s->next;

		if (!next_address(s, &ip, &skips))
			break;
		if (!may_open(s, ip) || !open_try(s, ip, false, now_ms)) {
			s->range = range;	/* it comes again */
			s->next = next;
			break;
		}
	}
	if (s->range == s->ranges_n && s->open == s->named_open)
		s->sweeping = false;
}

void
scan_turn(struct scan *s, int64_t now_ms)
{
	int64_t again = NEVER;

	end_late(s, now_ms);
	pace(s, now_ms);
	open_sweep(s, BURST - open_named(s, now_ms), now_ms);
	if (s->used)
		again = s->tries[s->first].late_ms;
	if (s->named_n || s->sweeping)
		again = now_ms + (s->used < s->room ? 5 : 20);
	s->timer.at_ms = again;
}

bool
scan_named_done(const struct scan *s)
{
	return s->named_n == 0 && s->named_open == 0;
}

struct scan_progress
scan_progress(const struct scan *s, int64_t now_ms)
{
	struct scan_progress p = { s->addresses, s->done, NONE, s->sweeping };
	int64_t spent = now_ms - s->began_ms;

	if (!p.running)
		p.left_s = 0;
	else if (p.done > 0 && spent > 1000)
		p.left_s = (p.addresses - p.done) * spent / p.done / 1000;
	return p;
}
