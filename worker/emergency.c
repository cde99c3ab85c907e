/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/log.h"
#include "worker/change.h"
#include "worker/gate.h"
#include "worker/latch.h"
#include "worker/work.h"

#define LOOK_MS		2000	/* between two looks at the scope */
#define AGAIN_MS	15000	/* before the same miner is told again */

void
stop_load(struct work *w)
{
	struct stop *s = &w->stop;
	struct emergency e;
	struct arena a;

	arena_init(&a, 4 << 20);
	*s = (struct stop){ .id = NONE };
	s->latched = latch_read(w);
	if (emergency_now(w->db, &a, &e)) {
		s->latched = true;
		s->id = e.id;
		snprintf(s->action, sizeof s->action, "%s", e.action);
		snprintf(s->scope, sizeof s->scope, "%s", e.scope);
		snprintf(s->who, sizeof s->who, "%s", e.who);
	} else if (s->latched)
		s->id = emergency_begin(w->db, s->who, s->action, s->scope,
		    w->wall_ms);
	if (s->latched)
		log_warn("an emergency stop is in force action=%s scope=%s"
		    " who=%s", s->action, s->scope, s->who);
	arena_free(&a);
}

/* ---- Telling ------------------------------------------------------------ */

bool
stop_concerns(const struct work *w, const struct unit *u)
{
	return !u->retired && *u->key && *u->ip &&
	    (u->managed || !strcmp(w->stop.scope, "all"));
}

bool
stop_obeyed(const struct work *w, const struct unit *u)
{
	const struct control *c = &u->control;

	if (!strcmp(w->stop.action, "freeze"))
		return true;
	if (c->state == STATE_STOPPED || c->state == STATE_STOPPING ||
	    c->state == STATE_FAILURE)
		return true;
	return !strcmp(w->stop.action, "lowest") && c->n &&
	    c->now == control_lowest(c);
}

static bool
tell_stop(struct work *w, struct unit *u)
{
	struct control *c = &u->control;
	int to = control_lowest(c);
	bool preset = !strcmp(w->stop.action, "lowest") && to >= 0;
	struct command cmd = { .id = NONE, .percent = NONE,
	    .action = preset ? "preset" : "stop",
	    .preset = preset ? c->presets[to].name : NULL,
	    .who = w->stop.who, .reason = "emergency", .decision = NONE,
	    .emergency = w->stop.id, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN };
	const char *wrong;

	if (c->change && c->change->hurry && !c->change->raises)
		return false;
	change_drop(w, u, "an emergency stop came");
	c->told_ms = w->now_ms;
	c->noted = false;
	if (change_begin(w, u, &cmd, true, &wrong))
		return true;
	log_warn("not told mac=%s action=%s why=\"%s\"", u->mac, cmd.action,
	    wrong);
	return false;
}

/* What could not go on record, the release needs to know all the same. */
void
stop_note(struct work *w)
{
	for (size_t i = 0; w->stop.latched && i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];
		struct control *c = &u->control;
		struct latch_told t;

		if (c->noted || !c->change || strcmp(c->change->cmd.reason,
		    "emergency"))
			continue;
		c->noted = true;
		snprintf(t.mac, sizeof t.mac, "%s", u->mac);
		snprintf(t.action, sizeof t.action, "%s",
		    c->change->cmd.action);
		snprintf(t.preset, sizeof t.preset, "%s", c->now >= 0 ?
		    c->presets[c->now].name : "-");
		latch_note(w, &t);
	}
}

static int
tell_all(struct work *w, bool first)
{
	int n = 0;

	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];

		if (!stop_concerns(w, u) || stop_obeyed(w, u))
			continue;
		if (first || (u->online &&
		    w->now_ms - u->control.told_ms >= AGAIN_MS))
			n += tell_stop(w, u);
	}
	return n;
}

