/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/order/order.h"

/*
 * An order from a caller's side: connect, hear the greeting, send, hear the
 * answer.  Nothing is sent before the greeting.  The socket may belong to
 * systemd and take connections while no worker lives, so only the greeting
 * proves that somebody will serve; without it within a second the caller says
 * 503 and nothing can be carried out later.  After it an order has all the time
 * that it needs, because a worker that has begun an order finishes it.
 */

static void
no_worker(struct answer *answer, const char *why)
{
	record_clear(answer_fields, answer);
	answer->status = 503;
	answer->why = why;
}

static int
connected(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof to.sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(to.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to)) {
		int why = errno;

		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

static const char *
not_connected(void)
{
	if (errno == EACCES)
		return "this user may not send orders to the worker";
	if (errno == EAGAIN)
		return "too many wait for the worker; nothing was ordered";
	return "the worker is not running";
}

/* Whether the socket is ready before the end. */
static bool
await(int fd, short events, int64_t end_ms)
{
	struct pollfd p = { .fd = fd, .events = events };
	int64_t left;
	int n;

	do {
		left = end_ms - day_mono_ms();
		n = left > 0 ? poll(&p, 1, (int)left) : 0;
	} while (n < 0 && errno == EINTR);
	return n > 0;
}

/* One frame of the worker's; DONE: the answer is filled. */
static enum order_frame_state
hear(struct arena *a, int fd, int64_t end_ms, struct answer *answer)
{
	enum order_frame_state state = FRAME_MORE;
	struct order_frame in = { .size = 0 };

	while (state == FRAME_MORE && await(fd, POLLIN, end_ms))
		state = order_frame_read(a, &in, fd);
	if (state == FRAME_DONE && (!order_frame_take(a, &in, answer_fields,
	    answer) || answer->status == NONE))
		return FRAME_BROKEN;
	return state;
}

static const char *
ask(struct arena *a, int fd, struct order_frame *order, int64_t end_ms,
    struct answer *answer)
{
	enum order_frame_state state = FRAME_MORE;

	while (state == FRAME_MORE && await(fd, POLLOUT, end_ms))
		state = order_frame_write(order, fd);
	if (state != FRAME_DONE)
		return "the worker did not take the order";
	state = hear(a, fd, end_ms, answer);
	if (state == FRAME_MORE)
		return "the worker did not answer in time; "
		    "the order may be carried out all the same";
	return state == FRAME_BROKEN ? "the worker broke off; "
	    "the order may be carried out all the same" : NULL;
}

static const char *
converse(struct arena *a, int fd, const struct order *order, int64_t end_ms,
    struct answer *answer)
{
	int64_t greeted_ms = day_mono_ms() + ORDER_GREETING_MS;
	struct order_frame out;

	if (!order_frame_make(a, &out, order_fields, order))
		return "the order is too long";
	switch (hear(a, fd, greeted_ms < end_ms ? greeted_ms : end_ms,
	    answer)) {
	case FRAME_MORE:
		return "the worker does not answer; nothing was ordered";
	case FRAME_BROKEN:
		return "the worker broke off; nothing was ordered";
	case FRAME_DONE:
		break;
	}
	return answer->status == 100 ? ask(a, fd, &out, end_ms, answer) :
	    NULL;
}

void
order_send(struct arena *a, const char *socket_path,
    const struct order *order, int timeout_ms, struct answer *answer)
{
	int64_t end_ms = day_mono_ms() + timeout_ms;
	int fd = connected(socket_path);
	const char *why;

	if (fd < 0)
		why = not_connected();
	else {
		why = converse(a, fd, order, end_ms, answer);
		close(fd);
	}
	if (why)
		no_worker(answer, why);
}
