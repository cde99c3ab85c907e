/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner/preset_learned.h"
#include "tests/lib/control_rig.h"

/*
 * A miner's list of presets and what is learned of it: what it really draws
 * and hashes on one, and by that on those which it never ran.
 */
enum { P2000, P2500, P3000, P3500, P4000, ODD };

static struct fleet_miner *u;
static struct control *k;

/* ---- Looking one up ----------------------------------------------------- */

static void
check_names(void)
{
	CHECK_INT(control_preset(k, "2000"), P2000);
	CHECK_INT(control_preset(k, "odd"), ODD);
	CHECK_INT(control_preset(k, "200"), -1);
	CHECK_INT(control_preset(k, NULL), -1);
	k->n = ODD;				/* none behind the end */
	CHECK_INT(control_preset(k, "odd"), -1);
}

/* Its lowest is one with a label, on the supply that it came with. */
static void
check_lowest(void)
{
	static const struct { int64_t label_w[4]; int modded, lowest; }
	    cases[] = {
		{ { 2000, 2500, 3000, 3500 }, -1, 0 },
		{ { 3500, 3000, 2500, 2000 }, -1, 3 },
		{ { 3000, NONE, 2000, 3500 }, -1, 2 },
		{ { 3000, 2500, 2000, 3500 }, 2, 1 },
		{ { 2000, 2500, 3000, 3500 }, 0, 1 },
		{ { 3000, 2000, 2000, 3500 }, -1, 1 },
		{ { NONE, NONE, NONE, NONE }, -1, -1 },
	};

	k->n = 4;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int p = 0; p < 4; p++) {
			k->presets[p].label_w = cases[i].label_w[p];
			k->presets[p].modded_psu = p == cases[i].modded;
		}
		CHECK_INT(control_lowest(k), cases[i].lowest);
	}
	k->n = 0;
	CHECK_INT(control_lowest(k), -1);
}

/* ---- Learning ----------------------------------------------------------- */

static struct learned
kept(const char *preset)
{
	struct learned l = { .samples = 0 };

	learned_get(b.turn.db, u->row, preset, &l);
	return l;
}

static void
lesson(int now, int64_t power_w, double ths)
{
	k->now = now;
	k->power_w = k->stable_w = power_w;
	k->hashrate_ths = ths;
	control_learn(&b.turn, u);
}

/* To a thousandth. */
static int
thousandths(double x)
{
	return (int)lround(1000 * x);
}

/* The first sample is taken as it is, later ones count for a fifth; the ratio
 * to the label follows by a tenth.
 *
 *	2960 / 3000 = 0.98667: 3453 W of 3500, 1973 W of 2000
 *	0.2 x 3063 + 0.8 x 2960 = 2980.6
 *	0.9 x 0.98667 + 0.1 x 3063 / 3000 = 0.9901: 3465 W, 1980 W
 */
static void
check_power(void)
{
	lesson(P3000, 2960, NAN);
	CHECK_INT(k->presets[P3000].power_w, 2960);
	CHECK_INT(k->presets[P3500].power_w, 3453);
	CHECK_INT(k->presets[P2000].power_w, 1973);
	CHECK_INT(k->presets[ODD].power_w, NONE);
	lesson(P3000, 3063, NAN);
	CHECK_INT(k->presets[P3000].power_w, 2981);
	CHECK_INT(k->presets[P3500].power_w, 3465);
	CHECK_INT(k->presets[P2000].power_w, 1980);
	/* what was learned of one is not what is expected of it */
	lesson(P2000, 2040, NAN);
	CHECK_INT(k->presets[P2000].power_w, 2040);
	CHECK_INT(k->presets[P3000].power_w, 2981);
	lesson(ODD, 3000, 100);
	CHECK_INT(k->samples[ODD], 0);
	CHECK_INT(k->presets[ODD].power_w, NONE);
}

/* The steady mean is what counts first, the reading after that. */
static void
check_first(void)
{
	k->now = P3000;
	k->power_w = 3040;
	k->stable_w = 3010;
	control_learn(&b.turn, u);
	CHECK_INT(k->presets[P3000].power_w, 3010);
	control_learn(&b.turn, u);
	CHECK_INT(k->presets[P3000].power_w, 3016);
}

/*	108 / 110 = 0.98182: 117.818 of 120
 *	0.2 x 106 + 0.8 x 108 = 107.6
 *	0.98182 + 0.1 x (107.6 / 110 - 0.98182) = 0.98145: 117.775 of 120 */
