/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "hive/day.h"
#include "hive/order.h"

const struct field order_fields[] = {
	FIELD(struct order, order),
	FIELD(struct order, who),
	FIELD(struct order, door),
	FIELD(struct order, address),
	FIELD(struct order, scope),
	FIELD(struct order, target),
	FIELD(struct order, key),
	FIELD(struct order, if_match),
	FIELD(struct order, body),
	FIELDS_END
};

const struct field answer_fields[] = {
	FIELD(struct answer, status, .least = 100, .most = 599),
	FIELD(struct answer, why),
	FIELD(struct answer, pointer),
	FIELD(struct answer, id),
	FIELD(struct answer, body),
	FIELDS_END
};

/* ---- Frames ------------------------------------------------------------- */

#define HEAD	sizeof((struct order_frame){ 0 }.head)

bool
order_frame_make(struct arena *a, struct order_frame *f,
    const struct field *fields, const void *record)
{
	struct json text;

	json_init(&text, a);
	json_bytes(&text, "\0\0\0\0", HEAD);
	json_record(&text, fields, record);
	*f = (struct order_frame){ .size = text.len };
	if (text.len - HEAD > ORDER_MOST)
		return false;
	f->bytes = text.text;
	for (size_t i = 0; i < HEAD; i++)
		f->bytes[i] = (char)((text.len - HEAD) >> (24 - 8 * i));
	return true;
}

/* After a call that came back with n bytes. */
static enum order_frame_state
moved(struct order_frame *f, ssize_t n, size_t end)
{
	if (n > 0)
		f->at += (size_t)n;
	if (f->at == end)
		return FRAME_DONE;
	if (n > 0)
		return FRAME_MORE;
	return n < 0 && (errno == EAGAIN || errno == EINTR) ?
	    FRAME_MORE : FRAME_BROKEN;
}

enum order_frame_state
order_frame_write(struct order_frame *f, int fd)
{
	return moved(f, send(fd, f->bytes + f->at, f->size - f->at,
	    MSG_NOSIGNAL), f->size);
}

static bool
begin_body(struct arena *a, struct order_frame *f)
{
	size_t len = 0;

	for (size_t i = 0; i < HEAD; i++)
		len = len << 8 | f->head[i];
	if (len == 0 || len > ORDER_MOST)
		return false;
	f->size = HEAD + len;
	f->bytes = arena_take(a, f->size + 1);
	memcpy(f->bytes, f->head, HEAD);
	return true;
}

enum order_frame_state
order_frame_read(struct arena *a, struct order_frame *f, int fd)
{
	enum order_frame_state state;

	if (!f->bytes) {
		state = moved(f, recv(fd, f->head + f->at, HEAD - f->at, 0),
		    HEAD);
		if (state != FRAME_DONE)
			return state;
		if (!begin_body(a, f))
			return FRAME_BROKEN;
	}
	return moved(f, recv(fd, f->bytes + f->at, f->size - f->at, 0),
	    f->size);
}

bool
order_frame_take(struct arena *a, const struct order_frame *f,
    const struct field *fields, void *record)
{
	return !json_read(a, f->bytes + HEAD, f->size - HEAD, fields, record);
}

/* ---- The asking side ---------------------------------------------------- */

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
