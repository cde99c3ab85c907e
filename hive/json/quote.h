/* SPDX-License-Identifier: ISC */
#ifndef HIVE_JSON_QUOTE_H
#define HIVE_JSON_QUOTE_H

#include <stddef.h>

/*
 * The pass before Jansson, seen by hive/json/read.c only: every number becomes
 * a text that begins with the mark U+FDD0, which is no character; a text of the
 * sender's that begins with it is refused.  Depth and the number of values are
 * bounded here, before any memory is spent on them.
 */
#define MARK		"\xef\xb7\x90"
#define MARK_SIZE	3
#define MARK_GROWTH	(MARK_SIZE + 2)		/* mark and two quotes */

#define DEPTH_MAX	32
#define VALUES_MAX	100000

struct quoting {
	const char	*in;
	size_t		 len, at;	/* read so far */
	char		*out;		/* room for (MARK_GROWTH + 1) * len */
	size_t		 to;		/* written so far */
	size_t		 stop;		/* end when `to' comes here */
	int		 depth, values;
	const char	*why;		/* what is wrong at `at', or NULL */
};

void	quote_numbers(struct quoting *);
/* What Jansson says, with the numbers as they were written: to it they are
 * marked texts.  Changed in place. */
const char *quote_undo(char *why);

#endif
