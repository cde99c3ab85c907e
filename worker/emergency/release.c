/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"
#include "worker/emergency/latch.h"

/*
 * The end of an emergency stop: a miner that it has stopped or lowered comes
 * back as it was before.  Commands on record and the latch's file say which
 * miners these are; each is marked with what brings it back, a start or its
 * preset.
 *
 * They come in batches with a pause, like every other start, and only as far as
 * there is power: the balancer brings back its own miners while it acts.  A
 * miner that a person has held in the meantime stays as it is.
 */

/* The stop told this miner something at that instant: note what brings it back
 * to where it was. */
static void
mark(struct fleet_miner *u, enum action action, const char *preset, int64_t at)
{
	struct control *k = &u->control;
	bool stopped = actions[action].effect == EFFECT_STOP;
	bool first = k->back == BACK_NONE;

	k->ours |= stopped;
	k->back_held = k->held && k->held_at <= at;
	/* A miner that was told twice goes back to what it ran before the first
	 * command. */
	if (first)
		k->back_to = preset ? control_preset(k, preset) : -1;
	k->back = stopped && (first || k->back == BACK_START) ? BACK_START :
	    BACK_PRESET;
}

/* The miners that were told while nothing could go on record. */
static void
mark_told(const struct turn *t, struct emergency_room *room)
{
	struct latch_told *told;
	struct arena a;
	size_t n;

	arena_init(&a, 16 << 20);
	told = latch_told(room, &a, &n);
	for (size_t i = 0; i < n; i++) {
		struct fleet_miner *u = fleet_by_mac(t->fleet, told[i].mac);

		if (u)
			mark(u, told[i].action, told[i].preset, t->wall_ms);
	}
	arena_free(&a);
}

static void
mark_restarts(const struct turn *t, struct stop *stop)
{
	struct query *q = command_emergency(t->db, stop->id);
	struct fleet_miner *u;
	struct fleet_rows rows;
	struct command c;
	struct arena a;

	arena_init(&a, 64 << 20);
	rows = fleet_rows(t->fleet, &a);
	while ((u = fleet_next_told(&rows, t->db, q, &c)))
		mark(u, c.action, c.old_preset, c.at);
	arena_free(&a);
}

bool
stop_release(const struct turn *t, struct emergency_room *room, const char *who)
{
	if (!room->control->stop.latched || room->releasing)
		return false;
	emergency_release(t->db, who, t->wall_ms);
	room->releasing = true;
	tell(t, "released", NULL, "the emergency stop was released");
	return true;
}

void
stop_released(const struct turn *t, struct emergency_room *room)
{
	struct stop *s = &room->control->stop;

	mark_restarts(t, s);
	mark_told(t, room);
	latch_remove(room);
	s->latched = room->releasing = false;
	room->restarting = true;
	room->restart_ms = t->now_ms;
	room->control->balance_now = true;
}

/* Whether the last that it was told was told by a stop, and done. */
static bool
is_told_by_stop(const struct command *c)
{
	return c->emergency != NONE && c->state == COMMAND_CONFIRMED;
}

void
stop_resume(const struct turn *t, struct emergency_room *room)
{
	struct query *q = command_last(t->db);
	struct fleet_miner *u;
	struct fleet_rows rows;
	struct command c;
	struct arena a;

	arena_init(&a, 64 << 20);
	rows = fleet_rows(t->fleet, &a);
	while ((u = fleet_next_told(&rows, t->db, q, &c))) {
		if (!is_told_by_stop(&c) ||
		    (room->control->stop.latched && c.emergency ==
		    room->control->stop.id))
			continue;
		mark(u, c.action, c.old_preset, c.at);
		room->restarting = !room->control->stop.latched;
		room->restart_ms = t->now_ms;
	}
	arena_free(&a);
}

static bool
bring_back(const struct turn *t, struct control_room *control,
    struct fleet_miner *u)
{
	struct control *k = &u->control;
	bool start = k->back == BACK_START || k->state == STATE_STOPPED;
	struct command cmd = { .id = NONE, .percent = NONE,
	    .action = start ? ACTION_START : ACTION_PRESET, .preset = start ||
		k->back_to < 0 ? NULL : k->presets[k->back_to].name,
	    .who = teller_words[TELLER_RELEASE], .reason = REASON_RELEASE,
	    .decision = NONE, .emergency = NONE, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN };
	const char *error;

