/* SPDX-License-Identifier: ISC */
#ifndef HIVE_HISTORY_H
#define HIVE_HISTORY_H

#include "hive/db/db.h"

/*
 * What happened (events) and who changed what (audit).  Both are only added
 * to; the database itself refuses anything else.
 */
struct event {
	int64_t		 id, at;
	const char	*kind;		/* found, offline, moved, ... */
	int64_t		 row;		/* of the miner, or NONE */
	const char	*miner;		/* its MAC when read, or NULL */
	const char	*text;
};

struct audit {
	int64_t		 id, at;
	const char	*who, *door, *address, *action, *target;
	const char	*old, *new;	/* JSON or NULL */
	int64_t		 result;	/* HTTP status */
};

extern const struct field event_fields[], audit_fields[];

void	event_add(struct db *, int64_t now, const char *kind, int64_t miner,
	    const char *text);
bool	event_get(struct db *, struct arena *, int64_t id, struct event *);
/* How many of the kind since then. */
int64_t	event_count(struct db *, const char *kind, int64_t since_at);
struct query *event_list(struct db *, const char *mac, int64_t below,
    int64_t limit);
void	audit_add(struct db *, const struct audit *);
/* Newest first, older than id `before' (NONE: from the newest). */
bool	audit_get(struct db *, struct arena *, int64_t id, struct audit *);
struct query *audit_list(struct db *, int64_t below, int64_t limit);

#endif
