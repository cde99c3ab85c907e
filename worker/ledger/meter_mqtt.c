/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/json/json.h"
#include "hive/ledger/meter.h"
#include "hive/service/event_log.h"
#include "worker/ledger/meter_mqtt.h"

#define SIGN_MOST	1024		/* bytes of a sign of life */
#define ARENA_MOST	(16u << 20)	/* for one message */
#define COMPLAIN_MS	10000		/* between two lines of complaint */
#define DROPPED_MS	3600000		/* between two events of drops */
#define DROPPED_MOST	1000000000000	/* what a broker may say */

/* How many messages Mosquitto has dropped since it began, because a queue was
 * full; of all its clients, retained. */
#define DROPPED_TOPIC	"$SYS/broker/publish/messages/dropped"

static struct {
	struct mqtt_state	 told;		/* what was last told */
	bool			 met;		/* the broker, ever */
	int64_t			 complain_ms;
	char			 prefix[129];	/* in force until the end */
	struct arena		 arena;		/* of one message */
} now;

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
	t->kind = topic + n + 1;
	return true;
}

/* ---- Opening ------------------------------------------------------------ */

/*
 * Our name at the broker: the same after every restart, another for every
 * site, and short enough (23 bytes) for every broker.
 */
static const char *
session_name(struct work *w, struct arena *a)
{
	static const unsigned char what[] = "mqtt session";
	unsigned char digest[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof digest + 1];

	crypto_generichash(digest, sizeof digest, what, sizeof what - 1,
	    w->secret.bytes, sizeof w->secret.bytes);
	sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
	return arena_printf(a, "powerhive-%.12s", hex);
}

void
meters_open(struct work *w)
{
	const struct site *s = &w->site;
	struct arena *a = &w->site_arena;
	const char *wrong, *password, *topics[4] = { NULL };
	static const char *const kinds[] = { "telemetry", "status",
	    "heartbeat" };

	if (!s->mqtt_url)
		return;
	password = site_secret(a, s->mqtt_password_file, "mqtt-password",
	    "POWERHIVE_MQTT_PASSWORD", &wrong);
	if (wrong)
		log_exit(EX_CONFIG, "cannot read the password for the broker"
		    " why=\"%s\"", wrong);
	for (int i = 0; i < 3; i++)
		topics[i] = arena_printf(a, "%s/+/%s", s->mqtt_prefix,
		    kinds[i]);
	memset(&now, 0, sizeof now);
	arena_init(&now.arena, ARENA_MOST);
	snprintf(now.prefix, sizeof now.prefix, "%s", s->mqtt_prefix);
	w->mqtt = mqtt_open(w->loop, &(struct mqtt_options){
	    .url = s->mqtt_url, .ca_file = s->mqtt_ca_file,
	    .user = s->mqtt_user, .password = password,
	    .session = session_name(w, a), .topics = topics,
	    .also = DROPPED_TOPIC }, &wrong);
	w->broker.wanted = true;
	w->state.broker = "lost";
	if (!w->mqtt)
		log_exit(EX_CONFIG, "cannot speak to the broker url=%s"
		    " why=\"%s\"", s->mqtt_url, wrong);
}

/* ---- One message -------------------------------------------------------- */

/* Now and then a line in the log about what is refused. */
static void
complain(struct work *w, const char *why, const struct mqtt_message *m)
{
	if (w->now_ms < now.complain_ms)
		return;
	now.complain_ms = w->now_ms + COMPLAIN_MS;
	log_warn("message refused why=%s topic=\"%.200s\" bytes=%zu", why,
	    m->topic, m->len);
}

/* Not a meter's reading: counted, and kept with the rule it breaks. */
static void
refuse(struct work *w, const char *rule, const char *device,
    const struct mqtt_message *m)
{
	char counter[64], topic[160];

	snprintf(counter, sizeof counter, "mqtt_refused_%s", rule);
	counter_add(w->db, counter, 1);
	text_one_line(topic, sizeof topic, m->topic);
	meter_refuse(w->db, device, rule, topic, m->text, m->len, w->wall_ms);
	complain(w, rule, m);
}

static void
take_reading(struct work *w, const char *device,
    const struct mqtt_message *m)
{
	struct meter_verdict v;
	enum meter_take took;

	if (m->retained) {
		/* It was counted when it was new. */
		refuse(w, "retained", device, m);
		return;
	}
	took = meter_take(w->db, &now.arena, device, m->text, m->len,
	    w->wall_ms, &v);
	counter_add(w->db, "mqtt_telemetry", 1);
	if (took == METER_REJECTED || took == METER_CONFLICT)
		complain(w, v.rule, m);
}

/* {"status":"offline"}, or the word alone; a board that says anything else
 * is there. */
