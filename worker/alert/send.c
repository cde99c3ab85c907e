/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/alert/alert.h"
#include "hive/base/log.h"
#include "worker/alert/alert.h"
#include "worker/alert/send.h"
#include "worker/core/work.h"

#define STEP_MS		1000
#define ONCE_MOST	50	/* in one piece */
#define GROUP_MS	10000	/* a miner's alert waits for its flood */
#define BACK_MS		10000
#define BACK_MOST_MS	900000
#define DAY_MS		INT64_C(86400000)
#define GIVE_UP_MS	(3 * DAY_MS)
#define CONNECT_MS	4000
#define TIMEOUT_MS	12000
#define BEAT_MS		60000

static struct channel {
	const char	*name;
	bool		 busy;
	int64_t		 fails;
	int64_t		 next_ms;
} channels[] = {
	{ .name = "webhook" },
	{ .name = "email" },
};

#define CHANNELS (sizeof channels / sizeof *channels)

static int64_t next_ms, beat_ms;
static bool beating, told_sick;

/* ---- The queue ---------------------------------------------------------- */

void
alert_tell(struct work *w, int64_t id, const struct alert_rule *rule,
    const char *kind)
{
	struct message m = { .kind = kind, .alert = id,
	    .queued_at = w->wall_ms, .next_at = w->wall_ms };

	if (notice_rank(rule->severity) < notice_rank(w->site.min_severity))
		return;
	if (rule->miner >= 0)
		m.next_at += GROUP_MS;
	for (size_t i = 0; i < CHANNELS; i++) {
		m.channel = channels[i].name;
		if (notice_channel(&w->site, m.channel))
			message_add(w->db, &m);
	}
	next_ms = w->now_ms;
}

void
alert_tell_text(struct work *w, const char *kind, const char *text)
{
	struct message m = { .kind = kind, .alert = NONE, .text = text,
	    .queued_at = w->wall_ms, .next_at = w->wall_ms };

	for (size_t i = 0; i < CHANNELS; i++) {
		m.channel = channels[i].name;
		if (notice_channel(&w->site, m.channel))
			message_add(w->db, &m);
	}
	next_ms = w->now_ms;
}

/* ---- One piece ---------------------------------------------------------- */

const char *
alert_send_now(struct work *w, const char *channel, const struct notice *n,
    void (*done)(struct http_call *, void *arg), void *arg)
{
	struct http_call *c;
	const char *wrong = NULL;
	struct arena a;

	if (!notice_channel(&w->site, channel))
		return "the configuration does not name this channel";
	if (http_room(w->outside) < 1)
		return "too many calls are under way";
	if (!strcmp(channel, "email")) {	/* before a call is taken */
		arena_init(&a, 1 << 20);
		notice_mail(&a, &w->site, n, &wrong);
		wrong = wrong ? "the mail server's password cannot be read" :
		    NULL;
		arena_free(&a);
	}
	if (wrong)
		return wrong;
	c = http_call(w->outside);
	if (!strcmp(channel, "email")) {
		c->url = w->site.smtp_url;
		c->mail = notice_mail(&c->arena, &w->site, n, &wrong);
	} else {
		c->url = w->site.webhook_url;
		c->body = notice_json(&c->arena, &w->site, n);
	}
	c->url = arena_copy(&c->arena, c->url);
	c->ca_file = arena_copy(&c->arena, w->site.alert_ca_file);
	c->connect_ms = CONNECT_MS;
	c->timeout_ms = TIMEOUT_MS;
	c->last = true;
	http_send(w->outside, c, done, arg);
	return NULL;
}

const char *
alert_send_wrong(const struct http_call *c)
{
	static char text[32];

	if (c->status >= 200 && c->status < 300)
		return NULL;
	if (!c->status)
		return c->why;
	snprintf(text, sizeof text, "status %d", c->status);
	return text;
}

