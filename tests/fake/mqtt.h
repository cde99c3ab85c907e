/* SPDX-License-Identifier: ISC */
#ifndef TESTS_FAKE_MQTT_H
#define TESTS_FAKE_MQTT_H

#include "worker/system/mqtt.h"

/*
 * worker/system/mqtt.h without a broker: a test links this instead of
 * worker/system/mqtt.c.  Messages are given one after the other, each again
 * until it is answered as durable.
 */
void	fake_mqtt_send(const char *topic, const char *text, size_t len,
	    bool retained);
void	fake_mqtt_link(bool up, const char *why);
/* Messages that wait; messages that were acknowledged. */
int	fake_mqtt_left(void);
int	fake_mqtt_acknowledged(void);
/* What mqtt_open() was asked for. */
const struct mqtt_options *fake_mqtt_options(void);

#endif
