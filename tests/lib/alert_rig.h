/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_ALERT_RIG_H
#define TESTS_LIB_ALERT_RIG_H

#include "hive/alert/alert.h"
#include "tests/lib/site_rig.h"

/*
 * A site that is well, with ears: what the worker sends to people is heard
 * here instead, and its alerts are read from its record.
 */

/* ---- Who is told --------------------------------------------------------- */

static struct {
	int	posts, mails, beats, reports;
	char	body[20000];		/* of the last that was taken */
	char	report_day[80];
	int	status;			/* that is answered; 0: nobody there */
} ears;

static inline int64_t
outside(struct http_call *c)
{
	c->status = ears.status;
	if (!c->status)
		c->why = "connection refused";
	if (!c->mail && c->body && strstr(c->body, "\"kind\":\"report\"")) {
		ears.reports++;
		snprintf(ears.report_day, sizeof ears.report_day, "%.*s",
		    (int)strcspn(c->body + 9, "\\"), c->body + 9);
	} else if (strstr(c->url, "/beat"))
		ears.beats++;
	else {
		ears.posts += !c->mail;
		ears.mails += c->mail != NULL;
		snprintf(ears.body, sizeof ears.body, "%s",
		    c->mail ? c->mail->text : c->body);
	}
	return 20;
}

static inline bool
heard(const char *text)
{
	return strstr(ears.body, text) != NULL;
}

/* Forget what was heard, but for the reports. */
static inline void
silence(void)
{
	ears.posts = ears.mails = ears.beats = 0;
	ears.body[0] = '\0';
}

/* ---- What is on record --------------------------------------------------- */

static inline struct alert
newest(const char *rule, const char *state)
{
	struct query *q = alert_list(b.worker.turn.db,
	    words_value(alert_filter_words, state), 1000);
	struct alert a, found = { .id = NONE };

	while (db_row(b.worker.turn.db, q, alert_fields, &a))
		if (found.id == NONE && !strcmp(a.rule, rule)) {
			record_keep(&b.arena, alert_fields, &a);
			found = a;
		}
	return found;
}

/* NULL: of any rule. */
static inline int
open_alerts(const char *rule)
{
	struct query *q = alert_list(b.worker.turn.db, ALERTS_PRESENT, 1000);
	struct alert a;
	int n = 0;

	while (db_row(b.worker.turn.db, q, alert_fields, &a))
		if (!rule || !strcmp(a.rule, rule)) {
			printf("# %s %s %s\n", a.rule, a.key, a.text);
			n++;
		}
	return n;
}

/* ---- The site ------------------------------------------------------------ */

/* 30 miners, a plant, a webhook, and nothing to tell. */
static inline void
alarm_open(void)
{
	static struct site_word contacts[] = { { "Ann +41 1" } };
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 30;
	o.net = "127.1.0.0/24";
	o.model = "s19jpro";
	o.dead_percent = o.odd_percent = o.switcher_percent = 0;
	o.plant_id = "plant-1";
	o.plant_key = "key";
	o.shape = PLANT_STEADY;
	o.nameplate_w = 1e6;		/* the load is no matter here */
	o.trip_first_ms = -1;
	rig_open_farm(&b, &o);
	b.outside = outside;
	ears.status = 200;
	b.worker.site.webhook_url = "http://" BENCH_OUTSIDE "/hook";
	b.worker.site.contacts = (struct list){ contacts, 1 };
	set("{\"chip_hot_c\":110}");
	b.worker.site.telemetry_s = 86400;	/* to be quick */
	rig_run(&b, 200000);
	CHECK_INT(open_alerts(NULL), 0);
	CHECK_INT(ears.posts, 0);
}

#endif
