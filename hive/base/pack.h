/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_PACK_H
#define HIVE_BASE_PACK_H

#include "hive/base/record.h"

/*
 * Measurements in few bytes.  A packed blob is a sequence of numbers,
 * columns of integers and columns of words, read back in the order in which
 * they were written:
 *
 *	number	  zigzag plus one in LEB128; NONE is 0
 *	text	  its length plus one and its bytes; NULL is 0
 *	column	  one byte: width 0-8 of a value in bytes, whether some are
 *		  absent (a bitmap follows), whether the values are differences
 *		  from the one before or from their mean; the first value or
 *		  the mean as a number; then zigzag values by byte planes, the
 *		  lowest plane first
 *	words	  how many different ones (at most 255, what is beyond is
 *		  absent), each a text; then a column of their places,
 *		  absent for NULL
 *	records	  how many fields; then each field of all records as a
 *		  column or as words, reals as integers of 10^-scale
 *
 * New fields go to the end of a table: then what was packed before is read
 * with those absent.
 *
 * All of it follows one byte, 0: as it is, 1: as a zstd frame.
 *
 * Reading trusts nothing: whatever the bytes are, the values are some
 * integers and texts and unpack_end() tells whether they can be believed.
 */
#define PACK_MAX (3 << 20)	/* bytes of a blob before compression */
#define PACK_WORD 255		/* bytes of a word; longer ones are cut */
#define PACK_WORDS 255		/* different words in a column */

struct pack {
	struct arena	*arena;
	uint8_t		*p;
	size_t		 n, room;
};

void	pack_begin(struct pack *, struct arena *);
void	pack_number(struct pack *, int64_t);
void	pack_text(struct pack *, const char *);
void	pack_column(struct pack *, const int64_t *, size_t n);
void	pack_words(struct pack *, const char *const *, size_t n);
/* The scalar fields of n records by columns; a NULL is a record of which all
 * is absent. */
void	pack_records(struct pack *, const struct field *,
	    const void *const *records, size_t n);
/* The blob, in the arena; the second way without compression. */
struct blob pack_end(struct pack *);
struct blob pack_end_plain(struct pack *);

/* One at a time in a process: the bytes lie in a static buffer until the
 * next unpack_begin(), and so does what is in `scratch'. */
struct unpack {
	struct arena	*scratch;
	const uint8_t	*p;
	size_t		 left;
	bool		 error;		/* from here on all is absent */
};

void	unpack_begin(struct unpack *, struct blob);
/* A number; outside of least to most the blob is wrong and it is `min'. */
int64_t	unpack_number(struct unpack *, int64_t min, int64_t max);
const char *unpack_text(struct unpack *, struct arena *);
void	unpack_column(struct unpack *, int64_t *, size_t n);
/* The words live in the arena. */
void	unpack_words(struct unpack *, struct arena *, const char **, size_t n);
/* Into the records that are not NULL: every scalar field is set; a list is
 * left as it is. */
void	unpack_records(struct unpack *, struct arena *, const struct field *,
	    void *const *records, size_t n);
/* Whether all was as it was packed, to the last byte. */
bool	unpack_end(struct unpack *);

/* A real as an integer of 1 / scale and back; NaN, infinity: NONE. */
int64_t	pack_fixed(double, double scale);
double	unpack_fixed(int64_t, double scale);

#endif
