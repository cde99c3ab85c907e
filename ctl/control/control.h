/* SPDX-License-Identifier: ISC */
#ifndef CTL_CONTROL_CONTROL_H
#define CTL_CONTROL_CONTROL_H

#include "ctl/command/command.h"
#include "hive/balance/balance.h"

/* Miners, what limits them, what is decided, and the emergency stop. */
extern const struct ctl_command control_commands[];

int	 alert_ack_run(struct ctl *);
int	 alert_list_run(struct ctl *);
int	 alert_send_run(struct ctl *);
int	 alert_test_run(struct ctl *);
int	 circuit_list_run(struct ctl *);
int	 circuit_remove_run(struct ctl *);
int	 circuit_set_run(struct ctl *);
int	 decision_list_run(struct ctl *);
int	 miner_command_run(struct ctl *);
int	 miner_hold_run(struct ctl *);
int	 miner_list_run(struct ctl *);
int	 miner_release_run(struct ctl *);
int	 miner_replace_run(struct ctl *);
int	 miner_rescan_run(struct ctl *);
int	 miner_retire_run(struct ctl *);
int	 miner_set_run(struct ctl *);
int	 miner_show_run(struct ctl *);
int	 model_limit_run(struct ctl *);
int	 model_list_run(struct ctl *);
int	 plan_run(struct ctl *);
int	 release_run(struct ctl *);
int	 scan_run(struct ctl *);
int	 setting_list_run(struct ctl *);
int	 setting_set_run(struct ctl *);
int	 stop_run(struct ctl *);

/* ---- stop_alone.c: without a worker that answers ---- */
/* End the worker and stop the miners in its place; the exit status, which is
 * EX_TEMPFAIL when another worker was quicker. */
int	 stop_alone(struct ctl *, const char *action, enum emergency_scope);

#endif
