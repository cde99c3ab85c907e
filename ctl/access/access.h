/* SPDX-License-Identifier: ISC */
#ifndef CTL_ACCESS_ACCESS_H
#define CTL_ACCESS_ACCESS_H

#include "ctl/command/command.h"

/* Who may come in: people and programs. */
extern const struct ctl_command access_commands[];

int	 token_create_run(struct ctl *);
int	 token_list_run(struct ctl *);
int	 token_revoke_run(struct ctl *);
int	 user_add_run(struct ctl *);
int	 user_list_run(struct ctl *);
int	 user_passwd_run(struct ctl *);
int	 user_remove_run(struct ctl *);
int	 user_scope_run(struct ctl *);

#endif
