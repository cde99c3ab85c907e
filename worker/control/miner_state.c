/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * What is remembered of each miner between two readings.  Once it has mined
 * quietly on a preset for a while, it is learned from (miner_preset.c).
 *
 * A reading also tells what others did: the preset is not the one that it was
 * told (a conflict), the miner has just booted, it has started with the preset
 * that was stored.
 */

#define QUIET_PART	0.025	/* two readings differ less: it is stable */
#define QUIET_W		40
#define SETTLE_S	90	/* in state mining before it may be learned */
#define SETTLE_MS	MINUTE_MS	/* after a change likewise */
#define BOOT_S		180	/* mining for less: it has just booted */
#define BOOT_SILENT_MS	40000	/* it did not answer before */

enum control_state
control_state(enum miner_state said)
{
	static const enum control_state states[] = {
		[MINER_STATE_MINING] = STATE_MINING,
		[MINER_STATE_TUNING] = STATE_TUNING,
		[MINER_STATE_INITIALIZING] = STATE_STARTING,
		[MINER_STATE_STARTING] = STATE_STARTING,
		[MINER_STATE_RESTARTING] = STATE_STARTING,
		[MINER_STATE_STOPPING] = STATE_STOPPING,
		[MINER_STATE_STOPPED] = STATE_STOPPED,
		[MINER_STATE_FAILURE] = STATE_FAILURE,
		[MINER_STATE_UNKNOWN] = STATE_UNKNOWN
	};

	return states[said];
}

void
control_stored(int64_t now_ms, struct fleet_miner *u, const char *name)
{
	u->control.stored = control_preset(&u->control, name);
	u->control.stored_ms = now_ms;
}

void
control_raised(struct control *c, int64_t ms)
{
	memmove(c->raised_ms + 1, c->raised_ms,
	    sizeof c->raised_ms - sizeof *c->raised_ms);
	c->raised_ms[0] = ms;
}

/* ---- Readings ----------------------------------------------------------- */

static void
note_power(struct control *c, int64_t power_w)
{
	int64_t off_w;

	c->power_w = power_w;
	if (power_w == NONE || power_w < CONTROL_NOTHING_W) {
		c->stable = 0;
		c->stable_w = NONE;
		return;
	}
	off_w = c->stable_w == NONE ? INT64_MAX :
	    llabs(power_w - c->stable_w);
	if (off_w <= QUIET_W || (double)off_w <= QUIET_PART *
	    (double)c->stable_w) {
		c->stable++;
		c->stable_w = (int64_t)((double)c->stable_w * 0.7 +
		    (double)power_w * 0.3 + 0.5);
	} else {
		c->stable = 1;
		c->stable_w = power_w;
	}
}

static bool
settled(int64_t now_ms, const struct control *c)
{
	return c->state == STATE_MINING && c->state_time_s != NONE &&
	    c->state_time_s >= SETTLE_S && !c->change && c->now >= 0 &&
	    c->throttle == NONE &&
	    c->stable >= CONTROL_STABLE &&
	    now_ms - c->changed_ms >= SETTLE_MS;
}

/* The miner runs another preset than it was told: the firmware's thermal
 * switcher chose it, or a person at the miner's own page. */
static void
note_conflict(const struct turn *t, struct fleet_miner *u, int before)
{
	struct control *c = &u->control;
	char text[160];

	if (c->wanted < 0 || c->change || c->now < 0 ||
	    c->now == c->wanted || before != c->wanted)
		return;
	snprintf(text, sizeof text, "runs preset %s, not %s as it was told:"
	    " its thermal switcher or a person changed it",
	    c->presets[c->now].name, c->presets[c->wanted].name);
	tell(t, "preset conflict", u, text);
	counter_add(t->db, "preset_conflicts", 1);
	c->wanted = -1;
	c->backs_off_ms = t->now_ms + 600000;
}

/* The reading names no preset, but its power is that of the preset before. */
static bool
like_before(const struct control *c, const struct reading *r)
{
	int64_t w = c->now >= 0 ? c->presets[c->now].power_w : 0;

	return c->now >= 0 && r->power_w != NONE &&
	    llabs(r->power_w - w) <= w / 10;
}

/*
 * After a blackout miners boot on their own preset, all at once and maybe
 * before the plant has said anything.  The firmware has one preset for both
 * booting and running, so it cannot be kept low beforehand: a miner that is
 * seen to boot is told its lowest preset at once, and the balancer raises it
 * when it may.
 */
static void
meet_boot(const struct turn *t, struct control_room *room,
    struct fleet_miner *u, int64_t silent_ms)
{
	struct control *c = &u->control;
	struct command cmd = { .id = NONE, .action = ACTION_PRESET,
	    .percent = NONE, .who = teller_words[TELLER_BALANCER],
	    .reason = REASON_BOOT_PRESET, .decision = NONE,
	    .emergency = NONE, .old_w = NONE, .new_w = NONE, .delta_ths = NAN };
	const char *error;
	int to = control_lowest(c);

	if (t->settings->boot_preset_policy != BOOT_LOWEST ||
	    t->settings->balancer_mode != BALANCER_ACT || !u->managed ||
	    c->held || c->change || room->stop.latched || to < 0 ||
	    silent_ms < BOOT_SILENT_MS || (c->state != STATE_STARTING &&
	    (c->state != STATE_MINING || c->state_time_s > BOOT_S)) ||
	    c->now == to)
		return;
	cmd.preset = c->presets[to].name;
	if (!change_begin(t, room, u, &cmd, false, &error))
		log_warn("not told mac=%s why=\"%s\"", u->mac, error);
}

/* A start runs the preset that was stored, and ends the throttle. */
static void
note_start(int64_t now_ms, struct control *c)
{
	bool starts = c->state == STATE_STARTING;
	int64_t since_ms = c->state == STATE_MINING &&
	    c->state_time_s != NONE ? now_ms - c->state_time_s * 1000 : 0;

	if (c->throttle != NONE && (starts || since_ms > c->throttle_ms))
		c->throttle = NONE;
	if (c->stored >= 0 && (c->now == c->stored || starts ||
	    c->state == STATE_STOPPED))
		c->wanted = c->stored;
	if (c->stored >= 0 && (c->now == c->stored ||
	    since_ms > c->stored_ms))
		c->stored = -1;
	/* until it mines, a miner names the preset that it ran last, though it
	 * starts with the one that was stored since */
	if (c->stored >= 0 && starts)
		c->now = c->stored;
	else if (c->state == STATE_STOPPED && c->wanted >= 0)
		c->now = c->wanted;
}

void
control_read(const struct turn *t, struct control_room *room,
    struct fleet_miner *u, const struct reading *r)
{
	struct control *c = &u->control;
	int before = c->now;
	int64_t silent_ms = t->now_ms - c->read_ms;

	c->read_ms = t->now_ms;
	c->state = control_state(r->state);
	c->state_time_s = r->state_time_s;
	c->hashrate_ths = r->hashrate_ths;
	c->disabled = preset_is_disabled(r->preset);
	c->now = r->preset || !like_before(c, r) ?
	    control_preset(c, r->preset) : before;
	note_start(t->now_ms, c);
	if (c->now >= 0 && c->presets[c->now].label_w == NONE)
		c->now = -1;
	if (c->now != before)
		c->stable = 0;
	note_power(c, r->power_w);
	if (c->state == STATE_MINING || c->state == STATE_TUNING)
		c->ours = false;
	if (settled(t->now_ms, c))
		control_learn(t, u);
	note_conflict(t, u, before);
	meet_boot(t, room, u, silent_ms);
}