/* What waits is not sent any more. */
static void
freeze(struct work *w)
{
	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];
		const struct change *c = u->control.change;

		if (stop_concerns(w, u) && c && (c->step == CHANGE_QUEUED ||
		    c->step == CHANGE_RESTART))
			change_drop(w, u, "an emergency stop came");
	}
}

int
stop_left(const struct work *w)
{
	int n = 0;

	for (size_t i = 0; i < w->fleet.n; i++)
		n += stop_concerns(w, w->fleet.units[i]) &&
		    !stop_obeyed(w, w->fleet.units[i]);
	return n;
}

int
stop_all(struct work *w, const char *action, const char *scope,
    const char *who)
{
	struct stop *s = &w->stop;
	int n;

	s->latched = true;
	s->restarting = s->durable = false;
	snprintf(s->action, sizeof s->action, "%s", action);
	snprintf(s->scope, sizeof s->scope, "%s", scope);
	snprintf(s->who, sizeof s->who, "%s", who);
	latch_write(w);
	emergency_release(w->db, who, w->wall_ms);	/* an older one */
	s->id = emergency_begin(w->db, who, action, scope, w->wall_ms);
	if (!strcmp(action, "freeze"))
		freeze(w);
	n = tell_all(w, true);
	s->next_ms = w->now_ms + LOOK_MS;
	log_warn("emergency stop action=%s scope=%s who=%s told=%d", action,
	    scope, who, n);
	tell(w, "emergency", NULL, "emergency stop");
	w->balance_now = true;
	return n;
}

/* ---- Release ------------------------------------------------------------ */

/* Whom the stop has stopped comes back: the balancer's own by the balancer
 * when it acts, the others in batches. */
static void
mark(const struct work *w, struct unit *u, const char *action,
    const char *preset)
{
	struct control *k = &u->control;
	bool stopped = !strcmp(action, "stop");

	k->ours |= stopped;
	if (w->site.plant && !strcmp(w->settings.balancer_mode, "act") &&
	    u->managed && !k->held)
		return;
	k->back = stopped ? BACK_START : BACK_PRESET;
	k->back_to = preset ? control_preset(k, preset) : -1;
}

/* Those that were told while nothing could go on record. */
static void
mark_told(struct work *w)
{
	struct latch_told *told;
	struct arena a;
	size_t n;

	arena_init(&a, 16 << 20);
	told = latch_told(w, &a, &n);
	for (size_t i = 0; i < n; i++) {
		struct unit *u = fleet_by_mac(&w->fleet, told[i].mac);

		if (u && !u->retired)
			mark(w, u, told[i].action, told[i].preset);
	}
	arena_free(&a);
}

static void
mark_restarts(struct work *w)
{
	struct query *q = command_emergency(w->db, w->stop.id);
	struct command c;
	struct unit **rows;
	struct arena a;
	size_t n;

	arena_init(&a, 64 << 20);
	rows = fleet_rows(&w->fleet, &a, &n);
	while (command_next(w->db, q, &c)) {
		struct unit *u = (size_t)c.row < n ? rows[c.row] : NULL;

		if (u && !u->retired)
			mark(w, u, c.action, c.old_preset);
	}
	arena_free(&a);
}

bool
stop_release(struct work *w, const char *who)
{
	if (!w->stop.latched)
		return false;
	mark_restarts(w);
	mark_told(w);
	latch_remove(w);
	emergency_release(w->db, who, w->wall_ms);
	w->stop.latched = false;
	w->stop.restarting = true;
	w->stop.restart_ms = w->now_ms;
	w->balance_now = true;
	tell(w, "released", NULL, "the emergency stop was released");
	return true;
}

void
stop_told_last(struct work *w, struct unit *u, const char *action,
    const char *old_preset)
{
	if (w->stop.latched)
		return;
	mark(w, u, action, old_preset);
	w->stop.restarting = true;
	w->stop.restart_ms = w->now_ms;
}