static void
check_hashrate(void)
{
	CHECK_INT(thousandths(k->presets[P3500].hashrate_ths), 120000);
	lesson(P3000, 3000, 108);
	CHECK_INT(thousandths(k->presets[P3000].hashrate_ths), 108000);
	CHECK_INT(thousandths(k->presets[P3500].hashrate_ths), 117818);
	lesson(P3000, 3000, 106);
	CHECK_INT(thousandths(k->presets[P3000].hashrate_ths), 107600);
	CHECK_INT(thousandths(k->presets[P3500].hashrate_ths), 117775);
	/* it does not say: what was learned stays */
	lesson(P3000, 3000, NAN);
	lesson(P3000, 3000, 0);
	CHECK_INT(thousandths(k->presets[P3000].hashrate_ths), 107600);
}

/* More than 15 % beside the label is not carried over to other presets: such
 * a miner is at fault, or its label is.  Of the power the bound is. */
static void
check_bounds(void)
{
	static const struct { double ths; int want; } hashes[] = {
		{ 93.5, 120000 }, { 93.6, 102109 },
		{ 126.5, 120000 }, { 126.4, 137891 },
	};
	static const struct { int64_t power_w, want_w; } powers[] = {
		{ 2550, 2975 }, { 2100, 2975 }, { 3450, 4025 },
		{ 3900, 4025 },
	};

	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
		k->samples[P3000] = k->ratio_n = 0;
		k->ratio_ths = 1;
		lesson(P3000, 3000, hashes[i].ths);
		CHECK_INT(thousandths(k->presets[P3500].hashrate_ths),
		    hashes[i].want);
	}
	for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
		int64_t off_w;

		k->samples[P3000] = k->ratio_n = 0;
		lesson(P3000, powers[i].power_w, NAN);
		off_w = k->presets[P3500].power_w - powers[i].want_w;
		CHECK(off_w == 0 || off_w == -1);	/* cut off */
	}
}

/* The first of each eight is written down. */
static void
check_kept(void)
{
	for (int i = 1; i <= 17; i++) {
		lesson(P3000, 3000 + i, 110);
		CHECK_INT(kept("3000").samples, i < 9 ? 1 : i < 17 ? 9 : 17);
	}
	CHECK_INT(kept("3000").power_w, k->presets[P3000].power_w);
	CHECK_INT(kept("2000").samples, 0);
}

/* ---- What an earlier worker has learned --------------------------------- */

static void
keep(int64_t row, const char *preset, int64_t power_w, double ths)
{
	learned_keep(b.turn.db, &(struct learned){ row, preset, power_w, ths,
	    5, NAN }, b.turn.wall_ms);
}

static void
reload(void)
{
	k->ratio = k->ratio_ths = 1;
	k->ratio_n = 0;
	memset(k->samples, 0, (size_t)k->n * sizeof *k->samples);
	control_load(&b.turn);
}

/* The second miner is out of service, and another came after it. */
static void
check_load(void)
{
	fleet_retire(&b.fleet, miner_at(2));
	keep(1, "2000", 1900, 76);
	keep(2, "2000", 1700, 70);
	keep(3, "3000", 3150, 0);
	reload();
	CHECK_INT(k->presets[P2000].power_w, 1900);	/* 0.95 */
	CHECK_INT(k->samples[P2000], 5);
	CHECK_INT(k->presets[P3000].power_w, 2850);
	CHECK_INT(thousandths(k->presets[P2000].hashrate_ths), 76000);
	CHECK_INT(thousandths(k->presets[P3000].hashrate_ths), 104500);
	/* that it did not say its hashrate leaves the label's */
	u = miner_at(3);
	k = &u->control;
	CHECK_INT(k->presets[P3000].power_w, 3150);
	CHECK_INT(thousandths(k->presets[P3000].hashrate_ths), 110000);
	CHECK_INT(k->presets[P2000].power_w, 2100);	/* 1.05 */
	/* and its first sample is not the first of all */
	lesson(P2000, 2000, NAN);
	CHECK_INT(k->presets[P3500].power_w, 3657);	/* 0.945 + 0.1 */
	CHECK_INT(control_of(2)->samples[P2000], 0);
}

/* Next to nothing is no mining, and a preset that is gone is none. */
static void
check_load_of_oddities(void)
{
	keep(1, "2000", 99, 80);
	keep(1, "2500", 100, 95);
	keep(1, "3000W", 3000, 110);
	keep(1, "odd", 2900, 100);
	reload();
	CHECK_INT(k->samples[P2000], 0);
	CHECK_INT(k->samples[P2500], 5);
	CHECK_INT(k->presets[P2500].power_w, 100);
	CHECK_INT(k->presets[P2000].power_w, 1700);	/* 0.85 at least */
	CHECK_INT(k->presets[ODD].power_w, 2900);
}

static void
begin(void)
{
	u = miner_at(1);
	k = &u->control;
}

int
main(void)
{
	void (*const tests[])(void) = { check_names, check_lowest,
	    check_power, check_first, check_hashrate, check_bounds,
	    check_kept, check_load, check_load_of_oddities, NULL };

	rig_each(3, begin, tests);
	return tap_done();
}
