/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

#define AGAIN_RED_MS	1500
#define AGAIN_CALM_MS	3000
#define FELL_ENDS_MS	60000	/* once it restarts */
#define OBEYS_MS	10000	/* more, once it shows the new preset */
#define THROTTLE_MS	100000	/* or the new throttle: it takes 80 s */
#define DOWN_PART	12	/* power is down when 8 % above or less */
#define BACK_OFF_MS	60000
#define BACK_OFF_MOST	6	/* doublings */

static bool
is(const struct change *c, const char *action)
{
	return !strcmp(c->cmd.action, action);
}

void
change_wait(int64_t now_ms, struct change *c, int64_t ms)
{
	c->step = CHANGE_WAITING;
	c->next_ms = now_ms + ms;
}

/* Take it off the list with its result. */
static void
finish(const struct turn *t, struct control_room *room, struct change *c,
    const char *state, const char *result)
{
	c->cmd.state = state;
	c->cmd.result = result;
	c->cmd.ended_at = t->wall_ms;
	change_end(t->db, room, c);
}

/* ---- Done --------------------------------------------------------------- */

/* How long a load that is shed in a hurry by a preset goes on; a stop is
 * always quick. */
static void
note_drop(struct changes *changes, int64_t ms)
{
	int64_t *mean = &changes->drop_ms;

	*mean = *mean == 0 ? ms : (7 * *mean + ms) / 8;
}

static void
announce(const struct turn *t, struct changes *changes, struct change *c)
{
	char text[160];
	int64_t ms = t->now_ms - c->sent_ms;

	if (is(c, "preset"))
		snprintf(text, sizeof text, "preset changed from %s to %s%s"
		    " (%s)", c->cmd.old_preset ? c->cmd.old_preset : "?",
		    c->cmd.preset, c->stops ? ", stopped" : "",
		    c->cmd.reason);
	else
		snprintf(text, sizeof text, "%s done (%s)", c->cmd.action,
		    c->cmd.reason);
	tell(t, "changed", c->unit, text);
	log_info("preset changed mac=%s action=%s from=%s to=%s old_w=%lld"
	    " new_w=%lld reason=%s ms=%lld", c->unit->mac, c->cmd.action,
	    c->cmd.old_preset ? c->cmd.old_preset : "-",
	    c->cmd.preset ? c->cmd.preset : "-", (long long)c->from_w,
	    (long long)c->to_w, c->cmd.reason, (long long)ms);
	if (c->hurry && !c->fell && !c->stops && is(c, "preset"))
		note_drop(changes, ms);
}

static void
note_throttle(int64_t now_ms, const struct change *c)
{
	struct control *k = &c->unit->control;

	k->throttle = c->cmd.percent < 100 ? c->cmd.percent : NONE;
	k->throttle_ms = now_ms;
}

void
change_confirm(const struct turn *t, struct control_room *room,
    struct change *c)
{
	struct control *k = &c->unit->control;

	announce(t, &room->changes, c);
	if (!is(c, "find") && !c->emergency && strcmp(c->cmd.reason,
	    "release"))
		k->back = BACK_NONE;	/* another decided since */
	k->disobeyed = 0;
	k->stable = 0;
	if (!is(c, "find")) {
		k->power_w = k->stable_w = NONE;  /* of the time before */
		k->changed_ms = t->now_ms;
	}
	if (is(c, "preset")) {
		k->now = k->wanted = control_preset(k, c->cmd.preset);
		k->stored = -1;
		k->disabled = false;
	} else if (is(c, "throttle")) {
		note_throttle(t->now_ms, c);
	}
	if (is(c, "stop") || is(c, "pause") || c->stops) {
		k->state = STATE_STOPPED;
		k->ours = strcmp(c->cmd.reason, "manual") != 0;
	} else if (is(c, "start") || is(c, "resume"))
		k->state = STATE_STARTING;
	finish(t, room, c, "confirmed", c->stops ?
	    "stored, and stopped because it wanted a restart" : NULL);
}

/* ---- Not done ----------------------------------------------------------- */

