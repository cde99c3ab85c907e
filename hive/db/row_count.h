/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_ROW_COUNT_H
#define HIVE_DB_ROW_COUNT_H

#include "hive/db/db.h"

/* How many rows each table has; a scan of all of them, for reports. */
struct row_count {
	const char	*name;
	int64_t		 rows;
};

/* Of every table of the schema, in its order and at one instant. */
struct list row_counts(struct db *, struct arena *);

#endif
