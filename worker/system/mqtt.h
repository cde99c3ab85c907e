/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_MQTT_H
#define WORKER_SYSTEM_MQTT_H

#include <stdbool.h>

#include "hive/base/arena.h"
#include "worker/system/loop.h"

/*
 * A subscription at an MQTT 3.1.1 broker that loses nothing: quality of service
 * 1, a session that outlives us, and an acknowledgement that is sent only after
 * the message is durable.
 *
 * mqtt.c does this with Paho's asynchronous C client.  Paho calls back in a
 * thread of its own and acknowledges when that call returns; it waits there
 * until the worker has committed.  So one message is under way at a time:
 * mqtt_take() gives it within a transaction, mqtt_answer(, true) lets the
 * broker have its PUBACK.  What is not answered comes again, after a lost
 * connection as well as after the death of this process.
 *
 * Connecting, and connecting again after 1 s, 2 s, 4 s ... 60 s, goes on by
 * itself.  Tests link tests/fake/mqtt.c instead, which needs no broker.
 */
struct mqtt_options {
	const char	*url;		/* mqtts://host:8883, mqtt://host */
	const char	*ca_file;	/* NULL: the system's certificates */
	const char	*user, *password;	/* or NULL */
	const char	*session;	/* our name at the broker; stays */
	const char	*const *topics;	/* filters; NULL ends the list */
	const char	*also;		/* one that may be refused; or NULL */
};

struct mqtt_message {
	const char	*topic;		/* terminated; "" if it held a NUL */
	const char	*text;		/* not terminated */
	size_t		 len;
	bool		 retained;	/* the broker's copy of an old one */
	bool		 again;		/* was sent before */
};

struct mqtt_state {
	bool		 up;		/* connected and subscribed */
	int64_t		 lost;		/* connections that broke */
	int64_t		 refused;	/* attempts that failed */
	char		 why[160];	/* the last trouble, one line */
};

#define MQTT_TOPICS_MAX 8

/* The options are copied.  NULL: *error says why. */
struct mqtt *mqtt_open(struct loop *, const struct mqtt_options *,
    const char **error);
/* Leave the broker; what arrives meanwhile is still taken and answered by
 * `serve', which is called until the connection is closed. */
void	mqtt_close(struct mqtt *, void (*serve)(void *arg), void *arg);

/* Whether a message waits to be taken. */
bool	mqtt_ready(struct mqtt *);
/* The message that waits; it stays valid until it is answered. */
bool	mqtt_take(struct mqtt *, struct mqtt_message *);
/* The message that was taken is durable (or shall be taken again). */
void	mqtt_answer(struct mqtt *, bool durable);
struct mqtt_state mqtt_state(struct mqtt *);

/* worker/system/mqtt_uri.c: "mqtts://host" as "ssl://host:8883", for Paho. */
char	*mqtt_uri(struct arena *, const char *url);

#endif
