/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/alert/alert.h"
#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/alert/alert.h"
#include "worker/alert/send.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"

/*
 * Messages to people.  Telling is in two steps, because a channel may be away
 * for hours: alert_tell() adds a row for each channel in the transaction that
 * keeps the alert; alert_send_step() sends what is due on a channel as one
 * piece and deletes the rows in the turn in which the channel has taken it.  So
 * each message is sent at least once, and after a crash perhaps twice.  A
 * miner's message waits ten seconds for its flood.
 *
 * Two things pass by the queue: the heartbeat to a service outside, which
 * alarms people when it stays away, and the one message that the database
 * cannot be written, which no queue in that database could keep.
 */

#define SEND_STEP_MS	1000
#define GROUP_MS	10000	/* a miner's alert waits for its flood */
#define BACK_MS		10000
#define BACK_MAX_MS	(15 * MINUTE_MS)
#define GIVE_UP_MS	(3 * DAY_MS)
#define TIMEOUT_MS	12000
#define BEAT_MS		MINUTE_MS

static const enum notice_channel kinds[ALERT_CHANNELS] = {
	CHANNEL_WEBHOOK, CHANNEL_EMAIL
};

/* ---- The queue ---------------------------------------------------------- */

void
alert_tell(const struct turn *t, struct alert_sender *sender, int64_t id,
    const struct alert_rule *rule, const char *kind)
{
	struct message m = { .kind = kind, .alert = id,
	    .queued_at = t->wall_ms, .next_at = t->wall_ms };

	if (rule->severity < t->site->min_severity)
		return;
	if (rule->miner >= 0)
		m.next_at += GROUP_MS;
	for (size_t i = 0; i < ALERT_CHANNELS; i++) {
		m.channel = kinds[i];
		if (notice_channel(t->site, m.channel))
			message_add(t->db, &m);
	}
	sender->next_ms = t->now_ms;
}

void
alert_tell_text(const struct turn *t, struct alert_sender *sender,
    const char *kind, const char *text)
{
	struct message m = { .kind = kind, .alert = NONE, .text = text,
	    .queued_at = t->wall_ms, .next_at = t->wall_ms };

	for (size_t i = 0; i < ALERT_CHANNELS; i++) {
		m.channel = kinds[i];
		if (notice_channel(t->site, m.channel))
			message_add(t->db, &m);
	}
	sender->next_ms = t->now_ms;
}

/* ---- One piece ---------------------------------------------------------- */

const char *
alert_send_now(const struct site *site, struct alert_sender *sender,
    enum notice_channel channel, const struct notice *n,
    void (*done)(struct http_call *, void *arg), void *arg)
{
	struct http_call *c;
	const char *error = NULL;
	struct arena a;

	if (!notice_channel(site, channel))
		return "the configuration does not name this channel";
	if (http_room(sender->outside) < 1)
		return "too many calls are under way";
	if (channel == CHANNEL_EMAIL) {	/* before a call is taken */
		arena_init(&a, 1 << 20);
		notice_mail(&a, site, n, &error);
		error = error ? "the mail server's password cannot be read" :
		    NULL;
		arena_free(&a);
	}
	if (error)
		return error;
	c = http_call(sender->outside);
	if (channel == CHANNEL_EMAIL) {
		c->url = site->smtp_url;
		c->mail = notice_mail(&c->arena, site, n, &error);
	} else {
		c->url = site->webhook_url;
		c->body = notice_json(&c->arena, site, n);
	}
	c->url = arena_copy(&c->arena, c->url);
	c->ca_file = arena_copy(&c->arena, site->alert_ca_file);
	c->connect_ms = OUTSIDE_CONNECT_MS;
	c->timeout_ms = TIMEOUT_MS;
	c->last = true;
	http_send(sender->outside, c, done, arg);
	return NULL;
}

const char *
alert_send_error(struct http_call *c)
{
	if (c->status >= 200 && c->status < 300)
		return NULL;
	return c->status ? arena_printf(&c->arena, "status %d", c->status) :
	    c->why;
}

static int64_t
back_ms(const struct channel *ch)
{
	int64_t ms = BACK_MS;

	for (int64_t i = 1; i < ch->fails && ms < BACK_MAX_MS; i++)
		ms *= 2;
	return ms < BACK_MAX_MS ? ms : BACK_MAX_MS;
}

