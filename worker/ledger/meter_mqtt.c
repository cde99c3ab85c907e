/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/service/event_log.h"
#include "hive/service/health.h"
#include "worker/core/health.h"
#include "worker/core/turn.h"
#include "worker/ledger/meter_mqtt.h"

/*
 * A message is taken in the turn's transaction and acknowledged after the
 * commit, one message a turn: a board may forget a reading when its broker has
 * our acknowledgement, so that must never come before the disk has it.
 * Whatever a message holds, it is acknowledged in the end, or the broker would
 * send it for ever; what is no reading is kept as refused.
 *
 * The device's name in the topic is proof enough, because the broker lets a
 * board publish below its own name only.
 */

#define SIGN_MAX	1024		/* bytes of a sign of life */
#define ARENA_MAX	(16u << 20)	/* for one message */
#define COMPLAIN_MS	10000		/* between two lines of complaint */
#define DROPPED_MS	HOUR_MS		/* between two events of drops */
#define DROPPED_MAX	1000000000000	/* what a broker may say */

/* How many messages Mosquitto has dropped since it began, because a queue was
 * full; of all its clients, retained. */
#define DROPPED_TOPIC	"$SYS/broker/publish/messages/dropped"

const char *const topic_kind_words[] = {
	[TOPIC_TELEMETRY] = "telemetry", [TOPIC_STATUS] = "status",
	[TOPIC_HEARTBEAT] = "heartbeat", NULL
};

bool
meter_topic(const char *prefix, const char *topic, struct meter_topic *t)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789._:-";
	size_t n = strlen(prefix);

	if (strncmp(topic, prefix, n) || topic[n] != '/')
		return false;
	topic += n + 1;
	n = strspn(topic, letters);
	if (n == 0 || n >= sizeof t->device || topic[n] != '/')
		return false;
	memcpy(t->device, topic, n);
	t->device[n] = '\0';
	t->kind = words_value(topic_kind_words, topic + n + 1);
	return true;
}

/* ---- Opening ------------------------------------------------------------ */

/*
 * Our name at the broker: the same after every restart, another for every
 * site, and short enough (23 bytes) for every broker.
 */
static const char *
session_name(const struct secret_key *secret, struct arena *a)
{
	static const unsigned char what[] = "mqtt session";
	unsigned char digest[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof digest + 1];

	crypto_generichash(digest, sizeof digest, what, sizeof what - 1,
	    secret->bytes, sizeof secret->bytes);
	sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
	return arena_printf(a, "powerhive-%.12s", hex);
}

void
meters_open(const struct site *s, struct arena *a, struct loop *loop,
    const struct secret_key *secret, struct meters *meters)
{
	const char *error, *password, *topics[4] = { NULL };

	if (!s->mqtt_url)
		return;
	password = site_secret(a, s->mqtt_password_file, "mqtt-password",
	    "POWERHIVE_MQTT_PASSWORD", &error);
	if (error)
		log_exit(EX_CONFIG, "cannot read the password for the broker"
		    " why=\"%s\"", error);
	for (int i = 0; i < 3; i++)
		topics[i] = arena_printf(a, "%s/+/%s", s->mqtt_prefix,
		    topic_kind_words[TOPIC_TELEMETRY + i]);
	*meters = (struct meters){ .health = meters->health };
	arena_init(&meters->arena, ARENA_MAX);
	snprintf(meters->prefix, sizeof meters->prefix, "%s",
	    s->mqtt_prefix);
	meters->mqtt = mqtt_open(loop, &(struct mqtt_options){
	    .url = s->mqtt_url, .ca_file = s->mqtt_ca_file,
	    .user = s->mqtt_user, .password = password,
	    .session = session_name(secret, a), .topics = topics,
	    .also = DROPPED_TOPIC }, &error);
	meters->health->broker.wanted = true;
	meters->health->state.broker = BROKER_LOST;
	if (!meters->mqtt)
		log_exit(EX_CONFIG, "cannot speak to the broker url=%s"
		    " why=\"%s\"", s->mqtt_url, error);
}