void
change_expire(const struct turn *t, struct control_room *room, struct change *c,
    const char *why)
{
	c->cmd.state = "expired";
	c->cmd.result = why;
	c->cmd.ended_at = t->wall_ms;
	change_end(t->db, room, c);
}

void
change_drop(const struct turn *t, struct control_room *room, struct unit *u,
    const char *why)
{
	struct change *c = u->control.change;

	if (c)
		change_expire(t, room, c, why);
}

/* It drew too much and did not obey: its power is shed elsewhere by the next
 * cycle, and it is stopped. */
static void
stop_instead(const struct turn *t, struct control_room *room, struct unit *u,
    int64_t emergency)
{
	struct command stop = { .id = NONE, .action = "stop",
	    .percent = NONE, .who = "balancer", .reason = "not_obeying",
	    .decision = NONE, .emergency = emergency, .old_w = NONE,
	    .new_w = NONE, .delta_ths = NAN, .dry = 0 };
	const char *wrong;

	if (!change_begin(t, room, u, &stop, true, &wrong))
		log_warn("cannot stop mac=%s why=\"%s\"", u->mac, wrong);
	room->balance_now = true;
}

void
change_fail(const struct turn *t, struct control_room *room, struct change *c,
    const char *why)
{
	struct unit *u = c->unit;
	struct control *k = &u->control;
	bool was_stop = is(c, "stop"), hurry = c->hurry && !c->raises;
	bool dry = !strcmp(c->cmd.state, "queued");
	int64_t emergency = c->cmd.emergency;
	char text[200];
	int n;

	snprintf(text, sizeof text, "%s failed: %s", c->cmd.action, why);
	n = k->disobeyed < BACK_OFF_MOST ? k->disobeyed : BACK_OFF_MOST;
	k->disobeyed++;
	k->backs_off_ms = t->now_ms + ((int64_t)BACK_OFF_MS << n);
	counter_add(t->db, "commands_failed", 1);
	tell(t, hurry && was_stop ? "uncontrollable" : "failed", u, text);
	finish(t, room, c, "failed", why);
	if (hurry && !was_stop && !dry)
		stop_instead(t, room, u, emergency);
	else if (hurry)
		room->balance_now = true;
}

static void
send_after_all(int64_t now_ms, struct change *c)
{
	c->doubt = c->refused = false;
	c->step = CHANGE_QUEUED;
	c->next_ms = now_ms;
}

/* The time is over. */
static void
late(const struct turn *t, struct control_room *room, struct change *c)
{
	if (c->doubt) {
		send_after_all(t->now_ms, c);
		return;
	}
	if (!c->hurry && c->cmd.tries < 2 && c->cmd.accepted_at != NONE) {
		c->step = CHANGE_QUEUED;
		c->next_ms = t->now_ms;
		c->restart_before = false;
		return;
	}
	change_fail(t, room, c, c->cmd.accepted_at != NONE ?
	    "accepted, but it did not follow" : c->refused ?
	    "refused in the state it was in" : "no answer");
}

/* ---- Reading back ------------------------------------------------------- */

/* Whether the state is what was ordered. */
static bool
follows(const struct change *c, const struct machine *m)
{
	enum control_state s = control_state(m->state);

	if (is(c, "stop") || is(c, "pause") || c->stops)
		return s == STATE_STOPPED || s == STATE_STOPPING;
	if (is(c, "throttle"))
		return m->throttled_percent == NONE ||
		    m->throttled_percent == c->cmd.percent;
	return s == STATE_STARTING || s == STATE_MINING || s == STATE_TUNING;
}

/* It refused to start while it was on its way down, and now it stands. */
static bool
can_start(const struct change *c, const struct machine *m)
{
	return c->refused && c->raises && c->cmd.tries < 2 &&
	    control_state(m->state) == STATE_STOPPED;
}

static void
not_yet(const struct turn *t, struct control_room *room, struct change *c)
{
	if (t->now_ms >= c->ends_ms)
		late(t, room, c);
	else
		change_wait(t->now_ms, c, c->hurry && !c->fell ? AGAIN_RED_MS :
		    AGAIN_CALM_MS);
}

/* Its power takes a while to come down after a throttle, and after a preset
 * that runs without a restart: what is shed in a hurry is done when it has. */
