/* SPDX-License-Identifier: ISC */
#ifndef HIVE_ALERT_ALERT_H
#define HIVE_ALERT_ALERT_H

#include "hive/base/severity.h"
#include "hive/db/db.h"

/*
 * Alerts on record.  An alert is open from its beginning to its end; of one
 * rule and key only one is open at a time.  When a condition is an alert is
 * decided by hive/alert/watch.h, of which things by worker/alert/alert.c.
 */
#define ALERT_KEY_FLOOD	"*"	/* the key of a flood */

enum alert_state {
	ALERT_STATELESS, ALERT_OPEN, ALERT_ACKNOWLEDGED, ALERT_ENDED
};

extern const char *const alert_state_words[];

/* Those that people ask for. */
enum alert_filter {
	ALERTS_ALL, ALERTS_OPEN, ALERTS_ACKNOWLEDGED, ALERTS_ENDED,
	ALERTS_PRESENT		/* open or acknowledged */
};

extern const char *const alert_filter_words[];

struct alert {
	int64_t		 id;
	const char	*rule, *key;
	enum severity	 severity;
	int64_t		 row;		/* of the miner, or NONE */
	const char	*miner;		/* its MAC when read, or NULL */
	const char	*text;
	int64_t		 since_at, last_at, count;
	int64_t		 acknowledged_at;
	const char	*acknowledged_by;
	int64_t		 ended_at;
	int64_t		 flood;		/* id of the flood it became part of */
	enum alert_state state;		/* when read */
};

extern const struct field alert_fields[];	/* as the API shows it */

/* A condition has become an alert, or goes on with a new text and count;
 * returns the id of the open alert. */
int64_t	alert_raise(struct db *, const struct alert *);
/* The condition is over; returns the id of what was open, or NONE. */
int64_t	alert_end(struct db *, const char *rule, const char *key,
	    int64_t now);
/* Those of the rule that are open since then and that nobody acknowledged
 * go on as part of the flood. */
void	alert_fold(struct db *, const char *rule, int64_t since_at,
	    int64_t flood, int64_t now);

bool	alert_get(struct db *, struct arena *, int64_t id, struct alert *);
/* False: no such alert, or it is acknowledged or over. */
bool	alert_acknowledge(struct db *, int64_t id, const char *who,
	    int64_t now);
/* The newest first, without those that went on in a flood. */
struct query *alert_list(struct db *, enum alert_filter, int64_t limit);

/* Open ones by severity; `waiting' are those nobody has acknowledged. */
struct alert_sums {
	int64_t	 info, warning, critical, waiting;
	int64_t	 warning_waiting, critical_waiting;
};

void	alert_sum(struct db *, struct alert_sums *);
/* Those that ended before. */
void	alert_forget(struct db *, int64_t before_at);

/* ---- What waits to be told ---- */

enum notice_channel { CHANNEL_NONE, CHANNEL_WEBHOOK, CHANNEL_EMAIL };
extern const char *const notice_channel_words[];

struct message {
	int64_t		 id;
	enum notice_channel	 channel;
	const char	*kind;
	int64_t		 alert;		/* NONE: text stands for itself */
	const char	*text;
	int64_t		 queued_at, next_at, tries;
};

extern const struct field message_fields[];

void	message_add(struct db *, const struct message *);
/* What is due on the channel, the oldest first; in the arena. */
struct list message_due(struct db *, struct arena *, enum notice_channel,
    int64_t now, int64_t limit);
/* When the next one is due on the channel; NONE: nothing waits. */
int64_t	message_next(struct db *, enum notice_channel);
void	message_done(struct db *, int64_t id);
/* It could not be taken there: again, not before. */
void	message_again(struct db *, int64_t id, int64_t next_at);
/* Since when the oldest waits; NONE: nothing does. */
int64_t	message_oldest(struct db *);
/* How many wait. */
int64_t	message_count(struct db *);

#endif
