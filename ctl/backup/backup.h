/* SPDX-License-Identifier: ISC */
#ifndef CTL_BACKUP_BACKUP_H
#define CTL_BACKUP_BACKUP_H

#include "ctl/command/command.h"

/* Backups, and the way back from them. */
extern const struct ctl_command backup_commands[];

int	 backup_run(struct ctl *);
int	 restore_run(struct ctl *);

#endif
