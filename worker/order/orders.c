/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/epoll.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "worker/core/turn.h"
#include "worker/order/listener.h"
#include "worker/order/orders.h"

/*
 * A line is one connection: one order in, one answer out.  It is FREE, READING
 * the frame, WAITING for the turn's transaction, SERVED (answered after the
 * commit) or LATER (a handler answers in a later turn by order_done()), then
 * WRITING.  Nobody is answered between db_begin() and db_commit(), so an answer
 * always says what the disk has.
 * How one order is checked and served stands in check.c.
 */

#define LINES_MAX	64
#define LINES_KEPT	8		/* of them, for powerhivectl */
#define LINE_MS		10000		/* an order must be whole by then */
#define ARENA_MAX	(64u << 20)

enum line_state { FREE, READING, WAITING, SERVED, LATER, WRITING };

/* One connection: one order and its answer. */
struct line {
	struct watch		 watch;
	struct orders		*orders;
	enum line_state		 state;
	struct arena		 arena;
	struct order_frame	 frame;
	struct order_call	 call;
	int64_t			 late_ms;
	enum peer		 peer;
	uid_t			 uid;
};

struct orders {
	struct loop	*loop;
	const struct turn	*turn;
	struct rooms	*rooms;
	struct listener	 listeners[PEERS];
	struct line	 lines[LINES_MAX];
	struct timer	 timer;
};

/* ---- The socket --------------------------------------------------------- */

static void
hang_up(struct line *l)
{
	struct loop *loop = l->orders->loop;

	loop_forget(loop, &l->watch);
	close(l->watch.fd);
	l->watch.fd = -1;
	l->state = FREE;
	arena_free(&l->arena);
	for (int i = 0; i < PEERS; i++) {
		struct listener *at = &l->orders->listeners[i];

		if (at->full)
			loop_change(loop, &at->watch, EPOLLIN);
		at->full = false;
	}
}

static void
read_more(struct line *l)
{
	switch (order_frame_read(&l->arena, &l->frame, l->watch.fd)) {
	case FRAME_MORE:
		break;
	case FRAME_DONE:
		l->state = WAITING;
		/* Edge-triggered from here on: a caller that hangs up wakes the
		 * loop once, not in each turn until its answer is there. */
		loop_change(l->orders->loop, &l->watch, EPOLLET);
		break;
	case FRAME_BROKEN:
		hang_up(l);
		break;
	}
}

static void
write_more(struct line *l)
{
	if (order_frame_write(&l->frame, l->watch.fd) != FRAME_MORE)
		hang_up(l);
}

static void
line_ready(struct watch *w, uint32_t events)
{
	struct line *l = w->arg;

	(void)events;
	if (l->state == READING)
		read_more(l);
	else if (l->state == WRITING)
		write_more(l);
}

/* Some lines are powerhivectl's alone, so it gets one also when all responders
 * are stuck. */
static struct line *
free_line(struct orders *o, enum peer peer)
{
	for (int i = peer == PEER_CTL ? 0 : LINES_KEPT; i < LINES_MAX; i++)
		if (o->lines[i].state == FREE)
			return &o->lines[i];
	return NULL;
}

static void
listener_ready(struct watch *w, uint32_t events)
{
	struct listener *at = w->arg;
	struct orders *o = at->orders;
	struct line *l = free_line(o, at->peer);
	uid_t user;
	int fd;

	(void)events;
	if (!l) {	/* they wait in the kernel's queue */
		at->full = true;
		loop_change(o->loop, &at->watch, 0);
		return;
	}
	if ((fd = listener_accept(at, &user)) < 0)
		return;
	*l = (struct line){ { fd, line_ready, l }, .orders = o,
	    .state = READING, .late_ms = o->turn->now_ms + LINE_MS,
	    .peer = at->peer, .uid = user };
	arena_init(&l->arena, ARENA_MAX);
	loop_watch(o->loop, &l->watch, EPOLLIN);
	o->timer.at_ms = o->turn->now_ms + 1000;
	if (!order_greet(&l->arena, fd, NULL))
		hang_up(l);
}

static void
timer_due(struct timer *t, int64_t now_ms)
{
	struct orders *o = t->arg;
	int open = 0;

	for (int i = 0; i < LINES_MAX; i++) {
		struct line *l = &o->lines[i];

		if (l->state == FREE)
			continue;
		open++;
		if ((l->state == READING || l->state == WRITING) &&
		    now_ms > l->late_ms)
			hang_up(l);
	}
	if (open)
		t->at_ms = now_ms + 1000;
}

