/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "hive/history.h"
#include "hive/log.h"
#include "worker/meter.h"

#define TEXT_MOST	8192		/* of a payload */
#define COMPLAIN_MS	10000		/* between two lines of complaint */

static struct {
	struct mqtt_state	 told;		/* what was last told */
	bool			 met;		/* the broker, ever */
	int64_t			 complain_ms;
	char			 prefix[129];	/* in force until the end */
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
	snprintf(now.prefix, sizeof now.prefix, "%s", s->mqtt_prefix);
	w->mqtt = mqtt_open(w->loop, &(struct mqtt_options){
	    .url = s->mqtt_url, .ca_file = s->mqtt_ca_file,
	    .user = s->mqtt_user, .password = password,
	    .session = session_name(w, a), .topics = topics }, &wrong);
	if (!w->mqtt)
		log_exit(EX_CONFIG, "cannot speak to the broker url=%s"
		    " why=\"%s\"", s->mqtt_url, wrong);
}

/* ---- One message -------------------------------------------------------- */

/* Not a meter's: counted, and now and then a line in the log. */
static void
refuse(struct work *w, const char *counter, const struct mqtt_message *m)
{
	counter_add(w->db, counter, 1);
	if (w->now_ms < now.complain_ms)
		return;
	now.complain_ms = w->now_ms + COMPLAIN_MS;
	log_warn("message refused why=%s topic=\"%.200s\" bytes=%zu", counter,
	    m->topic, m->len);
}

static void
serve(struct work *w, const struct mqtt_message *m)
{
	struct meter_topic t;

	if (m->again)
		counter_add(w->db, "mqtt_again", 1);
	if (!meter_topic(now.prefix, m->topic, &t))
		refuse(w, "mqtt_refused_topic", m);
	else if (m->len > TEXT_MOST)
		refuse(w, "mqtt_refused_long", m);
	else if (!strcmp(t.kind, "status"))
		counter_add(w->db, "mqtt_status", 1);
	else if (!strcmp(t.kind, "heartbeat"))
		counter_add(w->db, "mqtt_heartbeat", 1);
	else if (strcmp(t.kind, "telemetry"))
		refuse(w, "mqtt_refused_topic", m);
	else if (m->retained)
		/* Its copy was counted when it was new. */
		refuse(w, "mqtt_refused_retained", m);
	else
		counter_add(w->db, "mqtt_telemetry", 1);
}

/* Found and lost, once each, in the log and among the events. */
static void
follow(struct work *w)
{
	struct mqtt_state s = mqtt_state(w->mqtt);

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
	if (w->mqtt)
		mqtt_close(w->mqtt, last_turn, w);
	w->mqtt = NULL;
}
