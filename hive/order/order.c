/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "hive/order/order.h"

const char *const door_words[] = {
	[DOOR_BASIC] = "basic", [DOOR_TOKEN] = "token",
	[DOOR_LOCAL] = "local", NULL
};

const struct field order_fields[] = {
	FIELD(struct order, order),
	FIELD(struct order, who),
	FIELD(struct order, door),
	FIELD(struct order, address),
	FIELD(struct order, scope),
	FIELD(struct order, target),
	FIELD(struct order, key),
	FIELD(struct order, body),
	FIELDS_END
};

const struct field answer_fields[] = {
	FIELD(struct answer, status, .min = 100, .max = 599),
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
	buf_bytes(&text.buf, "\0\0\0\0", HEAD);
	json_record(&text, fields, record);
	*f = (struct order_frame){ .size = text.buf.len };
	if (text.buf.len - HEAD > ORDER_MAX)
		return false;
	f->bytes = text.buf.text;
	for (size_t i = 0; i < HEAD; i++)
		f->bytes[i] = (char)((text.buf.len - HEAD) >> (24 - 8 * i));
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
	if (len == 0 || len > ORDER_MAX)
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

/* A greeting is so short that a new socket takes all of it at once. */
bool
order_greet(struct arena *a, int fd, const char *why)
{
	struct answer greeting = { .status = why ? 503 : 100, .why = why };
	struct order_frame f;

	return order_frame_make(a, &f, answer_fields, &greeting) &&
	    order_frame_write(&f, fd) == FRAME_DONE;
}
