/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_BUF_H
#define HIVE_BASE_BUF_H

#include <stdbool.h>
#include <string.h>

#include "hive/base/arena.h"

/* A text that grows in an arena; it may hold any bytes. */
struct buf {
	struct arena	*arena;
	char		*text;		/* not terminated; len bytes */
	size_t		 len, room;
};

void	buf_init(struct buf *, struct arena *);
/* Room for n more bytes, taken at once rather than bit by bit. */
void	buf_reserve(struct buf *, size_t n);
/* Room for n more bytes, and at least as much again. */
void	buf_grow(struct buf *, size_t n);
void	buf_printf(struct buf *, const char *format, ...)
	    __attribute__((__format__(printf, 2, 3), __nonnull__(2)));
/* The text, terminated; the terminator is none of its bytes. */
const char *buf_done(struct buf *);

static inline void
buf_bytes(struct buf *b, const char *s, size_t n)
{
	if (b->len + n > b->room)
		buf_grow(b, n);
	memcpy(b->text + b->len, s, n);
	b->len += n;
}

static inline void
buf_text(struct buf *b, const char *s)
{
	buf_bytes(b, s, strlen(s));
}

static inline void
buf_byte(struct buf *b, char c)
{
	if (b->len == b->room)
		buf_grow(b, 1);
	b->text[b->len++] = c;
}

#endif
