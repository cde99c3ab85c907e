/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SERVICE_AUDIT_LOG_H
#define HIVE_SERVICE_AUDIT_LOG_H

#include "hive/db/db.h"

/* Who changed what.  It is only added to; the database itself refuses
 * anything else. */
struct audit {
	int64_t		 id, at;
	const char	*who, *door, *address, *action, *target;
	const char	*old, *new;	/* JSON or NULL */
	int64_t		 result;	/* HTTP status */
};

extern const struct field audit_fields[];

void	audit_add(struct db *, const struct audit *);
bool	audit_get(struct db *, struct arena *, int64_t id, struct audit *);
/* Newest first, with an id less than `below'. */
struct query *audit_list(struct db *, int64_t below, int64_t limit);

#endif
