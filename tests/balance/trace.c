/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "tests/balance/trace.h"

#define MINUTE	60000
#define STEP_EVERY_MS 1800000
#define HOUR	3600000.0

double
trace_drawn(uint64_t seed, uint64_t what, int64_t n)
{
	uint64_t x = seed * 0x9e3779b97f4a7c15u ^ what * 0xbf58476d1ce4e5b9u ^
	    (uint64_t)n * 0x94d049bb133111ebu;

	for (int i = 0; i < 3; i++) {
		x ^= x >> 31;
		x *= 0xd6e8feb86659fd93u;
	}
	return (double)(x >> 11) / 9007199254740992.0;
}

/* About normal, deviation 1. */
static double
bell(uint64_t seed, uint64_t what, int64_t n)
{
	double sum = 0;

	for (uint64_t i = 0; i < 12; i++)
		sum += trace_drawn(seed, what * 100 + i, n);
	return sum - 6;
}

/* Minute values, with straight lines between. */
static double
noise(uint64_t seed, int64_t ms)
{
	int64_t n = ms / MINUTE;
	double part = (double)(ms % MINUTE) / MINUTE;

	return bell(seed, 1, n) * (1 - part) + bell(seed, 1, n + 1) * part;
}

double
trace_share(const struct trace *t, uint64_t seed, int64_t ms)
{
	return t->share(seed, ms) * (1 + 0.0044 * noise(seed, ms));
}

static double
steady(uint64_t seed, int64_t ms)
{
	(void)seed;
	(void)ms;
	return 1;
}

static double
day(uint64_t seed, int64_t ms)
{
	(void)seed;
	return 0.87 + 0.2 * sin(2 * M_PI * (double)ms / (24 * HOUR));
}

/* Every minute a step of 0.3 %, beside the noise, which has steps of 0.62 %
 * by itself; drawn back to the middle within hours. */
static double
walk(uint64_t seed, int64_t ms)
{
	double at = 0, before = 0;
	int64_t n = ms / MINUTE;

	for (int64_t i = n > 600 ? n - 600 : 0; i <= n + 1; i++) {
		before = at;
		at = 0.99 * at + 0.003 * bell(seed, 2, i);
	}
	return 0.97 + before + (at - before) *
	    (double)(ms % MINUTE) / MINUTE;
}

/* How much is gone: falls within 2 s, comes back within a minute. */
static double
gone(int64_t ms, int64_t from, int64_t until)
{
	if (ms < from || ms > until + MINUTE)
		return 0;
	if (ms > until)
		return 1 - (double)(ms - until) / MINUTE;
	return fmin(1, (double)(ms - from) / 2000);
}

int64_t
trace_step_ms(uint64_t seed, int n)
{
	return STEP_EVERY_MS * (int64_t)n +
	    (int64_t)(3 * MINUTE * trace_drawn(seed, 3, n));
}

static double
step(uint64_t seed, int64_t ms)
{
	int64_t from = trace_step_ms(seed, (int)(ms / STEP_EVERY_MS));

	return 1 - 0.3 * gone(ms, from, from + STEP_MS);
}

/* ---- Outages of the plant's data ---------------------------------------- */

struct outage {
	int64_t	from, until, fall;	/* fall: < 0, nothing is hidden */
};

/* One in 40 minutes, 2 to 15 minutes long; every other one hides a fall. */
static struct outage
outage(uint64_t seed, int64_t n)
{
	struct outage o;
	double long_ms = MINUTE * (2 + 13 * trace_drawn(seed, 4, n));

	o.from = 40 * MINUTE * n + MINUTE *
	    (2 + (int64_t)(15 * trace_drawn(seed, 5, n)));
	o.until = o.from + (int64_t)long_ms / MINUTE * MINUTE;
	o.fall = n % 2 == 0 ? -1 : o.from +
	    (int64_t)(long_ms * trace_drawn(seed, 6, n));
	return o;
}

static double
outages(uint64_t seed, int64_t ms)
{
	struct outage o = outage(seed, ms / (40 * MINUTE));

	if (o.fall < 0)
		return 1;
	return 1 - 0.25 * gone(ms, o.fall, o.until + 8 * MINUTE);
}

