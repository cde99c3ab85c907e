/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hive/day.h"
#include "hive/order.h"

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

	if (strlen(path) >= sizeof to.sun_path)
		return -1;
	memcpy(to.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to)) {
		close(fd);
		return -1;
	}
	return fd;
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

static const char *
converse(struct arena *a, int fd, const struct order *order, int64_t end_ms,
    struct answer *answer)
{
	enum order_frame_state state = FRAME_MORE;
	struct order_frame out, in = { .size = 0 };

	if (!order_frame_make(a, &out, order_fields, order))
		return "the order is too long";
	while (state == FRAME_MORE && await(fd, POLLOUT, end_ms))
		state = order_frame_write(&out, fd);
	if (state != FRAME_DONE)
		return "the worker did not take the order";
	state = FRAME_MORE;
	while (state == FRAME_MORE && await(fd, POLLIN, end_ms))
		state = order_frame_read(a, &in, fd);
	if (state == FRAME_MORE)
		return "the worker did not answer in time; "
		    "the order may be carried out all the same";
	if (state == FRAME_BROKEN || !order_frame_take(a, &in, answer_fields,
	    answer) || answer->status == NONE)
		return "the worker broke off; "
		    "the order may be carried out all the same";
	return NULL;
}

void
order_send(struct arena *a, const char *socket_path,
    const struct order *order, int timeout_ms, struct answer *answer)
{
	int64_t end_ms = day_mono_ms() + timeout_ms;
	int fd = connected(socket_path);
	const char *why = "the worker is not running";

	if (fd >= 0) {
		why = converse(a, fd, order, end_ms, answer);
		close(fd);
	}
	if (why)
		no_worker(answer, why);
}
