/* SPDX-License-Identifier: ISC */
#ifndef WORKER_CONTROL_MINER_STATE_H
#define WORKER_CONTROL_MINER_STATE_H

#include "hive/reading/reading.h"
#include "worker/core/fleet_miner.h"

struct control_room;
struct turn;
struct command;

/*
 * What the balancer knows of a miner between two readings: which state it is
 * in, what it draws, what it has learned of its presets, and when it was
 * changed last.  It follows readings and commands; nothing here is sent.
 */
#define CONTROL_STABLE	3	/* quiet readings, to be called stable */
#define CONTROL_NOTHING_W 100	/* less is no mining */

/* worker/control/miner_preset.c: its list of presets and what was learned of
 * them; after a change of the catalogue, and at the start. */
void	control_list(const struct turn *, struct fleet_miner *,
    int64_t catalogue);
/* All that was learned, once the fleet is loaded. */
void	control_load(const struct turn *);
/* It mines quietly: its power and hashrate are those of its preset. */
void	control_learn(const struct turn *, struct fleet_miner *);
/* A preset's index in its list, or -1. */
int	control_preset(const struct control *, const char *name);
/* Its lowest preset, never "disabled", or -1. */
int	control_lowest(const struct control *);

/* worker/control/miner_state.c: a reading came. */
void	control_read(const struct turn *, struct control_room *,
    struct fleet_miner *,
	    const struct reading *);
/* It accepted a preset, and runs it from its next start on at the latest. */
void	control_stored(int64_t now_ms, struct fleet_miner *, const char *name);
/* It was raised then. */
void	control_raised(struct control *, int64_t ms);
enum control_state control_state(enum miner_state);

/* Its part of a plan.  round_ms: how often it is read. */
void	control_snapshot(const struct turn *, const struct fleet_miner *,
	    struct plan_miner *);
/* What it would draw once it starts: the most, if that is not known. */
int64_t	control_start_w(const struct fleet_miner *);
/* What it will draw after a command; NONE: no other than before. */
int64_t	control_after_w(const struct fleet_miner *, const struct command *);
/* How many TH/s more it will have after it; NAN: not known, or no other. */
double	control_delta_ths(const struct fleet_miner *, const struct command *);
/* What it would draw now for good, as far as is known. */
int64_t	control_settled_w(const struct fleet_miner *);

/* What it draws at this moment is between these two. */
void	control_between(const struct turn *, const struct fleet_miner *,
	    int64_t *min_w, int64_t *max_w);

#endif
