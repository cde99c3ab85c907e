/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>

#include "tests/sim/inside.h"

/*
 * The plant: two generators that follow the day, and two containers that
 * draw the other load and, if the meter includes them, half of the miners
 * each.  Every period the service reads all four; a reading is out a moment
 * later.
 */

#define FALL_MS 2000
#define RETURN_MS 60000

/* 1: nothing is missing. */
static double
trip_factor(const struct trip *t, int64_t at)
{
	double gone;

	if (at < t->at_ms || at >= t->end_ms + RETURN_MS)
		return 1;
	gone = (double)(at - t->at_ms) / FALL_MS;
	if (at > t->end_ms)
		gone = 1 - (double)(at - t->end_ms) / RETURN_MS;
	return 1 - t->share * fmin(1, gone);
}

static double
all_trips(const struct farm *farm, int64_t at)
{
	const struct farm_options *o = &farm->options;
	int n = farm->plant.trips_n < TRIPS ? farm->plant.trips_n : TRIPS;
	struct trip t = { .share = o->trip_share };
	double factor = 1;

	if (o->trip_first_ms >= 0 && at >= o->trip_first_ms) {
		t.at_ms = o->trip_first_ms;
		if (o->trip_every_ms > 0)
			t.at_ms += (at - t.at_ms) / o->trip_every_ms *
			    o->trip_every_ms;
		t.end_ms = t.at_ms + o->trip_ms;
		factor = trip_factor(&t, at);
	}
	for (int i = 0; i < n; i++)
		factor *= trip_factor(&farm->plant.trips[i], at);
	return factor;
}

const char *const plant_shape_words[] = {
	[PLANT_DAY] = "day", [PLANT_STEADY] = "steady", [PLANT_WALK] = "walk",
	NULL
};

static double
shape(const struct farm *farm, int64_t at)
{
	const struct farm_options *o = &farm->options;
	double turn = (double)at / (double)o->plant_day_ms;

	switch (o->shape) {
	case PLANT_STEADY:
		return 0.8;
	case PLANT_WALK:
		return 0.72 +
		    0.14 * noise_wave(noise_key(farm->noise, 71), at, 1500000) +
		    0.06 * noise_wave(noise_key(farm->noise, 72), at, 300000);
	default:
		return 0.70 + 0.25 * sin(2 * M_PI * turn);
	}
}

static double
generation_w(const struct farm *farm, int64_t at)
{
	double noise = 1 + 0.008 *
	    noise_wave(noise_key(farm->noise, 73), at, 60000);
	double full = farm->plant.faults & P_FIXED ? farm->plant.fixed_w :
	    farm->nameplate_w * shape(farm, at) * noise;

	return full * all_trips(farm, at);
}

double
farm_generation_w(struct farm *farm)
{
	return generation_w(farm, farm->now_ms);
}

double
farm_other_load_w(struct farm *farm)
{
	return farm->other_w * (1 + 0.01 *
	    noise_wave(noise_key(farm->noise, 74), farm->now_ms, 30000));
}

void
plant_trip(struct farm *farm, double share, int64_t for_ms)
{
	farm->plant.trips[farm->plant.trips_n++ % TRIPS] = (struct trip){
		.at_ms = farm->now_ms, .end_ms = farm->now_ms + for_ms,
		.share = share
	};
}

/* What the fleet draws on its highest presets for a stock supply. */
static double
fleet_w(const struct farm *farm)
{
	double sum = 0;

	for (int i = 0; i < farm->miners_n; i++) {
		const struct sim_model *m = farm->miners[i].model;
		int max = 0;

		for (int p = 0; p < m->presets_n; p++)
			if (!m->presets[p].modded)
				max = m->presets[p].w;
		sum += max;
	}
	return sum;
}

void
sim_plant_begin(struct farm *farm)
{
	const struct farm_options *o = &farm->options;

	farm->nameplate_w = o->nameplate_w > 0 ? o->nameplate_w :
	    1.35 * fleet_w(farm);
	farm->other_w = o->other_load_w >= 0 ? o->other_load_w :
	    0.03 * farm->nameplate_w;
	farm->plant.trust = 1;
}

int64_t
plant_next_ms(const struct farm *farm)
{
	return farm->plant.collections * farm->options.plant_period_ms;
}

static double
miners_w(struct farm *farm, int half)
{
	double sum = 0;

	for (int i = half; i < farm->miners_n; i += 2) {
		miner_to_now(farm, &farm->miners[i]);
		sum += miner_power_w(&farm->miners[i], farm->now_ms);
	}
	return sum;
}

static void
measure(struct farm *farm, struct plant_reading *r)
{
	double first = 0.49 + 0.01 * noise_wave(noise_key(farm->noise, 75),
	    farm->now_ms, 600000);
	double w = generation_w(farm, farm->now_ms);

	r->generation_w[0] = w * first;
	r->generation_w[1] = w * (1 - first);
	for (int i = 0; i < 2; i++) {
		r->consumption_w[i] = farm_other_load_w(farm) / 2;
		if (farm->options.meter_includes_miners)
			r->consumption_w[i] += miners_w(farm, i);
	}
}

/* A reading at farm->now_ms; what is stale collects nothing, what is frozen
 * the same again. */
void
plant_collect(struct farm *farm)
{
	struct plant *p = &farm->plant;
	struct plant_reading r = { .at_ms = farm->now_ms };

	p->collections++;
	if (p->faults & P_STALE)
		return;
	if (p->faults & P_FROZEN && p->readings_n) {
		r = p->readings[(p->readings_n - 1) % READINGS];
		r.at_ms = farm->now_ms;
	} else
		measure(farm, &r);
	r.id = 4000 + p->collections;
	p->readings[p->readings_n++ % READINGS] = r;
}
