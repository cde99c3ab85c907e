/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ALERT_ALERT_H
#define WORKER_ALERT_ALERT_H

#include "hive/alert/watch.h"
#include "hive/balance/report.h"
#include "hive/base/severity.h"
#include "worker/alert/send.h"
#include "worker/core/fleet_miner.h"

struct control_room;
struct health;
struct turn;
struct reading;
struct round;

/*
 * Alerts: rules over what the worker knows.  Each rule is a row of
 * alert_rules[]; worker/alert/alert.c watches how long its condition holds
 * (hive/alert/watch.h), worker/alert/keep.c puts what comes of it on record
 * (hive/alert/alert.h) and makes one alert of a flood, and worker/alert/send.c
 * tells it to people.
 */
#define ALERT_TEXT	280

struct alert_room;

struct alert_rule {
	const char	*name;
	enum severity	 severity;
	int64_t		 hold_s, clear_s;
	int		 miner;		/* enum miner_rule; -1: the site's */
	bool		 unsound;	/* control is not sound meanwhile */
	/* One of the three; text gets a sentence when it is present. */
	enum alert_sight (*site)(const struct turn *, struct alert_room *,
			    char text[ALERT_TEXT]);
	enum alert_sight (*each_miner)(const struct turn *,
	    struct fleet_miner *,
			    char text[ALERT_TEXT]);
	enum alert_sight (*reading)(const struct turn *, struct fleet_miner *,
			    const struct reading *, char text[ALERT_TEXT]);
	const char	*many;		/* "miners do not answer" */
};

/* worker/alert/rules.c; the last has no name. */
extern const struct alert_rule alert_rules[];
#define ALERT_RULES	32		/* most there may be */

/* An alert that began since the last step.  More of one rule than there is room
 * for here are a flood, which is one alert. */
struct alert_begun {
	struct fleet_miner	*miner;		/* NULL: the site */
	char		 text[ALERT_TEXT];
};

/* What is kept of each rule between two steps. */
struct rule_state {
	struct alert_watch	 watch;		/* of a rule of the site */
	struct alert_flood	 flood;
	struct alert_begun	 begun[ALERT_FLOOD + 1];
	size_t			 n;		/* began; may be more */
	bool			 flooded;	/* the flood's alert is open */
	int64_t			 members;
	int64_t			 keep_ms;	/* not over before */
};

/* What the site's rules have looked up, each at its own pace; looked_ms 0:
 * never. */
struct site_looks {
	int64_t	 sick_ms;		/* the database was; 0: never */
	struct {
		int64_t	 looked_ms;
		bool	 known;
		int64_t	 free_bytes;
		bool	 is_low;
	} disk;
	struct {
		int64_t	 looked_ms, silent;
		char	 name[80];	/* one that is silent */
	} meters;
	struct {
		int64_t	 looked_ms, open;
	} tickets;
	struct {
		int64_t	 looked_ms;
		double	 slope;
	} container;
};

/* The report that is being made. */
struct report_job {
	struct report	 report;
	int64_t		 day, days;	/* last day of it, how many days */
	int64_t		 next_at;	/* hours from here on are not added
					 * yet */
	bool		 making;
	int64_t		 look_ms;
};

struct alert_room {
	/* what is looked at */
	const struct control_room *control;
	const struct health	*health;
	const struct round	*rounds;	/* ROUNDS of them */
	const char		*folder;	/* of the database; "": none */

	struct rule_state	 states[ALERT_RULES];
	int64_t			 next_ms, forget_ms;
	struct site_looks	 looks;
	struct report_job	 report;
	struct alert_sender	 sender;
};

/* Go on with what is open on record: at the start, and after the database
 * was sick. */
void	alerts_follow(const struct turn *, struct alert_room *);
/* A miner's reading has come. */
void	alerts_reading(const struct turn *, struct alert_room *,
    struct fleet_miner *,
	    const struct reading *);
/* Within each turn's transaction. */
void	alerts_turn(const struct turn *, struct alert_room *);
int64_t	alerts_next_ms(const struct site *, const struct alert_room *);
/* Nothing is open that makes control doubtful. */
bool	alerts_sound(const struct alert_room *);

/* worker/alert/report.c: a step of the report, when one is due. */
void	alert_report_step(const struct turn *, struct alert_room *);
void	alert_report_begin(struct report_job *);

/* worker/alert/facts.c: what the rules look up now and then. */
void	alert_facts_miner(const struct turn *, struct fleet_miner *,
	    const struct reading *);
/* Whether the miner was sent a command lately. */
bool	alert_facts_ordered(const struct turn *, const struct fleet_miner *);

#endif
