/* SPDX-License-Identifier: ISC */
#ifndef WORKER_SYSTEM_MQTT_LINK_H
#define WORKER_SYSTEM_MQTT_LINK_H

#include <MQTTAsync.h>
#include <pthread.h>

#include "worker/system/mqtt.h"

/*
 * What mqtt.c and mqtt_link.c share and nobody else sees: the subscription, its
 * message under way, and how its connection stands.
 */
enum link { DOWN, TRYING, UP, LEAVING };

/* Where the one message under way is. */
enum hand { EMPTY, ARRIVED, TAKEN, DURABLE };

struct mqtt {
	struct arena		 arena;
	struct mqtt_options	 with;
	char			*topics[MQTT_TOPICS_MAX];
	int			 qos[MQTT_TOPICS_MAX], topics_n;
	int			 needed;	/* of the topics */
	char			*uri;
	struct loop		*loop;
	struct watch		 bell;		/* rung by Paho's threads */
	struct timer		 retry;
	int64_t			 retry_ms;	/* the next pause */
	bool			 pausing;
	MQTTAsync		 client;

	/* What both sides touch, under the lock. */
	pthread_mutex_t		 lock;
	pthread_cond_t		 answered;
	enum hand		 hand;
	struct mqtt_message	 message;
	enum link		 link;
	struct mqtt_state	 state;
	_Atomic bool		 tls_told;	/* in this attempt */
};

/* Wake the worker. */
void	mqtt_ring(struct mqtt *);
enum link mqtt_link_now(struct mqtt *);
/* Begin an attempt; the bell rings when it has ended. */
void	mqtt_connect(struct mqtt *);
/* Begin to leave the broker; false: it cannot. */
bool	mqtt_disconnect(struct mqtt *);
/* For Paho: the connection broke. */
void	mqtt_lost(void *, char *cause);

#endif
