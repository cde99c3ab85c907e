/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/miner/preset_learned.h"
#include "hive/miner/update.h"
#include "hive/service/health.h"
#include "worker/control/change.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * What is remembered of each miner between two readings.  Its list of presets
 * comes from the catalogue, with what was learned of each.
 *
 * Learning: once a miner has mined quietly on a preset for a while, its power
 * and hashrate there are averaged in and kept in the database now and then.
 * The ratio to the label is carried over to presets that it never ran, because
 * a miner that draws more than one label draws more than all of them.
 *
 * A reading also tells what others did: the preset is not the one that it was
 * told (a conflict), the miner has just booted, it has started with the preset
 * that was stored.
 */

#define RATIO_LEAST	0.85
#define RATIO_MOST	1.15
#define RATIO_PART	0.1	/* of the newest sample */
#define LEARN_PART	0.2
#define QUIET_PART	0.025	/* two readings differ less: it is stable */
#define QUIET_W		40
#define SETTLE_S	90	/* in state mining before it may be learned */
#define SETTLE_MS	MINUTE_MS	/* after a change likewise */
#define BOOT_S		180	/* mining for less: it has just booted */
#define BOOT_SILENT_MS	40000	/* it did not answer before */
#define ROOM_STEP	32	/* presets */
#define KEPT_EVERY	8	/* samples between two writes */

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

int
control_preset(const struct control *c, const char *name)
{
	for (int i = 0; name && i < c->n; i++)
		if (!strcmp(c->presets[i].name, name))
			return i;
	return -1;
}

/* ---- The list ----------------------------------------------------------- */

/* What it would draw, where nothing was learned of the preset itself. */
static void
expect(struct control *c, int i)
{
	struct plan_preset *t = &c->presets[i];

	if (c->samples[i] > 0)
		return;
	if (t->label_w != NONE)
		t->power_w = (int64_t)((double)t->label_w * c->ratio);
	t->hashrate_ths = t->label_ths * c->ratio_ths;
}

static void
expect_all(struct control *c)
{
	for (int i = 0; i < c->n; i++)
		expect(c, i);
}

static void
copy_learned(struct control *to, const struct control *from)
{
	for (int i = 0; i < to->n; i++) {
		int old = control_preset(from, to->presets[i].name);

		if (old < 0 || !from->samples[old])
			continue;
		to->presets[i].power_w = from->presets[old].power_w;
		to->presets[i].hashrate_ths =
		    from->presets[old].hashrate_ths;
		to->samples[i] = from->samples[old];
	}
}

/* The fleet's memory is never given back: a list that fits takes the place of
 * the one before, however often a miner changes it. */
static void
make_room(struct arena *keep, struct control *c, int n)
{
	if (n <= c->room)
		return;
	c->room = (n + ROOM_STEP - 1) / ROOM_STEP * ROOM_STEP;
	c->presets = ARENA_MANY(keep, struct plan_preset, c->room);
	c->samples = ARENA_MANY(keep, int, c->room);
	c->names = (char (*)[CONTROL_NAME])arena_take(keep,
	    sizeof *c->names * (size_t)c->room);
}

/* A copy of the miner's list, from which what was learned goes over into the
 * new one. */
static struct control
copy_of(struct arena *a, const struct control *c)
{
	struct control old = *c;

	old.presets = ARENA_MANY(a, struct plan_preset, c->n);
	old.samples = ARENA_MANY(a, int, c->n);
	for (int i = 0; i < c->n; i++) {
		old.presets[i] = c->presets[i];
		old.presets[i].name = arena_copy(a, c->presets[i].name);
		old.samples[i] = c->samples[i];
	}
	return old;
}

void
control_list(const struct turn *t, struct unit *u, int64_t catalogue)
{
	struct control *c = &u->control, old;
	struct list list;
	struct arena a;
	const struct preset *p;

	if (catalogue == NONE || catalogue == c->catalogue)
		return;
	arena_init(&a, 1 << 20);
	old = copy_of(&a, c);
	list = catalogue_get(t->db, &a, catalogue);
	p = list.v;
	c->catalogue = catalogue;
	c->n = (int)list.n;
	make_room(&t->fleet->arena, c, c->n);
	for (int i = 0; i < c->n; i++) {
		snprintf(c->names[i], sizeof c->names[i], "%s", p[i].name);
		c->presets[i] = (struct plan_preset){
		    .name = c->names[i],
		    .label_w = p[i].power_w, .power_w = NONE,
		    .label_ths = isnan(p[i].hashrate_ths) ? 0 :
			p[i].hashrate_ths, .modded_psu = p[i].modded_psu };
		c->samples[i] = 0;
	}
	copy_learned(c, &old);
	expect_all(c);
	c->now = old.now >= 0 ? control_preset(c, old.presets[old.now].name) :
	    -1;
	c->stored = old.stored >= 0 ?
	    control_preset(c, old.presets[old.stored].name) : -1;
	c->wanted = -1;
	c->dry = PLAN_STAY;
	arena_free(&a);
}

/* A miner that hashes more than its label does so on every preset.  Without
 * this ratio the presets that it never ran would look worse, or better, than
 * they are. */
static void
learn_ratio_ths(struct control *c, const struct plan_preset *t, double part)
{
	double r = t->label_ths > 0 ? t->hashrate_ths / t->label_ths : 0;

	if (r > RATIO_LEAST && r < RATIO_MOST)
		c->ratio_ths += part * (r - c->ratio_ths);
}

