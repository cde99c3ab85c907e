/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <MQTTAsync.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hive/day.h"
#include "tests/sim/board.h"
#include "tests/sim/meters.h"

#define WINDOW		20	/* messages of a board under way */
#define RETRY_MS	1000
#define HEARTBEAT_MS	30000
#define STEP_MS		20
#define TEXT_MOST	(1 << 20)

enum link { DOWN, TRYING, UP, LEAVING };

#define TICKETS		1024	/* of a board; far more than can be under way */

enum done { FLIES, ACKNOWLEDGED, LOST };

/* One message under way; Paho's threads only write `state'. */
struct flight {
	struct board_reading	*reading;
	int64_t			 boot, seq;	/* it may be made anew */
	bool			 used;
	_Atomic int64_t		 state;		/* ticket << 2 | enum done */
};

/* What Paho is told of a message: it may send one that was in its queue when
 * the connection broke after the next one is made, and tell of it then, when
 * its flight is another message's. */
struct ticket {
	struct flight	*flight;
	int64_t		 number;
};

/* A board's connection. */
struct post {
	struct board		 board;
	MQTTAsync		 client;
	_Atomic int		 link;
	struct flight		 flights[WINDOW];
	struct ticket		 tickets[TICKETS];
	int64_t			 tickets_n;
	int64_t			 retry_at, heartbeat_at;
	int64_t			 sent, acknowledged;
	bool			 said_online;
	char			 will[160];	/* its topic */
};

static struct {
	struct meters_options	 with;
	struct post		*posts;
	struct arena		 arena, text;
	char			*uri, password[256];
	pthread_t		 thread;
	pthread_mutex_t		 lock;		/* boards; never in callbacks */
	sem_t			 bell;
	_Atomic bool		 stop;
	int64_t			 start_ms;
} all = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* ---- Paho's threads ----------------------------------------------------- */

