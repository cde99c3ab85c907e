/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ALERT_KEEP_H
#define WORKER_ALERT_KEEP_H

struct alert_room;
struct alert_rule;
struct alert_sender;
struct rule_state;
struct turn;

/* From alert.c, which sees what begins and ends, to the record. */

struct rule_state *alert_state(struct alert_room *, const struct alert_rule *);
/* What has begun of this rule since the last step becomes an alert each, or
 * one flood; a flood that nobody is in any more ends. */
void	 alert_keep(const struct turn *, struct alert_room *,
	    const struct alert_rule *);
/* The alert of this key ends, unless it was part of a flood. */
void	 alert_ended(const struct turn *, struct alert_sender *,
	    const struct alert_rule *, const char *key);

#endif
