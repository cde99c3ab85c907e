/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/epoll.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "worker/core/turn.h"
#include "worker/order/listener.h"
#include "worker/order/orders.h"

/*
 * A connection brings one order and takes one answer.  It is FREE, READING
 * the frame, WAITING for the turn's transaction, SERVED (answered after the
 * commit) or LATER (a handler answers in a later turn by order_done()), then
 * WRITING.  Nobody is answered between db_begin() and db_commit(), so an answer
 * always says what the disk has.
 * How one order is checked and served stands in check.c.
 */

#define CONNECTIONS_MAX		64
#define CONNECTIONS_KEPT	8	/* of them, for powerhivectl */
#define CONNECTION_MS		10000	/* an order must be whole by then */
#define ARENA_MAX		(64u << 20)

enum connection_state { FREE, READING, WAITING, SERVED, LATER, WRITING };

struct connection {
	struct watch		 watch;
	struct orders		*orders;
	enum connection_state	 state;
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
	struct connection connections[CONNECTIONS_MAX];
	struct timer	 timer;
};

/* ---- The socket --------------------------------------------------------- */

static void
hang_up(struct connection *conn)
{
	struct loop *loop = conn->orders->loop;

	loop_forget(loop, &conn->watch);
	close(conn->watch.fd);
	conn->watch.fd = -1;
	conn->state = FREE;
	arena_free(&conn->arena);
	for (int i = 0; i < PEERS; i++) {
		struct listener *at = &conn->orders->listeners[i];

		if (at->full)
			loop_change(loop, &at->watch, EPOLLIN);
		at->full = false;
	}
}

static void
read_more(struct connection *conn)
{
	switch (order_frame_read(&conn->arena, &conn->frame, conn->watch.fd)) {
	case FRAME_MORE:
		break;
	case FRAME_DONE:
		conn->state = WAITING;
		/* Edge-triggered from here on: a caller that hangs up wakes the
		 * loop once, not in each turn until its answer is there. */
		loop_change(conn->orders->loop, &conn->watch, EPOLLET);
		break;
	case FRAME_BROKEN:
		hang_up(conn);
		break;
	}
}

static void
write_more(struct connection *conn)
{
	if (order_frame_write(&conn->frame, conn->watch.fd) != FRAME_MORE)
		hang_up(conn);
}

static void
connection_ready(struct watch *w, uint32_t events)
{
	struct connection *conn = w->arg;

	(void)events;
	if (conn->state == READING)
		read_more(conn);
	else if (conn->state == WRITING)
		write_more(conn);
}

/* Some connections are powerhivectl's alone, so it gets one also when all
 * responders are stuck. */
static struct connection *
free_connection(struct orders *o, enum peer peer)
{
	for (int i = peer == PEER_CTL ? 0 : CONNECTIONS_KEPT;
	    i < CONNECTIONS_MAX; i++)
		if (o->connections[i].state == FREE)
			return &o->connections[i];
	return NULL;
}

static void
listener_ready(struct watch *w, uint32_t events)
{
	struct listener *at = w->arg;
	struct orders *o = at->orders;
	struct connection *conn = free_connection(o, at->peer);
	uid_t user;
	int fd;

	(void)events;
	if (!conn) {	/* they wait in the kernel's queue */
		at->full = true;
		loop_change(o->loop, &at->watch, 0);
		return;
	}
	if ((fd = listener_accept(at, &user)) < 0)
		return;
	*conn = (struct connection){
	    .watch = { fd, connection_ready, conn }, .orders = o,
	    .state = READING, .late_ms = o->turn->now_ms + CONNECTION_MS,
	    .peer = at->peer, .uid = user };
	arena_init(&conn->arena, ARENA_MAX);
	loop_watch(o->loop, &conn->watch, EPOLLIN);
	o->timer.at_ms = o->turn->now_ms + 1000;
	if (!order_greet(&conn->arena, fd, NULL))
		hang_up(conn);
}

static void
timer_due(struct timer *t, int64_t now_ms)
{
	struct orders *o = t->arg;
	int open = 0;

	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *conn = &o->connections[i];

		if (conn->state == FREE)
			continue;
		open++;
		if ((conn->state == READING || conn->state == WRITING) &&
		    now_ms > conn->late_ms)
			hang_up(conn);
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
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		if (o->connections[i].state != FREE)
			hang_up(&o->connections[i]);
	for (int i = 0; i < PEERS; i++) {
		loop_forget(o->loop, &o->listeners[i].watch);
		listener_close(&o->listeners[i]);
	}
}

/* ---- Their turn ---------------------------------------------------------- */

bool
orders_ready(const struct orders *o)
{
	for (int i = 0; i < CONNECTIONS_MAX; i++)
		if (o->connections[i].state == WAITING ||
		    o->connections[i].state == SERVED)
			return true;
	return false;
}

/* An order from the machine itself may do all.  It must come by the socket that
 * only root and the worker's user can open, so that no responder can pass for
 * the administrator. */
static void
fill_local(struct connection *conn)
{
	struct order *o = &conn->call.order;

	if (o->door && words_value(door_words, o->door) != DOOR_LOCAL)
		return;
	if (conn->peer != PEER_CTL) {
		order_refuse(&conn->call, 403,
		    "an order from the machine itself comes by "
		    "powerhivectl's socket", NULL);
		conn->call.refused = ORDER_NOT_LOCAL;
		return;
	}
	o->door = "local";
	if (!o->scope)
		o->scope = "admin";
	if (!o->who)
		o->who = arena_printf(&conn->arena, "local:%d", (int)conn->uid);
}

/* The order out of its frame. */
static void
take(struct connection *conn)
{
	if (order_frame_take(&conn->arena, &conn->frame, order_fields,
	    &conn->call.order)) {
		fill_local(conn);
		return;
	}
	order_refuse(&conn->call, 400, "not an order", NULL);
	conn->call.refused = ORDER_UNREADABLE;
}

void
orders_serve(struct orders *o)
{
	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *conn = &o->connections[i];

		if (conn->state != WAITING)
			continue;
		conn->call = (struct order_call){ .turn = o->turn,
		    .rooms = o->rooms,
		    .arena = &conn->arena, .connection = conn };
		take(conn);
		order_serve(&conn->call);
		conn->state = conn->call.later ? LATER : SERVED;
	}
}

void
order_done(struct order_call *c)
{
	struct connection *conn = c->connection;

	if (conn)			/* there is none in a test */
		conn->state = SERVED;
}

static void
answer(struct connection *conn)
{
	conn->state = WRITING;
	conn->late_ms = conn->orders->turn->now_ms + CONNECTION_MS;
	if (!order_frame_make(&conn->arena, &conn->frame, answer_fields,
	    &conn->call.answer)) {
		order_refuse(&conn->call, 500, "the answer is too long", NULL);
		order_frame_make(&conn->arena, &conn->frame, answer_fields,
		    &conn->call.answer);
	}
	loop_change(conn->orders->loop, &conn->watch, EPOLLOUT);
	write_more(conn);
}

void
orders_answer(struct orders *o, bool durable)
{
	for (int i = 0; i < CONNECTIONS_MAX; i++) {
		struct connection *conn = &o->connections[i];

		if (conn->state != SERVED)
			continue;
		order_committed(&conn->call, durable);
		answer(conn);
	}
}
