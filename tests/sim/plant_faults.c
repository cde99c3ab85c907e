/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "tests/sim/inside.h"

/* What a command can do to the plant and its service. */

static const char *
clear(struct farm *farm, const char *arg, bool on)
{
	(void)arg, (void)on;
	farm->plant.faults = 0;
	farm->plant.trips_n = 0;
	return NULL;
}

static const char *
trust(struct farm *farm, const char *score, bool on)
{
	if (on)
		farm->plant.trust = strtod(score, NULL);
	return NULL;
}

/* Sources count from 1: two turbines, two containers. */
static const char *
source(struct farm *farm, const char *number, bool on)
{
	long n = *number ? strtol(number, NULL, 10) : 2;

	if (n < 1 || n > 4) {
		farm->plant.faults &= ~(uint32_t)(P_MISSING | P_FAILED |
		    P_NEGATIVE);
		return "sources are numbered 1 to 4";
	}
	if (on)
		farm->plant.source = (int)n - 1;
	return NULL;
}

static const char *
http(struct farm *farm, const char *status, bool on)
{
	if (on)
		farm->plant.http = *status ? (int)strtol(status, NULL, 10) :
		    500;
	return NULL;
}

static const char *
slow(struct farm *farm, const char *ms, bool on)
{
	if (on)
		farm->plant.slow_ms = strtoll(ms, NULL, 10);
	return NULL;
}

static const char *
ahead(struct farm *farm, const char *s, bool on)
{
	if (on)
		farm->plant.ahead_ms = 1000 * strtoll(s, NULL, 10);
	return NULL;
}

static const char *
generation(struct farm *farm, const char *kw, bool on)
{
	if (on)
		farm->plant.fixed_w = 1000 * strtod(kw, NULL);
	return NULL;
}

static const char *
other_load(struct farm *farm, const char *kw, bool on)
{
	(void)on;
	farm->other_w = 1000 * strtod(kw, NULL);
	return NULL;
}

const struct sim_fault plant_faults[] = {
	{ "ok", 0, NOTHING, false, NULL, clear },
	{ "generation", P_FIXED, NUMBER, true, NULL, generation },
	{ "other-load", 0, NUMBER, false, NULL, other_load },
	{ "stale", P_STALE, NOTHING, true, NULL, NULL },
	{ "frozen", P_FROZEN, NOTHING, true, NULL, NULL },
	{ "x1000", P_X1000, NOTHING, true, NULL, NULL },
	{ "trust", P_TRUST, NUMBER, true, NULL, trust },
	{ "missing", P_MISSING, MAYBE_NUMBER, true, NULL, source },
	{ "failed", P_FAILED, MAYBE_NUMBER, true, NULL, source },
	{ "negative", P_NEGATIVE, MAYBE_NUMBER, true, NULL, source },
	{ "totals", P_TOTALS, NOTHING, true, NULL, NULL },
	{ "ahead", P_AHEAD, NUMBER, true, NULL, ahead },
	{ "http", P_HTTP, MAYBE_NUMBER, true, NULL, http },
	{ "slow", P_SLOW, NUMBER, true, NULL, slow },
	{ "silent", P_SILENT, NOTHING, true, NULL, NULL },
	{ "half", P_HALF, NOTHING, true, NULL, NULL },
	{ "not-json", P_NOT_JSON, NOTHING, true, NULL, NULL },
	{ .name = NULL }
};
