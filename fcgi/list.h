/* SPDX-License-Identifier: ISC */
#ifndef FCGI_LIST_H
#define FCGI_LIST_H

#include "fcgi/request.h"

/*
 * A list as an answer: a plain JSON array, or CSV (RFC 4180), of records.
 * The parameters `fields' (which ones), `sort' (a field, with '-' from the
 * largest), `limit' and `cursor' (where the page before ended) are read
 * here; the next page is in the Link header, the count in X-Total-Count.
 *
 *	list_begin(&l, r, miner_fields);
 *	while (miner_next(db, q, &m))
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
	struct list_row		*rows;		/* when sorted */
	size_t			 n, room, bytes;
	size_t			 before;	/* what the arena held */
	struct json		 line;		/* one row's text */
};

/* Rows of a list that are counted or sorted. */
#define LISTED_MOST 100000

/* limit: the default when the client names none. */
void	list_begin(struct list_out *, struct request *, const struct field *,
	    size_t size, int64_t limit);
void	list_row(struct list_out *, const void *record);
int	list_end(struct list_out *);

/* One record as a CSV line, and the names of its columns as the first. */
void	csv_head(struct json *, const struct field *, uint64_t bits);
void	csv_row(struct json *, const struct field *, const void *record,
	    uint64_t bits);

/* The rows of params[] that every such list has. */
#define LIST_PARAMS							\
	{ "fields", F_TEXT, 0, 0, "names of the fields to show, by comma" }, \
	{ "sort", F_TEXT, 0, 0, "field to sort by; - before it: falling" }, \
	{ "limit", F_INT, 1, 100000, "most rows in one answer" },	\
	{ "cursor", F_TEXT, 0, 0, "from the Link header of the page before" }

#endif
