/* SPDX-License-Identifier: ISC */
#ifndef WORKER_ALERT_H
#define WORKER_ALERT_H

#include "hive/alert/watch.h"

struct work;
struct unit;
struct reading;

/*
 * Alerts: rules over what the worker knows.  Each rule is a row of
 * alert_rules[]; worker/alert/alert.c watches how long its condition holds
 * (hive/alert/watch.h), keeps what comes of it (hive/alert/alert.h), and makes
 * one alert of a flood.  worker/alert/send.c tells it to people.
 */
#define ALERT_TEXT	280

/* Which rules are about a miner; the numbers are places in a unit. */
enum miner_rule {
	MINER_LOST, MINER_FAILED, UNCONTROLLABLE, BOARD_MISSING, FAN_LOST,
	CHIP_HOT, HASHRATE_LOW, POOL_DEAD, RESTART_LOOP, TUNING_STUCK,
	MINER_RULES
};

/* What a unit carries for them. */
struct miner_alerts {
	struct alert_watch	 watch[MINER_RULES];
	uint32_t		 fresh;	/* bits: began since the last step */
	uint32_t		 flooded;	/* bits: part of a flood */
	/* for the rules */
	int64_t			 chains;	/* of its model; 0: unknown */
	double			 usual_ths;	/* on this preset, or NaN */
	int64_t			 facts_ms;	/* when both were looked up */
	char			 preset[33];	/* that they are for */
	bool			 starting;	/* at the last reading */
	bool			 stopped;
	int64_t			 starts_ms[4];	/* its last starts */
	size_t			 next_start;
};

struct alert_rule {
	const char	*name, *severity;
	int64_t		 hold_s, clear_s;
	int		 miner;		/* enum miner_rule; -1: the site's */
	bool		 unsound;	/* control is not sound meanwhile */
	/* One of the three; text gets a sentence when it is present. */
	enum alert_sight (*site)(struct work *, char text[ALERT_TEXT]);
	enum alert_sight (*unit)(struct work *, struct unit *,
			    char text[ALERT_TEXT]);
	enum alert_sight (*reading)(struct work *, struct unit *,
			    const struct reading *, char text[ALERT_TEXT]);
	const char	*many;		/* "miners do not answer" */
};

/* worker/alert/rules.c; the last has no name. */
extern const struct alert_rule alert_rules[];
#define ALERT_RULES	32		/* most there may be */

/* Go on with what is open on record: at the start, and after the database
 * was sick. */
void	alerts_follow(struct work *);
/* A miner's reading has come. */
void	alerts_reading(struct work *, struct unit *, const struct reading *);
/* Within each turn's transaction. */
void	alerts_turn(struct work *);
int64_t	alerts_next_ms(const struct work *);
/* Nothing is open that makes control doubtful. */
bool	alerts_sound(void);

/* worker/alert/report.c: a step of the report, when one is due. */
void	alert_report_step(struct work *);
void	alert_report_begin(void);

/* worker/alert/facts.c: what the rules look up now and then. */
void	alert_facts_unit(struct work *, struct unit *,
	    const struct reading *);
/* Whether we sent it an order lately. */
bool	alert_facts_ordered(struct work *, const struct unit *);

#endif
