/* SPDX-License-Identifier: ISC */
#ifndef FCGI_HTTP_LIST_H
#define FCGI_HTTP_LIST_H

#include "fcgi/http/request.h"

/*
 * A list as an answer: a plain JSON array, or CSV (RFC 4180), of records.
 * The parameters `fields' (which ones), `sort' (a field, with '-' from the
 * largest), `limit' and `cursor' (where the page before ended) are read
 * here; the next page is in the Link header, the count in X-Total-Count when
 * it is known.
 *
 *	list_begin(&l, r, miner_fields);
 *	while (miner_next(db, q, &m, &parts))
 *		if (fits(&m))
 *			list_row(&l, &m);
 *	return list_end(&l);
 */
struct list_out {
	struct request		*r;
	const struct field	*fields;
	size_t			 size;		/* of the record, to sort */
	uint64_t		 bits;		/* which fields */
	const char		*sort;		/* NULL: as they come */
	bool			 falling;
	int64_t			 limit, skip, seen, written;
	int64_t			 asked;		/* rows wanted; 0: all */
	const struct field	*key;		/* newest first by this */
	int64_t			 below, last;	/* of the key */
	struct list_row		*rows;		/* when sorted */
	size_t			 n, room, bytes;
	size_t			 held;		/* by the arena before */
	struct json		 line;		/* one row's text */
};

/* Rows of a list that are counted or sorted. */
#define LISTED_MAX 100000

/* limit: the default when the client names none. */
void	list_begin(struct list_out *, struct request *, const struct field *,
	    size_t size, int64_t limit);
/* How many rows to ask the database for, if not for all: enough for the page
 * and to know whether there are more. */
int64_t	list_rows(struct list_out *);

/*
 * A log, newest first by a key that no two of its rows share: it can be
 * longer than anybody would count, so a page begins below the last key of the
 * page before, and is not sorted.  The handler asks the database for
 * list_rows() rows whose key is less than `below'.
 */
void	list_log(struct list_out *, struct request *, const struct field *,
	    const char *key, int64_t limit);
#define LOGGED_MAX 10000	/* rows in one answer */

void	list_row(struct list_out *, const void *record);
int	list_end(struct list_out *);

/* One record as a CSV line, and the names of its columns as the first. */
void	csv_head(struct buf *, const struct field *, uint64_t bits);
void	csv_row(struct buf *, const struct field *, const void *record,
	    uint64_t bits);

/* The rows of params[] that every such list has, and every log. */
#define SHOW_PARAMS							\
	{ "fields", F_TEXT, 0, 0, "names of the fields to show, by comma" }, \
	{ "cursor", F_TEXT, 0, 0, "from the Link header of the page before" }

#define LIST_PARAMS							\
	SHOW_PARAMS,							\
	{ "sort", F_TEXT, 0, 0, "field to sort by; - before it: falling" }, \
	{ "limit", F_INT, 1, 100000, "most rows in one answer" }

#define LOG_PARAMS							\
	SHOW_PARAMS,							\
	{ "limit", F_INT, 1, LOGGED_MAX, "most rows in one answer" }

#endif
