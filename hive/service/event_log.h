/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SERVICE_EVENT_LOG_H
#define HIVE_SERVICE_EVENT_LOG_H

#include "hive/db/db.h"

/* What happened.  It is only added to; the database itself refuses anything
 * else. */
struct event {
	int64_t		 id, at;
	const char	*kind;		/* found, offline, moved, ... */
	int64_t		 row;		/* of the miner, or NONE */
	const char	*miner;		/* its MAC when read, or NULL */
	const char	*text;
};

extern const struct field event_fields[];

void	event_add(struct db *, int64_t now, const char *kind, int64_t miner,
	    const char *text);
bool	event_get(struct db *, struct arena *, int64_t id, struct event *);
/* How many of the kind since then. */
int64_t	event_count(struct db *, const char *kind, int64_t since_at);
/* Newest first, with an id less than `below'. */
struct query *event_list(struct db *, const char *mac, int64_t below,
    int64_t limit);

#endif
