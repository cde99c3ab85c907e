/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tests/sim/post.h"

#define RETRY_MS	1000
#define HEARTBEAT_MS	30000

enum done { FLIES, ACKNOWLEDGED, LOST };

/* ---- Paho's threads ----------------------------------------------------- */

static void
settle(const struct ticket *t, enum done done)
{
	int64_t flies = t->number << 2 | FLIES;

	atomic_compare_exchange_strong(&t->flight->state, &flies,
	    t->number << 2 | done);
	sem_post(&t->flight->broker->bell);
}

static void
delivered(void *arg, MQTTAsync_successData *data)
{
	(void)data;
	settle(arg, ACKNOWLEDGED);
}

static void
undelivered(void *arg, MQTTAsync_failureData *data)
{
	(void)data;
	settle(arg, LOST);
}

/* What comes late, of an attempt before this one, changes nothing. */
static void
change(struct post *p, int from, int to)
{
	atomic_compare_exchange_strong(&p->link, &from, to);
	sem_post(&p->broker->bell);
}

static void
connected(void *arg, MQTTAsync_successData *data)
{
	(void)data;
	change(arg, TRYING, UP);
}

static void
refused(void *arg, MQTTAsync_failureData *data)
{
	(void)data;
	change(arg, TRYING, DOWN);
}

static void
left(void *arg, MQTTAsync_successData *data)
{
	(void)data;
	change(arg, LEAVING, DOWN);
}

static void
not_left(void *arg, MQTTAsync_failureData *data)
{
	(void)data;
	change(arg, LEAVING, DOWN);
}

static void
lost(void *arg, char *cause)
{
	(void)cause;
	((struct post *)arg)->link = DOWN;
}

static int
arrived(void *arg, char *topic, int len, MQTTAsync_message *message)
{
	(void)arg;
	(void)len;
	MQTTAsync_freeMessage(&message);
	MQTTAsync_free(topic);
	return 1;
}

/* ---- One board ---------------------------------------------------------- */

static void
begin_connect(struct post *p, int64_t now_ms)
{
	MQTTAsync_connectOptions o = MQTTAsync_connectOptions_initializer;
	MQTTAsync_SSLOptions tls = MQTTAsync_SSLOptions_initializer;
	MQTTAsync_willOptions will = MQTTAsync_willOptions_initializer;
	const struct broker *to = p->broker;

	will.topicName = p->will;
	will.message = "{\"status\":\"offline\"}";
	will.retained = 1;
	will.qos = 1;
	o.will = &will;
	tls.trustStore = to->ca_file;
	tls.enableServerCertAuth = 1;
	tls.verify = 1;
	if (!strncmp(to->uri, "ssl:", 4))
		o.ssl = &tls;
	o.MQTTVersion = MQTTVERSION_3_1_1;
	o.cleansession = 1;
	o.keepAliveInterval = 30;
	o.connectTimeout = 10;
	if (*to->password) {
		o.username = p->board.name;
		o.password = to->password;
	}
	o.onSuccess = connected;
	o.onFailure = refused;
	o.context = p;
	p->link = TRYING;
	p->said_online = false;
	p->retry_at = now_ms + RETRY_MS;
	if (MQTTAsync_connect(p->client, &o) != MQTTASYNC_SUCCESS)
		p->link = DOWN;
}

static void
publish(struct post *p, const char *kind, const char *text, size_t len,
    bool retained, struct ticket *ticket)
{
	MQTTAsync_responseOptions o = MQTTAsync_responseOptions_initializer;
	MQTTAsync_message m = MQTTAsync_message_initializer;
	char topic[160];

	snprintf(topic, sizeof topic, "%s/%s/%s", p->broker->prefix,
	    p->board.name, kind);
	m.payload = (void *)(uintptr_t)text;
	m.payloadlen = (int)len;
	m.qos = 1;
	m.retained = retained;
	if (ticket) {
		o.onSuccess = delivered;
		o.onFailure = undelivered;
		o.context = ticket;
	}
	if (MQTTAsync_sendMessage(p->client, topic, &m, &o) !=
	    MQTTASYNC_SUCCESS && ticket)
		settle(ticket, LOST);
}

