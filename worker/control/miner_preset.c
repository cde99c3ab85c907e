/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hive/miner/model.h"
#include "hive/miner/preset_learned.h"
#include "worker/control/control.h"
#include "worker/control/miner_state.h"
#include "worker/core/turn.h"

/*
 * A miner's list of presets comes from the catalogue, with what was learned of
 * each.
 *
 * Learning: once a miner has mined quietly on a preset for a while, its power
 * and hashrate there are averaged in and kept in the database now and then.
 * The ratio to the label is carried over to presets that it never ran, because
 * a miner that draws more than one label draws more than all of them.
 */

#define RATIO_MIN	0.85
#define RATIO_MAX	1.15
#define RATIO_PART	0.1	/* of the newest sample */
#define LEARN_PART	0.2
#define ROOM_STEP	32	/* presets */
#define KEPT_EVERY	8	/* samples between two writes */

int
control_preset(const struct control *c, const char *name)
{
	for (int i = 0; name && i < c->n; i++)
		if (!strcmp(c->presets[i].name, name))
			return i;
	return -1;
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
control_list(const struct turn *t, struct fleet_miner *u, int64_t catalogue)
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

/* ---- What was learned ---------------------------------------------------- */

/* A miner that hashes more than its label does so on every preset.  Without
 * this ratio the presets that it never ran would look worse, or better, than
 * they are. */
static void
learn_ratio_ths(struct control *c, const struct plan_preset *t, double part)
{
	double r = t->label_ths > 0 ? t->hashrate_ths / t->label_ths : 0;

	if (r > RATIO_MIN && r < RATIO_MAX)
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

		c->ratio = fmin(fmax(r, RATIO_MIN), RATIO_MAX);
		c->ratio_n = 1;
	}
}

void
control_load(const struct turn *t)
{
	struct query *q = learned_list(t->db);
	struct learned l;
	struct fleet_miner *u;
	struct fleet_rows rows;
	struct arena a;

	arena_init(&a, 64 << 20);
	for (size_t i = 0; i < t->fleet->n; i++)
		control_list(t, t->fleet->miners[i],
		    t->fleet->miners[i]->catalogue);
	rows = fleet_rows(t->fleet, &a);
	while (db_row(t->db, q, learned_fields, &l))
		if ((u = fleet_row(&rows, l.miner)))
			take_learned(&u->control, &l);
	for (size_t i = 0; i < t->fleet->n; i++)
		expect_all(&t->fleet->miners[i]->control);
	arena_free(&a);
}

void
control_learn(const struct turn *t, struct fleet_miner *u)
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
	c->ratio = fmin(fmax(c->ratio, RATIO_MIN), RATIO_MAX);
	expect_all(c);
}
