/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/alert/alert.h"
#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "worker/alert/alert.h"
#include "worker/alert/keep.h"
#include "worker/alert/send.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"

/*
 * From conditions to alerts.  A rule is looked at every few seconds (the
 * site's, and some of a miner's) or at each reading of a miner; alert_watch()
 * says when its condition has lasted long enough to begin or to end an alert.
 * What begins is only noted: at the end of a step keep.c makes an alert or a
 * flood of it.
 *
 * After a restart the alerts on record go on (alerts_follow()).
 */

#define WATCH_STEP_MS	5000
#define GRACE_MS	120000	/* after a start no flood ends before */
#define FORGET_MS	HOUR_MS

/* ---- Seen --------------------------------------------------------------- */

static void
began(struct rule_state *s, struct fleet_miner *u, const char *text)
{
	if (s->n < sizeof s->begun / sizeof *s->begun) {
		s->begun[s->n].miner = u;
		snprintf(s->begun[s->n].text, ALERT_TEXT, "%s", text);
	}
	s->n++;
}

static void
look_miner(const struct turn *t, struct alert_room *room,
    const struct alert_rule *rule, struct fleet_miner *u,
    enum alert_sight sight, const char *text)
{
	struct miner_alerts *a = &u->alerts;
	uint32_t bit = 1u << rule->miner;

	switch (alert_watch(&a->watch[rule->miner], sight,
	    rule->hold_s * 1000, rule->clear_s * 1000, t->now_ms)) {
	case ALERT_BEGINS:
		a->fresh |= bit;
		began(alert_state(room, rule), u, text);
		break;
	case ALERT_ENDS:
		a->flooded &= ~bit;
		if (!(a->fresh & bit))
			alert_ended(t, &room->sender, rule, u->mac);
		a->fresh &= ~bit;
		break;
	case ALERT_STAYS:
		break;
	}
}

void
alerts_reading(const struct turn *t, struct alert_room *room,
    struct fleet_miner *u, const struct reading *r)
{
	char text[ALERT_TEXT];

	alert_facts_miner(t, u, r);
	for (const struct alert_rule *rule = alert_rules; rule->name; rule++)
		if (rule->reading) {
			enum alert_sight sight = rule->reading(t, u, r, text);

			look_miner(t, room, rule, u, sight, text);
		}
}

/* The alerts of a miner that was taken out of service end. */
static void
drop_retired(const struct turn *t, struct alert_sender *sender,
    struct fleet_miner *u)
{
	for (const struct alert_rule *rule = alert_rules; rule->name; rule++)
		if (rule->miner >= 0 && u->alerts.watch[rule->miner].raised)
			alert_ended(t, sender, rule, u->mac);
	u->alerts = (struct miner_alerts){ .fresh = 0 };
}

static void
look_at_miners(const struct turn *t, struct alert_room *room)
{
	char text[ALERT_TEXT];

	for (size_t i = 0; i < t->fleet->n; i++) {
		struct fleet_miner *u = t->fleet->miners[i];

		if (u->retired) {
			drop_retired(t, &room->sender, u);
			continue;
		}
		for (const struct alert_rule *rule = alert_rules; rule->name;
		    rule++)
			if (rule->each_miner) {
				enum alert_sight sight = rule->each_miner(t, u,
				    text);

				look_miner(t, room, rule, u, sight, text);
			}
	}
}

static void
look_at_site(const struct turn *t, struct alert_room *room)
{
	char text[ALERT_TEXT];

	for (const struct alert_rule *rule = alert_rules; rule->name; rule++) {
		struct rule_state *s = alert_state(room, rule);
		enum alert_sight sight;

		if (!rule->site)
			continue;
		sight = rule->site(t, room, text);
		switch (alert_watch(&s->watch, sight, rule->hold_s * 1000,
		    rule->clear_s * 1000, t->now_ms)) {
		case ALERT_BEGINS:
			began(s, NULL, text);
			break;
		case ALERT_ENDS:
			alert_ended(t, &room->sender, rule, "");
			break;
		case ALERT_STAYS:
			break;
		}
	}
}

