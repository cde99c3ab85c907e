/* SPDX-License-Identifier: ISC */
#ifndef WORKER_EMERGENCY_LATCH_H
#define WORKER_EMERGENCY_LATCH_H

#include <stddef.h>

#include "hive/miner/action.h"
#include "worker/emergency/emergency.h"

struct arena;

/*
 * The emergency stop in files beside the database, for when that cannot be
 * written: "emergency-stop" is the latch itself, one line "ACTION SCOPE WHO";
 * "emergency-told" has a line "MAC ACTION PRESET" for each miner that was
 * told while nothing could go on record, PRESET (to the end of the line) being
 * what it ran before or "-".  Both go at the release.
 */
void	latch_write(const struct emergency_room *);
/* Into room->control->stop, when there is one.  One that is unclear stops
 * all. */
enum latch { LATCH_NONE, LATCH_READ, LATCH_UNCLEAR };
enum latch latch_read(struct emergency_room *);
void	latch_remove(const struct emergency_room *);

struct latch_told {
	char		mac[18], preset[48];
	enum action	action;
};

/* Add n of them; the arena is for the text. */
void	latch_note(const struct emergency_room *, struct arena *,
	    const struct latch_told *, size_t n);
/* All that were told, in the arena; n of them. */
struct latch_told *latch_told(const struct emergency_room *, struct arena *,
    size_t *n);

#endif
