/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "hive/base/duration.h"
#include "hive/base/instant.h"
#include "hive/base/log.h"
#include "worker/system/mqtt_link.h"

/*
 * Two sides that share one struct under one lock.  Paho's threads call back
 * from the network; the worker's thread takes messages in its turn.  A message
 * stands still in the middle: Paho's thread waits in arrived() until the worker
 * has committed, and only its return sends the acknowledgement. `hand' says
 * where that one message is.
 *
 * When to connect again is ours as well; mqtt_link.c connects.  Paho is not
 * called while a message may be under way: its thread holds Paho's lock while
 * it waits for us, so such a call would wait for itself.
 */

#define RETRY_MIN_MS	1000
#define RETRY_MAX_MS	MINUTE_MS
#define SILENCE_MS	MINUTE_MS
#define CLOSE_MS	2000
#define ONE_TURN_MS	50

/* In nobody's arena: Paho's threads may call back until the process ends. */
static struct mqtt the_mqtt;

/* ---- In Paho's thread: nothing here logs or writes ----------------------- */

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
	mqtt_ring(m);
	while (m->hand != DURABLE)
		pthread_cond_wait(&m->answered, &m->lock);
	m->hand = EMPTY;
	pthread_mutex_unlock(&m->lock);
	MQTTAsync_freeMessage(&message);
	MQTTAsync_free(topic);
	return 1;
}

/* ---- In the worker's thread ---------------------------------------------- */

static void
retry_due(struct timer *t, int64_t now_ms)
{
	struct mqtt *m = t->arg;

	m->pausing = false;
	if (mqtt_link_now(m) == UP)
		return;
	/* An attempt of which nothing is heard is made again. */
	t->at_ms = now_ms + SILENCE_MS;
	mqtt_connect(m);
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
	link = mqtt_link_now(m);
	if (link == UP) {
		m->retry_ms = RETRY_MIN_MS;
		m->retry.at_ms = NEVER;
	} else if (link == DOWN && !m->pausing) {
		m->pausing = true;
		m->retry.at_ms = day_mono_ms() + m->retry_ms;
		m->retry_ms *= 2;
		if (m->retry_ms > RETRY_MAX_MS)
			m->retry_ms = RETRY_MAX_MS;
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
	for (int i = 0; i < MQTT_TOPICS_MAX - 1 && o->topics[i]; i++)
		add_topic(m, o->topics[i]);
	m->needed = m->topics_n;
	if (o->also)
		add_topic(m, o->also);
}

struct mqtt *
mqtt_open(struct loop *loop, const struct mqtt_options *o,
    const char **error)
{
	struct mqtt *m = &the_mqtt;
	int rc;

	*m = (struct mqtt){ .loop = loop, .retry_ms = RETRY_MIN_MS,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .answered = PTHREAD_COND_INITIALIZER };
	arena_init(&m->arena, 1 << 16);
	copy_options(m, o);
	rc = MQTTAsync_create(&m->client, m->uri, m->with.session,
	    MQTTCLIENT_PERSISTENCE_NONE, NULL);
	if (rc == MQTTASYNC_SUCCESS)
		rc = MQTTAsync_setCallbacks(m->client, m, mqtt_lost, arrived,
		    NULL);
	if (rc != MQTTASYNC_SUCCESS) {
		*error = MQTTAsync_strerror(rc);
		return NULL;
	}
	m->bell = (struct watch){ eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC),
	    bell_ready, m };
	if (m->bell.fd < 0)
		log_die("cannot make a bell why=\"%s\"", strerror(errno));
	loop_watch(loop, &m->bell, EPOLLIN);
	m->retry = (struct timer){ NEVER, retry_due, m, NULL };
	loop_timer(loop, &m->retry);
	mqtt_connect(m);
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
	enum link link = mqtt_link_now(m);

	if (link == UP && mqtt_disconnect(m))
		link = LEAVING;
	while (link == LEAVING && day_mono_ms() < until_ms) {
		loop_wait(m->loop, ONE_TURN_MS);
		serve(arg);
		link = mqtt_link_now(m);
	}
	m->retry.at_ms = NEVER;
	if (link != DOWN)
		return;
	MQTTAsync_destroy(&m->client);
	loop_forget(m->loop, &m->bell);
	close(m->bell.fd);
	arena_free(&m->arena);
}
