/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "worker/system/loop.h"

#define AT_ONCE 512

struct loop {
	int			 fd;
	struct timer		*timers;
	struct epoll_event	 events[AT_ONCE];
	int			 ready;		/* of them, in this turn */
};

struct loop *
loop_new(void)
{
	static struct loop loop;

	loop = (struct loop){ .fd = epoll_create1(EPOLL_CLOEXEC) };
	if (loop.fd < 0)
		log_die("cannot wait for events why=\"%s\"", strerror(errno));
	return &loop;
}

void
loop_free(struct loop *loop)
{
	close(loop->fd);
}

static void
control(struct loop *loop, int how, struct watch *w, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.ptr = w };

	if (epoll_ctl(loop->fd, how, w->fd, &e) == 0)
		return;
	/* libcurl may close first and tell then; the kernel forgets alone. */
	if (how == EPOLL_CTL_DEL && (errno == EBADF || errno == ENOENT))
		return;
	log_die("cannot watch fd=%d how=%d why=\"%s\"", w->fd, how,
	    strerror(errno));
}

void
loop_watch(struct loop *loop, struct watch *w, uint32_t events)
{
	control(loop, EPOLL_CTL_ADD, w, events);
}

void
loop_change(struct loop *loop, struct watch *w, uint32_t events)
{
	control(loop, EPOLL_CTL_MOD, w, events);
}

void
loop_forget(struct loop *loop, struct watch *w)
{
	control(loop, EPOLL_CTL_DEL, w, 0);
	/* What is forgotten in this turn is not called in this turn. */
	for (int i = 0; i < loop->ready; i++)
		if (loop->events[i].data.ptr == w)
			loop->events[i].data.ptr = NULL;
}

void
loop_timer(struct loop *loop, struct timer *t)
{
	t->next = loop->timers;
	loop->timers = t;
}

static int64_t
until_next(struct loop *loop, int64_t now_ms, int64_t wait_ms)
{
	for (struct timer *t = loop->timers; t; t = t->next)
		if (t->at_ms != NEVER && t->at_ms - now_ms < wait_ms)
			wait_ms = t->at_ms - now_ms;
	return wait_ms < 0 ? 0 : wait_ms;
}

static void
run_timers(struct loop *loop, int64_t now_ms)
{
	for (struct timer *t = loop->timers; t; t = t->next)
		if (t->at_ms <= now_ms) {
			t->at_ms = NEVER;
			t->due(t, now_ms);
		}
}

void
loop_wait(struct loop *loop, int64_t wait_ms)
{
	int64_t wait = until_next(loop, day_mono_ms(), wait_ms);
	int n = epoll_wait(loop->fd, loop->events, AT_ONCE, (int)wait);

	if (n < 0 && errno != EINTR)
		log_die("cannot wait for events why=\"%s\"", strerror(errno));
	loop->ready = n < 0 ? 0 : n;
	for (int i = 0; i < loop->ready; i++) {
		struct watch *w = loop->events[i].data.ptr;

		if (w)
			w->ready(w, loop->events[i].events);
	}
	loop->ready = 0;
	run_timers(loop, day_mono_ms());
}
