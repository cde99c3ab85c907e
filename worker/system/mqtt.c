/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <MQTTAsync.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "worker/system/mqtt.h"

/*
 * Two sides that share one struct under one lock.  Paho's threads call back
 * from the network; the worker's thread takes messages in its turn.  A message
 * stands still in the middle: Paho's thread waits in arrived() until the worker
 * has committed, and only its return sends the acknowledgement. `hand' says
 * where that one message is.
 *
 * Connecting again is ours, because Paho's own begins only after a first
 * success and tells nobody why an attempt failed.  Paho is not called while a
 * message may be under way: its thread holds Paho's lock while it waits for us,
 * so such a call would wait for itself.
 */

#define KEEPALIVE_S	30
#define CONNECT_S	10
#define RETRY_LEAST_MS	1000
#define RETRY_MOST_MS	MINUTE_MS
#define SILENCE_MS	MINUTE_MS
#define CLOSE_MS	2000
#define ONE_TURN_MS	50

enum link { DOWN, TRYING, UP, LEAVING };

/* Where the one message under way is. */
enum hand { EMPTY, ARRIVED, TAKEN, DURABLE };

struct mqtt {
	struct arena		 arena;
	struct mqtt_options	 with;
	char			*topics[MQTT_TOPICS_MOST];
	int			 qos[MQTT_TOPICS_MOST], topics_n;
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

static struct mqtt the_mqtt;

/* ---- In Paho's threads: nothing here logs or writes ---------------------- */

static void
ring(struct mqtt *m)
{
	uint64_t one = 1;

	if (write(m->bell.fd, &one, sizeof one) < 0 && errno != EAGAIN)
		log_die("cannot wake the worker why=\"%s\"", strerror(errno));
}

static enum link
link_now(struct mqtt *m)
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
	ring(m);
}

/*
 * Paho acknowledges the message when this returns, whatever it returns; 0
 * would only have it delivered once more.  So it waits for the commit.
 */
static int
arrived(void *arg, char *topic, int topic_len, MQTTAsync_message *message)
{
	struct mqtt *m = arg;
	bool nul = topic_len > 0 && strlen(topic) < (size_t)topic_len;

	pthread_mutex_lock(&m->lock);
	m->message = (struct mqtt_message){ nul ? "" : topic,
	    message->payload, (size_t)message->payloadlen,
	    message->retained != 0, message->dup != 0 };
	m->hand = ARRIVED;
	ring(m);
	while (m->hand != DURABLE)
		pthread_cond_wait(&m->answered, &m->lock);
	m->hand = EMPTY;
	pthread_mutex_unlock(&m->lock);
	MQTTAsync_freeMessage(&message);
	MQTTAsync_free(topic);
	return 1;
}

static void
lost(void *arg, char *cause)
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
	if (link_now(m) == LEAVING)
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

static bool
disconnect(struct mqtt *m)
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
	if (!disconnect(m))
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
tls_wrong(const char *text, size_t len, void *arg)
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