static const char *
listen_to(struct orders *o, enum peer peer, const char *path)
{
	struct listener *at = &o->listeners[peer];
	const char *error = listener_open(at, peer, path);

	if (error)
		return error;
	at->orders = o;
	at->watch.ready = listener_ready;
	at->watch.arg = at;
	loop_watch(o->loop, &at->watch, EPOLLIN);
	return NULL;
}

struct orders *
orders_open(const struct turn *t, struct rooms *rooms, struct loop *loop,
    struct arena *a, const char *orders_path, const char *ctl_path,
    const char **error)
{
	struct orders *o = ARENA_NEW(a, struct orders);

	*o = (struct orders){ .loop = loop, .turn = t, .rooms = rooms };
	*error = listen_to(o, PEER_RESPONDER, orders_path);
	if (!*error)
		*error = listen_to(o, PEER_CTL, ctl_path);
	if (*error)
		return NULL;
	o->timer = (struct timer){ NEVER, timer_due, o, NULL };
	loop_timer(loop, &o->timer);
	return o;
}

void
orders_close(struct orders *o)
{
	for (int i = 0; i < LINES_MAX; i++)
		if (o->lines[i].state != FREE)
			hang_up(&o->lines[i]);
	for (int i = 0; i < PEERS; i++) {
		loop_forget(o->loop, &o->listeners[i].watch);
		listener_close(&o->listeners[i]);
	}
}

/* ---- Their turn ---------------------------------------------------------- */

bool
orders_ready(const struct orders *o)
{
	for (int i = 0; i < LINES_MAX; i++)
		if (o->lines[i].state == WAITING ||
		    o->lines[i].state == SERVED)
			return true;
	return false;
}

/* An order from the machine itself may do all.  It must come by the socket that
 * only root and the worker's user can open, so that no responder can pass for
 * the administrator. */
static void
fill_local(struct line *l)
{
	struct order *o = &l->call.order;

	if (o->door && words_value(door_words, o->door) != DOOR_LOCAL)
		return;
	if (l->peer != PEER_CTL) {
		order_refuse(&l->call, 403, "an order from the machine itself "
		    "comes by powerhivectl's socket", NULL);
		l->call.refused = ORDER_NOT_LOCAL;
		return;
	}
	o->door = "local";
	if (!o->scope)
		o->scope = "admin";
	if (!o->who)
		o->who = arena_printf(&l->arena, "local:%d", (int)l->uid);
}

/* The order out of its frame. */
static void
take(struct line *l)
{
	if (order_frame_take(&l->arena, &l->frame, order_fields,
	    &l->call.order)) {
		fill_local(l);
		return;
	}
	order_refuse(&l->call, 400, "not an order", NULL);
	l->call.refused = ORDER_UNREADABLE;
}

void
orders_serve(struct orders *o)
{
	for (int i = 0; i < LINES_MAX; i++) {
		struct line *l = &o->lines[i];

		if (l->state != WAITING)
			continue;
		l->call = (struct order_call){ .turn = o->turn,
		    .rooms = o->rooms,
		    .arena = &l->arena, .line = l };
		take(l);
		order_serve(&l->call);
		l->state = l->call.later ? LATER : SERVED;
	}
}

void
order_done(struct order_call *c)
{
	struct line *l = c->line;

	if (l)			/* there is none in a test */
		l->state = SERVED;
}

static void
answer(struct line *l)
{
	l->state = WRITING;
	l->late_ms = l->orders->turn->now_ms + LINE_MS;
	if (!order_frame_make(&l->arena, &l->frame, answer_fields,
	    &l->call.answer)) {
		order_refuse(&l->call, 500, "the answer is too long", NULL);
		order_frame_make(&l->arena, &l->frame, answer_fields,
		    &l->call.answer);
	}
	loop_change(l->orders->loop, &l->watch, EPOLLOUT);
	write_more(l);
}

void
orders_answer(struct orders *o, bool durable)
{
	for (int i = 0; i < LINES_MAX; i++) {
		struct line *l = &o->lines[i];

		if (l->state != SERVED)
			continue;
		order_committed(&l->call, durable);
		answer(l);
	}
}
