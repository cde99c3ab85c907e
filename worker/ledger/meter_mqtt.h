/* SPDX-License-Identifier: ISC */
#ifndef WORKER_LEDGER_METER_MQTT_H
#define WORKER_LEDGER_METER_MQTT_H

#include "hive/base/arena.h"
#include "worker/system/mqtt.h"

struct db;
struct health;
struct loop;
struct secret_key;
struct site;
struct turn;

/*
 * Meters that speak MQTT: boards which publish below PREFIX/DEVICE/
 *
 *	telemetry	a reading, JSON: the ledger's (hive/ledger/meter.h)
 *	status		"online", or as last will "offline"; retained
 *	heartbeat	a sign of life
 *
 * The device in the topic is the sender; the broker's ACL holds it to that, and
 * what the body says about it is not believed.  A message is taken within the
 * turn's transaction and the broker has its acknowledgement after the commit.
 * What is no message of a meter is kept as refused, counted (mqtt_refused_...)
 * and acknowledged, so that it does not come for ever.
 *
 * Beside that it hears how many messages the broker has dropped, for that is
 * the one way to lose any.
 *
 * Without "mqtt" in the configuration nothing is started.
 */
struct meters {
	struct health		*health;	/* the broker's is there */
	struct mqtt		*mqtt;		/* NULL: no meters by MQTT */
	struct mqtt_state	 told;		/* what was last told */
	bool			 met;		/* the broker, ever */
	int64_t			 complain_ms;
	char			 prefix[129];	/* in force until the end */
	struct arena		 arena;		/* of one message */
};

void	meters_open(const struct site *, struct arena *, struct loop *,
	    const struct secret_key *, struct meters *);
void	meters_close(const struct turn *, struct meters *);

/* Whether a message waits to be served. */
bool	meters_ready(struct db *, const struct meters *);
/* Take what waits; between db_begin() and db_commit(). */
void	meters_serve(const struct turn *, struct meters *);
/* After the commit. */
void	meters_answer(struct meters *, bool durable);

enum topic_kind { TOPIC_NONE, TOPIC_TELEMETRY, TOPIC_STATUS,
    TOPIC_HEARTBEAT };
extern const char *const topic_kind_words[];

/* PREFIX/DEVICE/KIND; false if the topic is not of this form or the device's
 * name is none: 1 to 64 of A-Z a-z 0-9 . _ : - */
struct meter_topic {
	char		 device[65];
	enum topic_kind	 kind;		/* none: no word of ours */
};
bool	meter_topic(const char *prefix, const char *topic,
	    struct meter_topic *);

#endif