static const char *
lose_data(uint64_t seed, int64_t minute, char *text, size_t size)
{
	static const char *const kinds[] = { "silent", "http 503", "stale" };
	struct outage o = outage(seed, minute / 40);

	if (minute * MINUTE != o.from)
		return NULL;
	snprintf(text, size, "plant %s for %d", kinds[minute / 40 % 3],
	    (int)((o.until - o.from) / 1000));
	return text;
}

static const char *
freeze(uint64_t seed, int64_t minute, char *text, size_t size)
{
	(void)seed;
	(void)text;
	(void)size;
	return minute % 60 == 5 ? "plant frozen for 1500" : NULL;
}

static const char *
slip(uint64_t seed, int64_t minute, char *text, size_t size)
{
	(void)seed;
	(void)text;
	(void)size;
	return minute % 20 == 5 ? "plant x1000 for 240" : NULL;
}

/* A group loses its network for some minutes, one miner dies for good. */
static const char *
lose_miners(uint64_t seed, int64_t minute, char *text, size_t size)
{
	int who = 1 + (int)(190 * trace_drawn(seed, 7, minute));

	if (minute % 10 == 3)
		snprintf(text, size, "miner %d-%d offline for 400", who,
		    who + 9);
	else if (minute % 10 == 7)
		snprintf(text, size, "miner %d fail", who);
	else
		return NULL;
	return text;
}

/* ---- The farms ---------------------------------------------------------- */

/* A whole day of a quarter of the miners takes long enough. */
static void
a_day(struct farm_options *o)
{
	if (o->miners > 250)
		o->miners = 250;
}

static void
once_a_minute(struct farm_options *o)
{
	o->plant_period_ms = 60000;
}

static void
slow(struct farm_options *o)
{
	o->slow = true;
}

static void
bad_commands(struct farm_options *o)
{
	o->refused_percent = 10;
	o->ignored_percent = 5;
}

static void
switchers(struct farm_options *o)
{
	o->switcher_percent = 30;
}

static void
dead(struct farm_options *o)
{
	o->dead_percent = 10;
}

/* Changes of tuned presets without a restart, some of which are not tuned. */
static void
hot(struct farm_options *o)
{
	o->restart_on_change = false;
	o->tuned_percent = 75;
}

/* The plant's meter counts the miners too. */
static void
in_the_meter(struct farm_options *o)
{
	o->meter_includes_miners = true;
}

const struct trace traces[] = {
	{ .name = "steady", .hours = 2, .share = steady, .calm = true,
	    .over_max_kwh = 0.5, .hash_min = 0.985, .changes_max = 0.3 },
	{ .name = "diurnal", .hours = 24, .farm = a_day, .share = day,
	    .calm = true,
	    .over_max_kwh = 0.5, .hash_min = 0.985, .changes_max = 0.3 },
	{ .name = "random walk", .hours = 2, .share = walk, .calm = true,
	    .over_max_kwh = 0.5, .hash_min = 0.980, .changes_max = 0.5 },
	{ .name = "step -30 %", .hours = 10, .share = step },
	{ .name = "drop-outs", .hours = 6, .share = outages,
	    .command = lose_data, .over_max_s = 40 },
	{ .name = "once a minute", .hours = 1, .farm = once_a_minute,
	    .share = walk, .calm = true },
	{ .name = "x1000", .hours = 1, .share = walk, .command = slip,
	    .calm = true },
	{ .name = "frozen", .hours = 1, .share = walk, .command = freeze },
	{ .name = "slow restarts", .hours = 1, .farm = slow, .share = walk,
	    .calm = true },
	{ .name = "bad commands", .hours = 1, .farm = bad_commands,
	    .share = walk, .calm = true },
	{ .name = "switcher", .hours = 1, .farm = switchers, .share = walk },
	{ .name = "dead miners", .hours = 1, .farm = dead, .share = walk,
	    .command = lose_miners, .calm = true },
	{ .name = "step, hot changes", .hours = 2, .farm = hot,
	    .share = step },
	{ .name = "hot changes", .hours = 1, .farm = hot, .share = walk,
	    .calm = true },
	{ .name = "miners in the meter", .hours = 1, .farm = in_the_meter,
	    .share = walk, .calm = true },
	{ .name = "observing", .hours = 0.25, .share = outages,
	    .command = lose_data, .observing = true },
	{ .name = NULL }
};