static void
count(struct db *db, const char *what, const struct channel *ch, size_t n)
{
	char name[64];

	snprintf(name, sizeof name, "%s_%s", what,
	    notice_channel_words[ch->channel]);
	counter_add(db, name, (int64_t)n);
}

static void
failed(struct sending *s, const char *why)
{
	const struct turn *t = s->turn;
	struct channel *ch = s->channel;
	int64_t wait_ms;

	ch->fails++;
	wait_ms = back_ms(ch);
	ch->next_ms = t->now_ms + wait_ms;
	log_warn("alerts could not be sent channel=%s n=%zu again_s=%lld"
	    " why=\"%s\"", notice_channel_words[ch->channel], s->n,
	    (long long)wait_ms / 1000, why);
	count(t->db, "alerts_failed", ch, s->n);
	for (size_t i = 0; i < s->n; i++)
		if (t->wall_ms - s->queued_at[i] < GIVE_UP_MS)
			message_again(t->db, s->id[i], t->wall_ms + wait_ms);
		else {
			message_done(t->db, s->id[i]);
			count(t->db, "alerts_given_up", ch, 1);
		}
}

static void
took(struct http_call *c, void *arg)
{
	struct sending *s = arg;
	const struct turn *t = s->turn;
	const char *error = alert_send_error(c);

	s->channel->busy = false;
	s->sender->next_ms = t->now_ms;
	if (error) {
		failed(s, error);
		return;
	}
	s->channel->fails = 0;
	for (size_t i = 0; i < s->n; i++)
		message_done(t->db, s->id[i]);
	count(t->db, "alerts_sent", s->channel, s->n);
	log_info("alerts sent channel=%s n=%zu",
	    notice_channel_words[s->channel->channel], s->n);
}

/* Whether the notice has the alert already: messages of its beginning and of
 * its end may both wait. */
static bool
is_there(const struct alert *a, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].id == id)
			return true;
	return false;
}

/* The alerts that the messages are about.  One that became part of a flood is
 * told with the flood. */
static struct list
alerts_of(struct db *db, struct arena *arena, const struct list *due)
{
	const struct message *m = due->v;
	struct alert *a = ARENA_MANY(arena, struct alert, due->n);
	size_t n = 0;

	for (size_t i = 0; i < due->n; i++)
		if (m[i].alert != NONE && !is_there(a, n, m[i].alert) &&
		    alert_get(db, arena, m[i].alert, &a[n]) &&
		    a[n].flood == NONE)
			n++;
	return (struct list){ a, n };
}

/* A report is sent alone, alerts are sent together; the oldest message decides
 * which it is. */
static void
compose(const struct turn *t, struct arena *arena, struct list *due,
    struct notice *n)
{
	const struct message *m = due->v;

	if (m[0].alert == NONE) {
		due->n = 1;
		*n = (struct notice){ .kind = m[0].kind, .subject =
		    arena_text(arena, m[0].text, strcspn(m[0].text, "\n")),
		    .text = m[0].text + strcspn(m[0].text, "\n"),
		    .now = t->wall_ms };
		return;
	}
	for (size_t i = 1; i < due->n; i++)
		if (m[i].alert == NONE)
			due->n = i;
	notice_alerts(arena, t->site, alerts_of(t->db, arena, due), t->wall_ms,
	    n);
}

static void
send_due(const struct turn *t, struct alert_sender *sender, struct channel *ch,
    struct arena *arena)
{
	struct sending *s = &ch->sending;
	struct list due = message_due(t->db, arena, ch->channel, t->wall_ms,
	    ALERT_ONCE);
	const struct message *m = due.v;
	const char *error = NULL;
	struct notice n;

	if (!due.n)
		return;
	compose(t, arena, &due, &n);
	*s = (struct sending){ .turn = t, .sender = sender,
	    .channel = ch, .n = due.n };
	for (size_t i = 0; i < due.n; i++) {
		s->id[i] = m[i].id;
		s->queued_at[i] = m[i].queued_at;
	}
	if (m[0].alert != NONE && !n.alerts.n) {
		for (size_t i = 0; i < due.n; i++)
			message_done(t->db, s->id[i]);
		return;
	}
	ch->busy = true;
	error = alert_send_now(t->site, sender, ch->channel, &n, took, s);
	if (error) {
		ch->busy = false;
		failed(s, error);
	}
}

