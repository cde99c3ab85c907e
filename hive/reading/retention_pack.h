/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_RETENTION_PACK_H
#define HIVE_READING_RETENTION_PACK_H

#include "hive/db/db.h"

/*
 * Finished hours of table reading into reading_hour and rollup.  An hour is
 * finished ten minutes after its end.
 *
 * An hour goes in two passes.  The first reads it for a batch of miners at a
 * time (the rows lie by instant, so each instant is sought once a batch),
 * packs them and counts what it packed per 15 seconds.  The second deletes,
 * 15 seconds at a time, and only where as many rows are found as were
 * counted: a late reading sends the hour to its beginning, and is merged.
 * A row that is its miner's latest stays and is packed all the same.  All
 * progress is in table packing and so in the same transaction.
 */

/* One step; true: there is more to do. */
bool	retention_pack(struct db *, int64_t now);

#endif