/* ---- One message -------------------------------------------------------- */

/* Now and then a line in the log about what is refused. */
static void
complain(int64_t now_ms, struct meters *meters, const char *why,
    const struct mqtt_message *m)
{
	if (now_ms < meters->complain_ms)
		return;
	meters->complain_ms = now_ms + COMPLAIN_MS;
	log_warn("message refused why=%s topic=\"%.200s\" bytes=%zu", why,
	    m->topic, m->len);
}

/* Not a meter's reading: counted, and kept with the rule it breaks. */
static void
refuse(const struct turn *t, struct meters *meters, const char *rule,
    const char *device, const struct mqtt_message *m)
{
	char counter[64], topic[160];

	snprintf(counter, sizeof counter, "mqtt_refused_%s", rule);
	counter_add(t->db, counter, 1);
	text_one_line(topic, sizeof topic, m->topic);
	meter_refuse(t->db, device, rule, topic, m->text, m->len, t->wall_ms);
	complain(t->now_ms, meters, rule, m);
}

static void
take_reading(const struct turn *t, struct meters *meters, const char *device,
    const struct mqtt_message *m)
{
	struct meter_verdict v;
	enum meter_take took;

	if (m->retained) {
		/* The broker's copy of an old reading, which was counted when
		 * it was new. */
		refuse(t, meters, "retained", device, m);
		return;
	}
	took = meter_take(t->db, &meters->arena, device, m->text, m->len,
	    t->wall_ms, &v);
	counter_add(t->db, "mqtt_telemetry", 1);
	if (took == METER_REJECTED || took == METER_CONFLICT)
		complain(t->now_ms, meters, v.rule, m);
}

/* {"status":"offline"}, or the word alone; a board that says anything else
 * is there. */
static bool
says_offline(struct meters *meters, const struct mqtt_message *m)
{
	struct saying {
		const char	*status;
	} says;
	static const struct field fields[] = {
		FIELD(struct saying, status),
		FIELDS_END
	};

	if (m->len == 7 && !memcmp(m->text, "offline", 7))
		return true;
	return !json_read(&meters->arena, m->text, m->len, fields,
	    &says) && says.status && !strcmp(says.status, "offline");
}

/* A retained sign of life is an old one.  Only "offline" still means something
 * then: nothing came after it. */
static void
take_sign(const struct turn *t, struct meters *meters,
    const struct meter_topic *topic, const struct mqtt_message *m)
{
	bool offline;

	if (m->len > SIGN_MAX) {
		refuse(t, meters, "too_long", topic->device, m);
		return;
	}
	offline = says_offline(meters, m);
	counter_add(t->db, topic->kind == TOPIC_STATUS ? "mqtt_status" :
	    "mqtt_heartbeat", 1);
	if (offline || !m->retained)
		meter_online(t->db, topic->device, !offline, t->wall_ms);
}

/*
 * The broker's count of dropped messages runs since its own start.  A smaller
 * number than the last one means that the broker began anew; its very first
 * number is about times before ours and is only kept.
 */
static void
take_dropped(const struct turn *t, struct meters *meters,
    const struct mqtt_message *m)
{
	int64_t last = counter_get(t->db, "mqtt_broker_dropped");
	char digits[20], *end;
	int64_t n, more;

	snprintf(digits, sizeof digits, "%.*s", (int)(m->len < 19 ? m->len :
	    19), m->text);
	n = strtoll(digits, &end, 10);
	if (end == digits || *end || n < 0 || n > DROPPED_MAX)
		return;
	more = last == NONE ? 0 : n < last ? n : n - last;
	counter_add(t->db, "mqtt_broker_dropped", last == NONE ? n :
	    n - last);
	if (more == 0)
		return;
	if (!meters->health->broker.dropped_ms ||
	    t->now_ms - meters->health->broker.dropped_ms > DROPPED_MS) {
		meters->health->broker.dropped = 0;
		event_add(t->db, t->wall_ms, "broker dropped", NONE,
		    arena_printf(&meters->arena,
		    "the meters' broker has dropped"
		    " %lld messages: its queue was full", (long long)more));
	}
	log_warn("broker dropped messages=%lld", (long long)more);
	meters->health->broker.dropped += more;
	meters->health->broker.dropped_ms = t->now_ms;
}