static bool
comes_down(const struct change *c)
{
	return c->hurry && !c->raises && !c->fell && !c->stops &&
	    (is(c, "preset") || is(c, "throttle"));
}

static void
took_power(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	const struct turn *t = f->turn;
	struct control_room *room = f->room;
	struct change *c = flight_end(f);
	struct reading r = { .power_w = NONE };

	if (!c)
		return;
	if (call->status == 200 && !f->firmware->summary(&call->arena, call,
	    c->unit->ths_per_unit, &r) && (r.power_w == NONE ||
	    r.power_w <= c->to_w + c->to_w / DOWN_PART)) {
		change_confirm(t, room, c);
		return;
	}
	if (r.power_w != NONE && r.power_w < c->from_w)
		c->from_w = r.power_w;
	if (!c->obeys)
		c->ends_ms += is(c, "throttle") ? THROTTLE_MS : OBEYS_MS;
	if (!c->obeys && is(c, "throttle"))
		note_throttle(t->now_ms, c);
	c->obeys = true;
	not_yet(t, room, c);
}

static void
took_back(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	const struct turn *t = f->turn;
	struct control_room *room = f->room;
	struct change *c = flight_end(f);
	bool ok = call->status >= 200 && call->status < 300;
	bool done = false, stands = false;
	const char *preset = NULL;
	struct machine m;

	if (!c)
		return;
	if (ok && is(c, "preset") && !c->stops) {
		done = !f->firmware->perf(&call->arena, call, &preset) &&
		    preset && !strcmp(preset, c->cmd.preset);
	} else if (ok && !f->firmware->state(&call->arena, call, &m)) {
		done = follows(c, &m);
		stands = can_start(c, &m);
	}
	if (stands ||
	    (!done && c->doubt && !c->fell && call->status == 200)) {
		if (preset)
			c->unit->control.now = control_preset(
			    &c->unit->control, preset);
		send_after_all(t->now_ms, c);
		return;
	}
	c->doubt &= !done;
	if (done && comes_down(c))
		flight_ask(f, ASK_SUMMARY, true, took_power);
	else if (done)
		change_confirm(t, room, c);
	else
		not_yet(t, room, c);
}

/* It stored the preset, and the worker before us stopped it for that. */
static bool
was_stopped(const struct change *c, const struct machine *m)
{
	enum control_state s = control_state(m->state);

	return m->restart_required && c->cmd.accepted_at != NONE &&
	    (s == STATE_STOPPED || s == STATE_STOPPING);
}

/* A miner that restarts draws next to nothing, long before it shows its new
 * preset: that will do for the moment, and it has time to show it. */
static void
took_state(struct http_call *call, void *arg)
{
	struct flight *f = arg;
	const struct turn *t = f->turn;
	struct control_room *room = f->room;
	struct change *c = flight_end(f);
	struct machine m;

	if (!c)
		return;
	if (call->status != 200 ||
	    f->firmware->state(&call->arena, call, &m)) {
		not_yet(t, room, c);
		return;
	}
	if (c->doubt)		/* or the gate would take it for a raise */
		c->unit->control.state = control_state(m.state);
	if (was_stopped(c, &m)) {
		c->stops = true;
		change_confirm(t, room, c);
	} else if (control_state(m.state) == STATE_STARTING) {
		c->fell = true;
		c->ends_ms = t->now_ms + FELL_ENDS_MS;
		note_drop(&room->changes, t->now_ms - c->sent_ms);
		not_yet(t, room, c);
	} else if (c->doubt && m.restart_required) {
		c->doubt = false;
		change_wants_restart(f, c);
	} else
		flight_ask(f, ASK_PERF, false, took_back);
}

void
change_read_back(const struct turn *t, struct control_room *room,
    struct change *c)
{
	bool preset = is(c, "preset") && !c->stops;
	bool asked = preset && (c->hurry || c->doubt) && !c->raises &&
	    !c->fell ?
	    change_ask(t, room, c, ASK_STATE, took_state) :
	    change_ask(t, room, c, preset ? ASK_PERF : ASK_STATE, took_back);

	if (!asked)
		not_yet(t, room, c);
}