static bool
says_offline(const struct mqtt_message *m)
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
	return !json_read(&now.arena, m->text, m->len, fields, &says) &&
	    says.status && !strcmp(says.status, "offline");
}

/* A retained sign of life is old: only its absence still says something. */
static void
take_sign(struct work *w, const struct meter_topic *t,
    const struct mqtt_message *m)
{
	bool offline;

	if (m->len > SIGN_MOST) {
		refuse(w, "too_long", t->device, m);
		return;
	}
	offline = says_offline(m);
	counter_add(w->db, *t->kind == 's' ? "mqtt_status" :
	    "mqtt_heartbeat", 1);
	if (offline || !m->retained)
		meter_online(w->db, t->device, !offline, w->wall_ms);
}

/*
 * What the broker says now, beside what it said last: less, and it began
 * anew.  The first word of a broker is about times before ours.
 */
static void
take_dropped(struct work *w, const struct mqtt_message *m)
{
	int64_t last = counter_get(w->db, "mqtt_broker_dropped");
	char digits[20], *end;
	int64_t n, more;

	snprintf(digits, sizeof digits, "%.*s", (int)(m->len < 19 ? m->len :
	    19), m->text);
	n = strtoll(digits, &end, 10);
	if (end == digits || *end || n < 0 || n > DROPPED_MOST)
		return;
	more = last == NONE ? 0 : n < last ? n : n - last;
	counter_add(w->db, "mqtt_broker_dropped", last == NONE ? n :
	    n - last);
	if (more == 0)
		return;
	if (!w->broker.dropped_ms ||
	    w->now_ms - w->broker.dropped_ms > DROPPED_MS) {
		w->broker.dropped = 0;
		event_add(w->db, w->wall_ms, "broker dropped", NONE,
		    arena_printf(&now.arena, "the meters' broker has dropped"
		    " %lld messages: its queue was full", (long long)more));
	}
	log_warn("broker dropped messages=%lld", (long long)more);
	w->broker.dropped += more;
	w->broker.dropped_ms = w->now_ms;
}

static void
serve(struct work *w, const struct mqtt_message *m)
{
	struct meter_topic t;

	arena_reset(&now.arena);
	if (m->again)
		counter_add(w->db, "mqtt_again", 1);
	if (!strcmp(m->topic, DROPPED_TOPIC))
		take_dropped(w, m);
	else if (!meter_topic(now.prefix, m->topic, &t))
		refuse(w, "bad_topic", NULL, m);
	else if (!strcmp(t.kind, "telemetry"))
		take_reading(w, t.device, m);
	else if (!strcmp(t.kind, "status") || !strcmp(t.kind, "heartbeat"))
		take_sign(w, &t, m);
	else
		refuse(w, "bad_topic", t.device, m);
}

/* Found and lost, once each, in the log and among the events. */
static void
follow(struct work *w)
{
	struct mqtt_state s = mqtt_state(w->mqtt);

	w->broker.up = s.up;
	snprintf(w->broker.why, sizeof w->broker.why, "%s", s.why);
	w->state.broker = s.up ? "connected" : "lost";
	if (s.up && !now.told.up) {
		log_info("broker found url=%s", w->site.mqtt_url);
		event_add(w->db, w->wall_ms, "broker found", NONE,
		    "the meters' broker is connected");
		now.met = true;
	} else if (s.lost > now.told.lost ||
	    (s.refused > now.told.refused && !now.told.refused && !now.met)) {
		log_warn("broker lost url=%s why=\"%s\"", w->site.mqtt_url,
		    s.why);
		event_add(w->db, w->wall_ms, "broker lost", NONE, s.why);
	} else if (s.refused > now.told.refused)
		log_debug("broker still away why=\"%s\"", s.why);
	if (s.lost > now.told.lost)
		counter_add(w->db, "mqtt_lost", s.lost - now.told.lost);
	now.told = s;
}

/* ---- A turn ------------------------------------------------------------- */

bool
meters_ready(const struct work *w)
{
	return w->mqtt && !db_sick(w->db) && mqtt_ready(w->mqtt);
}

void
meters_serve(struct work *w)
{
	struct mqtt_message m;

	if (!w->mqtt || db_sick(w->db))
		return;
	follow(w);
	if (mqtt_take(w->mqtt, &m))
		serve(w, &m);
}

void
meters_answer(struct work *w, bool durable)
{
	if (w->mqtt)
		mqtt_answer(w->mqtt, durable);
}

/* What comes while the connection is being closed. */
static void
last_turn(void *arg)
{
	struct work *w = arg;

	db_begin(w->db);
	meters_serve(w);
	meters_answer(w, db_commit(w->db));
}

void
meters_close(struct work *w)
{
	if (!w->mqtt)
		return;
	mqtt_close(w->mqtt, last_turn, w);
	arena_free(&now.arena);
	w->mqtt = NULL;
}
