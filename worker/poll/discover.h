/* SPDX-License-Identifier: ISC */
#ifndef WORKER_POLL_DISCOVER_H
#define WORKER_POLL_DISCOVER_H

#include "worker/poll/visit.h"

/*
 * Discovery: which hosts are out there, and may we talk to them?
 *
 * Each pass asks the known addresses first (those of silent miners by a light
 * scan), while the sweep of the unknown ones goes on across passes.  A host
 * that answers is visited: /info tells the MAC, which is the identity; a new
 * miner, or one whose list of presets is older than an hour, is asked for its
 * build and presets, and gets a key of ours if it has none.
 */

/* worker/poll/identify.c: this address says that it is this MAC.  The fleet
 * miner with that MAC, moved or made as needed; NULL: leave the address alone
 * (the miner is retired, or another address has a better claim). */
struct fleet_miner *claim(struct visit *, const struct info *);
/* The miner's own address no longer claims its MAC; an address that claimed it
 * lately gets it. */
void	claim_lost(int64_t now_ms, struct fleet_miner *);
/* Rivals that fell silent are forgotten. */
void	claim_forget(const struct turn *, struct fleet_miner *);

/* worker/poll/provide_key.c: a key of our own on the miner.  Goes through the
 * questions it needs and then calls `then'; the session, if one was opened,
 * stays open and visit->token is set. */
bool	provide_wanted(const struct visit *);
void	provide(struct visit *, void (*then)(struct visit *));

#endif