/* ---- The step ----------------------------------------------------------- */

static void
forget(const struct turn *t, struct alert_room *room)
{
	if (t->now_ms < room->forget_ms)
		return;
	room->forget_ms = t->now_ms + FORGET_MS;
	alert_forget(t->db, t->wall_ms - t->site->rollups_days * DAY_MS);
}

void
alerts_turn(const struct turn *t, struct alert_room *room)
{
	if (t->now_ms >= room->next_ms) {
		room->next_ms = t->now_ms + WATCH_STEP_MS;
		look_at_site(t, room);
		/* A sick database keeps no alert: what began meanwhile is kept
		 * when it is well again. */
		if (db_sick(t->db)) {
			alert_send_sick(t, &room->sender);
			return;
		}
		look_at_miners(t, room);
		for (const struct alert_rule *r = alert_rules; r->name; r++)
			alert_keep(t, room, r);
		forget(t, room);
		alert_report_step(t, room);
	}
	if (!db_sick(t->db))
		alert_send_step(t, room);
}

int64_t
alerts_next_ms(const struct site *site, const struct alert_room *room)
{
	int64_t send_ms = alert_send_next_ms(site, &room->sender);

	return send_ms < room->next_ms ? send_ms : room->next_ms;
}

bool
alerts_sound(const struct alert_room *room)
{
	for (const struct alert_rule *rule = alert_rules; rule->name; rule++)
		if (rule->unsound &&
		    room->states[rule - alert_rules].watch.raised)
			return false;
	return true;
}

/* ---- Beginning ---------------------------------------------------------- */

static const struct alert_rule *
rule_of(const char *name)
{
	for (const struct alert_rule *rule = alert_rules; rule->name; rule++)
		if (!strcmp(rule->name, name))
			return rule;
	return NULL;
}

/* False: the alert's rule or its miner is not there any more. */
static bool
resume(const struct turn *t, struct alert_room *room, const struct alert *a)
{
	const struct alert_rule *rule = rule_of(a->rule);
	struct rule_state *s = rule ? alert_state(room, rule) : NULL;
	struct fleet_miner *u;

	if (!rule)
		return false;
	if (rule->miner < 0) {
		alert_watch_resume(&s->watch);
		return true;
	}
	if (!strcmp(a->key, ALERT_KEY_FLOOD)) {
		s->flooded = true;
		s->members = a->count;
		s->keep_ms = t->now_ms + GRACE_MS +
		    (rule->hold_s + rule->clear_s) * 1000;
		return true;
	}
	u = fleet_by_mac(t->fleet, a->key);
	if (u)
		alert_watch_resume(&u->alerts.watch[rule->miner]);
	return u != NULL;
}

void
alerts_follow(const struct turn *t, struct alert_room *room)
{
	struct query *q = alert_list(t->db, ALERTS_PRESENT, INT32_MAX);
	struct alert a, gone[64];
	struct arena arena;
	size_t n = 0;

	arena_init(&arena, 1 << 20);
	memset(room->states, 0, sizeof room->states);
	room->next_ms = room->forget_ms = t->now_ms;
	alert_report_begin(&room->report);
	for (size_t i = 0; i < t->fleet->n; i++)
		t->fleet->miners[i]->alerts =
		    (struct miner_alerts){ .fresh = 0 };
	while (db_row(t->db, q, alert_fields, &a))
		if (!resume(t, room, &a) && n < sizeof gone / sizeof *gone) {
			record_keep(&arena, alert_fields, &a);
			gone[n++] = a;
		}
	for (size_t i = 0; i < n; i++)
		alert_end(t->db, gone[i].rule, gone[i].key, t->wall_ms);
	arena_free(&arena);
}
