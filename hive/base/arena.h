/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_ARENA_H
#define HIVE_BASE_ARENA_H

#include <stddef.h>

/*
 * An arena is memory with one lifetime: a request, a miner's reply, a round.
 *
 * What is made while serving it is taken from the arena, nothing is given back
 * singly, and arena_reset() drops everything at once.  Blocks are kept for the
 * next use, so a warm process asks the system for no memory.
 *
 * Taking cannot fail: past the limit, or out of memory, the process logs and
 * ends.  What somebody outside sizes (a body, a reply, a list) is therefore
 * bounded by its reader before it comes here.
 */
struct arena {
	struct block	*first, *now;
	size_t		 used;		/* bytes handed out since the reset */
	size_t		 limit;		/* most bytes between two resets */
};

void	 arena_init(struct arena *, size_t limit);
void	 arena_reset(struct arena *);
void	 arena_free(struct arena *);

/* Zeroed, aligned for any type. */
void	*arena_take(struct arena *, size_t size)
	    __attribute__((__returns_nonnull__));
/* More room for what was taken: its new place, the rest zeroed.  What was large
 * gives its old place back. */
void	*arena_more(struct arena *, void *, size_t had, size_t size)
	    __attribute__((__returns_nonnull__));
/* A copy of len bytes, terminated. */
char	*arena_text(struct arena *, const char *text, size_t len)
	    __attribute__((__returns_nonnull__));
/* A copy of the whole text; NULL stays NULL. */
char	*arena_copy(struct arena *, const char *text);
char	*arena_printf(struct arena *, const char *format, ...)
	    __attribute__((__format__(printf, 2, 3), __nonnull__(2),
	    __returns_nonnull__));

#define ARENA_NEW(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define ARENA_MANY(arena, type, n) \
	((type *)arena_take((arena), sizeof(type) * (size_t)(n)))

#endif
