/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_BALLAST_H
#define WORKER_SYSTEM_BALLAST_H

/*
 * 64 MB set aside beside the database.  On a full disk even a DELETE needs
 * room (measured), so retention could not help itself: the ballast is given
 * back first, and taken again when there is plenty of room.
 */
void	ballast_take(const char *folder);
/* True: there was some to give. */
int	ballast_give(const char *folder);

#endif