/* What is under way on a channel; one at a time. */
static struct sending {
	struct work	*work;
	struct channel	*channel;
	size_t		 n;
	int64_t		 id[ONCE_MOST], queued_at[ONCE_MOST];
} sendings[CHANNELS];

static int64_t
back_ms(const struct channel *ch)
{
	int64_t ms = BACK_MS;

	for (int64_t i = 1; i < ch->fails && ms < BACK_MOST_MS; i++)
		ms *= 2;
	return ms < BACK_MOST_MS ? ms : BACK_MOST_MS;
}

static void
count(struct work *w, const char *what, const struct channel *ch, size_t n)
{
	char name[64];

	snprintf(name, sizeof name, "%s_%s", what, ch->name);
	counter_add(w->db, name, (int64_t)n);
}

static void
failed(struct sending *s, const char *why)
{
	struct work *w = s->work;
	struct channel *ch = s->channel;
	int64_t wait_ms;

	ch->fails++;
	wait_ms = back_ms(ch);
	ch->next_ms = w->now_ms + wait_ms;
	log_warn("alerts could not be sent channel=%s n=%zu again_s=%lld"
	    " why=\"%s\"", ch->name, s->n, (long long)wait_ms / 1000, why);
	count(w, "alerts_failed", ch, s->n);
	for (size_t i = 0; i < s->n; i++)
		if (w->wall_ms - s->queued_at[i] < GIVE_UP_MS)
			message_again(w->db, s->id[i], w->wall_ms + wait_ms);
		else {
			message_done(w->db, s->id[i]);
			count(w, "alerts_given_up", ch, 1);
		}
}

static void
took(struct http_call *c, void *arg)
{
	struct sending *s = arg;
	struct work *w = s->work;
	const char *wrong = alert_send_wrong(c);

	s->channel->busy = false;
	next_ms = w->now_ms;
	if (wrong) {
		failed(s, wrong);
		return;
	}
	s->channel->fails = 0;
	for (size_t i = 0; i < s->n; i++)
		message_done(w->db, s->id[i]);
	count(w, "alerts_sent", s->channel, s->n);
	log_info("alerts sent channel=%s n=%zu", s->channel->name, s->n);
}

/* The alert once, though both its ends may wait. */
static bool
is_there(const struct alert *a, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].id == id)
			return true;
	return false;
}

/* What became part of a flood is told with it. */
static struct list
alerts_of(struct work *w, struct arena *arena, const struct list *due)
{
	const struct message *m = due->v;
	struct alert *a = ARENA_MANY(arena, struct alert, due->n);
	size_t n = 0;

	for (size_t i = 0; i < due->n; i++)
		if (m[i].alert != NONE && !is_there(a, n, m[i].alert) &&
		    alert_get(w->db, arena, m[i].alert, &a[n]) &&
		    a[n].flood == NONE)
			n++;
	return (struct list){ a, n };
}

/* A report goes alone, alerts together: the first decides. */
static void
compose(struct work *w, struct arena *arena, struct list *due,
    struct notice *n)
{
	const struct message *m = due->v;

	if (m[0].alert == NONE) {
		due->n = 1;
		*n = (struct notice){ .kind = m[0].kind, .subject =
		    arena_text(arena, m[0].text, strcspn(m[0].text, "\n")),
		    .text = m[0].text + strcspn(m[0].text, "\n"),
		    .now = w->wall_ms };
		return;
	}
	for (size_t i = 1; i < due->n; i++)
		if (m[i].alert == NONE)
			due->n = i;
	notice_alerts(arena, &w->site, alerts_of(w, arena, due), w->wall_ms,
	    n);
}

