/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/log.h"
#include "worker/control/change.h"
#include "worker/core/work.h"
#include "worker/emergency/latch.h"

/*
 * The end of an emergency stop: whom it has stopped or lowered comes back as
 * he was.
 */

/* Whom the stop has told, at that instant, is to be as before it. */
static void
mark(struct unit *u, const char *action, const char *preset, int64_t at)
{
	struct control *k = &u->control;
	bool stopped = !strcmp(action, "stop");
	bool first = k->back == BACK_NONE;

	k->ours |= stopped;
	k->back_held = k->held && k->held_at <= at;
	/* Who was told twice goes back to what he ran before the first. */
	if (first)
		k->back_to = preset ? control_preset(k, preset) : -1;
	k->back = stopped && (first || k->back == BACK_START) ? BACK_START :
	    BACK_PRESET;
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
			mark(u, told[i].action, told[i].preset,
			    w->wall_ms);
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
			mark(u, c.action, c.old_preset, c.at);
	}
	arena_free(&a);
}

bool
stop_release(struct work *w, const char *who)
{
	if (!w->stop.latched || w->stop.releasing)
		return false;
	emergency_release(w->db, who, w->wall_ms);
	w->stop.releasing = true;
	tell(w, "released", NULL, "the emergency stop was released");
	return true;
}

void
stop_released(struct work *w)
{
	struct stop *s = &w->stop;

	mark_restarts(w);
	mark_told(w);
	latch_remove(w);
	s->latched = s->releasing = false;
	s->restarting = true;
	s->restart_ms = w->now_ms;
	w->balance_now = true;
}

void
stop_told_last(struct work *w, struct unit *u, const struct command *c)
{
	if (w->stop.latched && c->emergency == w->stop.id)
		return;
	mark(u, c->action, c->old_preset, c->at);
	w->stop.restarting = !w->stop.latched;
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

/* It was not heard since it was told last, or it is on its way up: the preset
 * that is known of it may be that of before. */
static bool
is_unsure(const struct control *k)
{
	return k->back == BACK_PRESET && k->state != STATE_STOPPED &&
	    (k->read_ms <= k->changed_ms || k->state == STATE_STARTING);
}

/* It is as it was, by what it says itself. */
static bool
is_back(const struct control *k)
{
	if (is_unsure(k))
		return false;
	if (k->back == BACK_PRESET)
		return k->now == k->back_to && k->state != STATE_STOPPED &&
		    k->state != STATE_STOPPING;
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
	    !is_unsure(k) && w->now_ms >= k->backs_off_ms;
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
need_w(const struct unit *u)
{
	const struct control *k = &u->control;

	int64_t to_w = k->back == BACK_PRESET && k->back_to >= 0 ?
	    k->presets[k->back_to].power_w : control_start_w(u);
	int64_t from_w = control_settled_w(u);

	return to_w > from_w ? to_w - from_w : 0;
}

/* The balancer's own are the balancer's matter while it acts; when it does
 * not any more, they come like the others.  Who is held since it was told
 * is left as he is. */
static bool
is_others_matter(const struct work *w, const struct unit *u)
{
	const struct control *k = &u->control;

	if (k->held)
		return !k->back_held;
	return w->site.plant && u->managed &&
	    !strcmp(w->settings.balancer_mode, "act");
}

/* Whether it waits to come back. */
static bool
waits(struct unit *u)
{
	struct control *k = &u->control;

	if (k->back != BACK_NONE && (u->retired || is_back(k)))
		k->back = BACK_NONE;
	return k->back != BACK_NONE;
}

/* A batch of those that wait. */
static void
restart_some(struct work *w)
{
	struct room room = { .ramp_w = 0 }, after;
	int64_t left = w->settings.restart_batch, more_w;
	bool waiting = false, known = false;

	for (size_t i = 0; i < w->fleet.n; i++) {
		struct unit *u = w->fleet.units[i];

		if (!waits(u))
			continue;
		waiting = true;
		if (left == 0 || is_others_matter(w, u) || !may_come(w, u))
			continue;
		if (!known)
			room = room_of(w);
		known = true;
		more_w = need_w(u);
		after = room;
		if (balance_take(&after, more_w) && bring_back(w, u)) {
			budget_spend(w, more_w, 0);
			room = after;
			left--;
		}
	}
	w->stop.restarting = waiting;
}

void
stop_restart(struct work *w)
{
	struct stop *s = &w->stop;

	if (s->restarting && w->now_ms >= s->restart_ms) {
		s->restart_ms = w->now_ms + w->settings.restart_gap_s * 1000;
		restart_some(w);
	}
}