	if (!start && !cmd.preset)
		error = "its preset before is not known";
	else if (change_begin(t, control, u, &cmd, false, &error))
		return true;
	k->back = BACK_NONE;
	log_warn("not brought back mac=%s why=\"%s\"", u->mac, error);
	return false;
}

/* No reading came since the last command, or the miner is starting: the preset
 * that is known of it may be an old one. */
static bool
is_unsure(const struct control *k)
{
	return k->back == BACK_PRESET && k->state != STATE_STOPPED &&
	    (k->read_ms <= k->changed_ms || k->state == STATE_STARTING);
}

/* The miner is as it was before the stop, by its own reading. */
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

/* A miner that is still shutting down refuses to start; one that failed to
 * start is told again when its back-off is over. */
static bool
may_come(int64_t now_ms, const struct fleet_miner *u)
{
	const struct control *k = &u->control;

	return u->online && !k->change && k->state != STATE_STOPPING &&
	    !is_unsure(k) && now_ms >= k->backs_off_ms;
}

/* How much load may come back now: while the balancer acts, what it may raise;
 * else what the ramp lets, where there is one. */
static struct headroom
spare_of(const struct turn *t, struct control_room *control)
{
	struct headroom r = { INT64_MAX, INT64_MAX, false };
	struct arena a;

	if (!t->site->plant)
		return r;
	if (t->settings->balancer_mode == BALANCER_ACT) {
		arena_init(&a, 512 << 20);
		r = balance_room(t, control, &a);
		arena_free(&a);
	} else if (t->settings->ramp_up_kw_per_min != NONE ||
	    control->balancer.target_w > 0) {
		r.ramp_w = (int64_t)control->balancer.ramp_up_w;
		r.ramp_full = control->balancer.ramp_full;
	}
	return r;
}

static int64_t
need_w(const struct fleet_miner *u)
{
	const struct control *k = &u->control;

	int64_t to_w = k->back == BACK_PRESET && k->back_to >= 0 ?
	    k->presets[k->back_to].power_w : control_start_w(u);
	int64_t from_w = control_settled_w(u);

	return to_w > from_w ? to_w - from_w : 0;
}

/* While the balancer acts, it brings back the miners that it manages; when it
 * does not act any more, they come like the others.  A miner that a person has
 * held since the stop told it is left as it is. */
static bool
is_others_matter(const struct turn *t, const struct fleet_miner *u)
{
	const struct control *k = &u->control;

	if (k->held)
		return !k->back_held;
	return t->site->plant && u->managed &&
	    t->settings->balancer_mode == BALANCER_ACT;
}

/* Whether it waits to come back. */
static bool
waits(struct fleet_miner *u)
{
	struct control *k = &u->control;

	if (k->back != BACK_NONE && (u->retired || is_back(k)))
		k->back = BACK_NONE;
	return k->back != BACK_NONE;
}

/* Bring back a batch of the miners that wait. */
static void
restart_some(const struct turn *t, struct emergency_room *room)
{
	struct headroom spare = { .ramp_w = 0 }, after;
	int64_t left = t->settings->restart_batch, more_w;
	bool waiting = false, known = false;

	for (size_t i = 0; i < t->fleet->n; i++) {
		struct fleet_miner *u = t->fleet->miners[i];

		if (!waits(u))
			continue;
		waiting = true;
		if (left == 0 || is_others_matter(t, u) || !may_come(t->now_ms,
		    u))
			continue;
		if (!known)
			spare = spare_of(t, room->control);
		known = true;
		more_w = need_w(u);
		after = spare;
		if (balance_take(&after, more_w) && bring_back(t, room->control,
		    u)) {
			budget_spend(&room->control->balancer, more_w, 0);
			spare = after;
			left--;
		}
	}
	room->restarting = waiting;
}

void
stop_restart(const struct turn *t, struct emergency_room *room)
{
	if (room->restarting && t->now_ms >= room->restart_ms) {
		room->restart_ms = t->now_ms +
		    t->settings->restart_gap_s * 1000;
		restart_some(t, room);
	}
}