static void
settle(const struct ticket *t, enum done done)
{
	int64_t flies = t->number << 2 | FLIES;

	atomic_compare_exchange_strong(&t->flight->state, &flies,
	    t->number << 2 | done);
	sem_post(&all.bell);
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
	sem_post(&all.bell);
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

	will.topicName = p->will;
	will.message = "{\"status\":\"offline\"}";
	will.retained = 1;
	will.qos = 1;
	o.will = &will;
	tls.trustStore = all.with.ca_file;
	tls.enableServerCertAuth = 1;
	tls.verify = 1;
	if (!strncmp(all.uri, "ssl:", 4))
		o.ssl = &tls;
	o.MQTTVersion = MQTTVERSION_3_1_1;
	o.cleansession = 1;
	o.keepAliveInterval = 30;
	o.connectTimeout = 10;
	if (*all.password) {
		o.username = p->board.name;
		o.password = all.password;
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

	snprintf(topic, sizeof topic, "%s/%s/%s", all.with.prefix,
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
		arena_reset(&all.text);
		json_init(&j, &all.text);
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

static void
step(struct post *p, int64_t now_ms)
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

static void *
run(void *arg)
{
	struct timespec until;

	(void)arg;
	while (!all.stop) {
		int64_t now_ms = day_mono_ms() - all.start_ms;

		pthread_mutex_lock(&all.lock);
		for (int i = 0; i < all.with.meters; i++)
			step(&all.posts[i], now_ms);
		pthread_mutex_unlock(&all.lock);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += STEP_MS * 1000000;
		if (until.tv_nsec >= 1000000000) {
			until.tv_nsec -= 1000000000;
			until.tv_sec++;
		}
		if (!sem_timedwait(&all.bell, &until))
			while (!sem_trywait(&all.bell))
				;
	}
	return NULL;
}

/* ---- Opening and closing ------------------------------------------------ */

static const char *
read_password(const char *path)
{
	FILE *f = path ? fopen(path, "re") : NULL;

	if (!path)
		return NULL;
	if (!f)
		return strerror(errno);
	if (!fgets(all.password, sizeof all.password, f))
		*all.password = '\0';
	all.password[strcspn(all.password, "\r\n")] = '\0';
	fclose(f);
	return NULL;
}

static const char *
open_post(struct post *p, int number)
{
	int rc;

	board_init(&p->board, number, all.with.seed, all.with.wall_ms,
	    all.with.period_ms, all.with.readings, all.with.history_ms);
	if (all.with.fault) {
		const char *wrong = board_command(&p->board, all.with.fault,
		    NULL, 0);

		if (wrong)
			return wrong;
	}
	snprintf(p->will, sizeof p->will, "%s/%s/status", all.with.prefix,
	    p->board.name);
	rc = MQTTAsync_create(&p->client, all.uri, p->board.name,
	    MQTTCLIENT_PERSISTENCE_NONE, NULL);
	if (rc == MQTTASYNC_SUCCESS)
		rc = MQTTAsync_setCallbacks(p->client, p, lost, arrived, NULL);
	return rc == MQTTASYNC_SUCCESS ? NULL : MQTTAsync_strerror(rc);
}

const char *
meters_open(const struct meters_options *o)
{
	const char *wrong, *host = strstr(o->url, "://");

	all.with = *o;
	arena_init(&all.arena, (size_t)1 << 30);
	arena_init(&all.text, TEXT_MOST);
	if (!host || strncmp(o->url, "mqtt", 4))
		return "--mqtt wants mqtt://HOST:PORT or mqtts://HOST:PORT";
	all.uri = arena_printf(&all.arena, "%s%s", o->url[4] == 's' ? "ssl" :
	    "tcp", host);
	if ((wrong = read_password(o->password_file)))
		return wrong;
	all.posts = ARENA_MANY(&all.arena, struct post, o->meters);
	for (int i = 0; i < o->meters; i++)
		if ((wrong = open_post(&all.posts[i], i + 1)))
			return wrong;
	sem_init(&all.bell, 0, 0);
	all.start_ms = day_mono_ms();
	return pthread_create(&all.thread, NULL, run, NULL) ?
	    "cannot start a thread" : NULL;
}

void
meters_close(void)
{
	if (!all.with.meters)
		return;
	all.stop = true;
	pthread_join(all.thread, NULL);
	for (int i = 0; i < all.with.meters; i++)
		if (all.posts[i].link == UP)
			go_offline(&all.posts[i]);
	for (int i = 0; i < all.with.meters; i++)
		MQTTAsync_destroy(&all.posts[i].client);
	arena_free(&all.arena);
	arena_free(&all.text);
}

/* ---- Commands ----------------------------------------------------------- */

static bool
read_who(const char *who, int *first, int *last)
{
	char end;

	*first = 1;
	*last = all.with.meters;
	if (!strcmp(who, "all"))
		return true;
	if (sscanf(who, "%d-%d%c", first, last, &end) != 2) {
		if (sscanf(who, "%d%c", first, &end) != 1)
			return false;
		*last = *first;
	}
	return *first >= 1 && *last >= *first && *last <= all.with.meters;
}

const char *
meters_command(const char *line)
{
	char who[24], fault[24], argument[24] = "", rest[24] = "";
	const char *wrong = NULL;
	double s = 0;
	int n, first, last;

	n = sscanf(line, "meter %23s %23s %23s %23s", who, fault, argument,
	    rest);
	if (n < 2 || !read_who(who, &first, &last))
		return "want: meter WHO FAULT [ARGUMENT] [for S]";
	if (!strcmp(argument, "for") || !strcmp(rest, "for")) {
		s = strtod(strstr(line, " for ") + 5, NULL);
		if (!strcmp(argument, "for"))
			*argument = '\0';
		if (!(s > 0 && s < 1e7))
			return "`for' wants seconds";
	}
	pthread_mutex_lock(&all.lock);
	for (int i = first; i <= last && !wrong; i++)
		wrong = board_command(&all.posts[i - 1].board, fault,
		    *argument ? argument : NULL, (int64_t)(s * 1000));
	pthread_mutex_unlock(&all.lock);
	return wrong;
}

static void
show(struct post *p, struct json *j)
{
	struct board *b = &p->board;

	json_open(j, '{');
	json_pair_int(j, "number", b->number);
	json_pair(j, "device", b->name);
	json_pair(j, "location", b->place);
	json_pair_bool(j, "connected", p->link == UP);
	json_pair_int(j, "link", p->link);
	json_pair_int(j, "boot", b->boot);
	json_pair_int(j, "sequence_no", b->seq);
	json_pair_int(j, "made", b->made_n);
	json_pair_int(j, "waiting", b->made_n - b->first);
	json_pair_int(j, "dropped", b->dropped);
	json_pair_int(j, "sent", p->sent);
	json_pair_int(j, "acknowledged", p->acknowledged);
	json_pair_int(j, "register_uwh", b->last_uwh);
	json_pair_int(j, "expected_uwh", b->expected_uwh);
	json_close(j, '}');
}

void
meters_show(struct json *j)
{
	json_open(j, '[');
	pthread_mutex_lock(&all.lock);
	for (int i = 0; i < all.with.meters; i++)
		show(&all.posts[i], j);
	pthread_mutex_unlock(&all.lock);
	json_close(j, ']');
}