static bool
bring_back(struct work *w, struct unit *u)
{
	struct control *k = &u->control;
	bool start = k->back == BACK_START || k->state == STATE_STOPPED;
	struct command cmd = { .id = NONE, .percent = NONE,
	    .action = start ? "start" : "preset", .preset = start ||
		k->back_to < 0 ? NULL : k->presets[k->back_to].name,
	    .who = "release", .reason = "release", .decision = NONE,
	    .emergency = NONE, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN };
	const char *wrong;

	if (!start && !cmd.preset)
		wrong = "its preset before is not known";
	else if (change_begin(w, u, &cmd, false, &wrong))
		return true;
	k->back = BACK_NONE;
	log_warn("not brought back mac=%s why=\"%s\"", u->mac, wrong);
	return false;
}

/* It is as it was, by what it says itself. */
static bool
is_back(const struct control *k)
{
	if (k->back == BACK_PRESET)
		return k->now == k->back_to;
	return k->state == STATE_MINING || k->state == STATE_TUNING ||
	    k->state == STATE_STARTING;
}

/* One that is still shutting down refuses to start; one that failed to is
 * asked again when its back-off is over. */
static bool
may_come(const struct work *w, const struct unit *u)
{
	const struct control *k = &u->control;

	return u->online && !k->change && k->state != STATE_STOPPING &&
	    w->now_ms >= k->backs_off_ms;
}

/* What may come back now: inside what may be raised when the balancer acts,
 * on the ramp wherever there is one. */
static struct room
room_of(struct work *w)
{
	struct room r = { INT64_MAX, INT64_MAX, false };
	struct arena a;

	if (!w->site.plant)
		return r;
	if (!strcmp(w->settings.balancer_mode, "act")) {
		arena_init(&a, 512 << 20);
		r = balance_room(w, &a);
		arena_free(&a);
	} else if (w->settings.ramp_up_kw_per_min != NONE ||
	    w->balancer.target_w > 0) {
		r.ramp_w = (int64_t)w->balancer.ramp_up_w;
		r.ramp_full = w->balancer.ramp_full;
	}
	return r;
}

static int64_t
need_w(const struct work *w, const struct unit *u)
{
	const struct control *k = &u->control;

	int64_t to_w = k->back == BACK_PRESET && k->back_to >= 0 ?
	    k->presets[k->back_to].power_w : control_start_w(u);
	int64_t from_w = control_settled_w(w, u);

	return to_w > from_w ? to_w - from_w : 0;
}

/* A batch of those that wait. */
static void
restart_some(struct work *w)
{
	struct room room = room_of(w), after;
	int64_t left = w->settings.restart_batch;
	bool waiting = false;

	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];
		struct control *k = &u->control;
		int64_t more_w = need_w(w, u);

		if (k->back != BACK_NONE && (u->retired || is_back(k)))
			k->back = BACK_NONE;
		if (k->back == BACK_NONE)
			continue;
		waiting = true;
		after = room;
		if (left > 0 && may_come(w, u) && balance_take(&after,
		    more_w) && bring_back(w, u)) {
			budget_spend(w, more_w, 0);
			room = after;
			left--;
		}
	}
	w->stop.restarting = waiting;
}

void
stop_committed(struct work *w, bool durable)
{
	struct stop *s = &w->stop;

	if (!durable && !s->durable)
		s->id = NONE;		/* it was rolled back */
	s->durable |= durable && s->id != NONE;
}

void
stop_turn(struct work *w)
{
	struct stop *s = &w->stop;

	if (s->latched && s->id == NONE && !db_sick(w->db))
		s->id = emergency_begin(w->db, s->who, s->action, s->scope,
		    w->wall_ms);
	if (s->latched && w->now_ms >= s->next_ms) {
		s->next_ms = w->now_ms + LOOK_MS;
		tell_all(w, false);
	}
	if (s->restarting && w->now_ms >= s->restart_ms) {
		s->restart_ms = w->now_ms + w->settings.restart_gap_s * 1000;
		restart_some(w);
	}
}