static void
take_learned(struct control *c, const struct learned *l)
{
	int i = control_preset(c, l->preset);

	if (i < 0 || l->power_w < CONTROL_NOTHING_W)
		return;
	c->presets[i].power_w = l->power_w;
	c->presets[i].hashrate_ths = l->hashrate_ths > 0 ? l->hashrate_ths :
	    c->presets[i].label_ths;
	learn_ratio_ths(c, &c->presets[i], 1);
	c->samples[i] = (int)l->samples;
	if (c->presets[i].label_w > 0) {
		double r = (double)l->power_w /
		    (double)c->presets[i].label_w;

		c->ratio = fmin(fmax(r, RATIO_LEAST), RATIO_MOST);
		c->ratio_n = 1;
	}
}

void
control_load(const struct turn *t)
{
	struct query *q = learned_list(t->db);
	struct learned l;
	struct unit **rows;
	struct arena a;
	size_t n;

	arena_init(&a, 64 << 20);
	for (size_t i = 0; i < t->fleet->n; i++)
		control_list(t, t->fleet->units[i],
		    t->fleet->units[i]->catalogue);
	rows = fleet_rows(t->fleet, &a, &n);
	while (db_row(t->db, q, learned_fields, &l))
		if ((size_t)l.miner < n && rows[l.miner])
			take_learned(&rows[l.miner]->control, &l);
	for (size_t i = 0; i < t->fleet->n; i++)
		expect_all(&t->fleet->units[i]->control);
	arena_free(&a);
}

void
control_stored(int64_t now_ms, struct unit *u, const char *name)
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

static void
learn(const struct turn *t, struct unit *u)
{
	struct control *c = &u->control;
	struct plan_preset *p = &c->presets[c->now];
	int *n = &c->samples[c->now];

	if (p->label_w == NONE)
		return;
	p->power_w = *n == 0 ? c->stable_w : (int64_t)(LEARN_PART *
	    (double)c->power_w + (1 - LEARN_PART) * (double)p->power_w +
	    0.5);
	if (c->hashrate_ths > 0)
		p->hashrate_ths = *n == 0 ? c->hashrate_ths :
		    LEARN_PART * c->hashrate_ths +
		    (1 - LEARN_PART) * p->hashrate_ths;
	learn_ratio_ths(c, p, c->ratio_n == 0 ? 1 : RATIO_PART);
	if ((*n)++ % KEPT_EVERY == 0)
		learned_keep(t->db, &(struct learned){ u->row, p->name,
		    p->power_w, p->hashrate_ths, *n, NAN }, t->wall_ms);
	c->ratio = c->ratio_n++ == 0 ? (double)p->power_w /
	    (double)p->label_w : (1 - RATIO_PART) * c->ratio +
	    RATIO_PART * (double)c->power_w / (double)p->label_w;
	c->ratio = fmin(fmax(c->ratio, RATIO_LEAST), RATIO_MOST);
	expect_all(c);
}

/* The miner runs another preset than it was told: the firmware's thermal
 * switcher chose it, or a person at the miner's own page. */
static void
note_conflict(const struct turn *t, struct unit *u, int before)
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
meet_boot(const struct turn *t, struct control_room *room, struct unit *u,
    int64_t silent_ms)
{
	struct control *c = &u->control;
	struct command cmd = { .id = NONE, .action = ACTION_PRESET,
	    .percent = NONE, .who = "balancer", .reason = REASON_BOOT_PRESET,
	    .decision = NONE, .emergency = NONE, .old_w = NONE,
	    .new_w = NONE, .delta_ths = NAN };
	const char *wrong;
	int to = control_lowest(c);

	if (t->settings->boot_preset_policy != BOOT_LOWEST ||
	    t->settings->balancer_mode != BALANCER_ACT || !u->managed ||
	    c->held || c->change || room->stop.latched || to < 0 ||
	    silent_ms < BOOT_SILENT_MS || (c->state != STATE_STARTING &&
	    (c->state != STATE_MINING || c->state_time_s > BOOT_S)) ||
	    c->now == to)
		return;
	cmd.preset = c->presets[to].name;
	if (!change_begin(t, room, u, &cmd, false, &wrong))
		log_warn("not told mac=%s why=\"%s\"", u->mac, wrong);
}

/* Its lowest preset with a name of its own; never "disabled". */
int
control_lowest(const struct control *c)
{
	int best = -1;

	for (int i = 0; i < c->n; i++)
		if (c->presets[i].label_w != NONE && !c->presets[i].modded_psu
		    && (best < 0 || c->presets[i].label_w <
		    c->presets[best].label_w))
			best = i;
	return best;
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
control_read(const struct turn *t, struct control_room *room, struct unit *u,
    const struct reading *r)
{
	struct control *c = &u->control;
	int before = c->now;
	int64_t silent_ms = t->now_ms - c->read_ms;

	c->read_ms = t->now_ms;
	c->state = control_state(r->state);
	c->state_time_s = r->state_time_s;
	c->hashrate_ths = r->hashrate_ths;
	c->disabled = r->preset && !strcmp(r->preset, "disabled");
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
		learn(t, u);
	note_conflict(t, u, before);
	meet_boot(t, room, u, silent_ms);
}
