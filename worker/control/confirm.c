/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * How a change ends, and what is believed of its miner from then on.
 * Confirmed: the preset, throttle or state that was ordered, and no reading
 * of the time before.  Failed: the balancer leaves the miner alone for a
 * minute, twice as long after each further failure (up to 64 minutes); one
 * that was told in a hurry to draw less, and not to stop, is stopped instead.
 * Expired: nothing is concluded.
 */

#define BACK_OFF_MS	MINUTE_MS
#define BACK_OFF_MAX	6	/* doublings */
/* What a miner is told that does not obey in a hurry; a pause that has failed
 * is followed by it too, for it is another question to the firmware. */
#define LAST_RESORT	ACTION_STOP

static enum effect
effect_of(const struct change *c)
{
	return actions[c->cmd.action].effect;
}

/* Take it off the list with its result. */
static void
finish(const struct turn *t, struct control_room *room, struct change *c,
    enum happening end, const char *result)
{
	change_step(c, end);
	c->cmd.result = result;
	c->cmd.ended_at = t->wall_ms;
	change_end(t->db, room, c);
}

/* ---- Done --------------------------------------------------------------- */

void
change_note_drop(struct changes *changes, int64_t ms)
{
	int64_t *mean = &changes->drop_ms;

	*mean = *mean == 0 ? ms : (7 * *mean + ms) / 8;
}

static void
announce(const struct turn *t, struct changes *changes, struct change *c)
{
	const char *action = action_words[c->cmd.action];
	const char *reason = c->cmd.reason == REASON_ABSENT ? "?" :
	    reason_words[c->cmd.reason];
	char text[160];
	int64_t ms = t->now_ms - c->sent_ms;

	if (effect_of(c) == EFFECT_PRESET)
		snprintf(text, sizeof text, "preset changed from %s to %s%s"
		    " (%s)", c->cmd.old_preset ? c->cmd.old_preset : "?",
		    c->cmd.preset, lives[c->life].stops ? ", stopped" : "",
		    reason);
	else
		snprintf(text, sizeof text, "%s done (%s)", action,
		    reason);
	tell(t, "changed", c->miner, text);
	log_info("preset changed mac=%s action=%s from=%s to=%s old_w=%lld"
	    " new_w=%lld reason=%s ms=%lld", c->miner->mac, action,
	    c->cmd.old_preset ? c->cmd.old_preset : "-",
	    c->cmd.preset ? c->cmd.preset : "-", (long long)c->from_w,
	    (long long)c->to_w, reason, (long long)ms);
	if (c->hurry && !lives[c->life].starting && !lives[c->life].stops &&
	    effect_of(c) == EFFECT_PRESET)
		change_note_drop(changes, ms);
}

void
change_note_throttle(int64_t now_ms, const struct change *c)
{
	struct control *k = &c->miner->control;

	k->throttle = c->cmd.percent < 100 ? c->cmd.percent : NONE;
	k->throttle_ms = now_ms;
}

void
change_confirm(const struct turn *t, struct control_room *room,
    struct change *c)
{
	struct control *k = &c->miner->control;

	announce(t, &room->changes, c);
	if (effect_of(c) != EFFECT_NONE && !c->emergency &&
	    c->cmd.reason != REASON_RELEASE)
		k->back = BACK_NONE;	/* another decided since */
	k->disobeyed = 0;
	k->stable = 0;
	if (effect_of(c) != EFFECT_NONE) {
		k->power_w = k->stable_w = NONE;  /* of the time before */
		k->changed_ms = t->now_ms;
	}
	if (effect_of(c) == EFFECT_PRESET) {
		k->now = k->wanted = control_preset(k, c->cmd.preset);
		k->stored = -1;
		k->disabled = false;
	} else if (effect_of(c) == EFFECT_THROTTLE) {
		change_note_throttle(t->now_ms, c);
	}
	if (change_stops(c)) {
		k->state = STATE_STOPPED;
		k->ours = c->cmd.reason != REASON_MANUAL;
	} else if (actions[c->cmd.action].begins)
		k->state = STATE_STARTING;
	finish(t, room, c, LIFE_DONE, lives[c->life].stops ?
	    "stored, and stopped because it wanted a restart" : NULL);
}

/* ---- Not done ----------------------------------------------------------- */

void
change_expire(const struct turn *t, struct control_room *room, struct change *c,
    const char *why)
{
	finish(t, room, c, LIFE_DROPS, why);
}

void
change_drop(const struct turn *t, struct control_room *room,
    struct fleet_miner *u, const char *why)
{
	struct change *c = u->control.change;

	if (c)
		change_expire(t, room, c, why);
}

/* It drew too much and did not obey: its power is shed elsewhere by the next
 * cycle, and it is stopped. */
static void
stop_instead(const struct turn *t, struct control_room *room,
    struct fleet_miner *u, int64_t emergency)
{
	struct command stop = { .id = NONE, .action = LAST_RESORT,
	    .percent = NONE, .who = teller_words[TELLER_BALANCER],
	    .reason = REASON_NOT_OBEYING, .decision = NONE,
	    .emergency = emergency, .old_w = NONE, .new_w = NONE,
	    .delta_ths = NAN, .dry = 0 };
	const char *error;

	if (!change_begin(t, room, u, &stop, true, &error))
		log_warn("cannot stop mac=%s why=\"%s\"", u->mac, error);
	room->balance_now = true;
}

void
change_fail(const struct turn *t, struct control_room *room, struct change *c,
    const char *why)
{
	struct fleet_miner *u = c->miner;
	struct control *k = &u->control;
	bool was_last = c->cmd.action == LAST_RESORT;
	bool hurry = c->hurry && !c->raises;
	bool dry = lives[c->life].shown == COMMAND_QUEUED;
	int64_t emergency = c->cmd.emergency;
	char text[200];
	int n;

	snprintf(text, sizeof text, "%s failed: %s",
	    action_words[c->cmd.action], why);
	n = k->disobeyed < BACK_OFF_MAX ? k->disobeyed : BACK_OFF_MAX;
	k->disobeyed++;
	k->backs_off_ms = t->now_ms + ((int64_t)BACK_OFF_MS << n);
	counter_add(t->db, "commands_failed", 1);
	tell(t, hurry && was_last ? "uncontrollable" : "failed", u, text);
	finish(t, room, c, LIFE_FAILS, why);
	if (hurry && !was_last && !dry)
		stop_instead(t, room, u, emergency);
	else if (hurry)
		room->balance_now = true;
}
