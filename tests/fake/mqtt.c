/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "tests/fake/mqtt.h"

#define MESSAGES 128

struct mqtt {
	struct mqtt_message	 messages[MESSAGES];
	int			 first, n, acknowledged;
	bool			 taken;
	struct mqtt_state	 state;
	struct mqtt_options	 options;
	const char		*topics[MQTT_TOPICS_MAX + 1];
};

static struct mqtt the_mqtt;

void
fake_mqtt_send(const char *topic, const char *text, size_t len, bool retained)
{
	if (the_mqtt.n == MESSAGES)
		log_die("too many messages");
	the_mqtt.messages[the_mqtt.n++] = (struct mqtt_message){ topic, text,
	    len, retained, false };
}

void
fake_mqtt_link(bool up, const char *why)
{
	struct mqtt_state *s = &the_mqtt.state;

	if (s->up && !up)
		s->lost++;
	else if (!up)
		s->refused++;
	s->up = up;
	snprintf(s->why, sizeof s->why, "%s", why ? why : "");
}

int
fake_mqtt_left(void)
{
	return the_mqtt.n - the_mqtt.first;
}

int
fake_mqtt_acknowledged(void)
{
	return the_mqtt.acknowledged;
}

const struct mqtt_options *
fake_mqtt_options(void)
{
	return &the_mqtt.options;
}

struct mqtt *
mqtt_open(struct loop *loop, const struct mqtt_options *o, const char **error)
{
	(void)loop;
	*error = NULL;
	the_mqtt = (struct mqtt){ .options = *o };
	for (int i = 0; o->topics[i]; i++)
		the_mqtt.topics[i] = o->topics[i];
	the_mqtt.options.topics = the_mqtt.topics;
	return &the_mqtt;
}

void
mqtt_close(struct mqtt *m, void (*serve)(void *), void *arg)
{
	(void)m;
	serve(arg);
}

bool
mqtt_ready(struct mqtt *m)
{
	return m->first < m->n && !m->taken;
}

bool
mqtt_take(struct mqtt *m, struct mqtt_message *message)
{
	if (!mqtt_ready(m))
		return false;
	m->taken = true;
	*message = m->messages[m->first];
	return true;
}

void
mqtt_answer(struct mqtt *m, bool durable)
{
	if (m->taken && durable) {
		m->acknowledged++;
		m->first++;
	}
	if (m->first == m->n)
		m->first = m->n = 0;
	m->taken = false;
}

struct mqtt_state
mqtt_state(struct mqtt *m)
{
	return m->state;
}
