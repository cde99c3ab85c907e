/* SPDX-License-Identifier: ISC */
#ifndef HIVE_CENSUS_H
#define HIVE_CENSUS_H

#include "hive/db/db.h"

/* How many rows each table has; a scan of all of them, for reports. */
struct census {
	const char	*name;
	int64_t		 rows;
};

extern const struct field census_fields[];

struct query *census_list(struct db *);

#endif
