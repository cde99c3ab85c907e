/* SPDX-License-Identifier: ISC */
#ifndef HIVE_READING_RETENTION_H
#define HIVE_READING_RETENTION_H

#include "hive/db/db.h"

/*
 * The care of the measurements: finished hours are packed and rolled up, what
 * is too old goes, freed pages are given back.  In steps of a few
 * milliseconds so that nobody waits; a step that is lost to a crash is made
 * again.
 */
struct retention {
	int64_t		 chips_days, readings_days, rollups_days;
};

/*
 * One step, within the caller's transaction.  True: there is more to do, call
 * again when idle.  False: nothing until the next minute.
 */
bool	retention_step(struct db *, const struct retention *, int64_t now);

#endif
