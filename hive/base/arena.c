/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/arena.h"
#include "hive/base/log.h"

#define BLOCK_SIZE 8192
#define UNIT sizeof(max_align_t)

struct block {
	struct block	*next;
	size_t		 size, used;
	max_align_t	 data[];
};

void
arena_init(struct arena *a, size_t limit)
{
	*a = (struct arena){ .limit = limit };
}

void
arena_reset(struct arena *a)
{
	for (struct block *b = a->first; b; b = b->next)
		b->used = 0;
	a->now = a->first;
	a->used = 0;
}

void
arena_free(struct arena *a)
{
	struct block *next;

	for (struct block *b = a->first; b; b = next) {
		next = b->next;
		free(b);
	}
	arena_init(a, a->limit);
}

/* The first block from now on with enough room; a new one at the end. */
static struct block *
block_for(struct arena *a, size_t size)
{
	struct block **at = a->now ? &a->now : &a->first;
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;

	while (*at && (*at)->size - (*at)->used < size)
		at = &(*at)->next;
	if (!*at) {
		if (!(*at = malloc(sizeof(struct block) + room)))
			log_die("out of memory bytes=%zu", room);
		**at = (struct block){ .size = room };
	}
	return a->now = *at;
}

void *
arena_take(struct arena *a, size_t size)
{
	struct block *b;
	void *p;

	if (size > a->limit - a->used)
		log_die("arena over its limit bytes=%zu", a->limit);
	size = (size + UNIT - 1) / UNIT * UNIT;
	b = block_for(a, size);
	p = (char *)b->data + b->used;
	b->used += size;
	a->used = a->used + size > a->limit ? a->limit : a->used + size;
	return memset(p, 0, size);
}

/* The link to the block that holds p and nothing else; NULL: there is none. */
static struct block **
block_of(struct arena *a, const void *p)
{
	struct block **at = &a->first;

	while (*at && (const void *)(*at)->data != p)
		at = &(*at)->next;
	return *at && (*at)->size > BLOCK_SIZE ? at : NULL;
}

void *
arena_more(struct arena *a, void *p, size_t had, size_t size)
{
	struct block **at = had > BLOCK_SIZE ? block_of(a, p) : NULL;
	bool now;

	if (!at || (*at)->used > (had + UNIT - 1) / UNIT * UNIT)
		return memcpy(arena_take(a, size), p, had);
	if (size - had > a->limit - a->used)
		log_die("arena over its limit bytes=%zu", a->limit);
	now = a->now == *at;
	size = (size + UNIT - 1) / UNIT * UNIT;
	if (size > (*at)->size) {
		if (!(*at = realloc(*at, sizeof(struct block) + size)))
			log_die("out of memory bytes=%zu", size);
		(*at)->size = size;
	}
	if (now)
		a->now = *at;
	a->used += size - (*at)->used;
	(*at)->used = size;
	p = (*at)->data;
	memset((char *)p + had, 0, size - had);
	return p;
}

char *
arena_text(struct arena *a, const char *text, size_t len)
{
	char *copy = arena_take(a, len + 1);

	return len ? memcpy(copy, text, len) : copy;
}

char *
arena_copy(struct arena *a, const char *text)
{
	return text ? arena_text(a, text, strlen(text)) : NULL;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap;
	char *text;
	int len;

	va_start(ap, format);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	text = arena_take(a, (size_t)len + 1);
	va_start(ap, format);
	vsnprintf(text, (size_t)len + 1, format, ap);
	va_end(ap);
	return text;
}
