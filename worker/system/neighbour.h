/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_NEIGHBOUR_H
#define WORKER_SYSTEM_NEIGHBOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The kernel's neighbour (ARP) table as a limit: how many new addresses a
 * second may be asked on our own links, and which addresses lie there.
 * Loopback needs no neighbours.
 */
#define LINKS_MAX 32

struct neighbours {
	int64_t		 read_ms;	/* when it was looked at, 0: never */
	int64_t		 max, used;	/* entries */
	uint32_t	 links[LINKS_MAX][2];	/* network, mask */
	size_t		 links_n;
};

void	neighbours_read(struct neighbours *, int64_t now_ms);
/* New dead addresses a second: (most - used) / 4, at least 16.  A dead entry
 * stays 3 s; at a rate of a third, a tenth of the live ones was missed. */
double	neighbours_rate(const struct neighbours *);
bool	neighbours_on_link(const struct neighbours *, uint32_t ip);

#endif