/* ---- The dead man's switch ---------------------------------------------- */

struct beating {
	const struct turn	*turn;
	struct alert_sender	*sender;
};

static void
beaten(struct http_call *c, void *arg)
{
	const struct beating *b = arg;
	const char *error = alert_send_error(c);

	b->sender->beating = false;
	if (error) {
		log_warn("heartbeat not taken why=\"%s\"", error);
		counter_add(b->turn->db, "heartbeats_failed", 1);
	}
}

/* The heartbeat goes to the site's URL as long as control is sound; the service
 * behind that URL alarms people when it stays away. */
static void
beat(const struct turn *t, struct alert_room *room)
{
	struct alert_sender *s = &room->sender;
	struct beating *b;
	struct http_call *c;

	if (!t->site->heartbeat_url || s->beating ||
	    t->now_ms < s->beat_ms || !alerts_sound(room) ||
	    http_room(s->outside) < 1)
		return;
	s->beat_ms = t->now_ms + BEAT_MS;
	s->beating = true;
	c = http_call(s->outside);
	b = ARENA_NEW(&c->arena, struct beating);
	*b = (struct beating){ t, s };
	c->url = arena_copy(&c->arena, t->site->heartbeat_url);
	c->ca_file = arena_copy(&c->arena, t->site->alert_ca_file);
	c->connect_ms = OUTSIDE_CONNECT_MS;
	c->timeout_ms = TIMEOUT_MS;
	c->last = true;
	http_send(s->outside, c, beaten, b);
}

/* ---- The step ----------------------------------------------------------- */

void
alert_send_step(const struct turn *t, struct alert_room *room)
{
	struct arena arena;

	if (t->now_ms < room->sender.next_ms)
		return;
	room->sender.next_ms = t->now_ms + SEND_STEP_MS;
	room->sender.told_sick = false;
	beat(t, room);
	arena_init(&arena, 4 << 20);
	for (size_t i = 0; i < ALERT_CHANNELS; i++) {
		struct channel *ch = &room->sender.channels[i];

		if (!ch->busy && t->now_ms >= ch->next_ms)
			send_due(t, &room->sender, ch, &arena);
		arena_reset(&arena);
	}
	arena_free(&arena);
}

int64_t
alert_send_next_ms(const struct site *s, const struct alert_sender *sender)
{
	return s->webhook_url || s->email_to.n || s->heartbeat_url ?
	    sender->next_ms : NEVER;
}

static void
told(struct http_call *c, void *arg)
{
	const char *error = alert_send_error(c);

	(void)arg;
	if (error)
		log_warn("alert could not be sent why=\"%s\"", error);
}

void
alert_send_sick(const struct turn *t, struct alert_sender *sender)
{
	struct alert a = { .id = NONE, .rule = "database", .key = "",
	    .severity = SEVERITY_CRITICAL, .state = ALERT_OPEN, .count = 1,
	    .text = "The database cannot be written: nothing is kept, orders "
	    "are refused.", .row = NONE, .flood = NONE,
	    .since_at = t->wall_ms, .last_at = t->wall_ms,
	    .acknowledged_at = NONE, .ended_at = NONE };
	struct arena arena;
	struct notice n;

	if (sender->told_sick)
		return;
	sender->told_sick = true;
	arena_init(&arena, 1 << 20);
	notice_alerts(&arena, t->site, (struct list){ &a, 1 }, t->wall_ms,
	    &n);
	for (size_t i = 0; i < ALERT_CHANNELS; i++)
		if (notice_channel(t->site, kinds[i]))
			alert_send_now(t->site, sender, kinds[i], &n, told,
			    NULL);
	arena_free(&arena);
}

void
alert_send_begin(int64_t now_ms, struct alert_sender *sender)
{
	for (size_t i = 0; i < ALERT_CHANNELS; i++)
		sender->channels[i] =
		    (struct channel){ .channel = kinds[i] };
	sender->next_ms = sender->beat_ms = now_ms;
	sender->beating = sender->told_sick = false;
}