/* A reading may have fallen out of the board's memory meanwhile. */
static bool
is_same(const struct flight *f)
{
	return f->reading->boot == f->boot && f->reading->seq == f->seq;
}

static void
land(struct post *p)
{
	for (int i = 0; i < WINDOW; i++) {
		struct flight *f = &p->flights[i];
		enum done done = f->state & 3;

		if (!f->used || (done == FLIES && p->link == UP))
			continue;
		f->used = false;
		if (done == ACKNOWLEDGED)
			p->acknowledged++;
		if (is_same(f))
			f->reading->sent = done == ACKNOWLEDGED &&
			    f->reading->copies-- <= 0 ? BOARD_ACKNOWLEDGED :
			    BOARD_WAITS;
	}
	board_tidy(&p->board);
}

static struct ticket *
book(struct post *p, struct flight *f, struct board_reading *r)
{
	struct ticket *t = &p->tickets[++p->tickets_n % TICKETS];

	t->flight = f;
	t->number = p->tickets_n;
	f->reading = r;
	f->boot = r->boot;
	f->seq = r->seq;
	f->used = true;
	f->state = t->number << 2 | FLIES;
	return t;
}

static void
take_off(struct post *p)
{
	for (int i = 0; i < WINDOW; i++) {
		struct flight *f = &p->flights[i];
		struct board_reading *r;
		struct json j;
		const char *text;

		if (f->used)
			continue;
		if (!(r = board_next(&p->board)))
			return;
		arena_reset(&p->broker->text);
		json_init(&j, &p->broker->text);
		board_text(&p->board, r, &j);
		text = json_done(&j);
		r->sent = BOARD_SENT;
		p->sent++;
		publish(p, "telemetry", text, strlen(text), false,
		    book(p, f, r));
	}
}

static void
say_online(struct post *p, int64_t now_ms)
{
	static const char online[] = "{\"status\":\"online\"}";
	static const char heart[] = "{\"heap\":181000}";

	if (!p->said_online)
		publish(p, "status", online, sizeof online - 1, true, NULL);
	p->said_online = true;
	if (now_ms >= p->heartbeat_at) {
		p->heartbeat_at = now_ms + HEARTBEAT_MS;
		publish(p, "heartbeat", heart, sizeof heart - 1, false, NULL);
	}
}

/* A board that loses its network says so, in place of its last will, which
 * the broker would only send after a while. */
static void
go_offline(struct post *p)
{
	MQTTAsync_disconnectOptions o = MQTTAsync_disconnectOptions_initializer;
	static const char offline[] = "{\"status\":\"offline\"}";

	publish(p, "status", offline, sizeof offline - 1, true, NULL);
	o.timeout = 1000;
	o.onSuccess = left;
	o.onFailure = not_left;
	o.context = p;
	p->link = LEAVING;
	if (MQTTAsync_disconnect(p->client, &o) != MQTTASYNC_SUCCESS)
		p->link = DOWN;
}

void
post_leave(struct post *p)
{
	if (p->link == UP)
		go_offline(p);
}

void
post_step(struct post *p, int64_t now_ms)
{
	bool offline = (p->board.faults & BOARD_OFFLINE) != 0;

	board_step(&p->board, now_ms);
	land(p);
	if (p->link == DOWN && !offline && now_ms >= p->retry_at)
		begin_connect(p, now_ms);
	if (p->link != UP)
		return;
	if (offline) {
		go_offline(p);
		return;
	}
	say_online(p, now_ms);
	take_off(p);
}

const char *
post_open(struct post *p, struct broker *broker)
{
	int rc;

	p->broker = broker;
	for (int i = 0; i < WINDOW; i++)
		p->flights[i].broker = broker;
	snprintf(p->will, sizeof p->will, "%s/%s/status", broker->prefix,
	    p->board.name);
	rc = MQTTAsync_create(&p->client, broker->uri, p->board.name,
	    MQTTCLIENT_PERSISTENCE_NONE, NULL);
	if (rc == MQTTASYNC_SUCCESS)
		rc = MQTTAsync_setCallbacks(p->client, p, lost, arrived, NULL);
	return rc == MQTTASYNC_SUCCESS ? NULL : MQTTAsync_strerror(rc);
}
