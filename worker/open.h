/* SPDX-License-Identifier: ISC */
#ifndef WORKER_OPEN_H
#define WORKER_OPEN_H

#include "worker/worker.h"

/*
 * What a worker is opened from: configuration, database, keys, miners.  The
 * worker proper refuses what is not whole; --stop-all (worker/stop_all.c)
 * takes what it can get, and shares what both do alike.
 */
void	open_clocks(struct turn *);
/* Where the database lies. */
void	open_folder(struct worker *);
/* The key that opens the miners' secrets; made if it may be. */
void	open_secret(struct worker *, bool make);
void	open_fleet(struct worker *);
/* Connections to miners, of which so many at once. */
struct http *open_door(struct worker *, int max);

/* The worker's own; each ends the process if it cannot. */
void	open_site(struct worker *);
void	open_database(struct worker *);
void	open_epoch(struct worker *);
void	open_scan(struct worker *);

/* The configuration anew; what is wrong changes nothing. */
void	open_again(struct worker *);

#endif
