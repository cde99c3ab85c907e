/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>

#include "hive/base/buf.h"
#include "hive/base/log.h"

void
buf_init(struct buf *b, struct arena *arena)
{
	*b = (struct buf){ .arena = arena, .room = 4096 };
	b->text = arena_take(arena, b->room);
}

static void
enlarge(struct buf *b, size_t room)
{
	b->text = arena_more(b->arena, b->text, b->room, room);
	b->room = room;
}

void
buf_grow(struct buf *b, size_t n)
{
	enlarge(b, 2 * (b->len + n));
}

void
buf_reserve(struct buf *b, size_t n)
{
	if (b->len + n > b->room)
		enlarge(b, b->len + n);
}

/* It is written where it belongs, and a second time when it had no room. */
void
buf_printf(struct buf *b, const char *format, ...)
{
	for (int tries = 0; tries < 2; tries++) {
		size_t left = b->room - b->len;
		va_list ap;
		int n;

		va_start(ap, format);
		n = vsnprintf(b->text + b->len, left, format, ap);
		va_end(ap);
		if (n < 0)
			log_die("text cannot be written format=%s", format);
		if ((size_t)n < left) {
			b->len += (size_t)n;
			return;
		}
		buf_grow(b, (size_t)n + 1);
	}
}

const char *
buf_done(struct buf *b)
{
	buf_byte(b, '\0');
	b->len--;
	return b->text;
}
