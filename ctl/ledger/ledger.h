/* SPDX-License-Identifier: ISC */
#ifndef CTL_LEDGER_LEDGER_H
#define CTL_LEDGER_LEDGER_H

#include "ctl/command/command.h"

/* The books of energy. */
extern const struct ctl_command ledger_commands[];

int	 ledger_close_run(struct ctl *);
int	 ledger_recalculate_run(struct ctl *);
int	 ledger_reconcile_run(struct ctl *);
int	 ledger_sign_run(struct ctl *);
int	 ledger_statement_run(struct ctl *);
int	 ledger_verify_run(struct ctl *);

#endif