static void
connect_now(struct mqtt *m)
{
	MQTTAsync_connectOptions o = MQTTAsync_connectOptions_initializer;
	MQTTAsync_SSLOptions tls = MQTTAsync_SSLOptions_initializer;
	int rc;

	tls.trustStore = m->with.ca_file;
	tls.enableServerCertAuth = 1;
	tls.verify = 1;
	tls.ssl_error_cb = tls_wrong;
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

static void
retry_due(struct timer *t, int64_t now_ms)
{
	struct mqtt *m = t->arg;

	m->pausing = false;
	if (link_now(m) == UP)
		return;
	/* An attempt of which nothing is heard is made again. */
	t->at_ms = now_ms + SILENCE_MS;
	connect_now(m);
}

/* Somebody rang: a message, which the turn takes, or the link changed. */
static void
bell_ready(struct watch *w, uint32_t events)
{
	struct mqtt *m = w->arg;
	enum link link;
	uint64_t rings;

	(void)events;
	while (read(w->fd, &rings, sizeof rings) > 0)
		;
	link = link_now(m);
	if (link == UP) {
		m->retry_ms = RETRY_LEAST_MS;
		m->retry.at_ms = NEVER;
	} else if (link == DOWN && !m->pausing) {
		m->pausing = true;
		m->retry.at_ms = day_mono_ms() + m->retry_ms;
		m->retry_ms *= 2;
		if (m->retry_ms > RETRY_MOST_MS)
			m->retry_ms = RETRY_MOST_MS;
	}
}

bool
mqtt_ready(struct mqtt *m)
{
	bool ready;

	pthread_mutex_lock(&m->lock);
	ready = m->hand == ARRIVED;
	pthread_mutex_unlock(&m->lock);
	return ready;
}

bool
mqtt_take(struct mqtt *m, struct mqtt_message *message)
{
	bool ready;

	pthread_mutex_lock(&m->lock);
	if ((ready = m->hand == ARRIVED)) {
		m->hand = TAKEN;
		*message = m->message;
	}
	pthread_mutex_unlock(&m->lock);
	return ready;
}

void
mqtt_answer(struct mqtt *m, bool durable)
{
	pthread_mutex_lock(&m->lock);
	if (m->hand == TAKEN) {
		m->hand = durable ? DURABLE : ARRIVED;
		pthread_cond_signal(&m->answered);
	}
	pthread_mutex_unlock(&m->lock);
}

struct mqtt_state
mqtt_state(struct mqtt *m)
{
	struct mqtt_state state;

	pthread_mutex_lock(&m->lock);
	state = m->state;
	pthread_mutex_unlock(&m->lock);
	return state;
}

/* ---- Opening and closing ------------------------------------------------ */

static void
add_topic(struct mqtt *m, const char *topic)
{
	m->topics[m->topics_n] = arena_copy(&m->arena, topic);
	m->qos[m->topics_n++] = 1;
}

static void
copy_options(struct mqtt *m, const struct mqtt_options *o)
{
	struct arena *a = &m->arena;

	m->with = (struct mqtt_options){ .ca_file = arena_copy(a, o->ca_file),
	    .user = arena_copy(a, o->user),
	    .password = arena_copy(a, o->password),
	    .session = arena_copy(a, o->session) };
	m->uri = mqtt_uri(a, o->url);
	for (int i = 0; i < MQTT_TOPICS_MOST - 1 && o->topics[i]; i++)
		add_topic(m, o->topics[i]);
	m->needed = m->topics_n;
	if (o->also)
		add_topic(m, o->also);
}

struct mqtt *
mqtt_open(struct loop *loop, const struct mqtt_options *o,
    const char **wrong)
{
	struct mqtt *m = &the_mqtt;
	int rc;

	*m = (struct mqtt){ .loop = loop, .retry_ms = RETRY_LEAST_MS,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .answered = PTHREAD_COND_INITIALIZER };
	arena_init(&m->arena, 1 << 16);
	copy_options(m, o);
	rc = MQTTAsync_create(&m->client, m->uri, m->with.session,
	    MQTTCLIENT_PERSISTENCE_NONE, NULL);
	if (rc == MQTTASYNC_SUCCESS)
		rc = MQTTAsync_setCallbacks(m->client, m, lost, arrived, NULL);
	if (rc != MQTTASYNC_SUCCESS) {
		*wrong = MQTTAsync_strerror(rc);
		return NULL;
	}
	m->bell = (struct watch){ eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC),
	    bell_ready, m };
	if (m->bell.fd < 0)
		log_die("cannot make a bell why=\"%s\"", strerror(errno));
	loop_watch(loop, &m->bell, EPOLLIN);
	m->retry = (struct timer){ NEVER, retry_due, m, NULL };
	loop_timer(loop, &m->retry);
	connect_now(m);
	return m;
}

/*
 * Paho's thread may hold Paho's own lock while it waits for our answer, so
 * the client is only destroyed once it is known to be out of the broker.  If
 * it will not be in time, the end of the process closes the connection.
 */
void
mqtt_close(struct mqtt *m, void (*serve)(void *), void *arg)
{
	int64_t until_ms = day_mono_ms() + CLOSE_MS;
	enum link link = link_now(m);

	if (link == UP && disconnect(m))
		link = LEAVING;
	while (link == LEAVING && day_mono_ms() < until_ms) {
		loop_wait(m->loop, ONE_TURN_MS);
		serve(arg);
		link = link_now(m);
	}
	m->retry.at_ms = NEVER;
	if (link != DOWN)
		return;
	MQTTAsync_destroy(&m->client);
	loop_forget(m->loop, &m->bell);
	close(m->bell.fd);
	arena_free(&m->arena);
}
