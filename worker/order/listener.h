/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ORDER_LISTENER_H
#define WORKER_ORDER_LISTENER_H

#include <sys/types.h>

#include "worker/system/loop.h"

struct orders;

/*
 * A socket at which orders come in; each kind of peer has its own.  systemd
 * makes it and hands it over: its owner, group and mode decide who connects,
 * and the peer's user only narrows that, because from within the unit's user
 * namespace the responders' user cannot be told from any other.  Where systemd
 * made none, the worker makes it at its path, and then the peer's user must be
 * known.
 */
enum peer { PEER_RESPONDER, PEER_CTL, PEERS };

struct listener {
	struct watch	 watch;
	struct orders	*orders;	/* whom it listens for */
	enum peer	 peer;
	bool		 held;		/* by systemd, which also removes it */
	bool		 full;		/* nobody listens now */
	uid_t		 responder;	/* 0: there is no such user */
	char		 path[108];
};

/* NULL, or why it cannot be opened.  The owner sets watch.ready and watches. */
const char *listener_open(struct listener *, enum peer, const char *path);
void	 listener_close(struct listener *);

/* A connection whose peer may send orders; else -1, and the peer was told
 * why. */
int	 listener_accept(struct listener *, uid_t *user);

/* Whether a peer who is this user may; seen: the user is who it seems. */
bool	 listener_admits(const struct listener *, uid_t user, bool seen);

#endif
