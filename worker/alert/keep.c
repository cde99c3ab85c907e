/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "hive/alert/alert.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "worker/alert/alert.h"
#include "worker/alert/keep.h"
#include "worker/core/turn.h"

/*
 * What has begun and ended goes on record and to people.  alert_keep() looks
 * how many alerts of one rule have begun in a step: a few become an alert each;
 * more than ALERT_FLOOD within a minute become one flood, which takes in those
 * that began just before it, so that a switch that fails is one message and not
 * a thousand.  A flood stands as long as one of its miners is still in it.
 */

struct rule_state *
alert_state(struct alert_room *room, const struct alert_rule *rule)
{
	return &room->states[rule - alert_rules];
}

void
alert_ended(const struct turn *t, struct alert_sender *sender,
    const struct alert_rule *rule, const char *key)
{
	int64_t id = alert_end(t->db, rule->name, key, t->wall_ms);

	if (id == NONE)		/* it was part of a flood */
		return;
	log_info("alert ended rule=%s key=%s", rule->name, key);
	alert_tell(t, sender, id, rule, "ended");
}

static void
raise_one(const struct turn *t, struct alert_sender *sender,
    const struct alert_rule *rule, const struct alert_begun *b)
{
	struct fleet_miner *u = b->miner;
	struct alert a = { .rule = rule->name, .key = u ? u->mac : "",
	    .severity = rule->severity, .row = u ? u->row : NONE,
	    .text = b->text, .last_at = t->wall_ms, .count = 1,
	    .since_at = t->wall_ms - rule->hold_s * 1000 };

	if (u && !(u->alerts.fresh & 1u << rule->miner))
		return;			/* over before it was told */
	if (u)
		u->alerts.fresh &= ~(1u << rule->miner);
	log_warn("alert rule=%s severity=%s key=%s text=\"%s\"", rule->name,
	    severity_words[rule->severity], a.key, a.text);
	alert_tell(t, sender, alert_raise(t->db, &a), rule, "began");
}

/* The /24 that all miners of a flood are in, if it is one: it points to a
 * switch or a rack. */
struct common {
	uint32_t	 net;
	bool		 one, any;
};

static void
add_common(struct common *c, const struct fleet_miner *u)
{
	uint32_t ip;

	if (!text_ipv4(u->ip, &ip))
		return;
	ip &= 0xffffff00;
	c->one = !c->any || (c->one && ip == c->net);
	c->net = ip;
	c->any = true;
}

static void
raise_flood(const struct turn *t, struct alert_room *room,
    const struct alert_rule *rule, int64_t members, const struct common *c)
{
	struct rule_state *s = alert_state(room, rule);
	char text[ALERT_TEXT], net[16] = "";
	struct alert a = { .rule = rule->name, .key = ALERT_KEY_FLOOD,
	    .severity = rule->severity, .row = NONE, .text = text,
	    .since_at = t->wall_ms - rule->hold_s * 1000,
	    .last_at = t->wall_ms, .count = members };
	int64_t id;

	if (c->one)
		text_ipv4_show(net, c->net);
	snprintf(text, sizeof text, "%lld %s%s%s%s.", (long long)members,
	    rule->many, c->one ? ", all in " : "", net, c->one ? "/24" : "");
	id = alert_raise(t->db, &a);
	s->members = members;
	if (s->flooded)
		return;
	s->flooded = true;
	log_warn("alert rule=%s severity=%s key=* text=\"%s\"", rule->name,
	    severity_words[rule->severity], text);
	alert_fold(t->db, rule->name, t->wall_ms - ALERT_FLOOD_MS, id,
	    t->wall_ms);
	alert_tell(t, &room->sender, id, rule, "began");
}

/* The rule's alerts that began within the last minute become part of the
 * flood. */
static void
join_flood(const struct turn *t, const struct alert_rule *rule)
{
	uint32_t bit = 1u << rule->miner;

	for (size_t i = 0; i < t->fleet->n; i++) {
		struct miner_alerts *a = &t->fleet->miners[i]->alerts;
		const struct alert_watch *watch = &a->watch[rule->miner];

		if (watch->raised && (a->fresh & bit ||
		    t->now_ms - watch->raised_ms < ALERT_FLOOD_MS))
			a->flooded |= bit;
		a->fresh &= ~bit;
	}
}

static void
follow_flood(const struct turn *t, struct alert_room *room,
    const struct alert_rule *rule, bool joined)
{
	struct rule_state *s = alert_state(room, rule);
	struct common c = { .any = false };
	int64_t members = 0;

	for (size_t i = 0; i < t->fleet->n; i++) {
		const struct fleet_miner *u = t->fleet->miners[i];

		if (u->alerts.flooded & 1u << rule->miner) {
			members++;
			add_common(&c, u);
		}
	}
	if (members > 0 && (joined || members != s->members))
		raise_flood(t, room, rule, members, &c);
	else if (members == 0 && t->now_ms >= s->keep_ms) {
		s->flooded = false;
		alert_ended(t, &room->sender, rule, ALERT_KEY_FLOOD);
	}
}

void
alert_keep(const struct turn *t, struct alert_room *room,
    const struct alert_rule *rule)
{
	struct rule_state *s = alert_state(room, rule);
	bool flood = s->n > 0 && rule->miner >= 0 &&
	    (alert_flood(&s->flood, s->n, t->now_ms) ||
	    (s->flooded && t->now_ms < s->keep_ms));

	if (flood)
		join_flood(t, rule);
	else
		for (size_t i = 0; i < s->n; i++)
			raise_one(t, &room->sender, rule, &s->begun[i]);
	s->n = 0;
	if (flood || s->flooded)
		follow_flood(t, room, rule, flood);
}