static void
send_due(struct work *w, struct channel *ch, struct arena *arena)
{
	struct sending *s = &sendings[ch - channels];
	struct list due = message_due(w->db, arena, ch->name, w->wall_ms,
	    ONCE_MOST);
	const struct message *m = due.v;
	const char *wrong = NULL;
	struct notice n;

	if (!due.n)
		return;
	compose(w, arena, &due, &n);
	*s = (struct sending){ .work = w, .channel = ch, .n = due.n };
	for (size_t i = 0; i < due.n; i++) {
		s->id[i] = m[i].id;
		s->queued_at[i] = m[i].queued_at;
	}
	if (m[0].alert != NONE && !n.alerts.n) {
		for (size_t i = 0; i < due.n; i++)
			message_done(w->db, s->id[i]);
		return;
	}
	ch->busy = true;
	wrong = alert_send_now(w, ch->name, &n, took, s);
	if (wrong) {
		ch->busy = false;
		failed(s, wrong);
	}
}

/* ---- The dead man's switch ---------------------------------------------- */

static void
beaten(struct http_call *c, void *arg)
{
	struct work *w = arg;
	const char *wrong = alert_send_wrong(c);

	beating = false;
	if (wrong) {
		log_warn("heartbeat not taken why=\"%s\"", wrong);
		counter_add(w->db, "heartbeats_failed", 1);
	}
}

/* Called as long as control is sound; whoever is called raises the alarm
 * when it stays away. */
static void
beat(struct work *w)
{
	struct http_call *c;

	if (!w->site.heartbeat_url || beating || w->now_ms < beat_ms ||
	    !alerts_sound() || http_room(w->outside) < 1)
		return;
	beat_ms = w->now_ms + BEAT_MS;
	beating = true;
	c = http_call(w->outside);
	c->url = arena_copy(&c->arena, w->site.heartbeat_url);
	c->ca_file = arena_copy(&c->arena, w->site.alert_ca_file);
	c->connect_ms = CONNECT_MS;
	c->timeout_ms = TIMEOUT_MS;
	c->last = true;
	http_send(w->outside, c, beaten, w);
}

/* ---- The step ----------------------------------------------------------- */

void
alert_send_step(struct work *w)
{
	struct arena arena;

	if (w->now_ms < next_ms)
		return;
	next_ms = w->now_ms + STEP_MS;
	told_sick = false;
	beat(w);
	arena_init(&arena, 4 << 20);
	for (size_t i = 0; i < CHANNELS; i++) {
		struct channel *ch = &channels[i];

		if (!ch->busy && w->now_ms >= ch->next_ms)
			send_due(w, ch, &arena);
		arena_reset(&arena);
	}
	arena_free(&arena);
}

int64_t
alert_send_next_ms(const struct work *w)
{
	const struct site *s = &w->site;

	return s->webhook_url || s->email_to.n || s->heartbeat_url ?
	    next_ms : NEVER;
}

static void
told(struct http_call *c, void *arg)
{
	const char *wrong = alert_send_wrong(c);

	(void)arg;
	if (wrong)
		log_warn("alert could not be sent why=\"%s\"", wrong);
}

void
alert_send_sick(struct work *w)
{
	struct alert a = { .id = NONE, .rule = "database", .key = "",
	    .severity = "critical", .state = "open", .count = 1,
	    .text = "The database cannot be written: nothing is kept, orders "
	    "are refused.", .row = NONE, .flood = NONE,
	    .since_at = w->wall_ms, .last_at = w->wall_ms,
	    .acknowledged_at = NONE, .ended_at = NONE };
	struct arena arena;
	struct notice n;

	if (told_sick)
		return;
	told_sick = true;
	arena_init(&arena, 1 << 20);
	notice_alerts(&arena, &w->site, (struct list){ &a, 1 }, w->wall_ms,
	    &n);
	for (size_t i = 0; i < CHANNELS; i++)
		if (notice_channel(&w->site, channels[i].name))
			alert_send_now(w, channels[i].name, &n, told, NULL);
	arena_free(&arena);
}

void
alert_send_begin(struct work *w)
{
	for (size_t i = 0; i < CHANNELS; i++)
		channels[i] = (struct channel){ .name = channels[i].name };
	next_ms = beat_ms = w->now_ms;
	beating = told_sick = false;
}
