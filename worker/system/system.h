/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_SYSTEM_H
#define WORKER_SYSTEM_SYSTEM_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * What the worker asks of the system it runs on.
 */

/* Only one worker on a folder: holds its lock until the process ends.  NULL,
 * or why not. */
const char *system_lock(const char *folder);
/* False: somebody removed or replaced the lock's file. */
bool	 system_lock_holds(void);

/* As many descriptors as the system allows; returns how many. */
int	 system_raise_files(void);

/* The listening socket that systemd hands over under this name, or -1. */
int	 system_socket(const char *name);
/* Whether this process can see who a user is.  In a user namespace
 * (PrivateUsers=) all users outside its map look the same. */
bool	 system_sees_user(uid_t);
/* The same by a map as in /proc/self/uid_map. */
bool	 system_map_has(const char *map, uid_t);

/* Tell systemd ("READY=1", "WATCHDOG=1"); nothing without it. */
void	 system_notify(const char *state);
/* Milliseconds between two signs of life, or 0. */
long	 system_watchdog_ms(void);

#endif