static void
serve(const struct turn *t, struct meters *meters, const struct mqtt_message *m)
{
	struct meter_topic topic;

	arena_reset(&meters->arena);
	if (m->again)
		counter_add(t->db, "mqtt_again", 1);
	if (!strcmp(m->topic, DROPPED_TOPIC))
		take_dropped(t, meters, m);
	else if (!meter_topic(meters->prefix, m->topic, &topic))
		refuse(t, meters, "bad_topic", NULL, m);
	else if (topic.kind == TOPIC_TELEMETRY)
		take_reading(t, meters, topic.device, m);
	else if (topic.kind == TOPIC_STATUS || topic.kind == TOPIC_HEARTBEAT)
		take_sign(t, meters, &topic, m);
	else
		refuse(t, meters, "bad_topic", topic.device, m);
}

/* That the broker was found or lost is told once, in the log and as an
 * event. */
static void
follow(const struct turn *t, struct meters *meters)
{
	struct mqtt_state s = mqtt_state(meters->mqtt);

	meters->health->broker.up = s.up;
	snprintf(meters->health->broker.why, sizeof meters->health->broker.why,
	    "%s", s.why);
	meters->health->state.broker = s.up ? BROKER_CONNECTED : BROKER_LOST;
	if (s.up && !meters->told.up) {
		log_info("broker found url=%s", t->site->mqtt_url);
		event_add(t->db, t->wall_ms, "broker found", NONE,
		    "the meters' broker is connected");
		meters->met = true;
	} else if (s.lost > meters->told.lost ||
	    (s.refused > meters->told.refused && !meters->told.refused &&
	    !meters->met)) {
		log_warn("broker lost url=%s why=\"%s\"", t->site->mqtt_url,
		    s.why);
		event_add(t->db, t->wall_ms, "broker lost", NONE, s.why);
	} else if (s.refused > meters->told.refused)
		log_debug("broker still away why=\"%s\"", s.why);
	if (s.lost > meters->told.lost)
		counter_add(t->db, "mqtt_lost", s.lost - meters->told.lost);
	meters->told = s;
}

/* ---- A turn ------------------------------------------------------------- */

bool
meters_ready(struct db *db, const struct meters *meters)
{
	return meters->mqtt && !db_sick(db) && mqtt_ready(meters->mqtt);
}

void
meters_serve(const struct turn *t, struct meters *meters)
{
	struct mqtt_message m;

	if (!meters->mqtt || db_sick(t->db))
		return;
	follow(t, meters);
	if (mqtt_take(meters->mqtt, &m))
		serve(t, meters, &m);
}

void
meters_answer(struct meters *meters, bool durable)
{
	if (meters->mqtt)
		mqtt_answer(meters->mqtt, durable);
}

struct last_turns {
	const struct turn	*turn;
	struct meters	*meters;
};

/* A turn of its own for a message that comes while the connection is being
 * closed. */
static void
last_turn(void *arg)
{
	const struct last_turns *last = arg;

	db_begin(last->turn->db);
	meters_serve(last->turn, last->meters);
	meters_answer(last->meters, db_commit(last->turn->db));
}

void
meters_close(const struct turn *t, struct meters *meters)
{
	struct last_turns last = { t, meters };

	if (!meters->mqtt)
		return;
	mqtt_close(meters->mqtt, last_turn, &last);
	arena_free(&meters->arena);
	meters->mqtt = NULL;
}
