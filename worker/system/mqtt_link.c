/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <MQTTAsync.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "worker/system/mqtt_link.h"

/*
 * The way to the broker: one attempt to connect and subscribe, and what Paho
 * tells of it.
 *
 * Connecting again is ours, because Paho's own begins only after a first
 * success and tells nobody why an attempt failed.
 */

#define KEEPALIVE_S	30
#define CONNECT_S	10

/* ---- In Paho's threads: nothing here logs or writes ---------------------- */

void
mqtt_ring(struct mqtt *m)
{
	uint64_t one = 1;

	if (write(m->bell.fd, &one, sizeof one) < 0 && errno != EAGAIN)
		log_die("cannot wake the worker why=\"%s\"", strerror(errno));
}

enum link
mqtt_link_now(struct mqtt *m)
{
	enum link link;

	pthread_mutex_lock(&m->lock);
	link = m->link;
	pthread_mutex_unlock(&m->lock);
	return link;
}

static void
complain(struct mqtt *m, const char *why)
{
	pthread_mutex_lock(&m->lock);
	text_one_line(m->state.why, sizeof m->state.why, why);
	pthread_mutex_unlock(&m->lock);
}

static void
count(struct mqtt *m, int64_t *n)
{
	pthread_mutex_lock(&m->lock);
	(*n)++;
	pthread_mutex_unlock(&m->lock);
}

static void
note(struct mqtt *m, enum link link, const char *why)
{
	if (why)
		complain(m, why);
	pthread_mutex_lock(&m->lock);
	m->link = link;
	m->state.up = link == UP;
	pthread_mutex_unlock(&m->lock);
	mqtt_ring(m);
}

void
mqtt_lost(void *arg, char *cause)
{
	struct mqtt *m = arg;

	count(m, &m->state.lost);
	note(m, DOWN, cause ? cause : "the connection broke");
}

/* The connection may have broken meanwhile, and a new attempt be under way:
 * then this is old news. */
static void
note_left(struct mqtt *m)
{
	if (mqtt_link_now(m) == LEAVING)
		note(m, DOWN, NULL);
}

static void
left(void *arg, MQTTAsync_successData *data)
{
	(void)data;
	note_left(arg);
}

static void
not_left(void *arg, MQTTAsync_failureData *data)
{
	(void)data;
	note_left(arg);
}

bool
mqtt_disconnect(struct mqtt *m)
{
	MQTTAsync_disconnectOptions o = MQTTAsync_disconnectOptions_initializer;

	o.onSuccess = left;
	o.onFailure = not_left;
	o.context = m;
	note(m, LEAVING, NULL);
	return MQTTAsync_disconnect(m->client, &o) == MQTTASYNC_SUCCESS;
}

static void
leave(struct mqtt *m, const char *why)
{
	count(m, &m->state.refused);
	complain(m, why);
	if (!mqtt_disconnect(m))
		note(m, DOWN, NULL);
}

static void
subscribed(void *arg, MQTTAsync_successData *data)
{
	struct mqtt *m = arg;
	const int *got = &data->alt.qos;

	if (m->topics_n > 1)
		got = data->alt.qosList;
	for (int i = 0; i < m->needed; i++)
		if (got[i] != 1) {
			leave(m, "the broker refuses a subscription");
			return;
		}
	note(m, UP, NULL);
}

static void
not_subscribed(void *arg, MQTTAsync_failureData *data)
{
	(void)data;
	leave(arg, "the broker refuses the subscription");
}

static void
connected(void *arg, MQTTAsync_successData *data)
{
	MQTTAsync_responseOptions o = MQTTAsync_responseOptions_initializer;
	struct mqtt *m = arg;

	(void)data;
	o.onSuccess = subscribed;
	o.onFailure = not_subscribed;
	o.context = m;
	if (MQTTAsync_subscribeMany(m->client, m->topics_n, m->topics, m->qos,
	    &o) != MQTTASYNC_SUCCESS)
		leave(m, "cannot subscribe");
}

static void
failed(void *arg, MQTTAsync_failureData *data)
{
	/* The codes of CONNACK, MQTT 3.1.1 section 3.2.2.3. */
	static const char *const codes[] = { NULL,
	    "the broker does not speak MQTT 3.1.1",
	    "the broker refuses our session's name",
	    "the broker is not available", "wrong user or password",
	    "the broker does not let us in: user, password" };
	struct mqtt *m = arg;
	const char *why = "no connection";

	if (data && data->code > 0 && data->code < 6)
		why = codes[data->code];
	else if (data && data->message)
		why = data->message;
	count(m, &m->state.refused);
	note(m, DOWN, m->tls_told ? NULL : why);	/* it knew better */
}

static int
tls_error(const char *text, size_t len, void *arg)
{
	struct mqtt *m = arg;
	char why[sizeof m->state.why];

	snprintf(why, sizeof why, "%.*s", (int)strcspn(text, "\n"), text);
	(void)len;
	complain(m, why);
	m->tls_told = true;
	return 0;
}

/* ---- In the worker's thread ---------------------------------------------- */

void
mqtt_connect(struct mqtt *m)
{
	MQTTAsync_connectOptions o = MQTTAsync_connectOptions_initializer;
	MQTTAsync_SSLOptions tls = MQTTAsync_SSLOptions_initializer;
	int rc;

	tls.trustStore = m->with.ca_file;
	tls.enableServerCertAuth = 1;
	tls.verify = 1;
	tls.ssl_error_cb = tls_error;
	tls.ssl_error_context = m;
	if (!strncmp(m->uri, "ssl:", 4))
		o.ssl = &tls;
	o.MQTTVersion = MQTTVERSION_3_1_1;
	o.cleansession = 0;
	o.keepAliveInterval = KEEPALIVE_S;
	o.connectTimeout = CONNECT_S;
	o.username = m->with.user;
	o.password = m->with.password;
	o.onSuccess = connected;
	o.onFailure = failed;
	o.context = m;
	pthread_mutex_lock(&m->lock);
	m->link = TRYING;
	m->tls_told = false;
	pthread_mutex_unlock(&m->lock);
	rc = MQTTAsync_connect(m->client, &o);
	if (rc != MQTTASYNC_SUCCESS)
		note(m, DOWN, MQTTAsync_strerror(rc));
}
